/*
 * evaluate.h: queries (lib/query.h), asked of papers: sheaf(7), "Queries".
 *
 * Queries are added, then queries_compile() once; then papers are asked, by
 * several threads at once if each has an evaluator of its own.
 */
#ifndef SHEAF_EVALUATE_H
#define SHEAF_EVALUATE_H

#include "json.h"
#include "literal.h"

struct queries;

struct queries *queries_new(void);

/* TEXT, which is copied, is a query; it is its own name, too. */
void queries_add(struct queries *queries, struct slice text);

/*
 * The lines of FILE: queries, before each of which `NAME = ` may stand. Blank
 * lines and those that begin with # are passed over.
 */
void queries_add_file(struct queries *queries, const char *file);

/*
 * A query that is none ends the program. Values without a field are looked for
 * in the members PLAIN; with STEM words are compared by their English stems.
 */
void queries_compile(struct queries *queries, const struct slice plain[],
	size_t count, bool stem);

/* The members that the queries ask for: values come in this order. */
size_t queries_members(
	const struct queries *queries, const struct slice **names);

/* Of which every paper that matches has to hold one. */
struct literals queries_literals(const struct queries *queries);

/* Do they name any? */
bool queries_name_members(const struct queries *queries);

/* Names the fields that no paper had; HAD is of the members. */
void queries_name_missing(const struct queries *queries, const bool had[]);

struct evaluator;
struct evaluator *evaluator_new(const struct queries *queries);

/*
 * Does a paper with these VALUES, which have to stay until the next call, match
 * one of the queries? 1, 0, or -1 where that cannot be told: evaluator_why().
 */
int evaluator_match(struct evaluator *evaluator, const struct json values[]);
const char *evaluator_why(const struct evaluator *evaluator);

/* Of the last paper: the names of the queries that matched, and the words that
 * did, added to TO as an array of JSON. False, and nothing added, if none. */
bool evaluator_labels(struct evaluator *evaluator, struct buf *to);
bool evaluator_matched(struct evaluator *evaluator, struct buf *to);

void evaluator_free(struct evaluator *evaluator);

#endif
