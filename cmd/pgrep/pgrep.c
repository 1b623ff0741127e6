/*
 * pgrep: passes on the papers that match: sheaf-pgrep(1)
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "mem.h"
#include "opt.h"
#include "out.h"
#include "search.h"

enum { LABEL = OPT_LONG, MATCHED, OUTPUT, PARTIAL, STEM };

static const struct opt options[] = {
	{'E',     "extended-regexp",     NULL,         "as grep: changes nothing here"           },
	{'F',     "fixed-strings",       NULL,         "PATTERN is text, no pattern"             },
	{'G',     "basic-regexp",        NULL,         "as grep: changes nothing here"           },
	{'L',     "files-without-match", NULL,         "write names of FILEs without any"        },
	{'P',     "perl-regexp",         NULL,         "as grep: changes nothing here"           },
	{'Q',     "query",               NULL,         "PATTERN is a query: sheaf(7), Queries"   },
	{'c',     "count",               NULL,         "write how many papers match in each FILE"},
	{'e',     "regexp",              "PATTERN",    "a pattern; may be repeated"              },
	{'f',     "file",                "FILE",       "patterns from FILE, one a line"          },
	{'i',     "ignore-case",         NULL,         "letters match in both cases"             },
	{'j',     "threads",             "NUM",
         "threads for large FILEs (default: processors)"                                         },
	{'k',     "key",                 "MEMBER,...", "look there (default: title,abstract)"    },
	{'l',     "files-with-matches",  NULL,         "write names of FILEs with a match"       },
	{'m',     "max-count",           "NUM",        "stop after NUM papers of each FILE"      },
	{'o',     "only-matching",       NULL,         "refused: see --output"                   },
	{'q',     "quiet",               NULL,         "write nothing, stop at the first match"  },
	{'s',     "no-messages",         NULL,         "do not name FILEs that cannot be opened" },
	{'v',     "invert-match",        NULL,         "papers that do not match"                },
	{'w',     "word-regexp",         NULL,         "the match has to be whole words"         },
	{'x',     "line-regexp",         NULL,         "the match has to be the whole value"     },
	{LABEL,   "label",               NULL,         "write the names of the queries to labels"},
	{MATCHED, "matched",             NULL,         "write the words that matched to matched" },
	{OUTPUT,  "output",              "FILE",       "write to FILE, replaced if it changes"   },
	{PARTIAL, "partial",             NULL,         "replace FILE with status 3 too"          },
	{STEM,    "stem",                NULL,         "compare words by their English stems"    },
};
static const struct program pgrep = {
	.name = "pgrep",
	.synopsis = "[-FLQcilqsvwx] [-j NUM] [-k MEMBER,...] [-m NUM] "
		    "[--output FILE] "
		    "[--label] [--matched] [--partial] [--stem] [-e PATTERN] "
		    "[-f FILE] [PATTERN] [FILE ...]",
	.summary = "Passes on the papers that match a pattern.",
	.options = options,
	.count = COUNT(options),
};

/* What to write: the papers, or a line for each file. */
enum show { PAPERS, COUNTS, NAMES_WITH, NAMES_WITHOUT };

static struct selection selection;
static struct slice *keys; /* of -k */
static size_t key_count, key_cap;
static uint64_t max = UINT64_MAX;
static uint64_t threads;
static struct gate gate;
static bool keys_given, silent, quiet, partial;
static const char *output;
static enum show show = PAPERS;

static void
add_keys(const char *arg)
{
	struct slice rest = slice_of(arg), key;

	while (slice_cut(&rest, ',', &key)) {
		if (key.len == 0)
			opt_usage(&pgrep, "--key: a name is missing: %s", arg);
		keys = mem_grow(keys, &key_cap, key_count + 1, sizeof(key));
		keys[key_count++] = key;
	}
}

/* Can FILE be read? If not it has been said. */
static bool
readable(const char *file)
{
	struct stat st;

	if (strcmp(file, "-") == 0)
		return true;
	if (access(file, R_OK) == 0 && stat(file, &st) == 0) {
		if (!S_ISDIR(st.st_mode))
			return true;
		errno = EISDIR;
	}
	if (silent)
		err_bad_silent();
	else
		err_bad("%s: %s", file, strerror(errno));
	return false;
}

/* What -c, -l and -L write of FILE; PREFIX: it is one of several. */
static void
show_file(struct out *out, const char *file, bool prefix, uint64_t selected)
{
	const char *name = strcmp(file, "-") == 0 ? "(standard input)" : file;

	if (show == COUNTS && prefix)
		buf_format(out_buf(out), "%s:", name);
	if (show == COUNTS)
		buf_format(out_buf(out), "%" PRIu64 "\n", selected);
	else if ((selected > 0) == (show == NAMES_WITH))
		buf_format(out_buf(out), "%s\n", name);
	out_spill(out);
}

static uint64_t
search_all(struct searcher *searcher, char *const files[], struct out *out)
{
	const bool several = files[1] != NULL;
	uint64_t selected = 0;

	for (size_t i = 0; files[i] != NULL && !(quiet && selected > 0); i++) {
		uint64_t n;

		if (!readable(files[i]))
			continue;
		n = searcher_file(searcher, files[i]);
		selected += n;
		if (show != PAPERS && !quiet)
			show_file(out, files[i], several, n);
	}
	return selected;
}

/* Somebody may have meant procps' pgrep, which reads nothing. */
static void
look_at_standard_input(void)
{
	static const char what[] = "this reads papers from standard input or "
				   "FILEs, and is not procps' pgrep";
	struct stat in, null;

	if (isatty(STDIN_FILENO))
		err_note("%s", what);
	else if (fstat(STDIN_FILENO, &in) == 0 && S_ISCHR(in.st_mode) &&
		 stat("/dev/null", &null) == 0 && in.st_rdev == null.st_rdev)
		err_die("%s", what);
}

static void
name_missing(const bool had[])
{
	if (selection.queries != NULL)
		queries_name_missing(selection.queries, had);
	for (size_t i = 0;
		keys_given && selection.patterns != NULL && i < key_count; i++)
		if (!had[i])
			err_note("no paper that was read has the member %.*s",
				ERR_SLICE(keys[i]));
}

/* The text of -e, or the FILE of -f. */
struct given {
	bool file;
	const char *arg;
};

static struct given *given;
static size_t given_count, given_cap;

static void
give(bool file, const char *arg)
{
	given = mem_grow(given, &given_cap, given_count + 1, sizeof(*given));
	given[given_count++] = (struct given){file, arg};
}

/* What does not match may be anything. */
static void
use_gate(struct literals literals)
{
	if (!selection.invert)
		literals_gate(&literals, &gate);
}

static void
compile_patterns(struct pattern_how how)
{
	struct patterns *patterns = patterns_new();

	for (size_t i = 0; i < given_count; i++)
		if (given[i].file)
			patterns_add_file(patterns, given[i].arg);
		else
			patterns_add(patterns, slice_of(given[i].arg));
	patterns_compile(patterns, how);
	use_gate(patterns_literals(patterns, how));
	selection.patterns = patterns;
	selection.members = keys;
	selection.member_count = key_count;
}

static void
compile_queries(bool stem)
{
	struct queries *queries = queries_new();

	for (size_t i = 0; i < given_count; i++)
		if (given[i].file)
			queries_add_file(queries, given[i].arg);
		else
			queries_add(queries, slice_of(given[i].arg));
	queries_compile(queries, keys, key_count, stem);
	use_gate(queries_literals(queries));
	selection.queries = queries;
	selection.member_count = queries_members(queries, &selection.members);
}

/* Reads the command line; returns the FILEs, "-" where there are none. */
static char *const *
read_options(char *argv[])
{
	static char *const standard_input[] = {"-", NULL};
	struct pattern_how how = {0};
	bool query = false, stem = false;
	char *const *files;
	struct opts opts;
	int c;

	opt_begin(&opts, argv, &pgrep);
	while ((c = opt_next(&opts)) != -1)
		switch (c) {
		case 'F': how.fixed = true; break;
		case 'L': show = NAMES_WITHOUT; break;
		case 'Q': query = true; break;
		case 'c': show = COUNTS; break;
		case 'e': give(false, opts.arg); break;
		case 'f': give(true, opts.arg); break;
		case 'i': how.ignore_case = true; break;
		case 'j':
			threads = opt_number(&opts, 1, SEARCH_THREADS_MAX);
			break;
		case 'k': add_keys(opts.arg); break;
		case 'l': show = NAMES_WITH; break;
		case 'm': max = opt_number(&opts, 0, UINT64_MAX); break;
		case 'o':
			opt_usage(&pgrep, "-o is not here what it is in grep "
					  "or in procps: use --output FILE");
		case 'q': quiet = true; break;
		case 's': silent = true; break;
		case 'v': selection.invert = true; break;
		case 'w': how.word = true; break;
		case 'x': how.whole = true; break;
		case LABEL: selection.label = true; break;
		case MATCHED: selection.matched = true; break;
		case OUTPUT: output = opts.arg; break;
		case PARTIAL: partial = true; break;
		case STEM: stem = true; break;
		}
	files = opts.operands;
	if (given_count == 0 && *files == NULL)
		opt_usage(&pgrep, "no PATTERN");
	if (given_count == 0)
		give(false, *files++);
	if (query && (how.fixed || how.word || how.whole))
		opt_usage(&pgrep, "-F, -w and -x are for patterns, not for -Q");
	if (!query && (selection.label || selection.matched || stem))
		opt_usage(&pgrep, "--label, --matched and --stem need -Q");
	keys_given = key_count > 0;
	if (!keys_given)
		add_keys("title,abstract");
	if (query)
		compile_queries(stem);
	else
		compile_patterns(how);
	if (*files != NULL)
		return files;
	look_at_standard_input();
	return standard_input;
}

int
main(int argc, char *argv[])
{
	char *const *files = read_options(argv);
	const bool names = selection.queries != NULL
	                           ? queries_name_members(selection.queries)
	                           : keys_given;
	const bool first = quiet || show == NAMES_WITH || show == NAMES_WITHOUT;
	const struct search search = {
		.selection = &selection,
		.gate = gate,
		.write = show == PAPERS && !quiet,
		.name = names && !quiet,
		.enough = first && max > 0 ? 1 : max,
		.threads = threads,
	};
	struct out *out = out_open(output);
	struct searcher *searcher = searcher_new(&search, out);
	enum status status;
	uint64_t selected;

	(void)argc;
	selected = search_all(searcher, files, out);

	if (!quiet && searcher_had(searcher) != NULL)
		name_missing(searcher_had(searcher));
	status = err_status();
	if (quiet && selected > 0)
		status = DONE;
	else if (status == DONE && selected == 0)
		status = NOT_SELECTED;
	searcher_free(searcher);
	out_close(out, status < UNUSABLE || (partial && status == SOME_FAILED));
	return status;
}
