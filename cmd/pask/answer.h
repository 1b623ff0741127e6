/*
 * answer.h: what an endpoint says, in the form that OpenAI's, Ollama's and
 * others' share. All of it is data from outside.
 */
#ifndef SHEAF_PASK_ANSWER_H
#define SHEAF_PASK_ANSWER_H

#include "buf.h"

enum { ANSWER_MAX = 16 << 10 };

/*
 * Puts in TO, which is reset first, the text in BODY, an answer of
 * chat/completions, cleaned (clean_paragraphs()), without what a model thinks
 * before it (</think>). Returns what is wrong with it, or NULL.
 */
const char *answer_text(struct slice body, struct buf *to);

/* Had the model no room for the end of its answer? */
bool answer_stopped(struct slice body);

/* Cuts a text that is longer than ANSWER_MAX; true if it was. */
bool answer_cut(struct buf *answer);

/*
 * The same of embeddings: base64 of little-endian floats of 32 bits (IEEE 754).
 */
const char *answer_embedding(struct slice body, struct buf *to);

/* Adds to TO, cleaned and cut, what BODY says of a failure, if anything. */
void answer_failure(struct slice body, struct buf *to);

#endif
