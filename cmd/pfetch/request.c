#include <inttypes.h>

#include "json.h"
#include "request.h"
#include "service.h"

/*
 * Huggingface.co cuts lists at 50 without a word unless `limit` is given, says
 * no total, and numbers pages from 0.
 */
enum { PAGE_SIZE = 100, NEWEST = 100 };

struct form {
	const char *name; /* all of the request; its front if READ is there */
	const char *(*read)(struct slice text, int64_t now, struct request *to);
	const struct service *service;
	const char *address; /* in front of the value that is read */
	uint64_t max;        /* results unless -n is given; 0: all */
};

/* DAY or A..B, where B may be left out. */
static const char *
read_days(struct slice text, int64_t now, struct request *to)
{
	const char *dots = slice_find(text, SLICE(".."));
	struct slice first = text, last = text;
	struct date end;
	int64_t end_day;

	if (dots != NULL) {
		first = slice_first(text, (size_t)(dots - text.ptr));
		last = slice_from(text, first.len + 2);
		if (first.len == 0)
			return "a range needs its first day";
		if (last.len == 0)
			last = SLICE("today");
	}
	if (!date_read_user(first, now, &to->value) ||
		!date_read_user(last, now, &end) ||
		!date_to_day(date_slice(&to->value), &to->day) ||
		!date_to_day(date_slice(&end), &end_day))
		return "not a day (YYYY-MM-DD, today, yesterday, -7d) or a "
		       "range of days (A..B)";
	if (end_day < to->day)
		return "the range ends before it begins";
	to->more = end_day - to->day;
	return NULL;
}

static const char *
read_week(struct slice text, int64_t now, struct request *to)
{
	int64_t day;

	if (!date_read_week(text, &day) &&
		(!date_read_user(text, now, &to->value) ||
			!date_to_day(date_slice(&to->value), &day)))
		return "not a week (2025-W36) or a day in it";
	to->value = date_week_of_day(day);
	return NULL;
}

static const char *
read_month(struct slice text, int64_t now, struct request *to)
{
	enum { MONTH_LEN = sizeof("2025-09") - 1 };

	if (text.len == MONTH_LEN && date_valid(text))
		memcpy(to->value.text, text.ptr, MONTH_LEN);
	else if (!date_read_user(text, now, &to->value))
		return "not a month (2025-09) or a day in it";
	to->value.text[MONTH_LEN] = '\0';
	return NULL;
}

#define LIST "/api/daily_papers?"

static const struct form forms[] = {
	{"hf:daily",    NULL,       &service_hf, LIST,                 NEWEST},
	{"hf:daily/",   read_days,  &service_hf, LIST "date=",         0     },
	{"hf:week/",    read_week,  &service_hf, LIST "week=",         0     },
	{"hf:month/",   read_month, &service_hf, LIST "month=",        0     },
	{"hf:trending", NULL,       &service_hf, LIST "sort=trending", NEWEST},
};

static const char *
read_list(struct request *request, int64_t now, uint64_t max)
{
	for (size_t i = 0; i < COUNT(forms); i++) {
		const struct form *form = &forms[i];
		struct slice name = slice_of(form->name);

		if (form->read == NULL ? !slice_eq(request->text, name)
				       : !slice_starts(request->text, name))
			continue;
		request->form = form;
		request->left = max != 0         ? max
		                : form->max != 0 ? form->max
		                                 : UINT64_MAX;
		return form->read == NULL
		               ? NULL
		               : form->read(slice_from(request->text, name.len),
					 now, request);
	}
	return "not a request that is known: see sheaf-pfetch(1)";
}

static bool
is_file(struct slice text)
{
	return slice_eq(text, SLICE("-")) || slice_starts(text, SLICE("/")) ||
	       slice_starts(text, SLICE("./")) ||
	       slice_starts(text, SLICE("../"));
}

static bool
is_address(struct slice text)
{
	return slice_starts_nocase(text, SLICE("https://")) ||
	       slice_starts_nocase(text, SLICE("http://"));
}

/* No address has a blank or a control in it (RFC 3986), and a header would. */
static bool
is_printable(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] <= ' ' || text.ptr[i] == 0x7F)
			return false;
	return true;
}

const char *
request_read(
	struct request *request, struct slice text, int64_t now, uint64_t max)
{
	*request = (struct request){.text = text, .kind = REQUEST_FILE};
	if (is_file(text))
		return memchr(text.ptr, '\0', text.len) == NULL
		               ? NULL
		               : "a NUL byte in the name of a file";
	request->kind = REQUEST_ADDRESS;
	if (is_address(text))
		return is_printable(text) ? NULL : "a blank in an address";
	request->kind = REQUEST_LIST;
	return read_list(request, now, max);
}

/*
 * How many results the next page is to have: not more than are wanted, and a
 * size that divides the offset, because pages are asked for by their number.
 */
static uint64_t
page_size(uint64_t offset, uint64_t left)
{
	uint64_t size = left < PAGE_SIZE ? left : PAGE_SIZE;

	while (offset % size != 0)
		size--;
	return size;
}

bool
request_url(struct request *request, struct buf *url)
{
	const struct form *form = request->form;

	buf_reset(url);
	if (request->ended)
		return false;
	if (form == NULL) {
		buf_add(url, request->text);
		return true;
	}
	request->size = page_size(request->offset, request->left);
	buf_add(url, service_base(form->service));
	buf_add(url, slice_of(form->address));
	buf_add(url, date_slice(&request->value));
	if (!slice_ends(buf_slice(url), SLICE("?")))
		buf_char(url, '&');
	buf_format(url, "limit=%" PRIu64 "&p=%" PRIu64, request->size,
		request->offset / request->size);
	return true;
}

static uint64_t
count_items(struct slice body)
{
	struct slice rest;
	struct json list = json_value(body, &rest), key, value;
	struct json_iter it = json_iter(list);
	uint64_t count = 0;

	while (list.type == JSON_ARRAY && json_next(&it, &key, &value))
		count++;
	return count;
}

static void
next_list(struct request *request)
{
	request->ended = request->more == 0 || request->left == 0;
	if (request->ended)
		return;
	request->more--;
	request->value = date_of_day(++request->day);
	request->offset = 0;
}

const char *
request_next(struct request *request, struct slice body)
{
	uint64_t count, page;

	if (request->form == NULL) {
		request->ended = true;
		return NULL;
	}
	count = count_items(body);
	page = slice_hash(body);
	if (count > 0 && request->offset > 0 && page == request->page) {
		next_list(request);
		return "the page before once more: the list has no end";
	}
	request->page = page;
	request->left -= count < request->left ? count : request->left;
	if (count >= request->size && request->left > 0)
		request->offset += request->size;
	else
		next_list(request);
	return NULL;
}
