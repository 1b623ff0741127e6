#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "body.h"

enum {
	HEAD = 4096,
	HEAD_JSON = 64 * 1024, /* an abstract may precede what tells the kind */
	HEAD_SPACE = 64 * 1024, /* so much of white space may precede it */
	WHOLE_MAX = 64 << 20,
	BLOCK = 256 * 1024,
	MESSAGE = 2048,
};

/* A small file can hold a bomb: no body that is worth reading is larger. */
static const uint64_t inflated_max = UINT64_C(1) << 30;

/* The next bytes as they are stored. */
static bool
stored_bytes(struct body *body, struct slice *bytes)
{
	if (body->bytes.len > 0) {
		*bytes = body->bytes;
		body->bytes.len = 0;
		return true;
	}
	return body->values != NULL && values_read(body->values, bytes);
}

/* The next block of inflated bytes; false at the end. */
static bool
inflate_block(struct source *source, struct slice *bytes)
{
	struct body *body = source->body;
	struct buf *block = &body->block;
	const char *wrong = NULL;
	bool ended = false;

	buf_reset(block);
	while (block->len < BLOCK && wrong == NULL && !ended) {
		if (body->packed.len == 0 &&
			!stored_bytes(body, &body->packed)) {
			wrong = gunzip_end(body->gunzip);
			ended = true;
		}
		if (!ended)
			wrong = gunzip_more(body->gunzip, &body->packed, block,
				BLOCK - block->len);
	}
	body->inflated += block->len;
	if (body->inflated > inflated_max)
		wrong = "it holds more than 1 GiB";
	if (wrong != NULL)
		source_bad(source, 0, "gzip: %s", wrong);
	if (wrong != NULL || ended) {
		body->gzip = false;
		body->bytes.len = 0;
		body->values = NULL;
	}
	*bytes = buf_slice(block);
	return bytes->len > 0;
}

/* The next bytes, gzip undone; false at the end. */
static bool
plain_bytes(struct source *source, struct slice *bytes)
{
	struct body *body = source->body;

	if (!body->begun) {
		body->begun = true;
		if (!stored_bytes(body, bytes))
			return false;
		if (!slice_starts(*bytes, SLICE("\x1F\x8B\x08")))
			return true;
		if (body->gunzip == NULL)
			body->gunzip = gunzip_open();
		gunzip_reset(body->gunzip);
		body->packed = *bytes;
		body->gzip = true;
	}
	return body->gzip ? inflate_block(source, bytes)
	                  : stored_bytes(body, bytes);
}

/* Once for a body; what was well-formed is read. */
static void
say_replaced(struct source *source)
{
	struct body *body = source->body;
	bool said = body->said;

	if (body->replaced || !body->charset.replaced)
		return;
	source_bad(source, 0,
		"bytes that are not of its charset are replaced by U+FFFD");
	body->replaced = true;
	body->said = said;
}

bool
source_piece(struct source *source, struct slice *piece)
{
	struct body *body = source->body;
	struct slice bytes;

	if (body->ready.len > 0) {
		*piece = body->ready;
		body->ready.len = 0;
		return true;
	}
	while (!body->done) {
		if (!plain_bytes(source, &bytes))
			bytes = SLICE("");
		body->done =
			bytes.len == 0 || (body->values == NULL && !body->gzip);
		*piece = charset_decode(&body->charset, bytes, body->done);
		say_replaced(source);
		if (piece->len > 0)
			return true;
	}
	return false;
}

/*
 * Pieces from AT on are put together until LEN bytes are there, or all. A body
 * that is in memory is a single piece, and is not copied.
 */
static struct slice
gather(struct source *source, size_t len)
{
	struct body *body = source->body;
	struct buf *gathered = &body->gathered;
	struct slice piece;

	if (!source_piece(source, &piece))
		return SLICE("");
	if (body->done || piece.len >= len)
		return piece;
	buf_reset(gathered);
	do
		buf_add(gathered, piece);
	while (gathered->len < len && source_piece(source, &piece));
	return buf_slice(gathered);
}

struct slice
body_head(struct source *source)
{
	struct slice head;
	size_t space = 0;

	source->body->ready = gather(source, HEAD_SPACE);
	head = source->body->ready;
	while (space < head.len && ascii_space(head.ptr[space]))
		space++;
	head = slice_from(head, space);
	return slice_first(head,
		slice_starts(head, SLICE("{")) || slice_starts(head, SLICE("["))
			? HEAD_JSON
			: HEAD);
}

struct slice
source_all(struct source *source)
{
	const struct body *body = source->body;
	struct slice all = gather(source, WHOLE_MAX + 1);

	if (all.len > WHOLE_MAX)
		source_bad(source, 0, "longer than 64 MiB");
	return body->said ? SLICE("") : all;
}

void
source_again(struct source *source, struct slice all)
{
	source->body->ready = all;
}

void
source_bad(struct source *source, uint64_t line, const char *format, ...)
{
	struct body *body = source->body;
	char what[MESSAGE];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	body->said = true;
	if (body->address.len == 0)
		err_bad_at(body->file,
			line > 0         ? body->line + line - 1
			: body->line > 1 ? body->line
					 : 0,
			"%s", what);
	else if (line > 0)
		err_bad("%.*s:%" PRIu64 ": %s", ERR_SLICE(body->address), line,
			what);
	else
		err_bad("%.*s: %s", ERR_SLICE(body->address), what);
}

void
source_write(struct source *source)
{
	if (paper_has(source->paper, M_TITLE) ||
		paper_has(source->paper, M_DELETED))
		source->titled++;
	if (paper_write(source->paper, source->out))
		source->written++;
	else
		source_bad(source, 0,
			"a record without an id, an address and a title");
	paper_reset(source->paper);
}

void
body_reset(struct body *body)
{
	body->begun = body->done = body->gzip = false;
	body->said = body->replaced = false;
	body->address = SLICE("");
	body->inflated = 0;
	body->bytes = body->ready = SLICE("");
	body->values = NULL;
	charset_reset(&body->charset);
}
