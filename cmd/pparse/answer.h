/*
 * answer.h: what services answer in JSON: how it is told by the names in it,
 * and how it is gone over item by item.
 *
 * A broken item costs itself alone. Of an answer that is cut off the items that
 * are whole come out, and the one in which it ends is named.
 */
#ifndef SHEAF_ANSWER_H
#define SHEAF_ANSWER_H

#include "fields.h"

/*
 * What stands at PATH in HEAD, the beginning of a JSON text: names with a dot
 * between them; an array on the way stands for its first element that is not
 * null. JSON_NONE where it is not there. The value that HEAD ends in has what
 * there is of it, and the type that it begins as.
 */
struct json answer_peek(struct slice head, const char *path);

static inline bool
answer_has(struct slice head, const char *path)
{
	return answer_peek(head, path).type != JSON_NONE;
}

/* Is the outermost value an array? If so, *FIRST is its first element that is
 * not null, or JSON_NONE. */
bool answer_is_array(struct slice head, struct json *first);

/* What fill() says of an item that is no paper, and no failure. */
extern const char answer_skip[];

struct answer {
	const char *name; /* in `sources` */
	const char *type; /* of a paper that does not say it, or NULL */

	/* Where the items may stand in the outermost object: an array, or one
	 * object. An outermost array has items in any case. */
	const char *lists[4];

	/* A member by which an outermost object is an item itself, "" for any:
	 * where there is no list. Without both the answer is empty. */
	const char *single;

	/* Looks at an outermost object before its items, and may keep what is
	 * theirs, too, in `shared`; may be NULL. True if the service refused,
	 * which it says (source_bad). */
	bool (*refused)(struct fields *fields, struct json root);

	/* Fills the paper; or says why it is none. */
	const char *(*fill)(struct fields *fields, struct json item);
};

void answer_parse(struct source *source, const struct answer *answer);

/* The same of a text that is not the whole body. */
void answer_parse_text(
	struct source *source, const struct answer *answer, struct slice text);

/* Adds FRONT, TEXT and BACK as the address MEMBER. */
void answer_address(struct fields *fields, enum member member,
	const char *front, struct slice text, const char *back);

#endif
