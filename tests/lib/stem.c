/* stem.h: words of one stem, and words that are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stem.h"

static void
test_stems(void **state)
{
	static const struct slice words[][2] = {
		{SLICE_INIT("networks"),   SLICE_INIT("network") },
		{SLICE_INIT("hoping"),     SLICE_INIT("hope")    },
		{SLICE_INIT("generation"), SLICE_INIT("generat") },
		{SLICE_INIT("größen"),   SLICE_INIT("größen")},
		{SLICE_INIT("a"),          SLICE_INIT("a")       },
		{SLICE_INIT(""),           SLICE_INIT("")        },
	};
	struct sb_stemmer *stemmer = stem_new();

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++)
		assert_true(
			slice_eq(stem_of(stemmer, words[i][0]), words[i][1]));
	stem_free(stemmer);
	stem_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_stems)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
