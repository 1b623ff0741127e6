#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "mem.h"

enum { BLOCK = 256 * 1024 };

struct lines {
	struct input *input;
	size_t max;
	bool in_file;  /* a file is open */
	bool ended;    /* its last byte has been read */
	bool too_long; /* what comes up to the next LF belongs to a long line */
	uint64_t number; /* of the last line */
	uint64_t behind; /* lines of its block that came after it */
	uint64_t passed; /* lines of this file that were not blank */
	bool whole;      /* the last line ended with LF */
	uint64_t offset; /* of the last line in its file */
	uint64_t before; /* bytes of the file that were in front of buf */
	char *buf;
	size_t cap;
	size_t begin, end; /* what has been read and not been handed out */
	size_t searched;   /* of that, what is known to have no LF */
};

struct lines *
lines_open(char *const files[], size_t max, struct out *out)
{
	struct lines *lines = mem_zero(1, sizeof(*lines));

	lines->input = input_open(files, out);
	lines->max = max;
	lines->buf = mem_grow(NULL, &lines->cap, BLOCK, 1);
	return lines;
}

static int
next_file(struct lines *lines)
{
	int got = input_next(lines->input);

	lines->in_file = got == 1;
	lines->ended = lines->too_long = false;
	lines->number = lines->behind = lines->passed = 0;
	lines->begin = lines->end = lines->searched = 0;
	lines->offset = lines->before = input_start(lines->input);
	return got;
}

/* Reads one more block behind what is there. -1 with errno set, else 0. */
static int
fill(struct lines *lines)
{
	size_t held = lines->end - lines->begin;
	ssize_t n;

	if (lines->begin > 0 && lines->cap - lines->end < BLOCK) {
		memmove(lines->buf, lines->buf + lines->begin, held);
		lines->before += lines->begin;
		lines->begin = 0;
		lines->end = held;
	}
	lines->buf = mem_grow(lines->buf, &lines->cap, lines->end + BLOCK, 1);
	n = input_read(
		lines->input, lines->buf + lines->end, lines->cap - lines->end);
	if (n < 0) {
		lines->in_file = false;
		lines->number = 0;
		return -1;
	}
	lines->ended = n == 0;
	lines->end += (size_t)n;
	return 0;
}

/* Hands out LEN bytes as a line; SKIP more are passed over. */
static struct slice
take(struct lines *lines, size_t len, size_t skip)
{
	struct slice line = {lines->buf + lines->begin, len};

	lines->offset = lines->before + lines->begin;
	lines->whole = skip > 0;
	lines->begin += len + skip;
	lines->searched = 0;
	lines->number++;
	return line;
}

static bool
blank(struct slice line)
{
	return line.len == 0 ||
	       (ascii_space(line.ptr[0]) && slice_trim(line).len == 0);
}

/* 1: a line, perhaps a blank one; 0: the end of the file; -1: errno. */
static int
next_of_file(struct lines *lines, struct slice *line)
{
	for (;;) {
		const char *from = lines->buf + lines->begin;
		size_t held = lines->end - lines->begin;
		const char *lf = held == lines->searched
		                         ? NULL
		                         : memchr(from + lines->searched, '\n',
						   held - lines->searched);
		bool whole = lf != NULL || lines->ended;
		size_t len = lf == NULL ? held : (size_t)(lf - from);

		if (lines->ended && held == 0 && !lines->too_long)
			return 0;
		if (len > lines->max)
			lines->too_long = true;
		if (whole && lines->too_long) {
			take(lines, len, lf != NULL);
			lines->too_long = false;
			errno = EMSGSIZE;
			return -1;
		}
		if (whole) {
			*line = take(lines, len, lf != NULL);
			return 1;
		}
		if (lines->too_long) {
			lines->before += lines->end;
			lines->begin = lines->end = 0;
		}
		lines->searched = lines->end - lines->begin;
		if (fill(lines) < 0)
			return -1;
	}
}

int
lines_next(struct lines *lines, struct slice *line)
{
	lines->number += lines->behind;
	lines->behind = 0;
	for (;;) {
		int got;

		if (!lines->in_file) {
			got = next_file(lines);
			if (got != 1)
				return got;
		}
		got = next_of_file(lines, line);
		if (got < 0)
			return -1;
		if (got == 0) {
			lines->in_file = false;
			continue;
		}
		if (lines->number == 1 &&
			slice_starts(*line, SLICE("\xEF\xBB\xBF"))) {
			*line = slice_from(*line, 3);
			lines->offset += 3;
		}
		if (blank(*line))
			continue;
		lines->passed++;
		return 1;
	}
}

int
lines_block(struct lines *lines, struct slice *block)
{
	int got = lines_next(lines, block);
	const char *begin = lines->buf + lines->begin, *p = begin, *lf;
	const char *end = lines->buf + lines->end;

	if (got != 1)
		return got;
	while (p < end && (lf = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		lines->behind++;
		p = lf + 1;
	}
	if (p > begin)
		block->len = (size_t)(p - 1 - block->ptr);
	lines->begin += (size_t)(p - begin);
	return 1;
}

bool
lines_ready(const struct lines *lines)
{
	return !lines->in_file || lines->ended ||
	       memchr(lines->buf + lines->begin, '\n',
		       lines->end - lines->begin) != NULL ||
	       input_ready(lines->input);
}

const char *
lines_file(const struct lines *lines)
{
	return input_name(lines->input);
}

uint64_t
lines_number(const struct lines *lines)
{
	return lines->number;
}

uint64_t
lines_offset(const struct lines *lines)
{
	return lines->offset;
}

int
lines_descriptor(const struct lines *lines)
{
	return input_descriptor(lines->input);
}

bool
lines_whole(const struct lines *lines)
{
	return lines->whole;
}

bool
lines_first(const struct lines *lines)
{
	return lines->passed == 1;
}

void
lines_close(struct lines *lines)
{
	input_close(lines->input);
	free(lines->buf);
	free(lines);
}
