/*
 * exact.h: hostile bytes: in memory of their very size, so that a sanitizer
 * sees what is read outside, and random ones.
 */
#ifndef SHEAF_EXACT_H
#define SHEAF_EXACT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "slice.h"

/* A copy of S that ends where its memory does; exact_free() it. */
static inline struct slice
exact(struct slice s)
{
	char *copy = malloc(s.len);

	assert_true(copy != NULL || s.len == 0);
	if (s.len > 0)
		memcpy(copy, s.ptr, s.len);
	return (struct slice){copy, s.len};
}

static inline void
exact_free(struct slice s)
{
	free((void *)(uintptr_t)s.ptr);
}

/* Below LIMIT; always the same row (Knuth's MMIX), so that a failure stays. */
static inline size_t
exact_random(size_t limit)
{
	static uint64_t seed = 20250905;

	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(seed >> 33) % limit;
}

#endif
