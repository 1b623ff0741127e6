/*
 * next.h: what a page says of the pages behind it, and of the papers that it
 * was asked for. Bytes are searched; no document is parsed.
 */
#ifndef SHEAF_NEXT_H
#define SHEAF_NEXT_H

#include "json.h"
#include "request.h"

/* request_next() of a list. */
enum request_page next_page(struct request *request, struct slice body,
	struct slice link, uint64_t total, const char **what);

/* Sets out for the first page; MAX as in request_read(). */
void request_begin(struct request *request, uint64_t max);

/* Ends this list and begins with that of the next name or day, if any. */
void next_list(struct request *request);

/* How many items the next page is to have. */
uint64_t next_size(const struct request *request);

/* The value at PATH (form.h) in BODY. */
struct json find_path(struct slice body, const char *path);

/*
 * The next element NAME of BODY, with any prefix: WHOLE is all of it, TEXT what
 * follows its tag up to the next one. BODY goes on behind it. False if there is
 * none that ends.
 */
bool find_element(struct slice *body, struct slice name, struct slice *whole,
	struct slice *text);

/* For `step` of a row: where the results of a search are (form.h). */
enum request_page read_esearch(
	struct request *request, struct slice body, const char **what);

/* For `find_missing` of a row. */
void missing_in_arxiv(struct request *request, struct slice body);
void missing_in_crossref(struct request *request, struct slice body);
void missing_in_pubmed(struct request *request, struct slice body);
void missing_as_null(struct request *request, struct slice body);
void missing_if_none(struct request *request, struct slice body);

#endif
