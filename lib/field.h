/*
 * field.h: the fields of the query language, and the members behind them.
 */
#ifndef SHEAF_FIELD_H
#define SHEAF_FIELD_H

#include "slice.h"

enum { FIELD_MEMBERS_MAX = 12 };

/* What a value in a field is compared with. */
enum field_kind {
	FIELD_WORDS,
	FIELD_NAME,  /* the whole value: a category, a DOI */
	FIELD_FIRST, /* as a name, the first of an array */
	FIELD_ID,    /* an id in any of its spellings */
	FIELD_PERSON,
};

struct field {
	struct slice name;
	enum field_kind kind;
	struct slice members[FIELD_MEMBERS_MAX]; /* ended by an empty one */
};

/* The field called NAME; NULL where that is a member, and nothing more. */
const struct field *field_find(struct slice name);

#endif
