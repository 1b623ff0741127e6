#include "link.h"
#include "percent.h"

/* Reserved characters that end no target, and what has been encoded. */
static const char marks[] = ":/?#@!$&'*+,;=%";

bool
link_web(struct slice address)
{
	return (slice_starts_nocase(address, SLICE("https://")) &&
		       address.len > sizeof("https://") - 1) ||
	       (slice_starts_nocase(address, SLICE("http://")) &&
		       address.len > sizeof("http://") - 1);
}

/* The place of a percent sign that encodes nothing, as in `https://e.org/100%`;
 * the length where there is none. */
static size_t
bare_percent(struct slice address)
{
	size_t n = 0;

	for (; n < address.len; n++)
		if (address.ptr[n] == '%' &&
			(address.len - n < 3 ||
				ascii_hex(address.ptr[n + 1]) < 0 ||
				ascii_hex(address.ptr[n + 2]) < 0))
			break;
	return n;
}

void
link_add(struct buf *to, struct slice address)
{
	for (;;) {
		size_t n = bare_percent(address);

		percent_add(to, slice_first(address, n), marks);
		if (n == address.len)
			return;
		buf_add(to, SLICE("%25"));
		address = slice_from(address, n + 1);
	}
}
