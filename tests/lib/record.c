#include <stdio.h>
#include <unistd.h>

#include "child.h"
#include "exact.h"
#include "record.h"

static void
assert_slice(struct slice got, const char *expected)
{
	assert_int_equal(got.len, strlen(expected));
	if (got.len > 0)
		assert_memory_equal(got.ptr, expected, got.len);
}

static void
test_members(void **state)
{
	(void)state;
	for (enum member m = 0; m < MEMBER_COUNT; m++) {
		assert_true(record_members[m].name.len > 0);
		assert_int_equal(record_member(record_members[m].name), m);
	}
	assert_int_equal(record_member(SLICE("author_ids")), M_AUTHOR_IDS);
	assert_int_equal(record_member(SLICE("body")), MEMBER_COUNT);
	assert_int_equal(record_member(SLICE("")), MEMBER_COUNT);
	assert_int_equal(record_members[M_LISTED].type, MEMBER_DATE);
	assert_int_equal(record_members[M_SCORE].type, MEMBER_NUMBER);
	assert_int_equal(record_members[M_DELETED].type, MEMBER_TRUE);
	assert_int_equal(record_members[M_CODE].type, MEMBER_STRINGS);
}

/* "a", "b" and "a" again are looked for. */
static void
test_find(void **state)
{
	static const struct slice names[] = {
		SLICE_INIT("a"), SLICE_INIT("b"), SLICE_INIT("a")};
	static const struct {
		const char *line, *a, *b;
		bool object;
	} cases[] = {
		{"{\"a\":1,\"b\":2}",                               "1",     "2", true },
		{" { \"b\" : [\"a\",{\"a\":3}] , \"a\" : \"x\" } ", "\"x\"",
                 "[\"a\",{\"a\":3}]",					     true },
		{"{\"a\":1,\"a\":2,\"b\":3}",                       "1",     "3", true },
		{"{\"\\u0061\":1,\"b\":2}",                         "1",     "2", true },
		{"{\"aa\":0,\"\":0,\"a\\u0000\":0}",                "",      "",  true },
		{"{\"x\":{\"a\":1,\"b\":2}}",                       "",      "",  true },
		{"{}",					      "",      "",  true },
 /* What follows the last one wanted is not looked at. */
		{"{\"a\":1,\"b\":2 what",                           "1",     "2", true },
		{"{\"a\":1 what",				   "1",     "",  false},
		{"{\"a\":1} {\"b\":2}",                             "1",     "",  false},
		{"{\"a\":\"",				       "",      "",  false},
		{"{\"a\":1",					"1",     "",  false},
		{"[\"a\",1]",				       "",      "",  false},
		{"\"a\"",					   "",      "",  false},
		{"",						"",      "",  false},
		{" ",					       "",      "",  false},
	};
	struct json values[COUNT(names)];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice own = exact(slice_of(cases[i].line));

		assert_int_equal(record_find(own, names, COUNT(names), values),
			cases[i].object);
		assert_slice(values[0].raw, cases[i].a);
		assert_slice(values[1].raw, cases[i].b);
		assert_slice(values[2].raw, cases[i].a);
		assert_int_equal(
			values[1].type == JSON_NONE, cases[i].b[0] == '\0');
		exact_free(own);
	}
}

static void
test_all(void **state)
{
	struct json values[MEMBER_COUNT];

	(void)state;
	assert_true(record_all(SLICE("{\"matched\":[],\"id\":\"a\",\"new\":0,"
				     "\"t\\u0069tle\":\"x\",\"id\":\"b\","
				     "\"type\":null}"),
		values));
	for (enum member m = 0; m < MEMBER_COUNT; m++)
		switch (m) {
		case M_ID: assert_slice(values[m].raw, "\"a\""); break;
		case M_TYPE: assert_slice(values[m].raw, "null"); break;
		case M_TITLE: assert_slice(values[m].raw, "\"x\""); break;
		case M_MATCHED: assert_slice(values[m].raw, "[]"); break;
		default: assert_int_equal(values[m].type, JSON_NONE);
		}
	assert_false(record_all(SLICE("{\"id\":\"a\""), values));
	assert_slice(values[M_ID].raw, "\"a\"");
	assert_false(record_all(SLICE("[]"), values));
	assert_int_equal(values[M_ID].type, JSON_NONE);
}

static void
test_is_document(void **state)
{
	(void)state;
	assert_true(record_is_document(SLICE("{\"url\":\"x\",\"body\":\"\"}")));
	assert_true(record_is_document(SLICE("{\"body_base64\":\"\"}")));
	assert_true(record_is_document(SLICE("{\"file\":\"a\"}")));
	assert_true(record_is_document(SLICE("{\"error\":\"404\"}")));
	assert_false(record_is_document(
		SLICE("{\"id\":\"a\",\"x\":{\"body\":\"\"}}")));
	assert_false(record_is_document(SLICE("body")));
}

static void
test_set(void **state)
{
	static const struct {
		const char *line, *name, *set;
	} cases[] = {
		{"{\"a\":1,\"b\":2}",                   "a",   "{\"a\":[9],\"b\":2}"       },
		{"{\"a\":1,\"b\":2}",                   "b",   "{\"a\":1,\"b\":[9]}"       },
		{"{\"a\":1}",                           "b",   "{\"a\":1,\"b\":[9]}"       },
		{" { } ",			       "b",   " {\"b\":[9] } "            },
		{"{ \"a\" : 1 } \r",                    "b",   "{ \"a\" : 1,\"b\":[9] } \r"},
		{"{\"a\" : {\"a\":1} }",                "a",   "{\"a\" : [9] }"            },
		{"{\"a\":1,\"b\":2, \"a\":3 ,\"a\":4}", "a",
                 "{\"a\":[9],\"b\":2}"						     },
		{"{\"a\":1, \"\\u0061\":2 , \"b\":2}",  "a",
                 "{\"a\":[9] , \"b\":2}"						   },
		{"{\"\\u0061\":1}",                     "a",   "{\"\\u0061\":[9]}"         },
		{"{\"a\":1}",                           "x\"", "{\"a\":1,\"x\\\"\":[9]}"   },
	};
	struct buf to = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice own = exact(slice_of(cases[i].line));

		buf_reset(&to);
		buf_char(&to, '<');
		record_set(&to, own, slice_of(cases[i].name), SLICE("[9]"));
		assert_slice(buf_since(&to, 1), cases[i].set);
		assert_true(json_check(buf_since(&to, 1), NULL));
		exact_free(own);
	}
	buf_free(&to);
}

/* What a filter does with FILES. */
static int
filter(void *files)
{
	struct lines *lines = lines_open(files, LINES_MAX, NULL);
	struct slice line;

	while (record_next(lines, &line))
		if (record_vouch(lines, line)) {
			fwrite(line.ptr, 1, line.len, stdout);
			putchar('\n');
		}
	lines_close(lines);
	return (int)err_status();
}

/* A file of its own that holds TEXT; NAME has room for it. */
static void
put_file(char name[static 32], struct slice text)
{
	int fd;

	strncpy(name, "/tmp/sheaf-record-XXXXXX", 32);
	fd = mkstemp(name);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text.ptr, text.len), text.len);
	close(fd);
}

/* Each line of SAID has the program and the file in front. */
static void
assert_filtered(
	struct slice text, int status, const char *out, const char *said)
{
	char name[32];
	char *files[] = {name, NULL};
	struct slice rest = slice_of(said), line;
	struct buf err = {0};

	put_file(name, text);
	while (slice_cut(&rest, '\n', &line) && line.len > 0)
		buf_format(&err, "test: %s:%.*s\n", name, ERR_SLICE(line));
	child_expect(child_run(filter, files), status, out, buf_string(&err));
	unlink(name);
	buf_free(&err);
}

/* Text that is not quite UTF-8: the bad line goes, its neighbours stay. */
static void
test_not_quite_utf8(void **state)
{
	(void)state;
	assert_filtered(SLICE("{\"id\":\"a:1\",\"title\":\"x \\ud83d y\"}\n"
			      "{\"id\":\"a:2\",\"title\":\"x \xFF\"}\n"
			      "{\"id\":\"a:3\",\"title\":\"x\"}\n"),
		SOME_FAILED,
		"{\"id\":\"a:1\",\"title\":\"x \\ud83d y\"}\n"
		"{\"id\":\"a:3\",\"title\":\"x\"}\n",
		"2: not UTF-8\n");
}

static void
test_vouch(void **state)
{
	(void)state;
	assert_filtered(
		SLICE("\xEF\xBB\xBF{\"id\":\"a\"}\n\n[1]\n{\"id\":\"a\",}\n"
		      "17\n{\"id\":\"b\"}"),
		SOME_FAILED, "{\"id\":\"a\"}\n{\"id\":\"b\"}\n",
		"3: not a JSON object\n"
		"4: not JSON: a member's name is missing at column 11\n"
		"5: not a JSON object\n");
}

static void
test_documents(void **state)
{
	(void)state;
	assert_filtered(
		SLICE("\n{\"url\":\"x\",\"body\":\"\"}\n{\"id\":\"a\"}\n"),
		UNUSABLE, "", "2: this is a document: pparse it first\n");
	/* Only the first line decides. */
	assert_filtered(SLICE("{\"id\":\"a\"}\n{\"error\":\"x\"}\n"), DONE,
		"{\"id\":\"a\"}\n{\"error\":\"x\"}\n", "");
}

/* A document as the first line of the second file, too. */
static void
test_document_in_second_file(void **state)
{
	char first[32], second[32];
	char *files[] = {first, second, NULL};
	struct buf err = {0};

	(void)state;
	put_file(first, SLICE("{\"id\":\"a\"}\n"));
	put_file(second, SLICE("{\"file\":\"x\"}\n"));
	buf_format(&err, "test: %s:1: this is a document: pparse it first\n",
		second);
	child_expect(child_run(filter, files), UNUSABLE, "{\"id\":\"a\"}\n",
		buf_string(&err));
	unlink(first);
	unlink(second);
	buf_free(&err);
}

static void
test_missing_file(void **state)
{
	char name[32], missing[] = "/nowhere/papers";
	char *files[] = {missing, name, NULL};

	(void)state;
	put_file(name, SLICE("{\"id\":\"a\"}\n"));
	child_expect(child_run(filter, files), SOME_FAILED, "{\"id\":\"a\"}\n",
		"test: /nowhere/papers: No such file or directory\n");
	unlink(name);
}

/* A line over the limit costs itself alone. */
static void
test_long_line(void **state)
{
	static const char tail[] = "\n{\"id\":\"a\"}\n";
	size_t len = LINES_MAX + 1;
	char *text = malloc(len + sizeof(tail) - 1);

	(void)state;
	assert_non_null(text);
	memset(text, 'x', len);
	memcpy(text + len, tail, sizeof(tail) - 1);
	assert_filtered((struct slice){text, len + sizeof(tail) - 1},
		SOME_FAILED, "{\"id\":\"a\"}\n",
		"1: the line is longer than 64 MiB\n");
	free(text);
}

static const char paper[] =
	"{\"id\":\"arxiv:2509.01234\",\"title\":\"x \\ud83d y\",\"authors\":"
	"[\"A\",\"B \\\"C\\\"\"],\"upvotes\":15,\"\\u0061bstract\":\"no\\\\\","
	"\"deep\":{\"title\":[[[{}]],-0,false]},\"title\":\"again\"} ";

/* Everything that takes any line, and what holds for all of them. */
static void
look(struct slice text)
{
	static const struct slice names[] = {SLICE_INIT("title"),
		SLICE_INIT("abstract"), SLICE_INIT("no such member")};
	struct json few[COUNT(names)], all[MEMBER_COUNT];
	struct slice own = exact(text);
	bool object = record_find(own, names, COUNT(names), few);

	assert_int_equal(record_all(own, all), object);
	assert_ptr_equal(few[0].raw.ptr, all[M_TITLE].raw.ptr);
	assert_ptr_equal(few[1].raw.ptr, all[M_ABSTRACT].raw.ptr);
	record_is_document(own);
	if (json_check(own, NULL) && object) {
		struct buf to = {0};

		record_set(&to, own, names[0], SLICE("null"));
		assert_true(json_check(buf_slice(&to), NULL));
		assert_true(record_find(buf_slice(&to), names, 1, few));
		assert_slice(few[0].raw, "null");
		buf_free(&to);
	}
	exact_free(own);
}

static void
test_every_prefix(void **state)
{
	struct slice text = SLICE(paper);

	(void)state;
	for (size_t len = 0; len <= text.len; len++)
		look(slice_first(text, len));
}

static void
test_mutations(void **state)
{
	static const char likely[] = "\"\\[]{}:,u012e.-tabisr \n\xC3\xFF";
	char bytes[sizeof(paper)];

	(void)state;
	for (int round = 0; round < 40000; round++) {
		size_t changes = 1 + exact_random(3);

		memcpy(bytes, paper, sizeof(paper));
		while (changes-- > 0)
			bytes[exact_random(sizeof(paper) - 1)] =
				likely[exact_random(sizeof(likely) - 1)];
		look((struct slice){
			bytes, sizeof(paper) - 1 - exact_random(2)});
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_all),
		cmocka_unit_test(test_is_document),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_not_quite_utf8),
		cmocka_unit_test(test_vouch),
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_document_in_second_file),
		cmocka_unit_test(test_missing_file),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_every_prefix),
		cmocka_unit_test(test_mutations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
