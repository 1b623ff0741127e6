/* gunzip.h: pieces of any size, members in a row, and ends that are missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <zlib.h>

#include "gunzip.h"

/* Adds TEXT to TO as a member. */
static void
add_member(struct buf *to, struct slice text)
{
	z_stream z = {0};
	size_t room = text.len + 100;

	assert_int_equal(Z_OK, deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS,
				       8, Z_DEFAULT_STRATEGY));
	z.next_in = (z_const Bytef *)text.ptr;
	z.avail_in = (uInt)text.len;
	z.next_out = (Bytef *)buf_room(to, room);
	z.avail_out = (uInt)room;
	assert_int_equal(Z_STREAM_END, deflate(&z, Z_FINISH));
	to->len += room - z.avail_out;
	deflateEnd(&z);
}

/* Undoes BYTES in pieces of STEP into TO, ROOM at a time. */
static const char *
undo(struct gunzip *gunzip, struct slice bytes, size_t step, size_t room,
	struct buf *to)
{
	const char *wrong = NULL;

	buf_reset(to);
	gunzip_reset(gunzip);
	while (bytes.len > 0 && wrong == NULL) {
		struct slice piece = slice_first(bytes, step);

		bytes = slice_from(bytes, piece.len);
		while (piece.len > 0 && wrong == NULL) {
			size_t before = to->len;

			wrong = gunzip_more(gunzip, &piece, to, room);
			assert_true(to->len - before <= room);
		}
	}
	return wrong == NULL ? gunzip_end(gunzip) : wrong;
}

static void
pieces_and_members(void **state)
{
	struct gunzip *gunzip = gunzip_open();
	struct buf packed = {0}, text = {0}, to = {0};

	(void)state;
	for (int i = 0; i < 500; i++)
		buf_format(&text, "line %d of a text\n", i);
	add_member(&packed, buf_slice(&text));
	add_member(&packed, SLICE("and more"));
	buf_add(&text, SLICE("and more"));
	for (size_t step = 1; step < 40; step += 3)
		for (size_t room = 1; room < 5000; room = room * 7 + 1) {
			assert_null(undo(
				gunzip, buf_slice(&packed), step, room, &to));
			assert_true(slice_eq(buf_slice(&to), buf_slice(&text)));
		}
	buf_add(&packed, SLICE("\0\0padding"));
	assert_null(undo(gunzip, buf_slice(&packed), 7, 100, &to));
	assert_true(slice_eq(buf_slice(&to), buf_slice(&text)));
	gunzip_close(gunzip);
	buf_free(&packed);
	buf_free(&text);
	buf_free(&to);
}

static void
every_cut_is_told(void **state)
{
	struct gunzip *gunzip = gunzip_open();
	struct buf packed = {0}, to = {0};

	(void)state;
	add_member(&packed, SLICE("a text that is long enough to be cut"));
	for (size_t len = 1; len < packed.len; len++)
		assert_non_null(undo(gunzip,
			slice_first(buf_slice(&packed), len), 9, 9, &to));
	assert_non_null(undo(gunzip, SLICE("no gzip at all"), 9, 9, &to));
	assert_null(undo(gunzip, buf_slice(&packed), 9, 9, &to));
	gunzip_close(gunzip);
	buf_free(&packed);
	buf_free(&to);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_and_members),
		cmocka_unit_test(every_cut_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
