#include "order.h"
#include "form.h"
#include "json.h"
#include "next.h"

enum { ITEMS_MAX = 200 };

struct item {
	struct slice bytes;
	size_t place; /* of its id among those that were asked for */
};

/* What is gone over: an array of objects, or elements. */
struct walk {
	const struct form *form;
	bool xml;
	struct json_iter it;
	struct slice rest; /* of the elements */
	struct buf scratch;
};

/* The next item and its id, which is empty if it has none. */
static bool
next_item(struct walk *walk, struct slice *bytes, struct slice *id)
{
	const struct form *form = walk->form;
	struct slice inside, whole;
	struct json none, value;

	*id = SLICE("");
	if (!walk->xml) {
		if (!json_next(&walk->it, &none, &value))
			return false;
		*bytes = value.raw;
		*id = json_text(
			json_get(value, slice_of(form->id)), &walk->scratch);
		return true;
	}
	if (!find_element(&walk->rest, slice_of(form->items + 1), bytes, id))
		return false;
	inside = slice_from(*bytes, 1);
	if (!find_element(&inside, slice_of(form->id), &whole, id))
		*id = SLICE("");
	return true;
}

/* Is ID what the service has for NAME? arXiv has an address with the version
 * behind it, whether that was asked for or not. */
static bool
is_id_of(struct slice id, struct slice name)
{
	const char *at = slice_find(id, SLICE("/abs/"));

	if (at == NULL)
		return slice_eq_nocase(id, name);
	id = slice_from(id, (size_t)(at - id.ptr) + SLICE("/abs/").len);
	if (!slice_starts(id, name))
		return false;
	id = slice_from(id, name.len);
	return id.len == 0 || id.ptr[0] == 'v';
}

static size_t
place_of(const struct request *request, struct slice id)
{
	struct slice rest = buf_slice(&request->theirs), name;
	struct run run = request->asked;

	for (size_t i = 0; i < run.first + run.count; i++) {
		slice_cut(&rest, '\n', &name);
		if (i >= run.first && is_id_of(id, name))
			return i;
	}
	return SIZE_MAX;
}

/* Puts ITEM among COUNT sorted ones, behind those with the same id. */
static void
insert(struct item sorted[], size_t count, struct item item)
{
	for (; count > 0 && sorted[count - 1].place > item.place; count--)
		sorted[count] = sorted[count - 1];
	sorted[count] = item;
}

/* The items of BODY, and how many there are; 0 if it is not what it should be.
 */
static size_t
read_items(const struct request *request, struct slice body,
	struct item items[ITEMS_MAX])
{
	const struct form *form = request->form;
	struct walk walk = {.form = form, .xml = form->items[0] == '<'};
	size_t most = request->asked.count, count = 0;
	struct slice bytes, id;
	bool more;

	if (walk.xml)
		walk.rest = body;
	else
		walk.it = json_iter(find_path(body, form->items));
	while ((more = next_item(&walk, &bytes, &id)) && count < ITEMS_MAX &&
		count < most)
		items[count++] =
			(struct item){bytes, place_of(request, slice_trim(id))};
	buf_free(&walk.scratch);
	return more || walk.it.broken ? 0 : count;
}

bool
order_batch(const struct request *request, struct slice body, struct buf *to)
{
	struct item items[ITEMS_MAX], sorted[ITEMS_MAX];
	size_t count;

	if (request->form == NULL || request->form->items == NULL ||
		request->asked.count < 2)
		return false;
	count = read_items(request, body, items);
	for (size_t i = 0; i < count; i++)
		insert(sorted, i, items[i]);
	for (size_t i = 0; i < count; i++) {
		size_t before = (size_t)(items[i].bytes.ptr - body.ptr);

		buf_add(to, slice_first(body, before));
		buf_add(to, sorted[i].bytes);
		body = slice_from(body, before + items[i].bytes.len);
	}
	buf_add(to, body);
	return count > 0;
}
