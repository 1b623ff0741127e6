/*
 * score.h: how relevant a paper is: BM25F over words and pairs of them.
 *
 * Robertson, Zaragoza and Taylor, "Simple BM25 Extension to Multiple Weighted
 * Fields" (2004), with one length for both fields; pairs are the ordered half
 * of sequential dependence (Metzler and Croft 2005).
 */
#ifndef SHEAF_PRANK_SCORE_H
#define SHEAF_PRANK_SCORE_H

#include "stats.h"

/* A score is a whole number of these parts, so that sums are exact. */
enum { SCORE_PARTS = 1000000 };

/* What is looked for; all zero at first. */
struct wanted {
	double *weights; /* of words, by number */
	size_t count, cap;
	struct pairs pairs;
	double *pair_weights; /* by their place */
	size_t pair_cap;
};

/*
 * Adds the words of TEXT, and the pairs of neighbours, to the vocabulary and to
 * WANTED. Words that say nothing are left out while there is another. False if
 * there is no word.
 */
bool score_query(struct wanted *wanted, struct words *words, struct slice text);

/* A word that may be looked for; for qsort(), the greatest weight first. */
struct term {
	double weight;
	uint32_t number;
};
int score_compare(const void *x, const void *y);

/* Adds to the weight of a word. */
void score_weigh(struct wanted *wanted, uint32_t number, double weight);

/* Multiplies all weights. */
void score_scale(struct wanted *wanted, double by);

/* The sum and the greatest of the weights of words. */
double score_sum(const struct wanted *wanted);
double score_greatest(const struct wanted *wanted);

/*
 * The score of a paper. In EXPLAIN, if not NULL, is added an object of JSON
 * with what each word and pair gave, whose sum is the score.
 */
int64_t score_paper(const struct wanted *wanted, const struct words *words,
	const struct stats *stats, const struct counts *counts,
	struct buf *explain);

/* Adds a score as a number of JSON. */
void score_add(struct buf *to, int64_t score);

#endif
