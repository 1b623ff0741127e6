#include "gate.h"
#include "folded.h"

/* How seldom bytes are in papers: the later in this list, the more often. */
static const char by_rarity[] = "^`|~}{@;<>#!&%=?ZQXYJKUVjWqzHOGxkRNFBL'_*DE+"
				"PCITMAS)($9876543210vwbpfygmucld.-:,"
				"hrsnioate ";

bool
gate_takes(char byte)
{
	return byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\' &&
	       byte != '/';
}

static size_t
rarity(char c)
{
	const char *at = strchr(by_rarity, c);

	return at == NULL ? 0 : (size_t)(at - by_rarity);
}

/* The rarest byte of TEXT but that at EXCEPT. */
static size_t
rarest(struct slice text, size_t except)
{
	size_t best = except == 0 && text.len > 1 ? 1 : 0;

	for (size_t i = 0; i < text.len; i++)
		if (i != except && rarity(text.ptr[i]) < rarity(text.ptr[best]))
			best = i;
	return best;
}

void
gate_add(struct gate *gate, struct slice literal)
{
	size_t n = gate->count++;
	struct slice text = slice_first(literal, GATE_LITERAL_MAX);

	for (size_t i = 0; i < literal.len; i++)
		gate->letters[(unsigned char)ascii_lower(literal.ptr[i])] =
			true;
	for (size_t i = 0; i < text.len; i++)
		gate->literals[n].text[i] = gate->fold == GATE_EXACT
		                                    ? text.ptr[i]
		                                    : ascii_lower(text.ptr[i]);
	gate->literals[n].len = text.len;
	text.ptr = gate->literals[n].text;
	gate->literals[n].rare[0] = rarest(text, text.len);
	gate->literals[n].rare[1] = rarest(text, gate->literals[n].rare[0]);
}

static bool
starts(const struct gate *gate, struct slice s, size_t n)
{
	struct slice literal = {gate->literals[n].text, gate->literals[n].len};

	return gate->fold == GATE_EXACT ? slice_starts(s, literal)
	                                : slice_starts_nocase(s, literal);
}

/* Does S begin with what -i takes for k or s: U+212A, U+017F? */
static bool
folds_case(struct slice s)
{
	return slice_starts(s, SLICE("\xE2\x84\xAA")) ||
	       slice_starts(s, SLICE("\xC5\xBF"));
}

/* Does the escape at the front of S, `\u`, stand for what is looked for? */
static bool
hides_escaped(const struct gate *gate, struct slice s)
{
	unsigned c = 0;

	if (s.len < 6 || gate->fold == GATE_WORDS)
		return true;
	for (size_t i = 2; i < 6; i++)
		c = c << 4 | (unsigned)(ascii_hex(s.ptr[i]) & 15);
	return c < 0x80 ||
	       (gate->fold == GATE_CASE && (c == 0x212A || c == 0x17F));
}

/* Does the backslash at the front of S hide something? */
static bool
hides(const struct gate *gate, struct slice s)
{
	if (s.len < 2)
		return false;
	if (s.ptr[1] == 'u')
		return hides_escaped(gate, s);
	if (gate->fold != GATE_WORDS || s.ptr[1] != '\\' || s.len < 3)
		return false;
	/* a backslash of TeX; the quote that makes an umlaut is escaped, too */
	s = slice_from(s, s.ptr[2] == '\\' ? 3 : 2);
	return s.len > 0 && folded_joins(s);
}

/* Can C stand beside a letter of a word that is looked for? */
static bool
beside(const struct gate *gate, char c)
{
	return !ascii_alnum(c) || gate->letters[(unsigned char)ascii_lower(c)];
}

/*
 * Can the character at the front of S, beyond ASCII, be part of a word that is
 * looked for? Han and Hangul fold to no other script, the dashes and quotes
 * from U+2010 on part words; of others tell the letters on both sides, unless
 * those in front are an escape. BEGIN is where the text does.
 */
static bool
folds_word(const struct gate *gate, const char *begin, struct slice s)
{
	const unsigned char *c = (const unsigned char *)s.ptr;
	const char *at = s.ptr, *end = at + s.len, *next = at + 1;

	if ((*c >= 0xE4 && *c <= 0xE9) || *c == 0xEB || *c == 0xEC)
		return false;
	if (s.len > 2 && c[0] == 0xE2 && c[1] == 0x80 && c[2] >= 0x90 &&
		c[2] <= 0xA7)
		return false;
	while (next < end && ((unsigned char)*next & 0xC0) == 0x80)
		next++;
	if (next < end && !gate->front && !beside(gate, *next))
		return false;
	return at == begin || beside(gate, at[-1]) ||
	       (at - begin >= 2 && at[-2] == '\\') ||
	       (at - begin >= 6 && at[-6] == '\\');
}

/* Does the gate open at AT in TEXT? */
static bool
opens(const struct gate *gate, struct slice text, const char *at)
{
	struct slice s = slice_from(text, (size_t)(at - text.ptr));

	if (*at == '\\' && hides(gate, s))
		return true;
	if ((unsigned char)*at >= 0xC0 && gate->fold != GATE_EXACT &&
		(folds_case(s) || (gate->fold == GATE_WORDS &&
					  folds_word(gate, text.ptr, s))))
		return true;
	for (size_t i = 0; i < gate->count; i++)
		if (starts(gate, s, i))
			return true;
	return false;
}

#if defined(__GNUC__)
/* What a byte of a literal is compared with, and what is set in both before. */
struct probe {
	signed char byte[2], bits[2];
	size_t at[2];
};

static struct probe
probe_of(const struct gate *gate, size_t n)
{
	struct probe probe;

	for (size_t i = 0; i < 2; i++) {
		char c = gate->literals[n].text[gate->literals[n].rare[i]];
		bool folds = gate->fold != GATE_EXACT && ascii_alpha(c);

		probe.at[i] = gate->literals[n].rare[i];
		probe.byte[i] = (signed char)c;
		probe.bits[i] = folds ? 0x20 : 0;
	}
	return probe;
}

#define WIDE 16
#define NAME(name) name##16
#include "gatewide.h"
#undef WIDE
#undef NAME
#ifdef __x86_64__
#define WIDE 32
#define NAME(name) name##32
#include "gatewide.h"

static __attribute__((target("avx2"))) const char *
find_avx2(const struct gate *gate, struct slice text, const char **from)
{
	return find_by_fold32(gate, text, from);
}
#endif

static const char *
find_blocks(const struct gate *gate, struct slice text, const char **from)
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("avx2"))
		return find_avx2(gate, text, from);
#endif
	return find_by_fold16(gate, text, from);
}
#else
static const char *
find_blocks(const struct gate *gate, struct slice text, const char **from)
{
	(void)gate, (void)text, (void)from;
	return NULL;
}
#endif

const char *
gate_find(const struct gate *gate, struct slice text, const char *from)
{
	const char *end = text.ptr + text.len;
	const char *at = find_blocks(gate, text, &from);

	if (at != NULL)
		return at;
	for (; from < end; from++)
		if (opens(gate, text, from))
			return from;
	return NULL;
}
