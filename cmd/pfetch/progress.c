#include <inttypes.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "buf.h"
#include "progress.h"

enum {
	PATIENCE = 1000, /* milliseconds before the first line */
	PAUSE = 250,     /* from one to the next */
	COLUMNS = 80,    /* where the terminal does not know */
};

static bool open;
static int64_t begun, last; /* in milliseconds; the last line came or went */
static size_t shown;        /* columns */

static int64_t
clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static size_t
columns(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
	               ? size.ws_col
	               : COLUMNS;
}

void
progress_open(void)
{
	if (!isatty(STDERR_FILENO))
		return;
	open = true;
	begun = clock_now();
	err_before(progress_erase);
}

static void
add_size(struct buf *to, uint64_t bytes, const char *behind)
{
	static const char *const units[] = {"kB", "MB", "GB", "TB"};
	double size = (double)bytes / 1000;
	size_t i = 0;

	for (; size >= 999.5 && i + 1 < COUNT(units); i++)
		size /= 1000;
	buf_format(to, "%.*f %s%s", size < 10, size, units[i], behind);
}

static void
add_left(struct buf *to, const struct progress *now, int64_t ms)
{
	double done = (double)now->done + now->begun;
	int64_t s;

	if (done <= 0 || now->total <= now->done)
		return;
	s = (int64_t)((double)ms / 1000 * ((double)now->total - done) / done);
	if (s >= 3600)
		buf_format(to, "%" PRId64 ":%02d:%02d left", s / 3600,
			(int)(s / 60 % 60), (int)(s % 60));
	else
		buf_format(to, "%d:%02d left", (int)(s / 60), (int)(s % 60));
}

enum field { REQUESTS, LEFT, PAGES, BYTES, RATE, FIELDS };

/* A field, or nothing where it does not apply. */
static void
add_field(struct buf *to, enum field field, const struct progress *now,
	int64_t ms)
{
	switch (field) {
	case REQUESTS:
		buf_format(to, "%" PRIu64, now->done);
		if (now->total > 0)
			buf_format(to, " of %" PRIu64, now->total);
		buf_format(to, " request%s",
			(now->total > 0 ? now->total : now->done) == 1 ? ""
								       : "s");
		break;
	case LEFT: add_left(to, now, ms); break;
	case PAGES:
		buf_format(to, "%" PRIu64 " page%s", now->pages,
			now->pages == 1 ? "" : "s");
		break;
	case BYTES: add_size(to, now->bytes, ""); break;
	case RATE: add_size(to, now->bytes * 1000 / (uint64_t)ms, "/s"); break;
	case FIELDS: break;
	}
}

/* What fits into a line of WIDTH columns, the most useful first. */
static void
compose(struct buf *line, const struct progress *now, int64_t ms, size_t width)
{
	struct buf field = {0};

	for (int i = REQUESTS; i < FIELDS; i++) {
		size_t between = line->len > 0 ? 2 : 0;

		buf_reset(&field);
		add_field(&field, (enum field)i, now, ms);
		if (field.len == 0 || line->len + between + field.len > width)
			continue;
		buf_add(line, slice_first(SLICE(", "), between));
		buf_add(line, buf_slice(&field));
	}
	buf_free(&field);
}

/* Blanks and carriage returns do on any terminal. The cursor stays in front, so
 * that what another program writes there takes the line's place. */
static void
draw(struct slice line)
{
	int blanks = shown > line.len ? (int)(shown - line.len) : 0;

	fprintf(stderr, "\r%.*s%*s\r", (int)line.len, line.ptr, blanks, "");
	fflush(stderr);
	shown = line.len;
	last = clock_now();
}

bool
progress_due(void)
{
	int64_t at = clock_now();

	return open && at - begun >= PATIENCE && at - last >= PAUSE;
}

void
progress_show(const struct progress *now)
{
	struct buf line = {0};

	compose(&line, now, clock_now() - begun, columns() - 1);
	draw(buf_slice(&line));
	buf_free(&line);
}

void
progress_erase(void)
{
	if (shown > 0)
		draw(SLICE(""));
}
