#include <inttypes.h>

#include "clean.h"
#include "ident.h"
#include "links.h"
#include "mem.h"
#include "paper.h"
#include "tex.h"
#include "text.h"

/* So many values of an array are compared with a new one. */
enum { COMPARED = 1000 };

/*
 * Each value is kept as the JSON text that is written, of an array without its
 * brackets. Nothing is allocated once the buffers have grown.
 */
struct paper {
	struct buf values[MEMBER_COUNT];
	size_t counts[MEMBER_COUNT]; /* of the values of an array */
	bool named;                  /* one of author_ids is not empty */
	struct buf id;
	struct buf bibtex; /* members of an object, each with a comma before */
	struct buf clean, plain, found;
};

struct paper *
paper_new(void)
{
	return mem_zero(1, sizeof(struct paper));
}

void
paper_reset(struct paper *paper)
{
	for (size_t m = 0; m < MEMBER_COUNT; m++) {
		buf_reset(&paper->values[m]);
		paper->counts[m] = 0;
	}
	paper->named = false;
	buf_reset(&paper->id);
	buf_reset(&paper->bibtex);
}

bool
paper_has(const struct paper *paper, enum member member)
{
	return paper->values[member].len > 0;
}

/* TEXT as MEMBER holds it, until the next call. */
static struct slice
cleaned(struct paper *paper, enum member member, struct slice text)
{
	buf_reset(&paper->clean);
	if (member == M_ABSTRACT || member == M_TEXT)
		clean_paragraphs(&paper->clean, text);
	else
		clean_line(&paper->clean, text);
	return buf_slice(&paper->clean);
}

/* A name of a person with the accents of TeX undone, until the next call. */
static struct slice
without_tex(struct paper *paper, struct slice name)
{
	if (memchr(name.ptr, '\\', name.len) == NULL &&
		memchr(name.ptr, '{', name.len) == NULL)
		return name;
	buf_reset(&paper->plain);
	tex_name(&paper->plain, name);
	return buf_slice(&paper->plain);
}

void
paper_set(struct paper *paper, enum member member, struct slice text)
{
	struct buf *value = &paper->values[member];

	if (value->len > 0)
		return;
	if (record_members[member].type == MEMBER_TRUE) {
		buf_add(value, SLICE("true"));
		return;
	}
	if (member == M_SUBMITTER)
		text = without_tex(paper, text);
	text = cleaned(paper, member, text);
	if (text.len > 0)
		json_quote(value, text);
}

/* The next element of an array's REST, as JSON. */
static bool
next_element(struct slice *rest, struct json *element)
{
	if (rest->len > 0 && rest->ptr[0] == ',')
		*rest = slice_from(*rest, 1);
	*element = json_value(*rest, rest);
	return element->type != JSON_NONE;
}

static bool
holds(const struct paper *paper, enum member member, struct slice text)
{
	struct slice rest = buf_slice(&paper->values[member]);
	struct json element;

	for (int i = 0; i < COMPARED && next_element(&rest, &element); i++)
		if (json_is(element, text))
			return true;
	return false;
}

static void
append(struct paper *paper, enum member member, struct slice text)
{
	struct buf *value = &paper->values[member];

	if (paper->counts[member]++ > 0)
		buf_char(value, ',');
	json_quote(value, text);
}

void
paper_add(struct paper *paper, enum member member, struct slice text)
{
	bool repeats = member == M_AUTHORS || member == M_FAMILIES ||
	               member == M_AUTHOR_IDS;

	if (member == M_AUTHORS || member == M_FAMILIES ||
		member == M_AFFILIATIONS)
		text = without_tex(paper, text);
	text = cleaned(paper, member, text);
	if (text.len == 0 && member != M_AUTHOR_IDS)
		return;
	if (!repeats && holds(paper, member, text))
		return;
	if (member == M_AUTHOR_IDS && text.len > 0)
		paper->named = true;
	append(paper, member, text);
}

void
paper_set_title(struct paper *paper, struct slice title)
{
	title = slice_trim(title);
	if (slice_ends(title, SLICE(".")) && !slice_ends(title, SLICE("..")))
		title.len--;
	paper_set(paper, M_TITLE, title);
}

void
paper_set_pages(struct paper *paper, struct slice first, struct slice last)
{
	struct buf *pages = &paper->found;

	buf_reset(pages);
	buf_add(pages, first);
	if (first.len > 0 && last.len > 0 && !slice_eq(first, last)) {
		buf_char(pages, '-');
		buf_add(pages, last);
	}
	paper_set(paper, M_PAGES, buf_slice(pages));
}

void
paper_add_keywords(struct paper *paper, struct slice text)
{
	char at = memchr(text.ptr, ';', text.len) != NULL ? ';' : ',';
	struct slice each;

	while (slice_cut(&text, at, &each))
		paper_add(paper, M_KEYWORDS, each);
}

void
paper_set_number(struct paper *paper, enum member member, int64_t number)
{
	if (!paper_has(paper, member))
		buf_format(&paper->values[member], "%" PRId64, number);
}

void
paper_set_date(struct paper *paper, enum member member, const struct date *date)
{
	if (date->text[0] != '\0' && !paper_has(paper, member))
		json_quote(&paper->values[member], date_slice(date));
}

static bool
is_url(struct slice text)
{
	size_t scheme = slice_starts_nocase(text, SLICE("https://"))  ? 8
	                : slice_starts_nocase(text, SLICE("http://")) ? 7
	                                                              : 0;

	if (scheme == 0 || text.len == scheme || text.ptr[scheme] == '/')
		return false;
	for (size_t i = scheme; i < text.len; i++)
		if (ascii_space(text.ptr[i]))
			return false;
	return true;
}

void
paper_set_url(struct paper *paper, enum member member, struct slice url)
{
	url = slice_trim(url);
	if (!is_url(url))
		return;
	if (record_members[member].type == MEMBER_STRINGS)
		paper_add(paper, member, url);
	else
		paper_set(paper, member, url);
}

void
paper_keep_bibtex(struct paper *paper, struct slice name, struct slice text)
{
	struct buf *to = &paper->bibtex;

	text = cleaned(paper, M_TITLE, text);
	if (text.len == 0)
		return;
	buf_char(to, ',');
	json_quote(to, name);
	buf_char(to, ':');
	json_quote(to, text);
}

static void
add_alias(struct paper *paper, struct slice id)
{
	if (!holds(paper, M_ALIASES, id))
		append(paper, M_ALIASES, id);
}

bool
paper_identify(struct paper *paper, struct slice any)
{
	struct buf *id = &paper->id, *found = &paper->found;
	int version;

	if (!ident_read(any, found, &version))
		return false;
	if (version > 0)
		paper_set_number(paper, M_VERSION, version);
	if (id->len == 0) {
		buf_add(id, buf_slice(found));
	} else if (slice_eq(buf_slice(id), buf_slice(found))) {
		return true;
	} else if (ident_rank(buf_slice(found)) < ident_rank(buf_slice(id))) {
		add_alias(paper, buf_slice(id));
		buf_reset(id);
		buf_add(id, buf_slice(found));
	} else {
		add_alias(paper, buf_slice(found));
	}
	return true;
}

bool
paper_identified(const struct paper *paper)
{
	return paper->id.len > 0;
}

/* The string that MEMBER has, until the next call. */
static struct slice
plain(struct paper *paper, enum member member)
{
	struct json value = {buf_slice(&paper->values[member]), JSON_STRING};

	return value.raw.len == 0 ? value.raw : json_text(value, &paper->plain);
}

static bool
has_code(struct paper *paper, struct slice url)
{
	struct slice rest = buf_slice(&paper->values[M_CODE]);
	struct json element;

	for (int i = 0; i < COMPARED && next_element(&rest, &element); i++)
		if (links_same(json_text(element, &paper->clean), url))
			return true;
	return false;
}

static void
find_links(struct paper *paper)
{
	struct slice text = plain(paper, M_ABSTRACT);
	enum link_type type;

	while (links_next(&text, &paper->found, &type)) {
		struct slice url = buf_slice(&paper->found);

		switch (type) {
		case LINK_OTHER: break;
		case LINK_PROJECT: paper_set_url(paper, M_PROJECT, url); break;
		case LINK_CODE:
			if (!has_code(paper, url))
				paper_set_url(paper, M_CODE, url);
			break;
		case LINK_MODEL: paper_add(paper, M_MODELS, url); break;
		case LINK_DATASET: paper_add(paper, M_DATASETS, url); break;
		case LINK_SPACE: paper_add(paper, M_SPACES, url); break;
		}
	}
}

/* False if there is nothing to call the paper by. */
static bool
settle_id(struct paper *paper)
{
	struct buf *id = &paper->id;

	if (id->len == 0 && paper_has(paper, M_URL))
		ident_of_url(plain(paper, M_URL), id);
	if (id->len == 0 && paper_has(paper, M_TITLE)) {
		size_t scheme;

		buf_add(id, SLICE("title:"));
		scheme = id->len;
		text_slug(id, plain(paper, M_TITLE));
		if (id->len == scheme)
			buf_reset(id);
	}
	if (id->len == 0)
		return false;
	buf_reset(&paper->values[M_ID]);
	json_quote(&paper->values[M_ID], buf_slice(id));
	return true;
}

/* Arrays that say something about each author have to be as long as theirs. */
static void
drop_unequal(struct paper *paper)
{
	size_t authors = paper->counts[M_AUTHORS];

	if (paper->counts[M_FAMILIES] != authors)
		buf_reset(&paper->values[M_FAMILIES]);
	if (paper->counts[M_AUTHOR_IDS] != authors || !paper->named)
		buf_reset(&paper->values[M_AUTHOR_IDS]);
}

bool
paper_write(struct paper *paper, struct out *out)
{
	struct buf *to = out_buf(out);

	if (!settle_id(paper))
		return false;
	find_links(paper);
	drop_unequal(paper);
	for (size_t m = 0; m < MEMBER_COUNT; m++) {
		const struct member_row *row = &record_members[m];
		struct slice value = buf_slice(&paper->values[m]);
		bool array = row->type == MEMBER_STRINGS;

		if (value.len == 0)
			continue;
		buf_add(to, m == M_ID ? SLICE("{\"") : SLICE(",\""));
		buf_add(to, row->name);
		buf_add(to, array ? SLICE("\":[") : SLICE("\":"));
		buf_add(to, value);
		if (array)
			buf_char(to, ']');
	}
	if (paper->bibtex.len > 0) {
		buf_add(to, SLICE(",\"bibtex\":{"));
		buf_add(to, slice_from(buf_slice(&paper->bibtex), 1));
		buf_char(to, '}');
	}
	buf_add(to, SLICE("}\n"));
	out_spill(out);
	return true;
}
