/*
 * keys.h: a set of keys, each with a number.
 *
 * A key costs its bytes, 8 more, and 11 to 23 in the table.
 */
#ifndef SHEAF_KEYS_H
#define SHEAF_KEYS_H

#include <stdint.h>

#include "slice.h"

struct keys;

struct keys *keys_new(void);

/*
 * The number of KEY, to be read and changed; it stays where it is. One that is
 * not there is added, with NUMBER.
 */
uint32_t *keys_put(struct keys *keys, struct slice key, uint32_t number);

/* The same, or NULL for a key that is not there. */
uint32_t *keys_find(const struct keys *keys, struct slice key);

/* Forgets all keys. */
void keys_clear(struct keys *keys);

/* KEYS may be NULL. */
void keys_free(struct keys *keys);

#endif
