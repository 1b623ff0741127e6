/*
 * charset.h: from the bytes of a body to UTF-8, decided once: sheaf(5),
 * "Document".
 *
 * In this order: a byte order mark; UTF-8 where the bytes are that and not only
 * ASCII, whatever is declared (a declaration of UTF-16, UTF-32 or ISO-2022 is
 * believed); the charset of the Content-Type; what the document declares;
 * windows-1252. As long as all is ASCII nothing has to be decided, so a stream
 * is decided at its first other byte. A struct charset is all zero at first.
 */
#ifndef SHEAF_CHARSET_H
#define SHEAF_CHARSET_H

#include <iconv.h>

#include "buf.h"

enum { CHARSET_NAME_MAX = 40 };

struct charset {
	enum {
		CHARSET_NEW,
		CHARSET_ASCII, /* so far */
		CHARSET_UTF8,
		CHARSET_OTHER,
	} mode;
	char sent[CHARSET_NAME_MAX];     /* by the Content-Type */
	char declared[CHARSET_NAME_MAX]; /* by the document itself */
	iconv_t from;                    /* in CHARSET_OTHER */
	char tail[8]; /* the begun character at the end of the last bytes */
	size_t tail_len;
	bool replaced; /* what was not well-formed: it is lost */
	struct buf joined, text;
};

/* Takes the charset out of a Content-Type (RFC 9110, 8.3.2), if it has one. */
void charset_sent(struct charset *charset, struct slice content_type);

/*
 * The next BYTES as UTF-8: BYTES themselves where nothing has to be done, else
 * a view that is valid until the next call. LAST: they are the end. What is not
 * well-formed becomes U+FFFD, and REPLACED is set. The first bytes should be
 * some KiB, where there are so many: the document's declaration is looked for
 * there.
 */
struct slice charset_decode(
	struct charset *charset, struct slice bytes, bool last);

/* Forgets what was decided, and keeps the memory. */
void charset_reset(struct charset *charset);

#endif
