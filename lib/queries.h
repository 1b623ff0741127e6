/*
 * queries.h: queries (lib/query.h) as they were given, made ready to be asked.
 *
 * Queries are added, then queries_compile() once; after that they stay as they
 * are, and each of the other functions may be called.
 */
#ifndef SHEAF_QUERIES_H
#define SHEAF_QUERIES_H

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

/* Does one of them name a field? */
bool queries_name_members(const struct queries *queries);

/* Names the fields that no paper had; HAD is of the members. */
void queries_name_missing(const struct queries *queries, const bool had[]);

/* Of which every paper that matches has to hold one. */
struct literals queries_literals(const struct queries *queries);

#endif
