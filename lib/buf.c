#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "buf.h"
#include "mem.h"

enum { SMALLEST = 256 };

char *
buf_grow(struct buf *buf, size_t wanted)
{
	if (wanted > SIZE_MAX - buf->len)
		err_die("out of memory");
	wanted += buf->len;
	buf->ptr = mem_grow(
		buf->ptr, &buf->cap, wanted > SMALLEST ? wanted : SMALLEST, 1);
	return buf->ptr + buf->len;
}

void
buf_format(struct buf *buf, const char *format, ...)
{
	va_list args;
	size_t room = 128;

	for (;;) {
		int len;

		va_start(args, format);
		len = vsnprintf(buf_room(buf, room), room, format, args);
		va_end(args);
		if (len < 0)
			err_die("a text cannot be formatted");
		if ((size_t)len < room) {
			buf->len += (size_t)len;
			return;
		}
		room = (size_t)len + 1;
	}
}

void
buf_free(struct buf *buf)
{
	free(buf->ptr);
	*buf = (struct buf){0};
}

const char *
buf_string(struct buf *buf)
{
	*buf_room(buf, 1) = '\0';
	return buf->ptr;
}
