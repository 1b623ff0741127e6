#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "clean.h"
#include "link.h"
#include "show.h"
#include "text.h"

enum {
	COLUMNS_MIN = 20,
	COLUMNS_DEFAULT = 80,
	COLUMNS_MAX = 9999,
	MEASURE = 100, /* longer lines of text are hard to read */
	INDENT = 4,
	BETWEEN = 3, /* two facts */
	LABEL = 9,   /* "project" and two blanks */
	ABSTRACT_LINES = 3,
	ID_COLUMNS = 16, /* of one of arXiv's, in --oneline */
	MATCHED_MAX = 64,
};

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define UNDERLINE "\033[4m"
#define NO_UNDERLINE "\033[24m"
#define PLAIN "\033[0m"

struct terminal {
	size_t screen;  /* columns behind the indent */
	size_t measure; /* the same for running text */
	bool color, links;
	struct buf target; /* of the link at hand, escaped; empty for none */
	struct buf row;    /* of facts */
	struct buf word;   /* of those that matched */
};

/* How text is laid out. */
struct flow {
	size_t room;     /* columns of a line */
	size_t over;     /* by which the first line has fewer */
	size_t lines;    /* at most so many; 0: all */
	const char *sgr; /* ECMA-48, 8.3.117; NULL for plain text */
	bool linked;     /* to TARGET */
	bool matched;    /* words that matched are underlined */
};

/* $COLUMNS if it is a number, else 0. */
static size_t
columns_asked(void)
{
	const char *p = getenv("COLUMNS");
	size_t n = 0;

	if (p == NULL || *p == '\0')
		return 0;
	for (; *p != '\0'; p++) {
		if (!ascii_digit(*p))
			return 0;
		n = n * 10 + (size_t)(*p - '0');
		if (n > COLUMNS_MAX)
			n = COLUMNS_MAX;
	}
	return n;
}

static size_t
columns_of_terminal(void)
{
	struct winsize size;

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static size_t
columns_of(const struct job *job)
{
	size_t columns = columns_asked();

	if (columns == 0 && out_terminal(job->out))
		columns = columns_of_terminal();
	if (columns == 0)
		return COLUMNS_DEFAULT;
	return columns < COLUMNS_MIN ? COLUMNS_MIN : columns;
}

/* Is the environment variable NAME there, and not empty? */
static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0';
}

/* Consoles that would show the bytes of a link, as gcc sees it, too. */
static bool
hides_links(const char *term)
{
	return strcmp(term, "linux") != 0 && strncmp(term, "vt", 2) != 0;
}

void
terminal_begin(struct job *job)
{
	struct terminal *t = job_state(job, sizeof(*t));
	size_t columns = columns_of(job);
	bool able = out_terminal(job->out) && is_set("TERM") &&
	            strcmp(getenv("TERM"), "dumb") != 0;

	t->screen = columns - INDENT;
	t->measure = (columns < MEASURE ? columns : MEASURE) - INDENT;
	able = able && job->color != WHEN_NEVER;
	t->links = able && hides_links(getenv("TERM"));
	t->color = job->color == WHEN_ALWAYS || (able && !is_set("NO_COLOR"));
}

void
terminal_plain(struct job *job, size_t columns)
{
	struct terminal *t = job_state(job, sizeof(*t));

	t->screen = t->measure = columns - INDENT;
}

static void
blanks(struct buf *to, size_t n)
{
	memset(buf_room(to, n), ' ', n);
	to->len += n;
}

static bool
in_word(char c)
{
	return ascii_alnum(c) || (unsigned char)c >= 0x80;
}

/* The first place of WORD in TEXT, as a whole word; NULL if there is none. */
static const char *
find_word(struct slice text, struct slice word)
{
	const char *end = text.ptr + text.len, *at = text.ptr;

	while ((at = slice_find_nocase((struct slice){at, (size_t)(end - at)},
			word)) != NULL) {
		if ((at == text.ptr || !in_word(at[-1])) &&
			(at + word.len == end || !in_word(at[word.len])))
			return at;
		at++;
	}
	return NULL;
}

/* The first of the words that matched in TEXT; empty if there is none. */
static struct slice
find_matched(struct job *job, struct slice text)
{
	struct terminal *t = job->state;
	struct json_iter it = json_iter(job->member[M_MATCHED]);
	struct slice first = {0};
	struct json key, value;

	for (size_t n = 0; n < MATCHED_MAX && json_next(&it, &key, &value);
		n++) {
		struct slice word = json_text(value, &t->word);
		const char *at = word.len > 0 ? find_word(text, word) : NULL;

		if (at != NULL && (first.len == 0 || at < first.ptr))
			first = (struct slice){at, word.len};
	}
	return first;
}

static void
put_matched(struct job *job, struct slice text)
{
	struct slice found;

	while ((found = find_matched(job, text)).len > 0) {
		size_t before = (size_t)(found.ptr - text.ptr);

		buf_add(job->to, slice_first(text, before));
		buf_add(job->to, SLICE(UNDERLINE));
		buf_add(job->to, found);
		buf_add(job->to, SLICE(NO_UNDERLINE));
		text = slice_from(text, before + found.len);
	}
	buf_add(job->to, text);
}

/* A link by OSC 8; its pieces on several lines are one by their id. */
static void
put_line(struct job *job, struct slice text, bool cut, struct flow flow)
{
	const struct terminal *t = job->state;
	bool linked = flow.linked && t->target.len > 0;
	bool marked = flow.sgr != NULL && t->color;

	if (linked) {
		buf_format(job->to, "\033]8;id=%ju;", (uintmax_t)job->number);
		buf_add(job->to, buf_slice(&t->target));
		buf_add(job->to, SLICE("\033\\"));
	}
	if (marked)
		buf_add(job->to, slice_of(flow.sgr));
	if (flow.matched && t->color)
		put_matched(job, text);
	else
		buf_add(job->to, text);
	if (cut)
		buf_add(job->to, SLICE("\xE2\x80\xA6")); /* U+2026 */
	if (marked)
		buf_add(job->to, SLICE(PLAIN));
	if (linked)
		buf_add(job->to, SLICE("\033]8;;\033\\"));
	buf_char(job->to, '\n');
}

/* TEXT in lines; what stands before the first one has been written. */
static void
put_lines(struct job *job, struct slice text, struct flow flow)
{
	for (size_t n = 1;; n++) {
		size_t room = n == 1 ? flow.room - flow.over : flow.room;
		size_t next, len = text_wrap(text, room, &next);
		bool cut = n == flow.lines && next < text.len;

		if (cut)
			len = text_cut(text, room);
		put_line(job, slice_first(text, len), cut, flow);
		if (cut || next >= text.len)
			return;
		text = slice_from(text, next);
		blanks(job->to, INDENT);
	}
}

/* job->text, if there is any. */
static void
put_text(struct job *job, struct flow flow)
{
	if (job->text.len == 0)
		return;
	blanks(job->to, INDENT);
	put_lines(job, buf_slice(&job->text), flow);
}

static void
set_target(struct terminal *t, struct slice address)
{
	buf_reset(&t->target);
	if (t->links && link_web(address))
		link_add(&t->target, address);
}

static void
put_title(struct job *job)
{
	struct terminal *t = job->state;
	struct buf *to = job->to;
	size_t before = to->len, over;

	buf_format(to, "%2ju ", (uintmax_t)job->number);
	if (to->len < before + INDENT)
		buf_char(to, ' ');
	over = to->len - before - INDENT;
	set_target(t, json_text(job->member[M_URL], &job->scratch));
	buf_reset(&job->text);
	show_title(job);
	put_lines(job, buf_slice(&job->text),
		(struct flow){.room = t->measure,
			.over = over,
			.sgr = BOLD,
			.linked = true,
			.matched = true});
}

static void
put_authors(struct job *job)
{
	const struct terminal *t = job->state;

	buf_reset(&job->text);
	show_authors(job);
	put_text(job, (struct flow){.room = t->measure});
}

/* The facts gathered, which have USED columns. */
static void
put_row(struct job *job, size_t used)
{
	struct terminal *t = job->state;
	const struct flow flow = {.room = t->measure, .sgr = DIM};

	if (t->row.len == 0)
		return;
	blanks(job->to, INDENT);
	if (used <= t->measure)
		put_line(job, buf_slice(&t->row), false, flow);
	else
		put_lines(job, buf_slice(&t->row), flow);
	buf_reset(&t->row);
}

/* A line breaks between facts, not inside one. */
static void
put_facts(struct job *job)
{
	struct terminal *t = job->state;
	size_t used = 0;

	for (size_t at = 0, note = 0;
		show_fact(job, &at) || show_note(job, &note);) {
		size_t width = text_width(buf_slice(&job->text));

		if (t->row.len > 0 && used + BETWEEN + width > t->measure)
			put_row(job, used);
		if (t->row.len > 0) {
			buf_add(&t->row, SLICE(" \xC2\xB7 ")); /* U+00B7 */
			used += BETWEEN + width;
		} else {
			used = width;
		}
		buf_add(&t->row, buf_slice(&job->text));
	}
	put_row(job, used);
}

static void
put_paragraphs(struct job *job, struct json value)
{
	const struct terminal *t = job->state;
	struct slice rest = json_text(value, &job->scratch);
	struct flow flow = {.room = t->measure, .matched = true};

	buf_reset(&job->text);
	if (!job->whole) {
		flow.lines = ABSTRACT_LINES;
		while (show_paragraph(job, &rest) && rest.len > 0)
			buf_char(&job->text, ' ');
		put_text(job, flow);
		return;
	}
	for (bool begun = false; show_paragraph(job, &rest); begun = true) {
		if (begun)
			buf_char(job->to, '\n');
		put_text(job, flow);
		buf_reset(&job->text);
	}
}

/* Where there is a summary, the abstract is there only with --long. */
static void
put_abstract(struct job *job)
{
	struct json summary = job->member[M_SUMMARY];

	put_paragraphs(job, summary);
	if (summary.type != JSON_NONE && !job->whole)
		return;
	if (summary.type != JSON_NONE &&
		job->member[M_ABSTRACT].type != JSON_NONE)
		buf_char(job->to, '\n');
	put_paragraphs(job, job->member[M_ABSTRACT]);
}

static void
put_link(struct job *job, const char *label, struct slice address)
{
	struct terminal *t = job->state;
	struct flow flow = {.room = t->screen, .linked = true};
	struct slice name = slice_of(label);

	set_target(t, address);
	buf_reset(&job->text);
	clean_controls(&job->text, address);
	if (job->text.len == 0)
		return;
	blanks(job->to, INDENT);
	if (t->color)
		buf_add(job->to, SLICE(DIM));
	buf_add(job->to, name);
	if (t->color)
		buf_add(job->to, SLICE(PLAIN));
	if (LABEL + text_width(buf_slice(&job->text)) <= flow.room) {
		blanks(job->to, LABEL - name.len);
	} else {
		buf_char(job->to, '\n');
		blanks(job->to, INDENT);
	}
	put_lines(job, buf_slice(&job->text), flow);
}

/* At the margin, where titles are indented. */
void
terminal_heading(struct job *job, struct slice text)
{
	const struct terminal *t = job->state;

	if (job->number > 0)
		buf_char(job->to, '\n');
	put_line(job, slice_first(text, text_fit(text, t->screen)), false,
		(struct flow){.sgr = BOLD});
	if (job->number == 0)
		buf_char(job->to, '\n');
}

/* --oneline: id, title, and what became of the paper. */
static void
put_short(struct job *job)
{
	struct terminal *t = job->state;
	struct slice id = show_line(job, job->member[M_ID]);
	size_t room = t->screen + INDENT, width;

	id = slice_first(id, text_fit(id, room / 2));
	buf_add(job->to, id);
	width = text_width(id);
	if (width < ID_COLUMNS && ID_COLUMNS < room / 2) {
		blanks(job->to, ID_COLUMNS - width);
		width = ID_COLUMNS;
	}
	buf_char(job->to, ' ');
	set_target(t, json_text(job->member[M_URL], &job->scratch));
	buf_reset(&job->text);
	if (job->member[M_STATUS].type != JSON_NONE) {
		show_value(job, job->member[M_STATUS]);
		buf_add(&job->text, SLICE(": "));
	}
	show_title(job);
	put_lines(job, buf_slice(&job->text),
		(struct flow){.room = room - width - 1,
			.lines = 1,
			.sgr = BOLD,
			.linked = true,
			.matched = true});
}

void
terminal_record(struct job *job)
{
	if (job->oneline) {
		put_short(job);
		return;
	}
	if (job->number > 1)
		buf_char(job->to, '\n');
	put_title(job);
	put_authors(job);
	put_facts(job);
	put_abstract(job);
	show_links(job, put_link);
}
