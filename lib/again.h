/*
 * again.h: lines that are read a second time, out of the files that they came
 * from, instead of being held.
 */
#ifndef SHEAF_AGAIN_H
#define SHEAF_AGAIN_H

#include "lines.h"

struct again;

/* Where a line is. */
struct place {
	uint64_t offset;
	uint32_t file; /* AGAIN_NOWHERE, or a number of ours */
	uint32_t len;  /* of the line */
};
enum { AGAIN_NOWHERE = UINT32_MAX };

struct again *again_new(void);

/*
 * The place of LINE, the last one of LINES; AGAIN_NOWHERE where it cannot be
 * read again: it came out of a pipe, or is packed.
 */
struct place again_place(
	struct again *again, const struct lines *lines, struct slice line);

/*
 * The line at PLACE, valid until the next call. A file that has changed since
 * ends the program.
 */
struct slice again_read(struct again *again, struct place place);

#endif
