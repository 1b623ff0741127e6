#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text.h"
#include "utf8.h"
#include "walk.h"

/*
 * Where runs begin is found for 64 bytes at once, as bits; most words are
 * passed over by a look at their first two bytes. What is beyond ASCII is taken
 * for a part of its run until that is folded.
 */
enum { BLOCK = 64 };

static bool
is_beyond(char c)
{
	return (unsigned char)c >= 0x80;
}

static bool
joins(char c)
{
	return ascii_alnum(c) || is_beyond(c);
}

static size_t
front(char first, char second)
{
	return (size_t)(unsigned char)first << 8 | (unsigned char)second;
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* In either case: the text is not folded yet. */
static void
open_cases(struct fronts *fronts, char first, char second)
{
	char big = upper(first);

	fronts->open[front(first, second)] = true;
	fronts->open[front(big, second)] = true;
	fronts->open[front(first, upper(second))] = true;
	fronts->open[front(big, upper(second))] = true;
}

/* A stem begins as its words do, but for `die` of `dying`; one of a letter may
 * be that of longer words. */
void
fronts_add(struct fronts *fronts, struct slice stem)
{
	if (stem.len > 1)
		open_cases(fronts, stem.ptr[0], stem.ptr[1]);
	if (stem.len > 1 && stem.ptr[1] == 'i')
		open_cases(fronts, stem.ptr[0], 'y');
	for (unsigned c = 0; stem.len == 1 && c < 256; c++)
		open_cases(fronts, stem.ptr[0], (char)c);
}

/* Of 64 bytes, a bit for each. */
struct bits {
	uint64_t in; /* part of a run */
	uint64_t apostrophes;
};

#ifdef __SSE2__
static __m128i
at_most(__m128i v, char most)
{
	return _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(most)), v);
}

static __m128i
load16(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static uint64_t
mask(__m128i v)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(v);
}

static bool
is_ascii(struct slice text)
{
	__m128i all = _mm_setzero_si128();
	size_t i;

	for (i = 0; text.len - i >= 16; i += 16)
		all = _mm_or_si128(all, load16(text.ptr + i));
	for (; i < text.len; i++)
		if (is_beyond(text.ptr[i]))
			return false;
	return mask(all) == 0;
}

static struct bits
bits_of(const char *p)
{
	const __m128i lower = _mm_set1_epi8(0x20);
	struct bits bits = {0};

	for (unsigned i = 0; i < BLOCK; i += 16) {
		__m128i v = load16(p + i);
		__m128i letter = _mm_sub_epi8(
			_mm_or_si128(v, lower), _mm_set1_epi8('a'));
		__m128i digit = _mm_sub_epi8(v, _mm_set1_epi8('0'));
		__m128i word = _mm_or_si128(
			at_most(letter, 'z' - 'a'), at_most(digit, 9));

		bits.in |= mask(_mm_or_si128(word, v)) << i;
		bits.apostrophes |= mask(_mm_cmpeq_epi8(v, _mm_set1_epi8('\'')))
		                    << i;
	}
	return bits;
}
#else
static bool
is_ascii(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (is_beyond(text.ptr[i]))
			return false;
	return true;
}

static struct bits
bits_of(const char *p)
{
	struct bits bits = {0};

	for (unsigned i = 0; i < BLOCK; i++) {
		bits.in |= (uint64_t)joins(p[i]) << i;
		bits.apostrophes |= (uint64_t)(p[i] == '\'') << i;
	}
	return bits;
}
#endif

static size_t
count_bits(uint64_t bits)
{
	return (size_t)__builtin_popcountll(bits);
}

/* Those of STARTS whose words may be let in. */
static uint64_t
let_in(const struct fronts *fronts, const char *p, uint64_t starts)
{
	uint64_t in = 0;

	for (; starts != 0; starts &= starts - 1) {
		const char *s = p + __builtin_ctzll(starts);

		if (fronts->open[front(s[0], s[1])])
			in |= starts & -starts;
	}
	return in;
}

/* The next block: an `s` at its front may be behind an apostrophe, too. */
static void
load(struct walk *walk)
{
	struct slice rest = slice_from(walk->text, walk->block);
	char last[BLOCK + 1] = {0};
	struct bits bits;

	if (rest.len <= BLOCK) {
		memcpy(last, rest.ptr, rest.len);
		rest.ptr = last;
	}
	bits = bits_of(rest.ptr);
	walk->starts = bits.in & ~(bits.in << 1 | walk->joined);
	walk->joined = bits.in >> (BLOCK - 1);
	walk->look = walk->starts;
	if (walk->fronts != NULL && walk->ascii)
		walk->look &= let_in(walk->fronts, rest.ptr, walk->starts) |
		              bits.apostrophes << 1 | 1;
}

void
walk_begin(struct walk *walk, struct slice text, const struct fronts *fronts)
{
	walk->count = walk->passed = 0;
	walk->text = text;
	walk->fronts = fronts;
	walk->ascii = is_ascii(text);
	walk->block = 0;
	walk->starts = walk->look = 0;
	walk->joined = false;
	walk->inside = SLICE("");
	if (text.len > 0)
		load(walk);
}

/* Goes to the next run that has to be looked at. */
static bool
next_run(struct walk *walk)
{
	while (walk->look == 0) {
		walk->passed += count_bits(walk->starts);
		walk->starts = 0;
		if (walk->text.len - walk->block <= BLOCK)
			return false;
		walk->block += BLOCK;
		load(walk);
	}
	walk->at = (unsigned)__builtin_ctzll(walk->look);
	walk->look &= walk->look - 1;
	return true;
}

/* The number of words up to this one. */
static uint64_t
count(const struct walk *walk)
{
	return walk->passed +
	       count_bits(walk->starts << (BLOCK - 1 - walk->at));
}

/* Is the run an `s` behind an apostrophe behind a word? */
static bool
is_possessive(const struct walk *walk, struct slice run)
{
	size_t at = (size_t)(run.ptr - walk->text.ptr);

	return at >= 2 && run.len == 1 && ascii_lower(*run.ptr) == 's' &&
	       run.ptr[-1] == '\'' && joins(run.ptr[-2]);
}

static struct slice
run_at(struct slice s, bool *mixed)
{
	size_t n;

	*mixed = false;
	for (n = 0; n < s.len && joins(s.ptr[n]); n++)
		*mixed |= is_beyond(s.ptr[n]);
	return slice_first(s, n);
}

static bool
is_let_in(const struct walk *walk, struct slice run)
{
	char second = run.len == 1 ? ' ' : run.ptr[1];

	return walk->fronts == NULL ||
	       walk->fronts->open[front(run.ptr[0], second)];
}

static struct slice
fold_ascii(struct walk *walk, struct slice word)
{
	char *to;

	buf_reset(&walk->folded);
	to = buf_room(&walk->folded, word.len);
	for (size_t i = 0; i < word.len; i++)
		to[i] = ascii_lower(word.ptr[i]);
	walk->folded.len = word.len;
	return buf_slice(&walk->folded);
}

/* The length of the letter or digit at the front of S, else 0. */
static size_t
letter(struct slice s)
{
	uint32_t c;
	size_t n = utf8_decode(s, &c);

	return text_in_word(c) ? n : 0;
}

/* Cuts the next word off the folded run. */
static bool
next_inside(struct walk *walk, struct slice *word)
{
	static const struct slice possessive = SLICE_INIT("\u2019s");
	struct slice s = walk->inside;
	uint32_t c;
	size_t n;

	while (s.len > 0 && letter(s) == 0)
		s = slice_from(s, utf8_decode(s, &c));
	*word = s;
	while (s.len > 0 && (n = letter(s)) > 0)
		s = slice_from(s, n);
	word->len -= s.len;
	if (slice_starts(s, possessive) &&
		(s.len == possessive.len ||
			letter(slice_from(s, possessive.len)) == 0))
		s = slice_from(s, possessive.len);
	walk->inside = s;
	return word->len > 0;
}

bool
walk_next(struct walk *walk, struct slice *word)
{
	bool mixed;

	while (!next_inside(walk, word)) {
		if (!next_run(walk)) {
			walk->count = walk->passed;
			return false;
		}
		*word = run_at(
			slice_from(walk->text, walk->block + walk->at), &mixed);
		if (mixed) {
			walk->passed--;
			buf_reset(&walk->folded);
			text_fold(&walk->folded, *word);
			walk->inside = buf_slice(&walk->folded);
		} else if (is_possessive(walk, *word)) {
			walk->passed--;
		} else if (is_let_in(walk, *word)) {
			walk->count = count(walk);
			*word = fold_ascii(walk, *word);
			return true;
		}
	}
	walk->passed++;
	walk->count = count(walk);
	return true;
}

void
walk_free(struct walk *walk)
{
	buf_free(&walk->folded);
}
