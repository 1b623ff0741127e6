#include "items.h"

size_t
items_margin(struct slice text, const char *item)
{
	size_t margin = 0;

	while (item > text.ptr && (item[-1] == ' ' || item[-1] == '\t')) {
		item--;
		margin++;
	}
	return item == text.ptr || item[-1] == '\n' ? margin : 0;
}

bool
items_begin(struct slice text, size_t margin)
{
	for (size_t i = 0; i < margin && i < text.len; i++)
		if (text.ptr[i] != ' ' && text.ptr[i] != '\t')
			return false;
	return text.len > margin &&
	       (text.ptr[margin] == '{' || text.ptr[margin] == '[');
}

size_t
items_next(struct slice text, size_t margin)
{
	struct slice rest = text, line;

	while (slice_cut(&rest, '\n', &line) && rest.ptr != NULL)
		if (items_begin(rest, margin))
			return (size_t)(rest.ptr - text.ptr);
	return text.len;
}
