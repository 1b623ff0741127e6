#include <math.h>
#include <stdlib.h>

#include "likes.h"
#include "mem.h"
#include "record.h"

enum { TERMS = 50, PAPERS_MIN = 2 };
static const double query_share = 0.3, dislike_share = 0.25;

/* A paper: its words that say something. */
struct liked {
	bool disliked;
	size_t count;
	struct occurrence {
		uint32_t number, times;
	} * words;
};

static void
add_paper(struct likes *likes, const struct words *words,
	const struct counts *counts, bool disliked)
{
	struct liked liked = {.disliked = disliked};

	liked.words = mem_zero(counts->had_count + 1, sizeof(*liked.words));
	for (size_t i = 0; i < counts->had_count; i++) {
		uint32_t number = counts->had[i];

		if (!words_says_nothing(words, number))
			liked.words[liked.count++] =
				(struct occurrence){number, counts->of[number]};
	}
	likes->papers = mem_grow(likes->papers, &likes->cap, likes->count + 1,
		sizeof(*likes->papers));
	likes->papers[likes->count++] = liked;
}

void
likes_read(struct likes *likes, struct words *words, struct vectors *vectors,
	const char *file, bool disliked)
{
	static struct counts counts;
	static const struct pairs none;
	char *const files[] = {(char *)file, NULL};
	struct lines *lines = lines_open(files, LINES_MAX, NULL);
	struct slice line;

	while (record_next(lines, &line)) {
		if (!record_vouch(lines, line))
			continue;
		counts_paper(&counts, words, &none, line, true);
		add_paper(likes, words, &counts, disliked);
		vectors_add(vectors, line,
			disliked ? VECTOR_DISLIKED : VECTOR_LIKED);
	}
	lines_close(lines);
}

bool
likes_any(const struct likes *likes)
{
	for (size_t i = 0; i < likes->count; i++)
		if (!likes->papers[i].disliked && likes->papers[i].count > 0)
			return true;
	return false;
}

static double
weight_of(const struct stats *stats, struct occurrence word)
{
	double with = (double)stats_with(stats, word.number);

	if (with < PAPERS_MIN)
		return 0;
	return (1 + log(word.times)) * log((double)stats->papers / with);
}

/* Adds the vector of a paper, SHARE long. */
static void
add_vector(double *sum, const struct liked *liked, const struct stats *stats,
	double share)
{
	double squares = 0;

	for (size_t i = 0; i < liked->count; i++)
		squares += pow(weight_of(stats, liked->words[i]), 2);
	for (size_t i = 0; i < liked->count && squares > 0; i++)
		sum[liked->words[i].number] +=
			share * weight_of(stats, liked->words[i]) /
			sqrt(squares);
}

/* The greatest weights among COUNT in SUM; how many of TERMS there are. */
static size_t
best_terms(const double *sum, size_t count, struct term *terms)
{
	size_t found = 0;

	for (uint32_t i = 0; i < count; i++)
		if (sum[i] > 0)
			terms[found++] = (struct term){sum[i], i};
	qsort(terms, found, sizeof(*terms), score_compare);
	return found < TERMS ? found : TERMS;
}

static void
weigh_terms(struct wanted *wanted, const struct term *terms, size_t count)
{
	double had = score_sum(wanted), total = 0, share = 1;

	if (had > 0) {
		score_scale(wanted, query_share / had);
		share -= query_share;
	}
	for (size_t i = 0; i < count; i++)
		total += terms[i].weight;
	for (size_t i = 0; i < count; i++)
		score_weigh(wanted, terms[i].number,
			share * terms[i].weight / total);
}

void
likes_weigh(const struct likes *likes, const struct words *words,
	const struct stats *stats, struct wanted *wanted)
{
	size_t count = words_count(words), by[2] = {0, 0};
	double *sum = mem_zero(count + 1, sizeof(*sum));
	struct term *terms = mem_zero(count + 1, sizeof(*terms));

	for (size_t i = 0; i < likes->count; i++)
		by[likes->papers[i].disliked]++;
	for (size_t i = 0; i < likes->count; i++) {
		const struct liked *liked = &likes->papers[i];
		double each = 1 / (double)by[liked->disliked];

		add_vector(sum, liked, stats,
			liked->disliked ? -dislike_share * each : each);
	}
	weigh_terms(wanted, terms, best_terms(sum, count, terms));
	free(terms);
	free(sum);
}
