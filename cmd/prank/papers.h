/*
 * papers.h: papers with their scores: all of them, or the best so far.
 */
#ifndef SHEAF_PRANK_PAPERS_H
#define SHEAF_PRANK_PAPERS_H

#include "lines.h"

struct papers;

/*
 * For the best MAX. With UINT64_MAX all are there, in the order in which they
 * were added until papers_sort(); those in regular files are not held but read
 * again.
 */
struct papers *papers_new(uint64_t max);

/* Would a paper of SCORE be one of the best, as far as has been read? */
bool papers_wants(const struct papers *papers, int64_t score);

/* Adds LINE, the last one of LINES. */
void papers_add(struct papers *papers, const struct lines *lines,
	struct slice line, int64_t score);

/* How many there are; each by its place, its line until the next call. */
size_t papers_count(const struct papers *papers);
struct slice papers_line(struct papers *papers, size_t at);
int64_t papers_score(const struct papers *papers, size_t at);
void papers_set_score(struct papers *papers, size_t at, int64_t score);

/* The best first, of equal ones the earlier. */
void papers_sort(struct papers *papers);

#endif
