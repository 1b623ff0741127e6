#include <inttypes.h>
#include <math.h>

#include "json.h"
#include "mem.h"
#include "score.h"

static const double k1 = 1.6, b = 0.5;
static const double pair_weight = 0.2;

int
score_compare(const void *x, const void *y)
{
	const struct term *first = x, *second = y;

	if (first->weight != second->weight)
		return first->weight > second->weight ? -1 : 1;
	return first->number < second->number ? -1 : 1;
}

void
score_weigh(struct wanted *wanted, uint32_t number, double weight)
{
	if (number >= wanted->count) {
		wanted->weights = mem_grow(wanted->weights, &wanted->cap,
			(size_t)number + 1, sizeof(*wanted->weights));
		while (wanted->count <= number)
			wanted->weights[wanted->count++] = 0;
	}
	wanted->weights[number] += weight;
}

static void
weigh_pair(struct wanted *wanted, uint32_t first, uint32_t second)
{
	struct pairs *pairs = &wanted->pairs;

	for (size_t i = 0; i < pairs->count; i++)
		if (pairs->pairs[i].first == first &&
			pairs->pairs[i].second == second) {
			wanted->pair_weights[i] += pair_weight;
			return;
		}
	pairs->pairs = mem_grow(pairs->pairs, &pairs->cap, pairs->count + 1,
		sizeof(*pairs->pairs));
	wanted->pair_weights = mem_grow(wanted->pair_weights, &wanted->pair_cap,
		pairs->count + 1, sizeof(*wanted->pair_weights));
	pairs->pairs[pairs->count] = (struct pair){first, second};
	wanted->pair_weights[pairs->count++] = pair_weight;
}

static bool
only_stops(struct slice text)
{
	struct walk walk = {0};
	struct slice word;
	bool only = true;

	walk_begin(&walk, text, NULL);
	while (only && walk_next(&walk, &word))
		only = words_stop(word);
	walk_free(&walk);
	return only;
}

bool
score_query(struct wanted *wanted, struct words *words, struct slice text)
{
	bool keep_stops = only_stops(text);
	uint32_t before = WORDS_NONE;
	struct walk walk = {0};
	struct slice word;

	walk_begin(&walk, text, NULL);
	while (walk_next(&walk, &word)) {
		uint32_t number = WORDS_NONE;

		if (keep_stops || !words_stop(word)) {
			number = words_number(words, word, true);
			score_weigh(wanted, number, 1);
			if (before != WORDS_NONE)
				weigh_pair(wanted, before, number);
		}
		before = number;
	}
	walk_free(&walk);
	return wanted->count > 0;
}

void
score_scale(struct wanted *wanted, double by)
{
	for (size_t i = 0; i < wanted->count; i++)
		wanted->weights[i] *= by;
	for (size_t i = 0; i < wanted->pairs.count; i++)
		wanted->pair_weights[i] *= by;
}

double
score_sum(const struct wanted *wanted)
{
	double sum = 0;

	for (size_t i = 0; i < wanted->count; i++)
		sum += wanted->weights[i];
	return sum;
}

double
score_greatest(const struct wanted *wanted)
{
	double greatest = 0;

	for (size_t i = 0; i < wanted->count; i++)
		greatest = fmax(greatest, wanted->weights[i]);
	return greatest;
}

static double
idf(double papers, double with)
{
	return log(1 + (papers - with + 0.5) / (with + 0.5));
}

/* Where the statistics have no pairs, two words meet by chance. */
static double
pair_idf(const struct wanted *wanted, const struct stats *stats, size_t i)
{
	const struct pair *pair = &wanted->pairs.pairs[i];
	double papers = (double)stats->papers;

	if (stats->pair_papers > 0)
		return idf((double)stats->pair_papers,
			(double)stats_with_pair(stats, i));
	return idf(papers, (double)stats_with(stats, pair->first) *
				   (double)stats_with(stats, pair->second) /
				   papers);
}

/* What OF occurrences in a paper LENGTH times as long as the others give. */
static double
saturated(double of, double length)
{
	return of * (k1 + 1) / (of + k1 * (1 - b + b * length));
}

void
score_add(struct buf *to, int64_t score)
{
	size_t at;

	buf_format(to, "%" PRId64 ".%06" PRId64, score / SCORE_PARTS,
		score % SCORE_PARTS);
	for (at = to->len; to->ptr[at - 1] == '0'; at--)
		continue;
	to->len = to->ptr[at - 1] == '.' ? at - 1 : at;
}

/* Adds `,"FIRST SECOND":PART`, the second word only of a pair. */
static void
explain_part(struct buf *to, const struct words *words, uint32_t first,
	uint32_t second, int64_t part)
{
	if (to == NULL || part == 0)
		return;
	if (to->ptr[to->len - 1] != '{')
		buf_char(to, ',');
	buf_char(to, '"');
	json_escape(to, words_shown(words, first));
	if (second != WORDS_NONE) {
		buf_char(to, ' ');
		json_escape(to, words_shown(words, second));
	}
	buf_add(to, SLICE("\":"));
	score_add(to, part);
}

int64_t
score_paper(const struct wanted *wanted, const struct words *words,
	const struct stats *stats, const struct counts *counts,
	struct buf *explain)
{
	double papers = (double)stats->papers;
	double average = (double)stats->length / papers;
	double length = average > 0 ? (double)counts->length / average : 0;
	int64_t score = 0, part;

	if (explain != NULL)
		buf_char(explain, '{');
	for (size_t i = 0; i < counts->had_count; i++) {
		uint32_t number = counts->had[i];
		double with = (double)stats_with(stats, number);

		if (number >= wanted->count || wanted->weights[number] == 0)
			continue;
		part = llround(SCORE_PARTS * wanted->weights[number] *
			       idf(papers, with) *
			       saturated(counts->of[number], length));
		score += part;
		explain_part(explain, words, number, WORDS_NONE, part);
	}
	for (size_t i = 0; i < wanted->pairs.count; i++) {
		const struct pair *pair = &wanted->pairs.pairs[i];

		if (counts->of_pair[i] == 0)
			continue;
		part = llround(SCORE_PARTS * wanted->pair_weights[i] *
			       pair_idf(wanted, stats, i) *
			       saturated(counts->of_pair[i], length));
		score += part;
		explain_part(explain, words, pair->first, pair->second, part);
	}
	if (explain != NULL)
		buf_char(explain, '}');
	return score;
}
