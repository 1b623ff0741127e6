#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text.h"
#include "utf8.h"

#define WOMAN_SCIENTIST "\U0001F469\u200D\U0001F52C"

/* What texts of the property tests are made of. */
static const char *const pieces[] = {"a", "B", "word", "-", ".", " ", " ", "  ",
	"\u00E9", "e\u0301", "n\u0303\u0323", "\u7814", "\u7A76", "\u3042",
	"\uD55C", "\u0436", "\U0001F600", WOMAN_SCIENTIST, "\u2764\uFE0F",
	"\u200B", "\u0301", "\x01", "\xFF", "\xE7\xA0", "\t", "\u00A0"};

static unsigned long
next_random(unsigned long *seed)
{
	*seed = (*seed * 1103515245 + 12345) & 0x7FFFFFFF;
	return *seed >> 8;
}

static void
random_text(struct buf *to, unsigned long *seed)
{
	size_t count = next_random(seed) % 40;
	size_t most = next_random(seed) % 2 ? COUNT(pieces) : 8;

	buf_reset(to);
	while (count-- > 0)
		buf_add(to, slice_of(pieces[next_random(seed) % most]));
}

static void
measures_columns(void **state)
{
	static const struct {
		const char *text;
		size_t width;
	} rows[] = {
		{"",				     0 },
		{"a",				    1 },
		{"a  b",				 4 },
		{"sixteen bytes ab and some more of it", 36},
		{"\u00E9",			       1 },
		{"e\u0301tude",                          5 },
		{"\u7814\u7A76\u8005",                   6 },
		{"\uFF21\u3042\uD55C",                   6 },
		{"\uFF71",			       1 }, /* halfwidth */
		{"\U0001F600",                           2 },
		{"\u2764\uFE0F",                         1 }, /* ambiguous, and a selector */
		{"a\u200Db\u200Bc",                      3 },
		{"\u0391\u0416",                         2 },
		{"a\tb\x1B\x7F\xC2\x9B",                 2 },
		{"\xFF",				 1 },
		{"a\xE7\xA0",                            2 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (text_width(slice_of(rows[i].text)) != rows[i].width)
			fail_msg("row %zu: %zu", i,
				text_width(slice_of(rows[i].text)));
}

static void
fits_whole_characters(void **state)
{
	static const struct {
		const char *text;
		size_t columns, len;
	} rows[] = {
		{"",                  5,        0 },
		{"abc",               0,        0 },
		{"abc",               2,        2 },
		{"abc",               3,        3 },
		{"abc",               SIZE_MAX, 3 },
		{"a  b",              3,        3 },
		{"cafe\u0301",        3,        3 },
		{"cafe\u0301",        4,        6 }, /* the mark goes with its letter */
		{"cafe\u0301",        5,        6 },
		{"\u7814\u7A76",      1,        0 },
		{"\u7814\u7A76",      3,        3 },
		{"\u7814\u7A76",      4,        6 },
		{"a" WOMAN_SCIENTIST, 3,        1 }, /* not parted at the joiner */
		{"a" WOMAN_SCIENTIST, 5,        12},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t len = text_fit(slice_of(rows[i].text), rows[i].columns);

		if (len != rows[i].len)
			fail_msg("row %zu: %zu", i, len);
	}
}

static void
wraps_at_words(void **state)
{
	static const struct {
		const char *text;
		size_t columns, len, next;
	} rows[] = {
		{"",		      5, 0, 0},
		{"one two",               7, 7, 7},
		{"one two",               6, 3, 4},
		{"one two",               3, 3, 4},
		{"one   two",             5, 3, 6},
		{"one two ",              7, 7, 8},
		{"overlong",              4, 4, 4},
		{"an overlong",           4, 2, 3},
		{"a",                     0, 1, 1},
		{"ab",                    0, 1, 1},
		{"caf\u00E9 noir",        4, 5, 6},
		{"caf\u00E9 noir",        5, 5, 6},
		{"cafe\u0301 noir",       7, 6, 7},
		{"un caf\u00E9 noir",     5, 2, 3},
		{"abcd e\u0301 f",        5, 4, 5},
		{"abcde\u0301 f",         4, 4, 4},
		{"\u7814\u7A76\u8005",    4, 6, 6},
		{"\u7814\u7A76\u8005",    1, 3, 3},
		{"\u7814 \u7A76\u8005",   3, 3, 4},
		{"to \u7814\u7A76\u8005", 6, 6, 6},
 /* a blank with a mark on it is none */
		{"ab cd \u0301e",         5, 2, 3},
		{"ab  \u0301e",           3, 2, 3},
		{"\u7814\u7A76word",      6, 3, 3},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t next, len = text_wrap(slice_of(rows[i].text),
				     rows[i].columns, &next);

		if (len != rows[i].len || next != rows[i].next)
			fail_msg("row %zu: %zu, %zu", i, len, next);
	}
}

/* As text.h promises of text_fit(), found the slow way. */
static void
check_fit(struct slice text, size_t columns)
{
	size_t len = text_fit(text, columns), more = len;

	assert_true(len <= text.len);
	assert_true(text_width(slice_first(text, len)) <= columns);
	/* one character more is too wide, whatever marks it has */
	for (size_t wider = columns + 1; more == len && wider < columns + 9;
		wider++)
		more = text_fit(text, wider);
	if (len < text.len) {
		assert_true(more > len);
		assert_true(text_width(slice_first(text, more)) > columns);
	}
}

/* Is there a blank without a mark on it, behind a word? */
static bool
has_blank(struct slice line)
{
	bool has_word = false;

	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] != ' ')
			has_word = true;
		else if (has_word && i + 1 < line.len &&
			 (unsigned char)line.ptr[i + 1] < 0x80)
			return true;
	}
	return false;
}

static void
check_wrap(struct slice text, size_t columns)
{
	while (text.len > 0) {
		size_t next, len = text_wrap(text, columns, &next);
		size_t width = text_width(slice_first(text, len));

		assert_true(len > 0 && len <= next && next <= text.len);
		for (size_t i = len; i < next; i++)
			assert_int_equal(text.ptr[i], ' ');
		if (width > columns) /* one character, and wider */
			assert_int_equal(len, text_fit(text, width));
		if (width > columns)
			assert_int_equal(0, text_fit(text, columns));
		/* a word is parted only where the line begins with it */
		if (next == len && next < text.len && text.ptr[len] > ' ' &&
			text.ptr[len] <= '~')
			assert_false(has_blank(slice_first(text, len)));
		text = slice_from(text, next);
	}
}

static void
pieces_are_the_text(void **state)
{
	struct buf text = {0};
	unsigned long seed = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		random_text(&text, &seed);
		check_fit(buf_slice(&text), next_random(&seed) % 30);
		check_wrap(buf_slice(&text), 1 + next_random(&seed) % 30);
	}
	buf_free(&text);
}

static void
long_japanese_title_wraps(void **state)
{
	struct slice text = SLICE(
		"\u7814\u7A76\u8005\u306E\u305F\u3081\u306E\u5927\u898F\u6A21"
		"\u8A00\u8A9E\u30E2\u30C7\u30EB\u306B\u3088\u308B\u8AD6\u6587"
		"\u8981\u7D04\u3068\u691C\u7D22\u3068e\u0301tude"
		" " WOMAN_SCIENTIST);
	size_t lines = 0, next;

	(void)state;
	for (; text.len > 0; text = slice_from(text, next), lines++) {
		struct slice line =
			slice_first(text, text_wrap(text, 40, &next));

		assert_true(text_width(line) <= 40);
		assert_true(utf8_valid(line));
	}
	assert_int_equal(lines, 2);
}

static void
folds_case_and_accents(void **state)
{
	static const char *const rows[][2] = {
		{"",		       ""                  },
		{"ABC xyz 09",             "abc xyz 09"        },
		{"\u00C9tude E\u0301TUDE", "etude etude"       },
		{"Stra\u00DFe",            "strasse"           },
		{"\u0130stanbul",          "istanbul"          },
		{"\uFB01ne \uFF21\u00B2",  "fine a2"           },
		{"\u0416\u0419",           "\u0436\u0438"      },
		{"\u03A3\u03C2\u03C3",     "\u03C3\u03C3\u03C3"},
		{"micro\u00ADscope",       "microscope"        },
		{"\u7814\u7A76",           "\u7814\u7A76"      },
		{"\xFF",                   "\uFFFD"            },
	};
	struct buf got = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		buf_reset(&got);
		text_fold(&got, slice_of(rows[i][0]));
		assert_string_equal(buf_string(&got), rows[i][1]);
	}
	buf_free(&got);
}

static void
slugs_of_titles(void **state)
{
	static const char *const rows[][2] = {
		{"",				""							 },
		{"...",			     ""							 },
		{"Small Models, Big Plans",         "small-models-big-plans"                                   },
		{"  \"GPT-4\u2019s\" (2023)! ",     "gpt-4-s-2023"                                             },
		{"Caf\u00E9 \u2014 na\u00EFve",     "cafe-naive"                                               },
		{"Cafe\u0301\u2013nai\u0308ve",     "cafe-naive"                                               },
		{"$\\alpha$-R\\'enyi",              "alpha-r-enyi"                                             },
		{"\u591A\u6A21\u6001\u6A21\u578B",
                 "\u591A\u6A21\u6001\u6A21\u578B"							      },
		{"\u0418\u0432\u0430\u043D \u041F", "\u0438\u0432\u0430\u043D-"
						    "\u043F"},
		{"a\xFF"
		 "b",              "a-b"						      },
	};
	struct buf got = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		buf_reset(&got);
		buf_add(&got, SLICE("title:"));
		text_slug(&got, slice_of(rows[i][0]));
		assert_string_equal(buf_string(&got) + 6, rows[i][1]);
	}
	buf_free(&got);
}

/* Folding twice is folding once, for every character there is. */
static void
folds_once(void **state)
{
	struct buf once = {0}, twice = {0};

	(void)state;
	for (uint32_t c = 1; c < 0x110000; c++) {
		char bytes[4];
		struct slice text = {bytes, 0};

		if (c >= 0xD800 && c < 0xE000)
			continue;
		text.len = utf8_encode(c, bytes);
		buf_reset(&once);
		text_fold(&once, text);
		buf_reset(&twice);
		text_fold(&twice, buf_slice(&once));
		if (!slice_eq(buf_slice(&once), buf_slice(&twice)))
			fail_msg("U+%04X", (unsigned)c);
		assert_true(text_width(text) <= 2);
		assert_true(utf8_valid(buf_slice(&once)));
	}
	buf_free(&once);
	buf_free(&twice);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(measures_columns),
		cmocka_unit_test(fits_whole_characters),
		cmocka_unit_test(wraps_at_words),
		cmocka_unit_test(pieces_are_the_text),
		cmocka_unit_test(long_japanese_title_wraps),
		cmocka_unit_test(folds_case_and_accents),
		cmocka_unit_test(slugs_of_titles),
		cmocka_unit_test(folds_once),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
