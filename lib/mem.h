/*
 * mem.h: allocation that cannot fail: the program ends with UNUSABLE instead.
 */
#ifndef SHEAF_MEM_H
#define SHEAF_MEM_H

#include <stddef.h>

/* SIZE bytes, not set to anything. Freed with free(). */
void *mem_alloc(size_t size);

/* COUNT members of SIZE bytes each, all zero. Freed with free(). */
void *mem_zero(size_t count, size_t size);

/*
 * ARRAY (or NULL) with room for at least WANTED members of SIZE bytes; *CAP is
 * the room that it has, and at least doubles when it grows.
 */
void *mem_grow(void *array, size_t *cap, size_t wanted, size_t size);

/* A copy of STRING. Freed with free(). */
char *mem_copy(const char *string);

#endif
