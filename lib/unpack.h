/*
 * unpack.h: packed files as the bytes that they hold: gzip (RFC 1952) and
 * Zstandard (RFC 8878), told by the end of the name.
 */
#ifndef SHEAF_UNPACK_H
#define SHEAF_UNPACK_H

#include <sys/types.h>

#include "slice.h"

struct unpack;

/* Is NAME that of a packed file: does it end in .gz or .zst? */
bool unpack_named(struct slice name);

/* For what is read from FD; NULL where NAME is not that of a packed file. */
struct unpack *unpack_open(struct slice name, int fd);

/*
 * Puts at most ROOM bytes in TO: their number, 0 at the end, or -1 with errno
 * set: EBADMSG where the data is broken or cut off.
 */
ssize_t unpack_read(struct unpack *unpack, char *to, size_t room);

void unpack_close(struct unpack *unpack);

#endif
