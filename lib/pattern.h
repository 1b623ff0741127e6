/*
 * pattern.h: what grep takes for patterns, over values instead of lines (PCRE2;
 * `^` and `$` are the ends of the value, `.` is any character).
 *
 * First texts are added, then patterns_compile() once, then values are matched:
 * by several threads at once, if each has a matcher of its own.
 */
#ifndef SHEAF_PATTERN_H
#define SHEAF_PATTERN_H

#include "buf.h"
#include "literal.h"

struct patterns;

/* How all of them are meant: -F, -i, -w, -x. */
struct pattern_how {
	bool fixed, ignore_case, word, whole;
};

struct pattern_error {
	size_t at; /* offset in the pattern */
	char what[256];
};

struct patterns *patterns_new(void);

/* One pattern a line. TEXT is copied. */
void patterns_add(struct patterns *patterns, struct slice text);

/* The lines of FILE ("-": standard input); a CR before an LF is not theirs. */
void patterns_add_file(struct patterns *patterns, const char *file);

/* The whole of FILE, added to TEXT, and its lines, cut off one by one. */
void pattern_file(struct buf *text, const char *file);
bool pattern_line(struct slice *rest, struct slice *line);

/* Of which every value that matches has to hold one. */
struct literals patterns_literals(
	const struct patterns *patterns, struct pattern_how how);

/* A pattern that is none ends the program. */
void patterns_compile(struct patterns *patterns, struct pattern_how how);

/* For a single pattern, instead; FOLD is -i. False with ERROR set. */
bool patterns_compile_one(struct patterns *patterns, struct slice text,
	bool fold, struct pattern_error *error);

/* What a thread needs to match. */
struct matcher;
struct matcher *matcher_new(void);
void matcher_free(struct matcher *matcher);

/*
 * Does VALUE match one of the patterns? 1, 0, or -1 if that cannot be told with
 * the steps that one match may take; matcher_why() says it then.
 */
int patterns_match(const struct patterns *patterns, struct matcher *matcher,
	struct slice value);
const char *matcher_why(const struct matcher *matcher);

/* What the last match found in VALUE. */
struct slice matcher_found(const struct matcher *matcher, struct slice value);

#endif
