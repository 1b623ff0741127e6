/*
 * http.h: bytes from http and https addresses, several at a time. The one file
 * that calls libcurl.
 *
 * Redirects are followed, ten of them, never from https down to http, and what
 * is secret goes to the origin (scheme, host, port) that was asked for only.
 * Requests to one host share connections, and streams of one where the server
 * speaks HTTP/2.
 */
#ifndef SHEAF_HTTP_H
#define SHEAF_HTTP_H

#include <stdint.h>

#include "buf.h"

/* The largest body, after content coding was undone, unless it is told. */
enum { HTTP_BODY_MAX = 32 << 20 };

/* Everything has to live until the transfer has ended. NULL and empty: none. */
struct http_request {
	const char *url;
	const char *query; /* secret: put behind the url, and written nowhere */
	const char *bearer; /* secret: the token of an Authorization field */
	const char *field;  /* secret: a whole field, "x-api-key: ..." */
	struct slice accept;
	struct slice post;                /* JSON; else GET */
	struct slice etag, last_modified; /* of what we have */
	int64_t patience; /* seconds without a byte; 0: what is usual */
	size_t body_max;  /* whole MiB, in bytes; 0: HTTP_BODY_MAX */
	bool public_only; /* not to this machine or to private networks */
};

struct http_answer {
	void *owner;        /* the caller's */
	long status;        /* 0: there was no answer */
	bool unchanged;     /* what we have is still right */
	bool again;         /* it failed, and may not fail later */
	int64_t wait;       /* milliseconds that the server asks for; or -1 */
	int64_t rest;       /* milliseconds for which it asks to be left alone,
	                       although it answers (Zotero's Backoff); or 0 */
	int64_t sent, took; /* milliseconds from the start until the request
	                       went out, and to the end */
	struct buf final_url; /* if there was a redirect */
	struct buf content_type, etag, last_modified;
	struct buf next; /* rel="next" of the Link fields (RFC 8288) */
	uint64_t total;  /* of Total-Results: items of the list; 0: not said */
	struct buf body;
	struct buf error; /* why there is no body; empty if there is one */
};

struct http *http_open(void);

void http_start(struct http *http, const struct http_request *request,
	struct http_answer *answer);

/* Moves bytes, waiting at most MS milliseconds for some. */
void http_work(struct http *http, int ms);

/* The answer of a transfer that has ended; NULL if there is none. */
struct http_answer *http_ended(struct http *http);

/* The bytes of bodies that have come so far, as they came. */
uint64_t http_received(const struct http *http);

void http_answer_free(struct http_answer *answer);
void http_close(struct http *http);

#endif
