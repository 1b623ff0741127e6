/* texletters.h: where a command ends, and what it stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "texletters.h"
#include "utf8.h"

static void
test_commands(void **state)
{
	static const struct slice cases[][2] = {
		{SLICE_INIT("alpha b"), SLICE_INIT("alpha")},
		{SLICE_INIT("ss"),      SLICE_INIT("ss")   },
		{SLICE_INIT("o{}x"),    SLICE_INIT("o")    },
		{SLICE_INIT("'e"),      SLICE_INIT("'")    },
		{SLICE_INIT("\"{o}"),   SLICE_INIT("\"")   },
		{SLICE_INIT(" x"),      SLICE_INIT(" ")    },
		{SLICE_INIT(""),        SLICE_INIT("")     },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_true(slice_eq(tex_command(cases[i][0]), cases[i][1]));
}

static void
test_accents(void **state)
{
	(void)state;
	for (size_t i = 0; i < TEX_ACCENTS; i++)
		assert_int_equal(
			tex_mark(tex_accents[i].command), tex_accents[i].mark);
	assert_int_equal(tex_mark(SLICE("\"")), 0x308);
	assert_int_equal(tex_mark(SLICE("alpha")), 0);
	assert_int_equal(tex_mark(SLICE("")), 0);
}

static void
test_letters(void **state)
{
	(void)state;
	for (size_t i = 0; i < TEX_LETTERS; i++) {
		assert_ptr_equal(
			tex_letter_of(tex_letters[i].command), &tex_letters[i]);
		assert_true(utf8_valid(tex_letters[i].letter));
	}
	assert_true(slice_eq(tex_letter_of(SLICE("ss"))->letter, SLICE("ß")));
	assert_null(tex_letter_of(SLICE("SS")));
	assert_null(tex_letter_of(SLICE("alpha")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_accents),
		cmocka_unit_test(test_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
