#include <stdio.h>

#include "bibdate.h"

static const struct slice months[] = {SLICE_INIT("jan"), SLICE_INIT("feb"),
	SLICE_INIT("mar"), SLICE_INIT("apr"), SLICE_INIT("may"),
	SLICE_INIT("jun"), SLICE_INIT("jul"), SLICE_INIT("aug"),
	SLICE_INIT("sep"), SLICE_INIT("oct"), SLICE_INIT("nov"),
	SLICE_INIT("dec")};

/* The first run of digits in TEXT as a number, 0 if there is none. */
static unsigned
number_in(struct slice text, size_t digits)
{
	unsigned number = 0;

	while (text.len > 0 && !ascii_digit(text.ptr[0]))
		text = slice_from(text, 1);
	for (size_t i = 0; i < text.len && ascii_digit(text.ptr[i]); i++) {
		if (i == digits)
			return 0;
		number = 10 * number + (unsigned)(text.ptr[i] - '0');
	}
	return number;
}

/* The month that a name in TEXT begins, 0 if there is none. */
static unsigned
month_in(struct slice text)
{
	while (text.len > 0 && !ascii_alpha(text.ptr[0]))
		text = slice_from(text, 1);
	for (unsigned i = 0; i < COUNT(months); i++)
		if (slice_starts_nocase(text, months[i]))
			return i + 1;
	return 0;
}

/* As exact as the parts that are no 0, and as the calendar allows. */
static bool
compose(unsigned year, unsigned month, unsigned day, struct date *to)
{
	char text[40];

	snprintf(text, sizeof(text), "%04u-%02u-%02u", year, month, day);
	return (month > 0 && day > 0 && date_read(slice_of(text), to)) ||
	       (month > 0 && date_read(slice_first(slice_of(text), 7), to)) ||
	       date_read(slice_first(slice_of(text), 4), to);
}

bool
bibdate_of_parts(struct slice year, struct slice month, struct slice day,
	struct date *to)
{
	unsigned y = number_in(year, 4), m = month_in(month);
	unsigned in_month = number_in(month, 2);

	if (m == 0) {
		m = in_month;
		in_month = 0;
	}
	to->text[0] = '\0';
	if (y < 1000)
		return false;
	return compose(y, m, day.len > 0 ? number_in(day, 2) : in_month, to);
}

bool
bibdate_of_json(struct json spans, struct date *to)
{
	struct slice parts[] = {SLICE_INIT(""), SLICE_INIT(""), SLICE_INIT("")};
	struct json_iter it = json_iter(spans);
	struct json key, first = {.type = JSON_NONE}, part;

	json_next(&it, &key, &first);
	it = json_iter(first);
	for (size_t i = 0; i < COUNT(parts) && json_next(&it, &key, &part); i++)
		parts[i] = part.raw; /* quotes are no digits */
	return bibdate_of_parts(parts[0], parts[1], parts[2], to);
}

bool
bibdate_read(struct slice text, struct date *to)
{
	struct slice rest = slice_trim(text), first;
	unsigned parts[3] = {0};
	size_t count = 0;

	to->text[0] = '\0';
	/* a slash parts two days, or the parts of one: 2016/10/01 */
	if (rest.len > 4 && rest.ptr[4] == '/' && rest.len < 10 + 1 + 10) {
		while (count < 3 && slice_cut(&rest, '/', &first))
			parts[count++] = number_in(first, 4);
		if (parts[1] <= 12 && parts[0] >= 1000)
			return compose(parts[0], parts[1],
				parts[2] <= 31 ? parts[2] : 0, to);
		rest = slice_trim(text);
	}
	slice_cut(&rest, '/', &first);
	while (first.len > 0 && strchr("~?%/", first.ptr[first.len - 1]))
		first.len--;
	return date_read(first, to);
}
