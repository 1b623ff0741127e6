/*
 * json.h: JSON (RFC 8259) over slices, without a tree and without allocation.
 *
 * A struct json is a view: the bytes of one value as they lie in the text, from
 * its first byte to its last. Looking at a value trusts nothing: on a text that
 * is not JSON the functions find less, never read outside. Only json_check()
 * vouches for a text.
 */
#ifndef SHEAF_JSON_H
#define SHEAF_JSON_H

#include <stdint.h>

#include "buf.h"

enum { JSON_DEPTH_MAX = 512 };

enum json_type {
	JSON_NONE, /* there is no such value, or it is broken */
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

struct json {
	struct slice raw;
	enum json_type type;
};

struct json_error {
	size_t at;        /* offset in the text */
	const char *what; /* as a message says it: "a string does not end" */
};

/*
 * Is TEXT, white space around it aside, one JSON value: grammar (RFC 8259, 2
 * to 7), UTF-8 (8.1), no deeper than JSON_DEPTH_MAX? Lone surrogates in escapes
 * pass. ERROR, if not NULL, says where it is not.
 */
bool json_check(struct slice text, struct json_error *error);

/*
 * The value at the front of TEXT, white space before it passed over; REST is
 * what follows it. JSON_NONE where there is none, or where it does not end.
 * Its inside is not checked: strings and brackets are only paired.
 */
struct json json_value(struct slice text, struct slice *rest);

/*
 * Finds the end of an object or array that comes in pieces. All zero at first;
 * the first piece begins with its bracket. Returns the length of MORE up to
 * and with the closing bracket, or 0 while there is none.
 */
struct json_scan {
	size_t depth;
	bool in_string, escaped;
};
size_t json_scan(struct json_scan *scan, struct slice more);

/*
 * Goes over an object's members or an array's elements in order:
 *
 *	struct json_iter it = json_iter(object);
 *	while (json_next(&it, &key, &value))
 *
 * KEY is a JSON_STRING in an object, JSON_NONE in an array. BROKEN is set when
 * it ended because the text is not JSON. Other types have nothing inside.
 */
struct json_iter {
	struct slice rest;
	bool object, begun, broken;
};
struct json_iter json_iter(struct json container);
bool json_next(struct json_iter *it, struct json *key, struct json *value);

/* The first member of OBJECT called NAME (bytes, escapes undone). */
struct json json_get(struct json object, struct slice name);

/* Is STRING, escapes undone, TEXT? */
bool json_is(struct json string, struct slice text);

/*
 * The text of a string: a view into it where it has no backslash, else decoded
 * into SCRATCH, which is reset first. Lone surrogates become U+FFFD; \u0000 is
 * a NUL. Empty for what is not a string.
 */
struct slice json_text(struct json string, struct buf *scratch);

/* The same, added to TO. */
void json_text_add(struct json string, struct buf *to);

/* Is VALUE what jq makes of an absent member: none, null, "", [] or {}? */
bool json_empty(struct json value);

/*
 * The text of a string, or how a number, true or false is written. False, and
 * *TEXT left alone, for what holds others and for null. SCRATCH is as above.
 */
bool json_scalar(struct json value, struct buf *scratch, struct slice *text);

/* A number that is an integer and fits; 1.0 and 1e2 are integers, too. */
bool json_int(struct json number, int64_t *to);

/*
 * Adds TEXT as a JSON string, in quotes: `"`, `\` and C0 are escaped (the short
 * forms, else \u00XX), what is not UTF-8 becomes U+FFFD, all else stays.
 */
void json_quote(struct buf *to, struct slice text);

/* Adds TEXT as json_quote() does, without the quotes. */
void json_escape(struct buf *to, struct slice text);

#endif
