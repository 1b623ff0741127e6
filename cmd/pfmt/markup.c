#include "markup.h"
#include "clean.h"
#include "html.h"
#include "link.h"
#include "show.h"

#define DOT " \xC2\xB7 " /* U+00B7 */

void
markup_text(struct job *job, struct slice text)
{
	buf_reset(&job->text);
	clean_controls(&job->text, text);
	html_escape(job->to, buf_slice(&job->text));
}

void
markup_address(struct job *job, struct slice address)
{
	buf_reset(&job->text);
	link_add(&job->text, address);
	html_escape(job->to, buf_slice(&job->text));
}

/* False, and nothing added, where ADDRESS is none for a link. */
static bool
open_link(struct job *job, struct slice address)
{
	if (!link_web(address))
		return false;
	buf_add(job->to, SLICE("<a href=\""));
	markup_address(job, address);
	buf_add(job->to, SLICE("\">"));
	return true;
}

void
markup_title(struct job *job)
{
	struct json url = job->member[M_URL];
	bool linked = open_link(job, json_text(url, &job->scratch));

	buf_reset(&job->text);
	show_title(job);
	html_escape(job->to, slice_trim(buf_slice(&job->text)));
	if (linked)
		buf_add(job->to, SLICE("</a>"));
}

void
markup_authors(struct job *job)
{
	buf_reset(&job->text);
	show_authors(job);
	html_escape(job->to, buf_slice(&job->text));
}

void
markup_facts(struct job *job)
{
	bool begun = false;

	for (size_t row = 0; show_fact(job, &row); begun = true) {
		if (begun)
			buf_add(job->to, SLICE(DOT));
		html_escape(job->to, buf_slice(&job->text));
	}
}

static void
add_marked(struct job *job, struct json words)
{
	struct json_iter it = json_iter(words);
	struct json key, word;
	bool begun = false;

	for (; json_next(&it, &key, &word); begun = true) {
		buf_add(job->to, begun ? SLICE(", <mark>") : SLICE("<mark>"));
		markup_text(job, json_text(word, &job->scratch));
		buf_add(job->to, SLICE("</mark>"));
	}
}

void
markup_notes(struct job *job)
{
	const struct note *note;
	const char *before = "";

	for (size_t row = 0; (note = show_next_note(job, &row)) != NULL;
		before = DOT) {
		struct json value = job->member[note->member];

		buf_format(job->to, "%s%s: ", before, note->label);
		if (note->member == M_MATCHED)
			add_marked(job, value);
		else
			html_escape(job->to, show_line(job, value));
	}
}

/* With what is to stand behind all but the last. */
static void
add_link(struct job *job, const char *label, struct slice address)
{
	if (open_link(job, address)) {
		buf_add(job->to, slice_of(label));
		buf_add(job->to, SLICE("</a>"));
	} else { /* the text is there all the same */
		buf_format(job->to, "%s: ", label);
		markup_text(job, address);
	}
	buf_add(job->to, SLICE(DOT));
}

void
markup_links(struct job *job)
{
	size_t before = job->to->len;

	show_links(job, add_link);
	if (job->to->len > before)
		job->to->len -= sizeof(DOT) - 1;
}

static void
add_paragraphs(struct job *job, struct json value)
{
	struct slice rest = json_text(value, &job->scratch);

	for (buf_reset(&job->text); show_paragraph(job, &rest);
		buf_reset(&job->text)) {
		buf_add(job->to, SLICE("<p dir=\"auto\">"));
		html_escape(job->to, buf_slice(&job->text));
		buf_add(job->to, SLICE("</p>\n"));
	}
}

void
markup_summary(struct job *job)
{
	add_paragraphs(job, job->member[M_SUMMARY]);
}

void
markup_abstract(struct job *job)
{
	add_paragraphs(job, job->member[M_ABSTRACT]);
}

void
markup_line(struct job *job, const char *open, void (*add)(struct job *job))
{
	size_t before = job->to->len, begun;

	buf_add(job->to, slice_of(open));
	begun = job->to->len;
	add(job);
	if (job->to->len == begun)
		job->to->len = before;
	else
		buf_add(job->to, SLICE("</p>\n"));
}

void
markup_body(struct job *job)
{
	markup_line(job, "<p>", markup_authors);
	markup_line(job, "<p>", markup_facts);
	markup_line(job, "<p>", markup_notes);
	markup_summary(job);
	markup_abstract(job);
	markup_line(job, "<p>", markup_links);
}
