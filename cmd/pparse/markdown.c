/*
 * The Markdown that Hugging Face makes of a paper, as plain text. References
 * are left out, as in latexml.c, and the pictures.
 */
#include "kinds.h"
#include "markup.h"

struct reader {
	struct source *source;
	struct buf text;     /* without Markdown, still with markup */
	struct buf abstract; /* the same of its section */
	struct buf plain;
	bool fenced;
	bool in_abstract;
	size_t skip; /* what is below a heading of this level; 0: nothing */
};

/* Lines in front, as a reader of web pages puts them there. */
static const struct slice source_mark = SLICE_INIT("URL Source:"),
			  content_mark = SLICE_INIT("Markdown Content:"),
			  title_mark = SLICE_INIT("Title:");

/* The level of the heading on LINE, of which the text is left; 0: none. */
static size_t
cut_heading(struct slice *line)
{
	size_t level = 0;

	while (level < line->len && line->ptr[level] == '#')
		level++;
	if (level == 0 || level > 6 || level == line->len ||
		!ascii_space(line->ptr[level]))
		return 0;
	*line = slice_trim(slice_from(*line, level));
	while (slice_ends(*line, SLICE("#")))
		*line = slice_trim(slice_first(*line, line->len - 1));
	return level;
}

/* `References`, `7 References`, `**References**` */
static bool
is_called(struct slice heading, struct slice name)
{
	while (heading.len > 0 && !ascii_alpha(*heading.ptr))
		heading = slice_from(heading, 1);
	while (heading.len > 0 && !ascii_alpha(heading.ptr[heading.len - 1]))
		heading.len--;
	return slice_eq_nocase(heading, name);
}

/*
 * The length of `[text](address)` at the front of S, and in *TEXT what is in
 * its brackets; 0 if there is no such link.
 */
static size_t
link_len(struct slice s, struct slice *text)
{
	const char *middle = slice_find(s, SLICE("](")), *end;
	size_t close;

	if (middle == NULL)
		return 0;
	*text = slice_from(slice_first(s, (size_t)(middle - s.ptr)), 1);
	if (memchr(text->ptr, '\n', text->len) != NULL ||
		memchr(text->ptr, '[', text->len) != NULL)
		return 0;
	close = (size_t)(middle - s.ptr) + 2;
	end = memchr(s.ptr + close, ')', s.len - close);
	return end == NULL ? 0 : (size_t)(end - s.ptr) + 1;
}

/* The length of the formula at the front of S, with its dollars; or 0. */
static size_t
formula_len(struct slice s)
{
	size_t dollars = slice_starts(s, SLICE("$$")) ? 2 : 1;
	const char *end =
		slice_find(slice_from(s, dollars), slice_first(s, dollars));

	return end == NULL ? 0 : (size_t)(end - s.ptr) + dollars;
}

static void
add_escaped(struct buf *to, struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '<')
			buf_add(to, SLICE("&lt;"));
		else
			buf_char(to, text.ptr[i]);
}

/* Is an asterisk between TO and BEHIND one that is read: `a*b`, `a * b`? */
static bool
is_operator(const struct buf *to, struct slice behind)
{
	char before = to->len > 0 ? to->ptr[to->len - 1] : ' ';

	if (behind.len == 0)
		return false;
	if (ascii_space(*behind.ptr))
		return ascii_space(before);
	return ascii_alnum(before) && ascii_alnum(*behind.ptr);
}

/* A line of running text: emphasis, links, pictures undone. */
static void
add_inline(struct buf *to, struct slice line)
{
	while (line.len > 0) {
		struct slice text;
		size_t length;
		bool picture = slice_starts(line, SLICE("!["));

		switch (*line.ptr) {
		case '$':
			length = formula_len(line);
			add_escaped(to, slice_first(line, length));
			break;
		case '!':
		case '[':
			length = line.len > 1 && (picture || *line.ptr == '[')
			                 ? link_len(slice_from(line, picture),
						   &text)
			                 : 0;
			if (length > 0 && !picture)
				add_inline(to, text);
			length += length > 0 && picture;
			break;
		case '*':
			length = 1 + slice_starts(line, SLICE("**"));
			if (is_operator(to, slice_from(line, length)))
				buf_add(to, slice_first(line, length));
			break;
		case '`': length = 1; break;
		case '\\':
			length = line.len > 1 &&
			         strchr("*_[]#`\\!.", line.ptr[1]) != NULL;
			if (length > 0)
				buf_char(to, line.ptr[1]);
			length *= 2;
			break;
		default: length = 0;
		}
		if (length == 0) {
			buf_char(to, *line.ptr);
			length = 1;
		}
		line = slice_from(line, length);
	}
}

/* The line below the head of a table. */
static bool
is_rule(struct slice line)
{
	for (size_t i = 0; i < line.len; i++)
		if (strchr("|-: ", line.ptr[i]) == NULL)
			return false;
	return line.len > 0;
}

static void
add_line(struct reader *reader, struct slice line)
{
	struct buf *to = &reader->text;
	size_t begin = to->len;

	if (reader->fenced)
		add_escaped(to, line);
	else if (is_rule(line))
		return;
	else if (slice_starts(line, SLICE("|")))
		for (size_t i = 0; i < line.len; i++)
			buf_char(to, line.ptr[i] == '|' ? ' ' : line.ptr[i]);
	else
		add_inline(to, line);
	buf_char(to, '\n');
	if (reader->in_abstract)
		buf_add(&reader->abstract, buf_since(to, begin));
}

static void
read_heading(struct reader *reader, struct slice heading, size_t level)
{
	struct paper *paper = reader->source->paper;

	if (reader->skip > 0 && level > reader->skip)
		return;
	reader->skip = 0;
	reader->in_abstract = false;
	if (is_called(heading, SLICE("References")) ||
		is_called(heading, SLICE("Bibliography"))) {
		reader->skip = level;
		return;
	}
	buf_add(&reader->text, SLICE("\n\n"));
	add_line(reader, heading);
	buf_char(&reader->text, '\n');
	if (!paper_has(paper, M_TITLE)) {
		buf_reset(&reader->plain);
		markup_text(
			&reader->plain, slice_trim(buf_slice(&reader->text)));
		paper_set(paper, M_TITLE, buf_slice(&reader->plain));
	}
	reader->in_abstract = is_called(heading, SLICE("Abstract"));
}

static void
read_line(struct reader *reader, struct slice line)
{
	bool fence = slice_starts(line, SLICE("```"));
	size_t level = reader->fenced ? 0 : cut_heading(&line);

	if (fence) {
		reader->fenced = !reader->fenced;
		return;
	}
	if (level > 0)
		read_heading(reader, line, level);
	else if (reader->skip == 0)
		add_line(reader, line);
}

/* Cuts off lines in front that say what page it was. */
static struct slice
cut_front(struct reader *reader, struct slice all)
{
	struct paper *paper = reader->source->paper;
	const char *at = slice_find(all, content_mark);
	struct slice front, line;

	if (at == NULL || !slice_starts(slice_trim(all), title_mark))
		return all;
	front = slice_first(all, (size_t)(at - all.ptr));
	while (slice_cut(&front, '\n', &line)) {
		line = slice_trim(line);
		if (slice_starts(line, title_mark))
			paper_set(paper, M_TITLE,
				slice_from(line, title_mark.len));
		else if (slice_starts(line, source_mark))
			paper_identify(paper,
				slice_trim(slice_from(line, source_mark.len)));
	}
	return slice_from(all, (size_t)(at - all.ptr) + content_mark.len);
}

static void
set_text(struct reader *reader, enum member member, const struct buf *text)
{
	buf_reset(&reader->plain);
	markup_text(&reader->plain, buf_slice(text));
	paper_set(reader->source->paper, member, buf_slice(&reader->plain));
}

/* The address ends with .md where it is that of the text. */
static void
set_address(struct reader *reader)
{
	struct paper *paper = reader->source->paper;
	struct slice url = reader->source->url;

	if (slice_ends(url, SLICE(".md")))
		url.len -= SLICE(".md").len;
	paper_identify(paper, url);
	paper_set_url(paper, M_URL, url);
}

void
markdown_parse(struct source *source)
{
	struct reader reader = {.source = source};
	struct slice all = source_all(source), line;
	struct paper *paper = source->paper;

	if (all.len == 0)
		return;
	set_address(&reader);
	all = cut_front(&reader, all);
	while (slice_cut(&all, '\n', &line))
		read_line(&reader, slice_trim(line));
	set_text(&reader, M_ABSTRACT, &reader.abstract);
	set_text(&reader, M_TEXT, &reader.text);
	paper_set(paper, M_TYPE, SLICE("article"));
	paper_add(paper, M_SOURCES, SLICE("hf"));
	source_write(source);
	buf_free(&reader.text);
	buf_free(&reader.abstract);
	buf_free(&reader.plain);
}

/*
 * Any text may begin with a heading: there has to be an abstract, or the name
 * of the page that it was made from.
 */
bool
markdown_sniff(struct slice head)
{
	if (slice_starts(head, title_mark))
		return slice_find(head, source_mark) != NULL &&
		       slice_find(head, content_mark) != NULL;
	return slice_starts(head, SLICE("# ")) &&
	       slice_find(head, SLICE("# Abstract\n")) != NULL;
}
