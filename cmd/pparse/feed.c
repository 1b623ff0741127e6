/*
 * Feeds: Atom 1.0 (RFC 4287) and 0.3, RSS 0.9x, 1.0 and 2.0, with the modules
 * Dublin Core, PRISM, Media RSS and content; and arXiv's announcements, which
 * are feeds that say a little more.
 */
#include "arxiv.h"
#include "doi.h"
#include "ident.h"
#include "kinds.h"
#include "markup.h"
#include "person.h"
#include "sciencedirect.h"
#include "xml.h"

enum { ATOM, RSS, RDF, DC, TERMS, CONTENT_MODULE, PRISM, MEDIA, CC, ARXIV };

enum {
	FEED = XML_ROOT + 1, /* of Atom */
	RSS_ROOT,
	CHANNEL,
	ITEM,
	MEDIA_GROUP,
	AUTHOR,
	FEED_AUTHOR,
	SOURCE,

	/* What is in attributes. */
	LINK,
	CATEGORY_TERM,
	ENCLOSURE,
	THUMBNAIL,

	/* Texts that are used where they end. */
	FEED_TITLE,
	FEED_LINK,
	FEED_DATE,
	FEED_NAME,
	NAME,
	CATEGORY,
	DOI,
	IDENTIFIER,
	ITEM_LINK,

	/* Texts that are kept to the end of the item, the first of each. */
	KEPT,
	GUID = KEPT,
	RSS_AUTHOR,
	TITLE,
	DC_TITLE,
	SUMMARY,
	DC_DESCRIPTION,
	CONTENT,
	PUBLISHED,
	DC_DATE,
	PRISM_DATE,
	COVER_DATE,
	UPDATED,
	VENUE,
	DC_SOURCE,
	SOURCE_TITLE,
	VOLUME,
	ISSUE,
	PAGES,
	FIRST_PAGE,
	LAST_PAGE,
	PUBLISHER,
	RIGHTS,
	LICENSE,
	LANGUAGE,
	JOURNAL_REF,
	ANNOUNCE_TYPE,
	KEY_COUNT,
};

/* The first row that fits counts: RSS 2.0 has had namespaces, too. */
static const struct xml_space spaces[] = {
	{SLICE_INIT("http://www.w3.org/2005/Atom"),                          SLICE_INIT("atom"),    ATOM          },
	{SLICE_INIT("http://purl.org/atom/ns#"),                             SLICE_INIT("atom"),    ATOM          },
	{SLICE_INIT("http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
         SLICE_INIT("rdf"),									 RDF           },
	{SLICE_INIT("http://purl.org/dc/elements/1."),                       SLICE_INIT("dc"),      DC            },
	{SLICE_INIT("http://purl.org/dc/terms/"),                            SLICE_INIT("dcterms"), TERMS         },
	{SLICE_INIT("http://purl.org/rss/1.0/modules/content/"),
         SLICE_INIT("content"),								     CONTENT_MODULE},
	{SLICE_INIT("http://prismstandard.org/namespaces/"),
         SLICE_INIT("prism"),								       PRISM         },
	{SLICE_INIT("http://search.yahoo.com/mrss"),                         SLICE_INIT("media"),
         MEDIA												    },
	{SLICE_INIT("http://arxiv.org/schemas/atom"),                        SLICE_INIT("arxiv"),
         ARXIV												    },
	{SLICE_INIT("http://creativecommons.org/ns#"),                       SLICE_INIT("cc"),      CC            },
	{SLICE_INIT("http://web.resource.org/cc/"),                          SLICE_INIT("cc"),      CC            },
	{SLICE_INIT("http://backend.userland.com/creativeCommonsRssModule"),
         SLICE_INIT("creativeCommons"),							     CC            },
	{SLICE_INIT("http://cyber.law.harvard.edu/rss/creativeCommons"),
         SLICE_INIT("creativeCommons"),							     CC            },
	{SLICE_INIT("http://backend.userland.com/"),                         SLICE_INIT(""),        RSS           },
	{SLICE_INIT("http://purl.org/rss/1."),                               SLICE_INIT(""),        RSS           },
	{SLICE_INIT("http://my.netscape.com/"),                              SLICE_INIT(""),        RSS           },
	{SLICE_INIT("http://channel.netscape.com/"),                         SLICE_INIT(""),        RSS           },
};

#define ROW(parent, space, name, key, text)                                    \
	{                                                                      \
		parent, space, SLICE_INIT(name), key, text                     \
	}
static const struct xml_element elements[] = {
	ROW(XML_ROOT, ATOM, "feed", FEED, false),
	ROW(FEED, ATOM, "title", FEED_TITLE, true),
	ROW(FEED, ATOM, "author", FEED_AUTHOR, false),
	ROW(FEED_AUTHOR, ATOM, "name", FEED_NAME, true),
	ROW(FEED, ATOM, "entry", ITEM, false),

	ROW(XML_ROOT, RSS, "rss", RSS_ROOT, false),
	ROW(XML_ROOT, RDF, "RDF", RSS_ROOT, false),
	ROW(RSS_ROOT, RSS, "channel", CHANNEL, false),
	ROW(CHANNEL, RSS, "title", FEED_TITLE, true),
	ROW(CHANNEL, RSS, "link", FEED_LINK, true),
	ROW(CHANNEL, DC, "date", FEED_DATE, true),
	ROW(CHANNEL, RSS, "item", ITEM, false),
	ROW(RSS_ROOT, RSS, "item", ITEM, false),

	ROW(ITEM, ATOM, "id", GUID, true),
	ROW(ITEM, ATOM, "title", TITLE, true),
	ROW(ITEM, ATOM, "link", LINK, false),
	ROW(ITEM, ATOM, "author", AUTHOR, false),
	ROW(AUTHOR, ATOM, "name", NAME, true),
	ROW(ITEM, ATOM, "category", CATEGORY_TERM, false),
	ROW(ITEM, ATOM, "summary", SUMMARY, true),
	ROW(ITEM, ATOM, "content", CONTENT, true),
	ROW(ITEM, ATOM, "published", PUBLISHED, true),
	ROW(ITEM, ATOM, "issued", PUBLISHED, true),
	ROW(ITEM, ATOM, "updated", UPDATED, true),
	ROW(ITEM, ATOM, "modified", UPDATED, true),
	ROW(ITEM, ATOM, "rights", RIGHTS, true),
	ROW(ITEM, ATOM, "source", SOURCE, false),
	ROW(SOURCE, ATOM, "title", SOURCE_TITLE, true),

	ROW(ITEM, RSS, "guid", GUID, true),
	ROW(ITEM, RSS, "title", TITLE, true),
	ROW(ITEM, RSS, "link", ITEM_LINK, true),
	ROW(ITEM, RSS, "author", RSS_AUTHOR, true),
	ROW(ITEM, RSS, "category", CATEGORY, true),
	ROW(ITEM, RSS, "description", SUMMARY, true),
	ROW(ITEM, RSS, "pubDate", PUBLISHED, true),
	ROW(ITEM, RSS, "enclosure", ENCLOSURE, false),
	ROW(ITEM, CONTENT_MODULE, "encoded", CONTENT, true),

	ROW(ITEM, DC, "title", DC_TITLE, true),
	ROW(ITEM, DC, "creator", NAME, true),
	ROW(ITEM, DC, "subject", CATEGORY, true),
	ROW(ITEM, DC, "description", DC_DESCRIPTION, true),
	ROW(ITEM, DC, "date", DC_DATE, true),
	ROW(ITEM, DC, "identifier", IDENTIFIER, true),
	ROW(ITEM, DC, "source", DC_SOURCE, true),
	ROW(ITEM, DC, "publisher", PUBLISHER, true),
	ROW(ITEM, DC, "rights", RIGHTS, true),
	ROW(ITEM, DC, "language", LANGUAGE, true),
	ROW(ITEM, TERMS, "creator", NAME, true),
	ROW(ITEM, TERMS, "abstract", SUMMARY, true),
	ROW(ITEM, TERMS, "issued", PUBLISHED, true),
	ROW(ITEM, TERMS, "modified", UPDATED, true),
	ROW(ITEM, TERMS, "identifier", IDENTIFIER, true),

	ROW(ITEM, PRISM, "doi", DOI, true),
	ROW(ITEM, PRISM, "publicationName", VENUE, true),
	ROW(ITEM, PRISM, "volume", VOLUME, true),
	ROW(ITEM, PRISM, "number", ISSUE, true),
	ROW(ITEM, PRISM, "startingPage", FIRST_PAGE, true),
	ROW(ITEM, PRISM, "endingPage", LAST_PAGE, true),
	ROW(ITEM, PRISM, "pageRange", PAGES, true),
	ROW(ITEM, PRISM, "publicationDate", PRISM_DATE, true),
	ROW(ITEM, PRISM, "coverDate", COVER_DATE, true),
	ROW(ITEM, PRISM, "keyword", CATEGORY, true),
	ROW(ITEM, PRISM, "publisher", PUBLISHER, true),

	ROW(ITEM, MEDIA, "group", MEDIA_GROUP, false),
	ROW(ITEM, MEDIA, "thumbnail", THUMBNAIL, false),
	ROW(ITEM, MEDIA, "content", ENCLOSURE, false),
	ROW(MEDIA_GROUP, MEDIA, "thumbnail", THUMBNAIL, false),
	ROW(MEDIA_GROUP, MEDIA, "content", ENCLOSURE, false),
	ROW(ITEM, CC, "license", LICENSE, true),

	ROW(ITEM, ARXIV, "announce_type", ANNOUNCE_TYPE, true),
	ROW(ITEM, ARXIV, "journal_reference", JOURNAL_REF, true),
	ROW(ITEM, ARXIV, "DOI", DOI, true),
};
#undef ROW

/* What becomes of the texts; of several for one member the first counts. */
static const struct {
	int key;
	enum member member;
} members[] = {
	{TITLE,          M_TITLE        },
	{DC_TITLE,       M_TITLE        },
	{SUMMARY,        M_ABSTRACT     },
	{DC_DESCRIPTION, M_ABSTRACT     },
	{CONTENT,        M_ABSTRACT     },
	{PUBLISHED,      M_PUBLISHED    },
	{DC_DATE,        M_PUBLISHED    },
	{PRISM_DATE,     M_PUBLISHED    },
	{COVER_DATE,     M_PUBLISHED    },
	{UPDATED,        M_UPDATED      },
	{ANNOUNCE_TYPE,  M_ANNOUNCE_TYPE},
	{VENUE,          M_VENUE        },
	{DC_SOURCE,      M_VENUE        },
	{SOURCE_TITLE,   M_VENUE        },
	{VOLUME,         M_VOLUME       },
	{ISSUE,          M_ISSUE        },
	{PAGES,          M_PAGES        },
	{PUBLISHER,      M_PUBLISHER    },
	{JOURNAL_REF,    M_JOURNAL_REF  },
	{LICENSE,        M_LICENSE      },
	{RIGHTS,         M_LICENSE      },
	{LANGUAGE,       M_LANGUAGE     },
};

struct feed {
	struct source *source;
	bool atom;
	uint64_t items;
	struct buf title;
	struct date day;    /* of the whole feed, if it says one */
	struct buf authors; /* of the feed, each name ended by NUL */

	/* Of the item that is being read. */
	struct buf kept[KEY_COUNT];
	struct buf names; /* each ended by NUL */
	struct buf about; /* rdf:about */
	bool html;        /* is the text that begins HTML? */
	bool untyped;     /* does nothing say? */
	bool unread;      /* is it something else, such as base64? */
	bool at_arxiv;    /* does its link lead to arXiv? */

	struct buf plain, scratch;
};

static void
reset_item(struct feed *feed)
{
	for (int key = KEPT; key < KEY_COUNT; key++)
		buf_reset(&feed->kept[key]);
	buf_reset(&feed->names);
	buf_reset(&feed->about);
	feed->at_arxiv = false;
	feed->items++;
}

/* Is TYPE one of HTML's, in the words of RFC 4287, 3.1.1, and of Atom 0.3? */
static bool
is_html(struct slice type)
{
	return slice_eq(type, SLICE("html")) ||
	       slice_eq(type, SLICE("text/html")) ||
	       slice_eq(type, SLICE("application/xhtml+xml"));
}

/* In RSS nothing says what is HTML, so that all may be. */
static void
begin_text(struct feed *feed, struct xml *xml)
{
	struct slice type = xml_attribute(xml, SLICE("type"));

	feed->html = !feed->atom || is_html(type);
	feed->untyped = type.len == 0;
	feed->unread =
		slice_eq(xml_attribute(xml, SLICE("mode")), SLICE("base64")) ||
		(memchr(type.ptr, '/', type.len) != NULL && !is_html(type) &&
			!slice_starts(type, SLICE("text/")));
}

/* The address in REFERENCE; it goes with the next call. Empty if it is none. */
static struct slice
resolve(struct feed *feed, struct xml *xml, struct slice reference)
{
	if (!xml_resolve(xml, reference, &feed->scratch))
		return SLICE("");
	arxiv_url(&feed->plain, buf_slice(&feed->scratch));
	return buf_slice(&feed->plain);
}

/* A file that belongs to the item. */
static void
add_enclosure(struct feed *feed, struct slice url, struct slice type)
{
	struct paper *paper = feed->source->paper;

	if (slice_starts(type, SLICE("image")))
		paper_set_url(paper, M_THUMBNAIL, url);
	else if (slice_eq(type, SLICE("application/pdf")))
		paper_set_url(paper, M_PDF, url);
}

static void
set_landing_page(struct feed *feed, struct slice url)
{
	struct paper *paper = feed->source->paper;

	paper_set_url(paper, M_URL, url);
	if (!doi_set(paper, url))
		paper_identify(paper, url);
	if (slice_starts(url, SLICE("https://arxiv.org/")))
		feed->at_arxiv = true;
}

static void
add_link(struct feed *feed, struct xml *xml)
{
	struct paper *paper = feed->source->paper;
	struct slice rel = xml_attribute(xml, SLICE("rel")),
		     type = xml_attribute(xml, SLICE("type")),
		     title = xml_attribute(xml, SLICE("title")),
		     url = resolve(
			     feed, xml, xml_attribute(xml, SLICE("href")));

	if (slice_eq(type, SLICE("application/pdf")) ||
		slice_eq(rel, SLICE("enclosure")))
		add_enclosure(feed, url, type);
	else if (rel.len == 0 || slice_eq(rel, SLICE("alternate")))
		set_landing_page(feed, url);
	else if (slice_eq(rel, SLICE("license")))
		paper_set_url(paper, M_LICENSE, url);
	else if (slice_eq(title, SLICE("doi")))
		doi_set(paper, url);
}

static void
add_media(struct feed *feed, struct xml *xml, int key)
{
	struct slice type = xml_attribute(xml, SLICE("type")),
		     medium = xml_attribute(xml, SLICE("medium"));

	if (key == THUMBNAIL)
		type = SLICE("image");
	add_enclosure(feed,
		resolve(feed, xml, xml_attribute(xml, SLICE("url"))),
		type.len > 0 ? type : medium);
}

/* arXiv's categories are told from keywords by their looks. */
static void
add_term(struct paper *paper, struct slice term)
{
	term = slice_trim(term);
	paper_add(
		paper, ident_category(term) ? M_CATEGORIES : M_KEYWORDS, term);
}

static void
on_begin(void *self, struct xml *xml, int key)
{
	struct feed *feed = self;

	begin_text(feed, xml);
	switch (key) {
	case FEED: feed->atom = true; break;
	case ITEM:
		reset_item(feed);
		buf_add(&feed->about,
			xml_attribute_of(xml, SLICE("rdf"), SLICE("about")));
		break;
	case LINK: add_link(feed, xml); break;
	case CATEGORY_TERM:
		add_term(
			feed->source->paper, xml_attribute(xml, SLICE("term")));
		break;
	case ENCLOSURE:
	case THUMBNAIL: add_media(feed, xml, key); break;
	case LICENSE:
		buf_add(&feed->kept[LICENSE],
			xml_attribute_of(xml, SLICE("rdf"), SLICE("resource")));
		break;
	}
}

/*
 * The text without markup; it goes with the next call. What arXiv announces is
 * plain text in RSS, too, with a `<` as authors write it. A title of Atom that
 * does not say what it is is plain, but publishers have tags in it.
 */
static struct slice
plain_text(struct feed *feed, int key, struct xml_text text)
{
	bool announced = slice_starts(slice_trim(text.text), SLICE("arXiv:"));

	bool typed = key == TITLE && !feed->html && feed->untyped &&
	             slice_find(text.text, SLICE("</")) != NULL;

	if (!text.markup && ((!feed->html && !typed) || announced ||
				    markup_none(text.text)))
		return text.text;
	buf_reset(&feed->plain);
	if (typed && !text.markup)
		markup_typed(&feed->plain, text.text, false);
	else
		markup_text(&feed->plain, text.text);
	return buf_slice(&feed->plain);
}

/* What follows the last MARK in TEXT; without ptr where there is none. */
static struct slice
behind_last(struct slice text, struct slice mark)
{
	struct slice found = {NULL, 0};
	const char *at;

	while ((at = slice_find(text, mark)) != NULL) {
		text = slice_from(text, (size_t)(at - text.ptr) + mark.len);
		found = text;
	}
	return found;
}

/*
 * Until 2024 titles of arXiv's feeds ended with `(arXiv:2401.00001v1 [cs.LG]
 * UPDATED)`, behind a full stop. Takes that off.
 */
static bool
old_announcement(struct feed *feed)
{
	static const struct {
		struct slice mark, type;
	} marks[] = {
		{SLICE_INIT("UPDATED"),      SLICE_INIT("replace")},
		{SLICE_INIT("CROSS LISTED"), SLICE_INIT("cross")  },
		{SLICE_INIT(""),             SLICE_INIT("new")    },
	};
	struct paper *paper = feed->source->paper;
	struct buf *title = &feed->kept[TITLE];
	struct slice all = slice_trim(buf_slice(title)), note, term;
	size_t i = 0;

	note = behind_last(all, SLICE("(arXiv:"));
	if (note.ptr == NULL || !slice_ends(note, SLICE(")")))
		return false;
	title->len = (size_t)(note.ptr - title->ptr) - SLICE("(arXiv:").len;
	while (title->len > 0 && (ascii_space(title->ptr[title->len - 1]) ||
					 title->ptr[title->len - 1] == '.'))
		title->len--;
	note.len--;
	paper_identify(paper, note);
	while (!slice_ends(note, marks[i].mark))
		i++;
	paper_set(paper, M_ANNOUNCE_TYPE, marks[i].type);
	slice_cut(&note, '[', &term);
	slice_cut(&note, ']', &term);
	add_term(paper, term);
	return true;
}

/*
 * Is it one of arXiv's announcements? Then its date is that of the listing
 * (and `updated` the time at which the feed was made), and in front of the
 * abstract stands what other elements say, too.
 */
static bool
end_announcement(struct feed *feed)
{
	struct paper *paper = feed->source->paper;
	struct buf *summary = &feed->kept[SUMMARY],
		   *published = &feed->kept[PUBLISHED];
	const char *abstract;
	struct date day;

	if (feed->kept[ANNOUNCE_TYPE].len == 0 &&
		!slice_starts_nocase(buf_slice(&feed->kept[GUID]),
			SLICE("oai:arXiv.org:")) &&
		!old_announcement(feed))
		return false;
	if (date_read_day(buf_slice(published), &day))
		paper_set_date(paper, M_LISTED, &day);
	paper_set_date(paper, M_LISTED, &feed->day);
	buf_reset(published);
	buf_reset(&feed->kept[UPDATED]);

	abstract = slice_find(buf_slice(summary), SLICE("Abstract: "));
	if (abstract != NULL &&
		slice_starts(slice_trim(buf_slice(summary)), SLICE("arXiv:"))) {
		buf_reset(&feed->plain);
		arxiv_paragraphs(&feed->plain,
			slice_from(buf_slice(summary),
				(size_t)(abstract - summary->ptr) +
					SLICE("Abstract: ").len));
		buf_reset(summary);
		markup_typed(summary, buf_slice(&feed->plain), true);
	}
	paper_set(paper, M_TYPE, SLICE("article"));
	return true;
}

/* Does a summary end where only the content goes on? */
static bool
is_cut(struct slice summary)
{
	static const struct slice ends[] = {SLICE_INIT("..."),
		SLICE_INIT("\xE2\x80\xA6"), SLICE_INIT("[...]"),
		SLICE_INIT("[\xE2\x80\xA6]")};

	summary = slice_trim(summary);
	for (size_t i = 0; i < COUNT(ends); i++)
		if (slice_ends(summary, ends[i]))
			return true;
	return false;
}

/* Are all parts of NAMES full names, not one `Family, Given`? */
static bool
are_names(struct slice names)
{
	struct slice name;

	while (arxiv_next_author(&names, &name)) {
		name = slice_trim(name);
		if (memchr(name.ptr, ' ', name.len) == NULL)
			return false;
	}
	return true;
}

/* `mail@example.org (Name)` of RSS; an address alone is no name. */
static struct slice
name_of_mail(struct slice author)
{
	struct slice rest = author, name;

	slice_cut(&rest, '(', &name);
	if (memchr(name.ptr, '@', name.len) == NULL)
		return author;
	if (!slice_cut(&rest, ')', &name))
		return SLICE("");
	return name;
}

/* `A.`, `B. J.`, `C.-D.` */
static bool
are_initials(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool upper = ascii_alpha(c) && ascii_lower(c) != c;

		if (!upper && c != '.' && c != ' ' && c != '-')
			return false;
	}
	return slice_ends(text, SLICE("."));
}

/* bioRxiv's `Family, A., Family, B. J.` in one; false if NAMES is not so. */
static bool
add_inverted(struct paper *paper, struct slice names)
{
	struct slice rest = names, family, given;
	struct person person = {0};

	while (slice_cut(&rest, ',', &family))
		if (!slice_cut(&rest, ',', &given) ||
			!are_initials(slice_trim(given)))
			return false;
	while (slice_cut(&names, ',', &family)) {
		slice_cut(&names, ',', &given);
		buf_add(&person.family, slice_trim(family));
		buf_add(&person.given, slice_trim(given));
		person_add(&person, paper);
	}
	person_free(&person);
	return true;
}

static void
add_authors(struct feed *feed, bool announced)
{
	struct paper *paper = feed->source->paper;
	struct slice names = buf_slice(&feed->names), name;
	bool single;

	if (names.len == 0 && feed->kept[RSS_AUTHOR].len > 0) {
		paper_add(paper, M_AUTHORS,
			name_of_mail(buf_slice(&feed->kept[RSS_AUTHOR])));
		return;
	}
	if (names.len == 0)
		names = buf_slice(&feed->authors);
	while (names.len > 0 && slice_cut(&names, '\0', &name)) {
		single = name.ptr == feed->names.ptr && names.len == 0;
		if (announced || (single && feed->at_arxiv && are_names(name)))
			arxiv_authors(paper, name);
		else if (!single || !add_inverted(paper, name))
			paper_add(paper, M_AUTHORS, name);
	}
}

static void
set_members(struct feed *feed)
{
	struct paper *paper = feed->source->paper;
	struct date date;

	for (size_t i = 0; i < COUNT(members); i++) {
		enum member member = members[i].member;
		struct slice text = buf_slice(&feed->kept[members[i].key]);

		if (record_members[member].type != MEMBER_DATE)
			paper_set(paper, member, text);
		else if (date_read(text, &date))
			paper_set_date(paper, member, &date);
	}
}

/* An item without a link is where its id says, if that is an address. */
static void
set_address(struct feed *feed)
{
	struct paper *paper = feed->source->paper;

	if (!paper_has(paper, M_URL))
		set_landing_page(feed, buf_slice(&feed->kept[GUID]));
	if (!paper_has(paper, M_URL))
		set_landing_page(feed, buf_slice(&feed->about));
}

static void
end_item(struct feed *feed)
{
	struct paper *paper = feed->source->paper;
	struct buf *kept = feed->kept;
	bool announced = end_announcement(feed);

	set_address(feed);
	if (kept[CONTENT].len > 0 && is_cut(buf_slice(&kept[SUMMARY])))
		buf_reset(&kept[SUMMARY]);
	buf_reset(&feed->scratch);
	if (sciencedirect_read(
		    paper, buf_slice(&kept[SUMMARY]), &feed->scratch)) {
		buf_reset(&kept[SUMMARY]);
		buf_add(&kept[SUMMARY], slice_trim(buf_slice(&feed->scratch)));
	}
	if (!paper_has(paper, M_AUTHORS))
		add_authors(feed, announced);
	set_members(feed);
	paper_set_pages(paper, buf_slice(&kept[FIRST_PAGE]),
		buf_slice(&kept[LAST_PAGE]));
	paper_add(paper, M_SOURCES, announced ? SLICE("arxiv") : SLICE("feed"));
	source_write(feed->source);
}

static void
add_name(struct buf *to, struct slice name)
{
	buf_add(to, name);
	buf_char(to, '\0');
}

static void
on_end(void *self, struct xml *xml, int key, struct xml_text text)
{
	struct feed *feed = self;
	struct paper *paper = feed->source->paper;
	struct slice plain = plain_text(feed, key, text);

	switch (key) {
	case FEED_TITLE: buf_add(&feed->title, plain); return;
	case FEED_LINK: xml_set_base(xml, slice_trim(plain)); return;
	case FEED_DATE: date_read_day(slice_trim(plain), &feed->day); return;
	case FEED_NAME: add_name(&feed->authors, plain); return;
	case NAME: add_name(&feed->names, plain); return;
	case CATEGORY: add_term(paper, plain); return;
	case DOI: doi_set(paper, plain); return;
	case IDENTIFIER:
		if (!doi_set(paper, plain))
			paper_identify(paper, slice_trim(plain));
		return;
	case ITEM_LINK:
		set_landing_page(feed, resolve(feed, xml, plain));
		return;
	case ITEM: end_item(feed); return;
	case GUID: paper_identify(paper, slice_trim(plain)); break;
	}
	if (key >= KEPT && key < KEY_COUNT && !feed->unread &&
		feed->kept[key].len == 0)
		buf_add(&feed->kept[key], slice_trim(plain));
}

static const struct xml_handler handler = XML_HANDLER(on_begin, on_end);

static void
free_feed(struct feed *feed)
{
	for (int key = KEPT; key < KEY_COUNT; key++)
		buf_free(&feed->kept[key]);
	buf_free(&feed->title);
	buf_free(&feed->authors);
	buf_free(&feed->names);
	buf_free(&feed->about);
	buf_free(&feed->plain);
	buf_free(&feed->scratch);
}

/* A root that is called as one of a feed, in a namespace of theirs. */
bool
feed_sniff(struct slice head)
{
	struct slice rest = xml_root(head), root;

	slice_cut(&rest, '>', &root);
	if (xml_root_is(root, SLICE("rss")))
		return true;
	if (xml_root_is(root, SLICE("feed")))
		return slice_find(root, SLICE("http://www.w3.org/2005/Atom")) ||
		       slice_find(root, SLICE("http://purl.org/atom/ns#"));
	return xml_root_is(root, SLICE("RDF")) &&
	       (slice_find(root, SLICE("http://purl.org/rss/1.")) ||
		       slice_find(root, SLICE("http://my.netscape.com/")) ||
		       slice_find(root, SLICE("http://channel.netscape.com/")));
}

void
feed_parse(struct source *source)
{
	struct feed feed = {.source = source};
	bool whole = xml_parse(source, &handler, &feed);

	/* arXiv answers a category that it does not know with a feed. */
	if (whole && feed.items == 0 &&
		slice_starts(buf_slice(&feed.title), SLICE("Feed error")))
		source_bad(
			source, 0, "%.*s", ERR_SLICE(buf_slice(&feed.title)));
	paper_reset(source->paper);
	free_feed(&feed);
}
