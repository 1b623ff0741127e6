/*
 * The ACL Anthology's own files, a collection of volumes each:
 * https://github.com/acl-org/acl-anthology/blob/master/data/xml/schema.rnc
 */
#include "item.h"
#include "kinds.h"

enum { NONE };

enum {
	COLLECTION = XML_ROOT + 1,
	VOLUME,
	META,
	BOOKTITLE,
	VOLUME_YEAR,
	VOLUME_MONTH,
	PUBLISHER,
	JOURNAL_VOLUME,
	JOURNAL_ISSUE,
	PAPER,
	LINK,
	STATUS_RETRACTED,
	STATUS_REMOVED,
	STATUS_CORRECTED,
	CODE,
};

static const struct xml_space spaces[] = {
	{SLICE_INIT(""), SLICE_INIT(""), NONE},
};

#define ROW(parent, name, key, text)                                           \
	{                                                                      \
		parent, NONE, SLICE_INIT(name), key, text                      \
	}
static const struct xml_element elements[] = {
	ROW(XML_ROOT, "collection", COLLECTION, false),
	ROW(COLLECTION, "volume", VOLUME, false),
	ROW(VOLUME, "meta", META, false),
	ROW(META, "booktitle", BOOKTITLE, true),
	ROW(META, "year", VOLUME_YEAR, true),
	ROW(META, "month", VOLUME_MONTH, true),
	ROW(META, "publisher", PUBLISHER, true),
	ROW(META, "journal-volume", JOURNAL_VOLUME, true),
	ROW(META, "journal-issue", JOURNAL_ISSUE, true),
	ROW(VOLUME, "paper", PAPER, false),
	ROW(PAPER, "title", ITEM(M_TITLE), true),
	ROW(PAPER, "author", ITEM_PERSON, false),
	ROW(ITEM_PERSON, "first", ITEM_GIVEN, true),
	ROW(ITEM_PERSON, "last", ITEM_FAMILY, true),
	ROW(ITEM_PERSON, "affiliation", ITEM(M_AFFILIATIONS), true),
	ROW(PAPER, "abstract", ITEM_ABSTRACT, true),
	ROW(PAPER, "pages", ITEM(M_PAGES), true),
	ROW(PAPER, "doi", ITEM_DOI, true),
	ROW(PAPER, "url", LINK, true),
	ROW(PAPER, "language", ITEM(M_LANGUAGE), true),
	ROW(PAPER, "retracted", STATUS_RETRACTED, false),
	ROW(PAPER, "removed", STATUS_REMOVED, false),
	ROW(PAPER, "erratum", STATUS_CORRECTED, false),
	ROW(PAPER, "pwccode", CODE, false),
};

struct acl {
	struct item item;
	struct buf collection;

	/* Of the volume. */
	struct buf number;
	struct slice type;
	struct buf booktitle, year, month, publisher, journal_volume, issue;
	struct date listed;
};

static void
begin_volume(struct acl *acl, struct xml *xml)
{
	buf_reset(&acl->number);
	buf_reset(&acl->booktitle);
	buf_reset(&acl->year);
	buf_reset(&acl->month);
	buf_reset(&acl->publisher);
	buf_reset(&acl->journal_volume);
	buf_reset(&acl->issue);
	buf_add(&acl->number, xml_attribute(xml, SLICE("id")));
	acl->type =
		slice_eq(xml_attribute(xml, SLICE("type")), SLICE("journal"))
			? SLICE("article-journal")
			: SLICE("paper-conference");
	date_read(xml_attribute(xml, SLICE("ingest-date")), &acl->listed);
	/* Of volumes that are older than these dates. */
	if (slice_eq(date_slice(&acl->listed), SLICE("1900-01-01")))
		acl->listed.text[0] = '\0';
}

static int
number_in(struct slice text)
{
	int number = 0;

	for (size_t i = 0; i < text.len && number < 10000; i++)
		if (ascii_digit(text.ptr[i]))
			number = 10 * number + text.ptr[i] - '0';
	return number;
}

/*
 * Puts the id in item.id: 2022.acl-long.1, and of the years before 2020
 * P19-1001, or with two digits for the volume W18-0502.
 */
static void
set_id(struct acl *acl, struct slice number)
{
	struct buf *id = &acl->item.id;
	struct slice collection = buf_slice(&acl->collection),
		     volume = buf_slice(&acl->number);
	bool wide =
		slice_starts(collection, SLICE("W")) ||
		slice_eq(collection, SLICE("C69")) ||
		(slice_eq(collection, SLICE("D19")) && number_in(volume) >= 5);

	if (collection.len != 3)
		buf_format(id, "%.*s-%.*s.%.*s", ERR_SLICE(collection),
			ERR_SLICE(volume), ERR_SLICE(number));
	else
		buf_format(id, wide ? "%.*s-%02d%02d" : "%.*s-%d%03d",
			ERR_SLICE(collection), number_in(volume),
			number_in(number));
}

static void
begin_paper(struct acl *acl, struct slice number)
{
	struct item *item = &acl->item;

	item_reset(item);
	item->from = SLICE("acl");
	item->plain = true;
	set_id(acl, number);
	buf_add(&item->note, SLICE("acl:"));
	buf_add(&item->note, buf_slice(&item->id));
	paper_identify(item->paper, buf_slice(&item->note));
	item_url(item, M_URL, SLICE("https://aclanthology.org/"),
		buf_slice(&item->id), SLICE("/"));
}

static void
on_begin(void *self, struct xml *xml, int key)
{
	struct acl *acl = self;
	struct item *item = &acl->item;

	item_begin(item, key);
	switch (key) {
	case COLLECTION:
		buf_add(&acl->collection, xml_attribute(xml, SLICE("id")));
		break;
	case VOLUME: begin_volume(acl, xml); break;
	case PAPER: begin_paper(acl, xml_attribute(xml, SLICE("id"))); break;
	case ITEM_PERSON:
		buf_add(&item->person.id, xml_attribute(xml, SLICE("orcid")));
		break;
	case STATUS_RETRACTED: item->status = SLICE("retracted"); break;
	case STATUS_REMOVED: item->status = SLICE("withdrawn"); break;
	case STATUS_CORRECTED:
		if (item->status.len == 0)
			item->status = SLICE("corrected");
		break;
	case CODE:
		paper_set_url(
			item->paper, M_CODE, xml_attribute(xml, SLICE("url")));
		break;
	}
}

/* The name of the paper's file at the Anthology, or an address elsewhere. */
static void
end_link(struct item *item, struct slice url)
{
	if (slice_find(url, SLICE("://")) != NULL)
		paper_set_url(item->paper, M_PDF, url);
	else
		item_url(item, M_PDF, SLICE("https://aclanthology.org/"), url,
			SLICE(".pdf"));
}

static void
end_paper(struct acl *acl)
{
	struct item *item = &acl->item;
	struct paper *paper = item->paper;
	struct slice venue = buf_slice(&acl->booktitle);
	const char *volume = slice_find(venue, SLICE(", Volume "));

	/* `Computational Linguistics, Volume 15, Number 1, March 1989` */
	if (acl->journal_volume.len > 0 && volume != NULL)
		venue.len = (size_t)(volume - venue.ptr);
	paper_set(paper, M_TYPE, acl->type);
	paper_set(paper, M_VENUE, venue);
	paper_set(paper, M_VOLUME, buf_slice(&acl->journal_volume));
	paper_set(paper, M_ISSUE, buf_slice(&acl->issue));
	paper_set(paper, M_PUBLISHER, buf_slice(&acl->publisher));
	paper_set_date(paper, M_LISTED, &acl->listed);
	buf_add(&item->year, buf_slice(&acl->year));
	buf_add(&item->month, buf_slice(&acl->month));
	item_published(item, item_take_date(item), 0);
	item_write(item);
}

static void
on_end(void *self, struct xml *xml, int key, struct xml_text text)
{
	struct acl *acl = self;
	struct item *item = &acl->item;
	struct slice plain = item_text(item, text);

	(void)xml;
	switch (key) {
	case BOOKTITLE: buf_add(&acl->booktitle, plain); break;
	case VOLUME_YEAR: buf_add(&acl->year, plain); break;
	case VOLUME_MONTH: buf_add(&acl->month, plain); break;
	case PUBLISHER: buf_add(&acl->publisher, plain); break;
	case JOURNAL_VOLUME: buf_add(&acl->journal_volume, plain); break;
	case JOURNAL_ISSUE: buf_add(&acl->issue, plain); break;
	case LINK: end_link(item, plain); break;
	case PAPER: end_paper(acl); break;
	default: item_end(item, key, text);
	}
}

static const struct xml_handler handler = XML_HANDLER(on_begin, on_end);

bool
acl_sniff(struct slice head)
{
	return xml_root_is(xml_root(head), SLICE("collection")) &&
	       slice_find(head, SLICE("<volume")) != NULL;
}

void
acl_parse(struct source *source)
{
	struct acl acl = {
		.item = {.source = source, .paper = source->paper}
        };

	item_reset(&acl.item);
	xml_parse(source, &handler, &acl);
	item_reset(&acl.item);
	item_free(&acl.item);
	buf_free(&acl.collection);
	buf_free(&acl.number);
	buf_free(&acl.booktitle);
	buf_free(&acl.year);
	buf_free(&acl.month);
	buf_free(&acl.publisher);
	buf_free(&acl.journal_volume);
	buf_free(&acl.issue);
}
