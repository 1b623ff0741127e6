#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "again.h"
#include "mem.h"

struct file {
	const char
		*name; /* as it was given: the pointer tells it from others */
	int fd;
};

struct again {
	struct file *files;
	size_t file_count, file_cap;
	struct buf line;
};

struct again *
again_new(void)
{
	return mem_zero(1, sizeof(struct again));
}

/* The place in `files` of what LINES reads, or AGAIN_NOWHERE. */
static uint32_t
file_of(struct again *again, const struct lines *lines)
{
	const char *name = lines_file(lines);
	size_t n = again->file_count;
	int fd;

	if (lines_descriptor(lines) < 0)
		return AGAIN_NOWHERE;
	if (n > 0 && again->files[n - 1].name == name)
		return (uint32_t)(n - 1);
	fd = fcntl(lines_descriptor(lines), F_DUPFD_CLOEXEC, 0);
	if (fd < 0)
		return AGAIN_NOWHERE;
	again->files = mem_grow(
		again->files, &again->file_cap, n + 1, sizeof(*again->files));
	again->files[n] = (struct file){.name = name, .fd = fd};
	again->file_count++;
	return (uint32_t)n;
}

struct place
again_place(struct again *again, const struct lines *lines, struct slice line)
{
	return (struct place){
		.offset = lines_offset(lines),
		.file = file_of(again, lines),
		.len = (uint32_t)line.len,
	};
}

struct slice
again_read(struct again *again, struct place place)
{
	const struct file *file = &again->files[place.file];
	struct buf *line = &again->line;
	ssize_t n = 1;

	/* with the LF behind it, to see that it is still a line */
	buf_reset(line);
	buf_room(line, (size_t)place.len + 1);
	while (n != 0 && line->len <= place.len) {
		n = pread(file->fd, line->ptr + line->len,
			place.len + 1 - line->len,
			(off_t)(place.offset + line->len));
		if (n < 0 && errno != EINTR)
			err_die("%s: %s", file->name, strerror(errno));
		if (n > 0)
			line->len += (size_t)n;
	}
	if (line->len < place.len ||
		(line->len > place.len && line->ptr[place.len] != '\n'))
		err_die("%s: it changed while it was read", file->name);
	return (struct slice){line->ptr, place.len};
}
