/*
 * stem.h: English words by their stems (Snowball, libstemmer).
 */
#ifndef SHEAF_STEM_H
#define SHEAF_STEM_H

#include "slice.h"

struct sb_stemmer;

struct sb_stemmer *stem_new(void);

/* The stem of WORD, which is in lower case; valid until the next call. */
struct slice stem_of(struct sb_stemmer *stemmer, struct slice word);

/* STEMMER may be NULL. */
void stem_free(struct sb_stemmer *stemmer);

#endif
