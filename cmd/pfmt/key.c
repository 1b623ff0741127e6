#include <inttypes.h>
#include <stdlib.h>

#include "clean.h"
#include "date.h"
#include "key.h"
#include "mem.h"
#include "text.h"
#include "utf8.h"

enum {
	FAMILY_MAX = 13,
	WORD_MAX = 12,
	ID_MAX = 28,   /* of a key made of an id */
	ID_FRONT = 19, /* of one that does not say all of the id */
	SEEN_FIRST = 1024,
};

/* Letters that have no accent to lose, in small, as text_fold() leaves them. */
static const struct {
	uint32_t letter;
	const char *ascii;
} latin[] = {
	{0xE6,  "ae"},
	{0xF0,  "d" },
	{0xF8,  "o" },
	{0xFE,  "th"},
	{0x111, "d" },
	{0x127, "h" },
	{0x131, "i" },
	{0x142, "l" },
	{0x14B, "n" },
	{0x153, "oe"},
	{0x3C2, "s" },
	{0x454, "ie"},
	{0x456, "i" },
	{0x458, "j" },
	{0x491, "g" },
};

enum { CYRILLIC = 0x430, GREEK = 0x3B1 };
static const char *const cyrillic[] = {"a", "b", "v", "g", "d", "e", "zh", "z",
	"i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
	"ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"};
static const char *const greek[] = {"a", "b", "g", "d", "e", "z", "e", "th",
	"i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f",
	"ch", "ps", "o"};

/* Words that say nothing of a paper. */
static const struct slice empty_words[] = {SLICE_INIT("a"), SLICE_INIT("an"),
	SLICE_INIT("and"), SLICE_INIT("are"), SLICE_INIT("as"),
	SLICE_INIT("at"), SLICE_INIT("by"), SLICE_INIT("can"),
	SLICE_INIT("das"), SLICE_INIT("der"), SLICE_INIT("die"),
	SLICE_INIT("do"), SLICE_INIT("does"), SLICE_INIT("for"),
	SLICE_INIT("from"), SLICE_INIT("how"), SLICE_INIT("in"),
	SLICE_INIT("is"), SLICE_INIT("la"), SLICE_INIT("le"), SLICE_INIT("les"),
	SLICE_INIT("of"), SLICE_INIT("on"), SLICE_INIT("the"), SLICE_INIT("to"),
	SLICE_INIT("via"), SLICE_INIT("what"), SLICE_INIT("when"),
	SLICE_INIT("why"), SLICE_INIT("with")};

static const char *
ascii_of(uint32_t c)
{
	if (c >= CYRILLIC && c < CYRILLIC + COUNT(cyrillic))
		return cyrillic[c - CYRILLIC];
	if (c >= GREEK && c < GREEK + COUNT(greek))
		return greek[c - GREEK];
	for (size_t i = 0; i < COUNT(latin); i++)
		if (latin[i].letter == c)
			return latin[i].ascii;
	return "";
}

/* Adds the letters and digits of FOLDED in ASCII, at most MAX. */
static void
add_ascii(struct buf *to, struct slice folded, size_t max)
{
	size_t begin = to->len, n;

	for (; folded.len > 0 && to->len - begin < max;
		folded = slice_from(folded, n)) {
		uint32_t c;

		n = utf8_decode(folded, &c);
		if (c >= 0x80)
			buf_add(to, slice_of(ascii_of(c)));
		else if (ascii_alnum((char)c))
			buf_char(to, (char)c);
	}
	if (to->len - begin > max)
		to->len = begin + max;
}

static bool
is_empty_word(struct slice word)
{
	for (size_t i = 0; i < COUNT(empty_words); i++)
		if (slice_eq(word, empty_words[i]))
			return true;
	return word.len < 2;
}

static void
add_word(struct citation_keys *keys, struct job *job)
{
	struct slice rest, word;
	size_t begin = keys->key.len;

	buf_reset(&keys->folded);
	text_slug(
		&keys->folded, json_text(job->member[M_TITLE], &job->scratch));
	rest = buf_slice(&keys->folded);
	while (slice_cut(&rest, '-', &word)) {
		if (is_empty_word(word))
			continue;
		add_ascii(&keys->key, word, WORD_MAX);
		if (keys->key.len > begin)
			return;
	}
}

static void
add_year(struct citation_keys *keys, struct job *job)
{
	static const enum member members[] = {M_PUBLISHED, M_LISTED};
	struct slice date;

	for (size_t i = 0; i < COUNT(members); i++) {
		date = json_text(job->member[members[i]], &job->scratch);
		if (!date_valid(date))
			continue;
		buf_add(&keys->key, slice_first(date, 4));
		return;
	}
}

/* The id, and where that does not say all of it, its hash. */
static void
add_id(struct citation_keys *keys, struct slice id)
{
	struct buf *key = &keys->key;
	bool lost = id.len > ID_MAX;

	buf_reset(key);
	if (id.len == 0 || !ascii_alpha(id.ptr[0]))
		buf_add(key, SLICE("id"));
	for (size_t i = 0; i < id.len && key->len < ID_MAX; i++) {
		char c = id.ptr[i];

		lost = lost || (unsigned char)c >= 0x80;
		if (ascii_alnum(c) || c == ':' || c == '_')
			buf_char(key, c);
		else if (key->ptr[key->len - 1] != '-')
			buf_char(key, '-');
	}
	if (lost || key->len < 3) {
		key->len = key->len < ID_FRONT ? key->len : ID_FRONT;
		if (key->ptr[key->len - 1] == '-')
			key->len--;
		buf_format(key, "-%08" PRIx64, slice_hash(id) >> 32);
	}
}

static bool
first_author(struct citation_keys *keys, struct job *job, struct name *name)
{
	names_begin(&keys->names, job);
	return names_next(&keys->names, name);
}

static void
add_family(struct citation_keys *keys, struct job *job)
{
	struct name name;

	if (!first_author(keys, job, &name))
		return;
	buf_reset(&keys->folded);
	text_fold(&keys->folded, name.family);
	add_ascii(&keys->key, buf_slice(&keys->folded), FAMILY_MAX);
}

/* The name first; a paper without authors has its word there. */
static void
make(struct citation_keys *keys, struct job *job)
{
	struct name name;
	bool named = first_author(keys, job, &name);

	if (named)
		add_family(keys, job);
	else
		add_word(keys, job);
	if (named && keys->key.len == 0)
		return;
	add_year(keys, job);
	if (named)
		add_word(keys, job);
}

/* The record, with the parts of a key in front as members. */
static struct slice
record_with_parts(struct citation_keys *keys, struct job *job)
{
	static const struct {
		const char *name;
		void (*add)(struct citation_keys *keys, struct job *job);
	} parts[] = {
		{"family", add_family},
		{"year",   add_year  },
		{"word",   add_word  },
	};
	struct slice rest = slice_from(slice_trim(job->line), 1);

	buf_reset(&keys->record);
	for (size_t i = 0; i < COUNT(parts); i++) {
		buf_reset(&keys->key);
		parts[i].add(keys, job);
		buf_format(&keys->record, "%c\"%s\":\"%s\"", i == 0 ? '{' : ',',
			parts[i].name, buf_string(&keys->key));
	}
	if (slice_trim(rest).len > 1) /* more than a bracket */
		buf_char(&keys->record, ',');
	buf_add(&keys->record, rest);
	return buf_slice(&keys->record);
}

/* What the template makes, in ASCII, of characters that a key may have. */
static void
make_by_template(struct citation_keys *keys, struct job *job)
{
	struct slice record = record_with_parts(keys, job), rest;
	size_t n;

	buf_reset(&keys->key);
	buf_reset(&keys->text);
	template_add(job->key, record, job->number, &keys->text);
	for (rest = buf_slice(&keys->text); rest.len > 0;
		rest = slice_from(rest, n)) {
		uint32_t c;

		n = utf8_decode(rest, &c);
		if (c < 0x80) {
			if (ascii_alnum((char)c) || strchr(":_-./+", (int)c))
				buf_char(&keys->key, (char)c);
			continue;
		}
		buf_reset(&keys->folded);
		text_fold(&keys->folded, slice_first(rest, n));
		add_ascii(&keys->key, buf_slice(&keys->folded), SIZE_MAX);
	}
}

/* The paper's own key, without what ends one or means something to TeX. */
static void
take_own(struct citation_keys *keys, struct job *job)
{
	struct slice own = json_text(job->member[M_KEY], &job->scratch);

	buf_reset(&keys->text);
	clean_controls(&keys->text, own);
	for (size_t i = 0; i < keys->text.len; i++)
		if (strchr(" {}(),=\"#%'~\\", keys->text.ptr[i]) == NULL)
			buf_char(&keys->key, keys->text.ptr[i]);
}

/* Where HASH stands, or would. */
static uint64_t *
place_of(const struct citation_keys *keys, uint64_t hash)
{
	size_t at = (size_t)(hash & (keys->cap - 1));

	while (keys->seen[at] != 0 && keys->seen[at] != hash)
		at = (at + 1) & (keys->cap - 1);
	return &keys->seen[at];
}

static void
grow(struct citation_keys *keys)
{
	uint64_t *old = keys->seen;
	size_t cap = keys->cap;

	keys->cap = cap == 0 ? SEEN_FIRST : cap * 2;
	keys->seen = mem_zero(keys->cap, sizeof(*keys->seen));
	for (size_t i = 0; i < cap; i++)
		if (old[i] != 0)
			*place_of(keys, old[i]) = old[i];
	free(old);
}

/* Is the key new? From now on it is not. BibTeX takes a for A in keys. */
static bool
is_new(struct citation_keys *keys)
{
	uint64_t hash, *place;

	if (keys->count * 2 >= keys->cap)
		grow(keys);
	buf_reset(&keys->folded);
	for (size_t i = 0; i < keys->key.len; i++)
		buf_char(&keys->folded, ascii_lower(keys->key.ptr[i]));
	hash = slice_hash(buf_slice(&keys->folded)) * 0x9E3779B97F4A7C15 | 1;
	hash ^= hash >> 32;
	hash |= hash == 0;
	place = place_of(keys, hash);
	if (*place == hash)
		return false;
	*place = hash;
	keys->count++;
	return true;
}

void
key_begin(struct citation_keys *keys)
{
	keys->count = 0;
	if (keys->cap > 0)
		memset(keys->seen, 0, keys->cap * sizeof(*keys->seen));
}

/* Does KEY say something? One of the user's may begin with a digit. */
static bool
is_key(struct slice key, bool asked)
{
	if (asked)
		return key.len > 0 && ascii_alnum(key.ptr[0]);
	return key.len >= 3 && ascii_alpha(key.ptr[0]);
}

struct slice
key_of(struct citation_keys *keys, struct job *job)
{
	static const int digits[] = {4, 7};
	struct slice id;
	uint64_t hash;
	size_t len;
	bool own;

	buf_reset(&keys->key);
	take_own(keys, job);
	own = keys->key.len > 0;
	if (!own && job->key != NULL)
		make_by_template(keys, job);
	else if (!own)
		make(keys, job);
	id = json_text(job->member[M_ID], &job->scratch);
	if (!own && !is_key(buf_slice(&keys->key), job->key != NULL))
		add_id(keys, id);
	len = keys->key.len;
	hash = slice_hash(id);
	for (uint64_t i = 0; !is_new(keys); i++) {
		keys->key.len = len;
		if (i < COUNT(digits))
			buf_format(&keys->key, "-%0*" PRIx64, digits[i],
				hash >> (64 - 4 * digits[i]));
		else
			buf_format(&keys->key, "-%" PRIu64, i);
	}
	return buf_slice(&keys->key);
}
