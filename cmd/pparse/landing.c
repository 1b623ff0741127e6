/*
 * Landing pages: what publishers tell in meta elements and JSON-LD. Whom to
 * believe first is the order that works in the field: Highwire's citation_*,
 * then PRISM, Dublin Core, EPrints and bepress, then JSON-LD (see jsonld.h),
 * then Open Graph.
 */
#include <stdlib.h>

#include "doi.h"
#include "html.h"
#include "jsonld.h"
#include "kinds.h"
#include "landing.h"
#include "markup.h"
#include "mem.h"
#include "person.h"
#include "uri.h"

enum { VALUES_MAX = 10000 };

enum {
	META = HTML_TOP + 1,
	LINK,
	BASE,
	TITLE,
	JSON_LD,
};

static const struct html_rule rules[] = {
	{HTML_ANYWHERE, SLICE_INIT("meta"),   {"", 0},            {"", 0}, META,
         HTML_INSIDE									 },
	{HTML_ANYWHERE, SLICE_INIT("link"),   {"", 0},            {"", 0}, LINK,
         HTML_INSIDE									 },
	{HTML_ANYWHERE, SLICE_INIT("base"),   {"", 0},            {"", 0}, BASE,
         HTML_INSIDE									 },
	{HTML_TOP,      SLICE_INIT("title"),  {"", 0},            {"", 0}, TITLE,   HTML_TEXT},
	{HTML_ANYWHERE, SLICE_INIT("script"), SLICE_INIT("type"),
         SLICE_INIT("application/ld+json"),                                JSON_LD, HTML_TEXT},
};

/* How a value is read. */
enum form {
	TEXT, /* with markup and references, twice escaped */
	PLAIN,
	NAME,
	NAMES,    /* several, split at `;` */
	KEYWORDS, /* several, split at `;`, else at `,` */
	DATE,
	DOI,
	IDENT, /* VALUE behind the prefix of the row */
	ADDRESS,
	TYPE, /* its being there says the type */
};

struct row {
	const char *name; /* in lower case */
	enum form form;
	enum member member;
	const char *prefix; /* of IDENT; the value of TYPE */
};

/* The first row of a member that has values counts. */
static const struct row trusted[] = {
	{"citation_title",                        TEXT,     M_TITLE,     NULL              },
	{"prism.title",			   TEXT,     M_TITLE,     NULL              },
	{"dc.title",			      TEXT,     M_TITLE,     NULL              },
	{"dcterms.title",                         TEXT,     M_TITLE,     NULL              },
	{"eprints.title",                         TEXT,     M_TITLE,     NULL              },
	{"bepress_citation_title",                TEXT,     M_TITLE,     NULL              },

	{"citation_author",                       NAME,     M_AUTHORS,   NULL              },
	{"citation_authors",                      NAMES,    M_AUTHORS,   NULL              },
	{"dc.creator",			    NAMES,    M_AUTHORS,   NULL              },
	{"dcterms.creator",                       NAMES,    M_AUTHORS,   NULL              },
	{"eprints.creators_name",                 NAMES,    M_AUTHORS,   NULL              },
	{"bepress_citation_author",               NAME,     M_AUTHORS,   NULL              },
	{"dc.contributor",                        NAMES,    M_AUTHORS,   NULL              },

	{"citation_publication_date",             DATE,     M_PUBLISHED, NULL              },
	{"citation_cover_date",                   DATE,     M_PUBLISHED, NULL              },
	{"citation_date",                         DATE,     M_PUBLISHED, NULL              },
	{"citation_online_date",                  DATE,     M_PUBLISHED, NULL              },
	{"citation_year",                         DATE,     M_PUBLISHED, NULL              },
	{"prism.publicationdate",                 DATE,     M_PUBLISHED, NULL              },
	{"dcterms.issued",                        DATE,     M_PUBLISHED, NULL              },
	{"dc.date.issued",                        DATE,     M_PUBLISHED, NULL              },
	{"dc.date",			       DATE,     M_PUBLISHED, NULL              },
	{"eprints.date",			  DATE,     M_PUBLISHED, NULL              },
	{"bepress_citation_date",                 DATE,     M_PUBLISHED, NULL              },
	{"dcterms.modified",                      DATE,     M_UPDATED,   NULL              },

	{"citation_arxiv_id",                     IDENT,    M_ID,        "arxiv:"          },
	{"citation_doi",			  DOI,      M_DOI,       NULL              },
	{"prism.doi",			     DOI,      M_DOI,       NULL              },
	{"dc.identifier.doi",                     DOI,      M_DOI,       NULL              },
	{"dc.identifier",                         DOI,      M_DOI,       NULL              },
	{"dcterms.identifier",                    DOI,      M_DOI,       NULL              },
	{"eprints.doi",			   DOI,      M_DOI,       NULL              },
	{"eprints.id_number",                     DOI,      M_DOI,       NULL              },
	{"bepress_citation_doi",                  DOI,      M_DOI,       NULL              },
	{"citation_pmid",                         IDENT,    M_ID,        "pmid:"           },

	{"citation_journal_title",                TYPE,     M_TYPE,      "article-journal" },
	{"citation_conference_title",             TYPE,     M_TYPE,      "paper-conference"},
	{"citation_conference",                   TYPE,     M_TYPE,      "paper-conference"},
	{"citation_inbook_title",                 TYPE,     M_TYPE,      "chapter"         },
	{"citation_dissertation_institution",     TYPE,     M_TYPE,      "thesis"          },
	{"citation_technical_report_institution", TYPE,     M_TYPE,      "report"          },
	{"citation_journal_title",                TEXT,     M_VENUE,     NULL              },
	{"citation_conference_title",             TEXT,     M_VENUE,     NULL              },
	{"citation_conference",                   TEXT,     M_VENUE,     NULL              },
	{"citation_inbook_title",                 TEXT,     M_VENUE,     NULL              },
	{"citation_book_title",                   TEXT,     M_VENUE,     NULL              },
	{"prism.publicationname",                 TEXT,     M_VENUE,     NULL              },
	{"eprints.publication",                   TEXT,     M_VENUE,     NULL              },
	{"bepress_citation_journal_title",        TEXT,     M_VENUE,     NULL              },
	{"dc.source",			     TEXT,     M_VENUE,     NULL              },
	{"dc.relation.ispartof",                  TEXT,     M_VENUE,     NULL              },
	{"citation_volume",                       PLAIN,    M_VOLUME,    NULL              },
	{"prism.volume",			  PLAIN,    M_VOLUME,    NULL              },
	{"citation_issue",                        PLAIN,    M_ISSUE,     NULL              },
	{"prism.number",			  PLAIN,    M_ISSUE,     NULL              },
	{"citation_publisher",                    TEXT,     M_PUBLISHER, NULL              },
	{"dc.publisher",			  TEXT,     M_PUBLISHER, NULL              },
	{"dcterms.publisher",                     TEXT,     M_PUBLISHER, NULL              },

	{"citation_abstract",                     TEXT,     M_ABSTRACT,  NULL              },
	{"dcterms.abstract",                      TEXT,     M_ABSTRACT,  NULL              },
	{"dc.description.abstract",               TEXT,     M_ABSTRACT,  NULL              },
	{"dc.description",                        TEXT,     M_ABSTRACT,  NULL              },
	{"eprints.abstract",                      TEXT,     M_ABSTRACT,  NULL              },
	{"citation_keywords",                     KEYWORDS, M_KEYWORDS,  NULL              },
	{"prism.keyword",                         KEYWORDS, M_KEYWORDS,  NULL              },
	{"dc.subject",			    KEYWORDS, M_KEYWORDS,  NULL              },
	{"dcterms.subject",                       KEYWORDS, M_KEYWORDS,  NULL              },
	{"citation_language",                     PLAIN,    M_LANGUAGE,  NULL              },
	{"dc.language",			   PLAIN,    M_LANGUAGE,  NULL              },
	{"dcterms.license",                       PLAIN,    M_LICENSE,   NULL              },
	{"link:license",			  PLAIN,    M_LICENSE,   NULL              },
	{"dc.rights",			     TEXT,     M_LICENSE,   NULL              },

	{"citation_pdf_url",                      ADDRESS,  M_PDF,       NULL              },
	{"eprints.document_url",                  ADDRESS,  M_PDF,       NULL              },
	{"citation_abstract_html_url",            ADDRESS,  M_URL,       NULL              },
	{"citation_public_url",                   ADDRESS,  M_URL,       NULL              },
	{"link:canonical",                        ADDRESS,  M_URL,       NULL              },
};

/* What JSON-LD has, too, and has better. */
static const struct row others[] = {
	{"og:title",                   TEXT,     M_TITLE,     NULL},
	{"article:author",             NAME,     M_AUTHORS,   NULL},
	{"article:published_time",     DATE,     M_PUBLISHED, NULL},
	{"article:modified_time",      DATE,     M_UPDATED,   NULL},
	{"og:description",             TEXT,     M_ABSTRACT,  NULL},
	{"description",                TEXT,     M_ABSTRACT,  NULL},
	{"article:tag",                KEYWORDS, M_KEYWORDS,  NULL},
	{"og:url",		     ADDRESS,  M_URL,       NULL},
	{"citation_fulltext_html_url", ADDRESS,  M_URL,       NULL},
	{"og:image",                   ADDRESS,  M_THUMBNAIL, NULL},
};

/* Titles of pages that stand between us and the one that was asked for. */
static const struct slice walls[] = {
	SLICE_INIT("Just a moment"),
	SLICE_INIT("Attention Required"),
	SLICE_INIT("Access Denied"),
	SLICE_INIT("Access to this page has been denied"),
	SLICE_INIT("Are you a robot"),
	SLICE_INIT("Robot Check"),
	SLICE_INIT("Human Verification"),
	SLICE_INIT("Bot Verification"),
	SLICE_INIT("Verify you are human"),
	SLICE_INIT("Verifying you are human"),
	SLICE_INIT("Please verify"),
	SLICE_INIT("Validate User"),
	SLICE_INIT("Security check"),
	SLICE_INIT("Pardon Our Interruption"),
	SLICE_INIT("DDoS"),
	SLICE_INIT("Captcha"),
};

/* One value of the page, as it is written there. */
struct value {
	size_t name, name_len, text, text_len; /* in page->bytes */
};

struct page {
	struct source *source;
	struct buf bytes; /* of all values */
	struct value *values;
	size_t count, room;
	struct buf title, base, scratch, more;
	uint64_t blocks; /* of JSON-LD that told something */
};

static struct slice
name_of(const struct page *page, size_t i)
{
	return (struct slice){page->bytes.ptr + page->values[i].name,
		page->values[i].name_len};
}

static struct slice
text_of(const struct page *page, size_t i)
{
	return (struct slice){page->bytes.ptr + page->values[i].text,
		page->values[i].text_len};
}

/* Keeps a value; the NAME in lower case, `dc:title` as `dc.title`. */
static void
keep(struct page *page, struct slice front, struct slice name,
	struct slice text)
{
	bool dublin = slice_starts_nocase(name, SLICE("dc:")) ||
	              slice_starts_nocase(name, SLICE("dcterms:")) ||
	              slice_starts_nocase(name, SLICE("prism:"));
	struct value *value;

	if (page->count == VALUES_MAX || slice_trim(text).len == 0)
		return;
	page->values = mem_grow(page->values, &page->room, page->count + 1,
		sizeof(*page->values));
	value = &page->values[page->count++];
	value->name = page->bytes.len;
	value->name_len = front.len + name.len;
	buf_add(&page->bytes, front);
	for (size_t i = 0; i < name.len; i++)
		buf_char(&page->bytes, dublin && name.ptr[i] == ':'
					       ? '.'
					       : ascii_lower(name.ptr[i]));
	value->text = page->bytes.len;
	value->text_len = text.len;
	buf_add(&page->bytes, text);
}

static void
keep_meta(struct page *page, struct html *html)
{
	static const struct slice names[] = {SLICE_INIT("name"),
		SLICE_INIT("property"), SLICE_INIT("itemprop")};
	static const struct slice values[] = {SLICE_INIT("content"),
		SLICE_INIT("contents"), SLICE_INIT("value")};
	struct slice name = SLICE(""), text = SLICE(""), each;

	for (size_t i = 0; i < COUNT(names) && name.len == 0; i++)
		name = slice_trim(html_attribute(html, names[i]));
	for (size_t i = 0; i < COUNT(values) && text.len == 0; i++)
		text = html_attribute(html, values[i]);
	while (slice_cut(&name, ' ', &each))
		if (each.len > 0)
			keep(page, SLICE(""), each, text);
}

static void
keep_link(struct page *page, struct html *html)
{
	struct slice rel = html_attribute(html, SLICE("rel")), each;

	while (slice_cut(&rel, ' ', &each))
		keep(page, SLICE("link:"), each,
			html_attribute(html, SLICE("href")));
}

static void
on_begin(void *self, struct html *html, int key)
{
	struct page *page = self;

	switch (key) {
	case META: keep_meta(page, html); break;
	case LINK: keep_link(page, html); break;
	case BASE:
		if (page->base.len == 0 &&
			uri_resolve(&page->scratch,
				html_attribute(html, SLICE("href")), ""))
			uri_encode(&page->base, buf_slice(&page->scratch));
		break;
	}
}

static void
on_end(void *self, struct html *html, int key, struct slice text)
{
	struct page *page = self;

	(void)html;
	if (key == TITLE && page->title.len == 0)
		buf_add(&page->title, slice_trim(text));
	else if (key == JSON_LD)
		keep(page, SLICE("script"), SLICE(""), text);
}

static const struct html_handler handler = {
	.rules = rules,
	.rule_count = COUNT(rules),
	.begin = on_begin,
	.end = on_end,
};

void
landing_author(struct paper *paper, struct slice name)
{
	struct person person = {.group = false};

	name = slice_trim(name);
	if (memchr(name.ptr, ',', name.len) != NULL)
		person_reversed(&person, name);
	else
		buf_add(&person.name, name);
	person_add(&person, paper);
	person_free(&person);
}

static void
add_authors(struct paper *paper, struct slice names)
{
	struct slice each;

	while (slice_cut(&names, ';', &each))
		landing_author(paper, each);
}

static void
set_ident(struct page *page, const char *prefix, struct slice text)
{
	struct buf *ident = &page->more;

	buf_reset(ident);
	if (!slice_starts_nocase(text, slice_of(prefix)))
		buf_add(ident, slice_of(prefix));
	buf_add(ident, text);
	paper_identify(page->source->paper, buf_slice(ident));
}

static void
set_value(struct page *page, const struct row *row, struct slice text)
{
	struct paper *paper = page->source->paper;
	struct date date;

	buf_reset(&page->scratch);
	switch (row->form) {
	case TYPE: paper_set(paper, row->member, slice_of(row->prefix)); return;
	case DOI: doi_set(paper, text); return;
	case IDENT: set_ident(page, row->prefix, slice_trim(text)); return;
	case DATE:
		if (date_read(slice_trim(text), &date))
			paper_set_date(paper, row->member, &date);
		return;
	case ADDRESS:
		if (uri_resolve(&page->scratch, text, buf_string(&page->base)))
			paper_set_url(
				paper, row->member, buf_slice(&page->scratch));
		return;
	case PLAIN: paper_set(paper, row->member, text); return;
	default: break;
	}
	markup_text(&page->scratch, text);
	text = slice_trim(buf_slice(&page->scratch));
	switch (row->form) {
	case NAME:
		if (!uri_absolute(text))
			landing_author(paper, text);
		break;
	case NAMES: add_authors(paper, text); break;
	case KEYWORDS: paper_add_keywords(paper, text); break;
	default: paper_set(paper, row->member, text); break;
	}
}

static void
set_rows(struct page *page, const struct row rows[], size_t count)
{
	struct paper *paper = page->source->paper;

	for (size_t r = 0; r < count; r++) {
		const struct row *row = &rows[r];
		struct slice name = slice_of(row->name);

		if (paper_has(paper, row->member))
			continue;
		for (size_t i = 0; i < page->count; i++)
			if (slice_eq(name_of(page, i), name))
				set_value(page, row, text_of(page, i));
	}
}

static struct slice
find(const struct page *page, struct slice name)
{
	for (size_t i = 0; i < page->count; i++)
		if (slice_eq(name_of(page, i), name))
			return slice_trim(text_of(page, i));
	return SLICE("");
}

/* `First page` and `last page`, in Highwire or PRISM. */
static void
set_pages(struct page *page)
{
	static const struct slice firsts[] = {SLICE_INIT("citation_firstpage"),
		SLICE_INIT("prism.startingpage")};
	static const struct slice lasts[] = {SLICE_INIT("citation_lastpage"),
		SLICE_INIT("prism.endingpage")};

	for (size_t i = 0; i < COUNT(firsts); i++) {
		struct slice first = find(page, firsts[i]),
			     last = find(page, lasts[i]);

		paper_set_pages(page->source->paper, first, last);
	}
}

static void
set_json_ld(struct page *page)
{
	for (size_t i = 0; i < page->count; i++)
		if (slice_eq(name_of(page, i), SLICE("script")) &&
			jsonld_read(page->source->paper, text_of(page, i)))
			page->blocks++;
}

/* What Open Graph says of each paper at Hugging Face, instead of its abstract.
 */
static const struct slice hub_title = SLICE_INIT("Paper page - "),
			  hub_text = SLICE_INIT(
				  "Join the discussion on this paper page");

/* Open Graph's title is that of the page: `TITLE | SITE`. */
static void
cut_site(struct page *page)
{
	static const struct slice marks[] = {SLICE_INIT(" | "),
		SLICE_INIT(" - "), SLICE_INIT(" – "), SLICE_INIT(" — ")};
	struct slice site = find(page, SLICE("og:site_name"));

	for (size_t i = 0; i < page->count; i++) {
		struct slice title = text_of(page, i);

		if (slice_eq(title, hub_text))
			page->values[i].text_len = 0;
		if (!slice_eq(name_of(page, i), SLICE("og:title")))
			continue;
		if (slice_starts(title, hub_title)) {
			page->values[i].text += hub_title.len;
			page->values[i].text_len -= hub_title.len;
		}
		if (site.len == 0 || !slice_ends_nocase(title, site))
			continue;
		title.len -= site.len;
		for (size_t m = 0; m < COUNT(marks); m++)
			if (slice_ends(title, marks[m]))
				page->values[i].text_len =
					title.len - marks[m].len;
	}
}

static bool
is_wall(struct slice title)
{
	for (size_t i = 0; i < COUNT(walls); i++)
		if (slice_starts_nocase(title, walls[i]))
			return true;
	return false;
}

/*
 * Is what Open Graph says of the page said of a paper? Every page has a title:
 * this one has to call itself an article, or to stand where a paper does.
 */
static bool
is_article(struct page *page)
{
	struct slice type = find(page, SLICE("og:type")),
		     url = find(page, SLICE("og:url"));
	bool known = false;

	if (find(page, SLICE("og:title")).len == 0 ||
		is_wall(find(page, SLICE("og:title"))) ||
		is_wall(buf_slice(&page->title)))
		return false;
	known = paper_identify(page->source->paper, url) ||
	        paper_identify(page->source->paper, page->source->url);
	return known || type.len == 0 ||
	       slice_starts_nocase(type, SLICE("article"));
}

static void
write_page(struct page *page)
{
	struct source *source = page->source;
	struct paper *paper = source->paper;

	set_rows(page, trusted, COUNT(trusted));
	set_pages(page);
	set_json_ld(page);
	if (!paper_has(paper, M_TITLE) && !is_article(page)) {
		paper_reset(paper);
		source_bad(source, 0, "no metadata%s%.*s",
			page->title.len > 0 ? ": " : "",
			ERR_SLICE(buf_slice(&page->title)));
		return;
	}
	cut_site(page);
	set_rows(page, others, COUNT(others));
	paper_identify(paper, source->url);
	paper_set_url(paper, M_URL, source->url);
	paper_add(paper, M_SOURCES, SLICE("html"));
	source_write(source);
}

void
landing_parse(struct source *source)
{
	struct page page = {.source = source};
	bool whole;

	whole = html_parse(source, &handler, &page);
	if (page.base.len == 0)
		uri_encode(&page.base, source->url);
	if (whole)
		write_page(&page);
	free(page.values);
	buf_free(&page.bytes);
	buf_free(&page.title);
	buf_free(&page.base);
	buf_free(&page.scratch);
	buf_free(&page.more);
}

bool
landing_sniff(struct slice head)
{
	return html_sniff(head);
}
