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
#include "pattern.h"
#include "record.h"

enum { OUTPUT = OPT_LONG, PARTIAL };

static const struct opt options[] = {
	{'E',     "extended-regexp",     NULL,         "as grep: changes nothing here"           },
	{'F',     "fixed-strings",       NULL,         "PATTERN is text, no pattern"             },
	{'G',     "basic-regexp",        NULL,         "as grep: changes nothing here"           },
	{'L',     "files-without-match", NULL,         "write names of FILEs without any"        },
	{'P',     "perl-regexp",         NULL,         "as grep: changes nothing here"           },
	{'c',     "count",               NULL,         "write how many papers match in each FILE"},
	{'e',     "regexp",              "PATTERN",    "a pattern; may be repeated"              },
	{'f',     "file",                "FILE",       "patterns from FILE, one a line"          },
	{'i',     "ignore-case",         NULL,         "letters match in both cases"             },
	{'k',     "key",                 "MEMBER,...", "look there (default: title,abstract)"    },
	{'l',     "files-with-matches",  NULL,         "write names of FILEs with a match"       },
	{'m',     "max-count",           "NUM",        "stop after NUM papers of each FILE"      },
	{'o',     "only-matching",       NULL,         "refused: see --output"                   },
	{'q',     "quiet",               NULL,         "write nothing, stop at the first match"  },
	{'s',     "no-messages",         NULL,         "do not name FILEs that cannot be opened" },
	{'v',     "invert-match",        NULL,         "papers that do not match"                },
	{'w',     "word-regexp",         NULL,         "the match has to be whole words"         },
	{'x',     "line-regexp",         NULL,         "the match has to be the whole value"     },
	{OUTPUT,  "output",              "FILE",       "write to FILE, replaced if it changes"   },
	{PARTIAL, "partial",             NULL,         "replace FILE with status 3 too"          },
};
static const struct program pgrep = {
	.name = "pgrep",
	.synopsis = "[-FLcilqsvwx] [-k MEMBER,...] [-m NUM] [--output FILE] "
		    "[--partial] [-e PATTERN] [-f FILE] [PATTERN] [FILE ...]",
	.summary = "Passes on the papers that match a pattern.",
	.options = options,
	.count = COUNT(options),
};

/* What to write: the papers, or a line for each file. */
enum show { PAPERS, COUNTS, NAMES_WITH, NAMES_WITHOUT };

static struct patterns *patterns;
static struct slice *keys; /* the members to look at */
static bool *had;          /* of each, whether a paper had it */
static struct json *values;
static size_t key_count, key_cap;
static uint64_t max = UINT64_MAX, looked_at;
static bool invert, silent, quiet, partial;
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

/* 1, 0, or -1 where it cannot be told, as patterns_match(). */
static int
match_scalar(struct json value)
{
	static struct buf scratch;

	switch (value.type) {
	case JSON_STRING:
		return patterns_match(patterns, json_text(value, &scratch));
	case JSON_NUMBER:
	case JSON_TRUE:
	case JSON_FALSE: return patterns_match(patterns, value.raw);
	default: return 0;
	}
}

/* Any of the elements, where it is an array. */
static int
match_value(struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, element;
	int result = 0;

	if (value.type != JSON_ARRAY)
		return match_scalar(value);
	while (result != 1 && json_next(&it, &key, &element)) {
		int got = match_scalar(element);

		if (got != 0)
			result = got;
	}
	return result;
}

/* Any of the members: one that matches counts, whatever became of the others.
 */
static int
match_members(void)
{
	int result = 0;

	for (size_t i = 0; i < key_count && result != 1; i++) {
		int got = match_value(values[i]);

		if (got != 0)
			result = got;
	}
	return result;
}

/* Is LINE one to write? Where that cannot be told, it is said. */
static bool
selects(const struct lines *lines, struct slice line)
{
	int got;

	if (!record_find(line, keys, key_count, values)) {
		record_vouch(lines, line); /* says what is wrong with it */
		return false;
	}
	looked_at++;
	for (size_t i = 0; i < key_count; i++)
		had[i] |= values[i].type != JSON_NONE;
	got = match_members();
	if (got < 0)
		err_bad_at(lines_file(lines), lines_number(lines), "%s",
			patterns_why(patterns));
	return got >= 0 && (got == 1) != invert;
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

/* How many papers of FILE are selected, as far as that needs to be known. */
static uint64_t
search(char *file, struct out *out)
{
	char *const files[] = {file, NULL};
	const bool first = quiet || show == NAMES_WITH || show == NAMES_WITHOUT;
	const uint64_t enough = first && max > 0 ? 1 : max;
	struct lines *lines = lines_open(files, LINES_MAX, out);
	struct slice line;
	uint64_t selected = 0;

	while (selected < enough && record_next(lines, &line)) {
		if (!selects(lines, line) || !record_vouch(lines, line))
			continue;
		selected++;
		if (show == PAPERS && !quiet)
			out_line(out, line);
	}
	lines_close(lines);
	return selected;
}

static uint64_t
search_all(char *const files[], struct out *out)
{
	const bool several = files[1] != NULL;
	uint64_t selected = 0;

	for (size_t i = 0; files[i] != NULL && !(quiet && selected > 0); i++) {
		uint64_t n;

		if (!readable(files[i]))
			continue;
		n = search(files[i], out);
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
name_missing_keys(void)
{
	for (size_t i = 0; i < key_count && looked_at > 0; i++)
		if (!had[i])
			err_note("no paper that was read has the member %.*s",
				ERR_SLICE(keys[i]));
}

/* Reads the command line; returns the FILEs, "-" where there are none. */
static char *const *
read_options(char *argv[])
{
	static char *const standard_input[] = {"-", NULL};
	struct pattern_how how = {0};
	bool given = false;
	char *const *files;
	struct opts opts;
	int c;

	patterns = patterns_new();
	opt_begin(&opts, argv, &pgrep);
	while ((c = opt_next(&opts)) != -1)
		switch (c) {
		case 'F': how.fixed = true; break;
		case 'L': show = NAMES_WITHOUT; break;
		case 'c': show = COUNTS; break;
		case 'e':
			patterns_add(patterns, slice_of(opts.arg));
			given = true;
			break;
		case 'f':
			patterns_add_file(patterns, opts.arg);
			given = true;
			break;
		case 'i': how.ignore_case = true; break;
		case 'k': add_keys(opts.arg); break;
		case 'l': show = NAMES_WITH; break;
		case 'm': max = opt_number(&opts, 0, UINT64_MAX); break;
		case 'o':
			opt_usage(&pgrep, "-o is not here what it is in grep "
					  "or in procps: use --output FILE");
		case 'q': quiet = true; break;
		case 's': silent = true; break;
		case 'v': invert = true; break;
		case 'w': how.word = true; break;
		case 'x': how.whole = true; break;
		case OUTPUT: output = opts.arg; break;
		case PARTIAL: partial = true; break;
		}
	files = opts.operands;
	if (!given && *files == NULL)
		opt_usage(&pgrep, "no PATTERN");
	if (!given)
		patterns_add(patterns, slice_of(*files++));
	patterns_compile(patterns, how);
	if (*files != NULL)
		return files;
	look_at_standard_input();
	return standard_input;
}

int
main(int argc, char *argv[])
{
	char *const *files = read_options(argv);
	const bool keys_given = key_count > 0;
	struct out *out = out_open(output);
	enum status status;
	uint64_t selected;

	(void)argc;
	if (!keys_given)
		add_keys("title,abstract");
	had = mem_zero(key_count, sizeof(*had));
	values = mem_zero(key_count, sizeof(*values));

	selected = search_all(files, out);

	if (keys_given && !quiet)
		name_missing_keys();
	status = err_status();
	if (quiet && selected > 0)
		status = DONE;
	else if (status == DONE && selected == 0)
		status = NOT_SELECTED;
	patterns_free(patterns);
	out_close(out, status < UNUSABLE || (partial && status == SOME_FAILED));
	return status;
}
