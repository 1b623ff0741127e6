#include "counts.h"
#include "mem.h"
#include "record.h"

static void
see(struct counts *counts, uint32_t number, uint32_t times)
{
	const size_t before = counts->of_cap;

	if (number >= before) {
		counts->of = mem_grow(counts->of, &counts->of_cap,
			(size_t)number + 1, sizeof(*counts->of));
		memset(counts->of + before, 0,
			(counts->of_cap - before) * sizeof(*counts->of));
	}
	if (counts->of[number] == 0) {
		counts->had = mem_grow(counts->had, &counts->had_cap,
			counts->had_count + 1, sizeof(*counts->had));
		counts->had[counts->had_count++] = number;
	}
	counts->of[number] += times;
}

static void
see_pair(struct counts *counts, const struct pairs *pairs, uint32_t first,
	uint32_t second, uint32_t times)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (pairs->pairs[i].first == first &&
			pairs->pairs[i].second == second)
			counts->of_pair[i] += times;
}

static void
count_text(struct counts *counts, struct words *words,
	const struct pairs *pairs, struct slice text, uint32_t times, bool add)
{
	static struct walk walk;
	uint32_t before = WORDS_NONE, number;
	uint64_t place = 0; /* of the word before */
	struct slice word;

	walk_begin(&walk, text, add ? NULL : words_fronts(words));
	while (walk_next(&walk, &word)) {
		number = words_number(words, word, add);
		if (number == WORDS_NONE)
			continue;
		see(counts, number, times);
		if (before != WORDS_NONE && walk.count == place + 1)
			see_pair(counts, pairs, before, number, times);
		before = number;
		place = walk.count;
	}
	counts->length += times * walk.count;
}

static void
clear(struct counts *counts, const struct pairs *pairs)
{
	for (size_t i = 0; i < counts->had_count; i++)
		counts->of[counts->had[i]] = 0;
	counts->had_count = 0;
	counts->length = 0;
	counts->of_pair = mem_grow(counts->of_pair, &counts->pair_cap,
		pairs->count + 1, sizeof(*counts->of_pair));
	counts->pair_count = pairs->count;
	memset(counts->of_pair, 0, pairs->count * sizeof(*counts->of_pair));
}

void
counts_paper(struct counts *counts, struct words *words,
	const struct pairs *pairs, struct slice line, bool add)
{
	static const struct slice names[] = {
		SLICE_INIT("title"), SLICE_INIT("abstract")};
	static const uint32_t times[COUNT(names)] = {3, 1};
	static struct buf plain;
	struct json values[COUNT(names)];

	clear(counts, pairs);
	record_find(line, names, COUNT(names), values);
	for (size_t i = 0; i < COUNT(names); i++)
		count_text(counts, words, pairs, json_text(values[i], &plain),
			times[i], add);
}
