/*
 * prank: orders papers by relevance: sheaf-prank(1)
 */
#include "expand.h"
#include "likes.h"
#include "mem.h"
#include "opt.h"
#include "out.h"
#include "papers.h"
#include "record.h"
#include "vectors.h"

enum { PARTIAL = OPT_LONG, DISLIKE, EXPAND, EXPLAIN, VECTOR };

static const struct opt options[] = {
	{DISLIKE, "dislike",          "FILE",
         "less like the papers of FILE; needs --like"                                 },
	{EXPAND,  "expand",           NULL,    "also words of the ten best papers"    },
	{EXPLAIN, "explain",          NULL,    "write which words gave how much"      },
	{'l',     "like",             "FILE",  "more like the papers of FILE"         },
	{'n',     "limit",            "NUM",   "write the best NUM only"              },
	{'o',     "output",           "FILE",  "write to FILE, replaced if it changes"},
	{PARTIAL, "partial",          NULL,    "replace FILE with status 3 too"       },
	{'q',     "query",            "QUERY",
         "what is looked for, when all operands are files"                            },
	{VECTOR,  "query-embedding",  "FILE",
         "the vector of the query is that of FILE"                                    },
	{'s',     "statistics",       "FILE",
         "the statistics in FILE, not those of the papers"                            },
	{'S',     "write-statistics", NULL,    "write statistics, not papers"         },
};
static const struct program prank = {
	.name = "prank",
	.synopsis = "[-n NUM] [-s FILE] [-l FILE] [-o FILE [--partial]] "
		    "[-q QUERY | QUERY] [FILE ...]",
	.summary = "Orders papers by relevance, the best first.",
	.options = options,
	.count = COUNT(options),
};

struct ranking {
	struct words *words;
	struct wanted wanted;
	struct likes likes;
	struct stats stats;
	struct counts counts;
	struct papers *papers;
	struct vectors vectors;
};

static int64_t
score(struct ranking *r, struct slice line, struct buf *explain)
{
	counts_paper(&r->counts, r->words, &r->wanted.pairs, line, false);
	return score_paper(
		&r->wanted, r->words, &r->stats, &r->counts, explain);
}

/* From now on only the words that weigh something are looked for. */
static void
narrow(struct ranking *r)
{
	words_let_none_in(r->words);
	for (uint32_t i = 0; i < r->wanted.count; i++)
		if (r->wanted.weights[i] != 0)
			words_let_in(r->words, i);
}

static void
weigh(struct ranking *r)
{
	if (!likes_any(&r->likes))
		return;
	likes_weigh(&r->likes, r->words, &r->stats, &r->wanted);
	narrow(r);
}

/* One pass, with the statistics of others. */
static void
rank_stream(struct ranking *r, struct lines *lines)
{
	struct slice line;

	weigh(r);
	while (record_next(lines, &line)) {
		int64_t value = score(r, line, NULL);

		if (papers_wants(r->papers, value) && record_vouch(lines, line))
			papers_add(r->papers, lines, line, value);
	}
}

/* Those at 0 have none of the words: only ALL reads them again. */
static void
score_all(struct ranking *r, bool all)
{
	for (size_t i = 0; i < papers_count(r->papers); i++)
		if (all || papers_score(r->papers, i) != 0)
			papers_set_score(r->papers, i,
				score(r, papers_line(r->papers, i), NULL));
}

static void
count(struct ranking *r, struct lines *lines, bool all_words, bool keep)
{
	struct slice line;

	while (record_next(lines, &line)) {
		if (!record_vouch(lines, line))
			continue;
		counts_paper(&r->counts, r->words, &r->wanted.pairs, line,
			all_words);
		stats_add(&r->stats, &r->counts);
		if (keep)
			papers_add(r->papers, lines, line,
				r->counts.had_count > 0);
	}
}

/* With the statistics of the papers themselves, which are read again. */
static void
rank_all(struct ranking *r, struct lines *lines, bool expand)
{
	count(r, lines, false, true);
	weigh(r);
	score_all(r, false);
	if (!expand)
		return;
	expand_query(&r->wanted, r->words, r->papers, &r->stats);
	narrow(r);
	score_all(r, true);
}

static void
write_papers(struct ranking *r, struct out *out, uint64_t max, bool explain)
{
	struct buf number = {0}, parts = {0}, set = {0};

	papers_sort(r->papers);
	for (size_t i = 0; i < papers_count(r->papers) && i < max; i++) {
		struct slice line = papers_line(r->papers, i);

		buf_reset(&number);
		buf_reset(&parts);
		buf_reset(&set);
		score_add(&number, papers_score(r->papers, i));
		if (explain) {
			score(r, line, &parts);
			record_set(&set, line, SLICE("explain"),
				buf_slice(&parts));
			line = buf_slice(&set);
		}
		record_set(
			out_buf(out), line, SLICE("score"), buf_slice(&number));
		buf_char(out_buf(out), '\n');
		out_spill(out);
	}
}

/* What the command line says. */
struct settings {
	bool expand, explain, only_count, partial;
	const char *query, *vector, *output;
	uint64_t max;
	/* each ended by NULL */
	const char **likes, **dislikes, **tables;
	char **files;
};

static void
add_file(const char **files, const char *file)
{
	while (*files != NULL)
		files++;
	*files = file;
}

static void
read_options(struct settings *to, int argc, char *argv[])
{
	struct opts opts;
	int c;

	*to = (struct settings){.max = UINT64_MAX};
	to->likes = mem_zero((size_t)argc + 1, sizeof(*to->likes));
	to->dislikes = mem_zero((size_t)argc + 1, sizeof(*to->dislikes));
	to->tables = mem_zero((size_t)argc + 1, sizeof(*to->tables));
	opt_begin(&opts, argv, &prank);
	while ((c = opt_next(&opts)) != -1)
		switch (c) {
		case DISLIKE: add_file(to->dislikes, opts.arg); break;
		case EXPAND: to->expand = true; break;
		case EXPLAIN: to->explain = true; break;
		case 'l': add_file(to->likes, opts.arg); break;
		case 'n': to->max = opt_number(&opts, 1, UINT64_MAX); break;
		case 'o': to->output = opts.arg; break;
		case PARTIAL: to->partial = true; break;
		case 'q': to->query = opts.arg; break;
		case VECTOR: to->vector = opts.arg; break;
		case 's': add_file(to->tables, opts.arg); break;
		case 'S': to->only_count = true; break;
		}
	to->files = opts.operands;
	if (to->query == NULL && *to->likes == NULL && !to->only_count)
		to->query = *to->files == NULL ? NULL : *to->files++;
}

/* How many read standard input, which has nothing for a second one? */
static int
standard_readers(const struct settings *set)
{
	const char *const vector[] = {set->vector, NULL};
	const char *const *const lists[] = {
		set->likes, set->dislikes, set->tables, vector};
	int count = input_is_standard(set->files);

	for (size_t i = 0; i < COUNT(lists); i++)
		count += *lists[i] != NULL &&
		         input_is_standard((char *const *)lists[i]);
	return count;
}

/* What belongs together, as far as it shows without reading. */
static void
check_options(const struct settings *set)
{
	if (set->query == NULL && *set->likes == NULL && !set->only_count)
		opt_usage(&prank, "what is looked for? QUERY or --like FILE");
	if (*set->dislikes != NULL && *set->likes == NULL)
		opt_usage(&prank, "--dislike needs --like");
	if (set->only_count && (*set->likes != NULL || *set->tables != NULL))
		opt_usage(&prank, "--write-statistics is of a query, or of all "
				  "words: no --like, no --statistics");
	if (set->expand && *set->tables != NULL)
		opt_usage(&prank, "--expand has the papers' own statistics: "
				  "no --statistics");
	if (standard_readers(set) > 1)
		opt_usage(&prank, "standard input can be read once only: "
				  "name the papers' file");
}

/* The vector of the first paper of FILE is that of the query. */
static void
read_vector(struct vectors *vectors, const char *file)
{
	char *const files[] = {(char *)file, NULL};
	struct lines *lines = lines_open(files, LINES_MAX, NULL);
	struct slice line;

	if (record_next(lines, &line) && record_vouch(lines, line))
		vectors_add(vectors, line, VECTOR_QUERY);
	if (!vectors_any(vectors))
		err_die("%s: no paper with an embedding", file);
	lines_close(lines);
}

static void
read_wanted(struct ranking *r, const struct settings *set)
{
	if (set->vector != NULL)
		read_vector(&r->vectors, set->vector);
	for (size_t i = 0; set->likes[i] != NULL; i++)
		likes_read(
			&r->likes, r->words, &r->vectors, set->likes[i], false);
	for (size_t i = 0; set->dislikes[i] != NULL; i++)
		likes_read(&r->likes, r->words, &r->vectors, set->dislikes[i],
			true);
	if (*set->likes != NULL && !likes_any(&r->likes)) {
		if (set->query == NULL)
			err_die("--like: no papers with words");
		err_note("--like: no papers with words");
	}
	if (set->query != NULL &&
		!score_query(&r->wanted, r->words, slice_of(set->query)))
		opt_usage(&prank, "there is no word in the query: %s",
			set->query);
	for (size_t i = 0; set->tables[i] != NULL; i++)
		stats_read(
			&r->stats, r->words, &r->wanted.pairs, set->tables[i]);
}

static void
write_statistics(const struct ranking *r, struct out *out, bool all_words)
{
	if (all_words)
		stats_write_all(&r->stats, r->words, out);
	else
		stats_write_query(&r->stats, r->words, &r->wanted.pairs, out);
}

int
main(int argc, char *argv[])
{
	struct ranking r = {0};
	struct settings set;
	enum status status;
	struct lines *lines;
	struct out *out;
	bool one_pass;

	read_options(&set, argc, argv);
	check_options(&set);
	one_pass = *set.tables != NULL;
	r.words = words_new();
	read_wanted(&r, &set);
	r.papers = papers_new(
		one_pass && !vectors_any(&r.vectors) ? set.max : UINT64_MAX);
	out = out_open(set.output);
	lines = lines_open(set.files, LINES_MAX, out);
	if (set.only_count) {
		count(&r, lines, set.query == NULL, false);
		write_statistics(&r, out, set.query == NULL);
	} else {
		if (one_pass)
			rank_stream(&r, lines);
		else
			rank_all(&r, lines, set.expand);
		if (vectors_any(&r.vectors))
			vectors_fuse(&r.vectors, r.papers);
		write_papers(&r, out, set.max, set.explain);
	}
	lines_close(lines);
	status = err_status();
	out_close(
		out, status == DONE || (set.partial && status == SOME_FAILED));
	return (int)status;
}
