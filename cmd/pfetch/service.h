/*
 * service.h: the services that pfetch knows: where they are, how fast they may
 * be asked, and whose token they get.
 */
#ifndef SHEAF_SERVICE_H
#define SHEAF_SERVICE_H

#include <stdint.h>

#include "buf.h"

struct service {
	struct slice base;                          /* scheme and host */
	const char *base_variable, *token_variable; /* of the environment */
	int64_t delay; /* milliseconds from one request to the next */
};

extern const struct service service_hf;

/* Where the service is: the environment's address, else its own; no `/` last.
 */
struct slice service_base(const struct service *service);

/* The service that an address is of, by scheme, host and port; or NULL. */
const struct service *service_of(struct slice url);

/* The delay for the service's own host; 0 for another, which is the user's. */
int64_t service_delay(const struct service *service);

/* Puts the user's token in TO, which is reset first; empty if there is none. */
void service_token(const struct service *service, struct buf *to);

#endif
