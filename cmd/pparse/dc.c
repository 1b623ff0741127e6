/*
 * Dublin Core in XML (oai_dc): of arXiv, of journals, of repositories. Nothing
 * in it has a type of its own, so most is told by its looks.
 */
#include "arxiv.h"
#include "item.h"
#include "kinds.h"
#include "uri.h"

enum { WRAPPER, DC };

enum {
	RECORD = XML_ROOT + 1,
	IDENTIFIER,
	DESCRIPTION,
	DATE,
	TYPE,
	SUBJECT,
	RIGHTS,
};

/* The root may be in any namespace. */
static const struct xml_space spaces[] = {
	{SLICE_INIT("http://purl.org/dc/elements/1."), SLICE_INIT("dc"),      DC     },
	{SLICE_INIT("http://purl.org/dc/terms/"),      SLICE_INIT("dcterms"), DC     },
	{SLICE_INIT(""),			       SLICE_INIT(""),        WRAPPER},
	{SLICE_INIT(""),			       SLICE_INIT("oai_dc"),  WRAPPER},
	{SLICE_INIT(""),			       SLICE_INIT("oai-dc"),  WRAPPER},
};

static const struct xml_element elements[] = {
	{XML_ROOT, WRAPPER, SLICE_INIT("dc"),          RECORD,              false},
	{RECORD,   DC,      SLICE_INIT("title"),       ITEM(M_TITLE),       true },
	{RECORD,   DC,      SLICE_INIT("creator"),     ITEM_PERSON,         true },
	{RECORD,   DC,      SLICE_INIT("subject"),     SUBJECT,             true },
	{RECORD,   DC,      SLICE_INIT("description"), DESCRIPTION,         true },
	{RECORD,   DC,      SLICE_INIT("date"),        DATE,                true },
	{RECORD,   DC,      SLICE_INIT("type"),        TYPE,                true },
	{RECORD,   DC,      SLICE_INIT("identifier"),  IDENTIFIER,          true },
	{RECORD,   DC,      SLICE_INIT("source"),      ITEM(M_JOURNAL_REF), true },
	{RECORD,   DC,      SLICE_INIT("publisher"),   ITEM(M_PUBLISHER),   true },
	{RECORD,   DC,      SLICE_INIT("rights"),      RIGHTS,              true },
	{RECORD,   DC,      SLICE_INIT("language"),    ITEM(M_LANGUAGE),    true },
};

/* What stands somewhere in a type; the first row that does counts. */
static const struct item_word types[] = {
	{SLICE_INIT("preprint"),   SLICE_INIT("article")         },
	{SLICE_INIT("conference"), SLICE_INIT("paper-conference")},
	{SLICE_INIT("thesis"),     SLICE_INIT("thesis")          },
	{SLICE_INIT("bookpart"),   SLICE_INIT("chapter")         },
	{SLICE_INIT("chapter"),    SLICE_INIT("chapter")         },
	{SLICE_INIT("book"),       SLICE_INIT("book")            },
	{SLICE_INIT("dataset"),    SLICE_INIT("dataset")         },
	{SLICE_INIT("report"),     SLICE_INIT("report")          },
	{SLICE_INIT("article"),    SLICE_INIT("article-journal") },
};

static void
set_type(struct item *item, struct slice text)
{
	for (size_t i = 0; i < COUNT(types); i++)
		if (slice_find_nocase(text, types[i].theirs) != NULL) {
			paper_set(item->paper, M_TYPE, types[i].ours);
			return;
		}
}

static bool
is_pdf(struct slice url)
{
	return slice_ends_nocase(url, SLICE(".pdf")) ||
	       slice_ends_nocase(url, SLICE("/pdf")) ||
	       slice_ends_nocase(url, SLICE("/pdf/"));
}

static void
set_address(struct item *item, struct slice url)
{
	paper_identify(item->paper, url);
	arxiv_url(&item->scratch, url);
	paper_set_url(item->paper, is_pdf(url) ? M_PDF : M_URL,
		buf_slice(&item->scratch));
}

/* A DOI, an address, of arXiv a citation, else a number that names no work. */
static void
set_identifier(struct item *item, struct slice text)
{
	if (uri_absolute(text)) {
		if (!item_doi(item, text))
			set_address(item, text);
	} else if (!item_doi(item, text) &&
		   !paper_identify(item->paper, text) && item->plain) {
		arxiv_set(item->paper, M_JOURNAL_REF, text);
	}
}

/* arXiv's second one is the comment; of others the longest is the abstract. */
static void
add_description(struct item *item, struct slice text)
{
	struct slice comment = SLICE("Comment: ");

	if (!item->plain) {
		if (text.len > item->abstract.len) {
			buf_reset(&item->abstract);
			buf_add(&item->abstract, text);
		}
	} else if (item->abstract.len == 0) {
		arxiv_paragraphs(&item->abstract, text);
	} else {
		if (slice_starts(text, comment))
			text = slice_from(text, comment.len);
		arxiv_set(item->paper, M_COMMENT, text);
	}
}

/* The first date is the earliest; arXiv's last one is of this version. */
static void
add_date(struct item *item, struct slice text)
{
	struct date date;

	if (!date_read(text, &date))
		return;
	if (item->published.text[0] == '\0' ||
		date_order(date_slice(&date), date_slice(&item->published)) < 0)
		item->published = date;
	else if (item->plain)
		item->updated = date;
}

/* arXiv adds classes of MSC and ACM, which have digits, to its own. */
static void
add_subject(struct item *item, struct slice text)
{
	for (size_t i = 0; item->plain && i < text.len; i++)
		if (ascii_digit(text.ptr[i]))
			return;
	paper_add(item->paper, M_KEYWORDS, text);
}

static void
on_begin(void *self, struct xml *xml, int key)
{
	struct item *item = self;

	item_begin(item, key);
	if (key == RECORD)
		item->from = item->plain ? SLICE("arxiv") : SLICE("dc");
	else if (key == ITEM_PERSON)
		buf_add(&item->person.id, xml_attribute(xml, SLICE("id")));
}

static void
on_end(void *self, struct xml *xml, int key, struct xml_text text)
{
	struct item *item = self;
	struct slice plain = item_text(item, text);

	(void)xml;
	switch (key) {
	case ITEM_PERSON:
		person_reversed(&item->person, plain);
		item_end(item, key, text);
		break;
	case ITEM(M_TITLE):
		if (item->plain)
			arxiv_set(item->paper, M_TITLE, plain);
		else
			item_end(item, key, text);
		break;
	case IDENTIFIER: set_identifier(item, plain); break;
	case DESCRIPTION: add_description(item, plain); break;
	case DATE: add_date(item, plain); break;
	case TYPE: set_type(item, plain); break;
	case SUBJECT: add_subject(item, plain); break;
	case RIGHTS:
		if (!slice_starts(plain, SLICE("info:eu-repo/semantics/")))
			paper_set(item->paper, M_LICENSE, plain);
		break;
	case RECORD:
		if (item->plain) {
			paper_set(item->paper, M_TYPE, SLICE("article"));
			arxiv_set(item->paper, M_ABSTRACT,
				buf_slice(&item->abstract));
		}
		item_write(item);
		break;
	default: item_end(item, key, text);
	}
}

const struct xml_handler dc_handler = XML_HANDLER(on_begin, on_end);

bool
dc_sniff(struct slice head)
{
	return xml_root_is(xml_root(head), SLICE("dc"));
}

void
dc_parse(struct source *source)
{
	item_parse(source, &dc_handler);
}
