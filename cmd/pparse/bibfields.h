/*
 * bibfields.h: the fields of an entry of BibTeX, and what an entry inherits
 * from others: biblatex manual, 2.4.1 and B; those that may be inherited from,
 * and those that wait for one that comes behind them, are kept.
 */
#ifndef SHEAF_BIBFIELDS_H
#define SHEAF_BIBFIELDS_H

#include <stdint.h>

#include "buf.h"
#include "keys.h"

/* Where a text lies in a buffer that may still move. */
struct span {
	size_t at, len;
};

struct bibfield {
	struct span name, value;
	bool used; /* has it become a member? */
};

/* Fields of the entry at hand, or the strings of the file. */
struct bibfields {
	struct bibfield *all;
	size_t count, cap;
	struct buf text;
};

struct slice bibfields_text(const struct bibfields *fields, struct span span);

/* The last one called NAME: a string may be defined again. NULL if none is. */
struct bibfield *bibfields_named(struct bibfields *fields, struct slice name);

/* Adds one whose NAME and VALUE lie in the buffer already. */
void bibfields_add(
	struct bibfields *fields, struct span name, struct span value);

void bibfields_reset(struct bibfields *fields);
void bibfields_free(struct bibfields *fields);

/* An entry that is kept. */
struct kept {
	struct span type, key;
	uint64_t line;
	size_t first, count; /* of its fields */
	size_t len;          /* of their text */
	bool waits;          /* it has not been written */
};

struct library {
	struct keys *keys; /* in lower case, with the number of the entry */
	struct bibfields fields; /* of all of them */
	struct kept *all;
	size_t count, cap;
	size_t waiting;
};

/*
 * Keeps an entry that waits, or that others may inherit from, of the others
 * none. False if there is no room: 64 MiB.
 */
bool library_keep(struct library *library, struct slice type, struct slice key,
	uint64_t line, const struct bibfields *fields, bool waits);

/*
 * Adds to FIELDS, of an entry of TYPE, what it inherits, and nothing that would
 * take it for another work: no DOI, no address. Returns false, with its key in
 * MISSING, if an entry that it refers to is not there (yet), or very long.
 */
bool library_inherit(const struct library *library, struct slice type,
	struct bibfields *fields, struct slice *missing);

/* Puts a copy of the fields of KEPT in TO. */
void library_fields(const struct library *library, const struct kept *kept,
	struct bibfields *to);

void library_free(struct library *library);

#endif
