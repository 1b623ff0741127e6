/*
 * OpenReview: notes of its API 2, and of API 1, whose content has no `value`.
 */
#include "answer.h"
#include "kinds.h"

static const struct people people = {
	.parts = {[PERSON_NAME] = {.path = "fullname"}},
};

static void
set_people(struct fields *fields, const struct field *field, struct json value)
{
	if (!paper_has(fields->paper, field->member) &&
		value.type == JSON_ARRAY)
		field_people(fields, field, value);
}

/* An array, or one string with commas. */
static void
set_keywords(
	struct fields *fields, const struct field *field, struct json value)
{
	if (value.type == JSON_STRING)
		paper_add_keywords(fields->paper, fields_plain(fields, value));
	else if (value.type == JSON_ARRAY)
		field_plains(fields, field, value);
}

/* What was submitted to a venue has not appeared there. */
static void
set_venue(struct fields *fields, const struct field *field, struct json value)
{
	struct slice venue = fields_text(fields, value);

	if (!slice_starts_nocase(venue, SLICE("Submitted to ")) &&
		slice_find_nocase(venue, SLICE("withdrawn")) == NULL &&
		slice_find_nocase(venue, SLICE("reject")) == NULL)
		paper_set(fields->paper, field->member, venue);
}

static void
set_status(struct fields *fields, const struct field *field, struct json value)
{
	if (slice_ends(
		    fields_text(fields, value), SLICE("/Withdrawn_Submission")))
		paper_set(fields->paper, field->member, SLICE("withdrawn"));
}

static const struct field rows[] = {
	{"id",		     field_id,     M_ID,        "openreview:"},
	{"content.title.value",    field_plain,  M_TITLE,     NULL         },
	{"content.title",          field_plain,  M_TITLE,     NULL         },
	{"content.authors.value",  set_people,   M_AUTHORS,   &people      },
	{"content.authors",        set_people,   M_AUTHORS,   &people      },
	{"content.abstract.value", field_plain,  M_ABSTRACT,  NULL         },
	{"content.abstract",       field_plain,  M_ABSTRACT,  NULL         },
	{"pdate",		  field_millis, M_PUBLISHED, NULL         },
	{"odate",		  field_millis, M_PUBLISHED, NULL         },
	{"cdate",		  field_millis, M_PUBLISHED, NULL         },
	{"mdate",		  field_millis, M_UPDATED,   NULL         },
	{"tmdate",                 field_millis, M_MODIFIED,  NULL         },
	{"content.keywords.value", set_keywords, M_KEYWORDS,  NULL         },
	{"content.keywords",       set_keywords, M_KEYWORDS,  NULL         },
	{"content.venue.value",    set_venue,    M_VENUE,     NULL         },
	{"content.venue",          set_venue,    M_VENUE,     NULL         },
	{"license",                field_text,   M_LICENSE,   NULL         },
	{"content.code.value",     field_url,    M_CODE,      NULL         },
	{"content.code",           field_url,    M_CODE,      NULL         },
	{"content.venueid.value",  set_status,   M_STATUS,    NULL         },
	{"content.venueid",        set_status,   M_STATUS,    NULL         },
	{"content.TLDR.value",     field_plain,  M_SUMMARY,   NULL         },
	{"content.TL;DR.value",    field_plain,  M_SUMMARY,   NULL         },
	{"content.TLDR",           field_plain,  M_SUMMARY,   NULL         },
	{"content.TL;DR",          field_plain,  M_SUMMARY,   NULL         },
};

/* Reviews and replies are notes, too: below the paper's own. */
static const char *
fill(struct fields *fields, struct json item)
{
	static const struct field paths[] = {{.path = "id"}, {.path = "forum"},
		{.path = "content.pdf.value"}, {.path = "content.pdf"}};
	struct json values[COUNT(paths)];
	bool pdf;

	fields_find(item, paths, COUNT(paths), values);
	if (values[1].type == JSON_STRING &&
		!slice_eq(values[0].raw, values[1].raw))
		return answer_skip;
	fields_fill(fields, item, rows, COUNT(rows));
	pdf = values[2].type == JSON_STRING || values[3].type == JSON_STRING;
	if (fields_text(fields, values[0]).len == 0)
		return NULL;
	answer_address(fields, M_URL, "https://openreview.net/forum?id=",
		fields_text(fields, values[0]), "");
	if (pdf)
		answer_address(fields, M_PDF, "https://openreview.net/pdf?id=",
			fields_text(fields, values[0]), "");
	return NULL;
}

bool
openreview_sniff(struct slice head)
{
	return answer_peek(head, "notes").type == JSON_ARRAY ||
	       (answer_has(head, "forum") && answer_has(head, "content"));
}

void
openreview_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "openreview",
		.lists = {"notes"},
		.single = "forum",
		.fill = fill,
	};

	answer_parse(source, &answer);
}
