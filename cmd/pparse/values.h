/*
 * values.h: input files as a sequence of values: JSON values, and bodies.
 *
 * After white space `{` or `[` starts a JSON value, which may span lines; a
 * long array comes in runs, each an array of some of its items, so that it may
 * be of any length. Anything else is a body that goes on to the end of the
 * file. What cannot be read is said here, and reading goes on behind it. Broken
 * JSON may be a list of which most is whole: the caller says what is wrong, and
 * goes on with the next line that begins with one of the two brackets (in a
 * list, as its items do: items.h), so that one bad line does not cost the good
 * ones.
 */
#ifndef SHEAF_VALUES_H
#define SHEAF_VALUES_H

#include <stdint.h>

#include "input.h"

struct values;

enum value_type {
	VALUES_END,
	VALUES_JSON,   /* an object or array that passed json_check() */
	VALUES_BROKEN, /* one that did not: values_skip_line() goes on, unless
	                * there is more */
	VALUES_BODY,   /* its bytes come from values_read() */
};

struct value {
	/* Of JSON all of it, of a body what is at hand. Valid until the next
	 * call. */
	struct slice text;
	uint64_t line;   /* on which it starts */
	bool first;      /* nothing but white space stands before it */
	uint64_t before; /* items of the same array in the runs before this */
	bool more;       /* and the next value is its next run */

	/* With VALUES_BROKEN: what is wrong, on which line, and where in TEXT.
	 */
	const char *wrong;
	uint64_t wrong_line;
	size_t wrong_at;
};

/* As input_open(). */
struct values *values_open(char *const files[], struct out *out);

/* Goes on to the next value; of a body what has not been read is left out. */
enum value_type values_next(struct values *values, struct value *value);

/*
 * Goes on to the next file, all of which is a body. False behind the last; what
 * cannot be opened has been said.
 */
bool values_next_file(struct values *values);

/*
 * The next bytes of the body, valid until the next call: a whole block of some
 * KiB except at its end. False at the end; what cannot be read has been said.
 */
bool values_read(struct values *values, struct slice *bytes);

/*
 * What looked like a value or a body is none: goes on with the next line that
 * begins with a bracket, of those behind the next LEN bytes.
 */
void values_skip_line(struct values *values, size_t len);

/* The name of the current file. */
const char *values_file(const struct values *values);

void values_close(struct values *values);

#endif
