/*
 * JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/
 */
#include "clean.h"
#include "feed.h"
#include "link.h"
#include "run.h"
#include "show.h"

struct jsonfeed {
	struct buf content, id;
};

/* A member and a comma before it. */
static void
add_text(struct job *job, const char *name, struct slice text)
{
	if (text.len == 0)
		return;
	buf_format(job->to, ",\"%s\":", name);
	json_quote(job->to, text);
}

void
jsonfeed_begin(struct job *job)
{
	struct slice title = job->title.len > 0 ? job->title : SLICE("Papers");

	job_state(job, sizeof(struct jsonfeed));
	job->whole = true;
	buf_add(job->to,
		SLICE("{\"version\":\"https://jsonfeed.org/version/1.1\""));
	buf_reset(&job->text);
	clean_controls(&job->text, title);
	add_text(job, "title", buf_slice(&job->text));
	buf_reset(&job->text);
	link_add(&job->text, job->url);
	add_text(job, "feed_url", buf_slice(&job->text));
	if (job->lang != NULL)
		add_text(job, "language", slice_of(job->lang));
	buf_add(job->to, SLICE(",\"items\":["));
}

static void
add_address(struct job *job, const char *name, struct json value)
{
	struct slice address = json_text(value, &job->scratch);

	if (!link_web(address))
		return;
	buf_reset(&job->text);
	link_add(&job->text, address);
	add_text(job, name, buf_slice(&job->text));
}

static void
add_authors(struct job *job)
{
	struct json_iter it = json_iter(job->member[M_AUTHORS]);
	const char *before = ",\"authors\":[{\"name\":";
	struct json key, author;

	for (; json_next(&it, &key, &author); before = "},{\"name\":") {
		buf_add(job->to, slice_of(before));
		json_quote(job->to, show_line(job, author));
	}
	if (before[0] == '}')
		buf_add(job->to, SLICE("}]"));
}

/* Elements of an array; BEFORE is what stands in front of the next one. */
static void
add_tags(struct job *job, enum member member, const char **before)
{
	struct json_iter it = json_iter(job->member[member]);
	struct json key, tag;

	for (; json_next(&it, &key, &tag); *before = ",") {
		buf_add(job->to, slice_of(*before));
		json_quote(job->to, show_line(job, tag));
	}
}

void
jsonfeed_record(struct job *job)
{
	struct jsonfeed *feed = job->state;
	struct date published = feed_moment(job, M_PUBLISHED);
	struct date modified = feed_updated(job);
	const char *before = ",\"tags\":[";

	buf_add(job->to,
		job->number > 1 ? SLICE(",\n{\"id\":") : SLICE("\n{\"id\":"));
	feed_id(job, &feed->id);
	json_quote(job->to, buf_slice(&feed->id));
	add_address(job, "url", job->member[M_URL]);
	buf_reset(&job->text);
	show_title(job);
	add_text(job, "title", slice_trim(buf_slice(&job->text)));
	feed_content(job, &feed->content);
	buf_add(job->to, SLICE(",\"content_html\":"));
	json_quote(job->to, buf_slice(&feed->content));
	add_text(job, "summary", show_line(job, job->member[M_SUMMARY]));
	add_text(job, "date_published", date_slice(&published));
	add_text(job, "date_modified", date_slice(&modified));
	add_authors(job);
	add_tags(job, M_CATEGORIES, &before);
	add_tags(job, M_KEYWORDS, &before);
	buf_add(job->to, before[1] == '\0' ? SLICE("]}") : SLICE("}"));
}

void
jsonfeed_end(struct job *job)
{
	buf_add(job->to, SLICE("]}\n"));
}
