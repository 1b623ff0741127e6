/*
 * arXiv's own pages: an abstract, the lists (new, recent, a month, catch-up),
 * the search. A list has a `dt` and a `dd` for each paper.
 */
#include <inttypes.h>

#include "arxiv.h"
#include "doi.h"
#include "html.h"
#include "ident.h"
#include "kinds.h"
#include "landing.h"
#include "uri.h"

enum {
	META = HTML_TOP + 1,
	HEADING,
	PAGE,  /* what is not head, navigation and foot */
	TOTAL, /* text in front of a list */
	LIST,
	TERM,
	TERM_ID,
	RESULT,
	LINKS,
	LINK,
	ABS,
	LICENSE,
	HISTORY,
	LABEL,
	TITLE,
	AUTHORS,
	AUTHOR,
	ABSTRACTS, /* the short form and the whole */
	ABSTRACT,
	SUBJECTS,
	CATEGORY,
	COMMENTS,
	JOURNAL_REF,
	DOI,
	SUBMITTED,
	DESCRIPTOR,
	BREAK,
	OUTSIDE, /* a link, of which the text is `this https URL` */
};

#define ANY                                                                    \
	{                                                                      \
		"", 0                                                          \
	}
#define CLASS SLICE_INIT("class")
#define ID SLICE_INIT("id")

static const struct html_rule rules[] = {
	{HTML_ANYWHERE, ANY,                  CLASS,               SLICE_INIT("descriptor"),         DESCRIPTOR,
         HTML_DROP													   },
	{HTML_ANYWHERE, SLICE_INIT("script"), ANY,                 ANY,                              DESCRIPTOR,  HTML_DROP  },
	{HTML_ANYWHERE, ANY,                  CLASS,               SLICE_INIT("button-and-tooltip"),
         DESCRIPTOR,											      HTML_DROP  },
	{ABSTRACT,      SLICE_INIT("br"),     ANY,                 ANY,                              BREAK,       HTML_DROP  },
	{ABSTRACT,      SLICE_INIT("a"),      CLASS,               SLICE_INIT("link-external"),      OUTSIDE,
         HTML_DROP													   },
	{COMMENTS,      SLICE_INIT("a"),      CLASS,               SLICE_INIT("link-external"),      OUTSIDE,
         HTML_DROP													   },
	{HTML_ANYWHERE, SLICE_INIT("meta"),   ANY,                 ANY,                              META,        HTML_INSIDE},

	{HTML_TOP,      ANY,                  ID,                  SLICE_INIT("dlpage"),             PAGE,        HTML_INSIDE},
	{HTML_TOP,      SLICE_INIT("dl"),     ANY,                 ANY,                              LIST,        HTML_INSIDE},
	{PAGE,          SLICE_INIT("h1"),     ANY,                 ANY,                              HEADING,     HTML_TEXT  },
	{PAGE,          SLICE_INIT("h2"),     ANY,                 ANY,                              HEADING,     HTML_TEXT  },
	{PAGE,          SLICE_INIT("h3"),     ANY,                 ANY,                              HEADING,     HTML_TEXT  },
	{PAGE,          SLICE_INIT("dl"),     ANY,                 ANY,                              LIST,        HTML_INSIDE},
	{PAGE,          SLICE_INIT("div"),    ANY,                 ANY,                              TOTAL,       HTML_TEXT  },
	{PAGE,          SLICE_INIT("small"),  ANY,                 ANY,                              TOTAL,       HTML_TEXT  },
	{LIST,          SLICE_INIT("h3"),     ANY,                 ANY,                              HEADING,     HTML_TEXT  },
	{LIST,          SLICE_INIT("dt"),     ANY,                 ANY,                              TERM,        HTML_TEXT  },
	{TERM,          SLICE_INIT("a"),      SLICE_INIT("title"), SLICE_INIT("Abstract"),
         TERM_ID,												 HTML_TEXT  },
	{LIST,          SLICE_INIT("dd"),     ANY,                 ANY,                              RESULT,      HTML_INSIDE},

	{HTML_TOP,      SLICE_INIT("h1"),     CLASS,               SLICE_INIT("title"),              TOTAL,
         HTML_TEXT													   },
	{HTML_TOP,      SLICE_INIT("li"),     CLASS,               SLICE_INIT("arxiv-result"),       RESULT,
         HTML_INSIDE													 },
	{RESULT,        SLICE_INIT("p"),      CLASS,               SLICE_INIT("list-title"),         LINKS,
         HTML_INSIDE													 },
	{LINKS,         SLICE_INIT("a"),      ANY,                 ANY,                              LINK,        HTML_TEXT  },
	{RESULT,        SLICE_INIT("span"),   CLASS,               SLICE_INIT("tag"),                CATEGORY,
         HTML_TEXT													   },
	{RESULT,        SLICE_INIT("p"),      CLASS,               SLICE_INIT("title"),              TITLE,       HTML_TEXT  },
	{RESULT,        SLICE_INIT("p"),      CLASS,               SLICE_INIT("authors"),            AUTHORS,
         HTML_INSIDE													 },
	{RESULT,        SLICE_INIT("p"),      CLASS,               SLICE_INIT("abstract"),           ABSTRACTS,
         HTML_INSIDE													 },
	{ABSTRACTS,     SLICE_INIT("span"),   CLASS,               SLICE_INIT("abstract-full"),
         ABSTRACT,												HTML_TEXT  },
	{ABSTRACT,      SLICE_INIT("a"),      CLASS,               SLICE_INIT("is-size-7"),          DESCRIPTOR,
         HTML_DROP													   },
	{RESULT,        SLICE_INIT("p"),      CLASS,               SLICE_INIT("comments"),           COMMENTS,
         HTML_TEXT													   },
	{RESULT,        SLICE_INIT("p"),      CLASS,               SLICE_INIT("is-size-7"),          SUBMITTED,
         HTML_TEXT													   },

	{RESULT,        ANY,                  CLASS,               SLICE_INIT("list-title"),         TITLE,       HTML_TEXT  },
	{RESULT,        ANY,                  CLASS,               SLICE_INIT("list-authors"),       AUTHORS,     HTML_INSIDE},
	{RESULT,        ANY,                  CLASS,               SLICE_INIT("list-comments"),      COMMENTS,    HTML_TEXT  },
	{RESULT,        ANY,                  CLASS,               SLICE_INIT("list-journal-ref"),   JOURNAL_REF,
         HTML_TEXT													   },
	{RESULT,        ANY,                  CLASS,               SLICE_INIT("list-doi"),           DOI,         HTML_TEXT  },
	{RESULT,        ANY,                  CLASS,               SLICE_INIT("list-subjects"),      SUBJECTS,    HTML_TEXT  },
	{RESULT,        SLICE_INIT("p"),      ANY,                 ANY,                              ABSTRACT,    HTML_TEXT  },

	{HTML_TOP,      ANY,                  ID,                  SLICE_INIT("abs"),                ABS,         HTML_INSIDE},
	{ABS,           SLICE_INIT("h1"),     CLASS,               SLICE_INIT("title"),              TITLE,       HTML_TEXT  },
	{ABS,           ANY,                  CLASS,               SLICE_INIT("authors"),            AUTHORS,     HTML_INSIDE},
	{ABS,           ANY,                  CLASS,               SLICE_INIT("abstract"),           ABSTRACT,    HTML_TEXT  },
	{ABS,           SLICE_INIT("td"),     CLASS,               SLICE_INIT("label"),              LABEL,       HTML_TEXT  },
	{ABS,           ANY,                  CLASS,               SLICE_INIT("comments"),           COMMENTS,    HTML_TEXT  },
	{ABS,           ANY,                  CLASS,               SLICE_INIT("subjects"),           SUBJECTS,    HTML_TEXT  },
	{ABS,           ANY,                  CLASS,               SLICE_INIT("jref"),               JOURNAL_REF, HTML_TEXT  },
	{ABS,           ANY,                  CLASS,               SLICE_INIT("doi"),                DOI,         HTML_TEXT  },
	{HTML_TOP,      ANY,                  CLASS,               SLICE_INIT("abs-license"),        LICENSE,     HTML_INSIDE},
	{LICENSE,       SLICE_INIT("a"),      ANY,                 ANY,                              LINK,        HTML_INSIDE},
	{HTML_TOP,      ANY,                  CLASS,               SLICE_INIT("submission-history"), HISTORY,
         HTML_TEXT													   },

	{AUTHORS,       SLICE_INIT("a"),      ANY,                 ANY,                              AUTHOR,      HTML_TEXT  },
};

struct page {
	struct source *source;
	bool abs;  /* it is that of one paper */
	bool list; /* it has a list, which may be empty */

	uint64_t said;  /* that there are so many papers */
	uint64_t shown; /* that it shows so many; 0: not said */
	uint64_t refused;
	struct slice subject;   /* of the list: cs.LG, math */
	const char *announced;  /* the type that the last heading names */
	bool crossed, replaced; /* says the term of the paper */
	struct date day;        /* of the last heading */
	struct buf scratch;

	/* Of an abstract page. */
	bool named;        /* its authors are known */
	enum member label; /* what the label in front is that of */
	int version;
	struct date published, updated;
};

/* The number behind the first AFTER in TEXT, commas left out; 0 for none. */
static uint64_t
number_behind(struct slice text, struct slice after)
{
	const char *at = slice_find_nocase(text, after);
	uint64_t number = 0;

	if (at == NULL)
		return 0;
	text = slice_from(text, (size_t)(at - text.ptr) + after.len);
	while (text.len > 0 && !ascii_digit(*text.ptr))
		text = slice_from(text, 1);
	for (; text.len > 0 && number < UINT64_MAX / 100 &&
		(ascii_digit(*text.ptr) || *text.ptr == ',');
		text = slice_from(text, 1))
		if (*text.ptr != ',')
			number = number * 10 + (uint64_t)(*text.ptr - '0');
	return number;
}

/* A day as arXiv writes it: `[Fri, ]5 September 2025`, `2 December, 2025`. */
static bool
read_day(struct page *page, struct slice text, struct date *day)
{
	struct slice word;
	int words = 0;

	buf_reset(&page->scratch);
	text = slice_trim(text);
	while (words < 3 && slice_cut(&text, ' ', &word)) {
		word = slice_trim(word);
		if (word.len > 0 &&
			strchr(",;.", word.ptr[word.len - 1]) != NULL)
			word.len--;
		if (word.len == 0)
			continue;
		buf_add(&page->scratch, word);
		buf_char(&page->scratch, ' ');
		words++;
	}
	return date_read_day(slice_trim(buf_slice(&page->scratch)), day);
}

/* The day that a heading names behind the name of a day of the week. */
static void
find_day(struct page *page, struct slice heading)
{
	static const struct slice names[] = {SLICE_INIT("Mon"),
		SLICE_INIT("Tue"), SLICE_INIT("Wed"), SLICE_INIT("Thu"),
		SLICE_INIT("Fri"), SLICE_INIT("Sat"), SLICE_INIT("Sun")};
	const char *at;

	for (size_t i = 0; i < COUNT(names); i++) {
		struct slice rest = heading;
		struct date day;

		while ((at = slice_find(rest, names[i])) != NULL) {
			rest = slice_from(rest, (size_t)(at - rest.ptr) + 3);
			while (rest.len > 0 && ascii_alpha(*rest.ptr))
				rest = slice_from(rest, 1);
			if (!slice_starts(rest, SLICE(",")))
				continue;
			if (read_day(page, slice_from(rest, 1), &day)) {
				page->day = day;
				return;
			}
		}
	}
}

static void
end_heading(struct page *page, struct slice text)
{
	static const struct {
		struct slice words;
		const char *type;
	} types[] = {
		{SLICE_INIT("Replacement"),     "replace"},
		{SLICE_INIT("Cross"),           "cross"  },
		{SLICE_INIT("New submissions"), "new"    },
	};

	find_day(page, text);
	if (slice_find(text, SLICE("entries")) != NULL)
		page->shown += number_behind(text, SLICE("showing"));
	page->announced = NULL;
	for (size_t i = 0; i < COUNT(types); i++)
		if (slice_starts_nocase(text, types[i].words))
			page->announced = types[i].type;
}

static void
end_total(struct page *page, struct slice text)
{
	uint64_t said = number_behind(text, SLICE("total of"));

	if (slice_starts(text, SLICE("Showing")))
		said = number_behind(text, SLICE(" of "));
	if (said > page->said)
		page->said = said;
}

/*
 * Cuts the code in the last brackets out of `Machine Learning (cs.LG)`, and
 * returns the first.
 */
static struct slice
end_subjects(struct paper *paper, struct slice text)
{
	struct slice each, primary = SLICE("");

	while (slice_cut(&text, ';', &each)) {
		each = slice_trim(each);
		if (!slice_ends(each, SLICE(")")))
			continue;
		each.len--;
		for (size_t i = each.len; i > 0; i--)
			if (each.ptr[i - 1] == '(') {
				each = slice_from(each, i);
				break;
			}
		if (!ident_category(each))
			continue;
		paper_add(paper, M_CATEGORIES, each);
		if (primary.len == 0)
			primary = each;
	}
	return primary;
}

/* The search has both in elements of one class, with a label in the text. */
static void
end_comments(struct paper *paper, struct slice text)
{
	static const struct {
		struct slice label;
		enum member member;
	} labels[] = {
		{SLICE_INIT("Comments:"),      M_COMMENT      },
		{SLICE_INIT("Journal ref:"),   M_JOURNAL_REF  },
		{SLICE_INIT("Report number:"), M_REPORT_NUMBER},
	};

	text = slice_trim(text);
	for (size_t i = 0; i < COUNT(labels); i++)
		if (slice_starts(text, labels[i].label)) {
			arxiv_set(paper, labels[i].member,
				slice_from(text, labels[i].label.len));
			return;
		}
	/* `ACM Class: ...` and the like have their own labels. */
	if (!slice_starts(text, SLICE("ACM Class:")) &&
		!slice_starts(text, SLICE("MSC Class:")))
		arxiv_set(paper, M_COMMENT, text);
}

/* `Submitted 11 December, 2025; v1 submitted 8 December, 2025; ...` */
static void
end_submitted(struct page *page, struct slice text)
{
	struct paper *paper = page->source->paper;
	struct slice submitted = SLICE("submitted "), first;
	const char *at;
	struct date day;

	text = slice_trim(text);
	if (!slice_starts_nocase(text, submitted))
		return;
	slice_cut(&text, ';', &first);
	at = slice_find(text, submitted);
	if (at != NULL) {
		text = slice_from(
			text, (size_t)(at - text.ptr) + submitted.len);
		if (read_day(page, text, &day))
			paper_set_date(paper, M_PUBLISHED, &day);
	}
	if (read_day(page, slice_from(first, submitted.len), &day))
		paper_set_date(
			paper, at == NULL ? M_PUBLISHED : M_UPDATED, &day);
}

/*
 * `From: Ann Lee [view email]`, then a line `[v2] Mon, 8 Sep 2025 10:00:00 UTC
 * (20 KB)` for each version, with `(withdrawn)` behind it where it was.
 */
static void
end_history(struct page *page, struct slice text)
{
	struct paper *paper = page->source->paper;
	const char *from = slice_find(text, SLICE("From:")), *at;
	struct slice line, rest;
	struct date date;

	if (from != NULL) {
		rest = slice_from(text, (size_t)(from - text.ptr) + 5);
		slice_cut(&rest, '[', &line);
		paper_set(paper, M_SUBMITTER, line);
	}
	if (slice_ends(slice_trim(text), SLICE("(withdrawn)")))
		paper_set(paper, M_STATUS, SLICE("withdrawn"));
	while ((at = slice_find(text, SLICE("[v"))) != NULL) {
		uint64_t version;

		text = slice_from(text, (size_t)(at - text.ptr));
		version = number_behind(text, SLICE("[v"));
		slice_cut(&text, ']', &line);
		rest = text;
		slice_cut(&rest, '(', &line);
		if (!date_read(slice_trim(line), &date))
			continue;
		if (version == 1)
			page->published = date;
		if (page->version <= 0 || version == (uint64_t)page->version)
			page->updated = date;
	}
}

static void
set_address(struct page *page, enum member member, struct slice url)
{
	uri_resolve(&page->scratch, url, "https://arxiv.org/");
	paper_set_url(page->source->paper, member, buf_slice(&page->scratch));
}

/* What is known of a paper by its id, in any shape. */
static void
set_id(struct page *page, struct slice text)
{
	struct paper *paper = page->source->paper;
	struct slice arxiv = SLICE("arxiv:");
	struct buf *id = &page->scratch;

	text = slice_trim(text);
	if (!ident_read(text, id, &page->version) ||
		!slice_starts(buf_slice(id), arxiv))
		return;
	paper_identify(paper, text);
	arxiv_addresses(paper, buf_since(id, arxiv.len));
}

static void
read_meta(struct page *page, struct slice name, struct slice text)
{
	struct paper *paper = page->source->paper;

	if (slice_eq(name, SLICE("citation_arxiv_id"))) {
		page->abs = true;
		set_id(page, text);
	} else if (slice_eq(name, SLICE("citation_title"))) {
		arxiv_set(paper, M_TITLE, text);
	} else if (slice_eq(name, SLICE("citation_author"))) {
		landing_author(paper, text);
		page->named = true;
	} else if (slice_eq(name, SLICE("citation_doi"))) {
		doi_set(paper, text);
	} else if (slice_eq(name, SLICE("citation_date"))) {
		date_read(text, &page->published);
	} else if (slice_eq(name, SLICE("citation_online_date"))) {
		date_read(text, &page->updated);
	}
}

static void
on_begin(void *self, struct html *html, int key)
{
	struct page *page = self;
	struct slice id, doi;

	switch (key) {
	case META:
		read_meta(page, html_attribute(html, SLICE("name")),
			html_attribute(html, SLICE("content")));
		/* Of the version that is shown. */
		if (slice_eq(html_attribute(html, SLICE("property")),
			    SLICE("og:url")))
			set_id(page, html_attribute(html, SLICE("content")));
		break;
	case PAGE:
	case LIST:
	case TOTAL: page->list = true; break;
	case TERM: paper_reset(page->source->paper); break;
	case ABS: page->abs = true; break;
	case BREAK: html_put(html, SLICE("\n\n")); break;
	case OUTSIDE:
		doi = html_attribute(html, SLICE("data-doi"));
		html_put(html, doi.len > 0
				       ? doi
				       : html_attribute(html, SLICE("href")));
		break;
	case LINK:
		if (page->abs)
			set_address(page, M_LICENSE,
				html_attribute(html, SLICE("href")));
		break;
	case ABSTRACT: /* 2512.03003v1-abstract-full */
		id = html_attribute(html, SLICE("id"));
		if (slice_ends(id, SLICE("-abstract-full")))
			paper_identify(page->source->paper,
				slice_first(id,
					id.len - SLICE("-abstract-full").len));
		break;
	}
}

/* Is CATEGORY the subject of the list, or one of its archive? */
static bool
in_subject(struct page *page, struct slice category)
{
	return slice_starts(category, page->subject) &&
	       (category.len == page->subject.len ||
		       category.ptr[page->subject.len] == '.');
}

static void
set_announcement(struct page *page, struct slice primary)
{
	struct paper *paper = page->source->paper;
	const char *type = page->announced;

	if (type == NULL && page->crossed)
		type = "cross";
	else if (type == NULL && page->replaced)
		type = "replace";
	if (type == NULL)
		return;
	if (strcmp(type, "replace") == 0 && page->subject.len > 0 &&
		primary.len > 0 && !in_subject(page, primary))
		type = "replace-cross";
	paper_set(paper, M_ANNOUNCE_TYPE, slice_of(type));
}

static void
write_paper(struct page *page)
{
	struct source *source = page->source;
	struct paper *paper = source->paper;

	paper_set_date(paper, M_LISTED, &page->day);
	paper_set(paper, M_TYPE, SLICE("article"));
	paper_add(paper, M_SOURCES, SLICE("arxiv"));
	if (paper_has(paper, M_TITLE)) {
		source_write(source);
		return;
	}
	paper_reset(paper);
	page->refused++;
	source_bad(source, 0, "item %" PRIu64 ": no title",
		source->written + page->refused);
}

static void
on_end(void *self, struct html *html, int key, struct slice text)
{
	struct page *page = self;
	struct paper *paper = page->source->paper;

	(void)html;
	switch (key) {
	case HEADING: end_heading(page, slice_trim(text)); break;
	case TOTAL: end_total(page, slice_trim(text)); break;
	case TERM_ID:
	case LINK:
		if (slice_starts_nocase(slice_trim(text), SLICE("arXiv:")))
			set_id(page, text);
		break;
	case TERM:
		page->crossed = slice_find(text, SLICE("(cross-list")) != NULL;
		page->replaced = slice_find(text, SLICE("(replaced")) != NULL;
		break;
	case TITLE: arxiv_set(paper, M_TITLE, text); break;
	case AUTHOR:
		if (!page->named)
			arxiv_author(paper, text);
		break;
	case ABSTRACT: arxiv_set(paper, M_ABSTRACT, text); break;
	case CATEGORY:
		text = slice_trim(text);
		if (ident_category(text))
			paper_add(paper, M_CATEGORIES, text);
		else
			doi_set(paper, text);
		break;
	case SUBJECTS: set_announcement(page, end_subjects(paper, text)); break;
	case COMMENTS: end_comments(paper, text); break;
	case LABEL:
		text = slice_trim(text);
		page->label =
			slice_starts(text, SLICE("Journal"))  ? M_JOURNAL_REF
			: slice_starts(text, SLICE("Report")) ? M_REPORT_NUMBER
							      : MEMBER_COUNT;
		break;
	case JOURNAL_REF: /* a report number has the class, too */
		if (!page->abs)
			page->label = M_JOURNAL_REF;
		if (page->label != MEMBER_COUNT)
			arxiv_set(paper, page->label, text);
		break;
	case DOI: doi_set(paper, text); break;
	case SUBMITTED: end_submitted(page, text); break;
	case HISTORY: end_history(page, text); break;
	case RESULT: write_paper(page); break;
	}
}

static const struct html_handler handler = {
	.rules = rules,
	.rule_count = COUNT(rules),
	.begin = on_begin,
	.end = on_end,
};

/* What stands between MARK and the next slash in the address; or nothing. */
static struct slice
behind(struct slice url, struct slice mark)
{
	const char *at = slice_find(url, mark);
	struct slice part;

	if (at == NULL)
		return SLICE("");
	url = slice_from(url, (size_t)(at - url.ptr) + mark.len);
	slice_cut(&url, '/', &part);
	return part;
}

/* The abstract of one paper: the page is all read before it is written. */
static void
write_abs(struct page *page)
{
	struct source *source = page->source;
	struct paper *paper = source->paper;

	set_id(page, source->url);
	if (!paper_has(paper, M_TITLE)) {
		source_bad(source, 0, "an abstract page without a title");
		return;
	}
	paper_set_date(paper, M_PUBLISHED, &page->published);
	paper_set_date(paper, M_UPDATED, &page->updated);
	page->day = (struct date){""};
	write_paper(page);
}

static void
check_counts(struct page *page)
{
	struct source *source = page->source;
	uint64_t read = source->written + page->refused;

	if (read == 0 && page->said > 0)
		source_bad(source, 0,
			"arXiv says that it has %" PRIu64
			" papers, and shows none",
			page->said);
	else if (page->shown > read)
		source_bad(source, 0,
			"arXiv says that it shows %" PRIu64
			" papers, and %" PRIu64 " are there",
			page->shown, read);
}

void
arxiv_html_parse(struct source *source)
{
	struct page page = {.source = source, .label = MEMBER_COUNT};
	bool whole;

	page.subject = behind(source->url, SLICE("/list/"));
	if (page.subject.len == 0)
		page.subject = behind(source->url, SLICE("/catchup/"));
	whole = html_parse(source, &handler, &page);
	if (whole && page.abs)
		write_abs(&page);
	else if (whole && page.list)
		check_counts(&page);
	else if (whole)
		source_bad(source, 0,
			"arXiv's, and neither an abstract nor a list");
	paper_reset(source->paper);
	buf_free(&page.scratch);
}

bool
arxiv_html_sniff(struct slice head)
{
	static const struct slice marks[] = {SLICE_INIT("static.arxiv.org/"),
		SLICE_INIT("\"arXiv.org\""),
		SLICE_INIT("arxiv.org/static/browse/"),
		SLICE_INIT("\"/static/browse/")};

	if (!html_sniff(head))
		return false;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (slice_find(head, marks[i]) != NULL)
			return true;
	return false;
}
