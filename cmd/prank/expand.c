#include <math.h>
#include <stdlib.h>

#include "expand.h"
#include "mem.h"

enum { BEST = 10, TERMS = 20, PAPERS_MIN = 2 };
static const double share = 0.3;

/* Adds the words of the best papers to the vocabulary, and counts them. */
static void
count_best(struct stats *best, struct words *words, const struct pairs *pairs,
	struct papers *papers)
{
	struct counts counts = {0};

	papers_sort(papers);
	for (size_t i = 0; i < papers_count(papers) && i < BEST; i++) {
		if (papers_score(papers, i) == 0)
			break;
		counts_paper(
			&counts, words, pairs, papers_line(papers, i), true);
		stats_add(best, &counts);
	}
}

static void
count_all(struct stats *stats, struct words *words, const struct pairs *pairs,
	struct papers *papers)
{
	struct counts counts = {0};

	*stats = (struct stats){0};
	for (size_t i = 0; i < papers_count(papers); i++) {
		counts_paper(
			&counts, words, pairs, papers_line(papers, i), false);
		stats_add(stats, &counts);
	}
}

static double
divergence(const struct stats *best, const struct stats *all, uint32_t number)
{
	double p, q;

	if (stats_with(all, number) < PAPERS_MIN)
		return 0;
	p = (double)best->occurrences[number] / (double)best->length;
	q = (double)all->occurrences[number] / (double)all->length;
	return p * log2(p / q);
}

void
expand_query(struct wanted *wanted, struct words *words, struct papers *papers,
	struct stats *stats)
{
	struct stats best = {0};
	struct term *terms;
	size_t count = 0;

	count_best(&best, words, &wanted->pairs, papers);
	count_all(stats, words, &wanted->pairs, papers);
	terms = mem_zero(best.count + 1, sizeof(*terms));
	for (uint32_t i = 0; i < best.count; i++) {
		double weight;

		if (stats_with(&best, i) == 0 || words_says_nothing(words, i))
			continue;
		weight = divergence(&best, stats, i);
		if (weight > 0)
			terms[count++] = (struct term){weight, i};
	}
	qsort(terms, count, sizeof(*terms), score_compare);
	score_scale(wanted, 1 / score_greatest(wanted));
	for (size_t i = 0; i < count && i < TERMS; i++)
		score_weigh(wanted, terms[i].number,
			share * terms[i].weight / terms[0].weight);
	free(terms);
}
