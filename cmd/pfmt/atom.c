/*
 * Atom (RFC 4287). Where it wants an author of each entry, that of the feed
 * stands for those who are not known.
 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "feed.h"
#include "html.h"
#include "link.h"
#include "markup.h"
#include "run.h"
#include "show.h"
#include "write.h"

enum { BLOCK = 1 << 18 };

/*
 * The entries wait, in memory and, when they are many, in a file without a
 * name: the feed's own date stands in front of them and is the greatest of
 * theirs.
 */
struct atom {
	FILE *earlier; /* entries; NULL while there are few */
	struct buf entries, content, id;
	struct date latest;
};

void
atom_begin(struct job *job)
{
	struct atom *atom = job_state(job, sizeof(*atom));

	buf_reset(&atom->entries);
	atom->latest = (struct date){""};
	job->whole = true;
}

static void
add_element(struct job *job, const char *name, struct slice text)
{
	buf_char(job->to, '<');
	buf_add(job->to, slice_of(name));
	buf_char(job->to, '>');
	html_escape(job->to, text);
	buf_add(job->to, SLICE("</"));
	buf_add(job->to, slice_of(name));
	buf_add(job->to, SLICE(">\n"));
}

static void
add_link(struct job *job, const char *kind, struct slice address)
{
	if (!link_web(address))
		return;
	buf_add(job->to, SLICE("<link "));
	buf_add(job->to, slice_of(kind));
	buf_add(job->to, SLICE(" href=\""));
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

static noreturn void
die_of_file(void)
{
	err_die("temporary file: %s", strerror(errno));
}

static void
put_aside(struct atom *atom)
{
	if (atom->earlier == NULL)
		atom->earlier = tmpfile();
	if (atom->earlier == NULL ||
		!write_all(fileno(atom->earlier), buf_slice(&atom->entries)))
		die_of_file();
	buf_reset(&atom->entries);
}

void
atom_record(struct job *job)
{
	struct atom *atom = job->state;
	struct buf *to = job->to;

	job->to = &atom->entries;
	add_entry(job, atom);
	job->to = to;
	if (atom->entries.len > BLOCK)
		put_aside(atom);
}

static void
add_earlier(struct job *job, FILE *earlier)
{
	int fd = fileno(earlier);
	ssize_t n;

	if (lseek(fd, 0, SEEK_SET) != 0)
		die_of_file();
	while ((n = read(fd, buf_room(job->to, BLOCK), BLOCK)) != 0) {
		if (n < 0 && errno != EINTR)
			die_of_file();
		if (n > 0)
			job->to->len += (size_t)n;
		out_spill(job->out);
	}
	fclose(earlier);
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
	if (atom->earlier != NULL)
		add_earlier(job, atom->earlier);
	atom->earlier = NULL;
	buf_add(job->to, buf_slice(&atom->entries));
	buf_add(job->to, SLICE("</feed>\n"));
}
