/*
 * person.h: an author, put together from the parts that sources have.
 */
#ifndef SHEAF_PERSON_H
#define SHEAF_PERSON_H

#include "paper.h"

/* All empty at first; person_add() empties it again. */
struct person {
	struct buf given, family, suffix;
	struct buf name;     /* where there are no parts */
	struct buf id;       /* an ORCID iD, or its address */
	struct buf other_id; /* `s2author:1`, where there is no ORCID iD */
	bool group; /* NAME is no person's: it is its own family name */
	struct buf scratch;
};

void person_reset(struct person *person);

/*
 * Takes `Family, Given`, also `Family, Given, Jr.`, `Family, Jr., Given` and
 * `Family Jr., Given`; without a comma it is shown as it is, and its family is
 * not known.
 */
void person_reversed(struct person *person, struct slice name);

/*
 * Adds it to the authors, and to families and author_ids what belongs there.
 * Nothing if there is no name.
 */
void person_add(struct person *person, struct paper *paper);

/* Is WORD one of `Jr.`, `III` and the like? */
bool person_suffix(struct slice word);

void person_free(struct person *person);

/*
 * Adds `orcid:` and the ORCID iD that stands in TEXT (0000-0002-1825-0097, also
 * without hyphens, behind any address). False if there is none.
 */
bool person_orcid(struct buf *to, struct slice text);

#endif
