#include "links.h"

/* So far before an address are the words that say what it is. */
enum { WORDS = 48 };

/* Hosts, and those under them, that keep code. */
static const struct slice code_hosts[] = {
	SLICE_INIT("github.com"), SLICE_INIT("gitlab.com"),
	SLICE_INIT("bitbucket.org"), SLICE_INIT("codeberg.org"),
	SLICE_INIT("gitee.com"), SLICE_INIT("git.sr.ht"),
	SLICE_INIT("sourceforge.net"),
	SLICE_INIT("4open.science"), /* anonymous copies for review */
};

/* Hosts whose addresses are pages that authors made for a project. */
static const struct slice page_hosts[] = {
	SLICE_INIT("github.io"),
	SLICE_INIT("gitlab.io"),
};

static const struct slice page_words[] = {
	SLICE_INIT("project page"),
	SLICE_INIT("project website"),
	SLICE_INIT("project webpage"),
	SLICE_INIT("project site"),
	SLICE_INIT("website"),
	SLICE_INIT("webpage"),
	SLICE_INIT("web page"),
	SLICE_INIT("homepage"),
	SLICE_INIT("home page"),
};

static bool
at_host(struct slice host, const struct slice hosts[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = hosts[i].len;

		if (slice_ends_nocase(host, hosts[i]) &&
			(host.len == len ||
				host.ptr[host.len - len - 1] == '.'))
			return true;
	}
	return false;
}

/* What precedes an address, back to the end of the sentence before. */
static bool
names_page(struct slice before)
{
	if (before.len > WORDS)
		before = slice_from(before, before.len - WORDS);
	for (const char *at; (at = slice_find(before, SLICE(". "))) != NULL;)
		before = slice_from(before, (size_t)(at - before.ptr) + 2);
	for (size_t i = 0; i < COUNT(page_words); i++)
		if (slice_find_nocase(before, page_words[i]) != NULL)
			return true;
	return false;
}

/* HOST_ON is what follows the scheme, BEFORE the text up to it. */
static enum link_type
type_of(struct slice host_on, struct slice before)
{
	struct slice host, path = host_on;

	slice_cut(&path, '/', &host);
	if (path.len > 0 && at_host(host, code_hosts, COUNT(code_hosts)))
		return LINK_CODE;
	if (at_host(host, page_hosts, COUNT(page_hosts)) || names_page(before))
		return LINK_PROJECT;
	return LINK_OTHER;
}

/* The length of the scheme that ends at the end of TEXT; 0: none of ours. */
static size_t
scheme_len(struct slice text)
{
	size_t len = slice_ends_nocase(text, SLICE("https"))  ? 5
	             : slice_ends_nocase(text, SLICE("http")) ? 4
	                                                      : 0;

	if (len == 0 || text.len == len)
		return len;
	return ascii_alnum(text.ptr[text.len - len - 1]) ? 0 : len;
}

/* Where an address in running text ends: blanks, TeX, markup, not ASCII. */
static bool
ends_url(char c)
{
	return c <= ' ' || c >= 0x7F || strchr("<>\"{}[]|\\^`$", c) != NULL;
}

static void
trim_punctuation(struct buf *url, size_t from)
{
	while (url->len > from) {
		char c = url->ptr[url->len - 1];
		struct slice rest = slice_from(buf_slice(url), from);

		if (c == ')' ? memchr(rest.ptr, '(', rest.len) != NULL
			     : strchr(".,;:!?'*~", c) == NULL)
			return;
		url->len--;
	}
}

/* Adds the address at the front of TEXT to URL; returns how long it was. */
static size_t
take_url(struct slice text, struct buf *url)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '\\' && i + 1 < text.len &&
			strchr("_%#&~", text.ptr[i + 1]) != NULL)
			c = text.ptr[++i];
		else if (ends_url(c))
			break;
		buf_char(url, c);
	}
	return i;
}

bool
links_next(struct slice *text, struct buf *url, enum link_type *type)
{
	struct slice before = {text->ptr, 0};
	const char *colon;

	while ((colon = slice_find(*text, SLICE("://"))) != NULL) {
		size_t scheme, from;

		before.len = (size_t)(colon - before.ptr);
		scheme = scheme_len(before);
		*text = slice_from(*text, (size_t)(colon - text->ptr) + 3);
		if (scheme == 0 || text->len == 0 || !ascii_alnum(text->ptr[0]))
			continue;
		before.len -= scheme;
		buf_reset(url);
		buf_add(url,
			scheme == 5 ? SLICE("https://") : SLICE("http://"));
		from = url->len;
		*text = slice_from(*text, take_url(*text, url));
		trim_punctuation(url, from);
		*type = type_of(slice_from(buf_slice(url), from), before);
		return true;
	}
	return false;
}

static struct slice
bare(struct slice url)
{
	static const struct slice fronts[] = {SLICE_INIT("https://"),
		SLICE_INIT("http://"), SLICE_INIT("www.")};
	static const struct slice ends[] = {
		SLICE_INIT("/"), SLICE_INIT(".git")};

	for (size_t i = 0; i < COUNT(fronts); i++)
		if (slice_starts_nocase(url, fronts[i]))
			url = slice_from(url, fronts[i].len);
	for (size_t i = 0; i < COUNT(ends); i++)
		if (slice_ends_nocase(url, ends[i]))
			url.len -= ends[i].len;
	return url;
}

bool
links_same(struct slice a, struct slice b)
{
	return slice_eq_nocase(bare(a), bare(b));
}
