#include "percent.h"

static bool
stays(char c, const char *keep)
{
	return ascii_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~' ||
	       (c != '\0' && *keep != '\0' && strchr(keep, c) != NULL);
}

void
percent_add(struct buf *to, struct slice text, const char *keep)
{
	static const char digits[] = "0123456789ABCDEF";

	for (;;) {
		unsigned char c;
		size_t n = 0;

		while (n < text.len && stays(text.ptr[n], keep))
			n++;
		buf_add(to, slice_first(text, n));
		if (n == text.len)
			return;
		c = (unsigned char)text.ptr[n];
		buf_add(to, (struct slice){
				    (const char[]){'%', digits[c >> 4],
						   digits[c & 15]},
				    3
                });
		text = slice_from(text, n + 1);
	}
}
