#include "queries.h"
#include "date.h"
#include "err.h"
#include "folded.h"
#include "ident.h"
#include "mem.h"
#include "node.h"
#include "record.h"

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
	node->members[node->member_count++] =
		(uint32_t)member_number(queries, name);
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

	folded_add(&words, query->text);
	term = buf_slice(&words);
	if (term.len < 2)
		wrong_at(asked, query->text,
			"no letter or digit is in this: for signs take a "
			"pattern, as in /\\+\\+/");
	if (query->kind == QUERY_PREFIX) {
		term.len--;
	} else if (queries->stem) {
		struct sb_stemmer *stemmer = stem_new();

		folded_add_stems(&stems, stemmer, term);
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

	node->text = query->text;
	node->fold = query->fold;
	node->pattern = patterns_new();
	if (!patterns_compile_one(
		    node->pattern, query->text, query->fold, &error))
		wrong_at(asked,
			slice_from(query->text, error.at < query->text.len
							? error.at
							: query->text.len),
			error.what);
}

/* Reads TEXT for a comparison with what NODE looks at. */
static struct operand *
operand_for(const struct queries *queries, const struct asked *asked,
	const struct node *node, struct slice text, bool last)
{
	struct operand *operand = mem_alloc(sizeof(*operand));
	enum member m = record_member(queries->members[node->members[0]]);

	*operand = operand_read(text, queries->now, last);
	if (m == MEMBER_COUNT)
		return operand;
	if (record_members[m].type == MEMBER_DATE &&
		operand->date.text[0] == '\0')
		wrong_at(asked, text, "not a date: 2025-09-05, 2025-09, -7d");
	if (record_members[m].type == MEMBER_NUMBER && !operand->is_number)
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
	if (!is_open(query->text))
		node->low =
			operand_for(queries, asked, node, query->text, false);
	if (!is_open(query->upper))
		node->high =
			operand_for(queries, asked, node, query->upper, true);
}

static struct node *make(struct queries *queries, const struct asked *asked,
	const struct query_node *query);

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
		if (node_is_list(query->kind) || query->kind == QUERY_NOT)
			node->left = make(queries, asked, query->left);
		else
			make_leaf(queries, asked, query, node);
		if (!node_is_list(query->kind))
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

	while (folded_next(&words, &word)) {
		struct literals one = literals_of_text(word, GATE_WORDS);

		if (one.count > 0 && one.text[0].len == word.len)
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
	struct literals words;

	switch (node->kind) {
	case QUERY_WORD:
	case QUERY_PHRASE:
	case QUERY_PREFIX: break;
	case QUERY_REGEX: return literals_of_pattern(node->text, node->fold);
	default: return (struct literals){0};
	}
	if (node->person != NULL)
		return literals_of_person(node->person);
	if (node->field != FIELD_WORDS)
		return literals_of_text(node->text, GATE_CASE);
	if (queries->stem) /* hope is the stem of hoping */
		return (struct literals){0};
	words = literals_of_words(
		vocabulary_term(queries->vocabulary, node->term));
	words.front = node->kind == QUERY_PREFIX;
	return words;
}

static struct literals
literals_of(const struct queries *queries, const struct node *node)
{
	const enum query_kind kind = node->kind;
	struct literals all, next;

	if (kind == QUERY_NOT)
		return (struct literals){0};
	if (!node_is_list(kind))
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
