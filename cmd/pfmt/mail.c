/*
 * A message (RFC 5322) with two forms of the same papers (RFC 2046, 5.1.4),
 * both in quoted-printable (RFC 2045, 6.7), so that all of it is ASCII in short
 * lines. Lines end with LF, as in a mailbox; pmail and sendmail make CRLF of
 * it.
 */
#include "clean.h"
#include "date.h"
#include "dateformat.h"
#include "field.h"
#include "format.h"
#include "html.h"
#include "markup.h"
#include "run.h"
#include "show.h"
#include "text.h"

enum {
	QP_WIDTH = 76,
	COLUMNS = 72,         /* of the text */
	HTML_BYTES = 100000,  /* Gmail shows about 102 KB of a message */
	ABSTRACT_MAX = 100000 /* columns: whole */
};

struct mail {
	struct text_template *header, *footer;
	struct buf papers; /* lines */
	uint64_t count;
	struct buf key; /* of which the Message-ID is made */
	void *terminal; /* the state of the text format */
	struct buf part, wire, title;
	struct buf text, json; /* of an abstract that is cut */
	bool cut;              /* one was */
};

void
mail_begin(struct job *job)
{
	struct mail *mail = job_state(job, sizeof(*mail));

	if (job->header != NULL)
		mail->header = job->header;
	if (job->footer != NULL)
		mail->footer = job->footer;
	job->header = job->footer = NULL; /* they stand in both forms */
	job->whole = true;
	buf_reset(&mail->papers);
	buf_reset(&mail->key);
	mail->count = 0;
}

void
mail_record(struct job *job)
{
	struct mail *mail = job->state;

	buf_add(&mail->papers, job->line);
	buf_char(&mail->papers, '\n');
	buf_add(&mail->key, show_line(job, job->member[M_ID]));
	buf_char(&mail->key, '\n');
	mail->count++;
}

/* Both forms find the groups again, when all papers are there. */
void
mail_heading(struct job *job, struct slice text)
{
	(void)job;
	(void)text;
}

/* Has to be encoded at the front of a line or not: a line that is a dot, or
 * begins with `From `, does not come through every relay. */
static bool
is_literal(struct slice line, size_t at, size_t column)
{
	char c = line.ptr[at];

	if (c == ' ')
		return at + 1 < line.len;
	if (column == 0 && (c == '.' || (c == 'F' && at == 0)))
		return false;
	return c > ' ' && c <= '~' && c != '=';
}

static void
add_quoted_printable(struct buf *to, struct slice text)
{
	struct slice line;

	while (text.len > 0) {
		size_t column = 0;

		slice_cut(&text, '\n', &line);
		for (size_t i = 0; i < line.len; i++) {
			bool literal = is_literal(line, i, column);
			size_t width = literal ? 1 : 3;

			if (column + width + (i + 1 < line.len) > QP_WIDTH) {
				buf_add(to, SLICE("=\n"));
				column = 0;
				literal = is_literal(line, i, column);
				width = literal ? 1 : 3;
			}
			if (literal)
				buf_char(to, line.ptr[i]);
			else
				buf_format(to, "=%02X",
					(unsigned char)line.ptr[i]);
			column += width;
		}
		buf_char(to, '\n');
	}
}

/* What the template T, which may be NULL, makes of the last paper. */
static void
add_frame(struct job *job, struct text_template *t)
{
	const struct mail *mail = job->state;

	if (t == NULL)
		return;
	job->counted = mail->count;
	templated_add(job, t, mail->count > 0 ? job->line : SLICE("{}"));
}

/* Goes over the papers, whose members are then at hand; HEADING writes what a
 * group begins with. */
static bool
next_paper(struct job *job, struct slice *rest,
	void (*heading)(struct job *job, struct slice text))
{
	if (!slice_cut(rest, '\n', &job->line) || job->line.len == 0)
		return false;
	if (run_group(job))
		heading(job, buf_slice(&job->heading));
	run_members(job);
	job->number++;
	return true;
}

static void
add_text_form(struct job *job)
{
	struct mail *mail = job->state;
	struct slice rest = buf_slice(&mail->papers);

	add_frame(job, mail->header);
	if (mail->header != NULL && mail->count > 0)
		buf_char(job->to, '\n');
	job->number = 0;
	job->state = mail->terminal;
	terminal_plain(job, COLUMNS);
	mail->terminal = job->state;
	while (next_paper(job, &rest, terminal_heading))
		terminal_record(job);
	job->state = mail;
	if (mail->footer != NULL && job->to->len > 0)
		buf_char(job->to, '\n');
	add_frame(job, mail->footer);
}

/* The abstract at hand in at most MAX columns. */
static void
cut_abstract(struct job *job, size_t max)
{
	struct mail *mail = job->state;
	struct json *abstract = &job->member[M_ABSTRACT];
	struct slice text = json_text(*abstract, &job->scratch);

	if (max >= ABSTRACT_MAX || text_fit(text, max) == text.len)
		return;
	mail->cut = true;
	if (max == 0) {
		*abstract = (struct json){0};
		return;
	}
	buf_reset(&mail->text);
	buf_add(&mail->text, slice_first(text, text_cut(text, max)));
	buf_add(&mail->text, SLICE("\xE2\x80\xA6")); /* U+2026 */
	buf_reset(&mail->json);
	json_quote(&mail->json, buf_slice(&mail->text));
	*abstract = (struct json){buf_slice(&mail->json), JSON_STRING};
}

/* A frame as paragraphs, one a line. */
static void
add_html_frame(struct job *job, struct text_template *t)
{
	struct buf *to = job->to, lines = {0};
	struct slice rest, line;

	job->to = &lines;
	add_frame(job, t);
	job->to = to;
	rest = buf_slice(&lines);
	while (slice_cut(&rest, '\n', &line)) {
		line = slice_trim(line);
		if (line.len == 0)
			continue;
		buf_add(to, SLICE("<p>"));
		markup_text(job, line);
		buf_add(to, SLICE("</p>\n"));
	}
	buf_free(&lines);
}

static void
add_html_heading(struct job *job, struct slice text)
{
	buf_add(job->to, SLICE("<h2 dir=\"auto\" style=\"font-size:1.3em\">"));
	markup_text(job, text);
	buf_add(job->to, SLICE("</h2>\n"));
}

static void
add_html_form(struct job *job, size_t abstract)
{
	struct mail *mail = job->state;
	struct slice rest = buf_slice(&mail->papers);
	struct slice title = buf_slice(&mail->title);
	int level = job->group == NULL ? 2 : 3;

	mail->cut = false;
	buf_format(job->to,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n<title>",
		job->lang != NULL ? job->lang : "en");
	markup_text(job, title);
	buf_add(job->to,
		SLICE("</title>\n</head>\n<body style=\"font-family:sans-serif;"
		      "line-height:1.45;max-width:46em\">\n"));
	add_html_frame(job, mail->header);
	job->number = 0;
	while (next_paper(job, &rest, add_html_heading)) {
		cut_abstract(job, abstract);
		buf_format(job->to,
			"<h%d dir=\"auto\" style=\"font-size:1.1em;"
			"margin:1.5em 0 .3em\">",
			level);
		markup_title(job);
		buf_format(job->to, "</h%d>\n", level);
		markup_body(job);
	}
	if (mail->cut)
		buf_add(job->to,
			SLICE("<p>Abstracts are shortened here; the plain text "
			      "of this mail has them whole.</p>\n"));
	if (mail->footer != NULL && mail->count > 0)
		buf_add(job->to, SLICE("<hr>\n"));
	add_html_frame(job, mail->footer);
	buf_add(job->to, SLICE("</body>\n</html>\n"));
}

/* mail->wire is what ADD adds. */
static void
encode_html(struct job *job, size_t abstract)
{
	struct mail *mail = job->state;
	struct buf *to = job->to;

	buf_reset(&mail->part);
	buf_reset(&mail->wire);
	job->to = &mail->part;
	add_html_form(job, abstract);
	job->to = to;
	add_quoted_printable(&mail->wire, buf_slice(&mail->part));
}

/* With abstracts as long as they can be. */
static void
fit_html(struct job *job)
{
	struct mail *mail = job->state;
	size_t least = 0, most = ABSTRACT_MAX;

	encode_html(job, most);
	if (mail->wire.len < HTML_BYTES)
		return;
	while (most - least > 8) {
		size_t middle = least + (most - least) / 2;

		encode_html(job, middle);
		if (mail->wire.len < HTML_BYTES)
			least = middle;
		else
			most = middle;
	}
	encode_html(job, least);
}

static const struct field *
field_named(const struct job *job, const char *name)
{
	for (size_t i = 0; i < job->field_count; i++)
		if (slice_eq_nocase(job->fields[i].name, slice_of(name)))
			return &job->fields[i];
	return NULL;
}

static struct slice
value_of(const struct job *job, const char *name)
{
	const struct field *field = field_named(job, name);

	return field != NULL ? field->value : SLICE("");
}

/* The host of the sender's address. */
static struct slice
host(const struct job *job)
{
	struct slice from = value_of(job, "From");
	size_t end, begin;

	for (end = from.len; end > 0 && from.ptr[end - 1] != '@'; end--)
		;
	begin = end;
	while (end < from.len &&
		(ascii_alnum(from.ptr[end]) || from.ptr[end] == '-' ||
			from.ptr[end] == '.'))
		end++;
	if (begin == 0 || end == begin)
		return SLICE("localhost");
	return slice_first(slice_from(from, begin), end - begin);
}

/* The digest of what the message is: for whom, of what, which papers. */
static void
add_digest(struct job *job, struct buf *to)
{
	struct mail *mail = job->state;
	uint64_t first;

	buf_add(&mail->key, value_of(job, "List-Id"));
	buf_char(&mail->key, '\n');
	buf_add(&mail->key, value_of(job, "To"));
	buf_char(&mail->key, '\n');
	if (mail->count == 0)
		buf_add(&mail->key, buf_slice(&mail->title));
	first = slice_hash(buf_slice(&mail->key));
	buf_format(&mail->key, "%016jx", (uintmax_t)first);
	buf_format(to, "%016jx%016jx", (uintmax_t)first,
		(uintmax_t)slice_hash(buf_slice(&mail->key)));
}

/* RFC 5322, 3.3, in UTC. */
static void
add_date(struct buf *to)
{
	struct date now = date_of_seconds(date_now());

	if (now.text[0] == '\0')
		err_die("SOURCE_DATE_EPOCH is out of range");
	dateformat_add(to, date_slice(&now),
		SLICE("Date: %a, %d %b %Y %T +0000\n"), "C");
}

static void
add_header(struct job *job, struct slice digest)
{
	const struct mail *mail = job->state;

	for (size_t i = 0; i < job->field_count; i++)
		field_add(job->to, job->fields[i]);
	if (field_named(job, "Subject") == NULL)
		field_add(job->to, (struct field){SLICE("Subject"),
					   buf_slice(&mail->title)});
	if (field_named(job, "Date") == NULL)
		add_date(job->to);
	if (field_named(job, "Message-ID") == NULL)
		buf_format(job->to, "Message-ID: <%.*s@%.*s>\n",
			ERR_SLICE(digest), ERR_SLICE(host(job)));
	buf_format(job->to,
		"MIME-Version: 1.0\n"
		"Content-Type: multipart/alternative;\n"
		" boundary=\"=_%.*s\"\n",
		ERR_SLICE(digest));
	if (job->lang != NULL)
		buf_format(job->to, "Content-Language: %s\n", job->lang);
	buf_char(job->to, '\n');
}

/* A boundary with `=_` is in no quoted-printable (RFC 2045, 6.7). */
static void
add_part(struct job *job, struct slice digest, const char *type)
{
	const struct mail *mail = job->state;

	buf_format(job->to,
		"--=_%.*s\nContent-Type: text/%s; charset=utf-8\n"
		"Content-Transfer-Encoding: quoted-printable\n\n",
		ERR_SLICE(digest), type);
	buf_add(job->to, buf_slice(&mail->wire));
	buf_char(job->to, '\n');
}

static void
set_title(struct job *job)
{
	struct mail *mail = job->state;

	buf_reset(&mail->title);
	clean_controls(&mail->title, value_of(job, "Subject"));
	if (mail->title.len == 0)
		clean_controls(&mail->title, slice_trim(job->title));
	if (mail->title.len == 0)
		buf_format(&mail->title, "%ju paper%s", (uintmax_t)mail->count,
			mail->count == 1 ? "" : "s");
}

void
mail_end(struct job *job)
{
	struct mail *mail = job->state;
	struct buf *to = job->to, digest = {0};

	set_title(job);
	add_digest(job, &digest);
	add_header(job, buf_slice(&digest));

	buf_reset(&mail->part);
	buf_reset(&mail->wire);
	job->to = &mail->part;
	add_text_form(job);
	job->to = to;
	add_quoted_printable(&mail->wire, buf_slice(&mail->part));
	add_part(job, buf_slice(&digest), "plain");
	fit_html(job);
	add_part(job, buf_slice(&digest), "html");
	buf_format(to, "--=_%.*s--\n", ERR_SLICE(buf_slice(&digest)));
	buf_free(&digest);
}
