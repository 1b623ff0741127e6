/*
 * tag.h: tags in fragments of HTML, XHTML, JATS and MathML, as people write
 * them.
 */
#ifndef SHEAF_TAG_H
#define SHEAF_TAG_H

#include "slice.h"

struct tag {
	struct slice name; /* without its prefix */
	struct slice full; /* with it */
	struct slice all;  /* from `<` to `>` */
	bool end;          /* </name> */
	bool empty;        /* <name/> */
	bool bare;         /* an attribute has no value */
};

/*
 * Is there a tag at the front of S, which begins with `<`? *LENGTH is how far S
 * was looked at, in any case.
 */
bool tag_read(struct slice s, struct tag *tag, size_t *length);

/* The value of an attribute as it is written; empty if there is none. */
struct slice tag_attribute(const struct tag *tag, struct slice name);

/* The length of S up to the end tag of the element FULL; S.len without one. */
size_t tag_content(struct slice s, struct slice full);

#endif
