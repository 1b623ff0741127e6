/*
 * arxiv.h: what arXiv's own feeds and pages have in common.
 */
#ifndef SHEAF_ARXIV_H
#define SHEAF_ARXIV_H

#include "person.h"

/*
 * Puts URL in TO, which is reset first: a page of arXiv's, on whatever host of
 * theirs it was found, at the address that it has for readers. Its feeds have
 * linked to http, to export.arxiv.org and to rss.arxiv.org.
 */
void arxiv_url(struct buf *to, struct slice url);

/*
 * Adds ABSTRACT with an empty line between paragraphs. arXiv wraps lines, and
 * begins a paragraph with two blanks.
 */
void arxiv_paragraphs(struct buf *to, struct slice abstract);

/* Sets MEMBER to TEXT, as its author typed it: markup_typed(). */
void arxiv_set(struct paper *paper, enum member member, struct slice text);

/* Sets the addresses of the paper ID, `2509.01234`: its page, and its PDF. */
void arxiv_addresses(struct paper *paper, struct slice id);

/*
 * Adds the categories in TERMS, with AT between them. Classes of MSC and ACM,
 * which authors add, are none.
 */
void arxiv_categories(struct paper *paper, struct slice terms, char at);

/* `\\`, between the parts of a record in text; an address may follow. */
bool arxiv_mark(struct slice line);

/*
 * Cuts the next of AUTHORS off, with the affiliations in parentheses behind the
 * name: `A. Lee (1 and 2), B. Chen (MIT) and C. Roy, Jr.`. It may be empty.
 * False at the end.
 */
bool arxiv_next_author(struct slice *authors, struct slice *author);

/* Does what stands as an affiliation say only whom the author spoke for? */
bool arxiv_on_behalf(struct slice affiliation);

/* Adds such authors, and their affiliations. */
void arxiv_authors(struct paper *paper, struct slice authors);

/*
 * Adds one by NAME. `A. Lee for the CMS Collaboration` is two authors, a person
 * and a group; `C. Roy, Jr.` has no comma where it is shown; `:` is none.
 */
void arxiv_author(struct paper *paper, struct slice name);

/* The same of one in parts, given and family; the person is reset. */
void arxiv_person(struct paper *paper, struct person *person);

#endif
