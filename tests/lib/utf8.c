#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "utf8.h"

static bool
is_scalar(uint32_t c)
{
	return c < 0xD800 || (c > 0xDFFF && c < 0x110000);
}

static void
every_character_goes_round(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 0x110000; c++) {
		char bytes[4];
		size_t len;
		uint32_t back;

		if (!is_scalar(c))
			continue;
		len = utf8_encode(c, bytes);
		assert_int_equal(len, c < 0x80      ? 1
				      : c < 0x800   ? 2
				      : c < 0x10000 ? 3
						    : 4);
		assert_true(utf8_valid((struct slice){bytes, len}));
		assert_int_equal(
			utf8_decode((struct slice){bytes, len}, &back), len);
		assert_int_equal(back, c);
	}
}

/* By the table of RFC 3629, 4, for each two, and three and a tail. */
static bool
is_sequence(const unsigned char *p, size_t len)
{
	static const struct {
		unsigned char first, last, low, high;
		size_t len;
	} forms[] = {
		{0x00, 0x7F, 0,    0,    1},
		{0xC2, 0xDF, 0x80, 0xBF, 2},
		{0xE0, 0xE0, 0xA0, 0xBF, 3},
		{0xE1, 0xEC, 0x80, 0xBF, 3},
		{0xED, 0xED, 0x80, 0x9F, 3},
		{0xEE, 0xEF, 0x80, 0xBF, 3},
		{0xF0, 0xF0, 0x90, 0xBF, 4},
		{0xF1, 0xF3, 0x80, 0xBF, 4},
		{0xF4, 0xF4, 0x80, 0x8F, 4},
	};

	for (size_t i = 0; i < COUNT(forms); i++) {
		if (p[0] < forms[i].first || p[0] > forms[i].last)
			continue;
		if (len != forms[i].len)
			return false;
		if (len > 1 && (p[1] < forms[i].low || p[1] > forms[i].high))
			return false;
		for (size_t j = 2; j < len; j++)
			if (p[j] < 0x80 || p[j] > 0xBF)
				return false;
		return true;
	}
	return false;
}

static void
accepts_the_table_and_no_more(void **state)
{
	static const unsigned char tails[] = {0x00, 0x41, 0x7F, 0x80, 0x8F,
		0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xF4, 0xFF};
	unsigned char p[4];

	(void)state;
	for (unsigned first = 0; first < 256; first++)
		for (unsigned second = 0; second < 256; second++)
			for (size_t t = 0; t < COUNT(tails); t++)
				for (size_t len = 1; len <= 4; len++) {
					struct slice s = {(char *)p, len};
					size_t span;

					p[0] = (unsigned char)first;
					p[1] = (unsigned char)second;
					p[2] = tails[t];
					p[3] = 0x80;
					span = utf8_span(s);
					if (is_sequence(p, len))
						assert_int_equal(span, len);
					else if (first >= 0x80 && span == len)
						assert_true(is_sequence(p, 2) ||
							    is_sequence(p, 3));
				}
}

/* Unicode 15, table 3-8 and beside it: one U+FFFD for each maximal subpart. */
static void
replaces_maximal_subparts(void **state)
{
	static const struct {
		const char *in;
		size_t lens[9]; /* of the parts, 0 behind the last */
	} rows[] = {
		{"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82", {1, 1, 1, 1, 1, 1, 1, 1}},
		{"\xED\xA0\x80\xED\xBF\xBF\xED\xAF", {1, 1, 1, 1, 1, 1, 1, 1}},
		{"\xF4\x91\x92\x93\xFF\x41\x80\xBF", {1, 1, 1, 1, 1, 1, 1, 1}},
		{"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF", {2, 1, 3, 2}            },
		{"\xE7\xA0",                         {2}                     },
		{"\xF0\x9F\x98",                     {3}                     },
		{"\x80",			     {1}                     },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct slice rest = slice_of(rows[i].in);

		for (size_t j = 0; rows[i].lens[j] > 0; j++) {
			uint32_t c;
			size_t len = utf8_decode(rest, &c);

			assert_int_equal(len, rows[i].lens[j]);
			assert_int_equal(
				c, rest.ptr[0] == 'A' ? 'A' : UTF8_REPLACEMENT);
			rest = slice_from(rest, len);
		}
		assert_int_equal(rest.len, 0);
	}
}

/* The span ends at the bad byte, wherever it stands in a block. */
static void
span_ends_at_each(void **state)
{
	char *text = malloc(50);

	(void)state;
	assert_non_null(text);
	for (size_t at = 0; at < 50; at++) {
		memset(text, 'x', 50);
		text[at] = '\xFF';
		assert_int_equal(utf8_span((struct slice){text, 50}), at);
		assert_int_equal(utf8_span((struct slice){text, at}), at);
		text[at] = '\xC3';
		assert_int_equal(utf8_span((struct slice){text, 50}), at);
		assert_int_equal(utf8_span((struct slice){text, at + 1}), at);
		if (at < 49) {
			text[at + 1] = '\xA9';
			assert_int_equal(
				utf8_span((struct slice){text, 50}), 50);
		}
	}
	free(text);
	assert_int_equal(utf8_span((struct slice){"", 0}), 0);
}

/* How far the table goes, a sequence at a time. */
static size_t
span_by_table(const char *text, size_t len)
{
	size_t at = 0, n;

	do {
		for (n = 1; n <= 4; n++)
			if (n <= len - at &&
				is_sequence(
					(const unsigned char *)text + at, n))
				break;
		at += n <= 4 ? n : 0;
	} while (n <= 4 && at < len);
	return at;
}

/* In text that is not ASCII, blocks are looked at as a whole. */
static void
blocks_follow_the_table(void **state)
{
	static const char bytes[] = "A\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC2"
				    "\xE0\xED\xF0\xF4\xF5\xFF";
	enum { LEN = 52 };
	char *text = malloc(LEN);

	(void)state;
	assert_non_null(text);
	for (size_t at = 17; at < 34; at += 3)
		for (size_t i = 0; i < 256 * 256; i++) {
			for (size_t k = 0; k < LEN; k += 2)
				memcpy(text + k, "\xC3\xA9", 2);
			if (at % 2 == 1)
				text[at - 1] = 'x';
			text[at] = (char)(i >> 8);
			text[at + 1] = bytes[i & 15];
			text[at + 2] = bytes[i >> 4 & 15];
			text[at + 3] = (char)(i % 3 == 0 ? 'x' : 0x80);
			if (at % 2 == 1)
				text[LEN - 1] = 'x';
			else if (i % 2 == 1)
				memcpy(text + LEN - 3, "\xE2\x82\xAC", 3);
			assert_int_equal(utf8_span((struct slice){text, LEN}),
				span_by_table(text, LEN));
		}
	free(text);
}

static void
knows_controls(void **state)
{
	static const uint32_t yes[] = {0, '\t', '\n', 0x1B, 0x1F, 0x7F, 0x80,
		0x9B, 0x9F, 0x202A, 0x202E, 0x2066, 0x2069};
	static const uint32_t no[] = {' ', '~', 0xA0, 0xAD, 0x200B, 0x200D,
		0x2029, 0x202F, 0x2065, 0x206A, 0xFEFF, 0xFFFD, 0x10FFFF};

	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++)
		assert_true(utf8_control(yes[i]));
	for (size_t i = 0; i < COUNT(no); i++)
		assert_false(utf8_control(no[i]));
}

static void
cuts_between_characters(void **state)
{
	static const struct {
		size_t most, len;
	} cuts[] = {
		{0, 0},
                {1, 1},
                {2, 1},
                {3, 3},
                {4, 3},
                {5, 3},
                {6, 6},
                {9, 6}
        };

	(void)state;
	for (size_t i = 0; i < COUNT(cuts); i++)
		assert_int_equal(
			utf8_first(SLICE("a\xC3\xA9\xE2\x82\xAC"), cuts[i].most)
				.len,
			cuts[i].len);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_goes_round),
		cmocka_unit_test(accepts_the_table_and_no_more),
		cmocka_unit_test(replaces_maximal_subparts),
		cmocka_unit_test(span_ends_at_each),
		cmocka_unit_test(blocks_follow_the_table),
		cmocka_unit_test(knows_controls),
		cmocka_unit_test(cuts_between_characters),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
