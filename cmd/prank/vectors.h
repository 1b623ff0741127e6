/*
 * vectors.h: papers by their vectors (`pask --embed`), beside their words.
 *
 * What is looked for is a vector, too: that of the query, the mean of those of
 * the papers that are liked less a quarter of that of those that are disliked,
 * or both, three tenths and seven. All are of one length and model, that of the
 * first that is read; what others have is no vector here.
 */
#ifndef SHEAF_PRANK_VECTORS_H
#define SHEAF_PRANK_VECTORS_H

#include "papers.h"

enum vector_of { VECTOR_QUERY, VECTOR_LIKED, VECTOR_DISLIKED, VECTOR_KINDS };

/* All zero at first. */
struct vectors {
	struct buf model;
	size_t length;
	double *sums[VECTOR_KINDS];
	size_t counts[VECTOR_KINDS];
	double *sought;
};

/* Adds the vector of the paper LINE, if it has one. */
void vectors_add(
	struct vectors *vectors, struct slice line, enum vector_of what);

/* Is there something to look for? */
bool vectors_any(const struct vectors *vectors);

/*
 * Makes the scores of PAPERS what reciprocal rank fusion gives (Cormack, Clarke
 * and Buettcher 2009): 1000 times the sum of 1 / (60 + rank) of the rank by
 * their scores and that by the cosine, where equal ones have the same rank. The
 * one rank stands for the other where a paper has no vector. Where none has,
 * nothing changes.
 */
void vectors_fuse(struct vectors *vectors, struct papers *papers);

#endif
