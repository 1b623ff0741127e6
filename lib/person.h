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
 * Is AUTHOR (words, as in folded.h), whose family name is FAMILY (words, or
 * empty where that is not known), this person? The family name is the same, the
 * given names are, or one is the initial of the other, in either order; names
 * in the middle may be missing.
 */
bool person_is(
	const struct person *person, struct slice author, struct slice family);

/*
 * Words of which every spelling of the name has one whole: 1 or 2 of them. Of
 * given names there may be initials only.
 */
size_t person_words(const struct person *person, struct slice to[2]);

#endif
