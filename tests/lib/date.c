#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "date.h"

/* What sources write, and what it is in UTC and to the day; NULL for none. */
static const struct {
	const char *in, *date, *day;
} forms[] = {
  /* our own */
	{"2016",						  "2016",                 "2016"      },
	{"2016-03",					       "2016-03",              "2016-03"   },
	{"2016-03-01",					    "2016-03-01",           "2016-03-01"},
	{"2016-03-01T12:30:59Z",				  "2016-03-01T12:30:59Z", "2016-03-01"},

 /* ISO 8601 */
	{" 2016-03-01\n",					 "2016-03-01",           "2016-03-01"},
	{"20160301",					      "2016-03-01",           "2016-03-01"},
	{"2016/03/01",					    "2016-03-01",           "2016-03-01"},
	{"2016/03",					       "2016-03",              "2016-03"   },
	{"20160301T123059Z",				      "2016-03-01T12:30:59Z", "2016-03-01"},
	{"2016-03-01T12:30",				      "2016-03-01T12:30:00Z", "2016-03-01"},
	{"2016-03-01 12:30:59",				   "2016-03-01T12:30:59Z", "2016-03-01"},
	{"2016-03-01 12:30:59 UTC",                               "2016-03-01T12:30:59Z", "2016-03-01"},
	{"2016-03-01t12:30:59z",				  "2016-03-01T12:30:59Z", "2016-03-01"},
	{"2016-03-01T12:30:59.999Z",                              "2016-03-01T12:30:59Z", "2016-03-01"},
	{"2016-03-01T12:30:59,5+00:00",                           "2016-03-01T12:30:59Z", "2016-03-01"},
	{"2016-03-05T23:30:00+09:00",                             "2016-03-05T14:30:00Z", "2016-03-05"},
	{"2016-03-05T23:30:00-0100",                              "2016-03-06T00:30:00Z", "2016-03-05"},
	{"2016-03-05T23:30:00+01",                                "2016-03-05T22:30:00Z", "2016-03-05"},
	{"2025-08-20T00:00-04:00",                                "2025-08-20T04:00:00Z", "2025-08-20"},
	{"2025-08-20T00:00:00-04:00",                             "2025-08-20T04:00:00Z", "2025-08-20"},
	{"2025-01-01T00:30:00+05:45",                             "2024-12-31T18:45:00Z", "2025-01-01"},
	{"2025-09-05T24:00:00Z",				  "2025-09-06T00:00:00Z", "2025-09-05"},
	{"2016-12-31T23:59:60Z",				  "2017-01-01T00:00:00Z", "2016-12-31"},

 /* RFC 5322, 3.3 and 4.3 */
	{"Fri, 12 Sep 2025 00:00:00 -0400",                       "2025-09-12T04:00:00Z",
         "2025-09-12"										 },
	{"Mon, 2 Apr 2007 19:18:42 GMT",                          "2007-04-02T19:18:42Z", "2007-04-02"},
	{"Mon, 12 Sep 2025 10:00:00 +0000",                       "2025-09-12T10:00:00Z",
         "2025-09-12"										 },
	{"12 Sep 2025 10:00:00 +0000",                            "2025-09-12T10:00:00Z", "2025-09-12"},
	{"Fri 12 Sep 2025 10:00 UT",                              "2025-09-12T10:00:00Z", "2025-09-12"},
	{"Fri, 12 Sep 25 23:00:00 EST",                           "2025-09-13T04:00:00Z", "2025-09-12"},
	{"12 Sep 25 12:00 EDT",				   "2025-09-12T16:00:00Z", "2025-09-12"},
	{"12 Sep 25 12:00 CST",				   "2025-09-12T18:00:00Z", "2025-09-12"},
	{"12 Sep 25 12:00 CDT",				   "2025-09-12T17:00:00Z", "2025-09-12"},
	{"12 Sep 25 12:00 MST",				   "2025-09-12T19:00:00Z", "2025-09-12"},
	{"12 Sep 25 12:00 MDT",				   "2025-09-12T18:00:00Z", "2025-09-12"},
	{"12 Sep 25 12:00 PST",				   "2025-09-12T20:00:00Z", "2025-09-12"},
	{"12 sep 25 23:00 pdt",				   "2025-09-13T06:00:00Z", "2025-09-12"},
	{"1 Jan 49",					      "2049-01-01",           "2049-01-01"},
	{"1 Jan 50",					      "1950-01-01",           "1950-01-01"},
	{"1 Jan 103",					     "2003-01-01",           "2003-01-01"},
	{"Fri, 21 Nov 1997 09(a (b) c):   55  :  06 -0600 (CST)",
         "1997-11-21T15:55:06Z",							  "1997-11-21"},
	{"Fri, 21 Nov\r\n 1997 09:55:06 A",                       "1997-11-21T09:55:06Z",
         "1997-11-21"										 },

 /* in words */
	{"Sep 5, 2025",					   "2025-09-05",           "2025-09-05"},
	{"Sept. 5, 2025",					 "2025-09-05",           "2025-09-05"},
	{"September 5 2025",				      "2025-09-05",           "2025-09-05"},
	{"Friday, September 05, 2025",                            "2025-09-05",           "2025-09-05"},
	{"5 September 2025",				      "2025-09-05",           "2025-09-05"},
	{"5 May, 2025",					   "2025-05-05",           "2025-05-05"},
	{"Sep 5, 2025 10:30 UTC",                                 "2025-09-05T10:30:00Z", "2025-09-05"},
	{"Sep 2025",					      "2025-09",              "2025-09"   },
	{"September, 2025",				       "2025-09",              "2025-09"   },

 /* days that no calendar has */
	{"2025-02-29",					    NULL,                   NULL        },
	{"2024-02-29",					    "2024-02-29",           "2024-02-29"},
	{"1900-02-29",					    NULL,                   NULL        },
	{"2000-02-29",					    "2000-02-29",           "2000-02-29"},
	{"31 Apr 2025",					   NULL,                   NULL        },
	{"2025-13",					       NULL,                   NULL        },
	{"2025-00",					       NULL,                   NULL        },
	{"2025-01-00",					    NULL,                   NULL        },
	{"0000",						  NULL,                   NULL        },
	{"0 Sep 2025",					    NULL,                   NULL        },
	{"Sep 0, 2025",					   NULL,                   NULL        },
	{"Sep 31, 2025",					  NULL,                   NULL        },

 /* the ends of time */
	{"0001-01-01",					    "0001-01-01",           "0001-01-01"},
	{"9999-12-31T23:59:59Z",				  "9999-12-31T23:59:59Z", "9999-12-31"},
	{"9999-12-31T23:59:59-01:00",                             NULL,                   "9999-12-31"},
	{"0001-01-01T00:00:00+01:00",                             NULL,                   "0001-01-01"},

 /* anything else */
	{"",						      NULL,		   NULL        },
	{"Sep 5",						 NULL,                   NULL        },
	{"5 Sep",						 NULL,                   NULL        },
	{"Sep",						   NULL,                   NULL        },
	{"Sep 25",						NULL,                   NULL        },
	{"Fri",						   NULL,                   NULL        },
	{"5",						     NULL,                   NULL        },
	{"201",						   NULL,                   NULL        },
	{"20163",						 NULL,                   NULL        },
	{"201603",						NULL,                   NULL        },
	{"2016-3-1",					      NULL,                   NULL        },
	{"2016-03/01",					    NULL,                   NULL        },
	{"2016-03-01T",					   NULL,                   NULL        },
	{"2016-03-01X",					   NULL,                   NULL        },
	{"2016-03-01T12",					 NULL,                   NULL        },
	{"2016-03-01T12:3",				       NULL,                   NULL        },
	{"2016-03-01T12:60",				      NULL,                   NULL        },
	{"2016-03-01T24:00:01Z",				  NULL,                   NULL        },
	{"2016-03-01T12:30:61Z",				  NULL,                   NULL        },
	{"2016-03-01T12:30:00+24:00",                             NULL,                   NULL        },
	{"2016-03-01T12:30:00+1",                                 NULL,                   NULL        },
	{"2016-03-01T12:30:00Zulu time",                          NULL,                   NULL        },
	{"Mon, 2 Apr 2007 7:18 PM",                               NULL,                   NULL        },
	{"09/01/2025",					    NULL,                   NULL        },
	{"5 Foo 2025",					    NULL,                   NULL        },
	{"Spring 2025",					   NULL,                   NULL        },
	{"(((((((((",					     NULL,                   NULL        },
	{"today",						 NULL,                   NULL        },
	{"1757030400",					    NULL,                   NULL        },
};

static void
reads_what_sources_write(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct slice in = slice_of(forms[i].in);
		const char *date = forms[i].date, *day = forms[i].day;
		struct date got, to_day;
		bool found = date_read(in, &got);
		bool found_day = date_read_day(in, &to_day);

		if (found != (date != NULL) || found_day != (day != NULL) ||
			strcmp(got.text, date == NULL ? "" : date) != 0 ||
			strcmp(to_day.text, day == NULL ? "" : day) != 0)
			fail_msg("%s: %s, %s", forms[i].in, got.text,
				to_day.text);
		if (found)
			assert_true(date_valid(date_slice(&got)));
	}
}

/* Every front of every form, in memory of just its size for the sanitizer. */
static void
reads_no_further(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++)
		for (size_t len = 0; len <= strlen(forms[i].in); len++) {
			char *copy = malloc(len == 0 ? 1 : len);
			struct slice in = {copy, len};
			struct date date;
			int64_t day;

			assert_non_null(copy);
			memcpy(copy, forms[i].in, len);
			date_read(in, &date);
			date_read_day(in, &date);
			date_read_user(in, 0, &date);
			date_read_week(in, &day);
			date_valid(in);
			free(copy);
		}
}

static void
knows_its_own_form(void **state)
{
	static const char *const yes[] = {"2016", "0001", "2016-12",
		"2016-02-29", "2016-03-01T00:00:00Z", "2016-03-01T23:59:59Z"};
	static const char *const no[] = {"", "0000", "216", "2016-", "2016-13",
		"2016-00", "2016-3-01", "2015-02-29", "2016-03-01T",
		"2016-03-01T00:00Z", "2016-03-01T00:00:00", "20160301",
		"2016-03-01 00:00:00Z", "2016-03-01T24:00:00Z",
		"2016-03-01T23:59:60Z", "2016-03-01T22:59:60Z",
		"2016-03-01T23:60:00Z", "2016-03-01T00:00:00z", "2016/03",
		" 2016", "2016\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++)
		assert_true(date_valid(slice_of(yes[i])));
	for (size_t i = 0; i < COUNT(no); i++)
		if (date_valid(slice_of(no[i])))
			fail_msg("%s", no[i]);
}

static void
compares_by_the_coarser(void **state)
{
	static const struct {
		const char *a, *b;
		int compare, order;
	} rows[] = {
		{"2025-09",              "2025-09-04",           0,  -1},
		{"2025-09-04",           "2025-09-04T10:00:00Z", 0,  -1},
		{"2025",                 "2025",                 0,  0 },
		{"2025-09-04",           "2025-09-05",           -1, -1},
		{"2025-09",              "2025-10-01",           -1, -1},
		{"2024-12-31T23:59:59Z", "2025",                 -1, -1},
		{"2025-09-04T10:00:00Z", "2025-09-04T10:00:01Z", -1, -1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct slice a = slice_of(rows[i].a), b = slice_of(rows[i].b);
		int there = date_compare(a, b), back = date_compare(b, a);

		assert_int_equal((there > 0) - (there < 0), rows[i].compare);
		assert_int_equal((back > 0) - (back < 0), -rows[i].compare);
		there = date_order(a, b);
		back = date_order(b, a);
		assert_int_equal((there > 0) - (there < 0), rows[i].order);
		assert_int_equal((back > 0) - (back < 0), -rows[i].order);
	}
}

/* The days of one month, from DAY on, there and back; returns the day after. */
static int64_t
month_goes_round(int year, int month, int days, int64_t day)
{
	char text[40];
	int64_t back;

	for (int d = 1; d <= days; d++, day++) {
		struct date date = date_of_day(day);

		snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, d);
		if (strcmp(date.text, text) != 0 ||
			!date_to_day(date_slice(&date), &back) || back != day)
			fail_msg("%s: %s", text, date.text);
	}
	snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, days + 1);
	assert_false(date_valid(slice_of(text)));
	return day;
}

static void
every_day_goes_round(void **state)
{
	static const int lengths[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t day = -719162;

	(void)state;
	for (int y = 1; y <= 9999; y++) {
		bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

		for (int m = 1; m <= 12; m++)
			day = month_goes_round(
				y, m, lengths[m - 1] + (m == 2 && leap), day);
	}
	assert_int_equal(day, 2932897);
	assert_string_equal(date_of_day(day).text, "");
	assert_string_equal(date_of_day(-719163).text, "");
	assert_string_equal(date_of_day(INT64_MAX).text, "");
}

static void
days_need_a_day(void **state)
{
	int64_t day;

	(void)state;
	assert_true(date_to_day(SLICE("1970-01-01"), &day));
	assert_int_equal(day, 0);
	assert_true(date_to_day(SLICE("1969-12-31T23:00:00Z"), &day));
	assert_int_equal(day, -1);
	assert_false(date_to_day(SLICE("1970-01"), &day));
	assert_false(date_to_day(SLICE("1970-02-30"), &day));
	assert_false(date_to_day(SLICE("19700101"), &day));
	assert_false(date_to_day(SLICE("12 Sep 2025"), &day));
}

static void
seconds_are_moments(void **state)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} rows[] = {
		{0,            "1970-01-01T00:00:00Z"},
		{-1,           "1969-12-31T23:59:59Z"},
		{86399,        "1970-01-01T23:59:59Z"},
		{1757030400,   "2025-09-05T00:00:00Z"},
		{253402300799, "9999-12-31T23:59:59Z"},
		{253402300800, ""                    },
		{-62135596800, "0001-01-01T00:00:00Z"},
		{-62135596801, ""                    },
		{INT64_MAX,    ""                    },
		{INT64_MIN,    ""                    },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(
			date_of_seconds(rows[i].seconds).text, rows[i].text);
}

static void
now_can_be_set(void **state)
{
	static const char *const no[] = {
		"", "x", "1x", " 1", "-1", "1.5", "99999999999999999999"};

	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1762065000", 1);
	assert_int_equal(date_now(), 1762065000);
	for (size_t i = 0; i < COUNT(no); i++) {
		setenv("SOURCE_DATE_EPOCH", no[i], 1);
		assert_true(date_now() > 1762065000);
	}
	unsetenv("SOURCE_DATE_EPOCH");
	assert_true(date_now() > 1762065000);
}

static void
reads_days_of_users(void **state)
{
	enum { NOVEMBER_2 = 1762065000 }; /* 2025-11-02T06:30:00Z */
	static const struct {
		int64_t now;
		const char *in, *day;
	} rows[] = {
		{NOVEMBER_2, "today",                  "2025-11-02"},
		{NOVEMBER_2, "yesterday",              "2025-11-01"},
		{NOVEMBER_2, "-0d",                    "2025-11-02"},
		{NOVEMBER_2, "-7d",                    "2025-10-26"},
		{NOVEMBER_2, "-1w",                    "2025-10-26"},
		{NOVEMBER_2, "-1m",                    "2025-10-02"},
		{NOVEMBER_2, "-11m",                   "2024-12-02"},
		{NOVEMBER_2, "-10m",                   "2025-01-02"},
		{NOVEMBER_2, "-1y",                    "2024-11-02"},
		{NOVEMBER_2, "2025-09-05",             "2025-09-05"},
		{1743379200, "today",                  "2025-03-31"},
		{1743379200, "-1m",                    "2025-02-28"},
		{1743379200, "-13m",                   "2024-02-29"},
		{1743379200, "-4m",                    "2024-11-30"},
		{1709164800, "today",                  "2024-02-29"},
		{1709164800, "-1y",                    "2023-02-28"},
		{1709164800, "-4y",                    "2020-02-29"},
		{-1,         "today",                  "1969-12-31"},
		{NOVEMBER_2, "-2024y",                 "0001-11-02"},
		{NOVEMBER_2, "-2025y",                 ""          },
		{NOVEMBER_2, "-24298m",                "0001-01-02"},
		{NOVEMBER_2, "-24299m",                ""          },
		{NOVEMBER_2, "-9999999d",              ""          },
		{NOVEMBER_2, "-9999999w",              ""          },
		{NOVEMBER_2, "-9999999y",              ""          },
		{NOVEMBER_2, "-99999999999999999999d", ""          },
		{NOVEMBER_2, "-d",                     ""          },
		{NOVEMBER_2, "-7",                     ""          },
		{NOVEMBER_2, "-7x",                    ""          },
		{NOVEMBER_2, "-7dd",                   ""          },
		{NOVEMBER_2, "7d",                     ""          },
		{NOVEMBER_2, "--7d",                   ""          },
		{NOVEMBER_2, "tomorrow",               ""          },
		{NOVEMBER_2, "",                       ""          },
		{NOVEMBER_2, "2025-09",                ""          },
		{NOVEMBER_2, "2025-09-31",             ""          },
		{NOVEMBER_2, "2025-9-5",               ""          },
		{NOVEMBER_2, "2025/09/05",             ""          },
		{NOVEMBER_2, " today",                 ""          },
		{INT64_MAX,  "today",                  ""          },
		{INT64_MIN,  "-1m",                    ""          },
	};
	static const char *const zones[] = {
		"Pacific/Kiritimati", "America/New_York", "UTC"};

	(void)state;
	for (size_t zone = 0; zone < COUNT(zones); zone++) {
		setenv("TZ", zones[zone], 1);
		for (size_t i = 0; i < COUNT(rows); i++) {
			struct date got;
			bool found = date_read_user(
				slice_of(rows[i].in), rows[i].now, &got);

			if (strcmp(got.text, rows[i].day) != 0)
				fail_msg("%s: %s", rows[i].in, got.text);
			assert_int_equal(found, rows[i].day[0] != '\0');
		}
	}
}

static void
weeks_belong_to_their_thursday(void **state)
{
	static const char *const rows[][2] = {
		{"2024-12-29", "2024-W52"},
		{"2024-12-30", "2025-W01"},
		{"2025-01-01", "2025-W01"},
		{"2025-01-05", "2025-W01"},
		{"2025-01-06", "2025-W02"},
		{"2025-09-05", "2025-W36"},
		{"2020-12-31", "2020-W53"},
		{"2021-01-03", "2020-W53"},
		{"2021-01-04", "2021-W01"},
		{"2016-01-03", "2015-W53"},
		{"2005-01-01", "2004-W53"},
		{"2005-01-02", "2004-W53"},
		{"2006-01-01", "2005-W52"},
		{"2008-12-29", "2009-W01"},
		{"2010-01-03", "2009-W53"},
		{"0001-01-01", "0001-W01"},
		{"9999-12-31", "9999-W52"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t day;

		assert_true(date_to_day(slice_of(rows[i][0]), &day));
		assert_string_equal(date_week_of_day(day).text, rows[i][1]);
	}
}

/* Seven days to each week, and each week's Monday leads to it. */
static void
weeks_go_round(void **state)
{
	int64_t monday = -719162, read; /* 0001-01-01 */

	(void)state;
	for (; monday + 6 <= 2932896; monday += 7) {
		struct date week = date_week_of_day(monday);

		assert_true(date_read_week(date_slice(&week), &read));
		assert_int_equal(read, monday);
		for (int i = 1; i < 7; i++)
			assert_string_equal(
				date_week_of_day(monday + i).text, week.text);
		assert_string_not_equal(
			date_week_of_day(monday - 1).text, week.text);
	}
}

static void
weeks_that_are_none(void **state)
{
	static const char *const no[] = {"2025-W53", "2025-W00", "2025-W54",
		"0000-W01", "2025-W1", "2025-W001", "2025W36", "2025-w36",
		"2025-W36-1", "2025-36", "", "2025-W"};
	int64_t day;

	(void)state;
	assert_true(date_read_week(SLICE("2020-W53"), &day));
	for (size_t i = 0; i < COUNT(no); i++)
		if (date_read_week(slice_of(no[i]), &day))
			fail_msg("%s", no[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_sources_write),
		cmocka_unit_test(reads_no_further),
		cmocka_unit_test(knows_its_own_form),
		cmocka_unit_test(compares_by_the_coarser),
		cmocka_unit_test(every_day_goes_round),
		cmocka_unit_test(days_need_a_day),
		cmocka_unit_test(seconds_are_moments),
		cmocka_unit_test(now_can_be_set),
		cmocka_unit_test(reads_days_of_users),
		cmocka_unit_test(weeks_belong_to_their_thursday),
		cmocka_unit_test(weeks_go_round),
		cmocka_unit_test(weeks_that_are_none),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
