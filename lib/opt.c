#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "opt.h"

#ifndef SHEAF_VERSION
#define SHEAF_VERSION "unknown"
#endif

enum { HELP_COLUMN = 28 };

/* Ends the program with DONE, if standard output took all of it. */
static noreturn void
end_of_help(void)
{
	if (fflush(stdout) != 0)
		err_die("standard output: cannot be written");
	exit(DONE);
}

static noreturn void
help(const struct program *program)
{
	printf("usage: %s %s\n%s\n\n", program->name, program->synopsis,
		program->summary);
	for (size_t i = 0; i < program->count; i++) {
		const struct opt *opt = &program->options[i];
		int n = opt->key < OPT_LONG ? printf("  -%c, ", opt->key)
		                            : printf("      ");

		n += printf("--%s", opt->name);
		if (opt->arg != NULL)
			n += printf(" %s", opt->arg);
		printf("%*s %s\n", n < HELP_COLUMN ? HELP_COLUMN - n : 0, "",
			opt->help);
	}
	printf("%-*s %s\n", HELP_COLUMN, "      --help", "show this and exit");
	printf("%-*s %s\n", HELP_COLUMN, "      --version",
		"show the version and exit");
	printf("\nThe manual: man sheaf-%s\n", program->name);
	end_of_help();
}

static noreturn void
version(const struct program *program)
{
	printf("%s (sheaf) %s\n", program->name, SHEAF_VERSION);
	end_of_help();
}

void
opt_usage(const struct program *program, const char *format, ...)
{
	char what[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	err_note("%s", what);
	fprintf(stderr, "usage: %s %s\n", program->name, program->synopsis);
	exit(UNUSABLE);
}

/*
 * A standard file that is closed is opened, so that no other file gets its
 * number, in a way that using it still fails.
 */
static void
keep_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
			open("/dev/null",
				fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			exit(UNUSABLE);
}

void
opt_begin(struct opts *opts, char *argv[], const struct program *program)
{
	char **args = argv[0] == NULL ? argv : argv + 1;

	keep_standard_files();
	err_program(program->name);
	*opts = (struct opts){
		.program = program, .args = args, .operands = args};
}

/* Gives OPT its argument, from the same word or from the next one. */
static int
found(struct opts *opts, const struct opt *opt, const char *attached)
{
	opts->opt = opt;
	opts->arg = NULL;
	if (opt->arg == NULL)
		return opt->key;
	if (attached == NULL)
		attached = *opts->args == NULL ? NULL : *opts->args++;
	if (attached == NULL)
		opt_usage(opts->program, "--%s needs %s", opt->name, opt->arg);
	opts->arg = attached;
	return opt->key;
}

static int
short_option(struct opts *opts)
{
	const struct program *program = opts->program;
	const char letter = *opts->letters++;

	for (size_t i = 0; i < program->count; i++) {
		const struct opt *opt = &program->options[i];
		const char *rest = opts->letters;

		if (opt->key != letter)
			continue;
		if (opt->arg != NULL || *rest == '\0')
			opts->letters = NULL;
		return found(opts, opt, *rest == '\0' ? NULL : rest);
	}
	opt_usage(program, "unknown option -%c", letter);
}

static int
long_option(struct opts *opts, const char *word)
{
	const struct program *program = opts->program;
	struct slice value = slice_of(word), name = {NULL, 0};

	slice_cut(&value, '=', &name);
	for (size_t i = 0; i < program->count; i++) {
		const struct opt *opt = &program->options[i];

		if (!slice_eq(name, slice_of(opt->name)))
			continue;
		if (opt->arg == NULL && value.ptr != NULL)
			opt_usage(program, "--%s takes no argument", opt->name);
		return found(opts, opt, value.ptr);
	}
	if (slice_eq(name, SLICE("help")))
		help(program);
	if (slice_eq(name, SLICE("version")))
		version(program);
	opt_usage(program, "unknown option --%.*s", ERR_SLICE(name));
}

int
opt_next(struct opts *opts)
{
	while (opts->letters == NULL) {
		char *word = *opts->args;

		if (word == NULL) {
			opts->operands[opts->count] = NULL;
			return -1;
		}
		opts->args++;
		if (opts->ended || word[0] != '-' || word[1] == '\0')
			opts->operands[opts->count++] = word;
		else if (word[1] != '-')
			opts->letters = word + 1;
		else if (word[2] == '\0')
			opts->ended = true;
		else
			return long_option(opts, word + 2);
	}
	return short_option(opts);
}

uint64_t
opt_number(const struct opts *opts, uint64_t min, uint64_t max)
{
	const char *p = opts->arg;
	uint64_t n = 0;

	do {
		if (!ascii_digit(*p) || n > (UINT64_MAX - 9) / 10)
			opt_usage(opts->program, "--%s: not a number: %s",
				opts->opt->name, opts->arg);
		n = n * 10 + (uint64_t)(*p - '0');
	} while (*++p != '\0');
	if (n < min || n > max)
		opt_usage(opts->program,
			"--%s: %s is not within %" PRIu64 " to %" PRIu64,
			opts->opt->name, opts->arg, min, max);
	return n;
}
