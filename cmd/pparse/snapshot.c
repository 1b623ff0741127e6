/*
 * The snapshot of arXiv's metadata that Kaggle has (arxiv-metadata-oai-
 * snapshot.json): a line for each paper.
 */
#include "answer.h"
#include "arxiv.h"
#include "kinds.h"

/*
 * Copies in which the ids went through a number have lost zeros at both ends:
 * 704.001 is 0704.0010. Since 2015 there are five digits behind the dot.
 */
static void
set_id(struct fields *fields, const struct field *field, struct json value)
{
	struct slice serial = slice_trim(fields_text(fields, value)), month;
	struct buf *id = &fields->name;
	size_t digits = 0;

	(void)field;
	buf_reset(id);
	buf_add(id, serial);
	if (slice_cut(&serial, '.', &month) && month.len <= 4 &&
		ascii_digit(month.ptr[0])) {
		buf_reset(id);
		for (size_t i = month.len; i < 4; i++)
			buf_char(id, '0');
		buf_add(id, month);
		digits =
			slice_compare(buf_slice(id), SLICE("1501")) < 0 ? 4 : 5;
		buf_char(id, '.');
		buf_add(id, serial);
		for (size_t i = serial.len; i < digits; i++)
			buf_char(id, '0');
	}
	if (paper_identify(fields->paper, buf_slice(id)))
		arxiv_addresses(fields->paper, buf_slice(id));
}

/* One string with a blank between the categories. */
static void
set_categories(
	struct fields *fields, const struct field *field, struct json value)
{
	(void)field;
	arxiv_categories(fields->paper, fields_text(fields, value), ' ');
}

static void
set_abstract(
	struct fields *fields, const struct field *field, struct json value)
{
	struct slice text = fields_text(fields, value);

	buf_reset(&fields->plain);
	arxiv_paragraphs(&fields->plain, text);
	arxiv_set(fields->paper, field->member, buf_slice(&fields->plain));
}

static void
set_typed(struct fields *fields, const struct field *field, struct json value)
{
	arxiv_set(fields->paper, field->member, fields_text(fields, value));
}

/* Family, given, suffix, and then affiliations, or numbers that lead to them.
 */
static void
set_authors(struct fields *fields, const struct field *field, struct json value)
{
	struct person *person = &fields->person;
	struct buf *const order[] = {
		&person->family, &person->given, &person->suffix};
	struct json_iter it = json_iter(value);
	struct json key, author, part;

	(void)field;
	while (json_next(&it, &key, &author)) {
		struct json_iter in = json_iter(author);
		size_t i = 0;

		while (json_next(&in, &key, &part)) {
			struct slice text = fields_text(fields, part);

			if (i < COUNT(order))
				buf_add(order[i++], text);
			else if (text.len > 0 && !ascii_digit(text.ptr[0]))
				paper_add(fields->paper, M_AFFILIATIONS, text);
		}
		arxiv_person(fields->paper, person);
	}
}

/* `v2` */
static void
set_version(struct fields *fields, const struct field *field, struct json value)
{
	struct slice text = fields_text(fields, value), rest;
	int64_t version;

	if (slice_starts(text, SLICE("v")))
		text = slice_from(text, 1);
	if (json_int(json_value(text, &rest), &version))
		paper_set_number(fields->paper, field->member, version);
}

static void
set_last_version(
	struct fields *fields, const struct field *field, struct json versions)
{
	static const struct field rows[] = {
		{"version", set_version, M_VERSION, NULL},
		{"created", field_date,  M_UPDATED, NULL},
	};
	struct json_iter it = json_iter(versions);
	struct json key, last = {.type = JSON_NONE}, each;

	(void)field;
	while (json_next(&it, &key, &each))
		last = each;
	fields_fill(fields, last, rows, COUNT(rows));
}

/* A new version without a text has the reason in its comments. */
static void
set_status(struct fields *fields, const struct field *field, struct json value)
{
	static const struct slice phrases[] = {SLICE_INIT("been withdrawn"),
		SLICE_INIT("is withdrawn"), SLICE_INIT("paper withdrawn")};
	struct slice text = fields_text(fields, value);
	bool withdrawn = slice_starts_nocase(text, SLICE("withdrawn"));

	for (size_t i = 0; i < COUNT(phrases); i++)
		withdrawn |= slice_find_nocase(text, phrases[i]) != NULL;
	if (withdrawn)
		paper_set(fields->paper, field->member, SLICE("withdrawn"));
}

static const struct field rows[] = {
	{"id",	       set_id,           M_ID,            NULL},
	{"title",            set_typed,        M_TITLE,         NULL},
	{"authors_parsed",   set_authors,      M_AUTHORS,       NULL},
	{"abstract",         set_abstract,     M_ABSTRACT,      NULL},
	{"versions.created", field_date,       M_PUBLISHED,     NULL},
	{"versions",         set_last_version, M_UPDATED,       NULL},
	{"update_date",      field_day,        M_MODIFIED,      NULL},
	{"categories",       set_categories,   M_CATEGORIES,    NULL},
	{"journal-ref",      set_typed,        M_JOURNAL_REF,   NULL},
	{"report-no",        field_text,       M_REPORT_NUMBER, NULL},
	{"doi",              field_doi,        M_DOI,           NULL},
	{"comments",         set_typed,        M_COMMENT,       NULL},
	{"license",          field_text,       M_LICENSE,       NULL},
	{"comments",         set_status,       M_STATUS,        NULL},
	{"submitter",        field_text,       M_SUBMITTER,     NULL},
};

static const char *
fill(struct fields *fields, struct json item)
{
	fields_fill(fields, item, rows, COUNT(rows));
	return NULL;
}

bool
snapshot_sniff(struct slice head)
{
	return answer_has(head, "categories") && answer_has(head, "abstract") &&
	       (answer_has(head, "update_date") ||
		       answer_has(head, "authors_parsed"));
}

void
snapshot_parse(struct source *source)
{
	static const struct answer answer = {.name = "arxiv",
		.type = "article",
		.single = "id",
		.fill = fill};

	answer_parse(source, &answer);
}
