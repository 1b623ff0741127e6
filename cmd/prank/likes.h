/*
 * likes.h: what the papers have in common that somebody likes.
 *
 * Rocchio: the mean of their vectors, (1 + ln tf) ln(N / n) of each word and of
 * length 1, less a quarter of that of the papers that are disliked; the best
 * fifty words are looked for.
 */
#ifndef SHEAF_PRANK_LIKES_H
#define SHEAF_PRANK_LIKES_H

#include "score.h"
#include "vectors.h"

/* All zero at first. */
struct likes {
	struct liked *papers;
	size_t count, cap;
};

/* Adds the papers of FILE, their words to the vocabulary, and their vectors. */
void likes_read(struct likes *likes, struct words *words,
	struct vectors *vectors, const char *file, bool disliked);

/* Does any of the papers that are liked have a word? */
bool likes_any(const struct likes *likes);

/*
 * Adds the words of the likes to what is WANTED: with a query there it has
 * three tenths of the weight.
 */
void likes_weigh(const struct likes *likes, const struct words *words,
	const struct stats *stats, struct wanted *wanted);

#endif
