/*
 * text.h: what needs Unicode's tables (utf8proc): width, case, words.
 */
#ifndef SHEAF_TEXT_H
#define SHEAF_TEXT_H

#include "buf.h"

/*
 * Columns on a terminal: 2 for East Asian wide and emoji, 0 for combining
 * marks, ZWJ, variation selectors and controls (UAX #11). Ambiguous ones are 1.
 */
size_t text_width(struct slice text);

/*
 * The length in bytes of the longest front of TEXT that fits in COLUMNS and
 * does not part a character from its combining marks or a ZWJ sequence.
 */
size_t text_fit(struct slice text, size_t columns);

/*
 * The same for a line of running text: it ends before a blank, or, where a word
 * alone is wider, or between wide characters, where text_fit() ends. At least
 * one character, so a loop always goes on. *NEXT is where the next line begins.
 */
size_t text_wrap(struct slice text, size_t columns, size_t *next);

/*
 * The length of what of TEXT, which is wider than COLUMNS, stands before U+2026
 * in so many: whole words where that can be, without a comma or stop at the
 * end.
 */
size_t text_cut(struct slice text, size_t columns);

/*
 * Adds TEXT with case folded and accents removed: NFKD, without marks and what
 * is never shown (soft hyphens, joiners), casefold.
 */
void text_fold(struct buf *to, struct slice text);

/* Is C a letter or a digit: what words are made of? */
bool text_in_word(uint32_t c);

/*
 * Adds TEXT folded, every run of other than letters and digits one `-`, none at
 * the ends: the title of an id `title:...`.
 */
void text_slug(struct buf *to, struct slice text);

#endif
