#include "dialect.h"
#include "date.h"

/* A field of ours, and what theirs puts around a value. */
struct field {
	struct slice name;
	const char *before, *behind;
};

struct dialect {
	const char *and, * or ;
	const char * not ;   /* before a value; NULL: it has none */
	const char *and_not; /* between two; NULL: `and` and `not` */
	bool groups;         /* has parentheses */
	bool phrases;
	const char *prefix; /* behind the front of a word; NULL: it has none */

	/* What is around a value without a field, and around those with one;
	 * an empty name ends them. */
	struct field plain;
	struct field fields[16];

	/* The day of publication, from A to B: printed with both in FORM. */
	const char *days;
	const char *day;          /* YMD, with what stands between */
	const char *first, *last; /* for an open end */
};

/* arXiv API User's Manual, 5.1; its code reads NOT only between two. */
const struct dialect dialect_arxiv = {
	.and = " AND ",
	.or = " OR ",
	.and_not = " ANDNOT ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.plain = {SLICE_INIT("all"),               "all:", ""},
	.fields =
		{
                  {SLICE_INIT("ti"), "ti:", ""},
                  {SLICE_INIT("au"), "au:", ""},
                  {SLICE_INIT("abs"), "abs:", ""},
                  {SLICE_INIT("co"), "co:", ""},
                  {SLICE_INIT("jr"), "jr:", ""},
                  {SLICE_INIT("cat"), "cat:", ""},
                  {SLICE_INIT("rn"), "rn:", ""},
                  {SLICE_INIT("all"), "all:", ""},
                  {SLICE_INIT("doi"), "doi:", ""},
		  },
	.days = "submittedDate:[%s0000 TO %s2359]",
	.day = "",
	.first = "19910707",
	.last = "20991231",
};

/* Academic Graph API, "Paper bulk search": no fields. */
const struct dialect dialect_s2 = {
	.and = " + ",
	.or = " | ",
	.not = "-",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.plain = {SLICE_INIT("all"), "", ""},
	.fields = {{SLICE_INIT("all"), "", ""}              },
};

/* OpenAlex, "Search": no fields in `search`. */
const struct dialect dialect_openalex = {
	.and = " AND ",
	.or = " OR ",
	.not = "NOT ",
	.groups = true,
	.phrases = true,
	.plain = {SLICE_INIT("all"), "", ""},
	.fields = {{SLICE_INIT("all"), "", ""}              },
};

/* Hugging Face, Crossref, OpenReview: words, all of them wanted. */
const struct dialect dialect_words = {
	.and = " ",
	.plain = {SLICE_INIT("all"), "", ""},
	.fields = {{SLICE_INIT("all"), "", ""}              },
};

/* DataCite REST API, "Queries": Elasticsearch query strings. */
const struct dialect dialect_datacite = {
	.and = " AND ",
	.or = " OR ",
	.not = "NOT ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.plain = {SLICE_INIT("all"),                                    "", ""},
	.fields =
		{
                  {SLICE_INIT("ti"), "titles.title:", ""},
                  {SLICE_INIT("au"), "creators.name:", ""},
                  {SLICE_INIT("abs"), "descriptions.description:", ""},
                  {SLICE_INIT("doi"), "doi:", ""},
                  {SLICE_INIT("publisher"), "publisher.name:", ""},
                  {SLICE_INIT("all"), "", ""},
		  },
	.days = "created:[%s TO %s]",
	.day = "-",
	.first = "*",
	.last = "*",
};

/* DBLP, "How to use the dblp search API": a word is the front of one. */
const struct dialect dialect_dblp = {
	.and = " ",
	.or = "|",
	.prefix = "",
	.plain = {SLICE_INIT("all"), "",              "$"},
	.fields =
		{
                  {SLICE_INIT("au"), "author:", ":"},
                  {SLICE_INIT("venue"), "venue:", ":"},
                  {SLICE_INIT("all"), "", "$"},
		  },
};

/* PubMed Help, "Search field tags"; phrases, truncation. */
const struct dialect dialect_pubmed = {
	.and = " AND ",
	.or = " OR ",
	.and_not = " NOT ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.plain = {SLICE_INIT("all"),              "", "[tiab]"},
	.fields =
		{
                  {SLICE_INIT("ti"), "", "[ti]"},
                  {SLICE_INIT("au"), "", "[au]"},
                  {SLICE_INIT("jr"), "", "[ta]"},
                  {SLICE_INIT("venue"), "", "[ta]"},
                  {SLICE_INIT("doi"), "", "[doi]"},
                  {SLICE_INIT("all"), "", "[all]"},
		  },
	.days = "%s:%s[dp]",
	.day = "/",
	.first = "1000",
	.last = "3000",
};

/* Europe PMC, "Search syntax reference". */
const struct dialect dialect_europepmc = {
	.and = " AND ",
	.or = " OR ",
	.not = "NOT ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.plain = {SLICE_INIT("all"),                     "", ""},
	.fields =
		{
                  {SLICE_INIT("ti"), "TITLE:", ""},
                  {SLICE_INIT("au"), "AUTH:", ""},
                  {SLICE_INIT("abs"), "ABSTRACT:", ""},
                  {SLICE_INIT("jr"), "JOURNAL:", ""},
                  {SLICE_INIT("venue"), "JOURNAL:", ""},
                  {SLICE_INIT("doi"), "DOI:", ""},
                  {SLICE_INIT("publisher"), "PUBLISHER:", ""},
                  {SLICE_INIT("all"), "", ""},
		  },
	.days = "FIRST_PDATE:[%s TO %s]",
	.day = "-",
	.first = "1500-01-01",
	.last = "2999-12-31",
};

/* DOAJ API, "Short field names"; wild cards are forbidden. */
const struct dialect dialect_doaj = {
	.and = " AND ",
	.or = " OR ",
	.not = "NOT ",
	.groups = true,
	.phrases = true,
	.plain = {SLICE_INIT("all"),                     "", ""},
	.fields =
		{
                  {SLICE_INIT("ti"), "title:", ""},
                  {SLICE_INIT("abs"), "abstract:", ""},
                  {SLICE_INIT("jr"), "journal:", ""},
                  {SLICE_INIT("venue"), "journal:", ""},
                  {SLICE_INIT("doi"), "doi:", ""},
                  {SLICE_INIT("publisher"), "publisher:", ""},
                  {SLICE_INIT("all"), "", ""},
		  },
};

/* INSPIRE HEP, "Search tips": its own short keywords. */
const struct dialect dialect_inspire = {
	.and = " and ",
	.or = " or ",
	.not = "not ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.plain = {SLICE_INIT("all"),                    "", ""},
	.fields =
		{
                  {SLICE_INIT("ti"), "t ", ""},
                  {SLICE_INIT("au"), "a ", ""},
                  {SLICE_INIT("abs"), "abstract ", ""},
                  {SLICE_INIT("jr"), "j ", ""},
                  {SLICE_INIT("cat"), "primarch ", ""},
                  {SLICE_INIT("rn"), "r ", ""},
                  {SLICE_INIT("doi"), "doi ", ""},
                  {SLICE_INIT("all"), "", ""},
		  },
};

/* NASA ADS, "Comprehensive search syntax". */
const struct dialect dialect_ads = {
	.and = " AND ",
	.or = " OR ",
	.not = "NOT ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.plain = {SLICE_INIT("all"),                 "abs:", ""},
	.fields =
		{
                  {SLICE_INIT("ti"), "title:", ""},
                  {SLICE_INIT("au"), "author:", ""},
                  {SLICE_INIT("abs"), "abstract:", ""},
                  {SLICE_INIT("jr"), "pub:", ""},
                  {SLICE_INIT("venue"), "pub:", ""},
                  {SLICE_INIT("cat"), "arxiv_class:", ""},
                  {SLICE_INIT("doi"), "doi:", ""},
                  {SLICE_INIT("all"), "full:", ""},
		  },
	.days = "entdate:[%s TO %s]",
	.day = "-",
	.first = "*",
	.last = "*",
};

struct printer {
	const struct dialect *dialect;
	struct buf *to;
	struct query_error *cannot;
};

static bool print(const struct printer *p, const struct query_node *node);

static bool
cannot(const struct printer *p, const struct query_node *node, const char *what)
{
	*p->cannot = (struct query_error){node->at, what};
	return false;
}

static bool
is_list(const struct query_node *node)
{
	return node->kind == QUERY_AND || node->kind == QUERY_OR;
}

static const struct field *
find_field(const struct dialect *dialect, struct slice name)
{
	if (name.len == 0)
		return &dialect->plain;
	for (const struct field *f = dialect->fields; f->name.len > 0; f++)
		if (slice_eq(f->name, name))
			return f;
	return NULL;
}

/* Letters, digits and what is not ASCII belong to words; `.` in categories and
 * DOIs does. */
static bool
in_word(char c)
{
	return ascii_alnum(c) || (unsigned char)c >= 0x80 || c == '.' ||
	       c == '/' || c == ':' || c == '+';
}

/*
 * Adds TEXT with a blank for what joins words (`-`, `_`, an apostrophe) and
 * what would be an operator of the service. Returns the number of words.
 */
static size_t
add_words(struct buf *to, struct slice text)
{
	size_t words = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (!in_word(text.ptr[i]))
			continue;
		if (i == 0 || !in_word(text.ptr[i - 1])) {
			if (words++ > 0)
				buf_char(to, ' ');
		}
		buf_char(to, text.ptr[i]);
	}
	return words;
}

static bool
print_words(const struct printer *p, const struct query_node *node)
{
	const struct field *field = find_field(p->dialect, node->field);
	struct buf words = {0};
	size_t count;
	bool quoted;

	if (field == NULL)
		return cannot(p, node, "the service cannot search this field");
	count = add_words(&words, node->text);
	quoted = p->dialect->phrases &&
	         (count > 1 || node->kind == QUERY_PHRASE);
	buf_add(p->to, slice_of(field->before));
	if (quoted)
		buf_char(p->to, '"');
	buf_add(p->to, buf_slice(&words));
	if (node->kind == QUERY_PREFIX)
		buf_add(p->to, slice_of(p->dialect->prefix));
	if (quoted)
		buf_char(p->to, '"');
	if (node->kind != QUERY_PREFIX || field->before[0] != '\0')
		buf_add(p->to, slice_of(field->behind));
	buf_free(&words);
	if (count == 0)
		return cannot(p, node, "there is no word in it");
	if (node->kind == QUERY_PHRASE && !p->dialect->phrases)
		return cannot(p, node, "the service cannot search for phrases");
	return true;
}

/* DATE, to the day or coarser, as the service writes days. */
static bool
add_day(const struct printer *p, struct slice text, bool last, struct buf *to)
{
	const char *open = last ? p->dialect->last : p->dialect->first;
	struct date date;
	int64_t day;

	buf_reset(to);
	if (text.len == 0 || slice_eq(text, SLICE("*"))) {
		buf_add(to, slice_of(open));
		return true;
	}
	if (!date_read_user(text, date_now(), &date) ||
		!date_to_day(date_slice(&date), &day))
		return false;
	buf_format(to, "%.4s%s%.2s%s%.2s", date.text, p->dialect->day,
		date.text + 5, p->dialect->day, date.text + 8);
	return true;
}

static bool
print_days(const struct printer *p, const struct query_node *node,
	struct slice first, struct slice last)
{
	struct buf from = {0}, to = {0};
	bool read;

	if (p->dialect->days == NULL)
		return cannot(p, node, "the service cannot compare this");
	read = add_day(p, first, false, &from) && add_day(p, last, true, &to);
	if (read) {
		const char *form = p->dialect->days;
		const char *cut = strstr(form, "%s"),
			   *next = strstr(cut + 2, "%s");

		buf_add(p->to, (struct slice){form, (size_t)(cut - form)});
		buf_add(p->to, buf_slice(&from));
		buf_add(p->to,
			(struct slice){cut + 2, (size_t)(next - cut - 2)});
		buf_add(p->to, buf_slice(&to));
		buf_add(p->to, slice_of(next + 2));
	}
	buf_free(&from);
	buf_free(&to);
	return read || cannot(p, node, "a day (YYYY-MM-DD, -7d) is missing");
}

/* Services compare days of publication, ends included. */
static bool
print_compare(const struct printer *p, const struct query_node *node)
{
	static const struct slice open = SLICE_INIT("*");

	if (!slice_eq(node->field, SLICE("published")))
		return cannot(p, node, "the service cannot compare this");
	switch (node->op) {
	case QUERY_GE: return print_days(p, node, node->text, open);
	case QUERY_LE: return print_days(p, node, open, node->text);
	case QUERY_EQ: return print_days(p, node, node->text, node->text);
	default:
		return cannot(p, node,
			"the service compares days with =, <= and >= only");
	}
}

/* Of a list, what joins NEXT to what stands before it; NOT may be in it. */
static const char *
joint(const struct dialect *dialect, const struct query_node *list,
	const struct query_node **next)
{
	if (list->kind == QUERY_OR)
		return dialect->or ;
	if ((*next)->kind != QUERY_NOT || dialect->and_not == NULL)
		return dialect->and;
	*next = (*next)->left;
	return dialect->and_not;
}

/* A list in parentheses: services do not agree on what binds tighter. */
static bool
print_inner(const struct printer *p, const struct query_node *node)
{
	bool inside = is_list(node) && p->dialect->groups;
	bool printed;

	if (inside)
		buf_char(p->to, '(');
	printed = print(p, node);
	if (inside)
		buf_char(p->to, ')');
	return printed;
}

static bool
print_list(const struct printer *p, const struct query_node *list)
{
	const struct query_node *node = list;

	if (!print_inner(p, node->left))
		return false;
	for (bool more = true; more; node = node->right) {
		const struct query_node *next = node->right;
		const char *sign;

		more = next->kind == list->kind;
		if (more)
			next = next->left;
		sign = joint(p->dialect, list, &next);
		if (sign == NULL)
			return cannot(p, next, "the service has no OR");
		if (is_list(next) && !p->dialect->groups)
			return cannot(
				p, next, "the service has no parentheses");
		buf_add(p->to, slice_of(sign));
		if (!print_inner(p, next))
			return false;
	}
	return true;
}

static bool
print(const struct printer *p, const struct query_node *node)
{
	switch (node->kind) {
	case QUERY_AND:
	case QUERY_OR: return print_list(p, node);
	case QUERY_NOT:
		if (p->dialect->not == NULL)
			return cannot(p, node,
				p->dialect->and_not == NULL
					? "the service has no NOT"
					: "the service has NOT only behind "
					  "something else");
		buf_add(p->to, slice_of(p->dialect->not ));
		return print_inner(p, node->left);
	case QUERY_WORD:
	case QUERY_PHRASE: return print_words(p, node);
	case QUERY_PREFIX:
		if (p->dialect->prefix == NULL)
			return cannot(p, node, "the service has no *");
		return print_words(p, node);
	case QUERY_RANGE:
		if (!slice_eq(node->field, SLICE("published")) &&
			!slice_eq(node->field, SLICE("submittedDate")))
			break;
		return print_days(p, node, node->text, node->upper);
	case QUERY_COMPARE: return print_compare(p, node);
	case QUERY_REGEX: return cannot(p, node, "the service has no patterns");
	case QUERY_ANY: break;
	}
	return cannot(p, node, "the service cannot ask for this");
}

bool
dialect_print(const struct dialect *dialect, const struct query_node *node,
	struct buf *to, struct query_error *wrong)
{
	const struct printer printer = {dialect, to, wrong};

	return print(&printer, node);
}
