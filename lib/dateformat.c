#include <locale.h>
#include <time.h>

#include "date.h"
#include "dateformat.h"
#include "utf8.h"

enum { LETTER_MAX = 128 }; /* what strftime makes of one letter */

/* Letters by the length of a date that has what they want. */
static const struct {
	const char *letters;
	size_t len;
} known[] = {
	{"CyY",             sizeof("2016") - 1                },
	{"bBhm",            sizeof("2016-03") - 1             },
	{"aAdDeFgGjuUVwWx", sizeof("2016-03-01") - 1          },
	{"HIMpRSTzZ",       sizeof("2016-03-01T00:00:00Z") - 1},
};

/* The length of a date that has what LETTER wants; 0 for one not known. */
static size_t
length_for(char letter)
{
	for (size_t i = 0; i < COUNT(known); i++)
		if (letter != '\0' && strchr(known[i].letters, letter) != NULL)
			return known[i].len;
	return 0;
}

/*
 * Cuts what stands before the next letter off FORMAT, and the letter; *LETTER
 * is 0 at the end, and % where one is missing. `%%` is no letter.
 */
static struct slice
cut_literal(struct slice *format, char *letter)
{
	struct slice literal = *format;
	size_t n = 0;

	while (n < literal.len &&
		(literal.ptr[n] != '%' ||
			(n + 1 < literal.len && literal.ptr[n + 1] == '%')))
		n += literal.ptr[n] == '%' ? 2 : 1;
	*letter = n == literal.len      ? '\0'
	          : n + 1 < literal.len ? literal.ptr[n + 1]
	                                : '%';
	*format =
		slice_from(literal, n + 2 < literal.len ? n + 2 : literal.len);
	return slice_first(literal, n);
}

char
dateformat_unknown(struct slice format)
{
	char letter;

	for (cut_literal(&format, &letter); letter != '\0';
		cut_literal(&format, &letter))
		if (length_for(letter) == 0)
			return letter;
	return '\0';
}

static void
add_literal(struct buf *to, struct slice literal)
{
	for (size_t i = 0; i < literal.len; i++) {
		buf_char(to, literal.ptr[i]);
		if (literal.ptr[i] == '%')
			i++;
	}
}

static int
two_digits(const char *p)
{
	return (p[0] - '0') * 10 + p[1] - '0';
}

/* DATE in parts; those that it does not have are the first of their kind. */
static struct tm
parts_of(struct slice date)
{
	char full[] = "0001-01-01T00:00:00Z";
	struct tm tm = {0};
	int64_t day = 0;
	time_t seconds;

	memcpy(full, date.ptr, date.len);
	date_to_day(slice_of(full), &day);
	seconds = (time_t)(day * 24 * 60 * 60);
	gmtime_r(&seconds, &tm);
	tm.tm_hour = two_digits(full + 11);
	tm.tm_min = two_digits(full + 14);
	tm.tm_sec = two_digits(full + 17);
	return tm;
}

static void
add(struct buf *to, struct slice date, struct slice format, locale_t locale)
{
	const struct tm tm = parts_of(date);
	bool begun = false, written = false;
	char letter, conversion[] = "%?", text[LETTER_MAX] = "";
	struct slice lead = cut_literal(&format, &letter), literal = lead;

	for (; letter != '\0'; literal = cut_literal(&format, &letter)) {
		written = date.len >= length_for(letter);
		if (!written)
			continue;
		add_literal(to, begun ? literal : lead);
		begun = true;
		conversion[1] = letter;
		buf_add(to,
			(struct slice){text, strftime_l(text, sizeof(text),
						     conversion, &tm, locale)});
	}
	if (written)
		add_literal(to, literal);
}

void
dateformat_add(struct buf *to, struct slice date, struct slice format,
	const char *locale)
{
	locale_t names = newlocale(LC_ALL_MASK, locale, (locale_t)0);
	size_t before = to->len;

	if (names != (locale_t)0) {
		add(to, date, format, names);
		freelocale(names);
	}
	if (*locale == '\0' &&
		(names == (locale_t)0 || !utf8_valid(buf_since(to, before)))) {
		to->len = before;
		dateformat_add(to, date, format, "C");
	}
}
