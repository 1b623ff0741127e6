#include <limits.h>

#include "bibdate.h"
#include "doi.h"
#include "ident.h"
#include "item.h"
#include "markup.h"

void
item_reset(struct item *item)
{
	paper_reset(item->paper);
	person_reset(&item->person);
	item->from = SLICE("");
	item->published.text[0] = '\0';
	item->rank = INT_MAX;
	item->updated.text[0] = '\0';
	item->status = SLICE("");
	buf_reset(&item->year);
	buf_reset(&item->month);
	buf_reset(&item->day);
	buf_reset(&item->first_page);
	buf_reset(&item->last_page);
	buf_reset(&item->id);
	buf_reset(&item->doi);
	buf_reset(&item->note);
	buf_reset(&item->abstract);
}

void
item_free(struct item *item)
{
	person_free(&item->person);
	buf_free(&item->year);
	buf_free(&item->month);
	buf_free(&item->day);
	buf_free(&item->first_page);
	buf_free(&item->last_page);
	buf_free(&item->id);
	buf_free(&item->doi);
	buf_free(&item->note);
	buf_free(&item->abstract);
	buf_free(&item->text);
	buf_free(&item->unescaped);
	buf_free(&item->scratch);
}

struct slice
item_text(struct item *item, struct xml_text text)
{
	if (!text.markup && (item->plain || markup_none(text.text)))
		return slice_trim(text.text);
	buf_reset(&item->text);
	markup_text(&item->text, text.text);
	if (!text.markup || item->plain)
		return slice_trim(buf_slice(&item->text));
	buf_reset(&item->unescaped); /* what was escaped twice, beside tags */
	markup_entities(&item->unescaped, buf_slice(&item->text));
	return slice_trim(buf_slice(&item->unescaped));
}

/* Only one of each is kept: the first. */
static void
keep(struct buf *to, struct slice text)
{
	if (to->len == 0)
		buf_add(to, text);
}

struct date
item_take_date(struct item *item)
{
	struct slice month = buf_slice(&item->month);
	struct date date;

	/* Of `July-August` and `Nov/Dec` only the year is sure. */
	if (memchr(month.ptr, '-', month.len) != NULL ||
		memchr(month.ptr, '/', month.len) != NULL)
		month.len = 0;
	bibdate_of_parts(
		buf_slice(&item->year), month, buf_slice(&item->day), &date);
	buf_reset(&item->year);
	buf_reset(&item->month);
	buf_reset(&item->day);
	return date;
}

bool
item_doi(struct item *item, struct slice text)
{
	if (!doi_set(item->paper, text))
		return false;
	if (slice_starts_nocase(text, SLICE("doi:")))
		text = slice_from(text, SLICE("doi:").len);
	if (slice_starts(text, SLICE("10.")))
		keep(&item->doi, text);
	return true;
}

void
item_published(struct item *item, struct date date, int rank)
{
	if (date.text[0] == '\0' || rank >= item->rank)
		return;
	item->published = date;
	item->rank = rank;
}

static void
set_member(struct item *item, enum member member, struct slice text)
{
	struct date date;

	switch (record_members[member].type) {
	case MEMBER_STRING:
		if (member == M_URL || member == M_PDF)
			paper_set_url(item->paper, member, text);
		else
			paper_set(item->paper, member, text);
		break;
	case MEMBER_DATE:
		if (date_read(text, &date))
			paper_set_date(item->paper, member, &date);
		break;
	case MEMBER_STRINGS: paper_add(item->paper, member, text); break;
	case MEMBER_NUMBER:
	case MEMBER_TRUE: break;
	}
}

static void
add_abstract(struct item *item, struct slice text)
{
	if (text.len == 0)
		return;
	if (item->abstract.len > 0)
		buf_add(&item->abstract, SLICE("\n\n"));
	buf_add(&item->abstract, text);
}

void
item_begin(struct item *item, int key)
{
	item->ignored = false;
	if (key == ITEM_PERSON) {
		person_reset(&item->person);
		item->hidden = false;
	}
}

static void
end_person(struct item *item, int key, struct slice text)
{
	struct person *person = &item->person;

	switch (key) {
	case ITEM_PERSON:
		if (!item->hidden)
			person_add(person, item->paper);
		break;
	case ITEM_GIVEN: keep(&person->given, text); break;
	case ITEM_FAMILY: keep(&person->family, text); break;
	case ITEM_SUFFIX: keep(&person->suffix, text); break;
	case ITEM_NAME: keep(&person->name, text); break;
	case ITEM_REVERSED: person_reversed(person, text); break;
	case ITEM_GROUP:
		keep(&person->name, text);
		person->group = true;
		break;
	case ITEM_ORCID: keep(&person->id, text); break;
	}
}

void
item_end(struct item *item, int key, struct xml_text xml_text)
{
	struct slice text = item_text(item, xml_text);
	bool ignored = item->ignored;
	struct date date;

	item->ignored = false; /* it holds for one text only */
	if (key < ITEM_KEYS || ignored)
		return;
	if (key >= ITEM_MEMBERS) {
		set_member(item, (enum member)(key - ITEM_MEMBERS), text);
		return;
	}
	switch (key) {
	case ITEM_YEAR: keep(&item->year, text); break;
	case ITEM_MONTH: keep(&item->month, text); break;
	case ITEM_DAY: keep(&item->day, text); break;
	case ITEM_FIRST_PAGE: keep(&item->first_page, text); break;
	case ITEM_LAST_PAGE: keep(&item->last_page, text); break;
	case ITEM_TITLE: paper_set_title(item->paper, text); break;
	case ITEM_ABSTRACT: add_abstract(item, text); break;
	case ITEM_SUBJECT:
		paper_add(item->paper,
			ident_category(text) ? M_CATEGORIES : M_KEYWORDS, text);
		break;
	case ITEM_DOI: item_doi(item, text); break;
	case ITEM_IDENTIFIER:
		if (!item_doi(item, text))
			paper_identify(item->paper, text);
		break;
	case ITEM_PUBLISHED:
		date_read(text, &date);
		item_published(item, date, 0);
		break;
	default: end_person(item, key, text);
	}
}

void
item_url(struct item *item, enum member member, struct slice front,
	struct slice part, struct slice back)
{
	if (part.len == 0)
		return;
	buf_reset(&item->scratch);
	buf_add(&item->scratch, front);
	buf_add(&item->scratch, part);
	buf_add(&item->scratch, back);
	paper_set_url(item->paper, member, buf_slice(&item->scratch));
}

void
item_word(struct item *item, enum member member, struct slice text,
	const struct item_word words[], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (slice_eq_nocase(text, words[i].theirs)) {
			paper_set(item->paper, member, words[i].ours);
			return;
		}
}

/* Where the DOI leads: some have characters that an address may not have. */
static void
set_doi_page(struct item *item)
{
	struct slice doi = buf_slice(&item->doi);

	if (doi.len == 0 || paper_has(item->paper, M_URL))
		return;
	buf_reset(&item->scratch);
	buf_add(&item->scratch, SLICE("https://doi.org/"));
	for (size_t i = 0; i < doi.len; i++)
		if (memchr("\"#%<>?[\\]^`{|}", doi.ptr[i], 14) != NULL)
			buf_format(&item->scratch, "%%%02X",
				(unsigned char)doi.ptr[i]);
		else
			buf_char(&item->scratch, doi.ptr[i]);
	paper_set_url(item->paper, M_URL, buf_slice(&item->scratch));
}

void
item_write(struct item *item)
{
	if (item->inside)
		return;
	set_doi_page(item);
	paper_set_date(item->paper, M_PUBLISHED, &item->published);
	paper_set_date(item->paper, M_UPDATED, &item->updated);
	paper_set(item->paper, M_STATUS, item->status);
	paper_set(item->paper, M_ABSTRACT, buf_slice(&item->abstract));
	paper_set_pages(item->paper, buf_slice(&item->first_page),
		buf_slice(&item->last_page));
	paper_add(item->paper, M_SOURCES, item->from);
	source_write(item->source);
	item_reset(item);
}

void
item_parse(struct source *source, const struct xml_handler *handler)
{
	struct item item = {.source = source, .paper = source->paper};

	item_reset(&item);
	xml_parse(source, handler, &item);
	item_reset(&item);
	item_free(&item);
}
