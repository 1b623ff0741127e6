/*
 * texletters.h: TeX's accents, and its letters that ASCII does not have: one
 * table for both ways.
 */
#ifndef SHEAF_TEXLETTERS_H
#define SHEAF_TEXLETTERS_H

#include "slice.h"

enum { TEX_ACCENTS = 15, TEX_LETTERS = 20 };

/* An accent stands before its letter in TeX, behind it in Unicode. */
struct tex_accent {
	struct slice command;
	uint32_t mark;
};
extern const struct tex_accent tex_accents[TEX_ACCENTS];

/* A letter may be empty: the command leaves nothing. */
struct tex_letter {
	struct slice command, letter;
};
extern const struct tex_letter tex_letters[TEX_LETTERS];

/* The command at the front of S, the rest behind a backslash: letters, or one
 * character. */
struct slice tex_command(struct slice s);

/* The mark that the accent COMMAND sets; 0 if it is none. */
uint32_t tex_mark(struct slice command);

/* The row of the letter COMMAND, or NULL. */
const struct tex_letter *tex_letter_of(struct slice command);

#endif
