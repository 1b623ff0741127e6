#include "dialect.h"

/* A field of ours, and what theirs puts around a value. */
struct field {
	const char *name;
	const char *before, *behind;
	bool whole; /* the value is a name, not words: a category, a DOI */
};

struct dialect {
	const char *both, *either; /* between two; NULL: there is no OR */

	/* NOT: before a value; else only between two. NULL: there is none. */
	const char *without, *but_not;
	bool groups;        /* it has parentheses */
	bool phrases;       /* and quotes */
	const char *prefix; /* behind the front of a word; NULL: it has none */
	const char *word_end; /* behind a whole one; NULL: nothing */

	/* The first one is for values without a field; the last has no name. */
	const struct field *fields;

	/* The days of publication: before the first, between it and the last,
	 * and behind. NULL: it cannot compare them. */
	const char *days[3];
	const char *day;            /* between the parts of one */
	const char *first, *latest; /* for an open end */
};

/*
 * arXiv API User's Manual, 5.1. Its parser has no precedence, and takes what is
 * right of an operator together.
 */
static const struct field arxiv_fields[] = {
	{"",    "all:", "",   false},
	{"ti",  "ti:",  "",   false},
	{"au",  "au:",  "",   false},
	{"abs", "abs:", "",   false},
	{"co",  "co:",  "",   false},
	{"jr",  "jr:",  "",   false},
	{"cat", "cat:", "",   true },
	{"rn",  "rn:",  "",   true },
	{"all", "all:", "",   false},
	{"doi", "doi:", "",   true },
	{NULL,  NULL,   NULL, false},
};
const struct dialect dialect_arxiv = {
	.both = " AND ",
	.either = " OR ",
	.but_not = " ANDNOT ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.fields = arxiv_fields,
	.days = {"submittedDate:[", "0000 TO ", "2359]"},
	.day = "",
	.first = "19910707",
	.latest = "20991231",
};

/* Services that search everything, and only that. */
static const struct field no_fields[] = {
	{"",    "",   "",   false},
	{"all", "",   "",   false},
	{NULL,  NULL, NULL, false},
};

/* Academic Graph API, "Paper bulk search". */
const struct dialect dialect_s2 = {
	.both = " + ",
	.either = " | ",
	.without = "-",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.fields = no_fields,
};

/* OpenAlex, "Search". */
const struct dialect dialect_openalex = {
	.both = " AND ",
	.either = " OR ",
	.without = "NOT ",
	.groups = true,
	.phrases = true,
	.fields = no_fields,
};

/* Hugging Face, Crossref, OpenReview, Semantic Scholar's plain search: words,
 * ranked by how many of them are there. */
const struct dialect dialect_words = {
	.both = " ",
	.fields = no_fields,
};

/* DataCite REST API, "Queries": Elasticsearch query strings. */
static const struct field datacite_fields[] = {
	{"",          "",			  "",   false},
	{"ti",        "titles.title:",             "",   false},
	{"au",        "creators.name:",            "",   false},
	{"abs",       "descriptions.description:", "",   false},
	{"doi",       "doi:",                      "",   true },
	{"publisher", "publisher.name:",           "",   false},
	{"all",       "",			  "",   false},
	{NULL,        NULL,			NULL, false},
};
const struct dialect dialect_datacite = {
	.both = " AND ",
	.either = " OR ",
	.without = "NOT ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.fields = datacite_fields,
	.days = {"created:[", " TO ", "]"},
	.day = "-",
	.first = "*",
	.latest = "*",
};

/* DBLP, "How to use the dblp search API": a word is the front of one. */
static const struct field dblp_fields[] = {
	{"",      "",        "",   false},
	{"au",    "author:", ":",  false},
	{"venue", "venue:",  ":",  false},
	{"all",   "",        "",   false},
	{NULL,    NULL,      NULL, false},
};
const struct dialect dialect_dblp = {
	.both = " ",
	.either = "|",
	.prefix = "",
	.word_end = "$",
	.fields = dblp_fields,
};

/* PubMed Help, "Search field tags", "Phrases", "Truncation". */
static const struct field pubmed_fields[] = {
	{"",      "",   "[tiab]", false},
	{"ti",    "",   "[ti]",   false},
	{"au",    "",   "[au]",   false},
	{"jr",    "",   "[ta]",   false},
	{"venue", "",   "[ta]",   false},
	{"doi",   "",   "[doi]",  true },
	{"all",   "",   "[all]",  false},
	{NULL,    NULL, NULL,     false},
};
const struct dialect dialect_pubmed = {
	.both = " AND ",
	.either = " OR ",
	.but_not = " NOT ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.fields = pubmed_fields,
	.days = {"", ":", "[dp]"},
	.day = "/",
	.first = "1000/01/01",
	.latest = "3000/12/31",
};

/* Europe PMC, "Search syntax reference". */
static const struct field europepmc_fields[] = {
	{"",          "",           "",   false},
	{"ti",        "TITLE:",     "",   false},
	{"au",        "AUTH:",      "",   false},
	{"abs",       "ABSTRACT:",  "",   false},
	{"jr",        "JOURNAL:",   "",   false},
	{"venue",     "JOURNAL:",   "",   false},
	{"doi",       "DOI:",       "",   true },
	{"publisher", "PUBLISHER:", "",   false},
	{"all",       "",           "",   false},
	{NULL,        NULL,         NULL, false},
};
const struct dialect dialect_europepmc = {
	.both = " AND ",
	.either = " OR ",
	.without = "NOT ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.fields = europepmc_fields,
	.days = {"FIRST_PDATE:[", " TO ", "]"},
	.day = "-",
	.first = "1500-01-01",
	.latest = "2999-12-31",
};

/* DOAJ API, "Short field names"; wild cards are forbidden. */
static const struct field doaj_fields[] = {
	{"",          "",           "",   false},
	{"ti",        "title:",     "",   false},
	{"abs",       "abstract:",  "",   false},
	{"jr",        "journal:",   "",   false},
	{"venue",     "journal:",   "",   false},
	{"doi",       "doi:",       "",   true },
	{"publisher", "publisher:", "",   false},
	{"all",       "",           "",   false},
	{NULL,        NULL,         NULL, false},
};
const struct dialect dialect_doaj = {
	.both = " AND ",
	.either = " OR ",
	.without = "NOT ",
	.groups = true,
	.phrases = true,
	.fields = doaj_fields,
};

/* INSPIRE HEP, "Search tips": its own short keywords. */
static const struct field inspire_fields[] = {
	{"",    "",          "",   false},
	{"ti",  "t ",        "",   false},
	{"au",  "a ",        "",   false},
	{"abs", "abstract ", "",   false},
	{"jr",  "j ",        "",   false},
	{"cat", "primarch ", "",   true },
	{"rn",  "r ",        "",   true },
	{"doi", "doi ",      "",   true },
	{"all", "",          "",   false},
	{NULL,  NULL,        NULL, false},
};
const struct dialect dialect_inspire = {
	.both = " and ",
	.either = " or ",
	.without = "not ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.fields = inspire_fields,
	.days = {"date ", "->", ""},
	.day = "-",
	.first = "1500-01-01",
	.latest = "2999-12-31",
};

/* NASA ADS, "Comprehensive search syntax". */
static const struct field ads_fields[] = {
	{"",      "abs:",         "",   false},
	{"ti",    "title:",       "",   false},
	{"au",    "author:",      "",   false},
	{"abs",   "abstract:",    "",   false},
	{"jr",    "pub:",         "",   false},
	{"venue", "pub:",         "",   false},
	{"cat",   "arxiv_class:", "",   true },
	{"doi",   "doi:",         "",   true },
	{"all",   "full:",        "",   false},
	{NULL,    NULL,           NULL, false},
};
const struct dialect dialect_ads = {
	.both = " AND ",
	.either = " OR ",
	.without = "NOT ",
	.groups = true,
	.phrases = true,
	.prefix = "*",
	.fields = ads_fields,
	.days = {"entdate:[", " TO ", "]"},
	.day = "-",
	.first = "*",
	.latest = "*",
};

struct printer {
	const struct dialect *dialect;
	const struct query_node *root;
	struct buf *to;
	struct dialect_days *apart;
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

static void
add(const struct printer *p, const char *text)
{
	buf_add(p->to, slice_of(text));
}

static const struct field *
find_field(const struct dialect *dialect, struct slice name)
{
	for (const struct field *f = dialect->fields; f->name != NULL; f++)
		if (slice_eq(slice_of(f->name), name))
			return f;
	return NULL;
}

/* Letters, digits and what is not ASCII. */
static bool
in_word(char c)
{
	return ascii_alnum(c) || (unsigned char)c >= 0x80;
}

/* The next word of REST: what joins words (`-`, `_`, an apostrophe), and what
 * would be an operator of the service, parts them. A `.` belongs to one. */
static bool
next_word(struct slice *rest, struct slice *word)
{
	size_t begin = 0, end;

	while (begin < rest->len && !in_word(rest->ptr[begin]))
		begin++;
	end = begin;
	while (end < rest->len &&
		(in_word(rest->ptr[end]) || rest->ptr[end] == '.'))
		end++;
	*word = slice_from(slice_first(*rest, end), begin);
	*rest = slice_from(*rest, end);
	return word->len > 0;
}

/* Does a service take WORD for an operator, whatever its case? */
static bool
is_operator(struct slice word)
{
	static const char *const operators[] = {
		"and", "or", "not", "andnot", "to", "near"};

	for (size_t i = 0; i < COUNT(operators); i++)
		if (slice_eq_nocase(word, slice_of(operators[i])))
			return true;
	return false;
}

/* The words of TEXT with blanks between them. */
static bool
print_phrase(const struct printer *p, const struct query_node *node,
	const struct field *field)
{
	struct slice rest = node->text, word;
	const char *blank = "";

	if (!p->dialect->phrases)
		return cannot(p, node, "the service cannot search for phrases");
	if (node->kind == QUERY_PREFIX)
		return cannot(p, node,
			"the service cannot search for the beginning of "
			"several words");
	add(p, field->before);
	add(p, "\"");
	for (; next_word(&rest, &word); blank = " ") {
		add(p, blank);
		buf_add(p->to, word);
	}
	add(p, "\"");
	add(p, field->behind);
	return true;
}

/* Each word of TEXT by itself: there is one, or the service has no phrases. */
static bool
print_each(const struct printer *p, const struct query_node *node,
	const struct field *field)
{
	const struct dialect *dialect = p->dialect;
	struct slice rest = node->text, word;
	const char *joint = "";

	for (; next_word(&rest, &word); joint = dialect->both) {
		add(p, joint);
		add(p, field->before);
		buf_add(p->to, word);
		if (node->kind == QUERY_PREFIX)
			add(p, dialect->prefix);
		else if (dialect->word_end != NULL && field->behind[0] == '\0')
			add(p, dialect->word_end);
		add(p, field->behind);
	}
	return true;
}

/* A name as it stands, in quotes where a mark in it would mean something. */
static bool
print_whole(const struct printer *p, const struct query_node *node,
	const struct field *field)
{
	struct slice text = node->text;
	const char *quote = "";

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '"' || c == '\\')
			return cannot(p, node, "there is no such name");
		if (!ascii_alnum(c) && c != '.' && c != '-')
			quote = "\"";
	}
	if (quote[0] != '\0' && node->kind == QUERY_PREFIX)
		return cannot(p, node, "no * can stand behind this");
	add(p, field->before);
	add(p, quote);
	buf_add(p->to, text);
	add(p, quote);
	if (node->kind == QUERY_PREFIX)
		add(p, p->dialect->prefix);
	add(p, field->behind);
	return true;
}

static bool
print_value(const struct printer *p, const struct query_node *node)
{
	const struct field *field = find_field(p->dialect, node->field);
	struct slice rest = node->text, word, more;

	if (field == NULL)
		return cannot(p, node, "the service cannot search this field");
	if (node->kind == QUERY_PREFIX && p->dialect->prefix == NULL)
		return cannot(p, node, "the service has no *");
	if (!next_word(&rest, &word))
		return cannot(p, node, "there is no word in it");
	if (field->whole)
		return print_whole(p, node, field);
	if (node->kind == QUERY_PHRASE ||
		(p->dialect->phrases &&
			(next_word(&rest, &more) || is_operator(word))))
		return print_phrase(p, node, field);
	return print_each(p, node, field);
}

/*
 * A day as users write it; the first or the LAST day of a month or a year; or
 * arXiv's YYYYMMDD, with or without a time of day.
 */
static bool
read_day(struct slice text, bool last, int64_t *day)
{
	enum { YEAR = 4, MONTH = 7, DIGITS = 8, WITH_TIME = 12, DAY = 10 };
	/* Behind `2025` or `2025-09`: from where there always is a day. */
	static const char *const rest[] = {"-01-01", "-12-31"};
	struct date date;
	char full[DAY + 1];

	if (date_read_user(text, date_now(), &date))
		return date_to_day(date_slice(&date), day);
	if (text.len == DIGITS || text.len == WITH_TIME)
		return date_read(slice_first(text, DIGITS), &date) &&
		       date_to_day(date_slice(&date), day);
	if ((text.len != YEAR && text.len != MONTH) || !date_valid(text))
		return false;
	memcpy(full, text.ptr, text.len);
	memcpy(full + text.len, rest[last] + (text.len - YEAR),
		sizeof(full) - text.len);
	/* Months end with their 31st, 30th, 29th or 28th day. */
	if (!date_to_day(slice_of(full), day))
		full[DAY - 1] = '0';
	for (char c = '9'; !date_to_day(slice_of(full), day) && c >= '8'; c--) {
		full[DAY - 2] = '2';
		full[DAY - 1] = c;
	}
	return true;
}

/* One end of a range: a day, SHIFT days later, or open and then empty. */
static bool
read_end(const struct printer *p, const struct query_node *node,
	struct slice text, bool last, int shift, struct date *end)
{
	int64_t day;

	*end = (struct date){0};
	if (text.len == 0 || slice_eq(text, SLICE("*")))
		return true;
	/* Later than a month is later than its last day. */
	if (!read_day(text, last != (shift != 0), &day))
		return cannot(p, node, "a day (YYYY-MM-DD, -7d) is missing");
	*end = date_of_day(day + shift);
	return true;
}

static bool
is_reversed(const struct dialect_days *days)
{
	return days->from.text[0] != '\0' && days->until.text[0] != '\0' &&
	       date_compare(date_slice(&days->until), date_slice(&days->from)) <
	               0;
}

static void
print_end(const struct printer *p, const struct date *end, const char *open)
{
	const char *dash = p->dialect->day;

	if (end->text[0] == '\0')
		add(p, open);
	else
		buf_format(p->to, "%.4s%s%.2s%s%.2s", end->text, dash,
			end->text + 5, dash, end->text + 8);
}

/* The days that are in APART and in MORE. */
static void
take_days(struct dialect_days *apart, const struct dialect_days *more)
{
	if (strcmp(more->from.text, apart->from.text) > 0)
		apart->from = more->from;
	if (apart->until.text[0] == '\0' ||
		(more->until.text[0] != '\0' &&
			strcmp(more->until.text, apart->until.text) < 0))
		apart->until = more->until;
}

static bool
print_days(const struct printer *p, const struct query_node *node,
	struct slice from, struct slice until, int shift)
{
	const char *const *names = p->dialect->days;
	struct dialect_days days;

	if ((names[0] == NULL && p->apart == NULL) ||
		(!slice_eq(node->field, SLICE("published")) &&
			!slice_eq(node->field, SLICE("submittedDate"))))
		return cannot(p, node, "the service cannot compare this");
	if (!read_end(p, node, from, false, shift, &days.from) ||
		!read_end(p, node, until, true, shift, &days.until))
		return false;
	if (p->apart != NULL)
		take_days(p->apart, &days);
	if (is_reversed(p->apart != NULL ? p->apart : &days))
		return cannot(p, node, "the days end before they begin");
	if (p->apart != NULL)
		return true;
	add(p, names[0]);
	print_end(p, &days.from, p->dialect->first);
	add(p, names[1]);
	print_end(p, &days.until, p->dialect->latest);
	add(p, names[2]);
	return true;
}

/* A comparison as a range of days, both ends of which are in it. */
static bool
print_compare(const struct printer *p, const struct query_node *node)
{
	static const struct {
		enum query_op op;
		bool from, until;
		int shift;
	} ranges[] = {
		{QUERY_EQ, true,  true,  0 },
		{QUERY_GE, true,  false, 0 },
		{QUERY_GT, true,  false, 1 },
		{QUERY_LE, false, true,  0 },
		{QUERY_LT, false, true,  -1},
	};
	static const struct slice open = SLICE_INIT("*");

	for (size_t i = 0; i < COUNT(ranges); i++)
		if (ranges[i].op == node->op)
			return print_days(p, node,
				ranges[i].from ? node->text : open,
				ranges[i].until ? node->text : open,
				ranges[i].shift);
	return cannot(p, node, "the service cannot compare this");
}

static bool
print_limit(const struct printer *p, const struct query_node *node)
{
	return node->kind == QUERY_RANGE
	               ? print_days(p, node, node->text, node->upper, 0)
	               : print_compare(p, node);
}

/* Does PART, one of those that all have to be true, stand beside the query? */
static bool
is_apart(const struct printer *p, const struct query_node *part)
{
	return p->apart != NULL && p->root->kind != QUERY_OR &&
	       (part->kind == QUERY_RANGE || part->kind == QUERY_COMPARE);
}

/* NODE inside something of the kind OUTER; in parentheses if it is another
 * list: services do not agree on what binds tighter. */
static bool
print_part(const struct printer *p, const struct query_node *node,
	enum query_kind outer)
{
	bool group = is_list(node) && node->kind != outer;

	if (group && !p->dialect->groups)
		return cannot(p, node, "the service has no parentheses");
	add(p, group ? "(" : "");
	if (!print(p, node))
		return false;
	add(p, group ? ")" : "");
	return true;
}

/* Takes the next part off a list of the kind KIND: lists lean to the right. */
static const struct query_node *
next_part(const struct query_node **rest, enum query_kind kind)
{
	const struct query_node *part = *rest;

	if (part == NULL || part->kind != kind) {
		*rest = NULL;
		return part;
	}
	*rest = part->right;
	return part->left;
}

/* How many parts of LIST stand behind NOT. */
static size_t
count_excluded(const struct query_node *list)
{
	const struct query_node *rest = list, *part;
	size_t count = 0;

	while ((part = next_part(&rest, list->kind)) != NULL)
		count += part->kind == QUERY_NOT;
	return count;
}

/* The parts of LIST that are EXCLUDED, or those that are not. */
static bool
print_some(const struct printer *p, const struct query_node *list,
	bool excluded, const char *joint)
{
	const struct query_node *rest = list, *part;
	const char *before = "";

	while ((part = next_part(&rest, list->kind)) != NULL) {
		if ((part->kind == QUERY_NOT) != excluded)
			continue;
		add(p, before);
		before = joint;
		if (!print_part(p, excluded ? part->left : part,
			    excluded ? QUERY_NOT : list->kind))
			return false;
	}
	return true;
}

/* AND where NOT stands only between two: what is excluded comes last, and is
 * one group, so that it does not matter how the service groups. */
static bool
print_excluding(const struct printer *p, const struct query_node *list)
{
	size_t excluded = count_excluded(list);

	if (!print_some(p, list, false, p->dialect->both))
		return false;
	add(p, p->dialect->but_not);
	add(p, excluded > 1 ? "(" : "");
	if (!print_some(p, list, true, p->dialect->either))
		return false;
	add(p, excluded > 1 ? ")" : "");
	return true;
}

static bool
print_list(const struct printer *p, const struct query_node *list)
{
	const char *joint =
		list->kind == QUERY_OR ? p->dialect->either : p->dialect->both;
	const struct query_node *rest = list, *part;
	const char *before = "";

	if (joint == NULL)
		return cannot(p, list, "the service has no OR");
	if (list->kind == QUERY_AND && p->dialect->but_not != NULL &&
		count_excluded(list) > 0)
		return print_excluding(p, list);
	while ((part = next_part(&rest, list->kind)) != NULL) {
		if (list == p->root && is_apart(p, part))
			continue;
		add(p, before);
		before = joint;
		if (!print_part(p, part, list->kind))
			return false;
	}
	return true;
}

static bool
print_not(const struct printer *p, const struct query_node *node)
{
	if (p->dialect->but_not != NULL)
		return cannot(p, node,
			"the service has NOT only behind something else");
	if (p->dialect->without == NULL)
		return cannot(p, node, "the service has no NOT");
	add(p, p->dialect->without);
	return print_part(p, node->left, QUERY_NOT);
}

static bool
print(const struct printer *p, const struct query_node *node)
{
	switch (node->kind) {
	case QUERY_AND:
	case QUERY_OR: return print_list(p, node);
	case QUERY_NOT: return print_not(p, node);
	case QUERY_WORD:
	case QUERY_PHRASE:
	case QUERY_PREFIX: return print_value(p, node);
	case QUERY_RANGE:
	case QUERY_COMPARE:
		if (p->apart != NULL)
			return cannot(p, node,
				"the service has days only for all of the "
				"query");
		return print_limit(p, node);
	case QUERY_REGEX: return cannot(p, node, "the service has no patterns");
	case QUERY_ANY: break;
	}
	return cannot(p, node, "the service cannot ask for this");
}

/* Puts the days that stand beside the query where they belong. */
static bool
print_apart(const struct printer *p)
{
	const struct query_node *rest = p->root, *part;

	while ((part = next_part(&rest, QUERY_AND)) != NULL)
		if (is_apart(p, part) && !print_limit(p, part))
			return false;
	return true;
}

bool
dialect_print(const struct dialect *dialect, const struct query_node *node,
	struct buf *to, struct dialect_days *apart, struct query_error *wrong)
{
	const struct printer printer = {dialect, node, to, apart, wrong};

	if (!print_apart(&printer))
		return false;
	return is_apart(&printer, node) || print(&printer, node);
}
