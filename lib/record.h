/*
 * record.h: records as lines: sheaf(5).
 *
 * A record is read only as far as a program needs it, and written back as the
 * bytes it came as, or edited in place.
 */
#ifndef SHEAF_RECORD_H
#define SHEAF_RECORD_H

#include "json.h"
#include "lines.h"

/* The members of a paper, in the order in which they are written. */
enum member {
	M_ID,
	M_ALIASES,
	M_VERSION,
	M_TYPE,
	M_TITLE,
	M_AUTHORS,
	M_FAMILIES,
	M_AUTHOR_IDS,
	M_AFFILIATIONS,
	M_ABSTRACT,
	M_PUBLISHED,
	M_UPDATED,
	M_LISTED,
	M_MODIFIED,
	M_ANNOUNCE_TYPE,
	M_CATEGORIES,
	M_KEYWORDS,
	M_VENUE,
	M_VOLUME,
	M_ISSUE,
	M_PAGES,
	M_PUBLISHER,
	M_JOURNAL_REF,
	M_REPORT_NUMBER,
	M_DOI,
	M_COMMENT,
	M_LICENSE,
	M_LANGUAGE,
	M_URL,
	M_PDF,
	M_CODE,
	M_PROJECT,
	M_MODELS,
	M_DATASETS,
	M_SPACES,
	M_UPVOTES,
	M_COMMENTS,
	M_STARS,
	M_CITATIONS,
	M_STATUS,
	M_KEY,
	M_SUMMARY,
	M_SUBMITTER,
	M_ORGANIZATION,
	M_THUMBNAIL,
	M_DELETED,
	M_SOURCES,
	M_TEXT,
	M_SCORE,
	M_LABELS,
	M_MATCHED,
	MEMBER_COUNT,
};

enum member_type {
	MEMBER_STRING,
	MEMBER_DATE,
	MEMBER_NUMBER,
	MEMBER_STRINGS, /* an array of strings */
	MEMBER_TRUE,
};

struct member_row {
	struct slice name;
	enum member_type type;
};
extern const struct member_row record_members[MEMBER_COUNT];

/* The member called NAME, or MEMBER_COUNT for one that we do not know. */
enum member record_member(struct slice name);

/*
 * Looks for the members NAMES[0 .. COUNT-1] of the object LINE in one pass that
 * ends when all are found; VALUES[i] is the first of the name NAMES[i], or
 * JSON_NONE. False if LINE does not look like an object as far as was read.
 */
bool record_find(struct slice line, const struct slice names[], size_t count,
	struct json values[]);

/* Every member of the table at once: VALUES has MEMBER_COUNT places. */
bool record_all(struct slice line, struct json values[]);

/* A document rather than a paper: it has body, body_base64, file or error. */
bool record_is_document(struct slice line);

/*
 * Adds LINE to TO with the member NAME set to VALUE, a JSON text: in its place
 * where LINE has it (a second one of the name goes), else as the last. LINE is
 * an object that passed json_check().
 */
void record_set(struct buf *to, struct slice line, struct slice name,
	struct slice value);

/*
 * The next line of papers. What cannot be read is said (err_bad) and passed
 * over; a document as the first line of a file ends the program. False at the
 * end.
 */
bool record_next(struct lines *lines, struct slice *line);

/* The same with a block of lines: lines_block(). */
bool record_block(struct lines *lines, struct slice *block);

/* What ERROR, an errno of lines.h, means in a message. */
const char *record_why(int error);

/*
 * Is LINE valid (json_check(), an object)? If not, what is wrong is added to
 * WHY.
 */
bool record_check(struct slice line, struct buf *why);

/* Is the last line valid (record_check())? If not it has been said. */
bool record_vouch(const struct lines *lines, struct slice line);

#endif
