/*
 * markdown.h: text from outside in CommonMark and GitHub's additions.
 */
#ifndef SHEAF_PFMT_MARKDOWN_H
#define SHEAF_PFMT_MARKDOWN_H

#include "buf.h"

/* Adds TEXT, one line, as text wherever it stands: inside a line, in the cell
 * of a table, or in front of a line. */
void markdown_add(struct buf *to, struct slice text);

/* Adds ADDRESS as the target of a link. */
void markdown_add_target(struct buf *to, struct slice address);

#endif
