#include "links.h"

/* So far before an address are the words that say what it is. */
enum { WORDS = 48 };

/* Hosts, and those under them, that keep code. */
static const struct slice code_hosts[] = {
	SLICE_INIT("github.com"), SLICE_INIT("gitlab.com"),
	SLICE_INIT("bitbucket.org"), SLICE_INIT("codeberg.org"),
	SLICE_INIT("gitee.com"), SLICE_INIT("git.sr.ht"),
	SLICE_INIT("sourceforge.net"), SLICE_INIT("zenodo.org"),
	SLICE_INIT("4open.science"), /* anonymous copies for review */
};

/* Hosts whose addresses are pages that authors made for a project. */
static const struct slice page_hosts[] = {
	SLICE_INIT("github.io"),
	SLICE_INIT("gitlab.io"),
	SLICE_INIT("sites.google.com"),
};

static const struct slice hub_hosts[] = {
	SLICE_INIT("huggingface.co"),
	SLICE_INIT("hf.co"),
};

/* Addresses that say nothing of where they lead. */
static const struct slice short_hosts[] = {
	SLICE_INIT("bit.ly"),
	SLICE_INIT("tinyurl.com"),
	SLICE_INIT("git.io"),
	SLICE_INIT("goo.gl"),
	SLICE_INIT("rb.gy"),
	SLICE_INIT("is.gd"),
	SLICE_INIT("t.ly"),
	SLICE_INIT("shorturl.at"),
	SLICE_INIT("cutt.ly"),
	SLICE_INIT("s.id"),
	SLICE_INIT("w3id.org"),
	SLICE_INIT("aka.ms"),
	SLICE_INIT("tiny.cc"),
	SLICE_INIT("ow.ly"),
};

static const struct slice page_words[] = {
	SLICE_INIT("project page"),
	SLICE_INIT("project is available"),
	SLICE_INIT("project website"),
	SLICE_INIT("project webpage"),
	SLICE_INIT("project site"),
	SLICE_INIT("website"),
	SLICE_INIT("webpage"),
	SLICE_INIT("web page"),
	SLICE_INIT("homepage"),
	SLICE_INIT("home page"),
};

static const struct slice code_words[] = {
	SLICE_INIT("code"),
	SLICE_INIT("implementation"),
	SLICE_INIT("repository"),
	SLICE_INIT("software"),
};

/* What the first part of a path at the Hub says, and how deep the name is. */
static const struct {
	struct slice part;
	enum link_type type;
} hub_parts[] = {
	{SLICE_INIT("datasets"),      LINK_DATASET},
	{SLICE_INIT("spaces"),        LINK_SPACE  },
	{SLICE_INIT("papers"),        LINK_OTHER  },
	{SLICE_INIT("collections"),   LINK_OTHER  },
	{SLICE_INIT("blog"),          LINK_OTHER  },
	{SLICE_INIT("docs"),          LINK_OTHER  },
	{SLICE_INIT("posts"),         LINK_OTHER  },
	{SLICE_INIT("api"),           LINK_OTHER  },
	{SLICE_INIT("models"),        LINK_OTHER  },
	{SLICE_INIT("organizations"), LINK_OTHER  },
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
static struct slice
words_before(struct slice before)
{
	const char *at;

	if (before.len > WORDS)
		before = slice_from(before, before.len - WORDS);
	while ((at = slice_find(before, SLICE(". "))) != NULL)
		before = slice_from(before, (size_t)(at - before.ptr) + 2);
	/* Behind the last address, which had its own words. */
	while ((at = slice_find(before, SLICE("://"))) != NULL)
		before = slice_from(before, (size_t)(at - before.ptr) + 3);
	return before;
}

/* Where the last of WORDS stands in BEFORE, counted from 1; 0: nowhere. */
static size_t
last_word(struct slice before, const struct slice words[], size_t count)
{
	size_t last = 0;

	for (size_t i = 0; i < count; i++) {
		struct slice rest = before;
		const char *at;

		while ((at = slice_find_nocase(rest, words[i])) != NULL) {
			size_t place = (size_t)(at - before.ptr) + 1;

			if (place > last)
				last = place;
			rest = slice_from(before, place);
		}
	}
	return last;
}

/*
 * Makes URL, which leads to the Hub, the name of what is there: PATH is owner
 * and name, perhaps behind its type and in front of more.
 */
static enum link_type
hub_type(struct buf *url, struct slice path)
{
	enum link_type type = LINK_MODEL;
	struct slice part, owner = SLICE(""), name = SLICE(""), rest = path;
	struct buf found = {0};

	slice_cut(&rest, '/', &part);
	for (size_t i = 0; i < COUNT(hub_parts); i++)
		if (slice_eq(part, hub_parts[i].part)) {
			type = hub_parts[i].type;
			path = rest;
		}
	if (type == LINK_OTHER)
		return type;
	slice_cut(&path, '/', &owner);
	slice_cut(&path, '/', &name);
	for (size_t i = 0; i < name.len; i++)
		if (strchr("?#", name.ptr[i]) != NULL)
			name.len = i;
	if (owner.len == 0 || name.len == 0)
		return LINK_OTHER;
	buf_add(&found, owner);
	buf_char(&found, '/');
	buf_add(&found, name);
	buf_reset(url);
	buf_add(url, buf_slice(&found));
	buf_free(&found);
	return type;
}

/* Of the address in URL, of which the host begins at FROM. */
static enum link_type
type_of(struct buf *url, size_t from, struct slice before)
{
	struct slice host, path = slice_from(buf_slice(url), from);
	size_t page, code;

	slice_cut(&path, '/', &host);
	before = words_before(before);
	if (at_host(host, hub_hosts, COUNT(hub_hosts)))
		return hub_type(url, path);
	if (path.len > 0 && at_host(host, code_hosts, COUNT(code_hosts)))
		return LINK_CODE;
	if (path.len > 0 &&
		(slice_starts_nocase(host, SLICE("gitlab.")) ||
			slice_starts_nocase(path, SLICE("10.5281/zenodo."))))
		return LINK_CODE;
	if (at_host(host, page_hosts, COUNT(page_hosts)))
		return LINK_PROJECT;
	page = last_word(before, page_words, COUNT(page_words));
	code = last_word(before, code_words, COUNT(code_words));
	if (code > page && at_host(host, short_hosts, COUNT(short_hosts)))
		return LINK_CODE;
	return page > code ? LINK_PROJECT : LINK_OTHER;
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

		if (slice_starts(slice_from(text, i), SLICE("{\\_}"))) {
			buf_char(url, '_');
			i += 3;
			continue;
		}
		if (c == '\\' && i + 1 < text.len &&
			strchr("_%#&~", text.ptr[i + 1]) != NULL)
			c = text.ptr[++i];
		else if (ends_url(c))
			break;
		buf_char(url, c);
	}
	return i;
}

/* What stands in running text without a scheme: a host, and what is behind. */
static const struct {
	struct slice host, path;
} bare_hosts[] = {
	{SLICE_INIT("github.com"),      SLICE_INIT("/")        },
	{SLICE_INIT("gitlab.com"),      SLICE_INIT("/")        },
	{SLICE_INIT("bitbucket.org"),   SLICE_INIT("/")        },
	{SLICE_INIT("codeberg.org"),    SLICE_INIT("/")        },
	{SLICE_INIT("huggingface.co"),  SLICE_INIT("/")        },
	{SLICE_INIT("zenodo.org"),      SLICE_INIT("/record")  },
	{SLICE_INIT("sourceforge.net"), SLICE_INIT("/projects")},
};

/* The length of the bare host, `www.` included, between BEFORE and PATH. */
static size_t
bare_len(struct slice before, struct slice path)
{
	for (size_t i = 0; i < COUNT(bare_hosts); i++) {
		struct slice rest = before;

		if (!slice_ends_nocase(before, bare_hosts[i].host) ||
			!slice_starts_nocase(path, bare_hosts[i].path))
			continue;
		rest.len -= bare_hosts[i].host.len;
		if (slice_ends_nocase(rest, SLICE("www.")))
			rest.len -= SLICE("www.").len;
		if (rest.len > 0 &&
			(ascii_alnum(rest.ptr[rest.len - 1]) ||
				strchr("/.-_@", rest.ptr[rest.len - 1])))
			return 0;
		return before.len - rest.len;
	}
	return 0;
}

/*
 * Where the next address in TEXT begins, behind its scheme, which has the
 * length *SCHEME, 0 if it is missing. Every address has a slash.
 */
static const char *
find_address(struct slice text, size_t *scheme)
{
	struct slice rest = text, before = {text.ptr, 0};
	const char *at;

	while ((at = memchr(rest.ptr, '/', rest.len)) != NULL) {
		rest = slice_from(rest, (size_t)(at - rest.ptr));
		before.len = (size_t)(at - text.ptr);
		if (slice_starts(rest, SLICE("//")) &&
			slice_ends(before, SLICE(":"))) {
			before.len--;
			rest = slice_from(rest, 2);
			*scheme = scheme_len(before);
			if (*scheme > 0 && rest.len > 0 &&
				ascii_alnum(*rest.ptr))
				return rest.ptr;
			continue;
		}
		*scheme = 0;
		if (bare_len(before, rest) > 0)
			return at - bare_len(before, rest);
		rest = slice_from(rest, 1);
	}
	return NULL;
}

bool
links_next(struct slice *text, struct buf *url, enum link_type *type)
{
	size_t scheme, from;
	struct slice before = *text;
	const char *host = find_address(*text, &scheme);

	if (host == NULL)
		return false;
	before.len = (size_t)(host - text->ptr);
	if (scheme > 0)
		before.len -= scheme + SLICE("://").len;
	*text = slice_from(*text, (size_t)(host - text->ptr));
	buf_reset(url);
	buf_add(url, scheme == SLICE("http").len ? SLICE("http://")
						 : SLICE("https://"));
	from = url->len;
	*text = slice_from(*text, take_url(*text, url));
	trim_punctuation(url, from);
	*type = type_of(url, from, before);
	return true;
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
