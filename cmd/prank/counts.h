/*
 * counts.h: how often a paper has each word of a vocabulary, and pairs of them.
 *
 * The title counts three times, in the length of a paper, too.
 */
#ifndef SHEAF_PRANK_COUNTS_H
#define SHEAF_PRANK_COUNTS_H

#include "words.h"

/* Two words side by side, by their numbers. */
struct pair {
	uint32_t first, second;
};

struct pairs {
	struct pair *pairs;
	size_t count, cap;
};

/* All zero at first. */
struct counts {
	uint64_t length; /* of the paper, in words of any kind */
	uint32_t *of;    /* by number, as far as there is room */
	size_t of_cap;
	uint32_t *had; /* the numbers of the words that it has */
	size_t had_count, had_cap;
	uint32_t *of_pair; /* by their place in PAIRS */
	size_t pair_count, pair_cap;
};

/*
 * Counts the paper LINE. With ADD words that are new go into the vocabulary.
 */
void counts_paper(struct counts *counts, struct words *words,
	const struct pairs *pairs, struct slice line, bool add);

#endif
