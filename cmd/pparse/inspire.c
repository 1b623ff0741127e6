/*
 * INSPIRE: literature of high energy physics, found or a record of it.
 */
#include "answer.h"
#include "kinds.h"

static const struct people people = {
	.parts = {[PERSON_NAME] = {.path = "full_name"},
		  [PERSON_AFFILIATIONS] = {.path = "affiliations"}},
	.affiliation = "value",
	.reversed = true,
};
static const struct people groups = {
	.parts = {[PERSON_NAME] = {.path = "value"}},
};

static const struct field_word types[] = {
	{"article",          "article-journal" },
	{"conference paper", "paper-conference"},
	{"book chapter",     "chapter"         },
	{"book",             "book"            },
	{"proceedings",      "book"            },
	{"thesis",           "thesis"          },
	{"report",           "report"          },
	{NULL,	       NULL              },
};

static void
set_dois(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	while (json_next(&it, &key, &each))
		field_doi(fields, field, json_get(each, SLICE("value")));
}

/* A collaboration, where it is the only author. */
static void
set_groups(struct fields *fields, const struct field *field, struct json value)
{
	if (!paper_has(fields->paper, M_AUTHORS))
		field_people(fields, field, value);
}

#define DATA "metadata."

static const struct field rows[] = {
	{DATA "arxiv_eprints.value",             field_id,     M_ID,         "arxiv:"             },
	{DATA "dois",			    set_dois,     M_DOI,        NULL                 },
	{DATA "document_type",                   field_word,   M_TYPE,       types                },
	{DATA "titles.title",                    field_plain,  M_TITLE,      NULL                 },
	{DATA "authors",			 field_people, M_AUTHORS,    &people              },
	{DATA "collaborations",                  set_groups,   M_AUTHORS,    &groups              },
	{DATA "abstracts.value",                 field_plain,  M_ABSTRACT,   NULL                 },
	{DATA "preprint_date",                   field_day,    M_PUBLISHED,  NULL                 },
	{DATA "earliest_date",                   field_day,    M_PUBLISHED,  NULL                 },
	{DATA "publication_info.year",           field_day,    M_PUBLISHED,  NULL                 },
	{"updated",			      field_date,   M_MODIFIED,   NULL                 },
	{DATA "arxiv_eprints.categories",        field_texts,  M_CATEGORIES, NULL                 },
	{DATA "keywords",                        field_plains, M_KEYWORDS,   "value"              },
	{DATA "publication_info.journal_title",  field_plain,  M_VENUE,      NULL                 },
	{DATA "publication_info.journal_volume", field_text,   M_VOLUME,     NULL                 },
	{DATA "publication_info.journal_issue",  field_text,   M_ISSUE,      NULL                 },
	{DATA "publication_info",                field_pages,  M_PAGES,      "page_start page_end"},
	{DATA "publication_info.artid",          field_text,   M_PAGES,      NULL                 },
	{DATA "imprints.publisher",              field_plain,  M_PUBLISHER,  NULL                 },
	{DATA "license.url",                     field_text,   M_LICENSE,    NULL                 },
	{DATA "public_notes.value",              field_plain,  M_COMMENT,    NULL                 },
	{DATA "languages",                       field_text,   M_LANGUAGE,   NULL                 },
	{DATA "documents.url",                   field_url,    M_PDF,        NULL                 },
	{DATA "citation_count",                  field_number, M_CITATIONS,  NULL                 },
	{DATA "withdrawn",                       field_true,   M_STATUS,     "withdrawn"          },
};

static const char *
fill(struct fields *fields, struct json item)
{
	struct json data = json_get(item, SLICE("metadata"));
	struct slice number;

	fields_fill(fields, item, rows, COUNT(rows));
	number = fields_text(fields, json_get(data, SLICE("control_number")));
	if (number.len > 0)
		answer_address(fields, M_URL,
			"https://inspirehep.net/literature/", number, "");
	return NULL;
}

bool
inspire_sniff(struct slice head)
{
	return answer_has(head, "hits.hits") ||
	       answer_has(head, "metadata.titles");
}

void
inspire_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "inspire",
		.lists = {"hits.hits"},
		.single = "metadata",
		.fill = fill,
	};

	answer_parse(source, &answer);
}
