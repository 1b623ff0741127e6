/*
 * key.h: what papers are ordered by, as bytes: memcmp() of the keys of two
 * papers is their order, and a key is no prefix of another.
 *
 * Numbers and `true` come by their value and before strings, strings by their
 * bytes, which is the order of dates, too (date.h), and arrays element by
 * element. Papers that lack a member come last, in either direction, and ids
 * decide between papers that are equal so far.
 */
#ifndef SHEAF_KEY_H
#define SHEAF_KEY_H

#include "buf.h"

/*
 * Adds the members of LIST, which are parted by commas, behind those that are
 * there; `-` in front of a name is the other direction. False if a name is
 * missing. LIST has to live as long as the program.
 */
bool key_members(struct slice list);

/* Turns the directions of all members. */
void key_reverse(void);

/* Puts the key of the paper LINE in TO, which is reset first. */
void key_of(struct slice line, struct buf *to);

/* Names on standard error each member that none of the papers had. */
void key_name_missing(void);

#endif
