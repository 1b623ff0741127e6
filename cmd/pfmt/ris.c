/*
 * RIS: "RIS Format Specifications" (Research Information Systems, 2001 and
 * 2011), a value a line, the last one ER.
 */
#include "date.h"
#include "link.h"
#include "name.h"
#include "show.h"
#include "types.h"

static const struct {
	struct slice tag;
	enum member member;
} texts[] = {
	{SLICE_INIT("ID"), M_KEY      },
	{SLICE_INIT("TI"), M_TITLE    },
	{SLICE_INIT("T2"), M_VENUE    },
	{SLICE_INIT("VL"), M_VOLUME   },
	{SLICE_INIT("IS"), M_ISSUE    },
	{SLICE_INIT("PB"), M_PUBLISHER},
	{SLICE_INIT("LA"), M_LANGUAGE },
	{SLICE_INIT("N1"), M_COMMENT  },
};

static const struct {
	struct slice tag;
	enum member member;
} lists[] = {
	{SLICE_INIT("KW"), M_KEYWORDS    },
	{SLICE_INIT("AD"), M_AFFILIATIONS},
};

static void
add_line(struct job *job, struct slice tag, struct slice text)
{
	if (text.len == 0)
		return;
	buf_add(job->to, tag);
	buf_add(job->to, SLICE("  - "));
	buf_add(job->to, text);
	buf_char(job->to, '\n');
}

static void
add_type(struct job *job)
{
	const struct type_row *row =
		type_of_csl(json_text(job->member[M_TYPE], &job->scratch));

	add_line(job, SLICE("TY"),
		row != NULL && row->ris.len > 0 ? row->ris : SLICE("GEN"));
}

/* A comma parts the parts of a name, so inside of one it cannot stand. */
static void
add_part(struct buf *to, struct slice text)
{
	struct slice piece;

	while (slice_cut(&text, ',', &piece))
		buf_add(to, piece);
}

static void
add_authors(struct job *job)
{
	struct names *names = job->state;
	struct name name;

	for (names_begin(names, job); names_next(names, &name);) {
		buf_reset(&job->text);
		add_part(&job->text, name.family);
		if (name.given.len > 0 || name.suffix.len > 0)
			buf_add(&job->text, SLICE(", "));
		add_part(&job->text, name.given);
		if (name.suffix.len > 0)
			buf_add(&job->text, SLICE(", "));
		add_part(&job->text, name.suffix);
		add_line(job, SLICE("AU"), buf_slice(&job->text));
	}
}

/* `2016`, and where more is known `2016/10//` or `2016/10/05/`. */
static void
add_date(struct job *job)
{
	struct slice date = json_text(job->member[M_PUBLISHED], &job->scratch);

	if (!date_valid(date))
		return;
	add_line(job, SLICE("PY"), slice_first(date, 4));
	if (date.len == 4)
		return;
	buf_reset(&job->text);
	buf_format(&job->text, "%.4s/%.2s/%.*s/", date.ptr, date.ptr + 5,
		date.len < 10 ? 0 : 2, date.len < 10 ? "" : date.ptr + 8);
	add_line(job, SLICE("DA"), buf_slice(&job->text));
}

static void
add_pages(struct job *job)
{
	struct slice pages = show_line(job, job->member[M_PAGES]);
	struct slice last = pages, first;

	slice_cut(&last, '-', &first);
	if (first.len == 0 || last.len == 0 || slice_eq(first, last) ||
		memchr(last.ptr, '-', last.len) != NULL) {
		add_line(job, SLICE("SP"), pages);
		return;
	}
	add_line(job, SLICE("SP"), first);
	add_line(job, SLICE("EP"), last);
}

static void
add_address(struct job *job, struct slice tag, struct json value)
{
	struct slice address = show_line(job, value);

	if (link_web(address))
		add_line(job, tag, address);
}

/* An id where no tag of its own is for it: AN, the accession number. */
static void
add_id(struct job *job, struct json value)
{
	struct slice id = show_line(job, value);
	bool given = job->member[M_DOI].type != JSON_NONE;

	if (slice_starts(id, SLICE("doi:"))) {
		if (!given)
			add_line(job, SLICE("DO"),
				slice_from(id, SLICE("doi:").len));
		return;
	}
	if (slice_starts(id, SLICE("url:")) ||
		slice_starts(id, SLICE("title:")))
		return;
	if (slice_starts(id, SLICE("arxiv:")) &&
		job->member[M_VERSION].type == JSON_NUMBER) {
		buf_char(&job->text, 'v');
		buf_add(&job->text, job->member[M_VERSION].raw);
	}
	add_line(job, SLICE("AN"), buf_slice(&job->text));
}

static void
add_ids(struct job *job)
{
	struct json_iter it = json_iter(job->member[M_ALIASES]);
	struct json key, alias;

	add_line(job, SLICE("DO"), show_line(job, job->member[M_DOI]));
	add_id(job, job->member[M_ID]);
	while (json_next(&it, &key, &alias))
		add_id(job, alias);
}

void
ris_begin(struct job *job)
{
	job_state(job, sizeof(struct names));
}

void
ris_record(struct job *job)
{
	struct json key, element;

	add_type(job);
	add_authors(job);
	for (size_t i = 0; i < COUNT(texts); i++)
		add_line(job, texts[i].tag,
			show_line(job, job->member[texts[i].member]));
	add_date(job);
	add_pages(job);
	add_line(job, SLICE("AB"), show_abstract(job, SLICE(" ")));
	add_ids(job);
	add_address(job, SLICE("UR"), job->member[M_URL]);
	add_address(job, SLICE("L1"), job->member[M_PDF]);
	for (size_t i = 0; i < COUNT(lists); i++) {
		struct json_iter it = json_iter(job->member[lists[i].member]);

		while (json_next(&it, &key, &element))
			add_line(job, lists[i].tag, show_line(job, element));
	}
	buf_add(job->to, SLICE("ER  - \n"));
}
