/*
 * jsonld.h: articles in JSON-LD, as https://schema.org/ScholarlyArticle says.
 */
#ifndef SHEAF_JSONLD_H
#define SHEAF_JSONLD_H

#include "paper.h"

/*
 * Gives the paper what a block of JSON-LD says of the first article in it,
 * where it has not been told before. False if the block has none, or is not
 * JSON, which is common: pages have it with comments around, or cut.
 */
bool jsonld_read(struct paper *paper, struct slice block);

#endif
