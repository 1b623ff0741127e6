#include "feed.h"
#include "link.h"
#include "markup.h"

void
feed_tag(struct buf *to, struct slice name)
{
	/* a domain that nobody can own (RFC 6761, 6.4) */
	buf_add(to, SLICE("tag:sheaf.invalid,2025:"));
	link_add(to, name);
}

/* Where papers live, whatever address a source gives them. */
static const struct {
	struct slice scheme, address;
} homes[] = {
	{SLICE_INIT("arxiv:"), SLICE_INIT("https://arxiv.org/abs/")},
	{SLICE_INIT("doi:"),   SLICE_INIT("https://doi.org/")      },
};

void
feed_id(struct job *job, struct buf *id)
{
	struct slice url = json_text(job->member[M_URL], &job->scratch), own;

	buf_reset(id);
	if (link_web(url))
		link_add(id, url);
	own = json_text(job->member[M_ID], &job->scratch);
	if (id->len == 0)
		feed_tag(id, own);
	else
		for (size_t i = 0; i < COUNT(homes); i++) {
			if (!slice_starts(own, homes[i].scheme))
				continue;
			buf_reset(id);
			buf_add(id, homes[i].address);
			link_add(id, slice_from(own, homes[i].scheme.len));
		}
}

struct date
feed_moment(struct job *job, enum member member)
{
	struct slice text = json_text(job->member[member], &job->scratch);
	struct date date = {"0001-01-01T00:00:00Z"};

	if (!date_valid(text))
		return (struct date){""};
	memcpy(date.text, text.ptr, text.len);
	return date;
}

struct date
feed_latest(struct job *job)
{
	static const enum member dates[] = {
		M_PUBLISHED, M_UPDATED, M_LISTED, M_MODIFIED};
	struct date latest = {""};

	for (size_t i = 0; i < COUNT(dates); i++) {
		struct date date = feed_moment(job, dates[i]);

		if (strcmp(date.text, latest.text) > 0)
			latest = date;
	}
	return latest;
}

struct date
feed_updated(struct job *job)
{
	struct date date = feed_moment(job, M_UPDATED);

	return date.text[0] != '\0' ? date : feed_latest(job);
}

struct slice
feed_date(const struct date *date)
{
	return date->text[0] != '\0' ? date_slice(date)
	                             : SLICE("1970-01-01T00:00:00Z");
}

void
feed_content(struct job *job, struct buf *content)
{
	struct buf *to = job->to;

	buf_reset(content);
	job->to = content;
	markup_body(job);
	job->to = to;
}
