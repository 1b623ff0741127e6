/*
 * items.h: where a JSON array goes on behind an item that is broken. Brackets
 * and quotes cannot be paired there; but lists that stand on lines have items
 * that begin alike: at the same distance from the left, with a bracket.
 */
#ifndef SHEAF_ITEMS_H
#define SHEAF_ITEMS_H

#include "slice.h"

/* White space in front of ITEM, a place in TEXT, on its line; 0 if there is
 * more than that. */
size_t items_margin(struct slice text, const char *item);

/* Does TEXT begin with so much white space, and a bracket? */
bool items_begin(struct slice text, size_t margin);

/* The length of TEXT up to the next line that begins so; else all of it. */
size_t items_next(struct slice text, size_t margin);

#endif
