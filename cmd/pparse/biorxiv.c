/*
 * bioRxiv and medRxiv: their lists of posted versions.
 */
#include "answer.h"
#include "kinds.h"

/* `Lee, A. B.; Chen, C.;` */
static void
set_authors(struct fields *fields, const struct field *field, struct json value)
{
	struct slice rest = fields_plain(fields, value), name;

	(void)field;
	while (slice_cut(&rest, ';', &name)) {
		person_reversed(&fields->person, name);
		person_add(&fields->person, fields->paper);
	}
}

/*
 * `published` is "NA" while there is no article in a journal. Lists of those
 * that have one (/pubs) have names of their own.
 */
static const struct field rows[] = {
	{"doi",				       field_doi,    M_DOI,          NULL},
	{"biorxiv_doi",			       field_doi,    M_DOI,          NULL},
	{"published_doi",			     field_doi,    M_ALIASES,      NULL},
	{"published_journal",                         field_plain,  M_VENUE,        NULL},
	{"preprint_title",			    field_plain,  M_TITLE,        NULL},
	{"preprint_authors",                          set_authors,  M_AUTHORS,      NULL},
	{"preprint_author_corresponding_institution", field_plains,
         M_AFFILIATIONS,							    NULL},
	{"preprint_abstract",                         field_plain,  M_ABSTRACT,     NULL},
	{"preprint_category",                         field_texts,  M_CATEGORIES,   NULL},
	{"preprint_date",			     field_day,    M_PUBLISHED,    NULL},
	{"published",				 field_doi,    M_ALIASES,      NULL},
	{"version",				   field_number, M_VERSION,      NULL},
	{"title",				     field_plain,  M_TITLE,        NULL},
	{"authors",				   set_authors,  M_AUTHORS,      NULL},
	{"author_corresponding_institution",          field_plains, M_AFFILIATIONS,
         NULL									   },
	{"abstract",				  field_plain,  M_ABSTRACT,     NULL},
	{"category",				  field_texts,  M_CATEGORIES,   NULL},
	{"license",				   field_text,   M_LICENSE,      NULL},
};
static const struct field first_version = {"", field_day, M_PUBLISHED, NULL};
static const struct field later_version = {"", field_day, M_UPDATED, NULL};

static struct json
either(struct json item, struct slice name, struct slice otherwise)
{
	struct json value = json_get(item, name);

	return value.type > JSON_NULL ? value : json_get(item, otherwise);
}

/* The day is that of the version; the page, too. */
static const char *
fill(struct fields *fields, struct json item)
{
	struct json date = json_get(item, SLICE("date"));
	struct json version = json_get(item, SLICE("version"));
	struct json server =
		either(item, SLICE("server"), SLICE("preprint_platform"));
	struct slice doi;

	fields_fill(fields, item, rows, COUNT(rows));
	if (json_is(version, SLICE("1")) || slice_eq(version.raw, SLICE("1")))
		field_day(fields, &first_version, date);
	else
		field_day(fields, &later_version, date);
	buf_reset(&fields->name);
	buf_add(&fields->name,
		slice_eq_nocase(fields_text(fields, server), SLICE("medrxiv"))
			? SLICE("medrxiv.org/content/")
			: SLICE("biorxiv.org/content/"));
	doi = fields_text(
		fields, either(item, SLICE("doi"), SLICE("biorxiv_doi")));
	if (doi.len == 0)
		return NULL;
	buf_add(&fields->name, doi);
	if (fields_text(fields, version).len > 0) {
		buf_char(&fields->name, 'v');
		buf_add(&fields->name, fields_text(fields, version));
	}
	answer_address(
		fields, M_URL, "https://www.", buf_slice(&fields->name), "");
	answer_address(fields, M_PDF, "https://www.", buf_slice(&fields->name),
		".full.pdf");
	return NULL;
}

/* An interval without posts is no failure. */
static bool
refused(struct fields *fields, struct json root)
{
	struct slice text =
		fields_text(fields, fields_get(root, "messages.status"));

	if (text.len == 0 || slice_eq_nocase(text, SLICE("ok")) ||
		slice_starts_nocase(text, SLICE("no posts found")))
		return false;
	source_bad(fields->source, 0, "the service refuses: %.*s",
		ERR_SLICE(text));
	return true;
}

bool
biorxiv_sniff(struct slice head)
{
	return answer_has(head, "messages") && answer_has(head, "collection");
}

void
biorxiv_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "biorxiv",
		.type = "article",
		.lists = {"collection"},
		.refused = refused,
		.fill = fill,
	};

	answer_parse(source, &answer);
}
