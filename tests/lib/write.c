/* write.h: all of it, or an error. */
#include <errno.h>
#include <fcntl.h>

#include "files.h"
#include "write.h"

static void
test_all(void **state)
{
	char got[8];
	int fd = open("a", O_RDWR | O_CREAT, 0600);

	(void)state;
	assert_true(write_all(fd, SLICE("one\0two")));
	assert_true(write_all(fd, SLICE("")));
	assert_int_equal(pread(fd, got, sizeof(got), 0), 7);
	assert_memory_equal(got, "one\0two", 7);
	close(fd);
	assert_false(write_all(fd, SLICE("one")));
	assert_int_equal(errno, EBADF);
}

static void
test_name(void **state)
{
	(void)state;
	files_put("b", SLICE(""));
	assert_true(write_name("b"));
	assert_true(write_name("./b"));
	assert_false(write_name("missing/b"));
	assert_int_equal(errno, ENOENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all),
		cmocka_unit_test(test_name),
	};

	return cmocka_run_group_tests(tests, files_enter, files_leave);
}
