#include <libxml/parser.h>
#include <stdlib.h>

#include "markup.h"
#include "mem.h"
#include "uri.h"
#include "xml.h"

enum {
	CHUNK = 64 << 10,
	NO_KEY = -1,         /* of an element that the table does not have */
	ATTRIBUTES_MAX = 32, /* of one element; others are not seen */
	PLACES = 5,          /* of an attribute in libxml2's arrays */
	DECLARED_MAX = 256,
	DECLARED_LENGTH_MAX = 256,
};

#if LIBXML_VERSION < 21200
#define XML_ERROR xmlError
#else
#define XML_ERROR const xmlError
#endif

struct frame {
	int key;
	size_t base; /* its xml:base begins before this in xml->bases; or 0 */
};

struct attribute {
	struct slice prefix, name, value;
};

/* An entity that the document declares. */
struct declared {
	struct buf name, value;
	bool refused;
};

struct xml {
	struct source *source;
	const struct xml_handler *handler;
	const struct xml_handler *outer; /* of which HANDLER fills the hole */
	size_t root; /* the depth of the root of an inner handler */
	void *self;
	xmlParserCtxt *parser;
	bool failed;
	bool forgiven; /* a fault in the text has been said */

	struct frame frames[XML_DEPTH_MAX]; /* the open elements */
	size_t depth;
	size_t collecting; /* the depth of the element whose text is kept */
	struct buf text, escaped;
	bool markup;

	bool looked_up; /* a namespace was; both are of libxml2's dictionary */
	const xmlChar *prefix, *uri;
	int space;

	struct slice name;                           /* of the last element */
	struct attribute attributes[ATTRIBUTES_MAX]; /* its own */
	size_t attribute_count;
	struct buf values; /* theirs, with references undone */

	struct buf document_base;
	struct buf bases; /* of open elements, each ended by NUL */

	struct declared declared[DECLARED_MAX];
	size_t declared_count;
	bool refused; /* that has been said */
	xmlEntity entity;
	struct buf entity_value;
};

static struct slice
of_xml(const xmlChar *string)
{
	return string == NULL ? SLICE("") : slice_of((const char *)string);
}

uint64_t
xml_line(const struct xml *xml)
{
	int line = xmlSAX2GetLineNumber(xml->parser);

	return line > 0 ? (uint64_t)line : 0;
}

static void
fail(struct xml *xml, const char *what)
{
	if (!xml->failed)
		source_bad(xml->source, xml_line(xml), "%s", what);
	xml->failed = true;
	xmlStopParser(xml->parser);
}

static void
on_text(void *self, const xmlChar *text, int len)
{
	struct xml *xml = self;
	struct slice s = {(const char *)text, (size_t)len};

	if (xml->forgiven) /* else libxml2 leaves out references */
		xml->parser->wellFormed = 1;
	if (xml->collecting == 0)
		return;
	if (xml->markup)
		markup_escaped(&xml->text, s);
	else
		buf_add(&xml->text, s);
	if (xml->text.len > XML_TEXT_MAX)
		fail(xml, "an element has more than 8 MiB of text");
}

/* What the parser has just passed over, from a `&` on, that began nothing. */
static struct slice
raw_reference(const struct xml *xml)
{
	const char *begin = (const char *)xml->parser->input->base,
		   *end = (const char *)xml->parser->input->cur, *at = end;

	while (at > begin && end - at < CHUNK &&
		(ascii_alnum(at[-1]) || (at[-1] & 0x80) != 0 ||
			strchr("_-.:", at[-1]) != NULL))
		at--;
	if (at == begin || at[-1] != '&')
		return SLICE("");
	return (struct slice){at - 1, (size_t)(end - at) + 1};
}

/* Is it only a `&` in text, as people write it? Then it is said, and kept. */
static bool
forgive(struct xml *xml, XML_ERROR *error)
{
	struct slice raw;

	if ((error->code != XML_ERR_NAME_REQUIRED &&
		    error->code != XML_ERR_ENTITYREF_SEMICOL_MISSING) ||
		xml->parser->instate != XML_PARSER_CONTENT)
		return false;
	raw = raw_reference(xml);
	if (raw.len == 0)
		return false;
	if (!xml->forgiven)
		source_bad(xml->source, xml_line(xml),
			"not well-formed XML: a & that begins nothing is taken "
			"for text");
	xml->forgiven = true;
	on_text(xml, (const xmlChar *)raw.ptr, (int)raw.len);
	return true;
}

/* Any other fault ends it: text that does not say what it is helps nobody. */
static void
on_error(void *self, XML_ERROR *error)
{
	struct xml *xml = self;
	struct slice what = slice_trim(slice_of(error->message));
	char first;

	if (error->level != XML_ERR_FATAL || xml->failed || forgive(xml, error))
		return;
	if (error->code == XML_ERR_DOCUMENT_END && xml->depth > 0)
		what = SLICE("it is cut off"); /* not that it goes on */
	xml->failed = true;
	first = what.len > 0 ? *what.ptr : ' ';
	if (what.len > 1 && ascii_lower(what.ptr[1]) == what.ptr[1])
		first = ascii_lower(first);
	if (what.len > 0)
		what = slice_from(what, 1);
	source_bad(xml->source, error->line > 0 ? (uint64_t)error->line : 0,
		"not well-formed XML: %c%.*s", first, ERR_SLICE(what));
	xmlStopParser(xml->parser);
}

static void
add_tag(struct xml *xml, struct slice begin, struct slice name)
{
	if (!xml->markup) {
		struct buf plain = xml->text;

		buf_reset(&xml->escaped);
		markup_escaped(&xml->escaped, buf_slice(&plain));
		xml->text = xml->escaped;
		xml->escaped = plain;
		xml->markup = true;
	}
	buf_add(&xml->text, begin);
	buf_add(&xml->text, name);
	buf_char(&xml->text, '>');
}

static int
find_space(struct xml *xml, struct slice uri, struct slice prefix)
{
	const struct xml_handler *handler = xml->handler;

	for (size_t i = 0; i < handler->space_count; i++) {
		const struct xml_space *row = &handler->spaces[i];
		bool fits;

		if (uri.len == 0)
			fits = slice_eq(prefix, row->prefix);
		else
			fits = slice_starts(uri, row->uri);
		if (fits)
			return row->space;
	}
	return NO_KEY;
}

static const struct xml_element *
find_below(struct xml *xml, int parent, struct slice name,
	const xmlChar *prefix, const xmlChar *uri)
{
	const struct xml_handler *handler = xml->handler;

	if (!xml->looked_up || uri != xml->uri || prefix != xml->prefix) {
		xml->looked_up = true;
		xml->prefix = prefix;
		xml->uri = uri;
		xml->space = find_space(xml, of_xml(uri), of_xml(prefix));
	}
	for (size_t i = 0; i < handler->element_count; i++) {
		const struct xml_element *row = &handler->elements[i];

		if (row->parent == parent && row->space == xml->space &&
			slice_eq(row->name, name))
			return row;
	}
	return NULL;
}

/* Another one is told what follows; what was found out of the last goes. */
static void
set_handler(struct xml *xml, const struct xml_handler *handler)
{
	xml->handler = handler;
	xml->looked_up = false;
}

static const struct xml_element *
find_element(struct xml *xml, struct slice name, const xmlChar *prefix,
	const xmlChar *uri)
{
	const struct xml_handler *handler = xml->handler;
	int parent =
		xml->depth == 0 ? XML_ROOT : xml->frames[xml->depth - 1].key;
	const struct xml_element *row;

	if (parent == NO_KEY)
		return NULL;
	row = find_below(xml, parent, name, prefix, uri);
	if (row != NULL || parent != handler->hole || xml->outer != NULL)
		return row;
	for (size_t i = 0; i < handler->inner_count; i++) {
		set_handler(xml, handler->inner[i]);
		row = find_below(xml, XML_ROOT, name, prefix, uri);
		if (row != NULL) {
			xml->outer = handler;
			xml->root = xml->depth;
			return row;
		}
	}
	set_handler(xml, handler);
	return NULL;
}

/* libxml2 leaves their references: see on_reference(). */
static void
read_attributes(struct xml *xml, const xmlChar **places, size_t count)
{
	size_t room = 0;

	if (count > ATTRIBUTES_MAX)
		count = ATTRIBUTES_MAX;
	xml->attribute_count = count;
	for (size_t i = 0; i < count; i++, places += PLACES) {
		struct slice value = {(const char *)places[3],
			(size_t)(places[4] - places[3])};

		xml->attributes[i].name = of_xml(places[0]);
		xml->attributes[i].prefix = of_xml(places[1]);
		xml->attributes[i].value = value;
		room += value.len;
	}
	/* No reference is shorter than its character: there is no moving. */
	buf_reset(&xml->values);
	buf_room(&xml->values, room);
	for (size_t i = 0; i < count; i++) {
		struct slice *value = &xml->attributes[i].value;
		size_t at = xml->values.len;

		if (memchr(value->ptr, '&', value->len) == NULL)
			continue;
		markup_entities(&xml->values, *value);
		*value = buf_since(&xml->values, at);
	}
}

struct slice
xml_name(const struct xml *xml)
{
	return xml->name;
}

struct slice
xml_attribute_of(struct xml *xml, struct slice prefix, struct slice name)
{
	for (size_t i = 0; i < xml->attribute_count; i++) {
		const struct attribute *attribute = &xml->attributes[i];

		if (slice_eq(attribute->name, name) &&
			slice_eq(attribute->prefix, prefix))
			return attribute->value;
	}
	return SLICE("");
}

struct slice
xml_attribute(struct xml *xml, struct slice name)
{
	return xml_attribute_of(xml, SLICE(""), name);
}

/* The base address at this place, ended by NUL; "" if there is none. */
static const char *
base_of(struct xml *xml)
{
	size_t base = xml->depth == 0 ? 0 : xml->frames[xml->depth - 1].base;

	return base > 0 ? xml->bases.ptr + base - 1
	                : buf_string(&xml->document_base);
}

/* The element that has just been opened may have a base of its own. */
static void
begin_base(struct xml *xml)
{
	struct slice base = xml_attribute_of(xml, SLICE("xml"), SLICE("base"));

	if (base.len == 0 || !xml_resolve(xml, base, &xml->escaped))
		return;
	xml->frames[xml->depth - 1].base = xml->bases.len + 1;
	buf_add(&xml->bases, buf_slice(&xml->escaped));
	buf_char(&xml->bases, '\0');
}

static void
on_begin(void *self, const xmlChar *local, const xmlChar *prefix,
	const xmlChar *uri, int namespaces, const xmlChar **declared,
	int attribute_count, int defaulted, const xmlChar **attributes)
{
	struct xml *xml = self;
	struct slice name = of_xml(local);
	const struct xml_element *row = NULL;
	struct frame *frame = &xml->frames[xml->depth];

	(void)namespaces, (void)declared, (void)defaulted;
	if (xml->depth == XML_DEPTH_MAX) {
		fail(xml, "elements are nested too deeply");
		return;
	}
	if (xml->collecting > 0)
		add_tag(xml, SLICE("<"), name);
	else
		row = find_element(xml, name, prefix, uri);
	frame->key = row == NULL ? NO_KEY : row->key;
	frame->base = xml->depth == 0 ? 0 : frame[-1].base;
	xml->depth++;
	if (row == NULL)
		return;
	read_attributes(xml, attributes, (size_t)attribute_count);
	begin_base(xml);
	xml->name = name;
	xml->handler->begin(xml->self, xml, row->key);
	if (row->text) {
		xml->collecting = xml->depth;
		xml->markup = false;
		buf_reset(&xml->text);
	}
}

static void
on_end(void *self, const xmlChar *local, const xmlChar *prefix,
	const xmlChar *uri)
{
	struct xml *xml = self;
	const struct frame *frame = &xml->frames[xml->depth - 1];
	struct xml_text text = {SLICE(""), false};

	(void)prefix, (void)uri;
	if (xml->collecting > 0 && xml->collecting < xml->depth) {
		add_tag(xml, SLICE("</"), of_xml(local));
	} else if (frame->key != NO_KEY) {
		if (xml->collecting > 0)
			text = (struct xml_text){
				buf_slice(&xml->text), xml->markup};
		xml->collecting = 0;
		xml->handler->end(xml->self, xml, frame->key, text);
	}
	xml->depth--;
	if (xml->outer != NULL && xml->depth == xml->root) {
		set_handler(xml, xml->outer);
		xml->outer = NULL;
	}
	if (frame->base > 0 &&
		(xml->depth == 0 || frame[-1].base != frame->base))
		xml->bases.len = frame->base - 1;
}

/* Is there a reference in VALUE, such as the bombs are made of? */
static bool
has_reference(struct slice value)
{
	const char *begin = memchr(value.ptr, '&', value.len);

	return begin != NULL &&
	       memchr(begin, ';', value.len - (size_t)(begin - value.ptr)) !=
	               NULL;
}

/* The first declaration of a name counts (XML 1.0, 4.2). */
static void
on_entity(void *self, const xmlChar *name, int type, const xmlChar *public_id,
	const xmlChar *system_id, xmlChar *content)
{
	struct xml *xml = self;
	struct declared *declared = &xml->declared[xml->declared_count];
	struct slice value = of_xml(content);

	(void)public_id, (void)system_id;
	if (type == XML_INTERNAL_PARAMETER_ENTITY ||
		type == XML_EXTERNAL_PARAMETER_ENTITY)
		return;
	if (xml->declared_count == DECLARED_MAX) {
		fail(xml, "too many entities are declared");
		return;
	}
	xml->declared_count++;
	buf_add(&declared->name, of_xml(name));
	if (value.len <= DECLARED_LENGTH_MAX)
		markup_entities(&declared->value, value);
	declared->refused = type != XML_INTERNAL_GENERAL_ENTITY ||
	                    value.len > DECLARED_LENGTH_MAX ||
	                    has_reference(buf_slice(&declared->value));
}

static const struct declared *
find_declared(const struct xml *xml, struct slice name)
{
	for (size_t i = 0; i < xml->declared_count; i++)
		if (slice_eq(buf_slice(&xml->declared[i].name), name))
			return &xml->declared[i];
	return NULL;
}

/* Puts what the reference to NAME stands for in xml->entity_value. */
static void
find_entity(struct xml *xml, struct slice name)
{
	const struct declared *declared = find_declared(xml, name);
	struct buf *value = &xml->entity_value;

	buf_reset(value);
	if (declared != NULL && !declared->refused) {
		buf_add(value, buf_slice(&declared->value));
		return;
	}
	if (declared != NULL && !xml->refused) {
		xml->refused = true;
		source_bad(xml->source, xml_line(xml),
			"the entity %.*s is not plain text, and is left as it "
			"is",
			ERR_SLICE(name));
	}
	buf_char(value, '&');
	buf_add(value, name);
	buf_char(value, ';');
	if (declared == NULL) {
		buf_reset(&xml->escaped);
		markup_entities(&xml->escaped, buf_slice(value));
		buf_reset(value);
		buf_add(value, buf_slice(&xml->escaped));
	}
}

/* Answers the parser, which may have hung memory on the last answer. */
static xmlEntity *
answer(struct xml *xml, const xmlChar *name, xmlEntityType type)
{
	xmlFree((xmlChar *)xml->entity.orig);
	xml->entity = (xmlEntity){
		.type = XML_ENTITY_DECL,
		.name = name,
		.etype = type,
		.content = (xmlChar *)buf_string(&xml->entity_value),
		.length = (int)xml->entity_value.len,
	};
	return &xml->entity;
}

/*
 * Every entity is a predefined one to libxml2, so that it expands nothing. In
 * attributes it would take the first byte only: there the reference stays, for
 * xml_attribute() to undo.
 */
static xmlEntity *
on_reference(void *self, const xmlChar *name)
{
	struct xml *xml = self;

	if (xml->parser->instate == XML_PARSER_ATTRIBUTE_VALUE) {
		buf_reset(&xml->entity_value);
		return answer(xml, name, XML_INTERNAL_GENERAL_ENTITY);
	}
	if (xml->depth == 0)
		return NULL; /* it is just being declared */
	find_entity(xml, of_xml(name));
	return answer(xml, name, XML_INTERNAL_PREDEFINED_ENTITY);
}

/* A parameter entity is an empty one: what it names is never looked at. */
static xmlEntity *
on_parameter(void *self, const xmlChar *name)
{
	struct xml *xml = self;

	buf_reset(&xml->entity_value);
	return answer(xml, name, XML_INTERNAL_PARAMETER_ENTITY);
}

bool
xml_resolve(struct xml *xml, struct slice reference, struct buf *to)
{
	return uri_resolve(to, reference, base_of(xml));
}

void
xml_set_base(struct xml *xml, struct slice base)
{
	if (!uri_absolute(base) || base.len > URI_MAX)
		return;
	buf_reset(&xml->document_base);
	uri_encode(&xml->document_base, base);
}

static void
parse_piece(struct xml *xml, struct slice piece)
{
	while (piece.len > 0 && !xml->failed) {
		struct slice chunk = slice_first(piece, CHUNK);

		xmlParseChunk(xml->parser, chunk.ptr, (int)chunk.len, 0);
		piece = slice_from(piece, chunk.len);
		/* What is left has no end yet. Its time grows as the square of
		 * the number of attributes. */
		if (xml->parser->input->end - xml->parser->input->cur >
			XML_TAG_MAX)
			fail(xml, "a tag or comment is too long");
	}
}

/* White space in front of `<?xml` is an error to libxml2. */
static struct slice
skip_space(struct xml *xml, struct slice piece)
{
	while (piece.len > 0 && ascii_space(*piece.ptr)) {
		if (*piece.ptr == '\n')
			xml->parser->input->line++;
		piece = slice_from(piece, 1);
	}
	return piece;
}

static void
parse_body(struct xml *xml)
{
	struct slice piece;
	bool begun = false;

	while (!xml->failed && source_piece(xml->source, &piece)) {
		if (!begun)
			piece = skip_space(xml, piece);
		begun = begun || piece.len > 0;
		parse_piece(xml, piece);
	}
	if (!xml->failed)
		xmlParseChunk(xml->parser, NULL, 0, 1);
	if (!xml->failed && !xml->parser->wellFormed && !xml->forgiven)
		fail(xml, "not well-formed XML");
}

static void
free_xml(struct xml *xml)
{
	xmlFreeDoc(xml->parser->myDoc); /* holds what a DTD declared */
	xmlFreeParserCtxt(xml->parser);
	for (size_t i = 0; i < xml->declared_count; i++) {
		buf_free(&xml->declared[i].name);
		buf_free(&xml->declared[i].value);
	}
	xmlFree((xmlChar *)xml->entity.orig);
	buf_free(&xml->text);
	buf_free(&xml->escaped);
	buf_free(&xml->values);
	buf_free(&xml->document_base);
	buf_free(&xml->bases);
	buf_free(&xml->entity_value);
	free(xml);
}

bool
xml_parse(struct source *source, const struct xml_handler *handler, void *self)
{
	static xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_begin,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.entityDecl = on_entity,
		.getEntity = on_reference,
		.getParameterEntity = on_parameter,
		.serror = on_error,
	};
	struct xml *xml = mem_zero(1, sizeof(*xml));
	bool done;

	xml->source = source;
	xml->handler = handler;
	xml->self = self;
	xml_set_base(xml, source->url);
	xml->parser = xmlCreatePushParserCtxt(&sax, xml, NULL, 0, NULL);
	if (xml->parser == NULL)
		err_die("out of memory");
	xmlCtxtUseOptions(xml->parser,
		XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_RECOVER);
	parse_body(xml);
	done = !xml->failed;
	free_xml(xml);
	return done;
}

/* What follows the first END in S; empty where there is none. */
static struct slice
behind(struct slice s, struct slice end)
{
	const char *found = slice_find(s, end);

	return slice_from(
		s, found == NULL ? s.len : (size_t)(found - s.ptr) + end.len);
}

/* What follows the document type declaration at the front of S. */
static struct slice
behind_doctype(struct slice s)
{
	struct slice end = behind(s, SLICE(">"));
	struct slice before = slice_first(s, s.len - end.len);

	if (memchr(before.ptr, '[', before.len) == NULL)
		return end;
	return behind(behind(s, SLICE("]")), SLICE(">"));
}

struct slice
xml_root(struct slice head)
{
	for (;;) {
		head = slice_trim(head);
		if (slice_starts(head, SLICE("<?")))
			head = behind(head, SLICE("?>"));
		else if (slice_starts(head, SLICE("<!--")))
			head = behind(head, SLICE("-->"));
		else if (slice_starts_nocase(head, SLICE("<!doctype")))
			head = behind_doctype(head);
		else if (slice_starts(head, SLICE("<")))
			return slice_from(head, 1);
		else
			return SLICE("");
	}
}

bool
xml_root_is(struct slice root, struct slice name)
{
	size_t n = 0;

	while (n < root.len && !ascii_space(root.ptr[n]) &&
		root.ptr[n] != '>' && root.ptr[n] != '/')
		if (root.ptr[n++] == ':') {
			root = slice_from(root, n);
			n = 0;
		}
	return slice_eq(slice_first(root, n), name);
}
