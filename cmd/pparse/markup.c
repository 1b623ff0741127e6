#include <libxml/HTMLparser.h>

#include "markup.h"
#include "mathml.h"
#include "tag.h"
#include "utf8.h"

enum {
	NAME_MAX_LENGTH = 16,
	NUMBER_MAX_LENGTH = 16,
	LONG_TAG = 1024,
	SCRIPTS_MAX = 8
};

/* What a tag does to the text around it. */
enum effect {
	LINE,      /* each one is a line end: two make a paragraph */
	WORD,      /* a word ends here */
	PARAGRAPH, /* so does a paragraph */
	HEADING,
	RUN_IN, /* a heading to which what follows belongs */
	DROP,   /* with its content */
	SUB,
	SUPER,
	MATH,         /* MathML */
	TEX,          /* what JATS has for it */
	ALTERNATIVES, /* of which one formula counts */
};

static const struct element {
	struct slice name;
	enum effect effect;
} elements[] = {
	{SLICE_INIT("abstract"),       PARAGRAPH   },
	{SLICE_INIT("alternatives"),   ALTERNATIVES},
	{SLICE_INIT("annotation"),     DROP        },
	{SLICE_INIT("annotation-xml"), DROP        },
	{SLICE_INIT("article"),        PARAGRAPH   },
	{SLICE_INIT("blockquote"),     PARAGRAPH   },
	{SLICE_INIT("br"),             LINE        },
	{SLICE_INIT("break"),          LINE        },
	{SLICE_INIT("contrib-group"),  DROP        },
	{SLICE_INIT("dd"),             WORD        },
	{SLICE_INIT("disp-formula"),   ALTERNATIVES},
	{SLICE_INIT("div"),            PARAGRAPH   },
	{SLICE_INIT("dl"),             PARAGRAPH   },
	{SLICE_INIT("dt"),             WORD        },
	{SLICE_INIT("figure"),         PARAGRAPH   },
	{SLICE_INIT("fn"),             DROP        },
	{SLICE_INIT("h1"),             HEADING     },
	{SLICE_INIT("h2"),             HEADING     },
	{SLICE_INIT("h3"),             HEADING     },
	{SLICE_INIT("h4"),             HEADING     },
	{SLICE_INIT("h5"),             HEADING     },
	{SLICE_INIT("h6"),             HEADING     },
	{SLICE_INIT("hr"),             PARAGRAPH   },
	{SLICE_INIT("img"),            WORD        },
	{SLICE_INIT("inf"),            SUB         },
	{SLICE_INIT("inline-formula"), ALTERNATIVES},
	{SLICE_INIT("li"),             WORD        },
	{SLICE_INIT("list"),           PARAGRAPH   },
	{SLICE_INIT("list-item"),      WORD        },
	{SLICE_INIT("math"),           MATH        },
	{SLICE_INIT("ol"),             PARAGRAPH   },
	{SLICE_INIT("option"),         WORD        },
	{SLICE_INIT("p"),              PARAGRAPH   },
	{SLICE_INIT("pre"),            PARAGRAPH   },
	{SLICE_INIT("script"),         DROP        },
	{SLICE_INIT("sec"),            PARAGRAPH   },
	{SLICE_INIT("section"),        PARAGRAPH   },
	{SLICE_INIT("style"),          DROP        },
	{SLICE_INIT("sub"),            SUB         },
	{SLICE_INIT("sup"),            SUPER       },
	{SLICE_INIT("table"),          PARAGRAPH   },
	{SLICE_INIT("td"),             WORD        },
	{SLICE_INIT("tex-math"),       TEX         },
	{SLICE_INIT("textarea"),       DROP        },
	{SLICE_INIT("th"),             WORD        },
	{SLICE_INIT("title"),          RUN_IN      },
	{SLICE_INIT("tr"),             WORD        },
	{SLICE_INIT("ul"),             PARAGRAPH   },
	{SLICE_INIT("xref"),           DROP        },
};

/* What browsers make of the numbers 128 to 159: windows-1252; 0 is none. */
static const uint16_t windows_1252[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E,
	0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
	0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

/* The character that HTML 4 calls NAME; 0 if there is none. */
static uint32_t
named(struct slice name)
{
	const htmlEntityDesc *entity;
	xmlChar ended[NAME_MAX_LENGTH];

	if (name.len == 0 || name.len >= sizeof(ended))
		return 0;
	memcpy(ended, name.ptr, name.len);
	ended[name.len] = '\0';
	entity = htmlEntityLookup(ended);
	return entity == NULL ? 0 : entity->value;
}

/* The number in DIGITS; UTF8_REPLACEMENT for what is no character. */
static bool
read_number(struct slice digits, unsigned base, uint32_t *to)
{
	uint32_t number = 0;
	size_t i;

	for (i = 0; i < digits.len; i++) {
		char c = ascii_lower(digits.ptr[i]);
		unsigned digit = 16;

		if (ascii_digit(c))
			digit = (unsigned)(c - '0');
		else if (c >= 'a' && c <= 'f')
			digit = (unsigned)(c - 'a' + 10);
		if (digit >= base)
			return false;
		if (number <= 0x10FFFF)
			number = number * base + digit;
	}
	if (number >= 128 && number < 160)
		number = windows_1252[number - 128];
	else if (number == 0 || number > 0x10FFFF ||
		 (number >= 0xD800 && number <= 0xDFFF))
		number = UTF8_REPLACEMENT;
	*to = number;
	return digits.len > 0;
}

/* Adds what the reference at the front of S is; its length, or 0. */
static size_t
add_reference(struct buf *to, struct slice s)
{
	const char *end = memchr(s.ptr, ';',
		s.len < NUMBER_MAX_LENGTH ? s.len : NUMBER_MAX_LENGTH);
	struct slice name;
	uint32_t c;
	char bytes[4];

	if (end == NULL)
		return 0;
	name = (struct slice){s.ptr + 1, (size_t)(end - s.ptr) - 1};
	if (slice_starts_nocase(name, SLICE("#x"))) {
		if (!read_number(slice_from(name, 2), 16, &c))
			return 0;
	} else if (slice_starts(name, SLICE("#"))) {
		if (!read_number(slice_from(name, 1), 10, &c))
			return 0;
	} else {
		c = named(name);
		if (c == 0)
			return 0;
	}
	if (c == '\t' || c == '\n' || c == '\r')
		buf_char(to, ' ');
	else if (c >= ' ' && (c < 0x7F || c >= 0xA0))
		buf_add(to, (struct slice){bytes, utf8_encode(c, bytes)});
	return name.len + 2;
}

void
markup_entities(struct buf *to, struct slice text)
{
	const char *reference;

	while (text.len > 0 &&
		(reference = memchr(text.ptr, '&', text.len)) != NULL) {
		size_t before = (size_t)(reference - text.ptr), length;

		buf_add(to, slice_first(text, before));
		text = slice_from(text, before);
		length = add_reference(to, text);
		if (length == 0) {
			buf_char(to, '&');
			length = 1;
		}
		text = slice_from(text, length);
	}
	buf_add(to, text);
}

static const struct element *
find_element(struct slice name)
{
	for (size_t i = 0; i < COUNT(elements); i++)
		if (slice_eq_nocase(name, elements[i].name))
			return &elements[i];
	return NULL;
}

/* The length of S up to and with END; all of it where there is none. */
static size_t
length_to(struct slice s, struct slice end)
{
	const char *found = slice_find(s, end);

	return found == NULL ? s.len : (size_t)(found - s.ptr) + end.len;
}

/* What was added to TO since BEGIN, and where a heading has just ended. */
struct text {
	struct buf *to;
	size_t begin;
	size_t heading; /* the length of TO then */

	/* Where the open sub- and superscripts begin. */
	size_t scripts[SCRIPTS_MAX];
	size_t script_depth;

	bool choice;   /* between forms of one formula */
	size_t choose; /* the length of TO before them */
};

/* Ends what was added with an empty line, or with white space at least. */
static void
end_block(struct text *text, bool paragraph)
{
	struct slice all = buf_since(text->to, text->begin);
	size_t ends = 0, n = all.len;

	if (n == 0 || text->heading == text->to->len)
		return;
	if (!paragraph) {
		if (!ascii_space(all.ptr[n - 1]))
			buf_char(text->to, '\n');
		return;
	}
	for (; n > 0 && ends < 2 && ascii_space(all.ptr[n - 1]); n--)
		if (all.ptr[n - 1] == '\n')
			ends++;
	for (; ends < 2; ends++)
		buf_char(text->to, '\n');
}

/* A heading `Abstract` in front of an abstract says nothing. */
static void
end_heading(struct text *text, bool run_in)
{
	struct slice all = slice_trim(buf_since(text->to, text->begin));

	if (slice_eq_nocase(all, SLICE("abstract")))
		text->to->len = text->begin;
	end_block(text, !run_in);
	if (run_in)
		text->heading = text->to->len;
}

/* Adds text between tags; white space behind a heading is nothing. */
static void
add_text(struct text *text, struct slice s)
{
	if (text->heading != text->to->len || slice_trim(s).len > 0)
		markup_entities(text->to, s);
}

static void
begin_script(struct text *text)
{
	if (text->script_depth < SCRIPTS_MAX)
		text->scripts[text->script_depth] = text->to->len;
	text->script_depth++;
}

/*
 * Ends a script, before BEHIND. White space in front of it is how the source is
 * laid out, as in `CO <sub>2</sub>`, unless a word begins there:
 * `<sup>13</sup>C`.
 */
static void
end_script(struct text *text, bool super, struct slice behind)
{
	bool word = super && behind.len > 0 && ascii_alnum(*behind.ptr);
	size_t begin, n;
	struct slice space;

	if (text->script_depth == 0 || --text->script_depth >= SCRIPTS_MAX)
		return;
	begin = n = text->scripts[text->script_depth];
	if (begin > text->to->len)
		return;
	script_end(text->to, begin, super);
	while (n > text->begin && ascii_space(text->to->ptr[n - 1]))
		n--;
	space = (struct slice){text->to->ptr + n, begin - n};
	if (word || n == text->begin || begin == text->to->len ||
		slice_find(space, SLICE("\n\n")) != NULL)
		return;
	memmove(text->to->ptr + n, text->to->ptr + begin,
		text->to->len - begin);
	text->to->len -= begin - n;
}

/* A formula, of which CONTENT stands behind TAG. */
static void
add_formula(struct text *text, const struct tag *tag, struct slice content)
{
	if (text->choice &&
		slice_trim(buf_since(text->to, text->choose)).len > 0)
		return;
	if (slice_eq_nocase(tag->name, SLICE("math")))
		mathml_text(text->to, tag, content);
	else
		mathml_tex(text->to, content);
}

/* What TAG does; returns how much of BEHIND, which follows it, goes with it. */
static size_t
apply(struct text *text, const struct tag *tag, enum effect effect,
	struct slice behind)
{
	size_t length;

	switch (effect) {
	case LINE:
		if (!tag->end)
			buf_char(text->to, '\n');
		return 0;
	case WORD: end_block(text, false); return 0;
	case PARAGRAPH: end_block(text, true); return 0;
	case HEADING:
	case RUN_IN: end_heading(text, tag->end && effect == RUN_IN); return 0;
	case SUB:
	case SUPER:
		if (tag->end)
			end_script(text, effect == SUPER, behind);
		else if (!tag->empty)
			begin_script(text);
		return 0;
	case ALTERNATIVES:
		text->choice = !tag->end;
		text->choose = text->to->len;
		return 0;
	case DROP:
	case MATH:
	case TEX: break;
	}
	if (tag->end || tag->empty)
		return 0;
	length = tag_content(behind, tag->full);
	if (effect != DROP)
		add_formula(text, tag, slice_first(behind, length));
	return length;
}

/*
 * Adds what the tag at the front of S stands for, or S itself where it is none;
 * returns how much of S that was. In `a <b and c> d` there is none: attributes
 * without a value are believed only of elements that we know. What looked like
 * a tag for long is not looked at again, so that the work grows only as the
 * text does.
 */
static size_t
add_tag(struct text *text, struct slice s)
{
	const struct element *element;
	struct tag tag;
	size_t length;

	if (slice_starts(s, SLICE("<!--")))
		return length_to(s, SLICE("-->"));
	if (s.len > 1 && (s.ptr[1] == '!' || s.ptr[1] == '?'))
		return length_to(s, SLICE(">"));
	if (tag_read(s, &tag, &length)) {
		element = find_element(tag.name);
		if (element != NULL)
			return length + apply(text, &tag, element->effect,
						slice_from(s, length));
		if (!tag.bare)
			return length;
	}
	if (length < LONG_TAG)
		length = 1;
	add_text(text, slice_first(s, length));
	return length;
}

void
markup_escaped(struct buf *to, struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		switch (text.ptr[i]) {
		case '<': buf_add(to, SLICE("&lt;")); break;
		case '&': buf_add(to, SLICE("&amp;")); break;
		case '"': buf_add(to, SLICE("&quot;")); break;
		default: buf_char(to, text.ptr[i]);
		}
}

bool
markup_none(struct slice text)
{
	return memchr(text.ptr, '<', text.len) == NULL &&
	       memchr(text.ptr, '&', text.len) == NULL;
}

void
markup_text(struct buf *to, struct slice html)
{
	struct text text = {.to = to, .begin = to->len, .heading = SIZE_MAX};

	while (html.len > 0) {
		const char *tag = memchr(html.ptr, '<', html.len);
		size_t length =
			tag == NULL ? html.len : (size_t)(tag - html.ptr);

		add_text(&text, slice_first(html, length));
		html = slice_from(html, length);
		if (html.len > 0)
			html = slice_from(html, add_tag(&text, html));
	}
}

/* Tags that people type, and where in a text the last one is closed. */
static const struct slice typed[] = {SLICE_INIT("a"), SLICE_INIT("b"),
	SLICE_INIT("em"), SLICE_INIT("i"), SLICE_INIT("p"), SLICE_INIT("span"),
	SLICE_INIT("strong"), SLICE_INIT("sub"), SLICE_INIT("sup"),
	SLICE_INIT("tt"), SLICE_INIT("u")};

/* Behind the name of a tag that begins with FRONT in S; NULL if it is none. */
static const char *
behind_name(struct slice s, struct slice front, struct slice name)
{
	struct slice rest = slice_from(s, front.len);

	if (!slice_starts(s, front) || !slice_starts_nocase(rest, name))
		return NULL;
	rest = slice_from(rest, name.len);
	return rest.len > 0 && (rest.ptr[0] == '>' || rest.ptr[0] == ' ')
	               ? rest.ptr
	               : NULL;
}

static void
find_closed(struct slice text, const char *closed[])
{
	const char *at;

	while ((at = slice_find(text, SLICE("</"))) != NULL) {
		text = slice_from(text, (size_t)(at - text.ptr));
		for (size_t i = 0; i < COUNT(typed); i++)
			if (behind_name(text, SLICE("</"), typed[i]) != NULL)
				closed[i] = at;
		text = slice_from(text, 2);
	}
}

/* Is the `<` in front of S a tag's? OPEN are those that have been opened. */
static bool
is_typed(struct slice s, const char *const closed[], bool open[])
{
	for (size_t i = 0; i < COUNT(typed); i++) {
		if (closed[i] != NULL && s.ptr < closed[i] &&
			behind_name(s, SLICE("<"), typed[i]) != NULL) {
			open[i] = true;
			return true;
		}
		if (open[i] && behind_name(s, SLICE("</"), typed[i]) != NULL)
			return true;
	}
	return slice_starts_nocase(s, SLICE("<br>")) ||
	       slice_starts_nocase(s, SLICE("<br/>")) ||
	       slice_starts_nocase(s, SLICE("<br />"));
}

void
markup_typed(struct buf *to, struct slice text, bool references)
{
	const char *closed[COUNT(typed)] = {NULL};
	bool open[COUNT(typed)] = {false};
	struct buf html = {0};

	find_closed(text, closed);
	for (size_t i = 0; i < text.len; i++) {
		struct slice rest = slice_from(text, i);

		if (rest.ptr[0] == '<' && !is_typed(rest, closed, open))
			buf_add(&html, SLICE("&lt;"));
		else if (rest.ptr[0] == '&' && !references)
			buf_add(&html, SLICE("&amp;"));
		else
			buf_char(&html, rest.ptr[0]);
	}
	markup_text(to, buf_slice(&html));
	buf_free(&html);
}
