/*
 * arXiv's own metadata formats, as in its OAI-PMH: arXiv, arXivRaw, arXivOld.
 * https://info.arxiv.org/help/oa/index.html
 */
#include "arxiv.h"
#include "item.h"
#include "markup.h"

enum { ARXIV };

enum {
	RECORD = XML_ROOT + 1,
	RAW, /* and Old: all authors in one text */
	ID,
	TITLE,
	AUTHORS,
	AFFILIATION,
	NAMES,
	CREATED,
	UPDATED,
	VERSION,
	VERSION_DATE,
	SOURCE_TYPE,
	CATEGORIES,
	ABSTRACT,
};

static const struct xml_space spaces[] = {
	{SLICE_INIT(""), SLICE_INIT(""), ARXIV}, /* some forget theirs */
};

#define ROW(parent, name, key, text)                                           \
	{                                                                      \
		parent, ARXIV, SLICE_INIT(name), key, text                     \
	}
#define COMMON(parent)                                                         \
	ROW(parent, "id", ID, true), ROW(parent, "title", TITLE, true),        \
		ROW(parent, "categories", CATEGORIES, true),                   \
		ROW(parent, "comments", ITEM(M_COMMENT), true),                \
		ROW(parent, "journal-ref", ITEM(M_JOURNAL_REF), true),         \
		ROW(parent, "report-no", ITEM(M_REPORT_NUMBER), true),         \
		ROW(parent, "doi", ITEM_DOI, true),                            \
		ROW(parent, "license", ITEM(M_LICENSE), true),                 \
		ROW(parent, "abstract", ABSTRACT, true)

static const struct xml_element elements[] = {
	ROW(XML_ROOT, "arXiv", RECORD, false),
	COMMON(RECORD),
	ROW(RECORD, "created", CREATED, true),
	ROW(RECORD, "updated", UPDATED, true),
	ROW(RECORD, "authors", AUTHORS, false),
	ROW(AUTHORS, "author", ITEM_PERSON, false),
	ROW(ITEM_PERSON, "keyname", ITEM_FAMILY, true),
	ROW(ITEM_PERSON, "forenames", ITEM_GIVEN, true),
	ROW(ITEM_PERSON, "suffix", ITEM_SUFFIX, true),
	ROW(ITEM_PERSON, "affiliation", AFFILIATION, true),

	ROW(XML_ROOT, "arXivRaw", RAW, false),
	ROW(XML_ROOT, "arXivOld", RAW, false),
	COMMON(RAW),
	ROW(RAW, "created", CREATED, true),
	ROW(RAW, "updated", UPDATED, true),
	ROW(RAW, "authors", NAMES, true),
	ROW(RAW, "submitter", ITEM(M_SUBMITTER), true),
	ROW(RAW, "version", VERSION, false),
	ROW(VERSION, "date", VERSION_DATE, true),
	ROW(VERSION, "source_type", SOURCE_TYPE, true),
};

/* The month in which arXiv gave ID, `2509.01234`, `hep-th/9901001`. */
static bool
month_of_id(struct slice id, struct date *month)
{
	const char *slash = memchr(id.ptr, '/', id.len);
	struct buf text = {0};
	bool read;

	if (slash != NULL)
		id = slice_from(id, (size_t)(slash - id.ptr) + 1);
	if (id.len < 4)
		return false;
	buf_format(&text, "%s%.2s-%.2s", *id.ptr == '9' ? "19" : "20", id.ptr,
		id.ptr + 2);
	read = date_read(buf_slice(&text), month);
	buf_free(&text);
	return read;
}

/*
 * The first day of a paper. Since 2025 `created` is that of the current
 * version: behind the month in which the id was given it cannot be the first.
 */
static void
set_created(struct item *item, struct date created)
{
	struct date month;

	if (month_of_id(buf_slice(&item->id), &month) &&
		date_compare(date_slice(&created), date_slice(&month)) > 0)
		item->updated = created;
	else
		item_published(item, created, 0);
}

static void
end_version(struct item *item, struct slice text)
{
	struct date date;

	date_read(text, &date);
	if (item->what == 1)
		item_published(item, date, 0);
	item->updated = date;
}

static void
end_record(struct item *item)
{
	struct slice id = buf_slice(&item->id);

	paper_set(item->paper, M_TYPE, SLICE("article"));
	if (item->what > 0)
		paper_set_number(item->paper, M_VERSION, item->what);
	if (id.len > 0)
		arxiv_addresses(item->paper, id);
	arxiv_set(item->paper, M_ABSTRACT, buf_slice(&item->abstract));
	item_write(item);
}

/* The number in `v3`; 0 if there is none. */
static int
version_number(struct slice version)
{
	int number = 0;

	for (size_t i = 1; i < version.len && number < 1000; i++)
		if (ascii_digit(version.ptr[i]))
			number = 10 * number + version.ptr[i] - '0';
	return number;
}

static void
on_begin(void *self, struct xml *xml, int key)
{
	struct item *item = self;

	item_begin(item, key);
	switch (key) {
	case RECORD:
	case RAW:
		item->from = SLICE("arxiv");
		item->plain = true;
		item->what = 0;
		break;
	case VERSION:
		item->what =
			version_number(xml_attribute(xml, SLICE("version")));
		item->status = SLICE("");
		break;
	}
}

static void
on_end(void *self, struct xml *xml, int key, struct xml_text text)
{
	struct item *item = self;
	struct slice trimmed = slice_trim(text.text);
	struct date date;

	(void)xml;
	switch (key) {
	case ID:
		paper_identify(item->paper, trimmed);
		buf_add(&item->id, trimmed);
		break;
	case ITEM_PERSON:
		if (item->person.given.len > 0 || item->person.family.len > 0)
			arxiv_person(item->paper, &item->person);
		break;
	case AFFILIATION:
		if (!arxiv_on_behalf(trimmed))
			item_end(item, ITEM(M_AFFILIATIONS), text);
		break;
	case NAMES: arxiv_authors(item->paper, text.text); break;
	case CREATED:
		if (date_read(trimmed, &date))
			set_created(item, date);
		break;
	case UPDATED:
		if (item->updated.text[0] == '\0')
			date_read(trimmed, &item->updated);
		break;
	case VERSION_DATE: end_version(item, trimmed); break;
	case SOURCE_TYPE:
		if (memchr(trimmed.ptr, 'I', trimmed.len) != NULL)
			item->status = SLICE("withdrawn");
		break;
	case CATEGORIES: arxiv_categories(item->paper, trimmed, ' '); break;
	case TITLE: arxiv_set(item->paper, M_TITLE, trimmed); break;
	case ITEM(M_COMMENT): arxiv_set(item->paper, M_COMMENT, trimmed); break;
	case ITEM(M_JOURNAL_REF):
		arxiv_set(item->paper, M_JOURNAL_REF, trimmed);
		break;
	case ABSTRACT: arxiv_paragraphs(&item->abstract, text.text); break;
	case RECORD:
	case RAW: end_record(item); break;
	default: item_end(item, key, text);
	}
}

const struct xml_handler arxiv_record_handler = XML_HANDLER(on_begin, on_end);
