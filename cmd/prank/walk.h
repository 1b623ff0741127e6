/*
 * walk.h: the words of a text, one after the other.
 *
 * A word is a run of letters and digits, with case folded and accents removed
 * and without the `'s` behind it.
 */
#ifndef SHEAF_PRANK_WALK_H
#define SHEAF_PRANK_WALK_H

#include <stdint.h>

#include "buf.h"

/* The first two bytes of words that matter; all zero at first. */
struct fronts {
	bool open[1 << 16];
};

/* Lets words in that have STEM (Snowball's for English, of 1 byte or more). */
void fronts_add(struct fronts *fronts, struct slice stem);

/* All zero at first; to be used again, since it keeps its memory. */
struct walk {
	uint64_t count;  /* of words so far, with those that were passed over */
	uint64_t passed; /* of them before the block, and what corrects them */
	struct slice text;
	const struct fronts *fronts;
	bool ascii;       /* all of it */
	size_t block, at; /* where 64 bytes begin, and in them a run */
	uint64_t starts;  /* of runs, a bit for each byte */
	uint64_t look;    /* those that are still to be looked at */
	bool joined;      /* its last byte is in a run */
	struct buf folded;
	struct slice inside; /* what is left of a run that was folded */
};

/* TEXT and FRONTS, which may be NULL, have to live as long. */
void walk_begin(
	struct walk *walk, struct slice text, const struct fronts *fronts);

/*
 * The next word, valid until the next call; with fronts only one that may be
 * let in. False behind the last.
 */
bool walk_next(struct walk *walk, struct slice *word);

void walk_free(struct walk *walk);

#endif
