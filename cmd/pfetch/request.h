/*
 * request.h: what users ask for, and the addresses that it means.
 *
 * A request is one of the forms in the table of request.c (a list, which has
 * pages), an address, a file, or `-`. It is worked off page by page:
 *
 *	what = request_read(&request, text, now, max);
 *	while (what == NULL && request_url(&request, &url)) {
 *		... fetch it ...
 *		what = request_next(&request, body);
 *	}
 */
#ifndef SHEAF_REQUEST_H
#define SHEAF_REQUEST_H

#include "buf.h"
#include "date.h"

enum request_kind { REQUEST_LIST, REQUEST_ADDRESS, REQUEST_FILE };

struct request {
	struct slice text; /* as the user wrote it; the caller's bytes */
	enum request_kind kind;
	const struct form *form; /* of a list: its row in the table */

	struct date value; /* the day, week or month of the list */
	int64_t day, more; /* of a range: this day, and how many follow it */

	uint64_t left;   /* results still wanted */
	uint64_t offset; /* results of this list so far */
	uint64_t size;   /* of the page that is asked for */
	uint64_t page;   /* a hash of the page before */
	bool ended;
};

/*
 * Reads TEXT; NOW is date_now(), MAX the number of results wanted, 0 for what
 * is usual. Returns NULL, or what is wrong with it.
 */
const char *request_read(
	struct request *request, struct slice text, int64_t now, uint64_t max);

/*
 * Puts in URL, which is reset first, where the next page is: an address, or for
 * REQUEST_FILE a path. False when there is none.
 */
bool request_url(struct request *request, struct buf *url);

/*
 * Goes on to the next page, BODY being this one's content, empty where it could
 * not be had: then, and behind its last page, to the next day of a range.
 * Returns NULL, or what is wrong with a page that cannot be used.
 */
const char *request_next(struct request *request, struct slice body);

#endif
