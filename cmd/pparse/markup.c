#include <libxml/HTMLparser.h>

#include "markup.h"
#include "utf8.h"

enum { NAME_MAX_LENGTH = 16, NUMBER_MAX_LENGTH = 16, LONG_TAG = 1024 };

/* What a tag does to the text around it. */
enum effect {
	LINE,      /* each one is a line end: two make a paragraph */
	WORD,      /* a word ends here */
	PARAGRAPH, /* so does a paragraph */
	HEADING,
	RUN_IN, /* a heading to which what follows belongs */
	DROP,   /* with its content */
};

static const struct element {
	struct slice name;
	enum effect effect;
} elements[] = {
	{SLICE_INIT("abstract"),       PARAGRAPH},
	{SLICE_INIT("annotation"),     DROP     },
	{SLICE_INIT("annotation-xml"), DROP     },
	{SLICE_INIT("article"),        PARAGRAPH},
	{SLICE_INIT("blockquote"),     PARAGRAPH},
	{SLICE_INIT("br"),             LINE     },
	{SLICE_INIT("break"),          LINE     },
	{SLICE_INIT("dd"),             WORD     },
	{SLICE_INIT("div"),            PARAGRAPH},
	{SLICE_INIT("dl"),             PARAGRAPH},
	{SLICE_INIT("dt"),             WORD     },
	{SLICE_INIT("figure"),         PARAGRAPH},
	{SLICE_INIT("h1"),             HEADING  },
	{SLICE_INIT("h2"),             HEADING  },
	{SLICE_INIT("h3"),             HEADING  },
	{SLICE_INIT("h4"),             HEADING  },
	{SLICE_INIT("h5"),             HEADING  },
	{SLICE_INIT("h6"),             HEADING  },
	{SLICE_INIT("hr"),             PARAGRAPH},
	{SLICE_INIT("img"),            WORD     },
	{SLICE_INIT("li"),             WORD     },
	{SLICE_INIT("list"),           PARAGRAPH},
	{SLICE_INIT("list-item"),      WORD     },
	{SLICE_INIT("ol"),             PARAGRAPH},
	{SLICE_INIT("option"),         WORD     },
	{SLICE_INIT("p"),              PARAGRAPH},
	{SLICE_INIT("pre"),            PARAGRAPH},
	{SLICE_INIT("script"),         DROP     },
	{SLICE_INIT("sec"),            PARAGRAPH},
	{SLICE_INIT("section"),        PARAGRAPH},
	{SLICE_INIT("style"),          DROP     },
	{SLICE_INIT("table"),          PARAGRAPH},
	{SLICE_INIT("td"),             WORD     },
	{SLICE_INIT("th"),             WORD     },
	{SLICE_INIT("title"),          RUN_IN   },
	{SLICE_INIT("tr"),             WORD     },
	{SLICE_INIT("ul"),             PARAGRAPH},
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

/* The rest of S behind the white space at its front. */
static struct slice
skip_space(struct slice s)
{
	while (s.len > 0 && ascii_space(*s.ptr))
		s = slice_from(s, 1);
	return s;
}

/* The name at the front of S, of an element or an attribute. */
static struct slice
read_name(struct slice s)
{
	size_t n = 0;

	if (s.len == 0 || !ascii_alpha(*s.ptr))
		return slice_first(s, 0);
	while (n < s.len &&
		(ascii_alnum(s.ptr[n]) || strchr(":-_.", s.ptr[n]) != NULL) &&
		s.ptr[n] != '\0')
		n++;
	return slice_first(s, n);
}

/* The rest of S behind the value of an attribute; S is empty if it is none. */
static struct slice
skip_value(struct slice s)
{
	const char *end;

	if (s.len > 0 && (*s.ptr == '"' || *s.ptr == '\'')) {
		end = memchr(s.ptr + 1, *s.ptr, s.len - 1);
		if (end == NULL)
			return slice_from(s, s.len);
		return slice_from(s, (size_t)(end - s.ptr) + 1);
	}
	while (s.len > 0 && !ascii_space(*s.ptr) && *s.ptr != '>' &&
		*s.ptr != '<')
		s = slice_from(s, 1);
	return s;
}

static const struct element *
find_element(struct slice name)
{
	const char *prefix = memchr(name.ptr, ':', name.len);
	size_t i;

	if (prefix != NULL)
		name = slice_from(name, (size_t)(prefix - name.ptr) + 1);
	for (i = 0; i < COUNT(elements); i++)
		if (slice_eq_nocase(name, elements[i].name))
			return &elements[i];
	return NULL;
}

/*
 * Is there a tag at the front of S, and of which NAME? LENGTH is how far it was
 * looked at, in any case. In `a <b and c> d` there is none: attributes without
 * a value are believed only of elements that we know.
 */
static bool
read_tag(struct slice s, struct slice *name, size_t *length)
{
	struct slice rest = slice_from(s, 1), attribute, equals;
	bool bare = false, closed;

	if (slice_starts(rest, SLICE("/")))
		rest = slice_from(rest, 1);
	*name = read_name(rest);
	rest = slice_from(rest, name->len);
	while (name->len > 0 && rest.len > 0 && ascii_space(*rest.ptr)) {
		rest = skip_space(rest);
		attribute = read_name(rest);
		if (attribute.len == 0)
			break;
		rest = slice_from(rest, attribute.len);
		equals = skip_space(rest);
		if (slice_starts(equals, SLICE("=")))
			rest = skip_value(skip_space(slice_from(equals, 1)));
		else
			bare = true;
	}
	if (slice_starts(rest, SLICE("/")))
		rest = slice_from(rest, 1);
	closed = slice_starts(rest, SLICE(">"));
	*length = s.len - rest.len + closed;
	return closed && name->len > 0 &&
	       (!bare || find_element(*name) != NULL);
}

/* The length of S up to and with END; all of it where there is none. */
static size_t
length_to(struct slice s, struct slice end)
{
	const char *found = slice_find(s, end);

	return found == NULL ? s.len : (size_t)(found - s.ptr) + end.len;
}

/* The length of S up to the end tag of the element NAME. */
static size_t
length_of_content(struct slice s, struct slice name)
{
	struct slice rest = s;
	const char *end;

	while ((end = slice_find(rest, SLICE("</"))) != NULL) {
		rest = slice_from(rest, (size_t)(end - rest.ptr) + 2);
		if (slice_eq_nocase(read_name(rest), name))
			return s.len - rest.len - 2;
	}
	return s.len;
}

/* What was added to TO since BEGIN, and where a heading has just ended. */
struct text {
	struct buf *to;
	size_t begin;
	size_t heading; /* the length of TO then */
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

/*
 * Adds what the tag at the front of S stands for, or S itself where it is none;
 * returns how much of S that was. What looked like a tag for long is not looked
 * at again, so that the work grows only as the text does.
 */
static size_t
add_tag(struct text *text, struct slice s)
{
	bool end = s.len > 1 && s.ptr[1] == '/';
	const struct element *element;
	struct slice name;
	size_t length;

	if (slice_starts(s, SLICE("<!--")))
		return length_to(s, SLICE("-->"));
	if (s.len > 1 && (s.ptr[1] == '!' || s.ptr[1] == '?'))
		return length_to(s, SLICE(">"));
	if (!read_tag(s, &name, &length)) {
		if (length < LONG_TAG)
			length = 1;
		add_text(text, slice_first(s, length));
		return length;
	}
	element = find_element(name);
	if (element == NULL)
		return length;
	switch (element->effect) {
	case LINE:
		if (!end)
			buf_char(text->to, '\n');
		break;
	case WORD: end_block(text, false); break;
	case PARAGRAPH: end_block(text, true); break;
	case HEADING:
	case RUN_IN: end_heading(text, end && element->effect == RUN_IN); break;
	case DROP:
		if (!end && s.ptr[length - 2] != '/')
			length +=
				length_of_content(slice_from(s, length), name);
		break;
	}
	return length;
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
