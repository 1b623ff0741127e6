/*
 * show.h: what people are shown of a paper, as plain text on one line.
 *
 * The text is clean of controls (clean_controls()), and added to job->text,
 * which is not reset where nothing says so; a format escapes it for its own
 * medium.
 */
#ifndef SHEAF_PFMT_SHOW_H
#define SHEAF_PFMT_SHOW_H

#include "format.h"

/* A value of any type: elements of an array are joined by ", ". */
void show_value(struct job *job, struct json value);

/* The same alone in job->text, which is reset for it; without blanks around. */
struct slice show_line(struct job *job, struct json value);

/* The same for MEMBER; keywords are joined by "; " where one of them has a
 * comma, so that what reads them can take them apart. */
struct slice show_member(struct job *job, enum member member);

/* The title, or the id of a paper that has none. */
void show_title(struct job *job);

/* All authors with --long, else the first ones, "et al." and how many. */
void show_authors(struct job *job);

/* The first ones in any case; returns whether there are more. */
bool show_first_authors(struct job *job);

/*
 * Resets job->text and puts the next of the short facts there that the paper
 * has: votes, comments, categories, date, id. *ROW is 0 at first. False when
 * there is none left.
 */
bool show_fact(struct job *job, size_t *row);

/* What a program of the pipeline says of a paper, and what it is called. */
struct note {
	enum member member;
	const char *label;
};

/* The next note that the paper has: score, labels, matched words. *ROW is 0 at
 * first. NULL when there is none left. */
const struct note *show_next_note(const struct job *job, size_t *row);

/* The same as a text in job->text, as show_fact(). */
bool show_note(struct job *job, size_t *row);

/* The next paragraph of REST that is not blank. False when there is none. */
bool show_paragraph(struct job *job, struct slice *rest);

/* The paragraphs of the abstract, BETWEEN put between them, as show_line(). */
struct slice show_abstract(struct job *job, struct slice between);

/*
 * Calls PUT for each address: code, project, and with --long landing page and
 * PDF. ADDRESS is text from outside in job->scratch.
 */
void show_links(struct job *job,
	void (*put)(struct job *job, const char *label, struct slice address));

#endif
