/*
 * template.h: a line per record, from a template.
 *
 *	{member}        its text; elements of an array joined by ", "
 *	{member:WIDTH}  the same in WIDTH columns, cut or filled with blanks
 *	{.}             the record itself
 *	\t \n \\ \{ \}  tab, line feed, and the characters that mean something
 *
 * It is read once, and ends in a line feed whether it says so or not.
 */
#ifndef SHEAF_PFMT_TEMPLATE_H
#define SHEAF_PFMT_TEMPLATE_H

#include <stddef.h>

struct job;
struct line_template;

struct template_error {
	size_t at; /* the character of the template, from 1 */
	const char *what;
};

/* TEXT has to live as long as the result; NULL with *ERROR set. */
struct line_template *template_read(
	const char *text, struct template_error *error);

void template_record(struct job *job);

#endif
