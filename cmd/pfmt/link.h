/*
 * link.h: addresses out of records as targets of links.
 */
#ifndef SHEAF_PFMT_LINK_H
#define SHEAF_PFMT_LINK_H

#include "buf.h"

/* May a link lead to ADDRESS: is it http or https? */
bool link_web(struct slice address);

/*
 * Adds ADDRESS with everything percent-encoded (RFC 3986, 2.1) that is not a
 * character of an address, or that ends a target: blanks, controls, brackets of
 * every kind, quotes, what is not ASCII.
 */
void link_add(struct buf *to, struct slice address);

#endif
