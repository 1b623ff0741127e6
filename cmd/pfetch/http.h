/*
 * http.h: bytes from http and https addresses. The one file that calls libcurl.
 *
 * Redirects are followed, ten of them, and never from https down to http. Ten
 * or a thousand requests go over one connection where the server lets them.
 */
#ifndef SHEAF_HTTP_H
#define SHEAF_HTTP_H

#include "buf.h"

/* The largest body, after content coding was undone. */
enum { HTTP_BODY_MAX = 32 << 20 };

struct http_request {
	const char *url;
	const char *token;                /* sent to this host only; or NULL */
	struct slice etag, last_modified; /* of what we have; or empty */
};

/* Slices are valid until the next http_get(), and empty where nothing came. */
struct http_answer {
	long status;            /* 0: there was no answer */
	bool unchanged;         /* what we have is still right */
	struct slice final_url; /* if there was a redirect */
	struct slice content_type, etag, last_modified;
	struct buf body;
	struct buf error; /* why there is no body; empty if there is one */
};

struct http *http_open(void);

/* Fills ANSWER, which is all zero at first, and is then used again. */
void http_get(struct http *http, const struct http_request *request,
	struct http_answer *answer);

void http_close(struct http *http);

#endif
