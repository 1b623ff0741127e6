/*
 * sha256.h: SHA-256 (FIPS 180-4), as sha256sum(1) has it.
 */
#ifndef SHEAF_PASK_SHA256_H
#define SHEAF_PASK_SHA256_H

#include "buf.h"

/* Puts the hash of DATA in TO, which is reset first: 64 digits in lower case.
 */
void sha256(struct slice data, struct buf *to);

#endif
