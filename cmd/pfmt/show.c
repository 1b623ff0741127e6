#include "show.h"
#include "clean.h"
#include "date.h"
#include "dateformat.h"

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

static void
add_element(struct job *job, struct json element, size_t before)
{
	if (before > 0)
		buf_add(&job->text, SLICE(", "));
	add_scalar(job, element);
}

void
show_value(struct job *job, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, element;

	if (value.type != JSON_ARRAY) {
		add_scalar(job, value);
		return;
	}
	for (size_t n = 0; json_next(&it, &key, &element); n++)
		add_element(job, element, n);
}

struct slice
show_line(struct job *job, struct json value)
{
	buf_reset(&job->text);
	show_value(job, value);
	return slice_trim(buf_slice(&job->text));
}

/* Does an element of VALUE have one? */
static bool
has_comma(struct job *job, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, element;

	while (json_next(&it, &key, &element)) {
		struct slice text = json_text(element, &job->scratch);

		if (memchr(text.ptr, ',', text.len) != NULL)
			return true;
	}
	return false;
}

struct slice
show_member(struct job *job, enum member member)
{
	struct json value = job->member[member];
	struct json_iter it = json_iter(value);
	struct json key, element;
	size_t n = 0;

	if (member != M_KEYWORDS || !has_comma(job, value))
		return show_line(job, value);
	buf_reset(&job->text);
	for (; json_next(&it, &key, &element); n++) {
		if (n > 0)
			buf_add(&job->text, SLICE("; "));
		add_scalar(job, element);
	}
	if (n == 1)
		buf_char(&job->text, ';');
	return slice_trim(buf_slice(&job->text));
}

void
show_title(struct job *job)
{
	bool titled = job->member[M_TITLE].type != JSON_NONE;

	show_value(job, job->member[titled ? M_TITLE : M_ID]);
}

bool
show_first_authors(struct job *job)
{
	struct json_iter it = json_iter(job->member[M_AUTHORS]);
	struct json key, author;
	size_t n = 0, end = 0;

	for (; json_next(&it, &key, &author); n++) {
		if (n == AUTHORS_FIRST)
			end = job->text.len;
		if (n < AUTHORS_MAX)
			add_element(job, author, n);
	}
	if (n <= AUTHORS_MAX)
		return false;
	job->text.len = end;
	buf_format(&job->text, " et al. (%zu)", n);
	return true;
}

void
show_authors(struct job *job)
{
	if (job->whole || job->member[M_AUTHORS].type != JSON_ARRAY)
		show_value(job, job->member[M_AUTHORS]);
	else
		show_first_authors(job);
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
	if (job->text.len > DAY_LEN && job->text.ptr[DAY_LEN] == 'T')
		job->text.len = DAY_LEN;
	if (job->dates == NULL || !date_valid(buf_slice(&job->text)))
		return;
	buf_reset(&job->scratch);
	dateformat_add(
		&job->scratch, buf_slice(&job->text), slice_of(job->dates), "");
	buf_reset(&job->text);
	clean_controls(&job->text, buf_slice(&job->scratch));
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

const struct note *
show_next_note(const struct job *job, size_t *row)
{
	static const struct note notes[] = {
		{M_SCORE,   "score"  },
		{M_LABELS,  "labels" },
		{M_MATCHED, "matched"},
	};

	while (*row < COUNT(notes)) {
		const struct note *note = &notes[(*row)++];

		if (job->member[note->member].type != JSON_NONE)
			return note;
	}
	return NULL;
}

bool
show_note(struct job *job, size_t *row)
{
	const struct note *note = show_next_note(job, row);

	if (note == NULL)
		return false;
	buf_reset(&job->text);
	buf_format(&job->text, "%s: ", note->label);
	show_value(job, job->member[note->member]);
	return true;
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

struct slice
show_abstract(struct job *job, struct slice between)
{
	struct slice rest = json_text(job->member[M_ABSTRACT], &job->scratch);

	buf_reset(&job->text);
	while (show_paragraph(job, &rest))
		buf_add(&job->text, between);
	return slice_trim(buf_slice(&job->text));
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
		struct json key, element;

		if (link->asked && !job->whole)
			continue;
		if (value.type == JSON_STRING)
			put(job, link->label, json_text(value, &job->scratch));
		while (value.type == JSON_ARRAY &&
			json_next(&it, &key, &element))
			put(job, link->label,
				json_text(element, &job->scratch));
	}
}
