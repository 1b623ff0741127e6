#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "held.h"
#include "mem.h"

/* A paper: its key, and behind that its line, unless it is in a file. */
struct paper {
	uint64_t number; /* of all papers, for equal keys */
	uint64_t offset; /* in the file */
	uint32_t file;   /* IN_MEMORY, or its place in `files` */
	uint32_t key_len, line_len;
	char bytes[];
};
enum { IN_MEMORY = UINT32_MAX };

/* The first bytes of the key beside the place: most papers differ there. */
struct entry {
	uint64_t front;
	struct paper *paper;
};

struct file {
	const char
		*name; /* as it was given: the pointer tells it from others */
	int fd;
};

struct held {
	uint64_t max, added;
	struct entry *entries; /* with a maximum a heap, the last one on top */
	size_t count, cap;
	struct file *files;
	size_t file_count, file_cap;
	struct buf line;
};

struct held *
held_open(uint64_t max)
{
	struct held *held = mem_zero(1, sizeof(*held));

	held->max = max;
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

/* The place in `files` of what LINES reads, which may be IN_MEMORY. */
static uint32_t
file_of(struct held *held, const struct lines *lines)
{
	const char *name = lines_file(lines);
	size_t n = held->file_count;
	int fd;

	if (held->max != UINT64_MAX || lines_descriptor(lines) < 0)
		return IN_MEMORY;
	if (n > 0 && held->files[n - 1].name == name)
		return (uint32_t)(n - 1);
	fd = fcntl(lines_descriptor(lines), F_DUPFD_CLOEXEC, 0);
	if (fd < 0)
		return IN_MEMORY;
	held->files = mem_grow(
		held->files, &held->file_cap, n + 1, sizeof(*held->files));
	held->files[n] = (struct file){.name = name, .fd = fd};
	held->file_count++;
	return (uint32_t)n;
}

static struct paper *
new_paper(struct held *held, struct slice key, const struct lines *lines,
	struct slice line)
{
	uint32_t file = file_of(held, lines);
	size_t kept = file == IN_MEMORY ? line.len : 0;
	struct paper *paper = mem_alloc(sizeof(*paper) + key.len + kept);

	paper->number = held->added++;
	paper->file = file;
	paper->offset = lines_offset(lines);
	paper->key_len = (uint32_t)key.len;
	paper->line_len = (uint32_t)line.len;
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

/* The line of PAPER out of its file, and the LF behind it to see that it is
 * still one. */
static struct slice
read_again(struct held *held, const struct paper *paper)
{
	const struct file *file = &held->files[paper->file];
	const size_t len = paper->line_len;
	ssize_t n = 1;

	buf_reset(&held->line);
	buf_room(&held->line, len + 1);
	while (n != 0 && held->line.len <= len) {
		n = pread(file->fd, held->line.ptr + held->line.len,
			len + 1 - held->line.len,
			(off_t)(paper->offset + held->line.len));
		if (n < 0 && errno != EINTR)
			err_die("%s: %s", file->name, strerror(errno));
		if (n > 0)
			held->line.len += (size_t)n;
	}
	if (held->line.len < len ||
		(held->line.len > len && held->line.ptr[len] != '\n'))
		err_die("%s: it changed while it was read", file->name);
	return (struct slice){held->line.ptr, len};
}

void
held_write(struct held *held, struct out *out)
{
	if (held->count > 0)
		qsort(held->entries, held->count, sizeof(*held->entries),
			compare);
	for (size_t i = 0; i < held->count; i++) {
		const struct paper *paper = held->entries[i].paper;

		if (paper->file == IN_MEMORY)
			out_line(out,
				(struct slice){paper->bytes + paper->key_len,
					paper->line_len});
		else
			out_line(out, read_again(held, paper));
	}
}
