/*
 * BibTeX ("BibTeXing", 1988) and biblatex (its manual, 2).
 */
#include "date.h"
#include "key.h"
#include "link.h"
#include "show.h"
#include "tex.h"
#include "types.h"

enum { SAID_MAX = 32 };

struct bib {
	bool biblatex;
	struct citation_keys keys;
	struct names names;
	struct tex tex;
	struct slice said[SAID_MAX]; /* fields of the entry at hand */
	size_t count;
	const struct type_row *type; /* NULL where there is none */
	struct json others;          /* the member `bibtex` */
	struct buf name;
};

/* Members whose text is that of a field, before the abstract. */
static const struct {
	const char *name;
	enum member member;
} texts[] = {
	{"volume",    M_VOLUME  },
	{"number",    M_ISSUE   },
	{"keywords",  M_KEYWORDS},
	{"language",  M_LANGUAGE},
	{"copyright", M_LICENSE },
	{"note",      M_COMMENT },
};

static void
open_field(struct buf *to, struct slice name)
{
	buf_add(to, SLICE(",\n  "));
	buf_add(to, name);
	buf_add(to, SLICE(" = {"));
}

static void
begin_field(struct job *job, struct slice name)
{
	struct bib *bib = job->state;

	bib->said[bib->count++] = name;
	open_field(job->to, name);
}

static void
add_text(struct job *job, const char *name, struct slice text)
{
	struct bib *bib = job->state;

	if (text.len == 0)
		return;
	begin_field(job, slice_of(name));
	tex_add(&bib->tex, job->to, text);
	buf_char(job->to, '}');
}

static void
add_verbatim(struct job *job, const char *name, struct slice text)
{
	if (text.len == 0)
		return;
	begin_field(job, slice_of(name));
	tex_add_verbatim(job->to, text);
	buf_char(job->to, '}');
}

static void
add_title(struct job *job)
{
	struct bib *bib = job->state;

	bib->tex.capitals = true;
	add_text(job, "title", show_line(job, job->member[M_TITLE]));
	bib->tex.capitals = false;
}

/*
 * Would BibTeX take PART of a name apart: at a comma, at `and`, or at a small
 * letter behind a capital one?
 */
static bool
needs_braces(struct slice part)
{
	bool capital = false;
	struct slice word;

	if (memchr(part.ptr, ',', part.len) != NULL)
		return true;
	while (slice_cut(&part, ' ', &word)) {
		if (slice_eq_nocase(word, SLICE("and")))
			return true;
		if (word.len > 0 && word.ptr[0] >= 'a' && word.ptr[0] <= 'z') {
			if (capital)
				return true;
		} else {
			capital = true;
		}
	}
	return false;
}

static void
add_part(struct job *job, struct slice part, bool braces)
{
	struct bib *bib = job->state;

	if (braces)
		buf_char(job->to, '{');
	tex_add(&bib->tex, job->to, part);
	if (braces)
		buf_char(job->to, '}');
}

static void
add_authors(struct job *job)
{
	struct bib *bib = job->state;
	struct name name;
	bool begun = false;

	for (names_begin(&bib->names, job); names_next(&bib->names, &name);) {
		if (begun)
			buf_add(job->to, SLICE(" and "));
		else
			begin_field(job, SLICE("author"));
		begun = true;
		add_part(job, name.family,
			name.whole || needs_braces(name.family));
		if (name.suffix.len > 0) {
			buf_add(job->to, SLICE(", "));
			add_part(job, name.suffix, needs_braces(name.suffix));
		}
		if (name.given.len > 0 || name.suffix.len > 0) {
			buf_add(job->to, SLICE(", "));
			add_part(job, name.given, needs_braces(name.given));
		}
	}
	if (begun)
		buf_char(job->to, '}');
}

static bool
is_type(const struct bib *bib, struct slice csl)
{
	return bib->type != NULL && slice_eq(bib->type->csl, csl);
}

/* A work in another one, @inproceedings for one, has a booktitle. */
static void
add_venue(struct job *job)
{
	struct bib *bib = job->state;
	bool in_book = bib->type != NULL &&
	               slice_starts(bib->type->bibtex, SLICE("in"));

	add_text(job,
		in_book         ? "booktitle"
		: bib->biblatex ? "journaltitle"
				: "journal",
		show_line(job, job->member[M_VENUE]));
}

static void
add_publisher(struct job *job)
{
	const struct bib *bib = job->state;
	const char *name = "publisher";

	if (is_type(bib, SLICE("thesis")))
		name = bib->biblatex ? "institution" : "school";
	else if (is_type(bib, SLICE("report")))
		name = "institution";
	add_text(job, name, show_line(job, job->member[M_PUBLISHER]));
}

static void
add_date(struct job *job)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	struct bib *bib = job->state;
	struct slice date = json_text(job->member[M_PUBLISHED], &job->scratch);
	int month;

	if (!date_valid(date))
		return;
	if (bib->biblatex) {
		add_verbatim(job, "date", slice_first(date, 10));
		return;
	}
	add_verbatim(job, "year", slice_first(date, 4));
	if (date.len < 7)
		return;
	month = (date.ptr[5] - '0') * 10 + date.ptr[6] - '0';
	bib->said[bib->count++] = SLICE("month");
	buf_format(job->to, ",\n  month = %.3s", months + 3 * (month - 1));
	if (date.len >= 10)
		add_verbatim(job, "day", slice_first(slice_from(date, 8), 2));
}

static void
add_pages(struct job *job)
{
	struct slice rest = show_line(job, job->member[M_PAGES]), part;
	struct bib *bib = job->state;

	if (rest.len == 0)
		return;
	begin_field(job, SLICE("pages"));
	while (slice_cut(&rest, '-', &part)) {
		tex_add(&bib->tex, job->to, part);
		if (rest.ptr != NULL)
			buf_add(job->to, SLICE("--"));
	}
	buf_char(job->to, '}');
}

static bool
has_said(const struct bib *bib, struct slice name)
{
	for (size_t i = 0; i < bib->count; i++)
		if (slice_eq_nocase(bib->said[i], name))
			return true;
	return false;
}

static void
add_eprint(struct job *job, struct slice id)
{
	struct bib *bib = job->state;
	struct json_iter it = json_iter(job->member[M_CATEGORIES]);
	struct json key, category;

	begin_field(job, SLICE("eprint"));
	tex_add_verbatim(job->to, id);
	if (job->member[M_VERSION].type == JSON_NUMBER) {
		buf_char(job->to, 'v');
		buf_add(job->to, job->member[M_VERSION].raw);
	}
	buf_char(job->to, '}');
	add_verbatim(job, bib->biblatex ? "eprinttype" : "archivePrefix",
		bib->biblatex ? SLICE("arxiv") : SLICE("arXiv"));
	if (json_next(&it, &key, &category))
		add_verbatim(job,
			bib->biblatex ? "eprintclass" : "primaryClass",
			show_line(job, category));
}

/* The first id of each scheme that has a field. */
static void
add_id(struct job *job, struct json value)
{
	static const struct {
		struct slice scheme;
		const char *name;
	} ids[] = {
		{SLICE_INIT("doi:"),   "doi"  },
		{SLICE_INIT("pmid:"),  "pmid" },
		{SLICE_INIT("pmcid:"), "pmcid"},
	};
	struct bib *bib = job->state;
	struct slice id = show_line(job, value);

	if (slice_starts(id, SLICE("arxiv:")) &&
		!has_said(bib, SLICE("eprint")))
		add_eprint(job, slice_from(id, SLICE("arxiv:").len));
	for (size_t i = 0; i < COUNT(ids); i++)
		if (slice_starts(id, ids[i].scheme) &&
			!has_said(bib, slice_of(ids[i].name)))
			add_verbatim(job, ids[i].name,
				slice_from(id, ids[i].scheme.len));
}

static void
add_ids(struct job *job)
{
	struct json_iter it = json_iter(job->member[M_ALIASES]);
	struct json key, alias;

	add_verbatim(job, "doi", show_line(job, job->member[M_DOI]));
	add_id(job, job->member[M_ID]);
	while (json_next(&it, &key, &alias))
		add_id(job, alias);
}

static void
add_address(struct job *job, const char *name, struct json value)
{
	struct slice address = show_line(job, value);

	if (link_web(address))
		add_verbatim(job, name, address);
}

static bool
is_name(struct slice name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_alnum(name.ptr[i]) && name.ptr[i] != '-' &&
			name.ptr[i] != '_')
			return false;
	return name.len > 0 && ascii_alpha(name.ptr[0]);
}

/* Fields that no member is for, as they came. */
static void
add_others(struct job *job)
{
	struct bib *bib = job->state;
	struct json_iter it = json_iter(bib->others);
	struct json key, value;

	while (json_next(&it, &key, &value)) {
		struct slice name, text = show_line(job, value);

		buf_reset(&bib->name);
		json_text_add(key, &bib->name);
		name = buf_slice(&bib->name);
		if (!is_name(name) || slice_eq(name, SLICE("entrytype")) ||
			has_said(bib, name) || text.len == 0)
			continue;
		open_field(job->to, name);
		tex_add_raw(&bib->tex, job->to, text);
		buf_char(job->to, '}');
	}
}

static void
add_type(struct job *job)
{
	struct bib *bib = job->state;
	struct slice own;

	bib->type = type_of_csl(json_text(job->member[M_TYPE], &job->scratch));
	record_find(job->line, &SLICE("bibtex"), 1, &bib->others);
	own = json_text(
		json_get(bib->others, SLICE("entrytype")), &job->scratch);
	buf_char(job->to, '@');
	if (is_name(own))
		buf_add(job->to, own);
	else if (bib->type == NULL)
		buf_add(job->to, SLICE("misc"));
	else
		buf_add(job->to, bib->biblatex ? bib->type->biblatex
					       : bib->type->bibtex);
}

/* What BibTeX's styles sort and label by where nobody wrote. */
static void
add_sorting(struct job *job, struct slice key)
{
	struct bib *bib = job->state;

	if (!bib->biblatex && !has_said(bib, SLICE("author")))
		add_verbatim(job, "key", key);
}

void
bibtex_record(struct job *job)
{
	struct bib *bib = job->state;
	struct slice key;

	bib->count = 0;
	if (job->number > 1)
		buf_char(job->to, '\n');
	add_type(job);
	buf_char(job->to, '{');
	key = key_of(&bib->keys, job);
	buf_add(job->to, key);
	add_title(job);
	add_authors(job);
	add_sorting(job, key);
	add_venue(job);
	add_date(job);
	add_pages(job);
	add_publisher(job);
	add_ids(job);
	for (size_t i = 0; i < COUNT(texts); i++)
		add_text(job, texts[i].name, show_member(job, texts[i].member));
	add_address(job, "url", job->member[M_URL]);
	add_address(job, "pdf", job->member[M_PDF]);
	add_text(job, "abstract", show_abstract(job, SLICE("\n\n")));
	add_others(job);
	if (bib->count == 0)
		buf_char(job->to, ','); /* biber wants one behind the key */
	buf_add(job->to, SLICE("\n}\n"));
}

void
bibtex_begin(struct job *job)
{
	struct bib *bib = job_state(job, sizeof(*bib));

	key_begin(&bib->keys);
}

void
biblatex_begin(struct job *job)
{
	struct bib *bib = job_state(job, sizeof(*bib));

	bib->biblatex = true;
	bib->tex.unicode = true;
	key_begin(&bib->keys);
}
