/*
 * envelope.h: a message as it goes to a server, and for whom it is.
 */
#ifndef SHEAF_PMAIL_ENVELOPE_H
#define SHEAF_PMAIL_ENVELOPE_H

#include "buf.h"

/* Addresses without their brackets; they are kept for the run. */
struct addresses {
	char **list;
	size_t count, cap;
};

struct envelope {
	const char *from; /* "" for none (RFC 5321, 4.5.5); NULL: not known */
	struct addresses to;
	struct buf message; /* without Bcc, lines ended by CRLF */
};

/*
 * Adds the addresses of a field's VALUE (RFC 5322, 3.4): names, comments and
 * groups are passed over, and each address is added once. False where one of
 * them is none; the others are there.
 */
bool addresses_read(struct addresses *to, struct slice value);

/*
 * Reads the message TEXT, whose lines end with LF or CRLF. FROM is that of
 * Sender, else of From, where it is not yet known; with FROM_FIELDS the
 * recipients are those of To, Cc and Bcc. What is no address ends the program.
 */
void envelope_read(
	struct envelope *envelope, struct slice text, bool from_fields);

#endif
