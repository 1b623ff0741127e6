/*
 * OAI-PMH 2.0 (http://www.openarchives.org/OAI/openarchivesprotocol.html): the
 * envelope, around metadata in arXiv's formats, Dublin Core, JATS, DataCite.
 * Errors come with status 200.
 */
#include <inttypes.h>

#include "item.h"
#include "kinds.h"

enum { OAI, OTHER };

enum {
	ROOT = XML_ROOT + 1,
	ERROR,
	OTHER_VERB,
	LIST,
	RECORD,
	HEADER,
	METADATA,
	OAI_ID,
	DATESTAMP,
};

/* Dublin Core's begins as that of the protocol does. */
static const struct xml_space spaces[] = {
	{SLICE_INIT("http://www.openarchives.org/OAI/2.0/oai_dc"),
         SLICE_INIT("oai_dc"),						     OTHER},
	{SLICE_INIT("http://www.openarchives.org/OAI/"),           SLICE_INIT(""), OAI  },
};

static const struct xml_element elements[] = {
	{XML_ROOT, OAI, SLICE_INIT("OAI-PMH"),             ROOT,       false},
	{XML_ROOT, OAI, SLICE_INIT("ListRecords"),         LIST,       false},
	{XML_ROOT, OAI, SLICE_INIT("GetRecord"),           LIST,       false},
	{XML_ROOT, OAI, SLICE_INIT("record"),              RECORD,     false},
	{ROOT,     OAI, SLICE_INIT("error"),               ERROR,      true },
	{ROOT,     OAI, SLICE_INIT("ListRecords"),         LIST,       false},
	{ROOT,     OAI, SLICE_INIT("GetRecord"),           LIST,       false},
	{ROOT,     OAI, SLICE_INIT("Identify"),            OTHER_VERB, false},
	{ROOT,     OAI, SLICE_INIT("ListIdentifiers"),     OTHER_VERB, false},
	{ROOT,     OAI, SLICE_INIT("ListMetadataFormats"), OTHER_VERB, false},
	{ROOT,     OAI, SLICE_INIT("ListSets"),            OTHER_VERB, false},
	{LIST,     OAI, SLICE_INIT("record"),              RECORD,     false},
	{RECORD,   OAI, SLICE_INIT("header"),              HEADER,     false},
	{HEADER,   OAI, SLICE_INIT("identifier"),          OAI_ID,     true },
	{HEADER,   OAI, SLICE_INIT("datestamp"),           DATESTAMP,  true },
	{RECORD,   OAI, SLICE_INIT("metadata"),            METADATA,   false},
};

struct envelope {
	struct item item;  /* first: the formats know nothing else */
	bool deleted;      /* the record that is being read */
	uint64_t unknown;  /* records in formats that we do not read */
	uint64_t nameless; /* deleted ones whose identifier is of no scheme */
	struct buf code;
};

static void
on_begin(void *self, struct xml *xml, int key)
{
	struct envelope *envelope = self;

	switch (key) {
	case RECORD:
		item_reset(&envelope->item);
		envelope->deleted = false;
		break;
	case HEADER:
		envelope->deleted = slice_eq(
			xml_attribute(xml, SLICE("status")), SLICE("deleted"));
		break;
	case METADATA: envelope->item.inside = true; break;
	case ERROR:
		buf_reset(&envelope->code);
		buf_add(&envelope->code, xml_attribute(xml, SLICE("code")));
		break;
	case OTHER_VERB:
		source_bad(envelope->item.source, xml_line(xml),
			"an answer of OAI-PMH that has no records");
		break;
	}
}

/* Repositories number their records; only some ids name a work. */
static void
read_identifier(struct envelope *envelope, struct slice id)
{
	struct item *item = &envelope->item;
	struct slice number = id, zenodo = SLICE("oai:zenodo.org:");

	item->plain = slice_starts_nocase(id, SLICE("oai:arXiv.org:"));
	if (slice_starts(id, zenodo)) {
		number = slice_from(id, zenodo.len);
		buf_reset(&item->scratch);
		buf_format(&item->scratch, "10.5281/zenodo.%.*s",
			ERR_SLICE(number));
		id = buf_slice(&item->scratch);
	}
	paper_identify(item->paper, id);
}

static void
end_deleted(struct envelope *envelope)
{
	struct item *item = &envelope->item;

	if (!paper_identified(item->paper)) {
		envelope->nameless++;
		item_reset(item);
		return;
	}
	paper_set(item->paper, M_DELETED, SLICE(""));
	item->from = item->plain ? SLICE("arxiv") : SLICE("oai");
	item_write(item);
}

static void
end_record(struct envelope *envelope)
{
	struct item *item = &envelope->item;

	item->inside = false;
	if (envelope->deleted) {
		end_deleted(envelope);
	} else if (item->from.len > 0) {
		item_write(item);
	} else {
		envelope->unknown++;
		item_reset(item);
	}
}

/* That nothing matches is a result. */
static void
end_error(struct envelope *envelope, struct xml *xml, struct slice text)
{
	struct slice code = buf_slice(&envelope->code);

	if (!slice_eq(code, SLICE("noRecordsMatch")))
		source_bad(envelope->item.source, xml_line(xml),
			"OAI-PMH: %.*s: %.*s", ERR_SLICE(code),
			ERR_SLICE(slice_trim(text)));
}

static void
on_end(void *self, struct xml *xml, int key, struct xml_text text)
{
	struct envelope *envelope = self;
	struct slice trimmed = slice_trim(text.text);
	struct date date;

	switch (key) {
	case OAI_ID: read_identifier(envelope, trimmed); break;
	case DATESTAMP:
		if (date_read(trimmed, &date))
			paper_set_date(envelope->item.paper, M_MODIFIED, &date);
		break;
	case RECORD: end_record(envelope); break;
	case ERROR: end_error(envelope, xml, text.text); break;
	}
}

static const struct xml_handler *const formats[] = {
	&arxiv_record_handler, &dc_handler, &jats_handler, &datacite_handler};

static const struct xml_handler handler = {
	.spaces = spaces,
	.space_count = COUNT(spaces),
	.elements = elements,
	.element_count = COUNT(elements),
	.hole = METADATA,
	.inner = formats,
	.inner_count = COUNT(formats),
	.begin = on_begin,
	.end = on_end,
};

bool
oai_sniff(struct slice head)
{
	struct slice root = xml_root(head);

	return xml_root_is(root, SLICE("OAI-PMH")) ||
	       ((xml_root_is(root, SLICE("record")) ||
			xml_root_is(root, SLICE("ListRecords")) ||
			xml_root_is(root, SLICE("GetRecord"))) &&
		       slice_find(head, SLICE("<datestamp>")) != NULL);
}

void
oai_parse(struct source *source)
{
	struct envelope envelope = {
		.item = {.source = source, .paper = source->paper}
        };

	item_reset(&envelope.item);
	xml_parse(source, &handler, &envelope);
	item_reset(&envelope.item);
	if (envelope.unknown > 0)
		source_bad(source, 0,
			"records in metadata formats that are not read "
			"here: %" PRIu64,
			envelope.unknown);
	if (envelope.nameless > 0)
		err_note("%.*s%sdeleted records whose identifiers name no "
			 "paper: %" PRIu64,
			ERR_SLICE(source->url), source->url.len > 0 ? ": " : "",
			envelope.nameless);
	item_free(&envelope.item);
	buf_free(&envelope.code);
}
