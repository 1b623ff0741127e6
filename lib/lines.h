/*
 * lines.h: lines of files, in large blocks, without copying.
 *
 * A line is a view into the reader's buffer. It has no NUL at its end, and it
 * is valid until the next lines_next() or lines_close() on the same reader. A
 * byte order mark in front of a file and blank lines are passed over.
 */
#ifndef SHEAF_LINES_H
#define SHEAF_LINES_H

#include <stdint.h>

#include "input.h"

/* The longest line of records: sheaf(5), "What is valid". */
enum { LINES_MAX = 64 << 20 };

struct lines;

/* As input_open(); a line may be MAX bytes long. */
struct lines *lines_open(char *const files[], size_t max, struct out *out);

/*
 * Puts the next line, without its LF, in *LINE. Returns 1, 0 at the end of the
 * last file, or -1 with errno set: EMSGSIZE for a line over the limit, else the
 * error of open() or read(). Reading can go on after -1.
 */
int lines_next(struct lines *lines, struct slice *line);

/*
 * The same with as many whole lines as are at hand, at least one; the LF of the
 * last is left off. They may be blank but for the first, which is the one that
 * lines_number(), lines_offset() and lines_first() speak of.
 */
int lines_block(struct lines *lines, struct slice *block);

/*
 * Would lines_next() return without a wait? As far as can be told: a line that
 * comes in pieces may still make it wait.
 */
bool lines_ready(const struct lines *lines);

/* Where the last line (or error) was; a number of 0: the file as a whole. */
const char *lines_file(const struct lines *lines);
uint64_t lines_number(const struct lines *lines);

/* Where the last line begins in its file, in bytes. */
uint64_t lines_offset(const struct lines *lines);

/*
 * The descriptor of the current file where lines can be read again from it, at
 * lines_offset(); else -1. It is closed behind the file's last line.
 */
int lines_descriptor(const struct lines *lines);

/* Did the last line end with LF? Else it ended with its file. */
bool lines_whole(const struct lines *lines);

/* Is the last line the first of its file that is not blank? */
bool lines_first(const struct lines *lines);

void lines_close(struct lines *lines);

#endif
