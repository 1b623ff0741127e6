/*
 * Crossref's deposits as doi.org hands them out: unixref, and unixsd around it.
 * https://www.crossref.org/documentation/schema-library/
 */
#include "item.h"
#include "kinds.h"

enum { JATS, ANY };

enum {
	ROOT = XML_ROOT + 1,
	RESULT,
	BODY,
	QUERY,
	CRM_ITEM,
	RECORDS,
	RECORD,
	CROSSREF,
	ERROR,
	CONTAINER, /* journal, conference, book */
	CONTAINER_META,
	JOURNAL_ISSUE,
	JOURNAL_VOLUME,
	PUBLISHER,
	WORK,
	TITLES,
	CONTRIBUTORS,
	GROUP_NAME,
	AFFILIATIONS,
	INSTITUTION,
	DATE,
	ISSUE_DATE,
	PAGES,
	LICENSES,
	LICENSE,
	CROSSMARK,
	DOI_DATA,
	OF_BOOK,
	BOOK_TITLES,
	BOOK_TITLE,
	BOOK_DOI_DATA,
	BOOK_DOI,
};

/* The schema's version is in the namespace. */
static const struct xml_space spaces[] = {
	{SLICE_INIT("http://www.ncbi.nlm.nih.gov/JATS1"), SLICE_INIT("jats"),
         JATS								    },
	{SLICE_INIT(""),				  SLICE_INIT(""),     ANY},
	{SLICE_INIT(""),				  SLICE_INIT("ai"),   ANY},
};

#define ROW(parent, name, key, text)                                           \
	{                                                                      \
		parent, ANY, SLICE_INIT(name), key, text                       \
	}
#define PARTS(parent)                                                          \
	ROW(parent, "year", ITEM_YEAR, true),                                  \
		ROW(parent, "month", ITEM_MONTH, true),                        \
		ROW(parent, "day", ITEM_DAY, true)

static const struct xml_element elements[] = {
	ROW(XML_ROOT, "crossref_result", ROOT, false),
	ROW(ROOT, "query_result", RESULT, false),
	ROW(RESULT, "body", BODY, false),
	ROW(BODY, "query", QUERY, false),
	ROW(QUERY, "msg", ERROR, true),
	ROW(QUERY, "crm-item", CRM_ITEM, true),
	ROW(QUERY, "doi_record", RECORD, false),
	ROW(XML_ROOT, "doi_records", RECORDS, false),
	ROW(RECORDS, "doi_record", RECORD, false),
	ROW(XML_ROOT, "doi_record", RECORD, false),
	ROW(RECORD, "crossref", CROSSREF, false),
	ROW(CROSSREF, "error", ERROR, true),

	ROW(CROSSREF, "journal", CONTAINER, false),
	ROW(CONTAINER, "journal_metadata", CONTAINER_META, false),
	ROW(CONTAINER_META, "full_title", ITEM(M_VENUE), true),
	ROW(CONTAINER, "journal_issue", JOURNAL_ISSUE, false),
	ROW(JOURNAL_ISSUE, "journal_volume", JOURNAL_VOLUME, false),
	ROW(JOURNAL_VOLUME, "volume", ITEM(M_VOLUME), true),
	ROW(JOURNAL_ISSUE, "issue", ITEM(M_ISSUE), true),
	ROW(JOURNAL_ISSUE, "publication_date", ISSUE_DATE, false),
	ROW(CONTAINER, "journal_article", WORK, false),

	ROW(CROSSREF, "conference", CONTAINER, false),
	ROW(CONTAINER, "proceedings_metadata", CONTAINER_META, false),
	ROW(CONTAINER, "proceedings_series_metadata", CONTAINER_META, false),
	ROW(CONTAINER_META, "proceedings_title", ITEM(M_VENUE), true),
	ROW(CONTAINER_META, "volume", ITEM(M_VOLUME), true),
	ROW(CONTAINER_META, "publisher", PUBLISHER, false),
	ROW(PUBLISHER, "publisher_name", ITEM(M_PUBLISHER), true),
	ROW(CONTAINER_META, "publication_date", ISSUE_DATE, false),
	ROW(CONTAINER, "conference_paper", WORK, false),

	ROW(CROSSREF, "book", CONTAINER, false),
	ROW(CONTAINER, "book_metadata", OF_BOOK, false),
	ROW(CONTAINER, "book_series_metadata", OF_BOOK, false),
	ROW(CONTAINER, "book_set_metadata", OF_BOOK, false),
	ROW(OF_BOOK, "titles", BOOK_TITLES, false),
	ROW(BOOK_TITLES, "title", BOOK_TITLE, true),
	ROW(OF_BOOK, "publisher", PUBLISHER, false),
	ROW(OF_BOOK, "publication_date", ISSUE_DATE, false),
	ROW(OF_BOOK, "doi_data", BOOK_DOI_DATA, false),
	ROW(BOOK_DOI_DATA, "doi", BOOK_DOI, true),
	ROW(CONTAINER, "content_item", WORK, false),

	ROW(CROSSREF, "posted_content", WORK, false),
	ROW(CROSSREF, "dissertation", WORK, false),
	ROW(CROSSREF, "peer_review", WORK, false),

	ROW(WORK, "titles", TITLES, false),
	ROW(TITLES, "title", ITEM(M_TITLE), true),
	ROW(WORK, "contributors", CONTRIBUTORS, false),
	ROW(CONTRIBUTORS, "person_name", ITEM_PERSON, false),
	ROW(WORK, "person_name", ITEM_PERSON, false),
	ROW(ITEM_PERSON, "given_name", ITEM_GIVEN, true),
	ROW(ITEM_PERSON, "surname", ITEM_FAMILY, true),
	ROW(ITEM_PERSON, "suffix", ITEM_SUFFIX, true),
	ROW(ITEM_PERSON, "ORCID", ITEM_ORCID, true),
	ROW(ITEM_PERSON, "affiliation", ITEM(M_AFFILIATIONS), true),
	ROW(ITEM_PERSON, "affiliations", AFFILIATIONS, false),
	ROW(AFFILIATIONS, "institution", INSTITUTION, false),
	ROW(INSTITUTION, "institution_name", ITEM(M_AFFILIATIONS), true),
	ROW(CONTRIBUTORS, "organization", GROUP_NAME, true),
	{WORK, JATS, SLICE_INIT("abstract"), ITEM_ABSTRACT, true},
	ROW(WORK, "abstract", ITEM_ABSTRACT, true), /* some forget the prefix */
	ROW(WORK, "publication_date", DATE, false),
	ROW(WORK, "posted_date", DATE, false),
	ROW(WORK, "approval_date", DATE, false),
	PARTS(DATE),
	PARTS(ISSUE_DATE),
	ROW(WORK, "pages", PAGES, false),
	ROW(PAGES, "first_page", ITEM_FIRST_PAGE, true),
	ROW(PAGES, "last_page", ITEM_LAST_PAGE, true),
	ROW(WORK, "crossmark", CROSSMARK, false),
	ROW(CROSSMARK, "custom_metadata", CROSSMARK, false),
	ROW(CROSSMARK, "program", LICENSES, false),
	ROW(WORK, "program", LICENSES, false),
	ROW(LICENSES, "license_ref", ITEM(M_LICENSE), true),
	ROW(WORK, "doi_data", DOI_DATA, false),
	ROW(DOI_DATA, "doi", ITEM_DOI, true),
	ROW(DOI_DATA, "resource", ITEM(M_URL), true),
};

static const struct item_word types[] = {
	{SLICE_INIT("journal_article"),  SLICE_INIT("article-journal") },
	{SLICE_INIT("conference_paper"), SLICE_INIT("paper-conference")},
	{SLICE_INIT("content_item"),     SLICE_INIT("chapter")         },
	{SLICE_INIT("posted_content"),   SLICE_INIT("article")         },
	{SLICE_INIT("dissertation"),     SLICE_INIT("thesis")          },
	{SLICE_INIT("peer_review"),      SLICE_INIT("review")          },
};

static void
on_begin(void *self, struct xml *xml, int key)
{
	struct item *item = self;
	struct slice language = xml_attribute(xml, SLICE("language")),
		     role = xml_attribute(xml, SLICE("contributor_role"));

	item_begin(item, key);
	switch (key) {
	case RECORD: item->from = SLICE("crossref"); break;
	case WORK:
		item_word(item, M_TYPE, xml_name(xml), types, COUNT(types));
		paper_set(item->paper, M_LANGUAGE, language);
		break;
	case ITEM_PERSON:
		item->hidden = role.len > 0 && !slice_eq(role, SLICE("author"));
		break;
	case GROUP_NAME:
		item->ignored =
			role.len > 0 && !slice_eq(role, SLICE("author"));
		break;
	case CRM_ITEM:
		item->ignored = !slice_eq(xml_attribute(xml, SLICE("name")),
			SLICE("citation-count"));
		break;
	case DATE:
		/* The day online comes before that of print. */
		item->what = slice_eq(xml_attribute(xml, SLICE("media_type")),
			SLICE("print"));
		break;
	}
}

/* A book by itself has no part of which it would be the venue. */
static void
end_record(struct item *item)
{
	struct slice book = buf_slice(&item->id);

	if (paper_has(item->paper, M_TITLE)) {
		paper_set(item->paper, M_VENUE, book);
	} else if (book.len > 0) {
		paper_set(item->paper, M_TYPE, SLICE("book"));
		paper_set(item->paper, M_TITLE, book);
		item_doi(item, buf_slice(&item->note));
	}
	if (paper_identified(item->paper) || paper_has(item->paper, M_TITLE))
		item_write(item);
	else
		item_reset(item); /* that has been said, or it is a journal */
}

static void
end_citations(struct item *item, struct slice text)
{
	struct slice rest;
	int64_t number;

	if (json_int(json_value(text, &rest), &number))
		paper_set_number(item->paper, M_CITATIONS, number);
}

static void
on_end(void *self, struct xml *xml, int key, struct xml_text text)
{
	struct item *item = self;
	struct slice plain = item_text(item, text);

	if (item->ignored) {
		item->ignored = false;
		return;
	}
	switch (key) {
	case ERROR:
		source_bad(item->source, xml_line(xml), "Crossref: %.*s",
			ERR_SLICE(plain));
		break;
	case CRM_ITEM: end_citations(item, plain); break;
	case GROUP_NAME:
		item_end(item, ITEM_GROUP, text);
		item_end(item, ITEM_PERSON, text);
		break;
	case BOOK_TITLE:
		if (item->id.len == 0)
			buf_add(&item->id, plain);
		break;
	case BOOK_DOI:
		if (item->note.len == 0)
			buf_add(&item->note, plain);
		break;
	case DATE:
		item_published(item, item_take_date(item), item->what);
		break;
	case ISSUE_DATE: item_published(item, item_take_date(item), 2); break;
	case RECORD: end_record(item); break;
	default: item_end(item, key, text);
	}
}

static const struct xml_handler handler = XML_HANDLER(on_begin, on_end);

bool
unixref_sniff(struct slice head)
{
	struct slice root = xml_root(head);

	return xml_root_is(root, SLICE("crossref_result")) ||
	       xml_root_is(root, SLICE("doi_records")) ||
	       xml_root_is(root, SLICE("doi_record"));
}

void
unixref_parse(struct source *source)
{
	item_parse(source, &handler);
}
