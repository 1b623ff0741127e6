/*
 * literal.h: literals of which every match has to hold one, for a gate.
 */
#ifndef SHEAF_LITERAL_H
#define SHEAF_LITERAL_H

#include "gate.h"

/* One of them has to be there; COUNT 0: nothing is known. */
struct literals {
	size_t count;
	enum gate_fold fold;
	bool front; /* of GATE_WORDS: one is the front of a word */
	struct slice text[GATE_LITERALS_MAX]; /* views into what they are of */
};

/* The longest stretch of TEXT that may be a literal. */
struct literals literals_of_text(struct slice text, enum gate_fold fold);

/*
 * Of a pattern (PCRE2): of each alternative the longest stretch that it cannot
 * do without. What is not understood is taken for nothing known.
 */
struct literals literals_of_pattern(struct slice pattern, bool fold);

/* Where both have to be: the better of the two. */
struct literals literals_both(
	const struct literals *a, const struct literals *b);

/* Where one of the two has to be. */
struct literals literals_either(
	const struct literals *a, const struct literals *b);

/* GATE is all zero. */
void literals_gate(const struct literals *literals, struct gate *gate);

#endif
