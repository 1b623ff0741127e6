#include <stdlib.h>
#include <time.h>

#include "date.h"

enum { DAY = 24 * 60 * 60 };

/* 0001-01-01 and 9999-12-31, in days since 1970-01-01. */
static const int64_t first_day = -719162, last_day = 2932896;

/* What a source wrote: as much as it gave, in its own zone. */
struct moment {
	int year, month, day; /* 0 from the part on that is not given */
	bool has_time;
	int seconds; /* of the day */
	int offset;  /* seconds east of UTC */
};

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_days(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

/*
 * Years are counted from March, so that the leap day is the last one, and in
 * eras of 400 years, which are all of the same length.
 */
static int64_t
day_of(int year, int month, int day)
{
	int64_t y = year - (month < 3), era = y / 400, of_era = y % 400;
	int of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

static struct moment
moment_of_day(int64_t day)
{
	int64_t since = day + 719468, era = since / 146097;
	int of_era = (int)(since % 146097);
	int years =
		(of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
		365;
	int of_year = of_era - (365 * years + years / 4 - years / 100);
	int from_march = (5 * of_year + 2) / 153;
	int month = from_march < 10 ? from_march + 3 : from_march - 9;

	return (struct moment){
		.year = (int)(era * 400) + years + (month < 3),
		.month = month,
		.day = of_year - (153 * from_march + 2) / 5 + 1,
	};
}

/* Writes VALUE in WIDTH digits and TAIL; returns the place behind them. */
static char *
put(char *to, int value, int width, char tail)
{
	for (int i = width - 1; i >= 0; i--, value /= 10)
		to[i] = (char)('0' + value % 10);
	to[width] = tail;
	return to + width + 1;
}

static struct date
date_of_moment(struct moment m)
{
	struct date date = {0};
	char *to = put(date.text, m.year, 4, m.month > 0 ? '-' : '\0');

	if (m.month > 0)
		to = put(to, m.month, 2, m.day > 0 ? '-' : '\0');
	if (m.day > 0)
		to = put(to, m.day, 2, m.has_time ? 'T' : '\0');
	if (m.has_time) {
		to = put(to, m.seconds / 3600, 2, ':');
		to = put(to, m.seconds / 60 % 60, 2, ':');
		put(to, m.seconds % 60, 2, 'Z');
	}
	return date;
}

struct date
date_of_day(int64_t day)
{
	if (day < first_day || day > last_day)
		return (struct date){0};
	return date_of_moment(moment_of_day(day));
}

struct date
date_of_seconds(int64_t seconds)
{
	int64_t day = seconds / DAY - (seconds % DAY < 0);
	struct moment m;

	if (day < first_day || day > last_day)
		return (struct date){0};
	m = moment_of_day(day);
	m.has_time = true;
	m.seconds = (int)(seconds - day * DAY);
	return date_of_moment(m);
}

/* Takes a number of LEAST to MOST digits off the front of S. */
static bool
take_number(struct slice *s, size_t least, size_t most, int *value)
{
	size_t n = 0;
	int number = 0;

	for (; n < s->len && n < most && ascii_digit(s->ptr[n]); n++)
		number = number * 10 + (s->ptr[n] - '0');
	if (n < least || (n < s->len && ascii_digit(s->ptr[n])))
		return false;
	*s = slice_from(*s, n);
	*value = number;
	return true;
}

static bool
take_char(struct slice *s, const char *any)
{
	if (s->len == 0 || s->ptr[0] == '\0' || strchr(any, s->ptr[0]) == NULL)
		return false;
	*s = slice_from(*s, 1);
	return true;
}

static struct slice
take_word(struct slice *s)
{
	struct slice word = {s->ptr, 0};

	while (word.len < s->len && ascii_alpha(s->ptr[word.len]))
		word.len++;
	*s = slice_from(*s, word.len);
	return word;
}

/* Passes white space and comments (RFC 5322, 3.2.2). */
static void
pass_blank(struct slice *s)
{
	size_t depth = 0;

	for (; s->len > 0; *s = slice_from(*s, 1)) {
		char c = s->ptr[0];

		if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (depth == 0 && !ascii_space(c))
			break;
	}
}

/* The number, from 1 on, of the name that WORD is or abbreviates; else 0. */
static int
name_number(struct slice word, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (word.len >= 3 &&
			slice_starts_nocase(slice_of(names[i]), word))
			return (int)i + 1;
	return 0;
}

static int
month_number(struct slice word)
{
	static const char *const months[] = {"january", "february", "march",
		"april", "may", "june", "july", "august", "september",
		"october", "november", "december"};

	return name_number(word, months, COUNT(months));
}

static bool
is_day_name(struct slice word)
{
	static const char *const days[] = {"monday", "tuesday", "wednesday",
		"thursday", "friday", "saturday", "sunday"};

	return name_number(word, days, COUNT(days)) != 0;
}

/*
 * A zone by name. Those that RFC 5322 does not know, and the single letters,
 * which were defined the wrong way round, are UTC (4.3).
 */
static bool
read_zone_name(struct slice name, int *hours)
{
	static const struct {
		const char *name;
		int hours;
	} zones[] = {
		{"EST", -5},
		{"EDT", -4},
		{"CST", -6},
		{"CDT", -5},
		{"MST", -7},
		{"MDT", -6},
		{"PST", -8},
		{"PDT", -7},
	};

	*hours = 0;
	for (size_t i = 0; i < COUNT(zones); i++)
		if (slice_eq_nocase(name, slice_of(zones[i].name)))
			*hours = zones[i].hours;
	return name.len == 1 || (name.len >= 3 && name.len <= 5) ||
	       slice_eq_nocase(name, SLICE("UT"));
}

static bool
take_zone(struct slice *s, int *offset)
{
	int hours = 0, minutes = 0;
	bool west;

	if (s->len == 0)
		return true;
	if (ascii_alpha(s->ptr[0])) {
		if (!read_zone_name(take_word(s), &hours))
			return false;
		*offset = hours * 3600;
		return true;
	}
	west = s->ptr[0] == '-';
	if (!take_char(s, "+-"))
		return false;
	if (!take_number(s, 2, 2, &hours)) {
		if (!take_number(s, 4, 4, &hours))
			return false;
		minutes = hours % 100;
		hours /= 100;
	} else if (take_char(s, ":") && !take_number(s, 2, 2, &minutes)) {
		return false;
	}
	*offset = (hours * 60 + minutes) * (west ? -60 : 60);
	return hours < 24 && minutes < 60;
}

/* hh:mm[:ss[.fraction]], or the same in one piece. */
static bool
take_clock(struct slice *s, struct moment *m)
{
	int hours, minutes, seconds = 0, whole;

	if (take_number(s, 6, 6, &whole)) {
		hours = whole / 10000;
		minutes = whole / 100 % 100;
		seconds = whole % 100;
	} else if (take_number(s, 4, 4, &whole)) {
		hours = whole / 100;
		minutes = whole % 100;
	} else {
		if (!take_number(s, 1, 2, &hours))
			return false;
		pass_blank(s);
		if (!take_char(s, ":"))
			return false;
		pass_blank(s);
		if (!take_number(s, 2, 2, &minutes))
			return false;
		pass_blank(s);
		if (take_char(s, ":")) {
			pass_blank(s);
			if (!take_number(s, 2, 2, &seconds))
				return false;
		}
	}
	if (s->len > 1 && ascii_digit(s->ptr[1]) && take_char(s, ".,"))
		while (s->len > 0 && ascii_digit(s->ptr[0]))
			*s = slice_from(*s, 1);
	m->has_time = true;
	m->seconds = hours * 3600 + minutes * 60 + seconds;
	/* 24:00:00 ends a day, and 60 is a leap second */
	return minutes < 60 && seconds <= 60 && m->seconds <= DAY;
}

/* The time and the zone, to the end of S; there may be neither. */
static bool
read_time(struct slice s, struct moment *m)
{
	pass_blank(&s);
	if (s.len == 0)
		return true;
	if (!take_clock(&s, m))
		return false;
	pass_blank(&s);
	if (!take_zone(&s, &m->offset))
		return false;
	pass_blank(&s);
	return s.len == 0;
}

/* ISO 8601: 2016, 2016-03, 2016-03-01, 20160301, each with / for -, a time. */
static bool
read_iso(struct slice s, struct moment *m)
{
	int whole;

	if (take_number(&s, 8, 8, &whole)) {
		m->year = whole / 10000;
		m->month = whole / 100 % 100;
		m->day = whole % 100;
	} else {
		char mark = s.len > 4 && s.ptr[4] == '/' ? '/' : '-';
		const char marks[] = {mark, '\0'};

		if (!take_number(&s, 4, 4, &m->year))
			return false;
		if (s.len == 0)
			return true;
		if (!take_char(&s, marks) ||
			!take_number(&s, 2, 2, &m->month) || m->month == 0)
			return false;
		if (s.len == 0)
			return true;
		if (!take_char(&s, marks) || !take_number(&s, 2, 2, &m->day))
			return false;
	}
	if (m->month == 0 || m->day == 0)
		return false;
	if (s.len == 0)
		return true;
	if (!take_char(&s, "Tt") && !ascii_space(s.ptr[0]))
		return false;
	return s.len > 0 && read_time(s, m);
}

/* Passes what may stand between the parts of a date in words. */
static void
pass_comma(struct slice *s)
{
	pass_blank(s);
	take_char(s, ",");
	pass_blank(s);
}

static struct slice
pass_day_name(struct slice s)
{
	struct slice rest = s;

	if (!is_day_name(take_word(&rest)))
		return s;
	take_char(&rest, ".");
	pass_comma(&rest);
	return rest;
}

/*
 * With the month's name: RFC 5322 3.3 and 4.3, `Sep 5, 2025`, `Sep 2025`. Only
 * behind a day and a month can a year of two or three digits be told.
 */
static bool
read_named(struct slice s, struct moment *m)
{
	bool day_first, has_day;
	size_t digits;

	s = pass_day_name(s);
	day_first = take_number(&s, 1, 2, &m->day);
	pass_blank(&s);
	m->month = month_number(take_word(&s));
	take_char(&s, ".");
	pass_blank(&s);
	has_day = day_first || take_number(&s, 1, 2, &m->day);
	if (m->month == 0 || (has_day && m->day == 0))
		return false;
	pass_comma(&s);
	digits = s.len;
	if (!take_number(&s, day_first ? 2 : 4, 4, &m->year))
		return false;
	digits -= s.len;
	if (digits == 2 && m->year < 50)
		m->year += 2000;
	else if (digits < 4)
		m->year += 1900;
	pass_comma(&s);
	return has_day ? read_time(s, m) : s.len == 0;
}

static bool
is_real(struct moment m)
{
	return m.year >= 1 && m.month <= 12 &&
	       (m.day == 0 ||
		       (m.month > 0 && m.day <= month_days(m.year, m.month)));
}

static bool
read_moment(struct slice text, struct moment *m)
{
	*m = (struct moment){0};
	text = slice_trim(text);
	if (text.len > 3 && ascii_digit(text.ptr[2]) &&
		ascii_digit(text.ptr[3]))
		return read_iso(text, m) && is_real(*m);
	return read_named(text, m) && is_real(*m);
}

bool
date_read(struct slice text, struct date *to)
{
	struct moment m;

	*to = (struct date){0};
	if (!read_moment(text, &m))
		return false;
	*to = m.has_time
	              ? date_of_seconds(day_of(m.year, m.month, m.day) * DAY +
					m.seconds - m.offset)
	              : date_of_moment(m);
	return to->text[0] != '\0';
}

bool
date_read_day(struct slice text, struct date *to)
{
	struct moment m;

	*to = (struct date){0};
	if (!read_moment(text, &m))
		return false;
	m.has_time = false;
	*to = date_of_moment(m);
	return true;
}

bool
date_valid(struct slice text)
{
	static const char form[] = "0000-00-00T00:00:00Z";
	struct moment m;

	if (text.len != 4 && text.len != 7 && text.len != 10 && text.len != 20)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (form[i] == '0' ? !ascii_digit(text.ptr[i])
				   : text.ptr[i] != form[i])
			return false;
	if (!read_moment(text, &m))
		return false;
	/* what sources may write and we do not: 24:00:00, a leap second */
	return !m.has_time || (m.seconds < DAY && text.ptr[17] < '6');
}

int
date_compare(struct slice a, struct slice b)
{
	return slice_compare(slice_first(a, b.len), slice_first(b, a.len));
}

int
date_order(struct slice a, struct slice b)
{
	return slice_compare(a, b);
}

int64_t
date_now(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t seconds = 0;
	size_t digits = epoch == NULL ? 0 : strspn(epoch, "0123456789");

	if (digits == 0 || digits > 18 || epoch[digits] != '\0')
		return (int64_t)time(NULL);
	for (size_t i = 0; i < digits; i++)
		seconds = seconds * 10 + (epoch[i] - '0');
	return seconds;
}

bool
date_to_day(struct slice date, int64_t *day)
{
	struct moment m;

	if (date.len < 10 || !date_valid(date) || !read_moment(date, &m))
		return false;
	*day = day_of(m.year, m.month, m.day);
	return true;
}

/* MONTHS before DAY, or the last day of that month. */
static bool
months_before(int64_t day, int64_t months, struct date *to)
{
	struct moment m = moment_of_day(day);
	int64_t month = (int64_t)m.year * 12 + m.month - 1 - months;
	int most;

	if (month < 12)
		return false;
	m.year = (int)(month / 12);
	m.month = (int)(month % 12) + 1;
	most = month_days(m.year, m.month);
	if (m.day > most)
		m.day = most;
	*to = date_of_moment(m);
	return true;
}

bool
date_read_user(struct slice text, int64_t now, struct date *to)
{
	int64_t day = now / DAY - (now % DAY < 0);
	int count;

	*to = (struct date){0};
	if (text.len == 10 && date_valid(text)) {
		memcpy(to->text, text.ptr, text.len);
		return true;
	}
	if (day < first_day || day > last_day)
		return false;
	if (slice_eq(text, SLICE("today")))
		*to = date_of_day(day);
	else if (slice_eq(text, SLICE("yesterday")))
		*to = date_of_day(day - 1);
	else if (take_char(&text, "-") && take_number(&text, 1, 7, &count) &&
		 text.len == 1)
		switch (text.ptr[0]) {
		case 'd': *to = date_of_day(day - count); break;
		case 'w': *to = date_of_day(day - count * INT64_C(7)); break;
		case 'm': return months_before(day, count, to);
		case 'y': return months_before(day, count * INT64_C(12), to);
		}
	return to->text[0] != '\0';
}

/* The week belongs to the year that has its Thursday. */
struct date
date_week_of_day(int64_t day)
{
	int64_t monday = day - ((day + 3) % 7 + 7) % 7;
	struct moment m = moment_of_day(monday + 3);
	struct date week = {0};
	char *to = put(week.text, m.year, 4, '-');

	*to++ = 'W';
	put(to, (int)(monday + 3 - day_of(m.year, 1, 1)) / 7 + 1, 2, '\0');
	return week;
}

bool
date_read_week(struct slice text, int64_t *day)
{
	struct slice s = text;
	int year, number;
	int64_t fourth; /* of January: always in the first week */
	struct date week;

	if (!take_number(&s, 4, 4, &year) || year == 0 ||
		!slice_starts(s, SLICE("-W")))
		return false;
	s = slice_from(s, 2);
	if (!take_number(&s, 2, 2, &number) || number == 0)
		return false;
	fourth = day_of(year, 1, 4);
	*day = fourth - ((fourth + 3) % 7 + 7) % 7 + (number - 1) * 7;
	week = date_week_of_day(*day);
	return slice_eq(text, date_slice(&week));
}
