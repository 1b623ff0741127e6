/*
 * uri.h: relative addresses.
 */
#ifndef SHEAF_URI_H
#define SHEAF_URI_H

#include "buf.h"

enum { URI_MAX = 8 << 10 };

/* Is it one of http or https? */
bool uri_absolute(struct slice uri);

/*
 * Puts the address that REFERENCE is at BASE (RFC 3986, 5.2), which ends with
 * NUL and may be "", in TO, which is reset first. False, and TO empty, where
 * that is not an absolute one.
 */
bool uri_resolve(struct buf *to, struct slice reference, const char *base);

/* Adds a reference as libxml2 reads it: what is no URI is percent-encoded. */
void uri_encode(struct buf *to, struct slice iri);

#endif
