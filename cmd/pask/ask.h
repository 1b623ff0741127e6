/*
 * ask.h: papers in, papers with answers out, in their order; several questions
 * are on their way at once.
 */
#ifndef SHEAF_PASK_ASK_H
#define SHEAF_PASK_ASK_H

#include "kept.h"
#include "out.h"
#include "template.h"

/* What is asked about each paper, and where the answer goes. */
struct prompt {
	const char *member;
	struct text_template *template; /* NULL: an embedding of the paper */
	bool number;                    /* its first number is the answer */
	bool asked;                     /* there was a paper to ask about */
};

struct ask_how {
	const char *base;   /* of the endpoint's addresses */
	const char *bearer; /* secret; or NULL */
	const char *model;
	struct prompt *prompts;
	size_t count;
	unsigned jobs; /* questions at once */
	uint64_t max;  /* new ones */
	bool dry_run;  /* ask nobody, count */
};

struct ask;

/* HOW, KEPT and OUT have to live as long. */
struct ask *ask_open(
	const struct ask_how *how, struct kept *kept, struct out *out);

/*
 * Adds the paper LINE, a valid record; without ASKED it only keeps its place.
 * Works others off when there are too many.
 */
void ask_add(struct ask *ask, struct slice line, bool asked);

/* Are there papers that are not written? */
bool ask_busy(const struct ask *ask);

/* Works for about MS milliseconds, less if there is nothing to do. */
void ask_work(struct ask *ask, int ms);

/* Works all of them off. With dry_run it writes what would be asked. */
void ask_close(struct ask *ask);

#endif
