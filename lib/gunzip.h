/*
 * gunzip.h: gzip (RFC 1952) undone in pieces, where an end that is missing is
 * told from one that is there. Linked by who calls it: zlib.
 */
#ifndef SHEAF_GUNZIP_H
#define SHEAF_GUNZIP_H

#include "buf.h"

struct gunzip;

struct gunzip *gunzip_open(void);

/* Begins anew. */
void gunzip_reset(struct gunzip *gunzip);

/*
 * Undoes what is at the front of BYTES and adds at most ROOM bytes to TO; BYTES
 * is then what is left. Members follow one another (2.2), and what is none
 * behind the last one, such as padding, is passed over. Returns NULL, or what
 * is wrong.
 */
const char *gunzip_more(struct gunzip *gunzip, struct slice *bytes,
	struct buf *to, size_t room);

/* NULL where the last member has ended, else what is wrong. */
const char *gunzip_end(const struct gunzip *gunzip);

void gunzip_close(struct gunzip *gunzip);

#endif
