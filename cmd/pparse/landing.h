/*
 * landing.h: what authors look like in the metadata of pages.
 */
#ifndef SHEAF_LANDING_H
#define SHEAF_LANDING_H

#include "paper.h"

/* Adds an author, `Family, Given` or as shown. */
void landing_author(struct paper *paper, struct slice name);

#endif
