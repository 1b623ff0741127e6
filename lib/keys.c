#include <stdlib.h>

#include "err.h"
#include "keys.h"
#include "mem.h"

/*
 * The keys lie one behind the other in chunks. A slot of the table has where
 * one lies, in words of 4 bytes and from 1 on, and 24 bits of its hash, so that
 * nearly every key that is looked at is the right one.
 */
enum {
	CHUNK_BITS = 24, /* of its size in bytes */
	WORD = 4,
	PLACE_BITS = 40,
	FIRST_SLOTS = 1 << 12,
};
static const uint64_t place_mask = (UINT64_C(1) << PLACE_BITS) - 1;

struct key {
	uint32_t number, len;
	char bytes[];
};

struct keys {
	uint64_t *slots;
	size_t slot_count, used; /* slots: a power of two */
	char **chunks;
	size_t chunk_count, chunk_cap;
	size_t end; /* of what is used of the last chunk */
};

static const size_t chunk_size = (size_t)1 << CHUNK_BITS;

struct keys *
keys_new(void)
{
	struct keys *keys = mem_zero(1, sizeof(*keys));

	keys->slot_count = FIRST_SLOTS;
	keys->slots = mem_zero(keys->slot_count, sizeof(*keys->slots));
	keys->end = chunk_size;
	return keys;
}

/* The last bits of FNV-1a are its worst. */
static uint64_t
hash(struct slice key)
{
	uint64_t h = slice_hash(key);

	h ^= h >> 32;
	h *= UINT64_C(0x9E3779B97F4A7C15);
	return h ^ h >> 29;
}

static struct key *
key_at(const struct keys *keys, uint64_t slot)
{
	uint64_t at = ((slot & place_mask) - 1) * WORD;

	return (struct key *)(keys->chunks[at >> CHUNK_BITS] +
			      (at & (chunk_size - 1)));
}

/* The slot of KEY, or the one where it would be. */
static uint64_t *
slot_of(const struct keys *keys, struct slice key, uint64_t h)
{
	size_t mask = keys->slot_count - 1;

	for (size_t i = (size_t)h & mask;; i = (i + 1) & mask) {
		uint64_t *slot = &keys->slots[i];
		const struct key *there;

		if (*slot == 0)
			return slot;
		if (*slot >> PLACE_BITS != h >> PLACE_BITS)
			continue;
		there = key_at(keys, *slot);
		if (slice_eq(key, (struct slice){there->bytes, there->len}))
			return slot;
	}
}

/* Makes the table twice as large once it is full to seven tenths. */
static void
grow(struct keys *keys)
{
	uint64_t *old = keys->slots;
	size_t count = keys->slot_count;

	if (keys->used < count / 10 * 7)
		return;
	keys->slot_count = count * 2;
	keys->slots = mem_zero(keys->slot_count, sizeof(*keys->slots));
	for (size_t i = 0; i < count; i++) {
		const struct key *key;
		struct slice text;

		if (old[i] == 0)
			continue;
		key = key_at(keys, old[i]);
		text = (struct slice){key->bytes, key->len};
		*slot_of(keys, text, hash(text)) = old[i];
	}
	free(old);
}

/* Keeps KEY; returns its place. */
static uint64_t
keep(struct keys *keys, struct slice key, uint32_t number)
{
	size_t size = sizeof(struct key) + key.len;
	struct key *kept;
	uint64_t at;

	size = (size + WORD - 1) / WORD * WORD;
	if (size > chunk_size)
		err_die("a key is longer than 16 MiB");
	if (keys->end + size > chunk_size) {
		keys->chunks = mem_grow(keys->chunks, &keys->chunk_cap,
			keys->chunk_count + 1, sizeof(*keys->chunks));
		keys->chunks[keys->chunk_count++] = mem_alloc(chunk_size);
		keys->end = 0;
	}
	at = ((uint64_t)(keys->chunk_count - 1) << CHUNK_BITS) + keys->end;
	kept = (struct key *)(keys->chunks[keys->chunk_count - 1] + keys->end);
	kept->number = number;
	kept->len = (uint32_t)key.len;
	memcpy(kept->bytes, key.ptr, key.len);
	keys->end += size;
	return at / WORD + 1;
}

uint32_t *
keys_put(struct keys *keys, struct slice key, uint32_t number)
{
	uint64_t h = hash(key), *slot;

	grow(keys);
	slot = slot_of(keys, key, h);
	if (*slot == 0) {
		*slot = h >> PLACE_BITS << PLACE_BITS | keep(keys, key, number);
		keys->used++;
	}
	return &key_at(keys, *slot)->number;
}

uint32_t *
keys_find(const struct keys *keys, struct slice key)
{
	const uint64_t *slot = slot_of(keys, key, hash(key));

	return *slot == 0 ? NULL : &key_at(keys, *slot)->number;
}

void
keys_clear(struct keys *keys)
{
	memset(keys->slots, 0, keys->slot_count * sizeof(*keys->slots));
	keys->used = 0;
	while (keys->chunk_count > 1)
		free(keys->chunks[--keys->chunk_count]);
	keys->end = keys->chunk_count == 0 ? chunk_size : 0;
}

void
keys_free(struct keys *keys)
{
	if (keys == NULL)
		return;
	while (keys->chunk_count > 0)
		free(keys->chunks[--keys->chunk_count]);
	free(keys->chunks);
	free(keys->slots);
	free(keys);
}
