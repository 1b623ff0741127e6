/*
 * Unpaywall: a DOI, or a search.
 */
#include "answer.h"
#include "crossref.h"
#include "kinds.h"

static const struct people people = {
	.parts = {[PERSON_GIVEN] = {.path = "given"},
		  [PERSON_FAMILY] = {.path = "family"},
		  [PERSON_SUFFIX] = {.path = "suffix"},
		  [PERSON_NAME] = {.path = "raw_author_name"},
		  [PERSON_ORCID] = {.path = "ORCID"},
		  [PERSON_AFFILIATIONS] = {.path = "affiliation"}},
	.affiliation = "name",
};

/* Since 2025 they are strings. */
static void
set_affiliations(
	struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, author;

	while (json_next(&it, &key, &author))
		field_plains(fields, field,
			json_get(author, SLICE("raw_affiliation_strings")));
}

static const struct field rows[] = {
	{"doi",			  field_doi,        M_DOI,          NULL          },
	{"genre",			field_word,       M_TYPE,         crossref_types},
	{"title",			field_plain,      M_TITLE,        NULL          },
	{"z_authors",                    field_people,     M_AUTHORS,      &people       },
	{"z_authors",                    set_affiliations, M_AFFILIATIONS, NULL          },
	{"published_date",               field_day,        M_PUBLISHED,    NULL          },
	{"year",			 field_day,        M_PUBLISHED,    NULL          },
	{"updated",		      field_date,       M_MODIFIED,     NULL          },
	{"journal_name",                 field_plain,      M_VENUE,        NULL          },
	{"publisher",                    field_plain,      M_PUBLISHER,    NULL          },
	{"best_oa_location.license",     field_text,       M_LICENSE,      NULL          },
	{"doi_url",		      field_url,        M_URL,          NULL          },
	{"best_oa_location.url_for_pdf", field_url,        M_PDF,          NULL          },
};

static const char *
fill(struct fields *fields, struct json item)
{
	struct json found = json_get(item, SLICE("response"));

	fields_fill(fields, found.type == JSON_OBJECT ? found : item, rows,
		COUNT(rows));
	return NULL;
}

bool
unpaywall_sniff(struct slice head)
{
	return answer_has(head, "oa_status") ||
	       answer_has(head, "best_oa_location") ||
	       answer_has(head, "elapsed_seconds");
}

void
unpaywall_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "unpaywall",
		.lists = {"results"},
		.single = "doi",
		.fill = fill,
	};

	answer_parse(source, &answer);
}
