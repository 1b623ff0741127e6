/*
 * Europe PMC: a search, with all of a result or with the little that it has
 * unless it is asked for more.
 */
#include "answer.h"
#include "kinds.h"

static const struct people people = {
	.parts = {[PERSON_GIVEN] = {.path = "firstName"},
		  [PERSON_FAMILY] = {.path = "lastName"},
		  [PERSON_NAME] = {.path = "collectiveName"},
		  [PERSON_ORCID] = {.path = "authorId.value"}},
	.groups = true,
};

static const struct field_word types[] = {
	{"preprint",         "article"        },
	{"book chapter",     "chapter"        },
	{"chapter-article",  "chapter"        },
	{"book",             "book"           },
	{"journal article",  "article-journal"},
	{"research-article", "article-journal"},
	{"review-article",   "article-journal"},
	{"review",           "article-journal"},
	{"letter",           "article-journal"},
	{"editorial",        "article-journal"},
	{NULL,	       NULL             },
};

/* Of preprints, patents and so on it says so here. */
static const struct field_word sources[] = {
	{"PPR", "article"},
	{"ETH", "thesis" },
	{"PAT", "patent" },
	{NULL,  NULL     },
};

static const struct field_word states[] = {
	{"retracted publication", "retracted"},
	{"retracted-article",     "retracted"},
	{NULL,		    NULL       },
};

/* The worst that a notice did. */
static const struct field_word notices[] = {
	{"Retraction in", "retracted"},
	{"Erratum in",    "corrected"},
	{"Correction in", "corrected"},
	{NULL,            NULL       },
};

static void
set_affiliations(
	struct fields *fields, const struct field *field, struct json value)
{
	static const struct field inside = {
		"", field_plains, M_AFFILIATIONS, "affiliation"};
	struct json_iter it = json_iter(value);
	struct json key, author, list;

	(void)field;
	while (json_next(&it, &key, &author)) {
		list = fields_get(author,
			"authorAffiliationDetailsList.authorAffiliation");
		if (list.type == JSON_ARRAY)
			field_plains(fields, &inside, list);
	}
}

/* `Lee A, Chen B.`, where there is no list. */
static void
set_author_string(
	struct fields *fields, const struct field *field, struct json value)
{
	struct slice rest = slice_trim(fields_plain(fields, value)), name;

	if (paper_has(fields->paper, field->member))
		return;
	if (slice_ends(rest, SLICE(".")))
		rest.len--;
	while (slice_cut(&rest, ',', &name))
		paper_add(fields->paper, field->member, slice_trim(name));
}

static void
set_pdf(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	while (json_next(&it, &key, &each)) {
		struct json code = json_get(each, SLICE("availabilityCode"));

		if (json_is(json_get(each, SLICE("documentStyle")),
			    SLICE("pdf")) &&
			(json_is(code, SLICE("OA")) ||
				json_is(code, SLICE("F"))))
			paper_set_url(fields->paper, field->member,
				fields_text(
					fields, json_get(each, SLICE("url"))));
	}
}

static const struct field rows[] = {
	{"doi",				     field_doi,         M_DOI,          NULL    },
	{"pmid",				    field_id,          M_ID,           "pmid:" },
	{"pmcid",				   field_id,          M_ID,           "pmcid:"},
	{"source",				  field_word,        M_TYPE,         sources },
	{"pubTypeList.pubType",                     field_word,        M_TYPE,         types   },
	{"pubType",				 field_word,        M_TYPE,         types   },
	{"title",				   field_title,       M_TITLE,        NULL    },
	{"authorList.author",                       field_people,      M_AUTHORS,      &people },
	{"authorString",			    set_author_string, M_AUTHORS,      NULL    },
	{"authorList.author",                       set_affiliations,  M_AFFILIATIONS, NULL    },
	{"abstractText",			    field_plain,       M_ABSTRACT,     NULL    },
	{"firstPublicationDate",                    field_day,         M_PUBLISHED,    NULL    },
	{"journalInfo.printPublicationDate",        field_day,         M_PUBLISHED,    NULL    },
	{"pubYear",				 field_day,         M_PUBLISHED,    NULL    },
	{"keywordList.keyword",                     field_plains,      M_KEYWORDS,     NULL    },
	{"journalInfo.journal.title",               field_plain,       M_VENUE,        NULL    },
	{"journalTitle",			    field_plain,       M_VENUE,        NULL    },
	{"bookOrReportDetails.publisher",           field_plain,       M_VENUE,        NULL    },
	{"journalInfo.volume",                      field_text,        M_VOLUME,       NULL    },
	{"journalVolume",			   field_text,        M_VOLUME,       NULL    },
	{"journalInfo.issue",                       field_text,        M_ISSUE,        NULL    },
	{"issue",				   field_text,        M_ISSUE,        NULL    },
	{"pageInfo",				field_text,        M_PAGES,        NULL    },
	{"bookOrReportDetails.publisher",           field_plain,       M_PUBLISHER,    NULL    },
	{"license",				 field_text,        M_LICENSE,      NULL    },
	{"language",				field_text,        M_LANGUAGE,     NULL    },
	{"fullTextUrlList.fullTextUrl",             set_pdf,           M_PDF,          NULL    },
	{"citedByCount",			    field_number,      M_CITATIONS,    NULL    },
	{"pubTypeList.pubType",                     field_word,        M_STATUS,       states  },
	{"commentCorrectionList.commentCorrection", field_word,        M_STATUS,
         notices									       },
};

/* The id is unique only with its source. */
static const char *
fill(struct fields *fields, struct json item)
{
	struct buf *key = &fields->name;

	fields_fill(fields, item, rows, COUNT(rows));
	buf_reset(key);
	json_text_add(json_get(item, SLICE("source")), key);
	buf_char(key, '/');
	json_text_add(json_get(item, SLICE("id")), key);
	if (buf_slice(key).ptr[0] != '/' &&
		!slice_ends(buf_slice(key), SLICE("/")))
		answer_address(fields, M_URL, "https://europepmc.org/article/",
			buf_slice(key), "");
	return NULL;
}

static bool
refused(struct fields *fields, struct json root)
{
	struct json message = json_get(root, SLICE("errMsg"));

	if (message.type == JSON_NONE)
		return false;
	source_bad(fields->source, 0, "the service refuses: %.*s",
		ERR_SLICE(fields_text(fields, message)));
	return true;
}

bool
europepmc_sniff(struct slice head)
{
	return answer_has(head, "resultList") || answer_has(head, "errCode") ||
	       (answer_has(head, "hitCount") && answer_has(head, "version"));
}

void
europepmc_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "europepmc",
		.lists = {"resultList.result"},
		.refused = refused,
		.fill = fill,
	};

	answer_parse(source, &answer);
}
