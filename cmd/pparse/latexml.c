/*
 * Full text as LaTeXML writes it, at arxiv.org/html and ar5iv: paragraphs and
 * headings, formulas as TeX, citations as they stand, notes in brackets.
 * References, names of authors, pictures and what they are called for those who
 * do not see them are left out.
 */
#include "html.h"
#include "kinds.h"

enum {
	BASE = HTML_TOP + 1,
	MARK, /* the stamp at the side: id, category, day */
	DOCUMENT,
	TITLE,
	ABSTRACT,
	NOTE,
	LEFT_OUT,
};

#define ANY                                                                    \
	{                                                                      \
		"", 0                                                          \
	}
#define CLASS SLICE_INIT("class")

static const struct html_rule rules[] = {
	{HTML_ANYWHERE, ANY,                  CLASS,            SLICE_INIT("ltx_bibliography"),   LEFT_OUT,
         HTML_DROP												     },
	{HTML_ANYWHERE, ANY,                  CLASS,            SLICE_INIT("ltx_authors"),        LEFT_OUT,
         HTML_DROP												     },
	{HTML_ANYWHERE, ANY,                  CLASS,            SLICE_INIT("ltx_note_mark"),      LEFT_OUT,
         HTML_DROP												     },
	{HTML_ANYWHERE, ANY,                  CLASS,            SLICE_INIT("ltx_tag_note"),       LEFT_OUT,
         HTML_DROP												     },
	{HTML_ANYWHERE, ANY,                  CLASS,            SLICE_INIT("ltx_note_type"),      LEFT_OUT,
         HTML_DROP												     },
	{HTML_ANYWHERE, ANY,                  CLASS,            SLICE_INIT("ltx_TOC"),            LEFT_OUT, HTML_DROP  },
	{HTML_ANYWHERE, ANY,                  CLASS,            SLICE_INIT("ltx_ERROR"),          LEFT_OUT,
         HTML_DROP												     },
	{HTML_ANYWHERE, ANY,                  CLASS,            SLICE_INIT("ltx_page_footer"),    LEFT_OUT,
         HTML_DROP												     },
	{HTML_ANYWHERE, SLICE_INIT("svg"),    ANY,              ANY,                              LEFT_OUT, HTML_DROP  },
	{HTML_ANYWHERE, SLICE_INIT("button"), ANY,              ANY,                              LEFT_OUT, HTML_DROP  },
	{HTML_ANYWHERE, SLICE_INIT("nav"),    ANY,              ANY,                              LEFT_OUT, HTML_DROP  },
	{HTML_TOP,      SLICE_INIT("base"),   ANY,              ANY,                              BASE,     HTML_INSIDE},
	{HTML_ANYWHERE, ANY,                  SLICE_INIT("id"), SLICE_INIT("watermark-tr"),       MARK,
         HTML_TEXT												     },
	{HTML_TOP,      ANY,                  CLASS,            SLICE_INIT("ltx_document"),       DOCUMENT, HTML_TEXT  },
	{DOCUMENT,      ANY,                  CLASS,            SLICE_INIT("ltx_title_document"), TITLE,
         HTML_TEXT												     },
	{DOCUMENT,      ANY,                  CLASS,            SLICE_INIT("ltx_abstract"),       ABSTRACT, HTML_TEXT  },
	{HTML_ANYWHERE, ANY,                  CLASS,            SLICE_INIT("ltx_note_outer"),     NOTE,
         HTML_INSIDE												   },
};

struct page {
	struct source *source;
	struct buf base, id;
};

static void
on_begin(void *self, struct html *html, int key)
{
	struct page *page = self;

	if (key == NOTE)
		html_put(html, SLICE(" ("));
	if (key == BASE && page->base.len == 0)
		buf_add(&page->base, html_attribute(html, SLICE("href")));
}

/* `arXiv:2509.01234v1 [cs.LG] 01 Sep 2025` */
static void
end_mark(struct paper *paper, struct slice text)
{
	struct slice id;

	text = slice_trim(text);
	slice_cut(&text, ' ', &id);
	paper_identify(paper, id);
}

static void
on_end(void *self, struct html *html, int key, struct slice text)
{
	struct page *page = self;
	struct paper *paper = page->source->paper;

	switch (key) {
	case NOTE: html_put(html, SLICE(")")); break;
	case MARK: end_mark(paper, text); break;
	case TITLE: paper_set(paper, M_TITLE, text); break;
	case ABSTRACT: paper_set(paper, M_ABSTRACT, text); break;
	case DOCUMENT: paper_set(paper, M_TEXT, text); break;
	}
}

static const struct html_handler handler = {
	.rules = rules,
	.rule_count = COUNT(rules),
	.begin = on_begin,
	.end = on_end,
};

/* `/html/2509.01234v1/`, where the address of the page is not known. */
static void
identify_by_base(struct page *page)
{
	static const char host[] = "https://arxiv.org";
	struct slice base = slice_trim(buf_slice(&page->base));

	if (slice_ends(base, SLICE("/")))
		base.len--;
	buf_reset(&page->id);
	if (slice_starts(base, SLICE("/")))
		buf_add(&page->id, slice_of(host));
	buf_add(&page->id, base);
	paper_identify(page->source->paper, buf_slice(&page->id));
}

void
latexml_parse(struct source *source)
{
	struct page page = {.source = source};
	struct paper *paper = source->paper;

	paper_identify(paper, source->url);
	if (html_parse(source, &handler, &page)) {
		identify_by_base(&page);
		paper_set(paper, M_TYPE, SLICE("article"));
		paper_add(paper, M_SOURCES, SLICE("arxiv"));
		if (paper_has(paper, M_TEXT))
			source_write(source);
		else
			source_bad(source, 0, "a page without its text");
	}
	paper_reset(paper);
	buf_free(&page.base);
	buf_free(&page.id);
}

bool
latexml_sniff(struct slice head)
{
	return html_sniff(head) &&
	       (slice_find(head, SLICE("LaTeXML")) != NULL ||
		       slice_find(head, SLICE("ltx_")) != NULL);
}
