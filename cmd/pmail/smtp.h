/*
 * smtp.h: a message to a server (RFC 5321), by libcurl.
 */
#ifndef SHEAF_PMAIL_SMTP_H
#define SHEAF_PMAIL_SMTP_H

#include "envelope.h"

/* EX_TEMPFAIL of sysexits.h, which is in no standard. */
enum { TRY_AGAIN = 75 };

struct smtp_server {
	const char *url;      /* smtp: or smtps: */
	const char *password; /* NULL: that of the URL, or of ~/.netrc */
};

/* Is it smtp: or smtps: with a host? Has it a password in it? */
bool smtp_url(const char *url, bool *has_password);

/*
 * Hands ENVELOPE over. STARTTLS has to succeed before anything is said, unless
 * the host is this one. What is refused is named on standard error.
 *
 * The message is for all that the server takes, or for nobody: where a
 * recipient is refused for now, it is not sent to the others either, since it
 * would come to them again. Returns DONE, SOME_FAILED (for good, the others
 * have it), TRY_AGAIN or UNUSABLE (refused for good).
 */
int smtp_send(
	const struct smtp_server *server, const struct envelope *envelope);

#endif
