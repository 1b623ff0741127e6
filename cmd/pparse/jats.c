/*
 * JATS, and NLM's formats before it, as far as they are the same
 * (https://jats.nlm.nih.gov/): an article, or a set of them.
 */
#include "item.h"
#include "kinds.h"

enum { ALI, ANY };

enum {
	SET = XML_ROOT + 1,
	ARTICLE,
	FRONT,
	JOURNAL_META,
	JOURNAL_TITLES,
	PUBLISHER,
	META,
	ARTICLE_ID,
	TITLES,
	CONTRIBUTORS,
	NAMES,
	NAME,
	STRING_NAME,
	ORCID,
	ABSTRACT,
	KEYWORDS,
	KEYWORD,
	DATE,
	PERMISSIONS,
	LICENSE,
	SELF,
	RELATED,
};

static const struct xml_space spaces[] = {
	{SLICE_INIT("http://www.niso.org/schemas/ali/"), SLICE_INIT("ali"),
         ALI								    },
	{SLICE_INIT(""),				 SLICE_INIT(""),     ANY},
	{SLICE_INIT(""),				 SLICE_INIT("jats"), ANY},
};

#define ROW(parent, name, key, text)                                           \
	{                                                                      \
		parent, ANY, SLICE_INIT(name), key, text                       \
	}
static const struct xml_element elements[] = {
	ROW(XML_ROOT, "pmc-articleset", SET, false),
	ROW(SET, "article", ARTICLE, false),
	ROW(XML_ROOT, "article", ARTICLE, false),
	ROW(ARTICLE, "front", FRONT, false),
	ROW(FRONT, "journal-meta", JOURNAL_META, false),
	ROW(JOURNAL_META, "journal-title", ITEM(M_VENUE), true),
	ROW(JOURNAL_META, "journal-title-group", JOURNAL_TITLES, false),
	ROW(JOURNAL_TITLES, "journal-title", ITEM(M_VENUE), true),
	ROW(JOURNAL_META, "publisher", PUBLISHER, false),
	ROW(PUBLISHER, "publisher-name", ITEM(M_PUBLISHER), true),

	ROW(FRONT, "article-meta", META, false),
	ROW(META, "article-id", ARTICLE_ID, true),
	ROW(META, "title-group", TITLES, false),
	ROW(TITLES, "article-title", ITEM(M_TITLE), true),
	ROW(META, "contrib-group", CONTRIBUTORS, false),
	ROW(CONTRIBUTORS, "contrib", ITEM_PERSON, false),
	ROW(ITEM_PERSON, "contrib-id", ORCID, true),
	ROW(ITEM_PERSON, "name", NAME, false),
	ROW(ITEM_PERSON, "name-alternatives", NAMES, false),
	ROW(NAMES, "name", NAME, false),
	ROW(NAMES, "string-name", STRING_NAME, true),
	ROW(NAME, "given-names", ITEM_GIVEN, true),
	ROW(NAME, "surname", ITEM_FAMILY, true),
	ROW(NAME, "suffix", ITEM_SUFFIX, true),
	ROW(ITEM_PERSON, "string-name", STRING_NAME, true),
	ROW(ITEM_PERSON, "collab", ITEM_GROUP, true),
	ROW(ITEM_PERSON, "aff", ITEM(M_AFFILIATIONS), true),
	ROW(META, "abstract", ABSTRACT, true),
	ROW(META, "kwd-group", KEYWORDS, false),
	ROW(KEYWORDS, "kwd", KEYWORD, true),
	ROW(META, "pub-date", DATE, false),
	ROW(DATE, "year", ITEM_YEAR, true),
	ROW(DATE, "month", ITEM_MONTH, true),
	ROW(DATE, "day", ITEM_DAY, true),
	ROW(META, "volume", ITEM(M_VOLUME), true),
	ROW(META, "issue", ITEM(M_ISSUE), true),
	ROW(META, "fpage", ITEM_FIRST_PAGE, true),
	ROW(META, "lpage", ITEM_LAST_PAGE, true),
	ROW(META, "elocation-id", ITEM_FIRST_PAGE, true),
	ROW(META, "permissions", PERMISSIONS, false),
	ROW(PERMISSIONS, "license", LICENSE, false),
	{LICENSE, ALI, SLICE_INIT("license_ref"), ITEM(M_LICENSE), true},
	ROW(META, "self-uri", SELF, false),
	ROW(META, "related-article", RELATED, false),
};

/* Abstracts that are no abstract, by @abstract-type. */
static const struct slice others[] = {SLICE_INIT("graphical"),
	SLICE_INIT("toc"), SLICE_INIT("key-image"), SLICE_INIT("teaser"),
	SLICE_INIT("plain-language-summary"), SLICE_INIT("executive-summary"),
	SLICE_INIT("short"), SLICE_INIT("web-summary")};

/* What is no keyword, by @kwd-group-type. */
static const struct slice no_keywords[] = {SLICE_INIT("abbr"),
	SLICE_INIT("abbreviations"), SLICE_INIT("JEL"), SLICE_INIT("pacs"),
	SLICE_INIT("msc")};

static const struct item_word types[] = {
	{SLICE_INIT("preprint"),     SLICE_INIT("article")    },
	{SLICE_INIT("dissertation"), SLICE_INIT("thesis")     },
	{SLICE_INIT("book-review"),  SLICE_INIT("review-book")},
};

/* Which of several dates of publication: the lowest is the one. */
static const struct {
	struct slice type;
	int rank;
} dates[] = {
	{SLICE_INIT("pub"),        0},
	{SLICE_INIT("epub"),       0},
	{SLICE_INIT("epub-ppub"),  1},
	{SLICE_INIT("ppub"),       2},
	{SLICE_INIT("collection"), 3},
};
enum { NO_DATE = 4 };

static bool
is_one_of(const struct slice words[], size_t count, struct slice word)
{
	for (size_t i = 0; i < count; i++)
		if (slice_eq_nocase(word, words[i]))
			return true;
	return false;
}

static void
begin_article(struct item *item, struct xml *xml)
{
	struct slice type = xml_attribute(xml, SLICE("article-type"));

	item->from = SLICE("jats");
	item->plain = true;
	item_word(item, M_TYPE, type, types, COUNT(types));
	paper_set(item->paper, M_TYPE, SLICE("article-journal"));
	paper_set(item->paper, M_LANGUAGE,
		xml_attribute_of(xml, SLICE("xml"), SLICE("lang")));
}

static void
begin_date(struct item *item, struct xml *xml)
{
	struct slice type = xml_attribute(xml, SLICE("date-type"));
	struct slice format = xml_attribute(xml, SLICE("publication-format"));

	if (type.len == 0)
		type = xml_attribute(xml, SLICE("pub-type"));
	item->what = type.len == 0 ? NO_DATE - 1 : NO_DATE;
	for (size_t i = 0; i < COUNT(dates); i++)
		if (slice_eq(type, dates[i].type))
			item->what = dates[i].rank;
	if (item->what == 0 && slice_eq(format, SLICE("print")))
		item->what = 2;
}

/* What an article says about itself, not about others that it is on. */
static void
begin_related(struct item *item, struct slice type)
{
	if (slice_eq(type, SLICE("retraction-forward")))
		item->status = SLICE("retracted");
	else if (slice_eq(type, SLICE("correction-forward")) &&
		 item->status.len == 0)
		item->status = SLICE("corrected");
}

static void
begin_contributor(struct item *item, struct slice type)
{
	item->hidden = type.len > 0 && !slice_eq(type, SLICE("author"));
}

static void
on_begin(void *self, struct xml *xml, int key)
{
	struct item *item = self;
	struct slice href =
		xml_attribute_of(xml, SLICE("xlink"), SLICE("href"));

	item_begin(item, key);
	switch (key) {
	case ARTICLE: begin_article(item, xml); break;
	case ITEM_PERSON:
		begin_contributor(
			item, xml_attribute(xml, SLICE("contrib-type")));
		break;
	case ORCID:
		item->ignored =
			!slice_eq(xml_attribute(xml, SLICE("contrib-id-type")),
				SLICE("orcid"));
		break;
	case ARTICLE_ID:
		buf_reset(&item->note);
		buf_add(&item->note, xml_attribute(xml, SLICE("pub-id-type")));
		break;
	case ABSTRACT:
		item->ignored = is_one_of(others, COUNT(others),
			xml_attribute(xml, SLICE("abstract-type")));
		break;
	case KEYWORDS:
		item->what = is_one_of(no_keywords, COUNT(no_keywords),
			xml_attribute(xml, SLICE("kwd-group-type")));
		break;
	case KEYWORD: item->ignored = item->what != 0; break;
	case DATE: begin_date(item, xml); break;
	case LICENSE: paper_set_url(item->paper, M_LICENSE, href); break;
	case SELF:
		if (slice_eq(xml_attribute(xml, SLICE("content-type")),
			    SLICE("pdf")) &&
			xml_resolve(xml, href, &item->scratch))
			paper_set_url(
				item->paper, M_PDF, buf_slice(&item->scratch));
		break;
	case RELATED:
		begin_related(item,
			xml_attribute(xml, SLICE("related-article-type")));
		break;
	}
}

/* An id of one of our schemes; publishers' own numbers name nothing. */
static void
end_id(struct item *item, struct slice id)
{
	static const struct {
		struct slice type, scheme;
	} schemes[] = {
		{SLICE_INIT("doi"),   SLICE_INIT("doi:")  },
		{SLICE_INIT("pmid"),  SLICE_INIT("pmid:") },
		{SLICE_INIT("pmc"),   SLICE_INIT("pmcid:")},
		{SLICE_INIT("pmcid"), SLICE_INIT("pmcid:")},
		{SLICE_INIT("arxiv"), SLICE_INIT("arxiv:")},
	};

	for (size_t i = 0; i < COUNT(schemes); i++) {
		if (!slice_eq(buf_slice(&item->note), schemes[i].type))
			continue;
		buf_reset(&item->scratch);
		if (!slice_starts_nocase(id, schemes[i].scheme))
			buf_add(&item->scratch, schemes[i].scheme);
		buf_add(&item->scratch, id);
		if (!item_doi(item, buf_slice(&item->scratch)))
			paper_identify(item->paper, buf_slice(&item->scratch));
	}
}

/* What stands in TEXT between BEGIN and END; empty if they do not. */
static struct slice
between(struct slice text, struct slice begin, struct slice end)
{
	const char *from = slice_find(text, begin), *to;

	if (from == NULL)
		return SLICE("");
	text = slice_from(text, (size_t)(from - text.ptr) + begin.len);
	to = slice_find(text, end);
	return slice_first(text, to == NULL ? 0 : (size_t)(to - text.ptr));
}

/* A name as it is printed, in which the parts may be marked. */
static void
end_string_name(struct item *item, struct xml_text text)
{
	struct xml_text family = {
		between(text.text, SLICE("<surname>"), SLICE("</surname>")),
		true};
	struct xml_text given = {between(text.text, SLICE("<given-names>"),
					 SLICE("</given-names>")),
		true};

	if (!text.markup || family.text.len == 0) {
		item_end(item, ITEM_NAME, text);
		return;
	}
	item_end(item, ITEM_FAMILY, family);
	item_end(item, ITEM_GIVEN, given);
}

static void
on_end(void *self, struct xml *xml, int key, struct xml_text text)
{
	struct item *item = self;

	(void)xml;
	switch (key) {
	case ARTICLE_ID: end_id(item, item_text(item, text)); break;
	case ORCID: key = ITEM_ORCID; break;
	case STRING_NAME: end_string_name(item, text); break;
	case ABSTRACT: key = ITEM_ABSTRACT; break;
	case KEYWORD: key = ITEM(M_KEYWORDS); break;
	case DATE:
		if (item->what < NO_DATE)
			item_published(item, item_take_date(item), item->what);
		else
			item_take_date(item);
		break;
	case ARTICLE: item_write(item); break;
	}
	item_end(item, key, text);
}

const struct xml_handler jats_handler = XML_HANDLER(on_begin, on_end);

bool
jats_sniff(struct slice head)
{
	struct slice root = xml_root(head);

	return xml_root_is(root, SLICE("pmc-articleset")) ||
	       (xml_root_is(root, SLICE("article")) &&
		       (slice_find(root, SLICE("<front")) != NULL ||
			       slice_find(head, SLICE("//NLM//DTD")) != NULL));
}

void
jats_parse(struct source *source)
{
	item_parse(source, &jats_handler);
}
