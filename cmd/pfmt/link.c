#include "link.h"

static const char marks[] = "-._~:/?#@!$&'*+,;=%";

bool
link_web(struct slice address)
{
	return (slice_starts_nocase(address, SLICE("https://")) &&
		       address.len > sizeof("https://") - 1) ||
	       (slice_starts_nocase(address, SLICE("http://")) &&
		       address.len > sizeof("http://") - 1);
}

void
link_add(struct buf *to, struct slice address)
{
	for (size_t i = 0; i < address.len; i++) {
		char c = address.ptr[i];

		if (ascii_alnum(c) ||
			memchr(marks, c, sizeof(marks) - 1) != NULL)
			buf_char(to, c);
		else
			buf_format(to, "%%%02X", (unsigned char)c);
	}
}
