#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "append.h"
#include "err.h"
#include "write.h"

enum { BLOCK = 4096 };

static noreturn void
failed(const char *path)
{
	err_die("%s: %s", path, strerror(errno));
}

/* Where the last whole line ends in the first END bytes. */
static off_t
whole_lines(int fd, const char *path, off_t end)
{
	char block[BLOCK];

	while (end > 0) {
		size_t want = end < BLOCK ? (size_t)end : BLOCK;
		ssize_t n = pread(fd, block, want, end - (off_t)want);

		if (n < 0 || (size_t)n != want)
			failed(path);
		for (; n > 0; n--, end--)
			if (block[n - 1] == '\n')
				return end;
	}
	return 0;
}

static void
lock(int fd, const char *path)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	while (fcntl(fd, F_SETLKW, &whole) < 0)
		if (errno != EINTR)
			failed(path);
}

void
append_lines(const char *path, struct slice lines)
{
	int fd = open(path, O_RDWR | O_CREAT | O_APPEND, 0666);
	off_t end, whole;

	if (fd < 0)
		failed(path);
	lock(fd, path);
	end = lseek(fd, 0, SEEK_END);
	if (end < 0)
		failed(path);
	whole = whole_lines(fd, path, end);
	if (whole < end && ftruncate(fd, whole) < 0)
		failed(path);
	if (!write_all(fd, lines) || fsync(fd) < 0)
		failed(path);
	if (whole == 0 && !write_name(path))
		failed(path);
	if (close(fd) < 0)
		failed(path);
}
