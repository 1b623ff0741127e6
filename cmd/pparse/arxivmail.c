/*
 * The mails in which arXiv announces papers: each between lines of `\\`, its
 * fields before a second one and its abstract behind that.
 * https://info.arxiv.org/help/subscribe.html
 */
#include "arxiv.h"
#include "doi.h"
#include "mail.h"
#include "mime.h"

struct listing {
	struct source *source;
	enum { OUTSIDE, FIELDS, ABSTRACT } state;
	uint64_t line; /* that the paper begins on */
	struct slice fields, abstract;
	struct buf field, text;
};

static bool
is_rule(struct slice line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == '-')
		n++;
	return n > 60 && n == line.len;
}

/* `arXiv:2509.01234`, of old `Paper: hep-th/9901001`. */
static bool
is_id(struct slice line)
{
	return slice_starts_nocase(line, SLICE("arXiv:")) ||
	       slice_starts(line, SLICE("Paper:"));
}

static void
set_field(struct listing *listing, enum member member, struct slice name)
{
	arxiv_set(listing->source->paper, member,
		mime_field(listing->fields, name, &listing->field));
}

/* The date at the front of TEXT, before the size in parentheses. */
static void
set_date(struct listing *listing, enum member member, struct slice text)
{
	struct slice date;
	struct date to;

	slice_cut(&text, '(', &date);
	if (date_read(slice_trim(date), &to))
		paper_set_date(listing->source->paper, member, &to);
}

/* What stands in the line behind WORDS; empty if they are not there. */
static struct slice
behind(struct slice text, struct slice words)
{
	const char *at = slice_find(text, words);
	struct slice line;

	if (at == NULL)
		return SLICE("");
	text = slice_from(text, (size_t)(at - text.ptr) + words.len);
	slice_cut(&text, '\n', &line);
	return slice_trim(line);
}

/* New, or a cross-list, or a new version of either. */
static void
set_announced(struct listing *listing)
{
	struct paper *paper = listing->source->paper;
	struct slice head = slice_first(listing->fields, 400);
	struct slice replaced =
		behind(head, SLICE("replaced with revised version"));
	bool cross = slice_find(head, SLICE("(*cross-listing*)")) != NULL;

	if (replaced.len > 0)
		set_date(listing, M_UPDATED, replaced);
	else
		set_date(listing, M_PUBLISHED,
			mime_field(listing->fields, SLICE("Date"),
				&listing->field));
	paper_set(paper, M_ANNOUNCE_TYPE,
		replaced.len == 0 ? cross ? SLICE("cross") : SLICE("new")
		: cross ? SLICE("replace-cross")
				  : SLICE("replace"));
	paper_set_date(paper, M_LISTED, &listing->source->day);
}

static void
set_authors(struct listing *listing)
{
	struct slice authors =
		mime_field(listing->fields, SLICE("Authors"), &listing->field);

	if (authors.len == 0)
		authors = mime_field(
			listing->fields, SLICE("Author"), &listing->field);
	arxiv_authors(listing->source->paper, authors);
}

/* `From: Ann Lee <lee@example.org>`: older mails name who submitted. */
static void
set_submitter(struct listing *listing)
{
	struct slice rest =
		mime_field(listing->fields, SLICE("From"), &listing->field);
	struct slice name;

	slice_cut(&rest, '<', &name);
	paper_set(listing->source->paper, M_SUBMITTER, slice_trim(name));
}

/* END is the mark behind it, which may have its address. */
static void
write_paper(struct listing *listing, struct slice end)
{
	struct paper *paper = listing->source->paper;
	struct slice rest = listing->fields, id, url;

	slice_cut(&rest, '\n', &id);
	if (slice_starts(id, SLICE("Paper:")))
		id = slice_trim(slice_from(id, SLICE("Paper:").len));
	rest = id;
	slice_cut(&rest, ' ', &id);
	listing->state = OUTSIDE;
	if (!paper_identify(paper, slice_trim(id))) {
		source_bad(listing->source, listing->line,
			"not an id of arXiv's: %.*s", ERR_SLICE(id));
		return;
	}
	set_announced(listing);
	set_field(listing, M_TITLE, SLICE("Title"));
	set_authors(listing);
	arxiv_categories(paper,
		mime_field(
			listing->fields, SLICE("Categories"), &listing->field),
		' ');
	set_submitter(listing);
	set_field(listing, M_COMMENT, SLICE("Comments"));
	set_field(listing, M_JOURNAL_REF, SLICE("Journal-ref"));
	set_field(listing, M_LICENSE, SLICE("License"));
	doi_set(paper,
		mime_field(listing->fields, SLICE("DOI"), &listing->field));
	buf_reset(&listing->text);
	arxiv_paragraphs(&listing->text, listing->abstract);
	arxiv_set(paper, M_ABSTRACT, buf_slice(&listing->text));
	paper_set(paper, M_TYPE, SLICE("article"));
	rest = behind(end, SLICE("( "));
	slice_cut(&rest, ' ', &url);
	arxiv_url(&listing->text, url);
	paper_set_url(paper, M_URL, buf_slice(&listing->text));
	paper_add(paper, M_SOURCES, SLICE("arxiv"));
	source_write(listing->source);
}

/* The text from where SPAN begins up to END. */
static struct slice
upto(struct slice span, const char *end)
{
	return (struct slice){span.ptr, (size_t)(end - span.ptr)};
}

static void
take_line(struct listing *listing, struct slice line, struct slice rest)
{
	if (listing->state == FIELDS && arxiv_mark(line)) {
		listing->fields = upto(listing->fields, line.ptr);
		listing->abstract = slice_first(rest, 0);
		listing->state = ABSTRACT;
		if (line.len > 2)
			write_paper(listing, line);
	} else if (listing->state == ABSTRACT && arxiv_mark(line)) {
		listing->abstract = upto(listing->abstract, line.ptr);
		write_paper(listing, line);
	} else if (listing->state != OUTSIDE && is_rule(line)) {
		source_bad(listing->source, listing->line,
			"the paper has no \\\\ at its end");
		listing->state = OUTSIDE;
	}
}

void
arxiv_mail_parse(struct source *part)
{
	struct listing listing = {.source = part};
	struct slice rest = source_all(part), line;
	uint64_t number = 0;

	while (rest.len > 0 && slice_cut(&rest, '\n', &line)) {
		number++;
		if (line.len > 0 && line.ptr[line.len - 1] == '\r')
			line.len--;
		if (listing.state != OUTSIDE || !arxiv_mark(line) ||
			!is_id(rest)) {
			take_line(&listing, line, rest);
			continue;
		}
		listing.state = FIELDS;
		listing.fields = rest;
		listing.line = number + 1;
	}
	if (listing.state != OUTSIDE)
		source_bad(part, listing.line, "the mail ends within a paper");
	buf_free(&listing.field);
	buf_free(&listing.text);
}

bool
arxiv_mail_sniff(struct slice part)
{
	struct slice line;

	while (part.len > 0 && slice_cut(&part, '\n', &line))
		if (arxiv_mark(slice_trim(line)) && is_id(part))
			return true;
	return false;
}
