#include <stdlib.h>
#include <utf8proc.h>

#include "tex.h"
#include "utf8.h"

/* An accent stands before its letter in TeX, behind it in Unicode. */
static const struct {
	struct slice command;
	uint32_t mark;
} accents[] = {
	{SLICE_INIT("'"),  0x301},
	{SLICE_INIT("`"),  0x300},
	{SLICE_INIT("^"),  0x302},
	{SLICE_INIT("\""), 0x308},
	{SLICE_INIT("~"),  0x303},
	{SLICE_INIT("="),  0x304},
	{SLICE_INIT("."),  0x307},
	{SLICE_INIT("H"),  0x30B},
	{SLICE_INIT("b"),  0x331},
	{SLICE_INIT("c"),  0x327},
	{SLICE_INIT("d"),  0x323},
	{SLICE_INIT("k"),  0x328},
	{SLICE_INIT("r"),  0x30A},
	{SLICE_INIT("u"),  0x306},
	{SLICE_INIT("v"),  0x30C},
};

static const struct {
	struct slice command, letter;
} letters[] = {
	{SLICE_INIT("AA"), SLICE_INIT("Å")},
	{SLICE_INIT("AE"), SLICE_INIT("Æ")},
	{SLICE_INIT("DH"), SLICE_INIT("Ð")},
	{SLICE_INIT("DJ"), SLICE_INIT("Đ")},
	{SLICE_INIT("L"),  SLICE_INIT("Ł")},
	{SLICE_INIT("O"),  SLICE_INIT("Ø")},
	{SLICE_INIT("OE"), SLICE_INIT("Œ")},
	{SLICE_INIT("TH"), SLICE_INIT("Þ")},
	{SLICE_INIT("aa"), SLICE_INIT("å")},
	{SLICE_INIT("ae"), SLICE_INIT("æ")},
	{SLICE_INIT("dh"), SLICE_INIT("ð")},
	{SLICE_INIT("dj"), SLICE_INIT("đ")},
	{SLICE_INIT("i"),  SLICE_INIT("ı")},
	{SLICE_INIT("j"),  SLICE_INIT("ȷ")},
	{SLICE_INIT("l"),  SLICE_INIT("ł")},
	{SLICE_INIT("o"),  SLICE_INIT("ø")},
	{SLICE_INIT("oe"), SLICE_INIT("œ")},
	{SLICE_INIT("ss"), SLICE_INIT("ß")},
	{SLICE_INIT("th"), SLICE_INIT("þ")},
};

/* The command behind a backslash: letters, or one character. */
static struct slice
read_command(struct slice s)
{
	size_t n = 0;

	while (n < s.len && ascii_alpha(s.ptr[n]))
		n++;
	return slice_first(s, n > 0 ? n : 1);
}

/* The mark of an accent; 0 if COMMAND is none. */
static uint32_t
mark_of(struct slice command)
{
	for (size_t i = 0; i < COUNT(accents); i++)
		if (slice_eq(command, accents[i].command))
			return accents[i].mark;
	return 0;
}

/* What stands behind blanks, and braces that open. */
static struct slice
skip_open(struct slice s)
{
	while (s.len > 0 && (*s.ptr == ' ' || *s.ptr == '{'))
		s = slice_from(s, 1);
	return s;
}

/* Adds the letter at the front of REST with MARK; what follows it. */
static struct slice
add_accented(struct buf *to, struct slice rest, uint32_t mark)
{
	char bytes[4];
	uint32_t c;
	size_t n;

	rest = skip_open(rest);
	/* a dotless i is for accents above it, and Unicode's i is dotless then
	 */
	if (slice_starts(rest, SLICE("\\i")) ||
		slice_starts(rest, SLICE("\\j")))
		rest = slice_from(rest, 1);
	if (rest.len == 0)
		return rest;
	n = utf8_decode(rest, &c);
	buf_add(to, slice_first(rest, n));
	buf_add(to, (struct slice){bytes, utf8_encode(mark, bytes)});
	return slice_from(rest, n);
}

/* Adds what the command at the front of S, a backslash, makes; the rest. */
static struct slice
add_command(struct buf *to, struct slice s)
{
	struct slice command = read_command(slice_from(s, 1)), rest;
	uint32_t mark = mark_of(command);

	rest = slice_from(s, 1 + command.len);
	if (mark != 0)
		return add_accented(to, rest, mark);
	for (size_t i = 0; i < COUNT(letters); i++)
		if (slice_eq(command, letters[i].command)) {
			buf_add(to, letters[i].letter);
			/* a blank ends the command; `{\o}` has none */
			return slice_starts(rest, SLICE(" "))
			               ? slice_from(rest, 1)
			               : rest;
		}
	buf_add(to, slice_first(s, 1 + command.len));
	return rest;
}

static void
compose(struct buf *text, size_t begin)
{
	struct slice all = buf_since(text, begin);
	utf8proc_uint8_t *composed;
	utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)all.ptr,
		(utf8proc_ssize_t)all.len, &composed,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	if (len >= 0) {
		text->len = begin;
		buf_add(text,
			(struct slice){(const char *)composed, (size_t)len});
		free(composed);
	}
}

void
tex_name(struct buf *to, struct slice name)
{
	size_t begin = to->len;
	bool commands = false;

	while (name.len > 0) {
		if (*name.ptr == '\\') {
			commands = true;
			name = add_command(to, name);
			continue;
		}
		if (*name.ptr != '{' && *name.ptr != '}')
			buf_char(to, *name.ptr);
		name = slice_from(name, 1);
	}
	if (commands)
		compose(to, begin);
}
