/*
 * DataCite's metadata, kernel 3 and 4 (https://schema.datacite.org/), as
 * Zenodo's OAI-PMH sends it.
 */
#include "item.h"
#include "kinds.h"

enum { ANY };

enum {
	OAI_DATACITE = XML_ROOT + 1,
	PAYLOAD,
	RESOURCE,
	GROUP, /* of elements of one kind */
	TITLE,
	NAME,
	ORCID,
	DATE,
	YEAR,
	TYPE,
	RELATED,
	RIGHTS,
	DESCRIPTION,
};

static const struct xml_space spaces[] = {
	{SLICE_INIT(""), SLICE_INIT(""), ANY},
};

#define ROW(parent, name, key, text)                                           \
	{                                                                      \
		parent, ANY, SLICE_INIT(name), key, text                       \
	}
static const struct xml_element elements[] = {
	ROW(XML_ROOT, "oai_datacite", OAI_DATACITE, false),
	ROW(OAI_DATACITE, "payload", PAYLOAD, false),
	ROW(PAYLOAD, "resource", RESOURCE, false),
	ROW(XML_ROOT, "resource", RESOURCE, false),
	ROW(RESOURCE, "identifier", ITEM_DOI, true),
	ROW(RESOURCE, "creators", GROUP, false),
	ROW(GROUP, "creator", ITEM_PERSON, false),
	ROW(ITEM_PERSON, "creatorName", NAME, true),
	ROW(ITEM_PERSON, "givenName", ITEM_GIVEN, true),
	ROW(ITEM_PERSON, "familyName", ITEM_FAMILY, true),
	ROW(ITEM_PERSON, "nameIdentifier", ORCID, true),
	ROW(ITEM_PERSON, "affiliation", ITEM(M_AFFILIATIONS), true),
	ROW(RESOURCE, "titles", GROUP, false),
	ROW(GROUP, "title", TITLE, true),
	ROW(RESOURCE, "publisher", ITEM(M_PUBLISHER), true),
	ROW(RESOURCE, "publicationYear", YEAR, true),
	ROW(RESOURCE, "subjects", GROUP, false),
	ROW(GROUP, "subject", ITEM(M_KEYWORDS), true),
	ROW(RESOURCE, "dates", GROUP, false),
	ROW(GROUP, "date", DATE, true),
	ROW(RESOURCE, "language", ITEM(M_LANGUAGE), true),
	ROW(RESOURCE, "resourceType", TYPE, true),
	ROW(RESOURCE, "relatedIdentifiers", GROUP, false),
	ROW(GROUP, "relatedIdentifier", RELATED, true),
	ROW(RESOURCE, "rightsList", GROUP, false),
	ROW(GROUP, "rights", RIGHTS, true),
	ROW(RESOURCE, "descriptions", GROUP, false),
	ROW(GROUP, "description", DESCRIPTION, true),
};

/* By resourceTypeGeneral; a text may be anything, and says it in words. */
static const struct item_word types[] = {
	{SLICE_INIT("JournalArticle"),   SLICE_INIT("article-journal") },
	{SLICE_INIT("ConferencePaper"),  SLICE_INIT("paper-conference")},
	{SLICE_INIT("Preprint"),         SLICE_INIT("article")         },
	{SLICE_INIT("Dataset"),          SLICE_INIT("dataset")         },
	{SLICE_INIT("Software"),         SLICE_INIT("software")        },
	{SLICE_INIT("Book"),             SLICE_INIT("book")            },
	{SLICE_INIT("BookChapter"),      SLICE_INIT("chapter")         },
	{SLICE_INIT("Dissertation"),     SLICE_INIT("thesis")          },
	{SLICE_INIT("Report"),           SLICE_INIT("report")          },
	{SLICE_INIT("Presentation"),     SLICE_INIT("speech")          },
	{SLICE_INIT("Journal article"),  SLICE_INIT("article-journal") },
	{SLICE_INIT("Conference paper"), SLICE_INIT("paper-conference")},
	{SLICE_INIT("Book section"),     SLICE_INIT("chapter")         },
	{SLICE_INIT("Thesis"),           SLICE_INIT("thesis")          },
};

/* The date of publication, the best first. */
static const struct slice dates[] = {
	SLICE_INIT("Issued"), SLICE_INIT("Submitted"), SLICE_INIT("Available")};

/* The relations to other forms of the same work. */
static const struct slice relations[] = {SLICE_INIT("IsVersionOf"),
	SLICE_INIT("IsIdenticalTo"), SLICE_INIT("IsVariantFormOf")};

/* The row of WORDS that is WORD; COUNT if there is none. */
static size_t
find(const struct slice words[], size_t count, struct slice word)
{
	size_t i = 0;

	while (i < count && !slice_eq(words[i], word))
		i++;
	return i;
}

static void
begin_date(struct item *item, struct slice type)
{
	size_t rank = find(dates, COUNT(dates), type);

	item->what = (int)rank;
	item->ignored =
		rank == COUNT(dates) && !slice_eq(type, SLICE("Updated"));
}

static void
on_begin(void *self, struct xml *xml, int key)
{
	struct item *item = self;
	struct slice scheme;

	item_begin(item, key);
	switch (key) {
	case RESOURCE:
		item->from = SLICE("datacite");
		item->plain = false;
		break;
	case TITLE:
		item->ignored = xml_attribute(xml, SLICE("titleType")).len > 0;
		break;
	case NAME:
		item->person.group =
			slice_eq(xml_attribute(xml, SLICE("nameType")),
				SLICE("Organizational"));
		break;
	case ORCID:
		scheme = xml_attribute(xml, SLICE("nameIdentifierScheme"));
		item->ignored = !slice_eq_nocase(scheme, SLICE("ORCID"));
		break;
	case DATE:
		begin_date(item, xml_attribute(xml, SLICE("dateType")));
		break;
	case TYPE:
		item_word(item, M_TYPE,
			xml_attribute(xml, SLICE("resourceTypeGeneral")), types,
			COUNT(types));
		break;
	case RELATED:
		item->ignored =
			find(relations, COUNT(relations),
				xml_attribute(xml, SLICE("relationType"))) ==
			COUNT(relations);
		break;
	case RIGHTS:
		paper_set_url(item->paper, M_LICENSE,
			xml_attribute(xml, SLICE("rightsURI")));
		break;
	case DESCRIPTION:
		item->ignored =
			!slice_eq(xml_attribute(xml, SLICE("descriptionType")),
				SLICE("Abstract"));
		break;
	}
}

static void
end_name(struct item *item, struct slice name)
{
	if (item->person.group)
		buf_add(&item->person.name, name);
	else if (item->person.family.len == 0)
		person_reversed(&item->person, name);
}

static void
end_date(struct item *item, struct slice text)
{
	struct slice first = text;
	struct date date;

	slice_cut(&text, '/', &first); /* a range */
	if (!date_read(first, &date))
		return;
	if (item->what < (int)COUNT(dates))
		item_published(item, date, item->what);
	else
		item->updated = date;
}

static void
on_end(void *self, struct xml *xml, int key, struct xml_text text)
{
	struct item *item = self;
	struct slice plain = item_text(item, text);
	struct date date;

	(void)xml;
	if (item->ignored) {
		item->ignored = false;
		return;
	}
	switch (key) {
	case TITLE: item_end(item, ITEM(M_TITLE), text); break;
	case NAME: end_name(item, plain); break;
	case ORCID: item_end(item, ITEM_ORCID, text); break;
	case DATE: end_date(item, plain); break;
	case YEAR:
		if (date_read(plain, &date))
			item_published(item, date, COUNT(dates));
		break;
	case TYPE: item_word(item, M_TYPE, plain, types, COUNT(types)); break;
	case RELATED: paper_identify(item->paper, plain); break;
	case RIGHTS: paper_set(item->paper, M_LICENSE, plain); break;
	case DESCRIPTION: item_end(item, ITEM_ABSTRACT, text); break;
	case RESOURCE: item_write(item); break;
	default: item_end(item, key, text);
	}
}

const struct xml_handler datacite_handler = XML_HANDLER(on_begin, on_end);

bool
datacite_xml_sniff(struct slice head)
{
	struct slice root = xml_root(head);

	return (xml_root_is(root, SLICE("resource")) ||
		       xml_root_is(root, SLICE("oai_datacite"))) &&
	       slice_find(head, SLICE("datacite.org/")) != NULL;
}

void
datacite_xml_parse(struct source *source)
{
	item_parse(source, &datacite_handler);
}
