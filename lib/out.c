#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mem.h"
#include "out.h"
#include "unpack.h"
#include "write.h"

enum { BLOCK = 256 * 1024, PIPE_SIZE = 1 << 20 };

struct out {
	int fd;
	const char *name; /* for messages */
	char *place;  /* where the file will be; NULL if it is not replaced */
	char *beside; /* where it is until then */
	bool of_many;
	struct buf buf;
};

/* What a signal handler or exit() has to remove; one is written at a time. */
static char *volatile unfinished;

static void
remove_unfinished(void)
{
	if (unfinished != NULL)
		unlink(unfinished);
}

static void
on_signal(int number)
{
	remove_unfinished();
	signal(number, SIG_DFL);
	raise(number);
}

/* Removes the file that is not finished when the program ends early. */
static void
guard_unfinished(void)
{
	static const int numbers[] = {
		SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE};
	struct sigaction action = {.sa_handler = on_signal};
	struct sigaction old;
	static bool guarded;

	if (guarded)
		return;
	guarded = true;
	atexit(remove_unfinished);
	for (size_t i = 0; i < COUNT(numbers); i++)
		if (sigaction(numbers[i], NULL, &old) == 0 &&
			old.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
}

static noreturn void
write_failed(const struct out *out)
{
	if (errno == EPIPE) {
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	err_die("%s: %s", out->name, strerror(errno));
}

/* The mode of a new file, or that of the one that it replaces. */
static mode_t
mode_for(const char *place)
{
	struct stat st;
	mode_t mask;

	if (stat(place, &st) == 0)
		return st.st_mode & 07777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static void
open_beside(struct out *out, const char *path)
{
	struct buf name = {0};

	/* The file behind a link is replaced, not the link. */
	out->place = realpath(path, NULL);
	if (out->place == NULL)
		out->place = mem_copy(path);
	buf_format(&name, "%s.XXXXXX", out->place);
	out->beside = mem_copy(buf_string(&name));
	buf_free(&name);
	out->fd = mkstemp(out->beside);
	if (out->fd < 0)
		err_die("%s: %s", path, strerror(errno));
	unfinished = out->beside;
	guard_unfinished();
	if (fchmod(out->fd, mode_for(out->place)) < 0)
		err_die("%s: %s", path, strerror(errno));
}

struct out *
out_open(const char *path)
{
	struct out *out = mem_zero(1, sizeof(*out));
	struct stat st;

	out->fd = STDOUT_FILENO;
	out->name = "standard output";
	if (path != NULL && strcmp(path, "-") != 0) {
		if (unpack_named(slice_of(path)))
			err_die("%s: nothing is written packed, and by this "
				"name it would be read so",
				path);
		out->name = path;
		if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
			out->fd = open(path, O_WRONLY);
			if (out->fd < 0)
				err_die("%s: %s", path, strerror(errno));
		} else {
			open_beside(out, path);
		}
	}
#ifdef F_SETPIPE_SZ
	if (fstat(out->fd, &st) == 0 && S_ISFIFO(st.st_mode))
		fcntl(out->fd, F_SETPIPE_SZ, PIPE_SIZE);
#endif
	return out;
}

void
out_flush(struct out *out)
{
	if (!write_all(out->fd, buf_slice(&out->buf)))
		write_failed(out);
	buf_reset(&out->buf);
}

struct buf *
out_buf(struct out *out)
{
	return &out->buf;
}

void
out_spill(struct out *out)
{
	if (out->buf.len >= BLOCK)
		out_flush(out);
}

void
out_add(struct out *out, struct slice s)
{
	buf_add(&out->buf, s);
	out_spill(out);
}

void
out_line(struct out *out, struct slice s)
{
	buf_add(&out->buf, s);
	buf_char(&out->buf, '\n');
	out_spill(out);
}

bool
out_terminal(const struct out *out)
{
	return isatty(out->fd) == 1;
}

/* Are the bytes of the file at FD those of the file at PATH? */
static bool
same_bytes(int fd, const char *path)
{
	static char a[BLOCK], b[BLOCK];
	int old = open(path, O_RDONLY);
	bool same = old >= 0;
	off_t at = 0;

	while (same) {
		ssize_t n = pread(fd, a, sizeof(a), at);
		ssize_t m = pread(old, b, sizeof(b), at);

		if (n != m || n < 0 || memcmp(a, b, (size_t)n) != 0)
			same = false;
		else if (n == 0)
			break;
		at += n;
	}
	if (old >= 0)
		close(old);
	return same;
}

void
out_of_many(struct out *out)
{
	out->of_many = true;
}

/* Puts the file in its place, safe from a crash of the system. */
static void
replace(const struct out *out)
{
	bool at_once = !out->of_many || access(out->place, F_OK) == 0;

	if ((at_once && fsync(out->fd) < 0) ||
		rename(out->beside, out->place) < 0)
		err_die("%s: %s", out->name, strerror(errno));
	if (at_once)
		write_name(out->place); /* if not, the rename still stands */
}

bool
out_close(struct out *out, bool keep)
{
	bool replaced;

	out_flush(out);
	replaced =
		out->place != NULL && keep && !same_bytes(out->fd, out->place);
	if (replaced)
		replace(out);
	else if (out->place != NULL)
		unlink(out->beside);
	unfinished = NULL;
	if (close(out->fd) < 0)
		err_die("%s: %s", out->name, strerror(errno));
	buf_free(&out->buf);
	free(out->place);
	free(out->beside);
	free(out);
	return replaced;
}
