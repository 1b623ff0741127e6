#include "coins.h"
#include "link.h"
#include "percent.h"
#include "show.h"

/* The matrix "journal" fits all that "book" and "dissertation" do not. */
static const struct kind {
	struct slice type; /* as in sheaf(5) */
	const char *matrix, *genre, *title, *in;
} kinds[] = {
	{SLICE_INIT("article"),          "journal",      "preprint",   "atitle", "jtitle"},
	{SLICE_INIT("paper-conference"), "journal",      "proceeding", "atitle",
         "jtitle"									},
	{SLICE_INIT("chapter"),          "book",         "bookitem",   "atitle", "btitle"},
	{SLICE_INIT("book"),             "book",         "book",       "btitle", NULL    },
	{SLICE_INIT("thesis"),           "dissertation", NULL,         "title",  NULL    },
	{SLICE_INIT(""),                 "journal",      "article",    "atitle", "jtitle"},
};

static const struct {
	const char *key;
	enum member member;
} texts[] = {
	{"date",   M_PUBLISHED},
	{"volume", M_VOLUME   },
	{"issue",  M_ISSUE    },
	{"pages",  M_PAGES    },
	{"pub",    M_PUBLISHER},
};

/* Ids with a name of their own in the registry "info" (RFC 4452). */
static const struct slice schemes[] = {
	SLICE_INIT("doi:"), /* the first: see add_ids() */
	SLICE_INIT("pmid:"),
	SLICE_INIT("arxiv:"),
};

static const struct kind *
kind_of(struct slice type)
{
	const struct kind *kind = kinds;

	while (kind->type.len > 0 && !slice_eq(kind->type, type))
		kind++;
	return kind;
}

static void
add_text(struct job *job, const char *key, struct slice text)
{
	if (key == NULL || text.len == 0)
		return;
	buf_add(job->to, SLICE("&amp;rft."));
	buf_add(job->to, slice_of(key));
	buf_char(job->to, '=');
	percent_add(job->to, text, "");
}

static void
add_authors(struct job *job, struct names *names)
{
	struct name name;

	for (names_begin(names, job); names_next(names, &name);) {
		add_text(job, "au", name.family);
		if (name.given.len > 0) {
			buf_add(job->to, SLICE("%2C%20"));
			percent_add(job->to, name.given, "");
		}
	}
}

static void
add_info(struct job *job, struct slice scheme, struct slice value)
{
	buf_add(job->to, SLICE("&amp;rft_id=info%3A"));
	percent_add(job->to, slice_first(scheme, scheme.len - 1), "");
	buf_add(job->to, SLICE("%2F"));
	percent_add(job->to, value, "");
}

/* An id of the schemes from FIRST on. */
static void
add_id(struct job *job, struct json value, size_t first)
{
	struct slice id = show_line(job, value);

	for (size_t i = first; i < COUNT(schemes); i++)
		if (slice_starts(id, schemes[i]))
			add_info(job, schemes[i],
				slice_from(id, schemes[i].len));
}

/* The DOI that the source gives is the one to cite, whatever the ids say. */
static void
add_ids(struct job *job)
{
	struct json_iter it = json_iter(job->member[M_ALIASES]);
	struct slice doi = show_line(job, job->member[M_DOI]), url;
	size_t first = doi.len > 0 ? 1 : 0;
	struct json key, alias;

	if (doi.len > 0)
		add_info(job, schemes[0], doi);
	add_id(job, job->member[M_ID], first);
	while (json_next(&it, &key, &alias))
		add_id(job, alias, first);
	url = show_line(job, job->member[M_URL]);
	if (link_web(url)) {
		buf_add(job->to, SLICE("&amp;rft_id="));
		percent_add(job->to, url, "");
	}
}

void
coins_add(struct job *job, struct names *names)
{
	const struct kind *kind =
		kind_of(json_text(job->member[M_TYPE], &job->scratch));

	buf_add(job->to,
		SLICE("<span class=\"Z3988\" title=\"ctx_ver=Z39.88-2004"
		      "&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3A"));
	buf_add(job->to, slice_of(kind->matrix));
	if (kind->genre != NULL)
		add_text(job, "genre", slice_of(kind->genre));
	add_text(job, kind->title, show_line(job, job->member[M_TITLE]));
	add_text(job, kind->in, show_line(job, job->member[M_VENUE]));
	add_authors(job, names);
	for (size_t i = 0; i < COUNT(texts); i++)
		add_text(job, texts[i].key,
			show_line(job, job->member[texts[i].member]));
	add_ids(job);
	buf_add(job->to, SLICE("\"><!-- COinS --></span>\n"));
}
