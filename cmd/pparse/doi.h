/*
 * doi.h: the DOI of a paper as its source writes it.
 */
#ifndef SHEAF_DOI_H
#define SHEAF_DOI_H

#include "paper.h"

/*
 * Tells the paper a DOI: the first in TEXT, without `doi:` or a resolver in
 * front. It becomes an identifier, and the member doi unless it is one of
 * arXiv's own (10.48550). False if TEXT begins with none.
 */
bool doi_set(struct paper *paper, struct slice text);

#endif
