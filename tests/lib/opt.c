#include <stdio.h>

#include "child.h"
#include "exact.h"
#include "opt.h"

enum { COLOR = OPT_LONG };

static const struct opt options[] = {
	{'n',   "number",      "NUM",  "stop after NUM"},
	{'v',   "invert",      NULL,   "the others"    },
	{'i',   "ignore-case", NULL,   "fold case"     },
	{COLOR, "color",       "WHEN", "colour"        },
};

static const struct program program = {
	.name = "prog",
	.synopsis = "[-iv] [-n NUM] [FILE ...]",
	.summary = "Passes on what passes.",
	.options = options,
	.count = COUNT(options),
};

enum { WORDS = 8 };

/* What was found of ARGV, one word each: -KEY=ARGUMENT, then the operands. */
static int
show(void *arg)
{
	char **argv = arg;
	struct opts opts;
	int c;

	opt_begin(&opts, argv, &program);
	while ((c = opt_next(&opts)) != -1) {
		printf("-%s", opts.opt->name);
		if (opts.arg != NULL)
			printf("=%s", opts.arg);
		if (c == 'n')
			printf("(%d)", (int)opt_number(&opts, 1, 100));
		putchar(' ');
	}
	for (size_t i = 0; i < opts.count; i++)
		printf("%s ", opts.operands[i]);
	return opts.operands[opts.count] == NULL ? 0 : 99;
}

#define USAGE "usage: prog [-iv] [-n NUM] [FILE ...]\n"

static const struct {
	const char *argv[WORDS];
	const char *shown, *said; /* SAID: wrong use */
} cases[] = {
	{{NULL},					  "",			NULL				  },
	{{"prog", NULL},				  "",                        NULL				  },
	{{"prog", "a", "-", "b", NULL},                   "a - b ",                  NULL                                  },
	{{"prog", "-iv", "a", NULL},                      "-ignore-case -invert a ", NULL                                  },
	{{"prog", "-n5", NULL},                           "-number=5(5) ",           NULL                                  },
	{{"prog", "-n", "5", "a", NULL},                  "-number=5(5) a ",         NULL                                  },
	{{"prog", "-vn5", "a", NULL},                     "-invert -number=5(5) a ", NULL                                  },
	{{"prog", "--number=5", NULL},                    "-number=5(5) ",           NULL                                  },
	{{"prog", "--number", "5", NULL},                 "-number=5(5) ",           NULL                                  },
	{{"prog", "--color=", NULL},                      "-color= ",                NULL                                  },
	{{"prog", "--color", "--", NULL},                 "-color=-- ",              NULL                                  },
	{{"prog", "a", "-i", "b", "--invert", "c", NULL},
         "-ignore-case -invert a b c ",                                              NULL                                  },
	{{"prog", "-i", "--", "-v", "--", "-", NULL},     "-ignore-case -v -- - ",
         NULL													      },
	{{"prog", "-x", NULL},                            "",                        "unknown option -x"                   },
	{{"prog", "-ix", NULL},                           "",                        "unknown option -x"                   },
	{{"prog", "--inver", NULL},                       "",                        "unknown option --inver"              },
	{{"prog", "--x=\x1B[m", NULL},                    "",                        "unknown option --x"                  },
	{{"prog", "--\x1B[m", NULL},                      "",                        "unknown option --\\x1B[m"            },
	{{"prog", "--invert=yes", NULL},                  "",                        "--invert takes no argument"          },
	{{"prog", "-n", NULL},                            "",                        "--number needs NUM"                  },
	{{"prog", "--color", NULL},                       "",                        "--color needs WHEN"                  },
	{{"prog", "-n", "0", NULL},                       "",                        "--number: 0 is not within 1 to 100"  },
	{{"prog", "-n101", NULL},                         "",                        "--number: 101 is not within 1 to 100"},
	{{"prog", "-n", "5x", NULL},                      "",                        "--number: not a number: 5x"          },
	{{"prog", "-n", "-5", NULL},                      "",                        "--number: not a number: -5"          },
	{{"prog", "-n", "", NULL},                        "",                        "--number: not a number: "            },
	{{"prog", "-n", "99999999999999999999", NULL},    "",
         "--number: not a number: 99999999999999999999"								    },
};

static void
test_command_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf said = {0};
		struct child child;
		char *argv[WORDS];

		memcpy(argv, cases[i].argv, sizeof(argv));
		child = child_run(show, argv);
		if (cases[i].said == NULL) {
			child_expect(child, 0, cases[i].shown, "");
			continue;
		}
		buf_format(&said, "prog: %s\n" USAGE, cases[i].said);
		/* What was shown before is not the point. */
		buf_reset(&child.out);
		child_expect(child, UNUSABLE, "", buf_string(&said));
		buf_free(&said);
	}
}

static void
test_help(void **state)
{
	char *argv[] = {"prog", "-i", "--help", "-x", NULL};
	struct child child = child_run(show, argv);

	(void)state;
	child_expect(child, 0,
		"-ignore-case " USAGE "Passes on what passes.\n"
		"\n"
		"  -n, --number NUM           stop after NUM\n"
		"  -v, --invert               the others\n"
		"  -i, --ignore-case          fold case\n"
		"      --color WHEN           colour\n"
		"      --help                 show this and exit\n"
		"      --version              show the version and exit\n"
		"\n"
		"The manual: man sheaf-prog\n",
		"");
}

static void
test_version(void **state)
{
	char *argv[] = {"prog", "--version", NULL};

	(void)state;
	child_expect(child_run(show, argv), 0,
		"prog (sheaf) " SHEAF_VERSION "\n", "");
}

/* Help that cannot be written is a failure like any other output. */
static int
help_to_full(void *arg)
{
	if (freopen("/dev/full", "w", stdout) == NULL)
		return 99;
	return show(arg);
}

static void
test_help_is_output(void **state)
{
	char *argv[] = {"prog", "--help", NULL};

	(void)state;
	child_expect(child_run(help_to_full, argv), UNUSABLE, "",
		"prog: standard output: cannot be written\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_command_lines),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_version),
		cmocka_unit_test(test_help_is_output),
	};

	return cmocka_run_group_tests_name("opt", tests, NULL, NULL);
}
