/*
 * slice.h: bytes that somebody else owns.
 *
 * A slice has no NUL at its end, and NUL bytes inside it are data. How long the
 * bytes live is said where the slice comes from. Character classes are those of
 * ASCII, whatever the locale.
 */
#ifndef SHEAF_SLICE_H
#define SHEAF_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
	const char *ptr;
	size_t len;
};

/* The slice of a string literal, without its NUL. */
#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})

/* The same where only a constant may stand: in a static table. */
#define SLICE_INIT(literal)                                                    \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static inline struct slice
slice_of(const char *string)
{
	return (struct slice){string, strlen(string)};
}

/* What is left of S from AT on; AT is at most S.len. */
static inline struct slice
slice_from(struct slice s, size_t at)
{
	return (struct slice){s.ptr + at, s.len - at};
}

static inline struct slice
slice_first(struct slice s, size_t len)
{
	return (struct slice){s.ptr, len < s.len ? len : s.len};
}

static inline bool
slice_eq(struct slice a, struct slice b)
{
	return a.len == b.len &&
	       (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool
slice_starts(struct slice s, struct slice with)
{
	return s.len >= with.len && slice_eq(slice_first(s, with.len), with);
}

static inline bool
slice_ends(struct slice s, struct slice with)
{
	return s.len >= with.len &&
	       slice_eq(slice_from(s, s.len - with.len), with);
}

/* As the three above, with A to Z equal to a to z. */
bool slice_eq_nocase(struct slice a, struct slice b);
bool slice_starts_nocase(struct slice s, struct slice with);
bool slice_ends_nocase(struct slice s, struct slice with);

/* By bytes, a prefix before what it is a prefix of: < 0, 0, > 0. */
int slice_compare(struct slice a, struct slice b);

/* FNV-1a: equal slices have equal hashes, and somebody can make others so. */
uint64_t slice_hash(struct slice s);

/* The place of the first NEEDLE in S, or NULL. */
const char *slice_find(struct slice s, struct slice needle);
const char *slice_find_nocase(struct slice s, struct slice needle);

/*
 * Cuts the next field off: HEAD is what stands before the first AT in REST (all
 * of it where there is none), REST what stands behind it. False after the last
 * field; "a:" has the fields "a" and "", "" has one.
 */
bool slice_cut(struct slice *rest, char at, struct slice *head);

/* Without the ASCII white space at both ends. */
struct slice slice_trim(struct slice s);

static inline bool
ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
ascii_alnum(char c)
{
	return ascii_alpha(c) || ascii_digit(c);
}

static inline char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* What a hexadecimal digit stands for; -1 for any other character. */
static inline int
ascii_hex(char c)
{
	c = ascii_lower(c);
	return ascii_digit(c)         ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	                              : -1;
}

#endif
