#include <utf8proc.h>

#include "names.h"
#include "person.h"
#include "utf8.h"

/* The parts of a name, with their braces. */
struct name {
	struct slice given, family, suffix;
};

/* The length of the group in braces at the front of S; all, if unbalanced. */
static size_t
group_len(struct slice s)
{
	size_t depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '{')
			depth++;
		else if (s.ptr[i] == '}' && --depth == 0)
			return i + 1;
	}
	return s.len;
}

static bool
is_blank(char c)
{
	return ascii_space(c) || c == '~';
}

/* Where the next AT outside of braces is; S.len if nowhere. */
static size_t
find_outside(struct slice s, char at)
{
	size_t i = 0;

	while (i < s.len && s.ptr[i] != at)
		i += s.ptr[i] == '{' ? group_len(slice_from(s, i)) : 1;
	return i;
}

static struct slice
trim(struct slice s)
{
	while (s.len > 0 && is_blank(s.ptr[0]))
		s = slice_from(s, 1);
	while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* Cuts the next word, of which a group is a part, off REST. */
static bool
next_word(struct slice *rest, struct slice *word)
{
	size_t i = 0;

	*rest = trim(*rest);
	while (i < rest->len && !(is_blank(rest->ptr[i]) &&
					(i == 0 || rest->ptr[i - 1] != '\\')))
		i += rest->ptr[i] == '{' ? group_len(slice_from(*rest, i)) : 1;
	*word = slice_first(*rest, i);
	*rest = slice_from(*rest, i);
	return word->len > 0;
}

/*
 * Does WORD begin with a small letter, as a particle does? A group in braces
 * has no case, unless it is a letter with its accent.
 */
static bool
is_particle(struct slice word)
{
	struct slice group = word;
	uint32_t c;

	if (group.len > 1 && group.ptr[0] == '{' && group.ptr[1] == '\\')
		group = slice_from(group, 1);
	if (group.len > 1 && group.ptr[0] == '\\') {
		/* an accent and its letter, or a letter's own name */
		group = slice_from(group, 1);
		if (!ascii_alpha(group.ptr[0]))
			while (group.len > 0 && !ascii_alpha(group.ptr[0]))
				group = slice_from(group, 1);
	}
	if (group.len == 0)
		return false;
	utf8_decode(group, &c);
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

/* What stands in S before the place P. */
static struct slice
before(struct slice s, const char *p)
{
	return slice_first(s, (size_t)(p - s.ptr));
}

/* `Given von Family`: the family begins with its particle, or is one word. */
static struct name
read_plain(struct slice text)
{
	struct name name = {
		{"", 0},
                text, {"", 0}
        };
	struct slice rest = text, word, last = text, previous = text;
	size_t count = 0;
	const char *family = NULL;

	while (next_word(&rest, &word)) {
		if (family == NULL && trim(rest).len > 0 && is_particle(word))
			family = word.ptr;
		previous = last;
		last = word;
		count++;
	}
	if (count > 2 && person_suffix(last)) {
		name.suffix = last;
		text = trim(before(text, last.ptr));
		last = previous;
	}
	if (family == NULL || family > last.ptr)
		family = last.ptr;
	name.given = trim(before(text, family));
	name.family = slice_from(text, (size_t)(family - text.ptr));
	return name;
}

/* Does TEXT begin with the label of a part? */
static bool
is_labelled(struct slice text)
{
	static const struct slice labels[] = {SLICE_INIT("family"),
		SLICE_INIT("given"), SLICE_INIT("prefix"),
		SLICE_INIT("suffix")};
	struct slice label = trim(slice_first(text, find_outside(text, '=')));

	for (size_t i = 0; i < COUNT(labels); i++)
		if (slice_eq(label, labels[i]))
			return label.len < text.len;
	return false;
}

/* biblatex: `family=Berg, given=Jan, prefix=van der`. */
static struct name
read_labelled(struct slice text, struct buf *scratch)
{
	struct slice prefix = SLICE(""), part;
	struct name name = {
		{"", 0},
                {"", 0},
                {"", 0}
        };

	while (text.len > 0) {
		size_t end = find_outside(text, ','), equals;

		part = trim(slice_first(text, end));
		text = slice_from(text, end < text.len ? end + 1 : end);
		equals = find_outside(part, '=');
		if (equals == part.len)
			continue;
		struct slice value = trim(slice_from(part, equals + 1));
		struct slice label = trim(slice_first(part, equals));

		if (slice_eq(label, SLICE("family")))
			name.family = value;
		else if (slice_eq(label, SLICE("given")))
			name.given = value;
		else if (slice_eq(label, SLICE("prefix")))
			prefix = value;
		else if (slice_eq(label, SLICE("suffix")))
			name.suffix = value;
	}
	if (prefix.len > 0) {
		buf_reset(scratch);
		buf_add(scratch, prefix);
		buf_char(scratch, ' ');
		buf_add(scratch, name.family);
		name.family = buf_slice(scratch);
	}
	return name;
}

/* `von Family, Given` or `von Family, Jr, Given`. */
static struct name
read_inverted(struct slice text, size_t comma)
{
	struct slice rest = slice_from(text, comma + 1);
	size_t second = find_outside(rest, ',');
	struct name name = {
		trim(rest), trim(slice_first(text, comma)), {"", 0}
        };

	if (second < rest.len) {
		name.suffix = trim(slice_first(rest, second));
		name.given = trim(slice_from(rest, second + 1));
	}
	return name;
}

/* Ties become blanks: TeX's accents and braces are undone by paper_add(). */
static void
add_untied(struct buf *to, struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		buf_char(to, s.ptr[i] == '~' && (i == 0 || s.ptr[i - 1] != '\\')
				     ? ' '
				     : s.ptr[i]);
}

/* NAME is put together in SCRATCH. */
static void
write_name(struct paper *paper, const struct name *name, struct buf *scratch)
{
	const struct slice parts[] = {name->given, name->family, name->suffix};
	size_t begin;

	buf_reset(scratch);
	add_untied(scratch, name->family);
	begin = scratch->len;
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (parts[i].len == 0)
			continue;
		if (scratch->len > begin)
			buf_char(scratch, ' ');
		add_untied(scratch, parts[i]);
	}
	if (scratch->len == begin)
		return;
	paper_add(paper, M_AUTHORS, buf_since(scratch, begin));
	paper_add(paper, M_FAMILIES, slice_first(buf_slice(scratch), begin));
}

static void
add_name(struct paper *paper, struct slice text, struct buf *scratch)
{
	struct buf joined = {0};
	struct name name;
	size_t comma;

	text = trim(text);
	if (text.len == 0 || slice_eq(text, SLICE("others")))
		return;
	comma = find_outside(text, ',');
	if (slice_starts(text, SLICE("{")) && group_len(text) == text.len)
		name = (struct name){
			{"", 0},
                        text, {"", 0}
                };
	else if (is_labelled(text))
		name = read_labelled(text, &joined);
	else if (comma < text.len)
		name = read_inverted(text, comma);
	else
		name = read_plain(text);
	if (name.family.len == 0) {
		name.family = name.given;
		name.given = SLICE("");
	}
	write_name(paper, &name, scratch);
	buf_free(&joined);
}

void
names_of_bibtex(struct paper *paper, struct slice list)
{
	struct buf scratch = {0};
	struct slice rest = list, word;
	const char *begin = list.ptr;

	while (next_word(&rest, &word)) {
		if (!slice_eq_nocase(word, SLICE("and")))
			continue;
		add_name(paper,
			(struct slice){begin, (size_t)(word.ptr - begin)},
			&scratch);
		begin = word.ptr + word.len;
	}
	add_name(paper, (struct slice){begin, (size_t)(rest.ptr - begin)},
		&scratch);
	buf_free(&scratch);
}
