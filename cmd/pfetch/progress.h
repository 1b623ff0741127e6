/*
 * progress.h: one line on a terminal's standard error that says how far we are.
 *
 * It shows up when the work has taken a while, goes before each message
 * (err.h), and has to go before documents are written, which may end at the
 * same terminal. Nothing is drawn where standard error is no terminal.
 */
#ifndef SHEAF_PROGRESS_H
#define SHEAF_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	uint64_t done, total; /* requests; 0: how many is not known yet */
	double begun;         /* of others: shares of them, added up */
	uint64_t pages;
	uint64_t bytes; /* that came over the network */
};

/* The work begins. Without it the others do nothing. */
void progress_open(void);

/* Is it time to draw the line again? Not many times a second. */
bool progress_due(void);

void progress_show(const struct progress *now);

void progress_erase(void);

#endif
