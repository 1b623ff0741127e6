/*
 * base64.h: RFC 4648, 4.
 */
#ifndef SHEAF_BASE64_H
#define SHEAF_BASE64_H

#include "buf.h"

/*
 * Puts what TEXT stands for in TO, which is reset first. White space does not
 * count. False at what is not of the alphabet, and where the end is missing:
 * then TO has what comes before.
 */
bool base64_decode(struct buf *to, struct slice text);

/* Adds BYTES as text without white space. */
void base64_add(struct buf *to, struct slice bytes);

#endif
