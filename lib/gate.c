#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "folded.h"
#include "gate.h"

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

/* Does the backslash at the front of S hide something? */
static bool
hides(const struct gate *gate, struct slice s)
{
	if (s.len < 2)
		return false;
	if (s.ptr[1] == 'u')
		return true;
	if (gate->fold != GATE_WORDS || s.ptr[1] != '\\' || s.len < 3)
		return false;
	/* a backslash of TeX; the quote that makes an umlaut is escaped, too */
	s = slice_from(s, s.ptr[2] == '\\' ? 3 : 2);
	return s.len > 0 && folded_joins(s);
}

/* Does the byte at the front of S, beyond ASCII, stand for an ASCII letter? */
static bool
folds(const struct gate *gate, struct slice s)
{
	return gate->fold == GATE_WORDS ||
	       (gate->fold == GATE_CASE &&
		       (slice_starts(s, SLICE("\xE2\x84\xAA")) ||
			       slice_starts(s, SLICE("\xC5\xBF"))));
}

/* Does the gate open at the front of S? */
static bool
opens(const struct gate *gate, struct slice s)
{
	if (*s.ptr == '\\' && hides(gate, s))
		return true;
	if ((unsigned char)*s.ptr >= 0x80 && folds(gate, s))
		return true;
	for (size_t i = 0; i < gate->count; i++)
		if (starts(gate, s, i))
			return true;
	return false;
}

#ifdef __SSE2__
static __m128i
load16(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* What a byte of a literal is compared with, and what is set in both before. */
struct probe {
	__m128i byte[2], bits[2];
	size_t at[2];
};

static struct probe
probe_of(const struct gate *gate, size_t n)
{
	struct probe probe;

	for (size_t i = 0; i < 2; i++) {
		char c = gate->literals[n].text[gate->literals[n].rare[i]];
		bool folds_case = gate->fold != GATE_EXACT && ascii_alpha(c);

		probe.at[i] = gate->literals[n].rare[i];
		probe.byte[i] = _mm_set1_epi8(c);
		probe.bits[i] = _mm_set1_epi8(folds_case ? 0x20 : 0);
	}
	return probe;
}

/* Of 16 bytes, those where the literal of PROBE may begin. */
static __m128i
may_begin(const struct probe *probe, const char *p)
{
	__m128i first = _mm_or_si128(load16(p + probe->at[0]), probe->bits[0]);
	__m128i second = _mm_or_si128(load16(p + probe->at[1]), probe->bits[1]);

	return _mm_and_si128(_mm_cmpeq_epi8(first, probe->byte[0]),
		_mm_cmpeq_epi8(second, probe->byte[1]));
}

/*
 * Of 16 bytes, those where something may hide: \u, or \\ as well, and with
 * WIDE any byte beyond ASCII.
 */
static __m128i
may_hide(const char *p, bool tex, __m128i wide)
{
	__m128i x = load16(p), next = load16(p + 1);
	__m128i backslash = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
	__m128i hidden = _mm_cmpeq_epi8(next, _mm_set1_epi8('u'));

	if (tex)
		hidden = _mm_or_si128(
			hidden, _mm_cmpeq_epi8(next, _mm_set1_epi8('\\')));
	return _mm_or_si128(
		_mm_and_si128(backslash, hidden), _mm_and_si128(x, wide));
}

/*
 * gate_find() as far as whole blocks of 16 bytes go; then *FROM is behind them.
 */
static inline __attribute__((always_inline)) const char *
find16(const struct gate *gate, const struct probe probes[], size_t count,
	const char **from, const char *end)
{
	const bool tex = gate->fold == GATE_WORDS;
	const __m128i wide =
		_mm_set1_epi8(gate->fold == GATE_EXACT ? 0 : (char)0x80);
	const char *p = *from;

	for (; end - p >= 16 + GATE_LITERAL_MAX; p += 16) {
		__m128i hits = may_hide(p, tex, wide);
		unsigned mask;

		for (size_t i = 0; i < count; i++)
			hits = _mm_or_si128(hits, may_begin(&probes[i], p));
		mask = (unsigned)_mm_movemask_epi8(hits);
		for (; mask != 0; mask &= mask - 1) {
			const char *at = p + __builtin_ctz(mask);

			if (opens(gate, (struct slice){at, (size_t)(end - at)}))
				return at;
		}
	}
	*from = p;
	return NULL;
}

static const char *
find_blocks(const struct gate *gate, const char **from, const char *end)
{
	struct probe probes[GATE_LITERALS_MAX];

	for (size_t i = 0; i < gate->count; i++)
		probes[i] = probe_of(gate, i);
	/* most gates have one literal, which then stays in registers */
	return gate->count == 1 ? find16(gate, probes, 1, from, end)
	                        : find16(gate, probes, gate->count, from, end);
}
#else
static const char *
find_blocks(const struct gate *gate, const char **from, const char *end)
{
	(void)gate, (void)from, (void)end;
	return NULL;
}
#endif

const char *
gate_find(const struct gate *gate, struct slice text, const char *from)
{
	const char *end = text.ptr + text.len;
	const char *at = find_blocks(gate, &from, end);

	if (at != NULL)
		return at;
	for (; from < end; from++)
		if (opens(gate, (struct slice){from, (size_t)(end - from)}))
			return from;
	return NULL;
}
