#include "mime.h"
#include "base64.h"
#include "charset.h"

/* The line at the front of S, with its LF. */
static struct slice
first_line(struct slice s)
{
	const char *lf = memchr(s.ptr, '\n', s.len);

	return lf == NULL ? s : slice_first(s, (size_t)(lf - s.ptr) + 1);
}

struct mime
mime_split(struct slice text)
{
	struct slice rest = text, line;

	while (rest.len > 0) {
		line = first_line(rest);
		rest = slice_from(rest, line.len);
		if (slice_trim(line).len == 0)
			break;
	}
	return (struct mime){
		slice_first(text, (size_t)(rest.ptr - text.ptr)), rest};
}

/* The length of a field's name at the front of S, 0 if none is there. */
static size_t
name_len(struct slice s)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] > ' ' && s.ptr[n] != ':' &&
		s.ptr[n] != 0x7F)
		n++;
	return n < s.len && s.ptr[n] == ':' ? n : 0;
}

bool
mime_field_begins(struct slice text)
{
	return name_len(text) > 0;
}

struct slice
mime_field(struct slice head, struct slice name, struct buf *to)
{
	struct slice line;
	bool inside = false;

	buf_reset(to);
	for (; head.len > 0; head = slice_from(head, line.len)) {
		line = first_line(head);
		if (inside && line.ptr[0] != ' ' && line.ptr[0] != '\t')
			break;
		if (inside) {
			buf_char(to, ' ');
			buf_add(to, slice_trim(line));
		} else if (slice_eq_nocase(
				   slice_first(line, name_len(line)), name)) {
			inside = true;
			buf_add(to, slice_trim(slice_from(line, name.len + 1)));
		}
	}
	return buf_slice(to);
}

/* RFC 2045, 6.7; WORD: the Q of RFC 2047, where `_` is a blank. */
static void
quoted_printable(struct buf *to, struct slice text, bool word)
{
	for (size_t i = 0; i < text.len; i++) {
		struct slice rest = slice_from(text, i + 1);
		char c = text.ptr[i];
		size_t blank = 0;

		if (c != '=') {
			buf_char(to, word && c == '_' ? ' ' : c);
			continue;
		}
		if (rest.len > 1 && ascii_hex(rest.ptr[0]) >= 0 &&
			ascii_hex(rest.ptr[1]) >= 0) {
			buf_char(to, (char)(ascii_hex(rest.ptr[0]) << 4 |
					     ascii_hex(rest.ptr[1])));
			i += 2;
			continue;
		}
		/* a soft line break, or an = that nobody encoded */
		while (blank < rest.len && rest.ptr[blank] != '\n' &&
			ascii_space(rest.ptr[blank]))
			blank++;
		if (blank < rest.len && rest.ptr[blank] == '\n')
			i += blank + 1;
		else
			buf_char(to, c);
	}
}

/* Adds the encoded-word at the front of S; its length, 0 if there is none. */
static size_t
add_word(struct buf *to, struct slice s)
{
	struct slice rest = s, part[3];
	struct charset charset = {0};
	struct buf bytes = {0}, type = {0};

	if (!slice_starts(s, SLICE("=?")))
		return 0;
	rest = slice_from(s, 2);
	for (size_t i = 0; i < COUNT(part); i++)
		if (!slice_cut(&rest, '?', &part[i]))
			return 0;
	if (rest.len == 0 || rest.ptr[0] != '=' || part[1].len != 1 ||
		memchr(part[2].ptr, ' ', part[2].len) != NULL)
		return 0;
	if (ascii_lower(part[1].ptr[0]) == 'b')
		base64_decode(&bytes, part[2]);
	else
		quoted_printable(&bytes, part[2], true);
	buf_add(&type, SLICE("charset="));
	buf_add(&type, part[0]);
	charset_sent(&charset, buf_slice(&type));
	buf_add(to, charset_decode(&charset, buf_slice(&bytes), true));
	charset_reset(&charset);
	buf_free(&charset.joined);
	buf_free(&charset.text);
	buf_free(&bytes);
	buf_free(&type);
	return (size_t)(rest.ptr + 1 - s.ptr);
}

void
mime_words(struct buf *to, struct slice value)
{
	while (value.len > 0) {
		size_t len = add_word(to, value);

		if (len > 0) {
			value = slice_from(value, len);
			/* blanks between two of them are not shown */
			while (value.len > 0 && ascii_space(value.ptr[0]) &&
				slice_starts(slice_trim(value), SLICE("=?")))
				value = slice_from(value, 1);
			continue;
		}
		buf_char(to, value.ptr[0]);
		value = slice_from(value, 1);
	}
}

struct slice
mime_parameter(struct slice field, struct slice name)
{
	const char *at = slice_find_nocase(field, name);
	struct slice value;
	size_t len = 0;

	while (at != NULL) {
		value = slice_from(field, (size_t)(at - field.ptr) + name.len);
		if (slice_starts(slice_trim(value), SLICE("=")))
			break;
		field = value;
		at = slice_find_nocase(field, name);
	}
	if (at == NULL)
		return SLICE("");
	value = slice_trim(slice_from(slice_trim(value), 1));
	if (value.len > 0 && value.ptr[0] == '"') {
		struct slice rest = slice_from(value, 1), quoted;

		slice_cut(&rest, '"', &quoted);
		return quoted;
	}
	while (len < value.len && value.ptr[len] != ';' &&
		!ascii_space(value.ptr[len]))
		len++;
	return slice_first(value, len);
}

/* Is LINE `--BOUNDARY`? 2 if it is the last: `--BOUNDARY--`. */
static int
delimits(struct slice line, struct slice boundary)
{
	if (!slice_starts(line, SLICE("--")) ||
		!slice_starts(slice_from(line, 2), boundary))
		return 0;
	line = slice_trim(slice_from(line, 2 + boundary.len));
	return line.len == 0 ? 1 : slice_eq(line, SLICE("--")) ? 2 : 0;
}

bool
mime_next_part(struct slice *rest, struct slice boundary, struct slice *part)
{
	struct slice text = *rest, line;
	int found = 0;

	while (text.len > 0 && found == 0) {
		line = first_line(text);
		found = delimits(line, boundary);
		text = slice_from(text, line.len);
	}
	if (found != 1)
		return false;
	*part = text;
	while (text.len > 0) {
		line = first_line(text);
		if (delimits(line, boundary) != 0)
			break;
		text = slice_from(text, line.len);
	}
	part->len = (size_t)(text.ptr - part->ptr);
	*rest = text; /* the delimiter begins the next one */
	return true;
}

struct slice
mime_decode(struct slice body, struct slice encoding, struct buf *to)
{
	buf_reset(to);
	if (slice_eq_nocase(encoding, SLICE("base64")))
		base64_decode(to, body);
	else if (slice_eq_nocase(encoding, SLICE("quoted-printable")))
		quoted_printable(to, body, false);
	else
		return body;
	return buf_slice(to);
}
