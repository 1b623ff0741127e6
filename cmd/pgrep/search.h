/*
 * search.h: the papers of a file that are wanted, in the order of the file: by
 * blocks of lines, and by several threads where a file can be read in pieces.
 */
#ifndef SHEAF_SEARCH_H
#define SHEAF_SEARCH_H

#include "gate.h"
#include "out.h"
#include "select.h"

enum { SEARCH_THREADS_MAX = 256 };

struct search {
	const struct selection *selection;
	struct gate gate;
	bool write;      /* the papers, to OUT; else they are only counted */
	bool name;       /* whether members were there will be asked */
	uint64_t enough; /* stop after so many papers of a file */
	size_t threads;  /* for what is large; 0: one for each processor */
};

struct searcher;
struct searcher *searcher_new(const struct search *search, struct out *out);

/* How many papers of FILE are selected; what goes wrong is said. */
uint64_t searcher_file(struct searcher *searcher, char *file);

/* Of each member, whether a paper had it; NULL where no paper was read. */
const bool *searcher_had(const struct searcher *searcher);

void searcher_free(struct searcher *searcher);

#endif
