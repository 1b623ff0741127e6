/*
 * number.h: the number in what a model says.
 */
#ifndef SHEAF_PASK_NUMBER_H
#define SHEAF_PASK_NUMBER_H

#include "buf.h"

/*
 * Adds the first number in TEXT to TO, as JSON has numbers. A comma stands for
 * the point (7,5), or between groups of three digits (1,024). False if there is
 * none.
 */
bool number_first(struct slice text, struct buf *to);

#endif
