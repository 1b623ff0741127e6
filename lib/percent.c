#include "percent.h"

void
percent_add(struct buf *to, struct slice text, const char *keep)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (ascii_alnum((char)c) ||
			(c != '\0' && (strchr("-._~", c) != NULL ||
					      strchr(keep, c) != NULL))) {
			buf_char(to, (char)c);
			continue;
		}
		buf_char(to, '%');
		buf_char(to, digits[c >> 4]);
		buf_char(to, digits[c & 15]);
	}
}
