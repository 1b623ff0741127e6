#include "person.h"

enum { ORCID_DIGITS = 16 };

void
person_reset(struct person *person)
{
	buf_reset(&person->given);
	buf_reset(&person->family);
	buf_reset(&person->suffix);
	buf_reset(&person->name);
	buf_reset(&person->id);
	buf_reset(&person->other_id);
	person->group = false;
}

void
person_free(struct person *person)
{
	buf_free(&person->given);
	buf_free(&person->family);
	buf_free(&person->suffix);
	buf_free(&person->name);
	buf_free(&person->id);
	buf_free(&person->other_id);
	buf_free(&person->scratch);
}

bool
person_suffix(struct slice word)
{
	static const struct slice suffixes[] = {SLICE_INIT("jr"),
		SLICE_INIT("jr."), SLICE_INIT("sr"), SLICE_INIT("sr."),
		SLICE_INIT("ii"), SLICE_INIT("iii"), SLICE_INIT("iv")};

	for (size_t i = 0; i < COUNT(suffixes); i++)
		if (slice_eq_nocase(word, suffixes[i]))
			return true;
	return false;
}

/* The last word of NAME, behind its first one; empty if there is one only. */
static struct slice
last_word(struct slice name)
{
	size_t n = name.len;

	while (n > 0 && !ascii_space(name.ptr[n - 1]))
		n--;
	return slice_from(name, n == 0 ? name.len : n);
}

void
person_reversed(struct person *person, struct slice name)
{
	struct slice suffix = slice_trim(name), family, given;

	slice_cut(&suffix, ',', &family);
	suffix = slice_trim(suffix);
	if (suffix.len == 0) {
		buf_add(&person->name, slice_trim(family));
		return;
	}
	slice_cut(&suffix, ',', &given);
	if (suffix.len > 0 && person_suffix(slice_trim(given))) {
		struct slice behind = suffix;

		suffix = given;
		given = behind;
	} else if (suffix.len == 0 && person_suffix(last_word(family))) {
		suffix = last_word(family);
		family.len -= suffix.len;
	}
	buf_add(&person->family, slice_trim(family));
	buf_add(&person->given, slice_trim(given));
	buf_add(&person->suffix, slice_trim(suffix));
}

static void
add_word(struct buf *to, const struct buf *word)
{
	struct slice text = slice_trim(buf_slice(word));

	if (to->len > 0 && text.len > 0)
		buf_char(to, ' ');
	buf_add(to, text);
}

void
person_add(struct person *person, struct paper *paper)
{
	struct buf *shown = &person->scratch;
	struct slice family;

	/* `Heath,`: some leave the comma before the suffix in */
	while (slice_ends(slice_trim(buf_slice(&person->family)), SLICE(",")))
		person->family.len--;
	family = slice_trim(buf_slice(&person->family));
	buf_reset(shown);
	add_word(shown, &person->given);
	add_word(shown, &person->family);
	add_word(shown, &person->suffix);
	if (shown->len == 0)
		add_word(shown, &person->name);
	if (shown->len > 0) {
		paper_add(paper, M_AUTHORS, buf_slice(shown));
		if (family.len == 0 && person->group)
			family = buf_slice(shown);
		paper_add(paper, M_FAMILIES, family);
		buf_reset(shown);
		if (!person_orcid(shown, buf_slice(&person->id)))
			buf_add(shown, buf_slice(&person->other_id));
		paper_add(paper, M_AUTHOR_IDS, buf_slice(shown));
	}
	person_reset(person);
}

bool
person_orcid(struct buf *to, struct slice text)
{
	char digits[ORCID_DIGITS];
	size_t count = 0;

	for (size_t i = 0; i < text.len && count < ORCID_DIGITS; i++) {
		char c = text.ptr[i];

		if (ascii_digit(c))
			digits[count++] = c;
		else if (ascii_lower(c) == 'x' && count == ORCID_DIGITS - 1)
			digits[count++] = 'X';
		else if (c != '-')
			count = 0;
	}
	if (count < ORCID_DIGITS)
		return false;
	buf_format(to, "orcid:%.4s-%.4s-%.4s-%.4s", digits, digits + 4,
		digits + 8, digits + 12);
	return true;
}
