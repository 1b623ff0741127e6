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
};

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define PLAIN "\033[0m"

struct terminal {
	size_t screen;  /* columns behind the indent */
	size_t measure; /* the same for running text */
	bool color, links;
	struct buf target; /* of the link at hand, escaped; empty for none */
	struct buf row;    /* of facts */
};

/* How text is laid out. */
struct flow {
	size_t room;     /* columns of a line */
	size_t over;     /* by which the first line has fewer */
	size_t lines;    /* at most so many; 0: all */
	const char *sgr; /* ECMA-48, 8.3.117; NULL for plain text */
	bool linked;     /* to TARGET */
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

void
terminal_begin(struct job *job)
{
	struct terminal *t = job_state(job, sizeof(*t));
	size_t columns = columns_of(job);
	bool able = out_terminal(job->out) && is_set("TERM") &&
	            strcmp(getenv("TERM"), "dumb") != 0;

	t->screen = columns - INDENT;
	t->measure = (columns < MEASURE ? columns : MEASURE) - INDENT;
	t->links = able && job->color != WHEN_NEVER;
	t->color =
		job->color == WHEN_ALWAYS || (t->links && !is_set("NO_COLOR"));
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
			.linked = true});
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

	for (size_t at = 0; show_fact(job, &at);) {
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
put_abstract(struct job *job)
{
	const struct terminal *t = job->state;
	struct json abstract = job->member[M_ABSTRACT];
	struct slice rest = json_text(abstract, &job->scratch);
	struct flow flow = {.room = t->measure};

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

void
terminal_record(struct job *job)
{
	if (job->number > 1)
		buf_char(job->to, '\n');
	put_title(job);
	put_authors(job);
	put_facts(job);
	put_abstract(job);
	show_links(job, put_link);
}
