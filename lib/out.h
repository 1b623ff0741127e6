/*
 * out.h: what a program writes: standard output, or a file that is replaced.
 *
 * Bytes are gathered and written in large blocks; a write that fails ends the
 * program with UNUSABLE, one to a pipe without a reader with SIGPIPE, silently.
 *
 * A regular file (-o) is written beside its place under a temporary name, and
 * out_close() puts it there, so that the old one stays whole until the new one
 * is, and is left alone when the bytes are the same. The temporary file goes
 * when the program ends early, by a signal too.
 */
#ifndef SHEAF_OUT_H
#define SHEAF_OUT_H

#include "buf.h"

struct out;

/*
 * PATH is a file, or NULL or "-" for standard output. A pipe is made as large
 * as the system lets it be. A symbolic link is followed; what is not a regular
 * file (a device, a FIFO) is written to as it is. A name that unpack.h would
 * read as a packed file ends the program: what is written is not packed.
 */
struct out *out_open(const char *path);

void out_add(struct out *out, struct slice s);

/* S and a line feed. */
void out_line(struct out *out, struct slice s);

/*
 * The bytes not yet written, to add to; call out_spill() after each record, so
 * that they are written once they are a block.
 */
struct buf *out_buf(struct out *out);
void out_spill(struct out *out);

/* Writes what is there now, before a wait for more input. */
void out_flush(struct out *out);

/* Is it a terminal? */
bool out_terminal(const struct out *out);

/*
 * One of many files: out_close() leaves it to sync() that a new one is on the
 * disk. One that takes the place of another is there before that is gone.
 */
void out_of_many(struct out *out);

/*
 * Writes the rest and checks it. KEEP: the file takes its place if the bytes
 * differ, after fsync(), and the result is true; else it is removed and the old
 * one stays as it was.
 */
bool out_close(struct out *out, bool keep);

#endif
