/*
 * input.h: bytes from files, one after the other, or from standard input.
 *
 * Short reads and EINTR are dealt with here. Before a read that may block, what
 * the program has written so far is flushed: pipelines are fast and live. Files
 * whose names end in .gz or .zst are unpacked on the way (unpack.h).
 */
#ifndef SHEAF_INPUT_H
#define SHEAF_INPUT_H

#include <stdint.h>
#include <sys/types.h>

#include "out.h"

struct input;

/*
 * FILES ends with NULL; "-" is standard input, and so is an empty list. They
 * and OUT (NULL: nothing to flush) have to live as long as the input.
 */
struct input *input_open(char *const files[], struct out *out);

/* Is standard input one of FILES, as input_open() takes them? It has nothing
 * for a second reader. */
bool input_is_standard(char *const files[]);

/*
 * Goes on to the next file. Returns 1; 0 behind the last; -1 with errno set for
 * one that cannot be opened, whose name is input_name(): go on with the next.
 */
int input_next(struct input *input);

/*
 * Reads at most ROOM bytes of the current file to TO: their number, 0 at its
 * end, -1 with errno set: EBADMSG for packed data that is broken or cut off.
 */
ssize_t input_read(struct input *input, char *to, size_t room);

/* Would input_read() return at once? */
bool input_ready(const struct input *input);

/*
 * The descriptor of the current file where its bytes can be read again with
 * pread(), else -1; and where in the file reading began: somebody may have read
 * from standard input before.
 */
int input_descriptor(const struct input *input);
uint64_t input_start(const struct input *input);

/* As it was given, or "standard input"; lives as long as the list. */
const char *input_name(const struct input *input);

void input_close(struct input *input);

/* What ERROR, an errno of these functions, means in a message. */
const char *input_why(int error);

#endif
