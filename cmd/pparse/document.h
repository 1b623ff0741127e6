/*
 * document.h: what pfetch writes: sheaf(5), "Document".
 */
#ifndef SHEAF_DOCUMENT_H
#define SHEAF_DOCUMENT_H

#include "body.h"

/* The members that tell documents and papers apart, and those read here. */
enum {
	D_ID,
	D_URL,
	D_FINAL_URL,
	D_REQUEST,
	D_AUTHOR, /* of CSL-JSON, as issued is */
	D_ISSUED,
	D_CONTENT_TYPE,
	D_BODY,
	D_BODY_BASE64,
	D_FILE,
	D_ERROR,
	DOCUMENT_MEMBERS
};
extern const struct slice document_members[DOCUMENT_MEMBERS];

/* A document is all zero at first; its views live as long as the next one. */
struct document {
	struct buf url, final_url, request, content_type, media_type;
	struct buf body, decoded, path;
	char *files[2];
	struct values *file; /* that holds the body */
};

/* Do the values of document_members, found in a record, make a document? */
bool document_is(const struct json values[]);

/*
 * Points SOURCE, and its body, to what the document has. False if it has no
 * body, and that has been said, by whoever wrote the document if it failed.
 */
bool document_open(struct document *document, const struct json values[],
	struct source *source);

void document_close(struct document *document);

/* Does an address, or a request, ask for the full text of a paper? */
bool document_full_text(struct slice address);

/* The day of a list that an address, or a request, names; DAY stays if none. */
void document_day(struct slice address, struct date *day);

#endif
