#include "identity.h"
#include "ident.h"
#include "keys.h"
#include "mem.h"
#include "record.h"
#include "text.h"

/* A key's number is its paper and, in the last bit, whether that has been said
 * to be several papers'. */
enum { SAID = 1 };

/* A paper; those that were found to be one form a tree. */
struct paper {
	uint32_t parent; /* itself: it is the root */
	uint32_t schemes;
};

struct identity {
	struct keys *keys;
	struct paper *papers;
	size_t count, cap;
	bool version, title;
	struct buf scratch, url;
};

/* Schemes of which a paper has one id: all but doi:, url: and title:. */
static const struct slice schemes[] = {SLICE_INIT("arxiv:"),
	SLICE_INIT("pmid:"), SLICE_INIT("pmcid:"), SLICE_INIT("acl:"),
	SLICE_INIT("openreview:"), SLICE_INIT("dblp:"), SLICE_INIT("s2:"),
	SLICE_INIT("openalex:")};

static uint32_t
scheme_of(struct slice key)
{
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (slice_starts(key, schemes[i]))
			return UINT32_C(1) << i;
	return 0;
}

static uint32_t
add_paper(struct identity *identity)
{
	size_t n = identity->count;

	if (n >= UINT32_MAX / 2)
		err_die("more than two thousand million papers");
	identity->papers = mem_grow(identity->papers, &identity->cap, n + 1,
		sizeof(*identity->papers));
	identity->papers[n] = (struct paper){.parent = (uint32_t)n};
	identity->count++;
	return (uint32_t)n;
}

struct identity *
identity_new(void)
{
	struct identity *identity = mem_zero(1, sizeof(*identity));

	identity->keys = keys_new();
	add_paper(identity); /* SEEN */
	return identity;
}

bool
identity_set_keys(struct identity *identity, struct slice list)
{
	struct slice name;

	while (slice_cut(&list, ',', &name))
		if (slice_eq(name, SLICE("version")))
			identity->version = true;
		else if (slice_eq(name, SLICE("title")))
			identity->title = true;
		else if (!slice_eq(name, SLICE("id")))
			return false;
	return true;
}

void
identity_seen(struct identity *identity, struct slice key)
{
	keys_put(identity->keys, key, SEEN << 1);
}

uint32_t
identity_now(const struct identity *identity, uint32_t paper)
{
	struct paper *papers = identity->papers;

	while (papers[paper].parent != paper) {
		papers[paper].parent = papers[papers[paper].parent].parent;
		paper = papers[paper].parent;
	}
	return paper;
}

/* A key is a line of a state file: it has no control characters. */
static void
end_key(struct buf *keys, size_t at)
{
	for (; at < keys->len; at++)
		if ((unsigned char)keys->ptr[at] < ' ')
			keys->ptr[at] = '_';
	buf_char(keys, '\n');
}

static void
add_key(struct identity *identity, struct buf *keys, struct json id,
	struct json version)
{
	struct slice text = json_text(id, &identity->scratch);
	size_t at = keys->len;

	if (text.len == 0)
		return;
	if (slice_starts(text, SLICE("url:")) &&
		ident_of_url(slice_from(text, 4), &identity->url))
		text = buf_slice(&identity->url);
	buf_add(keys, text);
	if (identity->version && version.type == JSON_NUMBER) {
		buf_char(keys, 'v');
		buf_add(keys, version.raw);
	}
	end_key(keys, at);
}

static void
add_title(struct identity *identity, struct buf *keys, struct json title)
{
	struct slice text = json_text(title, &identity->scratch);
	size_t at = keys->len;

	if (text.len == 0)
		return;
	buf_add(keys, SLICE("title:"));
	text_slug(keys, text);
	end_key(keys, at);
}

bool
identity_keys_of(struct identity *identity, struct slice line, struct buf *keys)
{
	enum { ID, ALIASES, VERSION, TITLE, MEMBERS };
	static const struct slice names[MEMBERS] = {SLICE_INIT("id"),
		SLICE_INIT("aliases"), SLICE_INIT("version"),
		SLICE_INIT("title")};
	struct json values[MEMBERS], none, alias;
	struct json_iter it;
	bool has_id;

	buf_reset(keys);
	record_find(line, names, COUNT(names), values);
	add_key(identity, keys, values[ID], values[VERSION]);
	has_id = keys->len > 0;
	it = json_iter(values[ALIASES]);
	while (values[ALIASES].type == JSON_ARRAY &&
		json_next(&it, &none, &alias))
		add_key(identity, keys, alias, values[VERSION]);
	if (identity->title)
		add_title(identity, keys, values[TITLE]);
	return has_id;
}

/*
 * May the record with KEYS be PAPER? Not if both have ids of a scheme, and none
 * of them is the same.
 */
static bool
may_be(const struct identity *identity, struct slice keys, uint32_t paper)
{
	uint32_t both = 0, same = 0;
	struct slice key;

	while (slice_cut(&keys, '\n', &key)) {
		uint32_t scheme =
			scheme_of(key) & identity->papers[paper].schemes;
		const uint32_t *number;

		if (scheme == 0)
			continue;
		both |= scheme;
		number = keys_find(identity->keys, key);
		if (number != NULL &&
			identity_now(identity, *number >> 1) == paper)
			same |= scheme;
	}
	return both == same;
}

/* Makes two papers one, the earlier; false if they cannot be. */
static bool
join(struct identity *identity, uint32_t *paper, uint32_t other)
{
	struct paper *papers = identity->papers;
	uint32_t first = *paper < other ? *paper : other;
	uint32_t second = *paper < other ? other : *paper;

	if ((papers[first].schemes & papers[second].schemes) != 0)
		return false;
	papers[second].parent = first;
	if (first != SEEN)
		papers[first].schemes |= papers[second].schemes;
	*paper = first;
	return true;
}

static void
say_shared(uint32_t *number, struct slice key)
{
	if ((*number & SAID) == 0)
		err_note("%.*s is shared by papers with different ids",
			ERR_SLICE(key));
	*number |= SAID;
}

bool
identity_of(struct identity *identity, struct slice line, struct buf *keys,
	uint32_t *paper, bool *new)
{
	struct slice rest, key;

	*new = true;
	if (!identity_keys_of(identity, line, keys))
		return false;
	rest = buf_slice(keys);
	while (slice_cut(&rest, '\n', &key)) {
		uint32_t *number = keys_find(identity->keys, key), found;

		if (number == NULL)
			continue;
		found = identity_now(identity, *number >> 1);
		if (!*new &&found == *paper)
			continue;
		if (!may_be(identity, buf_slice(keys), found) ||
			(!*new && !join(identity, paper, found))) {
			say_shared(number, key);
			continue;
		}
		if (*new)
			*paper = found;
		*new = false;
	}
	if (*new)
		*paper = add_paper(identity);
	rest = buf_slice(keys);
	while (slice_cut(&rest, '\n', &key)) {
		if (key.len == 0)
			continue;
		keys_put(identity->keys, key, *paper << 1);
		if (*paper != SEEN)
			identity->papers[*paper].schemes |= scheme_of(key);
	}
	return true;
}
