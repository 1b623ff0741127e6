/*
 * append.h: lines at the end of a text file that several processes share.
 *
 * A last line without LF is a write that somebody did not finish: readers pass
 * it over, and the next append cuts it off first, under a lock (fcntl).
 */
#ifndef SHEAF_APPEND_H
#define SHEAF_APPEND_H

#include "slice.h"

/*
 * Appends LINES, each ended by LF, to the file PATH, which is made if it is not
 * there; they are on the disk when it returns. What fails ends the program.
 */
void append_lines(const char *path, struct slice lines);

#endif
