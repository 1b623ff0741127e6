/*
 * DataCite: a DOI, or a list of them, as JSON:API has it.
 */
#include "answer.h"
#include "ident.h"
#include "kinds.h"

static const struct people people = {
	.parts = {[PERSON_GIVEN] = {.path = "givenName"},
		  [PERSON_FAMILY] = {.path = "familyName"},
		  [PERSON_NAME] = {.path = "name"},
		  [PERSON_ORCID] = {.path = "nameIdentifiers.nameIdentifier"},
		  [PERSON_AFFILIATIONS] = {.path = "affiliation"},
		  [PERSON_IS_GROUP] = {.path = "nameType"}},
	.affiliation = "name",
	.group = "Organizational",
	.reversed = true,
};

static const struct field_word general_types[] = {
	{"JournalArticle",       "article-journal" },
	{"ConferencePaper",      "paper-conference"},
	{"ConferenceProceeding", "paper-conference"},
	{"Preprint",             "article"         },
	{"BookChapter",          "chapter"         },
	{"Book",		 "book"            },
	{"Dissertation",         "thesis"          },
	{"Dataset",              "dataset"         },
	{"Software",             "software"        },
	{"Report",               "report"          },
	{"Standard",             "standard"        },
	{"PeerReview",           "review"          },
	{NULL,		   NULL              },
};

/* The first of the titles that is not a subtitle or a translation. */
static void
set_title(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, title;

	while (json_next(&it, &key, &title))
		if (json_get(title, SLICE("titleType")).type <= JSON_NULL)
			paper_set(fields->paper, field->member,
				fields_plain(fields,
					json_get(title, SLICE("title"))));
}

/* Calls SET with the member NAME of each object whose member TYPE is ARG. */
static void
of_type(struct fields *fields, const struct field *field, struct json value,
	struct slice type, struct slice name, field_set *set)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	while (json_next(&it, &key, &each))
		if (json_is(json_get(each, type), slice_of(field->arg)))
			set(fields, field, json_get(each, name));
}

static void
set_description(
	struct fields *fields, const struct field *field, struct json value)
{
	of_type(fields, field, value, SLICE("descriptionType"),
		SLICE("description"), field_plain);
}

/* Of a span `2016-03/2016-05` its beginning. */
static void
set_span(struct fields *fields, const struct field *field, struct json value)
{
	struct slice rest = fields_text(fields, value), begin;
	struct date date;

	slice_cut(&rest, '/', &begin);
	if (date_read(slice_trim(begin), &date))
		paper_set_date(fields->paper, field->member, &date);
}

static void
set_date(struct fields *fields, const struct field *field, struct json value)
{
	of_type(fields, field, value, SLICE("dateType"), SLICE("date"),
		set_span);
}

/* The same work under another identifier. */
static void
set_related(struct fields *fields, const struct field *field, struct json value)
{
	static const char *const relations[] = {
		"IsVersionOf", "IsIdenticalTo", "IsVariantFormOf"};
	struct json_iter it = json_iter(value);
	struct json key, each;

	(void)field;
	while (json_next(&it, &key, &each)) {
		struct json type =
			json_get(each, SLICE("relatedIdentifierType"));
		struct json relation = json_get(each, SLICE("relationType"));
		struct json id = json_get(each, SLICE("relatedIdentifier"));

		for (size_t i = 0; i < COUNT(relations); i++)
			if (json_is(relation, slice_of(relations[i])) &&
				(json_is(type, SLICE("DOI")) ||
					json_is(type, SLICE("arXiv"))))
				paper_identify(
					fields->paper, fields_text(fields, id));
	}
}

/* arXiv's subjects are `Machine Learning (cs.LG)`. */
static void
set_subjects(
	struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	while (json_next(&it, &key, &each)) {
		struct slice text = slice_trim(
			fields_plain(fields, json_get(each, SLICE("subject"))));
		struct slice rest = text, head;

		slice_cut(&rest, '(', &head);
		if (slice_ends(rest, SLICE(")")))
			rest.len--;
		if (rest.len > 0 && ident_category(rest))
			paper_add(fields->paper, M_CATEGORIES, rest);
		else
			paper_add(fields->paper, field->member, text);
	}
}

/* Since 2023 an object with a name. */
static void
set_publisher(
	struct fields *fields, const struct field *field, struct json value)
{
	if (value.type == JSON_OBJECT)
		value = json_get(value, SLICE("name"));
	field_plain(fields, field, value);
}

static const struct field rows[] = {
	{"doi",		       field_doi,       M_DOI,       NULL                },
	{"relatedIdentifiers",        set_related,     M_ALIASES,   NULL                },
	{"types.citeproc",            field_text,      M_TYPE,      NULL                },
	{"types.resourceTypeGeneral", field_word,      M_TYPE,      general_types       },
	{"titles",		    set_title,       M_TITLE,     NULL                },
	{"creators",                  field_people,    M_AUTHORS,   &people             },
	{"descriptions",              set_description, M_ABSTRACT,  "Abstract"          },
	{"dates",		     set_date,        M_PUBLISHED, "Issued"            },
	{"dates",		     set_date,        M_PUBLISHED, "Submitted"         },
	{"dates",		     set_date,        M_PUBLISHED, "Available"         },
	{"publicationYear",           field_day,       M_PUBLISHED, NULL                },
	{"dates",		     set_date,        M_UPDATED,   "Updated"           },
	{"updated",                   field_date,      M_MODIFIED,  NULL                },
	{"subjects",                  set_subjects,    M_KEYWORDS,  NULL                },
	{"container.title",           field_plain,     M_VENUE,     NULL                },
	{"container.volume",          field_text,      M_VOLUME,    NULL                },
	{"container.issue",           field_text,      M_ISSUE,     NULL                },
	{"container",                 field_pages,     M_PAGES,     "firstPage lastPage"},
	{"publisher",                 set_publisher,   M_PUBLISHER, NULL                },
	{"rightsList.rightsUri",      field_text,      M_LICENSE,   NULL                },
	{"rightsList.rights",         field_text,      M_LICENSE,   NULL                },
	{"language",                  field_text,      M_LANGUAGE,  NULL                },
	{"url",		       field_url,       M_URL,       NULL                },
	{"citationCount",             field_number,    M_CITATIONS, NULL                },
};

static const char *
fill(struct fields *fields, struct json item)
{
	struct json attributes = json_get(item, SLICE("attributes"));

	fields_fill(fields, attributes, rows, COUNT(rows));
	return NULL;
}

bool
datacite_sniff(struct slice head)
{
	struct json type = answer_peek(head, "type");

	return json_is(type, SLICE("dois")) ||
	       answer_has(head, "data.attributes") ||
	       (answer_has(head, "data") && answer_has(head, "meta"));
}

void
datacite_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "datacite",
		.lists = {"data"},
		.single = "attributes",
		.fill = fill,
	};

	answer_parse(source, &answer);
}
