/*
 * select.h: which papers are wanted, and what is written of them.
 */
#ifndef SHEAF_SELECT_H
#define SHEAF_SELECT_H

#include "evaluate.h"
#include "pattern.h"

/* What is wanted, the same for all threads. */
struct selection {
	struct patterns *patterns; /* or */
	struct queries *queries;
	const struct slice *members; /* to look at */
	size_t member_count;
	bool invert, label, matched;
};

struct selector;
struct selector *selector_new(const struct selection *selection);

/*
 * Is LINE one to write? 1, 0, or -1 where it is broken or that cannot be told,
 * and then what is wrong is added to WHY. What is 1 has been checked in full.
 */
int selector_look(
	struct selector *selector, struct slice line, struct buf *why);

/* Adds the last line that was selected, and an LF. */
void selector_write(
	struct selector *selector, struct slice line, struct buf *to);

/*
 * Notes the members of LINE, which is not looked at otherwise; whether every
 * one has been noted; what OTHER has noted, too.
 */
void selector_note(struct selector *selector, struct slice line);
bool selector_saw_all(const struct selector *selector);
void selector_join(struct selector *selector, const struct selector *other);

/* Of each member, whether a paper had it; NULL before the first paper. */
const bool *selector_had(const struct selector *selector);

void selector_free(struct selector *selector);

#endif
