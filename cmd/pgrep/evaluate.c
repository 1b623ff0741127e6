#include <stdlib.h>

#include "compare.h"
#include "date.h"
#include "err.h"
#include "evaluate.h"
#include "field.h"
#include "ident.h"
#include "mem.h"
#include "pattern.h"
#include "person.h"
#include "query.h"
#include "record.h"
#include "stem.h"
#include "utf8.h"
#include "vocabulary.h"
#include "words.h"

/* A node of a query, made ready. */
struct node {
	enum query_kind kind;
	struct node *left, *right; /* lists lean to the right, as the query's */
	enum field_kind field;
	size_t members[FIELD_MEMBERS_MAX], member_count;
	size_t term;       /* of words */
	struct slice text; /* of names and ids; what a name begins with */
	struct patterns *pattern;
	struct literals literals; /* of it */
	struct person *person;
	enum query_op op;
	struct operand low, high;
	bool low_open, high_open;
};

/* A query as it was given, and where: for messages. */
struct asked {
	char *text, *name;
	const char *file; /* NULL: on the command line */
	size_t line;
	struct node *root;
};

/* A field that a query names. */
struct named {
	struct slice name;
	const struct node *node;
};

struct queries {
	struct asked *asked;
	size_t count, cap;
	struct slice *members;
	size_t member_count, member_cap;
	struct slice plain[FIELD_MEMBERS_MAX];
	size_t plain_count;
	struct named *named;
	size_t named_count, named_cap;
	struct vocabulary *vocabulary;
	bool stem;
	int64_t now;
};

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

struct queries *
queries_new(void)
{
	struct queries *queries = mem_zero(1, sizeof(*queries));

	queries->vocabulary = vocabulary_new();
	queries->now = date_now();
	return queries;
}

static char *
copy_of(struct slice s)
{
	char *copy = mem_alloc(s.len + 1);

	memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return copy;
}

static struct asked *
add(struct queries *queries, struct slice name, struct slice text)
{
	struct asked *asked;

	queries->asked = mem_grow(queries->asked, &queries->cap,
		queries->count + 1, sizeof(*asked));
	asked = &queries->asked[queries->count++];
	*asked = (struct asked){.text = copy_of(text), .name = copy_of(name)};
	return asked;
}

void
queries_add(struct queries *queries, struct slice text)
{
	add(queries, slice_trim(text), text);
}

/*
 * Cuts `NAME = ` off. The blank in front of the sign is what makes a name of
 * it: `venue="Nature"` is a comparison.
 */
static struct slice
cut_name(struct slice *text)
{
	const char *sign = slice_find(*text, SLICE(" = "));
	struct slice name = *text;

	if (sign == NULL)
		return SLICE("");
	name.len = (size_t)(sign - text->ptr);
	name = slice_trim(name);
	for (size_t i = 0; i < name.len; i++)
		if (strchr(" \t\"()[]/:=<>!", name.ptr[i]) != NULL)
			return SLICE("");
	*text = slice_from(*text, (size_t)(sign - text->ptr) + 3);
	return name;
}

void
queries_add_file(struct queries *queries, const char *file)
{
	struct buf text = {0};
	struct slice rest, line;

	pattern_file(&text, file);
	rest = buf_slice(&text);
	for (size_t number = 1; pattern_line(&rest, &line); number++) {
		struct slice query = line, name;
		struct asked *asked;

		if (slice_trim(line).len == 0 || *line.ptr == '#')
			continue;
		name = cut_name(&query);
		asked = add(
			queries, name.len > 0 ? name : slice_trim(line), line);
		asked->file = file;
		asked->line = number;
		/* the place in a message is that in the line */
		memset(asked->text, ' ', line.len - query.len);
	}
	buf_free(&text);
}

/* Ends the program: AT is an offset in the text of ASKED. */
static noreturn void
wrong(const struct asked *asked, size_t at, const char *what)
{
	size_t character = 1;

	for (size_t i = 0; i < at; i++)
		character += ((unsigned char)asked->text[i] & 0xC0) != 0x80;
	if (asked->file == NULL)
		err_die("%.512s: at character %zu: %s", asked->text, character,
			what);
	err_die("%s:%zu: at character %zu: %s",
		strcmp(asked->file, "-") == 0 ? "standard input" : asked->file,
		asked->line, character, what);
}

static noreturn void
wrong_at(const struct asked *asked, struct slice where, const char *what)
{
	wrong(asked, (size_t)(where.ptr - asked->text), what);
}

static size_t
member_number(struct queries *queries, struct slice name)
{
	size_t i = 0;

	while (i < queries->member_count &&
		!slice_eq(queries->members[i], name))
		i++;
	if (i < queries->member_count)
		return i;
	queries->members = mem_grow(
		queries->members, &queries->member_cap, i + 1, sizeof(name));
	queries->members[queries->member_count++] = name;
	return i;
}

static void
add_member(struct queries *queries, struct node *node, struct slice name)
{
	node->members[node->member_count++] = member_number(queries, name);
}

static void
add_named(struct queries *queries, struct slice name, const struct node *node)
{
	for (size_t i = 0; i < queries->named_count; i++)
		if (slice_eq(queries->named[i].name, name))
			return;
	queries->named = mem_grow(queries->named, &queries->named_cap,
		queries->named_count + 1, sizeof(*queries->named));
	queries->named[queries->named_count++] = (struct named){name, node};
}

/* The members that NODE looks at, and how it looks at them. */
static void
resolve(struct queries *queries, struct slice name, struct node *node)
{
	const struct field *field = field_find(name);

	if (name.len == 0) {
		for (size_t i = 0; i < queries->plain_count; i++)
			add_member(queries, node, queries->plain[i]);
		return;
	}
	if (field == NULL) {
		add_member(queries, node, name);
	} else {
		node->field = field->kind;
		for (size_t i = 0; field->members[i].len > 0; i++)
			add_member(queries, node, field->members[i]);
	}
	if (!slice_eq(name, SLICE("all")))
		add_named(queries, name, node);
}

/* The term that stands for a word, a phrase, or the front of a word. */
static size_t
term_of(struct queries *queries, const struct asked *asked,
	const struct query_node *query)
{
	struct buf words = {0}, stems = {0};
	struct slice term;
	size_t number;

	words_add(&words, query->text);
	term = buf_slice(&words);
	if (term.len < 2)
		wrong_at(asked, query->text,
			"no letter or digit is in this: for signs take a "
			"pattern, as in /\\+\\+/");
	if (query->kind == QUERY_PREFIX) {
		term.len--;
	} else if (queries->stem) {
		struct sb_stemmer *stemmer = stem_new();

		words_add_stems(&stems, stemmer, term);
		term = buf_slice(&stems);
		stem_free(stemmer);
	}
	number = vocabulary_add(queries->vocabulary, term);
	buf_free(&words);
	buf_free(&stems);
	return number;
}

/* An id as records have it, where it is one in another spelling. */
static struct slice
id_of(struct slice text)
{
	struct buf id = {0};

	/* lives as long as the query */
	return ident_read(text, &id, NULL) ? buf_slice(&id) : text;
}

static void
make_value(struct queries *queries, const struct asked *asked,
	const struct query_node *query, struct node *node)
{
	node->text = query->text;
	switch (node->field) {
	case FIELD_WORDS: node->term = term_of(queries, asked, query); return;
	case FIELD_NAME:
	case FIELD_FIRST: return;
	case FIELD_ID:
		if (query->kind != QUERY_PREFIX)
			node->text = id_of(query->text);
		return;
	case FIELD_PERSON:
		if (query->kind == QUERY_PREFIX)
			wrong_at(asked, query->text, "a person has no *");
		node->person = person_new(query->text);
		if (node->person == NULL)
			wrong_at(
				asked, query->text, "there is no name in this");
	}
}

static void
make_pattern(const struct asked *asked, const struct query_node *query,
	struct node *node)
{
	struct pattern_error error;

	node->pattern = patterns_new();
	node->literals = literals_of_pattern(query->text, query->fold);
	if (!patterns_compile_one(
		    node->pattern, query->text, query->fold, &error))
		wrong_at(asked,
			slice_from(query->text, error.at < query->text.len
							? error.at
							: query->text.len),
			error.what);
}

/* Reads TEXT for a comparison with what NODE looks at. */
static struct operand
operand_for(const struct queries *queries, const struct asked *asked,
	const struct node *node, struct slice text, bool last)
{
	struct operand operand = operand_read(text, queries->now, last);
	enum member m = record_member(queries->members[node->members[0]]);

	if (m == MEMBER_COUNT)
		return operand;
	if (record_members[m].type == MEMBER_DATE &&
		operand.date.text[0] == '\0')
		wrong_at(asked, text, "not a date: 2025-09-05, 2025-09, -7d");
	if (record_members[m].type == MEMBER_NUMBER && !operand.is_number)
		wrong_at(asked, text, "not a number");
	return operand;
}

static bool
is_open(struct slice end)
{
	return end.len == 0 || slice_eq(end, SLICE("*"));
}

static void
make_range(struct queries *queries, const struct asked *asked,
	const struct query_node *query, struct node *node)
{
	node->low_open = is_open(query->text);
	node->high_open = is_open(query->upper);
	if (!node->low_open)
		node->low =
			operand_for(queries, asked, node, query->text, false);
	if (!node->high_open)
		node->high =
			operand_for(queries, asked, node, query->upper, true);
}

static struct node *make(struct queries *queries, const struct asked *asked,
	const struct query_node *query);

static bool
is_list(enum query_kind kind)
{
	return kind == QUERY_AND || kind == QUERY_OR;
}

static void
make_leaf(struct queries *queries, const struct asked *asked,
	const struct query_node *query, struct node *node)
{
	resolve(queries, query->field, node);
	switch (node->kind) {
	case QUERY_WORD:
	case QUERY_PHRASE:
	case QUERY_PREFIX: make_value(queries, asked, query, node); return;
	case QUERY_REGEX: make_pattern(asked, query, node); return;
	case QUERY_RANGE: make_range(queries, asked, query, node); return;
	case QUERY_COMPARE:
		node->op = query->op;
		node->low = operand_for(queries, asked, node, query->text,
			query->op == QUERY_GT || query->op == QUERY_LE);
		return;
	default: return;
	}
}

static struct node *
make(struct queries *queries, const struct asked *asked,
	const struct query_node *query)
{
	struct node *root = NULL, **place = &root;

	for (;; query = query->right) {
		struct node *node = mem_zero(1, sizeof(*node));

		*place = node;
		node->kind = query->kind;
		if (is_list(query->kind) || query->kind == QUERY_NOT)
			node->left = make(queries, asked, query->left);
		else
			make_leaf(queries, asked, query, node);
		if (!is_list(query->kind))
			return root;
		place = &node->right;
	}
}

void
queries_compile(struct queries *queries, const struct slice plain[],
	size_t count, bool stem)
{
	if (count > FIELD_MEMBERS_MAX)
		err_die("more than %d members to look at", FIELD_MEMBERS_MAX);
	for (size_t i = 0; i < count; i++)
		queries->plain[queries->plain_count++] = plain[i];
	queries->stem = stem;
	for (size_t i = 0; i < queries->count; i++) {
		struct asked *asked = &queries->asked[i];
		struct query_error error;
		struct query *query =
			query_parse(slice_of(asked->text), &error);

		if (query != NULL) {
			asked->root = make(queries, asked, query_root(query));
			query_free(query);
		} else {
			wrong(asked, error.at, error.what);
		}
	}
}

/* The longest word of a term that is all ASCII. */
static struct literals
literals_of_words(struct slice words)
{
	struct literals best = {0};
	struct slice word;

	while (words_next(&words, &word)) {
		struct literals one = literals_of_text(word, GATE_WORDS);

		best = literals_both(&best, &one);
	}
	return best;
}

static struct literals
literals_of_person(const struct person *person)
{
	struct slice words[2];
	size_t count = person_words(person, words);
	struct literals either = literals_of_words(words[0]), second;

	if (count == 1)
		return either;
	second = literals_of_words(words[1]);
	return literals_either(&either, &second);
}

static struct literals
literals_of_leaf(const struct queries *queries, const struct node *node)
{
	switch (node->kind) {
	case QUERY_WORD:
	case QUERY_PHRASE:
	case QUERY_PREFIX: break;
	case QUERY_REGEX: return node->literals;
	default: return (struct literals){0};
	}
	if (node->person != NULL)
		return literals_of_person(node->person);
	if (node->field != FIELD_WORDS)
		return literals_of_text(node->text, GATE_CASE);
	if (queries->stem) /* hope is the stem of hoping */
		return (struct literals){0};
	return literals_of_words(
		vocabulary_term(queries->vocabulary, node->term));
}

static struct literals
literals_of(const struct queries *queries, const struct node *node)
{
	const enum query_kind kind = node->kind;
	struct literals all, next;

	if (kind == QUERY_NOT)
		return (struct literals){0};
	if (!is_list(kind))
		return literals_of_leaf(queries, node);
	all = literals_of(queries, node->left);
	do {
		node = node->right;
		next = literals_of(
			queries, node->kind == kind ? node->left : node);
		all = kind == QUERY_AND ? literals_both(&all, &next)
		                        : literals_either(&all, &next);
	} while (node->kind == kind);
	return all;
}

struct literals
queries_literals(const struct queries *queries)
{
	struct literals all = {0}, next;

	for (size_t i = 0; i < queries->count; i++) {
		next = literals_of(queries, queries->asked[i].root);
		all = i == 0 ? next : literals_either(&all, &next);
	}
	return all;
}

size_t
queries_members(const struct queries *queries, const struct slice **names)
{
	*names = queries->members;
	return queries->member_count;
}

bool
queries_name_members(const struct queries *queries)
{
	return queries->named_count > 0;
}

void
queries_name_missing(const struct queries *queries, const bool had[])
{
	for (size_t i = 0; i < queries->named_count; i++) {
		const struct node *node = queries->named[i].node;
		bool some = false;

		for (size_t m = 0; m < node->member_count; m++)
			some |= had[node->members[m]];
		if (!some)
			err_note("no paper that was read has the member %.*s",
				ERR_SLICE(node->member_count == 1
						  ? queries->members
							    [node->members[0]]
						  : queries->named[i].name));
	}
}

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

/* The words of a member; no phrase goes on from one element to the next. */
static const struct known *
look_at(struct evaluator *e, size_t member)
{
	struct known *known = &e->known[member];
	const struct vocabulary *vocabulary = e->queries->vocabulary;
	struct each each = each_of(e->values[member]);
	struct json element;
	struct buf *words = &known->words;

	if (known->ready)
		return known;
	known->ready = true;
	buf_reset(words);
	while (each_next(&each, &element)) {
		if (words->len > 0)
			buf_char(words, '\n');
		words_add(words, text_of(element, &e->text));
	}
	if (e->stemmer != NULL) {
		buf_reset(&known->stems);
		words_add_stems(&known->stems, e->stemmer, buf_slice(words));
	}
	memset(known->found, 0, vocabulary_count(vocabulary));
	vocabulary_find(vocabulary, buf_slice(words), known->found);
	if (e->stemmer != NULL)
		vocabulary_find(
			vocabulary, buf_slice(&known->stems), known->found);
	return known;
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
		return (node->low_open || (operand_compare(value, &node->low,
						   scratch, &order) &&
						  order >= 0)) &&
		       (node->high_open || (operand_compare(value, &node->high,
						    scratch, &order) &&
						   order <= 0));
	if (!operand_compare(value, &node->low, scratch, &order))
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
		words_add(&e->first, text_of(*author, &e->text));
		has_family = has_family && each_next(&families, &family);
		if (has_family)
			words_add(&e->second, text_of(family, &e->text));
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
static bool
is_words(const struct node *node)
{
	return node->field == FIELD_WORDS &&
	       (node->kind == QUERY_WORD || node->kind == QUERY_PHRASE ||
		       node->kind == QUERY_PREFIX);
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

	if (node->kind == QUERY_ANY)
		return has(e, node);
	if (is_person(node))
		return find_person(e, node, &element);
	for (size_t i = 0; i < node->member_count; i++) {
		size_t member = node->members[i];

		if (e->values[member].type <= JSON_NULL)
			continue;
		if (is_words(node) ? look_at(e, member)->found[node->term]
				   : find_element(e, node, member, &element))
			return node->op != QUERY_NE;
	}
	/* != holds for a member that is there, none of whose elements is it */
	return node->kind == QUERY_COMPARE && node->op == QUERY_NE &&
	       has(e, node);
}

static bool
matches(struct evaluator *e, const struct node *node)
{
	for (; is_list(node->kind); node = node->right) {
		bool left = matches(e, node->left);

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

	for (size_t i = 0; i <= last && words_next(&words, &word); i++)
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

		if (is_words(node))
			add_text(to, begin,
				words_of_term(e, member, node->term));
		else if (node->kind == QUERY_REGEX &&
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
	for (; is_list(node->kind); node = node->right) {
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
