/*
 * Atom (RFC 4287). Where it wants an author of each entry, that of the feed
 * stands for those who are not known.
 */
#include "feed.h"
#include "html.h"
#include "link.h"
#include "markup.h"
#include "mem.h"
#include "show.h"

/*
 * The entries wait in memory: the feed's own date stands in front of them and
 * is the greatest of theirs.
 */
struct atom {
	struct buf entries, content, id;
	struct date latest;
};

void
atom_begin(struct job *job)
{
	job->state = mem_zero(1, sizeof(struct atom));
	job->whole = true;
}

static void
add_element(struct job *job, const char *name, struct slice text)
{
	buf_format(job->to, "<%s>", name);
	html_escape(job->to, text);
	buf_format(job->to, "</%s>\n", name);
}

static void
add_link(struct job *job, const char *kind, struct slice address)
{
	if (!link_web(address))
		return;
	buf_format(job->to, "<link %s href=\"", kind);
	markup_address(job, address);
	buf_add(job->to, SLICE("\"/>\n"));
}

static void
add_authors(struct job *job)
{
	struct json_iter it = json_iter(job->member[M_AUTHORS]);
	struct json key, author;

	while (json_next(&it, &key, &author)) {
		struct slice name = show_line(job, author);

		if (name.len == 0)
			continue;
		buf_add(job->to, SLICE("<author><name>"));
		html_escape(job->to, name);
		buf_add(job->to, SLICE("</name></author>\n"));
	}
}

static void
add_categories(struct job *job, enum member member)
{
	struct json_iter it = json_iter(job->member[member]);
	struct json key, category;

	while (json_next(&it, &key, &category)) {
		buf_add(job->to, SLICE("<category term=\""));
		html_escape(job->to, show_line(job, category));
		buf_add(job->to, SLICE("\"/>\n"));
	}
}

static void
add_dates(struct job *job, struct atom *atom)
{
	struct date published = feed_moment(job, M_PUBLISHED);
	struct date updated = feed_updated(job), latest = feed_latest(job);

	if (published.text[0] != '\0')
		add_element(job, "published", date_slice(&published));
	add_element(job, "updated", feed_date(&updated));
	if (strcmp(latest.text, atom->latest.text) > 0)
		atom->latest = latest;
}

static void
add_texts(struct job *job, struct atom *atom)
{
	struct slice summary = show_line(job, job->member[M_SUMMARY]);

	if (summary.len > 0)
		add_element(job, "summary", summary);
	feed_content(job, &atom->content);
	buf_add(job->to, SLICE("<content type=\"html\">"));
	html_escape(job->to, buf_slice(&atom->content));
	buf_add(job->to, SLICE("</content>\n"));
}

static void
add_entry(struct job *job, struct atom *atom)
{
	buf_add(job->to, SLICE("<entry>\n"));
	feed_id(job, &atom->id);
	add_element(job, "id", buf_slice(&atom->id));
	buf_reset(&job->text);
	show_title(job);
	add_element(job, "title", slice_trim(buf_slice(&job->text)));
	add_dates(job, atom);
	add_authors(job);
	add_categories(job, M_CATEGORIES);
	add_categories(job, M_KEYWORDS);
	add_link(job, "rel=\"alternate\"",
		json_text(job->member[M_URL], &job->scratch));
	add_link(job, "rel=\"related\" type=\"application/pdf\" title=\"PDF\"",
		json_text(job->member[M_PDF], &job->scratch));
	add_texts(job, atom);
	buf_add(job->to, SLICE("</entry>\n"));
}

void
atom_record(struct job *job)
{
	struct atom *atom = job->state;
	struct buf *to = job->to;

	job->to = &atom->entries;
	add_entry(job, atom);
	job->to = to;
}

void
atom_end(struct job *job)
{
	struct atom *atom = job->state;
	struct slice title = job->title.len > 0 ? job->title : SLICE("Papers");

	buf_add(job->to, SLICE("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			       "<feed xmlns=\"http://www.w3.org/2005/Atom\""));
	if (job->lang != NULL)
		buf_format(job->to, " xml:lang=\"%s\"", job->lang);
	buf_add(job->to, SLICE(">\n<id>"));
	if (job->url.len > 0) {
		markup_address(job, job->url);
	} else {
		buf_reset(&atom->id);
		feed_tag(&atom->id, title);
		html_escape(job->to, buf_slice(&atom->id));
	}
	buf_add(job->to, SLICE("</id>\n<title>"));
	markup_text(job, title);
	buf_add(job->to, SLICE("</title>\n"));
	add_element(job, "updated", feed_date(&atom->latest));
	add_link(job, "rel=\"self\" type=\"application/atom+xml\"", job->url);
	buf_add(job->to, SLICE("<author><name>"));
	markup_text(job, title);
	buf_add(job->to, SLICE("</name></author>\n"));
	buf_add(job->to, buf_slice(&atom->entries));
	buf_add(job->to, SLICE("</feed>\n"));
}
