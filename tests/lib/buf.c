#include "buf.h"
#include "exact.h"

static void
test_grows(void **state)
{
	struct buf buf = {0};

	(void)state;
	for (size_t i = 0; i < 100000; i++) {
		if (i % 3 == 0)
			buf_char(&buf, (char)('a' + i % 26));
		else
			buf_add(&buf,
				(struct slice){
					&"abcdefghijklmnopqrstuvwxyz"[i % 26],
					1});
		assert_int_equal(buf.len, i + 1);
	}
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(buf.ptr[i], 'a' + i % 26);
	buf_free(&buf);
	assert_null(buf.ptr);
	assert_int_equal(buf.cap, 0);
}

static void
test_room(void **state)
{
	struct buf buf = {0};
	char *room = buf_room(&buf, 1000);

	(void)state;
	assert_int_equal(buf.len, 0);
	memset(room, 'x', 1000);
	buf.len = 1000;
	assert_ptr_equal(buf_room(&buf, 0), buf.ptr + 1000);
	buf_reset(&buf);
	assert_int_equal(buf.len, 0);
	assert_true(buf.cap >= 1000);
	buf_free(&buf);
}

static void
test_views(void **state)
{
	struct buf buf = {0};

	(void)state;
	assert_int_equal(buf_slice(&buf).len, 0);
	assert_non_null(buf_slice(&buf).ptr);
	buf_add(&buf, (struct slice){NULL, 0});
	assert_string_equal(buf_string(&buf), "");
	assert_int_equal(buf.len, 0);
	buf_add(&buf, SLICE("ab\0c"));
	assert_true(slice_eq(buf_since(&buf, 1), SLICE("b\0c")));
	assert_int_equal(buf_string(&buf)[4], '\0');
	assert_int_equal(buf.len, 4);
	buf_free(&buf);
}

/* Also where the first try does not fit. */
static void
test_format(void **state)
{
	struct buf buf = {0};

	(void)state;
	for (int width = 0; width < 600; width++) {
		buf_reset(&buf);
		buf_char(&buf, '<');
		buf_format(&buf, "%*d>", width, 7);
		assert_int_equal(buf.len, (width == 0 ? 1 : width) + 2);
		assert_true(slice_ends(buf_slice(&buf), SLICE("7>")));
		assert_int_equal(buf.ptr[0], '<');
	}
	buf_free(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grows),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_views),
		cmocka_unit_test(test_format),
	};

	return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
