/*
 * private.h: addresses that are not of the public net: this machine, networks
 * behind it, and what leads there (RFC 6890).
 */
#ifndef SHEAF_PRIVATE_H
#define SHEAF_PRIVATE_H

#include <stdbool.h>

/* Of IPv4: 4 bytes in network order. */
bool private_4(const unsigned char *address);

/* Of IPv6: 16 bytes; one with an address of IPv4 inside is as that one is. */
bool private_6(const unsigned char *address);

#endif
