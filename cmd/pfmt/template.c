#include <stdlib.h>

#include "mem.h"
#include "show.h"
#include "text.h"

enum { WIDTH_MAX = 9999 };

struct piece {
	enum { PIECE_TEXT, PIECE_MEMBER, PIECE_RECORD } kind;
	struct slice text; /* PIECE_TEXT */
	size_t member;     /* in names, values */
	size_t width;      /* 0: as wide as it is */
};

struct line_template {
	struct piece *pieces;
	size_t count, cap;
	struct slice *names; /* each once */
	size_t name_count, name_cap;
	struct json *values;
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
add_piece(struct line_template *t, struct piece piece)
{
	t->pieces = mem_grow(t->pieces, &t->cap, t->count + 1, sizeof(piece));
	t->pieces[t->count++] = piece;
}

static void
add_text(struct line_template *t, struct slice text)
{
	if (text.len > 0)
		add_piece(t, (struct piece){.kind = PIECE_TEXT, .text = text});
}

/* The index of NAME among the names that are looked for. */
static size_t
name_index(struct line_template *t, struct slice name)
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

static size_t
read_width(struct slice digits)
{
	size_t n = 0;

	for (size_t i = 0; i < digits.len; i++) {
		if (!ascii_digit(digits.ptr[i]) || n > WIDTH_MAX)
			return 0;
		n = n * 10 + (size_t)(digits.ptr[i] - '0');
	}
	return n > WIDTH_MAX ? 0 : n;
}

/* What stands between braces; what is wrong with it, or NULL. */
static const char *
read_member(struct line_template *t, struct slice inside)
{
	struct piece piece = {.kind = PIECE_MEMBER};
	struct slice name;

	slice_cut(&inside, ':', &name);
	if (name.len == 0)
		return "no member is named";
	if (inside.ptr != NULL) {
		piece.width = read_width(inside);
		if (piece.width == 0)
			return "a width is a number from 1 to 9999";
	}
	if (!slice_eq(name, SLICE(".")))
		piece.member = name_index(t, name);
	else if (piece.width == 0)
		piece.kind = PIECE_RECORD;
	else
		return "the record has no width";
	add_piece(t, piece);
	return NULL;
}

static const char *
read_escape(struct line_template *t, char letter)
{
	for (size_t i = 0; i < COUNT(escapes); i++)
		if (escapes[i].letter == letter) {
			add_text(t, escapes[i].text);
			return NULL;
		}
	return "unknown escape; \\t \\n \\\\ \\{ \\} are known";
}

/* Reads one piece at the front of TEXT; what is wrong with it, or NULL. */
static const char *
read_piece(struct line_template *t, struct slice *text)
{
	const char *special = text->ptr, *end, *wrong;

	switch (*text->ptr) {
	case '\\':
		wrong = read_escape(t, text->len > 1 ? text->ptr[1] : '\0');
		if (wrong == NULL)
			*text = slice_from(*text, 2);
		return wrong;
	case '{':
		end = memchr(text->ptr, '}', text->len);
		if (end == NULL)
			return "{ without }; write \\{ for a brace";
		wrong = read_member(t, (struct slice){special + 1,
					       (size_t)(end - special) - 1});
		if (wrong == NULL)
			*text = slice_from(*text, (size_t)(end - special) + 1);
		return wrong;
	case '}': return "} without {; write \\} for a brace";
	}
	special += strcspn(special, "\\{}");
	add_text(t, (struct slice){text->ptr, (size_t)(special - text->ptr)});
	*text = slice_from(*text, (size_t)(special - text->ptr));
	return NULL;
}

static bool
ends_line(const struct line_template *t)
{
	const struct piece *last = t->pieces + t->count - 1;

	return t->count > 0 && last->kind == PIECE_TEXT &&
	       slice_ends(last->text, SLICE("\n"));
}

struct line_template *
template_read(const char *text, struct template_error *error)
{
	struct line_template *t = mem_zero(1, sizeof(*t));
	struct slice rest = slice_of(text);

	while (rest.len > 0) {
		error->what = read_piece(t, &rest);
		if (error->what != NULL) {
			error->at = (size_t)(rest.ptr - text) + 1;
			return NULL;
		}
	}
	if (!ends_line(t))
		add_text(t, SLICE("\n"));
	t->values = mem_zero(t->name_count + 1, sizeof(*t->values));
	return t;
}

/* In JSON a tab stands between tokens only, where a blank is as good. */
static void
add_record(struct buf *to, struct slice line)
{
	size_t at = to->len;

	line = slice_trim(line);
	buf_add(to, line);
	while (at < to->len) {
		char *tab = memchr(to->ptr + at, '\t', to->len - at);

		if (tab == NULL)
			break;
		*tab = ' ';
		at = (size_t)(tab - to->ptr) + 1;
	}
}

static void
add_columns(struct buf *to, struct slice text, size_t width)
{
	struct slice front = slice_first(text, text_fit(text, width));
	size_t used = text_width(front);

	buf_add(to, front);
	if (used < width) {
		memset(buf_room(to, width - used), ' ', width - used);
		to->len += width - used;
	}
}

void
template_record(struct job *job)
{
	const struct line_template *t = job->template;
	struct buf *to = job->to;

	record_find(job->line, t->names, t->name_count, t->values);
	for (size_t i = 0; i < t->count; i++) {
		const struct piece *piece = &t->pieces[i];

		switch (piece->kind) {
		case PIECE_TEXT: buf_add(to, piece->text); break;
		case PIECE_RECORD: add_record(to, job->line); break;
		case PIECE_MEMBER:
			buf_reset(&job->text);
			show_value(job, t->values[piece->member]);
			if (piece->width > 0)
				add_columns(to, buf_slice(&job->text),
					piece->width);
			else
				buf_add(to, buf_slice(&job->text));
			break;
		}
	}
}
