/*
 * state.h: files of keys that have been seen: sheaf-puniq(1), "STATE".
 */
#ifndef SHEAF_STATE_H
#define SHEAF_STATE_H

#include "identity.h"

/*
 * What the file PATH has is seen from now on. One that is not there is empty,
 * and that is said; one that cannot be read ends the program, because it would
 * make everything new.
 */
void state_read(struct identity *identity, const char *path);

/*
 * Appends KEYS, each ended by LF, to the file PATH, with the day; nothing
 * happens where there are none. What fails ends the program.
 */
void state_append(const char *path, struct slice keys);

#endif
