/*
 * held.h: papers that wait until the last one has been read.
 *
 * Of a paper in a regular file only its key is kept, and it is read again when
 * its turn comes; where that cannot be, and where only the first ones are
 * wanted, the paper is kept, too.
 */
#ifndef SHEAF_HELD_H
#define SHEAF_HELD_H

#include "lines.h"

struct held;

/* For the first MAX papers by their keys. */
struct held *held_open(uint64_t max);

/* Would a paper with KEY be one of those, as far as has been read? */
bool held_wants(const struct held *held, struct slice key);

/*
 * Adds LINE, the last one of LINES. Of equal keys the earlier stays in front.
 */
void held_add(struct held *held, struct slice key, const struct lines *lines,
	struct slice line);

/* Writes all of them in their order; a file that has changed since it was read
 * ends the program. */
void held_write(struct held *held, struct out *out);

#endif
