/*
 * The arXiv API (Atom): https://info.arxiv.org/help/api/user-manual.html. There
 * are two implementations: one until 2025, whose lines are wrapped, and one
 * since, in another order.
 */
#include <inttypes.h>

#include "arxiv.h"
#include "doi.h"
#include "ident.h"
#include "kinds.h"
#include "markup.h"
#include "xml.h"

enum { ATOM, ARXIV, OPENSEARCH };

enum {
	FEED = XML_ROOT + 1,
	TOTAL,
	START,
	PER_PAGE,
	ENTRY,
	ID,
	TITLE,
	SUMMARY,
	PUBLISHED,
	UPDATED,
	AUTHOR,
	NAME,
	AFFILIATION,
	LINK,
	CATEGORY,
	PRIMARY,
	DOI,
	JOURNAL_REF,
	COMMENT,
};

static const struct xml_space spaces[] = {
	{SLICE_INIT("http://www.w3.org/2005/Atom"),      SLICE_INIT(""),      ATOM      },
	{SLICE_INIT("http://arxiv.org/schemas/atom"),    SLICE_INIT("arxiv"),
         ARXIV									  },
	{SLICE_INIT("http://a9.com/-/spec/opensearch/"),
         SLICE_INIT("opensearch"),					    OPENSEARCH},
};

static const struct xml_element elements[] = {
	{XML_ROOT, ATOM,       SLICE_INIT("feed"),             FEED,        false},
	{FEED,     OPENSEARCH, SLICE_INIT("totalResults"),     TOTAL,       true },
	{FEED,     OPENSEARCH, SLICE_INIT("startIndex"),       START,       true },
	{FEED,     OPENSEARCH, SLICE_INIT("itemsPerPage"),     PER_PAGE,    true },
	{FEED,     ATOM,       SLICE_INIT("entry"),            ENTRY,       false},
	{ENTRY,    ATOM,       SLICE_INIT("id"),               ID,          true },
	{ENTRY,    ATOM,       SLICE_INIT("title"),            TITLE,       true },
	{ENTRY,    ATOM,       SLICE_INIT("summary"),          SUMMARY,     true },
	{ENTRY,    ATOM,       SLICE_INIT("published"),        PUBLISHED,   true },
	{ENTRY,    ATOM,       SLICE_INIT("updated"),          UPDATED,     true },
	{ENTRY,    ATOM,       SLICE_INIT("author"),           AUTHOR,      false},
	{AUTHOR,   ATOM,       SLICE_INIT("name"),             NAME,        true },
	{AUTHOR,   ARXIV,      SLICE_INIT("affiliation"),      AFFILIATION, true },
	{ENTRY,    ATOM,       SLICE_INIT("link"),             LINK,        false},
	{ENTRY,    ATOM,       SLICE_INIT("category"),         CATEGORY,    false},
	{ENTRY,    ARXIV,      SLICE_INIT("primary_category"), PRIMARY,     false},
	{ENTRY,    ARXIV,      SLICE_INIT("doi"),              DOI,         true },
	{ENTRY,    ARXIV,      SLICE_INIT("journal_ref"),      JOURNAL_REF, true },
	{ENTRY,    ARXIV,      SLICE_INIT("comment"),          COMMENT,     true },
};

struct reply {
	struct source *source;
	int64_t total, start, per_page; /* -1: not said */
	uint64_t entries;

	/* Of the entry that is being read. */
	bool is_error;
	struct buf primary, categories; /* terms, each ended by NUL */
	struct buf doi_link;
	struct buf summary, scratch;
};

void
arxiv_url(struct buf *to, struct slice url)
{
	struct slice rest = url, host;
	const char *scheme = slice_find(url, SLICE("://"));

	buf_reset(to);
	if (scheme != NULL) {
		rest = slice_from(url, (size_t)(scheme - url.ptr) + 3);
		slice_cut(&rest, '/', &host);
		if (slice_eq_nocase(host, SLICE("arxiv.org")) ||
			slice_ends_nocase(host, SLICE(".arxiv.org"))) {
			buf_add(to, SLICE("https://arxiv.org/"));
			url = rest;
		}
	}
	buf_add(to, url);
}

void
arxiv_paragraphs(struct buf *to, struct slice abstract)
{
	struct slice line;

	abstract = slice_trim(abstract);
	while (slice_cut(&abstract, '\n', &line)) {
		if (slice_starts(line, SLICE("  ")))
			buf_char(to, '\n');
		buf_add(to, line);
		buf_char(to, '\n');
	}
}

void
arxiv_set(struct paper *paper, enum member member, struct slice text)
{
	struct buf plain = {0};

	if (!markup_none(text)) {
		markup_typed(&plain, text, true);
		text = buf_slice(&plain);
	}
	paper_set(paper, member, text);
	buf_free(&plain);
}

static void
set_address(struct paper *paper, enum member member, struct slice front,
	struct slice id)
{
	struct buf url = {0};

	buf_add(&url, front);
	buf_add(&url, id);
	paper_set_url(paper, member, buf_slice(&url));
	buf_free(&url);
}

void
arxiv_addresses(struct paper *paper, struct slice id)
{
	set_address(paper, M_URL, SLICE("https://arxiv.org/abs/"), id);
	set_address(paper, M_PDF, SLICE("https://arxiv.org/pdf/"), id);
}

void
arxiv_categories(struct paper *paper, struct slice terms, char at)
{
	struct slice term;

	while (terms.len > 0 && slice_cut(&terms, at, &term))
		if (ident_category(slice_trim(term)))
			paper_add(paper, M_CATEGORIES, term);
}

bool
arxiv_mark(struct slice line)
{
	return slice_starts(line, SLICE("\\\\")) &&
	       (line.len == 2 || ascii_space(line.ptr[2]));
}

/* The word at the front of S, behind white space. */
static struct slice
first_word(struct slice s)
{
	size_t n = 0;

	s = slice_trim(s);
	while (n < s.len && !ascii_space(s.ptr[n]) && s.ptr[n] != ',')
		n++;
	return slice_first(s, n);
}

/* The length of the separator at the front of S; 0 if there is none. */
static size_t
separator(struct slice s)
{
	size_t word = SLICE("and").len;

	if (*s.ptr == ',' || *s.ptr == ':' || *s.ptr == ';')
		return person_suffix(first_word(slice_from(s, 1))) ? 0 : 1;
	if (ascii_space(*s.ptr) && s.len > word + 1 &&
		slice_starts(slice_from(s, 1), SLICE("and")) &&
		ascii_space(s.ptr[word + 1]))
		return word + 1;
	return 0;
}

bool
arxiv_next_author(struct slice *authors, struct slice *author)
{
	size_t depth = 0, length = 0, n;

	if (authors->len == 0)
		return false;
	for (n = 0; n < authors->len; n++) {
		char c = authors->ptr[n];

		if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (depth == 0)
			length = separator(slice_from(*authors, n));
		if (length > 0)
			break;
	}
	*author = slice_first(*authors, n);
	*authors = slice_from(*authors, n + length);
	return true;
}

/* Is it only the number of an affiliation, `1 and 2`, `a,*`? */
static bool
is_mark(struct slice text)
{
	size_t word = 0;

	for (size_t i = 0; i < text.len; i++) {
		word = ascii_alpha(text.ptr[i]) ? word + 1 : 0;
		if (slice_starts(slice_from(text, i), SLICE("and")))
			i += SLICE("and").len - 1;
		else if (word > 1)
			return false;
	}
	return true;
}

bool
arxiv_on_behalf(struct slice affiliation)
{
	return slice_starts(affiliation, SLICE("for the ")) ||
	       slice_starts(affiliation, SLICE("on behalf of "));
}

static void
add_affiliation(struct paper *paper, struct slice text)
{
	text = slice_trim(text);
	while (text.len > 0 &&
		(slice_ends(text, SLICE(",")) || slice_ends(text, SLICE(";"))))
		text = slice_trim(slice_first(text, text.len - 1));
	if (!is_mark(text) && !arxiv_on_behalf(text))
		paper_add(paper, M_AFFILIATIONS, text);
}

/* What stands in the parentheses, between them where they are nested. */
static void
add_affiliations(struct paper *paper, struct slice text)
{
	size_t depth = 0, begin = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c != '(' && c != ')')
			continue;
		if (depth > 0)
			add_affiliation(
				paper, slice_first(slice_from(text, begin),
					       i - begin));
		begin = i + 1;
		if (c == '(')
			depth++;
		else if (depth > 0)
			depth--;
	}
	if (depth > 0)
		add_affiliation(paper, slice_from(text, begin));
}

/* NAME without `et al.` at its end: whom that stands for is not said. */
static struct slice
without_others(struct slice name)
{
	static const struct slice others[] = {
		SLICE_INIT("et al."), SLICE_INIT("et al")};

	for (size_t i = 0; i < COUNT(others); i++) {
		struct slice before;

		if (!slice_ends_nocase(name, others[i]))
			continue;
		before = slice_first(name, name.len - others[i].len);
		if (before.len == 0 || slice_ends(before, SLICE(" ")))
			return slice_trim(before);
	}
	return name;
}

static bool
has_letter(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_alpha(text.ptr[i]) ||
			(unsigned char)text.ptr[i] > 127)
			return true;
	return false;
}

/* Does TEXT end with what groups are called? *ALONE if there is no more. */
static bool
is_group(struct slice text, bool *alone)
{
	static const struct slice words[] = {SLICE_INIT("collaboration"),
		SLICE_INIT("collaborations"), SLICE_INIT("consortium"),
		SLICE_INIT("group"), SLICE_INIT("team")};

	for (size_t i = 0; i < COUNT(words); i++) {
		*alone = text.len == words[i].len;
		if (slice_ends_nocase(text, words[i]))
			return true;
	}
	return false;
}

/*
 * Cuts the group off for which somebody speaks: what is left of NAME may be
 * empty. False if none is named.
 */
static bool
cut_group(struct slice *name, struct slice *group)
{
	static const struct {
		struct slice words;
		bool enough; /* else it must be called a group */
	} marks[] = {
		{SLICE_INIT("on behalf of the "), true },
		{SLICE_INIT("on behalf of "),     true },
		{SLICE_INIT("for the "),          true },
		{SLICE_INIT("for "),              false},
	};

	for (size_t i = 0; i < COUNT(marks); i++) {
		const char *at = slice_find(*name, marks[i].words);
		size_t before;
		bool alone;

		if (at == NULL || (at > name->ptr && at[-1] != ' '))
			continue;
		before = (size_t)(at - name->ptr);
		*group = slice_trim(
			slice_from(*name, before + marks[i].words.len));
		if (group->len == 0 ||
			!(marks[i].enough || is_group(*group, &alone)))
			continue;
		*name = slice_trim(slice_first(*name, before));
		return true;
	}
	return false;
}

void
arxiv_author(struct paper *paper, struct slice name)
{
	struct slice suffix = slice_trim(name), group = SLICE("");
	struct buf joined = {0};

	cut_group(&suffix, &group);
	suffix = without_others(suffix);
	if (has_letter(suffix)) {
		slice_cut(&suffix, ',', &name);
		buf_add(&joined, name);
		if (suffix.len > 0 && !person_suffix(slice_trim(suffix)))
			buf_char(&joined, ',');
		buf_add(&joined, suffix);
		paper_add(paper, M_AUTHORS, buf_slice(&joined));
		buf_free(&joined);
	}
	paper_add(paper, M_AUTHORS, group);
}

static void
add_group(struct paper *paper, struct person *person, struct slice group)
{
	person_reset(person);
	buf_add(&person->name, group);
	person->group = true;
	person_add(person, paper);
}

/* `for the CMS`, whose family is `Collaboration`, is no person. */
void
arxiv_person(struct paper *paper, struct person *person)
{
	struct slice family = slice_trim(buf_slice(&person->family));
	struct slice group, name;
	struct buf whole = {0};
	bool speaks, alone;

	buf_add(&whole, slice_trim(buf_slice(&person->given)));
	buf_char(&whole, ' ');
	buf_add(&whole, family);
	name = slice_trim(buf_slice(&whole));
	speaks = cut_group(&name, &group);
	if (!has_letter(buf_slice(&whole))) {
		person_reset(person);
	} else if (speaks) {
		size_t given = name.len;

		while (given > 0 && name.ptr[given - 1] != ' ')
			given--;
		person_reset(person);
		buf_add(&person->given, slice_first(name, given));
		buf_add(&person->family, slice_from(name, given));
		person_add(person, paper);
		add_group(paper, person, group);
	} else if (is_group(family, &alone) && alone) {
		add_group(paper, person, name);
	} else {
		person_add(person, paper);
	}
	buf_free(&whole);
}

void
arxiv_authors(struct paper *paper, struct slice authors)
{
	struct slice author, name;

	while (arxiv_next_author(&authors, &author)) {
		const char *open = memchr(author.ptr, '(', author.len);

		name = slice_first(
			author, open == NULL ? author.len
					     : (size_t)(open - author.ptr));
		arxiv_author(paper, name);
		add_affiliations(paper, slice_from(author, name.len));
	}
}

static int64_t
read_number(struct slice text)
{
	struct slice rest;
	int64_t number;

	return json_int(json_value(text, &rest), &number) ? number : -1;
}

static void
read_link(struct reply *reply, struct xml *xml)
{
	struct paper *paper = reply->source->paper;
	struct slice rel = xml_attribute(xml, SLICE("rel")),
		     title = xml_attribute(xml, SLICE("title")),
		     href = xml_attribute(xml, SLICE("href"));

	arxiv_url(&reply->scratch, href);
	if (slice_eq(rel, SLICE("alternate"))) {
		paper_set_url(paper, M_URL, buf_slice(&reply->scratch));
	} else if (slice_eq(title, SLICE("pdf"))) {
		paper_set_url(paper, M_PDF, buf_slice(&reply->scratch));
	} else if (slice_eq(title, SLICE("doi"))) {
		buf_reset(&reply->doi_link);
		buf_add(&reply->doi_link, href);
	}
}

static void
on_begin(void *self, struct xml *xml, int key)
{
	struct reply *reply = self;
	struct buf *terms =
		key == PRIMARY ? &reply->primary : &reply->categories;

	switch (key) {
	case ENTRY:
		reply->entries++;
		reply->is_error = false;
		buf_reset(&reply->primary);
		buf_reset(&reply->categories);
		buf_reset(&reply->doi_link);
		buf_reset(&reply->summary);
		break;
	case LINK: read_link(reply, xml); break;
	case PRIMARY:
	case CATEGORY:
		buf_add(terms, xml_attribute(xml, SLICE("term")));
		buf_char(terms, '\0');
		break;
	}
}

static void
end_entry(struct reply *reply, struct xml *xml)
{
	struct paper *paper = reply->source->paper;

	if (reply->is_error) {
		paper_reset(paper);
		source_bad(reply->source, xml_line(xml), "arXiv: %.*s",
			ERR_SLICE(slice_trim(buf_slice(&reply->summary))));
		return;
	}
	arxiv_categories(paper, buf_slice(&reply->primary), '\0');
	arxiv_categories(paper, buf_slice(&reply->categories), '\0');
	if (!paper_has(paper, M_DOI))
		doi_set(paper, buf_slice(&reply->doi_link));
	buf_reset(&reply->scratch);
	arxiv_paragraphs(&reply->scratch, buf_slice(&reply->summary));
	arxiv_set(paper, M_ABSTRACT, buf_slice(&reply->scratch));
	paper_set(paper, M_TYPE, SLICE("article"));
	paper_add(paper, M_SOURCES, SLICE("arxiv"));
	source_write(reply->source);
}

static void
set_date(struct paper *paper, enum member member, struct slice text)
{
	struct date date;

	if (date_read(text, &date))
		paper_set_date(paper, member, &date);
}

static void
on_end(void *self, struct xml *xml, int key, struct xml_text text)
{
	struct reply *reply = self;
	struct paper *paper = reply->source->paper;

	switch (key) {
	case TOTAL: reply->total = read_number(text.text); break;
	case START: reply->start = read_number(text.text); break;
	case PER_PAGE: reply->per_page = read_number(text.text); break;
	case ID:
		reply->is_error =
			slice_find(text.text, SLICE("/api/errors")) != NULL;
		paper_identify(paper, slice_trim(text.text));
		break;
	case TITLE: arxiv_set(paper, M_TITLE, text.text); break;
	case SUMMARY: buf_add(&reply->summary, text.text); break;
	case PUBLISHED: set_date(paper, M_PUBLISHED, text.text); break;
	case UPDATED: set_date(paper, M_UPDATED, text.text); break;
	case NAME: arxiv_author(paper, text.text); break;
	case AFFILIATION: paper_add(paper, M_AFFILIATIONS, text.text); break;
	case DOI: doi_set(paper, text.text); break;
	case JOURNAL_REF: arxiv_set(paper, M_JOURNAL_REF, text.text); break;
	case COMMENT: arxiv_set(paper, M_COMMENT, text.text); break;
	case ENTRY: end_entry(reply, xml); break;
	}
}

static const struct xml_handler handler = XML_HANDLER(on_begin, on_end);

bool
arxiv_sniff(struct slice head)
{
	/* A stored answer may have lost the totals, not where it came from. */
	return xml_root_is(xml_root(head), SLICE("feed")) &&
	       ((slice_find(head, spaces[OPENSEARCH].uri) != NULL &&
			slice_find(head, SLICE("://arxiv.org/")) != NULL) ||
		       slice_find(head, SLICE("://arxiv.org/api/")) != NULL);
}

void
arxiv_parse(struct source *source)
{
	struct reply reply = {
		.source = source, .total = -1, .start = -1, .per_page = -1};
	bool whole = xml_parse(source, &handler, &reply);

	/* An overloaded service answers 200 with the total and no entry. */
	if (whole && reply.entries == 0 && reply.per_page != 0 &&
		reply.total > 0 && reply.total > reply.start)
		source_bad(source, 0,
			"arXiv says that it has %" PRId64
			" papers, and shows none",
			reply.total);
	paper_reset(source->paper);
	buf_free(&reply.primary);
	buf_free(&reply.categories);
	buf_free(&reply.doi_link);
	buf_free(&reply.summary);
	buf_free(&reply.scratch);
}
