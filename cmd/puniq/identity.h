/*
 * identity.h: which records are of one paper: sheaf(5), "Identity and merging".
 *
 * Two records are one paper when they share a key, and chains join. But two
 * different ids of one scheme are two papers, whatever they share: a DOI, an
 * address or a title may belong to several.
 */
#ifndef SHEAF_IDENTITY_H
#define SHEAF_IDENTITY_H

#include <stdint.h>

#include "buf.h"

/* The paper of all that has been seen before. */
enum { SEEN = 0 };

struct identity;

struct identity *identity_new(void);

/* What makes keys beside id and aliases; false for an unknown name in LIST:
 * `id`, `version` (every version is a paper of its own), `title`. */
bool identity_set_keys(struct identity *identity, struct slice list);

/*
 * Puts the keys of the record LINE in KEYS, which is reset first, each ended by
 * LF. False for a record that has no id.
 */
bool identity_keys_of(
	struct identity *identity, struct slice line, struct buf *keys);

/* KEY has been seen before. */
void identity_seen(struct identity *identity, struct slice key);

/*
 * The paper that the record LINE is of, and *NEW if none before it was; KEYS
 * and the result are those of identity_keys_of().
 */
bool identity_of(struct identity *identity, struct slice line, struct buf *keys,
	uint32_t *paper, bool *new);

/* What PAPER, as identity_of() gave it, is now that others have joined it. */
uint32_t identity_now(const struct identity *identity, uint32_t paper);

#endif
