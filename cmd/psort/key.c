#include <stdlib.h>

#include "err.h"
#include "key.h"
#include "mem.h"
#include "record.h"

/* What a part of a key begins with: for the other direction all bytes are
 * inverted, save in parts of members that are absent. */
enum { NUMBER = 1, STRING = 2, ABSENT = 0xFF };

/* A NUL byte in a string and the ends of strings and arrays are told apart. */
enum { ENDS = 0, NEXT = 1, IS_NUL = 2 };

enum { DIGITS_MAX = 400 }; /* of a number: more do not change a double */

static struct slice *names; /* the last one is `id`, which breaks ties */
static bool *down, *had;
static struct json *values;
static size_t count;
static bool any;

static void
add(struct slice name, bool descending)
{
	static size_t caps[4];

	names = mem_grow(names, &caps[0], count + 1, sizeof(*names));
	down = mem_grow(down, &caps[1], count + 1, sizeof(*down));
	had = mem_grow(had, &caps[2], count + 1, sizeof(*had));
	values = mem_grow(values, &caps[3], count + 1, sizeof(*values));
	names[count] = name;
	down[count] = descending;
	had[count++] = false;
}

bool
key_members(struct slice list)
{
	struct slice name;

	while (slice_cut(&list, ',', &name)) {
		bool descending = slice_starts(name, SLICE("-"));

		if (descending)
			name = slice_from(name, 1);
		if (name.len == 0)
			return false;
		add(name, descending);
	}
	return true;
}

void
key_reverse(void)
{
	for (size_t i = 0; i < count; i++)
		down[i] = !down[i];
}

/* IEEE 754 as bytes in the order of its numbers. */
static void
add_number(struct buf *to, double number)
{
	uint64_t bits;

	number += 0.0; /* -0 is 0 */
	memcpy(&bits, &number, sizeof(bits));
	bits ^= bits >> 63 != 0 ? UINT64_MAX : UINT64_C(1) << 63;
	buf_char(to, NUMBER);
	for (int shift = 56; shift >= 0; shift -= 8)
		buf_char(to, (char)(bits >> shift));
}

static double
number_of(struct json number)
{
	char digits[DIGITS_MAX + 1];
	struct slice text = slice_first(number.raw, DIGITS_MAX);
	int64_t whole;

	if (json_int(number, &whole))
		return (double)whole;
	memcpy(digits, text.ptr, text.len);
	digits[text.len] = '\0';
	return strtod(digits, NULL);
}

static void
add_text(struct buf *to, struct json string)
{
	static struct buf scratch;
	struct slice text = json_text(string, &scratch);
	const char *nul;

	while ((nul = memchr(text.ptr, '\0', text.len)) != NULL) {
		size_t len = (size_t)(nul - text.ptr) + 1;

		buf_add(to, slice_first(text, len));
		buf_char(to, IS_NUL);
		text = slice_from(text, len);
	}
	buf_add(to, text);
	buf_char(to, '\0');
}

static void
add_strings(struct buf *to, struct json array)
{
	struct json_iter it = json_iter(array);
	struct json none, element;

	buf_char(to, STRING);
	while (json_next(&it, &none, &element)) {
		add_text(to, element);
		buf_char(to, NEXT);
	}
	buf_char(to, '\0');
	buf_char(to, ENDS);
}

/* False for what a paper does not have, or what has no order. */
static bool
add_value(struct buf *to, struct json value)
{
	switch (value.type) {
	case JSON_FALSE:
	case JSON_TRUE: add_number(to, value.type == JSON_TRUE); return true;
	case JSON_NUMBER: add_number(to, number_of(value)); return true;
	case JSON_STRING:
		buf_char(to, STRING);
		add_text(to, value);
		buf_char(to, ENDS);
		return true;
	case JSON_ARRAY: add_strings(to, value); return true;
	default: return false;
	}
}

void
key_of(struct slice line, struct buf *to)
{
	if (count == 0 || !slice_eq(names[count - 1], SLICE("id")))
		add(SLICE("id"), false);
	any = true;
	record_find(line, names, count, values);
	buf_reset(to);
	for (size_t i = 0; i < count; i++) {
		size_t at = to->len;

		if (!add_value(to, values[i])) {
			buf_char(to, (char)ABSENT);
			continue;
		}
		had[i] = true;
		for (; down[i] && at < to->len; at++)
			to->ptr[at] = (char)~to->ptr[at];
	}
}

void
key_name_missing(void)
{
	for (size_t i = 0; i + 1 < count && any; i++)
		if (!had[i])
			err_note("no paper that was read has the member %.*s",
				ERR_SLICE(names[i]));
}
