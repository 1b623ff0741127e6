#include <inttypes.h>

#include "answer.h"
#include "items.h"

const char answer_skip[] = "";

/* The value at the front of TEXT; an array or object to the end of TEXT, which
 * need not be its own. */
static struct json
open_value(struct slice text)
{
	struct slice rest;
	struct json value = {.raw = slice_trim(text)};

	if (value.raw.len == 0)
		return value;
	switch (value.raw.ptr[0]) {
	case '{': value.type = JSON_OBJECT; return value;
	case '[': value.type = JSON_ARRAY; return value;
	}
	value = json_value(text, &rest);
	if (value.type == JSON_NONE && rest.len > 0 && rest.ptr[0] == '"') {
		value.raw = rest;
		value.type = JSON_STRING;
	}
	return value;
}

/* As json_next(), and then the value in which the text ends. */
static bool
next_or_open(struct json_iter *it, struct json *key, struct json *value)
{
	const char *end;

	if (json_next(it, key, value))
		return true;
	end = it->rest.ptr;
	if (!it->broken || value->raw.ptr >= end)
		return false;
	*value = open_value(
		(struct slice){value->raw.ptr, (size_t)(end - value->raw.ptr)});
	return value->type != JSON_NONE && (!it->object || key->raw.len > 0);
}

static struct json
open_get(struct json object, struct slice name)
{
	struct json_iter it = json_iter(object);
	struct json key, value;

	while (next_or_open(&it, &key, &value))
		if (object.type == JSON_OBJECT && json_is(key, name))
			return value;
	return (struct json){
		{"", 0},
                JSON_NONE
        };
}

static struct json
first_of(struct json array)
{
	struct json_iter it = json_iter(array);
	struct json key, first;

	while (next_or_open(&it, &key, &first) && first.type == JSON_NULL)
		;
	return first;
}

static struct json
open_path(struct json value, const char *path)
{
	struct slice rest = slice_of(path), name;

	while (slice_cut(&rest, '.', &name)) {
		if (value.type == JSON_ARRAY)
			value = first_of(value);
		value = open_get(value, name);
	}
	return value;
}

bool
answer_is_array(struct slice head, struct json *first)
{
	struct json root = open_value(head);

	if (root.type == JSON_ARRAY)
		*first = first_of(root);
	return root.type == JSON_ARRAY;
}

struct json
answer_peek(struct slice head, const char *path)
{
	return open_path(open_value(head), path);
}

/* What goes over the items of one answer. */
struct walk {
	const struct answer *answer;
	struct fields fields;
	struct slice all;
	uint64_t number;     /* of the item, or 0 */
	const char *counted; /* up to here there are so many line ends */
	uint64_t lines;
};

static void
say(struct walk *walk, struct slice raw, size_t at, const char *what,
	const char *why)
{
	struct source *source = walk->fields.source;
	const char *here = raw.ptr + at, *lf;
	uint64_t line;

	/* Items come in order, and there may be many that are broken. */
	while (walk->counted < here &&
		(lf = memchr(walk->counted, '\n',
			 (size_t)(here - walk->counted))) != NULL) {
		walk->counted = lf + 1;
		walk->lines++;
	}
	if (walk->counted < here)
		walk->counted = here;
	line = walk->lines == 0 ? 0 /* most answers are one line */
	                        : walk->lines + 1;
	if (walk->number == 0)
		source_bad(source, line, "%s%s", what, why);
	else
		source_bad(source, line, "item %" PRIu64 ": %s%s", walk->number,
			what, why);
}

/* False if it is not JSON. */
static bool
parse_item(struct walk *walk, struct json item)
{
	struct paper *paper = walk->fields.paper;
	const struct answer *answer = walk->answer;
	struct source *source = walk->fields.source;
	const char *wrong = NULL;
	struct json_error error;

	if (!source->valid && !json_check(item.raw, &error)) {
		say(walk, item.raw, error.at, "not JSON: ", error.what);
		return false;
	}
	if (item.type == JSON_NULL)
		wrong = "null: not known to the service";
	else if (item.type != JSON_OBJECT)
		wrong = "not an object";
	else
		wrong = answer->fill(&walk->fields, item);
	if (wrong == NULL && !paper_identified(paper) &&
		!paper_has(paper, M_URL) && !paper_has(paper, M_TITLE))
		wrong = "neither an id nor a title";
	if (wrong != NULL) {
		if (wrong != answer_skip)
			say(walk, item.raw, 0, wrong, "");
		paper_reset(paper);
		return true;
	}
	if (answer->type != NULL)
		paper_set(paper, M_TYPE, slice_of(answer->type));
	paper_add(paper, M_SOURCES, slice_of(answer->name));
	source_write(source);
	return true;
}

/*
 * Behind ITEM, which is not JSON, and in which others may stand: goes on with
 * the first line that begins as it does. False if it is the last.
 */
static bool
go_on(struct walk *walk, struct json_iter *it, struct json item)
{
	size_t margin = items_margin(walk->all, item.raw.ptr);
	size_t len = items_next(item.raw, margin);

	if (len == item.raw.len)
		return !it->broken;
	it->rest = slice_from(item.raw, len);
	it->rest.len = (size_t)(walk->all.ptr + walk->all.len - it->rest.ptr);
	it->begun = it->broken = false;
	return true;
}

static void
parse_items(struct walk *walk, struct json list)
{
	struct json_iter it = json_iter(list);
	struct json key, item;

	for (;;) {
		bool any = next_or_open(&it, &key, &item), whole = any;

		if (!any && !it.broken)
			break;
		walk->number++;
		if (!it.broken)
			walk->fields.source->reached =
				(size_t)(it.rest.ptr - walk->all.ptr);
		if (any) {
			whole = parse_item(walk, item);
		} else {
			item.raw.len = (size_t)(it.rest.ptr - item.raw.ptr);
			say(walk, item.raw, 0, "not JSON: ",
				it.begun ? "the list does not go on"
					 : "the list ends before its first "
					   "item");
		}
		if (!whole && !go_on(walk, &it, item))
			break;
	}
}

/* The items of an answer that is an object: false if there is no list. */
static bool
parse_list(struct walk *walk, struct json root)
{
	const struct answer *answer = walk->answer;

	for (size_t i = 0; i < COUNT(answer->lists); i++) {
		struct json list;

		if (answer->lists[i] == NULL)
			return false;
		list = open_path(root, answer->lists[i]);
		if (list.type == JSON_ARRAY)
			parse_items(walk, list);
		else if (list.type == JSON_OBJECT)
			parse_item(walk, list);
		else
			continue;
		return true;
	}
	return false;
}

static void
parse_root(struct walk *walk, struct json root)
{
	const struct answer *answer = walk->answer;
	struct json_error error;

	if (root.type == JSON_ARRAY) {
		walk->number = walk->fields.source->before;
		parse_items(walk, root);
		return;
	}
	if (answer->refused != NULL && answer->refused(&walk->fields, root))
		return;
	if (parse_list(walk, root))
		return;
	if (answer->single != NULL &&
		(answer->single[0] == '\0' ||
			open_path(root, answer->single).type != JSON_NONE))
		parse_item(walk, root);
	else if (!walk->fields.source->valid && !json_check(walk->all, &error))
		say(walk, walk->all, error.at, "not JSON: ", error.what);
}

/*
 * Behind a line of JSON Lines that does not end: the next one, which is whole
 * by itself. Items of a list, which may begin lines, too, have a comma behind
 * them.
 */
static struct slice
next_line(struct slice text)
{
	struct slice line, behind;

	text = slice_trim(text);
	if (!slice_starts(text, SLICE("{")))
		return SLICE("");
	slice_cut(&text, '\n', &line);
	for (; text.len > 0; slice_cut(&text, '\n', &line))
		if (slice_starts(text, SLICE("{")))
			break;
	if (text.len == 0 || json_value(text, &behind).type == JSON_NONE)
		return SLICE("");
	slice_cut(&behind, '\n', &line);
	return slice_trim(line).len == 0 ? text : SLICE("");
}

/* Mostly there is one value; a body may also be JSON Lines. */
static void
parse_values(struct walk *walk, struct slice rest)
{
	while (slice_trim(rest).len > 0) {
		struct slice behind;
		struct json root = json_value(rest, &behind);

		if (root.type == JSON_ARRAY &&
			!slice_ends(root.raw, SLICE("]"))) {
			root = open_value(rest);
			behind = SLICE("");
		} else if (root.type == JSON_NONE) {
			behind = next_line(rest);
			if (behind.len > 0)
				rest.len = (size_t)(behind.ptr - rest.ptr);
			root = open_value(rest);
		}
		parse_root(walk, root);
		rest = behind;
	}
}

void
answer_parse_text(
	struct source *source, const struct answer *answer, struct slice text)
{
	struct walk walk = {
		.answer = answer,
		.fields = {.source = source, .paper = source->paper},
		.all = text,
		.counted = text.ptr,
	};

	parse_values(&walk, text);
	buf_free(&walk.fields.text);
	buf_free(&walk.fields.plain);
	buf_free(&walk.fields.name);
	buf_free(&walk.fields.full);
	person_free(&walk.fields.person);
}

void
answer_parse(struct source *source, const struct answer *answer)
{
	struct slice all = source_all(source);

	if (all.len > 0)
		answer_parse_text(source, answer, all);
}

void
answer_address(struct fields *fields, enum member member, const char *front,
	struct slice text, const char *back)
{
	buf_reset(&fields->full);
	buf_add(&fields->full, slice_of(front));
	buf_add(&fields->full, text);
	buf_add(&fields->full, slice_of(back));
	paper_set_url(fields->paper, member, buf_slice(&fields->full));
}
