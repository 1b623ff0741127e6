#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "clean.h"
#include "utf8.h"

#define NEL "\xC2\x85"
#define CSI "\xC2\x9B" /* C1 */
#define NBSP "\u00A0"

struct row {
	const char *in, *line, *paragraphs, *controls; /* NULL: as line */
};

static const struct row rows[] = {
	{"",				"",			NULL,     ""               },
	{"a",			       "a",		       NULL,     "a"              },
	{"Small Models,\n  Big Plans",      "Small Models, Big Plans", NULL,
         "Small Models,   Big Plans"							      },
	{" \t a \r\n b \v\f ",              "a b",                     NULL,     "   a   b  "     },
	{"a" NBSP NEL "b\u2028c",           "a b c",                   NULL,     "a\u00A0b\u2028c"},
	{"a\u2003b\u200Bc",                 "a\u2003b\u200Bc",         NULL,     "a\u2003b\u200Bc"},
	{"a\n\nb",			  "a b",                     "a\n\nb", "a  b"           },
	{"a \r\n \r\n b",                   "a b",                     "a\n\nb", "a     b"        },
	{"a\r\nb",			  "a b",                     NULL,     "a b"            },
	{"a\r\rb",			  "a b",                     "a\n\nb", "ab"             },
	{"a\n\n\n\n\nb\n\n",                "a b",                     "a\n\nb", "a     b  "      },
	{"\n\na",			   "a",		       NULL,     "  a"            },
	{"a\u2029b",			"a b",                     "a\n\nb", "a\u2029b"       },
	{"a" NEL NEL "b",                   "a b",                     "a\n\nb", "ab"             },

 /* a title that obeys nobody */
	{"a\x1B]0;x\x07"
	 "b\rc" CSI "31md\u202Ee",
         "a]0;xb c31md\u202Ee",					NULL,     "a]0;xbc31mde"   },
	{"a\x01"
	 "b",		      "ab",		      NULL,     "ab"             },
	{"a \x01 b",			"a b",                     NULL,     "a  b"           },
	{"a\n\x01\nb",                      "a b",                     "a\n\nb", "a  b"           },
	{"\x01 a \x01",                     "a",                       NULL,     " a "            },
	{"a\u2066b\u2069c\x7F",             "a\u2066b\u2069c",         NULL,     "abc"            },

 /* what is not UTF-8: Latin-1, cut off, too long, a surrogate */
	{"caf\xE9",			 "caf\uFFFD",               NULL,     "caf\uFFFD"      },
	{"a\xE7\xA0",		       "a\uFFFD",                 NULL,     "a\uFFFD"        },
	{"\x9B"
	 "31m",		    "\uFFFD31m",               NULL,     "\uFFFD31m"      },
	{"\xC0\x8A",			"\uFFFD\uFFFD",            NULL,     "\uFFFD\uFFFD"   },
	{"a \xFF b",			"a \uFFFD b",              NULL,     "a \uFFFD b"     },
	{"\uFFFD",			  "\uFFFD",                  NULL,     "\uFFFD"         },
};

static void
check(void (*clean)(struct buf *, struct slice), struct slice in,
	const char *want)
{
	struct buf got = {0};

	buf_add(&got, SLICE("before "));
	clean(&got, in);
	if (strcmp(buf_string(&got) + 7, want) != 0)
		fail_msg("%.*s: %s", ERR_SLICE(in), buf_string(&got) + 7);
	buf_free(&got);
}

static void
cleans(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct slice in = slice_of(rows[i].in);
		const char *line = rows[i].line, *two = rows[i].paragraphs;

		check(clean_line, in, line);
		check(clean_paragraphs, in, two == NULL ? line : two);
		check(clean_controls, in, rows[i].controls);
	}
	check(clean_line, (struct slice){"a\0b", 3}, "ab");
	check(clean_controls, (struct slice){"a\0b", 3}, "ab");
}

/* The same at every place of the blocks in which bytes are looked at. */
static void
cleans_at_every_place(void **state)
{
	struct buf in = {0}, want = {0};

	(void)state;
	for (size_t front = 0; front < 40; front++)
		for (size_t i = 0; i < COUNT(rows); i++) {
			buf_reset(&in);
			buf_reset(&want);
			while (in.len < front)
				buf_char(&in, in.len % 5 == 4 ? ' ' : 'x');
			if (front % 5 == 0)
				buf_char(&in, 'x');
			buf_add(&want, buf_slice(&in));
			buf_char(&in, '\n');
			buf_add(&in, slice_of(rows[i].in));
			buf_add(&in, SLICE(" and seventeen bytes"));
			if (rows[i].line[0] != '\0')
				buf_char(&want, ' ');
			buf_add(&want, slice_of(rows[i].line));
			buf_add(&want, SLICE(" and seventeen bytes"));
			check(clean_line, buf_slice(&in), buf_string(&want));
		}
	buf_free(&in);
	buf_free(&want);
}

static void
twice_is_once(void **state)
{
	struct buf once = {0}, twice = {0};
	unsigned long seed = 7;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		static const char bytes[] =
			"aab  \t\n\n\r\x01\x7F\xC2\x85\xA0\xE2\x80\xA8\xA9\xFF";
		char text[64];
		struct slice in = {text, 0};

		seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF;
		in.len = seed >> 8 & 63;
		for (size_t at = 0; at < in.len; at++) {
			seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF;
			text[at] = bytes[(seed >> 8) % (sizeof bytes - 1)];
		}
		buf_reset(&once);
		buf_reset(&twice);
		clean_paragraphs(&once, in);
		clean_paragraphs(&twice, buf_slice(&once));
		assert_true(utf8_valid(buf_slice(&once)));
		assert_true(slice_eq(buf_slice(&once), buf_slice(&twice)));
		buf_reset(&once);
		buf_reset(&twice);
		clean_line(&once, in);
		clean_paragraphs(&twice, buf_slice(&once));
		assert_true(slice_eq(buf_slice(&once), buf_slice(&twice)));
		assert_null(slice_find(buf_slice(&once), SLICE("  ")));
		assert_null(slice_find(buf_slice(&once), SLICE("\n")));
	}
	buf_free(&once);
	buf_free(&twice);
}

/* The span ends at each byte that is not plain, wherever it stands. */
static void
span_ends_at_each(void **state)
{
	char *text = malloc(50);

	(void)state;
	assert_non_null(text);
	for (size_t at = 0; at < 50; at++)
		for (int c = 0; c < 256; c++) {
			bool plain = c >= ' ' && c <= '~';

			memset(text, 'x', 50);
			text[at] = (char)c;
			assert_int_equal(clean_span((struct slice){text, 50}),
				plain ? 50 : at);
		}
	for (size_t at = 1; at < 50; at++) {
		memset(text, 'x', 50);
		text[at - 1] = text[at] = ' ';
		assert_int_equal(clean_span((struct slice){text, 50}), at);
		assert_int_equal(clean_span((struct slice){text, at}), at);
	}
	free(text);
	assert_int_equal(clean_span((struct slice){NULL, 0}), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cleans),
		cmocka_unit_test(cleans_at_every_place),
		cmocka_unit_test(twice_is_once),
		cmocka_unit_test(span_ends_at_each),
	};

	return cmocka_run_group_tests_name("clean", tests, NULL, NULL);
}
