/*
 * percent.h: text in web addresses (RFC 3986, 2.1).
 */
#ifndef SHEAF_PERCENT_H
#define SHEAF_PERCENT_H

#include "buf.h"

/* Adds TEXT with all bytes but the unreserved ones (2.3) and those of KEEP
 * encoded. */
void percent_add(struct buf *to, struct slice text, const char *keep);

#endif
