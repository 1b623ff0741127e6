#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "items.h"
#include "json.h"
#include "lines.h"
#include "mem.h"
#include "values.h"

enum {
	BLOCK = 256 * 1024,
	RUN = 2 * BLOCK, /* a longer array comes in runs of its items */
	FRONT = 1, /* for the bracket of a list in front of one of its items */
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
	bool comma;     /* that of the array stands at BEGIN */
	bool broken;    /* the array was, and may go on on a line with */
	size_t margin;  /* so much white space in front of its items */
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
	if (values->begin > FRONT &&
		(values->end - values->begin < BLOCK ||
			values->cap - values->end < BLOCK)) {
		memmove(values->buf + FRONT, values->buf + values->begin,
			values->end - values->begin);
		values->end -= values->begin - FRONT;
		values->begin = FRONT;
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

/* What comes next is no item of an array. */
static void
list_ends(struct values *values)
{
	values->items = 0;
	values->comma = values->broken = false;
	values->margin = 0;
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
	list_ends(values);
	values->begin = values->end = FRONT;
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

/* Goes to the bracket of a line that begins as it should; else false. */
static bool
at_bracket(struct values *values)
{
	fill_to(values, values->margin + 1);
	if (!items_begin(held(values), values->margin))
		return false;
	values->begin += values->margin;
	return true;
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

static void
set_wrong(struct value *value, const struct json_error *error)
{
	value->wrong = error->what;
	value->wrong_at = error->at;
	value->wrong_line =
		value->line + count_lines(slice_first(value->text, error->at));
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
 * VALUES_END, and nothing changed, where not even one item is held.
 */
static enum value_type
take_run(struct values *values, struct value *value)
{
	struct json_error error;
	uint64_t items;
	size_t len = run_span(values, &items);
	bool whole;

	if (len == 0)
		return VALUES_END;
	values->buf[values->begin + len] = ']';
	value->text = slice_first(held(values), len + 1);
	value->more = true;
	whole = json_check(value->text, &error);
	if (!whole)
		set_wrong(value, &error);
	values->items += items;
	values->line += count_lines(value->text);
	values->begin += len;
	values->behind = values->comma = true;
	return whole ? VALUES_JSON : VALUES_BROKEN;
}

/*
 * Of an array whose brackets do not close, the item in which it ends may have
 * swallowed others: the next line that begins as it does is left to come.
 */
static void
cut_broken(struct values *values, struct value *value)
{
	struct slice text = value->text;
	struct json_iter it = json_iter((struct json){text, JSON_ARRAY});
	struct json key, item;
	size_t at;

	while (values->items++, json_next(&it, &key, &item))
		;
	at = (size_t)(item.raw.ptr - text.ptr);
	if (!values->broken || at > 1) /* else it is the bracket's own place */
		values->margin = items_margin(text, item.raw.ptr);
	values->broken = true;
	value->wrong_line = value->line + count_lines(slice_first(text, at));
	value->text.len = at + items_next(slice_from(text, at), values->margin);
}

static void
say_too_long(struct values *values, struct value *value)
{
	const char *file = input_name(values->input);

	if (value->text.ptr[0] == '[') {
		cut_broken(values, value);
		err_bad_at(file, value->wrong_line,
			"item %" PRIu64 ": longer than 64 MiB", values->items);
	} else {
		err_bad_at(file, value->line, "longer than 64 MiB");
		value->text.len = 0;
	}
}

/* Takes the JSON value at BEGIN; VALUES_END if it is passed over, and said. */
static enum value_type
take_json(struct values *values, struct value *value)
{
	bool array = values->buf[values->begin] == '[';
	size_t len, max = array ? RUN : LINES_MAX;
	struct json_error error;
	uint64_t lines;

	value->line = values->line;
	value->first = values->first;
	value->before = array ? values->items : 0;
	value->more = false;
	values->first = false;
	for (;; max *= 2) {
		enum value_type run = VALUES_END;

		len = value_span(values, max, &lines);
		if (len > max && array)
			run = take_run(values, value);
		if (run != VALUES_END)
			return run;
		if (len <= max || max >= LINES_MAX)
			break;
	}
	value->text = slice_first(held(values), len);
	if (len > LINES_MAX) {
		say_too_long(values, value);
		values_skip_line(values, value->text.len);
		return VALUES_END;
	}
	if (!check(value->text, &error)) {
		if (array && !slice_ends(value->text, SLICE("]")))
			cut_broken(values, value);
		set_wrong(value, &error);
		return VALUES_BROKEN;
	}
	list_ends(values);
	values->line += lines;
	values->begin += len;
	values->behind = true;
	return VALUES_JSON;
}

/*
 * Behind what was broken of an array: is the object at BEGIN an item of it,
 * with a comma behind it, or the end of the array? So is one that does not end.
 */
static bool
goes_on(struct values *values)
{
	struct slice text, rest;
	uint64_t lines;
	size_t at = value_span(values, LINES_MAX, &lines);

	text = slice_first(held(values), at);
	if (slice_starts(text, SLICE("[")))
		return false;
	if (json_value(text, &rest).type == JSON_NONE ||
		!slice_ends(text, SLICE("}")))
		return true;
	while (at < values->end - values->begin || fill(values)) {
		char c = values->buf[values->begin + at++];

		if (!ascii_space(c))
			return c == ',' || c == ']';
	}
	return false;
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
		if (!values->comma && values->broken && goes_on(values)) {
			values->begin--;
			values->comma = true;
		} else if (!values->comma) {
			list_ends(values);
		}
		if (values->comma)
			values->buf[values->begin] = '[';
		values->comma = false;
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
