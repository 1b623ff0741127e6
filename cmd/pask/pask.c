/*
 * pask: asks a language model about papers: sheaf-pask(1)
 */
#include <signal.h>
#include <stdlib.h>

#include "address.h"
#include "ask.h"
#include "mem.h"
#include "opt.h"
#include "record.h"
#include "utf8.h"
#include "when.h"

enum { PARTIAL = OPT_LONG, EMBED, MAX, NUMBER, WHEN };
enum { IDLE = 20 }; /* milliseconds */

static const struct opt options[] = {
	{'c',     "answers", "FILE",
         "keep answers in FILE, and ask for none twice"                           },
	{EMBED,   "embed",   NULL,     "ask for a vector of each paper"           },
	{'j',     "jobs",    "NUM",    "NUM questions at once (1)"                },
	{'k',     "key",     "MEMBER", "where the answer goes; again for more"    },
	{MAX,     "max",     "NUM",    "at most NUM new questions"                },
	{'m',     "model",   "MODEL",  "the model to ask"                         },
	{'n',     "dry-run", NULL,     "count what would be asked, and ask nobody"},
	{NUMBER,  "number",  NULL,     "keep the first number of the answer"      },
	{'o',     "output",  "FILE",   "write to FILE, replaced if it changes"    },
	{PARTIAL, "partial", NULL,     "replace FILE with status 3 too"           },
	{WHEN,    "when",    "QUERY",  "ask only about papers that match"         },
};
static const struct program pask = {
	.name = "pask",
	.synopsis = "[-n] [-c FILE] [-j NUM] [-m MODEL] [-o FILE [--partial]] "
		    "[-k MEMBER] PROMPT [FILE ...]",
	.summary = "Asks a language model about papers, and writes them with "
		   "its answers.",
	.options = options,
	.count = COUNT(options),
};

/* What the command line says. */
struct settings {
	struct ask_how how;
	struct prompt *prompts;
	const char *answers, *output, *when;
	bool embed, number, partial;
	char **files;
};

static void
add_member(struct settings *to, const char *member)
{
	/* what says whose the record is, or that it is none of a paper */
	static const char *const others[] = {
		"", "id", "body", "body_base64", "file", "error"};
	bool wrong = !utf8_valid(slice_of(member));

	for (size_t i = 0; i < COUNT(others); i++)
		wrong |= strcmp(member, others[i]) == 0;
	for (size_t i = 0; i < to->how.count; i++)
		wrong |= strcmp(member, to->prompts[i].member) == 0;
	if (wrong)
		opt_usage(&pask, "-k %s: no place for an answer", member);
	to->prompts[to->how.count++].member = member;
}

/* Of the member before it, or of all that have none of their own. */
static void
set_number(struct settings *to)
{
	if (to->how.count > 0)
		to->prompts[to->how.count - 1].number = true;
	else
		to->number = true;
}

/* As many operands as there are members are prompts. */
static void
read_prompts(struct settings *to)
{
	if (to->embed && (to->how.count > 0 || to->number))
		opt_usage(&pask, "--embed has no -k and no --number");
	if (to->how.count == 0)
		to->prompts[to->how.count++].member = to->embed    ? "embedding"
		                                      : to->number ? "score"
		                                                   : "summary";
	for (size_t i = 0; i < to->how.count && !to->embed; i++) {
		struct template_error error;
		const char *text = *to->files;

		if (text == NULL || text[0] == '\0')
			opt_usage(&pask, "no PROMPT for %s",
				to->prompts[i].member);
		to->files++;
		to->prompts[i].number |= to->number;
		to->prompts[i].template =
			template_read(text, (struct template_rules){0}, &error);
		if (to->prompts[i].template == NULL)
			err_die("PROMPT: at character %zu: %s", error.at,
				error.what);
	}
	to->how.prompts = to->prompts;
}

static void
read_options(struct settings *to, int argc, char *argv[])
{
	struct opts opts;
	int c;

	to->prompts = mem_zero((size_t)argc + 1, sizeof(*to->prompts));
	to->how.jobs = 1;
	to->how.max = UINT64_MAX;
	opt_begin(&opts, argv, &pask);
	while ((c = opt_next(&opts)) != -1)
		switch (c) {
		case 'c': to->answers = opts.arg; break;
		case EMBED: to->embed = true; break;
		case 'j':
			to->how.jobs = (unsigned)opt_number(&opts, 1, 64);
			break;
		case 'k': add_member(to, opts.arg); break;
		case MAX: to->how.max = opt_number(&opts, 0, UINT64_MAX); break;
		case 'm': to->how.model = opts.arg; break;
		case 'n': to->how.dry_run = true; break;
		case NUMBER: set_number(to); break;
		case 'o': to->output = opts.arg; break;
		case PARTIAL: to->partial = true; break;
		case WHEN: to->when = opts.arg; break;
		}
	to->files = opts.operands;
	read_prompts(to);
}

/* A variable of the environment, unless it is empty. */
static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

static void
read_environment(struct settings *to)
{
	const char *model =
		to->embed ? "OPENAI_EMBEDDING_MODEL" : "OPENAI_MODEL";

	if (to->how.model == NULL)
		to->how.model = variable(model);
	if (to->how.model == NULL || to->how.model[0] == '\0')
		opt_usage(&pask, "which model? -m MODEL, or %s", model);
	to->how.base = variable("OPENAI_BASE_URL");
	if (to->how.base == NULL)
		to->how.base = "http://127.0.0.1:11434/v1";
	if (address_user(slice_of(to->how.base)).len > 0)
		err_die("OPENAI_BASE_URL: a password in an address: netrc is "
			"the place for it");
	to->how.bearer = variable("OPENAI_API_KEY");
	for (const char *c = to->how.bearer; c != NULL && *c != '\0'; c++)
		if (*c <= ' ' || *c > '~')
			err_die("OPENAI_API_KEY is not a key");
}

static void
ask_all(struct ask *ask, struct when *when, char *const files[],
	struct out *out)
{
	struct lines *lines = lines_open(files, LINES_MAX, out);
	struct slice line;

	for (;;) {
		while (ask_busy(ask) && !lines_ready(lines))
			ask_work(ask, IDLE);
		if (!record_next(lines, &line))
			break;
		if (record_vouch(lines, line))
			ask_add(ask, line,
				when == NULL || when_matches(when, line));
	}
	ask_close(ask);
	if (when != NULL)
		when_end(when);
	lines_close(lines);
}

int
main(int argc, char *argv[])
{
	struct settings set = {0};
	struct when *when;
	enum status status;
	struct out *out;

	signal(SIGPIPE, SIG_IGN); /* a server may hang up: out.h, http.h */
	read_options(&set, argc, argv);
	read_environment(&set);
	when = set.when == NULL ? NULL : when_new(set.when);
	out = out_open(set.output);
	ask_all(ask_open(&set.how, kept_open(set.answers, !set.how.dry_run),
			out),
		when, set.files, out);
	status = err_status();
	out_close(
		out, status == DONE || (set.partial && status == SOME_FAILED));
	return (int)status;
}
