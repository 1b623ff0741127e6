/*
 * puniq: passes each paper once, or as one record: sheaf-puniq(1)
 */
#include <inttypes.h>
#include <stdlib.h>

#include "again.h"
#include "identity.h"
#include "mem.h"
#include "merge.h"
#include "opt.h"
#include "out.h"
#include "record.h"
#include "state.h"

enum { PARTIAL = OPT_LONG };

static const struct opt options[] = {
	{'a',     "append",   "FILE",    "append the keys of what is passed to FILE"    },
	{'c',     "count",    NULL,      "set the member count: how many records it had"},
	{'d',     "repeated", NULL,      "only papers with several records"             },
	{'k',     "key",      "KEY,...", "keys are id, also title; version: one each"   },
	{'m',     "merge",    NULL,      "all records of a paper as one"                },
	{'o',     "output",   "FILE",    "write to FILE, replaced if it changes"        },
	{'s',     "seen",     "FILE",
         "leave out what has a key in FILE; may be repeated"                            },
	{PARTIAL, "partial",  NULL,      "replace FILE with status 3 too"               },
};
static const struct program puniq = {
	.name = "puniq",
	.synopsis = "[-cdm] [-a FILE] [-k KEY,...] [-s FILE] "
		    "[-o FILE [--partial]] [FILE ...]",
	.summary = "Passes each paper once.",
	.options = options,
	.count = COUNT(options),
};

/* A record that waits for the others of its paper. */
struct held {
	uint32_t paper;
	struct place place;
	char *line;  /* where it cannot be read again */
	size_t next; /* of the paper, or 0 */
	size_t last; /* of the paper, in its first one */
	size_t count;
};

static bool count_them, only_repeated, merge_them;
static struct identity *identity;
static struct again *again;
static struct buf passed; /* keys of what is passed, each ended by LF */
static const char *state;
static struct held *held;
static size_t held_count, held_cap;

static void
hold(uint32_t paper, const struct lines *lines, struct slice line)
{
	struct held it = {
		.paper = paper, .place = again_place(again, lines, line)};

	if (it.place.file == AGAIN_NOWHERE) {
		it.line = mem_alloc(line.len + 1);
		memcpy(it.line, line.ptr, line.len);
	}
	held = mem_grow(held, &held_cap, held_count + 1, sizeof(*held));
	held[held_count++] = it;
}

static struct slice
line_of(const struct held *it)
{
	if (it->line != NULL)
		return (struct slice){it->line, it->place.len};
	return again_read(again, it->place);
}

static void
read_papers(char *const files[], struct out *out)
{
	const bool wait = count_them || only_repeated || merge_them;
	struct lines *lines = lines_open(files, LINES_MAX, out);
	struct buf keys = {0};
	struct slice line;
	uint32_t paper;
	bool new;

	while (record_next(lines, &line)) {
		if (!record_vouch(lines, line))
			continue;
		if (!identity_of(identity, line, &keys, &paper, &new)) {
			err_bad_at(lines_file(lines), lines_number(lines),
				"a record without an id");
			continue;
		}
		if (wait && paper != SEEN)
			hold(paper, lines, line);
		if (wait || !new)
			continue;
		out_line(out, line);
		if (state != NULL)
			buf_add(&passed, buf_slice(&keys));
	}
	lines_close(lines);
	buf_free(&keys);
}

/* Links the records of each paper, in their order, behind its first one. */
static void
link_records(void)
{
	size_t *first, papers = 0;

	for (size_t i = 0; i < held_count; i++) {
		held[i].paper = identity_now(identity, held[i].paper);
		if (held[i].paper >= papers)
			papers = held[i].paper + (size_t)1;
	}
	first = mem_zero(papers + 1, sizeof(*first)); /* from 1 on */
	for (size_t i = 0; i < held_count; i++) {
		size_t *its = &first[held[i].paper];

		if (*its == 0)
			*its = i + 1;
		else
			held[held[*its - 1].last].next = i;
		held[*its - 1].last = i;
		held[*its - 1].count++;
	}
	free(first);
}

/* Adds KEYS to those of the paper, which begin at AT, save what it has. */
static void
pass_keys(size_t at, struct slice keys)
{
	struct slice key;

	while (slice_cut(&keys, '\n', &key)) {
		struct slice have = buf_since(&passed, at), each;

		while (slice_cut(&have, '\n', &each) && !slice_eq(each, key))
			;
		if (slice_eq(each, key))
			continue;
		buf_add(&passed, key);
		buf_char(&passed, '\n');
	}
}

/* The paper whose first record is HEAD. */
static void
write_paper(struct out *out, const struct held *head)
{
	static struct slice *records;
	static struct buf lines, record, whole, number, keys;
	static size_t cap;
	size_t count = 0, at = passed.len, i = (size_t)(head - held);

	records = mem_grow(records, &cap, head->count, sizeof(*records));
	buf_reset(&lines);
	for (; count < head->count; i = held[i].next) {
		records[count] = line_of(&held[i]);
		buf_add(&lines, records[count++]);
	}
	/* one behind the other, now that they do not move any more */
	for (size_t k = 0, from = 0; k < count; from += records[k++].len)
		records[k].ptr = lines.ptr + from;
	buf_reset(&record);
	if (merge_them && count > 1)
		merge(&record, records, count);
	else
		buf_add(&record, records[0]);
	for (size_t k = 0; k < count && state != NULL; k++) {
		identity_keys_of(identity, records[k], &keys);
		pass_keys(at, buf_slice(&keys));
	}
	if (!count_them) {
		out_line(out, buf_slice(&record));
		return;
	}
	buf_reset(&whole);
	buf_reset(&number);
	buf_format(&number, "%zu", count);
	record_set(
		&whole, buf_slice(&record), SLICE("count"), buf_slice(&number));
	out_line(out, buf_slice(&whole));
}

static void
write_held(struct out *out)
{
	link_records();
	for (size_t i = 0; i < held_count; i++)
		if (held[i].count > (only_repeated ? 1 : 0) &&
			held[i].paper != SEEN)
			write_paper(out, &held[i]);
}

int
main(int argc, char *argv[])
{
	const char *output = NULL;
	bool partial = false, keep, seen_standard = false;
	enum status status;
	struct opts opts;
	struct out *out;
	int c;

	(void)argc;
	identity = identity_new();
	opt_begin(&opts, argv, &puniq);
	while ((c = opt_next(&opts)) != -1)
		switch (c) {
		case 'a': state = opts.arg; break;
		case 'c': count_them = true; break;
		case 'd': only_repeated = true; break;
		case 'k':
			if (!identity_set_keys(identity, slice_of(opts.arg)))
				opt_usage(&puniq,
					"--key: id, version or title, not %s",
					opts.arg);
			break;
		case 'm': merge_them = true; break;
		case 'o': output = opts.arg; break;
		case 's':
			state_read(identity, opts.arg);
			seen_standard |= strcmp(opts.arg, "-") == 0;
			break;
		case PARTIAL: partial = true; break;
		}
	if (seen_standard && input_is_standard(opts.operands))
		opt_usage(&puniq, "--seen has read standard input: which "
				  "papers?");
	again = again_new();
	out = out_open(output);
	read_papers(opts.operands, out);
	write_held(out);
	status = err_status();
	keep = status == DONE || (partial && status == SOME_FAILED);
	out_close(out, keep);
	/* what was not kept nobody got */
	if (state != NULL &&
		(keep || output == NULL || strcmp(output, "-") == 0))
		state_append(state, buf_slice(&passed));
	return (int)status;
}
