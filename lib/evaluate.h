/*
 * evaluate.h: papers, asked whether queries match them: sheaf(7), "Queries".
 *
 * Several threads may do so at once, each with an evaluator of its own.
 */
#ifndef SHEAF_EVALUATE_H
#define SHEAF_EVALUATE_H

#include "json.h"
#include "queries.h"

struct evaluator;
struct evaluator *evaluator_new(const struct queries *queries);

/*
 * Does a paper with these VALUES, which have to stay until the next call, match
 * one of the queries? 1, 0, or -1 where that cannot be told: evaluator_why().
 */
int evaluator_match(struct evaluator *evaluator, const struct json values[]);
const char *evaluator_why(const struct evaluator *evaluator);

/* Of the last paper: the names of the queries that matched, and the words that
 * did, added to TO as an array of JSON. False, and nothing added, if none. */
bool evaluator_labels(struct evaluator *evaluator, struct buf *to);
bool evaluator_matched(struct evaluator *evaluator, struct buf *to);

void evaluator_free(struct evaluator *evaluator);

#endif
