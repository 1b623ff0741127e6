/*
 * expand.h: more words for a query, out of the papers that it finds first.
 *
 * Words by p log2(p/P), their share p in the ten best papers and P in all of
 * them (Carpineto, de Mori, Romano, Bigi 2001): the best twenty.
 */
#ifndef SHEAF_PRANK_EXPAND_H
#define SHEAF_PRANK_EXPAND_H

#include "papers.h"
#include "score.h"

/*
 * Adds words to what is WANTED and to the vocabulary, and to STATS, which are
 * made anew, what is known of them. PAPERS have their scores; their order
 * changes.
 */
void expand_query(struct wanted *wanted, struct words *words,
	struct papers *papers, struct stats *stats);

#endif
