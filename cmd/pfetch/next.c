#include "next.h"
#include "date.h"
#include "form.h"
#include "json.h"
#include "service.h"
#include "utf8.h"

enum { DAY = sizeof("2025-09-05") - 1 };

/* Are the pages of FORM asked for by their number? */
static bool
by_number(const struct form *form)
{
	return strstr(form->url, "{page") != NULL;
}

uint64_t
next_size(const struct request *request)
{
	const struct form *form = request->form;
	uint64_t most = form->size > 0 ? form->size : UINT64_MAX;
	uint64_t size = request->left < most ? request->left : most;

	if (form->ceiling > 0 && size > form->ceiling - request->offset)
		size = form->ceiling - request->offset;
	if (size == 0)
		return 1;
	/* A page by its number has to be of a size that divides the offset. */
	while (by_number(form) && request->offset % size != 0)
		size--;
	return size;
}

struct json
find_path(struct slice body, const char *path)
{
	struct slice rest = slice_of(path), part;
	struct json value = json_value(body, &body), key, first;

	while (rest.len > 0 && slice_cut(&rest, '.', &part)) {
		struct json_iter it = json_iter(value);

		if (value.type != JSON_ARRAY)
			value = json_get(value, part);
		else if (json_next(&it, &key, &first))
			value = first;
		else
			value = (struct json){0};
	}
	return value;
}

/* Does TAG, which begins with `<`, open an element NAME, with any prefix? */
static bool
opens(struct slice tag, struct slice name)
{
	struct slice rest = slice_from(tag, 1);
	size_t prefix = 0;

	while (prefix < rest.len && ascii_alnum(rest.ptr[prefix]))
		prefix++;
	if (prefix < rest.len && rest.ptr[prefix] == ':')
		rest = slice_from(rest, prefix + 1);
	return slice_starts(rest, name) && rest.len > name.len &&
	       (ascii_space(rest.ptr[name.len]) || rest.ptr[name.len] == '>' ||
		       rest.ptr[name.len] == '/');
}

/* Goes on in BODY to the next element NAME, and puts its tag, as far as `>`, in
 * TAG and its text in TEXT. */
static bool
next_tag(struct slice *body, struct slice name, struct slice *tag,
	struct slice *text)
{
	const char *at;

	while (body->len > 0 &&
		(at = memchr(body->ptr, '<', body->len)) != NULL) {
		struct slice rest = slice_from(*body, (size_t)(at - body->ptr));

		*body = slice_from(rest, 1);
		if (!opens(rest, name))
			continue;
		slice_cut(&rest, '>', tag);
		*text = SLICE("");
		if (rest.ptr != NULL && !slice_ends(*tag, SLICE("/")))
			slice_cut(&rest, '<', text);
		return true;
	}
	return false;
}

static bool
next_element(struct slice *body, struct slice name, struct slice *text)
{
	struct slice tag;

	return next_tag(body, name, &tag, text);
}

bool
find_element(struct slice *body, struct slice name, struct slice *whole,
	struct slice *text)
{
	struct buf close = {0};
	struct slice tag, rest;
	const char *end = NULL;
	size_t len = 1;

	if (!next_tag(body, name, &tag, text))
		return false;
	while (len < tag.len && !ascii_space(tag.ptr[len]))
		len++; /* the name with its prefix */
	buf_add(&close, SLICE("</"));
	buf_add(&close, slice_from(slice_first(tag, len), 1));
	buf_char(&close, '>');
	end = slice_find(*body, buf_slice(&close));
	if (end != NULL) {
		rest = slice_from(*body, (size_t)(end - body->ptr) + close.len);
		*whole = (struct slice){tag.ptr, (size_t)(rest.ptr - tag.ptr)};
		*body = rest;
	}
	buf_free(&close);
	return end != NULL;
}

/* The text of the last element NAME: it is near the end. */
static struct slice
last_element(struct slice body, struct slice name)
{
	struct slice text = SLICE("");

	for (size_t at = body.len; at-- > 0;) {
		struct slice rest = slice_from(body, at);

		if (body.ptr[at] != '<' || !opens(rest, name))
			continue;
		next_element(&rest, name, &text);
		break;
	}
	return slice_trim(text);
}

static uint64_t
count_items(struct slice body, const char *items)
{
	struct json list, key, value;
	struct json_iter it;
	struct slice text;
	uint64_t count = 0;

	if (items[0] == '<') {
		while (next_element(&body, slice_of(items + 1), &text))
			count++;
		return count;
	}
	list = find_path(body, items);
	it = json_iter(list);
	if (list.type == JSON_OBJECT)
		return 1; /* DBLP: one is not in an array */
	while (list.type == JSON_ARRAY && json_next(&it, &key, &value))
		count++;
	return count;
}

/* The number at the front of TEXT, or 0. */
static uint64_t
number_of(struct slice text)
{
	uint64_t number = 0;

	for (size_t i = 0; i < text.len && ascii_digit(text.ptr[i]); i++)
		if (number < UINT64_MAX / 100)
			number = number * 10 + (uint64_t)(text.ptr[i] - '0');
	return number;
}

/* A number is a number, or a string that holds one. */
static uint64_t
number_at(struct slice body, const char *where)
{
	struct slice text;
	const char *mark;

	if (where[0] == '<')
		return next_element(&body, slice_of(where + 1), &text)
		               ? number_of(slice_trim(text))
		               : 0;
	if (where[0] == '=') {
		text = slice_of(where + 1);
		mark = slice_find(body, text);
		if (mark == NULL)
			return 0;
		return number_of(
			slice_from(body, (size_t)(mark - body.ptr) + text.len));
	}
	text = find_path(body, where).raw;
	if (slice_starts(text, SLICE("\"")))
		text = slice_from(text, 1);
	return number_of(text);
}

static void
begin_list(struct request *request)
{
	const struct paging *paging = request->form->paging;

	request->offset = request->turn = request->page = 0;
	request->total = request->came = 0;
	request->doubted = false;
	buf_reset(&request->address);
	buf_reset(&request->cursor);
	if (paging != NULL && paging->first != NULL)
		buf_add(&request->cursor, slice_of(paging->first));
}

void
request_begin(struct request *request, uint64_t max)
{
	const struct form *form = request->form;

	request->left = max != 0         ? max
	                : form->max != 0 ? form->max
	                                 : UINT64_MAX;
	request->lists = 0;
	request->latest = (struct date){0};
	request->in_order = true;
	request->restarts = 0;
	begin_list(request);
}

/* The next list of a request for one for each name and day. */
static bool
more_lists(struct request *request)
{
	struct slice names = buf_slice(&request->names), name;
	struct slice rest = slice_from(names, request->name_at);

	request->lists++;
	slice_cut(&rest, '+', &name);
	if (rest.ptr != NULL) {
		request->name_at = (size_t)(rest.ptr - names.ptr);
		return true;
	}
	request->name_at = 0;
	if (request->days == 0)
		return false;
	request->days--;
	request->day++;
	return true;
}

/* What was not in the batch that was halved. */
static bool
more_papers(struct request *request)
{
	struct run *asked = &request->asked;

	asked->first += asked->count;
	asked->count = request->count - asked->first;
	return asked->count > 0;
}

static enum request_page
end_list(struct request *request)
{
	if (request->left == 0 || !(request->count > 0 ? more_papers(request)
						       : more_lists(request)))
		request->ended = true;
	else
		begin_list(request);
	return REQUEST_PAGE;
}

/* The page cannot be used, and none comes behind it: WHY. */
static enum request_page
broken(struct request *request, const char **what, const char *why)
{
	request->ended = true;
	*what = why;
	return REQUEST_BROKEN;
}

/* The page can be used, and what comes behind it cannot be had: WHY. */
static enum request_page
last(struct request *request, const char **what, const char *why)
{
	request->ended = true;
	*what = why;
	return REQUEST_LAST;
}

static enum request_page
go_on(struct request *request, const char **what)
{
	unsigned ceiling = request->form->ceiling;

	request->turn++;
	if (ceiling == 0 || request->offset < ceiling)
		return REQUEST_PAGE;
	buf_reset(&request->wrong);
	buf_format(&request->wrong,
		"there is more, but the service gives only the first %u",
		ceiling);
	return last(request, what, buf_string(&request->wrong));
}

/* Is BODY the page before? The server does not hear where we are. */
static bool
is_same_page(struct request *request, struct slice body)
{
	uint64_t page = slice_hash(body);
	bool same = request->turn > 0 && page == request->page;

	request->page = page;
	return same;
}

static enum request_page
next_by_count(struct request *request, uint64_t items, const char **what)
{
	const struct paging *paging = request->form->paging;
	uint64_t size = next_size(request), total = request->total;

	if (items == 0 && request->offset < total)
		return REQUEST_AGAIN;
	if (items == 0 && request->offset == 0 && paging->doubtful &&
		!request->doubted) {
		request->doubted = true;
		return REQUEST_AGAIN;
	}
	request->left -= items < request->left ? items : request->left;
	request->offset += by_number(request->form) ? size : items;
	if (request->left == 0 || items == 0 ||
		(paging->kind == PAGING_TOTAL ? request->offset >= total
					      : items < size))
		return end_list(request);
	return go_on(request, what);
}

static enum request_page
next_by_cursor(struct request *request, struct slice body, uint64_t items,
	const char **what)
{
	const struct paging *paging = request->form->paging;
	struct json value = find_path(body, paging->where);
	bool ends = items == 0 ||
	            (paging->short_ends && items < next_size(request));
	struct buf cursor = {0};
	bool repeats;

	if (value.type == JSON_STRING)
		json_text_add(value, &cursor);
	else if (value.type == JSON_NUMBER)
		buf_add(&cursor, value.raw);
	repeats = slice_eq(buf_slice(&cursor), buf_slice(&request->cursor));
	ends = ends || cursor.len == 0 ||
	       (repeats && paging->repeat == REPEAT_ENDS);
	buf_reset(&request->cursor);
	buf_add(&request->cursor, buf_slice(&cursor));
	buf_free(&cursor);
	request->left -= items < request->left ? items : request->left;
	request->offset += items;
	if (ends || request->left == 0)
		return end_list(request);
	if (repeats && paging->repeat == REPEAT_BROKEN)
		return last(request, what, "the token repeats");
	return go_on(request, what);
}

static enum request_page
next_by_link(struct request *request, struct slice link, uint64_t items,
	const char **what)
{
	struct buf here = {0};
	bool same, ours;

	request->left -= items < request->left ? items : request->left;
	if (link.len == 0 && request->left > 0 &&
		request->came < request->total)
		return last(
			request, what, "the list ends before its last result");
	if (link.len == 0 || request->left == 0)
		return end_list(request);
	request_url(request, &here);
	same = slice_eq(buf_slice(&here), link);
	ours = service_has(buf_slice(&here), link);
	buf_free(&here);
	if (same)
		return last(request, what, "the token repeats");
	if (!ours)
		return last(request, what,
			"the next page is not at the same service");
	buf_reset(&request->address);
	buf_add(&request->address, link);
	return go_on(request, what);
}

/* Adds the character that the entity NAME stands for (XML 1.0, 4.6 and 4.1). */
static bool
add_entity(struct buf *to, struct slice name)
{
	static const struct {
		struct slice name;
		char c;
	} entities[] = {
		{SLICE_INIT("amp"),  '&' },
		{SLICE_INIT("lt"),   '<' },
		{SLICE_INIT("gt"),   '>' },
		{SLICE_INIT("quot"), '"' },
		{SLICE_INIT("apos"), '\''},
	};
	char text[4];

	for (size_t i = 0; i < COUNT(entities); i++)
		if (slice_eq(name, entities[i].name)) {
			buf_char(to, entities[i].c);
			return true;
		}
	if (slice_starts(name, SLICE("#"))) {
		uint64_t c = number_of(slice_from(name, 1));

		if (c >= ' ' && c < 0x7F) {
			buf_add(to, (struct slice){text,
					    utf8_encode((uint32_t)c, text)});
			return true;
		}
	}
	return false;
}

/* Entities undone, once. */
static void
add_text(struct buf *to, struct slice text)
{
	while (text.len > 0) {
		const char *end = text.ptr[0] == '&'
		                          ? slice_find(text, SLICE(";"))
		                          : NULL;

		if (end != NULL &&
			add_entity(to,
				slice_from(slice_first(text,
						   (size_t)(end - text.ptr)),
					1))) {
			text = slice_from(text, (size_t)(end - text.ptr) + 1);
			continue;
		}
		buf_char(to, text.ptr[0]);
		text = slice_from(text, 1);
	}
}

/* Keeps the day of the latest datestamp, and whether they grow. To the day, as
 * every repository can be asked for days (OAI-PMH 2.0, 3.3.1). */
static void
note_datestamps(struct request *request, struct slice body)
{
	struct date *latest = &request->latest;
	struct slice text;

	while (next_element(&body, SLICE("datestamp"), &text)) {
		text = slice_first(slice_trim(text), DAY);
		if (text.len < DAY || !date_valid(text))
			continue;
		if (slice_compare(text, date_slice(latest)) < 0) {
			request->in_order = false;
			continue;
		}
		memcpy(latest->text, text.ptr, DAY);
		latest->text[DAY] = '\0';
	}
}

/* The list from the day of the latest datestamp on, which may have been cut in
 * half; from where it began if that day says nothing. */
static void
begin_at_latest(struct request *request)
{
	if (slice_compare(date_slice(&request->latest),
		    date_slice(&request->from)) > 0)
		request->from = request->latest;
	begin_list(request);
}

/* The service has forgotten the harvest. Where the days do not grow, any may
 * be missing, and it begins anew. One that does not get further ends. */
static enum request_page
restart(struct request *request, const char **what)
{
	bool further =
		request->in_order && slice_compare(date_slice(&request->latest),
					     date_slice(&request->from)) > 0;

	request->restarts = further ? 0 : request->restarts + 1;
	if (request->restarts > 1)
		return broken(request, what, "the token has expired");
	if (further)
		begin_at_latest(request);
	else
		begin_list(request);
	return REQUEST_STEP;
}

/* Finds the code of the first error in BODY (OAI-PMH 2.0, 3.6), and its text,
 * if there is one. */
static bool
find_error(struct slice body, struct slice *code, struct slice *text)
{
	struct slice tag, quote;
	const char *at;

	if (!next_tag(&body, SLICE("error"), &tag, text) ||
		(at = slice_find(tag, SLICE("code="))) == NULL)
		return false;
	tag = slice_from(tag, (size_t)(at - tag.ptr) + 5);
	quote = slice_first(tag, 1);
	if (!slice_eq(quote, SLICE("\"")) && !slice_eq(quote, SLICE("'")))
		return false;
	tag = slice_from(tag, 1);
	return slice_cut(&tag, quote.ptr[0], code) && code->len > 0;
}

bool
request_answered(const struct request *request, struct slice body)
{
	struct slice code, text;

	return request_is_harvest(request) && find_error(body, &code, &text);
}

/* An error in place of a page: that there are no records is none. */
static enum request_page
next_by_error(struct request *request, struct slice code, struct slice text,
	const char **what)
{
	if (slice_eq(code, SLICE("noRecordsMatch")))
		return end_list(request);
	if (slice_eq(code, SLICE("badResumptionToken")) && request->turn > 0)
		return restart(request, what);
	buf_reset(&request->wrong);
	buf_add(&request->wrong, code);
	text = slice_trim(text);
	if (text.len > 0) {
		buf_add(&request->wrong, SLICE(": "));
		add_text(&request->wrong, text);
	}
	return broken(request, what, buf_string(&request->wrong));
}

/* Reads where a page leads to. */
static void
take_token(struct request *request, struct slice body, uint64_t items)
{
	note_datestamps(request, body);
	buf_reset(&request->cursor);
	add_text(
		&request->cursor, last_element(body, SLICE("resumptionToken")));
	request->left -= items < request->left ? items : request->left;
}

static enum request_page
next_by_token(struct request *request, struct slice body, uint64_t items,
	const char **what)
{
	struct slice code, text;
	struct buf sent = {0};
	bool repeats;

	if (items == 0 && find_error(body, &code, &text))
		return next_by_error(request, code, text, what);
	buf_add(&sent, buf_slice(&request->cursor));
	take_token(request, body, items);
	repeats = slice_eq(buf_slice(&sent), buf_slice(&request->cursor));
	buf_free(&sent);
	if (request->cursor.len == 0 || request->left == 0)
		return end_list(request);
	if (repeats)
		return last(request, what, "the token repeats");
	return go_on(request, what);
}

void
request_had(struct request *request, struct slice body)
{
	uint64_t items =
		request->left == UINT64_MAX
			? 0
			: count_items(body, request->form->paging->items);

	take_token(request, body, items);
	request->turn = 1;
}

void
request_resume(struct request *request, struct slice fetched)
{
	struct slice until = date_slice(&request->until);

	if (request->left == 0)
		request->ended = true;
	if (request->cursor.len > 0)
		return;
	/* All of it was there. What came later has a later datestamp. */
	if (until.len > 0 &&
		slice_compare(until, slice_first(fetched, DAY)) < 0)
		request->ended = true;
	begin_at_latest(request);
}

/* How many results the list has, if BODY says so. */
static void
note_total(struct request *request, struct slice body, uint64_t items)
{
	const struct paging *paging = request->form->paging;
	const char *place =
		paging->kind == PAGING_TOTAL ? paging->where : paging->total;

	request->came += items;
	if (place != NULL)
		request->total = number_at(body, place);
}

/* How many lists the request has behind the present one. */
static uint64_t
lists_left(const struct request *request)
{
	struct slice names = buf_slice(&request->names), name;
	struct slice rest = slice_from(names, request->name_at);
	uint64_t count = 0, behind = 0;

	while (slice_cut(&names, '+', &name))
		count++;
	while (slice_cut(&rest, '+', &name))
		behind++;
	return behind - 1 + (uint64_t)request->days * count;
}

double
request_share(const struct request *request)
{
	uint64_t wanted = request->left;
	double share = 0;

	if (request->ended || request->form == NULL)
		return 0;
	wanted = wanted > UINT64_MAX - request->came ? UINT64_MAX
	                                             : wanted + request->came;
	if (request->total > 0 && request->total < wanted)
		wanted = request->total;
	if (wanted != UINT64_MAX && request->came < wanted)
		share = (double)request->came / (double)wanted;
	return ((double)request->lists + share) /
	       (double)(request->lists + 1 + lists_left(request));
}

enum request_page
next_page(struct request *request, struct slice body, struct slice link,
	uint64_t total, const char **what)
{
	const struct form *form = request->form;
	uint64_t items;

	if (body.len == 0 || form->paging == NULL)
		return end_list(request);
	if (form->step != NULL && request->turn == 0)
		return form->step(request, body, what);
	items = count_items(body, form->paging->items);
	note_total(request, body, items);
	if (total > 0)
		request->total = total;
	if (is_same_page(request, body) && items > 0)
		return broken(request, what,
			"the page before once more: the list has no end");
	switch (form->paging->kind) {
	case PAGING_SHORT:
	case PAGING_TOTAL: return next_by_count(request, items, what);
	case PAGING_CURSOR: return next_by_cursor(request, body, items, what);
	case PAGING_TOKEN: return next_by_token(request, body, items, what);
	case PAGING_LINK: return next_by_link(request, link, items, what);
	}
	return end_list(request);
}

void
next_list(struct request *request)
{
	end_list(request);
}

/* PubMed: the name of the search at the History server. */
enum request_page
read_esearch(struct request *request, struct slice body, const char **what)
{
	struct json wrong = find_path(body, "esearchresult.ERROR");
	struct json top = find_path(body, "error");

	if (wrong.type != JSON_STRING)
		wrong = top;
	if (wrong.type == JSON_STRING) {
		buf_reset(&request->wrong);
		json_text_add(wrong, &request->wrong);
		return broken(request, what, buf_string(&request->wrong));
	}
	request->total = number_at(body, "esearchresult.count");
	buf_reset(&request->cursor);
	json_text_add(
		find_path(body, "esearchresult.webenv"), &request->cursor);
	buf_reset(&request->set);
	json_text_add(find_path(body, "esearchresult.querykey"), &request->set);
	if (request->total == 0) {
		request->ended = true;
		return REQUEST_STEP;
	}
	if (request->cursor.len == 0 || request->set.len == 0)
		return broken(request, what,
			"the service does not say where the results are");
	request->turn++;
	return REQUEST_STEP;
}

/* Notes those of the ids whose name in the service is not HAS in BODY. */
static void
note_missing(struct request *request, struct slice body,
	bool (*has)(struct slice body, struct slice theirs))
{
	struct slice ids = buf_slice(&request->ids), id;
	struct slice names = buf_slice(&request->theirs), name;
	struct run run = request->answered;

	for (size_t i = 0; i < run.first + run.count; i++) {
		slice_cut(&ids, '\n', &id);
		slice_cut(&names, '\n', &name);
		if (i < run.first || has(body, name))
			continue;
		buf_add(&request->missing, id);
		buf_char(&request->missing, '\n');
	}
}

/* <id>http://arxiv.org/abs/2509.01234v2</id> */
static bool
arxiv_has(struct slice body, struct slice id)
{
	static const struct slice before = SLICE_INIT("/abs/");
	const char *at;

	while ((at = slice_find(body, id)) != NULL) {
		struct slice head = slice_first(body, (size_t)(at - body.ptr));

		body = slice_from(body, head.len + id.len);
		if (slice_ends(head, before) &&
			(body.len == 0 || !ascii_digit(body.ptr[0])))
			return true;
	}
	return false;
}

void
missing_in_arxiv(struct request *request, struct slice body)
{
	note_missing(request, body, arxiv_has);
}

/* What is not a list is an answer to one DOI. */
static bool
crossref_has(struct slice body, struct slice doi)
{
	struct json items = find_path(body, "message.items"), key, item;
	struct json_iter it = json_iter(items);
	struct buf scratch = {0};
	bool found = items.type != JSON_ARRAY;

	while (!found && json_next(&it, &key, &item))
		found = slice_eq_nocase(
			json_text(json_get(item, SLICE("DOI")), &scratch), doi);
	buf_free(&scratch);
	return found;
}

void
missing_in_crossref(struct request *request, struct slice body)
{
	note_missing(request, body, crossref_has);
}

/* The first PMID of an article is its own; references have others. */
static bool
has_pmid(struct slice body, struct slice article, struct slice pmid)
{
	struct slice text;

	while (next_element(&body, article, &text))
		if (next_element(&body, SLICE("PMID"), &text) &&
			slice_eq(slice_trim(text), pmid))
			return true;
	return false;
}

static bool
pubmed_has(struct slice body, struct slice pmid)
{
	return has_pmid(body, SLICE("MedlineCitation"), pmid) ||
	       has_pmid(body, SLICE("BookDocument"), pmid);
}

void
missing_in_pubmed(struct request *request, struct slice body)
{
	note_missing(request, body, pubmed_has);
}

static bool
has_none(struct slice body, struct slice id)
{
	(void)body, (void)id;
	return false;
}

void
missing_if_none(struct request *request, struct slice body)
{
	if (count_items(body, request->form->found) == 0)
		note_missing(request, body, has_none);
}

/* Semantic Scholar: in the order asked, null for what it does not know; what
 * is merged has another id. */
void
missing_as_null(struct request *request, struct slice body)
{
	struct slice ids = buf_slice(&request->ids), id;
	struct json list = json_value(body, &body), key, paper;
	struct json_iter it = json_iter(list);

	if (list.type != JSON_ARRAY)
		return;
	for (size_t i = 0; i < request->answered.first; i++)
		slice_cut(&ids, '\n', &id);
	while (json_next(&it, &key, &paper) && slice_cut(&ids, '\n', &id)) {
		if (paper.type != JSON_NULL)
			continue;
		buf_add(&request->missing, id);
		buf_char(&request->missing, '\n');
	}
}
