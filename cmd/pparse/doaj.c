/*
 * DOAJ: a search for articles, or one article.
 */
#include "answer.h"
#include "bibdate.h"
#include "doi.h"
#include "kinds.h"

static const struct people people = {
	.parts = {[PERSON_NAME] = {.path = "name"},
		  [PERSON_ORCID] = {.path = "orcid_id"},
		  [PERSON_AFFILIATIONS] = {.path = "affiliation"}},
};

static void
set_doi(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	(void)field;
	while (json_next(&it, &key, &each))
		if (slice_eq_nocase(
			    fields_text(fields, json_get(each, SLICE("type"))),
			    SLICE("doi")))
			doi_set(fields->paper,
				fields_text(
					fields, json_get(each, SLICE("id"))));
}

/* "2024" and "5", or only the year. */
static void
set_date(struct fields *fields, const struct field *field, struct json value)
{
	struct buf *year = &fields->full;
	struct slice month;
	struct date date;

	buf_reset(year);
	buf_add(year, fields_text(fields, json_get(value, SLICE("year"))));
	month = fields_text(fields, json_get(value, SLICE("month")));
	if (bibdate_of_parts(buf_slice(year), month, SLICE(""), &date))
		paper_set_date(fields->paper, field->member, &date);
}

static void
set_link(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	while (json_next(&it, &key, &each)) {
		struct json media = json_get(each, SLICE("content_type"));
		bool pdf = slice_find_nocase(fields_text(fields, media),
				   SLICE("pdf")) != NULL;

		if (json_is(json_get(each, SLICE("type")), SLICE("fulltext")))
			paper_set_url(fields->paper,
				pdf ? M_PDF : field->member,
				fields_text(
					fields, json_get(each, SLICE("url"))));
	}
}

static const struct field rows[] = {
	{"bibjson.identifier",        set_doi,      M_DOI,       NULL                 },
	{"bibjson.title",             field_plain,  M_TITLE,     NULL                 },
	{"bibjson.author",            field_people, M_AUTHORS,   &people              },
	{"bibjson.abstract",          field_plain,  M_ABSTRACT,  NULL                 },
	{"bibjson",                   set_date,     M_PUBLISHED, NULL                 },
	{"created_date",              field_day,    M_LISTED,    NULL                 },
	{"last_updated",              field_date,   M_MODIFIED,  NULL                 },
	{"bibjson.keywords",          field_plains, M_KEYWORDS,  NULL                 },
	{"bibjson.journal.title",     field_plain,  M_VENUE,     NULL                 },
	{"bibjson.journal.volume",    field_text,   M_VOLUME,    NULL                 },
	{"bibjson.journal.number",    field_text,   M_ISSUE,     NULL                 },
	{"bibjson",                   field_pages,  M_PAGES,     "start_page end_page"},
	{"bibjson.journal.publisher", field_plain,  M_PUBLISHER, NULL                 },
	{"bibjson.journal.language",  field_text,   M_LANGUAGE,  NULL                 },
	{"bibjson.link",              set_link,     M_URL,       NULL                 },
};

static const char *
fill(struct fields *fields, struct json item)
{
	struct slice id;

	fields_fill(fields, item, rows, COUNT(rows));
	id = fields_text(fields, json_get(item, SLICE("id")));
	if (id.len > 0)
		answer_address(
			fields, M_URL, "https://doaj.org/article/", id, "");
	return NULL;
}

bool
doaj_sniff(struct slice head)
{
	return answer_has(head, "bibjson") ||
	       (answer_has(head, "results") && answer_has(head, "pageSize"));
}

void
doaj_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "doaj",
		.type = "article-journal",
		.lists = {"results"},
		.single = "bibjson",
		.fill = fill,
	};

	answer_parse(source, &answer);
}
