/*
 * input.h: bytes from files, one after the other, or from standard input.
 *
 * Short reads and EINTR are dealt with here. Before a read that may block, what
 * the program has written so far is flushed: pipelines are fast and live.
 */
#ifndef SHEAF_INPUT_H
#define SHEAF_INPUT_H

#include <sys/types.h>

#include "out.h"

struct input;

/*
 * FILES ends with NULL; "-" is standard input, and so is an empty list. They
 * and OUT (NULL: nothing to flush) have to live as long as the input.
 */
struct input *input_open(char *const files[], struct out *out);

/*
 * Goes on to the next file. Returns 1; 0 behind the last; -1 with errno set for
 * one that cannot be opened, whose name is input_name(): go on with the next.
 */
int input_next(struct input *input);

/*
 * Reads at most ROOM bytes of the current file to TO: their number, 0 at its
 * end, -1 with errno set.
 */
ssize_t input_read(struct input *input, char *to, size_t room);

/* Would input_read() return at once? */
bool input_ready(const struct input *input);

/* As it was given, or "standard input"; lives as long as the list. */
const char *input_name(const struct input *input);

void input_close(struct input *input);

#endif
