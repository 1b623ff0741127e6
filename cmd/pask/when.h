/*
 * when.h: which papers are asked about: those that match a query.
 */
#ifndef SHEAF_PASK_WHEN_H
#define SHEAF_PASK_WHEN_H

#include "slice.h"

struct when;

/* A query that is none ends the program. */
struct when *when_new(const char *query);

/* Does LINE match? What cannot be told is said (err_bad), and no. */
bool when_matches(struct when *when, struct slice line);

/* Names what the query asks for and no paper had. */
void when_end(const struct when *when);

#endif
