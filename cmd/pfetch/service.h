/*
 * service.h: the services that pfetch knows: where they are, how fast they may
 * be asked, and whose key they get.
 */
#ifndef SHEAF_SERVICE_H
#define SHEAF_SERVICE_H

#include <stdint.h>

#include "buf.h"

/* How a key goes out. */
enum key_kind {
	KEY_NONE,
	KEY_BEARER, /* Authorization: Bearer */
	KEY_FIELD,  /* a field of its own */
	KEY_QUERY,  /* in the address, which is then not written anywhere */
};

struct service {
	const char *name;          /* of its clock and its lock file, too */
	const char *base_variable; /* of the environment: replaces all bases */
	const char *bases[4];      /* scheme and host of each of its hosts */
	const char *path;          /* only what begins so; NULL: all of it */
	int64_t delay;     /* milliseconds from one request to the next */
	unsigned parallel; /* requests at once */
	enum key_kind key;
	const char *key_name; /* of the field or the parameter */
	const char
		*key_variables[2]; /* of the environment, the first set wins */
	void (*find_key)(struct buf *to); /* where none of them is set */
	const char *no_key_variable;      /* set to true: no key at all */
};

/*
 * Adds to URL the address ADDRESS, which begins with a base of one of the
 * services, at the place that the environment gives the service. Addresses of
 * others are added as they are.
 */
void service_address(struct slice address, struct buf *url);

/* The service that an address is of, by scheme, host and port; or NULL. */
const struct service *service_of(struct slice url);

/*
 * Does the service that answered at URL have the address NEXT, too? It has at
 * its own hosts, also when a mirror answers for it.
 */
bool service_has(struct slice url, struct slice next);

/*
 * Puts the user's key in TO, which is reset first, as it goes out: a token, a
 * field, or a parameter of the query; empty if there is none.
 */
void service_key(const struct service *service, struct buf *to);

#endif
