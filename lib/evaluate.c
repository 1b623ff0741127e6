#include <stdlib.h>

#include "evaluate.h"
#include "folded.h"
#include "mem.h"
#include "node.h"

/* What is known of a member of the paper at hand. */
struct known {
	bool ready;
	struct buf words, stems;
	bool *found; /* of each term of the vocabulary */
};

struct evaluator {
	const struct queries *queries;
	const struct json *values;
	struct known *known;
	bool *matched; /* of each query */
	struct matcher *matcher;
	struct sb_stemmer *stemmer;
	struct buf text, first, second;
	bool failed;
};

struct evaluator *
evaluator_new(const struct queries *queries)
{
	struct evaluator *e = mem_zero(1, sizeof(*e));

	e->queries = queries;
	e->known = mem_zero(queries->member_count + 1, sizeof(*e->known));
	for (size_t i = 0; i < queries->member_count; i++)
		e->known[i].found =
			mem_zero(vocabulary_count(queries->vocabulary) + 1,
				sizeof(bool));
	e->matched = mem_zero(queries->count + 1, sizeof(bool));
	e->matcher = matcher_new();
	e->stemmer = queries->stem ? stem_new() : NULL;
	return e;
}

void
evaluator_free(struct evaluator *e)
{
	for (size_t i = 0; i < e->queries->member_count; i++) {
		buf_free(&e->known[i].words);
		buf_free(&e->known[i].stems);
		free(e->known[i].found);
	}
	buf_free(&e->text);
	buf_free(&e->first);
	buf_free(&e->second);
	matcher_free(e->matcher);
	stem_free(e->stemmer);
	free(e->known);
	free(e->matched);
	free(e);
}

/* The text of VALUE, empty where it has none. */
static struct slice
text_of(struct json value, struct buf *scratch)
{
	struct slice text = SLICE("");

	json_scalar(value, scratch, &text);
	return text;
}

/*
 * Goes over the elements of VALUE, if it is an array, else over VALUE itself:
 *
 *	struct each each = each_of(value);
 *	while (each_next(&each, &element))
 */
struct each {
	struct json_iter it;
	struct json single;
};

static struct each
each_of(struct json value)
{
	struct each each = {.it = json_iter(value)};

	if (value.type != JSON_ARRAY)
		each.single = value;
	return each;
}

static bool
each_next(struct each *each, struct json *element)
{
	struct json key;

	if (each->single.type == JSON_NONE)
		return json_next(&each->it, &key, element);
	*element = each->single;
	each->single.type = JSON_NONE;
	each->it = json_iter(each->single);
	return true;
}

/* Looks at a member; no phrase goes on from one element to the next. */
static void
find_words(struct evaluator *e, size_t member)
{
	struct known *known = &e->known[member];
	const struct vocabulary *vocabulary = e->queries->vocabulary;
	struct each each = each_of(e->values[member]);
	struct json element;
	struct buf *words = &known->words;

	known->ready = true;
	buf_reset(words);
	while (each_next(&each, &element)) {
		if (words->len > 0)
			buf_char(words, '\n');
		folded_add(words, text_of(element, &e->text));
	}
	if (e->stemmer != NULL) {
		buf_reset(&known->stems);
		folded_add_stems(&known->stems, e->stemmer, buf_slice(words));
	}
	memset(known->found, 0, vocabulary_count(vocabulary));
	vocabulary_find(vocabulary, buf_slice(words), known->found);
	if (e->stemmer != NULL)
		vocabulary_find(
			vocabulary, buf_slice(&known->stems), known->found);
}

/* The words of a member. */
static const struct known *
look_at(struct evaluator *e, size_t member)
{
	if (!e->known[member].ready)
		find_words(e, member);
	return &e->known[member];
}

static bool
is_name(const struct node *node, struct slice text)
{
	return node->kind == QUERY_PREFIX
	               ? slice_starts_nocase(text, node->text)
	               : slice_eq_nocase(text, node->text);
}

static bool
in_order(const struct node *node, struct json value, struct buf *scratch)
{
	int order;

	if (node->kind == QUERY_RANGE)
		return (node->low == NULL || (operand_compare(value, node->low,
						      scratch, &order) &&
						     order >= 0)) &&
		       (node->high == NULL ||
			       (operand_compare(
					value, node->high, scratch, &order) &&
				       order <= 0));
	if (!operand_compare(value, node->low, scratch, &order))
		return false;
	switch (node->op) {
	case QUERY_EQ:
	case QUERY_NE: return order == 0;
	case QUERY_LT: return order < 0;
	case QUERY_LE: return order <= 0;
	case QUERY_GT: return order > 0;
	case QUERY_GE: return order >= 0;
	}
	return false;
}

/* Is this element of a member what NODE asks for? */
static bool
is_element(struct evaluator *e, const struct node *node, struct json element)
{
	struct slice text;
	int got;

	switch (node->kind) {
	case QUERY_REGEX:
		if (!json_scalar(element, &e->text, &text))
			return false;
		got = patterns_match(node->pattern, e->matcher, text);
		e->failed |= got < 0;
		return got == 1;
	case QUERY_RANGE:
	case QUERY_COMPARE: return in_order(node, element, &e->text);
	default: return is_name(node, text_of(element, &e->text));
	}
}

/* The first element of MEMBER that is what NODE asks for; false for none. */
static bool
find_element(struct evaluator *e, const struct node *node, size_t member,
	struct json *element)
{
	struct each each = each_of(e->values[member]);

	while (each_next(&each, element)) {
		if (is_element(e, node, *element))
			return true;
		if (node->field == FIELD_FIRST)
			return false;
	}
	return false;
}

/* The author that is the person of NODE; false for none. */
static bool
find_person(struct evaluator *e, const struct node *node, struct json *author)
{
	struct each authors = each_of(e->values[node->members[0]]);
	struct each families = each_of(e->values[node->members[1]]);
	struct json family;
	bool has_family = e->values[node->members[1]].type == JSON_ARRAY;

	while (each_next(&authors, author)) {
		buf_reset(&e->first);
		buf_reset(&e->second);
		folded_add(&e->first, text_of(*author, &e->text));
		has_family = has_family && each_next(&families, &family);
		if (has_family)
			folded_add(&e->second, text_of(family, &e->text));
		if (person_is(node->person, buf_slice(&e->first),
			    buf_slice(&e->second)))
			return true;
	}
	return false;
}

static bool
has(const struct evaluator *e, const struct node *node)
{
	for (size_t i = 0; i < node->member_count; i++)
		if (e->values[node->members[i]].type > JSON_NULL)
			return true;
	return false;
}

/* Does NODE look for words rather than at whole elements? */
static inline bool
is_words(const struct node *node)
{
	return node->field == FIELD_WORDS &&
	       (node->kind == QUERY_WORD || node->kind == QUERY_PHRASE ||
		       node->kind == QUERY_PREFIX);
}

/* Are they there? Most of what is asked is this, many times a paper. */
static inline bool
has_words(struct evaluator *e, const struct node *node)
{
	for (size_t i = 0; i < node->member_count; i++) {
		size_t member = node->members[i];

		if (e->values[member].type > JSON_NULL &&
			look_at(e, member)->found[node->term])
			return true;
	}
	return false;
}

static bool
is_person(const struct node *node)
{
	return node->person != NULL;
}

static bool
matches_leaf(struct evaluator *e, const struct node *node)
{
	struct json element;

	if (is_words(node))
		return has_words(e, node);
	if (node->kind == QUERY_ANY)
		return has(e, node);
	if (is_person(node))
		return find_person(e, node, &element);
	for (size_t i = 0; i < node->member_count; i++) {
		size_t member = node->members[i];

		if (e->values[member].type <= JSON_NULL)
			continue;
		if (find_element(e, node, member, &element))
			return node->op != QUERY_NE;
	}
	/* != holds for a member that is there, none of whose elements is it */
	return node->kind == QUERY_COMPARE && node->op == QUERY_NE &&
	       has(e, node);
}

static bool
matches(struct evaluator *e, const struct node *node)
{
	for (; node_is_list(node->kind); node = node->right) {
		const struct node *first = node->left;
		bool left = is_words(first) ? has_words(e, first)
		                            : matches(e, first);

		if (left == (node->kind == QUERY_OR))
			return left;
		if (node->right->kind != node->kind)
			return matches(e, node->right);
	}
	if (node->kind == QUERY_NOT)
		return !matches(e, node->left);
	return matches_leaf(e, node);
}

int
evaluator_match(struct evaluator *e, const struct json values[])
{
	bool any = false;

	e->values = values;
	e->failed = false;
	for (size_t i = 0; i < e->queries->member_count; i++)
		e->known[i].ready = false;
	for (size_t i = 0; i < e->queries->count; i++) {
		e->matched[i] = matches(e, e->queries->asked[i].root);
		any |= e->matched[i];
	}
	return e->failed ? -1 : any;
}

const char *
evaluator_why(const struct evaluator *e)
{
	return matcher_why(e->matcher);
}

/* Adds TEXT to the array that begins at BEGIN, unless it has it. */
static void
add_text(struct buf *to, size_t begin, struct slice text)
{
	size_t before = to->len;
	struct slice added, rest;
	struct json_iter it;
	struct json key, value;

	if (text.len == 0)
		return;
	json_quote(to, text);
	added = buf_since(to, before);
	rest = (struct slice){to->ptr + begin, before - begin};
	it = json_iter((struct json){rest, JSON_ARRAY});
	while (json_next(&it, &key, &value))
		if (slice_eq(value.raw, added)) {
			to->len = before;
			return;
		}
	buf_char(to, ',');
}

/* Ends the array; false, and nothing stays of it, if it is empty. */
static bool
end_array(struct buf *to, size_t begin)
{
	if (to->len == begin + 1) {
		to->len = begin;
		return false;
	}
	to->ptr[to->len - 1] = ']';
	return true;
}

bool
evaluator_labels(struct evaluator *e, struct buf *to)
{
	size_t begin = to->len;

	buf_char(to, '[');
	for (size_t i = 0; i < e->queries->count; i++)
		if (e->matched[i])
			add_text(
				to, begin, slice_of(e->queries->asked[i].name));
	return end_array(to, begin);
}

/* How many words begin in WORDS before AT. */
static size_t
words_before(struct slice words, const char *at)
{
	size_t count = 0;

	for (const char *p = words.ptr; p < at; p++)
		count += *p == ' ' && p[1] != ' ';
	return count;
}

/* The words FIRST to LAST of WORDS, as they stand. */
static struct slice
words_from(struct slice words, size_t first, size_t last)
{
	struct slice word = SLICE("");
	const char *begin = words.ptr;

	for (size_t i = 0; i <= last && folded_next(&words, &word); i++)
		if (i == first)
			begin = word.ptr;
	return (struct slice){begin, (size_t)(word.ptr + word.len - begin)};
}

/* The words of a member in which TERM is: those of the text, not the stems. */
static struct slice
words_of_term(struct evaluator *e, size_t member, size_t number)
{
	const struct known *known = look_at(e, member);
	struct slice term = vocabulary_term(e->queries->vocabulary, number);
	struct slice all = buf_slice(&known->words), where = all;
	const char *at = slice_find(where, term);
	size_t first;

	if (at == NULL) {
		where = buf_slice(&known->stems);
		at = slice_find(where, term);
	}
	if (at == NULL)
		return SLICE("");
	first = words_before(where, at);
	return words_from(all, first,
		first + words_before(term, term.ptr + term.len - 1) - 1);
}

static void
add_leaf(struct evaluator *e, const struct node *node, struct buf *to,
	size_t begin)
{
	struct json element;

	if (is_person(node) && find_person(e, node, &element))
		add_text(to, begin, text_of(element, &e->text));
	for (size_t i = 0; i < node->member_count; i++) {
		size_t member = node->members[i];

		if (is_words(node)) {
			buf_reset(&e->first);
			folded_join(&e->first,
				words_of_term(e, member, node->term));
			add_text(to, begin, buf_slice(&e->first));
		}
		if (node->kind == QUERY_REGEX &&
			find_element(e, node, member, &element))
			add_text(to, begin,
				matcher_found(e->matcher,
					text_of(element, &e->text)));
	}
}

/* Adds what makes NODE true, if it is. */
static void
add_matched(struct evaluator *e, const struct node *node, struct buf *to,
	size_t begin)
{
	if (node->kind == QUERY_NOT || !matches(e, node))
		return;
	for (; node_is_list(node->kind); node = node->right) {
		add_matched(e, node->left, to, begin);
		if (node->right->kind != node->kind) {
			add_matched(e, node->right, to, begin);
			return;
		}
	}
	add_leaf(e, node, to, begin);
}

bool
evaluator_matched(struct evaluator *e, struct buf *to)
{
	size_t begin = to->len;

	buf_char(to, '[');
	for (size_t i = 0; i < e->queries->count; i++)
		if (e->matched[i])
			add_matched(e, e->queries->asked[i].root, to, begin);
	return end_array(to, begin);
}
