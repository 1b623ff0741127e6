#include "fields.h"
#include "doi.h"
#include "markup.h"

/* One pass over an object: which rows are still open at this depth. */
struct search {
	const struct field *rows;
	size_t count;
	struct json *values;
};

/* The name that PATH has at AT, and whether it is the last one. */
static struct slice
name_at(const char *path, size_t at, bool *last)
{
	struct slice name = slice_of(path + at);
	const char *dot = memchr(name.ptr, '.', name.len);

	*last = dot == NULL;
	return slice_first(
		name, dot == NULL ? name.len : (size_t)(dot - name.ptr));
}

static struct json
first_element(struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, first;

	if (value.type != JSON_ARRAY)
		return value;
	return json_next(&it, &key, &first) ? first : value;
}

/* Is KEY the name at AT of the row's path? Most differ in the first byte. */
static bool
is_named(struct json key, const char *path, size_t at, bool *last)
{
	const char c = key.raw.ptr[1];

	if (c != path[at] && c != '\\')
		return false;
	return json_is(key, name_at(path, at, last));
}

/* Looks for the rows in OPEN, whose paths are the same up to AT. */
static void
search_object(
	struct search *search, struct json object, uint64_t open, size_t at)
{
	struct json_iter it = json_iter(object);
	struct json key, value;

	if (object.type != JSON_OBJECT)
		return;
	while (open != 0 && json_next(&it, &key, &value)) {
		uint64_t below = 0;
		size_t next = 0;

		for (size_t i = 0; i < search->count; i++) {
			const char *path = search->rows[i].path;
			bool last;

			if (!(open >> i & 1) || !is_named(key, path, at, &last))
				continue;
			open &= ~(UINT64_C(1) << i);
			if (last) {
				search->values[i] = value;
				continue;
			}
			below |= UINT64_C(1) << i;
			next = at + name_at(path, at, &last).len + 1;
		}
		if (below != 0)
			search_object(
				search, first_element(value), below, next);
	}
}

void
fields_find(struct json object, const struct field rows[], size_t count,
	struct json values[])
{
	struct search search = {rows, count, values};
	uint64_t open = 0;

	for (size_t i = 0; i < count; i++) {
		values[i] = (struct json){
			{"", 0},
                        JSON_NONE
                };
		if (rows[i].path != NULL)
			open |= UINT64_C(1) << i;
	}
	search_object(&search, object, open, 0);
}

struct json
fields_get(struct json object, const char *path)
{
	const struct field field = {.path = path};
	struct json value = {.type = JSON_NONE};

	fields_find(object, &field, 1, &value);
	return value;
}

void
fields_fill(struct fields *fields, struct json object,
	const struct field rows[], size_t count)
{
	struct json values[FIELDS_MAX];

	fields_find(object, rows, count, values);
	for (size_t i = 0; i < count; i++)
		if (values[i].type > JSON_NULL)
			rows[i].set(fields, &rows[i], values[i]);
}

static struct slice
text_in(struct json value, struct buf *scratch)
{
	value = first_element(value);
	return value.type == JSON_NUMBER ? value.raw
	                                 : json_text(value, scratch);
}

struct slice
fields_text(struct fields *fields, struct json value)
{
	return text_in(value, &fields->text);
}

struct slice
fields_plain(struct fields *fields, struct json value)
{
	struct slice text = fields_text(fields, value);

	if (markup_none(text))
		return text;
	buf_reset(&fields->plain);
	markup_text(&fields->plain, text);
	return buf_slice(&fields->plain);
}

void
field_text(struct fields *fields, const struct field *field, struct json value)
{
	paper_set(fields->paper, field->member, fields_text(fields, value));
}

void
field_plain(struct fields *fields, const struct field *field, struct json value)
{
	paper_set(fields->paper, field->member, fields_plain(fields, value));
}

void
field_title(struct fields *fields, const struct field *field, struct json value)
{
	(void)field;
	paper_set_title(fields->paper, fields_plain(fields, value));
}

/* Calls SET with each element, or with what stands in it at the path ARG. */
static void
each(struct fields *fields, const struct field *field, struct json value,
	struct slice text(struct fields *fields, struct json value))
{
	struct json_iter it = json_iter(value);
	struct json key, element;

	if (value.type != JSON_ARRAY) {
		paper_add(fields->paper, field->member, text(fields, value));
		return;
	}
	while (json_next(&it, &key, &element)) {
		if (field->arg != NULL && element.type == JSON_OBJECT)
			element = fields_get(element, field->arg);
		paper_add(fields->paper, field->member, text(fields, element));
	}
}

void
field_texts(struct fields *fields, const struct field *field, struct json value)
{
	each(fields, field, value, fields_text);
}

void
field_plains(
	struct fields *fields, const struct field *field, struct json value)
{
	each(fields, field, value, fields_plain);
}

/* An integer, which some services put in quotes. */
static bool
read_number(struct fields *fields, struct json value, int64_t *number)
{
	struct slice text = slice_trim(fields_text(fields, value)), rest;

	return json_int(json_value(text, &rest), number) && rest.len == 0;
}

void
field_number(
	struct fields *fields, const struct field *field, struct json value)
{
	int64_t number;

	if (read_number(fields, value, &number))
		paper_set_number(fields->paper, field->member, number);
}

void
field_date(struct fields *fields, const struct field *field, struct json value)
{
	struct date date;

	if (date_read(fields_text(fields, value), &date))
		paper_set_date(fields->paper, field->member, &date);
}

void
field_day(struct fields *fields, const struct field *field, struct json value)
{
	struct date date;

	if (date_read_day(fields_text(fields, value), &date))
		paper_set_date(fields->paper, field->member, &date);
}

void
field_millis(
	struct fields *fields, const struct field *field, struct json value)
{
	int64_t millis;
	struct date date;

	if (!read_number(fields, value, &millis) || millis < 0)
		return;
	date = date_of_seconds(millis / 1000);
	paper_set_date(fields->paper, field->member, &date);
}

void
field_url(struct fields *fields, const struct field *field, struct json value)
{
	paper_set_url(fields->paper, field->member, fields_text(fields, value));
}

void
field_id(struct fields *fields, const struct field *field, struct json value)
{
	struct slice text = slice_trim(fields_text(fields, value));
	struct slice prefix = slice_of(field->arg == NULL ? "" : field->arg);

	if (text.len == 0)
		return;
	buf_reset(&fields->name);
	if (!slice_starts_nocase(text, prefix))
		buf_add(&fields->name, prefix);
	buf_add(&fields->name, text);
	paper_identify(fields->paper, buf_slice(&fields->name));
}

void
field_doi(struct fields *fields, const struct field *field, struct json value)
{
	(void)field;
	doi_set(fields->paper, fields_text(fields, value));
}

/* Some have cut a whole citation into pages. */
static struct slice
page(struct json value, struct buf *scratch)
{
	struct slice text = slice_trim(text_in(value, scratch));

	return memchr(text.ptr, ' ', text.len) == NULL ? text : SLICE("");
}

void
field_pages(struct fields *fields, const struct field *field, struct json value)
{
	struct slice names = slice_of(field->arg), name, first, last;

	slice_cut(&names, ' ', &name);
	first = page(json_get(value, name), &fields->text);
	last = page(json_get(value, names), &fields->plain);
	paper_set_pages(fields->paper, first, last);
}

static bool
has_text(struct fields *fields, struct json value, struct slice text)
{
	struct json_iter it = json_iter(value);
	struct json key, element;

	if (value.type != JSON_ARRAY)
		return slice_eq_nocase(fields_text(fields, value), text);
	while (json_next(&it, &key, &element)) {
		if (element.type == JSON_OBJECT)
			element = json_get(element, SLICE("type"));
		if (slice_eq_nocase(fields_text(fields, element), text))
			return true;
	}
	return false;
}

void
field_word(struct fields *fields, const struct field *field, struct json value)
{
	const struct field_word *word = field->arg;

	while (word->theirs != NULL &&
		!has_text(fields, value, slice_of(word->theirs)))
		word++;
	if (word->theirs != NULL)
		paper_set(fields->paper, field->member, slice_of(word->ours));
}

void
field_true(struct fields *fields, const struct field *field, struct json value)
{
	if (value.type == JSON_TRUE)
		paper_set(fields->paper, field->member, slice_of(field->arg));
}

/* The id that the service has for the author; it goes with the next call. */
static struct slice
service_id(struct fields *fields, struct json value)
{
	struct slice id = slice_trim(fields_text(fields, value));
	const char *slash;

	while ((slash = memchr(id.ptr, '/', id.len)) != NULL)
		id = slice_from(id, (size_t)(slash - id.ptr) + 1);
	return id;
}

static void
set_ids(struct fields *fields, const struct people *people,
	const struct json parts[])
{
	struct person *person = &fields->person;
	struct slice id;

	buf_add(&person->id, fields_text(fields, parts[PERSON_ORCID]));
	if (people->id_prefix == NULL)
		return;
	id = service_id(fields, parts[PERSON_ID]);
	if (id.len == 0)
		return;
	buf_add(&person->other_id, slice_of(people->id_prefix));
	buf_add(&person->other_id, id);
}

/* A name in one piece; where there is none either, a given name is all. */
static void
set_name(struct fields *fields, const struct people *people,
	const struct json parts[])
{
	struct person *person = &fields->person;
	struct slice name = fields_plain(fields, parts[PERSON_NAME]);

	person->group =
		people->groups ||
		(people->group != NULL && json_is(parts[PERSON_IS_GROUP],
						  slice_of(people->group)));
	if (name.len == 0)
		name = fields_plain(fields, parts[PERSON_GIVEN]);
	if (people->reversed && !person->group)
		person_reversed(person, name);
	else
		buf_add(&person->name, name);
}

void
fields_person(struct fields *fields, const struct people *people,
	const struct json parts[])
{
	struct person *person = &fields->person;
	struct buf *const named[] = {[PERSON_GIVEN] = &person->given,
		[PERSON_FAMILY] = &person->family,
		[PERSON_SUFFIX] = &person->suffix};

	person_reset(person);
	if (fields_text(fields, parts[PERSON_FAMILY]).len == 0)
		set_name(fields, people, parts);
	else
		for (size_t i = 0; i < COUNT(named); i++)
			buf_add(named[i], fields_plain(fields, parts[i]));
	set_ids(fields, people, parts);
	person_add(person, fields->paper);
}

void
field_people(
	struct fields *fields, const struct field *field, struct json value)
{
	const struct people *people = field->arg;
	const struct field affiliations = {
		.member = M_AFFILIATIONS, .arg = people->affiliation};
	struct json_iter it = json_iter(value);
	struct json key, person, parts[PERSON_PARTS];
	bool one = value.type != JSON_ARRAY;

	while (one || json_next(&it, &key, &person)) {
		if (one)
			person = value;
		fields_find(person, people->parts, PERSON_PARTS, parts);
		if (person.type == JSON_STRING)
			parts[PERSON_NAME] = person;
		fields_person(fields, people, parts);
		if (parts[PERSON_AFFILIATIONS].type > JSON_NULL)
			field_plains(fields, &affiliations,
				parts[PERSON_AFFILIATIONS]);
		if (one)
			break;
	}
}
