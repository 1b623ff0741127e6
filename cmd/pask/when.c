#include "when.h"
#include "evaluate.h"
#include "mem.h"
#include "record.h"

struct when {
	struct queries *queries;
	struct evaluator *evaluator;
	const struct slice *members;
	size_t count;
	struct json *values;
	bool *had, looked;
};

struct when *
when_new(const char *query)
{
	static const struct slice plain[] = {
		SLICE_INIT("title"), SLICE_INIT("abstract")};
	struct when *when = mem_zero(1, sizeof(*when));

	when->queries = queries_new();
	queries_add(when->queries, slice_of(query));
	queries_compile(when->queries, plain, COUNT(plain), false);
	when->count = queries_members(when->queries, &when->members);
	when->evaluator = evaluator_new(when->queries);
	when->values = mem_zero(when->count + 1, sizeof(*when->values));
	when->had = mem_zero(when->count + 1, sizeof(*when->had));
	return when;
}

bool
when_matches(struct when *when, struct slice line)
{
	int got;

	if (!record_find(line, when->members, when->count, when->values))
		return false;
	when->looked = true;
	for (size_t i = 0; i < when->count; i++)
		when->had[i] |= when->values[i].type != JSON_NONE;
	got = evaluator_match(when->evaluator, when->values);
	if (got < 0)
		err_bad("--when: %s", evaluator_why(when->evaluator));
	return got == 1;
}

void
when_end(const struct when *when)
{
	if (when->looked)
		queries_name_missing(when->queries, when->had);
}
