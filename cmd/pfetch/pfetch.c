/*
 * pfetch: brings documents: lists of services, papers, web pages, files
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "cache.h"
#include "fetch.h"
#include "lines.h"
#include "mem.h"
#include "opt.h"
#include "record.h"

enum { UNORDERED = OPT_LONG, IDLE = 20 };

static const struct opt options[] = {
	{'N',       "dry-run",   NULL,     "print the addresses, and fetch nothing"},
	{'j',       "jobs",      "NUM",    "NUM at once from hosts without a pace" },
	{'O',       "folder",    "DIR",    "a file each, and an index, in DIR"     },
	{'k',       "key",       "MEMBER", "of papers: what to ask for"            },
	{'n',       "limit",     "NUM",    "at most NUM results per request"       },
	{'o',       "output",    "FILE",   "write to FILE, which is also the cache"},
	{'p',       "prefix",    "TEXT",   "put TEXT in front of each request"     },
	{'s',       "silent",    NULL,     "no progress on a terminal"             },
	{'v',       "verbose",   NULL,     "name each transfer on standard error"  },
	{UNORDERED, "unordered", NULL,     "write what comes first first"          },
};
static const struct program pfetch = {
	.name = "pfetch",
	.synopsis = "[-Nsv] [-O DIR | -o FILE] [-j NUM] [-k MEMBER] [-n NUM] "
		    "[-p TEXT] [REQUEST ...]",
	.summary = "Reads requests (arguments, or lines of standard input) "
		   "and writes documents.",
	.options = options,
	.count = COUNT(options),
};

static const char *prefix = "", *key;
static struct buf text;

static void
add(struct fetch *fetch, struct slice request, const struct slice *id)
{
	buf_reset(&text);
	buf_add(&text, slice_of(prefix));
	buf_add(&text, request);
	fetch_add(fetch, buf_slice(&text), id);
}

/* A paper: what its member says, each element of an array by itself. */
static void
add_paper(struct fetch *fetch, const struct lines *lines, struct slice line)
{
	static struct buf id, value;
	const struct slice names[] = {
		SLICE("id"), slice_of(key == NULL ? "id" : key)};
	struct json found[COUNT(names)], none, element;
	struct json_iter it;
	struct slice from;

	if (!record_vouch(lines, line) ||
		!record_find(line, names, COUNT(names), found))
		return;
	from = json_text(found[0], &id);
	if (found[1].type == JSON_STRING)
		add(fetch, json_text(found[1], &value), &from);
	it = json_iter(found[1]);
	while (found[1].type == JSON_ARRAY && json_next(&it, &none, &element))
		add(fetch, json_text(element, &value), &from);
}

static void
add_line(struct fetch *fetch, const struct lines *lines, struct slice line)
{
	line = slice_trim(line);
	if (slice_starts(line, SLICE("#")))
		return;
	if (slice_starts(line, SLICE("{")))
		add_paper(fetch, lines, line);
	else if (slice_eq(line, SLICE("-")))
		err_bad_at(lines_file(lines), lines_number(lines),
			"standard input holds the requests");
	else
		add(fetch, line, NULL);
}

/* Requests from standard input, one a line; `#` begins a comment. */
static void
add_lines(struct fetch *fetch, char *const none[], struct out *out)
{
	struct lines *lines = lines_open(none, LINES_MAX, out);
	struct slice line;
	int got;

	for (;;) {
		while (fetch_busy(fetch) && !lines_ready(lines))
			fetch_work(fetch, IDLE);
		got = lines_next(lines, &line);
		if (got == 0)
			break;
		if (got > 0)
			add_line(fetch, lines, line);
		else
			err_bad_at(lines_file(lines), lines_number(lines), "%s",
				errno == EMSGSIZE
					? "the line is longer than 64 MiB"
					: input_why(errno));
	}
	lines_close(lines);
}

int
main(int argc, char *argv[])
{
	struct fetch_how how = {0};
	const char *path = NULL, *dir = NULL;
	struct folder *folder;
	struct cache *cache;
	struct fetch *fetch;
	struct out *out;
	enum status status;
	struct opts opts;
	int c;

	(void)argc;
	signal(SIGPIPE, SIG_IGN); /* a server may hang up: out.h, http.h */
	opt_begin(&opts, argv, &pfetch);
	while ((c = opt_next(&opts)) != -1)
		switch (c) {
		case 'N': how.dry_run = true; break;
		case 'O': dir = opts.arg; break;
		case 'j': how.jobs = (unsigned)opt_number(&opts, 1, 64); break;
		case 'k': key = opts.arg; break;
		case 'n': how.max = opt_number(&opts, 1, INT32_MAX); break;
		case 'o': path = opts.arg; break;
		case 'p': prefix = opts.arg; break;
		case 's': how.silent = true; break;
		case 'v': how.verbose = true; break;
		case UNORDERED: how.unordered = true; break;
		}
	if (path != NULL && dir != NULL)
		opt_usage(&pfetch, "either -o or -O");
	if (how.dry_run)
		path = dir = NULL; /* they are not for addresses */
	folder = dir == NULL ? NULL : folder_open(dir);
	cache = cache_open(folder == NULL ? path : folder_index(folder));
	out = out_open(path);
	how.requests = opts.count;
	fetch = fetch_open(how, cache, out, folder);
	for (size_t i = 0; i < opts.count; i++)
		add(fetch, slice_of(opts.operands[i]), NULL);
	if (opts.count == 0)
		add_lines(fetch, opts.operands, out);
	if (fetch_close(fetch) == 0 && opts.count > 0)
		status = UNUSABLE;
	else
		status = err_status();
	out_close(out, status != UNUSABLE);
	cache_close(cache);
	if (folder != NULL)
		folder_close(folder);
	return (int)status;
}
