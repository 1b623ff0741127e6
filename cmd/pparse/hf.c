/*
 * Hugging Face papers: the lists of the Daily Papers API, its search, a single
 * paper, and the JSON inside the HTML page of a list.
 *
 * An item of a list is an object with the paper inside, in its member `paper`;
 * the search and a single paper may have all members in one object.
 */
#include "answer.h"
#include "ident.h"
#include "kinds.h"
#include "markup.h"

/* The author's own name: that of the account behind it often is another. */
static void
set_authors(struct fields *fields, const struct field *field, struct json value)
{
	struct json_iter it = json_iter(value);
	struct json key, author;

	while (json_next(&it, &key, &author))
		if (json_get(author, SLICE("hidden")).type != JSON_TRUE)
			paper_add(fields->paper, field->member,
				fields_text(fields,
					json_get(author, SLICE("name"))));
}

/* A user or an organisation, which have a full name or only a short one. */
static void
set_name(struct fields *fields, const struct field *field, struct json who)
{
	static const struct slice names[] = {
		SLICE_INIT("fullname"), SLICE_INIT("user"), SLICE_INIT("name")};

	for (size_t i = 0; i < COUNT(names); i++)
		field_text(fields, field, json_get(who, names[i]));
}

/* Since mid-2026 times are cut off, and the day is all that is said. */
static void
set_moment(struct fields *fields, const struct field *field, struct json value)
{
	if (slice_ends(value.raw, SLICE("T00:00:00.000Z\"")))
		field_day(fields, field, value);
	else
		field_date(fields, field, value);
}

static void
tell_id(struct fields *fields, struct slice id)
{
	struct slice arxiv = SLICE("arxiv:");

	if (ident_read_bare(id, &fields->name, NULL) &&
		slice_starts(buf_slice(&fields->name), arxiv)) {
		paper_identify(fields->paper, buf_slice(&fields->name));
		id = slice_from(buf_slice(&fields->name), arxiv.len);
		answer_address(fields, M_PDF, "https://arxiv.org/pdf/", id, "");
	}
	answer_address(fields, M_URL, "https://huggingface.co/papers/", id, "");
}

/* An arXiv id. Were there others one day, their page would still be there. */
static void
set_id(struct fields *fields, const struct field *field, struct json value)
{
	struct slice id = fields_text(fields, value);

	(void)field;
	if (id.len > 0)
		tell_id(fields, id);
}

/* huggingface_hub's own output has names with underscores. */
static const struct field inner[] = {
	{"id",		 set_id,       M_ID,           NULL},
	{"title",              field_text,   M_TITLE,        NULL},
	{"authors",            set_authors,  M_AUTHORS,      NULL},
	{"summary",            field_text,   M_ABSTRACT,     NULL},
	{"publishedAt",        set_moment,   M_PUBLISHED,    NULL},
	{"published_at",       set_moment,   M_PUBLISHED,    NULL},
	{"submittedOnDailyAt", field_day,    M_LISTED,       NULL},
	{"submitted_at",       field_day,    M_LISTED,       NULL},
	{"ai_keywords",        field_texts,  M_KEYWORDS,     NULL},
	{"githubRepo",         field_url,    M_CODE,         NULL},
	{"github_repo",        field_url,    M_CODE,         NULL},
	{"projectPage",        field_url,    M_PROJECT,      NULL},
	{"project_page",       field_url,    M_PROJECT,      NULL},
	{"linkedModels",       field_texts,  M_MODELS,       "id"},
	{"linkedDatasets",     field_texts,  M_DATASETS,     "id"},
	{"linkedSpaces",       field_texts,  M_SPACES,       "id"},
	{"upvotes",            field_number, M_UPVOTES,      NULL},
	{"comments",           field_number, M_COMMENTS,     NULL},
	{"githubStars",        field_number, M_STARS,        NULL},
	{"github_stars",       field_number, M_STARS,        NULL},
	{"ai_summary",         field_text,   M_SUMMARY,      NULL},
	{"submittedOnDailyBy", set_name,     M_SUBMITTER,    NULL},
	{"submitted_by",       set_name,     M_SUBMITTER,    NULL},
	{"organization",       set_name,     M_ORGANIZATION, NULL},
};

static void
set_inner(struct fields *fields, const struct field *field, struct json value)
{
	(void)field;
	fields_fill(fields, value, inner, COUNT(inner));
}

/*
 * The outer object is read first, and the first value of a member stays: its
 * title is whole and has its TeX, where the inner one is wrapped. Its
 * publishedAt means other things in other years and is not used.
 */
static const struct field outer[] = {
	{"title",        field_text,   M_TITLE,        NULL},
	{"numComments",  field_number, M_COMMENTS,     NULL},
	{"submittedBy",  set_name,     M_SUBMITTER,    NULL},
	{"organization", set_name,     M_ORGANIZATION, NULL},
	{"thumbnail",    field_url,    M_THUMBNAIL,    NULL},
	{"paper",        set_inner,    M_ID,           NULL},
};

/* What the Hub links to a paper: the rest of its record is in other answers. */
static const struct field linked[] = {
	{"models",   field_texts, M_MODELS,   "id"},
	{"datasets", field_texts, M_DATASETS, "id"},
	{"spaces",   field_texts, M_SPACES,   "id"},
};

/* The paper is named by the address alone. */
static const char *
fill_linked(struct fields *fields, struct json item)
{
	struct slice rest = fields->source->url, front = SLICE("/api/arxiv/");
	const char *at = slice_find(rest, front);
	struct slice id;

	fields_fill(fields, item, linked, COUNT(linked));
	if (!paper_has(fields->paper, M_MODELS) &&
		!paper_has(fields->paper, M_DATASETS) &&
		!paper_has(fields->paper, M_SPACES))
		return answer_skip;
	if (at == NULL)
		return "what is linked to a paper that the address must name";
	rest = slice_from(rest, (size_t)(at - rest.ptr) + front.len);
	slice_cut(&rest, '/', &id);
	tell_id(fields, id);
	fields->source->titled++; /* it never has one */
	return NULL;
}

static const char *
fill(struct fields *fields, struct json item)
{
	struct json id = fields_get(item, "paper.id");

	if (id.type != JSON_NONE && id.type != JSON_STRING)
		return "paper.id is not a string";
	fields_fill(fields, item, outer, COUNT(outer));
	if (!paper_has(fields->paper, M_URL))
		fields_fill(fields, item, inner, COUNT(inner));
	if (!paper_has(fields->paper, M_URL) &&
		json_get(item, SLICE("models")).type == JSON_ARRAY)
		return fill_linked(fields, item);
	paper_set_date(fields->paper, M_LISTED, &fields->source->day);
	return NULL;
}

/* What the page of a list has tells its day. */
static bool
take_day(struct fields *fields, struct json root)
{
	struct json date = json_get(root, SLICE("date"));

	if (date.type == JSON_STRING)
		date_read_day(fields_text(fields, date), &fields->source->day);
	return false;
}

static const struct answer answer = {
	.name = "hf",
	.type = "article",
	.lists = {"dailyPapers"},
	.single = "",
	.refused = take_day,
	.fill = fill,
};

void
hf_parse(struct source *source)
{
	answer_parse(source, &answer);
}

/* A list may be empty, or of other things than objects, and still be one. */
bool
hf_sniff(struct slice head)
{
	static const char *const marks[] = {"publishedAt", "published_at",
		"upvotes", "authors.hidden", "numComments", "linkedModels",
		"submittedOnDailyBy", "ai_summary", "discussionId"};
	struct json first;

	if (answer_is_array(head, &first) && first.type != JSON_OBJECT)
		return first.type != JSON_ARRAY;
	if (answer_has(head, "dailyPapers") || answer_has(head, "paper.id") ||
		answer_has(head, "paper.title"))
		return true;
	if (!answer_has(head, "id") && !answer_has(head, "title"))
		return answer_has(head, "models") && answer_has(head, "spaces");
	for (size_t i = 0; i < COUNT(marks); i++)
		if (answer_has(head, marks[i]))
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

/*
 * Puts the JSON of the element that the page is made from in JSON: of a list,
 * or of one paper. False if no element has any.
 */
static bool
find_props(struct slice page, struct buf *json)
{
	static const struct slice mark = SLICE_INIT("data-props=");
	const char *at;

	while ((at = slice_find(page, mark)) != NULL) {
		struct slice rest;

		page = slice_from(page, (size_t)(at - page.ptr));
		buf_reset(json);
		markup_entities(json, attribute(page, mark));
		if (answer_has(buf_slice(json), "dailyPapers") ||
			json_get(json_value(buf_slice(json), &rest),
				SLICE("paper"))
					.type == JSON_OBJECT)
			return true;
		page = slice_from(page, mark.len);
	}
	return false;
}

void
hf_html_parse(struct source *source)
{
	struct slice page = source_all(source);
	struct buf json = {0};

	if (page.len == 0)
		return;
	if (find_props(page, &json)) {
		answer_parse_text(source, &answer, buf_slice(&json));
	} else if (slice_find(page, SLICE("Paper page - ")) != NULL) {
		source_again(source, page);
		landing_parse(source);
	} else {
		source_bad(source, 0,
			"a page without its list: the format may have changed");
	}
	buf_free(&json);
}

bool
hf_html_sniff(struct slice head)
{
	static const struct slice marks[] = {
		SLICE_INIT("Papers - Hugging Face"),
		SLICE_INIT("\"Paper page - "), SLICE_INIT(">Paper page - "),
		SLICE_INIT("data-target=\"DailyPapers\"")};

	if (!slice_starts(head, SLICE("<")))
		return false;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (slice_find(head, marks[i]) != NULL)
			return true;
	return false;
}
