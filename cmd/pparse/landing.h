/*
 * landing.h: what authors and keywords look like in the metadata of pages.
 */
#ifndef SHEAF_LANDING_H
#define SHEAF_LANDING_H

#include "paper.h"

/* Adds an author, `Family, Given` or as shown. */
void landing_author(struct paper *paper, struct slice name);

/* Adds keywords, split at `;`, or else at `,`. */
void landing_keywords(struct paper *paper, struct slice text);

#endif
