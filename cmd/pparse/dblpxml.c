/*
 * DBLP's records in XML: https://dblp.org/faq/16154937.html. Its DTD names the
 * letters of ISO 8859-1 as HTML does.
 */
#include "item.h"
#include "kinds.h"

enum { NONE };

enum {
	ROOT = XML_ROOT + 1,
	PERSON_RECORD, /* r, in the page of a person */
	RECORD,
	AUTHOR,
	VOLUME,
	JOURNAL,
	LINK,
};

static const struct xml_space spaces[] = {
	{SLICE_INIT(""), SLICE_INIT(""), NONE},
};

#define ROW(parent, name, key, text)                                           \
	{                                                                      \
		parent, NONE, SLICE_INIT(name), key, text                      \
	}
#define RECORDS(parent)                                                        \
	ROW(parent, "article", RECORD, false),                                 \
		ROW(parent, "inproceedings", RECORD, false),                   \
		ROW(parent, "proceedings", RECORD, false),                     \
		ROW(parent, "book", RECORD, false),                            \
		ROW(parent, "incollection", RECORD, false),                    \
		ROW(parent, "phdthesis", RECORD, false),                       \
		ROW(parent, "mastersthesis", RECORD, false),                   \
		ROW(parent, "data", RECORD, false)

static const struct xml_element elements[] = {
	ROW(XML_ROOT, "dblp", ROOT, false),
	ROW(XML_ROOT, "dblpperson", ROOT, false),
	ROW(ROOT, "r", PERSON_RECORD, false),
	RECORDS(ROOT),
	RECORDS(PERSON_RECORD),
	RECORDS(XML_ROOT),
	ROW(RECORD, "author", AUTHOR, true),
	ROW(RECORD, "title", ITEM_TITLE, true),
	ROW(RECORD, "pages", ITEM(M_PAGES), true),
	ROW(RECORD, "year", ITEM_YEAR, true),
	ROW(RECORD, "month", ITEM_MONTH, true),
	ROW(RECORD, "volume", VOLUME, true),
	ROW(RECORD, "number", ITEM(M_ISSUE), true),
	ROW(RECORD, "journal", JOURNAL, true),
	ROW(RECORD, "booktitle", ITEM(M_VENUE), true),
	ROW(RECORD, "publisher", ITEM(M_PUBLISHER), true),
	ROW(RECORD, "school", ITEM(M_PUBLISHER), true),
	ROW(RECORD, "ee", LINK, true),
};

static const struct item_word types[] = {
	{SLICE_INIT("article"),       SLICE_INIT("article-journal") },
	{SLICE_INIT("inproceedings"), SLICE_INIT("paper-conference")},
	{SLICE_INIT("proceedings"),   SLICE_INIT("book")            },
	{SLICE_INIT("book"),          SLICE_INIT("book")            },
	{SLICE_INIT("incollection"),  SLICE_INIT("chapter")         },
	{SLICE_INIT("phdthesis"),     SLICE_INIT("thesis")          },
	{SLICE_INIT("mastersthesis"), SLICE_INIT("thesis")          },
	{SLICE_INIT("data"),          SLICE_INIT("dataset")         },
};

static void
begin_record(struct item *item, struct xml *xml)
{
	struct slice key = xml_attribute(xml, SLICE("key")),
		     publtype = xml_attribute(xml, SLICE("publtype"));
	struct date date;

	item_reset(item);
	item->from = SLICE("dblp");
	item->plain = true;
	if (slice_starts(publtype, SLICE("informal")))
		paper_set(item->paper, M_TYPE, SLICE("article"));
	else if (slice_eq(publtype, SLICE("withdrawn")))
		item->status = SLICE("withdrawn");
	item_word(item, M_TYPE, xml_name(xml), types, COUNT(types));
	if (date_read(xml_attribute(xml, SLICE("mdate")), &date))
		paper_set_date(item->paper, M_MODIFIED, &date);
	buf_add(&item->id, key);
	buf_reset(&item->scratch);
	buf_add(&item->scratch, SLICE("dblp:"));
	buf_add(&item->scratch, key);
	paper_identify(item->paper, buf_slice(&item->scratch));
}

static void
on_begin(void *self, struct xml *xml, int key)
{
	struct item *item = self;

	item_begin(item, key);
	if (key == RECORD) {
		begin_record(item, xml);
	} else if (key == AUTHOR) {
		person_reset(&item->person);
		buf_add(&item->person.id, xml_attribute(xml, SLICE("orcid")));
	}
}

/* Of people with one name all but one are numbered: `Jens Lehmann 0001`. */
static struct slice
without_number(struct slice name)
{
	size_t n = name.len;

	while (n > 0 && ascii_digit(name.ptr[n - 1]))
		n--;
	return n > 0 && name.len - n == 4 && name.ptr[n - 1] == ' '
	               ? slice_first(name, n - 1)
	               : name;
}

/* Publishers have resolvers of their own: http://doi.acm.org/10.1145/... */
static struct slice
doi_in(struct slice url)
{
	const char *host = slice_find(url, SLICE("://doi.")),
		   *doi = slice_find(url, SLICE("/10."));

	if (host == NULL || doi == NULL)
		return SLICE("");
	return slice_from(url, (size_t)(doi - url.ptr) + 1);
}

static void
end_link(struct item *item, struct slice url)
{
	paper_set_url(item->paper,
		slice_ends(url, SLICE(".pdf")) ? M_PDF : M_URL, url);
	for (size_t i = 0; i < url.len; i++)
		if (ascii_space(url.ptr[i]))
			return; /* a part of a DOI names another work */
	if (!item_doi(item, url) && !item_doi(item, doi_in(url)))
		paper_identify(item->paper, url);
}

/* CoRR is arXiv, and abs/2509.01234 is no volume. */
static void
end_volume(struct item *item, struct slice volume)
{
	struct slice abs = SLICE("abs/");

	if (!slice_starts(volume, abs) ||
		!paper_identify(item->paper, slice_from(volume, abs.len)))
		paper_set(item->paper, M_VOLUME, volume);
}

static void
end_record(struct item *item)
{
	item_published(item, item_take_date(item), 0);
	if (item->doi.len == 0)
		item_url(item, M_URL, SLICE("https://dblp.org/rec/"),
			buf_slice(&item->id), SLICE(""));
	item_write(item);
}

static void
on_end(void *self, struct xml *xml, int key, struct xml_text text)
{
	struct item *item = self;
	struct slice plain = item_text(item, text);

	(void)xml;
	switch (key) {
	case AUTHOR:
		buf_add(&item->person.name, without_number(plain));
		person_add(&item->person, item->paper);
		break;
	case VOLUME: end_volume(item, plain); break;
	case JOURNAL:
		if (!slice_eq(plain, SLICE("CoRR")))
			paper_set(item->paper, M_VENUE, plain);
		break;
	case LINK: end_link(item, plain); break;
	case RECORD: end_record(item); break;
	default: item_end(item, key, text);
	}
}

static const struct xml_handler handler = XML_HANDLER(on_begin, on_end);

/* A record by itself has its key; articles of others have none. */
bool
dblp_xml_sniff(struct slice head)
{
	struct slice rest = xml_root(head), root;

	slice_cut(&rest, '>', &root);
	if (xml_root_is(root, SLICE("dblp")) ||
		xml_root_is(root, SLICE("dblpperson")))
		return true;
	for (size_t i = 0; i < COUNT(elements); i++)
		if (elements[i].key == RECORD &&
			xml_root_is(root, elements[i].name))
			return slice_find(root, SLICE(" key=\"")) != NULL;
	return false;
}

void
dblp_xml_parse(struct source *source)
{
	item_parse(source, &handler);
}
