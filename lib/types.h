/*
 * types.h: kinds of works as CSL names them (CSL 1.0.2, appendix III), and
 * what BibTeX, biblatex and RIS call them: one table for both ways.
 */
#ifndef SHEAF_TYPES_H
#define SHEAF_TYPES_H

#include "slice.h"

/*
 * Several rows may have a name in common: the first row with a name counts,
 * both on the way in and on the way out. Empty where a format has no name of
 * its own for it.
 */
struct type_row {
	struct slice csl, bibtex, biblatex, ris;
};

/* The first row with this name, in any case of its letters, or NULL. */
const struct type_row *type_of_csl(struct slice name);
const struct type_row *type_of_ris(struct slice name);

/* The same for an entry type, which may be BibTeX's or biblatex's. */
const struct type_row *type_of_entry(struct slice name);

#endif
