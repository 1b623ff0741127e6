/*
 * psort: orders papers by members: sheaf-psort(1)
 */
#include "held.h"
#include "key.h"
#include "opt.h"
#include "out.h"
#include "record.h"

enum { PARTIAL = OPT_LONG };

static const struct opt options[] = {
	{'k',     "key",     "[-]MEMBER,...",
         "order by these; -MEMBER: the greatest first"                               },
	{'n',     "limit",   "NUM",           "write the first NUM only"             },
	{'o',     "output",  "FILE",          "write to FILE, replaced if it changes"},
	{'r',     "reverse", NULL,            "the other direction, for all members" },
	{PARTIAL, "partial", NULL,            "replace FILE with status 3 too"       },
};
static const struct program psort = {
	.name = "psort",
	.synopsis = "[-r] [-k [-]MEMBER,...] [-n NUM] [-o FILE [--partial]] "
		    "[FILE ...]",
	.summary = "Orders papers by members.",
	.options = options,
	.count = COUNT(options),
};

int
main(int argc, char *argv[])
{
	bool reverse = false, partial = false;
	uint64_t max = UINT64_MAX;
	const char *output = NULL;
	struct buf key = {0};
	enum status status;
	struct lines *lines;
	struct slice line;
	struct opts opts;
	struct held *held;
	struct out *out;
	int c;

	(void)argc;
	opt_begin(&opts, argv, &psort);
	while ((c = opt_next(&opts)) != -1)
		switch (c) {
		case 'k':
			if (!key_members(slice_of(opts.arg)))
				opt_usage(&psort,
					"--key: a name is missing: %s",
					opts.arg);
			break;
		case 'n': max = opt_number(&opts, 1, UINT64_MAX); break;
		case 'o': output = opts.arg; break;
		case 'r': reverse = true; break;
		case PARTIAL: partial = true; break;
		}
	if (reverse)
		key_reverse();
	out = out_open(output);
	held = held_open(max);
	lines = lines_open(opts.operands, LINES_MAX, out);
	while (record_next(lines, &line)) {
		key_of(line, &key);
		if (held_wants(held, buf_slice(&key)) &&
			record_vouch(lines, line))
			held_add(held, buf_slice(&key), lines, line);
	}
	held_write(held, out);
	lines_close(lines);
	key_name_missing();
	status = err_status();
	out_close(out, status == DONE || (partial && status == SOME_FAILED));
	return (int)status;
}
