#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zstd.h>

#include "gunzip.h"
#include "mem.h"
#include "unpack.h"

enum { BLOCK = 128 * 1024 };

struct unpack {
	int fd;
	bool ended;  /* the last packed byte has been read */
	bool within; /* zstd: a frame has not ended yet */
	struct gunzip *gunzip;
	ZSTD_DStream *zstd;
	struct slice packed; /* what has been read and not been unpacked */
	struct buf plain;    /* of gunzip */
	char block[BLOCK];
};

bool
unpack_named(struct slice name)
{
	return slice_ends_nocase(name, SLICE(".gz")) ||
	       slice_ends_nocase(name, SLICE(".zst"));
}

struct unpack *
unpack_open(struct slice name, int fd)
{
	struct unpack *unpack;

	if (!unpack_named(name))
		return NULL;
	unpack = mem_zero(1, sizeof(*unpack));
	unpack->fd = fd;
	unpack->within = true; /* no frame at all is not even an empty file */
	if (slice_ends_nocase(name, SLICE(".gz")))
		unpack->gunzip = gunzip_open();
	else if ((unpack->zstd = ZSTD_createDStream()) == NULL)
		err_die("out of memory");
	return unpack;
}

/* Reads a block; false with errno set. */
static bool
fill(struct unpack *unpack)
{
	ssize_t n;

	do
		n = read(unpack->fd, unpack->block, BLOCK);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return false;
	unpack->ended = n == 0;
	unpack->packed = (struct slice){unpack->block, (size_t)n};
	return true;
}

/* Both undo what is at the front of `packed`: how many bytes, or -1. */
static ssize_t
undo_gzip(struct unpack *unpack, char *to, size_t room)
{
	struct buf *plain = &unpack->plain;

	buf_reset(plain);
	if (gunzip_more(unpack->gunzip, &unpack->packed, plain, room) != NULL)
		return -1;
	memcpy(to, buf_slice(plain).ptr, plain->len);
	return (ssize_t)plain->len;
}

static ssize_t
undo_zstd(struct unpack *unpack, char *to, size_t room)
{
	ZSTD_inBuffer in = {unpack->packed.ptr, unpack->packed.len, 0};
	ZSTD_outBuffer out = {to, room, 0};
	size_t left;

	if (in.size == 0 && !unpack->within)
		return 0; /* to ask now would be to begin another frame */
	left = ZSTD_decompressStream(unpack->zstd, &out, &in);
	if (ZSTD_isError(left))
		return -1;
	unpack->within = left > 0;
	unpack->packed = slice_from(unpack->packed, in.pos);
	return (ssize_t)out.pos;
}

/* Did the data end where it may? */
static bool
whole(const struct unpack *unpack)
{
	return unpack->gunzip != NULL ? gunzip_end(unpack->gunzip) == NULL
	                              : !unpack->within;
}

ssize_t
unpack_read(struct unpack *unpack, char *to, size_t room)
{
	ssize_t n = 0;

	if (room > BLOCK)
		room = BLOCK;
	while (n == 0) {
		if (unpack->packed.len == 0 && !unpack->ended && !fill(unpack))
			return -1;
		n = unpack->gunzip != NULL ? undo_gzip(unpack, to, room)
		                           : undo_zstd(unpack, to, room);
		if (n == 0 && unpack->ended) {
			if (whole(unpack))
				return 0;
			n = -1;
		}
	}
	if (n < 0)
		errno = EBADMSG;
	return n;
}

void
unpack_close(struct unpack *unpack)
{
	if (unpack->gunzip != NULL)
		gunzip_close(unpack->gunzip);
	ZSTD_freeDStream(unpack->zstd);
	buf_free(&unpack->plain);
	free(unpack);
}
