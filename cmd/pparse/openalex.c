/*
 * OpenAlex: a work, or a list of works.
 */
#include <stdlib.h>

#include "answer.h"
#include "crossref.h"
#include "kinds.h"
#include "markup.h"
#include "mem.h"

static const struct people people = {
	.parts = {[PERSON_NAME] = {.path = "author.display_name"},
		  [PERSON_ORCID] = {.path = "author.orcid"},
		  [PERSON_ID] = {.path = "author.id"},
		  [PERSON_AFFILIATIONS] = {.path = "institutions"}},
	.id_prefix = "openalex:",
	.affiliation = "display_name",
};

/* Where the source has lost the author, it has what the paper says. */
static const struct people raw_people = {
	.parts = {[PERSON_NAME] = {.path = "raw_author_name"}},
	.reversed = true,
};

static const struct field_word types[] = {
	{"preprint",        "article"        },
	{"book-chapter",    "chapter"        },
	{"book",            "book"           },
	{"dissertation",    "thesis"         },
	{"dataset",         "dataset"        },
	{"report",          "report"         },
	{"review",          "article-journal"},
	{"letter",          "article-journal"},
	{"editorial",       "article-journal"},
	{"standard",        "standard"       },
	{"reference-entry", "entry"          },
	{"peer-review",     "review"         },
	{NULL,              NULL             },
};

/* An `article` is whatever the place makes of it. */
static const struct field_word places[] = {
	{"conference", "paper-conference"},
	{"repository", "article"         },
	{NULL,         NULL              },
};
static const struct field_word article[] = {
	{"article", "article-journal"},
	{NULL,      NULL             },
};

static void
set_people(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	while (json_next(&it, &key, &each)) {
		struct json author = json_get(each, SLICE("author")), name;
		struct field one = *field;

		name = json_get(author, SLICE("display_name"));
		one.arg = name.type == JSON_STRING ? &people : &raw_people;
		field_people(fields, &one, each);
	}
}

/* A word of an abstract, and where it stands. */
struct placed {
	int64_t place;
	struct json word;
};

static int
by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* {"word":[places]}: the text, turned inside out. */
static void
set_abstract(
	struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json word, places_of, key, place;
	struct placed *all = NULL;
	size_t count = 0, room = 0;
	struct buf *text = &fields->full;

	while (json_next(&it, &word, &places_of)) {
		struct json_iter in = json_iter(places_of);

		while (json_next(&in, &key, &place)) {
			if (count == room)
				all = mem_grow(
					all, &room, count + 1, sizeof(*all));
			all[count].word = word;
			if (json_int(place, &all[count].place))
				count++;
		}
	}
	if (count > 0)
		qsort(all, count, sizeof(*all), by_place);
	buf_reset(text);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_char(text, ' ');
		json_text_add(all[i].word, text);
	}
	free(all);
	buf_reset(&fields->plain);
	markup_text(&fields->plain, buf_slice(text));
	paper_set(fields->paper, field->member, buf_slice(&fields->plain));
}

/* The copy on arXiv is the same work. */
static void
set_locations(
	struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, location;

	(void)field;
	while (json_next(&it, &key, &location)) {
		struct slice url = fields_text(
			fields, json_get(location, SLICE("landing_page_url")));

		/* Its version is not that of the work. */
		while (url.len > 0 && ascii_digit(url.ptr[url.len - 1]))
			url.len--;
		if (slice_ends(url, SLICE("v")))
			url.len--;
		else
			url = fields_text(fields,
				json_get(location, SLICE("landing_page_url")));
		if (slice_find(url, SLICE("arxiv.org/abs/")) != NULL)
			paper_identify(fields->paper, url);
	}
}

/* An address whose last part is the number, without the letters PMC. */
static void
set_pmcid(struct fields *fields, const struct field *field, struct json value)
{
	struct slice text = fields_text(fields, value);
	size_t at = text.len;

	(void)field;
	while (at > 0 && ascii_digit(text.ptr[at - 1]))
		at--;
	if (at == text.len)
		return;
	buf_reset(&fields->plain);
	buf_add(&fields->plain, SLICE("pmcid:PMC"));
	buf_add(&fields->plain, slice_from(text, at));
	paper_identify(fields->paper, buf_slice(&fields->plain));
}

/* `arXiv (Cornell University)` publishes nothing. */
static void
set_venue(struct fields *fields, const struct field *field, struct json value)
{
	struct slice venue = fields_plain(fields, value);

	if (!slice_starts(venue, SLICE("arXiv (")))
		paper_set(fields->paper, field->member, venue);
}

#define PLACE "primary_location."

static const struct field rows[] = {
	{"doi",				 field_doi,     M_DOI,       NULL                  },
	{"ids.pmid",			    field_id,      M_ID,        NULL                  },
	{"ids.pmcid",			   set_pmcid,     M_ID,        NULL                  },
	{"id",				  field_id,      M_ID,        NULL                  },
	{"locations",			   set_locations, M_ID,        NULL                  },
	{"type_crossref",                       field_word,    M_TYPE,      crossref_types        },
	{"type",				field_word,    M_TYPE,      types                 },
	{PLACE "source.type",                   field_word,    M_TYPE,      places                },
	{"type",				field_word,    M_TYPE,      article               },
	{"title",			       field_plain,   M_TITLE,     NULL                  },
	{"display_name",                        field_plain,   M_TITLE,     NULL                  },
	{"authorships",			 set_people,    M_AUTHORS,   NULL                  },
	{"abstract_inverted_index",             set_abstract,  M_ABSTRACT,  NULL                  },
	{"publication_date",                    field_day,     M_PUBLISHED, NULL                  },
	{"publication_year",                    field_day,     M_PUBLISHED, NULL                  },
	{"updated_date",                        field_date,    M_MODIFIED,  NULL                  },
	{"keywords",			    field_plains,  M_KEYWORDS,  "display_name"        },
	{PLACE "source.display_name",           set_venue,     M_VENUE,     NULL                  },
	{"biblio.volume",                       field_text,    M_VOLUME,    NULL                  },
	{"biblio.issue",                        field_text,    M_ISSUE,     NULL                  },
	{"biblio",			      field_pages,   M_PAGES,     "first_page last_page"},
	{PLACE "source.host_organization_name", field_plain,   M_PUBLISHER, NULL                  },
	{PLACE "license",                       field_text,    M_LICENSE,   NULL                  },
	{"language",			    field_text,    M_LANGUAGE,  NULL                  },
	{PLACE "landing_page_url",              field_url,     M_URL,       NULL                  },
	{"id",				  field_url,     M_URL,       NULL                  },
	{"best_oa_location.pdf_url",            field_url,     M_PDF,       NULL                  },
	{PLACE "pdf_url",                       field_url,     M_PDF,       NULL                  },
	{"cited_by_count",                      field_number,  M_CITATIONS, NULL                  },
	{"is_retracted",                        field_true,    M_STATUS,    "retracted"           },
};

static const char *
fill(struct fields *fields, struct json item)
{
	struct slice id = fields_text(fields, json_get(item, SLICE("id")));

	if (id.len > 0 && slice_find(id, SLICE("/W")) == NULL)
		return "not a work";
	fields_fill(fields, item, rows, COUNT(rows));
	return NULL;
}

bool
openalex_sniff(struct slice head)
{
	return answer_has(head, "abstract_inverted_index") ||
	       answer_has(head, "authorships") ||
	       answer_has(head, "open_access") ||
	       (answer_has(head, "results") &&
		       (answer_has(head, "meta") ||
			       slice_find(head, SLICE("\"abstract_inverted_"
						      "index\"")))) ||
	       slice_starts(answer_peek(head, "id").raw,
		       SLICE("\"https://openalex.org/"));
}

void
openalex_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "openalex",
		.lists = {"results"},
		.single = "",
		.fill = fill,
	};

	answer_parse(source, &answer);
}
