/*
 * DBLP's search. What is one is an object, what is many an array of them.
 */
#include "answer.h"
#include "kinds.h"

static const struct field_word types[] = {
	{"Informal and Other Publications", "article"         },
	{"Informal Publications",           "article"         },
	{"Journal Articles",                "article-journal" },
	{"Conference and Workshop Papers",  "paper-conference"},
	{"Parts in Books or Collections",   "chapter"         },
	{"Books and Theses",                "book"            },
	{"Reference Works",                 "entry"           },
	{"Data and Artifacts",              "dataset"         },
	{"Editorship",                      "book"            },
	{NULL,			      NULL              },
};

/* `abs/2509.01234` is the volume of a paper of CoRR, and its id. */
static void
set_volume(struct fields *fields, const struct field *field, struct json value)
{
	struct slice volume = fields_text(fields, value);

	if (!slice_starts(volume, SLICE("abs/"))) {
		paper_set(fields->paper, field->member, volume);
		return;
	}
	buf_reset(&fields->name);
	buf_add(&fields->name, SLICE("arxiv:"));
	buf_add(&fields->name, slice_from(volume, SLICE("abs/").len));
	paper_identify(fields->paper, buf_slice(&fields->name));
}

/* Where the paper is: one address, or several. */
static void
set_addresses(
	struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	field_url(fields, field, value);
	if (value.type != JSON_ARRAY)
		paper_identify(fields->paper, fields_text(fields, value));
	while (json_next(&it, &key, &each))
		paper_identify(fields->paper, fields_text(fields, each));
}

/* Without the number behind the name that tells people of one name apart. */
static void
add_author(struct fields *fields, struct json author)
{
	struct slice name = slice_trim(fields_plain(fields,
		author.type == JSON_OBJECT ? json_get(author, SLICE("text"))
					   : author));
	size_t len = name.len;

	while (len > 0 && ascii_digit(name.ptr[len - 1]))
		len--;
	if (name.len - len == 4 && len > 0 && name.ptr[len - 1] == ' ')
		name.len = len;
	paper_add(fields->paper, M_AUTHORS, name);
}

static void
set_authors(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	(void)field;
	if (value.type != JSON_ARRAY) {
		add_author(fields, value);
		return;
	}
	while (json_next(&it, &key, &each))
		add_author(fields, each);
}

/* CoRR is arXiv. */
static void
set_venue(struct fields *fields, const struct field *field, struct json value)
{
	struct slice venue = fields_plain(fields, value);

	if (!slice_eq(venue, SLICE("CoRR")))
		paper_set(fields->paper, field->member, venue);
}

static const struct field rows[] = {
	{"doi",            field_doi,     M_DOI,       NULL   },
	{"volume",         set_volume,    M_VOLUME,    NULL   },
	{"ee",             set_addresses, M_URL,       NULL   },
	{"key",            field_id,      M_ID,        "dblp:"},
	{"type",           field_word,    M_TYPE,      types  },
	{"title",          field_title,   M_TITLE,     NULL   },
	{"authors.author", set_authors,   M_AUTHORS,   NULL   },
	{"year",           field_day,     M_PUBLISHED, NULL   },
	{"venue",          set_venue,     M_VENUE,     NULL   },
	{"number",         field_text,    M_ISSUE,     NULL   },
	{"pages",          field_text,    M_PAGES,     NULL   },
	{"publisher",      field_plain,   M_PUBLISHER, NULL   },
	{"url",            field_url,     M_URL,       NULL   },
};

static const char *
fill(struct fields *fields, struct json item)
{
	struct json found = json_get(item, SLICE("info"));

	if (json_get(found, SLICE("title")).type == JSON_NONE)
		return "an author or a venue, not a paper";
	fields_fill(fields, found, rows, COUNT(rows));
	return NULL;
}

static bool
refused(struct fields *fields, struct json root)
{
	struct json code = fields_get(root, "result.status.@code");
	struct json text = fields_get(root, "result.status.text");

	if (code.type == JSON_NONE || json_is(code, SLICE("200")))
		return false;
	source_bad(fields->source, 0, "the service refuses: %.*s",
		ERR_SLICE(fields_text(fields, text)));
	return true;
}

bool
dblp_sniff(struct slice head)
{
	return answer_has(head, "result.hits") ||
	       answer_has(head, "result.status");
}

void
dblp_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "dblp",
		.lists = {"result.hits.hit"},
		.refused = refused,
		.fill = fill,
	};

	answer_parse(source, &answer);
}
