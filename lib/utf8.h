/*
 * utf8.h: UTF-8 (RFC 3629): check, decode, encode.
 */
#ifndef SHEAF_UTF8_H
#define SHEAF_UTF8_H

#include <stdint.h>

#include "slice.h"

enum { UTF8_REPLACEMENT = 0xFFFD };

/* The length of what is well-formed at the front of S; S.len if all of it is.
 */
size_t utf8_span(struct slice s);

static inline bool
utf8_valid(struct slice s)
{
	return utf8_span(s) == s.len;
}

/*
 * Decodes the character at the front of S, which is not empty. Returns its
 * length; where it is not well-formed, *C is UTF8_REPLACEMENT and the length is
 * that of the bytes that one U+FFFD stands for (Unicode 15, 3.9, "maximal
 * subpart"), so a loop always goes on.
 */
size_t utf8_decode(struct slice s, uint32_t *c);

/* S, of at most MOST bytes, its last character whole or not at all. */
struct slice utf8_first(struct slice s, size_t most);

/* Writes C, a Unicode scalar value, to TO; returns its length, 1 to 4. */
size_t utf8_encode(uint32_t c, char to[4]);

/*
 * Controls that a terminal or a reader may obey: C0, DEL, C1, and the bidi
 * controls U+202A-202E and U+2066-2069.
 */
bool utf8_control(uint32_t c);

#endif
