#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "utf8.h"

/* The length of the ASCII at the front of S. */
static size_t
ascii_span(struct slice s)
{
	size_t n = 0;

#ifdef __SSE2__
	for (; s.len - n >= 16; n += 16)
		if (_mm_movemask_epi8(_mm_loadu_si128(
			    (const __m128i *)(const void *)(s.ptr + n))) != 0)
			break;
#endif
	while (n < s.len && (unsigned char)s.ptr[n] < 0x80)
		n++;
	return n;
}

/*
 * The length of the well-formed sequence at the front of S (RFC 3629, 4), or 0
 * where there is none; *BAD is then the length of its maximal subpart.
 */
static size_t
sequence(struct slice s, uint32_t *c, size_t *bad)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	unsigned char low = 0x80, high = 0xBF;
	size_t len, i;

	*bad = 1;
	if (p[0] < 0x80) {
		*c = p[0];
		return 1;
	}
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	*c = p[0] & (0x7Fu >> len);
	switch (p[0]) {
	case 0xE0: low = 0xA0; break;  /* shorter forms exist */
	case 0xED: high = 0x9F; break; /* surrogates */
	case 0xF0: low = 0x90; break;
	case 0xF4: high = 0x8F; break; /* beyond U+10FFFF */
	}
	for (i = 1; i < len; i++) {
		if (i >= s.len || p[i] < low || p[i] > high)
			return 0;
		*c = *c << 6 | (p[i] & 0x3F);
		low = 0x80;
		high = 0xBF;
		*bad = i + 1;
	}
	return len;
}

size_t
utf8_span(struct slice s)
{
	size_t n = 0, len, bad;
	uint32_t c;

	while ((n += ascii_span(slice_from(s, n))) < s.len) {
		do {
			len = sequence(slice_from(s, n), &c, &bad);
			if (len == 0)
				return n;
			n += len;
		} while (n < s.len && (unsigned char)s.ptr[n] >= 0x80);
	}
	return n;
}

size_t
utf8_decode(struct slice s, uint32_t *c)
{
	size_t bad, len = sequence(s, c, &bad);

	if (len > 0)
		return len;
	*c = UTF8_REPLACEMENT;
	return bad;
}

size_t
utf8_encode(uint32_t c, char to[4])
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3F));
		to[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3F));
	to[2] = (char)(0x80 | (c >> 6 & 0x3F));
	to[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

bool
utf8_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}
