/*
 * key.h: citation keys.
 *
 * A paper's own key stays; another one is made of the first author's family
 * name, the year and the first word of the title that says something, in ASCII,
 * or of the id where no such name is to be had. So it depends on the record
 * alone. With --key a template is in place of name, year and word, which it may
 * have as {family}, {year}, {word}. Of two papers with one key the first of the
 * stream keeps it, and the other gets a suffix from its id: a list that grows
 * at its end never renames.
 */
#ifndef SHEAF_PFMT_KEY_H
#define SHEAF_PFMT_KEY_H

#include "name.h"

/* Kept for the run: 8 bytes, and as many spare, for each key. */
struct citation_keys {
	uint64_t *seen; /* hashes, 0 where there is none */
	size_t count, cap;
	struct buf key, text, folded, record;
	struct names names;
};

/* Forgets the keys of another list. */
void key_begin(struct citation_keys *keys);

/* The key of the paper at hand, until the next call. */
struct slice key_of(struct citation_keys *keys, struct job *job);

#endif
