/*
 * query.h: the query language of `pgrep -Q` and of search requests: sheaf(7).
 *
 *	query = all { "OR" all }
 *	all   = not { [ "AND" ] not | "ANDNOT" not }
 *	not   = [ "NOT" | "-" ] atom
 *	atom  = "(" query ")" | [ field ":" ] value | member op literal
 *	value = word | word"*" | '"' phrase '"' | "/" pcre "/" [ "i" ]
 *	      | "[" a "TO" b "]" | "*"
 *	op    = "=" | "!=" | "<" | "<=" | ">" | ">="
 *
 * It is arXiv's own syntax and a little more. Operators are in upper case. A
 * hyphen inside a word is not NOT: non-invasive is the phrase "non invasive",
 *nor is the quote of Schr\"odinger the begin of a phrase or its end. A field
 *stands before one value, or before a group, and then holds for every value in
 *it that has none of its own; `_` joins the words of a value as arXiv has it:
 *del_maestro is a phrase.
 *
 * A query is a tree of nodes that live as long as it; their slices are views
 * into the text that was parsed.
 */
#ifndef SHEAF_QUERY_H
#define SHEAF_QUERY_H

#include "buf.h"

enum { QUERY_DEPTH_MAX = 200 };

enum query_kind {
	QUERY_AND, /* left and right */
	QUERY_OR,
	QUERY_NOT, /* left alone */

	/* The others are values: text, in field. */
	QUERY_WORD,    /* one word */
	QUERY_PREFIX,  /* word*, without its star */
	QUERY_PHRASE,  /* words in their order, without the quotes */
	QUERY_REGEX,   /* what stands between the slashes; fold: /.../i */
	QUERY_RANGE,   /* text TO upper; "*" and empty are open ends */
	QUERY_ANY,     /* the field is there */
	QUERY_COMPARE, /* field op text */
};

enum query_op {
	QUERY_EQ,
	QUERY_NE,
	QUERY_LT,
	QUERY_LE,
	QUERY_GT,
	QUERY_GE,
};

struct query_node {
	enum query_kind kind;
	struct query_node *left, *right;
	struct slice field; /* as written; empty: title and abstract */
	struct slice text, upper;
	enum query_op op;
	bool fold;
	size_t at; /* where it stands in the text, for messages */
};

struct query_error {
	size_t at;        /* offset of the character that is wrong */
	const char *what; /* as a message says it */
};

struct query;

/* The query in TEXT, or NULL with ERROR set. Freed with query_free(). */
struct query *query_parse(struct slice text, struct query_error *error);

const struct query_node *query_root(const struct query *query);

/*
 * Adds the query in its plainest form: every operator written, parentheses only
 * where the grammar needs them. Parsed again it is the same tree.
 */
void query_print(const struct query_node *node, struct buf *to);

void query_free(struct query *query);

#endif
