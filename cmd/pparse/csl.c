/*
 * CSL-JSON 1.0.2, as Zotero, pandoc and the registration agencies of DOIs write
 * it: https://docs.citationstyles.org/, "citeproc-js", csl-data.json.
 */
#include <inttypes.h>
#include <stdio.h>

#include "bibdate.h"
#include "doi.h"
#include "extra.h"
#include "kinds.h"
#include "markup.h"
#include "person.h"
#include "types.h"

struct csl {
	struct source *source;
	struct json item;
	struct person person;
	struct buf text, plain;
};

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
text_of(struct csl *csl, struct slice name)
{
	return string_of(json_get(csl->item, name), &csl->text);
}

static struct slice
without_markup(struct csl *csl, struct slice html)
{
	buf_reset(&csl->plain);
	markup_text(&csl->plain, html);
	return buf_slice(&csl->plain);
}

/* Puts NAME of PERSON behind what is in TO, with a blank between. */
static void
append(struct csl *csl, struct buf *to, struct json person, struct slice name)
{
	struct slice text = string_of(json_get(person, name), &csl->text);

	if (text.len > 0 && to->len > 0)
		buf_char(to, ' ');
	buf_add(to, text);
}

/* Where there is no family, whatever there is is the whole name. */
static void
add_author(struct csl *csl, struct json value)
{
	struct person *person = &csl->person;

	append(csl, &person->family, value, SLICE("dropping-particle"));
	append(csl, &person->family, value, SLICE("non-dropping-particle"));
	append(csl, &person->family, value, SLICE("family"));
	if (person->family.len == 0)
		append(csl, &person->family, value, SLICE("literal"));
	append(csl, person->family.len > 0 ? &person->given : &person->family,
		value, SLICE("given"));
	append(csl, &person->suffix, value, SLICE("suffix"));
	person_add(person, csl->source->paper);
}

static void
add_authors(struct csl *csl)
{
	struct json_iter it = json_iter(json_get(csl->item, SLICE("author")));
	struct json key, person;

	while (json_next(&it, &key, &person))
		add_author(csl, person);
}

static void
set_published(struct csl *csl)
{
	struct json issued = json_get(csl->item, SLICE("issued"));
	struct json parts = json_get(issued, SLICE("date-parts"));
	struct slice raw =
		string_of(json_get(issued, SLICE("raw")), &csl->text);
	struct date date;

	if (bibdate_of_json(parts, &date) || bibdate_read(raw, &date) ||
		bibdate_read(string_of(issued, &csl->text), &date))
		paper_set_date(csl->source->paper, M_PUBLISHED, &date);
}

static void
identify(struct csl *csl, const char *scheme, struct slice value)
{
	buf_reset(&csl->plain);
	if (value.len > 0)
		buf_format(&csl->plain, "%s:%.*s", scheme, ERR_SLICE(value));
	paper_identify(csl->source->paper, buf_slice(&csl->plain));
}

/* The key is Zotero's own, else the id, unless that is an address. */
static void
set_key(struct csl *csl)
{
	struct paper *paper = csl->source->paper;
	struct slice id;

	paper_set(paper, M_KEY, text_of(csl, SLICE("citation-key")));
	id = text_of(csl, SLICE("id"));
	if (!slice_find(id, SLICE("://")))
		paper_set(paper, M_KEY, id);
}

static void
write_item(struct csl *csl)
{
	struct paper *paper = csl->source->paper;
	const struct type_row *row = type_of_csl(text_of(csl, SLICE("type")));

	if (row != NULL)
		paper_set(paper, M_TYPE, row->csl);
	for (size_t i = 0; i < COUNT(texts); i++)
		paper_set(paper, texts[i].member,
			without_markup(csl, text_of(csl, texts[i].name)));
	add_authors(csl);
	set_published(csl);
	paper_add_keywords(paper, text_of(csl, SLICE("keyword")));
	doi_set(paper, text_of(csl, SLICE("DOI")));
	identify(csl, "pmid", text_of(csl, SLICE("PMID")));
	identify(csl, "pmcid", text_of(csl, SLICE("PMCID")));
	if (slice_starts_nocase(text_of(csl, SLICE("number")), SLICE("arxiv:")))
		paper_identify(paper, text_of(csl, SLICE("number")));
	paper_identify(paper, text_of(csl, SLICE("URL")));
	paper_set_url(paper, M_URL, text_of(csl, SLICE("URL")));
	extra_read(paper, text_of(csl, SLICE("note")));
	set_key(csl);
	paper_add(paper, M_SOURCES, SLICE("csl"));
	source_write(csl->source);
}

void
csl_parse(struct source *source)
{
	struct csl csl = {.source = source};
	struct slice rest, all = source_all(source);
	struct json root = json_value(all, &rest), key;
	struct json_iter it = json_iter(root);
	struct json_error error;
	uint64_t number = 0;

	if (all.len > 0 && !json_check(all, &error)) {
		source_bad(source, 0, "not JSON: %s", error.what);
		return;
	}
	if (root.type == JSON_OBJECT) {
		csl.item = root;
		write_item(&csl);
	}
	while (root.type == JSON_ARRAY && json_next(&it, &key, &csl.item)) {
		number++;
		if (csl.item.type == JSON_OBJECT)
			write_item(&csl);
		else
			source_bad(source, 0, "item %" PRIu64 ": not an object",
				number);
	}
	buf_free(&csl.text);
	buf_free(&csl.plain);
	person_free(&csl.person);
}

/*
 * An object, or the first of an array, with a type of CSL and one member that
 * only CSL calls so. HEAD may end in the middle of it.
 */
bool
csl_sniff(struct slice head)
{
	static const struct slice names[] = {SLICE_INIT("issued"),
		SLICE_INIT("author"), SLICE_INIT("container-title"),
		SLICE_INIT("citation-key"), SLICE_INIT("DOI"),
		SLICE_INIT("URL"), SLICE_INIT("accessed")};
	bool type = false, named = false;
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
	}
	buf_free(&text);
	return type && named;
}
