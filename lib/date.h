/*
 * date.h: dates that are as exact as their source.
 *
 * A date is a prefix of `YYYY-MM-DDThh:mm:ssZ` (UTC; ISO 8601, RFC 3339) that
 * ends after a whole part: 2016, 2016-03, 2016-03-01, or all of it. So the text
 * is the value, and to compare is to compare bytes. Years are 0001 to 9999, the
 * calendar is the Gregorian one.
 */
#ifndef SHEAF_DATE_H
#define SHEAF_DATE_H

#include <stdint.h>

#include "slice.h"

struct date {
	char text[21]; /* ended by NUL; "" is no date */
};

static inline struct slice
date_slice(const struct date *date)
{
	return slice_of(date->text);
}

/*
 * Reads a date as sources write it: our own form and other ISO 8601 (a blank
 * for the T, +hh:mm, +hhmm, fractions, no seconds, basic form 20160301) and
 * 2016/03/01, RFC 5322 3.3 and 4.3 (day name right, wrong or missing, two-digit
 * years, EST), `Sep 5, 2025`, `5 September 2025`, `Sep 2025`. Moments are
 * turned to UTC; a time without a zone counts as UTC. False, and *TO empty, for
 * anything else (`Sep 5`), and for days that no calendar has.
 */
bool date_read(struct slice text, struct date *to);

/* The same to the day, in the source's own zone: 2025-08-20T00:00-04:00 too. */
bool date_read_day(struct slice text, struct date *to);

/* Is TEXT, as it stands, a date of the record format? */
bool date_valid(struct slice text);

/* By the precision of the coarser one: 2025-09 and 2025-09-04 are equal. */
int date_compare(struct slice a, struct slice b);

/* A total order: the coarser of two that are equal comes first. */
int date_order(struct slice a, struct slice b);

/*
 * The moment that is now, in seconds since 1970 UTC: SOURCE_DATE_EPOCH where it
 * is set to a number, else the clock.
 */
int64_t date_now(void);

/* SECONDS since 1970 UTC as a full date; empty outside the years of a date. */
struct date date_of_seconds(int64_t seconds);

/* Days since 1970-01-01 of a date to the day or better; false for others. */
bool date_to_day(struct slice date, int64_t *day);
struct date date_of_day(int64_t day); /* empty as in date_of_seconds() */

/*
 * A day as users write it, NOW being date_now(): YYYY-MM-DD, today, yesterday,
 * -7d (also w, m, y: weeks, calendar months, years back). Days are UTC. A month
 * without that day gives its last one.
 */
bool date_read_user(struct slice text, int64_t now, struct date *to);

/* The ISO 8601 week that holds DAY, as `2025-W36`. */
struct date date_week_of_day(int64_t day);

/* The Monday of `2025-W36`; false for anything else and for W53 of short years.
 */
bool date_read_week(struct slice text, int64_t *day);

#endif
