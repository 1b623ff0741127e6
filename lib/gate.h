/*
 * gate.h: the places in a block of lines where one of a few literals may be,
 * found over the raw bytes of JSON, before anything is parsed.
 *
 * A gate may open too often, never too seldom: a line in which it stays shut
 * has none of the literals, however the line is escaped. So it opens at `\u`,
 * behind which anything may hide; literals hold nothing that JSON would escape
 * otherwise.
 */
#ifndef SHEAF_GATE_H
#define SHEAF_GATE_H

#include "slice.h"

enum { GATE_LITERALS_MAX = 8, GATE_LITERAL_MAX = 64 };

/* How the text is compared with what the literals are taken from. */
enum gate_fold {
	GATE_EXACT,
	GATE_CASE,  /* k and s have a third form: U+212A, U+017F */
	GATE_WORDS, /* as folded.h folds: letters beyond ASCII, TeX accents; its
	             * literals are whole words, or the fronts of such */
};

struct gate {
	size_t count; /* 0: there is none, every line has to be looked at */
	enum gate_fold fold;
	bool front; /* GATE_WORDS: a literal may be the front of a word */
	bool letters[256]; /* of the literals, in lower case */
	struct {
		char text[GATE_LITERAL_MAX]; /* folded: in lower case */
		size_t len;
		size_t rare[2]; /* the two places that are looked at first */
	} literals[GATE_LITERALS_MAX];
};

/* May BYTE stand in a literal: printable ASCII that JSON leaves as it is? */
bool gate_takes(char byte);

/* Adds a literal of at least one byte; its first bytes, where it is long. */
void gate_add(struct gate *gate, struct slice literal);

/* The first place in TEXT from FROM on where GATE opens, or NULL. */
const char *gate_find(
	const struct gate *gate, struct slice text, const char *from);

#endif
