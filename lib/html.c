#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "html.h"

static const bool stops[256] = {
	['<'] = true,
	['>'] = true,
	['&'] = true,
	['"'] = true,
	['\''] = true,
	[0xEF] = true, /* U+FFFE and U+FFFF begin with it */
};

/* The length of the front of TEXT that stays as it is. */
static size_t
plain_span(struct slice text)
{
	size_t n = 0;

#ifdef __SSE2__
	/* `<` and `>`, `&` and `'` differ in one bit */
	const __m128i angle = _mm_set1_epi8('>'), two = _mm_set1_epi8(2);
	const __m128i quote = _mm_set1_epi8('\''), one = _mm_set1_epi8(1);

	for (; text.len - n >= 16; n += 16) {
		__m128i v = _mm_loadu_si128(
			(const __m128i *)(const void *)(text.ptr + n));
		__m128i hit = _mm_or_si128(
			_mm_cmpeq_epi8(_mm_or_si128(v, two), angle),
			_mm_cmpeq_epi8(_mm_or_si128(v, one), quote));
		unsigned stop;

		hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('"')));
		hit = _mm_or_si128(
			hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('\xEF')));
		stop = (unsigned)_mm_movemask_epi8(hit);
		if (stop != 0)
			return n + (size_t)__builtin_ctz(stop);
	}
#endif
	while (n < text.len && !stops[(unsigned char)text.ptr[n]])
		n++;
	return n;
}

void
html_escape(struct buf *to, struct slice text)
{
	for (;;) {
		size_t n = plain_span(text);

		buf_add(to, slice_first(text, n));
		text = slice_from(text, n);
		if (text.len == 0)
			return;
		switch (text.ptr[0]) {
		case '<': buf_add(to, SLICE("&lt;")); break;
		case '>': buf_add(to, SLICE("&gt;")); break;
		case '&': buf_add(to, SLICE("&amp;")); break;
		case '"': buf_add(to, SLICE("&quot;")); break;
		case '\'': buf_add(to, SLICE("&#39;")); break;
		default:
			if (slice_starts(text, SLICE("\xEF\xBF\xBE")) ||
				slice_starts(text, SLICE("\xEF\xBF\xBF"))) {
				buf_add(to, SLICE("\xEF\xBF\xBD"));
				text = slice_from(text, 2);
			} else {
				buf_char(to, text.ptr[0]);
			}
		}
		text = slice_from(text, 1);
	}
}
