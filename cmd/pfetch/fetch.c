#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "address.h"
#include "date.h"
#include "fetch.h"
#include "input.h"
#include "lines.h"
#include "mem.h"
#include "order.h"
#include "progress.h"
#include "record.h"
#include "request.h"
#include "retry.h"
#include "service.h"

enum {
	WINDOW = 256,           /* requests that are worked off at once */
	WAITING_MAX = 16 << 20, /* bytes that wait for those before them */
	HALF_TRIES = 2,    /* of what is left of a batch that failed so often */
	PAGE_DELAY = 3000, /* of hosts that we do not know: our choice */
	LOCAL_JOBS = 16,
	WORK_LONG = 1000,
};

enum state { WAITING, RUNNING, ENDED };

/* A request that is worked off. */
struct task {
	struct task *next;
	struct request *request;
	enum state state;
	bool open;  /* a batch that may still grow */
	bool cut;   /* a batch that the server failed at */
	bool paper; /* it comes from a paper, not from the user */
	int64_t at; /* when it may set off, or did */
	struct retry retry;
	uint64_t requests; /* that it stands for */
	struct lane *lane;
	struct buf id, url, key, etag, last_modified;
	struct http_request wire;
	struct http_answer answer;
	struct buf ready; /* documents that wait for those before them */
};

struct fetch {
	struct fetch_how how;
	struct cache *cache;
	struct out *out;
	struct folder *folder;
	struct http *http;
	int64_t now;
	struct task *first, **last; /* in the order of the requests */
	struct task *newest;        /* of them, or NULL */
	struct request *spare;
	struct task *unused;
	size_t count;
	size_t waiting; /* bytes in `ready` of all tasks */
	uint64_t understood, added;
	struct progress progress;
	struct lane *lanes;
	struct buf status, line, file, body, value, ordered, refreshed[2];
};

/* What the file that is replaced has for the page that is asked for. */
struct old {
	bool found;
	struct slice line;
	struct json members[DOCUMENT_MEMBERS];
};

/* A page on its way to the output. */
struct page {
	struct slice url, post;
	struct slice line;    /* its document */
	struct slice *values; /* or what that is made of, with a file */
	bool known;           /* the index has it */
	bool had;             /* BODY is its content: it is no failure */
	struct slice body;
};

static const struct slice absent = {NULL, 0};

static struct slice
if_any(struct slice s)
{
	return s.len == 0 ? absent : s;
}

struct fetch *
fetch_open(struct fetch_how how, struct cache *cache, struct out *out,
	struct folder *folder)
{
	struct fetch *fetch = mem_zero(1, sizeof(*fetch));

	fetch->how = how;
	fetch->cache = cache;
	fetch->out = out;
	fetch->folder = folder;
	fetch->http = http_open();
	fetch->now = date_now();
	fetch->last = &fetch->first;
	fetch->spare = request_new();
	fetch->progress.total = how.requests;
	if (!how.silent && !out_terminal(out))
		progress_open();
	return fetch;
}

/* Appends a task without a request. */
static struct task *
add_task(struct fetch *fetch)
{
	struct task *task = fetch->unused;

	if (task != NULL)
		fetch->unused = task->next;
	else
		task = mem_zero(1, sizeof(*task));
	if (task->request == NULL)
		task->request = request_new();
	task->next = NULL;
	task->retry = (struct retry){0};
	task->requests = 1;
	task->at = 0;
	task->open = task->cut = task->paper = false;
	task->lane = NULL;
	buf_reset(&task->id);
	buf_reset(&task->ready);
	*fetch->last = task;
	fetch->last = &task->next;
	fetch->newest = task;
	fetch->count++;
	return task;
}

/* Documents are written at once by the first task, and by any if the order does
 * not matter. In an index it does not. */
static void
write_line(struct fetch *fetch, struct task *task, struct slice line)
{
	if (fetch->folder != NULL) {
		folder_append(fetch->folder, line);
		return;
	}
	if (fetch->how.unordered || task == fetch->first) {
		progress_erase();
		out_line(fetch->out, line);
		return;
	}
	buf_add(&task->ready, line);
	buf_char(&task->ready, '\n');
	fetch->waiting += line.len + 1;
}

/* The new document; if it is one of a failure, that is said. */
static struct slice
compose(struct fetch *fetch, struct slice values[])
{
	struct buf *line = &fetch->line;
	struct slice place =
		values[values[D_URL].ptr == NULL ? D_REQUEST : D_URL];

	buf_reset(line);
	document_add(line, values);
	if (line->len > LINES_MAX) {
		values[D_BODY] = absent;
		values[D_ERROR] = SLICE("longer than 64 MiB as a line");
		buf_reset(line);
		document_add(line, values);
	}
	if (values[D_ERROR].ptr != NULL)
		err_bad("%.*s: %.*s", ERR_SLICE(place),
			ERR_SLICE(values[D_ERROR]));
	return buf_slice(line);
}

/* A document that only says why there is none. An index has none of them: what
 * it names is not asked for again. */
static void
refuse(struct fetch *fetch, struct task *task, struct slice url,
	struct slice text, const char *what)
{
	struct slice values[DOCUMENT_MEMBERS] = {
		[D_URL] = url,
		[D_REQUEST] = text,
		[D_ID] = if_any(buf_slice(&task->id)),
		[D_ERROR] = slice_of(what),
	};
	struct slice line = compose(fetch, values);

	if (!fetch->how.dry_run && fetch->folder == NULL)
		write_line(fetch, task, line);
}

static struct old
find_old(struct fetch *fetch, struct slice url, struct slice text)
{
	struct old old = {0};

	old.found = cache_find(fetch->cache, url, text, &old.line, old.members);
	return old;
}

/* RFC 9110, 8.8.3.2: nginx has W/"x" for a compressed 200 and "x" for the 304.
 */
static bool
is_same_validator(struct slice a, struct slice b)
{
	if (slice_starts(a, SLICE("W/")))
		a = slice_from(a, 2);
	if (slice_starts(b, SLICE("W/")))
		b = slice_from(b, 2);
	return slice_eq(a, b);
}

/* The old line, with the validators of this answer: a server whose newest ETag
 * is not sent back answers in full for ever. */
static struct slice
refresh(struct fetch *fetch, const struct old *old, struct slice values[])
{
	static const enum document_member validators[] = {
		D_ETAG, D_LAST_MODIFIED};
	struct slice line = old->line;

	for (size_t i = 0; i < COUNT(validators); i++) {
		enum document_member member = validators[i];
		struct buf *to = &fetch->refreshed[i];

		if (values[member].ptr == NULL ||
			is_same_validator(
				json_text(old->members[member], &fetch->value),
				values[member]))
			continue;
		buf_reset(&fetch->value);
		json_quote(&fetch->value, values[member]);
		buf_reset(to);
		record_set(to, line, document_names[member],
			buf_slice(&fetch->value));
		line = buf_slice(to);
	}
	return line;
}

/*
 * What is written for a page: the new document, unless it says the same as the
 * old one, or says only why there is none.
 */
static struct slice
settle(struct fetch *fetch, const struct old *old, bool unchanged,
	struct slice values[])
{
	bool failed = values[D_ERROR].ptr != NULL, same = true;
	struct json now[DOCUMENT_MEMBERS];
	struct slice line;

	if (unchanged)
		return refresh(fetch, old, values);
	line = compose(fetch, values);
	if (!old->found || !document_find(line, now))
		return line;
	for (size_t i = D_BODY; i < DOCUMENT_MEMBERS; i++)
		if (!slice_eq(now[i].raw, old->members[i].raw))
			same = false;
	if (failed && old->members[D_ERROR].type == JSON_NONE)
		return old->line;
	if (!same)
		return line;
	return failed ? old->line : refresh(fetch, old, values);
}

/* Has the old document's file the bytes BODY? */
static bool
is_kept(struct fetch *fetch, const struct old *old, struct slice body)
{
	return old->found && old->members[D_FILE].type == JSON_STRING &&
	       folder_read(fetch->folder,
		       json_text(old->members[D_FILE], &fetch->value),
		       &fetch->file) &&
	       slice_eq(buf_slice(&fetch->file), body);
}

/*
 * The same with a file for the body. The line of a body that has no file yet is
 * absent: keep_page() makes it.
 */
static struct slice
settle_in_folder(struct fetch *fetch, const struct old *old, bool unchanged,
	struct slice values[])
{
	if (values[D_ERROR].ptr != NULL) {
		struct slice line = compose(fetch, values);

		return old->found ? old->line : line;
	}
	if (unchanged || is_kept(fetch, old, values[D_BODY]))
		return refresh(fetch, old, values);
	return absent;
}

/* As the user wrote it, unless that is the address itself. */
static struct slice
text_of(const struct task *task)
{
	return request_kind(task->request) == REQUEST_LIST
	               ? request_text(task->request)
	               : absent;
}

static void
end_task(struct fetch *fetch, struct task *task)
{
	task->state = ENDED;
	fetch->progress.done += task->requests;
	http_answer_free(&task->answer);
	task->answer = (struct http_answer){0};
}

/* The ids of a batch that are not in its answer. */
static void
name_missing(struct fetch *fetch, struct task *task, struct slice body)
{
	struct slice id;
	size_t at = 0;

	while (request_missing(task->request, body, &at, &id))
		refuse(fetch, task, absent, id, "the service does not know it");
}

/* The body of the document LINE, where it decides what comes next. False if it
 * is a document of a failure. */
static bool
read_body(struct fetch *fetch, const struct task *task, struct slice line,
	struct slice *body)
{
	struct json members[DOCUMENT_MEMBERS];

	*body = SLICE("");
	if (!document_find(line, members) || members[D_ERROR].type != JSON_NONE)
		return false;
	if (request_kind(task->request) != REQUEST_LIST)
		return true;
	*body = json_text(members[D_BODY], &fetch->body);
	if (members[D_FILE].type == JSON_NONE)
		return true;
	if (!folder_read(fetch->folder,
		    json_text(members[D_FILE], &fetch->value), &fetch->body))
		return false;
	*body = buf_slice(&fetch->body);
	return true;
}

/* To be asked for again in WAIT milliseconds. */
static bool
wait_for(struct task *task, int64_t wait)
{
	if (wait < 0)
		return false;
	task->state = WAITING;
	task->at = pace_now() + wait;
	return true;
}

/* Puts a page that can be used into its file, and its document in the index. */
static void
keep_page(struct fetch *fetch, struct task *task, const struct page *page)
{
	struct slice *values = page->values;

	folder_keep(fetch->folder, page->url, page->post,
		values[D_CONTENT_TYPE], values[D_BODY], &fetch->value);
	values[D_BODY] = absent;
	values[D_FILE] = buf_slice(&fetch->value);
	write_line(fetch, task, compose(fetch, values));
}

static void
write_page(struct fetch *fetch, struct task *task, const struct page *page)
{
	if (page->known)
		return;
	if (page->values != NULL)
		keep_page(fetch, task, page);
	else if (page->had || fetch->folder == NULL)
		write_line(fetch, task, page->line);
}

/* Goes on behind the page. False if it has to be asked for again. */
static bool
go_on(struct fetch *fetch, struct task *task, const struct page *page)
{
	struct slice url = page->url;
	const char *what = NULL;

	switch (request_next(task->request, page->body,
		buf_slice(&task->answer.next), task->answer.total, &what)) {
	case REQUEST_PAGE: write_page(fetch, task, page); break;
	case REQUEST_STEP:
		if (!page->had)
			write_page(fetch, task, page);
		break;
	case REQUEST_AGAIN:
		if (wait_for(task,
			    retry_pause(&task->retry, task->lane, RETRY_TRIES)))
			return false;
		request_give_up(task->request);
		refuse(fetch, task, url, text_of(task),
			"the page is empty, and there should be more");
		break;
	case REQUEST_LAST:
		write_page(fetch, task, page);
		refuse(fetch, task, url, text_of(task), what);
		break;
	case REQUEST_BROKEN:
		refuse(fetch, task, url, text_of(task), what);
		break;
	}
	if (page->had) {
		fetch->progress.pages++;
		name_missing(fetch, task, page->body);
	}
	return true;
}

/* Writes what a page has brought and goes on. False: it is asked for again. */
static bool
settle_page(struct fetch *fetch, struct task *task, const struct old *old,
	bool unchanged, struct slice values[])
{
	struct page page = {
		.url = values[D_URL],
		.post = request_post(task->request),
	};

	if (fetch->folder == NULL) {
		page.line = settle(fetch, old, unchanged, values);
	} else {
		page.line = settle_in_folder(fetch, old, unchanged, values);
		page.known = old->found && page.line.ptr == old->line.ptr;
	}
	if (page.line.ptr != NULL) {
		page.had = read_body(fetch, task, page.line, &page.body);
	} else {
		page.had = true;
		page.body = values[D_BODY];
		page.values = values;
	}
	return go_on(fetch, task, &page);
}

/* Reads the file, or standard input, that the url names. */
static void
get_file(struct fetch *fetch, struct task *task)
{
	enum { BLOCK = 256 * 1024 };
	struct date fetched = date_of_seconds(date_now());
	struct slice values[DOCUMENT_MEMBERS] = {
		[D_URL] = buf_slice(&task->url),
		[D_ID] = if_any(buf_slice(&task->id)),
		[D_FETCHED] = date_slice(&fetched),
	};
	struct old old = find_old(fetch, values[D_URL], absent);
	char *files[] = {mem_copy(buf_string(&task->url)), NULL};
	struct input *input = input_open(files, fetch->out);
	struct buf *file = &fetch->file;
	ssize_t n = input_next(input) == 1 ? 1 : -1;

	buf_reset(file);
	while (n > 0 && file->len <= HTTP_BODY_MAX) {
		n = input_read(input, buf_room(file, BLOCK), BLOCK);
		if (n > 0)
			file->len += (size_t)n;
	}
	if (n < 0)
		values[D_ERROR] = slice_of(input_why(errno));
	else if (n > 0)
		values[D_ERROR] = SLICE("larger than 32 MiB: pparse reads it "
					"as a file");
	else
		values[D_BODY] = buf_slice(file);
	input_close(input);
	free(files[0]);
	settle_page(fetch, task, &old, false, values);
}

/* This machine's servers are the user's own. */
static bool
is_loopback(struct slice host)
{
	static const struct slice names[] = {SLICE_INIT("localhost"),
		SLICE_INIT("127."), SLICE_INIT("[::1]")};

	for (size_t i = 0; i < COUNT(names); i++)
		if (slice_starts_nocase(host, names[i]))
			return true;
	return false;
}

/* The hosts of a service share a clock, unless the user has another one. */
static struct lane *
lane_of(struct fetch *fetch, const struct service *service, struct slice url)
{
	struct slice host = address_host(url);
	unsigned jobs = fetch->how.jobs;

	if (service != NULL)
		return pace_lane(&fetch->lanes,
			getenv(service->base_variable) == NULL
				? slice_of(service->name)
				: host,
			service->delay, service->parallel);
	if (jobs == 0 && !is_loopback(host))
		return pace_lane(&fetch->lanes, host, PAGE_DELAY, 1);
	return pace_lane(&fetch->lanes, host, 0, jobs > 0 ? jobs : LOCAL_JOBS);
}

/* The keys of the service that the address is of. */
static void
set_keys(struct task *task, const struct service *service)
{
	const char *key;

	service_key(service, &task->key);
	if (task->key.len == 0)
		return;
	key = buf_string(&task->key);
	switch (service->key) {
	case KEY_NONE: break;
	case KEY_BEARER: task->wire.bearer = key; break;
	case KEY_FIELD: task->wire.field = key; break;
	case KEY_QUERY: task->wire.query = key; break;
	}
}

/* Can we say to the server that we have it? A file may be lost. */
static bool
has_body(struct fetch *fetch, const struct old *old)
{
	if (!old->found || old->members[D_ERROR].type != JSON_NONE)
		return false;
	return fetch->folder == NULL ||
	       folder_has(fetch->folder,
		       json_text(old->members[D_FILE], &fetch->value));
}

/* Makes ready what goes over the wire for task->url. */
static void
prepare(struct fetch *fetch, struct task *task)
{
	struct slice url = buf_slice(&task->url);
	const struct service *service = service_of(url);
	struct old old = find_old(fetch, url, text_of(task));

	buf_reset(&task->etag);
	buf_reset(&task->last_modified);
	if (has_body(fetch, &old)) {
		json_text_add(old.members[D_ETAG], &task->etag);
		json_text_add(
			old.members[D_LAST_MODIFIED], &task->last_modified);
	}
	task->wire = (struct http_request){
		.url = buf_string(&task->url),
		.accept = request_accept(task->request),
		.post = request_post(task->request),
		.etag = buf_slice(&task->etag),
		.last_modified = buf_slice(&task->last_modified),
		.public_only =
			task->paper &&
			(service == NULL ||
				request_kind(task->request) == REQUEST_ADDRESS),
	};
	if (service != NULL)
		set_keys(task, service);
	task->lane = lane_of(fetch, service, url);
	task->answer.owner = task;
	task->state = WAITING;
	task->retry.tries = 0;
	task->at = 0;
}

/* What the index has for good is not asked for again. */
static bool
skip_known(struct fetch *fetch, struct task *task)
{
	struct page page = {.url = buf_slice(&task->url), .known = true};
	struct old old;

	if (fetch->folder == NULL || !request_lasts(task->request))
		return false;
	old = find_old(fetch, page.url, text_of(task));
	page.had = old.found && read_body(fetch, task, old.line, &page.body);
	return page.had && go_on(fetch, task, &page);
}

/* Hands the pages that the index has of a harvest to the request: those from
 * the last time on at which it began, up to one whose file is lost. */
static void
resume(struct fetch *fetch, struct task *task)
{
	struct slice text = text_of(task), body;
	struct buf fetched = {0};
	struct old old;

	if (fetch->folder == NULL || !request_is_harvest(task->request) ||
		!request_url(task->request, &task->url))
		return;
	old = find_old(fetch, buf_slice(&task->url), text);
	while (old.found && read_body(fetch, task, old.line, &body)) {
		request_had(task->request, body);
		buf_reset(&fetched);
		json_text_add(old.members[D_FETCHED], &fetched);
		old.found =
			cache_next(fetch->cache, text, &old.line, old.members);
	}
	if (fetched.len > 0)
		request_resume(task->request, buf_slice(&fetched));
	buf_free(&fetched);
}

/* On to the next page, or to the end of the request. */
static void
advance(struct fetch *fetch, struct task *task)
{
	while (request_url(task->request, &task->url)) {
		const char *what;

		if (fetch->how.dry_run) {
			write_line(fetch, task, buf_slice(&task->url));
			request_next(
				task->request, SLICE(""), SLICE(""), 0, &what);
		} else if (request_kind(task->request) == REQUEST_FILE) {
			get_file(fetch, task);
		} else if (!skip_known(fetch, task)) {
			prepare(fetch, task);
			return;
		}
	}
	end_task(fetch, task);
}

/* Is it worth another try? Then it waits for it. */
static bool
try_again(struct task *task)
{
	return wait_for(
		task, retry_answer(&task->retry, task->lane, &task->answer,
			      task->cut ? HALF_TRIES : RETRY_TRIES,
			      buf_slice(&task->url)));
}

static void
say_transfer(const struct task *task)
{
	const struct http_answer *answer = &task->answer;

	err_note("%.*s: %ld, %zu bytes, %" PRId64 " ms%s%.*s",
		ERR_SLICE(buf_slice(&task->url)), answer->status,
		answer->body.len, answer->took,
		answer->error.len > 0 ? ", " : "",
		ERR_SLICE(buf_slice(&answer->error)));
}

/* A body that has gone empty is no news. */
static bool
is_lost(struct fetch *fetch, const struct old *old,
	const struct http_answer *answer)
{
	struct json had = old->members[fetch->folder == NULL ? D_BODY : D_FILE];

	return old->found && !answer->unchanged && answer->error.len == 0 &&
	       answer->body.len == 0 &&
	       old->members[D_ERROR].type == JSON_NONE &&
	       !slice_eq(had.raw, SLICE("\"\"")) &&
	       (fetch->folder == NULL || !is_kept(fetch, old, SLICE("")));
}

/* One bad id makes some services refuse, or fail at, all of a batch. One that
 * is overloaded, or down, does not answer half of it either. */
static bool
may_halve(long status)
{
	return status == 400 || (status >= 500 && status != 503);
}

/* What came, a batch in the order asked. */
static struct slice
ordered(struct fetch *fetch, const struct task *task)
{
	struct slice body = buf_slice(&task->answer.body);

	buf_reset(&fetch->ordered);
	return order_batch(task->request, body, &fetch->ordered)
	               ? buf_slice(&fetch->ordered)
	               : body;
}

static void
finish(struct fetch *fetch, struct task *task)
{
	struct http_answer *answer = &task->answer;
	struct date fetched = date_of_seconds(date_now());
	struct slice values[DOCUMENT_MEMBERS] = {
		[D_URL] = buf_slice(&task->url),
		[D_REQUEST] = text_of(task),
		[D_ID] = if_any(buf_slice(&task->id)),
		[D_FETCHED] = date_slice(&fetched),
	};
	struct old old;

	pace_done(task->lane, task->at + answer->sent);
	pace_hold(task->lane, pace_now() + answer->rest);
	if (fetch->how.verbose)
		say_transfer(task);
	if (try_again(task))
		return;
	if (may_halve(answer->status) && request_halve(task->request)) {
		task->cut = task->cut || answer->status >= 500;
		advance(fetch, task);
		return;
	}
	if (answer->status >= 400 && answer->status < 500 &&
		request_answered(task->request, buf_slice(&answer->body)))
		buf_reset(&answer->error);
	buf_reset(&fetch->status);
	if (answer->status != 0)
		buf_format(&fetch->status, "%ld", answer->status);
	values[D_STATUS] = if_any(buf_slice(&fetch->status));
	values[D_FINAL_URL] = if_any(buf_slice(&answer->final_url));
	values[D_CONTENT_TYPE] = if_any(buf_slice(&answer->content_type));
	values[D_ETAG] = if_any(buf_slice(&answer->etag));
	values[D_LAST_MODIFIED] = if_any(buf_slice(&answer->last_modified));
	old = find_old(fetch, values[D_URL], values[D_REQUEST]);
	if (is_lost(fetch, &old, answer))
		buf_add(&answer->error,
			SLICE("the body is empty, and was not before"));
	values[D_ERROR] = if_any(buf_slice(&answer->error));
	if (answer->error.len == 0)
		values[D_BODY] = ordered(fetch, task);
	if (settle_page(fetch, task, &old, answer->unchanged, values))
		advance(fetch, task);
}

/*
 * Sends off what may go. Returns the milliseconds after which more may, -1 if
 * that hangs on an answer.
 */
static int64_t
send_off(struct fetch *fetch)
{
	int64_t now = pace_now(), soonest = -1;

	for (struct task *task = fetch->first; task != NULL;
		task = task->next) {
		int64_t wait = task->at - now;

		if (task->state != WAITING || task->open)
			continue;
		if (fetch->waiting > WAITING_MAX && task != fetch->first)
			break;
		if (wait <= 0)
			wait = pace_try(task->lane);
		if (wait == 0) {
			task->state = RUNNING;
			task->at = pace_now();
			http_start(fetch->http, &task->wire, &task->answer);
		} else if (wait > 0 && (soonest < 0 || wait < soonest)) {
			soonest = wait;
		}
	}
	return soonest;
}

/* Writes what is ready, in order, and lets go of the tasks that have ended. */
static void
write_ready(struct fetch *fetch)
{
	struct task *task;

	while ((task = fetch->first) != NULL) {
		if (task->ready.len > 0)
			progress_erase();
		out_add(fetch->out, buf_slice(&task->ready));
		fetch->waiting -= task->ready.len;
		buf_reset(&task->ready);
		if (task->state != ENDED)
			break;
		fetch->first = task->next;
		if (fetch->first == NULL) {
			fetch->last = &fetch->first;
			fetch->newest = NULL;
		}
		task->next = fetch->unused;
		fetch->unused = task;
		fetch->count--;
	}
	out_flush(fetch->out);
}

/* No more requests go out together with the last one. */
static void
close_batch(struct fetch *fetch, struct task *task)
{
	if (!task->open)
		return;
	task->open = false;
	resume(fetch, task);
	advance(fetch, task);
}

/* How much of the requests that are worked off is behind us. */
static double
begun(const struct fetch *fetch)
{
	double sum = 0;

	for (const struct task *task = fetch->first; task != NULL;
		task = task->next)
		if (task->state != ENDED)
			sum += request_share(task->request) *
			       (double)task->requests;
	return sum;
}

static void
show_progress(struct fetch *fetch)
{
	fetch->progress.bytes = http_received(fetch->http);
	fetch->progress.begun = begun(fetch);
	progress_show(&fetch->progress);
}

void
fetch_work(struct fetch *fetch, int ms)
{
	struct http_answer *answer;
	int64_t wait;

	if (fetch->newest != NULL)
		close_batch(fetch, fetch->newest);
	wait = send_off(fetch);
	if (wait < 0 || wait > ms)
		wait = ms;
	if (fetch->first != NULL && fetch->first->state == ENDED)
		wait = 0; /* it needs no answer */
	http_work(fetch->http, (int)wait);
	while ((answer = http_ended(fetch->http)) != NULL)
		finish(fetch, answer->owner);
	write_ready(fetch);
	if (progress_due())
		show_progress(fetch);
}

/* Refuses a request as it was written, but for its password. */
static void
refuse_text(struct fetch *fetch, struct task *task, struct slice text,
	const char *what)
{
	struct slice user = address_user(text);
	struct buf bare = {0};

	if (user.len > 0)
		buf_add(&bare,
			slice_first(text, (size_t)(user.ptr - text.ptr)));
	else
		user = slice_first(text, 0);
	buf_add(&bare,
		slice_from(text, (size_t)(user.ptr - text.ptr) + user.len));
	refuse(fetch, task, absent, buf_slice(&bare), what);
	buf_free(&bare);
}

/* Why a request that could be understood is not worked off; NULL if it is. */
static const char *
forbidden(const struct request *request, bool paper)
{
	struct buf url = {0};
	const char *what = NULL;
	bool file = request_kind(request) == REQUEST_FILE;

	if (paper && file)
		what = "a file, out of a record";
	else if (!file && request_url(request, &url) &&
		 address_user(buf_slice(&url)).len > 0)
		what = "a password in an address: netrc is the place for it";
	buf_free(&url);
	return what;
}

void
fetch_add(struct fetch *fetch, struct slice text, const struct slice *id)
{
	struct request *request = fetch->spare;
	struct task *task = fetch->newest;
	const char *what;

	fetch->added++;
	what = request_read(request, text, fetch->now, fetch->how.max);
	if (what == NULL && task != NULL && task->open &&
		request_join(task->request, request)) {
		buf_reset(&task->id); /* its documents are of several papers */
		fetch->understood++;
		task->requests++;
		return;
	}
	while (fetch->count >= WINDOW)
		fetch_work(fetch, WORK_LONG);
	if (fetch->newest != NULL)
		close_batch(fetch, fetch->newest);
	task = add_task(fetch);
	task->paper = id != NULL;
	if (task->paper)
		buf_add(&task->id, *id);
	if (what == NULL)
		what = forbidden(request, task->paper);
	if (what != NULL) {
		refuse_text(fetch, task, text, what);
		end_task(fetch, task);
		return;
	}
	fetch->spare = task->request;
	task->request = request;
	fetch->understood++;
	task->state = WAITING;
	task->open = true;
}

bool
fetch_busy(const struct fetch *fetch)
{
	return fetch->first != NULL;
}

uint64_t
fetch_close(struct fetch *fetch)
{
	uint64_t understood = fetch->understood;

	fetch->progress.total = fetch->added;
	while (fetch_busy(fetch))
		fetch_work(fetch, WORK_LONG);
	progress_erase();
	http_close(fetch->http);
	return understood;
}
