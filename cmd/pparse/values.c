#include <errno.h>
#include <stdlib.h>

#include "json.h"
#include "lines.h"
#include "mem.h"
#include "values.h"

enum {
	BLOCK = 256 * 1024,
	RUN = 2 *
	      BLOCK, /* an array that is longer comes in runs of its items */
};

struct values {
	struct input *input;
	char *buf;
	size_t cap;
	size_t begin, end; /* what has been read and not been handed out */
	uint64_t line;     /* that BEGIN stands on */
	bool in_file;
	bool ended;     /* the file's last byte has been read */
	bool in_body;   /* up to the end of the file */
	bool behind;    /* a value ended on this line */
	bool first;     /* no value has come from this file */
	uint64_t items; /* of the array at hand, that have been handed out */
};

struct values *
values_open(char *const files[], struct out *out)
{
	struct values *values = mem_zero(1, sizeof(*values));

	values->input = input_open(files, out);
	/* What is not touched costs nothing, and moving it would. */
	values->buf = mem_grow(NULL, &values->cap, LINES_MAX + 3 * BLOCK, 1);
	return values;
}

static struct slice
held(const struct values *values)
{
	return (struct slice){
		values->buf + values->begin, values->end - values->begin};
}

/* Reads more behind what is held; false when nothing more comes. */
static bool
fill(struct values *values)
{
	ssize_t n;

	if (values->ended)
		return false;
	if (values->begin > 0 && (values->end - values->begin < BLOCK ||
					 values->cap - values->end < BLOCK)) {
		memmove(values->buf, values->buf + values->begin,
			values->end - values->begin);
		values->end -= values->begin;
		values->begin = 0;
	}
	values->buf =
		mem_grow(values->buf, &values->cap, values->end + BLOCK, 1);
	n = input_read(values->input, values->buf + values->end, BLOCK);
	if (n < 0)
		err_bad("%s: %s", input_name(values->input), input_why(errno));
	if (n <= 0) {
		values->ended = true;
		return false;
	}
	values->end += (size_t)n;
	return true;
}

/* Holds at least LEN bytes, or all that is left of the file. */
static void
fill_to(struct values *values, size_t len)
{
	while (values->end - values->begin < len && fill(values))
		;
}

/* False behind the last file. */
static bool
next_file(struct values *values)
{
	int got;

	values->in_file = false;
	while ((got = input_next(values->input)) < 0)
		err_bad("%s: %s", input_name(values->input), input_why(errno));
	if (got == 0)
		return false;
	values->in_file = values->first = true;
	values->ended = values->in_body = values->behind = false;
	values->items = 0;
	values->begin = values->end = 0;
	values->line = 1;
	return true;
}

/* The end of the line that begins FROM bytes behind BEGIN, without its LF. */
static size_t
line_end(struct values *values, size_t from, size_t max)
{
	for (;;) {
		struct slice rest = slice_from(held(values), from);
		const char *lf = memchr(rest.ptr, '\n', rest.len);

		if (lf != NULL)
			return from + (size_t)(lf - rest.ptr);
		from += rest.len;
		if (from > max || !fill(values))
			return from;
	}
}

static uint64_t
count_lines(struct slice text)
{
	struct slice head;
	uint64_t count = 0;

	while (slice_cut(&text, '\n', &head))
		count++;
	return count - 1;
}

static bool
at_bracket(struct values *values)
{
	fill_to(values, 1);
	return values->begin < values->end &&
	       (values->buf[values->begin] == '{' ||
		       values->buf[values->begin] == '[');
}

void
values_skip_line(struct values *values, size_t behind)
{
	values->in_body = false;
	values->line += count_lines(slice_first(held(values), behind));
	values->begin += behind;
	if (behind > 0 && values->buf[values->begin - 1] == '\n' &&
		at_bracket(values))
		return;
	for (;;) {
		/* However long the line is, no more than a block is held. */
		size_t len = line_end(values, 0, 0);

		values->begin += len;
		if (values->begin == values->end) {
			if (!fill(values))
				return;
			continue;
		}
		values->begin++;
		values->line++;
		values->behind = false;
		if (at_bracket(values))
			return;
	}
}

/* Passes over white space; false at the end of the file. */
static bool
skip_space(struct values *values)
{
	if (values->first) {
		fill_to(values, 3);
		if (slice_starts(held(values), SLICE("\xEF\xBB\xBF")))
			values->begin += 3;
	}
	for (;;) {
		for (; values->begin < values->end; values->begin++) {
			char c = values->buf[values->begin];

			if (!ascii_space(c))
				return true;
			if (c == '\n') {
				values->line++;
				values->behind = false;
			}
		}
		if (!fill(values))
			return false;
	}
}

/*
 * The length of the JSON value at BEGIN, or of what shows that it is broken: a
 * string that goes over the end of a line, or brackets that do not close. Each
 * block is gone over while it is in the cache. LINES is how many line ends are
 * in it. Behind MAX bytes it is given up.
 */
static size_t
value_span(struct values *values, size_t max, uint64_t *lines)
{
	struct json_scan scan = {0};
	size_t at = 0;

	*lines = 0;
	for (;;) {
		struct slice rest = slice_from(held(values), at);
		const char *lf = memchr(rest.ptr, '\n', rest.len);
		size_t len;

		if (lf != NULL)
			rest.len = (size_t)(lf - rest.ptr);
		len = json_scan(&scan, rest);
		if (len > 0)
			return at + len;
		at += rest.len;
		if (at > max || (lf != NULL && scan.in_string))
			return at;
		if (scan.depth > JSON_DEPTH_MAX)
			return line_end(values, at, LINES_MAX);
		if (lf != NULL) {
			at++;
			++*lines;
		}
		if (at == values->end - values->begin && !fill(values))
			return at - (lf != NULL);
	}
}

/*
 * Checks a value. Bytes that are not UTF-8 are looked for first, but what is
 * wrong on a line before them made the value as long as that.
 */
static bool
check(struct slice text, struct json_error *error)
{
	struct json_error before;

	if (json_check(text, error))
		return true;
	if (!json_check(slice_first(text, error->at), &before) &&
		memchr(text.ptr + before.at, '\n', error->at - before.at) !=
			NULL)
		*error = before;
	return false;
}

/*
 * The length of the array at BEGIN up to the last comma behind an item that is
 * held, or 0. What follows the comma must be another item.
 */
static size_t
run_span(struct values *values, uint64_t *items)
{
	struct slice text = held(values), rest;
	struct json_iter it = json_iter((struct json){text, JSON_ARRAY});
	struct json key, item;
	size_t len = 0;

	for (*items = 0; json_next(&it, &key, &item); ++*items) {
		struct slice behind;

		rest = slice_trim(it.rest);
		behind = slice_trim(slice_from(rest, 1));
		if (!slice_starts(rest, SLICE(",")) || behind.len == 0 ||
			behind.ptr[0] == ']')
			break;
		len = (size_t)(rest.ptr - text.ptr);
	}
	return len;
}

/*
 * Takes the front of a long array as an array of its own: the comma behind it
 * becomes the bracket that closes it, and then the one that opens the next.
 * False, and nothing changed, where something is wrong with it.
 */
static bool
take_run(struct values *values, struct value *value)
{
	uint64_t items;
	size_t len = run_span(values, &items);

	if (len == 0)
		return false;
	values->buf[values->begin + len] = ']';
	value->text = slice_first(held(values), len + 1);
	value->more = json_check(value->text, NULL);
	if (!value->more) {
		values->buf[values->begin + len] = ',';
		return false;
	}
	values->items += items;
	values->line += count_lines(value->text);
	values->begin += len;
	values->behind = true;
	return true;
}

/* Takes the JSON value at BEGIN; VALUES_END if it is passed over, and said. */
static enum value_type
take_json(struct values *values, struct value *value)
{
	const char *file = input_name(values->input);
	uint64_t lines;
	bool array = values->buf[values->begin] == '[';
	size_t len = value_span(values, array ? RUN : LINES_MAX, &lines);
	struct json_error error;

	value->line = values->line;
	value->first = values->first;
	value->before = values->items;
	value->more = false;
	values->first = false;
	if (array && len > RUN) {
		if (take_run(values, value))
			return VALUES_JSON;
		len = value_span(values, LINES_MAX, &lines);
	}
	values->items = 0;
	value->text = slice_first(held(values), len);
	if (len > LINES_MAX) {
		err_bad_at(file, value->line, "longer than 64 MiB");
		values_skip_line(values, 0);
		return VALUES_END;
	}
	if (!check(value->text, &error)) {
		value->wrong = error.what;
		value->wrong_at = error.at;
		value->wrong_line =
			value->line +
			count_lines(slice_first(value->text, error.at));
		return VALUES_BROKEN;
	}
	values->line += lines;
	values->begin += len;
	values->behind = true;
	return VALUES_JSON;
}

bool
values_next_file(struct values *values)
{
	values->in_body = next_file(values);
	return values->in_body;
}

enum value_type
values_next(struct values *values, struct value *value)
{
	for (;;) {
		char c;

		if ((!values->in_file || values->in_body) && !next_file(values))
			return VALUES_END;
		if (!skip_space(values)) {
			values->in_file = false;
			continue;
		}
		if (values->items > 0) /* the comma before the next run */
			values->buf[values->begin] = '[';
		c = values->buf[values->begin];
		if (c == '{' || c == '[') {
			enum value_type type = take_json(values, value);

			if (type != VALUES_END)
				return type;
			continue;
		}
		if (!values->behind)
			break;
		err_bad_at(input_name(values->input), values->line,
			"something stands behind a JSON value");
		values_skip_line(values, 0);
	}
	fill_to(values, BLOCK);
	value->text = held(values);
	value->line = values->line;
	value->first = values->first;
	value->before = 0;
	value->more = false;
	values->in_body = true;
	values->first = false;
	return VALUES_BODY;
}

bool
values_read(struct values *values, struct slice *bytes)
{
	fill_to(values, BLOCK);
	*bytes = held(values);
	values->begin = values->end;
	return bytes->len > 0;
}

const char *
values_file(const struct values *values)
{
	return input_name(values->input);
}

void
values_close(struct values *values)
{
	input_close(values->input);
	free(values->buf);
	free(values);
}
