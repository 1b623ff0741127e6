/*
 * paper.h: one paper while a parser fills it, and how it is written.
 *
 * Parsers hand over plain text in UTF-8 (markup and entities undone); here it
 * is cleaned, and the record gets its members in the order of sheaf(5). A value
 * that is empty once it is clean is not a value: the member stays absent. The
 * first value of a member that is not an array stays.
 */
#ifndef SHEAF_PAPER_H
#define SHEAF_PAPER_H

#include "date.h"
#include "out.h"
#include "record.h"

struct paper;

struct paper *paper_new(void);

/* Forgets all values: the next paper begins. */
void paper_reset(struct paper *paper);

/*
 * A string: one line, or for the abstract and the text also paragraphs. For
 * `deleted` TEXT does not matter.
 */
void paper_set(struct paper *paper, enum member member, struct slice text);

/* Adds to an array. A value that it has already is not added again, save in
 * authors, families and author_ids. */
void paper_add(struct paper *paper, enum member member, struct slice text);

/* A title without the full stop that some put behind it. */
void paper_set_title(struct paper *paper, struct slice title);

/* `FIRST-LAST`; either may be empty, and LAST the same as FIRST. */
void paper_set_pages(
	struct paper *paper, struct slice first, struct slice last);

/* Adds keywords that stand in one text, split at `;`, or else at `,`. */
void paper_add_keywords(struct paper *paper, struct slice text);

void paper_set_number(struct paper *paper, enum member member, int64_t number);
void paper_set_date(
	struct paper *paper, enum member member, const struct date *date);

/* Only if it is an absolute http or https address. For arrays: adds. */
void paper_set_url(struct paper *paper, enum member member, struct slice url);

/*
 * Keeps a field of BibTeX that no member is for, as the source has it: in the
 * object `bibtex`, which stands behind all members. Each NAME comes once.
 */
void paper_keep_bibtex(
	struct paper *paper, struct slice name, struct slice text);

/*
 * Tells an identifier of the work, in any shape that ident_read() knows: the
 * one of the best scheme is its id, the others are aliases. An arXiv version
 * sets version. False if it is none.
 */
bool paper_identify(struct paper *paper, struct slice any);

/* Has it an identifier? */
bool paper_identified(const struct paper *paper);

bool paper_has(const struct paper *paper, enum member member);

/*
 * Writes the record, with code and project found in the abstract behind those
 * that the source names. Without any identifier the id is that of the url
 * (`url:`), else that of the title (`title:`); without those too nothing can be
 * written: false.
 */
bool paper_write(struct paper *paper, struct out *out);

#endif
