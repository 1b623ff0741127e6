#include "number.h"

enum { GROUP = 3, EXPONENT_DIGITS = 2 };

/* The number of digits of TEXT from AT on. */
static size_t
digits(struct slice text, size_t at)
{
	size_t n = 0;

	while (at + n < text.len && ascii_digit(text.ptr[at + n]))
		n++;
	return n;
}

static bool
has(struct slice text, size_t at, const char *any)
{
	return at < text.len && text.ptr[at] != '\0' &&
	       strchr(any, text.ptr[at]) != NULL;
}

/* Is there a minus sign in front of AT, and not the hyphen of GPT-4? */
static bool
is_negative(struct slice text, size_t at)
{
	const struct slice signs[] = {
		SLICE_INIT("-"), SLICE_INIT("\xE2\x88\x92")};
	struct slice front = slice_first(text, at);

	for (size_t i = 0; i < COUNT(signs); i++)
		if (slice_ends(front, signs[i])) {
			at -= signs[i].len;
			return at == 0 || !ascii_alnum(text.ptr[at - 1]);
		}
	return false;
}

/* Adds the whole part at AT, without zeros in front; returns where it ends. */
static size_t
add_whole(struct slice text, size_t at, struct buf *to)
{
	size_t n = digits(text, at);
	bool grouped = n <= GROUP && text.ptr[at] != '0';

	for (; n > 1 && text.ptr[at] == '0'; n--)
		at++; /* JSON has no 007 */
	buf_add(to, slice_first(slice_from(text, at), n));
	at += n;
	while (grouped && has(text, at, ",") && digits(text, at + 1) == GROUP) {
		buf_add(to, slice_first(slice_from(text, at + 1), GROUP));
		at += 1 + GROUP;
	}
	return at;
}

/* Adds the part behind a point or comma at AT; returns where it ends. A comma
 * with another one behind it is of a list. */
static size_t
add_fraction(struct slice text, size_t at, struct buf *to)
{
	size_t n = digits(text, at + 1), end = at + 1 + n;

	if (!has(text, at, ".,") || n == 0)
		return at;
	if (text.ptr[at] == ',' &&
		((has(text, end, ",") && digits(text, end + 1) > 0) ||
			(at > GROUP && has(text, at - GROUP - 1, ","))))
		return at;
	buf_char(to, '.');
	buf_add(to, slice_first(slice_from(text, at + 1), n));
	return end;
}

static void
add_exponent(struct slice text, size_t at, struct buf *to)
{
	size_t sign = has(text, at + 1, "+-");
	size_t n = digits(text, at + 1 + sign), len = 1 + sign + n;

	if (has(text, at, "eE") && n > 0 && n <= EXPONENT_DIGITS &&
		(at + len == text.len || !ascii_alnum(text.ptr[at + len])))
		buf_add(to, slice_first(slice_from(text, at), len));
}

bool
number_first(struct slice text, struct buf *to)
{
	size_t at = 0;
	bool point;

	while (at < text.len && !ascii_digit(text.ptr[at]))
		at++;
	if (at == text.len)
		return false;
	point = at > 0 && text.ptr[at - 1] == '.' &&
	        (at == 1 || !ascii_alnum(text.ptr[at - 2]));
	at -= point;
	if (is_negative(text, at))
		buf_char(to, '-');
	if (point)
		buf_char(to, '0');
	else
		at = add_whole(text, at, to);
	add_exponent(text, add_fraction(text, at, to), to);
	return true;
}
