/*
 * xml.h: reads XML as it comes, and keeps one element's text at a time.
 *
 * A parser of a source is a table of the elements that it knows, each below a
 * known parent, and two functions that are told when one begins and ends. What
 * is not in the table is passed over with all that is in it.
 *
 * No DTD is loaded, nothing is fetched, no entity is expanded within another.
 * HTML's names stand for their characters where a document forgot to declare
 * them; other unknown references stay as they are written. Namespaces that a
 * document forgot to declare are told by their usual prefix.
 */
#ifndef SHEAF_XML_H
#define SHEAF_XML_H

#include "source.h"

enum {
	XML_DEPTH_MAX = 256,
	XML_TEXT_MAX = 8 << 20,  /* bytes in one element */
	XML_TAG_MAX = 256 << 10, /* in one tag, comment or DOCTYPE */
	XML_ROOT = 0,            /* the parent of the root */
};

/* A namespace; several may be one to the parser. The first that fits counts. */
struct xml_space {
	struct slice uri; /* what it begins with; "" is any */
	struct slice prefix;
	int space;
};

struct xml_element {
	int parent; /* a key, or XML_ROOT */
	int space;
	struct slice name;
	int key;   /* greater than XML_ROOT; rows may share one */
	bool text; /* is its text wanted? Then nothing below it is known. */
};

/* All text of an element; MARKUP: with tags of elements below, escaped. */
struct xml_text {
	struct slice text;
	bool markup;
};

struct xml;
struct xml_handler {
	const struct xml_space *spaces;
	size_t space_count;
	const struct xml_element *elements;
	size_t element_count;

	/* The children of an element HOLE that the table does not have may be
	 * the root of one of INNER, which are then told what is below. */
	int hole;
	const struct xml_handler *const *inner;
	size_t inner_count;

	/* SELF is what xml_parse() was given. */
	void (*begin)(void *self, struct xml *xml, int key);

	/* TEXT is empty where none is wanted; it goes with the call. */
	void (*end)(void *self, struct xml *xml, int key, struct xml_text text);
};

/* The handler of a parser whose tables are called `spaces` and `elements`. */
#define XML_HANDLER(on_begin, on_end)                                          \
	{                                                                      \
		.spaces = spaces, .space_count = COUNT(spaces),                \
		.elements = elements, .element_count = COUNT(elements),        \
		.begin = on_begin, .end = on_end                               \
	}

/*
 * Reads the body to its end, or to where it is not well-formed: that is said
 * (source_bad) and false.
 */
bool xml_parse(
	struct source *source, const struct xml_handler *handler, void *self);

/* The name of the element, without its prefix, in begin(). */
struct slice xml_name(const struct xml *xml);

/*
 * The value of an attribute without namespace, in begin(); empty if there is
 * none. It goes with the call.
 */
struct slice xml_attribute(struct xml *xml, struct slice name);

/* The same for an attribute of XML itself: SLICE("lang"), SLICE("base"). */
struct slice xml_attribute_of(
	struct xml *xml, struct slice prefix, struct slice name);

/* The line of the body where the parser is. */
uint64_t xml_line(const struct xml *xml);

/*
 * Puts the address that REFERENCE is at this place (RFC 3986, 5.2; XML Base)
 * in TO, which is reset first. False where no base makes it absolute.
 */
bool xml_resolve(struct xml *xml, struct slice reference, struct buf *to);

/* Makes BASE, if it is absolute, the document's, instead of its own address. */
void xml_set_base(struct xml *xml, struct slice base);

/*
 * The start tag of the root element in the front of a document, from its name
 * on, as far as HEAD goes; empty if there is none.
 */
struct slice xml_root(struct slice head);

/* Is ROOT, as xml_root() gives it, called NAME, with any prefix? */
bool xml_root_is(struct slice root, struct slice name);

#endif
