#include "template.h"
#include "clean.h"
#include "date.h"
#include "dateformat.h"
#include "mem.h"
#include "record.h"
#include "text.h"

enum { WIDTH_MAX = 9999 };

struct piece {
	enum {
		PIECE_TEXT,
		PIECE_MEMBER,
		PIECE_PRESENT,
		PIECE_NUMBER,
		PIECE_RECORD,
	} kind;
	struct slice text; /* of PIECE_TEXT; what joins elements; or a date's */
	size_t member;     /* in names, values */
	size_t width;      /* 0: as wide as it is */
	size_t end;        /* of PIECE_PRESENT: the piece behind its {/} */
	bool joined, date, filled;
};

struct text_template {
	struct template_rules rules;
	struct piece *pieces;
	size_t count, cap;
	struct slice *names; /* each once */
	size_t name_count, name_cap;
	struct json *values;

	/* Reset for every value, kept for the run. */
	struct buf text, shaped, scratch;
};

/* Where reading has come to; OPEN are pieces, the innermost is the last. */
struct reader {
	struct text_template *t;
	struct slice rest;
	struct opened {
		size_t piece;
		const char *at;
	} * opened;
	size_t depth, cap;
};

static const struct escape {
	char letter;
	struct slice text;
} escapes[] = {
	{'t',  SLICE_INIT("\t")},
	{'n',  SLICE_INIT("\n")},
	{'\\', SLICE_INIT("\\")},
	{'{',  SLICE_INIT("{") },
	{'}',  SLICE_INIT("}") },
};

static void
add_piece(struct text_template *t, struct piece piece)
{
	t->pieces = mem_grow(t->pieces, &t->cap, t->count + 1, sizeof(piece));
	t->pieces[t->count++] = piece;
}

static void
add_text(struct text_template *t, struct slice text)
{
	if (text.len > 0)
		add_piece(t, (struct piece){.kind = PIECE_TEXT, .text = text});
}

/* The index of NAME among the names that are looked for. */
static size_t
name_index(struct text_template *t, struct slice name)
{
	size_t i = 0;

	while (i < t->name_count && !slice_eq(t->names[i], name))
		i++;
	if (i == t->name_count) {
		t->names = mem_grow(
			t->names, &t->name_cap, i + 1, sizeof(*t->names));
		t->names[t->name_count++] = name;
	}
	return i;
}

static bool
is_number(struct slice text)
{
	size_t n = 0;

	while (n < text.len && ascii_digit(text.ptr[n]))
		n++;
	return n == text.len;
}

static size_t
read_width(struct slice digits)
{
	size_t n = 0;

	for (size_t i = 0; i < digits.len && n <= WIDTH_MAX; i++)
		n = n * 10 + (size_t)(digits.ptr[i] - '0');
	return n > WIDTH_MAX ? 0 : n;
}

/* What the backslash and LETTER stand for, or NULL. */
static const struct escape *
escape_of(char letter)
{
	for (size_t i = 0; i < COUNT(escapes); i++)
		if (escapes[i].letter == letter)
			return &escapes[i];
	return NULL;
}

/* TEXT with its escapes undone; NULL if there is one that is not known. */
static const char *
undo_escapes(struct slice text)
{
	struct buf undone = {0};

	for (size_t i = 0; i < text.len; i++) {
		const struct escape *escape;

		if (text.ptr[i] != '\\') {
			buf_char(&undone, text.ptr[i]);
			continue;
		}
		escape = i + 1 < text.len ? escape_of(text.ptr[++i]) : NULL;
		if (escape == NULL)
			return NULL;
		buf_add(&undone, escape->text);
	}
	return buf_string(&undone);
}

/* What stands behind the colon; what is wrong with it, or NULL. */
static const char *
read_shape(struct piece *piece, struct slice shape)
{
	const char *text = undo_escapes(shape);

	if (text == NULL)
		return "unknown escape; \\t \\n \\\\ \\{ \\} are known";
	if (is_number(shape)) {
		piece->width = read_width(shape);
		return piece->width > 0 ? NULL
		                        : "a width is a number from 1 to 9999";
	}
	piece->text = slice_of(text);
	piece->date = memchr(shape.ptr, '%', shape.len) != NULL;
	piece->joined = !piece->date;
	return piece->date && dateformat_unknown(piece->text) != '\0'
	               ? "a letter behind % that dates do not have"
	               : NULL;
}

static const char *
read_end(struct reader *reader)
{
	struct text_template *t = reader->t;

	if (reader->depth == 0)
		return "{/} without {?";
	reader->depth--;
	t->pieces[reader->opened[reader->depth].piece].end = t->count;
	return NULL;
}

static const char *
read_present(struct reader *reader, struct slice name)
{
	struct text_template *t = reader->t;
	struct piece piece = {.kind = PIECE_PRESENT};

	if (name.len == 0)
		return "no member is named";
	piece.member = name_index(t, name);
	reader->opened = mem_grow(reader->opened, &reader->cap,
		reader->depth + 1, sizeof(*reader->opened));
	reader->opened[reader->depth++] =
		(struct opened){t->count, reader->rest.ptr};
	add_piece(t, piece);
	return NULL;
}

static const char *
read_member(struct text_template *t, struct slice inside)
{
	struct piece piece = {.kind = PIECE_MEMBER};
	struct slice name;
	const char *wrong;

	slice_cut(&inside, ':', &name);
	if (name.len == 0)
		return "no member is named";
	if (inside.ptr != NULL) {
		if (slice_eq(name, SLICE(".")) || slice_eq(name, SLICE("#")))
			return "the record and the number have no width";
		wrong = read_shape(&piece, inside);
		if (wrong != NULL)
			return wrong;
	}
	if (slice_eq(name, SLICE(".")))
		piece.kind = PIECE_RECORD;
	else if (slice_eq(name, SLICE("#")))
		piece.kind = PIECE_NUMBER;
	else
		piece.member = name_index(t, name);
	add_piece(t, piece);
	return NULL;
}

/* The bracket that ends TEXT, which begins with one, or NULL. */
static const char *
bracket_end(struct slice text)
{
	for (size_t i = 1; i < text.len; i++) {
		if (text.ptr[i] == '}')
			return text.ptr + i;
		if (text.ptr[i] == '\\')
			i++;
	}
	return NULL;
}

/* Reads what is in brackets at the front; what is wrong with it, or NULL. */
static const char *
read_brackets(struct reader *reader)
{
	const char *begin = reader->rest.ptr, *end = bracket_end(reader->rest);
	struct slice inside;
	const char *wrong;

	if (end == NULL)
		return "{ without }; write \\{ for a brace";
	inside = (struct slice){begin + 1, (size_t)(end - begin) - 1};
	if (slice_eq(inside, SLICE("/")))
		wrong = read_end(reader);
	else if (slice_starts(inside, SLICE("?")))
		wrong = read_present(reader, slice_from(inside, 1));
	else
		wrong = read_member(reader->t, inside);
	if (wrong == NULL)
		reader->rest = slice_from(reader->rest, inside.len + 2);
	return wrong;
}

/* Reads one piece at the front; what is wrong with it, or NULL. */
static const char *
read_piece(struct reader *reader)
{
	struct slice text = reader->rest;
	const struct escape *escape;
	size_t n;

	switch (*text.ptr) {
	case '\\':
		escape = text.len > 1 ? escape_of(text.ptr[1]) : NULL;
		if (escape == NULL)
			return "unknown escape; \\t \\n \\\\ \\{ \\} are known";
		add_text(reader->t, escape->text);
		reader->rest = slice_from(text, 2);
		return NULL;
	case '{': return read_brackets(reader);
	case '}': return "} without {; write \\} for a brace";
	}
	n = strcspn(text.ptr, "\\{}");
	add_text(reader->t, slice_first(text, n));
	reader->rest = slice_from(text, n);
	return NULL;
}

/* Does the text at AT end a line at once, or the template? */
static bool
at_line_end(const struct text_template *t, size_t at)
{
	return at == t->count ||
	       (t->pieces[at].kind == PIECE_TEXT &&
		       slice_starts(t->pieces[at].text, SLICE("\n")));
}

struct text_template *
template_read(const char *text, struct template_rules rules,
	struct template_error *error)
{
	struct text_template *t = mem_zero(1, sizeof(*t));
	struct reader reader = {.t = t, .rest = slice_of(text)};

	t->rules = rules;
	error->what = NULL;
	while (reader.rest.len > 0 && error->what == NULL)
		error->what = read_piece(&reader);
	error->at = (size_t)(reader.rest.ptr - text) + 1;
	if (error->what == NULL && reader.depth > 0) {
		error->what = "{? without {/}";
		error->at =
			(size_t)(reader.opened[reader.depth - 1].at - text) + 1;
	}
	if (error->what != NULL)
		return NULL;
	for (size_t i = 0; i < t->count; i++)
		t->pieces[i].filled =
			rules.escape == NULL && !at_line_end(t, i + 1);
	t->values = mem_zero(t->name_count + 1, sizeof(*t->values));
	return t;
}

bool
template_ends_line(const struct text_template *t)
{
	return t->count > 0 && t->pieces[t->count - 1].kind == PIECE_TEXT &&
	       slice_ends(t->pieces[t->count - 1].text, SLICE("\n"));
}

/* Adds the text of a value that is no array. */
static void
add_value(struct text_template *t, struct json value, struct buf *to)
{
	struct slice text = value.raw;

	if (value.type == JSON_NULL)
		return;
	json_scalar(value, &t->scratch, &text);
	clean_controls(to, text);
}

static void
put(struct text_template *t, struct slice name, struct slice text,
	struct buf *to)
{
	if (t->rules.escape != NULL)
		t->rules.escape(to, name, text);
	else
		buf_add(to, text);
}

/* t->text in the columns of PIECE. */
static void
put_columns(struct text_template *t, const struct piece *piece, struct buf *to)
{
	struct slice text = buf_slice(&t->text), front;
	size_t width = piece->width, used;

	front = slice_first(text, text_fit(text, width));
	used = text_width(front);
	if (front.len < text.len && !date_valid(text)) {
		struct slice cut = slice_first(text, text_cut(text, width));

		if (text_width(cut) < width) {
			buf_reset(&t->shaped);
			buf_add(&t->shaped, cut);
			buf_add(&t->shaped, SLICE("\xE2\x80\xA6")); /* U+2026 */
			front = buf_slice(&t->shaped);
			used = text_width(front);
		}
	}
	put(t, t->names[piece->member], front, to);
	if (piece->filled && used < width) {
		memset(buf_room(to, width - used), ' ', width - used);
		to->len += width - used;
	}
}

/* t->text as PIECE has it. */
static void
put_text(struct text_template *t, const struct piece *piece, struct buf *to)
{
	struct slice text = buf_slice(&t->text);

	if (piece->width > 0) {
		put_columns(t, piece, to);
		return;
	}
	if (piece->date && date_valid(text)) {
		buf_reset(&t->shaped);
		dateformat_add(&t->shaped, text, piece->text, "C");
		text = buf_slice(&t->shaped);
	}
	put(t, t->names[piece->member], text, to);
}

/* The elements of VALUE, an array, in INTO; or in TO, each by itself. */
static void
put_elements(struct text_template *t, const struct piece *piece,
	struct json value, struct buf *into, struct buf *to)
{
	struct json_iter it = json_iter(value);
	struct json key, element;

	for (size_t n = 0; json_next(&it, &key, &element); n++) {
		if (n > 0 && t->rules.first)
			return;
		if (n > 0 && piece->joined && into != to) {
			put_text(t, piece, to);
			buf_reset(into);
		}
		if (n > 0 && piece->joined)
			buf_add(to, piece->text);
		else if (n > 0)
			buf_add(into, SLICE(", "));
		add_value(t, element, into);
	}
}

static void
put_member(struct text_template *t, const struct piece *piece, struct buf *to)
{
	struct json value = t->values[piece->member];
	bool as_it_is =
		t->rules.escape == NULL && piece->width == 0 && !piece->date;
	struct buf *into = as_it_is ? to : &t->text;

	buf_reset(&t->text);
	if (value.type == JSON_ARRAY)
		put_elements(t, piece, value, into, to);
	else
		add_value(t, value, into);
	if (!as_it_is)
		put_text(t, piece, to);
}

/* In JSON a tab stands between tokens only, where a blank is as good. */
static void
put_record(struct text_template *t, struct slice line, struct buf *to)
{
	struct buf *text = &t->text;
	size_t at = 0;

	buf_reset(text);
	buf_add(text, slice_trim(line));
	while (at < text->len) {
		char *tab = memchr(text->ptr + at, '\t', text->len - at);

		if (tab == NULL)
			break;
		*tab = ' ';
		at = (size_t)(tab - text->ptr) + 1;
	}
	put(t, SLICE("."), buf_slice(text), to);
}

bool
template_add(struct text_template *t, struct slice line, uint64_t number,
	struct buf *to)
{
	bool some = t->name_count == 0;

	record_find(line, t->names, t->name_count, t->values);
	for (size_t i = 0; i < t->name_count; i++)
		some |= !json_empty(t->values[i]);
	for (size_t i = 0; i < t->count; i++) {
		const struct piece *piece = &t->pieces[i];

		switch (piece->kind) {
		case PIECE_TEXT: buf_add(to, piece->text); break;
		case PIECE_MEMBER: put_member(t, piece, to); break;
		case PIECE_PRESENT:
			if (json_empty(t->values[piece->member]))
				i = piece->end - 1;
			break;
		case PIECE_NUMBER:
			buf_format(to, "%ju", (uintmax_t)number);
			break;
		case PIECE_RECORD:
			put_record(t, line, to);
			some = true;
			break;
		}
	}
	return some;
}
