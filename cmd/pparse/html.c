#include <libxml/HTMLparser.h>
#include <stdlib.h>

#include "html.h"
#include "markup.h"
#include "mem.h"
#include "xml.h"

enum { CHUNK = 64 << 10 };

#if LIBXML_VERSION < 21200
#define XML_ERROR xmlError
#else
#define XML_ERROR const xmlError
#endif

struct frame {
	int key;       /* its own, or that of the element above it */
	bool own;      /* is it its own? */
	bool dropped;  /* it, or one above */
	bool wanted;   /* its text */
	size_t begins; /* its text, in html->text */
};

struct html {
	struct source *source;
	const struct html_handler *handler;
	void *self;
	htmlParserCtxt *parser;
	bool failed;
	bool in_script;

	struct frame frames[HTML_DEPTH_MAX]; /* the open elements */
	size_t depth;
	size_t wanted; /* of the frames */
	struct buf text, plain;

	const xmlChar **attributes; /* of the last element */
};

static void
fail(struct html *html, const char *what)
{
	if (!html->failed)
		source_bad(html->source, 0, "%s", what);
	html->failed = true;
	xmlStopParser(html->parser);
}

/* HTML is never well-formed. */
static void
on_error(void *self, XML_ERROR *error)
{
	(void)self, (void)error;
}

static void
on_text(void *self, const xmlChar *text, int len)
{
	struct html *html = self;

	if (html->wanted == 0 || html->frames[html->depth - 1].dropped)
		return;
	markup_escaped(
		&html->text, (struct slice){(const char *)text, (size_t)len});
	if (html->text.len > HTML_TEXT_MAX)
		fail(html, "an element has more than 64 MiB of text");
}

void
html_put(struct html *html, struct slice text)
{
	if (html->wanted > 0)
		markup_escaped(&html->text, text);
}

bool
html_word(struct slice list, struct slice word)
{
	struct slice each;

	while (slice_cut(&list, ' ', &each))
		if (slice_eq_nocase(slice_trim(each), word))
			return true;
	return false;
}

struct slice
html_attribute(struct html *html, struct slice name)
{
	const xmlChar **each = html->attributes;

	for (; each != NULL && each[0] != NULL; each += 2)
		if (slice_eq(slice_of((const char *)each[0]), name))
			return each[1] == NULL
			               ? SLICE("")
			               : slice_of((const char *)each[1]);
	return SLICE("");
}

static const struct html_rule *
find_rule(struct html *html, struct slice name)
{
	const struct html_handler *handler = html->handler;
	int within =
		html->depth == 0 ? HTML_TOP : html->frames[html->depth - 1].key;

	for (size_t i = 0; i < handler->rule_count; i++) {
		const struct html_rule *rule = &handler->rules[i];

		if (rule->within != within && rule->within != HTML_ANYWHERE)
			continue;
		if (rule->name.len > 0 && !slice_eq(rule->name, name))
			continue;
		if (rule->word.len == 0 ||
			html_word(html_attribute(html, rule->attribute),
				rule->word))
			return rule;
	}
	return NULL;
}

/* Tags that markup_text() needs, with the attributes that it reads. */
static void
add_tag(struct html *html, struct slice begin, struct slice name)
{
	static const struct slice kept[] = {
		SLICE_INIT("alttext"), SLICE_INIT("encoding")};
	struct buf *to = &html->text;

	buf_add(to, begin);
	buf_add(to, name);
	for (size_t i = 0; begin.len == 1 && i < COUNT(kept); i++) {
		struct slice value = html_attribute(html, kept[i]);

		if (value.len == 0)
			continue;
		buf_char(to, ' ');
		buf_add(to, kept[i]);
		buf_add(to, SLICE("=\""));
		markup_escaped(to, value);
		buf_char(to, '"');
	}
	buf_char(to, '>');
}

static void
on_begin(void *self, const xmlChar *element, const xmlChar **attributes)
{
	struct html *html = self;
	struct slice name = slice_of((const char *)element);
	struct frame *frame = &html->frames[html->depth];
	const struct html_rule *rule = NULL;
	const struct frame top = {.key = HTML_TOP};

	if (html->depth == HTML_DEPTH_MAX) {
		fail(html, "elements are nested too deeply");
		return;
	}
	html->attributes = attributes;
	html->in_script = slice_eq(name, SLICE("script")) ||
	                  slice_eq(name, SLICE("style"));
	*frame = html->depth == 0 ? top : frame[-1];
	frame->own = frame->wanted = false;
	if (!frame->dropped)
		rule = find_rule(html, name);
	html->depth++;
	if (rule != NULL && rule->wish == HTML_DROP) {
		frame->dropped = true;
		html->handler->begin(html->self, html, rule->key);
	}
	if (html->wanted > 0 && !frame->dropped)
		add_tag(html, SLICE("<"), name);
	if (rule == NULL || frame->dropped)
		return;
	frame->key = rule->key;
	frame->own = true;
	html->handler->begin(html->self, html, rule->key);
	frame->wanted = rule->wish == HTML_TEXT;
	if (!frame->wanted)
		return;
	if (html->wanted++ == 0)
		buf_reset(&html->text);
	frame->begins = html->text.len;
}

static void
on_end(void *self, const xmlChar *element)
{
	struct html *html = self;
	struct frame frame;
	struct slice text = SLICE("");

	html->in_script = false;
	if (html->depth == 0 || html->failed)
		return;
	frame = html->frames[--html->depth];
	if (frame.wanted) {
		buf_reset(&html->plain);
		markup_text(&html->plain, buf_since(&html->text, frame.begins));
		text = buf_slice(&html->plain);
		html->wanted--;
	}
	if (frame.own)
		html->handler->end(html->self, html, frame.key, text);
	if (html->wanted > 0 && !frame.dropped)
		add_tag(html, SLICE("</"), slice_of((const char *)element));
}

static void
parse_piece(struct html *html, struct slice piece)
{
	while (piece.len > 0 && !html->failed) {
		struct slice chunk = slice_first(piece, CHUNK);
		const xmlParserInput *input;

#if LIBXML_VERSION < 21200
		/* It goes on looking for the end of a tag where it stopped, and
		 * has forgotten that it was within quotes. */
		html->parser->checkIndex = 0;
#endif
		htmlParseChunk(html->parser, chunk.ptr, (int)chunk.len, 0);
		piece = slice_from(piece, chunk.len);
		/* What is left has no end yet. */
		input = html->parser->input;
		if (input->end - input->cur >
			(html->in_script ? HTML_SCRIPT_MAX : HTML_TAG_MAX))
			fail(html, "a tag or comment is too long");
	}
}

static void
parse_body(struct html *html)
{
	struct slice piece;

	while (!html->failed && source_piece(html->source, &piece))
		parse_piece(html, piece);
	for (size_t i = 0; i < html->depth; i++)
		if (html->frames[i].own)
			fail(html, "the page is cut off");
	if (!html->failed)
		htmlParseChunk(html->parser, NULL, 0, 1);
}

bool
html_parse(
	struct source *source, const struct html_handler *handler, void *self)
{
	static xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElement = on_begin,
		.endElement = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.serror = on_error,
	};
	struct html *html = mem_zero(1, sizeof(*html));
	bool done;

	html->source = source;
	html->handler = handler;
	html->self = self;
	html->parser = htmlCreatePushParserCtxt(
		&sax, html, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (html->parser == NULL)
		err_die("out of memory");
	htmlCtxtUseOptions(
		html->parser, HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	parse_body(html);
	done = !html->failed;
	htmlFreeParserCtxt(html->parser);
	buf_free(&html->text);
	buf_free(&html->plain);
	free(html);
	return done;
}

bool
html_sniff(struct slice head)
{
	static const struct slice roots[] = {SLICE_INIT("html"),
		SLICE_INIT("head"), SLICE_INIT("body"), SLICE_INIT("meta"),
		SLICE_INIT("title"), SLICE_INIT("div"), SLICE_INIT("link")};
	struct slice root = xml_root(head);

	if (slice_starts_nocase(slice_trim(head), SLICE("<!doctype html")))
		return true;
	for (size_t i = 0; i < COUNT(roots); i++) {
		struct slice rest = root;

		if (!slice_starts_nocase(root, roots[i]))
			continue;
		rest = slice_from(root, roots[i].len);
		if (rest.len == 0 ||
			!(ascii_alnum(*rest.ptr) || strchr("-_.:", *rest.ptr)))
			return true;
	}
	return false;
}
