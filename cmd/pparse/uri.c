#include <libxml/uri.h>

#include "uri.h"

bool
uri_absolute(struct slice uri)
{
	return slice_starts_nocase(uri, SLICE("http://")) ||
	       slice_starts_nocase(uri, SLICE("https://"));
}

void
uri_encode(struct buf *to, struct slice iri)
{
	for (size_t i = 0; i < iri.len; i++) {
		char c = iri.ptr[i];

		if (c > ' ' && c <= '~' && memchr("\"<>\\^`{|}", c, 9) == NULL)
			buf_char(to, c);
		else
			buf_format(to, "%%%02X", (unsigned char)c);
	}
}

bool
uri_resolve(struct buf *to, struct slice reference, const char *base)
{
	xmlChar *uri;

	buf_reset(to);
	reference = slice_trim(reference);
	if (reference.len == 0 || reference.len > URI_MAX)
		return false;
	if (uri_absolute(reference)) {
		buf_add(to, reference);
		return true;
	}
	uri_encode(to, reference);
	uri = xmlBuildURI(
		(const xmlChar *)buf_string(to), (const xmlChar *)base);
	buf_reset(to);
	if (uri != NULL && uri_absolute(slice_of((const char *)uri)))
		buf_add(to, slice_of((const char *)uri));
	xmlFree(uri);
	return to->len > 0;
}
