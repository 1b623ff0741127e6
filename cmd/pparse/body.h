/*
 * body.h: the bytes behind a struct source: out of memory or of a file, gzip
 * undone, turned into UTF-8, handed out in pieces.
 */
#ifndef SHEAF_BODY_H
#define SHEAF_BODY_H

#include "charset.h"
#include "gunzip.h"
#include "source.h"
#include "values.h"

struct body {
	/* For messages: the address of a document, else file and line. */
	struct slice address;
	const char *file;
	uint64_t line;
	bool said;     /* that something is wrong */
	bool replaced; /* it has been said that bytes were */

	struct slice bytes;    /* in memory, still to be read */
	struct values *values; /* then these, if not NULL */

	bool begun;
	bool done;             /* all has been decoded */
	bool gzip;             /* RFC 1952, although nothing said so */
	struct gunzip *gunzip; /* kept for the next one; NULL at first */
	struct slice packed;   /* what it has not taken yet */
	uint64_t inflated;     /* bytes so far */
	struct buf block;      /* of inflated bytes */

	struct charset charset;
	struct slice ready; /* decoded, and not handed out yet */
	struct buf gathered;
};

/*
 * What is at the front of the body, white space left out, to tell its kind: 4
 * KiB or all of it. The pieces still begin with it.
 */
struct slice body_head(struct source *source);

/* Leaves the body: it can be used for the next one. */
void body_reset(struct body *body);

#endif
