/*
 * document.h: documents as lines: sheaf(5), "Document".
 */
#ifndef SHEAF_DOCUMENT_H
#define SHEAF_DOCUMENT_H

#include "json.h"

/* The members, in the order in which they are written. */
enum document_member {
	D_URL,
	D_REQUEST,
	D_ID,
	D_FINAL_URL,
	D_STATUS,
	D_CONTENT_TYPE,
	D_FETCHED,
	D_ETAG,
	D_LAST_MODIFIED,
	D_BODY,
	D_BODY_BASE64,
	D_FILE,
	D_ERROR,
	DOCUMENT_MEMBERS,
};

extern const struct slice document_names[DOCUMENT_MEMBERS];

/*
 * Adds a document, without its LF. A value whose ptr is NULL is absent. The
 * body goes into D_BODY; it is written as body_base64 where it is not UTF-8.
 */
void document_add(struct buf *to, const struct slice values[DOCUMENT_MEMBERS]);

/* The members of a document that was written. False if LINE is none. */
bool document_find(struct slice line, struct json values[DOCUMENT_MEMBERS]);

#endif
