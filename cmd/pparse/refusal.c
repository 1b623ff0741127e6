/*
 * What services answer in JSON instead of papers: that they cannot, and why.
 * Some send it with status 200.
 */
#include "answer.h"
#include "kinds.h"

/* The first of these that has a text is shown. */
static const struct field reasons[] = {
	{.path = "error.msg"}, /* ADS */
	{.path = "error.message"},
	{.path = "message"}, /* OpenAlex, OpenReview, Unpaywall */
	{.path = "errMsg"},
	{.path = "errors.title"}, /* DataCite */
	{.path = "errors.detail"},
	{.path = "error"}, /* Semantic Scholar, DOAJ, Hugging Face */
	{.path = "errors"},
};

bool
refusal_sniff(struct slice head)
{
	static const char *const marks[] = {
		"error", "errors", "errMsg", "message"};
	struct json first;

	if (answer_is_array(head, &first))
		return false;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (answer_has(head, marks[i]))
			return true;
	return false;
}

void
refusal_parse(struct source *source)
{
	struct fields fields = {.source = source, .paper = source->paper};
	struct slice all = source_all(source), rest, text = SLICE("");
	struct json values[COUNT(reasons)];

	fields_find(json_value(all, &rest), reasons, COUNT(reasons), values);
	for (size_t i = 0; i < COUNT(reasons) && text.len == 0; i++)
		text = slice_trim(fields_text(&fields, values[i]));
	if (all.len > 0)
		source_bad(source, 0, "the service refuses: %.*s",
			ERR_SLICE(text));
	buf_free(&fields.text);
}
