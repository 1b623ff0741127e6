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
/*
 * Many bytes at once, in what GCC and clang call vectors: as wide as the
 * machine has them, or several for one. Comparison gives -1 or 0 in each.
 */
enum { WIDE = 32 };
typedef signed char wide __attribute__((vector_size(WIDE)));

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

/*
 * Sets in HITS those of WIDE bytes from P on at which the gate may open. COUNT
 * and FOLD are those of the gate, and constants where this is called.
 */
static inline __attribute__((always_inline)) void
look_wide(const struct probe probes[], size_t count, enum gate_fold fold,
	const char *p, wide *hits)
{
	wide x, next, first, second;

	memcpy(&x, p, WIDE);
	memcpy(&next, p + 1, WIDE);
	*hits = next == 'u';
	if (fold == GATE_WORDS)
		*hits |= next == '\\';
	*hits &= x == '\\';
	if (fold == GATE_WORDS)
		*hits |= (x & (signed char)0xC0) == (signed char)0xC0;
	if (fold == GATE_CASE)
		*hits |= ((x == (signed char)0xE2) &
				 (next == (signed char)0x84)) |
		         ((x == (signed char)0xC5) &
				 (next == (signed char)0xBF));
	for (size_t i = 0; i < count; i++) {
		memcpy(&first, p + probes[i].at[0], WIDE);
		memcpy(&second, p + probes[i].at[1], WIDE);
		if (fold != GATE_EXACT) {
			first |= probes[i].bits[0];
			second |= probes[i].bits[1];
		}
		*hits |= (first == probes[i].byte[0]) &
		         (second == probes[i].byte[1]);
	}
}

/* gate_find() as far as whole blocks go; then *FROM is behind them. */
static inline __attribute__((always_inline)) const char *
find_wide(const struct gate *gate, const struct probe probes[], size_t count,
	enum gate_fold fold, struct slice text, const char **from)
{
	const char *p = *from, *end = text.ptr + text.len;

	for (; end - p >= 2 * WIDE + GATE_LITERAL_MAX; p += 2 * WIDE) {
		wide left, right, both;
		uint64_t words[WIDE / 8];
		signed char hits[2 * WIDE];

		look_wide(probes, count, fold, p, &left);
		look_wide(probes, count, fold, p + WIDE, &right);
		both = left | right;
		memcpy(words, &both, WIDE);
		if ((words[0] | words[1] | words[2] | words[3]) == 0)
			continue;
		memcpy(hits, &left, WIDE);
		memcpy(hits + WIDE, &right, WIDE);
		for (size_t i = 0; i < sizeof(hits); i++)
			if (hits[i] != 0 && opens(gate, text, p + i))
				return p + i;
	}
	*from = p;
	return NULL;
}

/* Most gates have one literal or two, which then stay in registers. */
static inline __attribute__((always_inline)) const char *
find_by_count(const struct gate *gate, enum gate_fold fold, struct slice text,
	const char **from)
{
	struct probe probes[GATE_LITERALS_MAX];

	for (size_t i = 0; i < gate->count; i++)
		probes[i] = probe_of(gate, i);
	switch (gate->count) {
	case 1: return find_wide(gate, probes, 1, fold, text, from);
	case 2: return find_wide(gate, probes, 2, fold, text, from);
	default: return find_wide(gate, probes, gate->count, fold, text, from);
	}
}

static inline __attribute__((always_inline)) const char *
find_by_fold(const struct gate *gate, struct slice text, const char **from)
{
	switch (gate->fold) {
	case GATE_EXACT: return find_by_count(gate, GATE_EXACT, text, from);
	case GATE_CASE: return find_by_count(gate, GATE_CASE, text, from);
	default: return find_by_count(gate, GATE_WORDS, text, from);
	}
}

#ifdef __x86_64__
static __attribute__((target("avx2"))) const char *
find_avx2(const struct gate *gate, struct slice text, const char **from)
{
	return find_by_fold(gate, text, from);
}
#endif

static const char *
find_blocks(const struct gate *gate, struct slice text, const char **from)
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("avx2"))
		return find_avx2(gate, text, from);
#endif
	return find_by_fold(gate, text, from);
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
