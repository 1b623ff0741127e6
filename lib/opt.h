/*
 * opt.h: command lines, from one table per program.
 *
 * The table is the only list of a program's options: what is accepted, --help
 * and the shell completions (scripts/sheaf reads --help) come from it, and a
 * test compares it with the man page. --help and --version are always there.
 *
 * As in GNU programs options may stand behind operands; `--` ends them and `-`
 * is an operand. Long names are not guessed from prefixes. A wrong use ends the
 * program with UNUSABLE: one line of what is wrong, one of usage.
 */
#ifndef SHEAF_OPT_H
#define SHEAF_OPT_H

#include <stdint.h>

#include "err.h"

/* An option without a letter has a key from here on. */
enum { OPT_LONG = 256 };

struct opt {
	int key;          /* the letter, or OPT_LONG + n */
	const char *name; /* the long name */
	const char
		*arg; /* what --help calls the argument; NULL if it has none */
	const char *help;
};

struct program {
	const char *name;
	const char *synopsis; /* without the name */
	const char *summary;  /* one sentence: what comes in, what goes out */
	const struct opt *options;
	size_t count;
};

struct opts {
	const struct program *program;
	char **args;         /* what is still to be looked at */
	const char *letters; /* the rest of a cluster, or NULL */
	bool ended;          /* `--` was seen */

	const struct opt *opt; /* the row of the last key */
	const char *arg;       /* its argument, in argv */

	char **operands; /* ended by NULL; complete when opt_next() is -1 */
	size_t count;
};

/* ARGV as main gets it; the operands are gathered at its front. */
void opt_begin(struct opts *opts, char *argv[], const struct program *program);

/* The key of the next option, or -1 behind the last one. */
int opt_next(struct opts *opts);

/* The argument as a whole number from MIN to MAX, or usage. */
uint64_t opt_number(const struct opts *opts, uint64_t min, uint64_t max);

/* Ends the program: what is wrong, and the usage. */
noreturn void opt_usage(const struct program *program, const char *format, ...)
	ERR_FORMAT(2);

#endif
