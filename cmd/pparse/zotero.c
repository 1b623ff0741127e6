/*
 * Zotero: items of a library, Web API v3.
 */
#include "answer.h"
#include "bibdate.h"
#include "extra.h"
#include "kinds.h"

/* Who has no parts is no person. */
static const struct people people = {
	.parts = {[PERSON_GIVEN] = {.path = "firstName"},
		  [PERSON_FAMILY] = {.path = "lastName"},
		  [PERSON_NAME] = {.path = "name"}},
	.groups = true,
};

static const struct field_word types[] = {
	{"journalArticle",      "article-journal"   },
	{"preprint",            "article"           },
	{"conferencePaper",     "paper-conference"  },
	{"bookSection",         "chapter"           },
	{"book",                "book"              },
	{"thesis",              "thesis"            },
	{"report",              "report"            },
	{"dataset",             "dataset"           },
	{"computerProgram",     "software"          },
	{"manuscript",          "manuscript"        },
	{"webpage",             "webpage"           },
	{"blogPost",            "post-weblog"       },
	{"presentation",        "speech"            },
	{"magazineArticle",     "article-magazine"  },
	{"newspaperArticle",    "article-newspaper" },
	{"encyclopediaArticle", "entry-encyclopedia"},
	{"dictionaryEntry",     "entry-dictionary"  },
	{"patent",              "patent"            },
	{"standard",            "standard"          },
	{NULL,		  NULL                },
};

/* Those who made it; others edited, translated, reviewed it. */
static void
set_creators(
	struct fields *fields, const struct field *field, struct json value)
{
	static const char *const makers[] = {
		"author", "presenter", "programmer", "inventor"};
	struct json_iter it = json_iter(value);
	struct json key, creator;

	while (json_next(&it, &key, &creator))
		for (size_t i = 0; i < COUNT(makers); i++)
			if (json_is(json_get(creator, SLICE("creatorType")),
				    slice_of(makers[i])))
				field_people(fields, field, creator);
}

/* As somebody typed it. */
static void
set_date(struct fields *fields, const struct field *field, struct json value)
{
	struct date date;

	if (bibdate_read(fields_text(fields, value), &date))
		paper_set_date(fields->paper, field->member, &date);
}

static void
set_extra(struct fields *fields, const struct field *field, struct json value)
{
	(void)field;
	extra_read(fields->paper, fields_text(fields, value));
}

#define DATA "data."

static const struct field rows[] = {
	{DATA "archiveID",        field_id,     M_ID,        NULL    },
	{DATA "DOI",              field_doi,    M_DOI,       NULL    },
	{DATA "PMID",             field_id,     M_ID,        "pmid:" },
	{DATA "PMCID",            field_id,     M_ID,        "pmcid:"},
	{DATA "url",              field_id,     M_ID,        NULL    },
	{DATA "citationKey",      field_text,   M_KEY,       NULL    },
	{DATA "extra",            set_extra,    M_COMMENT,   NULL    },
	{DATA "itemType",         field_word,   M_TYPE,      types   },
	{DATA "title",            field_plain,  M_TITLE,     NULL    },
	{DATA "creators",         set_creators, M_AUTHORS,   &people },
	{DATA "abstractNote",     field_plain,  M_ABSTRACT,  NULL    },
	{"meta.parsedDate",       field_day,    M_PUBLISHED, NULL    },
	{DATA "date",             set_date,     M_PUBLISHED, NULL    },
	{DATA "dateModified",     field_date,   M_MODIFIED,  NULL    },
	{DATA "tags",             field_plains, M_KEYWORDS,  "tag"   },
	{DATA "publicationTitle", field_plain,  M_VENUE,     NULL    },
	{DATA "proceedingsTitle", field_plain,  M_VENUE,     NULL    },
	{DATA "conferenceName",   field_plain,  M_VENUE,     NULL    },
	{DATA "bookTitle",        field_plain,  M_VENUE,     NULL    },
	{DATA "volume",           field_text,   M_VOLUME,    NULL    },
	{DATA "issue",            field_text,   M_ISSUE,     NULL    },
	{DATA "pages",            field_text,   M_PAGES,     NULL    },
	{DATA "publisher",        field_plain,  M_PUBLISHER, NULL    },
	{DATA "university",       field_plain,  M_PUBLISHER, NULL    },
	{DATA "institution",      field_plain,  M_PUBLISHER, NULL    },
	{DATA "rights",           field_text,   M_LICENSE,   NULL    },
	{DATA "language",         field_text,   M_LANGUAGE,  NULL    },
	{DATA "url",              field_url,    M_URL,       NULL    },
};

/* What hangs on an item, or stands beside one. */
static const char *
fill(struct fields *fields, struct json item)
{
	static const char *const others[] = {
		"attachment", "note", "annotation"};
	struct json type = fields_get(item, DATA "itemType");

	for (size_t i = 0; i < COUNT(others); i++)
		if (json_is(type, slice_of(others[i])))
			return answer_skip;
	fields_fill(fields, item, rows, COUNT(rows));
	return NULL;
}

bool
zotero_sniff(struct slice head)
{
	return answer_has(head, DATA "itemType");
}

void
zotero_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "zotero",
		.single = "data",
		.fill = fill,
	};

	answer_parse(source, &answer);
}
