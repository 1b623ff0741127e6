/*
 * extra.h: what Zotero keeps of a work that it has no field for.
 */
#ifndef SHEAF_PPARSE_EXTRA_H
#define SHEAF_PPARSE_EXTRA_H

#include "paper.h"

/*
 * Reads the lines of TEXT: `Label: value` of an identifier or of the citation
 * key goes to its member; other lines are a comment.
 */
void extra_read(struct paper *paper, struct slice text);

#endif
