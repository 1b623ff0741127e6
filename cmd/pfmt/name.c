#include <utf8proc.h>

#include "clean.h"
#include "name.h"
#include "utf8.h"

/* Does WORD begin with a small letter, as a particle does? */
static bool
is_particle(struct slice word)
{
	uint32_t c;

	utf8_decode(word, &c);
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

static bool
is_suffix(struct slice word)
{
	static const struct slice suffixes[] = {SLICE_INIT("Jr"),
		SLICE_INIT("Jr."), SLICE_INIT("Sr"), SLICE_INIT("Sr."),
		SLICE_INIT("II"), SLICE_INIT("III"), SLICE_INIT("IV")};

	for (size_t i = 0; i < COUNT(suffixes); i++)
		if (slice_eq(word, suffixes[i]))
			return true;
	return false;
}

/* Words that stand in names of institutions, and in no person's. */
static bool
is_joint(struct slice word)
{
	static const struct slice joints[] = {SLICE_INIT("and"),
		SLICE_INIT("of"), SLICE_INIT("for"), SLICE_INIT("&")};

	for (size_t i = 0; i < COUNT(joints); i++)
		if (slice_eq(word, joints[i]))
			return true;
	return false;
}

/* The text of AUTHOR before PART, which lies in it. */
static struct slice
before(struct slice author, struct slice part)
{
	return slice_trim(slice_first(author, (size_t)(part.ptr - author.ptr)));
}

/* What stands in AUTHOR behind PART. */
static struct slice
behind(struct slice author, struct slice part)
{
	size_t end = (size_t)(part.ptr - author.ptr) + part.len;

	return slice_trim(slice_from(author, end));
}

/* The last place of FAMILY in AUTHOR, as whole words; empty if there is none.
 */
static struct slice
find_words(struct slice author, struct slice family)
{
	for (size_t at = author.len - family.len + 1; at-- > 0;) {
		size_t end = at + family.len;

		if ((at == 0 || author.ptr[at - 1] == ' ') &&
			(end == author.len || author.ptr[end] == ' ') &&
			memcmp(author.ptr + at, family.ptr, family.len) == 0)
			return slice_first(slice_from(author, at), family.len);
	}
	return SLICE("");
}

/* Parts AUTHOR around its FAMILY; false if that is not in it. arXiv has
 * families with a comma, of `Heath, Jr.`; BibTeX cannot have one in a name. */
static bool
part(struct slice author, struct slice family, struct name *name)
{
	struct slice rest;

	if (family.len == 0 || family.len > author.len)
		return false;
	family = find_words(author, family);
	if (family.len == 0)
		return false;
	rest = behind(author, family);
	name->family = family;
	if (name->family.ptr[family.len - 1] == ',')
		name->family.len--;
	name->given = before(author, family);
	name->whole = family.len == author.len;
	if (name->given.len > 0 || is_suffix(rest))
		name->suffix = rest;
	else
		name->given = rest;
	return true;
}

/* `Given von Family Jr.`, or an institution. */
static void
guess(struct slice author, struct name *name)
{
	struct slice rest = author, word, family = {0}, last = {0};

	name->family = author;
	name->whole = true;
	if (slice_starts(author, SLICE("The ")) ||
		memchr(author.ptr, ',', author.len) != NULL)
		return;
	for (size_t count = 0; rest.ptr != NULL; count++) {
		slice_cut(&rest, ' ', &word);
		if (is_joint(word))
			return;
		if (count > 1 && rest.ptr == NULL && is_suffix(word)) {
			name->suffix = word;
			break;
		}
		last = word;
		if (family.ptr == NULL && rest.ptr != NULL && word.len > 0 &&
			is_particle(word))
			family = word;
	}
	if (last.ptr == author.ptr)
		return;
	if (family.ptr == NULL)
		family = last;
	family.len = (size_t)(last.ptr + last.len - family.ptr);
	name->whole = false;
	name->family = family;
	name->given = before(author, family);
}

void
names_begin(struct names *names, const struct job *job)
{
	names->authors = json_iter(job->member[M_AUTHORS]);
	names->families = json_iter(job->member[M_FAMILIES]);
}

/* VALUE as one line, in TO. */
static struct slice
read_line(struct names *names, struct json value, struct buf *to)
{
	buf_reset(to);
	clean_controls(to, json_text(value, &names->scratch));
	return slice_trim(buf_slice(to));
}

bool
names_next(struct names *names, struct name *name)
{
	struct json key, value, family;
	struct slice author;

	do {
		if (!json_next(&names->authors, &key, &value))
			return false;
		if (!json_next(&names->families, &key, &family))
			family.type = JSON_NONE;
		author = read_line(names, value, &names->author);
	} while (author.len == 0);
	*name = (struct name){0};
	if (!part(author, read_line(names, family, &names->family), name))
		guess(author, name);
	return true;
}
