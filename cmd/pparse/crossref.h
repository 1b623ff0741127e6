/*
 * crossref.h: what other services have taken over from Crossref.
 */
#ifndef SHEAF_CROSSREF_H
#define SHEAF_CROSSREF_H

#include "fields.h"

/* Its types of works, and those of CSL. */
extern const struct field_word crossref_types[];

#endif
