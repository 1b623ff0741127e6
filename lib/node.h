/*
 * node.h: queries made ready: what queries.c makes of them and evaluate.c asks.
 */
#ifndef SHEAF_NODE_H
#define SHEAF_NODE_H

#include "compare.h"
#include "field.h"
#include "pattern.h"
#include "person.h"
#include "query.h"
#include "vocabulary.h"

struct node {
	enum query_kind kind;
	struct node *left, *right; /* lists lean to the right, as the query's */
	enum field_kind field;
	uint32_t members[FIELD_MEMBERS_MAX], member_count;
	size_t term;       /* of words */
	struct slice text; /* a name, an id, the front of one, or a regex */
	bool fold;         /* of a regex */
	struct patterns *pattern;
	struct person *person;
	enum query_op op;
	struct operand *low, *high; /* NULL: an open end */
};

/* A query as it was given, and where: for messages. */
struct asked {
	char *text, *name;
	const char *file; /* NULL: on the command line */
	size_t line;
	struct node *root;
};

/* A field that a query names. */
struct named {
	struct slice name;
	const struct node *node;
};

struct queries {
	struct asked *asked;
	size_t count, cap;
	struct slice *members;
	size_t member_count, member_cap;
	struct slice plain[FIELD_MEMBERS_MAX];
	size_t plain_count;
	struct named *named;
	size_t named_count, named_cap;
	struct vocabulary *vocabulary;
	bool stem;
	int64_t now;
};

/* Has a node of this kind two below it? */
static inline bool
node_is_list(enum query_kind kind)
{
	return kind == QUERY_AND || kind == QUERY_OR;
}

#endif
