#include "slice.h"

bool
slice_eq_nocase(struct slice a, struct slice b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
			return false;
	return true;
}

bool
slice_starts_nocase(struct slice s, struct slice with)
{
	return s.len >= with.len &&
	       slice_eq_nocase(slice_first(s, with.len), with);
}

bool
slice_ends_nocase(struct slice s, struct slice with)
{
	return s.len >= with.len &&
	       slice_eq_nocase(slice_from(s, s.len - with.len), with);
}

int
slice_compare(struct slice a, struct slice b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len == 0 ? 0 : memcmp(a.ptr, b.ptr, len);

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

uint64_t
slice_hash(struct slice s)
{
	uint64_t hash = 14695981039346656037U;

	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.ptr[i]) * 1099511628211U;
	return hash;
}

const char *
slice_find(struct slice s, struct slice needle)
{
	if (needle.len == 0)
		return s.ptr;
	while (s.len >= needle.len) {
		const char *hit =
			memchr(s.ptr, needle.ptr[0], s.len - needle.len + 1);

		if (hit == NULL)
			return NULL;
		if (memcmp(hit, needle.ptr, needle.len) == 0)
			return hit;
		s = slice_from(s, (size_t)(hit - s.ptr) + 1);
	}
	return NULL;
}

const char *
slice_find_nocase(struct slice s, struct slice needle)
{
	for (; s.len >= needle.len; s = slice_from(s, 1)) {
		if (slice_starts_nocase(s, needle))
			return s.ptr;
		if (s.len == 0)
			break;
	}
	return NULL;
}

bool
slice_cut(struct slice *rest, char at, struct slice *head)
{
	const char *end;

	if (rest->ptr == NULL)
		return false;
	end = rest->len == 0 ? NULL : memchr(rest->ptr, at, rest->len);
	if (end == NULL) {
		*head = *rest;
		*rest = (struct slice){NULL, 0};
		return true;
	}
	head->ptr = rest->ptr;
	head->len = (size_t)(end - rest->ptr);
	*rest = slice_from(*rest, head->len + 1);
	return true;
}

struct slice
slice_trim(struct slice s)
{
	while (s.len > 0 && ascii_space(s.ptr[0]))
		s = slice_from(s, 1);
	while (s.len > 0 && ascii_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}
