/* types.h: names of kinds, in and out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "types.h"

static const struct {
	const struct type_row *(*find)(struct slice name);
	struct slice name, csl; /* csl empty: not known */
} in[] = {
	{type_of_csl,   SLICE_INIT("Thesis"),        SLICE_INIT("thesis")          },
	{type_of_csl,   SLICE_INIT(""),              SLICE_INIT("")                },
	{type_of_csl,   SLICE_INIT("inproceedings"), SLICE_INIT("")                },
	{type_of_ris,   SLICE_INIT("JOUR"),          SLICE_INIT("article-journal") },
	{type_of_ris,   SLICE_INIT("conf"),          SLICE_INIT("paper-conference")},
	{type_of_ris,   SLICE_INIT(""),              SLICE_INIT("")                },
	{type_of_entry, SLICE_INIT("InProceedings"),
         SLICE_INIT("paper-conference")                                            },
	{type_of_entry, SLICE_INIT("conference"),
         SLICE_INIT("paper-conference")                                            },
	{type_of_entry, SLICE_INIT("mastersthesis"), SLICE_INIT("thesis")          },
	{type_of_entry, SLICE_INIT("online"),        SLICE_INIT("article")         },
	{type_of_entry, SLICE_INIT(""),              SLICE_INIT("")                },
};

static void
test_in(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(in); i++) {
		const struct type_row *row = in[i].find(in[i].name);

		assert_int_equal(row != NULL, in[i].csl.len > 0);
		if (row != NULL)
			assert_true(slice_eq(row->csl, in[i].csl));
	}
}

/* Several rows are of conferences: the first is the way out. */
static void
test_out(void **state)
{
	const struct type_row *row = type_of_csl(SLICE("paper-conference"));

	(void)state;
	assert_non_null(row);
	assert_true(slice_eq(row->bibtex, SLICE("inproceedings")));
	assert_true(slice_eq(row->biblatex, SLICE("inproceedings")));
	assert_true(slice_eq(row->ris, SLICE("CPAPER")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in),
		cmocka_unit_test(test_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
