/*
 * pfetch: brings documents: lists of services, web pages, files
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "cache.h"
#include "date.h"
#include "http.h"
#include "input.h"
#include "lines.h"
#include "mem.h"
#include "opt.h"
#include "record.h"
#include "request.h"
#include "service.h"

static const struct opt options[] = {
	{'n', "limit",   "NUM",  "at most NUM results per request"       },
	{'N', "dry-run", NULL,   "print the addresses, and fetch nothing"},
	{'o', "output",  "FILE", "write to FILE, which is also the cache"},
};
static const struct program pfetch = {
	.name = "pfetch",
	.synopsis = "[-N] [-n NUM] [-o FILE] [REQUEST ...]",
	.summary = "Reads requests (arguments, or lines of standard input) "
		   "and writes documents.",
	.options = options,
	.count = COUNT(options),
};

struct fetch {
	bool dry_run;
	uint64_t max;
	int64_t now;
	uint64_t understood; /* requests that were worked off */
	struct http *http;
	struct http_answer answer;
	struct cache *cache;
	struct out *out;
	int64_t last; /* the last request to a service with a delay, in ms */
	struct buf url, token, status, file, line, body, value;
	struct buf etag, last_modified, refreshed[2]; /* of old documents */
};

/* What the file that is replaced has for the page that is asked for. */
struct old {
	bool found;
	struct slice line;
	struct json members[DOCUMENT_MEMBERS];
	struct slice etag, last_modified;
};

static const struct slice absent = {NULL, 0};

static struct slice
if_any(struct slice s)
{
	return s.len == 0 ? absent : s;
}

static int64_t
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Waits until the service may be asked again. */
static void
wait_for_turn(struct fetch *fetch, const struct service *service)
{
	int64_t delay = service_delay(service);
	int64_t wait = fetch->last + delay - milliseconds();
	struct timespec rest = {wait / 1000, wait % 1000 * 1000000};

	if (delay == 0)
		return;
	while (fetch->last != 0 && wait > 0 && nanosleep(&rest, &rest) < 0)
		;
	fetch->last = milliseconds();
}

/* Asks for fetch->url and fills VALUES. Is what OLD has still right? */
static bool
get_address(struct fetch *fetch, const struct old *old, struct slice values[])
{
	const struct service *service = service_of(buf_slice(&fetch->url));
	struct http_answer *answer = &fetch->answer;
	struct http_request request = {
		.url = buf_string(&fetch->url),
		.etag = old->etag,
		.last_modified = old->last_modified,
	};

	if (service != NULL) {
		wait_for_turn(fetch, service);
		service_token(service, &fetch->token);
		if (fetch->token.len > 0)
			request.token = buf_string(&fetch->token);
	}
	http_get(fetch->http, &request, answer);
	buf_reset(&fetch->status);
	if (answer->status != 0)
		buf_format(&fetch->status, "%ld", answer->status);
	values[D_STATUS] = if_any(buf_slice(&fetch->status));
	if (!slice_eq(answer->final_url, values[D_URL]))
		values[D_FINAL_URL] = if_any(answer->final_url);
	values[D_CONTENT_TYPE] = if_any(answer->content_type);
	values[D_ETAG] = if_any(answer->etag);
	values[D_LAST_MODIFIED] = if_any(answer->last_modified);
	values[D_ERROR] = if_any(buf_slice(&answer->error));
	if (answer->error.len == 0)
		values[D_BODY] = buf_slice(&answer->body);
	return answer->unchanged;
}

/* Reads the file, or standard input, that fetch->url names. */
static void
get_file(struct fetch *fetch, struct slice values[])
{
	enum { BLOCK = 256 * 1024 };
	char *files[] = {mem_copy(buf_string(&fetch->url)), NULL};
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
		values[D_ERROR] = slice_of(strerror(errno));
	else if (n > 0)
		values[D_ERROR] = SLICE("larger than 32 MiB: pparse reads it "
					"as a file");
	else
		values[D_BODY] = buf_slice(file);
	input_close(input);
	free(files[0]);
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

static void
find_old(struct fetch *fetch, const struct slice values[], struct old *old)
{
	*old = (struct old){0};
	old->found = cache_find(fetch->cache, values[D_URL], values[D_REQUEST],
		&old->line, old->members);
	if (!old->found || old->members[D_ERROR].type != JSON_NONE)
		return;
	old->etag = json_text(old->members[D_ETAG], &fetch->etag);
	old->last_modified =
		json_text(old->members[D_LAST_MODIFIED], &fetch->last_modified);
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

/*
 * The old line, with the validators of this answer: a server whose newest ETag
 * is not sent back answers in full for ever.
 */
static struct slice
refresh(struct fetch *fetch, const struct old *old, struct slice values[])
{
	const struct {
		enum document_member member;
		struct slice old;
	} validators[] = {
		{D_ETAG,          old->etag         },
		{D_LAST_MODIFIED, old->last_modified},
	};
	struct slice line = old->line;

	for (size_t i = 0; i < COUNT(validators); i++) {
		enum document_member member = validators[i].member;
		struct buf *to = &fetch->refreshed[i];

		if (values[member].ptr == NULL ||
			is_same_validator(validators[i].old, values[member]))
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
settle(struct fetch *fetch, const struct old *old, struct slice values[])
{
	struct slice line = compose(fetch, values);
	bool failed = values[D_ERROR].ptr != NULL, same = true;
	struct json now[DOCUMENT_MEMBERS];

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

static void
write_line(struct fetch *fetch, struct slice line)
{
	out_line(fetch->out, line);
	out_flush(fetch->out); /* who reads need not wait for the next one */
}

static void
fetch_page(struct fetch *fetch, struct request *request)
{
	struct date fetched = date_of_seconds(date_now());
	struct slice values[DOCUMENT_MEMBERS] = {
		[D_URL] = buf_slice(&fetch->url),
		[D_FETCHED] = date_slice(&fetched),
	};
	struct json members[DOCUMENT_MEMBERS];
	struct slice line, body = SLICE("");
	bool unchanged = false;
	struct old old;
	const char *what;

	if (request->kind == REQUEST_LIST)
		values[D_REQUEST] = request->text;
	find_old(fetch, values, &old);
	if (request->kind == REQUEST_FILE)
		get_file(fetch, values);
	else
		unchanged = get_address(fetch, &old, values);
	line = unchanged ? refresh(fetch, &old, values)
	                 : settle(fetch, &old, values);
	if (request->kind == REQUEST_LIST && document_find(line, members))
		body = json_text(members[D_BODY], &fetch->body);
	what = request_next(request, body);
	if (what != NULL) {
		values[D_BODY] = absent;
		values[D_ERROR] = slice_of(what);
		line = compose(fetch, values);
	}
	write_line(fetch, line);
}

/* A request that nobody can understand has no address. */
static void
refuse(struct fetch *fetch, struct slice text, const char *what)
{
	struct slice values[DOCUMENT_MEMBERS] = {
		[D_REQUEST] = text,
		[D_ERROR] = slice_of(what),
	};
	struct slice line = compose(fetch, values);

	if (!fetch->dry_run)
		write_line(fetch, line);
}

static void
fetch_request(struct fetch *fetch, struct slice text)
{
	struct request request;
	const char *what = request_read(&request, text, fetch->now, fetch->max);

	if (what != NULL) {
		refuse(fetch, text, what);
		return;
	}
	fetch->understood++;
	while (request_url(&request, &fetch->url)) {
		if (!fetch->dry_run) {
			fetch_page(fetch, &request);
			continue;
		}
		write_line(fetch, buf_slice(&fetch->url));
		request_next(&request, SLICE(""));
	}
}

/* Requests from standard input, one a line; `#` begins a comment. */
static void
fetch_lines(struct fetch *fetch, char *const none[])
{
	struct lines *lines = lines_open(none, LINES_MAX, fetch->out);
	struct slice line;
	int got;

	while ((got = lines_next(lines, &line)) != 0) {
		if (got < 0) {
			err_bad_at(lines_file(lines), lines_number(lines), "%s",
				errno == EMSGSIZE
					? "the line is longer than 64 MiB"
					: strerror(errno));
			continue;
		}
		line = slice_trim(line);
		if (slice_starts(line, SLICE("#")))
			continue;
		if (slice_eq(line, SLICE("-")))
			refuse(fetch, line,
				"standard input holds the requests");
		else
			fetch_request(fetch, line);
	}
	lines_close(lines);
}

int
main(int argc, char *argv[])
{
	static struct fetch fetch; /* all zero */
	const char *path = NULL;
	enum status status;
	struct opts opts;
	int c;

	(void)argc;
	fetch.now = date_now();
	signal(SIGPIPE, SIG_IGN); /* a server may hang up: out.h, http.h */
	opt_begin(&opts, argv, &pfetch);
	while ((c = opt_next(&opts)) != -1)
		switch (c) {
		case 'n': fetch.max = opt_number(&opts, 1, INT32_MAX); break;
		case 'N': fetch.dry_run = true; break;
		case 'o': path = opts.arg; break;
		}
	if (fetch.dry_run)
		path = NULL; /* addresses are not what FILE is for */
	fetch.http = http_open();
	fetch.cache = cache_open(path);
	fetch.out = out_open(path);
	for (size_t i = 0; i < opts.count; i++)
		fetch_request(&fetch, slice_of(opts.operands[i]));
	if (opts.count == 0)
		fetch_lines(&fetch, opts.operands);
	status = err_status();
	if (opts.count > 0 && fetch.understood == 0)
		status = UNUSABLE;
	out_close(fetch.out, status != UNUSABLE);
	cache_close(fetch.cache);
	http_close(fetch.http);
	return (int)status;
}
