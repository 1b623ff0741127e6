#include "texletters.h"

const struct tex_accent tex_accents[TEX_ACCENTS] = {
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

const struct tex_letter tex_letters[TEX_LETTERS] = {
	{SLICE_INIT("AA"),    SLICE_INIT("Å")},
	{SLICE_INIT("AE"),    SLICE_INIT("Æ")},
	{SLICE_INIT("DH"),    SLICE_INIT("Ð")},
	{SLICE_INIT("DJ"),    SLICE_INIT("Đ")},
	{SLICE_INIT("L"),     SLICE_INIT("Ł")},
	{SLICE_INIT("O"),     SLICE_INIT("Ø")},
	{SLICE_INIT("OE"),    SLICE_INIT("Œ")},
	{SLICE_INIT("TH"),    SLICE_INIT("Þ")},
	{SLICE_INIT("aa"),    SLICE_INIT("å")},
	{SLICE_INIT("ae"),    SLICE_INIT("æ")},
	{SLICE_INIT("dh"),    SLICE_INIT("ð")},
	{SLICE_INIT("dj"),    SLICE_INIT("đ")},
	{SLICE_INIT("i"),     SLICE_INIT("ı")},
	{SLICE_INIT("j"),     SLICE_INIT("ȷ")},
	{SLICE_INIT("l"),     SLICE_INIT("ł")},
	{SLICE_INIT("o"),     SLICE_INIT("ø")},
	{SLICE_INIT("oe"),    SLICE_INIT("œ")},
	{SLICE_INIT("relax"), SLICE_INIT("")  },
	{SLICE_INIT("ss"),    SLICE_INIT("ß")},
	{SLICE_INIT("th"),    SLICE_INIT("þ")},
};

struct slice
tex_command(struct slice s)
{
	size_t n = 0;

	while (n < s.len && ascii_alpha(s.ptr[n]))
		n++;
	return slice_first(s, n > 0 ? n : 1);
}

uint32_t
tex_mark(struct slice command)
{
	for (size_t i = 0; i < TEX_ACCENTS; i++)
		if (slice_eq(command, tex_accents[i].command))
			return tex_accents[i].mark;
	return 0;
}

const struct tex_letter *
tex_letter_of(struct slice command)
{
	for (size_t i = 0; i < TEX_LETTERS; i++)
		if (slice_eq(command, tex_letters[i].command))
			return &tex_letters[i];
	return NULL;
}
