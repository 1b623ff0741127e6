#include "order.h"
#include "form.h"
#include "json.h"
#include "next.h"

enum { ITEMS_MAX = 100 };

struct item {
	struct slice bytes;
	size_t place; /* of its id among those that were asked for */
};

static size_t
place_of(const struct request *request, struct slice id)
{
	struct slice rest = buf_slice(&request->theirs), name;
	struct run run = request->asked;

	for (size_t i = 0; i < run.first + run.count; i++) {
		slice_cut(&rest, '\n', &name);
		if (i >= run.first && slice_eq_nocase(id, name))
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
	struct json_iter it = json_iter(find_path(body, form->items));
	struct json none, value;
	struct buf scratch = {0};
	size_t most = request->asked.count, count = 0;
	bool more;

	while ((more = json_next(&it, &none, &value)) && count < ITEMS_MAX &&
		count < most) {
		struct slice id = json_text(
			json_get(value, slice_of(form->id)), &scratch);

		items[count++] =
			(struct item){value.raw, place_of(request, id)};
	}
	buf_free(&scratch);
	return more || it.broken ? 0 : count;
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
