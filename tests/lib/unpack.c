/* unpack.h: what was packed comes out, and what is cut off is said. */
#include <errno.h>
#include <fcntl.h>
#include <zlib.h>
#include <zstd.h>

#include "buf.h"
#include "files.h"
#include "unpack.h"

enum { LENGTH = 300000 };

/* Text that does not pack away to nothing. */
static void
make_text(struct buf *to)
{
	uint32_t x = 1;

	while (to->len < LENGTH) {
		x = x * 1664525 + 1013904223;
		buf_format(to, "%u ", (unsigned)x >> 12);
	}
}

static void
pack_gzip(struct buf *to, struct slice text)
{
	z_stream z = {0};
	size_t room = text.len + 1000;

	assert_int_equal(deflateInit2(&z, 1, Z_DEFLATED, 16 + MAX_WBITS, 8,
				 Z_DEFAULT_STRATEGY),
		Z_OK);
	z.next_in = (z_const Bytef *)text.ptr;
	z.avail_in = (uInt)text.len;
	z.next_out = (Bytef *)buf_room(to, room);
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	to->len += room - z.avail_out;
	deflateEnd(&z);
}

static void
pack_zstd(struct buf *to, struct slice text)
{
	size_t room = ZSTD_compressBound(text.len);
	size_t n =
		ZSTD_compress(buf_room(to, room), room, text.ptr, text.len, 1);

	assert_false(ZSTD_isError(n));
	to->len += n;
}

/* Reads NAME, ROOM bytes at a time; returns the last result. */
static ssize_t
read_all(const char *name, size_t room, struct buf *to)
{
	int fd = open(name, O_RDONLY);
	struct unpack *unpack = unpack_open(slice_of(name), fd);
	ssize_t n;

	assert_non_null(unpack);
	buf_reset(to);
	do {
		n = unpack_read(unpack, buf_room(to, room), room);
		assert_true(n <= (ssize_t)room);
		if (n > 0)
			to->len += (size_t)n;
	} while (n > 0);
	if (n < 0)
		assert_int_equal(errno, EBADMSG);
	unpack_close(unpack);
	close(fd);
	return n;
}

static const struct packer {
	const char *name;
	void (*pack)(struct buf *to, struct slice text);
} packers[] = {
	{"a.gz",  pack_gzip},
        {"a.zst", pack_zstd},
        {"A.GZ",  pack_gzip}
};

static void
test_whole(void **state)
{
	static const size_t rooms[] = {1, 4096, 1 << 20};

	(void)state;
	for (size_t i = 0; i < COUNT(packers); i++) {
		struct buf text = {0}, packed = {0}, got = {0};

		make_text(&text);
		packers[i].pack(&packed, buf_slice(&text));
		packers[i].pack(&packed, SLICE("and another"));
		buf_add(&text, SLICE("and another"));
		files_put(packers[i].name, buf_slice(&packed));
		for (size_t k = 0; k < COUNT(rooms); k++) {
			assert_int_equal(
				read_all(packers[i].name, rooms[k], &got), 0);
			assert_true(
				slice_eq(buf_slice(&got), buf_slice(&text)));
		}
		buf_free(&text);
		buf_free(&packed);
		buf_free(&got);
	}
}

static void
test_broken(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(packers); i++) {
		struct buf text = {0}, packed = {0}, got = {0};
		struct slice all;

		make_text(&text);
		packers[i].pack(&packed, buf_slice(&text));
		all = buf_slice(&packed);
		files_put(packers[i].name, SLICE(""));
		assert_int_equal(read_all(packers[i].name, 999, &got), -1);
		files_put(packers[i].name, slice_first(all, all.len - 1));
		assert_int_equal(read_all(packers[i].name, 999, &got), -1);
		files_put(packers[i].name, SLICE("this is not packed"));
		assert_int_equal(read_all(packers[i].name, 999, &got), -1);
		buf_free(&text);
		buf_free(&packed);
		buf_free(&got);
	}
}

static void
test_names(void **state)
{
	(void)state;
	assert_null(unpack_open(SLICE("a.json"), -1));
	assert_null(unpack_open(SLICE("gz"), -1));
	assert_null(unpack_open(SLICE("a.gz.txt"), -1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, files_enter, files_leave);
}
