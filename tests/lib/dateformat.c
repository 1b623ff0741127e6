/* dateformat.h: dates by letters, with what they have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dateformat.h"

static void
test_formats(void **state)
{
	static const char *const cases[][3] = {
		{"2025-09-04",           "%d %b %Y",            "04 Sep 2025"                },
		{"2025-09",              "%d %b %Y",            "Sep 2025"                   },
		{"2025",                 "%d %b %Y",            "2025"                       },
		{"2025-09-04",           "%A, %e %B %Y",        "Thursday,  4 September 2025"},
		{"2025",                 "%Y-%m-%d",            "2025"                       },
		{"2025-09",              "%Y-%m-%d.",           "2025-09"                    },
		{"2025-09-04",           "%Y-%m-%d.",           "2025-09-04."                },
		{"2025-09-04",           "on %d at %H:%M",      "on 04"                      },
		{"2025-09-04T23:59:08Z", "%H:%M:%S, %I %p, %T",
                 "23:59:08, 11 PM, 23:59:08"                                                 },
		{"2024-12-30",           "%G-W%V %j %u",        "2025-W01 365 1"             },
		{"2025-09-04",           "100%% %y",            "100% 25"                    },
		{"2025-09-04",           "%%",                  ""                           },
		{"2025",                 "%d",                  ""                           },
		{"1665-03-06",           "%a %F",               "Fri 1665-03-06"             },
		{"9999-12-31",           "%a %d",               "Fri 31"                     },
	};
	struct buf to = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_reset(&to);
		assert_int_equal(
			dateformat_unknown(slice_of(cases[i][1])), '\0');
		dateformat_add(
			&to, slice_of(cases[i][0]), slice_of(cases[i][1]), "C");
		assert_string_equal(buf_string(&to), cases[i][2]);
	}
	buf_free(&to);
}

static void
test_unknown(void **state)
{
	static const struct {
		const char *format;
		char letter;
	} cases[] = {
		{"",        '\0'},
		{"%d%",     '%' },
		{"%%%",     '%' },
		{"%d %Q",   'Q' },
		{"%c",      'c' },
		{"%Ey",     'E' },
		{"%d %% Q", '\0'},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(dateformat_unknown(slice_of(cases[i].format)),
			cases[i].letter);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests_name("dateformat", tests, NULL, NULL);
}
