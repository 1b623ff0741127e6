/*
 * JSON Feed 1.0 and 1.1: https://www.jsonfeed.org/version/1.1/
 */
#include "answer.h"
#include "doi.h"
#include "ident.h"
#include "kinds.h"
#include "markup.h"

static struct slice
text_of(struct fields *fields, struct json item, struct slice name)
{
	return json_text(json_get(item, name), &fields->text);
}

static void
add_strings(struct fields *fields, struct json array)
{
	struct paper *paper = fields->paper;
	struct json_iter it = json_iter(array);
	struct json key, each;

	while (json_next(&it, &key, &each)) {
		struct slice term = json_text(each, &fields->text);

		paper_add(paper,
			ident_category(term) ? M_CATEGORIES : M_KEYWORDS, term);
	}
}

static void
add_authors(struct fields *fields, struct json authors)
{
	struct json_iter it = json_iter(authors);
	struct json key, author;

	while (json_next(&it, &key, &author))
		paper_add(fields->paper, M_AUTHORS,
			text_of(fields, author, SLICE("name")));
}

static void
set_authors(struct fields *fields, struct json item)
{
	struct paper *paper = fields->paper;

	add_authors(fields, json_get(item, SLICE("authors")));
	if (!paper_has(paper, M_AUTHORS)) /* as in version 1.0 */
		paper_add(paper, M_AUTHORS,
			text_of(fields, json_get(item, SLICE("author")),
				SLICE("name")));
	if (!paper_has(paper, M_AUTHORS))
		add_authors(fields, fields->shared);
}

static void
set_url(struct fields *fields, struct json item, struct slice name,
	enum member member)
{
	struct slice url = text_of(fields, item, name);

	paper_set_url(fields->paper, member, url);
	if (member == M_URL)
		paper_identify(fields->paper, url);
}

static void
set_date(struct fields *fields, struct json item, struct slice name,
	enum member member)
{
	struct date date;

	if (date_read(text_of(fields, item, name), &date))
		paper_set_date(fields->paper, member, &date);
}

/* A summary is what an abstract is; the content may be all of it. */
static void
set_abstract(struct fields *fields, struct json item)
{
	struct paper *paper = fields->paper;

	paper_set(paper, M_ABSTRACT, text_of(fields, item, SLICE("summary")));
	paper_set(paper, M_ABSTRACT,
		text_of(fields, item, SLICE("content_text")));
	buf_reset(&fields->plain);
	markup_text(
		&fields->plain, text_of(fields, item, SLICE("content_html")));
	paper_set(paper, M_ABSTRACT, buf_slice(&fields->plain));
}

static void
set_files(struct fields *fields, struct json attachments)
{
	struct json_iter it = json_iter(attachments);
	struct json key, file;

	while (json_next(&it, &key, &file))
		if (json_is(json_get(file, SLICE("mime_type")),
			    SLICE("application/pdf")))
			set_url(fields, file, SLICE("url"), M_PDF);
}

static const char *
fill(struct fields *fields, struct json item)
{
	struct paper *paper = fields->paper;

	paper_set(paper, M_TITLE, text_of(fields, item, SLICE("title")));
	set_authors(fields, item);
	set_abstract(fields, item);
	set_date(fields, item, SLICE("date_published"), M_PUBLISHED);
	set_date(fields, item, SLICE("date_modified"), M_UPDATED);
	add_strings(fields, json_get(item, SLICE("tags")));
	paper_set(paper, M_LANGUAGE, text_of(fields, item, SLICE("language")));
	doi_set(paper, text_of(fields, item, SLICE("id")));
	paper_identify(paper, text_of(fields, item, SLICE("id")));
	set_url(fields, item, SLICE("url"), M_URL);
	set_url(fields, item, SLICE("external_url"), M_URL);
	set_url(fields, item, SLICE("id"), M_URL);
	set_url(fields, item, SLICE("image"), M_THUMBNAIL);
	set_url(fields, item, SLICE("banner_image"), M_THUMBNAIL);
	set_files(fields, json_get(item, SLICE("attachments")));
	return NULL;
}

/* Authors of the feed are those of items that have none. */
static bool
take_authors(struct fields *fields, struct json root)
{
	fields->shared = json_get(root, SLICE("authors"));
	return false;
}

bool
jsonfeed_sniff(struct slice head)
{
	struct json version = answer_peek(head, "version");
	struct buf scratch = {0};
	bool is = slice_starts(json_text(version, &scratch),
		SLICE("https://jsonfeed.org/version/1"));

	buf_free(&scratch);
	return is;
}

void
jsonfeed_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "feed",
		.lists = {"items"},
		.refused = take_authors,
		.fill = fill,
	};

	answer_parse(source, &answer);
}
