/*
 * Google Scholar's alerts by mail: HTML, each paper a link of the class
 * gse_alrt_title to Scholar's redirect, then a div of authors, venue and year,
 * and one with words of it.
 */
#include "clean.h"
#include "mail.h"
#include "markup.h"

static const struct slice title_class = SLICE_INIT("gse_alrt_title");

struct alert {
	struct source *source;
	struct buf text, plain;
};

/* What stands in S behind WORDS; empty if they are not there. */
static struct slice
behind(struct slice s, struct slice words)
{
	const char *at = slice_find(s, words);

	return at == NULL ? slice_from(s, s.len)
	                  : slice_from(s, (size_t)(at - s.ptr) + words.len);
}

/* What stands in S before WORDS; all of it if they are not there. */
static struct slice
before(struct slice s, struct slice words)
{
	const char *at = slice_find(s, words);

	return at == NULL ? s : slice_first(s, (size_t)(at - s.ptr));
}

/* The text of HTML on one line, until the next call. */
static struct slice
text_of(struct alert *alert, struct slice html)
{
	buf_reset(&alert->plain);
	buf_reset(&alert->text);
	markup_text(&alert->plain, html);
	clean_line(&alert->text, buf_slice(&alert->plain));
	return buf_slice(&alert->text);
}

static void
add_decoded(struct buf *to, struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '%' && i + 2 < s.len &&
			ascii_hex(s.ptr[i + 1]) >= 0 &&
			ascii_hex(s.ptr[i + 2]) >= 0) {
			buf_char(to, (char)(ascii_hex(s.ptr[i + 1]) << 4 |
					     ascii_hex(s.ptr[i + 2])));
			i += 2;
		} else {
			buf_char(to, s.ptr[i]);
		}
}

/* Where a link of the alert leads, out of Scholar's redirect. */
static void
set_url(struct alert *alert, struct slice tag, bool pdf)
{
	struct paper *paper = alert->source->paper;
	struct slice href = before(behind(tag, SLICE("href=\"")), SLICE("\""));
	struct slice url;

	buf_reset(&alert->plain);
	markup_entities(&alert->plain, href);
	url = buf_slice(&alert->plain);
	if (slice_find(url, SLICE("/scholar_url?")) != NULL)
		url = before(behind(url, SLICE("url=")), SLICE("&"));
	buf_reset(&alert->text);
	/* the address stands there encoded or as it is */
	if (slice_starts_nocase(url, SLICE("http%3a")) ||
		slice_starts_nocase(url, SLICE("https%3a")))
		add_decoded(&alert->text, url);
	else
		buf_add(&alert->text, url);
	url = buf_slice(&alert->text);
	if (slice_find(url, SLICE("://scholar.google.")) != NULL)
		return;
	paper_identify(paper, url);
	paper_set_url(paper, M_URL, url);
	if (pdf)
		paper_set_url(paper, M_PDF, url);
}

/* Without the dots where Scholar cut it off. */
static struct slice
without_dots(struct slice s)
{
	s = slice_trim(s);
	while (slice_ends(s, SLICE("…")))
		s = slice_trim(slice_first(s, s.len - SLICE("…").len));
	return s;
}

/* `Venue, 2025`, or one of the two; a preprint has its id in the venue. */
static void
set_venue(struct alert *alert, struct slice text)
{
	struct paper *paper = alert->source->paper;
	const char *arxiv = slice_find(text, SLICE("arXiv:"));
	size_t year = text.len < 4 ? text.len : text.len - 4;
	struct date date;

	if (text.len - year == 4 && date_read(slice_from(text, year), &date)) {
		paper_set_date(paper, M_PUBLISHED, &date);
		text = slice_trim(slice_first(text, year));
		if (slice_ends(text, SLICE(",")))
			text.len--;
	}
	if (slice_starts_nocase(text, SLICE("arXiv preprint"))) {
		paper_set(paper, M_TYPE, SLICE("article"));
		if (arxiv != NULL)
			paper_identify(paper,
				slice_from(text, (size_t)(arxiv - text.ptr)));
		return;
	}
	paper_set(paper, M_VENUE, without_dots(text));
}

/* `A Lee, B Chen… - Venue, 2025`. */
static void
set_authors(struct alert *alert, struct slice html)
{
	struct slice text = text_of(alert, html);
	struct slice authors = before(text, SLICE(" - ")), each;

	if (slice_starts(text, SLICE("- ")))
		authors.len = 0;
	set_venue(alert, slice_trim(behind(text, SLICE("- "))));
	while (authors.len > 0 && slice_cut(&authors, ',', &each))
		paper_add(alert->source->paper, M_AUTHORS, without_dots(each));
}

/*
 * The paper whose link has the attributes of TAG; REST is what follows them, up
 * to the next paper.
 */
static void
read_paper(struct alert *alert, struct slice tag, struct slice rest, bool pdf)
{
	struct paper *paper = alert->source->paper;
	struct slice link = before(rest, SLICE("</a>"));
	struct slice snippet = behind(rest, SLICE("gse_alrt_sni"));

	paper_set(paper, M_TITLE, text_of(alert, behind(link, SLICE(">"))));
	rest = behind(behind(rest, SLICE("</a>")), SLICE("<div"));
	set_authors(alert, before(behind(rest, SLICE(">")), SLICE("</div>")));
	paper_set(paper, M_ABSTRACT,
		text_of(alert,
			before(behind(snippet, SLICE(">")), SLICE("</div>"))));
	set_url(alert, tag, pdf);
	paper_set_date(paper, M_LISTED, &alert->source->day);
	paper_add(paper, M_SOURCES, SLICE("scholar"));
	source_write(alert->source);
}

void
scholar_mail_parse(struct source *part)
{
	struct alert alert = {.source = part};
	struct slice rest = source_all(part);

	while (slice_find(rest, title_class) != NULL) {
		struct slice head = before(rest, title_class), tag;
		struct slice behind_class =
			slice_from(rest, head.len + title_class.len);
		size_t begin = head.len;

		while (begin > 0 && head.ptr[begin - 1] != '<')
			begin--;
		tag = slice_from(rest, begin);
		rest = slice_from(
			behind_class, before(behind_class, SLICE(">")).len);
		tag.len = (size_t)(rest.ptr - tag.ptr);
		head = slice_first(head, begin);
		head = slice_from(head, begin < 200 ? 0 : begin - 200);
		read_paper(&alert, tag, before(rest, title_class),
			slice_find(head, SLICE("[PDF]")) != NULL);
	}
	buf_free(&alert.text);
	buf_free(&alert.plain);
}

bool
scholar_mail_sniff(struct slice part)
{
	return slice_find(part, title_class) != NULL &&
	       slice_find(part, SLICE("<a ")) != NULL;
}
