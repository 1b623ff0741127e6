#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child.h"
#include "exact.h"
#include "out.h"

static char folder[] = "/tmp/sheaf-out-XXXXXX";

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
	unlink("link");
	unlink("file");
	return chdir("/") != 0 || rmdir(folder) != 0;
}

/* How many names the folder holds: a temporary file would be one more. */
static size_t
names(void)
{
	DIR *dir = opendir(".");
	size_t count = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		count++;
	closedir(dir);
	return count - 2; /* . and .. */
}

static void
put_file(const char *text)
{
	FILE *file = fopen("file", "wb");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void
expect_file(const char *text)
{
	FILE *file = fopen("file", "rb");
	struct buf buf = {0};

	assert_non_null(file);
	child_read(&buf, file);
	assert_string_equal(buf_string(&buf), text);
	buf_free(&buf);
	assert_int_equal(names(), 1);
}

static struct stat
stat_of(const char *path)
{
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	return st;
}

struct job {
	const char *path, *text;
	bool keep;
};

static int
write_text(void *arg)
{
	const struct job *job = arg;
	struct out *out = out_open(job->path);

	out_add(out, slice_of(job->text));
	out_close(out, job->keep);
	return 0;
}

static void
expect_job(struct job job, int status, const char *out, const char *err)
{
	child_expect(child_run(write_text, &job), status, out, err);
}

static void
test_standard_output(void **state)
{
	(void)state;
	expect_job((struct job){NULL, "one", true}, 0, "one", "");
	expect_job((struct job){"-", "text", false}, 0, "text", "");
}

static void
test_file_is_replaced(void **state)
{
	struct stat old, new;

	(void)state;
	unlink("file");
	expect_job((struct job){"file", "one\n", true}, 0, "", "");
	expect_file("one\n");
	assert_int_equal(chmod("file", 0640), 0);
	old = stat_of("file");
	expect_job((struct job){"file", "two\n", true}, 0, "", "");
	expect_file("two\n");
	new = stat_of("file");
	assert_int_not_equal(old.st_ino, new.st_ino);
	assert_int_equal(new.st_mode & 07777, 0640);
}

/* The file that has these bytes already is left alone. */
static void
test_same_bytes(void **state)
{
	struct stat old;

	(void)state;
	put_file("one\n");
	old = stat_of("file");
	expect_job((struct job){"file", "one\n", true}, 0, "", "");
	expect_file("one\n");
	assert_int_equal(stat_of("file").st_ino, old.st_ino);
	/* A beginning of it is not the same. */
	expect_job((struct job){"file", "one", true}, 0, "", "");
	expect_file("one");
	expect_job((struct job){"file", "one\n\n", true}, 0, "", "");
	expect_file("one\n\n");
}

static void
test_not_kept(void **state)
{
	(void)state;
	put_file("old");
	expect_job((struct job){"file", "new", false}, 0, "", "");
	expect_file("old");
}

static void
test_link_stays(void **state)
{
	(void)state;
	put_file("old");
	assert_int_equal(symlink("file", "link"), 0);
	expect_job((struct job){"link", "new", true}, 0, "", "");
	assert_true(S_ISLNK(stat_of("link").st_mode));
	unlink("link");
	expect_file("new");
}

static void
test_cannot_write(void **state)
{
	(void)state;
	put_file("old");
	expect_job((struct job){"/dev/full", "x", true}, UNUSABLE, "",
		"test: /dev/full: No space left on device\n");
	expect_job((struct job){"missing/file", "x", true}, UNUSABLE, "",
		"test: missing/file: No such file or directory\n");
	expect_file("old");
}

static int
die_early(void *arg)
{
	struct out *out = out_open("file");

	(void)arg;
	out_add(out, SLICE("new"));
	out_flush(out);
	err_die("that was all");
}

static int
die_of_signal(void *arg)
{
	struct out *out = out_open("file");

	out_add(out, SLICE("new"));
	out_flush(out);
	raise(*(int *)arg);
	return 0;
}

/* The old file stays whole, and nothing lies beside it. */
static void
test_ends_early(void **state)
{
	static int numbers[] = {SIGHUP, SIGINT, SIGTERM};

	(void)state;
	put_file("old");
	child_expect(child_run(die_early, NULL), UNUSABLE, "",
		"test: that was all\n");
	expect_file("old");
	for (size_t i = 0; i < COUNT(numbers); i++) {
		child_expect(child_run(die_of_signal, &numbers[i]),
			128 + numbers[i], "", "");
		expect_file("old");
	}
}

/* Standard output is a pipe that nobody reads. */
static int
write_to_nobody(void *ignore)
{
	int ends[2];
	struct out *out;

	if (pipe(ends) != 0 || dup2(ends[1], STDOUT_FILENO) < 0)
		return 99;
	close(ends[0]);
	signal(SIGPIPE, ignore == NULL ? SIG_DFL : SIG_IGN);
	out = out_open(NULL);
	out_line(out, SLICE("x"));
	out_close(out, true);
	return 0;
}

/* With SIGPIPE ignored, as programs with sockets have it, the end is the same.
 */
static void
test_reader_leaves(void **state)
{
	int ignore;

	(void)state;
	child_expect(child_run(write_to_nobody, NULL), 128 + SIGPIPE, "", "");
	child_expect(
		child_run(write_to_nobody, &ignore), 128 + SIGPIPE, "", "");
}

enum { LINES = 100000 };

static int
write_lines(void *arg)
{
	struct out *out = out_open(NULL);

	(void)arg;
	if (out_terminal(out))
		return 99;
	for (int i = 0; i < LINES; i++) {
		if (i % 2 == 0) {
			out_line(out, SLICE("seven ."));
		} else {
			buf_add(out_buf(out), SLICE("by hand\n"));
			out_spill(out);
		}
	}
	out_close(out, true);
	return 0;
}

/* More than a block, in order, nothing twice. */
static void
test_blocks(void **state)
{
	struct child child = child_run(write_lines, NULL);

	(void)state;
	assert_int_equal(child.status, 0);
	assert_int_equal(child.out.len, LINES * 8);
	for (size_t i = 0; i < LINES; i++)
		assert_memory_equal(child.out.ptr + i * 8,
			i % 2 == 0 ? "seven .\n" : "by hand\n", 8);
	child.out.len = 0;
	child_expect(child, 0, "", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_standard_output),
		cmocka_unit_test(test_file_is_replaced),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_not_kept),
		cmocka_unit_test(test_link_stays),
		cmocka_unit_test(test_cannot_write),
		cmocka_unit_test(test_ends_early),
		cmocka_unit_test(test_reader_leaves),
		cmocka_unit_test(test_blocks),
	};

	return cmocka_run_group_tests_name(
		"out", tests, enter_folder, remove_folder);
}
