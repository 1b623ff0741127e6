/*
 * pattern.h: what grep takes for patterns, over values instead of lines (PCRE2;
 * `^` and `$` are the ends of the value, `.` is any character).
 *
 * First texts are added, then patterns_compile() once, then values are matched.
 */
#ifndef SHEAF_PATTERN_H
#define SHEAF_PATTERN_H

#include "buf.h"

struct patterns;

/* How all of them are meant: -F, -i, -w, -x. */
struct pattern_how {
	bool fixed, ignore_case, word, whole;
};

struct patterns *patterns_new(void);

/* One pattern a line. TEXT is copied. */
void patterns_add(struct patterns *patterns, struct slice text);

/* The lines of FILE ("-": standard input); a CR before an LF is not theirs. */
void patterns_add_file(struct patterns *patterns, const char *file);

/* A pattern that is none ends the program. */
void patterns_compile(struct patterns *patterns, struct pattern_how how);

/*
 * Does VALUE match one of the patterns? 1, 0, or -1 if that cannot be told with
 * the steps that one match may take; pattern_why() says it then.
 */
int patterns_match(struct patterns *patterns, struct slice value);
const char *patterns_why(const struct patterns *patterns);

void patterns_free(struct patterns *patterns);

#endif
