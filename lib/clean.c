#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "clean.h"
#include "utf8.h"

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* What a character is to running text. */
enum kind { SHOWN, BLANK, LINE_END, PARAGRAPH_END, DROPPED };

static enum kind
kind_of(uint32_t c)
{
	switch (c) {
	case '\t':
	case '\v':
	case '\f':
	case ' ':
	case 0xA0: return BLANK;
	case '\n':
	case '\r':
	case 0x85:
	case 0x2028: return LINE_END;
	case 0x2029: return PARAGRAPH_END;
	}
	return c < 0x20 || (c >= 0x7F && c < 0xA0) ? DROPPED : SHOWN;
}

size_t
clean_span(struct slice text)
{
	size_t n = 0;

#ifdef __SSE2__
	const __m128i blank = _mm_set1_epi8(' '), del = _mm_set1_epi8(0x7F);
	unsigned after_blank = 0;

	for (; text.len - n >= 16; n += 16) {
		__m128i v = _mm_loadu_si128(
			(const __m128i *)(const void *)(text.ptr + n));
		/* as signed bytes, what is not ASCII is less than a blank */
		__m128i other = _mm_or_si128(
			_mm_cmplt_epi8(v, blank), _mm_cmpeq_epi8(v, del));
		unsigned blanks =
			(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, blank));
		unsigned stop = (unsigned)_mm_movemask_epi8(other) |
		                (blanks & (blanks << 1 | after_blank));

		if (stop != 0)
			return n + (size_t)__builtin_ctz(stop);
		after_blank = blanks >> 15;
	}
#endif
	for (; n < text.len; n++) {
		char c = text.ptr[n];

		if (c < ' ' || c > '~' ||
			(c == ' ' && n > 0 && text.ptr[n - 1] == ' '))
			break;
	}
	return n;
}

/* The length of the shown characters at the front of TEXT, as they stand. */
static size_t
shown_span(struct slice text)
{
	size_t n = 0, len;
	uint32_t c;

	for (; n < text.len && (unsigned char)text.ptr[n] >= 0x80; n += len) {
		len = utf8_decode(slice_from(text, n), &c);
		if (c == UTF8_REPLACEMENT || kind_of(c) != SHOWN)
			break;
	}
	return n;
}

/* Adds TEXT; white space is a blank, or PARAGRAPH where it has an empty line.
 */
static void
clean(struct buf *to, struct slice text, struct slice paragraph)
{
	size_t begin = to->len, n;
	unsigned ends = 0;
	bool gap = false;

	for (; text.len > 0; text = slice_from(text, n)) {
		uint32_t c;
		enum kind kind;

		n = utf8_decode(text, &c);
		kind = kind_of(c);
		if (kind == DROPPED)
			continue;
		if (kind != SHOWN) {
			gap = true;
			if (kind == PARAGRAPH_END)
				ends = 2;
			if (kind == LINE_END && ends < 2 &&
				!slice_starts(text, SLICE("\r\n")))
				ends++;
			continue;
		}
		if (gap && to->len > begin)
			buf_add(to, ends == 2 ? paragraph : SLICE(" "));
		gap = false;
		ends = 0;
		if (c == UTF8_REPLACEMENT) {
			buf_add(to, SLICE(REPLACEMENT));
			continue;
		}
		n = c < 0x80 ? clean_span(text) : shown_span(text);
		if (text.ptr[n - 1] == ' ')
			n--; /* a gap begins there */
		buf_add(to, slice_first(text, n));
	}
}

void
clean_line(struct buf *to, struct slice text)
{
	clean(to, text, SLICE(" "));
}

void
clean_paragraphs(struct buf *to, struct slice text)
{
	clean(to, text, SLICE("\n\n"));
}

void
clean_controls(struct buf *to, struct slice text)
{
	size_t n;

	for (; text.len > 0; text = slice_from(text, n)) {
		uint32_t c;

		n = clean_span(text);
		if (n > 0) {
			buf_add(to, slice_first(text, n));
			continue;
		}
		n = utf8_decode(text, &c);
		if (c == '\n' || c == '\t')
			buf_char(to, ' ');
		else if (c == UTF8_REPLACEMENT)
			buf_add(to, SLICE(REPLACEMENT));
		else if (!utf8_control(c))
			buf_add(to, slice_first(text, n));
	}
}
