#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input.h"
#include "mem.h"

enum { PIPE_SIZE = 1 << 20 };

static char *const standard_input[] = {"-", NULL};

struct input {
	char *const *next; /* the files still to come */
	const char *name;
	struct out *out;
	int fd; /* -1 between files */
	bool may_block;
};

struct input *
input_open(char *const files[], struct out *out)
{
	struct input *input = mem_zero(1, sizeof(*input));

	input->next = files[0] == NULL ? standard_input : files;
	input->out = out;
	input->fd = -1;
	return input;
}

static void
leave_file(struct input *input)
{
	if (input->fd > STDIN_FILENO)
		close(input->fd);
	input->fd = -1;
}

int
input_next(struct input *input)
{
	const char *file = *input->next;
	struct stat st;

	leave_file(input);
	if (file == NULL)
		return 0;
	input->next++;
	if (strcmp(file, "-") == 0) {
		input->name = "standard input";
		input->fd = STDIN_FILENO;
	} else {
		input->name = file;
		input->fd = open(file, O_RDONLY);
		if (input->fd < 0)
			return -1;
	}
	if (fstat(input->fd, &st) < 0)
		return -1;
	if (S_ISDIR(st.st_mode)) {
		leave_file(input);
		errno = EISDIR;
		return -1;
	}
	input->may_block = !S_ISREG(st.st_mode);
#ifdef F_SETPIPE_SZ
	if (S_ISFIFO(st.st_mode))
		fcntl(input->fd, F_SETPIPE_SZ, PIPE_SIZE);
#endif
	return 1;
}

static void
flush_before_wait(const struct input *input)
{
	struct pollfd ready = {.fd = input->fd, .events = POLLIN};

	if (input->may_block && input->out != NULL && poll(&ready, 1, 0) == 0)
		out_flush(input->out);
}

ssize_t
input_read(struct input *input, char *to, size_t room)
{
	ssize_t n;

	flush_before_wait(input);
	do
		n = read(input->fd, to, room);
	while (n < 0 && errno == EINTR);
	return n;
}

const char *
input_name(const struct input *input)
{
	return input->name;
}

void
input_close(struct input *input)
{
	leave_file(input);
	free(input);
}
