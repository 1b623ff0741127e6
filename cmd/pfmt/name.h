/*
 * name.h: the parts of authors' names, which bibliographies want apart.
 */
#ifndef SHEAF_PFMT_NAME_H
#define SHEAF_PFMT_NAME_H

#include "format.h"

/*
 * FAMILY holds its particle; a name that has no parts, of an institution for
 * one, stands in FAMILY as a whole. Empty is what the name does not have.
 */
struct name {
	struct slice given, family, suffix;
	bool whole;
};

/* Kept for the run. */
struct names {
	struct json_iter authors, families;
	struct buf author, family, scratch;
};

/*
 * Goes over the authors of the paper at hand, without controls:
 *
 *	for (names_begin(&names, job); names_next(&names, &name);)
 *
 * Where the record does not say what the family name is, it is the last word,
 * with the particles before it.
 */
void names_begin(struct names *names, const struct job *job);
bool names_next(struct names *names, struct name *name);

#endif
