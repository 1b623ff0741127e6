/*
 * JSON Feed 1.0 and 1.1: https://www.jsonfeed.org/version/1.1/
 */
#include <inttypes.h>

#include "answer.h"
#include "doi.h"
#include "ident.h"
#include "kinds.h"
#include "markup.h"

struct feed {
	struct source *source;
	struct json authors; /* of the feed, for items that have none */
	struct buf text, plain;
};

static struct slice
text_of(struct feed *feed, struct json item, struct slice name)
{
	return json_text(json_get(item, name), &feed->text);
}

static void
add_strings(struct feed *feed, struct json array)
{
	struct paper *paper = feed->source->paper;
	struct json_iter it = json_iter(array);
	struct json key, each;

	while (json_next(&it, &key, &each)) {
		struct slice term = json_text(each, &feed->text);

		paper_add(paper,
			ident_category(term) ? M_CATEGORIES : M_KEYWORDS, term);
	}
}

static void
add_authors(struct feed *feed, struct json authors)
{
	struct json_iter it = json_iter(authors);
	struct json key, author;

	while (json_next(&it, &key, &author))
		paper_add(feed->source->paper, M_AUTHORS,
			text_of(feed, author, SLICE("name")));
}

static void
set_authors(struct feed *feed, struct json item)
{
	struct paper *paper = feed->source->paper;

	add_authors(feed, json_get(item, SLICE("authors")));
	if (!paper_has(paper, M_AUTHORS)) /* as in version 1.0 */
		paper_add(paper, M_AUTHORS,
			text_of(feed, json_get(item, SLICE("author")),
				SLICE("name")));
	if (!paper_has(paper, M_AUTHORS))
		add_authors(feed, feed->authors);
}

static void
set_url(struct feed *feed, struct json item, struct slice name,
	enum member member)
{
	struct slice url = text_of(feed, item, name);

	paper_set_url(feed->source->paper, member, url);
	if (member == M_URL)
		paper_identify(feed->source->paper, url);
}

static void
set_date(struct feed *feed, struct json item, struct slice name,
	enum member member)
{
	struct date date;

	if (date_read(text_of(feed, item, name), &date))
		paper_set_date(feed->source->paper, member, &date);
}

/* A summary is what an abstract is; the content may be all of it. */
static void
set_abstract(struct feed *feed, struct json item)
{
	struct paper *paper = feed->source->paper;

	paper_set(paper, M_ABSTRACT, text_of(feed, item, SLICE("summary")));
	paper_set(
		paper, M_ABSTRACT, text_of(feed, item, SLICE("content_text")));
	buf_reset(&feed->plain);
	markup_text(&feed->plain, text_of(feed, item, SLICE("content_html")));
	paper_set(paper, M_ABSTRACT, buf_slice(&feed->plain));
}

static void
set_files(struct feed *feed, struct json attachments)
{
	struct json_iter it = json_iter(attachments);
	struct json key, file;

	while (json_next(&it, &key, &file))
		if (json_is(json_get(file, SLICE("mime_type")),
			    SLICE("application/pdf")))
			set_url(feed, file, SLICE("url"), M_PDF);
}

static void
parse_item(struct feed *feed, struct json item)
{
	struct paper *paper = feed->source->paper;

	paper_set(paper, M_TITLE, text_of(feed, item, SLICE("title")));
	set_authors(feed, item);
	set_abstract(feed, item);
	set_date(feed, item, SLICE("date_published"), M_PUBLISHED);
	set_date(feed, item, SLICE("date_modified"), M_UPDATED);
	add_strings(feed, json_get(item, SLICE("tags")));
	paper_set(paper, M_LANGUAGE, text_of(feed, item, SLICE("language")));
	doi_set(paper, text_of(feed, item, SLICE("id")));
	paper_identify(paper, text_of(feed, item, SLICE("id")));
	set_url(feed, item, SLICE("url"), M_URL);
	set_url(feed, item, SLICE("external_url"), M_URL);
	set_url(feed, item, SLICE("id"), M_URL);
	set_url(feed, item, SLICE("image"), M_THUMBNAIL);
	set_url(feed, item, SLICE("banner_image"), M_THUMBNAIL);
	set_files(feed, json_get(item, SLICE("attachments")));
	paper_add(paper, M_SOURCES, SLICE("feed"));
	source_write(feed->source);
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
	struct slice rest, all = source_all(source);
	struct json root = json_value(all, &rest), key, item;
	struct json_iter it = json_iter(json_get(root, SLICE("items")));
	struct feed feed = {
		.source = source, .authors = json_get(root, SLICE("authors"))};
	struct json_error error;
	uint64_t number = 0;

	if (all.len > 0 && !json_check(all, &error)) {
		source_bad(source, 0, "not JSON: %s", error.what);
		return;
	}
	while (json_next(&it, &key, &item)) {
		number++;
		if (item.type == JSON_OBJECT)
			parse_item(&feed, item);
		else
			source_bad(source, 0, "item %" PRIu64 ": not an object",
				number);
	}
	buf_free(&feed.text);
	buf_free(&feed.plain);
}
