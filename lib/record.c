#include <errno.h>
#include <inttypes.h>

#include "record.h"
#include "utf8.h"

const struct member_row record_members[MEMBER_COUNT] = {
	[M_ID] = {SLICE_INIT("id"),            MEMBER_STRING },
	[M_ALIASES] = {SLICE_INIT("aliases"),       MEMBER_STRINGS},
	[M_VERSION] = {SLICE_INIT("version"),       MEMBER_NUMBER },
	[M_TYPE] = {SLICE_INIT("type"),          MEMBER_STRING },
	[M_TITLE] = {SLICE_INIT("title"),         MEMBER_STRING },
	[M_AUTHORS] = {SLICE_INIT("authors"),       MEMBER_STRINGS},
	[M_FAMILIES] = {SLICE_INIT("families"),      MEMBER_STRINGS},
	[M_AUTHOR_IDS] = {SLICE_INIT("author_ids"),    MEMBER_STRINGS},
	[M_AFFILIATIONS] = {SLICE_INIT("affiliations"),  MEMBER_STRINGS},
	[M_ABSTRACT] = {SLICE_INIT("abstract"),      MEMBER_STRING },
	[M_PUBLISHED] = {SLICE_INIT("published"),     MEMBER_DATE   },
	[M_UPDATED] = {SLICE_INIT("updated"),       MEMBER_DATE   },
	[M_LISTED] = {SLICE_INIT("listed"),        MEMBER_DATE   },
	[M_MODIFIED] = {SLICE_INIT("modified"),      MEMBER_DATE   },
	[M_ANNOUNCE_TYPE] = {SLICE_INIT("announce_type"), MEMBER_STRING },
	[M_CATEGORIES] = {SLICE_INIT("categories"),    MEMBER_STRINGS},
	[M_KEYWORDS] = {SLICE_INIT("keywords"),      MEMBER_STRINGS},
	[M_VENUE] = {SLICE_INIT("venue"),         MEMBER_STRING },
	[M_VOLUME] = {SLICE_INIT("volume"),        MEMBER_STRING },
	[M_ISSUE] = {SLICE_INIT("issue"),         MEMBER_STRING },
	[M_PAGES] = {SLICE_INIT("pages"),         MEMBER_STRING },
	[M_PUBLISHER] = {SLICE_INIT("publisher"),     MEMBER_STRING },
	[M_JOURNAL_REF] = {SLICE_INIT("journal_ref"),   MEMBER_STRING },
	[M_REPORT_NUMBER] = {SLICE_INIT("report_number"), MEMBER_STRING },
	[M_DOI] = {SLICE_INIT("doi"),           MEMBER_STRING },
	[M_COMMENT] = {SLICE_INIT("comment"),       MEMBER_STRING },
	[M_LICENSE] = {SLICE_INIT("license"),       MEMBER_STRING },
	[M_LANGUAGE] = {SLICE_INIT("language"),      MEMBER_STRING },
	[M_URL] = {SLICE_INIT("url"),           MEMBER_STRING },
	[M_PDF] = {SLICE_INIT("pdf"),           MEMBER_STRING },
	[M_CODE] = {SLICE_INIT("code"),          MEMBER_STRINGS},
	[M_PROJECT] = {SLICE_INIT("project"),       MEMBER_STRING },
	[M_MODELS] = {SLICE_INIT("models"),        MEMBER_STRINGS},
	[M_DATASETS] = {SLICE_INIT("datasets"),      MEMBER_STRINGS},
	[M_SPACES] = {SLICE_INIT("spaces"),        MEMBER_STRINGS},
	[M_UPVOTES] = {SLICE_INIT("upvotes"),       MEMBER_NUMBER },
	[M_COMMENTS] = {SLICE_INIT("comments"),      MEMBER_NUMBER },
	[M_STARS] = {SLICE_INIT("stars"),         MEMBER_NUMBER },
	[M_CITATIONS] = {SLICE_INIT("citations"),     MEMBER_NUMBER },
	[M_STATUS] = {SLICE_INIT("status"),        MEMBER_STRING },
	[M_KEY] = {SLICE_INIT("key"),           MEMBER_STRING },
	[M_SUMMARY] = {SLICE_INIT("summary"),       MEMBER_STRING },
	[M_SUBMITTER] = {SLICE_INIT("submitter"),     MEMBER_STRING },
	[M_ORGANIZATION] = {SLICE_INIT("organization"),  MEMBER_STRING },
	[M_THUMBNAIL] = {SLICE_INIT("thumbnail"),     MEMBER_STRING },
	[M_DELETED] = {SLICE_INIT("deleted"),       MEMBER_TRUE   },
	[M_SOURCES] = {SLICE_INIT("sources"),       MEMBER_STRINGS},
	[M_TEXT] = {SLICE_INIT("text"),          MEMBER_STRING },
	[M_SCORE] = {SLICE_INIT("score"),         MEMBER_NUMBER },
	[M_LABELS] = {SLICE_INIT("labels"),        MEMBER_STRINGS},
	[M_MATCHED] = {SLICE_INIT("matched"),       MEMBER_STRINGS},
};

static const struct json none = {
	{"", 0},
        JSON_NONE
};

enum member
record_member(struct slice name)
{
	enum member m = 0;

	while (m < MEMBER_COUNT && !slice_eq(record_members[m].name, name))
		m++;
	return m;
}

/*
 * Begins to go over the object LINE without looking for its end first, so that
 * who stops early has not read the rest.
 */
static bool
begin(struct slice line, struct json_iter *it)
{
	while (line.len > 0 && ascii_space(line.ptr[0]))
		line = slice_from(line, 1);
	if (line.len == 0 || line.ptr[0] != '{')
		return false;
	*it = json_iter((struct json){line, JSON_OBJECT});
	return true;
}

/* Did it end with the object's bracket, and nothing behind it? */
static bool
ended(const struct json_iter *it)
{
	return !it->broken && slice_trim(slice_from(it->rest, 1)).len == 0;
}

bool
record_find(struct slice line, const struct slice names[], size_t count,
	struct json values[])
{
	struct json_iter it;
	struct json key, value;
	size_t wanted = count;

	for (size_t i = 0; i < count; i++)
		values[i] = none;
	if (!begin(line, &it))
		return false;
	while (wanted > 0) {
		if (!json_next(&it, &key, &value))
			return ended(&it);
		for (size_t i = 0; i < count; i++) {
			if (values[i].type != JSON_NONE ||
				!json_is(key, names[i]))
				continue;
			values[i] = value;
			wanted--;
		}
	}
	return true;
}

/* Members mostly come in the order of the table, so AT is tried first. */
static size_t
member_from(size_t at, struct json key)
{
	for (size_t i = 0; i < MEMBER_COUNT; i++, at++) {
		if (at == MEMBER_COUNT)
			at = 0;
		if (json_is(key, record_members[at].name))
			return at;
	}
	return MEMBER_COUNT;
}

bool
record_all(struct slice line, struct json values[])
{
	struct json_iter it;
	struct json key, value;
	size_t next = 0, at;

	for (size_t i = 0; i < MEMBER_COUNT; i++)
		values[i] = none;
	if (!begin(line, &it))
		return false;
	while (json_next(&it, &key, &value)) {
		at = member_from(next, key);
		if (at == MEMBER_COUNT)
			continue;
		if (values[at].type == JSON_NONE)
			values[at] = value;
		next = at + 1;
	}
	return ended(&it);
}

bool
record_is_document(struct slice line)
{
	static const struct slice names[] = {SLICE_INIT("body"),
		SLICE_INIT("body_base64"), SLICE_INIT("file"),
		SLICE_INIT("error")};
	struct json values[COUNT(names)];

	record_find(line, names, COUNT(names), values);
	for (size_t i = 0; i < COUNT(names); i++)
		if (values[i].type != JSON_NONE)
			return true;
	return false;
}

void
record_set(struct buf *to, struct slice line, struct slice name,
	struct slice value)
{
	const char *copied = line.ptr, *end = line.ptr + line.len, *last;
	struct json_iter it;
	struct json key, old;
	bool set = false;

	if (!begin(line, &it))
		return;
	last = it.rest.ptr; /* behind the bracket, then behind each value */
	while (json_next(&it, &key, &old)) {
		const char *behind = old.raw.ptr + old.raw.len;
		bool same = json_is(key, name);

		if (same) {
			const char *upto = set ? last : old.raw.ptr;

			buf_add(to, (struct slice){
					    copied, (size_t)(upto - copied)});
			if (!set)
				buf_add(to, value);
			set = true;
			copied = behind;
		}
		last = behind;
	}
	if (!set) {
		buf_add(to, (struct slice){copied, (size_t)(last - copied)});
		if (it.begun)
			buf_char(to, ',');
		json_quote(to, name);
		buf_char(to, ':');
		buf_add(to, value);
		copied = last;
	}
	buf_add(to, (struct slice){copied, (size_t)(end - copied)});
}

const char *
record_why(int error)
{
	return error == EMSGSIZE ? "the line is longer than 64 MiB"
	                         : input_why(error);
}

/* The next line, or block of lines, as NEXT gives it. */
static bool
next_by(int (*next)(struct lines *, struct slice *), struct lines *lines,
	struct slice *text)
{
	struct slice rest, line;
	int got;

	while ((got = next(lines, text)) < 0) {
		int error = errno;

		err_bad_at(lines_file(lines), lines_number(lines), "%s",
			record_why(error));
	}
	if (got != 1)
		return false;
	rest = *text;
	slice_cut(&rest, '\n', &line);
	if (lines_first(lines) && record_is_document(line))
		err_die("%s:%" PRIu64 ": this is a document: pparse it first",
			lines_file(lines), lines_number(lines));
	return true;
}

bool
record_next(struct lines *lines, struct slice *line)
{
	return next_by(lines_next, lines, line);
}

bool
record_block(struct lines *lines, struct slice *block)
{
	return next_by(lines_block, lines, block);
}

bool
record_check(struct slice line, struct buf *why)
{
	struct json_error error;
	struct json_iter it;

	if (!json_check(line, &error)) {
		if (!utf8_valid(line))
			buf_add(why, SLICE("not UTF-8"));
		else
			buf_format(why, "not JSON: %s at column %zu",
				error.what, error.at + 1);
		return false;
	}
	if (!begin(line, &it)) {
		buf_add(why, SLICE("not a JSON object"));
		return false;
	}
	return true;
}

bool
record_vouch(const struct lines *lines, struct slice line)
{
	struct buf why = {0};

	if (record_check(line, &why))
		return true;
	err_bad_at(
		lines_file(lines), lines_number(lines), "%s", buf_string(&why));
	buf_free(&why);
	return false;
}
