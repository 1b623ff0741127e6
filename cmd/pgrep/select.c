#include <stdlib.h>

#include "mem.h"
#include "record.h"
#include "select.h"

struct selector {
	const struct selection *selection;
	struct matcher *matcher; /* of patterns, or */
	struct evaluator *evaluator;
	struct json *values;
	bool *had, looked;
	size_t had_count;
	struct buf text, array, edited;
};

struct selector *
selector_new(const struct selection *selection)
{
	struct selector *s = mem_zero(1, sizeof(*s));

	s->selection = selection;
	s->values = mem_zero(selection->member_count + 1, sizeof(*s->values));
	s->had = mem_zero(selection->member_count + 1, sizeof(*s->had));
	if (selection->queries != NULL)
		s->evaluator = evaluator_new(selection->queries);
	else
		s->matcher = matcher_new();
	return s;
}

void
selector_free(struct selector *s)
{
	if (s->evaluator != NULL)
		evaluator_free(s->evaluator);
	else
		matcher_free(s->matcher);
	buf_free(&s->text);
	buf_free(&s->array);
	buf_free(&s->edited);
	free(s->values);
	free(s->had);
	free(s);
}

/* 1, 0, or -1 where it cannot be told, as patterns_match(). */
static int
match_scalar(struct selector *s, struct json value)
{
	struct slice text;

	if (!json_scalar(value, &s->text, &text))
		return 0;
	return patterns_match(s->selection->patterns, s->matcher, text);
}

/* Any of the elements, where it is an array. */
static int
match_value(struct selector *s, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, element;
	int result = 0;

	if (value.type != JSON_ARRAY)
		return match_scalar(s, value);
	while (result != 1 && json_next(&it, &key, &element)) {
		int got = match_scalar(s, element);

		if (got != 0)
			result = got;
	}
	return result;
}

/* Any of the members: one that matches counts, whatever became of the others.
 */
static int
match_members(struct selector *s)
{
	int result = 0;

	for (size_t i = 0; i < s->selection->member_count && result != 1; i++) {
		int got = match_value(s, s->values[i]);

		if (got != 0)
			result = got;
	}
	return result;
}

/* Finds the values of LINE; false where it does not look like a record. */
static bool
find_values(struct selector *s, struct slice line)
{
	const struct selection *selection = s->selection;

	if (!record_find(line, selection->members, selection->member_count,
		    s->values))
		return false;
	s->looked = true;
	for (size_t i = 0; i < selection->member_count; i++)
		if (s->values[i].type != JSON_NONE && !s->had[i]) {
			s->had[i] = true;
			s->had_count++;
		}
	return true;
}

void
selector_note(struct selector *s, struct slice line)
{
	find_values(s, line);
}

bool
selector_saw_all(const struct selector *s)
{
	return s->had_count == s->selection->member_count;
}

void
selector_join(struct selector *s, const struct selector *other)
{
	s->looked |= other->looked;
	for (size_t i = 0; i < s->selection->member_count; i++)
		s->had[i] |= other->had[i];
}

int
selector_look(struct selector *s, struct slice line, struct buf *why)
{
	int got;

	if (!find_values(s, line))
		return record_check(line, why) ? 0 : -1;
	got = s->evaluator != NULL ? evaluator_match(s->evaluator, s->values)
	                           : match_members(s);
	if (got < 0) {
		buf_add(why, slice_of(s->evaluator != NULL
					      ? evaluator_why(s->evaluator)
					      : matcher_why(s->matcher)));
		return -1;
	}
	if ((got == 1) == s->selection->invert)
		return 0;
	return record_check(line, why) ? 1 : -1;
}

/* Adds LINE with the member NAME set to what is in s->array. */
static void
set_array(struct selector *s, struct slice *line, struct slice name)
{
	struct buf edited = {0};

	record_set(&edited, *line, name, buf_slice(&s->array));
	buf_free(&s->edited);
	s->edited = edited;
	*line = buf_slice(&s->edited);
}

void
selector_write(struct selector *s, struct slice line, struct buf *to)
{
	buf_reset(&s->array);
	if (s->selection->label && evaluator_labels(s->evaluator, &s->array))
		set_array(s, &line, SLICE("labels"));
	buf_reset(&s->array);
	if (s->selection->matched && evaluator_matched(s->evaluator, &s->array))
		set_array(s, &line, SLICE("matched"));
	buf_add(to, line);
	buf_char(to, '\n');
}

const bool *
selector_had(const struct selector *s)
{
	return s->looked ? s->had : NULL;
}
