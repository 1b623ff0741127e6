#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cache.h"
#include "lines.h"
#include "mem.h"

struct place {
	uint64_t hash; /* of url and request */
	uint64_t offset;
	size_t len;
};

struct cache {
	int fd;
	char *files[2];       /* its path, and NULL */
	struct lines *rest;   /* behind the last one that was found, or NULL */
	uint64_t found;       /* where that is */
	struct place *places; /* in the order of hashes */
	size_t count, cap;
	struct buf line, url, request;
};

static uint64_t
hash_key(struct slice url, struct slice request)
{
	return slice_hash(url) * 31 + slice_hash(request);
}

static int
compare_places(const void *a, const void *b)
{
	const struct place *p = a, *q = b;

	if (p->hash != q->hash)
		return p->hash < q->hash ? -1 : 1;
	return p->offset < q->offset ? -1 : p->offset > q->offset;
}

static void
add_place(struct cache *cache, const struct lines *lines, struct slice line)
{
	struct json members[DOCUMENT_MEMBERS];

	if (!document_find(line, members))
		return;
	cache->places = mem_grow(cache->places, &cache->cap, cache->count + 1,
		sizeof(*cache->places));
	cache->places[cache->count++] = (struct place){
		.hash = hash_key(json_text(members[D_URL], &cache->url),
			json_text(members[D_REQUEST], &cache->request)),
		.offset = lines_offset(lines),
		.len = line.len,
	};
}

/* A file that is there and cannot be read is named: it would be replaced. */
static void
read_places(struct cache *cache)
{
	struct lines *lines = lines_open(cache->files, LINES_MAX, NULL);
	struct slice line;
	int got;

	while ((got = lines_next(lines, &line)) != 0)
		if (got > 0)
			add_place(cache, lines, line);
		else if (errno != EMSGSIZE)
			err_die("%s: %s", cache->files[0], strerror(errno));
	lines_close(lines);
	if (cache->count > 0)
		qsort(cache->places, cache->count, sizeof(*cache->places),
			compare_places);
}

struct cache *
cache_open(const char *path)
{
	struct cache *cache = mem_zero(1, sizeof(*cache));
	struct stat st;

	cache->fd = -1;
	if (path == NULL || strcmp(path, "-") == 0 || stat(path, &st) < 0 ||
		!S_ISREG(st.st_mode))
		return cache;
	cache->fd = open(path, O_RDONLY);
	if (cache->fd < 0)
		err_die("%s: %s", path, strerror(errno));
	cache->files[0] = mem_copy(path);
	read_places(cache);
	return cache;
}

/* The bytes of a place; what has changed meanwhile is not taken. */
static bool
read_line(struct cache *cache, const struct place *place)
{
	char *to;

	buf_reset(&cache->line);
	to = buf_room(&cache->line, place->len);
	while (cache->line.len < place->len) {
		ssize_t n = pread(cache->fd, to + cache->line.len,
			place->len - cache->line.len,
			(off_t)(place->offset + cache->line.len));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		cache->line.len += (size_t)n;
	}
	return json_check(buf_slice(&cache->line), NULL);
}

static bool
is_wanted(struct cache *cache, const struct place *place, struct slice url,
	struct slice request, struct json members[DOCUMENT_MEMBERS])
{
	return read_line(cache, place) &&
	       document_find(buf_slice(&cache->line), members) &&
	       slice_eq(json_text(members[D_URL], &cache->url), url) &&
	       slice_eq(
		       json_text(members[D_REQUEST], &cache->request), request);
}

/* Behind the last place whose hash is not greater. */
static size_t
end_of_places(const struct cache *cache, uint64_t wanted)
{
	size_t low = 0, high = cache->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (cache->places[middle].hash <= wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
close_rest(struct cache *cache)
{
	if (cache->rest != NULL)
		lines_close(cache->rest);
	cache->rest = NULL;
}

bool
cache_find(struct cache *cache, struct slice url, struct slice request,
	struct slice *line, struct json members[DOCUMENT_MEMBERS])
{
	uint64_t wanted = hash_key(url, request);
	size_t i = end_of_places(cache, wanted);

	close_rest(cache);
	while (i-- > 0 && cache->places[i].hash == wanted)
		if (is_wanted(
			    cache, &cache->places[i], url, request, members)) {
			*line = buf_slice(&cache->line);
			cache->found = cache->places[i].offset;
			return true;
		}
	return false;
}

bool
cache_next(struct cache *cache, struct slice request, struct slice *line,
	struct json members[DOCUMENT_MEMBERS])
{
	int got;

	if (cache->rest == NULL)
		cache->rest = lines_open(cache->files, LINES_MAX, NULL);
	while ((got = lines_next(cache->rest, line)) != 0)
		if (got > 0 && lines_offset(cache->rest) > cache->found &&
			document_find(*line, members) &&
			slice_eq(json_text(members[D_REQUEST], &cache->request),
				request))
			return true;
	close_rest(cache);
	return false;
}

void
cache_close(struct cache *cache)
{
	if (cache->fd >= 0)
		close(cache->fd);
	close_rest(cache);
	free(cache->files[0]);
	free(cache->places);
	buf_free(&cache->line);
	buf_free(&cache->url);
	buf_free(&cache->request);
	free(cache);
}
