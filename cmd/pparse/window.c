#include "window.h"

struct slice
window_text(const struct window *window)
{
	return slice_from(buf_slice(&window->held), window->at);
}

void
window_hold(struct window *window, size_t len)
{
	struct buf *held = &window->held;
	struct slice piece;

	while (!window->ended && held->len - window->at < len) {
		if (window->at > 0) {
			memmove(held->ptr, held->ptr + window->at,
				held->len - window->at);
			held->len -= window->at;
			window->at = 0;
		}
		if (source_piece(window->source, &piece))
			buf_add(held, piece);
		else
			window->ended = true;
	}
}

void
window_pass(struct window *window, size_t len)
{
	struct slice passed = slice_first(window_text(window), len);

	for (size_t i = 0; i < passed.len; i++)
		window->line += passed.ptr[i] == '\n';
	window->at += passed.len;
}
