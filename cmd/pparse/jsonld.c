#include "jsonld.h"
#include "doi.h"
#include "landing.h"
#include "markup.h"

enum { DEPTH_MAX = 8, JOURNAL_DEPTH_MAX = 4 };

/* What is wanted, and what our records call it; "" is not known. */
static const struct type {
	struct slice name, type;
} types[] = {
	{SLICE_INIT("ScholarlyArticle"),        SLICE_INIT("article-journal")},
	{SLICE_INIT("MedicalScholarlyArticle"), SLICE_INIT("article-journal")},
	{SLICE_INIT("Thesis"),                  SLICE_INIT("thesis")         },
	{SLICE_INIT("Chapter"),                 SLICE_INIT("chapter")        },
	{SLICE_INIT("Report"),                  SLICE_INIT("report")         },
	{SLICE_INIT("TechArticle"),             SLICE_INIT("")               },
	{SLICE_INIT("NewsArticle"),             SLICE_INIT("")               },
	{SLICE_INIT("Article"),                 SLICE_INIT("")               },
};

struct reader {
	struct paper *paper;
	struct buf text, plain;
};

static struct slice
text_of(struct reader *reader, struct json value)
{
	return slice_trim(json_text(value, &reader->text));
}

/* The element I of an array; of anything else the value itself is the first. */
static bool
nth(struct json value, size_t i, struct json *element)
{
	struct json_iter it = json_iter(value);
	struct json key;

	if (value.type != JSON_ARRAY) {
		*element = value;
		return i == 0 && value.type != JSON_NONE;
	}
	while (json_next(&it, &key, element))
		if (i-- == 0)
			return true;
	return false;
}

static const struct type *
type_of(struct json object)
{
	struct json all = json_get(object, SLICE("@type"));
	struct json_iter it = json_iter(all);
	struct json key, each = all;

	do
		for (size_t i = 0; i < COUNT(types); i++)
			if (json_is(each, types[i].name))
				return &types[i];
	while (json_next(&it, &key, &each));
	return NULL;
}

static void
set_text(struct reader *reader, enum member member, struct json value)
{
	if (value.type != JSON_STRING)
		return;
	buf_reset(&reader->plain);
	markup_text(&reader->plain, text_of(reader, value));
	paper_set(reader->paper, member, buf_slice(&reader->plain));
}

/* A string, a number, or an object that has one called NAME. */
static void
set_named(struct reader *reader, enum member member, struct json value,
	struct slice name)
{
	struct json first;

	if (!nth(value, 0, &first))
		return;
	if (first.type == JSON_OBJECT)
		first = json_get(first, name);
	if (first.type == JSON_NUMBER)
		paper_set(reader->paper, member, first.raw);
	else
		set_text(reader, member, first);
}

static void
set_address(struct reader *reader, enum member member, struct json value,
	struct slice name)
{
	struct json first;

	if (!nth(value, 0, &first))
		return;
	if (first.type == JSON_OBJECT)
		first = json_get(first, name);
	paper_set_url(reader->paper, member, text_of(reader, first));
}

static void
set_date(struct reader *reader, enum member member, struct json value)
{
	struct date date;

	if (date_read(text_of(reader, value), &date))
		paper_set_date(reader->paper, member, &date);
}

static void
add_author(struct reader *reader, struct json author)
{
	struct json given = json_get(author, SLICE("givenName")),
		    family = json_get(author, SLICE("familyName")),
		    name = json_get(author, SLICE("name"));
	struct buf *plain = &reader->plain;

	buf_reset(plain);
	if (author.type == JSON_STRING)
		name = author;
	if (name.type == JSON_ARRAY)
		nth(name, 0, &name);
	if (family.type == JSON_STRING && given.type == JSON_STRING) {
		markup_text(plain, text_of(reader, family));
		buf_add(plain, SLICE(", "));
		markup_text(plain, text_of(reader, given));
	} else {
		markup_text(plain, text_of(reader, name));
	}
	landing_author(reader->paper, buf_slice(plain));
}

static void
set_authors(struct reader *reader, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	if (paper_has(reader->paper, M_AUTHORS))
		return;
	if (value.type != JSON_ARRAY)
		add_author(reader, value);
	else
		while (json_next(&it, &key, &each))
			add_author(reader, each);
}

static void
set_keywords(struct reader *reader, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	if (paper_has(reader->paper, M_KEYWORDS))
		return;
	if (value.type == JSON_STRING)
		paper_add_keywords(reader->paper, text_of(reader, value));
	else if (value.type == JSON_ARRAY)
		while (json_next(&it, &key, &each))
			paper_add(reader->paper, M_KEYWORDS,
				text_of(reader, each));
}

/* Strings, and objects with a value; an address of the page is not one. */
static void
set_identifiers(struct reader *reader, struct json all)
{
	struct json value;

	for (size_t i = 0; i < 16 && nth(all, i, &value); i++) {
		struct slice text;

		if (value.type == JSON_OBJECT)
			value = json_get(value, SLICE("value"));
		text = text_of(reader, value);
		if (text.len > 0 && !doi_set(reader->paper, text))
			paper_identify(reader->paper, text);
	}
}

/* An issue is part of a volume, and that of a periodical. */
static void
set_journal(struct reader *reader, struct json part)
{
	struct json name = {.type = JSON_NONE}, first;

	for (int i = 0; i < JOURNAL_DEPTH_MAX && nth(part, 0, &first); i++) {
		struct json own = json_get(first, SLICE("name"));

		set_named(reader, M_VOLUME,
			json_get(first, SLICE("volumeNumber")), SLICE("name"));
		set_named(reader, M_ISSUE,
			json_get(first, SLICE("issueNumber")), SLICE("name"));
		if (own.type == JSON_STRING)
			name = own;
		part = json_get(first, SLICE("isPartOf"));
	}
	set_text(reader, M_VENUE, name);
}

/* A page is a string, or a number. */
static struct slice
page_of(struct json value, struct buf *scratch)
{
	return value.type == JSON_NUMBER
	               ? value.raw
	               : slice_trim(json_text(value, scratch));
}

static void
set_pages(struct reader *reader, struct json article)
{
	struct json first = json_get(article, SLICE("pageStart")),
		    last = json_get(article, SLICE("pageEnd"));

	set_named(reader, M_PAGES, json_get(article, SLICE("pagination")),
		SLICE("name"));
	paper_set_pages(reader->paper, page_of(first, &reader->text),
		page_of(last, &reader->plain));
}

static void
set_members(struct reader *reader, struct json article, struct slice type)
{
	struct slice name = SLICE("name"), url = SLICE("url");

	paper_set(reader->paper, M_TYPE, type);
	set_text(reader, M_TITLE, json_get(article, SLICE("headline")));
	set_text(reader, M_TITLE, json_get(article, name));
	set_authors(reader, json_get(article, SLICE("author")));
	set_text(reader, M_ABSTRACT, json_get(article, SLICE("abstract")));
	set_text(reader, M_ABSTRACT, json_get(article, SLICE("description")));
	set_date(
		reader, M_PUBLISHED, json_get(article, SLICE("datePublished")));
	set_date(reader, M_UPDATED, json_get(article, SLICE("dateModified")));
	set_keywords(reader, json_get(article, SLICE("keywords")));
	set_journal(reader, json_get(article, SLICE("isPartOf")));
	set_pages(reader, article);
	set_named(reader, M_PUBLISHER, json_get(article, SLICE("publisher")),
		name);
	set_named(reader, M_LANGUAGE, json_get(article, SLICE("inLanguage")),
		name);
	set_named(reader, M_LICENSE, json_get(article, SLICE("license")), url);
	set_identifiers(reader, json_get(article, SLICE("identifier")));
	set_identifiers(reader, json_get(article, SLICE("sameAs")));
	set_identifiers(reader, json_get(article, SLICE("@id")));
	set_address(reader, M_URL, json_get(article, url), SLICE("@id"));
	set_address(reader, M_PDF, json_get(article, SLICE("encoding")),
		SLICE("contentUrl"));
	set_address(
		reader, M_THUMBNAIL, json_get(article, SLICE("image")), url);
}

/* Looks for an article in VALUE, and reads the first. */
static bool
find_article(struct reader *reader, struct json value, int depth)
{
	static const struct slice inside[] = {SLICE_INIT("@graph"),
		SLICE_INIT("mainEntity"), SLICE_INIT("mainEntityOfPage")};
	struct json_iter it = json_iter(value);
	struct json key, each;
	const struct type *type;

	if (depth == DEPTH_MAX)
		return false;
	if (value.type == JSON_ARRAY) {
		while (json_next(&it, &key, &each))
			if (find_article(reader, each, depth + 1))
				return true;
		return false;
	}
	if (value.type != JSON_OBJECT)
		return false;
	type = type_of(value);
	if (type != NULL) {
		set_members(reader, value, type->type);
		return true;
	}
	for (size_t i = 0; i < COUNT(inside); i++)
		if (find_article(reader, json_get(value, inside[i]), depth + 1))
			return true;
	return false;
}

/* Some pages put it in a comment, or in CDATA, for browsers long gone. */
static struct slice
without_wrapping(struct slice block)
{
	const char *begin = memchr(block.ptr, '{', block.len),
		   *list = memchr(block.ptr, '[', block.len);
	struct slice rest;

	/* The bracket of `<![CDATA[` is none of JSON. */
	if (begin == NULL ||
		(list != NULL && list < begin &&
			!slice_starts(slice_trim(block), SLICE("//")) &&
			!slice_starts(slice_trim(block), SLICE("<"))))
		begin = list;
	if (begin == NULL)
		return SLICE("");
	return json_value(slice_from(block, (size_t)(begin - block.ptr)), &rest)
	        .raw;
}

bool
jsonld_read(struct paper *paper, struct slice block)
{
	struct reader reader = {.paper = paper};
	struct slice rest;
	bool found;

	block = without_wrapping(block);
	if (!json_check(block, NULL))
		return false;
	found = find_article(&reader, json_value(block, &rest), 0);
	buf_free(&reader.text);
	buf_free(&reader.plain);
	return found;
}
