/*
 * write.h: bytes to a descriptor, and names to the disk.
 */
#ifndef SHEAF_WRITE_H
#define SHEAF_WRITE_H

#include "slice.h"

/* Writes all of S, whatever interrupts it; false with errno set. */
bool write_all(int fd, struct slice s);

/*
 * The name PATH of a new file is on the disk once its folder is, on file
 * systems that can. False with errno set.
 */
bool write_name(const char *path);

#endif
