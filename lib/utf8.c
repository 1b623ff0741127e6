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

#ifdef __SSE2__
static __m128i
load16(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static __m128i
is16(__m128i x, int byte)
{
	return _mm_cmpeq_epi8(x, _mm_set1_epi8((char)byte));
}

static __m128i
at_least16(__m128i x, int byte)
{
	return _mm_cmpeq_epi8(_mm_max_epu8(x, _mm_set1_epi8((char)byte)), x);
}

/*
 * Does each of the 16 bytes at P fit behind the three before it? The same rules
 * as in sequence(), all at once; whether the last one's sequence goes on is for
 * who looks at the next 16.
 */
static bool
fits16(const char *p)
{
	__m128i x = load16(p), before = load16(p - 1);
	__m128i from_90 = at_least16(x, 0x90), from_A0 = at_least16(x, 0xA0);
	__m128i goes_on = _mm_cmplt_epi8(x, _mm_set1_epi8((char)0xC0));
	__m128i must = _mm_or_si128(at_least16(before, 0xC0),
		_mm_or_si128(at_least16(load16(p - 2), 0xE0),
			at_least16(load16(p - 3), 0xF0)));
	__m128i bad = _mm_xor_si128(goes_on, must);

	bad = _mm_or_si128(bad, at_least16(x, 0xF5));
	bad = _mm_or_si128(
		bad, is16(_mm_and_si128(x, _mm_set1_epi8((char)0xFE)), 0xC0));
	bad = _mm_or_si128(bad, _mm_andnot_si128(from_A0, is16(before, 0xE0)));
	bad = _mm_or_si128(bad, _mm_and_si128(from_A0, is16(before, 0xED)));
	bad = _mm_or_si128(bad, _mm_andnot_si128(from_90, is16(before, 0xF0)));
	bad = _mm_or_si128(bad, _mm_and_si128(from_90, is16(before, 0xF4)));
	return _mm_movemask_epi8(bad) == 0;
}

/*
 * Goes on from N, where a character begins, as long as 16 bytes fit and are not
 * all ASCII. Returns where the last character begins that was seen.
 */
static size_t
skip_blocks(struct slice s, size_t n)
{
	size_t at = n;

	if (n < 3)
		return n;
	while (s.len - at >= 16 && fits16(s.ptr + at) &&
		_mm_movemask_epi8(load16(s.ptr + at)) != 0)
		at += 16;
	if (at == n)
		return n;
	do
		at--;
	while (((unsigned char)s.ptr[at] & 0xC0) == 0x80);
	return at;
}
#else
static size_t
skip_blocks(struct slice s, size_t n)
{
	(void)s;
	return n;
}
#endif

size_t
utf8_span(struct slice s)
{
	size_t n = 0, len, bad;
	uint32_t c;

	while ((n += ascii_span(slice_from(s, n))) < s.len) {
		n = skip_blocks(s, n);
		len = sequence(slice_from(s, n), &c, &bad);
		if (len == 0)
			return n;
		n += len;
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

struct slice
utf8_first(struct slice s, size_t most)
{
	if (s.len <= most)
		return s;
	while (most > 0 && ((unsigned char)s.ptr[most] & 0xC0) == 0x80)
		most--;
	return slice_first(s, most);
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
