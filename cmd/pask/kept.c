#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "append.h"
#include "json.h"
#include "kept.h"
#include "keys.h"
#include "mem.h"

enum { HASH = 64, BLOCK = 64 << 10, LONGEST = 1 << 20 };

/* Numbers of keys; others are places, from FIRST on. */
enum { NOTHING, ASKED, FIRST };

struct place {
	uint64_t offset;
	size_t len;
};

struct kept {
	const char *path;
	int fd;       /* -1: the file is not there yet */
	uint64_t end; /* of the whole lines that were read */
	struct keys *keys;
	struct place *places;
	size_t count, cap;
	struct buf block;
};

static bool
is_line(struct slice line)
{
	size_t digits = 0;

	while (digits < line.len && ascii_hex(line.ptr[digits]) >= 0)
		digits++;
	return digits == HASH && line.len > HASH && line.ptr[HASH] == '\t';
}

static void
add_line(struct kept *kept, struct slice line, uint64_t offset)
{
	if (!is_line(line))
		err_die("%s: not a file of answers", kept->path);
	kept->places = mem_grow(kept->places, &kept->cap, kept->count + 1,
		sizeof(*kept->places));
	*keys_put(kept->keys, slice_first(line, HASH), NOTHING) =
		(uint32_t)kept->count + FIRST;
	kept->places[kept->count++] = (struct place){offset, line.len};
}

/* Can LINE be the beginning of one that was not finished? */
static bool
is_torn(struct slice line)
{
	size_t digits = 0;

	while (digits < line.len && digits < HASH &&
		ascii_hex(line.ptr[digits]) >= 0)
		digits++;
	return digits == line.len || (digits == HASH && is_line(line));
}

/* Takes the whole lines off BLOCK, which begins at kept->end. */
static void
take_lines(struct kept *kept)
{
	struct slice rest = buf_slice(&kept->block);
	const char *end;

	while ((end = memchr(rest.ptr, '\n', rest.len)) != NULL) {
		size_t len = (size_t)(end - rest.ptr);

		add_line(kept, slice_first(rest, len), kept->end);
		kept->end += len + 1;
		rest = slice_from(rest, len + 1);
	}
	if (rest.len > 0)
		memmove(kept->block.ptr, rest.ptr, rest.len);
	kept->block.len = rest.len;
}

/* Reads what has come since, from other programs too. What has no LF at its end
 * was not finished. */
static void
read_lines(struct kept *kept)
{
	ssize_t n;

	if (kept->fd < 0)
		kept->fd = open(kept->path, O_RDONLY | O_CLOEXEC);
	if (kept->fd < 0) {
		if (errno != ENOENT)
			err_die("%s: %s", kept->path, strerror(errno));
		return;
	}
	buf_reset(&kept->block);
	while ((n = pread(kept->fd, buf_room(&kept->block, BLOCK), BLOCK,
			(off_t)(kept->end + kept->block.len))) > 0) {
		kept->block.len += (size_t)n;
		take_lines(kept);
		if (kept->block.len > LONGEST)
			err_die("%s: not a file of answers", kept->path);
	}
	if (n < 0)
		err_die("%s: %s", kept->path, strerror(errno));
}

struct kept *
kept_open(const char *path, bool append)
{
	struct kept *kept = mem_zero(1, sizeof(*kept));

	kept->path = path;
	kept->fd = -1;
	if (path == NULL)
		return kept;
	kept->keys = keys_new();
	read_lines(kept);
	if (!is_torn(buf_slice(&kept->block)))
		err_die("%s: not a file of answers", path);
	if (append) /* before an answer is paid for that could not be kept */
		append_lines(path, SLICE(""));
	return kept;
}

/* The answer in the line at PLACE, if it is still the one of HASH. */
static bool
read_answer(struct kept *kept, struct slice hash, struct place place,
	struct buf *to)
{
	struct json answer;
	struct slice line;

	buf_reset(&kept->block);
	if (pread(kept->fd, buf_room(&kept->block, place.len), place.len,
		    (off_t)place.offset) != (ssize_t)place.len)
		return false;
	kept->block.len = place.len;
	line = buf_slice(&kept->block);
	if (!slice_starts(line, hash) ||
		!json_check(slice_from(line, HASH + 1), NULL))
		return false;
	answer = json_value(slice_from(line, HASH + 1), &line);
	if (answer.type != JSON_STRING)
		return false;
	buf_reset(to);
	json_text_add(answer, to);
	return true;
}

enum kept_state
kept_find(struct kept *kept, struct slice hash, struct buf *to)
{
	const uint32_t *number;

	if (kept->path == NULL)
		return KEPT_NOTHING;
	number = keys_find(kept->keys, hash);
	if (number == NULL || *number == NOTHING)
		return KEPT_NOTHING;
	if (*number == ASKED)
		return KEPT_ASKED;
	return read_answer(kept, hash, kept->places[*number - FIRST], to)
	               ? KEPT_ANSWER
	               : KEPT_NOTHING;
}

void
kept_ask(struct kept *kept, struct slice hash)
{
	if (kept->path != NULL)
		*keys_put(kept->keys, hash, NOTHING) = ASKED;
}

void
kept_forget(struct kept *kept, struct slice hash)
{
	if (kept->path != NULL)
		*keys_put(kept->keys, hash, NOTHING) = NOTHING;
}

void
kept_add(struct kept *kept, struct slice hash, struct slice answer)
{
	struct buf line = {0};

	if (kept->path == NULL)
		return;
	buf_add(&line, hash);
	buf_char(&line, '\t');
	json_quote(&line, answer);
	buf_char(&line, '\n');
	append_lines(kept->path, buf_slice(&line));
	buf_free(&line);
	read_lines(kept);
}
