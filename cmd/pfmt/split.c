#define _XOPEN_SOURCE 700 /* sync */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "again.h"
#include "clean.h"
#include "keys.h"
#include "mem.h"
#include "run.h"
#include "split.h"
#include "utf8.h"

/*
 * A part of a path has at most 255 bytes nearly everywhere, and out.h puts 7
 * behind it for a while; a value leaves some to the text behind it.
 */
enum { PART_MAX = 240, VALUE_END_MAX = 220 };

struct paper {
	struct place place; /* AGAIN_NOWHERE: the line is held */
	char *held;
	uint32_t next; /* of the same file, counted from 1; 0: none */
};

struct file {
	char *name;
	uint32_t first, last; /* papers, counted from 1 */
};

struct split {
	struct text_template *template;
	uint64_t number;
	struct buf name;
	struct keys *names; /* to places in files */
	struct file *files;
	size_t file_count, file_cap;
	struct paper *papers;
	size_t count, cap;
	struct again *again;
};

/* The length of the part of a path at the end of PATH. */
static size_t
part_len(struct slice path)
{
	size_t n = 0;

	while (n < path.len && path.ptr[path.len - n - 1] != '/')
		n++;
	return n;
}

/*
 * Adds a value to a name: without controls, `-` for what parts paths or what
 * file systems do not take, and nothing in front that hides a file, makes it
 * `..`, or an option.
 */
void
split_value(struct buf *to, struct slice member, struct slice text)
{
	size_t used = part_len(buf_slice(to));

	(void)member;
	text = slice_trim(utf8_first(slice_trim(text),
		used < VALUE_END_MAX ? VALUE_END_MAX - used : 1));
	if (text.len == 0)
		text = SLICE("none");
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (i == 0 && (c == '.' || c == '-'))
			c = '_';
		else if (strchr("/\\:*?\"<>|", c) != NULL)
			c = '-';
		buf_char(to, c);
	}
}

const struct template_rules split_rules = {
	.escape = split_value,
	.first = true,
};

struct split *
split_open(struct text_template *name)
{
	struct split *split = mem_zero(1, sizeof(*split));

	split->template = name;
	split->names = keys_new();
	split->again = again_new();
	return split;
}

/* What is wrong with PATH as the name of a file, or NULL. */
static const char *
wrong_name(struct slice path)
{
	struct slice part;

	if (part_len(path) == 0 || slice_eq(path, SLICE("-")))
		return "its file has no name";
	while (slice_cut(&path, '/', &part))
		if (part.len > PART_MAX)
			return "the name of its file is too long";
	return NULL;
}

static struct file *
file_named(struct split *split, struct slice name)
{
	uint32_t at =
		*keys_put(split->names, name, (uint32_t)split->file_count);

	if (at == split->file_count) {
		split->files = mem_grow(split->files, &split->file_cap,
			split->file_count + 1, sizeof(*split->files));
		split->files[split->file_count++] = (struct file){
			.name = mem_copy(buf_string(&split->name))};
	}
	return &split->files[at];
}

static void
append(struct split *split, struct file *file, const struct lines *lines,
	struct slice line)
{
	struct paper paper = {.place = again_place(split->again, lines, line)};

	if (paper.place.file == AGAIN_NOWHERE) {
		paper.held = mem_alloc(line.len + 1);
		memcpy(paper.held, line.ptr, line.len);
	}
	split->papers = mem_grow(split->papers, &split->cap, split->count + 1,
		sizeof(*split->papers));
	split->papers[split->count++] = paper;
	if (file->first == 0)
		file->first = (uint32_t)split->count;
	else
		split->papers[file->last - 1].next = (uint32_t)split->count;
	file->last = (uint32_t)split->count;
}

void
split_add(struct split *split, const struct lines *lines, struct slice line)
{
	const char *wrong;

	buf_reset(&split->name);
	template_add(split->template, line, ++split->number, &split->name);
	wrong = wrong_name(buf_slice(&split->name));
	if (wrong != NULL) {
		err_bad_at(lines_file(lines), lines_number(lines), "%s", wrong);
		return;
	}
	append(split, file_named(split, buf_slice(&split->name)), lines, line);
}

/* Makes the folders that the file PATH is to stand in. */
static void
make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash != NULL;
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(path, 0777) < 0 && errno != EEXIST)
			err_die("%s: %s", path, strerror(errno));
		*slash = '/';
	}
}

static struct slice
line_of(struct split *split, const struct paper *paper)
{
	if (paper->place.file == AGAIN_NOWHERE)
		return (struct slice){paper->held, paper->place.len};
	return again_read(split->again, paper->place);
}

/* Writes FILE; true if its bytes are new. */
static bool
write_file(struct split *split, struct job *job, const struct file *file)
{
	make_folders(file->name);
	run_begin(job, out_open(file->name));
	out_of_many(job->out);
	for (uint32_t at = file->first; at != 0;
		at = split->papers[at - 1].next)
		run_paper(job, line_of(split, &split->papers[at - 1]));
	run_end(job);
	return out_close(job->out, true);
}

void
split_write(struct split *split, struct job *job, struct out *list)
{
	bool written = false;

	for (size_t i = 0; i < split->file_count; i++) {
		if (!write_file(split, job, &split->files[i]))
			continue;
		out_line(list, slice_of(split->files[i].name));
		out_flush(list);
		written = true;
	}
	if (written)
		sync();
}
