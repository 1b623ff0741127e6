#include <utf8proc.h>

#include "clean.h"
#include "text.h"
#include "utf8.h"

enum { LONGEST_FOLD = 64 }; /* NFKD makes at most 18 characters of one */

static const int fold = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                        UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD |
                        UTF8PROC_IGNORE;

static size_t
char_width(uint32_t c)
{
	return (size_t)utf8proc_charwidth((utf8proc_int32_t)c);
}

size_t
text_width(struct slice text)
{
	size_t width = 0, n;

	for (; text.len > 0; text = slice_from(text, n)) {
		uint32_t c;

		n = clean_span(text);
		if (n > 0) {
			width += n;
			continue;
		}
		n = utf8_decode(text, &c);
		width += char_width(c);
	}
	return width;
}

static bool
is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/*
 * The length of the character at the front of S with its combining marks, or of
 * the sequence that ZWJ makes (UAX #29); its columns in *WIDTH.
 */
static size_t
cluster(struct slice s, size_t *width)
{
	utf8proc_int32_t state = 0;
	uint32_t c, before;
	size_t n = utf8_decode(s, &c), len;

	*width = char_width(c);
	if (c < 0x80 && (n == s.len || is_ascii(s.ptr[n])))
		return n;
	for (; n < s.len; n += len) {
		before = c;
		len = utf8_decode(slice_from(s, n), &c);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
			    (utf8proc_int32_t)c, &state))
			break;
		*width += char_width(c);
	}
	return n;
}

size_t
text_fit(struct slice text, size_t columns)
{
	size_t at = 0, used = 0;

	while (at < text.len) {
		struct slice rest = slice_from(text, at);
		size_t width, n;

		/* a mark may follow the last one */
		n = clean_span(slice_first(rest, columns - used));
		if (n > 1) {
			at += n - 1;
			used += n - 1;
			continue;
		}
		n = cluster(rest, &width);
		if (width > columns - used)
			break;
		at += n;
		used += width;
	}
	return at;
}

/* The front of TEXT without blanks at its end; in *NEXT the next word. */
static size_t
line_end(struct slice text, size_t end, size_t *next)
{
	size_t from = end, width;

	/* a blank with a mark on it is none */
	while (from < text.len && text.ptr[from] == ' ' &&
		cluster(slice_from(text, from), &width) == 1)
		from++;
	while (end > 1 && text.ptr[end - 1] == ' ')
		end--;
	*next = from;
	return end;
}

/* Most lines: plain text with a word's end in reach. */
static size_t
wrap_plain(struct slice text, size_t columns)
{
	size_t end = columns;

	while (end > 0 && text.ptr[end] != ' ')
		end--;
	return end > 0 ? end : columns;
}

size_t
text_wrap(struct slice text, size_t columns, size_t *next)
{
	size_t at, n, width, used = 0, end = 0;
	bool has_word = false, after_wide = false;

	if (columns == 0)
		columns = 1;
	/* one for the blank behind the line, one for a mark on it */
	n = text.len > 2 && columns < text.len - 2 ? columns + 2 : text.len;
	if (clean_span(slice_first(text, n)) == n)
		return line_end(text,
			n <= columns ? n : wrap_plain(text, columns), next);
	for (at = 0; at < text.len; at += n, used += width) {
		bool blank, wide;

		n = cluster(slice_from(text, at), &width);
		blank = n == 1 && text.ptr[at] == ' ';
		wide = width >= 2;
		if (has_word && (blank || (wide && after_wide)))
			end = at;
		if (at > 0 && width > 0 && used + width > columns)
			break;
		has_word = has_word || !blank;
		after_wide = wide;
	}
	if (at == text.len || end == 0)
		end = at;
	return line_end(text, end, next);
}

size_t
text_cut(struct slice text, size_t columns)
{
	size_t next, len = text_wrap(text, columns - 1, &next);

	while (len > 1 && memchr(" .,:;", text.ptr[len - 1], 5) != NULL)
		len--;
	return len;
}

void
text_fold(struct buf *to, struct slice text)
{
	size_t n;

	for (; text.len > 0; text = slice_from(text, n)) {
		utf8proc_int32_t folded[LONGEST_FOLD];
		utf8proc_ssize_t count;
		int boundary = UTF8PROC_BOUNDCLASS_START;
		uint32_t c;

		if (is_ascii(text.ptr[0])) {
			buf_char(to, ascii_lower(text.ptr[0]));
			n = 1;
			continue;
		}
		n = utf8_decode(text, &c);
		count = utf8proc_decompose_char((utf8proc_int32_t)c, folded,
			LONGEST_FOLD, (utf8proc_option_t)fold, &boundary);
		for (utf8proc_ssize_t i = 0; i < count && i < LONGEST_FOLD; i++)
			to->len += utf8_encode(
				(uint32_t)folded[i], buf_room(to, 4));
	}
}

bool
text_in_word(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO: return true;
	default: return false;
	}
}

/* Folds behind what TO has, then draws that together where it stands. */
void
text_slug(struct buf *to, struct slice text)
{
	size_t begin = to->len, end = begin, n;
	struct slice rest;
	bool gap = false;

	text_fold(to, text);
	for (rest = buf_since(to, begin); rest.len > 0;
		rest = slice_from(rest, n)) {
		uint32_t c;

		n = utf8_decode(rest, &c);
		if (!text_in_word(c)) {
			gap = true;
			continue;
		}
		if (gap && end > begin)
			to->ptr[end++] = '-';
		gap = false;
		memmove(to->ptr + end, rest.ptr, n);
		end += n;
	}
	to->len = end;
}
