#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "address.h"
#include "form.h"
#include "ident.h"
#include "json.h"
#include "mem.h"
#include "next.h"
#include "percent.h"

struct request *
request_new(void)
{
	return mem_zero(1, sizeof(struct request));
}

/* Everything that grows: kept from one request to the next. */
static struct buf *
buffer(struct request *request, size_t i)
{
	struct buf *const all[] = {&request->text, &request->wrong,
		&request->value, &request->set, &request->format,
		&request->names, &request->ids, &request->theirs,
		&request->missing, &request->post, &request->cursor,
		&request->address};

	return i < COUNT(all) ? all[i] : NULL;
}

/* Takes VERSION and the prefix off: what the service has for our id. */
static bool
add_theirs(
	const struct form *form, struct slice id, int version, struct buf *to)
{
	const struct known_id *known = form->ids;

	while (known->ours != NULL &&
		(known->kind == ID_NUMBER ||
			!slice_starts(id, slice_of(known->ours))))
		known++;
	if (known->ours == NULL)
		return false;
	buf_add(to, slice_of(known->theirs));
	buf_add(to, slice_from(id, strlen(known->ours)));
	if (known->kind == ID_VERSION && version > 0)
		buf_format(to, "v%d", version);
	return true;
}

/* Theirs is in the value. */
static void
add_paper(struct request *request, struct slice id, int version)
{
	buf_add(&request->theirs, buf_slice(&request->value));
	buf_char(&request->theirs, '\n');
	buf_add(&request->ids, id);
	if (version > 0)
		buf_format(&request->ids, "v%d", version);
	buf_char(&request->ids, '\n');
	request->asked = (struct run){0, ++request->count};
}

bool
request_add_id(struct request *request, struct slice id, int version)
{
	if (!add_theirs(request->form, id, version, &request->value))
		return false;
	add_paper(request, id, version);
	return true;
}

static bool
is_number(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!ascii_digit(s.ptr[i]))
			return false;
	return s.len > 0;
}

bool
request_add_number(struct request *request, struct slice id)
{
	const struct known_id *known = request->form->ids;

	for (; known->ours != NULL; known++) {
		struct slice ours = slice_of(known->ours);

		if (known->kind != ID_NUMBER ||
			!slice_starts_nocase(id, ours) ||
			!is_number(slice_from(id, ours.len)))
			continue;
		buf_add(&request->value, slice_of(known->theirs));
		buf_add(&request->value, slice_from(id, ours.len));
		add_paper(request, id, 0);
		return true;
	}
	return false;
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

/*
 * Is it the address of a file or of an answer of an API? These are wanted
 * themselves, although an id can be read from them.
 */
static bool
is_content(struct slice url)
{
	static const char *const paths[] = {"/pdf", "/html/", "/ps/",
		"/format/", "/e-print/", "/src/", "/api/", "/graph/"};
	static const char *const ends[] = {
		".pdf", ".bib", ".xml", ".md", ".ris", ".nt"};
	struct slice path = address_path(url);

	if (!is_address(url))
		return false;
	for (size_t i = 0; i < COUNT(paths); i++)
		if (slice_starts(path, slice_of(paths[i])))
			return true;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (slice_ends_nocase(path, slice_of(ends[i])))
			return slice_find(url, SLICE("doi.org/")) == NULL;
	return false;
}

/* An id by itself, or the page of a paper at a service that is known. */
static bool
read_bare(struct request *request, struct slice text)
{
	struct buf id = {0};
	int version;
	bool known = false;

	if (!is_content(text) && ident_read(text, &id, &version)) {
		request->form = form_of_id(buf_slice(&id));
		known = request->form != NULL &&
		        request_add_id(request, buf_slice(&id), version);
	}
	buf_free(&id);
	return known;
}

static const char *
read_address(struct request *request, struct slice text)
{
	/* What an address may have in it is left as it is: RFC 3986, 2. */
	static const char keep[] = "%:/?#[]@!$&'()*+,;=|";
	struct slice path = address_path(text);

	request->kind = REQUEST_ADDRESS;
	buf_add(&request->address, slice_first(text, text.len - path.len));
	percent_add(&request->address, path, keep);
	return is_printable(text) ? NULL : "a blank in an address";
}

/* `url:` is what papers have that have no better id: sheaf(5). */
static const struct slice pages[] = {SLICE_INIT("page:"), SLICE_INIT("url:")};

/* What may have been meant by TEXT, which is no request. */
static const char *
explain(struct request *request, struct slice text)
{
	struct slice rest = text, service;
	struct buf *wrong = &request->wrong;

	if (slice_trim(text).len == 0)
		return "an empty request";
	if (slice_starts(text, pages[0]))
		return "behind page: has to be an address (https://...)";
	if (slice_find(text, SLICE("://")) != NULL &&
		!slice_starts(text, SLICE("oai:")))
		return "only http:// and https:// can be fetched";
	if (access(buf_string(&request->text), F_OK) == 0)
		return "not a request; a file is written with ./ before it";
	buf_add(wrong,
		SLICE("not a request that is known: see sheaf-pfetch(1)"));
	if (slice_cut(&rest, ':', &service) && rest.ptr != NULL) {
		size_t len = wrong->len;

		buf_add(wrong, SLICE("; there are"));
		if (!form_names(slice_first(text, service.len + 1), wrong))
			wrong->len = len;
	}
	return buf_string(wrong);
}

const char *
request_read(
	struct request *request, struct slice text, int64_t now, uint64_t max)
{
	struct request old = *request;
	const char *what = NULL;
	struct slice value;
	struct buf *buf;

	*request = (struct request){.now = now, .kind = REQUEST_FILE};
	for (size_t i = 0; (buf = buffer(request, i)) != NULL; i++) {
		*buf = *buffer(&old, i);
		buf_reset(buf);
	}
	buf_add(&request->text, text);
	text = buf_slice(&request->text);
	if (is_file(text)) {
		buf_add(&request->address, text);
		return memchr(text.ptr, '\0', text.len) == NULL
		               ? NULL
		               : "a NUL byte in the name of a file";
	}
	for (size_t i = 0; i < COUNT(pages); i++)
		if (slice_starts(text, pages[i]) &&
			is_address(slice_from(text, pages[i].len)))
			return read_address(
				request, slice_from(text, pages[i].len));
	request->kind = REQUEST_LIST;
	request->form = form_find(text, &value);
	if (request->form != NULL)
		what = request->form->read(request, value);
	else if (is_address(text) && !is_printable(text))
		return "a blank in an address";
	else if (!read_bare(request, text))
		return is_address(text) ? read_address(request, text)
		                        : explain(request, text);
	if (what == NULL)
		request_begin(request, max);
	return what;
}

enum request_kind
request_kind(const struct request *request)
{
	return request->kind;
}

struct slice
request_text(const struct request *request)
{
	return buf_slice(&request->text);
}

bool
request_join(struct request *request, const struct request *more)
{
	const struct form *form = request->form, *other = more->form;

	if (form == NULL || other == NULL || form->several == NULL ||
		other->several == NULL ||
		!slice_eq(slice_of(form->several), slice_of(other->several)) ||
		request->count + more->count > form->together)
		return false;
	/* A list of values cannot have a comma in one of them. */
	if (form->between != NULL && (memchr(request->theirs.ptr, ',',
					      request->theirs.len) != NULL ||
					     memchr(more->theirs.ptr, ',',
						     more->theirs.len) != NULL))
		return false;
	buf_add(&request->ids, buf_slice(&more->ids));
	buf_add(&request->theirs, buf_slice(&more->theirs));
	request->count += more->count;
	request->asked.count = request->count;
	return true;
}

/* The lines of LINES that RUN names, with BETWEEN between them. */
static void
add_run(struct buf *to, const struct buf *lines, struct run run,
	const char *between, const char *keep)
{
	struct slice rest = buf_slice(lines), line;

	for (size_t i = 0; i < run.first; i++)
		slice_cut(&rest, '\n', &line);
	for (size_t i = 0; i < run.count && slice_cut(&rest, '\n', &line);
		i++) {
		if (i > 0)
			buf_add(to, slice_of(between));
		percent_add(to, line, keep);
	}
}

static void
add_environment(struct buf *to, const char *variable)
{
	const char *value = getenv(variable);

	if (value != NULL)
		percent_add(to, slice_of(value), "@");
}

/* The present one of the names that have a list each. */
static void
add_name(struct buf *to, const struct request *request)
{
	struct slice rest, name;

	rest = slice_from(buf_slice(&request->names), request->name_at);
	slice_cut(&rest, '+', &name);
	buf_add(to, name);
}

enum place {
	V, /* the value, or the first paper */
	Q, /* the query */
	RAW,
	IDS,
	COUNT_OF_IDS,
	SET,
	FORMAT,
	NAME,
	DAY,
	FROM,
	UNTIL,
	OFFSET, /* from 0 */
	PAGE,   /* from 0 */
	PAGE1,
	TURN1,
	SIZE,
	CURSOR,
	MAIL,
};

static const struct {
	struct slice name;
	enum place place;
} places[] = {
	{SLICE_INIT("v"),      V           },
	{SLICE_INIT("q"),      Q           },
	{SLICE_INIT("raw"),    RAW         },
	{SLICE_INIT("ids"),    IDS         },
	{SLICE_INIT("count"),  COUNT_OF_IDS},
	{SLICE_INIT("set"),    SET         },
	{SLICE_INIT("format"), FORMAT      },
	{SLICE_INIT("name"),   NAME        },
	{SLICE_INIT("day"),    DAY         },
	{SLICE_INIT("from"),   FROM        },
	{SLICE_INIT("until"),  UNTIL       },
	{SLICE_INIT("offset"), OFFSET      },
	{SLICE_INIT("page"),   PAGE        },
	{SLICE_INIT("page1"),  PAGE1       },
	{SLICE_INIT("turn1"),  TURN1       },
	{SLICE_INIT("size"),   SIZE        },
	{SLICE_INIT("cursor"), CURSOR      },
	{SLICE_INIT("mail"),   MAIL        },
};

static void
add_number(struct buf *to, uint64_t number)
{
	buf_format(to, "%" PRIu64, number);
}

static void
add_place(struct buf *to, const struct request *request, enum place place)
{
	/* Of a value, what the parts of it are parted by. */
	static const char parts[] = ":/,";
	struct run one = {request->asked.first, 1};
	struct date day;

	switch (place) {
	case V:
		if (request->count > 0)
			add_run(to, &request->theirs, one, "", parts);
		else
			percent_add(to, buf_slice(&request->value), parts);
		break;
	case Q: percent_add(to, buf_slice(&request->value), ":*"); break;
	case RAW: buf_add(to, buf_slice(&request->value)); break;
	case IDS:
		add_run(to, &request->theirs, request->asked,
			request->form->between, ":/");
		break;
	case COUNT_OF_IDS: add_number(to, request->asked.count); break;
	case SET: percent_add(to, buf_slice(&request->set), ":"); break;
	case FORMAT: percent_add(to, buf_slice(&request->format), ""); break;
	case NAME: add_name(to, request); break;
	case DAY:
		day = date_of_day(request->day);
		buf_add(to, date_slice(&day));
		break;
	case FROM: buf_add(to, date_slice(&request->from)); break;
	case UNTIL: buf_add(to, date_slice(&request->until)); break;
	case OFFSET: add_number(to, request->offset); break;
	case PAGE: add_number(to, request->offset / next_size(request)); break;
	case PAGE1:
		add_number(to, request->offset / next_size(request) + 1);
		break;
	case TURN1: add_number(to, request->turn + 1); break;
	case SIZE: add_number(to, next_size(request)); break;
	case CURSOR: percent_add(to, buf_slice(&request->cursor), "*"); break;
	case MAIL: add_environment(to, "SHEAF_MAILTO"); break;
	}
}

/* Adds what {NAME} stands for; false if that is nothing. */
static bool
add_named(struct buf *to, const struct request *request, struct slice name)
{
	size_t len = to->len;

	for (size_t i = 0; i < COUNT(places); i++)
		if (slice_eq(places[i].name, name))
			add_place(to, request, places[i].place);
	return to->len > len;
}

static void
expand(struct buf *to, const struct request *request, const char *template)
{
	struct slice rest = slice_of(template), name;
	size_t optional = 0;
	bool all = true;

	while (rest.len > 0) {
		char c = rest.ptr[0];

		rest = slice_from(rest, 1);
		if (c == '{') {
			slice_cut(&rest, '}', &name);
			all = add_named(to, request, name) && all;
		} else if (c == '[') {
			optional = to->len;
			all = true;
		} else if (c == ']') {
			if (!all)
				to->len = optional;
		} else {
			buf_char(to, c);
		}
	}
}

static const char *
template_of(const struct request *request)
{
	const struct form *form = request->form;

	if (request->asked.count > 1)
		return form->several;
	return form->more != NULL && request->turn > 0 ? form->more : form->url;
}

bool
request_url(const struct request *request, struct buf *url)
{
	struct buf address = {0};

	buf_reset(url);
	if (request->ended)
		return false;
	if (request->address.len > 0) {
		buf_add(url, buf_slice(&request->address));
		return true;
	}
	expand(&address, request, template_of(request));
	service_address(buf_slice(&address), url);
	buf_free(&address);
	return true;
}

bool
request_lasts(const struct request *request)
{
	return request->form == NULL || request->form->lasts;
}

bool
request_is_harvest(const struct request *request)
{
	return request->form != NULL && request->form->paging != NULL &&
	       request->form->paging->kind == PAGING_TOKEN;
}

struct slice
request_accept(const struct request *request)
{
	const struct form *form = request->form;

	return slice_of(
		form == NULL || form->accept == NULL ? "" : form->accept);
}

struct slice
request_post(struct request *request)
{
	struct slice rest = buf_slice(&request->theirs), line;
	struct run run = request->asked;
	struct buf *post = &request->post;

	buf_reset(post);
	if (request->form == NULL || !request->form->post || run.count < 2)
		return SLICE("");
	buf_add(post, SLICE("{\"ids\":["));
	for (size_t i = 0; i < run.first + run.count; i++) {
		slice_cut(&rest, '\n', &line);
		if (i < run.first)
			continue;
		if (i > run.first)
			buf_char(post, ',');
		json_quote(post, line);
	}
	buf_add(post, SLICE("]}"));
	return buf_slice(post);
}

/* HTML, Living Standard, 13.1.1 and 13.1.2. */
static bool
is_web_page(struct slice body)
{
	body = slice_trim(body);
	return slice_starts_nocase(body, SLICE("<!doctype html")) ||
	       slice_starts_nocase(body, SLICE("<html"));
}

enum request_page
request_next(struct request *request, struct slice body, struct slice link,
	uint64_t total, const char **what)
{
	const struct form *form = request->form;

	if (form == NULL) {
		request->ended = true;
		return REQUEST_PAGE;
	}
	/* A text that is not there, a wall against robots: with status 200. */
	if (form->accept != NULL && !form->page && is_web_page(body)) {
		request->ended = true;
		buf_reset(&request->wrong);
		buf_format(&request->wrong, "a web page in place of %s",
			form->accept);
		*what = buf_string(&request->wrong);
		return REQUEST_BROKEN;
	}
	request->answered = request->asked;
	return next_page(request, body, link, total, what);
}

void
request_give_up(struct request *request)
{
	next_list(request);
}

bool
request_halve(struct request *request)
{
	if (request->asked.count < 2)
		return false;
	request->asked.count = (request->asked.count + 1) / 2;
	return true;
}

bool
request_missing(struct request *request, struct slice body, size_t *at,
	struct slice *id)
{
	const struct form *form = request->form;
	struct slice rest;

	if (form == NULL || form->find_missing == NULL)
		return false;
	if (*at == 0) {
		buf_reset(&request->missing);
		form->find_missing(request, body);
	}
	rest = slice_from(buf_slice(&request->missing), *at);
	if (rest.len == 0)
		return false;
	slice_cut(&rest, '\n', id);
	*at += id->len + 1;
	return true;
}
