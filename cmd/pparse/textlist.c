/*
 * Lists of papers as people write them into notes and messages: blocks of
 * lines, a title, perhaps authors, and an arXiv id or link, a DOI, or a line
 * that begins with `Abstract:`. Prose is none: only what has one of these marks
 * on a line of its own, below a title, is taken for a paper.
 */
#include "arxiv.h"
#include "ident.h"
#include "kinds.h"

enum { TITLE_MAX = 400, BLOCK_MAX = 64 };

static const struct slice abstract_label = SLICE_INIT("Abstract:"),
			  title_label = SLICE_INIT("Title:"),
			  authors_labels[] = {SLICE_INIT("Authors:"),
				  SLICE_INIT("Author:"), SLICE_INIT("By ")};

/* A line without what may stand in front of it: `1.`, `[2]`, `-`, `*`. */
static struct slice
without_number(struct slice line)
{
	size_t digits = 0, front = slice_starts(line, SLICE("["));

	line = slice_trim(line);
	if (slice_starts(line, SLICE("- ")) || slice_starts(line, SLICE("* ")))
		return slice_trim(slice_from(line, 2));
	while (front + digits < line.len &&
		ascii_digit(line.ptr[front + digits]))
		digits++;
	if (digits == 0 || digits > 4 || front + digits + 1 >= line.len ||
		strchr(front ? "]" : ".)", line.ptr[front + digits]) == NULL ||
		!ascii_space(line.ptr[front + digits + 1]))
		return line;
	return slice_trim(slice_from(line, front + digits + 1));
}

/* Is the whole line an id or a link, perhaps behind a label? */
static bool
is_ident(struct slice line, struct slice *id)
{
	static const struct slice labels[] = {SLICE_INIT("URL:"),
		SLICE_INIT("Link:"), SLICE_INIT("Url:"), SLICE_INIT("PDF:"),
		SLICE_INIT("ID:")};
	struct buf found = {0};
	bool is;

	for (size_t i = 0; i < COUNT(labels); i++)
		if (slice_starts(line, labels[i]))
			line = slice_trim(slice_from(line, labels[i].len));
	for (size_t i = 0; i < line.len; i++)
		if (ascii_space(line.ptr[i]))
			return false;
	is = ident_read(line, &found, NULL);
	buf_free(&found);
	*id = line;
	return is;
}

/* The next block of lines of TEXT; *LINE is the number of its first. */
static struct slice
next_block(struct slice *text, uint64_t *line, uint64_t *next)
{
	struct slice each, block = {text->ptr, 0};

	while (slice_cut(text, '\n', &each)) {
		++*next;
		if (slice_trim(each).len == 0 && block.len > 0)
			break;
		if (slice_trim(each).len == 0)
			continue;
		if (block.len == 0) {
			block.ptr = each.ptr;
			*line = *next;
		}
		block.len = (size_t)(each.ptr + each.len - block.ptr);
	}
	return block;
}

static bool
cut_label(struct slice *line, struct slice label)
{
	if (!slice_starts_nocase(*line, label))
		return false;
	*line = slice_trim(slice_from(*line, label.len));
	return true;
}

/* Does BLOCK have a mark below a title? The title is its first line. */
static bool
is_entry(struct slice block)
{
	struct slice line, id;
	int lines = 0;

	if (block.len == 0)
		return false;
	slice_cut(&block, '\n', &line);
	line = without_number(line);
	if (line.len > TITLE_MAX || line.len < 4 || is_ident(line, &id))
		return false;
	while (lines++ < BLOCK_MAX && slice_cut(&block, '\n', &line)) {
		line = slice_trim(line);
		if (is_ident(line, &id) ||
			slice_starts_nocase(line, abstract_label))
			return true;
	}
	return false;
}

/* Authors have a label, or stand below the title, above the mark. */
static void
read_line(struct source *source, struct slice line, size_t number)
{
	struct paper *paper = source->paper;
	struct slice id;

	if (is_ident(line, &id)) {
		paper_identify(paper, id);
		if (slice_starts(id, SLICE("http")))
			paper_set_url(paper, M_URL, id);
		return;
	}
	for (size_t i = 0; i < COUNT(authors_labels); i++)
		if (cut_label(&line, authors_labels[i])) {
			arxiv_authors(paper, line);
			return;
		}
	if (number == 1 && !slice_ends(line, SLICE(".")))
		arxiv_authors(paper, line);
}

static void
write_entry(struct source *source, struct slice block)
{
	struct paper *paper = source->paper;
	struct slice line;

	slice_cut(&block, '\n', &line);
	line = without_number(line);
	cut_label(&line, title_label);
	paper_set(paper, M_TITLE, line);
	for (size_t i = 1; block.len > 0; i++) {
		struct slice rest = block;

		slice_cut(&block, '\n', &line);
		line = slice_trim(line);
		if (slice_starts_nocase(line, abstract_label)) {
			rest = slice_trim(rest);
			paper_set(paper, M_ABSTRACT,
				slice_from(rest, abstract_label.len));
			break;
		}
		read_line(source, line, i);
	}
	paper_add(paper, M_SOURCES, SLICE("text"));
	source_write(source);
}

void
text_list_parse(struct source *source)
{
	struct slice text = source_all(source), block;
	uint64_t line = 0, next = 0;

	while (text.len > 0) {
		block = next_block(&text, &line, &next);
		if (slice_ends(block, abstract_label)) {
			uint64_t behind;
			struct slice more = next_block(&text, &behind, &next);

			if (more.len > 0)
				block.len = (size_t)(more.ptr + more.len -
						     block.ptr);
		}
		if (is_entry(block))
			write_entry(source, block);
		else if (block.len > 0 && source->written > 0)
			source_bad(source, line, "not a paper");
	}
	if (source->written == 0)
		source_bad(source, 0, "a list without papers");
}

/* One of the first two blocks is an entry: a list may have a heading. */
bool
text_list_sniff(struct slice head)
{
	uint64_t line = 0, next = 0;

	if (head.len == 0 || strchr("<{[\\%@", *head.ptr) != NULL)
		return false;
	return is_entry(next_block(&head, &line, &next)) ||
	       is_entry(next_block(&head, &line, &next));
}
