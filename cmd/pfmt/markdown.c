#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "clean.h"
#include "link.h"
#include "markdown.h"
#include "show.h"

/*
 * What CommonMark 0.31 or GitHub's additions (tables, strikethrough, maths) or
 * the template language of GitHub Pages read inside a line. A backslash before
 * ASCII punctuation is that character (CommonMark, 2.4).
 */
static const bool inside[256] = {
	['\\'] = true,
	['`'] = true,
	['*'] = true,
	['_'] = true,
	['{'] = true,
	['}'] = true,
	['['] = true,
	[']'] = true,
	['<'] = true,
	['>'] = true,
	['&'] = true,
	['$'] = true,
	['~'] = true,
	['|'] = true,
	['#'] = true,
};

/* What makes a block of its own at the beginning of a line. */
static const char in_front[] = "+-=:";

/* The length of `12` where TEXT begins a list with `12.` or `12)`, else 0. */
static size_t
list_number(struct slice text)
{
	size_t n = 0;

	while (n < text.len && ascii_digit(text.ptr[n]))
		n++;
	return n > 0 && n < text.len &&
	                       (text.ptr[n] == '.' || text.ptr[n] == ')')
	               ? n
	               : 0;
}

#ifdef __SSE2__
static __m128i
in_range(__m128i v, char first, char last)
{
	return _mm_and_si128(
		_mm_cmpgt_epi8(v, _mm_set1_epi8((char)(first - 1))),
		_mm_cmplt_epi8(v, _mm_set1_epi8((char)(last + 1))));
}
#endif

/* The length of the front of TEXT in which nothing has to be escaped. */
static size_t
plain_span(struct slice text)
{
	size_t n = 0;

#ifdef __SSE2__
	/* Ranges that hold all of them, and few others. */
	for (; text.len - n >= 16; n += 16) {
		__m128i v = _mm_loadu_si128(
			(const __m128i *)(const void *)(text.ptr + n));
		__m128i hit = _mm_or_si128(in_range(v, '#', '&'),
			_mm_or_si128(
				in_range(v, '[', '`'), in_range(v, '{', '~')));

		hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('*')));
		hit = _mm_or_si128(hit, in_range(v, '<', '>'));
		if (_mm_movemask_epi8(hit) != 0)
			break;
	}
#endif
	while (n < text.len && !inside[(unsigned char)text.ptr[n]])
		n++;
	return n;
}

static void
add_escaped(struct buf *to, struct slice text)
{
	for (;;) {
		size_t n = plain_span(text);

		buf_add(to, slice_first(text, n));
		if (n == text.len)
			return;
		buf_char(to, '\\');
		buf_char(to, text.ptr[n]);
		text = slice_from(text, n + 1);
	}
}

void
markdown_add(struct buf *to, struct slice text)
{
	size_t digits = list_number(text);

	buf_add(to, slice_first(text, digits));
	text = slice_from(text, digits);
	if (digits > 0 ||
		(text.len > 0 && memchr(in_front, text.ptr[0],
					 sizeof(in_front) - 1) != NULL))
		buf_char(to, '\\');
	add_escaped(to, text);
}

/* TEXT as a block of its own. */
static void
add_paragraph(struct buf *to, struct slice text)
{
	text = slice_trim(text);
	if (text.len == 0)
		return;
	buf_char(to, '\n');
	markdown_add(to, text);
	buf_char(to, '\n');
}

void
markdown_add_target(struct buf *to, struct slice address)
{
	struct slice part;

	while (slice_cut(&address, '&', &part)) {
		link_add(to, part);
		if (address.ptr != NULL) /* `&copy;` would be a character */
			buf_add(to, SLICE("&amp;"));
	}
}

/* TEXT, which leads to ADDRESS where that is one for a link. */
static void
add_linked(struct buf *to, struct slice text, struct slice address)
{
	if (!link_web(address)) {
		add_escaped(to, slice_trim(text));
		return;
	}
	buf_char(to, '[');
	add_escaped(to, slice_trim(text));
	buf_add(to, SLICE("]("));
	markdown_add_target(to, address);
	buf_char(to, ')');
}

static void
add_heading(struct job *job)
{
	buf_add(job->to, SLICE("### "));
	buf_reset(&job->text);
	show_title(job);
	add_linked(job->to, buf_slice(&job->text),
		json_text(job->member[M_URL], &job->scratch));
	buf_char(job->to, '\n');
}

static void
add_authors(struct job *job)
{
	buf_reset(&job->text);
	show_authors(job);
	add_paragraph(job->to, buf_slice(&job->text));
}

static void
add_facts(struct job *job)
{
	bool begun = false;

	for (size_t row = 0, note = 0;
		show_fact(job, &row) || show_note(job, &note); begun = true) {
		buf_add(job->to, begun ? SLICE(" \xC2\xB7 ") : SLICE("\n"));
		add_escaped(job->to, slice_trim(buf_slice(&job->text)));
	}
	if (begun)
		buf_char(job->to, '\n');
}

static void
add_paragraphs(struct job *job, struct json value)
{
	struct slice rest = json_text(value, &job->scratch);

	for (buf_reset(&job->text); show_paragraph(job, &rest);
		buf_reset(&job->text))
		add_paragraph(job->to, buf_slice(&job->text));
}

static void
add_link(struct job *job, const char *label, struct slice address)
{
	buf_reset(&job->text);
	clean_controls(&job->text, address);
	if (job->text.len == 0)
		return;
	buf_add(job->to, SLICE("- "));
	buf_add(job->to, slice_of(label));
	buf_add(job->to, SLICE(": "));
	add_linked(job->to, buf_slice(&job->text), address);
	buf_char(job->to, '\n');
}

static void
add_links(struct job *job)
{
	size_t before = job->to->len;

	buf_char(job->to, '\n');
	show_links(job, add_link);
	if (job->to->len == before + 1)
		job->to->len = before;
}

void
markdown_heading(struct job *job, struct slice text)
{
	if (job->number > 0)
		buf_char(job->to, '\n');
	buf_add(job->to, SLICE("## "));
	add_escaped(job->to, text);
	buf_char(job->to, '\n');
	if (job->number == 0)
		buf_char(job->to, '\n');
}

void
markdown_record(struct job *job)
{
	if (job->number > 1)
		buf_char(job->to, '\n');
	add_heading(job);
	add_authors(job);
	add_facts(job);
	add_paragraphs(job, job->member[M_SUMMARY]);
	add_paragraphs(job, job->member[M_ABSTRACT]);
	add_links(job);
}
