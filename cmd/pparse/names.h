/*
 * names.h: names of people and institutions as bibliographies write them.
 */
#ifndef SHEAF_NAMES_H
#define SHEAF_NAMES_H

#include "paper.h"

/*
 * Adds authors and families of a list in BibTeX: `and` between names, each as
 * `Given von Family`, `von Family, Given`, `von Family, Jr, Given`, in braces
 * for an institution, or as biblatex's `family=..., given=...`. `others` is
 * nobody. What is within braces is never parted.
 */
void names_of_bibtex(struct paper *paper, struct slice list);

/*
 * Adds an author who has these parts; FAMILY with the particle. Others than
 * FAMILY may be empty. The name is put together in SCRATCH.
 */
void names_add(struct paper *paper, struct slice given, struct slice family,
	struct slice suffix, struct buf *scratch);

#endif
