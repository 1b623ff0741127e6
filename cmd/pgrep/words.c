#include "words.h"
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

/* Accents of TeX: signs, which a letter may follow at once, and letters. */
static const struct slice accents[] = {
	SLICE_INIT("'"),
	SLICE_INIT("`"),
	SLICE_INIT("^"),
	SLICE_INIT("\""),
	SLICE_INIT("~"),
	SLICE_INIT("="),
	SLICE_INIT("."),
	SLICE_INIT("H"),
	SLICE_INIT("b"),
	SLICE_INIT("c"),
	SLICE_INIT("d"),
	SLICE_INIT("k"),
	SLICE_INIT("r"),
	SLICE_INIT("t"),
	SLICE_INIT("u"),
	SLICE_INIT("v"),
};

/* Letters of TeX, as they are folded. */
static const struct {
	struct slice command, letters;
} letters[] = {
	{SLICE_INIT("AA"), SLICE_INIT("a") },
	{SLICE_INIT("AE"), SLICE_INIT("ae")},
	{SLICE_INIT("DH"), SLICE_INIT("d") },
	{SLICE_INIT("DJ"), SLICE_INIT("d") },
	{SLICE_INIT("L"),  SLICE_INIT("l") },
	{SLICE_INIT("O"),  SLICE_INIT("o") },
	{SLICE_INIT("OE"), SLICE_INIT("oe")},
	{SLICE_INIT("TH"), SLICE_INIT("th")},
	{SLICE_INIT("aa"), SLICE_INIT("a") },
	{SLICE_INIT("ae"), SLICE_INIT("ae")},
	{SLICE_INIT("dh"), SLICE_INIT("d") },
	{SLICE_INIT("dj"), SLICE_INIT("d") },
	{SLICE_INIT("i"),  SLICE_INIT("i") },
	{SLICE_INIT("j"),  SLICE_INIT("j") },
	{SLICE_INIT("l"),  SLICE_INIT("l") },
	{SLICE_INIT("o"),  SLICE_INIT("o") },
	{SLICE_INIT("oe"), SLICE_INIT("oe")},
	{SLICE_INIT("ss"), SLICE_INIT("ss")},
	{SLICE_INIT("th"), SLICE_INIT("th")},
};

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

/* Adds what is plain at the front of TEXT; returns its length. */
static size_t
add_plain(struct buf *to, struct slice text)
{
	char *begin = buf_room(to, text.len + 1), *out = begin, c;
	size_t n;

	for (n = 0; n < text.len; n++) {
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

/* The command at the front of S: letters, or one character. */
static struct slice
read_command(struct slice s)
{
	size_t n = 0;

	while (n < s.len && ascii_alpha(s.ptr[n]))
		n++;
	return slice_first(s, n > 0 ? n : 1);
}

static bool
is_accent(struct slice command)
{
	for (size_t i = 0; i < COUNT(accents); i++)
		if (slice_eq(command, accents[i]))
			return true;
	return false;
}

/* What a command that is a letter stands for; empty for others. */
static struct slice
letter_of(struct slice command)
{
	for (size_t i = 0; i < COUNT(letters); i++)
		if (slice_eq(command, letters[i].command))
			return letters[i].letters;
	return SLICE("");
}

bool
words_joins(struct slice s)
{
	struct slice command = read_command(s);

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
		command = read_command(slice_from(*s, 1));
		if (letter_of(command).len == 0)
			return false;
		buf_add(to, letter_of(command));
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
	command = read_command(s);
	s = slice_from(s, command.len);
	if (letter_of(command).len > 0) {
		buf_add(to, letter_of(command));
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
words_add(struct buf *to, struct slice text)
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
words_next(struct slice *words, struct slice *word)
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
