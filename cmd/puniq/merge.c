#include <stdlib.h>

#include "date.h"
#include "ident.h"
#include "mem.h"
#include "merge.h"
#include "record.h"

/* So many elements of an array are compared with a new one. */
enum { COMPARED = 1000 };

/* A record, every member of the table. */
struct record {
	struct slice line;
	struct json members[MEMBER_COUNT];
};

struct merger {
	const struct record *records;
	size_t count;
	const struct record *latest;   /* with the greatest version, or NULL */
	const struct record *authored; /* the first that has authors */
	struct buf *to;
	bool begun;
	struct buf ids; /* each ended by LF, the best in front */
	struct buf a, b;
};

static bool
has(const struct record *record, enum member m)
{
	return record->members[m].type > JSON_NULL;
}

static void
put(struct merger *merger, struct slice name, struct slice value)
{
	buf_char(merger->to, merger->begun ? ',' : '{');
	merger->begun = true;
	json_quote(merger->to, name);
	buf_char(merger->to, ':');
	buf_add(merger->to, value);
}

static void
put_member(struct merger *merger, enum member m, struct slice value)
{
	put(merger, record_members[m].name, value);
}

/* The first record that has M, or NULL. */
static const struct record *
first_with(const struct merger *merger, enum member m)
{
	for (size_t i = 0; i < merger->count; i++)
		if (has(&merger->records[i], m))
			return &merger->records[i];
	return NULL;
}

/* Title and abstract are those of the latest version. */
static void
put_first(struct merger *merger, enum member m)
{
	const struct record *record = first_with(merger, m);

	if ((m == M_TITLE || m == M_ABSTRACT) && merger->latest != NULL &&
		has(merger->latest, m))
		record = merger->latest;
	if (record != NULL)
		put_member(merger, m, record->members[m].raw);
}

static void
put_version(struct merger *merger)
{
	if (merger->latest != NULL)
		put_member(merger, M_VERSION,
			merger->latest->members[M_VERSION].raw);
}

/* A preprint that has appeared is what it appeared as. */
static void
put_type(struct merger *merger)
{
	const struct record *first = first_with(merger, M_TYPE);

	for (size_t i = 0; i < merger->count; i++) {
		struct json type = merger->records[i].members[M_TYPE];

		if (type.type != JSON_STRING || json_is(type, SLICE("article")))
			continue;
		put_member(merger, M_TYPE, type.raw);
		return;
	}
	if (first != NULL)
		put_member(merger, M_TYPE, first->members[M_TYPE].raw);
}

/* Names, families and ids of authors belong together. */
static void
put_authors(struct merger *merger, enum member m)
{
	if (merger->authored != NULL && has(merger->authored, m))
		put_member(merger, m, merger->authored->members[m].raw);
}

/* Is the date A the one to keep, rather than B, that came before it? */
static bool
is_better_date(enum member m, struct slice a, struct slice b)
{
	int order = date_compare(a, b);

	if (order == 0)
		return a.len > b.len;
	return m == M_UPDATED || m == M_MODIFIED ? order > 0 : order < 0;
}

static void
put_date(struct merger *merger, enum member m)
{
	struct json best = {.type = JSON_NONE};

	for (size_t i = 0; i < merger->count; i++) {
		struct json date = merger->records[i].members[m];
		struct slice text = json_text(date, &merger->a);

		if (!date_valid(text))
			continue;
		if (best.type == JSON_NONE ||
			is_better_date(m, text, json_text(best, &merger->b)))
			best = date;
	}
	if (best.type == JSON_NONE)
		put_first(merger, m);
	else
		put_member(merger, m, best.raw);
}

/* Do the ELEMENTS, as JSON with commas between them, have TEXT? */
static bool
holds(struct slice elements, struct slice text)
{
	for (int i = 0; i < COMPARED && elements.len > 0; i++) {
		struct json element = json_value(elements, &elements);

		if (json_is(element, text))
			return true;
		if (elements.len > 0)
			elements = slice_from(elements, 1);
	}
	return false;
}

static void
put_union(struct merger *merger, enum member m)
{
	struct buf elements = {0}, array = {0};

	for (size_t i = 0; i < merger->count; i++) {
		struct json_iter it = json_iter(merger->records[i].members[m]);
		struct json none, element;

		while (json_next(&it, &none, &element)) {
			struct slice text = json_text(element, &merger->a);

			if (holds(buf_slice(&elements), text))
				continue;
			if (elements.len > 0)
				buf_char(&elements, ',');
			buf_add(&elements, element.raw);
		}
	}
	if (elements.len > 0) {
		buf_char(&array, '[');
		buf_add(&array, buf_slice(&elements));
		buf_char(&array, ']');
		put_member(merger, m, buf_slice(&array));
	}
	buf_free(&elements);
	buf_free(&array);
}

/* Adds the id as JSON to `ids`, unless it is there. */
static void
add_id(struct merger *merger, struct json id)
{
	struct slice text = json_text(id, &merger->a);

	if (text.len == 0 || holds(buf_slice(&merger->ids), text))
		return;
	if (merger->ids.len > 0)
		buf_char(&merger->ids, ',');
	json_quote(&merger->ids, text);
}

/* The id of the best scheme is the paper's, the others are its aliases. */
static void
put_ids(struct merger *merger)
{
	struct slice rest;
	struct json best = {.type = JSON_NONE}, none, id;
	struct buf aliases = {0};
	int rank = 0;

	for (size_t i = 0; i < merger->count; i++) {
		const struct json *members = merger->records[i].members;
		struct json_iter it = json_iter(members[M_ALIASES]);

		add_id(merger, members[M_ID]);
		while (json_next(&it, &none, &id))
			add_id(merger, id);
	}
	for (rest = buf_slice(&merger->ids); rest.len > 0;) {
		int its;

		id = json_value(rest, &rest);
		rest = slice_from(rest, rest.len > 0);
		its = ident_rank(json_text(id, &merger->a));
		if (best.type == JSON_NONE || its < rank) {
			best = id;
			rank = its;
		}
	}
	put_member(merger, M_ID, best.raw);
	for (rest = buf_slice(&merger->ids); rest.len > 0;) {
		id = json_value(rest, &rest);
		rest = slice_from(rest, rest.len > 0);
		if (id.raw.ptr == best.raw.ptr)
			continue;
		buf_char(&aliases, aliases.len == 0 ? '[' : ',');
		buf_add(&aliases, id.raw);
	}
	if (aliases.len > 0) {
		buf_char(&aliases, ']');
		put_member(merger, M_ALIASES, buf_slice(&aliases));
	}
	buf_free(&aliases);
}

/* Does a record before the I-th have the member KEY? */
static bool
had_before(const struct merger *merger, size_t i, struct slice key)
{
	while (i-- > 0) {
		struct json value;

		if (record_find(merger->records[i].line, &key, 1, &value) &&
			value.type > JSON_NULL)
			return true;
	}
	return false;
}

/* Members that are not of the table: the first that has one. */
static void
put_unknown(struct merger *merger)
{
	for (size_t i = 0; i < merger->count; i++) {
		struct slice rest;
		struct json_iter it =
			json_iter(json_value(merger->records[i].line, &rest));
		struct json key, value;

		while (json_next(&it, &key, &value)) {
			struct slice name = json_text(key, &merger->a);

			if (record_member(name) == MEMBER_COUNT &&
				value.type > JSON_NULL &&
				!had_before(merger, i, name))
				put(merger, name, value.raw);
		}
	}
}

static void
put_members(struct merger *merger)
{
	for (enum member m = M_ALIASES + 1; m < MEMBER_COUNT; m++)
		switch (m) {
		case M_VERSION: put_version(merger); break;
		case M_TYPE: put_type(merger); break;
		case M_AUTHORS:
		case M_FAMILIES:
		case M_AUTHOR_IDS: put_authors(merger, m); break;
		default:
			if (record_members[m].type == MEMBER_DATE)
				put_date(merger, m);
			else if (record_members[m].type == MEMBER_STRINGS)
				put_union(merger, m);
			else
				put_first(merger, m);
		}
	put_unknown(merger);
}

/* What was withdrawn keeps its identity only. */
static void
put_deleted(struct merger *merger)
{
	put_date(merger, M_MODIFIED);
	put_first(merger, M_DELETED);
	put_union(merger, M_SOURCES);
}

static const struct record *
latest(const struct merger *merger)
{
	const struct record *best = NULL;
	int64_t greatest = 0, version;

	for (size_t i = 0; i < merger->count; i++) {
		const struct record *record = &merger->records[i];

		if (!json_int(record->members[M_VERSION], &version))
			continue;
		if (best == NULL || version > greatest) {
			best = record;
			greatest = version;
		}
	}
	return best;
}

void
merge(struct buf *to, const struct slice lines[], size_t count)
{
	struct record *records = mem_alloc(count * sizeof(*records));
	struct merger merger = {.records = records, .count = count, .to = to};

	for (size_t i = 0; i < count; i++) {
		records[i].line = lines[i];
		record_all(lines[i], records[i].members);
	}
	merger.latest = latest(&merger);
	merger.authored = first_with(&merger, M_AUTHORS);
	put_ids(&merger);
	if (first_with(&merger, M_DELETED) != NULL)
		put_deleted(&merger);
	else
		put_members(&merger);
	buf_char(to, '}');
	buf_free(&merger.ids);
	buf_free(&merger.a);
	buf_free(&merger.b);
	free(records);
}
