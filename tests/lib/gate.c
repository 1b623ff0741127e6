#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "literal.h"

enum { LONGEST = 300 };

/* The place where GATE opens in TEXT, from its start; -1 for nowhere. */
static long
place(const struct gate *gate, struct slice text)
{
	const char *at = gate_find(gate, text, text.ptr);

	return at == NULL ? -1 : (long)(at - text.ptr);
}

/* Whatever stands where in a block, and however short the rest of it is. */
static void
test_every_place(void **state)
{
	static const struct {
		enum gate_fold fold;
		struct slice written;
	} cases[] = {
		{GATE_EXACT, SLICE_INIT("kiss")                },
		{GATE_EXACT, SLICE_INIT("\\u0073")             },
		{GATE_CASE,  SLICE_INIT("KiSs")                },
		{GATE_CASE,  SLICE_INIT("\\u212a")             },
		{GATE_CASE,  SLICE_INIT("\xE2\x84\xAAiss")     },
		{GATE_CASE,  SLICE_INIT("ki\xC5\xBFs")         },
		{GATE_WORDS, SLICE_INIT("KISS")                },
		{GATE_WORDS, SLICE_INIT("\\u00ef")             },
		{GATE_WORDS, SLICE_INIT("k\xC3\xAFss")         },
		{GATE_WORDS, SLICE_INIT("k{\\\\\\\"i}ss")      },
		{GATE_WORDS, SLICE_INIT("\xEF\xBD\x8Biss")     },
		{GATE_WORDS, SLICE_INIT("k\xC2\xADi\xC2\xADss")},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct gate gate = {.fold = cases[i].fold};
		size_t len = cases[i].written.len;

		gate_add(&gate, SLICE("kiss"));
		for (size_t size = len; size < LONGEST; size++)
			for (size_t at = 0; at + len <= size; at++) {
				char text[LONGEST];
				long found;

				memset(text, ' ', size);
				memcpy(text + at, cases[i].written.ptr, len);
				found = place(
					&gate, (struct slice){text, size});
				assert_in_range(found, at, at + len - 1);
			}
	}
}

/* Several literals: the first place of any. */
static void
test_several(void **state)
{
	struct gate gate = {.fold = GATE_EXACT};
	char text[LONGEST];

	(void)state;
	gate_add(&gate, SLICE("mass"));
	gate_add(&gate, SLICE("x"));
	gate_add(&gate, SLICE("kelvin"));
	for (size_t at = 0; at < 200; at++) {
		memset(text, ' ', sizeof(text));
		memcpy(text + at + 7, "mass", 4);
		memcpy(text + at, "kelvin", 6);
		text[at + 20] = 'x';
		assert_int_equal(
			place(&gate, (struct slice){text, sizeof(text)}), at);
	}
}

static void
test_shut(void **state)
{
	static const struct {
		enum gate_fold fold;
		struct slice text;
	} cases[] = {
		{GATE_EXACT, SLICE_INIT("kis s Kiss \\\\ \\n \xC3\xAF kisS")              },
		{GATE_EXACT, SLICE_INIT("\\u00ef \\u212a")                                },
		{GATE_CASE,  SLICE_INIT("ki ss \\\\ k\xC3\xAFss \\u00ef")                 },
 /* the letters beside it are not those of the word */
		{GATE_WORDS, SLICE_INIT("Schr\xC3\xB6"
					"dinger na\xC3\xAFve")},
		{GATE_WORDS,
                 SLICE_INIT("\xE6\x89\xA9\xEB\xAA\xA8 \xE2\x80\x99")                      },
		{GATE_WORDS, SLICE_INIT("$\\\\alpha$ \\\\emph{x}")                        },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct gate gate = {.fold = cases[i].fold};
		char text[LONGEST];

		gate_add(&gate, SLICE("kiss"));
		assert_int_equal(place(&gate, cases[i].text), -1);
		memset(text, ' ', sizeof(text));
		memcpy(text + 50, cases[i].text.ptr, cases[i].text.len);
		assert_int_equal(
			place(&gate, (struct slice){text, sizeof(text)}), -1);
	}
}

/* A letter at the end of a front may be followed by any other. */
static void
test_front(void **state)
{
	struct gate gate = {.fold = GATE_WORDS};
	struct slice text = SLICE("k\xC3\xAFx");

	(void)state;
	gate_add(&gate, SLICE("ki"));
	assert_int_equal(place(&gate, text), -1);
	gate.front = true;
	assert_int_equal(place(&gate, text), 1);
}

static void
test_patterns(void **state)
{
	/* what is known of each pattern, parted by blanks */
	static const struct {
		const char *pattern, *literals;
	} cases[] = {
		{"network",                           "network"        },
		{"net.*work",                         "work"           },
		{"networks?",                         "network"        },
		{"a|bc",			      "a bc"           },
		{"(galaxy|neutrino) [a-z]+",          "galaxy neutrino"},
		{"(?:ab|c)def",                       "def"            },
		{"x(ab(cd|efg)|hij)y",                "ab hij"         },
		{"(abc|)d",                           "d"              },
		{"(abc)?",			    ""               },
		{"(abc){0,2}",                        ""               },
		{"(abc)+",			    "abc"            },
		{"(?=abc)",                           ""               },
		{"(?!abc)d",                          "d"              },
		{"(?i)abc",                           ""               },
		{"((?i)abc)",                         ""               },
		{"(?<n>abc)",                         ""               },
		{"\\Qa|b\\E",                         ""               },
		{"[0-9]{3}[- ][a-z]+ing",             "ing"            },
		{"(a|b|c)(d|e|f)(g|h|i|j|k|l|m|n|o)", "a b c"          },
		{"a\\.b",			     ".b"             },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct literals found =
			literals_of_pattern(slice_of(cases[i].pattern), false);
		char shown[LONGEST] = "";

		for (size_t n = 0; n < found.count; n++) {
			strcat(shown, n > 0 ? " " : "");
			strncat(shown, found.text[n].ptr, found.text[n].len);
		}
		assert_string_equal(shown, cases[i].literals);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_place),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_shut),
		cmocka_unit_test(test_front),
		cmocka_unit_test(test_patterns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
