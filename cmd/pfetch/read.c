#include <stdlib.h>

#include "date.h"
#include "form.h"
#include "ident.h"
#include "query.h"
#include "read.h"

static const char no_value[] = "something has to follow it";
static const char no_day[] =
	"not a day (YYYY-MM-DD, today, yesterday, -7d) or a range of days "
	"(A..B)";

const char *
read_nothing(struct request *to, struct slice value)
{
	(void)to, (void)value;
	return NULL;
}

/* Anything. */
const char *
read_value(struct request *to, struct slice value)
{
	buf_add(&to->value, value);
	return value.len > 0 ? NULL : no_value;
}

static bool
read_day(struct request *to, struct slice text, struct date *day)
{
	return text.len == 0 || date_read_user(text, to->now, day);
}

/* DAY, or A..B, of which each may be left out and is then empty. */
static const char *
read_range(struct request *to, struct slice text)
{
	const char *dots = slice_find(text, SLICE(".."));
	struct slice first = text, last = text;

	if (dots != NULL) {
		first = slice_first(text, (size_t)(dots - text.ptr));
		last = slice_from(text, first.len + 2);
	}
	if (text.len == 0 || !read_day(to, first, &to->from) ||
		!read_day(to, last, &to->until))
		return no_day;
	if (first.len > 0 && last.len > 0 &&
		date_compare(date_slice(&to->until), date_slice(&to->from)) < 0)
		return "the range ends before it begins";
	return NULL;
}

/* A range that begins somewhere, and ends today if nothing else is said. */
const char *
read_days(struct request *to, struct slice value)
{
	const char *what = read_range(to, value);

	if (what != NULL)
		return what;
	if (to->from.text[0] == '\0')
		return "a range needs its first day";
	if (to->until.text[0] == '\0' &&
		!date_read_user(SLICE("today"), to->now, &to->until))
		return no_day;
	return date_compare(date_slice(&to->until), date_slice(&to->from)) < 0
	               ? "the range ends before it begins"
	               : NULL;
}

/* The same, where the service has a list for each day. */
const char *
read_each_day(struct request *to, struct slice value)
{
	const char *what = read_days(to, value);
	int64_t last;

	if (what != NULL)
		return what;
	if (!date_to_day(date_slice(&to->from), &to->day) ||
		!date_to_day(date_slice(&to->until), &last))
		return no_day;
	to->days = last - to->day;
	return NULL;
}

const char *
read_week(struct request *to, struct slice value)
{
	struct date date;
	int64_t day;

	if (!date_read_week(value, &day) &&
		(!date_read_user(value, to->now, &date) ||
			!date_to_day(date_slice(&date), &day)))
		return "not a week (2025-W36) or a day in it";
	date = date_week_of_day(day);
	buf_add(&to->value, date_slice(&date));
	return NULL;
}

enum { YEAR_LEN = sizeof("2025") - 1, MONTH_LEN = sizeof("2025-09") - 1 };

const char *
read_month(struct request *to, struct slice value)
{
	struct date date;

	if (value.len == MONTH_LEN && date_valid(value)) {
		buf_add(&to->value, value);
		return NULL;
	}
	if (!date_read_user(value, to->now, &date))
		return "not a month (2025-09) or a day in it";
	buf_add(&to->value, slice_first(date_slice(&date), MONTH_LEN));
	return NULL;
}

/* Days beside a query have two ends. */
static void
close_days(struct request *to, const struct dialect_days *days)
{
	static const struct date first = {"1500-01-01"}, last = {"2999-12-31"};

	if (days->from.text[0] == '\0' && days->until.text[0] == '\0')
		return;
	to->from = days->from.text[0] != '\0' ? days->from : first;
	to->until = days->until.text[0] != '\0' ? days->until : last;
}

/* The query as the service has it. */
const char *
read_query(struct request *to, struct slice value)
{
	struct query_error error;
	struct query *query = query_parse(value, &error);
	struct dialect_days days = {0};
	bool apart = strstr(to->form->url, "{from}") != NULL;
	bool printed = query != NULL &&
	               dialect_print(to->form->dialect, query_root(query),
			       &to->value, apart ? &days : NULL, &error);

	if (query != NULL)
		query_free(query);
	close_days(to, &days);
	if (printed)
		return to->value.len > 0 ||
		                       strstr(to->form->url, "{q}&]") != NULL
		               ? NULL
		               : "the service wants a word to search for, too";
	buf_reset(&to->wrong);
	buf_format(&to->wrong, "the query, at character %zu: %s", error.at + 1,
		error.what);
	return buf_string(&to->wrong);
}

/* VALUE as an id, or as one of the service's own without its scheme. */
static bool
read_ident(struct request *to, struct slice value, struct buf *id, int *version)
{
	struct slice rest = slice_of(to->form->name), service;
	struct buf full = {0};
	bool known;

	if (ident_read(value, id, version))
		return true;
	slice_cut(&rest, ':', &service);
	buf_add(&full, service);
	buf_char(&full, ':');
	buf_add(&full, value);
	known = ident_read_bare(buf_slice(&full), id, version);
	buf_free(&full);
	return known;
}

/* A paper, by what people paste for it. */
const char *
read_paper(struct request *to, struct slice value)
{
	struct buf id = {0};
	int version;
	bool known = read_ident(to, value, &id, &version)
	                     ? request_add_id(to, buf_slice(&id), version)
	                     : request_add_number(to, value);

	buf_free(&id);
	return known ? NULL : "not the id of a paper that the service knows";
}

static bool
is_made_of(struct slice s, const char *marks)
{
	for (size_t i = 0; i < s.len; i++)
		if (!ascii_alnum(s.ptr[i]) &&
			(s.ptr[i] == '\0' || strchr(marks, s.ptr[i]) == NULL))
			return false;
	return s.len > 0;
}

/* What a service calls somebody or something. */
const char *
read_name(struct request *to, struct slice value)
{
	buf_add(&to->value, value);
	if (value.len == 0)
		return no_value;
	return is_made_of(value, ".-_") && value.ptr[0] != '.'
	               ? NULL
	               : "a name has only letters, digits, - _ .";
}

/* ISO 27729, by its check character (ISO 7064, MOD 11-2). */
const char *
read_orcid(struct request *to, struct slice value)
{
	enum { LEN = sizeof("0000-0000-0000-000X") - 1, GROUP = 5, BASE = 11 };
	static const char wrong[] = "not an ORCID (0000-0002-1825-0097)";
	int sum = 0, digit;

	if (value.len != LEN)
		return wrong;
	for (size_t i = 0; i < LEN; i++) {
		char c = value.ptr[i];

		if (i % GROUP == GROUP - 1) {
			if (c != '-')
				return wrong;
			continue;
		}
		if (!ascii_digit(c) && (i != LEN - 1 || c != 'X'))
			return wrong;
		digit = c == 'X' ? BASE - 1 : c - '0';
		sum = i == LEN - 1 ? sum + digit : (sum + digit) * 2 % BASE;
	}
	buf_add(&to->value, value);
	return sum % BASE == 1 ? NULL
	                       : "not an ORCID: its last character is that of "
	                         "another";
}

/* Categories or archives of arXiv, joined by `+`. */
const char *
read_categories(struct request *to, struct slice value)
{
	struct slice rest = value, name;

	buf_add(&to->value, value);
	do {
		slice_cut(&rest, '+', &name);
		if (!is_made_of(name, ".-"))
			return "not a category (cs.LG) or several of them "
			       "(cs.LG+cs.CL)";
	} while (rest.ptr != NULL);
	return NULL;
}

/* CATEGORIES/A..B: one list a category and day. */
const char *
read_announced(struct request *to, struct slice value)
{
	struct slice names;
	const char *what;

	slice_cut(&value, '/', &names);
	what = read_categories(to, names);
	buf_add(&to->names, names);
	return what != NULL ? what : read_each_day(to, value);
}

/* CATEGORY/WHICH */
const char *
read_listing(struct request *to, struct slice value)
{
	static const char *const names[] = {
		"new", "recent", "pastweek", "current"};
	struct slice which = value, category;

	slice_cut(&which, '/', &category);
	if (!is_made_of(category, ".-"))
		return "not a category (cs.LG)";
	buf_add(&to->value, value);
	if ((which.len == YEAR_LEN || which.len == MONTH_LEN) &&
		date_valid(which))
		return NULL;
	for (size_t i = 0; i < COUNT(names); i++)
		if (slice_eq(which, slice_of(names[i])))
			return NULL;
	return "a list is new, recent, pastweek, a year or a month (2025-09)";
}

/*
 * The set of a category or archive: `cs:cs:LG` for cs.LG. Groups of archives
 * are sets; the archives of one are either named as it is, or of physics.
 */
static bool
add_set(struct buf *to, struct slice name)
{
	static const char *const groups[] = {"physics", "math", "cs", "q-bio",
		"q-fin", "stat", "eess", "econ"};
	static const char *const physics[] = {"astro-ph", "cond-mat", "gr-qc",
		"hep-ex", "hep-lat", "hep-ph", "hep-th", "math-ph", "nlin",
		"nucl-ex", "nucl-th", "quant-ph"};
	struct slice archive, group = SLICE("");

	slice_cut(&name, '.', &archive);
	for (size_t i = 0; i < COUNT(groups); i++)
		if (slice_eq(archive, slice_of(groups[i])))
			group = archive;
	for (size_t i = 0; i < COUNT(physics); i++)
		if (slice_eq(archive, slice_of(physics[i])))
			group = SLICE("physics");
	buf_add(to, group);
	if (name.ptr != NULL || !slice_eq(group, archive)) {
		buf_char(to, ':');
		buf_add(to, archive);
	}
	if (name.ptr != NULL) {
		buf_char(to, ':');
		buf_add(to, name);
	}
	return group.len > 0 && (name.ptr == NULL || is_made_of(name, "-"));
}

/* [CATEGORY][/A..B] */
const char *
read_arxiv_harvest(struct request *to, struct slice value)
{
	struct slice set;

	slice_cut(&value, '/', &set);
	if (set.len > 0 && !add_set(&to->set, set))
		return "not a category (cs.LG), an archive (astro-ph) or a "
		       "group of archives (physics)";
	return value.ptr == NULL ? NULL : read_range(to, value);
}

/* HOST/PATH[,set=SET][,format=FORMAT][,days=A..B] */
const char *
read_harvest(struct request *to, struct slice value)
{
	struct slice address, part, name;

	slice_cut(&value, ',', &address);
	if (!is_made_of(address, ".-_~:/%[]"))
		return "not the address of an OAI-PMH service";
	buf_add(&to->value, address);
	while (slice_cut(&value, ',', &part)) {
		const char *what = NULL;

		slice_cut(&part, '=', &name);
		if (slice_eq(name, SLICE("set")) && part.len > 0)
			buf_add(&to->set, part);
		else if (slice_eq(name, SLICE("format")) && part.len > 0)
			buf_add(&to->format, part);
		else if (slice_eq(name, SLICE("days")))
			what = read_range(to, part);
		else
			what = "behind the address may stand ,set=SET "
			       ",format=FORMAT ,days=A..B";
		if (what != NULL)
			return what;
	}
	if (to->format.len == 0)
		buf_add(&to->format, SLICE("oai_dc"));
	return NULL;
}

/* ISO 3297: 1234-567X */
const char *
read_issn(struct request *to, struct slice value)
{
	buf_add(&to->value, value);
	return value.len == 9 && value.ptr[4] == '-' && is_made_of(value, "-")
	               ? NULL
	               : "not an ISSN (1234-567X)";
}

static bool
is_number(struct slice s)
{
	size_t n = 0;

	while (n < s.len && ascii_digit(s.ptr[n]))
		n++;
	return n > 0 && n == s.len;
}

/* ID/items, or ID/items/VERSION.. for what has changed since then. */
const char *
read_library(struct request *to, struct slice value)
{
	static const char wrong[] =
		"not a library (ID/items, ID/items/VERSION..)";
	struct slice id, items;

	slice_cut(&value, '/', &id);
	if (!is_number(id) || !slice_cut(&value, '/', &items) ||
		!slice_eq(items, SLICE("items")))
		return wrong;
	buf_add(&to->value, id);
	if (value.ptr == NULL)
		return NULL;
	if (!slice_ends(value, SLICE("..")))
		return wrong;
	value.len -= 2;
	buf_add(&to->set, value);
	return is_number(value) ? NULL : wrong;
}

const char *
read_doi_and_mail(struct request *to, struct slice value)
{
	const char *mail = getenv("SHEAF_MAILTO");

	if (mail == NULL || mail[0] == '\0')
		return "Unpaywall wants a mail address: set SHEAF_MAILTO";
	return read_paper(to, value);
}
