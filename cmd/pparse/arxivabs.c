/*
 * arXiv's records as it keeps them, in files that end with .abs, and at
 * /abs/ID?fmt=txt: a line `\\`, fields, of which lines that begin with a blank
 * are more, `\\`, the abstract, `\\`. Several may follow one another.
 */
#include "arxiv.h"
#include "doi.h"
#include "ident.h"
#include "kinds.h"

enum { NAME_LENGTH_MAX = 40 };

struct record {
	struct source *source;
	struct slice rest; /* of the body */
	uint64_t line;
	struct slice next; /* the line at hand */
	bool ended;
	int dates; /* lines of them: one for each version */
	struct date updated;
	struct buf value, scratch;
};

static void
next_line(struct record *record)
{
	record->ended = record->rest.len == 0;
	slice_cut(&record->rest, '\n', &record->next);
	record->line++;
	if (slice_ends(record->next, SLICE("\r")))
		record->next.len--;
}

static void
set_id(struct record *record, struct slice text)
{
	struct paper *paper = record->source->paper;
	struct slice arxiv = SLICE("arxiv:"), word;
	struct buf *id = &record->scratch;

	text = slice_trim(text);
	slice_cut(&text, ' ', &word);
	if (!ident_read(word, id, NULL) || !slice_starts(buf_slice(id), arxiv))
		return;
	paper_identify(paper, buf_slice(id));
	arxiv_addresses(paper, buf_since(id, arxiv.len));
}

/* `Tue, 1 Nov 1994 18:57:48 GMT   (199kb)`; I and 0kb: there is no text. */
static void
set_date(struct record *record, struct slice text)
{
	struct paper *paper = record->source->paper;
	struct slice moment;
	struct date date;

	slice_cut(&text, '(', &moment);
	if (!date_read(slice_trim(moment), &date))
		return;
	record->dates++;
	record->updated = date;
	paper_set_date(paper, M_PUBLISHED, &date);
	if (record->dates > 1 && slice_starts(text, SLICE("0kb")) &&
		memchr(text.ptr, 'I', text.len) != NULL)
		paper_set(paper, M_STATUS, SLICE("withdrawn"));
}

static void
set_submitter(struct paper *paper, struct slice text)
{
	struct slice name;

	slice_cut(&text, '<', &name);
	paper_set(paper, M_SUBMITTER, name);
}

static const struct {
	struct slice name;
	enum member member;
} strings[] = {
	{SLICE_INIT("Title"),       M_TITLE        },
	{SLICE_INIT("Comments"),    M_COMMENT      },
	{SLICE_INIT("Comment"),     M_COMMENT      },
	{SLICE_INIT("Journal-ref"), M_JOURNAL_REF  },
	{SLICE_INIT("Report-no"),   M_REPORT_NUMBER},
	{SLICE_INIT("License"),     M_LICENSE      },
};

static void
set_field(struct record *record, struct slice name, struct slice text)
{
	struct paper *paper = record->source->paper;

	for (size_t i = 0; i < COUNT(strings); i++)
		if (slice_eq_nocase(name, strings[i].name))
			arxiv_set(paper, strings[i].member, text);
	if (slice_eq_nocase(name, SLICE("arXiv")) ||
		slice_eq_nocase(name, SLICE("Paper")))
		set_id(record, text);
	else if (slice_starts_nocase(name, SLICE("Date")))
		set_date(record, text);
	else if (slice_starts_nocase(name, SLICE("Author")))
		arxiv_authors(paper, text);
	else if (slice_eq_nocase(name, SLICE("Categories")))
		arxiv_categories(paper, text, ' ');
	else if (slice_eq_nocase(name, SLICE("DOI")))
		doi_set(paper, text);
	else if (slice_eq_nocase(name, SLICE("From")))
		set_submitter(paper, text);
}

/* One field, at whose first line we are; a line that is none is passed over. */
static void
read_field(struct record *record)
{
	struct slice text = record->next, name;
	struct buf value = {0};

	slice_cut(&text, ':', &name);
	buf_add(&value, text);
	next_line(record);
	while (!record->ended && slice_starts(record->next, SLICE(" "))) {
		buf_char(&value, ' ');
		buf_add(&value, slice_trim(record->next));
		next_line(record);
	}
	if (name.len <= NAME_LENGTH_MAX)
		set_field(record, slice_trim(name),
			slice_trim(buf_slice(&value)));
	buf_free(&value);
}

/* Only its first line, and that of a paragraph, is indented; or all are. */
static void
read_abstract(struct record *record)
{
	struct slice all = record->next, line, rest;
	struct buf plain = {0}, *text = &record->value;
	bool indented = true;

	while (!record->ended && !arxiv_mark(record->next))
		next_line(record);
	all.len = (size_t)(record->next.ptr - all.ptr);
	rest = all;
	while (slice_cut(&rest, '\n', &line))
		indented = indented && (slice_trim(line).len == 0 ||
					       slice_starts(line, SLICE("  ")));
	while (indented && slice_cut(&all, '\n', &line)) {
		buf_add(&plain, slice_starts(line, SLICE("  "))
					? slice_from(line, 2)
					: line);
		buf_char(&plain, '\n');
	}
	buf_reset(text);
	arxiv_paragraphs(text, indented ? buf_slice(&plain) : all);
	arxiv_set(record->source->paper, M_ABSTRACT, buf_slice(text));
	buf_free(&plain);
}

static void
read_record(struct record *record)
{
	struct source *source = record->source;
	struct paper *paper = source->paper;
	uint64_t line = record->line;

	record->dates = 0;
	while (!record->ended && !arxiv_mark(record->next))
		read_field(record);
	next_line(record);
	read_abstract(record);
	next_line(record);
	if (!paper_has(paper, M_TITLE)) {
		paper_reset(paper);
		source_bad(source, line, "a record without a title");
		return;
	}
	if (record->dates > 0) {
		paper_set_date(paper, M_UPDATED, &record->updated);
		paper_set_number(paper, M_VERSION, record->dates);
	}
	paper_set(paper, M_TYPE, SLICE("article"));
	paper_add(paper, M_SOURCES, SLICE("arxiv"));
	source_write(source);
}

void
arxiv_abs_parse(struct source *source)
{
	struct record record = {.source = source, .rest = source_all(source)};

	if (record.rest.len == 0)
		return;
	next_line(&record);
	while (!record.ended) {
		bool begins = arxiv_mark(record.next);

		next_line(&record);
		if (begins)
			read_record(&record);
	}
	buf_free(&record.value);
	buf_free(&record.scratch);
}

/* `\\` on the first line, perhaps behind one of hyphens, and a field. */
bool
arxiv_abs_sniff(struct slice head)
{
	struct slice line;

	slice_cut(&head, '\n', &line);
	if (slice_starts(line, SLICE("----")))
		slice_cut(&head, '\n', &line);
	if (!arxiv_mark(slice_trim(line)))
		return false;
	slice_cut(&head, '\n', &line);
	return slice_starts_nocase(line, SLICE("arXiv:")) ||
	       slice_starts_nocase(line, SLICE("Paper")) ||
	       slice_starts_nocase(line, SLICE("Title:"));
}
