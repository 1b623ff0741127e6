/*
 * address.h: the parts of an http or https address (RFC 3986, 3).
 */
#ifndef SHEAF_ADDRESS_H
#define SHEAF_ADDRESS_H

#include "slice.h"

/* Scheme, host and port: who it is of. URL itself if it has no `://`. */
struct slice address_origin(struct slice url);

/* Host and port, and what stands in front of them. */
struct slice address_host(struct slice url);

/* The user and password of it, with their `@`; empty if there are none. */
struct slice address_user(struct slice url);

/* What stands behind them; it begins with `/`, `?` or `#`, or is empty. */
struct slice address_path(struct slice url);

#endif
