/*
 * NASA's Astrophysics Data System: a search.
 */
#include "answer.h"
#include "kinds.h"

static const struct people people = {.reversed = true};

static const struct field_word types[] = {
	{"eprint",        "article"         },
	{"article",       "article-journal" },
	{"inproceedings", "paper-conference"},
	{"abstract",      "paper-conference"},
	{"inbook",        "chapter"         },
	{"book",          "book"            },
	{"proceedings",   "book"            },
	{"phdthesis",     "thesis"          },
	{"mastersthesis", "thesis"          },
	{"techreport",    "report"          },
	{"software",      "software"        },
	{NULL,            NULL              },
};

/* Month and day are 00 where they are not known. */
static void
set_date(struct fields *fields, const struct field *field, struct json value)
{
	struct slice text = fields_text(fields, value);
	struct date date;

	while (slice_ends(text, SLICE("-00")))
		text.len -= 3;
	if (date_read_day(text, &date))
		paper_set_date(fields->paper, field->member, &date);
}

/* DOIs, `arXiv:2509.01234`, and bibcodes, which are none of our ids. */
static void
set_ids(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	(void)field;
	while (json_next(&it, &key, &each))
		paper_identify(fields->paper, fields_text(fields, each));
}

static void
set_venue(struct fields *fields, const struct field *field, struct json value)
{
	struct slice venue = fields_plain(fields, value);

	if (!slice_eq_nocase(venue, SLICE("arXiv e-prints")))
		paper_set(fields->paper, field->member, venue);
}

static void
set_page(struct fields *fields, const struct field *field, struct json value)
{
	struct slice page = fields_text(fields, value);

	if (!slice_starts_nocase(page, SLICE("arXiv:")))
		paper_set(fields->paper, field->member, page);
}

/* A bibcode may have an `&` (A&A). */
static void
set_bibcode(struct fields *fields, const struct field *field, struct json value)
{
	struct slice bibcode = fields_text(fields, value);

	buf_reset(&fields->plain);
	for (size_t i = 0; i < bibcode.len; i++)
		if (bibcode.ptr[i] == '&')
			buf_add(&fields->plain, SLICE("%26"));
		else
			buf_char(&fields->plain, bibcode.ptr[i]);
	if (bibcode.len > 0)
		answer_address(fields, field->member,
			"https://ui.adsabs.harvard.edu/abs/",
			buf_slice(&fields->plain), "/abstract");
}

static const struct field rows[] = {
	{"identifier",     set_ids,      M_ID,         NULL   },
	{"doi",            field_doi,    M_DOI,        NULL   },
	{"doctype",        field_word,   M_TYPE,       types  },
	{"title",          field_plain,  M_TITLE,      NULL   },
	{"author",         field_people, M_AUTHORS,    &people},
	{"abstract",       field_plain,  M_ABSTRACT,   NULL   },
	{"pubdate",        set_date,     M_PUBLISHED,  NULL   },
	{"date",           field_day,    M_PUBLISHED,  NULL   },
	{"arxiv_class",    field_texts,  M_CATEGORIES, NULL   },
	{"keyword",        field_plains, M_KEYWORDS,   NULL   },
	{"pub",            set_venue,    M_VENUE,      NULL   },
	{"volume",         field_text,   M_VOLUME,     NULL   },
	{"issue",          field_text,   M_ISSUE,      NULL   },
	{"page",           set_page,     M_PAGES,      NULL   },
	{"bibcode",        set_bibcode,  M_URL,        NULL   },
	{"citation_count", field_number, M_CITATIONS,  NULL   },
};

static const char *
fill(struct fields *fields, struct json item)
{
	fields_fill(fields, item, rows, COUNT(rows));
	return NULL;
}

bool
ads_sniff(struct slice head)
{
	return answer_has(head, "response.docs") || answer_has(head, "bibcode");
}

void
ads_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "ads",
		.lists = {"response.docs"},
		.single = "bibcode",
		.fill = fill,
	};

	answer_parse(source, &answer);
}
