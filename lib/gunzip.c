#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#include "gunzip.h"
#include "mem.h"

struct gunzip {
	z_stream z;
	bool ended; /* a member has, and another may follow */
};

struct gunzip *
gunzip_open(void)
{
	struct gunzip *gunzip = mem_zero(1, sizeof(*gunzip));

	if (inflateInit2(&gunzip->z, 16 + MAX_WBITS) != Z_OK)
		err_die("out of memory");
	return gunzip;
}

void
gunzip_reset(struct gunzip *gunzip)
{
	inflateReset(&gunzip->z); /* fails only without a state */
	gunzip->ended = false;
}

const char *
gunzip_more(
	struct gunzip *gunzip, struct slice *bytes, struct buf *to, size_t room)
{
	z_stream *z = &gunzip->z;
	size_t len = bytes->len < UINT_MAX ? bytes->len : UINT_MAX;
	int got;

	if (len == 0 || room == 0)
		return NULL;
	if (gunzip->ended && bytes->ptr[0] != 0x1F) {
		bytes->len = 0;
		return NULL;
	}
	if (gunzip->ended)
		gunzip_reset(gunzip);
	if (room > INT_MAX)
		room = INT_MAX;
	z->next_in = (z_const Bytef *)bytes->ptr;
	z->avail_in = (uInt)len;
	z->next_out = (Bytef *)buf_room(to, room);
	z->avail_out = (uInt)room;
	got = inflate(z, Z_NO_FLUSH);
	to->len += room - z->avail_out;
	*bytes = slice_from(*bytes, len - z->avail_in);
	gunzip->ended = got == Z_STREAM_END;
	return got == Z_OK || got == Z_STREAM_END ? NULL : "it is broken";
}

const char *
gunzip_end(const struct gunzip *gunzip)
{
	return gunzip->ended ? NULL : "it is cut off";
}

void
gunzip_close(struct gunzip *gunzip)
{
	inflateEnd(&gunzip->z);
	free(gunzip);
}
