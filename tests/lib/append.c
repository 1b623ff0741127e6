/* append.h: what is whole stays, what nobody finished goes, writers in turn. */
#include <sys/wait.h>

#include "append.h"
#include "child.h"
#include "files.h"

enum { WRITERS = 4, LINES = 100 };

static void
expect(const char *name, struct slice text)
{
	FILE *file = fopen(name, "rb");
	struct buf all = {0};

	assert_non_null(file);
	child_read(&all, file);
	assert_true(slice_eq(buf_slice(&all), text));
	buf_free(&all);
}

static void
test_appends(void **state)
{
	(void)state;
	append_lines("a", SLICE("one\n"));
	expect("a", SLICE("one\n"));
	append_lines("a", SLICE("two\nthree\n"));
	expect("a", SLICE("one\ntwo\nthree\n"));
	append_lines("a", SLICE(""));
	expect("a", SLICE("one\ntwo\nthree\n"));
}

/* The end that has no LF may be longer than what is read at a time. */
static void
test_cuts(void **state)
{
	static const size_t lens[] = {1, 4095, 4096, 4097, 9000};

	(void)state;
	for (size_t i = 0; i < COUNT(lens); i++) {
		struct buf text = {0};

		buf_add(&text, SLICE("one\n"));
		while (text.len < 4 + lens[i])
			buf_char(&text, 'x');
		files_put("b", buf_slice(&text));
		append_lines("b", SLICE("two\n"));
		expect("b", SLICE("one\ntwo\n"));
		files_put("b", slice_from(buf_slice(&text), 4));
		append_lines("b", SLICE("two\n"));
		expect("b", SLICE("two\n"));
		buf_free(&text);
	}
}

static int
append_nowhere(void *arg)
{
	append_lines(arg, SLICE("one\n"));
	return 0;
}

static void
test_fails(void **state)
{
	(void)state;
	child_expect(child_run(append_nowhere, "missing/a"), UNUSABLE, "",
		"test: missing/a: No such file or directory\n");
}

static void
write_lines(char writer)
{
	char line[] = "line of .\n";

	line[sizeof(line) - 3] = writer;
	for (int i = 0; i < LINES; i++)
		append_lines("c", slice_of(line));
}

static void
test_writers(void **state)
{
	struct buf all = {0};
	struct slice rest, line;
	int counts[WRITERS] = {0}, status;
	FILE *file;

	(void)state;
	for (int i = 0; i < WRITERS; i++)
		if (fork() == 0) {
			write_lines((char)('0' + i));
			_exit(0);
		}
	for (int i = 0; i < WRITERS; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	file = fopen("c", "rb");
	assert_non_null(file);
	child_read(&all, file);
	rest = buf_slice(&all);
	while (slice_cut(&rest, '\n', &line) && line.len > 0) {
		assert_true(slice_starts(line, SLICE("line of ")));
		counts[line.ptr[8] - '0']++;
	}
	for (int i = 0; i < WRITERS; i++)
		assert_int_equal(counts[i], LINES);
	buf_free(&all);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_appends),
		cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_fails),
		cmocka_unit_test(test_writers),
	};

	return cmocka_run_group_tests(tests, files_enter, files_leave);
}
