#include <math.h>
#include <stdlib.h>

#include "answer.h"
#include "base64.h"
#include "clean.h"
#include "json.h"
#include "utf8.h"

enum { DIMENSIONS_MAX = 1 << 16, FAILURE_MAX = 200 };

/* The first element of the array LIST of BODY. */
static struct json
first_of(struct slice body, struct slice list)
{
	struct json none, first = {0};
	struct slice rest;
	struct json_iter it =
		json_iter(json_get(json_value(body, &rest), list));

	json_next(&it, &none, &first);
	return first;
}

/* The text of a message: a string, or parts, of which those of text count. */
static void
add_content(struct json content, struct buf *to)
{
	struct json_iter it = json_iter(content);
	struct json none, part;

	if (content.type != JSON_ARRAY) {
		json_text_add(content, to);
		return;
	}
	while (json_next(&it, &none, &part))
		if (json_is(json_get(part, SLICE("type")), SLICE("text")))
			json_text_add(json_get(part, SLICE("text")), to);
}

/* What stands behind the thoughts; where they begin may be in what the server
 * puts in front of each answer, and not here. */
static struct slice
skip_thoughts(struct slice text)
{
	const struct slice end = SLICE("</think>");
	const char *at = slice_find(text, end);

	if (at != NULL)
		return slice_from(text, (size_t)(at - text.ptr) + end.len);
	return slice_starts(slice_trim(text), SLICE("<think>")) ? SLICE("")
	                                                        : text;
}

const char *
answer_text(struct slice body, struct buf *to)
{
	struct buf raw = {0};
	struct json message;

	buf_reset(to);
	if (!json_check(body, NULL))
		return "the answer is not JSON";
	message = json_get(first_of(body, SLICE("choices")), SLICE("message"));
	add_content(json_get(message, SLICE("content")), &raw);
	clean_paragraphs(to, skip_thoughts(buf_slice(&raw)));
	buf_free(&raw);
	return to->len == 0 ? "no text in the answer" : NULL;
}

bool
answer_stopped(struct slice body)
{
	return json_is(json_get(first_of(body, SLICE("choices")),
			       SLICE("finish_reason")),
		SLICE("length"));
}

bool
answer_cut(struct buf *answer)
{
	size_t len = answer->len;

	answer->len = utf8_first(buf_slice(answer), ANSWER_MAX).len;
	return answer->len < len;
}

/* VALUE, a number of JSON that something follows, as 4 bytes. */
static bool
add_float(struct buf *to, struct json value)
{
	float number;
	uint32_t bits;

	if (value.type != JSON_NUMBER)
		return false;
	number = strtof(value.raw.ptr, NULL);
	if (!isfinite(number))
		return false;
	memcpy(&bits, &number, sizeof(bits));
	for (unsigned shift = 0; shift < 32; shift += 8)
		buf_char(to, (char)(bits >> shift & 0xFF));
	return true;
}

const char *
answer_embedding(struct slice body, struct buf *to)
{
	const char *wrong = NULL;
	struct buf bytes = {0};
	struct json none, value;
	struct json_iter it;
	size_t count = 0;

	buf_reset(to);
	if (!json_check(body, NULL))
		return "the answer is not JSON";
	it = json_iter(
		json_get(first_of(body, SLICE("data")), SLICE("embedding")));
	while (wrong == NULL && json_next(&it, &none, &value))
		if (++count > DIMENSIONS_MAX || !add_float(&bytes, value))
			wrong = "the embedding is not a list of numbers";
	if (count == 0)
		wrong = "no embedding in the answer";
	if (wrong == NULL)
		base64_add(to, buf_slice(&bytes));
	buf_free(&bytes);
	return wrong;
}

void
answer_failure(struct slice body, struct buf *to)
{
	struct buf raw = {0}, line = {0};
	struct slice rest;
	struct json error = json_get(json_value(body, &rest), SLICE("error"));

	if (error.type == JSON_OBJECT)
		error = json_get(error, SLICE("message"));
	json_text_add(error, &raw);
	clean_line(&line, buf_slice(&raw));
	buf_add(to, utf8_first(buf_slice(&line), FAILURE_MAX));
	buf_free(&raw);
	buf_free(&line);
}
