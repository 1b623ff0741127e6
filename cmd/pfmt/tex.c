#include <stdlib.h>
#include <utf8proc.h>

#include "tex.h"
#include "texletters.h"
#include "utf8.h"

/* What is written otherwise, or may be. */
static const char special[] = "\\{}$%&#_~^-'`@";

/* Signs that TeX's fonts make of ASCII, or that have a command. */
static const struct {
	uint32_t sign;
	const char *tex;
} signs[] = {
	{0x2013, "--"                },
	{0x2014, "---"               },
	{0x201C, "``"                },
	{0x201D, "''"                },
	{0x2026, "{\\dots}"          },
	{0xA7,   "{\\S}"             },
	{0xA9,   "{\\copyright}"     },
	{0xAE,   "{\\textregistered}"},
	{0xB0,   "{\\textdegree}"    },
	{0x2122, "{\\texttrademark}" },
};

/* ASCII that has no sign of its own between words. */
static const struct {
	char c;
	const char *tex;
} escapes[] = {
	{'\\', "{\\textbackslash}"  },
	{'{',  "{\\textbraceleft}"  },
	{'}',  "{\\textbraceright}" },
	{'~',  "{\\textasciitilde}" },
	{'^',  "{\\textasciicircum}"},
	{'$',  "\\$"                },
	{'%',  "\\%"                },
	{'&',  "\\&"                },
	{'#',  "\\#"                },
	{'_',  "\\_"                },
};

/* Commands that do more than set a text. */
static const struct slice hostile[] = {SLICE_INIT("catcode"),
	SLICE_INIT("closeout"), SLICE_INIT("csname"), SLICE_INIT("def"),
	SLICE_INIT("directlua"), SLICE_INIT("edef"), SLICE_INIT("endinput"),
	SLICE_INIT("expandafter"), SLICE_INIT("futurelet"), SLICE_INIT("gdef"),
	SLICE_INIT("immediate"), SLICE_INIT("include"),
	SLICE_INIT("includegraphics"), SLICE_INIT("input"), SLICE_INIT("let"),
	SLICE_INIT("loop"), SLICE_INIT("lstinputlisting"),
	SLICE_INIT("newcommand"), SLICE_INIT("newread"), SLICE_INIT("newwrite"),
	SLICE_INIT("openin"), SLICE_INIT("openout"), SLICE_INIT("pdffiledump"),
	SLICE_INIT("read"), SLICE_INIT("readline"), SLICE_INIT("renewcommand"),
	SLICE_INIT("scantokens"), SLICE_INIT("special"),
	SLICE_INIT("usepackage"), SLICE_INIT("verbatiminput"),
	SLICE_INIT("write"), SLICE_INIT("xdef")};

static bool
is_hostile(struct slice command)
{
	for (size_t i = 0; i < COUNT(hostile); i++)
		if (slice_eq(command, hostile[i]))
			return true;
	return false;
}

/* The command behind a backslash: letters, or one character; may be empty. */
static struct slice
command_in(struct slice s)
{
	size_t n = 0;

	while (n < s.len && ascii_alpha(s.ptr[n]))
		n++;
	if (n == 0 && s.len > 0 && s.ptr[0] > ' ' && s.ptr[0] < 0x7F)
		n = 1;
	return slice_first(s, n);
}

/*
 * The length of the formula at the front of S, a dollar; 0 if it is none. A sum
 * of money does not make one: `$5 and $6`.
 */
static size_t
formula_len(struct slice s)
{
	size_t dollars = slice_starts(s, SLICE("$$")) ? 2 : 1, i = dollars;
	bool maths = dollars == 2;

	for (; i < s.len && s.ptr[i] != '$'; i++) {
		maths = maths || strchr("\\^_", s.ptr[i]) != NULL;
		if (s.ptr[i] == '\\' && i + 1 < s.len)
			i++;
	}
	if (i + dollars > s.len || i == dollars ||
		s.ptr[i + dollars - 1] != '$')
		return 0;
	if (!maths && (s.ptr[1] == ' ' || s.ptr[i - 1] == ' ' ||
			      (i + 1 < s.len && ascii_digit(s.ptr[i + 1]))))
		return 0;
	return i + dollars;
}

/* Has TEXT a command or a formula? */
static bool
is_tex(struct slice text)
{
	while (text.len > 0) {
		size_t n = 0;

		while (n < text.len && text.ptr[n] != '\\' &&
			text.ptr[n] != '$')
			n++;
		text = slice_from(text, n);
		if (text.len == 0)
			return false;
		if (text.ptr[0] == '\\'
				? command_in(slice_from(text, 1)).len > 0
				: formula_len(text) > 0)
			return true;
		/* where one dollar begins no formula none before it does */
		text = slice_from(text, 1);
	}
	return false;
}

/* Do braces balance, as BibTeX counts them: with a backslash before, too? */
static bool
balances(struct slice text)
{
	size_t depth = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '{')
			depth++;
		else if (text.ptr[i] == '}' && depth-- == 0)
			return false;
	}
	return depth == 0;
}

/* Adds TEX as it is; a hostile command becomes a word, `^^5c` no backslash. */
static void
add_defanged(struct buf *to, struct slice tex)
{
	for (size_t i = 0; i < tex.len; i++) {
		struct slice rest = slice_from(tex, i), command;

		if (slice_starts(rest, SLICE("^^"))) {
			buf_add(to, SLICE("^{}"));
			continue;
		}
		if (tex.ptr[i] == '\\') {
			command = command_in(slice_from(rest, 1));
			if (!is_hostile(command))
				buf_char(to, '\\');
			buf_add(to, command);
			i += command.len;
			continue;
		}
		buf_char(to, tex.ptr[i]);
	}
}

static void
add_escape(struct buf *to, char c)
{
	for (size_t i = 0; i < COUNT(escapes); i++)
		if (escapes[i].c == c) {
			buf_add(to, slice_of(escapes[i].tex));
			return;
		}
	buf_char(to, c);
}

/* Adds BASE with the accent MARK; false if TeX has none, or not on it. */
static bool
add_accented(struct buf *to, uint32_t base, uint32_t mark)
{
	bool above = mark < 0x323 || mark > 0x331; /* not a cedilla and so on */

	if (base >= 0x80 || !ascii_alpha((char)base))
		return false;
	for (size_t i = 0; i < TEX_ACCENTS; i++) {
		struct slice command = tex_accents[i].command;

		if (tex_accents[i].mark != mark)
			continue;
		buf_add(to, SLICE("{\\"));
		buf_add(to, command);
		if (above && (base == 'i' || base == 'j'))
			buf_char(to, '\\');
		else if (ascii_alpha(command.ptr[0]))
			buf_char(to, ' ');
		buf_char(to, (char)base);
		buf_char(to, '}');
		return true;
	}
	return false;
}

/* Adds C, whose UTF-8 is BYTES, in TeX if that has it. */
static void
add_character(struct buf *to, uint32_t c, struct slice bytes)
{
	utf8proc_int32_t parts[4];

	for (size_t i = 0; i < TEX_LETTERS; i++)
		if (slice_eq(tex_letters[i].letter, bytes)) {
			buf_add(to, SLICE("{\\"));
			buf_add(to, tex_letters[i].command);
			buf_char(to, '}');
			return;
		}
	for (size_t i = 0; i < COUNT(signs); i++)
		if (signs[i].sign == c) {
			buf_add(to, slice_of(signs[i].tex));
			return;
		}
	if (utf8proc_decompose_char((utf8proc_int32_t)c, parts, 4,
		    UTF8PROC_DECOMPOSE, NULL) == 2 &&
		add_accented(to, (uint32_t)parts[0], (uint32_t)parts[1]))
		return;
	buf_add(to, bytes);
}

static bool
in_word(char c)
{
	return ascii_alnum(c) || (unsigned char)c >= 0x80;
}

static bool
is_letter(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);

	return (category >= UTF8PROC_CATEGORY_LU &&
		       category <= UTF8PROC_CATEGORY_LO) ||
	       category == UTF8PROC_CATEGORY_ND;
}

/* The length of the word at the front of S if it has a capital inside. */
static size_t
capital_word(struct slice s)
{
	bool capital = false, inside = false;
	size_t i = 0, n;

	for (; i < s.len && in_word(s.ptr[i]); i += n) {
		uint32_t c;

		n = utf8_decode(slice_from(s, i), &c);
		if (inside && utf8proc_category((utf8proc_int32_t)c) ==
				      UTF8PROC_CATEGORY_LU)
			capital = true;
		inside = is_letter(c);
	}
	return capital ? i : 0;
}

/* A text on its way. */
struct state {
	struct tex *tex;
	struct buf *to;
	bool is_tex, balanced;
	size_t depth; /* of braces */
	bool word;    /* the last character was in one */
};

/* The length of the front of TEXT that is copied as it is; a word at a time
 * where words may get braces. */
static size_t
plain_span(const struct state *state, struct slice text)
{
	static bool stops[256];
	size_t n = 0;

	if (!stops['\\'])
		for (const char *c = special; *c != '\0'; c++)
			stops[(unsigned char)*c] = true;
	while (n < text.len && !stops[(unsigned char)text.ptr[n]] &&
		(state->tex->unicode || (unsigned char)text.ptr[n] < 0x80) &&
		!(state->tex->capitals && n > 0 && !in_word(text.ptr[n - 1])))
		n++;
	return n;
}

/* Adds what the special character at the front of TEXT becomes; its length. */
static size_t
add_special(struct state *state, struct slice text)
{
	struct buf *to = state->to;
	struct slice rest = slice_from(text, 1), command;
	size_t len = *text.ptr == '$' ? formula_len(text) : 0;
	char c = *text.ptr;

	if (len > 0 && balances(slice_first(text, len))) {
		add_defanged(to, slice_first(text, len));
		return len;
	}
	if (c == '\\' && state->is_tex) {
		command = command_in(rest);
		len = 1 + command.len;
		if (command.len > 0 &&
			(state->balanced || strchr("{}", *rest.ptr) == NULL)) {
			add_defanged(to, slice_first(text, len));
			if (*rest.ptr == '{')
				state->depth++;
			else if (*rest.ptr == '}' && state->depth > 0)
				state->depth--;
			return len;
		}
		if (command.len > 0) { /* a brace, which is escaped as one */
			add_escape(to, *rest.ptr);
			return len;
		}
	}
	if ((c == '{' || c == '}') && state->is_tex && state->balanced) {
		state->depth += c == '{' ? 1 : (size_t)-1;
		buf_char(to, c);
	} else if (strchr("-'`", c) != NULL) {
		buf_char(to, c);
		if (!state->is_tex && rest.len > 0 && rest.ptr[0] == c)
			buf_add(to, SLICE("{}"));
	} else if (c == '@' && to->len > 0 && to->ptr[to->len - 1] == '\n') {
		buf_add(to, SLICE("{@}")); /* it would begin an entry */
	} else if (c == '~' && state->is_tex) {
		buf_char(to, c);
	} else {
		add_escape(to, c);
	}
	return 1;
}

/* Adds the front of TEXT; its length. */
static size_t
add_front(struct state *state, struct slice text)
{
	size_t n = plain_span(state, text);
	uint32_t c;

	if (n > 0) {
		buf_add(state->to, slice_first(text, n));
		return n;
	}
	if (strchr(special, *text.ptr) != NULL && *text.ptr != '\0')
		return add_special(state, text);
	n = utf8_decode(text, &c);
	if (c < 0x80 || state->tex->unicode)
		buf_add(state->to, slice_first(text, n));
	else
		add_character(state->to, c, slice_first(text, n));
	return n;
}

/* Adds the word at the front of TEXT, in braces; 0 if it needs none. */
static size_t
add_word(struct state *state, struct slice text)
{
	size_t len, done = 0;

	if (!state->tex->capitals || state->depth > 0 || state->word)
		return 0;
	len = capital_word(text);
	if (len == 0)
		return 0;
	text = slice_first(text, len);
	buf_char(state->to, '{');
	while (done < len)
		done += add_front(state, slice_from(text, done));
	buf_char(state->to, '}');
	return len;
}

/* TEXT with its accents in their letters (NFC). */
static struct slice
compose(struct tex *tex, struct slice text)
{
	utf8proc_uint8_t *composed;
	utf8proc_ssize_t len;

	if (tex->unicode)
		return text;
	len = utf8proc_map((const utf8proc_uint8_t *)text.ptr,
		(utf8proc_ssize_t)text.len, &composed,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (len < 0)
		return text;
	buf_reset(&tex->composed);
	buf_add(&tex->composed,
		(struct slice){(const char *)composed, (size_t)len});
	free(composed);
	return buf_slice(&tex->composed);
}

static bool
has_unicode(struct slice text)
{
	size_t n = 0;

	while (n < text.len && (unsigned char)text.ptr[n] < 0x80)
		n++;
	return n < text.len;
}

void
tex_add(struct tex *tex, struct buf *to, struct slice text)
{
	struct state state = {.tex = tex, .to = to, .is_tex = is_tex(text)};
	size_t n;

	state.balanced = balances(text);
	if (has_unicode(text))
		text = compose(tex, text);
	for (; text.len > 0; text = slice_from(text, n)) {
		n = add_word(&state, text);
		if (n == 0)
			n = add_front(&state, text);
		state.word = in_word(text.ptr[n - 1]);
	}
}

void
tex_add_raw(struct tex *tex, struct buf *to, struct slice text)
{
	if (balances(text) && !slice_ends(text, SLICE("\\")))
		add_defanged(to, text);
	else
		tex_add(tex, to, text);
}

void
tex_add_verbatim(struct buf *to, struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (strchr(" {}\\^", c) != NULL)
			buf_format(to, "%%%02X", (unsigned char)c);
		else
			buf_char(to, c);
	}
}
