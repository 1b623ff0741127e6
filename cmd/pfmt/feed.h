/*
 * feed.h: what Atom and JSON Feed have in common.
 *
 * Nothing in a feed depends on the clock or on where it lives: readers show
 * again what has a new id, and move up what has a new date.
 */
#ifndef SHEAF_PFMT_FEED_H
#define SHEAF_PFMT_FEED_H

#include "date.h"
#include "format.h"

/*
 * Puts the id of the paper at hand in ID, which is reset first: where it has an
 * address that of arXiv or of its DOI, because sources give others and those of
 * versions, else its own; a tag (RFC 4151) with its id where it has none. It is
 * ASCII and an IRI.
 */
void feed_id(struct job *job, struct buf *id);

/* Adds the tag of NAME, which is the same wherever it is made. */
void feed_tag(struct buf *to, struct slice name);

/*
 * The member as a moment, the first one that its date allows; else no date, as
 * from the other two.
 */
struct date feed_moment(struct job *job, enum member member);

/* The greatest of published, updated, listed and modified. */
struct date feed_latest(struct job *job);

/* When the paper changed: its updated, else feed_latest(). */
struct date feed_updated(struct job *job);

/* How DATE is written: 1970 for no date, where there must be one. */
struct slice feed_date(const struct date *date);

/* Puts markup_body() in CONTENT, which is reset first. */
void feed_content(struct job *job, struct buf *content);

#endif
