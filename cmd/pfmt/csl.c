/*
 * CSL-JSON 1.0.2, one array: https://docs.citationstyles.org/, csl-data.json.
 */
#include "date.h"
#include "key.h"
#include "link.h"
#include "show.h"
#include "types.h"

static const struct {
	const char *name;
	enum member member;
} texts[] = {
	{"title",           M_TITLE    },
	{"container-title", M_VENUE    },
	{"volume",          M_VOLUME   },
	{"issue",           M_ISSUE    },
	{"page",            M_PAGES    },
	{"publisher",       M_PUBLISHER},
	{"language",        M_LANGUAGE },
	{"keyword",         M_KEYWORDS },
	{"note",            M_COMMENT  },
};

/* Ids that CSL has members for, by their scheme. */
enum { ARXIV, PMID, PMCID, DOI };
static const struct {
	struct slice scheme;
	const char *name;
	const char *front;
} ids[] = {
	[ARXIV] = {SLICE_INIT("arxiv:"), "number", "arXiv:"},
	[PMID] = {SLICE_INIT("pmid:"),  "PMID",   ""      },
	[PMCID] = {SLICE_INIT("pmcid:"), "PMCID",  ""      },
	[DOI] = {SLICE_INIT("doi:"),   "DOI",    ""      },
};

struct csl {
	struct citation_keys keys;
	struct names names;
};

/* Adds a string, a comma and its name before it. */
static void
add_text(struct job *job, const char *name, struct slice text)
{
	if (text.len == 0)
		return;
	buf_format(job->to, ",\"%s\":", name);
	json_quote(job->to, text);
}

static void
add_part(struct job *job, const char *name, struct slice text, bool *begun)
{
	if (text.len == 0)
		return;
	buf_format(job->to, "%s\"%s\":", *begun ? "," : "", name);
	json_quote(job->to, text);
	*begun = true;
}

static void
add_authors(struct job *job, struct names *names)
{
	const char *before = ",\"author\":[";
	struct name name;

	for (names_begin(names, job); names_next(names, &name); before = ",") {
		bool begun = false;

		buf_add(job->to, slice_of(before));
		buf_char(job->to, '{');
		add_part(job, name.whole ? "literal" : "family", name.family,
			&begun);
		add_part(job, "given", name.given, &begun);
		add_part(job, "suffix", name.suffix, &begun);
		buf_char(job->to, '}');
	}
	if (before[1] == '\0')
		buf_char(job->to, ']');
}

static int
two_digits(const char *text)
{
	return (text[0] - '0') * 10 + text[1] - '0';
}

static void
add_issued(struct job *job)
{
	struct slice date = json_text(job->member[M_PUBLISHED], &job->scratch);

	if (!date_valid(date))
		return;
	buf_format(job->to, ",\"issued\":{\"date-parts\":[[%d",
		two_digits(date.ptr) * 100 + two_digits(date.ptr + 2));
	if (date.len >= SLICE("2016-03").len)
		buf_format(job->to, ",%d", two_digits(date.ptr + 5));
	if (date.len >= SLICE("2016-03-01").len)
		buf_format(job->to, ",%d", two_digits(date.ptr + 8));
	buf_add(job->to, SLICE("]]}"));
}

/* The first id of each scheme; SAID has those that are there. */
static void
add_id(struct job *job, struct json value, bool said[])
{
	struct slice id = show_line(job, value);

	for (size_t i = 0; i < COUNT(ids); i++) {
		if (said[i] || !slice_starts(id, ids[i].scheme))
			continue;
		said[i] = true;
		buf_format(job->to, ",\"%s\":\"%s", ids[i].name, ids[i].front);
		json_escape(job->to, slice_from(id, ids[i].scheme.len));
		if (i == ARXIV && job->member[M_VERSION].type == JSON_NUMBER) {
			buf_char(job->to, 'v');
			buf_add(job->to, job->member[M_VERSION].raw);
		}
		buf_char(job->to, '"');
	}
}

static void
add_ids(struct job *job)
{
	struct json_iter it = json_iter(job->member[M_ALIASES]);
	struct json key, alias;
	bool said[COUNT(ids)] = {false};

	said[DOI] = job->member[M_DOI].type == JSON_STRING;
	add_text(job, ids[DOI].name, show_line(job, job->member[M_DOI]));
	add_id(job, job->member[M_ID], said);
	while (json_next(&it, &key, &alias))
		add_id(job, alias, said);
}

void
csl_begin(struct job *job)
{
	struct csl *csl = job_state(job, sizeof(*csl));

	key_begin(&csl->keys);
	buf_char(job->to, '[');
}

void
csl_record(struct job *job)
{
	struct csl *csl = job->state;
	const struct type_row *row =
		type_of_csl(json_text(job->member[M_TYPE], &job->scratch));
	struct slice url;

	buf_add(job->to,
		job->number > 1 ? SLICE(",\n{\"id\":") : SLICE("{\"id\":"));
	json_quote(job->to, key_of(&csl->keys, job));
	add_text(job, "type", row != NULL ? row->csl : SLICE("document"));
	for (size_t i = 0; i < COUNT(texts); i++)
		add_text(job, texts[i].name, show_member(job, texts[i].member));
	add_text(job, "abstract", show_abstract(job, SLICE("\n\n")));
	add_authors(job, &csl->names);
	add_issued(job);
	add_ids(job);
	url = show_line(job, job->member[M_URL]);
	if (link_web(url))
		add_text(job, "URL", url);
	buf_char(job->to, '}');
}
