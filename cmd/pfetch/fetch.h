/*
 * fetch.h: works requests off: several at a time, each host at its pace, again
 * where that may help, and written in the order in which they were added.
 */
#ifndef SHEAF_FETCH_H
#define SHEAF_FETCH_H

#include "cache.h"
#include "folder.h"
#include "out.h"

struct fetch_how {
	uint64_t max;   /* results a request; 0: what is usual for it */
	unsigned jobs;  /* at once from a host that we do not know; 0: one, at
	                   the pace of services */
	bool dry_run;   /* write the addresses, ask nobody */
	bool unordered; /* write what comes first first */
	bool verbose;   /* a line on standard error for each transfer */
	bool silent;    /* no progress */
	uint64_t requests; /* how many there will be; 0: not known */
};

struct fetch;

/*
 * Documents go to OUT, or, where FOLDER is not NULL, to its index; CACHE has
 * those that are there already. All of them have to live as long.
 */
struct fetch *fetch_open(struct fetch_how how, struct cache *cache,
	struct out *out, struct folder *folder);

/*
 * Adds a request. ID is that of the paper that it came from, empty if that has
 * none; NULL: it is the user's own. One from a paper is not trusted with this
 * machine or private networks. Works off others when there are too many.
 */
void fetch_add(struct fetch *fetch, struct slice text, const struct slice *id);

/* Are there requests that are not worked off? */
bool fetch_busy(const struct fetch *fetch);

/* Works for about MS milliseconds, less if there is nothing to do. */
void fetch_work(struct fetch *fetch, int ms);

/* Works all of them off. Returns how many could be understood. */
uint64_t fetch_close(struct fetch *fetch);

#endif
