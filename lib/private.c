#include <string.h>

#include "private.h"
#include "slice.h"

/* Does BYTES, an address in network order, begin with the BITS of a network? */
static bool
is_in(const unsigned char *bytes, const unsigned char *network, unsigned bits)
{
	unsigned whole = bits / 8, rest = bits % 8;

	return memcmp(bytes, network, whole) == 0 &&
	       (rest == 0 ||
		       (bytes[whole] ^ network[whole]) >> (8 - rest) == 0);
}

/* Addresses that are not of the public net (RFC 6890, and multicast). */
bool
private_4(const unsigned char *a)
{
	static const struct {
		unsigned char network[4];
		unsigned bits;
	} nets[] = {
		{{0},         8 },
		{{10},        8 },
		{{100, 64},   10},
		{{127},       8 },
		{{169, 254},  16},
		{{172, 16},   12},
		{{192, 0, 0}, 24},
		{{192, 168},  16},
		{{198, 18},   15},
		{{224},       3 },
	};

	for (size_t i = 0; i < COUNT(nets); i++)
		if (is_in(a, nets[i].network, nets[i].bits))
			return true;
	return false;
}

/* The same of IPv6; `inside` is where an address of IPv4 stands, or 0. */
bool
private_6(const unsigned char *a)
{
	static const struct {
		unsigned char network[16];
		unsigned bits, inside;
	} nets[] = {
		{{[10] = 0xFF, 0xFF},            96, 12}, /* IPv4-mapped */
		{{0x00, 0x64, 0xFF, 0x9B},       96, 12}, /* NAT64 */
		{{0x20, 0x02},                   16, 2 }, /* 6to4 */
		{{0},			    96, 0 }, /* ::, ::1, ::IPv4 */
		{{0x00, 0x64, 0xFF, 0x9B, 0, 1}, 48, 0 }, /* local NAT64 */
		{{0xFC},			 7,  0 }, /* unique local */
		{{0xFE, 0x80},                   9,  0 }, /* link-, site-local */
		{{0xFF},			 8,  0 }, /* multicast */
	};

	for (size_t i = 0; i < COUNT(nets); i++)
		if (is_in(a, nets[i].network, nets[i].bits))
			return nets[i].inside == 0 ||
			       private_4(a + nets[i].inside);
	return false;
}
