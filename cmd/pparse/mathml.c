#include "mathml.h"
#include "markup.h"
#include "utf8.h"

enum {
	DEPTH_MAX = 64,  /* deeper elements are text, not structure */
	SCRIPT_MAX = 40, /* longer ones are sentences */
	CHILDREN = 3,    /* whose places count */
};

static const struct script {
	struct slice plain, sub, super;
} scripts[] = {
	{SLICE_INIT("0"),   SLICE_INIT("₀"), SLICE_INIT("⁰")},
	{SLICE_INIT("1"),   SLICE_INIT("₁"), SLICE_INIT("¹") },
	{SLICE_INIT("2"),   SLICE_INIT("₂"), SLICE_INIT("²") },
	{SLICE_INIT("3"),   SLICE_INIT("₃"), SLICE_INIT("³") },
	{SLICE_INIT("4"),   SLICE_INIT("₄"), SLICE_INIT("⁴")},
	{SLICE_INIT("5"),   SLICE_INIT("₅"), SLICE_INIT("⁵")},
	{SLICE_INIT("6"),   SLICE_INIT("₆"), SLICE_INIT("⁶")},
	{SLICE_INIT("7"),   SLICE_INIT("₇"), SLICE_INIT("⁷")},
	{SLICE_INIT("8"),   SLICE_INIT("₈"), SLICE_INIT("⁸")},
	{SLICE_INIT("9"),   SLICE_INIT("₉"), SLICE_INIT("⁹")},
	{SLICE_INIT("+"),   SLICE_INIT("₊"), SLICE_INIT("⁺")},
	{SLICE_INIT("-"),   SLICE_INIT("₋"), SLICE_INIT("⁻")},
	{SLICE_INIT("−"), SLICE_INIT("₋"), SLICE_INIT("⁻")},
	{SLICE_INIT("–"), SLICE_INIT("₋"), SLICE_INIT("⁻")},
	{SLICE_INIT("("),   SLICE_INIT("₍"), SLICE_INIT("⁽")},
	{SLICE_INIT(")"),   SLICE_INIT("₎"), SLICE_INIT("⁾")},
};

/* Superscripts that are the end of a word. */
static const struct slice endings[] = {SLICE_INIT("st"), SLICE_INIT("nd"),
	SLICE_INIT("rd"), SLICE_INIT("th"), SLICE_INIT("TM"), SLICE_INIT("SM")};

/* Adds all of TEXT in small characters, or nothing if one is missing. */
static bool
add_small(struct buf *to, struct slice text, bool super)
{
	size_t begin = to->len, i;

	while (text.len > 0) {
		for (i = 0; i < COUNT(scripts); i++)
			if (slice_starts(text, scripts[i].plain))
				break;
		if (i == COUNT(scripts)) {
			to->len = begin;
			return false;
		}
		buf_add(to, super ? scripts[i].super : scripts[i].sub);
		text = slice_from(text, scripts[i].plain.len);
	}
	return true;
}

/* A letter or digit, of any script. */
static bool
is_word(char c)
{
	return ascii_alnum(c) || (c & 0x80) != 0;
}

static bool
is_plain(struct slice text, bool super)
{
	bool word = false;

	if (text.len > SCRIPT_MAX)
		return true;
	for (size_t i = 0; i < text.len; i++) {
		if (ascii_space(text.ptr[i]))
			return true;
		word = word || is_word(text.ptr[i]);
	}
	for (size_t i = 0; super && i < COUNT(endings); i++)
		if (slice_eq(text, endings[i]))
			return true;
	return !word;
}

void
script_end(struct buf *to, size_t begin, bool super)
{
	struct slice text = slice_trim(buf_since(to, begin));
	char copy[SCRIPT_MAX];
	size_t words = 0;

	if (text.len == 0 || text.len > sizeof(copy))
		return;
	memcpy(copy, text.ptr, text.len);
	text.ptr = copy;
	to->len = begin;
	if (add_small(to, text, super))
		return;
	if (!is_plain(text, super)) {
		buf_char(to, super ? '^' : '_');
		while (words < text.len && is_word(text.ptr[words]))
			words++;
	}
	if (is_plain(text, super) || words == text.len) {
		buf_add(to, text);
		return;
	}
	buf_char(to, '{');
	buf_add(to, text);
	buf_char(to, '}');
}

/* What a layout element does with its children. */
enum layout { ROW, TOKEN, SUB, SUPER, SUB_SUPER, FRACTION, ROOT, DROP };

static const struct {
	struct slice name;
	enum layout layout;
} layouts[] = {
	{SLICE_INIT("annotation"),     DROP     },
	{SLICE_INIT("annotation-xml"), DROP     },
	{SLICE_INIT("mfrac"),          FRACTION },
	{SLICE_INIT("mi"),             TOKEN    },
	{SLICE_INIT("mn"),             TOKEN    },
	{SLICE_INIT("mo"),             TOKEN    },
	{SLICE_INIT("ms"),             TOKEN    },
	{SLICE_INIT("msqrt"),          ROOT     },
	{SLICE_INIT("msub"),           SUB      },
	{SLICE_INIT("msubsup"),        SUB_SUPER},
	{SLICE_INIT("msup"),           SUPER    },
	{SLICE_INIT("mtext"),          TOKEN    },
	{SLICE_INIT("munderover"),     SUB_SUPER},
};

struct frame {
	struct slice full;
	enum layout layout;
	size_t begins[CHILDREN]; /* where its children begin in the text */
	size_t children;
};

struct formula {
	struct buf *to;
	struct frame frames[DEPTH_MAX];
	size_t depth;
};

static enum layout
layout_of(struct slice name)
{
	for (size_t i = 0; i < COUNT(layouts); i++)
		if (slice_eq_nocase(name, layouts[i].name))
			return layouts[i].layout;
	return ROW;
}

static void
insert(struct buf *to, size_t at, struct slice text)
{
	buf_room(to, text.len);
	memmove(to->ptr + at + text.len, to->ptr + at, to->len - at);
	memcpy(to->ptr + at, text.ptr, text.len);
	to->len += text.len;
}

/* Is it one symbol, or one number? */
static bool
is_symbol(struct slice text)
{
	size_t digits = 0;
	uint32_t c;

	while (digits < text.len && ascii_digit(text.ptr[digits]))
		digits++;
	return text.len == 0 || digits == text.len ||
	       utf8_decode(text, &c) == text.len;
}

/* Puts what is longer than a symbol, from BEGIN to END, in brackets. */
static void
bracket(struct buf *to, size_t begin, size_t end)
{
	if (is_symbol(slice_first(buf_since(to, begin), end - begin)))
		return;
	insert(to, end, SLICE(")"));
	insert(to, begin, SLICE("("));
}

/* Exchanges what stands from BEGIN to MIDDLE with what stands behind it. */
static void
exchange(struct buf *to, size_t begin, size_t middle)
{
	size_t len = middle - begin, rest = to->len - middle;

	buf_room(to, len);
	memcpy(to->ptr + to->len, to->ptr + begin, len);
	memmove(to->ptr + begin, to->ptr + middle, rest);
	memcpy(to->ptr + begin + rest, to->ptr + to->len, len);
}

static void
end_both_scripts(struct buf *to, size_t sub, size_t super)
{
	size_t len;

	script_end(to, super, true);
	len = to->len - super;
	exchange(to, sub, super);
	script_end(to, sub + len, false);
	exchange(to, sub, sub + len);
}

/* Ends the frame on top: its children stand one behind the other. */
static void
end_frame(struct formula *formula)
{
	struct frame *frame = &formula->frames[--formula->depth];
	struct buf *to = formula->to;
	size_t second = frame->begins[1];

	if (frame->layout == ROOT && frame->children > 0) {
		bracket(to, frame->begins[0], to->len);
		insert(to, frame->begins[0], SLICE("√"));
	}
	if (frame->children < 2)
		return;
	switch (frame->layout) {
	case SUB: script_end(to, second, false); break;
	case SUPER: script_end(to, second, true); break;
	case SUB_SUPER:
		if (frame->children >= CHILDREN)
			end_both_scripts(to, second, frame->begins[2]);
		break;
	case FRACTION:
		bracket(to, second, to->len);
		insert(to, second, SLICE("/"));
		bracket(to, frame->begins[0], second);
		break;
	default: break;
	}
}

static void
begin_frame(struct formula *formula, const struct tag *tag)
{
	struct frame *frame;

	if (formula->depth > 0) {
		frame = &formula->frames[formula->depth - 1];
		if (frame->children < CHILDREN)
			frame->begins[frame->children] = formula->to->len;
		frame->children++;
	}
	if (tag->empty || formula->depth == DEPTH_MAX)
		return;
	formula->frames[formula->depth++] = (struct frame){
		.full = tag->full, .layout = layout_of(tag->name)};
}

/* Ends the frames up to the one that TAG began, if there is such a one. */
static void
end_frames(struct formula *formula, const struct tag *tag)
{
	for (size_t i = formula->depth; i > 0; i--)
		if (slice_eq(formula->frames[i - 1].full, tag->full)) {
			while (formula->depth >= i)
				end_frame(formula);
			return;
		}
}

static void
add_symbols(struct formula *formula, struct slice text)
{
	if (formula->depth > 0 &&
		formula->frames[formula->depth - 1].layout == TOKEN)
		markup_entities(formula->to, slice_trim(text));
}

static void
add_layout(struct buf *to, struct slice content)
{
	struct formula formula = {.to = to};
	struct tag tag;
	size_t length;

	while (content.len > 0) {
		const char *next = memchr(content.ptr, '<', content.len);
		size_t before = next == NULL ? content.len
		                             : (size_t)(next - content.ptr);

		add_symbols(&formula, slice_first(content, before));
		content = slice_from(content, before);
		if (content.len == 0)
			break;
		if (!tag_read(content, &tag, &length)) {
			content = slice_from(content, length);
			continue;
		}
		content = slice_from(content, length);
		if (tag.end)
			end_frames(&formula, &tag);
		else if (layout_of(tag.name) == DROP)
			content = slice_from(
				content, tag_content(content, tag.full));
		else
			begin_frame(&formula, &tag);
	}
	while (formula.depth > 0)
		end_frame(&formula);
}

static void
add_tex(struct buf *to, struct slice tex)
{
	bool quoted;

	tex = slice_trim(tex);
	quoted = slice_starts(tex, SLICE("$")) ||
	         slice_starts(tex, SLICE("\\(")) ||
	         slice_starts(tex, SLICE("\\["));
	if (!quoted)
		buf_char(to, '$');
	markup_entities(to, tex);
	if (!quoted)
		buf_char(to, '$');
}

void
mathml_tex(struct buf *to, struct slice content)
{
	static const struct slice begin = SLICE_INIT("\\begin{document}");
	const char *at = slice_find(content, begin), *end;

	if (at != NULL)
		content = slice_from(
			content, (size_t)(at - content.ptr) + begin.len);
	end = slice_find(content, SLICE("\\end{document}"));
	if (end != NULL)
		content.len = (size_t)(end - content.ptr);
	if (slice_trim(content).len > 0)
		add_tex(to, content);
}

/* Is it TeX, and not what an editor of formulas keeps for itself? */
static bool
is_tex(const struct tag *tag, struct slice text)
{
	struct slice encoding = tag_attribute(tag, SLICE("encoding"));

	if (encoding.len > 0 &&
		slice_find_nocase(encoding, SLICE("tex")) == NULL)
		return false;
	return slice_trim(text).len > 0 &&
	       !slice_starts(slice_trim(text), SLICE("MathType")) &&
	       memchr(text.ptr, '<', text.len) == NULL;
}

/* The TeX that one of the annotations in CONTENT has; empty if none has. */
static struct slice
find_annotation(struct slice content)
{
	const char *at;
	struct tag tag;
	size_t length;

	while ((at = memchr(content.ptr, '<', content.len)) != NULL) {
		struct slice text;
		bool found;

		content = slice_from(content, (size_t)(at - content.ptr));
		found = tag_read(content, &tag, &length) && !tag.end &&
		        slice_eq_nocase(tag.name, SLICE("annotation"));
		content = slice_from(content, length);
		if (!found)
			continue;
		text = slice_first(content, tag_content(content, tag.full));
		if (is_tex(&tag, text))
			return text;
		content = slice_from(content, text.len);
	}
	return SLICE("");
}

void
mathml_text(struct buf *to, const struct tag *tag, struct slice content)
{
	struct slice tex = tag_attribute(tag, SLICE("alttext"));

	if (slice_trim(tex).len == 0)
		tex = find_annotation(content);
	if (slice_trim(tex).len > 0)
		add_tex(to, tex);
	else
		add_layout(to, content);
}
