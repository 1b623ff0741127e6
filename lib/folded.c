#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "folded.h"
#include "texletters.h"
#include "text.h"
#include "utf8.h"

enum { BRACES_MAX = 4, FOLDED_MAX = 128 };

/* What ASCII makes of words: 0 where it has to be looked at. */
static const char plain[256] = "\x20\x20\x20\x20\x20\x20\x20\x20"
			       "\x20\x20\x20\x20\x20\x20\x20\x20"
			       "\x20\x20\x20\x20\x20\x20\x20\x20"
			       "\x20\x20\x20\x20\x20\x20\x20\x20"
			       "                0123456789      "
			       " abcdefghijklmnopqrstuvwxyz \0   "
			       " abcdefghijklmnopqrstuvwxyz\0    ";

/* Letters that Unicode does not take apart, as people type them. */
static const struct {
	uint32_t letter;
	struct slice typed;
} barred[] = {
	{0x00E6, SLICE_INIT("ae")},
	{0x00F0, SLICE_INIT("d") },
	{0x00F8, SLICE_INIT("o") },
	{0x00FE, SLICE_INIT("th")},
	{0x0111, SLICE_INIT("d") },
	{0x0127, SLICE_INIT("h") },
	{0x0131, SLICE_INIT("i") },
	{0x0142, SLICE_INIT("l") },
	{0x0153, SLICE_INIT("oe")},
	{0x0167, SLICE_INIT("t") },
	{0x0237, SLICE_INIT("j") },
};

/* Han, kana, Hangul: scripts that put no blanks between words. */
static const struct {
	uint32_t first, last;
} unspaced[] = {
	{0x3005,  0x3007 },
	{0x3040,  0x30FF },
	{0x31F0,  0x31FF },
	{0x3400,  0x4DBF },
	{0x4E00,  0x9FFF },
	{0xAC00,  0xD7A3 },
	{0xF900,  0xFAFF },
	{0x20000, 0x3FFFF},
};

static void
end_word(struct buf *to)
{
	if (to->len == 0 || to->ptr[to->len - 1] != ' ')
		buf_char(to, ' ');
}

enum { WIDE = 16 };

/*
 * add_plain() as far as whole blocks of 16 bytes go, or to what is not plain;
 * *OUT is moved behind what is written, up to 16 bytes of which are scratch.
 */
#ifdef __SSE2__
static __m128i
between(__m128i x, char first, char last)
{
	return _mm_and_si128(
		_mm_cmpgt_epi8(x, _mm_set1_epi8((char)(first - 1))),
		_mm_cmplt_epi8(x, _mm_set1_epi8((char)(last + 1))));
}

static size_t
add_blocks(char **out, struct slice text)
{
	unsigned before = (*out)[-1] == ' ';
	size_t n = 0;

	while (text.len - n >= WIDE) {
		__m128i x = _mm_loadu_si128((const void *)(text.ptr + n));
		__m128i lower = _mm_or_si128(x, _mm_set1_epi8(0x20));
		__m128i in_word = _mm_or_si128(
			between(lower, 'a', 'z'), between(x, '0', '9'));
		unsigned odd = (unsigned)_mm_movemask_epi8(_mm_or_si128(
			x, _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('\\')),
				   _mm_cmpeq_epi8(x, _mm_set1_epi8('{')))));
		unsigned blank = 0xFFFF & ~(unsigned)_mm_movemask_epi8(in_word);
		unsigned again = blank & (blank << 1 | before);
		unsigned stop = odd | again, len = WIDE;

		_mm_storeu_si128((void *)*out,
			_mm_or_si128(_mm_and_si128(in_word, lower),
				_mm_andnot_si128(in_word, _mm_set1_epi8(' '))));
		if (stop != 0)
			len = (unsigned)__builtin_ctz(stop);
		*out += len;
		n += len;
		before = (*out)[-1] == ' ';
		if (stop != 0 && (odd >> len & 1) != 0)
			break;
		n += stop !=
		     0; /* of blanks that follow one another one stays */
	}
	return n;
}
#else
static size_t
add_blocks(char **out, struct slice text)
{
	(void)out, (void)text;
	return 0;
}
#endif

/* Adds what is plain at the front of TEXT; returns its length. */
static size_t
add_plain(struct buf *to, struct slice text)
{
	char *begin = buf_room(to, text.len + 1 + WIDE), *out = begin, c;
	size_t n;

	for (n = add_blocks(&out, text); n < text.len; n++) {
		c = plain[(unsigned char)text.ptr[n]];
		if (c == '\0')
			break;
		*out = c;
		out += c != ' ' || out[-1] != ' ';
	}
	to->len += (size_t)(out - begin);
	return n;
}

static bool
is_unspaced(uint32_t c)
{
	for (size_t i = 0; i < COUNT(unspaced); i++)
		if (c >= unspaced[i].first && c <= unspaced[i].last)
			return true;
	return false;
}

/* Adds C, which is folded. */
static void
add_folded(struct buf *to, uint32_t c, struct slice bytes)
{
	/* U+02BC is an apostrophe, whatever Unicode calls it */
	if (c == 0x02BC || !text_in_word(c)) {
		end_word(to);
		return;
	}
	for (size_t i = 0; i < COUNT(barred); i++)
		if (c == barred[i].letter)
			bytes = barred[i].typed;
	if (!is_unspaced(c)) {
		buf_add(to, bytes);
		return;
	}
	end_word(to);
	buf_add(to, bytes);
	end_word(to);
}

/* Adds the character at the front of TEXT; returns its length. */
static size_t
add_character(struct buf *to, struct slice text)
{
	char bytes[FOLDED_MAX];
	size_t begin = to->len, n, len;
	struct slice folded;
	uint32_t c;

	n = utf8_decode(text, &c);
	if (c >= 0xAC00 && c <= 0xD7A3) { /* would fall apart into letters */
		add_folded(to, c, slice_first(text, n));
		return n;
	}
	text_fold(to, slice_first(text, n));
	folded = slice_first(buf_since(to, begin), sizeof(bytes));
	memcpy(bytes, folded.ptr, folded.len);
	folded.ptr = bytes;
	to->len = begin;
	for (; folded.len > 0; folded = slice_from(folded, len)) {
		len = utf8_decode(folded, &c);
		add_folded(to, c, slice_first(folded, len));
	}
	return n;
}

/* The tie of \t{oo} goes with its letters, too. */
static bool
is_accent(struct slice command)
{
	return tex_mark(command) != 0 || slice_eq(command, SLICE("t"));
}

/* What a command that is a letter stands for; empty for others. */
static struct slice
letter_of(struct slice command)
{
	const struct tex_letter *row = tex_letter_of(command);

	return row == NULL ? SLICE("") : row->letter;
}

bool
folded_joins(struct slice s)
{
	struct slice command = tex_command(s);

	return is_accent(command) || letter_of(command).len > 0;
}

static bool
take(struct slice *s, char c)
{
	if (s->len == 0 || *s->ptr != c)
		return false;
	*s = slice_from(*s, 1);
	return true;
}

/* Takes what an accent stands on at the front of S. */
static bool
add_under_accent(struct buf *to, struct slice *s)
{
	struct slice command;

	if (s->len > 0 && *s->ptr == '\\') { /* \'\i */
		command = tex_command(slice_from(*s, 1));
		if (letter_of(command).len == 0)
			return false;
		add_character(to, letter_of(command));
		*s = slice_from(*s, 1 + command.len);
		return true;
	}
	if (s->len == 0 ||
		(!ascii_alnum(*s->ptr) && (unsigned char)*s->ptr < 0x80))
		return false;
	*s = slice_from(*s, add_character(to, *s));
	return true;
}

/* Takes a letter that TeX makes at the front of TEXT, braces and all. */
static bool
add_letter(struct buf *to, struct slice *text)
{
	struct slice s = *text, command;
	size_t open = 0;

	while (open < BRACES_MAX && take(&s, '{'))
		open++;
	if (!take(&s, '\\'))
		return false;
	command = tex_command(s);
	s = slice_from(s, command.len);
	if (letter_of(command).len > 0) {
		add_character(to, letter_of(command));
		/* what ends the command is no end of the word */
		if (!take(&s, ' ') && slice_starts(s, SLICE("{}")))
			s = slice_from(s, 2);
	} else if (is_accent(command)) {
		take(&s, ' ');
		while (open < BRACES_MAX && take(&s, '{'))
			open++;
		if (!add_under_accent(to, &s))
			return false;
	} else {
		return false;
	}
	while (open > 0 && take(&s, '}'))
		open--;
	*text = s;
	return true;
}

void
folded_add(struct buf *to, struct slice text)
{
	end_word(to);
	while (text.len > 0) {
		text = slice_from(text, add_plain(to, text));
		if (text.len == 0)
			break;
		if ((unsigned char)*text.ptr >= 0x80) {
			text = slice_from(text, add_character(to, text));
		} else if (!add_letter(to, &text)) {
			end_word(to);
			text = slice_from(text, 1);
		}
	}
	end_word(to);
}

bool
folded_next(struct slice *words, struct slice *word)
{
	size_t len = 0;

	while (words->len > 0 && *words->ptr == ' ')
		*words = slice_from(*words, 1);
	while (len < words->len && words->ptr[len] != ' ')
		len++;
	*word = slice_first(*words, len);
	*words = slice_from(*words, len);
	return len > 0;
}

void
folded_join(struct buf *to, struct slice words)
{
	bool first = true, before = false;
	struct slice word;
	uint32_t c;

	for (; folded_next(&words, &word); before = is_unspaced(c)) {
		utf8_decode(word, &c);
		if (!first && !(before && is_unspaced(c)))
			buf_char(to, ' ');
		buf_add(to, word);
		first = false;
	}
}

void
folded_add_stems(struct buf *to, struct sb_stemmer *stemmer, struct slice words)
{
	struct slice word;

	buf_char(to, ' ');
	while (folded_next(&words, &word)) {
		buf_add(to, stem_of(stemmer, word));
		buf_char(to, ' ');
	}
}
