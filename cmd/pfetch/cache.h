/*
 * cache.h: the documents of the file that -o is about to replace.
 *
 * Kept in memory is where each of them lies, not the documents.
 */
#ifndef SHEAF_CACHE_H
#define SHEAF_CACHE_H

#include "document.h"

struct cache;

/* PATH may be NULL or no regular file: then there are no documents. */
struct cache *cache_open(const char *path);

/*
 * Looks for the last document of URL that REQUEST asked for; it and its members
 * are valid until the next call. False if there is none.
 */
bool cache_find(struct cache *cache, struct slice url, struct slice request,
	struct slice *line, struct json members[DOCUMENT_MEMBERS]);

/*
 * After cache_find(): the next document, in the order of the file, that REQUEST
 * asked for, valid until the next call.
 */
bool cache_next(struct cache *cache, struct slice request, struct slice *line,
	struct json members[DOCUMENT_MEMBERS]);

void cache_close(struct cache *cache);

#endif
