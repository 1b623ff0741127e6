/*
 * window.h: a body that is read from its front, as much of it held as is
 * looked at.
 */
#ifndef SHEAF_WINDOW_H
#define SHEAF_WINDOW_H

#include "source.h"

/* All zero at first, but SOURCE, and LINE, which is 1. */
struct window {
	struct source *source;
	struct buf held;
	size_t at;     /* what is before it has been passed over */
	uint64_t line; /* of AT */
	bool ended;    /* nothing follows what is held */
};

/* What is held: valid until window_hold(). */
struct slice window_text(const struct window *window);

/* Holds at least LEN bytes, or all that is left. */
void window_hold(struct window *window, size_t len);

/* Passes over LEN bytes that are held. */
void window_pass(struct window *window, size_t len);

#endif
