#include "person.h"
#include "folded.h"
#include "mem.h"
#include "utf8.h"

enum { NAMES_MAX = 16 }; /* words of a name that are looked at */

struct names {
	struct slice word[NAMES_MAX];
	size_t count;
};

struct person {
	struct buf words;
	struct names names;
	size_t family; /* the first words that are the family name; 0: unknown
	                */
};

static struct names
split(struct slice words)
{
	struct names names = {.count = 0};

	while (names.count < NAMES_MAX &&
		folded_next(&words, &names.word[names.count]))
		names.count++;
	return names;
}

/* COUNT words from AT on. */
static struct names
part(const struct names *names, size_t at, size_t count)
{
	struct names some = {.count = count};

	for (size_t i = 0; i < count; i++)
		some.word[i] = names->word[at + i];
	return some;
}

struct person *
person_new(struct slice name)
{
	struct person *person = mem_zero(1, sizeof(*person));
	struct slice rest = name, family;

	slice_cut(&rest, ',', &family);
	folded_add(&person->words, family);
	if (family.len < name.len)
		person->family = split(buf_slice(&person->words)).count;
	folded_add(&person->words, rest);
	person->names = split(buf_slice(&person->words));
	return person->names.count == 0 ? NULL : person;
}

static bool
same(const struct names *a, const struct names *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!slice_eq(a->word[i], b->word[i]))
			return false;
	return true;
}

/* Is A one letter, that at the front of NAME? */
static bool
is_initial(struct slice a, struct slice name)
{
	uint32_t c;

	return utf8_decode(a, &c) == a.len && slice_starts(name, a);
}

static bool
fits(struct slice a, struct slice b)
{
	return slice_eq(a, b) || is_initial(a, b) || is_initial(b, a);
}

/* Are the letters of RUN (`ge`) the initials of NAMES (`geoffrey everest`)? */
static bool
initials(struct slice run, const struct names *names)
{
	if (run.len < 2 || run.len > names->count)
		return false;
	for (size_t i = 0; i < run.len; i++)
		if (run.ptr[i] != names->word[i].ptr[0])
			return false;
	return true;
}

static bool
given_fits(const struct names *a, const struct names *b)
{
	if (a->count == 0 || b->count == 0)
		return true;
	if ((a->count == 1 && initials(a->word[0], b)) ||
		(b->count == 1 && initials(b->word[0], a)))
		return true;
	for (size_t i = 0; i < a->count && i < b->count; i++)
		if (!fits(a->word[i], b->word[i]))
			return false;
	return true;
}

/* Is AUTHOR of this family, in front or at the end, with such given names? */
static bool
is_of(const struct names *author, const struct names *family,
	const struct names *given)
{
	struct names rest, theirs;
	size_t others;

	if (family->count == 0 || family->count > author->count)
		return false;
	others = author->count - family->count;
	theirs = part(author, others, family->count);
	rest = part(author, 0, others);
	if (same(&theirs, family) && given_fits(given, &rest))
		return true;
	theirs = part(author, 0, family->count);
	rest = part(author, family->count, others);
	return same(&theirs, family) && given_fits(given, &rest);
}

/* With the family name taken to be COUNT words of the person's from AT on. */
static bool
is_with(const struct person *person, const struct names *author,
	const struct names *known, size_t at, size_t count)
{
	const struct names *all = &person->names;
	struct names family = part(all, at, count), given;

	if (known->count > 0 && !same(known, &family))
		return false;
	given = at > 0 ? part(all, 0, at)
	               : part(all, count, all->count - count);
	return is_of(author, &family, &given);
}

bool
person_is(const struct person *person, struct slice author, struct slice family)
{
	struct names theirs = split(author), known = split(family);
	size_t count = person->names.count;

	if (person->family > 0)
		return is_with(person, &theirs, &known, 0, person->family);
	for (size_t n = 1; n <= count; n++)
		if (is_with(person, &theirs, &known, count - n, n) ||
			(n < count && is_with(person, &theirs, &known, 0, n)))
			return true;
	return false;
}

size_t
person_words(const struct person *person, struct slice to[2])
{
	const struct names *names = &person->names;

	to[0] = names->word[0];
	for (size_t i = 1; i < person->family; i++)
		if (names->word[i].len > to[0].len)
			to[0] = names->word[i];
	/* the family name is at one of the ends */
	to[1] = names->word[names->count - 1];
	return person->family > 0 || names->count == 1 ? 1 : 2;
}
