/* keys.h: every key has its number, and keeps it while others come. */
#include "keys.h"
#include "child.h"

enum { MANY = 100000 };

static struct slice
key_of(uint32_t i, char text[16])
{
	snprintf(text, 16, "key %u", (unsigned)i);
	return slice_of(text);
}

static void
test_many(void **state)
{
	struct keys *keys = keys_new();
	uint32_t *first;
	char text[16];

	(void)state;
	first = keys_put(keys, key_of(0, text), 0);
	for (uint32_t i = 1; i < MANY; i++) {
		assert_null(keys_find(keys, key_of(i, text)));
		assert_int_equal(*keys_put(keys, key_of(i, text), i), i);
	}
	assert_ptr_equal(keys_find(keys, key_of(0, text)), first);
	for (uint32_t i = 0; i < MANY; i++) {
		uint32_t *number = keys_put(keys, key_of(i, text), MANY);

		assert_int_equal(*number, i);
		*number = i + 1;
		assert_int_equal(*keys_find(keys, key_of(i, text)), i + 1);
	}
	assert_null(keys_find(keys, key_of(MANY, text)));
	keys_clear(keys);
	for (uint32_t i = 0; i < MANY; i++) {
		assert_null(keys_find(keys, key_of(i, text)));
		assert_int_equal(*keys_put(keys, key_of(i, text), 7), 7);
	}
}

static void
test_alike(void **state)
{
	static const struct slice texts[] = {SLICE_INIT(""), SLICE_INIT("a"),
		SLICE_INIT("a\0"), SLICE_INIT("a\0b"), SLICE_INIT("ab")};
	struct keys *keys = keys_new();

	(void)state;
	for (uint32_t i = 0; i < COUNT(texts); i++)
		keys_put(keys, texts[i], i);
	for (uint32_t i = 0; i < COUNT(texts); i++)
		assert_int_equal(*keys_find(keys, texts[i]), i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
