#include <stdlib.h>

#include "mem.h"
#include "query.h"

/* A node, and the one that was made before it. */
struct made {
	struct query_node node;
	struct made *before;
};

struct query {
	struct made *last;
	const struct query_node *root;
};

struct parser {
	struct query *query;
	struct slice text;
	size_t at; /* what comes next */
	size_t depth;
	struct slice field; /* of the group that we are in */
	struct query_error *error;
};

static const struct {
	struct slice sign;
	enum query_op op;
} operators[] = {
  /* The longer before its own front. */
	{SLICE_INIT("!="), QUERY_NE},
	{SLICE_INIT("<="), QUERY_LE},
	{SLICE_INIT(">="), QUERY_GE},
	{SLICE_INIT("="),  QUERY_EQ},
	{SLICE_INIT("<"),  QUERY_LT},
	{SLICE_INIT(">"),  QUERY_GT},
};

/* What is left of a query that was copied out of an address. */
static const struct slice encoded[] = {
	SLICE_INIT("+AND+"),
	SLICE_INIT("+OR+"),
	SLICE_INIT("+ANDNOT+"),
	SLICE_INIT("%20"),
	SLICE_INIT("%22"),
	SLICE_INIT("%28"),
};

static struct query_node *parse_or(struct parser *p);

static struct query_node *
fail(struct parser *p, size_t at, const char *what)
{
	*p->error = (struct query_error){at, what};
	return NULL;
}

static struct query_node *
make(struct parser *p, enum query_kind kind, size_t at)
{
	struct made *made = mem_zero(1, sizeof(*made));

	made->before = p->query->last;
	p->query->last = made;
	made->node.kind = kind;
	made->node.field = p->field;
	made->node.at = at;
	return &made->node;
}

static struct slice
ahead(const struct parser *p)
{
	return slice_from(p->text, p->at);
}

static char
peek(const struct parser *p)
{
	return p->at < p->text.len ? p->text.ptr[p->at] : '\0';
}

static bool
ended(const struct parser *p)
{
	return p->at == p->text.len;
}

static void
skip_blanks(struct parser *p)
{
	while (!ended(p) && ascii_space(peek(p)))
		p->at++;
}

static bool
ends_word(char c)
{
	return ascii_space(c) || c == '(' || c == ')' || c == '"';
}

/* Is the quote at I of S an accent of TeX, as in Schr\"odinger? */
static bool
is_accent(struct slice s, size_t i)
{
	return i > 0 && s.ptr[i - 1] == '\\' && i + 1 < s.len &&
	       (ascii_alpha(s.ptr[i + 1]) || s.ptr[i + 1] == '{' ||
		       s.ptr[i + 1] == '\\');
}

/* The word that comes next, which may be empty; it stays there. */
static struct slice
word_ahead(const struct parser *p)
{
	struct slice rest = ahead(p);
	size_t len = 0;

	while (len < rest.len &&
		(!ends_word(rest.ptr[len]) ||
			(rest.ptr[len] == '"' && is_accent(rest, len))))
		len++;
	return slice_first(rest, len);
}

/* The name at the front of what comes next, or an empty slice. */
static struct slice
name_ahead(const struct parser *p)
{
	struct slice rest = ahead(p);
	size_t len = 0;

	while (len < rest.len &&
		(ascii_alpha(rest.ptr[len]) || rest.ptr[len] == '_' ||
			(len > 0 && ascii_digit(rest.ptr[len]))))
		len++;
	return slice_first(rest, len);
}

/* Takes WORD, an operator in letters, if it comes next. */
static bool
take(struct parser *p, struct slice word)
{
	skip_blanks(p);
	if (!slice_eq(word_ahead(p), word))
		return false;
	p->at += word.len;
	return true;
}

static bool
is_operator(struct slice word)
{
	return slice_eq(word, SLICE("AND")) || slice_eq(word, SLICE("OR")) ||
	       slice_eq(word, SLICE("NOT")) || slice_eq(word, SLICE("ANDNOT"));
}

/* Takes what stands up to END, which has to be there, and END. */
static bool
take_up_to(struct parser *p, char end, bool escapes, struct slice *inside)
{
	struct slice rest = ahead(p);

	for (size_t i = 0; i < rest.len; i++) {
		if (escapes && rest.ptr[i] == '\\') {
			i++;
			continue;
		}
		if (rest.ptr[i] == end && (end != '"' || !is_accent(rest, i))) {
			*inside = slice_first(rest, i);
			p->at += i + 1;
			return true;
		}
	}
	return false;
}

static struct query_node *
parse_phrase(struct parser *p)
{
	struct query_node *node = make(p, QUERY_PHRASE, p->at);

	p->at++;
	if (!take_up_to(p, '"', false, &node->text))
		return fail(p, node->at, "the quote is not closed");
	node->text = slice_trim(node->text);
	if (node->text.len == 0)
		return fail(p, node->at, "the phrase is empty");
	return node;
}

static struct query_node *
parse_regex(struct parser *p)
{
	struct query_node *node = make(p, QUERY_REGEX, p->at);

	p->at++;
	if (!take_up_to(p, '/', true, &node->text))
		return fail(p, node->at, "the pattern has no / at its end");
	if (node->text.len == 0)
		return fail(p, node->at, "the pattern is empty");
	if (peek(p) == 'i') {
		node->fold = true;
		p->at++;
	}
	if (!ended(p) && !ends_word(peek(p)))
		return fail(p, p->at, "only i may stand behind a pattern");
	return node;
}

static struct query_node *
parse_range(struct parser *p)
{
	struct query_node *node = make(p, QUERY_RANGE, p->at);
	struct slice inside;
	const char *to;

	p->at++;
	if (!take_up_to(p, ']', false, &inside))
		return fail(p, node->at, "the range has no ] at its end");
	to = slice_find(inside, SLICE(" TO "));
	if (to == NULL)
		return fail(p, node->at, "a range is [A TO B]");
	node->text = slice_trim(slice_first(inside, (size_t)(to - inside.ptr)));
	node->upper =
		slice_trim(slice_from(inside, (size_t)(to - inside.ptr) + 4));
	return node;
}

static struct query_node *
parse_word(struct parser *p)
{
	struct slice word = word_ahead(p);
	struct query_node *node;
	const char *star;

	for (size_t i = 0; i < COUNT(encoded); i++)
		if (slice_find(word, encoded[i]) != NULL)
			return fail(p, p->at,
				"a query out of an address: write blanks "
				"and quotes as they are");
	if (slice_eq(word, SLICE("*"))) {
		node = make(p, QUERY_ANY, p->at++);
		return node;
	}
	star = slice_find(word, SLICE("*"));
	if (star != NULL && star != word.ptr + word.len - 1)
		return fail(p, p->at + (size_t)(star - word.ptr),
			"a * may only stand at the end of a word");
	node = make(p, star == NULL ? QUERY_WORD : QUERY_PREFIX, p->at);
	node->text = slice_first(word, star == NULL ? word.len : word.len - 1);
	p->at += word.len;
	return node;
}

static struct query_node *
parse_group(struct parser *p)
{
	size_t at = p->at++;
	struct query_node *node;

	if (p->depth == QUERY_DEPTH_MAX)
		return fail(p, at, "the parentheses are too deep");
	p->depth++;
	node = parse_or(p);
	p->depth--;
	if (node == NULL)
		return NULL;
	if (peek(p) != ')')
		return fail(p, at, "the parenthesis is not closed");
	p->at++;
	return node;
}

static struct query_node *
parse_value(struct parser *p)
{
	switch (peek(p)) {
	case '"': return parse_phrase(p);
	case '/': return parse_regex(p);
	case '[': return parse_range(p);
	case '(': return parse_group(p);
	default: return parse_word(p);
	}
}

/* NAME op literal, if an operator comes behind NAME; else *NODE stays NULL. */
static bool
parse_compare(struct parser *p, struct slice name, struct query_node **node)
{
	size_t at = p->at, i;

	p->at += name.len;
	skip_blanks(p);
	for (i = 0; i < COUNT(operators); i++)
		if (slice_starts(ahead(p), operators[i].sign))
			break;
	if (i == COUNT(operators)) {
		p->at = at;
		return false;
	}
	p->at += operators[i].sign.len;
	skip_blanks(p);
	if (peek(p) == '"') {
		*node = parse_phrase(p);
	} else if (word_ahead(p).len == 0) {
		*node = fail(p, p->at, "a comparison needs a value");
	} else {
		*node = make(p, QUERY_COMPARE, at);
		(*node)->text = word_ahead(p);
		p->at += (*node)->text.len;
	}
	if (*node != NULL) {
		(*node)->kind = QUERY_COMPARE;
		(*node)->op = operators[i].op;
		(*node)->field = name;
	}
	return true;
}

static struct query_node *
parse_field(struct parser *p, struct slice name)
{
	struct slice outer = p->field;
	struct query_node *node;

	p->at += name.len + 1;
	if (ended(p) || ascii_space(peek(p)) || peek(p) == ')')
		return fail(p, p->at, "a value has to follow the colon");
	p->field = name;
	node = parse_value(p);
	p->field = outer;
	return node;
}

static struct query_node *
parse_atom(struct parser *p)
{
	struct slice name;
	struct query_node *node;

	skip_blanks(p);
	if (ended(p))
		return fail(p, p->at, "something is missing at the end");
	if (peek(p) == ')')
		return fail(p, p->at, "there is nothing before this");
	if (peek(p) == '-')
		return fail(p, p->at, "a - stands once, right before a word");
	if (is_operator(word_ahead(p)))
		return fail(p, p->at, "an operator stands where a word should");
	name = name_ahead(p);
	if (name.len > 0 && parse_compare(p, name, &node))
		return node;
	if (name.len > 0 && p->at + name.len < p->text.len &&
		p->text.ptr[p->at + name.len] == ':')
		return parse_field(p, name);
	return parse_value(p);
}

static struct query_node *
parse_not(struct parser *p)
{
	struct query_node *node, *inside;
	size_t at;
	bool minus;

	skip_blanks(p);
	at = p->at;
	minus = peek(p) == '-' && p->at + 1 < p->text.len &&
	        !ascii_space(p->text.ptr[p->at + 1]);
	if (minus)
		p->at++;
	else if (!take(p, SLICE("NOT")))
		return parse_atom(p);
	inside = parse_atom(p);
	if (inside == NULL)
		return NULL;
	node = make(p, QUERY_NOT, at);
	node->left = inside;
	return node;
}

/*
 * Hangs NEXT on the list that ends at TAIL: lists lean to the right, so that
 * they are walked with a loop, however long they are.
 */
static struct query_node **
append(struct parser *p, enum query_kind kind, struct query_node **tail,
	struct query_node *next)
{
	struct query_node *node = make(p, kind, (*tail)->at);

	node->left = *tail;
	node->right = next;
	*tail = node;
	return &node->right;
}

static struct query_node *
parse_and(struct parser *p)
{
	struct query_node *root = parse_not(p), **tail = &root;

	if (root == NULL)
		return NULL;
	for (;;) {
		struct query_node *next;
		bool without = take(p, SLICE("ANDNOT"));
		bool joined = without || take(p, SLICE("AND"));

		skip_blanks(p);
		if (!joined && (ended(p) || peek(p) == ')' ||
				       slice_eq(word_ahead(p), SLICE("OR"))))
			return root;
		next = parse_not(p);
		if (next == NULL)
			return NULL;
		if (without) {
			struct query_node *not = make(p, QUERY_NOT, next->at);

			not ->left = next;
			next = not ;
		}
		tail = append(p, QUERY_AND, tail, next);
	}
}

static struct query_node *
parse_or(struct parser *p)
{
	struct query_node *root = parse_and(p), **tail = &root;

	if (root == NULL)
		return NULL;
	while (take(p, SLICE("OR"))) {
		struct query_node *next = parse_and(p);

		if (next == NULL)
			return NULL;
		tail = append(p, QUERY_OR, tail, next);
	}
	return root;
}

struct query *
query_parse(struct slice text, struct query_error *error)
{
	struct query *query = mem_zero(1, sizeof(*query));
	struct parser p = {.query = query, .text = text, .error = error};

	skip_blanks(&p);
	if (ended(&p))
		query->root = fail(&p, 0, "the query is empty");
	else
		query->root = parse_or(&p);
	if (query->root != NULL && !ended(&p))
		query->root = fail(&p, p.at, "this parenthesis opens nowhere");
	if (query->root != NULL)
		return query;
	query_free(query);
	return NULL;
}

const struct query_node *
query_root(const struct query *query)
{
	return query->root;
}

static void
print_group(const struct query_node *node, bool grouped, struct buf *to)
{
	if (grouped)
		buf_char(to, '(');
	query_print(node, to);
	if (grouped)
		buf_char(to, ')');
}

/* BEFORE, TEXT and AFTER. */
static void
print_between(const char *before, struct slice text, const char *after,
	struct buf *to)
{
	buf_add(to, slice_of(before));
	buf_add(to, text);
	buf_add(to, slice_of(after));
}

static void
print_value(const struct query_node *node, struct buf *to)
{
	switch (node->kind) {
	case QUERY_PHRASE: print_between("\"", node->text, "\"", to); return;
	case QUERY_PREFIX: print_between("", node->text, "*", to); return;
	case QUERY_ANY: print_between("", SLICE(""), "*", to); return;
	case QUERY_REGEX:
		print_between("/", node->text, node->fold ? "/i" : "/", to);
		return;
	case QUERY_RANGE:
		print_between("[", node->text, " TO ", to);
		print_between("", node->upper, "]", to);
		return;
	default: buf_add(to, node->text);
	}
}

/* A literal stands in quotes where it was, which is where it has to. */
static void
print_compare(const struct query_node *node, struct buf *to)
{
	const char *quote = "";

	buf_add(to, node->field);
	for (size_t i = 0; i < COUNT(operators); i++)
		if (operators[i].op == node->op)
			buf_add(to, operators[i].sign);
	for (size_t i = 0; i < node->text.len; i++)
		if (ends_word(node->text.ptr[i]))
			quote = "\"";
	print_between(quote, node->text, quote, to);
}

static bool
is_list(const struct query_node *node)
{
	return node->kind == QUERY_AND || node->kind == QUERY_OR;
}

void
query_print(const struct query_node *node, struct buf *to)
{
	for (; is_list(node); node = node->right) {
		bool and = node->kind == QUERY_AND;
		bool last = node->right->kind != node->kind;

		print_group(node->left,
			is_list(node->left) &&
				(and || node->left->kind == QUERY_OR),
			to);
		buf_add(to, and? SLICE(" AND ") : SLICE(" OR "));
		if (last && is_list(node->right) && and) {
			print_group(node->right, true, to);
			return;
		}
	}
	if (node->kind == QUERY_NOT) {
		buf_add(to, SLICE("NOT "));
		print_group(node->left,
			is_list(node->left) || node->left->kind == QUERY_NOT,
			to);
		return;
	}
	if (node->kind == QUERY_COMPARE) {
		print_compare(node, to);
		return;
	}
	if (node->field.len > 0)
		print_between("", node->field, ":", to);
	print_value(node, to);
}

void
query_free(struct query *query)
{
	while (query->last != NULL) {
		struct made *before = query->last->before;

		free(query->last);
		query->last = before;
	}
	free(query);
}
