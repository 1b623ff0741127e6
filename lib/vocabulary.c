#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "keys.h"
#include "mem.h"
#include "vocabulary.h"

enum { PAIRS = 1 << 16, FRONT_BITS = 15 };

/* A term, in the list of those whose first two bytes are the same. */
struct entry {
	size_t term, next; /* 0: the end of the list */
};

struct vocabulary {
	struct keys *numbers; /* of the terms */
	struct slice *terms;
	size_t count, cap;
	struct entry *entries; /* the first one is not used */
	size_t entry_count, entry_cap;
	size_t heads[PAIRS];
	/* a bit for each front of three letters that a term has: small enough
	 * to stay in the nearest cache, which the lists above are not */
	unsigned char fronts[(1 << FRONT_BITS) / 8];
};

struct vocabulary *
vocabulary_new(void)
{
	struct vocabulary *vocabulary = mem_zero(1, sizeof(*vocabulary));

	vocabulary->numbers = keys_new();
	vocabulary->entry_count = 1;
	return vocabulary;
}

/* The two bytes behind the blank at TEXT. */
static size_t
pair_at(const char *text)
{
	return (size_t)(unsigned char)text[1] << 8 | (unsigned char)text[2];
}

static void
add_entry(struct vocabulary *vocabulary, size_t pair, size_t term)
{
	vocabulary->entries =
		mem_grow(vocabulary->entries, &vocabulary->entry_cap,
			vocabulary->entry_count + 1, sizeof(struct entry));
	vocabulary->entries[vocabulary->entry_count] =
		(struct entry){term, vocabulary->heads[pair]};
	vocabulary->heads[pair] = vocabulary->entry_count++;
}

/* The hash of four bytes, a blank and the front of a word. */
static uint32_t
front_at(const char *text)
{
	uint32_t four;

	memcpy(&four, text, sizeof(four));
	return four * 2654435769U >> (32 - FRONT_BITS);
}

static bool
has_front(const struct vocabulary *vocabulary, const char *text)
{
	uint32_t front = front_at(text);

	return (vocabulary->fronts[front / 8] >> front % 8 & 1) != 0;
}

/* What TERM begins with, and, where it is short, whatever may follow. */
static void
add_fronts(struct vocabulary *vocabulary, struct slice term)
{
	size_t known = term.len < 4 ? term.len : 4;
	char text[4];

	memcpy(text, term.ptr, known);
	for (uint64_t rest = 0; rest < UINT64_C(1) << 8 * (4 - known); rest++) {
		uint32_t front;

		for (size_t i = known; i < 4; i++)
			text[i] = (char)(rest >> 8 * (i - known));
		front = front_at(text);
		vocabulary->fronts[front / 8] |=
			(unsigned char)(1 << front % 8);
	}
}

size_t
vocabulary_add(struct vocabulary *vocabulary, struct slice term)
{
	size_t number = *keys_put(
		vocabulary->numbers, term, (uint32_t)vocabulary->count);
	char *copy;

	if (number < vocabulary->count)
		return number;
	copy = mem_alloc(term.len);
	memcpy(copy, term.ptr, term.len);
	vocabulary->terms = mem_grow(vocabulary->terms, &vocabulary->cap,
		vocabulary->count + 1, sizeof(term));
	vocabulary->terms[vocabulary->count++] = (struct slice){copy, term.len};
	add_fronts(vocabulary, term);
	if (term.len > 2)
		add_entry(vocabulary, pair_at(copy), number);
	for (size_t c = 0; term.len == 2 && c < 256; c++) /* a* */
		add_entry(vocabulary, (size_t)(unsigned char)copy[1] << 8 | c,
			number);
	return number;
}

struct slice
vocabulary_term(const struct vocabulary *vocabulary, size_t term)
{
	return vocabulary->terms[term];
}

size_t
vocabulary_count(const struct vocabulary *vocabulary)
{
	return vocabulary->count;
}

/* Notes the terms that begin at the blank P. */
static void
find_at(const struct vocabulary *vocabulary, const char *p, const char *end,
	bool found[])
{
	size_t entry;

	if (end - p < 3)
		return;
	entry = vocabulary->heads[pair_at(p)];
	while (entry != 0) {
		size_t term = vocabulary->entries[entry].term;
		struct slice s = vocabulary->terms[term];

		if (s.len <= (size_t)(end - p) && memcmp(p, s.ptr, s.len) == 0)
			found[term] = true;
		entry = vocabulary->entries[entry].next;
	}
}

void
vocabulary_find(
	const struct vocabulary *vocabulary, struct slice words, bool found[])
{
	const char *p = words.ptr, *end = p + words.len;

#ifdef __SSE2__
	for (; end - p >= 16 + 4; p += 16) {
		unsigned blanks = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(
			_mm_loadu_si128((const void *)p), _mm_set1_epi8(' ')));

		for (; blanks != 0; blanks &= blanks - 1) {
			const char *at = p + __builtin_ctz(blanks);

			if (has_front(vocabulary, at))
				find_at(vocabulary, at, end, found);
		}
	}
#endif
	for (; p < end; p++)
		if (*p == ' ')
			find_at(vocabulary, p, end, found);
}
