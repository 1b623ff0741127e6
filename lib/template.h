/*
 * template.h: a text per record, from a template.
 *
 *	{member}          its text; elements of an array joined by ", "
 *	{member:, }       elements joined by what stands there
 *	{member:200}      in so many columns: cut at a word, filled with blanks
 *	{member:%d %b %Y} a date, by dateformat.h
 *	{?member}...{/}   only where the record has it; may hold others
 *	{#}               the number that the program gives
 *	{.}               the record itself
 *	\t \n \\ \{ \}    tab, line feed, and the characters that mean something
 *
 * Values are text on one line, without controls (clean_controls()); the
 * template's own text stays as it is. What is wider than its columns ends in
 * U+2026, unless it is a date. Blanks to fill columns are left off before the
 * end of a line, and where values are escaped: there are no columns then.
 */
#ifndef SHEAF_TEMPLATE_H
#define SHEAF_TEMPLATE_H

#include "json.h"

struct text_template;

/* What becomes of values; all zero: nothing. */
struct template_rules {
	/* adds TEXT, or a part of it, of the member NAME ("." for {.}) */
	void (*escape)(struct buf *to, struct slice name, struct slice text);
	bool first; /* of an array the first element alone */
};

struct template_error {
	size_t at; /* the character of the template, from 1 */
	const char *what;
};

/*
 * TEXT has to live as long as the result, which lives to the end of the
 * program; NULL with *ERROR set.
 */
struct text_template *template_read(const char *text,
	struct template_rules rules, struct template_error *error);

/* Does TEMPLATE end in a line feed of its own? */
bool template_ends_line(const struct text_template *template);

/*
 * Adds what TEMPLATE makes of LINE, a record; NUMBER is {#}. False if it names
 * members of the record, of which that has none.
 */
bool template_add(struct text_template *template, struct slice line,
	uint64_t number, struct buf *to);

#endif
