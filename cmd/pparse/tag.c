#include "tag.h"

/* The rest of S behind the white space at its front. */
static struct slice
skip_space(struct slice s)
{
	while (s.len > 0 && ascii_space(*s.ptr))
		s = slice_from(s, 1);
	return s;
}

/* The name at the front of S, of an element or an attribute. */
static struct slice
read_name(struct slice s)
{
	size_t n = 0;

	if (s.len == 0 || !ascii_alpha(*s.ptr))
		return slice_first(s, 0);
	while (n < s.len &&
		(ascii_alnum(s.ptr[n]) || strchr(":-_.", s.ptr[n]) != NULL) &&
		s.ptr[n] != '\0')
		n++;
	return slice_first(s, n);
}

/*
 * The value of an attribute at the front of S, and in *REST what is behind it;
 * that is empty if it is none.
 */
static struct slice
read_value(struct slice s, struct slice *rest)
{
	const char *end;
	size_t n = 0;

	if (s.len > 0 && (*s.ptr == '"' || *s.ptr == '\'')) {
		end = memchr(s.ptr + 1, *s.ptr, s.len - 1);
		n = end == NULL ? s.len : (size_t)(end - s.ptr);
		*rest = slice_from(s, end == NULL ? n : n + 1);
		return slice_from(slice_first(s, n), 1);
	}
	while (n < s.len && !ascii_space(s.ptr[n]) && s.ptr[n] != '>' &&
		s.ptr[n] != '<')
		n++;
	*rest = slice_from(s, n);
	return slice_first(s, n);
}

/* Cuts the next attribute off S, white space first; its NAME may be empty. */
static bool
next_attribute(struct slice *s, struct slice *name, struct slice *value)
{
	struct slice equals;
	bool valued;

	*s = skip_space(*s);
	*name = read_name(*s);
	*value = SLICE("");
	*s = slice_from(*s, name->len);
	equals = skip_space(*s);
	valued = name->len > 0 && slice_starts(equals, SLICE("="));
	if (valued)
		*value = read_value(skip_space(slice_from(equals, 1)), s);
	return valued;
}

static struct slice
without_prefix(struct slice name)
{
	const char *prefix = memchr(name.ptr, ':', name.len);

	return prefix == NULL
	               ? name
	               : slice_from(name, (size_t)(prefix - name.ptr) + 1);
}

bool
tag_read(struct slice s, struct tag *tag, size_t *length)
{
	struct slice rest = slice_from(s, 1), name, value;
	bool closed;

	*tag = (struct tag){.end = slice_starts(rest, SLICE("/"))};
	rest = slice_from(rest, tag->end);
	tag->full = read_name(rest);
	tag->name = without_prefix(tag->full);
	rest = slice_from(rest, tag->full.len);
	while (tag->full.len > 0 && rest.len > 0 && ascii_space(*rest.ptr)) {
		bool valued = next_attribute(&rest, &name, &value);

		if (name.len == 0)
			break;
		tag->bare = tag->bare || !valued;
	}
	tag->empty = slice_starts(rest, SLICE("/"));
	rest = slice_from(rest, tag->empty);
	closed = slice_starts(rest, SLICE(">"));
	*length = s.len - rest.len + closed;
	tag->all = slice_first(s, *length);
	return closed && tag->full.len > 0;
}

struct slice
tag_attribute(const struct tag *tag, struct slice name)
{
	struct slice rest = slice_from(tag->all, 1 + tag->full.len), each,
		     value;

	while (rest.len > 0 && ascii_space(*rest.ptr)) {
		next_attribute(&rest, &each, &value);
		if (each.len == 0)
			break;
		if (slice_eq_nocase(each, name))
			return value;
	}
	return SLICE("");
}

size_t
tag_content(struct slice s, struct slice full)
{
	struct slice rest = s;
	const char *end;

	while ((end = slice_find(rest, SLICE("</"))) != NULL) {
		rest = slice_from(rest, (size_t)(end - rest.ptr) + 2);
		if (slice_eq_nocase(read_name(rest), full))
			return s.len - rest.len - 2;
	}
	return s.len;
}
