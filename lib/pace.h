/*
 * pace.h: how fast a host may be asked, by all programs of a user together.
 *
 * A lane is a host, or the hosts of a service that share a clock. Between two
 * requests of a lane lies its delay, and so many of them are under way at once.
 * A lane with a delay is used under a lock file in $XDG_RUNTIME_DIR (else
 * $XDG_CACHE_HOME/sheaf, ~/.cache/sheaf), held from before the wait until the
 * answer; it dies with its holder, and the file holds the time of the last
 * request.
 */
#ifndef SHEAF_PACE_H
#define SHEAF_PACE_H

#include <stdint.h>

#include "slice.h"

struct lane;

/* The clock of all this: milliseconds since 1970. */
int64_t pace_now(void);

/*
 * The lane NAME among LANES (NULL at first), where it is added if it is not
 * there: with DELAY milliseconds and at most PARALLEL at once.
 */
struct lane *pace_lane(struct lane **lanes, struct slice name, int64_t delay,
	unsigned parallel);

/*
 * May a request set off now? 0: it has to, and pace_done() follows its answer.
 * Else the milliseconds after which to ask again, -1 if that is when one of the
 * lane's requests has ended.
 */
int64_t pace_try(struct lane *lane);

/* SENT: when the request went out, which is behind a connection's set-up. */
void pace_done(struct lane *lane, int64_t sent);

/* No request sets off before UNTIL. */
void pace_hold(struct lane *lane, int64_t until);

/* Its delay, in milliseconds. */
int64_t pace_delay(const struct lane *lane);

#endif
