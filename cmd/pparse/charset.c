#include <errno.h>

#include "charset.h"
#include "utf8.h"

#define REPLACEMENT SLICE("\xEF\xBF\xBD")

enum { DECLARED_WITHIN = 4096 };

static const struct {
	struct slice mark;
	const char *name;
} marks[] = {
  /* UTF-32LE begins with the mark of UTF-16LE. */
	{SLICE_INIT("\xFF\xFE\0\0"), "UTF-32LE"},
	{SLICE_INIT("\0\0\xFE\xFF"), "UTF-32BE"},
	{SLICE_INIT("\xFF\xFE"),     "UTF-16LE"},
	{SLICE_INIT("\xFE\xFF"),     "UTF-16BE"},
	{SLICE_INIT("\xEF\xBB\xBF"), "UTF-8"   },
};

/*
 * Labels that mean more on the web than their standards say (WHATWG Encoding
 * Standard, 4.2), by the names that iconv_open() knows.
 */
static const struct {
	const char *label, *means;
} labels[] = {
	{"ascii",          "windows-1252"},
	{"us-ascii",       "windows-1252"},
	{"iso-8859-1",     "windows-1252"},
	{"iso8859-1",      "windows-1252"},
	{"latin1",         "windows-1252"},
	{"iso-8859-9",     "windows-1254"},
	{"gb2312",         "gb18030"     },
	{"gbk",            "gb18030"     },
	{"shift_jis",      "cp932"       },
	{"shift-jis",      "cp932"       },
	{"euc-kr",         "cp949"       },
	{"ks_c_5601-1987", "cp949"       },
	{"utf8",           "UTF-8"       },
};

static size_t
ascii_span(struct slice s)
{
	uint64_t word;
	size_t n = 0;

	for (; s.len - n >= sizeof(word); n += sizeof(word)) {
		memcpy(&word, s.ptr + n, sizeof(word));
		if ((word & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
	while (n < s.len && (s.ptr[n] & 0x80) == 0)
		n++;
	return n;
}

/* Names that could make harmless ASCII into something else are not known. */
static bool
name_char(char c)
{
	return ascii_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':';
}

/* Keeps the name at the front of TEXT, which may stand in quotes. */
static void
keep_name(char to[CHARSET_NAME_MAX], struct slice text)
{
	size_t len = 0;

	text = slice_trim(text);
	if (text.len > 0 && (text.ptr[0] == '"' || text.ptr[0] == '\''))
		text = slice_from(text, 1);
	while (len < text.len && name_char(text.ptr[len]))
		len++;
	if (len >= CHARSET_NAME_MAX)
		return;
	memcpy(to, text.ptr, len);
	to[len] = '\0';
}

/* Keeps what follows NAME and `=` in TEXT. */
static void
keep_after(char to[CHARSET_NAME_MAX], struct slice text, struct slice name)
{
	const char *at;

	while ((at = slice_find_nocase(text, name)) != NULL) {
		text = slice_from(text, (size_t)(at - text.ptr) + name.len);
		struct slice rest = slice_trim(text);

		if (rest.len > 0 && rest.ptr[0] == '=') {
			keep_name(to, slice_from(rest, 1));
			return;
		}
	}
}

void
charset_sent(struct charset *charset, struct slice content_type)
{
	keep_after(charset->sent, content_type, SLICE("charset"));
}

/*
 * JSON is UTF-8 by its standard (RFC 8259, 8.1), XML says what it is in its
 * first line, HTML in a meta element.
 */
static void
keep_declared(struct charset *charset, struct slice head)
{
	static const char xml[] = "<?xml";
	struct slice text = slice_trim(slice_first(head, DECLARED_WITHIN));
	const char *end;

	if (text.len == 0 || text.ptr[0] != '<') {
		if (text.len > 0 && (text.ptr[0] == '{' || text.ptr[0] == '['))
			keep_name(charset->declared, SLICE("UTF-8"));
		return;
	}
	if (!slice_starts(text, slice_of(xml))) {
		keep_after(charset->declared, text, SLICE("charset"));
		return;
	}
	end = slice_find(text, SLICE("?>"));
	if (end != NULL)
		keep_after(charset->declared,
			slice_first(text, (size_t)(end - text.ptr)),
			SLICE("encoding"));
}

static bool
starts(const char *name, const char *with)
{
	return slice_starts_nocase(slice_of(name), slice_of(with));
}

/* Charsets whose bytes look like ASCII, or like nothing, and are not. */
static bool
hides(const char *name)
{
	return starts(name, "utf-16") || starts(name, "utf-32") ||
	       starts(name, "utf16") || starts(name, "utf32") ||
	       starts(name, "iso-2022");
}

/* True if NAME is a charset that can be read: then it is decided. */
static bool
settle(struct charset *charset, const char *name)
{
	if (name[0] == '\0' || starts(name, "utf-7"))
		return false;
	for (size_t i = 0; i < COUNT(labels); i++)
		if (slice_eq_nocase(
			    slice_of(name), slice_of(labels[i].label))) {
			name = labels[i].means;
			break;
		}
	if (slice_eq_nocase(slice_of(name), SLICE("UTF-8"))) {
		charset->mode = CHARSET_UTF8;
		return true;
	}
	charset->from = iconv_open("UTF-8", name);
	if (charset->from == (iconv_t)-1)
		return false;
	charset->mode = CHARSET_OTHER;
	return true;
}

/* The first bytes: returns what is left of them behind a mark. */
static struct slice
begin(struct charset *charset, struct slice bytes)
{
	const char *sent = charset->sent;

	charset->mode = CHARSET_ASCII;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (slice_starts(bytes, marks[i].mark)) {
			settle(charset, marks[i].name);
			return slice_from(bytes, marks[i].mark.len);
		}
	keep_declared(charset, bytes);
	if (hides(sent)) {
		/* Without a mark the order is big-endian (RFC 2781, 4.3), but
		 * what is written begins with ASCII, which shows it. */
		if (slice_eq_nocase(slice_of(sent), SLICE("utf-16")))
			sent = bytes.len > 1 && bytes.ptr[1] == '\0'
			               ? "UTF-16LE"
			               : "UTF-16BE";
		settle(charset, sent);
	} else if (starts(charset->declared, "iso-2022")) {
		settle(charset, charset->declared);
	}
	return bytes;
}

/* Is TEXT the front of a character whose end is still to come? */
static bool
begun(struct slice text)
{
	uint32_t c;

	return text.len < 4 && utf8_decode(text, &c) == text.len;
}

static void
decide(struct charset *charset, struct slice bytes, bool last)
{
	struct slice bad = slice_from(bytes, utf8_span(bytes));

	if (bad.len == 0 || (!last && begun(bad))) {
		charset->mode = CHARSET_UTF8;
		return;
	}
	/* A document in UTF-16 could not have been read for a declaration. */
	if (settle(charset, charset->sent) ||
		(!hides(charset->declared) &&
			settle(charset, charset->declared)))
		return;
	settle(charset, "windows-1252");
}

static void
keep_tail(struct charset *charset, struct slice tail)
{
	memcpy(charset->tail, tail.ptr, tail.len);
	charset->tail_len = tail.len;
}

static struct slice
from_utf8(struct charset *charset, struct slice bytes, bool last)
{
	size_t span = utf8_span(bytes);

	buf_reset(&charset->text);
	if (span == bytes.len)
		return bytes;
	if (!last && begun(slice_from(bytes, span))) {
		keep_tail(charset, slice_from(bytes, span));
		return slice_first(bytes, span);
	}
	while (bytes.len > 0) {
		uint32_t c;

		buf_add(&charset->text, slice_first(bytes, span));
		bytes = slice_from(bytes, span);
		if (bytes.len == 0)
			break;
		if (!last && begun(bytes)) {
			keep_tail(charset, bytes);
			break;
		}
		buf_add(&charset->text, REPLACEMENT);
		charset->replaced = true;
		bytes = slice_from(bytes, utf8_decode(bytes, &c));
		span = utf8_span(bytes);
	}
	return buf_slice(&charset->text);
}

static struct slice
from_other(struct charset *charset, struct slice bytes, bool last)
{
	struct buf *text = &charset->text;
	char *in = (char *)bytes.ptr; /* iconv() does not write there */
	size_t left = bytes.len;

	buf_reset(text);
	while (left > 0) {
		size_t room = 2 * left + 16, was = room;
		char *out = buf_room(text, room);
		size_t failed = iconv(charset->from, &in, &left, &out, &room);

		text->len += was - room;
		if (failed != (size_t)-1 || errno == E2BIG)
			continue;
		if (errno == EINVAL && !last && left <= sizeof(charset->tail)) {
			keep_tail(charset, (struct slice){in, left});
			break;
		}
		buf_add(text, REPLACEMENT);
		charset->replaced = true;
		in++;
		left--;
	}
	return buf_slice(text);
}

struct slice
charset_decode(struct charset *charset, struct slice bytes, bool last)
{
	if (charset->mode == CHARSET_NEW)
		bytes = begin(charset, bytes);
	if (charset->tail_len > 0) {
		buf_reset(&charset->joined);
		buf_add(&charset->joined,
			(struct slice){charset->tail, charset->tail_len});
		buf_add(&charset->joined, bytes);
		bytes = buf_slice(&charset->joined);
		charset->tail_len = 0;
	}
	if (charset->mode == CHARSET_ASCII) {
		size_t ascii = ascii_span(bytes);
		struct slice rest = slice_from(bytes, ascii);

		if (rest.len > 0 && !last && begun(rest))
			keep_tail(charset, rest); /* too little to decide on */
		if (rest.len == charset->tail_len)
			return slice_first(bytes, ascii);
		decide(charset, rest, last);
	}
	return charset->mode == CHARSET_UTF8 ? from_utf8(charset, bytes, last)
	                                     : from_other(charset, bytes, last);
}

void
charset_reset(struct charset *charset)
{
	if (charset->mode == CHARSET_OTHER)
		iconv_close(charset->from);
	charset->mode = CHARSET_NEW;
	charset->sent[0] = charset->declared[0] = '\0';
	charset->tail_len = 0;
	charset->replaced = false;
}
