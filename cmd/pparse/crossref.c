/*
 * Crossref: a work, a list of works, and works by themselves, as content
 * negotiation and its public data files have them.
 */
#include "crossref.h"
#include "answer.h"
#include "bibdate.h"
#include "kinds.h"
#include "markup.h"

const struct field_word crossref_types[] = {
	{"journal-article",     "article-journal" },
	{"proceedings-article", "paper-conference"},
	{"posted-content",      "article"         },
	{"book-chapter",        "chapter"         },
	{"book-section",        "chapter"         },
	{"book-part",           "chapter"         },
	{"reference-entry",     "entry"           },
	{"book",                "book"            },
	{"monograph",           "book"            },
	{"edited-book",         "book"            },
	{"reference-book",      "book"            },
	{"proceedings",         "book"            },
	{"dissertation",        "thesis"          },
	{"dataset",             "dataset"         },
	{"database",            "dataset"         },
	{"report",              "report"          },
	{"report-component",    "report"          },
	{"standard",            "standard"        },
	{"peer-review",         "review"          },
	{NULL,		  NULL              },
};

static const struct people people = {
	.parts = {[PERSON_GIVEN] = {.path = "given"},
		  [PERSON_FAMILY] = {.path = "family"},
		  [PERSON_SUFFIX] = {.path = "suffix"},
		  [PERSON_NAME] = {.path = "name"},
		  [PERSON_ORCID] = {.path = "ORCID"},
		  [PERSON_AFFILIATIONS] = {.path = "affiliation"}},
	.affiliation = "name",
	.groups = true,
};

/* [[2024,5,1]], [[2024,5]], [[2024]]; [[null]] is none. */
static void
set_date(struct fields *fields, const struct field *field, struct json value)
{
	struct date date;

	if (bibdate_of_json(value, &date))
		paper_set_date(fields->paper, field->member, &date);
}

/* Titles are escaped once more than their markup: `&amp;amp;`. */
static void
set_escaped(struct fields *fields, const struct field *field, struct json value)
{
	struct slice text = fields_plain(fields, value);

	buf_reset(&fields->full);
	markup_entities(&fields->full, text);
	paper_set(fields->paper, field->member, buf_slice(&fields->full));
}

/* The same work under another DOI. */
static void
set_related(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, related;

	(void)field;
	while (json_next(&it, &key, &related))
		if (json_is(json_get(related, SLICE("id-type")), SLICE("doi")))
			paper_identify(fields->paper,
				fields_text(fields,
					json_get(related, SLICE("id"))));
}

static void
set_pdf(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, link;

	while (json_next(&it, &key, &link))
		if (json_is(json_get(link, SLICE("content-type")),
			    SLICE("application/pdf")))
			paper_set_url(fields->paper, field->member,
				fields_text(
					fields, json_get(link, SLICE("URL"))));
}

/* That of the version of record, else the first. */
static void
set_license(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, license, best = {.type = JSON_NONE};

	while (json_next(&it, &key, &license)) {
		bool vor = json_is(json_get(license, SLICE("content-version")),
			SLICE("vor"));

		if (vor || best.type == JSON_NONE)
			best = license;
		if (vor)
			break;
	}
	paper_set(fields->paper, field->member,
		fields_text(fields, json_get(best, SLICE("URL"))));
}

/* What later notices did to this work: the worst of it. */
static const struct field_word notices[] = {
	{"retraction",         "retracted"},
	{"partial_retraction", "corrected"},
	{"removal",            "retracted"},
	{"withdrawal",         "withdrawn"},
	{"correction",         "corrected"},
	{"corrigendum",        "corrected"},
	{"erratum",            "corrected"},
	{NULL,		 NULL       },
};

/* Some deposits have the word. */
static void
set_volume(struct fields *fields, const struct field *field, struct json value)
{
	if (!json_is(value, SLICE("null")))
		field_text(fields, field, value);
}

/* The series of a preprint is its venue. */
static const struct field rows[] = {
	{"DOI",			 field_doi,    M_DOI,       NULL          },
	{"relation.is-preprint-of",     set_related,  M_ALIASES,   NULL          },
	{"relation.has-preprint",       set_related,  M_ALIASES,   NULL          },
	{"relation.is-version-of",      set_related,  M_ALIASES,   NULL          },
	{"type",			field_word,   M_TYPE,      crossref_types},
	{"title",		       set_escaped,  M_TITLE,     NULL          },
	{"author",		      field_people, M_AUTHORS,   &people       },
	{"abstract",                    field_plain,  M_ABSTRACT,  NULL          },
	{"published.date-parts",        set_date,     M_PUBLISHED, NULL          },
	{"published-online.date-parts", set_date,     M_PUBLISHED, NULL          },
	{"published-print.date-parts",  set_date,     M_PUBLISHED, NULL          },
	{"issued.date-parts",           set_date,     M_PUBLISHED, NULL          },
	{"posted.date-parts",           set_date,     M_PUBLISHED, NULL          },
	{"indexed.date-time",           field_date,   M_MODIFIED,  NULL          },
	{"deposited.date-time",         field_date,   M_MODIFIED,  NULL          },
	{"subject",		     field_plains, M_KEYWORDS,  NULL          },
	{"container-title",             set_escaped,  M_VENUE,     NULL          },
	{"institution.name",            set_escaped,  M_VENUE,     NULL          },
	{"group-title",                 set_escaped,  M_VENUE,     NULL          },
	{"volume",		      set_volume,   M_VOLUME,    NULL          },
	{"issue",		       field_text,   M_ISSUE,     NULL          },
	{"page",			field_text,   M_PAGES,     NULL          },
	{"article-number",              field_text,   M_PAGES,     NULL          },
	{"publisher",                   set_escaped,  M_PUBLISHER, NULL          },
	{"license",		     set_license,  M_LICENSE,   NULL          },
	{"language",                    field_text,   M_LANGUAGE,  NULL          },
	{"URL",			 field_url,    M_URL,       NULL          },
	{"resource.primary.URL",        field_url,    M_URL,       NULL          },
	{"link",			set_pdf,      M_PDF,       NULL          },
	{"is-referenced-by-count",      field_number, M_CITATIONS, NULL          },
	{"updated-by",                  field_word,   M_STATUS,    notices       },
};

static const char *
fill(struct fields *fields, struct json item)
{
	fields_fill(fields, item, rows, COUNT(rows));
	return NULL;
}

/* Lists of journals, members and so on have the same envelope. */
static bool
refused(struct fields *fields, struct json root)
{
	struct json type = json_get(root, SLICE("message-type"));

	if (type.type == JSON_NONE || json_is(type, SLICE("work")) ||
		json_is(type, SLICE("work-list")))
		return false;
	if (json_is(type, SLICE("validation-failure"))) {
		struct json message = fields_get(root, "message.message");

		source_bad(fields->source, 0, "the service refuses: %.*s",
			ERR_SLICE(fields_text(fields, message)));
	} else {
		source_bad(fields->source, 0, "no works, but: %.*s",
			ERR_SLICE(fields_text(fields, type)));
	}
	return true;
}

bool
crossref_sniff(struct slice head)
{
	return answer_has(head, "message-type") ||
	       (answer_has(head, "DOI") &&
		       (answer_has(head, "indexed") ||
			       answer_has(head, "prefix"))) ||
	       (answer_has(head, "items") &&
		       slice_find(head, SLICE("\"DOI\"")) != NULL);
}

void
crossref_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "crossref",
		.lists = {"message.items", "items", "message"},
		.single = "DOI",
		.refused = refused,
		.fill = fill,
	};

	answer_parse(source, &answer);
}
