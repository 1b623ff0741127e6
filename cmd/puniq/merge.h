/*
 * merge.h: several records of a paper as one: sheaf(5), "Identity and merging".
 */
#ifndef SHEAF_MERGE_H
#define SHEAF_MERGE_H

#include "buf.h"

/*
 * Adds to TO the record that the COUNT records of RECORDS are together, without
 * LF; of equal claims the earlier one counts.
 */
void merge(struct buf *to, const struct slice records[], size_t count);

#endif
