#include "field.h"
#include "base64.h"
#include "utf8.h"

enum {
	LINE_WIDTH = 78, /* RFC 5322, 2.1.1 */
	LINE_LENGTH = 998,
	WORD_WIDTH = 75, /* RFC 2047, 2 */
	NAME_LENGTH = 76,
};

/* How a value may be written. */
enum kind { ADDRESSES, TEXT, AS_IT_IS, OURS };

/* The first row that fits, a `*` at the end standing for anything. */
static const struct {
	const char *name;
	enum kind kind;
} kinds[] = {
	{"From",         ADDRESSES},
	{"Sender",       ADDRESSES},
	{"Reply-To",     ADDRESSES},
	{"To",           ADDRESSES},
	{"Cc",           ADDRESSES},
	{"Bcc",          ADDRESSES},
	{"MIME-Version", OURS     },
	{"Content-*",    OURS     },
	{"Subject",      TEXT     },
	{"Comments",     TEXT     },
	{"Keywords",     TEXT     },
	{"X-*",          TEXT     },
	{"*",            AS_IT_IS },
};

static enum kind
kind_of(struct slice name)
{
	size_t i = 0;

	for (; i < COUNT(kinds) - 1; i++) {
		struct slice row = slice_of(kinds[i].name);

		if (slice_ends(row, SLICE("*"))
				? slice_starts_nocase(
					  name, slice_first(row, row.len - 1))
				: slice_eq_nocase(name, row))
			break;
	}
	return kinds[i].kind;
}

static bool
is_ascii(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
	return true;
}

static bool
is_name(struct slice name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] <= ' ' || name.ptr[i] > '~')
			return false;
	return name.len > 0 && name.len <= NAME_LENGTH;
}

static bool
has_control(struct slice text)
{
	uint32_t c;

	while (text.len > 0) {
		text = slice_from(text, utf8_decode(text, &c));
		if (utf8_control(c))
			return true;
	}
	return false;
}

/* The length of what ends before the first STOP outside of quotes, comments
 * and, if it is a comma, brackets; all of TEXT where there is none. */
static size_t
length_to(struct slice text, char stop)
{
	bool quoted = false, bracketed = false;
	size_t depth = 0, i = 0;

	for (; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '\\' && (quoted || depth > 0))
			i++;
		else if (c == '"' && depth == 0)
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (depth > 0)
			continue;
		else if (c == stop && !bracketed)
			return i;
		else if (c == '<' || c == '>')
			bracketed = c == '<';
	}
	return text.len < i ? text.len : i;
}

/* Cuts the next address off a list, and its name and the rest apart. */
static bool
next_address(struct slice *list, struct slice *name, struct slice *rest)
{
	struct slice one;
	size_t n, at;

	if (list->len == 0)
		return false;
	n = length_to(*list, ',');
	one = slice_trim(slice_first(*list, n));
	*list = slice_from(*list, n < list->len ? n + 1 : n);
	at = length_to(one, '<');
	if (at == one.len)
		at = 0;
	*name = slice_trim(slice_first(one, at));
	*rest = slice_from(one, at);
	return true;
}

static bool
only_names_foreign(struct slice list)
{
	struct slice name, rest;

	while (next_address(&list, &name, &rest))
		if (!is_ascii(rest))
			return false;
	return true;
}

/* A line that cannot be folded has to fit. */
static bool
fits(struct slice value)
{
	struct slice part;

	while (slice_cut(&value, ',', &part))
		if (part.len > LINE_LENGTH - NAME_LENGTH - 4)
			return false;
	return true;
}

const char *
field_read(struct field *field, const char *text)
{
	struct slice rest = slice_of(text);
	enum kind kind;

	slice_cut(&rest, ':', &field->name);
	if (rest.ptr == NULL || !is_name(field->name))
		return "not `Name: value`";
	if (!utf8_valid(rest))
		return "not UTF-8";
	if (has_control(rest))
		return "a line break or another control character";
	field->value = slice_trim(rest);
	if (field->value.len == 0)
		return "no value";
	kind = kind_of(field->name);
	if (kind == OURS)
		return "the format's own";
	if (kind == AS_IT_IS && !is_ascii(field->value))
		return "not ASCII";
	if (kind == ADDRESSES && !only_names_foreign(field->value))
		return "an address that is not ASCII";
	if (kind != TEXT && !fits(field->value))
		return "too long";
	return NULL;
}

/* What may stand for itself wherever an encoded word may (RFC 2047, 5). */
static bool
is_plain(char c)
{
	return ascii_alnum(c) || memchr("!*+-/", c, 5) != NULL;
}

/* How long C is by the `Q` encoding. */
static size_t
q_length(char c)
{
	return is_plain(c) || c == ' ' ? 1 : 3;
}

static void
add_q(struct buf *to, struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (is_plain(text.ptr[i]))
			buf_char(to, text.ptr[i]);
		else if (text.ptr[i] == ' ')
			buf_char(to, '_');
		else
			buf_format(to, "=%02X", (unsigned char)text.ptr[i]);
}

/* The front of TEXT whose encoded word has at most ROOM characters: whole
 * characters, at least one. */
static struct slice
word_front(struct slice text, bool by_q, size_t room)
{
	size_t len = 0, q = 0;

	while (len < text.len) {
		uint32_t c;
		size_t n = utf8_decode(slice_from(text, len), &c), more = 0;

		for (size_t i = 0; i < n; i++)
			more += q_length(text.ptr[len + i]);
		if (len > 0 && (by_q ? q + more : (len + n + 2) / 3 * 4) > room)
			break;
		len += n;
		q += more;
	}
	return slice_first(text, len);
}

/* The shorter of the two encodings. */
static bool
shorter_by_q(struct slice text)
{
	size_t q = 0;

	for (size_t i = 0; i < text.len; i++)
		q += q_length(text.ptr[i]);
	return q <= (text.len + 2) / 3 * 4;
}

/* TEXT as encoded words; the line at hand has COLUMN characters. Blanks between
 * two of them do not count, so those of TEXT are inside. Returns the column. */
static size_t
add_words(struct buf *to, struct slice text, size_t column)
{
	static const size_t frame = sizeof("=?UTF-8?Q?"
					   "?=") -
	                            1;
	bool by_q = shorter_by_q(text);

	while (text.len > 0) {
		size_t room = WORD_WIDTH - frame, at = to->len;
		struct slice front;

		if (column + room + frame > LINE_WIDTH)
			room = column + frame + 12 > LINE_WIDTH
			               ? 12
			               : LINE_WIDTH - column - frame;
		front = word_front(text, by_q, room);
		buf_format(to, "=?UTF-8?%c?", by_q ? 'Q' : 'B');
		if (by_q)
			add_q(to, front);
		else
			base64_add(to, front);
		buf_add(to, SLICE("?="));
		column += to->len - at;
		text = slice_from(text, front.len);
		if (text.len > 0) {
			buf_add(to, SLICE("\n "));
			column = 1;
		}
	}
	return column;
}

/* Adds PART behind a blank, on a new line where it does not fit. */
static size_t
add_part(struct buf *to, struct slice part, size_t column)
{
	if (column + 1 + part.len > LINE_WIDTH && column > 1) {
		buf_char(to, '\n');
		column = 0;
	}
	buf_char(to, ' ');
	buf_add(to, part);
	return column + 1 + part.len;
}

/* Does TEXT come out as it is when it is folded at blanks? */
static bool
is_foldable(struct slice text)
{
	size_t word = 0;

	if (!is_ascii(text) || slice_find(text, SLICE("=?")) != NULL ||
		slice_find(text, SLICE("  ")) != NULL)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		word = text.ptr[i] == ' ' ? 0 : word + 1;
		if (word > LINE_WIDTH - 2)
			return false;
	}
	return true;
}

static void
add_text(struct buf *to, struct slice text, size_t column)
{
	struct slice word;

	if (is_foldable(text)) {
		while (slice_cut(&text, ' ', &word))
			column = add_part(to, word, column);
	} else {
		buf_char(to, ' ');
		add_words(to, text, column + 1);
	}
}

/* A quoted string as what it stands for. */
static struct slice
unquote(struct slice name, struct buf *to)
{
	if (name.len < 2 || name.ptr[0] != '"')
		return name;
	buf_reset(to);
	for (size_t i = 1; i < name.len && name.ptr[i] != '"'; i++) {
		if (name.ptr[i] == '\\' && i + 1 < name.len)
			i++;
		buf_char(to, name.ptr[i]);
	}
	return buf_slice(to);
}

static void
add_addresses(struct buf *to, struct slice list, size_t column)
{
	struct buf scratch = {0};
	struct slice name, rest;

	while (next_address(&list, &name, &rest)) {
		if (name.len > 0 && is_ascii(name)) {
			column = add_part(to, name, column);
		} else if (name.len > 0) {
			buf_char(to, ' ');
			column = add_words(
				to, unquote(name, &scratch), column + 1);
		}
		column = add_part(to, rest, column);
		if (list.len > 0) {
			buf_char(to, ',');
			column++;
		}
	}
	buf_free(&scratch);
}

static void
add_as_it_is(struct buf *to, struct slice value, size_t column)
{
	struct slice part;

	while (slice_cut(&value, ',', &part)) {
		bool blank = part.len > 0 && part.ptr[0] == ' ';

		if (blank || column == 0)
			column = add_part(to, slice_trim(part), column);
		else {
			buf_add(to, part);
			column += part.len;
		}
		if (value.ptr != NULL) {
			buf_char(to, ',');
			column++;
		}
	}
}

void
field_add(struct buf *to, struct field field)
{
	size_t column = field.name.len + 1;

	buf_add(to, field.name);
	buf_char(to, ':');
	switch (kind_of(field.name)) {
	case ADDRESSES: add_addresses(to, field.value, column); break;
	case TEXT: add_text(to, field.value, column); break;
	default: buf_char(to, ' '); add_as_it_is(to, field.value, column + 1);
	}
	buf_char(to, '\n');
}
