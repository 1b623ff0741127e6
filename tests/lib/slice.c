#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "slice.h"

static const struct slice none = {NULL, 0};

static void
compares(void **state)
{
	(void)state;
	assert_true(slice_eq(SLICE("abc"), SLICE("abc")));
	assert_false(slice_eq(SLICE("abc"), SLICE("abd")));
	assert_false(slice_eq(SLICE("abc"), SLICE("ab")));
	assert_true(slice_eq(none, SLICE("")));
	assert_false(
		slice_eq((struct slice){"a\0b", 3}, (struct slice){"a\0c", 3}));
	assert_true(slice_eq_nocase(SLICE("aBZ{"), SLICE("AbZ{")));
	assert_false(slice_eq_nocase(SLICE("@["), SLICE("`{")));
	assert_false(slice_eq_nocase(SLICE("a"), SLICE("ab")));
	assert_true(slice_compare(SLICE("a"), SLICE("b")) < 0);
	assert_true(slice_compare(SLICE("b"), SLICE("a")) > 0);
	assert_true(slice_compare(SLICE("a"), SLICE("ab")) < 0);
	assert_true(slice_compare(SLICE("\xFF"), SLICE("a")) > 0);
	assert_int_equal(slice_compare(none, SLICE("")), 0);
	assert_true(slice_compare(none, SLICE("a")) < 0);
}

static void
starts_and_ends(void **state)
{
	(void)state;
	assert_true(slice_starts(SLICE("abc"), SLICE("ab")));
	assert_true(slice_starts(SLICE("abc"), SLICE("")));
	assert_true(slice_starts(none, SLICE("")));
	assert_false(slice_starts(SLICE("a"), SLICE("ab")));
	assert_false(slice_starts(SLICE("abc"), SLICE("bc")));
	assert_true(slice_ends(SLICE("abc"), SLICE("bc")));
	assert_false(slice_ends(SLICE("c"), SLICE("bc")));
	assert_false(slice_ends(SLICE("abc"), SLICE("ab")));
	assert_true(slice_starts_nocase(SLICE("ArXiv:1"), SLICE("arxiv:")));
	assert_false(slice_starts_nocase(SLICE("arxiv"), SLICE("arxiv:")));
	assert_true(slice_ends_nocase(SLICE("a.PDF"), SLICE(".pdf")));
	assert_false(slice_ends_nocase(SLICE("pdf"), SLICE(".pdf")));
	assert_int_equal(slice_first(SLICE("abc"), 2).len, 2);
	assert_int_equal(slice_first(SLICE("abc"), SIZE_MAX).len, 3);
	assert_int_equal(slice_from(SLICE("abc"), 3).len, 0);
}

/* Against the slow way, over all short texts of two letters. */
static void
finds_the_first(void **state)
{
	(void)state;
	for (unsigned bits = 0; bits < 1u << 10; bits++) {
		char text[10], needle[3];

		for (size_t i = 0; i < 10; i++)
			text[i] = bits >> i & 1 ? 'b' : 'a';
		for (unsigned of = 0; of < 8; of++)
			for (size_t len = 1; len <= 3; len++) {
				struct slice s = {text, 10}, n = {needle, len};
				const char *want = NULL;

				for (size_t i = 0; i < 3; i++)
					needle[i] = of >> i & 1 ? 'b' : 'a';
				for (size_t i = 10 - len + 1; i-- > 0;)
					if (memcmp(text + i, needle, len) == 0)
						want = text + i;
				assert_ptr_equal(slice_find(s, n), want);
				assert_ptr_equal(slice_find_nocase(s, n), want);
			}
	}
}

static void
finds_at_the_ends(void **state)
{
	struct slice s = SLICE("a\0Bc");

	(void)state;
	assert_ptr_equal(slice_find(s, SLICE("")), s.ptr);
	assert_ptr_equal(slice_find_nocase(s, SLICE("")), s.ptr);
	assert_ptr_equal(slice_find(s, SLICE("\0B")), s.ptr + 1);
	assert_null(slice_find(s, SLICE("b")));
	assert_ptr_equal(slice_find_nocase(s, SLICE("bC")), s.ptr + 2);
	assert_null(slice_find(s, SLICE("a\0Bcd")));
	assert_null(slice_find(none, SLICE("a")));
	assert_null(slice_find_nocase(none, SLICE("a")));
}

static void
cuts_fields(void **state)
{
	static const struct {
		const char *in;
		const char *fields[4]; /* NULL behind the last */
	} rows[] = {
		{"",      {""}           },
		{"a",     {"a"}          },
		{"a:",    {"a", ""}      },
		{":a",    {"", "a"}      },
		{":",     {"", ""}       },
		{"a:b:c", {"a", "b", "c"}},
	};
	struct slice rest = none, head;

	(void)state;
	assert_false(slice_cut(&rest, ':', &head));
	for (size_t i = 0; i < COUNT(rows); i++) {
		rest = slice_of(rows[i].in);
		for (size_t j = 0; rows[i].fields[j] != NULL; j++) {
			assert_true(slice_cut(&rest, ':', &head));
			assert_true(
				slice_eq(head, slice_of(rows[i].fields[j])));
		}
		assert_false(slice_cut(&rest, ':', &head));
		assert_false(slice_cut(&rest, ':', &head));
	}
}

static void
trims(void **state)
{
	(void)state;
	assert_true(
		slice_eq(slice_trim(SLICE(" \t\r\na b\v\f ")), SLICE("a b")));
	assert_int_equal(slice_trim(SLICE(" \n ")).len, 0);
	assert_int_equal(slice_trim(none).len, 0);
	assert_true(slice_eq(slice_trim(SLICE("\u00A0")), SLICE("\u00A0")));
}

static void
classes_are_ascii(void **state)
{
	(void)state;
	for (int i = 0; i < 256; i++) {
		char c = (char)i;
		bool digit = i >= '0' && i <= '9';
		bool upper = i >= 'A' && i <= 'Z';
		bool lower = i >= 'a' && i <= 'z';

		assert_int_equal(ascii_digit(c), digit);
		assert_int_equal(ascii_alpha(c), upper || lower);
		assert_int_equal(ascii_alnum(c), digit || upper || lower);
		assert_int_equal(
			ascii_space(c), i == ' ' || (i >= 9 && i <= 13));
		assert_int_equal(ascii_lower(c), upper ? (char)(i + 32) : c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares),
		cmocka_unit_test(starts_and_ends),
		cmocka_unit_test(finds_the_first),
		cmocka_unit_test(finds_at_the_ends),
		cmocka_unit_test(cuts_fields),
		cmocka_unit_test(trims),
		cmocka_unit_test(classes_are_ascii),
	};

	return cmocka_run_group_tests_name("slice", tests, NULL, NULL);
}
