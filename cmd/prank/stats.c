#include <inttypes.h>
#include <stdlib.h>

#include "mem.h"
#include "record.h"
#include "stats.h"

/* Room for COUNT numbers, the new ones zero. */
static void
room(uint64_t **numbers, size_t *cap, size_t count)
{
	size_t before = *cap;

	*numbers = mem_grow(*numbers, cap, count, sizeof(**numbers));
	if (*cap > before)
		memset(*numbers + before, 0,
			(*cap - before) * sizeof(**numbers));
}

static void
make_room(struct stats *stats, size_t words, size_t pairs)
{
	if (words > stats->count) {
		room(&stats->with, &stats->cap, words);
		room(&stats->occurrences, &stats->occurrences_cap, words);
		stats->count = words;
	}
	if (pairs > stats->pair_count) {
		room(&stats->with_pair, &stats->pair_cap, pairs);
		stats->pair_count = pairs;
	}
}

void
stats_add(struct stats *stats, const struct counts *counts)
{
	stats->papers++;
	stats->pair_papers++;
	stats->length += counts->length;
	for (size_t i = 0; i < counts->had_count; i++) {
		uint32_t number = counts->had[i];

		make_room(stats, (size_t)number + 1, 0);
		stats->with[number]++;
		stats->occurrences[number] += counts->of[number];
	}
	make_room(stats, 0, counts->pair_count);
	for (size_t i = 0; i < counts->pair_count; i++)
		stats->with_pair[i] += counts->of_pair[i] > 0;
}

uint64_t
stats_with(const struct stats *stats, uint32_t number)
{
	return number < stats->count ? stats->with[number] : 0;
}

uint64_t
stats_with_pair(const struct stats *stats, size_t pair)
{
	return pair < stats->pair_count ? stats->with_pair[pair] : 0;
}

static void
add_head(struct buf *to, const struct stats *stats)
{
	buf_format(to,
		"{\"papers\":%" PRIu64 ",\"length\":%" PRIu64 ",\"words\":{",
		stats->papers, stats->length);
}

static void
add_count(struct buf *to, bool first, struct slice name, uint64_t count)
{
	if (!first)
		buf_char(to, ',');
	json_quote(to, name);
	buf_format(to, ":%" PRIu64, count);
}

static struct slice
pair_name(const struct words *words, struct pair pair, struct buf *scratch)
{
	buf_reset(scratch);
	buf_add(scratch, words_stem(words, pair.first));
	buf_char(scratch, ' ');
	buf_add(scratch, words_stem(words, pair.second));
	return buf_slice(scratch);
}

void
stats_write_query(const struct stats *stats, const struct words *words,
	const struct pairs *pairs, struct out *out)
{
	struct buf *to = out_buf(out), name = {0};

	add_head(to, stats);
	for (uint32_t i = 0; i < words_count(words); i++)
		add_count(
			to, i == 0, words_stem(words, i), stats_with(stats, i));
	buf_add(to, SLICE("},\"pairs\":{"));
	for (size_t i = 0; i < pairs->count; i++)
		add_count(to, i == 0, pair_name(words, pairs->pairs[i], &name),
			stats_with_pair(stats, i));
	buf_add(to, SLICE("}}\n"));
	out_spill(out);
	buf_free(&name);
}

/* A word of the table, for qsort(). */
struct entry {
	struct slice stem;
	uint64_t with;
};

static int
compare(const void *a, const void *b)
{
	return slice_compare(((const struct entry *)a)->stem,
		((const struct entry *)b)->stem);
}

void
stats_write_all(
	const struct stats *stats, const struct words *words, struct out *out)
{
	struct entry *entries = mem_zero(stats->count + 1, sizeof(*entries));
	struct buf *to = out_buf(out);
	size_t count = 0;

	for (uint32_t i = 0; i < stats->count; i++)
		if (stats->with[i] >= 2)
			entries[count++] = (struct entry){
				words_stem(words, i), stats->with[i]};
	qsort(entries, count, sizeof(*entries), compare);
	add_head(to, stats);
	for (size_t i = 0; i < count; i++)
		add_count(to, i == 0, entries[i].stem, entries[i].with);
	buf_add(to, SLICE("}}\n"));
	out_spill(out);
	free(entries);
}

static noreturn void
bad(const struct lines *lines, const char *what)
{
	err_die("%s:%" PRIu64 ": %s", lines_file(lines), lines_number(lines),
		what);
}

static uint64_t
number_of(const struct lines *lines, struct json value)
{
	int64_t number;

	if (!json_int(value, &number) || number < 0)
		bad(lines, "not a line of prank -S");
	return (uint64_t)number;
}

/* Adds what the object WITH has of the words at hand. */
static void
read_words(struct stats *stats, const struct words *words,
	const struct lines *lines, struct json with, bool all)
{
	struct json_iter it = json_iter(with);
	struct json key, value;
	static struct buf scratch;
	size_t found = 0;

	while (json_next(&it, &key, &value)) {
		uint32_t at = words_of_stem(words, json_text(key, &scratch));

		if (at == WORDS_NONE)
			continue;
		found++;
		stats->with[at] += number_of(lines, value);
	}
	if (all && found < words_count(words))
		bad(lines, "these are the statistics of other words");
}

static void
read_pairs(struct stats *stats, const struct words *words,
	const struct pairs *pairs, const struct lines *lines, struct json with)
{
	struct buf name = {0};

	for (size_t i = 0; i < pairs->count; i++) {
		struct json value = json_get(
			with, pair_name(words, pairs->pairs[i], &name));

		if (value.type == JSON_NONE)
			bad(lines, "these are the statistics of other words");
		stats->with_pair[i] += number_of(lines, value);
	}
	buf_free(&name);
}

static void
read_line(struct stats *stats, const struct words *words,
	const struct pairs *pairs, const struct lines *lines, struct slice line)
{
	enum { PAPERS, LENGTH, WORDS, PAIRS };
	static const struct slice names[] = {
		[PAPERS] = SLICE_INIT("papers"),
		[LENGTH] = SLICE_INIT("length"),
		[WORDS] = SLICE_INIT("words"),
		[PAIRS] = SLICE_INIT("pairs"),
	};
	struct json values[COUNT(names)];
	bool query;

	record_find(line, names, COUNT(names), values);
	if (values[WORDS].type != JSON_OBJECT)
		bad(lines, "not a line of prank -S");
	query = values[PAIRS].type == JSON_OBJECT;
	stats->papers += number_of(lines, values[PAPERS]);
	stats->length += number_of(lines, values[LENGTH]);
	read_words(stats, words, lines, values[WORDS], query);
	if (!query)
		return;
	stats->pair_papers += number_of(lines, values[PAPERS]);
	read_pairs(stats, words, pairs, lines, values[PAIRS]);
}

void
stats_read(struct stats *stats, const struct words *words,
	const struct pairs *pairs, const char *file)
{
	char *const files[] = {(char *)file, NULL};
	struct lines *lines = lines_open(files, LINES_MAX, NULL);
	struct slice line;

	make_room(stats, words_count(words), pairs->count);
	while (record_next(lines, &line))
		if (record_vouch(lines, line))
			read_line(stats, words, pairs, lines, line);
	lines_close(lines);
	if (err_status() != DONE)
		exit(UNUSABLE);
	for (size_t i = 0; i < stats->count; i++)
		if (stats->with[i] > stats->papers)
			err_die("%s: a word in more papers than there are",
				file);
	for (size_t i = 0; i < stats->pair_count; i++)
		if (stats->with_pair[i] > stats->pair_papers)
			err_die("%s: a pair in more papers than there are",
				file);
	if (stats->papers == 0)
		err_die("%s: statistics of no papers", file);
}
