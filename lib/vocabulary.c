#include <stdlib.h>

#include "keys.h"
#include "mem.h"
#include "vocabulary.h"

enum { PAIRS = 1 << 16 };

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

void
vocabulary_find(
	const struct vocabulary *vocabulary, struct slice words, bool found[])
{
	const char *p = words.ptr, *end = p + words.len;

	for (; end - p > 2; p++) {
		size_t entry;

		if (*p != ' ')
			continue;
		entry = vocabulary->heads[pair_at(p)];
		while (entry != 0) {
			size_t term = vocabulary->entries[entry].term;
			struct slice s = vocabulary->terms[term];

			if (s.len <= (size_t)(end - p) &&
				memcmp(p, s.ptr, s.len) == 0)
				found[term] = true;
			entry = vocabulary->entries[entry].next;
		}
	}
}
