/*
 * The Daily Papers page of Hugging Face as text, copied out of a browser: lines
 * of its head, then title and abstract of each paper, each a block of lines
 * with blank lines around it.
 */
#include "kinds.h"

/* No title is so long: where one would stand, it is an abstract. */
enum { TITLE_MAX = 400 };

static const struct slice months[] = {SLICE_INIT("Jan"), SLICE_INIT("Feb"),
	SLICE_INIT("Mar"), SLICE_INIT("Apr"), SLICE_INIT("May"),
	SLICE_INIT("Jun"), SLICE_INIT("Jul"), SLICE_INIT("Aug"),
	SLICE_INIT("Sep"), SLICE_INIT("Oct"), SLICE_INIT("Nov"),
	SLICE_INIT("Dec")};

struct block {
	struct slice text;
	uint64_t line;
};

/* The next block of TEXT, and the line it begins on; *LINE goes along. */
static bool
next_block(struct slice *text, uint64_t *line, struct block *block)
{
	struct slice each;

	*block = (struct block){
		{text->ptr, 0},
                0
        };
	while (slice_cut(text, '\n', &each)) {
		++*line;
		each = slice_trim(each);
		if (each.len == 0 && block->text.len > 0)
			return true;
		if (each.len == 0)
			continue;
		if (block->text.len == 0) {
			block->text.ptr = each.ptr;
			block->line = *line;
		}
		block->text.len =
			(size_t)(each.ptr + each.len - block->text.ptr);
	}
	return block->text.len > 0;
}

/* `Sep 5` or `Sep 5, 2025`. */
static bool
is_day(struct slice text)
{
	if (text.len > SLICE("Sep 15, 2025").len ||
		!ascii_digit(text.ptr[text.len - 1]))
		return false;
	for (size_t i = 0; i < COUNT(months); i++)
		if (slice_starts(text, months[i]))
			return true;
	return false;
}

/* Passes over the head; false if it is not that of the page. */
static bool
skip_head(struct slice *text, uint64_t *line)
{
	struct block block;

	while (next_block(text, line, &block))
		if (slice_eq(block.text, SLICE("Daily Papers")))
			return next_block(text, line, &block) &&
			       slice_starts(block.text, SLICE("by"));
	return false;
}

static void
write_paper(struct source *source, struct slice title, struct slice abstract)
{
	struct paper *paper = source->paper;

	paper_set(paper, M_TYPE, SLICE("article"));
	paper_set(paper, M_TITLE, title);
	paper_set(paper, M_ABSTRACT, abstract);
	paper_set_date(paper, M_LISTED, &source->day);
	paper_add(paper, M_SOURCES, SLICE("hf"));
	source_write(source);
}

void
page_parse(struct source *source)
{
	struct slice text = source_all(source);
	struct block title, abstract;
	uint64_t line = 0;

	if (text.len == 0)
		return;
	skip_head(&text, &line);
	while (next_block(&text, &line, &title)) {
		if (source->written == 0 && is_day(title.text)) {
			if (source->day.text[0] == '\0')
				date_read_day(title.text, &source->day);
			continue;
		}
		if (title.text.len > TITLE_MAX) {
			source_bad(source, title.line,
				"an abstract where a title should be");
			continue;
		}
		next_block(&text, &line, &abstract);
		write_paper(source, title.text, abstract.text);
	}
	if (source->written == 0)
		source_bad(source, 0, "a page without its papers");
}

bool
page_sniff(struct slice head)
{
	uint64_t line = 0;

	return skip_head(&head, &line);
}
