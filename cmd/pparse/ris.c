/*
 * RIS, as reference managers and publishers write it: "RIS Format
 * Specifications" (Research Information Systems, 2001 and 2011).
 */
#include "bibdate.h"
#include "doi.h"
#include "kinds.h"
#include "markup.h"
#include "names.h"
#include "person.h"
#include "types.h"

enum { LINES_MAX_OF_ENTRY = 20000 };

struct value {
	struct slice tag, text;
};

struct ris {
	struct source *source;
	struct value *values; /* of the record at hand */
	size_t count;
	uint64_t line; /* that it begins on */
	struct person person;
	struct buf scratch;
};

/* Tags by what they become: the first that the record has counts. */
static const struct {
	struct slice tag;
	enum member member;
} texts[] = {
	{SLICE_INIT("TI"), M_TITLE    },
	{SLICE_INIT("T1"), M_TITLE    },
	{SLICE_INIT("CT"), M_TITLE    },
	{SLICE_INIT("JF"), M_VENUE    },
	{SLICE_INIT("T2"), M_VENUE    },
	{SLICE_INIT("JO"), M_VENUE    },
	{SLICE_INIT("BT"), M_VENUE    },
	{SLICE_INIT("C3"), M_VENUE    },
	{SLICE_INIT("JA"), M_VENUE    },
	{SLICE_INIT("J2"), M_VENUE    },
	{SLICE_INIT("J1"), M_VENUE    },
	{SLICE_INIT("AB"), M_ABSTRACT },
	{SLICE_INIT("N2"), M_ABSTRACT },
	{SLICE_INIT("VL"), M_VOLUME   },
	{SLICE_INIT("IS"), M_ISSUE    },
	{SLICE_INIT("CP"), M_ISSUE    },
	{SLICE_INIT("PB"), M_PUBLISHER},
	{SLICE_INIT("LA"), M_LANGUAGE },
	{SLICE_INIT("N1"), M_COMMENT  },
	{SLICE_INIT("ID"), M_KEY      },
};

/* The length of `TY  - ` at the front of LINE, 0 if it begins with no tag. */
static size_t
tag_len(struct slice line)
{
	size_t n = 2;

	if (line.len < 4 || line.ptr[0] < 'A' || line.ptr[0] > 'Z' ||
		!((line.ptr[1] >= 'A' && line.ptr[1] <= 'Z') ||
			ascii_digit(line.ptr[1])) ||
		line.ptr[2] != ' ')
		return 0;
	while (n < line.len && line.ptr[n] == ' ')
		n++;
	if (n == line.len || line.ptr[n] != '-')
		return 0;
	n++;
	return n == line.len || ascii_space(line.ptr[n]) ? n : 0;
}

/* The text of the first TAG; empty if there is none. */
static struct slice
text_of(const struct ris *ris, struct slice tag)
{
	for (size_t i = 0; i < ris->count; i++)
		if (slice_eq(ris->values[i].tag, tag) &&
			ris->values[i].text.len > 0)
			return ris->values[i].text;
	return SLICE("");
}

/* Without a comma it is an institution, save where initials begin it. */
static void
add_name(struct ris *ris, struct slice name)
{
	/* as IEEE has its authors: one a line, so `and` would be in a name */
	if (name.len > 2 && name.ptr[1] == '.' &&
		memchr(name.ptr, ',', name.len) == NULL &&
		slice_find(name, SLICE(" and ")) == NULL) {
		names_of_bibtex(ris->source->paper, name);
		return;
	}
	person_reversed(&ris->person, name);
	ris->person.group = true;
	person_add(&ris->person, ris->source->paper);
}

/* True if one of the tags A and B has brought an author. */
static bool
add_authors(struct ris *ris, struct slice a, struct slice b)
{
	for (size_t i = 0; i < ris->count; i++)
		if (slice_eq(ris->values[i].tag, a) ||
			slice_eq(ris->values[i].tag, b))
			add_name(ris, ris->values[i].text);
	return paper_has(ris->source->paper, M_AUTHORS);
}

/* The most exact of the dates, which often disagree in that. */
static void
set_published(struct ris *ris)
{
	static const struct slice tags[] = {
		SLICE_INIT("PY"), SLICE_INIT("Y1"), SLICE_INIT("DA")};
	struct date best = {""}, date;

	for (size_t i = 0; i < COUNT(tags); i++)
		if (bibdate_read(text_of(ris, tags[i]), &date) &&
			strlen(date.text) > strlen(best.text))
			best = date;
	paper_set_date(ris->source->paper, M_PUBLISHED, &best);
}

/* Some have the whole range in the first. */
static void
set_pages(struct ris *ris)
{
	struct paper *paper = ris->source->paper;
	struct slice first = text_of(ris, SLICE("SP"));
	bool range = memchr(first.ptr, '-', first.len) != NULL;

	paper_set_pages(
		paper, first, range ? SLICE("") : text_of(ris, SLICE("EP")));
	paper_set(paper, M_PAGES, text_of(ris, SLICE("C7")));
}

/* Tags of which each value counts. */
static void
add_value(struct ris *ris, const struct value *value)
{
	struct paper *paper = ris->source->paper;
	struct slice tag = value->tag, text = value->text;

	if (slice_eq(tag, SLICE("UR")) || slice_eq(tag, SLICE("L2"))) {
		paper_set_url(paper, M_URL, text);
		paper_identify(paper, text);
	} else if (slice_eq(tag, SLICE("L1"))) {
		paper_set_url(paper, M_PDF, text);
	} else if (slice_eq(tag, SLICE("KW"))) {
		paper_add(paper, M_KEYWORDS, text);
	} else if (slice_eq(tag, SLICE("AD"))) {
		paper_add(paper, M_AFFILIATIONS, text);
	} else if (slice_eq(tag, SLICE("AN")) &&
		   memchr(text.ptr, ':', text.len)) {
		paper_identify(paper, text);
	} else if (slice_eq(tag, SLICE("C2")) &&
		   slice_starts(text, SLICE("PMC"))) {
		paper_identify(paper, text);
	}
}

/* Publishers leave markup in titles and abstracts, as if it were HTML. */
static struct slice
plain_of(struct ris *ris, struct slice tag)
{
	buf_reset(&ris->scratch);
	markup_text(&ris->scratch, text_of(ris, tag));
	return buf_slice(&ris->scratch);
}

static void
write_record(struct ris *ris)
{
	struct paper *paper = ris->source->paper;
	const struct type_row *row = type_of_ris(text_of(ris, SLICE("TY")));
	bool book = row != NULL && slice_eq(row->csl, SLICE("book"));

	if (row != NULL && !slice_eq(row->csl, SLICE("document")))
		paper_set(paper, M_TYPE, row->csl);
	doi_set(paper, text_of(ris, SLICE("DO")));
	doi_set(paper, text_of(ris, SLICE("M3")));
	for (size_t i = 0; i < COUNT(texts); i++)
		if (!book || texts[i].member != M_VENUE)
			paper_set(paper, texts[i].member,
				plain_of(ris, texts[i].tag));
	if (book)
		paper_set(paper, M_TITLE, plain_of(ris, SLICE("BT")));
	if (!add_authors(ris, SLICE("AU"), SLICE("A1")))
		add_authors(ris, SLICE("A2"), SLICE("ED"));
	set_published(ris);
	set_pages(ris);
	for (size_t i = 0; i < ris->count; i++)
		add_value(ris, &ris->values[i]);
	paper_add(paper, M_SOURCES, SLICE("ris"));
	if (paper_has(paper, M_TITLE) || paper_has(paper, M_URL) ||
		paper_has(paper, M_DOI)) {
		source_write(ris->source);
		return;
	}
	source_bad(ris->source, ris->line, "a record without TI, DO and UR");
	paper_reset(paper);
}

/* The record ends: at ER, where the next begins, or with the file. */
static void
end_record(struct ris *ris)
{
	if (ris->count > 0)
		write_record(ris);
	ris->count = 0;
}

static void
take_line(struct ris *ris, struct slice line, uint64_t number)
{
	size_t tag = tag_len(line);
	struct slice text = slice_trim(slice_from(line, tag));
	struct value *last =
		ris->count > 0 ? &ris->values[ris->count - 1] : NULL;

	if (tag == 0) { /* a value goes on; before a record it is nothing */
		if (last != NULL && text.len > 0)
			last->text.len =
				(size_t)(text.ptr + text.len - last->text.ptr);
		return;
	}
	line = slice_first(line, 2);
	if (slice_eq(line, SLICE("TY"))) {
		end_record(ris);
		ris->line = number;
	} else if (slice_eq(line, SLICE("ER"))) {
		end_record(ris);
		return;
	} else if (last == NULL) {
		source_bad(ris->source, number, "a tag before TY");
		return;
	}
	if (ris->count == LINES_MAX_OF_ENTRY) {
		source_bad(ris->source, ris->line,
			"a record of more than %d lines", LINES_MAX_OF_ENTRY);
		ris->count = 0;
		return;
	}
	ris->values[ris->count++] = (struct value){line, text};
}

void
ris_parse(struct source *source)
{
	static struct value values[LINES_MAX_OF_ENTRY];
	struct ris ris = {.source = source, .values = values};
	struct slice text = source_all(source), line;
	uint64_t number = 0;

	while (text.len > 0 && slice_cut(&text, '\n', &line))
		take_line(&ris, line, ++number);
	end_record(&ris);
	person_free(&ris.person);
	buf_free(&ris.scratch);
}

/* There may be lines of a provider's before the first record. */
bool
ris_sniff(struct slice head)
{
	struct slice line;

	if (head.len == 0 || strchr("<{[", head.ptr[0]) != NULL)
		return false;
	while (slice_cut(&head, '\n', &line))
		if (slice_starts(line, SLICE("TY ")) && tag_len(line) > 0)
			return true;
	return false;
}
