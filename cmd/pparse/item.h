/*
 * item.h: a paper while XML is read, for the sources whose elements mean the
 * same. Their tables (xml.h) name keys of here for what needs no care of their
 * own, and keys from XML_ROOT + 1 on for the rest.
 */
#ifndef SHEAF_ITEM_H
#define SHEAF_ITEM_H

#include "person.h"
#include "xml.h"

enum {
	ITEM_KEYS = 200,

	ITEM_PERSON = ITEM_KEYS, /* one author, with what follows in it */
	ITEM_GIVEN,
	ITEM_FAMILY,
	ITEM_SUFFIX,
	ITEM_NAME,
	ITEM_REVERSED, /* `Family, Given` */
	ITEM_GROUP,    /* a name that is no person's */
	ITEM_ORCID,

	ITEM_YEAR, /* for item_date() */
	ITEM_MONTH,
	ITEM_DAY,

	ITEM_FIRST_PAGE,
	ITEM_LAST_PAGE,

	ITEM_TITLE,    /* without the full stop that some put behind it */
	ITEM_ABSTRACT, /* all that there are, each a paragraph */
	ITEM_SUBJECT,  /* a category of arXiv's, else a keyword */
	ITEM_DOI,
	ITEM_IDENTIFIER,
	ITEM_PUBLISHED, /* a date in one piece */

	ITEM_MEMBERS, /* + a member: its text or, in an array, one of them */
};
#define ITEM(member) (ITEM_MEMBERS + (member))

struct item {
	struct source *source;
	struct paper *paper;
	struct slice from; /* for M_SOURCES; empty while no format is known */
	bool plain;  /* text without tags has none that are escaped, either */
	bool inside; /* an envelope writes the paper */

	int what;     /* for the parser's own use */
	bool ignored; /* the text that has just begun is nothing to us */

	struct person person;
	bool hidden; /* the person is no author */
	struct buf year, month, day;
	struct date published;
	int rank; /* of it */
	struct date updated;
	struct slice status; /* a literal */
	struct buf first_page, last_page;
	struct buf id, doi; /* as the source writes them */
	struct buf note;    /* for the parser's own use */
	struct buf abstract, text, unescaped, scratch;
};

/* Forgets all but where it came from: the next paper begins. */
void item_reset(struct item *item);

/*
 * What a handler's begin(), first of all, and end() do with the keys of here.
 * Between the two IGNORED and HIDDEN may be set.
 */
void item_begin(struct item *item, int key);
void item_end(struct item *item, int key, struct xml_text text);

/* TEXT without markup and white space around; until the next call. */
struct slice item_text(struct item *item, struct xml_text text);

/* Takes year, month and day, and empties them: an empty date if they are none.
 */
struct date item_take_date(struct item *item);

/* Keeps a date of publication: the one of the lowest RANK, the first of it. */
void item_published(struct item *item, struct date date, int rank);

/* Sets MEMBER, unless it is set, to the address FRONT + PART + BACK. */
void item_url(struct item *item, enum member member, struct slice front,
	struct slice part, struct slice back);

/* Tells the paper a DOI, as doi_set(). */
bool item_doi(struct item *item, struct slice text);

/*
 * Writes the paper, unless an envelope does. Without an address it has that of
 * its DOI.
 */
void item_write(struct item *item);

void item_free(struct item *item);

/* What a source says, and what we say. */
struct item_word {
	struct slice theirs, ours;
};

/* Sets MEMBER to what stands for TEXT in WORDS; nothing if none does. */
void item_word(struct item *item, enum member member, struct slice text,
	const struct item_word words[], size_t count);

/* The formats that stand inside OAI-PMH, too. */
extern const struct xml_handler arxiv_record_handler, dc_handler, jats_handler,
	datacite_handler;

/* Reads the body as one of HANDLER's documents. */
void item_parse(struct source *source, const struct xml_handler *handler);

#endif
