/*
 * err.h: the one place for messages, and for the exit status that they imply.
 *
 * A message is one line on standard error, `program: place: what`. Text from
 * outside may stand in it: control characters (C0, DEL, C1, bidi) are shown as
 * \xNN or U+NNNN, invalid UTF-8 as \xNN, and what is too long is cut.
 */
#ifndef SHEAF_ERR_H
#define SHEAF_ERR_H

#include <stdint.h>
#include <stdnoreturn.h>

#include "slice.h"

/* Exit statuses: sheaf(7), EXIT STATUS. */
enum status {
	DONE = 0,
	NOT_SELECTED = 1, /* pgrep only */
	UNUSABLE = 2,     /* usage, nothing could be done, output not written */
	SOME_FAILED = 3,  /* each named on standard error */
};

#ifdef __GNUC__
#define ERR_FORMAT(at) __attribute__((format(printf, at, at + 1)))
#define ERR_FORMAT_LIST(at) __attribute__((format(printf, at, 0)))
#else
#define ERR_FORMAT(at)
#define ERR_FORMAT_LIST(at)
#endif

/* A slice in a message: err_bad("%.*s: ...", ERR_SLICE(name)), its first KiB.
 */
#define ERR_SLICE(s) (int)((s).len < 1024 ? (s).len : 1024), (s).ptr

/* NAME stands in front of every message; kept, not copied. */
void err_program(const char *name);

/* ERASE is called before each message: it clears the line that this takes. */
void err_before(void (*erase)(void));

/* Says something that leaves the status as it is. */
void err_note(const char *format, ...) ERR_FORMAT(1);

/* Says what failed; err_status() is SOME_FAILED from now on. */
void err_bad(const char *format, ...) ERR_FORMAT(1);

/* The same with `FILE:LINE: ` in front. */
void err_bad_at(const char *file, uint64_t line, const char *format, ...)
	ERR_FORMAT(3);

/* A failure that somebody else has already named on standard error. */
void err_bad_silent(void);

/* Ends the program with UNUSABLE. */
noreturn void err_die(const char *format, ...) ERR_FORMAT(1);

/* DONE, or SOME_FAILED after an err_bad(). */
enum status err_status(void);

#endif
