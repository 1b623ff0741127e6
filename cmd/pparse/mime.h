/*
 * mime.h: the parts of a mail: RFC 5322, 2045 to 2047.
 */
#ifndef SHEAF_MIME_H
#define SHEAF_MIME_H

#include "buf.h"

/* The header and the body of TEXT, a message or a part of one. */
struct mime {
	struct slice head, body;
};
struct mime mime_split(struct slice text);

/* Does TEXT begin with a field of a header? */
bool mime_field_begins(struct slice text);

/* The value of the first field NAME, unfolded in TO; empty if there is none. */
struct slice mime_field(struct slice head, struct slice name, struct buf *to);

/* Adds VALUE with its encoded-words (RFC 2047) decoded. */
void mime_words(struct buf *to, struct slice value);

/*
 * The value of a parameter of a field (`boundary` of a Content-Type), without
 * its quotes; empty if there is none.
 */
struct slice mime_parameter(struct slice field, struct slice name);

/* Cuts the next part of a multipart off REST; false behind the last. */
bool mime_next_part(
	struct slice *rest, struct slice boundary, struct slice *part);

/*
 * BODY without its Content-Transfer-Encoding: itself, or decoded in TO, which
 * is reset first.
 */
struct slice mime_decode(
	struct slice body, struct slice encoding, struct buf *to);

#endif
