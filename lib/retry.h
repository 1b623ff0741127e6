/*
 * retry.h: when to ask again what failed, and how long to wait before.
 *
 * The wait grows with each try and has some jitter, so that many clients do not
 * come back at once; what the server asks for (Retry-After) is kept, up to two
 * minutes. A server that has too much to do (429, 503) is left alone by all
 * requests of its lane.
 */
#ifndef SHEAF_RETRY_H
#define SHEAF_RETRY_H

#include "http.h"
#include "pace.h"

enum { RETRY_TRIES = 5 };

/* The tries of a request; all zero at first. */
struct retry {
	unsigned tries;
	bool said; /* that it waits */
	uint32_t random;
};

/*
 * Is ANSWER, to a request of LANE, worth one more try, of MOST? Returns the
 * milliseconds to wait, or -1; why a failure is final is added to its error. A
 * long wait is said on a terminal; PLACE is what it is for.
 */
int64_t retry_answer(struct retry *retry, struct lane *lane,
	struct http_answer *answer, unsigned most, struct slice place);

/* The same for an answer that is none although the server has no error. */
int64_t retry_pause(
	struct retry *retry, const struct lane *lane, unsigned most);

#endif
