/*
 * markup.h: what is shown of a paper, as HTML: for a page, a feed, a mail.
 *
 * Everything is added to job->to, and is XML, too (HTML 5.2, 8.1.2): each
 * element is closed, each value is in quotes. None needs a style or a script.
 */
#ifndef SHEAF_PFMT_MARKUP_H
#define SHEAF_PFMT_MARKUP_H

#include "format.h"

/* TEXT from outside, clean of controls, as text or in an attribute's quotes. */
void markup_text(struct job *job, struct slice text);

/* ADDRESS, which link_web() likes, as a value for href. */
void markup_address(struct job *job, struct slice address);

/* Without an element around them, and empty where the paper has none: */
void markup_title(struct job *job);   /* the title, or the id, linked to url */
void markup_authors(struct job *job); /* show_authors() */
void markup_facts(struct job *job);   /* show_fact(), a middle dot between */
void markup_notes(struct job *job);   /* score, labels, words that matched */
void markup_links(struct job *job);   /* show_links(), a middle dot between */

/* An element <p> for each paragraph. */
void markup_summary(struct job *job);
void markup_abstract(struct job *job);

/* What ADD adds in a paragraph that OPEN begins, if it adds anything. */
void markup_line(
	struct job *job, const char *open, void (*add)(struct job *job));

/* All of the above but the title, each in <p> of its own. */
void markup_body(struct job *job);

#endif
