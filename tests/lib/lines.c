#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "buf.h"
#include "exact.h"
#include "lines.h"
#include "out.h"

enum { BLOCK = 256 * 1024 }; /* what lines.c reads at a time */

static char folder[] = "/tmp/sheaf-lines-XXXXXX";
static char *const names[] = {"a", "b", "c"};

static int
enter_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int
remove_folder(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		unlink(names[i]);
	return chdir("/") != 0 || rmdir(folder) != 0;
}

static void
put_file(const char *name, struct slice text)
{
	FILE *file = fopen(name, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
	assert_int_equal(fclose(file), 0);
}

/* All that comes out of FILES, as `FILE:NUMBER:LINE|`, `!` before errno. */
static void
expect(char *const files[], size_t max, const char *expected)
{
	struct lines *lines = lines_open(files, max, NULL);
	struct buf all = {0};
	struct slice line;
	int got;

	while ((got = lines_next(lines, &line)) != 0) {
		if (got < 0)
			line = slice_of(errno == EMSGSIZE ? "!long"
					: errno == ENOENT ? "!missing"
					: errno == EISDIR ? "!folder"
							  : "!");
		buf_format(&all, "%s:%d%s:", lines_file(lines),
			(int)lines_number(lines),
			got == 1 && lines_first(lines) ? "*" : "");
		buf_add(&all, line);
		buf_char(&all, '|');
	}
	assert_int_equal(lines_next(lines, &line), 0);
	assert_string_equal(buf_string(&all), expected);
	lines_close(lines);
	buf_free(&all);
}

static void
test_lines(void **state)
{
	static const struct {
		struct slice text;
		const char *expected;
	} cases[] = {
		{SLICE_INIT(""),                               ""                 },
		{SLICE_INIT("\n"),                             ""                 },
		{SLICE_INIT("x"),                              "a:1*:x|"          },
		{SLICE_INIT("x\n"),                            "a:1*:x|"          },
		{SLICE_INIT("x\ny"),                           "a:1*:x|a:2:y|"    },
		{SLICE_INIT("x\r\n\r\ny\r"),                   "a:1*:x\r|a:3:y\r|"},
		{SLICE_INIT("\n \t\n x \n\n\ny\n\n"),          "a:3*: x |a:6:y|"  },
		{SLICE_INIT("\xEF\xBB\xBFx\n\xEF\xBB\xBFy\n"),
                 "a:1*:x|a:2:\xEF\xBB\xBFy|"                                      },
		{SLICE_INIT("\xEF\xBB\xBF\nx"),                "a:2*:x|"          },
		{SLICE_INIT("12345\n123456\n1234\n"),
                 "a:1*:12345|a:2:!long|a:3:1234|"                                 },
		{SLICE_INIT("123456\nx"),                      "a:1:!long|a:2*:x|"},
		{SLICE_INIT("x\n123456"),                      "a:1*:x|a:2:!long|"},
	};
	char *files[] = {"a", NULL};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		put_file("a", cases[i].text);
		expect(files, 5, cases[i].expected);
	}
}

static void
test_nul_is_data(void **state)
{
	char *files[] = {"a", NULL};
	struct lines *lines;
	struct slice line;

	(void)state;
	put_file("a", SLICE("x\0y\n\0\n"));
	lines = lines_open(files, 5, NULL);
	assert_int_equal(lines_next(lines, &line), 1);
	assert_true(slice_eq(line, SLICE("x\0y")));
	assert_int_equal(lines_next(lines, &line), 1);
	assert_true(slice_eq(line, SLICE("\0")));
	assert_int_equal(lines_next(lines, &line), 0);
	lines_close(lines);
}

static void
test_files(void **state)
{
	char *files[] = {"a", "missing", ".", "b", "c", "a", NULL};

	(void)state;
	put_file("a", SLICE("1\n2"));
	put_file("b", SLICE(""));
	put_file("c", SLICE("\xEF\xBB\xBF"
			    "3\n"));
	expect(files, 5,
		"a:1*:1|a:2:2|missing:0:!missing|.:0:!folder|c:1*:3|a:1*:1|"
		"a:2:2|");
}

/* Lines that end before, at and behind the ends of blocks, long ones between.
 */
static void
test_blocks(void **state)
{
	static const size_t lens[] = {1, BLOCK - 3, BLOCK - 1, BLOCK, 2,
		BLOCK + 1, 3 * BLOCK, 5, 4 * BLOCK + 7, 2 * BLOCK - 1, 9};
	const size_t max = 3 * BLOCK;
	char *files[] = {"a", NULL};
	struct buf text = {0};
	struct lines *lines;
	struct slice line;

	(void)state;
	for (size_t i = 0; i < COUNT(lens); i++) {
		memset(buf_room(&text, lens[i]), (int)('a' + i), lens[i]);
		text.len += lens[i];
		buf_char(&text, '\n');
	}
	put_file("a", buf_slice(&text));
	lines = lines_open(files, max, NULL);
	for (size_t i = 0; i < COUNT(lens); i++) {
		int got = lines_next(lines, &line);

		assert_int_equal(lines_number(lines), i + 1);
		assert_int_equal(got, lens[i] > max ? -1 : 1);
		if (got < 0)
			continue;
		assert_int_equal(line.len, lens[i]);
		for (size_t k = 0; k < line.len; k++)
			if (line.ptr[k] != (char)('a' + i))
				fail_msg("line %zu, byte %zu", i, k);
	}
	assert_int_equal(lines_next(lines, &line), 0);
	lines_close(lines);
	buf_free(&text);
}

/*
 * What has been written comes out before the wait for more: both ends of a pipe
 * to and one from a reader are ours, so all is seen without a clock. A reader
 * that does not flush ends by the alarm.
 */
static void
test_flush_before_wait(void **state)
{
	char *files[] = {"-", NULL};
	int to[2], from[2], status;
	char got[8];
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(to), 0);
	assert_int_equal(pipe(from), 0);
	pid = fork();
	if (pid == 0) {
		struct out *out;
		struct lines *lines;
		struct slice line;

		alarm(60);
		dup2(to[0], STDIN_FILENO);
		dup2(from[1], STDOUT_FILENO);
		close(to[1]);
		out = out_open(NULL);
		lines = lines_open(files, 5, out);
		while (lines_next(lines, &line) == 1)
			out_line(out, line);
		lines_close(lines);
		out_close(out, true);
		_exit(0);
	}
	close(from[1]);
	assert_int_equal(write(to[1], "x\ny", 3), 3);
	assert_int_equal(read(from[0], got, sizeof(got)), 2);
	assert_memory_equal(got, "x\n", 2);
	close(to[1]);
	assert_int_equal(read(from[0], got, sizeof(got)), 2);
	assert_memory_equal(got, "y\n", 2);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(to[0]);
	close(from[0]);
}

/* No files: standard input, under its name. */
static void
test_standard_input(void **state)
{
	char *none[] = {NULL}, *twice[] = {"a", "-", NULL};
	int input = dup(STDIN_FILENO);

	(void)state;
	put_file("a", SLICE("x\n"));
	assert_non_null(freopen("a", "rb", stdin));
	expect(none, 5, "standard input:1*:x|");
	assert_non_null(freopen("a", "rb", stdin));
	expect(twice, 5, "a:1*:x|standard input:1*:x|");
	dup2(input, STDIN_FILENO);
	close(input);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_nul_is_data),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_flush_before_wait),
		cmocka_unit_test(test_standard_input),
	};

	return cmocka_run_group_tests_name(
		"lines", tests, enter_folder, remove_folder);
}
