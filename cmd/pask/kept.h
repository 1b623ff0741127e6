/*
 * kept.h: answers that were paid for, in a text file.
 *
 *	HASH <tab> ANSWER
 *
 * A line each: the hash of a question (64 digits) and its answer, a string of
 * JSON. Of two lines for a question the later one counts. A line is on the disk
 * before its answer is used (append.h). In memory is where each line lies.
 */
#ifndef SHEAF_PASK_KEPT_H
#define SHEAF_PASK_KEPT_H

#include "buf.h"

struct kept;

/*
 * The file PATH, which need not be there yet; NULL: nothing is kept. What is no
 * such file, or could not be appended to if APPEND, ends the program.
 */
struct kept *kept_open(const char *path, bool append);

enum kept_state {
	KEPT_NOTHING,
	KEPT_ASKED, /* kept_ask() was called */
	KEPT_ANSWER,
};

/* What is known of the question HASH; an answer is put in TO, reset first. */
enum kept_state kept_find(struct kept *kept, struct slice hash, struct buf *to);

/* Somebody asks it, and will call kept_add() or kept_forget(). */
void kept_ask(struct kept *kept, struct slice hash);
void kept_add(struct kept *kept, struct slice hash, struct slice answer);
void kept_forget(struct kept *kept, struct slice hash);

#endif
