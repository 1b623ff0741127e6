/*
 * Hugging Face papers: the lists of the Daily Papers API, its search, a single
 * paper, and the JSON inside the HTML page of a list.
 *
 * An item of a list is an object with the paper inside, in its member `paper`;
 * the search and a single paper may have all members in one object.
 */
#include <inttypes.h>

#include "ident.h"
#include "kinds.h"
#include "markup.h"

/* What the parser keeps while it goes over a list. */
struct list {
	struct source *source;
	struct paper *paper;
	struct date day; /* of the list, for items that do not tell theirs */
	struct buf text, id, url;
};

static struct slice
text_of(struct list *list, struct json string)
{
	return json_text(string, &list->text);
}

static void
set_string(struct list *list, enum member member, struct json value)
{
	paper_set(list->paper, member, text_of(list, value));
}

/* Users write what they like where an address is asked for. */
static void
set_address(struct list *list, enum member member, struct json value)
{
	paper_set_url(list->paper, member, text_of(list, value));
}

static void
set_number(struct list *list, enum member member, struct json value)
{
	int64_t number;

	if (json_int(value, &number))
		paper_set_number(list->paper, member, number);
}

static void
set_strings(struct list *list, enum member member, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	while (json_next(&it, &key, &each))
		paper_add(list->paper, member, text_of(list, each));
}

static void
set_ids(struct list *list, enum member member, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, each;

	while (json_next(&it, &key, &each))
		paper_add(list->paper, member,
			text_of(list, json_get(each, SLICE("id"))));
}

/* The author's own name: that of the account behind it often is another. */
static void
set_authors(struct list *list, enum member member, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, author;

	while (json_next(&it, &key, &author))
		if (json_get(author, SLICE("hidden")).type != JSON_TRUE)
			paper_add(list->paper, member,
				text_of(list, json_get(author, SLICE("name"))));
}

/* A user or an organisation, which have a full name or only a short one. */
static void
set_name(struct list *list, enum member member, struct json who)
{
	static const struct slice names[] = {
		SLICE_INIT("fullname"), SLICE_INIT("user"), SLICE_INIT("name")};

	for (size_t i = 0; i < COUNT(names); i++)
		set_string(list, member, json_get(who, names[i]));
}

static void
set_moment(struct list *list, enum member member, struct json value)
{
	struct slice text = text_of(list, value);
	struct date date;

	/* Since mid-2026 times are cut off, and the day is all that is said. */
	if (slice_ends(text, SLICE("T00:00:00.000Z")))
		date_read_day(text, &date);
	else
		date_read(text, &date);
	paper_set_date(list->paper, member, &date);
}

static void
set_day(struct list *list, enum member member, struct json value)
{
	struct date date;

	date_read_day(text_of(list, value), &date);
	paper_set_date(list->paper, member, &date);
}

static void
set_built_url(struct list *list, enum member member, struct slice front,
	struct slice id)
{
	buf_reset(&list->url);
	buf_add(&list->url, front);
	buf_add(&list->url, id);
	paper_set_url(list->paper, member, buf_slice(&list->url));
}

/* An arXiv id. Were there others one day, their page would still be there. */
static void
set_id(struct list *list, enum member member, struct json value)
{
	struct slice arxiv = SLICE("arxiv:"), id = text_of(list, value);
	bool known = ident_read_bare(id, &list->id, NULL) &&
	             slice_starts(buf_slice(&list->id), arxiv);

	(void)member;
	if (id.len == 0)
		return;
	if (known) {
		paper_identify(list->paper, buf_slice(&list->id));
		id = slice_from(buf_slice(&list->id), arxiv.len);
		set_built_url(list, M_PDF, SLICE("https://arxiv.org/pdf/"), id);
	}
	set_built_url(list, M_URL, SLICE("https://huggingface.co/papers/"), id);
}

struct row {
	struct slice name;
	void (*set)(struct list *list, enum member member, struct json value);
	enum member member;
};

/*
 * The outer object is read first, and the first value of a member stays: its
 * title is whole and has its TeX, where the inner one is wrapped. Its
 * publishedAt means other things in other years and is not used.
 */
static const struct row outer[] = {
	{SLICE_INIT("title"),        set_string,  M_TITLE       },
	{SLICE_INIT("numComments"),  set_number,  M_COMMENTS    },
	{SLICE_INIT("submittedBy"),  set_name,    M_SUBMITTER   },
	{SLICE_INIT("organization"), set_name,    M_ORGANIZATION},
	{SLICE_INIT("thumbnail"),    set_address, M_THUMBNAIL   },
};

static const struct row inner[] = {
	{SLICE_INIT("id"),                 set_id,      M_ID          },
	{SLICE_INIT("title"),              set_string,  M_TITLE       },
	{SLICE_INIT("authors"),            set_authors, M_AUTHORS     },
	{SLICE_INIT("summary"),            set_string,  M_ABSTRACT    },
	{SLICE_INIT("publishedAt"),        set_moment,  M_PUBLISHED   },
	{SLICE_INIT("submittedOnDailyAt"), set_day,     M_LISTED      },
	{SLICE_INIT("submittedOnDailyBy"), set_name,    M_SUBMITTER   },
	{SLICE_INIT("upvotes"),            set_number,  M_UPVOTES     },
	{SLICE_INIT("githubRepo"),         set_address, M_CODE        },
	{SLICE_INIT("githubStars"),        set_number,  M_STARS       },
	{SLICE_INIT("projectPage"),        set_address, M_PROJECT     },
	{SLICE_INIT("ai_summary"),         set_string,  M_SUMMARY     },
	{SLICE_INIT("ai_keywords"),        set_strings, M_KEYWORDS    },
	{SLICE_INIT("organization"),       set_name,    M_ORGANIZATION},
	{SLICE_INIT("linkedModels"),       set_ids,     M_MODELS      },
	{SLICE_INIT("linkedDatasets"),     set_ids,     M_DATASETS    },
	{SLICE_INIT("linkedSpaces"),       set_ids,     M_SPACES      },
};

/* Of two members of one name the first counts. */
static void
set_members(struct list *list, struct json object, const struct row rows[],
	size_t count)
{
	struct json_iter it = json_iter(object);
	struct json key, value;
	uint32_t seen = 0;

	while (json_next(&it, &key, &value))
		for (size_t i = 0; i < count; i++)
			if (!(seen >> i & 1) && json_is(key, rows[i].name)) {
				seen |= UINT32_C(1) << i;
				rows[i].set(list, rows[i].member, value);
			}
}

/* False if there is no such item: then nothing is written. */
static const char *
item(struct list *list, struct json object)
{
	struct paper *paper = list->paper;
	struct json inside;

	if (object.type != JSON_OBJECT)
		return "not an object";
	inside = json_get(object, SLICE("paper"));
	set_members(list, object, outer, COUNT(outer));
	set_members(list, inside.type == JSON_OBJECT ? inside : object, inner,
		COUNT(inner));
	if (!paper_has(paper, M_URL) && !paper_has(paper, M_TITLE)) {
		paper_reset(paper);
		return "neither an id nor a title";
	}
	paper_set_date(paper, M_LISTED, &list->day);
	paper_set(paper, M_TYPE, SLICE("article"));
	paper_add(paper, M_SOURCES, SLICE("hf"));
	source_write(list->source);
	return NULL;
}

static void
items(struct list *list, struct json array)
{
	struct json_iter it = json_iter(array);
	struct json key, each;

	for (uint64_t i = 1; json_next(&it, &key, &each); i++) {
		const char *wrong = item(list, each);

		if (wrong != NULL)
			source_bad(list->source, 0, "item %" PRIu64 ": %s", i,
				wrong);
	}
}

/* What the page of a list has: the list and its day. */
static bool
daily(struct list *list, struct json object)
{
	struct json papers = json_get(object, SLICE("dailyPapers"));
	struct json date = json_get(object, SLICE("date"));

	if (papers.type != JSON_ARRAY)
		return false;
	if (date.type == JSON_STRING)
		date_read_day(text_of(list, date), &list->day);
	items(list, papers);
	return true;
}

static void
parse(struct source *source, struct slice text)
{
	struct list list = {
		.source = source, .paper = source->paper, .day = source->day};
	struct json_error error;
	struct slice rest;
	struct json value = json_value(text, &rest);
	const char *wrong = NULL;

	if (text.len == 0)
		return;
	if (!json_check(text, &error))
		source_bad(source, 0, "not JSON: %s", error.what);
	else if (value.type == JSON_ARRAY)
		items(&list, value);
	else if (!daily(&list, value))
		wrong = item(&list, value);
	if (wrong != NULL)
		source_bad(source, 0, "%s", wrong);
	buf_free(&list.text);
	buf_free(&list.id);
	buf_free(&list.url);
}

void
hf_parse(struct source *source)
{
	parse(source, source_all(source));
}

static bool
has_member(struct slice text, struct slice name)
{
	const char *at;

	while ((at = slice_find(text, name)) != NULL) {
		bool quoted = at > text.ptr && at[-1] == '"';

		text = slice_from(text, (size_t)(at - text.ptr) + name.len);
		if (!quoted || text.len == 0 || text.ptr[0] != '"')
			continue;
		if (slice_starts(slice_trim(slice_from(text, 1)), SLICE(":")))
			return true;
	}
	return false;
}

/* A list may be empty, or of other things than objects, and still be one. */
bool
hf_sniff(struct slice head)
{
	static const struct slice marks[] = {SLICE_INIT("paper"),
		SLICE_INIT("publishedAt"), SLICE_INIT("upvotes"),
		SLICE_INIT("hidden"), SLICE_INIT("numComments")};
	bool list = slice_starts(head, SLICE("["));
	struct slice first;

	if (!list && !slice_starts(head, SLICE("{")))
		return false;
	first = slice_trim(slice_from(head, 1));
	if (list && !slice_starts(first, SLICE("{")))
		return true;
	if (has_member(head, SLICE("dailyPapers")))
		return true;
	if (!has_member(head, SLICE("id")))
		return false;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (has_member(head, marks[i]))
			return true;
	return false;
}

/* The value of the attribute that begins in TEXT with its name and `=`. */
static struct slice
attribute(struct slice text, struct slice name)
{
	const char *at = slice_find(text, name), *end;
	char quote;

	if (at == NULL)
		return SLICE("");
	text = slice_from(text, (size_t)(at - text.ptr) + name.len);
	if (text.len == 0)
		return text;
	quote = text.ptr[0];
	text = slice_from(text, 1);
	end = quote == '"' || quote == '\'' ? memchr(text.ptr, quote, text.len)
	                                    : NULL;
	return slice_first(text, end == NULL ? 0 : (size_t)(end - text.ptr));
}

void
hf_html_parse(struct source *source)
{
	struct slice page = source_all(source), props = SLICE("");
	const char *at = slice_find(page, SLICE("data-target=\"DailyPapers\""));
	struct buf json = {0};

	if (at != NULL)
		props = attribute(slice_from(page, (size_t)(at - page.ptr)),
			SLICE("data-props="));
	markup_entities(&json, props);
	if (page.len > 0 && !has_member(buf_slice(&json), SLICE("dailyPapers")))
		source_bad(source, 0,
			"a page without its list: the format may have changed");
	else
		parse(source, buf_slice(&json));
	buf_free(&json);
}

bool
hf_html_sniff(struct slice head)
{
	static const struct slice marks[] = {
		SLICE_INIT("Papers - Hugging Face"),
		SLICE_INIT("data-target=\"DailyPapers\"")};

	if (!slice_starts(head, SLICE("<")))
		return false;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (slice_find(head, marks[i]) != NULL)
			return true;
	return false;
}
