#include "literal.h"

static const struct literals nothing;

struct literals
literals_of_text(struct slice text, enum gate_fold fold)
{
	struct literals found = {.fold = fold};
	size_t begin = 0;

	for (size_t i = 0; i <= text.len; i++) {
		if (i < text.len && gate_takes(text.ptr[i]))
			continue;
		if (i - begin > found.text[0].len)
			found.text[0] =
				(struct slice){text.ptr + begin, i - begin};
		begin = i + 1;
	}
	found.count = found.text[0].len > 0;
	return found;
}

static size_t
shortest(const struct literals *literals)
{
	size_t len = literals->count == 0 ? 0 : literals->text[0].len;

	for (size_t i = 1; i < literals->count; i++)
		if (literals->text[i].len < len)
			len = literals->text[i].len;
	return len;
}

struct literals
literals_both(const struct literals *a, const struct literals *b)
{
	return shortest(a) >= shortest(b) ? *a : *b;
}

struct literals
literals_either(const struct literals *a, const struct literals *b)
{
	struct literals either = *a;

	if (a->count == 0 || b->count == 0 ||
		b->count > GATE_LITERALS_MAX - a->count)
		return nothing;
	for (size_t i = 0; i < b->count; i++)
		either.text[either.count++] = b->text[i];
	if (b->fold > a->fold)
		either.fold = b->fold;
	either.front |= b->front;
	return either;
}

void
literals_gate(const struct literals *literals, struct gate *gate)
{
	gate->fold = literals->fold;
	gate->front = literals->front;
	for (size_t i = 0; i < literals->count; i++)
		gate_add(gate, literals->text[i]);
}

/* Behind the class at the front of S, "[...]"; 0 where it is not plain. */
static size_t
class_length(struct slice s)
{
	size_t i = 1;

	if (i < s.len && s.ptr[i] == '^')
		i++;
	if (i < s.len && s.ptr[i] == ']')
		i++;
	for (; i < s.len; i++) {
		if (s.ptr[i] == ']')
			return i + 1;
		if (s.ptr[i] == '[')
			return 0;
		if (s.ptr[i] == '\\') {
			i++;
			/* \Q quotes the bracket, too */
			if (i < s.len && s.ptr[i] == 'Q')
				return 0;
		}
	}
	return 0;
}

/* Behind the group at the front of S, "(...)"; 0 where it is not plain. */
static size_t
group_length(struct slice s)
{
	size_t depth = 0, n;

	for (size_t i = 0; i < s.len; i += n) {
		n = 1;
		switch (s.ptr[i]) {
		case '\\':
			n = 2;
			if (i + 1 < s.len && s.ptr[i + 1] == 'Q')
				return 0;
			break;
		case '[':
			n = class_length(slice_from(s, i));
			if (n == 0)
				return 0;
			break;
		case '(':
			/* options, verbs, comments, names: not looked into */
			if (i + 1 < s.len && s.ptr[i + 1] == '*')
				return 0;
			if (i + 1 < s.len && s.ptr[i + 1] == '?' &&
				(i + 2 == s.len ||
					strchr(":=!", s.ptr[i + 2]) == NULL))
				return 0;
			depth++;
			break;
		case ')':
			if (--depth == 0)
				return i + 1;
			break;
		}
	}
	return 0;
}

/* The length of the part at the front of S; *IS_TEXT: it stands for its last
 * byte. 0 for what is not understood. */
static size_t
part_length(struct slice s, bool *is_text)
{
	*is_text = false;
	switch (*s.ptr) {
	case '\\':
		if (s.len < 2)
			return 0;
		*is_text = gate_takes(s.ptr[1]) && !ascii_alnum(s.ptr[1]);
		return *is_text || strchr("\\/\"bBdDsSwWhHvVRAzZ", s.ptr[1]) !=
		                               NULL
		               ? 2
		               : 0;
	case '[': return class_length(s);
	case '(': return group_length(s);
	case '{':
	case ')': return 0;
	case '.':
	case '^':
	case '$': return 1;
	}
	*is_text = gate_takes(*s.ptr);
	return 1;
}

/*
 * The quantifier at the front of S; *NONE: the part before it may be missing.
 * -1 for what is not understood.
 */
static int
quantifier_length(struct slice s, bool *none)
{
	size_t n = 1;

	*none = false;
	if (s.len == 0 || strchr("*+?{", *s.ptr) == NULL)
		return 0;
	*none = *s.ptr != '+';
	if (*s.ptr == '{') {
		while (n < s.len && (ascii_digit(s.ptr[n]) || s.ptr[n] == ','))
			n++;
		if (n == s.len || s.ptr[n] != '}')
			return -1;
		n++;
	}
	if (n < s.len && (s.ptr[n] == '?' || s.ptr[n] == '+'))
		n++;
	return (int)n;
}

static bool cut_alternative(struct slice *s, bool fold, struct literals *best);

/* Of each alternative of PATTERN the best; false for what is not understood. */
static bool
of_alternatives(struct slice pattern, bool fold, struct literals *all)
{
	struct literals next;

	if (!cut_alternative(&pattern, fold, all))
		return false;
	while (pattern.len > 0) {
		pattern = slice_from(pattern, 1);
		if (!cut_alternative(&pattern, fold, &next))
			return false;
		*all = literals_either(all, &next);
	}
	return true;
}

/* What a group with GROUP in it needs: look-arounds nothing. */
static struct literals
of_group(struct slice group, bool fold)
{
	struct literals all = nothing;

	if (slice_starts(group, SLICE("?:")))
		group = slice_from(group, 2);
	else if (slice_starts(group, SLICE("?")))
		return nothing;
	return of_alternatives(group, fold, &all) ? all : nothing;
}

/*
 * The best that the alternative at the front of *S, which is cut off up to its
 * bar, cannot do without; false for what is not understood.
 */
static bool
cut_alternative(struct slice *s, bool fold, struct literals *best)
{
	const enum gate_fold how = fold ? GATE_CASE : GATE_EXACT;
	const char *begin = s->ptr;

	*best = nothing;
	while (s->len > 0 && *s->ptr != '|') {
		bool is_text, none;
		size_t n = part_length(*s, &is_text);
		const char *at = s->ptr, *end = at;
		struct literals one = nothing;
		int quantifier;

		if (n == 0)
			return false;
		quantifier = quantifier_length(slice_from(*s, n), &none);
		if (quantifier < 0)
			return false;
		*s = slice_from(*s, n + (size_t)quantifier);
		if (is_text && n == 2) /* \. begins a stretch behind its \ */
			begin = at + 1;
		if (is_text && !none)
			end = at + n;
		if (end > begin)
			one = literals_of_text(
				(struct slice){begin, (size_t)(end - begin)},
				how);
		*best = literals_both(best, &one);
		if (*at == '(' && !none) {
			one = of_group((struct slice){at + 1, n - 2}, fold);
			*best = literals_both(best, &one);
		}
		if (!is_text || quantifier > 0)
			begin = s->ptr;
	}
	return true;
}

struct literals
literals_of_pattern(struct slice pattern, bool fold)
{
	struct literals all = nothing;

	return of_alternatives(pattern, fold, &all) ? all : nothing;
}
