#include <stdlib.h>

#include "format.h"
#include "mem.h"

/* A member that sheaf(5) does not know. */
struct other {
	struct json key, value;
	size_t at; /* of its name in the buffer of names */
	struct slice name;
	size_t place; /* in the record */
	bool again;   /* another one of this name stands before it */
};

/* Kept for the run. */
struct canonical {
	struct other *others;
	size_t count, cap;
	struct buf names;
};

static void
add_other(struct canonical *c, struct json key, struct json value)
{
	size_t at = c->names.len;

	json_text_add(key, &c->names);
	c->others =
		mem_grow(c->others, &c->cap, c->count + 1, sizeof(*c->others));
	c->others[c->count] = (struct other){.key = key,
		.value = value,
		.at = at,
		.name.len = c->names.len - at,
		.place = c->count};
	c->count++;
}

static void
gather(struct job *job)
{
	struct canonical *c = job->state;
	struct json object = {slice_trim(job->line), JSON_OBJECT};
	struct json_iter it = json_iter(object);
	struct json key, value;

	for (size_t i = 0; i < MEMBER_COUNT; i++)
		job->member[i].type = JSON_NONE;
	c->count = 0;
	buf_reset(&c->names);
	while (json_next(&it, &key, &value)) {
		enum member m = record_member(json_text(key, &job->scratch));

		if (m == MEMBER_COUNT)
			add_other(c, key, value);
		else if (job->member[m].type == JSON_NONE)
			job->member[m] = value;
	}
}

static int
by_name(const void *a, const void *b)
{
	const struct other *x = a, *y = b;
	int order = slice_compare(x->name, y->name);

	return order != 0 ? order
	                  : (x->place > y->place) - (x->place < y->place);
}

static int
by_place(const void *a, const void *b)
{
	const struct other *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* By sorting, because a hostile record has a million names. */
static void
mark_repeated(struct canonical *c)
{
	struct other *others = c->others;

	if (c->count < 2)
		return;
	for (size_t i = 0; i < c->count; i++)
		others[i].name.ptr = c->names.ptr + others[i].at;
	qsort(others, c->count, sizeof(*others), by_name);
	for (size_t i = 1; i < c->count; i++)
		others[i].again = slice_eq(others[i].name, others[i - 1].name);
	qsort(others, c->count, sizeof(*others), by_place);
}

static void
add_object(struct job *job)
{
	struct canonical *c = job->state;
	struct buf *to = job->to;

	gather(job);
	mark_repeated(c);
	buf_char(to, '{');
	for (size_t i = 0; i < MEMBER_COUNT; i++) {
		if (job->member[i].type == JSON_NONE)
			continue;
		buf_char(to, '"');
		buf_add(to, record_members[i].name);
		buf_add(to, SLICE("\":"));
		buf_add(to, job->member[i].raw);
		buf_char(to, ',');
	}
	for (size_t i = 0; i < c->count; i++) {
		if (c->others[i].again)
			continue;
		buf_add(to, c->others[i].key.raw);
		buf_char(to, ':');
		buf_add(to, c->others[i].value.raw);
		buf_char(to, ',');
	}
	if (to->ptr[to->len - 1] == ',')
		to->len--;
	buf_char(to, '}');
}

void
canonical_begin(struct job *job)
{
	job_state(job, sizeof(struct canonical));
}

void
canonical_line(struct job *job)
{
	add_object(job);
	buf_char(job->to, '\n');
}

void
canonical_array_begin(struct job *job)
{
	canonical_begin(job);
	buf_char(job->to, '[');
}

void
canonical_array_line(struct job *job)
{
	if (job->number > 1)
		buf_add(job->to, SLICE(",\n"));
	add_object(job);
}

void
canonical_array_end(struct job *job)
{
	buf_add(job->to, SLICE("]\n"));
}
