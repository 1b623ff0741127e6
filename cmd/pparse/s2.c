/*
 * Semantic Scholar: a paper, searches, batches, recommendations, the citations
 * and references of a paper, the papers of an author.
 */
#include "answer.h"
#include "kinds.h"

static const struct people people = {
	.parts = {[PERSON_NAME] = {.path = "name"},
		  [PERSON_ORCID] = {.path = "externalIds.ORCID"},
		  [PERSON_ID] = {.path = "authorId"},
		  [PERSON_AFFILIATIONS] = {.path = "affiliations"}},
	.id_prefix = "s2author:",
};

static const struct field_word types[] = {
	{"Conference",     "paper-conference"},
	{"BookSection",    "chapter"         },
	{"Book",           "book"            },
	{"Dataset",        "dataset"         },
	{"JournalArticle", "article-journal" },
	{"Review",         "article-journal" },
	{NULL,             NULL              },
};

/* What it calls a journal may be arXiv, and its volume the id. */
static const struct field_word preprints[] = {
	{"arXiv",     "article"},
	{"arXiv.org", "article"},
	{"bioRxiv",   "article"},
	{"medRxiv",   "article"},
	{NULL,        NULL     },
};

static void
set_venue(struct fields *fields, const struct field *field, struct json value)
{
	struct slice venue = fields_text(fields, value);

	if (!slice_eq_nocase(venue, SLICE("arXiv")) &&
		!slice_eq_nocase(venue, SLICE("arXiv.org")))
		paper_set(fields->paper, field->member, venue);
}

static void
set_volume(struct fields *fields, const struct field *field, struct json value)
{
	struct slice volume = fields_text(fields, value);

	if (!slice_starts(volume, SLICE("abs/")))
		paper_set(fields->paper, field->member, volume);
}

/* `2149 - 2160` */
static void
set_pages(struct fields *fields, const struct field *field, struct json value)
{
	struct slice pages = fields_text(fields, value);

	buf_reset(&fields->plain);
	for (size_t i = 0; i < pages.len; i++)
		if (!ascii_space(pages.ptr[i]))
			buf_char(&fields->plain, pages.ptr[i]);
	paper_set(fields->paper, field->member, buf_slice(&fields->plain));
}

static const struct field rows[] = {
	{"externalIds.ArXiv",         field_id,     M_ID,        "arxiv:"   },
	{"externalIds.DOI",           field_doi,    M_DOI,       NULL       },
	{"externalIds.PubMed",        field_id,     M_ID,        "pmid:"    },
	{"externalIds.PubMedCentral", field_id,     M_ID,        "pmcid:PMC"},
	{"externalIds.ACL",           field_id,     M_ID,        "acl:"     },
	{"externalIds.DBLP",          field_id,     M_ID,        "dblp:"    },
	{"paperId",                   field_id,     M_ID,        "s2:"      },
	{"journal.name",              field_word,   M_TYPE,      preprints  },
	{"venue",		     field_word,   M_TYPE,      preprints  },
	{"publicationTypes",          field_word,   M_TYPE,      types      },
	{"title",		     field_plain,  M_TITLE,     NULL       },
	{"authors",                   field_people, M_AUTHORS,   &people    },
	{"abstract",                  field_plain,  M_ABSTRACT,  NULL       },
	{"publicationDate",           field_day,    M_PUBLISHED, NULL       },
	{"year",		      field_day,    M_PUBLISHED, NULL       },
	{"venue",		     set_venue,    M_VENUE,     NULL       },
	{"journal.name",              set_venue,    M_VENUE,     NULL       },
	{"journal.volume",            set_volume,   M_VOLUME,    NULL       },
	{"journal.pages",             set_pages,    M_PAGES,     NULL       },
	{"url",		       field_url,    M_URL,       NULL       },
	{"openAccessPdf.url",         field_url,    M_PDF,       NULL       },
	{"openAccessPdf.license",     field_text,   M_LICENSE,   NULL       },
	{"citationCount",             field_number, M_CITATIONS, NULL       },
	{"tldr.text",                 field_text,   M_SUMMARY,   NULL       },
};

/* Citations, references and snippets have the paper inside. */
static struct json
paper_in(struct json item)
{
	static const struct slice names[] = {SLICE_INIT("citingPaper"),
		SLICE_INIT("citedPaper"), SLICE_INIT("paper")};

	for (size_t i = 0; i < COUNT(names); i++) {
		struct json paper = json_get(item, names[i]);

		if (paper.type == JSON_OBJECT)
			return paper;
	}
	return item;
}

static const char *
fill(struct fields *fields, struct json item)
{
	struct json paper = paper_in(item);

	if (json_get(paper, SLICE("authorId")).type != JSON_NONE)
		return "an author, not a paper";
	fields_fill(fields, paper, rows, COUNT(rows));
	return NULL;
}

bool
s2_sniff(struct slice head)
{
	static const char *const marks[] = {"paperId", "recommendedPapers",
		"authorId", "citingPaper", "citedPaper", "data.paperId",
		"data.citingPaper", "data.citedPaper", "data.snippet",
		"data.authorId"};

	for (size_t i = 0; i < COUNT(marks); i++)
		if (answer_has(head, marks[i]))
			return true;
	/* Nothing found, or behind the last page. */
	return answer_has(head, "offset") ||
	       (answer_has(head, "total") && answer_has(head, "token"));
}

void
s2_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "s2",
		.lists = {"data", "recommendedPapers"},
		.single = "paperId",
		.fill = fill,
	};

	answer_parse(source, &answer);
}
