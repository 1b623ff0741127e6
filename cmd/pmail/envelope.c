#include <stdlib.h>

#include "envelope.h"
#include "mem.h"

/* RFC 5321, 4.5.3.1.3: a path, without its brackets. */
enum { ADDRESS_MAX = 254 };

/* What is read of an address in a list. */
struct reading {
	struct buf bare, angle;
	bool in_angle, had_angle;
};

/* The length of the quoted string or comment at the front of TEXT; all of it
 * where it does not end. */
static size_t
span(struct slice text, char open, char close)
{
	size_t depth = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\\')
			i++;
		else if (text.ptr[i] == close && (i > 0 || open != close)) {
			if (open == close || --depth == 0)
				return i + 1;
		} else if (text.ptr[i] == open)
			depth++;
	}
	return text.len;
}

/* A server takes an address for what follows RCPT TO: nothing else in it. */
static bool
is_address(struct slice address)
{
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.ptr[i];

		if (c <= ' ' || c == 0x7F || c == '<' || c == '>')
			return false;
	}
	return address.len > 0 && address.len <= ADDRESS_MAX;
}

static void
add_address(struct addresses *to, struct slice address)
{
	struct buf copy = {0};

	for (size_t i = 0; i < to->count; i++)
		if (slice_eq(slice_of(to->list[i]), address))
			return;
	to->list =
		mem_grow(to->list, &to->cap, to->count + 1, sizeof(*to->list));
	buf_add(&copy, address);
	to->list[to->count++] = mem_copy(buf_string(&copy));
	buf_free(&copy);
}

/* One element of a list has ended. */
static bool
take(struct reading *reading, struct addresses *to)
{
	struct slice address = slice_trim(buf_slice(
		reading->had_angle ? &reading->angle : &reading->bare));
	bool empty = !reading->had_angle && address.len == 0;
	bool good = is_address(address);

	if (good)
		add_address(to, address);
	buf_reset(&reading->bare);
	buf_reset(&reading->angle);
	reading->in_angle = reading->had_angle = false;
	return good || empty; /* RFC 5322, 4.4: elements may be empty */
}

/* One character that is in no string and no comment. */
static bool
read_character(struct reading *reading, char c, struct addresses *to)
{
	switch (c) {
	case '<':
		buf_reset(&reading->angle);
		reading->in_angle = reading->had_angle = true;
		return true;
	case '>': reading->in_angle = false; return true;
	case ':': /* the name of a group, or a route (4.4) */
		buf_reset(reading->in_angle ? &reading->angle : &reading->bare);
		return true;
	case ',':
		if (reading->in_angle)
			return true; /* of a route */
		return take(reading, to);
	case ';': return take(reading, to);
	}
	buf_char(reading->in_angle ? &reading->angle : &reading->bare, c);
	return true;
}

bool
addresses_read(struct addresses *to, struct slice value)
{
	struct reading reading = {0};
	bool good = true;

	for (size_t i = 0, n; i < value.len; i += n) {
		struct slice rest = slice_from(value, i);

		n = 1;
		if (*rest.ptr == '(') {
			n = span(rest, '(', ')');
		} else if (*rest.ptr == '"') {
			n = span(rest, '"', '"');
			buf_add(reading.in_angle ? &reading.angle
						 : &reading.bare,
				slice_first(rest, n));
		} else if (!read_character(&reading, *rest.ptr, to)) {
			good = false;
		}
	}
	good = take(&reading, to) && good;
	buf_free(&reading.bare);
	buf_free(&reading.angle);
	return good;
}

/* Cuts the next line off TEXT, without its end. */
static bool
next_line(struct slice *text, struct slice *line)
{
	if (text->len == 0)
		return false;
	slice_cut(text, '\n', line);
	if (slice_ends(*line, SLICE("\r")))
		line->len--;
	return true;
}

static void
add_line(struct buf *to, struct slice line)
{
	struct slice part;

	/* A CR alone would be taken for the end of a line by some (RFC 5321,
	 * 2.3.8), so it is one. */
	while (slice_cut(&line, '\r', &part)) {
		buf_add(to, part);
		buf_add(to, SLICE("\r\n"));
	}
}

/* Is FIELD the field called NAME? Its value, too. */
static bool
is_field(struct slice field, const char *name, struct slice *value)
{
	struct slice head;

	*value = field;
	return slice_cut(value, ':', &head) && value->ptr != NULL &&
	       slice_eq_nocase(slice_trim(head), slice_of(name));
}

/* What the fields say, before it is known which of them counts. */
struct fields {
	struct addresses sender, from, to;
};

static void
read_field(struct envelope *envelope, struct fields *fields, struct slice field)
{
	const struct {
		const char *name;
		struct addresses *to;
	} rows[] = {
		{"Sender", &fields->sender},
		{"From",   &fields->from  },
		{"To",     &fields->to    },
		{"Cc",     &fields->to    },
		{"Bcc",    &fields->to    },
	};
	struct slice value, line;

	for (size_t i = 0; i < COUNT(rows); i++)
		if (is_field(field, rows[i].name, &value) &&
			!addresses_read(rows[i].to, value))
			err_die("%s: not a list of addresses: %.*s",
				rows[i].name, ERR_SLICE(slice_trim(value)));
	if (is_field(field, "Bcc", &value))
		return;
	while (next_line(&field, &line))
		add_line(&envelope->message, line);
}

/* The length of the field at the front of TEXT with the lines that continue it
 * (RFC 5322, 2.2.3). */
static size_t
field_length(struct slice text)
{
	size_t at = 0;

	do {
		const char *end = memchr(text.ptr + at, '\n', text.len - at);

		if (end == NULL)
			return text.len;
		at = (size_t)(end - text.ptr) + 1;
	} while (
		at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'));
	return at;
}

static bool
ends_header(struct slice text)
{
	return text.len == 0 || slice_starts(text, SLICE("\n")) ||
	       slice_starts(text, SLICE("\r\n"));
}

void
envelope_read(struct envelope *envelope, struct slice text, bool from_fields)
{
	struct fields fields = {0};
	struct slice line, value;
	size_t n;

	if (slice_starts(text, SLICE("From "))) /* of an mbox */
		next_line(&text, &line);
	for (; !ends_header(text); text = slice_from(text, n)) {
		n = field_length(text);
		if (!is_field(slice_first(text, n), "", &value) &&
			value.ptr == NULL)
			err_die("standard input: no message: a line of the "
				"header without a colon");
		read_field(envelope, &fields, slice_first(text, n));
	}
	if (text.len == 0)
		buf_add(&envelope->message, SLICE("\r\n"));
	while (next_line(&text, &line))
		add_line(&envelope->message, line);
	if (envelope->from == NULL && fields.sender.count > 0)
		envelope->from = fields.sender.list[0];
	if (envelope->from == NULL && fields.from.count > 0)
		envelope->from = fields.from.list[0];
	if (from_fields)
		envelope->to = fields.to;
}
