/* again.h: lines in another order, and those that cannot be read again. */
#include <fcntl.h>
#include <sys/stat.h>
#include <zlib.h>

#include "again.h"
#include "child.h"
#include "files.h"

enum { PLACES = 8 };

/* The places of all lines of FILES; returns how many there are. */
static size_t
places_of(char *const files[], struct again *again, struct place places[])
{
	struct lines *lines = lines_open(files, LINES_MAX, NULL);
	struct slice line;
	size_t count = 0;

	while (lines_next(lines, &line) == 1) {
		assert_true(count < PLACES);
		places[count++] = again_place(again, lines, line);
	}
	lines_close(lines);
	return count;
}

static void
test_reads(void **state)
{
	static const struct slice texts[] = {SLICE_INIT("one"),
		SLICE_INIT("t\0wo"), SLICE_INIT("three"), SLICE_INIT("four")};
	char *files[] = {"a", "b", NULL};
	struct again *again = again_new();
	struct place places[PLACES];

	(void)state;
	files_put("a", SLICE("one\n\nt\0wo\n"));
	files_put("b", SLICE("three\nfour"));
	assert_int_equal(places_of(files, again, places), COUNT(texts));
	for (size_t i = COUNT(texts); i-- > 0;)
		assert_true(slice_eq(again_read(again, places[i]), texts[i]));
}

static void
test_nowhere(void **state)
{
	char *packed[] = {"a.gz", NULL}, *pipe[] = {"pipe", NULL};
	struct place places[PLACES];
	gzFile file = gzopen("a.gz", "wb");

	(void)state;
	assert_non_null(file);
	assert_int_equal(gzputs(file, "one\ntwo\n"), 8);
	assert_int_equal(gzclose(file), Z_OK);
	assert_int_equal(places_of(packed, again_new(), places), 2);
	assert_int_equal(places[0].file, AGAIN_NOWHERE);

	assert_int_equal(mkfifo("pipe", 0600), 0);
	if (fork() == 0) {
		int fd = open("pipe", O_WRONLY);

		_exit(write(fd, "one\n", 4) != 4);
	}
	assert_int_equal(places_of(pipe, again_new(), places), 1);
	assert_int_equal(places[0].file, AGAIN_NOWHERE);
	assert_true(wait(NULL) > 0);
}

struct changed {
	struct again *again;
	struct place place;
};

static int
read_changed(void *arg)
{
	struct changed *changed = arg;

	again_read(changed->again, changed->place);
	return 0;
}

static void
test_changed(void **state)
{
	static const struct slice later[] = {
		SLICE_INIT("one\n"), SLICE_INIT("one and two\n")};
	char *files[] = {"c", NULL};

	(void)state;
	for (size_t i = 0; i < COUNT(later); i++) {
		struct changed changed = {.again = again_new()};
		struct place places[PLACES];

		files_put("c", SLICE("one\ntwo\n"));
		assert_int_equal(places_of(files, changed.again, places), 2);
		changed.place = places[1];
		files_put("c", later[i]);
		child_expect(child_run(read_changed, &changed), UNUSABLE, "",
			"test: c: it changed while it was read\n");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads),
		cmocka_unit_test(test_nowhere),
		cmocka_unit_test(test_changed),
	};

	return cmocka_run_group_tests(tests, files_enter, files_leave);
}
