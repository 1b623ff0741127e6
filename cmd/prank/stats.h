/*
 * stats.h: in how many papers of a collection each word stands.
 *
 * Written as one line of JSON:
 *
 *	{"papers":1400,"length":301000,"words":{"wing":215},"pairs":{}}
 *
 * LENGTH is that of all papers (counts.h), words are stems. A line that was
 * made for a query has all words and pairs of it, the others are not known; one
 * without `pairs` has every word that stands in two papers or more.
 */
#ifndef SHEAF_PRANK_STATS_H
#define SHEAF_PRANK_STATS_H

#include "counts.h"
#include "out.h"

/* All zero at first. */
struct stats {
	uint64_t papers, length;
	uint64_t *with;        /* papers with a word, by number */
	uint64_t *occurrences; /* as counts.h counts them */
	size_t count, cap, occurrences_cap;
	uint64_t *with_pair;  /* by their place in the pairs */
	uint64_t pair_papers; /* of how many that is known */
	size_t pair_count, pair_cap;
};

/* Adds a paper. */
void stats_add(struct stats *stats, const struct counts *counts);

/* The numbers of a word (pair), 0 where there is none. */
uint64_t stats_with(const struct stats *stats, uint32_t number);
uint64_t stats_with_pair(const struct stats *stats, size_t pair);

/* Writes a line for a query, whose words are all of the vocabulary. */
void stats_write_query(const struct stats *stats, const struct words *words,
	const struct pairs *pairs, struct out *out);

/* Writes a line with every word of two papers or more. */
void stats_write_all(
	const struct stats *stats, const struct words *words, struct out *out);

/*
 * Adds the lines of FILE, of which the words and pairs at hand are looked at.
 * What is wrong in it ends the program, since every rank would be wrong.
 */
void stats_read(struct stats *stats, const struct words *words,
	const struct pairs *pairs, const char *file);

#endif
