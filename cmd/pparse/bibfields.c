#include <stdlib.h>

#include "bibfields.h"
#include "mem.h"

enum {
	LIBRARY_MAX = 64 << 20, /* bytes */
	GENERATIONS = 8,        /* a parent has parents, which may go round */
	ANCESTORS = 16,         /* of one entry */
	PARENT_MAX = 64 << 10,  /* bytes: each child has a copy */
};

struct slice
bibfields_text(const struct bibfields *fields, struct span span)
{
	return slice_first(
		slice_from(buf_slice(&fields->text), span.at), span.len);
}

struct bibfield *
bibfields_named(struct bibfields *fields, struct slice name)
{
	for (size_t i = fields->count; i > 0; i--)
		if (slice_eq_nocase(
			    bibfields_text(fields, fields->all[i - 1].name),
			    name))
			return &fields->all[i - 1];
	return NULL;
}

void
bibfields_add(struct bibfields *fields, struct span name, struct span value)
{
	fields->all = mem_grow(fields->all, &fields->cap, fields->count + 1,
		sizeof(*fields->all));
	fields->all[fields->count++] = (struct bibfield){name, value, false};
}

void
bibfields_reset(struct bibfields *fields)
{
	fields->count = 0;
	buf_reset(&fields->text);
}

void
bibfields_free(struct bibfields *fields)
{
	buf_free(&fields->text);
	free(fields->all);
}

static struct span
add_text(struct bibfields *to, struct slice text)
{
	struct span span = {to->text.len, text.len};

	buf_add(&to->text, text);
	return span;
}

static void
copy_field(struct bibfields *to, struct slice name, struct slice value)
{
	struct span at = add_text(to, name);

	bibfields_add(to, at, add_text(to, value));
}

static bool
is_one_of(struct slice word, const struct slice words[], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (slice_eq_nocase(word, words[i]))
			return true;
	return false;
}

/* May others inherit from an entry of TYPE? */
static bool
is_parent(struct slice type)
{
	static const struct slice types[] = {SLICE_INIT("xdata"),
		SLICE_INIT("book"), SLICE_INIT("mvbook"),
		SLICE_INIT("collection"), SLICE_INIT("mvcollection"),
		SLICE_INIT("proceedings"), SLICE_INIT("mvproceedings"),
		SLICE_INIT("reference"), SLICE_INIT("mvreference"),
		SLICE_INIT("periodical")};

	return is_one_of(type, types, COUNT(types));
}

/* Keys differ in more than case; of two the first counts. */
static struct slice
folded(struct buf *to, struct slice key)
{
	buf_reset(to);
	for (size_t i = 0; i < key.len; i++)
		buf_char(to, ascii_lower(key.ptr[i]));
	return buf_slice(to);
}

static void
add_key(struct library *library, struct slice key)
{
	struct buf lower = {0};

	if (library->keys == NULL)
		library->keys = keys_new();
	keys_put(library->keys, folded(&lower, key), (uint32_t)library->count);
	buf_free(&lower);
}

bool
library_keep(struct library *library, struct slice type, struct slice key,
	uint64_t line, const struct bibfields *fields, bool waits)
{
	struct bibfields *to = &library->fields;
	struct kept kept = {
		.line = line,
		.first = to->count,
		.count = fields->count,
		.len = fields->text.len,
		.waits = waits,
	};

	if (!waits && !is_parent(type))
		return true;
	if (fields->text.len > LIBRARY_MAX - to->text.len)
		return false;
	kept.type = add_text(to, type);
	kept.key = add_text(to, key);
	for (size_t i = 0; i < fields->count; i++)
		copy_field(to, bibfields_text(fields, fields->all[i].name),
			bibfields_text(fields, fields->all[i].value));
	library->all = mem_grow(
		library->all, &library->cap, library->count + 1, sizeof(kept));
	add_key(library, key);
	library->all[library->count++] = kept;
	library->waiting += waits;
	return true;
}

static const struct kept *
kept_named(const struct library *library, struct slice key)
{
	struct buf lower = {0};
	const uint32_t *number = NULL;

	if (library->keys != NULL)
		number = keys_find(library->keys, folded(&lower, key));
	buf_free(&lower);
	return number == NULL ? NULL : &library->all[*number];
}

/* Is an entry of TYPE a part of its parent? */
static bool
is_part(struct slice type)
{
	static const struct slice types[] = {SLICE_INIT("inproceedings"),
		SLICE_INIT("conference"), SLICE_INIT("incollection"),
		SLICE_INIT("inbook"), SLICE_INIT("bookinbook"),
		SLICE_INIT("suppbook"), SLICE_INIT("suppcollection"),
		SLICE_INIT("inreference")};

	return is_one_of(type, types, COUNT(types));
}

/* What the field NAME of a PARENT is called in an entry of TYPE; empty if it
 * is not inherited. */
static struct slice
name_in(struct slice type, struct slice parent, struct slice name)
{
	static const struct slice own[] = {SLICE_INIT("doi"),
		SLICE_INIT("eprint"), SLICE_INIT("eprinttype"),
		SLICE_INIT("eprintclass"), SLICE_INIT("archiveprefix"),
		SLICE_INIT("primaryclass"), SLICE_INIT("pmid"),
		SLICE_INIT("pmcid"), SLICE_INIT("url"), SLICE_INIT("urldate"),
		SLICE_INIT("file"), SLICE_INIT("pdf"),
		SLICE_INIT("howpublished"), SLICE_INIT("abstract"),
		SLICE_INIT("keywords"), SLICE_INIT("keyword"),
		SLICE_INIT("note"), SLICE_INIT("pages"), SLICE_INIT("key"),
		SLICE_INIT("ids"), SLICE_INIT("crossref"), SLICE_INIT("xdata"),
		SLICE_INIT("xref"), SLICE_INIT("entryset"),
		SLICE_INIT("entrysubtype"), SLICE_INIT("execute"),
		SLICE_INIT("label"), SLICE_INIT("options"),
		SLICE_INIT("presort"), SLICE_INIT("related"),
		SLICE_INIT("relatedoptions"), SLICE_INIT("relatedstring"),
		SLICE_INIT("relatedtype"), SLICE_INIT("shorthand"),
		SLICE_INIT("shorthandintro"), SLICE_INIT("sortkey")};
	static const struct slice titles[] = {SLICE_INIT("title"),
		SLICE_INIT("subtitle"), SLICE_INIT("titleaddon"),
		SLICE_INIT("shorttitle"), SLICE_INIT("sorttitle")};
	bool title = slice_eq_nocase(name, titles[0]);

	if (is_one_of(name, own, COUNT(own)))
		return SLICE("");
	if (!is_one_of(name, titles, COUNT(titles)))
		return name;
	if (slice_starts_nocase(parent, SLICE("mv")))
		return title ? SLICE("maintitle") : SLICE("");
	if (slice_eq_nocase(parent, SLICE("periodical")))
		return title ? SLICE("journaltitle") : SLICE("");
	if (is_part(type))
		return title ? SLICE("booktitle") : SLICE("");
	return name;
}

void
library_fields(const struct library *library, const struct kept *kept,
	struct bibfields *to)
{
	const struct bibfields *from = &library->fields;

	bibfields_reset(to);
	for (size_t i = kept->first; i < kept->first + kept->count; i++)
		copy_field(to, bibfields_text(from, from->all[i].name),
			bibfields_text(from, from->all[i].value));
}

struct search {
	const struct library *library;
	size_t ancestors; /* that have been looked at */
	struct slice missing;
};

static bool inherit(struct search *search, struct slice type,
	struct bibfields *to, size_t generation);

/* As library_inherit(), from the one called KEY; XDATA is all of it. */
static bool
inherit_from(struct search *search, struct slice key, bool xdata,
	struct slice type, struct bibfields *to, size_t generation)
{
	const struct library *library = search->library;
	const struct kept *parent = kept_named(library, key);
	struct bibfields fields = {0};
	struct slice parent_type;
	bool whole;

	if (generation == GENERATIONS || search->ancestors++ >= ANCESTORS)
		return true;
	if (parent == NULL || parent->len > PARENT_MAX)
		return false;
	parent_type = bibfields_text(&library->fields, parent->type);
	library_fields(library, parent, &fields);
	whole = inherit(search, parent_type, &fields, generation + 1);
	for (size_t i = 0; i < fields.count; i++) {
		struct slice name = bibfields_text(&fields, fields.all[i].name);

		if (!xdata)
			name = name_in(type, parent_type, name);
		if (name.len > 0 && bibfields_named(to, name) == NULL)
			copy_field(to, name,
				bibfields_text(&fields, fields.all[i].value));
	}
	bibfields_free(&fields);
	return whole;
}

static bool
inherit(struct search *search, struct slice type, struct bibfields *to,
	size_t generation)
{
	static const struct slice names[] = {
		SLICE_INIT("xdata"), SLICE_INIT("crossref")};

	for (size_t i = 0; i < COUNT(names); i++) {
		struct bibfield *field = bibfields_named(to, names[i]);
		struct buf keys = {0};
		struct slice rest, key;
		bool whole = true;

		if (field == NULL)
			continue;
		field->used = true;
		buf_add(&keys, bibfields_text(to, field->value));
		rest = buf_slice(&keys);
		while (whole && rest.len > 0 && slice_cut(&rest, ',', &key))
			whole = inherit_from(search, slice_trim(key), i == 0,
				type, to, generation);
		buf_free(&keys);
		if (whole)
			continue;
		field = bibfields_named(to, names[i]);
		field->used = false;
		search->missing = bibfields_text(to, field->value);
		return false;
	}
	return true;
}

bool
library_inherit(const struct library *library, struct slice type,
	struct bibfields *fields, struct slice *missing)
{
	struct search search = {.library = library};
	bool whole = inherit(&search, type, fields, 0);

	*missing = search.missing;
	return whole;
}

void
library_free(struct library *library)
{
	bibfields_free(&library->fields);
	free(library->all);
	keys_free(library->keys);
}
