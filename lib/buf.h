/*
 * buf.h: bytes that grow.
 *
 * A buf that is all zero is an empty one. It is reset between records and never
 * shrinks. Views into it are valid until the next call that adds to it. What is
 * read from outside is limited by who reads it.
 */
#ifndef SHEAF_BUF_H
#define SHEAF_BUF_H

#include "err.h"
#include "slice.h"

struct buf {
	char *ptr;
	size_t len, cap;
};

/* What buf_room() does where there is too little. */
char *buf_grow(struct buf *buf, size_t wanted);

/* Room for WANTED more bytes behind LEN; returns where they begin. */
static inline char *
buf_room(struct buf *buf, size_t wanted)
{
	return wanted <= buf->cap - buf->len ? buf->ptr + buf->len
	                                     : buf_grow(buf, wanted);
}

static inline void
buf_add(struct buf *buf, struct slice s)
{
	if (s.len == 0)
		return;
	memcpy(buf_room(buf, s.len), s.ptr, s.len);
	buf->len += s.len;
}

void buf_format(struct buf *buf, const char *format, ...) ERR_FORMAT(2);
void buf_free(struct buf *buf);

/* The content with a NUL behind it, which is not counted in LEN. */
const char *buf_string(struct buf *buf);

static inline void
buf_char(struct buf *buf, char c)
{
	if (buf->len == buf->cap)
		buf_grow(buf, 1);
	buf->ptr[buf->len++] = c;
}

static inline void
buf_reset(struct buf *buf)
{
	buf->len = 0;
}

static inline struct slice
buf_slice(const struct buf *buf)
{
	return (struct slice){buf->len == 0 ? "" : buf->ptr, buf->len};
}

/* What was added since the content was AT bytes long. */
static inline struct slice
buf_since(const struct buf *buf, size_t at)
{
	return slice_from(buf_slice(buf), at);
}

#endif
