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

#endif
