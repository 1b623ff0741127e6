/*
 * vocabulary.h: the words, phrases and fronts of words that queries look for,
 * all of them found in one walk over the words of a text, however many.
 */
#ifndef SHEAF_VOCABULARY_H
#define SHEAF_VOCABULARY_H

#include "buf.h"

struct vocabulary;

struct vocabulary *vocabulary_new(void);

/*
 * The number of TERM, which is copied: words as in folded.h, a blank in front
 * and, unless the last one is the front of a word, behind.
 */
size_t vocabulary_add(struct vocabulary *vocabulary, struct slice term);

struct slice vocabulary_term(const struct vocabulary *vocabulary, size_t term);
size_t vocabulary_count(const struct vocabulary *vocabulary);

/* Sets FOUND[TERM] of every term that is in WORDS; the others stay. */
void vocabulary_find(
	const struct vocabulary *vocabulary, struct slice words, bool found[]);

#endif
