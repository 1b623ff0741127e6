#include <stdlib.h>

#include "again.h"
#include "mem.h"
#include "papers.h"

struct paper {
	uint64_t number; /* of all that were added */
	int64_t score;
	struct place place;
	char *held; /* the line, where it cannot be read again */
};

struct papers {
	struct again *again;
	struct paper *papers;
	size_t count, cap;
	uint64_t max, added;
	bool full; /* it was cut to MAX: LAST is the score of the last one */
	int64_t last;
};

struct papers *
papers_new(uint64_t max)
{
	struct papers *papers = mem_zero(1, sizeof(*papers));

	papers->again = again_new();
	papers->max = max;
	return papers;
}

bool
papers_wants(const struct papers *papers, int64_t score)
{
	return !papers->full || score > papers->last;
}

static int
compare(const void *x, const void *y)
{
	const struct paper *a = x, *b = y;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

void
papers_sort(struct papers *papers)
{
	if (papers->count > 0)
		qsort(papers->papers, papers->count, sizeof(*papers->papers),
			compare);
}

/* Cuts them to MAX: done once for every MAX papers, it costs what a heap does.
 */
static void
cut(struct papers *papers)
{
	papers_sort(papers);
	while (papers->count > papers->max)
		free(papers->papers[--papers->count].held);
	papers->last = papers->papers[papers->count - 1].score;
	papers->full = true;
}

void
papers_add(struct papers *papers, const struct lines *lines, struct slice line,
	int64_t score)
{
	struct paper paper = {
		.number = papers->added++,
		.score = score,
		.place = {.file = AGAIN_NOWHERE, .len = (uint32_t)line.len},
	};

	if (papers->max == UINT64_MAX)
		paper.place = again_place(papers->again, lines, line);
	if (paper.place.file == AGAIN_NOWHERE) {
		paper.held = mem_alloc(line.len + 1);
		memcpy(paper.held, line.ptr, line.len);
	}
	papers->papers = mem_grow(papers->papers, &papers->cap,
		papers->count + 1, sizeof(*papers->papers));
	papers->papers[papers->count++] = paper;
	if (papers->count / 2 >= papers->max)
		cut(papers);
}

size_t
papers_count(const struct papers *papers)
{
	return papers->count;
}

struct slice
papers_line(struct papers *papers, size_t at)
{
	const struct paper *paper = &papers->papers[at];

	if (paper->held != NULL)
		return (struct slice){paper->held, paper->place.len};
	return again_read(papers->again, paper->place);
}

int64_t
papers_score(const struct papers *papers, size_t at)
{
	return papers->papers[at].score;
}

void
papers_set_score(struct papers *papers, size_t at, int64_t score)
{
	papers->papers[at].score = score;
}
