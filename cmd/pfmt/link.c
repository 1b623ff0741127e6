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

/* A percent sign that encodes nothing, as in `https://e.org/100%`. */
static bool
is_bare_percent(struct slice rest)
{
	return rest.ptr[0] == '%' &&
	       (rest.len < 3 || ascii_hex(rest.ptr[1]) < 0 ||
		       ascii_hex(rest.ptr[2]) < 0);
}

void
link_add(struct buf *to, struct slice address)
{
	for (size_t i = 0; i < address.len; i++) {
		char c = address.ptr[i];

		if (ascii_alnum(c) ||
			(memchr(marks, c, sizeof(marks) - 1) != NULL &&
				!is_bare_percent(slice_from(address, i))))
			buf_char(to, c);
		else
			buf_format(to, "%%%02X", (unsigned char)c);
	}
}
