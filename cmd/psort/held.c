#include <stdlib.h>

#include "again.h"
#include "held.h"
#include "mem.h"

/* A paper: its key, and behind that its line, unless it is in a file. */
struct paper {
	uint64_t number;    /* of all papers, for equal keys */
	struct place place; /* AGAIN_NOWHERE: the line is here */
	uint32_t key_len;
	char bytes[];
};

/* The first bytes of the key beside the place: most papers differ there. */
struct entry {
	uint64_t front;
	struct paper *paper;
};

struct held {
	uint64_t max, added;
	struct entry *entries; /* with a maximum a heap, the last one on top */
	size_t count, cap;
	struct again *again;
};

struct held *
held_open(uint64_t max)
{
	struct held *held = mem_zero(1, sizeof(*held));

	held->max = max;
	held->again = again_new();
	return held;
}

static uint64_t
front_of(struct slice key)
{
	uint64_t front = 0;

	for (size_t i = 0; i < sizeof(front); i++)
		front = front << 8 |
		        (i < key.len ? (unsigned char)key.ptr[i] : 0);
	return front;
}

static struct slice
key_of_paper(const struct paper *paper)
{
	return (struct slice){paper->bytes, paper->key_len};
}

static int
compare(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;
	int order;

	if (a->front != b->front)
		return a->front < b->front ? -1 : 1;
	order = slice_compare(key_of_paper(a->paper), key_of_paper(b->paper));
	if (order != 0)
		return order;
	return a->paper->number < b->paper->number ? -1 : 1;
}

bool
held_wants(const struct held *held, struct slice key)
{
	const struct entry *last = held->entries;
	uint64_t front;

	if (held->count < held->max)
		return true;
	front = front_of(key);
	if (front != last->front)
		return front < last->front;
	return slice_compare(key, key_of_paper(last->paper)) < 0;
}

/* Lets the entry that does not belong at AT sink to its place in the heap. */
static void
sink(struct held *held, size_t at)
{
	struct entry *heap = held->entries, entry = heap[at];

	for (;;) {
		size_t child = 2 * at + 1;

		if (child + 1 < held->count &&
			compare(&heap[child], &heap[child + 1]) < 0)
			child++;
		if (child >= held->count || compare(&heap[child], &entry) < 0)
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = entry;
}

static void
rise(struct held *held, size_t at)
{
	struct entry *heap = held->entries, entry = heap[at];

	while (at > 0 && compare(&heap[(at - 1) / 2], &entry) < 0) {
		heap[at] = heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap[at] = entry;
}

static struct paper *
new_paper(struct held *held, struct slice key, const struct lines *lines,
	struct slice line)
{
	struct place place = {.file = AGAIN_NOWHERE, .len = (uint32_t)line.len};
	struct paper *paper;
	size_t kept;

	if (held->max == UINT64_MAX)
		place = again_place(held->again, lines, line);
	kept = place.file == AGAIN_NOWHERE ? line.len : 0;
	paper = mem_alloc(sizeof(*paper) + key.len + kept);
	paper->number = held->added++;
	paper->place = place;
	paper->key_len = (uint32_t)key.len;
	memcpy(paper->bytes, key.ptr, key.len);
	memcpy(paper->bytes + key.len, line.ptr, kept);
	return paper;
}

void
held_add(struct held *held, struct slice key, const struct lines *lines,
	struct slice line)
{
	struct entry entry = {
		.front = front_of(key),
		.paper = new_paper(held, key, lines, line),
	};

	if (held->count == held->max) {
		free(held->entries[0].paper);
		held->entries[0] = entry;
		sink(held, 0);
		return;
	}
	held->entries = mem_grow(held->entries, &held->cap, held->count + 1,
		sizeof(*held->entries));
	held->entries[held->count++] = entry;
	if (held->max != UINT64_MAX)
		rise(held, held->count - 1);
}

void
held_write(struct held *held, struct out *out)
{
	if (held->count > 0)
		qsort(held->entries, held->count, sizeof(*held->entries),
			compare);
	for (size_t i = 0; i < held->count; i++) {
		const struct paper *paper = held->entries[i].paper;

		if (paper->place.file == AGAIN_NOWHERE)
			out_line(out,
				(struct slice){paper->bytes + paper->key_len,
					paper->place.len});
		else
			out_line(out, again_read(held->again, paper->place));
	}
}
