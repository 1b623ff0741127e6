/*
 * PubMed, as efetch answers:
 * https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html
 */
#include "item.h"
#include "kinds.h"

enum { NONE };

enum {
	SET = XML_ROOT + 1,
	FAILURE,
	ERROR,
	ARTICLE,
	CITATION,
	PMID,
	REVISED,
	CONTENT,
	JOURNAL,
	JOURNAL_ISSUE,
	PRINTED,
	ELECTRONIC,
	PAGINATION,
	PAGES,
	LOCATION,
	ABSTRACT,
	ABSTRACT_TEXT,
	AUTHORS, /* whose lists are of editors, too, in books */
	ORCID,
	AFFILIATION,
	TYPES,
	TYPE,
	KEYWORDS,
	HEADINGS,
	HEADING,
	CORRECTIONS,
	CORRECTION,
	DATA,
	IDS,
	ARTICLE_ID,
	BOOK_ARTICLE,
	BOOK_DOCUMENT,
	BOOK,
	BOOK_PUBLISHER,
	DELETED,
	DELETED_PMID,
};

static const struct xml_space spaces[] = {
	{SLICE_INIT(""), SLICE_INIT(""), NONE},
};

#define ROW(parent, name, key, text)                                           \
	{                                                                      \
		parent, NONE, SLICE_INIT(name), key, text                      \
	}
#define DATE(parent)                                                           \
	ROW(parent, "Year", ITEM_YEAR, true),                                  \
		ROW(parent, "Month", ITEM_MONTH, true),                        \
		ROW(parent, "Day", ITEM_DAY, true)

static const struct xml_element elements[] = {
	ROW(XML_ROOT, "PubmedArticleSet", SET, false),
	ROW(XML_ROOT, "PubmedBookArticleSet", SET, false),
	ROW(XML_ROOT, "eFetchResult", FAILURE, false),
	ROW(FAILURE, "ERROR", ERROR, true),

	ROW(XML_ROOT, "PubmedArticle", ARTICLE, false),
	ROW(SET, "PubmedArticle", ARTICLE, false),
	ROW(ARTICLE, "MedlineCitation", CITATION, false),
	ROW(CITATION, "PMID", PMID, true),
	ROW(CITATION, "DateRevised", REVISED, false),
	DATE(REVISED),
	ROW(CITATION, "Article", CONTENT, false),
	ROW(CONTENT, "Journal", JOURNAL, false),
	ROW(JOURNAL, "Title", ITEM(M_VENUE), true),
	ROW(JOURNAL, "JournalIssue", JOURNAL_ISSUE, false),
	ROW(JOURNAL_ISSUE, "Volume", ITEM(M_VOLUME), true),
	ROW(JOURNAL_ISSUE, "Issue", ITEM(M_ISSUE), true),
	ROW(JOURNAL_ISSUE, "PubDate", PRINTED, false),
	DATE(PRINTED),
	/* `1998 Dec-1999 Jan`: only the year is sure. */
	ROW(PRINTED, "MedlineDate", ITEM_YEAR, true),
	ROW(CONTENT, "ArticleTitle", ITEM_TITLE, true),
	ROW(CONTENT, "Pagination", PAGINATION, false),
	ROW(PAGINATION, "MedlinePgn", PAGES, true),
	ROW(CONTENT, "ELocationID", LOCATION, true),
	ROW(CONTENT, "Abstract", ABSTRACT, false),
	ROW(ABSTRACT, "AbstractText", ABSTRACT_TEXT, true),
	ROW(CONTENT, "AuthorList", AUTHORS, false),
	ROW(AUTHORS, "Author", ITEM_PERSON, false),
	ROW(ITEM_PERSON, "LastName", ITEM_FAMILY, true),
	ROW(ITEM_PERSON, "ForeName", ITEM_GIVEN, true),
	ROW(ITEM_PERSON, "Initials", ITEM_GIVEN, true), /* behind ForeName */
	ROW(ITEM_PERSON, "Suffix", ITEM_SUFFIX, true),
	ROW(ITEM_PERSON, "CollectiveName", ITEM_GROUP, true),
	ROW(ITEM_PERSON, "Identifier", ORCID, true),
	ROW(ITEM_PERSON, "Affiliation", ITEM(M_AFFILIATIONS), true),
	ROW(ITEM_PERSON, "AffiliationInfo", AFFILIATION, false),
	ROW(AFFILIATION, "Affiliation", ITEM(M_AFFILIATIONS), true),
	ROW(CONTENT, "Language", ITEM(M_LANGUAGE), true),
	ROW(CONTENT, "PublicationTypeList", TYPES, false),
	ROW(TYPES, "PublicationType", TYPE, true),
	ROW(CONTENT, "ArticleDate", ELECTRONIC, false),
	DATE(ELECTRONIC),
	ROW(CITATION, "KeywordList", KEYWORDS, false),
	ROW(KEYWORDS, "Keyword", ITEM(M_KEYWORDS), true),
	ROW(CITATION, "MeshHeadingList", HEADINGS, false),
	ROW(HEADINGS, "MeshHeading", HEADING, false),
	ROW(HEADING, "DescriptorName", ITEM(M_KEYWORDS), true),
	ROW(CITATION, "CommentsCorrectionsList", CORRECTIONS, false),
	ROW(CORRECTIONS, "CommentsCorrections", CORRECTION, false),
	ROW(ARTICLE, "PubmedData", DATA, false),
	ROW(DATA, "ArticleIdList", IDS, false),
	ROW(IDS, "ArticleId", ARTICLE_ID, true),

	ROW(XML_ROOT, "PubmedBookArticle", BOOK_ARTICLE, false),
	ROW(SET, "PubmedBookArticle", BOOK_ARTICLE, false),
	ROW(BOOK_ARTICLE, "BookDocument", BOOK_DOCUMENT, false),
	ROW(BOOK_DOCUMENT, "PMID", PMID, true),
	ROW(BOOK_DOCUMENT, "ArticleIdList", IDS, false),
	ROW(BOOK_DOCUMENT, "Book", BOOK, false),
	ROW(BOOK, "BookTitle", ITEM(M_VENUE), true),
	ROW(BOOK, "Publisher", BOOK_PUBLISHER, false),
	ROW(BOOK_PUBLISHER, "PublisherName", ITEM(M_PUBLISHER), true),
	ROW(BOOK, "PubDate", PRINTED, false),
	ROW(BOOK_DOCUMENT, "ArticleTitle", ITEM_TITLE, true),
	ROW(BOOK_DOCUMENT, "AuthorList", AUTHORS, false),
	ROW(BOOK_DOCUMENT, "Abstract", ABSTRACT, false),
	ROW(BOOK_DOCUMENT, "KeywordList", KEYWORDS, false),
	ROW(BOOK_DOCUMENT, "Language", ITEM(M_LANGUAGE), true),
	ROW(BOOK_DOCUMENT, "ContributionDate", ELECTRONIC, false),
	ROW(BOOK_DOCUMENT, "DateRevised", REVISED, false),

	ROW(XML_ROOT, "DeleteCitation", DELETED, false),
	ROW(SET, "DeleteCitation", DELETED, false),
	ROW(DELETED, "PMID", DELETED_PMID, true),
};

static const struct item_word types[] = {
	{SLICE_INIT("Preprint"), SLICE_INIT("article")},
	{SLICE_INIT("Dataset"),  SLICE_INIT("dataset")},
};

static void
begin_correction(struct item *item, struct slice type)
{
	if (slice_eq(type, SLICE("RetractionIn")))
		item->status = SLICE("retracted");
	else if (slice_eq(type, SLICE("ErratumIn")) && item->status.len == 0)
		item->status = SLICE("corrected");
}

static void
on_begin(void *self, struct xml *xml, int key)
{
	struct item *item = self;
	struct slice valid = xml_attribute(xml, SLICE("ValidYN"));

	item_begin(item, key);
	switch (key) {
	case ARTICLE:
	case BOOK_ARTICLE:
	case DELETED:
		item_reset(item);
		item->from = SLICE("pubmed");
		item->plain = true;
		break;
	case ITEM_PERSON:
		item->hidden = item->what != 0 || slice_eq(valid, SLICE("N"));
		break;
	case AUTHORS:
		item->what = slice_eq(
			xml_attribute(xml, SLICE("Type")), SLICE("editors"));
		break;
	case ORCID:
		item->ignored = !slice_eq(
			xml_attribute(xml, SLICE("Source")), SLICE("ORCID"));
		break;
	case LOCATION:
		item->ignored = slice_eq(valid, SLICE("N")) ||
		                !slice_eq(xml_attribute(xml, SLICE("EIdType")),
					SLICE("doi"));
		break;
	case ARTICLE_ID:
		buf_reset(&item->note);
		buf_add(&item->note, xml_attribute(xml, SLICE("IdType")));
		break;
	case ABSTRACT_TEXT:
		buf_reset(&item->note);
		buf_add(&item->note, xml_attribute(xml, SLICE("Label")));
		break;
	case CORRECTION:
		begin_correction(item, xml_attribute(xml, SLICE("RefType")));
		break;
	}
}

/* The parts of an abstract have labels: `METHODS`. */
static void
end_abstract(struct item *item, struct xml_text text)
{
	struct slice plain = item_text(item, text);

	if (plain.len == 0)
		return;
	if (item->abstract.len > 0)
		buf_add(&item->abstract, SLICE("\n\n"));
	if (item->note.len > 0) {
		buf_add(&item->abstract, buf_slice(&item->note));
		buf_add(&item->abstract, SLICE(": "));
	}
	buf_add(&item->abstract, plain);
}

/* The last page is shortened: 687-90. */
static void
end_pages(struct item *item, struct slice pages)
{
	struct slice last = pages, first;
	bool digits = true;

	slice_cut(&last, '-', &first);
	for (size_t i = 0; i < pages.len; i++)
		digits =
			digits && (ascii_digit(pages.ptr[i]) || i == first.len);
	buf_reset(&item->scratch);
	if (digits && last.len > 0 && last.len < first.len) {
		buf_add(&item->scratch, first);
		buf_char(&item->scratch, '-');
		buf_add(&item->scratch,
			slice_first(first, first.len - last.len));
		buf_add(&item->scratch, last);
		pages = buf_slice(&item->scratch);
	}
	paper_set(item->paper, M_PAGES, pages);
}

/* An id of PMC may have a version behind a dot. */
static void
end_id(struct item *item, struct slice id)
{
	struct slice type = buf_slice(&item->note), rest = id;

	if (slice_eq(type, SLICE("doi"))) {
		item_doi(item, id);
	} else if (slice_eq(type, SLICE("pmc"))) {
		slice_cut(&rest, '.', &id);
		buf_reset(&item->scratch);
		buf_add(&item->scratch, SLICE("pmcid:"));
		buf_add(&item->scratch, id);
		if (paper_identify(item->paper, buf_slice(&item->scratch)))
			item_url(item, M_PDF,
				SLICE("https://pmc.ncbi.nlm.nih.gov/articles/"),
				id, SLICE("/pdf/"));
	}
}

static void
end_pmid(struct item *item, struct slice pmid)
{
	buf_reset(&item->scratch);
	buf_add(&item->scratch, SLICE("pmid:"));
	buf_add(&item->scratch, pmid);
	paper_identify(item->paper, buf_slice(&item->scratch));
}

static void
end_deleted(struct item *item, struct slice pmid)
{
	end_pmid(item, pmid);
	paper_set(item->paper, M_DELETED, SLICE(""));
	item->from = SLICE("pubmed");
	item_write(item);
}

static void
end_type(struct item *item, struct slice type)
{
	if (slice_eq(type, SLICE("Retracted Publication")))
		item->status = SLICE("retracted");
	item_word(item, M_TYPE, type, types, COUNT(types));
}

static void
end_article(struct item *item, struct slice type)
{
	paper_set(item->paper, M_TYPE, type);
	item_write(item);
}

static void
end_revised(struct item *item)
{
	struct date date = item_take_date(item);

	paper_set_date(item->paper, M_MODIFIED, &date);
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
		source_bad(item->source, xml_line(xml), "PubMed: %.*s",
			ERR_SLICE(plain));
		break;
	case PMID:
		item_url(item, M_URL, SLICE("https://pubmed.ncbi.nlm.nih.gov/"),
			plain, SLICE("/"));
		end_pmid(item, plain);
		break;
	case DELETED_PMID: end_deleted(item, plain); break;
	case REVISED: end_revised(item); break;
	case ELECTRONIC: item_published(item, item_take_date(item), 0); break;
	case PRINTED: item_published(item, item_take_date(item), 1); break;
	case PAGES: end_pages(item, plain); break;
	case LOCATION: item_doi(item, plain); break;
	case ABSTRACT_TEXT: end_abstract(item, text); break;
	case ORCID: item_end(item, ITEM_ORCID, text); break;
	case TYPE: end_type(item, plain); break;
	case ARTICLE_ID: end_id(item, plain); break;
	case ARTICLE: end_article(item, SLICE("article-journal")); break;
	case BOOK_ARTICLE: end_article(item, SLICE("chapter")); break;
	default: item_end(item, key, text);
	}
}

static const struct xml_handler handler = XML_HANDLER(on_begin, on_end);

bool
pubmed_sniff(struct slice head)
{
	struct slice root = xml_root(head);

	for (size_t i = 0; i < COUNT(elements); i++)
		if (elements[i].parent == XML_ROOT &&
			xml_root_is(root, elements[i].name))
			return true;
	return false;
}

void
pubmed_parse(struct source *source)
{
	item_parse(source, &handler);
}
