/*
 * person.h: is a name that a paper has that of a person, however it is spelt?
 */
#ifndef SHEAF_PERSON_H
#define SHEAF_PERSON_H

#include "slice.h"

struct person;

/* NAME is `Jane Doe` or `Doe, Jane`; NULL where it has no word. */
struct person *person_new(struct slice name);

/*
 * Is AUTHOR (words, as in words.h), whose family name is FAMILY (words, or
 * empty where that is not known), this person? The family name is the same, the
 * given names are, or one is the initial of the other, in either order; names
 * in the middle may be missing.
 */
bool person_is(
	const struct person *person, struct slice author, struct slice family);

/* The longest word of which every spelling has all letters. */
struct slice person_literal(const struct person *person);

#endif
