/*
 * CSL-JSON 1.0.2, as Zotero, pandoc and the registration agencies of DOIs write
 * it: https://docs.citationstyles.org/, "citeproc-js", csl-data.json.
 */
#include "answer.h"
#include "bibdate.h"
#include "doi.h"
#include "extra.h"
#include "kinds.h"
#include "markup.h"
#include "types.h"

/* Members that are text, some with a little HTML in it. */
static const struct {
	struct slice name;
	enum member member;
} texts[] = {
	{SLICE_INIT("title"),           M_TITLE    },
	{SLICE_INIT("container-title"), M_VENUE    },
	{SLICE_INIT("volume"),          M_VOLUME   },
	{SLICE_INIT("issue"),           M_ISSUE    },
	{SLICE_INIT("page"),            M_PAGES    },
	{SLICE_INIT("publisher"),       M_PUBLISHER},
	{SLICE_INIT("abstract"),        M_ABSTRACT },
	{SLICE_INIT("language"),        M_LANGUAGE },
};

/* A string, also as a number or, as Crossref has titles, in an array. */
static struct slice
string_of(struct json value, struct buf *scratch)
{
	struct json_iter it = json_iter(value);
	struct json key, first;

	if (value.type == JSON_NUMBER)
		return value.raw;
	if (value.type == JSON_ARRAY && json_next(&it, &key, &first))
		value = first;
	return json_text(value, scratch);
}

static struct slice
text_of(struct fields *fields, struct json item, struct slice name)
{
	return string_of(json_get(item, name), &fields->text);
}

static struct slice
without_markup(struct fields *fields, struct slice html)
{
	buf_reset(&fields->plain);
	markup_text(&fields->plain, html);
	return buf_slice(&fields->plain);
}

/* Puts NAME of PERSON behind what is in TO, with a blank between. */
static void
append(struct fields *fields, struct buf *to, struct json person,
	struct slice name)
{
	struct slice text = string_of(json_get(person, name), &fields->text);

	if (text.len > 0 && to->len > 0)
		buf_char(to, ' ');
	buf_add(to, text);
}

/* Where there is no family, whatever there is is the whole name. */
static void
add_author(struct fields *fields, struct json value)
{
	struct person *person = &fields->person;

	append(fields, &person->family, value, SLICE("dropping-particle"));
	append(fields, &person->family, value, SLICE("non-dropping-particle"));
	append(fields, &person->family, value, SLICE("family"));
	if (person->family.len == 0)
		append(fields, &person->family, value, SLICE("literal"));
	append(fields,
		person->family.len > 0 ? &person->given : &person->family,
		value, SLICE("given"));
	append(fields, &person->suffix, value, SLICE("suffix"));
	person_add(person, fields->paper);
}

static void
add_authors(struct fields *fields, struct json item)
{
	struct json_iter it = json_iter(json_get(item, SLICE("author")));
	struct json key, person;

	while (json_next(&it, &key, &person))
		add_author(fields, person);
}

static void
set_published(struct fields *fields, struct json item)
{
	struct json issued = json_get(item, SLICE("issued"));
	struct json parts = json_get(issued, SLICE("date-parts"));
	struct slice raw =
		string_of(json_get(issued, SLICE("raw")), &fields->text);
	struct date date;

	if (bibdate_of_json(parts, &date) || bibdate_read(raw, &date) ||
		bibdate_read(string_of(issued, &fields->text), &date))
		paper_set_date(fields->paper, M_PUBLISHED, &date);
}

static void
identify(struct fields *fields, const char *scheme, struct slice value)
{
	buf_reset(&fields->plain);
	if (value.len > 0)
		buf_format(&fields->plain, "%s:%.*s", scheme, ERR_SLICE(value));
	paper_identify(fields->paper, buf_slice(&fields->plain));
}

/* The key is Zotero's own, else the id, unless that is an address. */
static void
set_key(struct fields *fields, struct json item)
{
	struct paper *paper = fields->paper;
	struct slice id;

	paper_set(paper, M_KEY, text_of(fields, item, SLICE("citation-key")));
	id = text_of(fields, item, SLICE("id"));
	if (!slice_find(id, SLICE("://")))
		paper_set(paper, M_KEY, id);
}

static const char *
fill(struct fields *fields, struct json item)
{
	struct paper *paper = fields->paper;
	const struct type_row *row =
		type_of_csl(text_of(fields, item, SLICE("type")));

	if (row != NULL)
		paper_set(paper, M_TYPE, row->csl);
	for (size_t i = 0; i < COUNT(texts); i++)
		paper_set(paper, texts[i].member,
			without_markup(
				fields, text_of(fields, item, texts[i].name)));
	add_authors(fields, item);
	set_published(fields, item);
	paper_add_keywords(paper, text_of(fields, item, SLICE("keyword")));
	doi_set(paper, text_of(fields, item, SLICE("DOI")));
	identify(fields, "pmid", text_of(fields, item, SLICE("PMID")));
	identify(fields, "pmcid", text_of(fields, item, SLICE("PMCID")));
	if (slice_starts_nocase(
		    text_of(fields, item, SLICE("number")), SLICE("arxiv:")))
		paper_identify(paper, text_of(fields, item, SLICE("number")));
	paper_identify(paper, text_of(fields, item, SLICE("URL")));
	paper_set_url(paper, M_URL, text_of(fields, item, SLICE("URL")));
	extra_read(paper, text_of(fields, item, SLICE("note")));
	set_key(fields, item);
	return NULL;
}

void
csl_parse(struct source *source)
{
	static const struct answer answer = {
		.name = "csl",
		.single = "",
		.fill = fill,
	};

	answer_parse(source, &answer);
}

/*
 * An object, or the first of an array, with a type of CSL and one member that
 * only CSL calls so, or an id and a title. HEAD may end in the middle of it.
 */
bool
csl_sniff(struct slice head)
{
	static const struct slice names[] = {SLICE_INIT("issued"),
		SLICE_INIT("author"), SLICE_INIT("container-title"),
		SLICE_INIT("citation-key"), SLICE_INIT("DOI"),
		SLICE_INIT("URL"), SLICE_INIT("accessed")};
	bool type = false, named = false, id = false, title = false;
	struct json_iter it;
	struct json key, value;
	struct buf text = {0};

	if (slice_starts(head, SLICE("[")))
		head = slice_trim(slice_from(head, 1));
	if (!slice_starts(head, SLICE("{")))
		return false;
	it = json_iter((struct json){head, JSON_OBJECT});
	while (json_next(&it, &key, &value)) {
		for (size_t i = 0; i < COUNT(names); i++)
			named = named || json_is(key, names[i]);
		if (json_is(key, SLICE("type")))
			type = type_of_csl(json_text(value, &text)) != NULL;
		id = id || json_is(key, SLICE("id"));
		title = title || json_is(key, SLICE("title"));
	}
	buf_free(&text);
	return type && (named || (id && title));
}
