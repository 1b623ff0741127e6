/*
 * folded.h: a text as the folded words that a reader sees in it.
 *
 * Words are runs of letters and digits, case folded and accents removed, with a
 * blank before and behind each: " schrodinger s equation ". So a word or a
 * phrase is found whole by looking for it with its blanks. Hyphens, apostrophes
 * and `_` part words. Each character of Chinese, Japanese and Korean is a word
 * by itself, so that a word of those is found inside of others.
 *
 * TeX: an accent goes with its letter, braces and all ({\"o}, \'{e}, \H{o}), as
 * do letters (\o, {\ss}); of other commands the name is a word ($\alpha$).
 */
#ifndef SHEAF_FOLDED_H
#define SHEAF_FOLDED_H

#include "buf.h"
#include "stem.h"

/* Adds the words of TEXT; behind other words there is one blank only. */
void folded_add(struct buf *to, struct slice text);

/* Cuts the next word off, without its blanks; false behind the last one. */
bool folded_next(struct slice *words, struct slice *word);

/* Adds WORDS as one reads them: no blank but between those that need one. */
void folded_join(struct buf *to, struct slice words);

/* Adds each word of WORDS by its stem, with blanks as folded_add() has them. */
void folded_add_stems(
	struct buf *to, struct sb_stemmer *stemmer, struct slice words);

/* Can the command at the front of S, behind its backslash, be part of a word?
 */
bool folded_joins(struct slice s);

#endif
