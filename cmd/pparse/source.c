#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "body.h"

enum {
	HEAD = 4096,
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

static void
inflate_begin(struct body *body, struct slice bytes)
{
	body->inflate = (z_stream){0};
	if (inflateInit2(&body->inflate, 16 + MAX_WBITS) != Z_OK)
		err_die("out of memory");
	body->inflate.next_in = (z_const Bytef *)bytes.ptr;
	body->inflate.avail_in = (uInt)bytes.len;
	body->gzip = true;
}

/* Adds to the block. NULL, or what is wrong; *ENDED at the end. */
static const char *
inflate_more(struct body *body, bool *ended)
{
	z_stream *z = &body->inflate;
	struct slice bytes;
	int got;

	if (z->avail_in == 0) {
		if (!stored_bytes(body, &bytes)) {
			*ended = true;
			return body->member_ended ? NULL : "it is cut off";
		}
		z->next_in = (z_const Bytef *)bytes.ptr;
		z->avail_in = (uInt)bytes.len;
	}
	if (body->member_ended) {
		/* Another may follow (RFC 1952, 2.2), or padding. */
		*ended = *z->next_in != 0x1F || inflateReset(z) != Z_OK;
		body->member_ended = *ended;
		return NULL;
	}
	got = inflate(z, Z_NO_FLUSH);
	body->member_ended = got == Z_STREAM_END;
	*ended = got != Z_OK && got != Z_STREAM_END;
	return *ended ? "it is broken" : NULL;
}

/* The next block of inflated bytes; false at the end. */
static bool
inflate_block(struct source *source, struct slice *bytes)
{
	struct body *body = source->body;
	z_stream *z = &body->inflate;
	const char *wrong = NULL;
	bool ended = false;

	buf_reset(&body->block);
	z->next_out = (Bytef *)buf_room(&body->block, BLOCK);
	z->avail_out = BLOCK;
	while (z->avail_out > 0 && !ended)
		wrong = inflate_more(body, &ended);
	body->block.len = BLOCK - z->avail_out;
	body->inflated += body->block.len;
	if (body->inflated > inflated_max) {
		wrong = "it holds more than 1 GiB";
		ended = true;
	}
	if (wrong != NULL)
		source_bad(source, 0, "gzip: %s", wrong);
	if (ended) {
		inflateEnd(z);
		body->gzip = false;
		body->bytes.len = 0;
		body->values = NULL;
	}
	*bytes = buf_slice(&body->block);
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
		inflate_begin(body, *bytes);
	}
	return body->gzip ? inflate_block(source, bytes)
	                  : stored_bytes(body, bytes);
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
	return slice_first(slice_from(head, space), HEAD);
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
	if (body->gzip)
		inflateEnd(&body->inflate);
	body->begun = body->done = body->gzip = body->member_ended = false;
	body->said = false;
	body->address = SLICE("");
	body->inflated = 0;
	body->bytes = body->ready = SLICE("");
	body->values = NULL;
	charset_reset(&body->charset);
}
