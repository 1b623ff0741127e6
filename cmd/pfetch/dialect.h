/*
 * dialect.h: a query (query.h) in the words of each service.
 */
#ifndef SHEAF_DIALECT_H
#define SHEAF_DIALECT_H

#include "date.h"
#include "query.h"

struct dialect;

/* Days of publication, both in it; both empty: all. */
struct dialect_days {
	struct date from, until;
};

extern const struct dialect dialect_arxiv, dialect_s2, dialect_openalex,
	dialect_words, dialect_datacite, dialect_dblp, dialect_pubmed,
	dialect_europepmc, dialect_doaj, dialect_inspire, dialect_ads;

/*
 * Adds NODE to TO as the service understands it, not yet percent-encoded. The
 * days for all of the query go to APART where the service has them beside the
 * query, else APART is NULL. False if the service cannot say the part that
 * CANNOT points at, and why.
 */
bool dialect_print(const struct dialect *dialect, const struct query_node *node,
	struct buf *to, struct dialect_days *apart, struct query_error *cannot);

#endif
