/*
 * request.h: what users ask for, and the addresses that it means.
 *
 * A request is one of the forms in the table of request.c, an address, a file,
 * or `-`. It is worked off page by page:
 *
 *	what = request_read(request, text, now, max);
 *	while (what == NULL && request_url(request, &url)) {
 *		... fetch it ...
 *		next = request_next(request, body, link, total, &what);
 *	}
 *
 * Requests for single papers of one service that follow one another go out
 * together: request_join().
 */
#ifndef SHEAF_REQUEST_H
#define SHEAF_REQUEST_H

#include "buf.h"
#include "service.h"

enum request_kind { REQUEST_LIST, REQUEST_ADDRESS, REQUEST_FILE };

struct request;

struct request *request_new(void);

/*
 * Reads TEXT, which is copied; NOW is date_now(), MAX the number of results
 * wanted, 0 for what is usual. Returns NULL, or what is wrong with it (valid
 * until the next call).
 */
const char *request_read(
	struct request *request, struct slice text, int64_t now, uint64_t max);

enum request_kind request_kind(const struct request *request);

/* As the user wrote it. */
struct slice request_text(const struct request *request);

/*
 * Takes MORE into the batch of REQUEST, if both are papers of one service that
 * can be asked for together and there is room; MORE is then used up.
 */
bool request_join(struct request *request, const struct request *more);

/*
 * Puts in URL, which is reset first, where the next page is: an address, or for
 * REQUEST_FILE a path. False when there is none.
 */
bool request_url(const struct request *request, struct buf *url);

/*
 * Is the answer the same for ever (a paper), so that who has it need not ask
 * again? A list is not.
 */
bool request_lasts(const struct request *request);

/*
 * Is it a list whose pages each say where the next one is, and no two runs of
 * which are alike? Who has some of them, in the order in which they came, hands
 * their content to request_had(), and then calls request_resume() with the date
 * at which the last one was fetched: the next page is the one behind it; or, if
 * it was the last of the list, the first of what has come since.
 */
bool request_is_harvest(const struct request *request);
void request_had(struct request *request, struct slice body);
void request_resume(struct request *request, struct slice fetched);

/* Is BODY, which came with a status of 4xx, an answer all the same: one that
 * request_next() can make something of? */
bool request_answered(const struct request *request, struct slice body);

/* What goes with the address: an Accept field, a JSON body to POST; or empty.
 */
struct slice request_accept(const struct request *request);
struct slice request_post(struct request *request);

/*
 * What became of a page. Only REQUEST_PAGE has papers in it: a step on the way
 * (a search that only says where its results are) is not written.
 */
enum request_page {
	REQUEST_PAGE,
	REQUEST_STEP,
	REQUEST_AGAIN,  /* empty although there should be more: ask again */
	REQUEST_LAST,   /* a page, and what follows it cannot be had: WHAT says
	                   why; no more pages */
	REQUEST_BROKEN, /* it cannot be used: WHAT says why; no more pages */
};

/*
 * Goes on to the next page, BODY being this one's content (empty where it could
 * not be had: then on to the next day of a range), LINK the rel="next" of its
 * Link fields, and TOTAL what Total-Results says, or 0.
 */
enum request_page request_next(struct request *request, struct slice body,
	struct slice link, uint64_t total, const char **what);

/* How much of its list is behind us, from 0 to 1: what can be told. */
double request_share(const struct request *request);

/* After REQUEST_AGAIN in vain: there are no more pages. */
void request_give_up(struct request *request);

/*
 * After a batch that the service could not answer: asks for half of it, and
 * then for the rest. False if it was one paper.
 */
bool request_halve(struct request *request);

/*
 * The ids that the last page was to have and BODY, its content, does not have,
 * one call each, in order. *AT is 0 at first. False when there are no more.
 */
bool request_missing(struct request *request, struct slice body, size_t *at,
	struct slice *id);

#endif
