/*
 * words.h: a vocabulary of the words that matter.
 *
 * Words (walk.h) with the same English stem (Snowball) are one and have the
 * same number in the vocabulary, from 0 on.
 */
#ifndef SHEAF_PRANK_WORDS_H
#define SHEAF_PRANK_WORDS_H

#include "walk.h"

enum { WORDS_NONE = UINT32_MAX };

/* A word that says nothing: English stop words, and what people ask with. */
bool words_stop(struct slice word);

struct words;

struct words *words_new(void);

/* The number of WORD, or WORDS_NONE; with ADD one that is new gets the next. */
uint32_t words_number(struct words *words, struct slice word, bool add);

/* What walk_next() lets in: every word that has a number, until it is told
 * anew, beginning with none. */
const struct fronts *words_fronts(const struct words *words);
void words_let_none_in(struct words *words);
void words_let_in(struct words *words, uint32_t number);

/* How many there are. */
size_t words_count(const struct words *words);

/* The stem of a number, and the word that was the first to have it. */
struct slice words_stem(const struct words *words, uint32_t number);
struct slice words_shown(const struct words *words, uint32_t number);

/* Is the word of a number such a one, as words_stop() knows them? */
bool words_says_nothing(const struct words *words, uint32_t number);

/* The number of a stem as words_stem() has it, or WORDS_NONE. */
uint32_t words_of_stem(const struct words *words, struct slice stem);

#endif
