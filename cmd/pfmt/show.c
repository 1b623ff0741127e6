#include "show.h"
#include "clean.h"
#include "date.h"

/* A long list of authors is cut to the first ones. */
enum { AUTHORS_MAX = 4, AUTHORS_FIRST = 3, DAY_LEN = sizeof("YYYY-MM-DD") - 1 };

static void
add_scalar(struct job *job, struct json value)
{
	if (value.type == JSON_STRING)
		clean_controls(&job->text, json_text(value, &job->scratch));
	else if (value.type != JSON_NONE && value.type != JSON_NULL)
		clean_controls(&job->text, value.raw);
}

/* The first MAX elements. */
static void
add_list(struct job *job, struct json list, size_t max)
{
	struct json_iter it = json_iter(list);
	struct json key, element;

	for (size_t i = 0; i < max && json_next(&it, &key, &element); i++) {
		if (i > 0)
			buf_add(&job->text, SLICE(", "));
		add_scalar(job, element);
	}
}

void
show_value(struct job *job, struct json value)
{
	if (value.type == JSON_ARRAY)
		add_list(job, value, SIZE_MAX);
	else
		add_scalar(job, value);
}

void
show_title(struct job *job)
{
	bool titled = job->member[M_TITLE].type != JSON_NONE;

	show_value(job, job->member[titled ? M_TITLE : M_ID]);
}

static size_t
count(struct json list)
{
	struct json_iter it = json_iter(list);
	struct json key, element;
	size_t n = 0;

	while (json_next(&it, &key, &element))
		n++;
	return n;
}

void
show_authors(struct job *job)
{
	struct json authors = job->member[M_AUTHORS];
	size_t n = authors.type == JSON_ARRAY ? count(authors) : 0;

	if (job->whole || n <= AUTHORS_MAX) {
		show_value(job, authors);
		return;
	}
	add_list(job, authors, AUTHORS_FIRST);
	buf_format(&job->text, " et al. (%zu)", n);
}

static void
add_votes(struct job *job, struct json value)
{
	buf_add(&job->text, SLICE("\xE2\x96\xB2 ")); /* U+25B2 */
	show_value(job, value);
}

static void
add_comments(struct job *job, struct json value)
{
	if (slice_eq(value.raw, SLICE("0")))
		return;
	show_value(job, value);
	buf_add(&job->text, slice_eq(value.raw, SLICE("1"))
				    ? SLICE(" comment")
				    : SLICE(" comments"));
}

static void
add_day(struct job *job, struct json value)
{
	show_value(job, value);
	if (job->text.len > DAY_LEN && date_valid(buf_slice(&job->text)))
		job->text.len = DAY_LEN;
}

static void
add_deleted(struct job *job, struct json value)
{
	if (value.type == JSON_TRUE)
		buf_add(&job->text, SLICE("deleted"));
}

static void
add_id(struct job *job, struct json value)
{
	if (job->member[M_TITLE].type != JSON_NONE) /* else it is the title */
		show_value(job, value);
}

static const struct fact {
	enum member member,
		otherwise; /* the second where the first is absent */
	void (*add)(struct job *job, struct json value);
} facts[] = {
	{M_STATUS,     M_STATUS,     show_value  },
	{M_DELETED,    M_DELETED,    add_deleted },
	{M_UPVOTES,    M_UPVOTES,    add_votes   },
	{M_COMMENTS,   M_COMMENTS,   add_comments},
	{M_CATEGORIES, M_CATEGORIES, show_value  },
	{M_LISTED,     M_PUBLISHED,  add_day     },
	{M_ID,         M_ID,         add_id      },
};

bool
show_fact(struct job *job, size_t *row)
{
	buf_reset(&job->text);
	while (job->text.len == 0 && *row < COUNT(facts)) {
		const struct fact *fact = &facts[(*row)++];
		struct json value = job->member[fact->member];

		if (value.type == JSON_NONE)
			value = job->member[fact->otherwise];
		if (value.type != JSON_NONE)
			fact->add(job, value);
	}
	return job->text.len > 0;
}

bool
show_paragraph(struct job *job, struct slice *rest)
{
	size_t before = job->text.len;

	while (job->text.len == before && rest->len > 0) {
		const char *end = slice_find(*rest, SLICE("\n\n"));
		size_t len =
			end == NULL ? rest->len : (size_t)(end - rest->ptr);

		clean_controls(&job->text, slice_trim(slice_first(*rest, len)));
		*rest = slice_from(*rest, end == NULL ? len : len + 2);
	}
	return job->text.len > before;
}

static const struct link {
	enum member member;
	const char *label;
	bool asked; /* only with --long */
} links[] = {
	{M_CODE,    "code",    false},
	{M_PROJECT, "project", false},
	{M_URL,     "page",    true },
	{M_PDF,     "pdf",     true },
};

void
show_links(struct job *job,
	void (*put)(struct job *job, const char *label, struct slice address))
{
	for (const struct link *link = links; link < links + COUNT(links);
		link++) {
		struct json value = job->member[link->member];
		struct json_iter it = json_iter(value);
		struct json key;

		if (link->asked && !job->whole)
			continue;
		if (value.type == JSON_STRING)
			put(job, link->label, json_text(value, &job->scratch));
		while (value.type == JSON_ARRAY && json_next(&it, &key, &value))
			put(job, link->label, json_text(value, &job->scratch));
	}
}
