#include "exact.h"

#include "base64.h"

static const struct {
	struct slice bytes, text;
} vectors[] = {
  /* RFC 4648, 10 */
	{SLICE_INIT(""),             SLICE_INIT("")        },
	{SLICE_INIT("f"),            SLICE_INIT("Zg==")    },
	{SLICE_INIT("fo"),           SLICE_INIT("Zm8=")    },
	{SLICE_INIT("foo"),          SLICE_INIT("Zm9v")    },
	{SLICE_INIT("foobar"),       SLICE_INIT("Zm9vYmFy")},
	{SLICE_INIT("\xFB\xFF\xFE"), SLICE_INIT("+//+")    },
};

static void
both_ways(void **state)
{
	struct buf to = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(vectors); i++) {
		buf_reset(&to);
		base64_add(&to, vectors[i].bytes);
		assert_true(slice_eq(buf_slice(&to), vectors[i].text));
		assert_true(base64_decode(&to, vectors[i].text));
		assert_true(slice_eq(buf_slice(&to), vectors[i].bytes));
	}
	buf_free(&to);
}

static void
what_is_none(void **state)
{
	struct buf to = {0};

	(void)state;
	assert_false(base64_decode(&to, SLICE("Zm9v!")));
	assert_false(base64_decode(&to, SLICE("Zm9vY")));
	assert_true(base64_decode(&to, SLICE("Zm9v\nYmE=\n")));
	assert_true(slice_eq(buf_slice(&to), SLICE("fooba")));
	buf_free(&to);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_ways),
		cmocka_unit_test(what_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
