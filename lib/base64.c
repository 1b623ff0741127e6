#include "base64.h"

/* RFC 4648, 4; -1 for what is not of its alphabet. */
static int
sextet(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (ascii_digit(c))
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool
base64_decode(struct buf *to, struct slice text)
{
	uint32_t bits = 0;
	size_t count = 0;

	text = slice_trim(text);
	while (text.len > 0 && text.ptr[text.len - 1] == '=')
		text.len--;
	buf_reset(to);
	buf_room(to, text.len / 4 * 3 + 3);
	for (size_t i = 0; i < text.len; i++) {
		int value = sextet(text.ptr[i]);

		if (ascii_space(text.ptr[i]))
			continue;
		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		if (++count % 4 == 1)
			continue;
		buf_char(to, (char)(bits >> (2 * (3 - (count - 1) % 4))));
	}
	return count % 4 != 1;
}

void
base64_add(struct buf *to, struct slice bytes)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";
	const unsigned char *p = (const unsigned char *)bytes.ptr;
	char *out = buf_room(to, (bytes.len + 2) / 3 * 4);

	for (size_t left = bytes.len; left > 0;) {
		size_t n = left < 3 ? left : 3;
		unsigned bits = (unsigned)p[0] << 16;

		if (n > 1)
			bits |= (unsigned)p[1] << 8;
		if (n > 2)
			bits |= p[2];
		*out++ = digits[bits >> 18];
		*out++ = digits[bits >> 12 & 63];
		*out++ = n > 1 ? digits[bits >> 6 & 63] : '=';
		*out++ = n > 2 ? digits[bits & 63] : '=';
		p += n;
		left -= n;
	}
	to->len += (bytes.len + 2) / 3 * 4;
}
