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
#include "unpack.h"

enum { PIPE_SIZE = 1 << 20 };

static char *const standard_input[] = {"-", NULL};

struct input {
	char *const *next; /* the files still to come */
	const char *name;
	struct out *out;
	int fd; /* -1 between files */
	uint64_t start;
	bool may_block;
	struct unpack *unpack; /* of a packed file, or NULL */
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

bool
input_is_standard(char *const files[])
{
	if (files[0] == NULL)
		return true;
	while (*files != NULL && strcmp(*files, standard_input[0]) != 0)
		files++;
	return *files != NULL;
}

static void
leave_file(struct input *input)
{
	if (input->fd > STDIN_FILENO)
		close(input->fd);
	input->fd = -1;
	if (input->unpack != NULL)
		unpack_close(input->unpack);
	input->unpack = NULL;
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
	input->start =
		input->may_block ? 0 : (uint64_t)lseek(input->fd, 0, SEEK_CUR);
	input->unpack = unpack_open(slice_of(input->name), input->fd);
#ifdef F_SETPIPE_SZ
	if (S_ISFIFO(st.st_mode))
		fcntl(input->fd, F_SETPIPE_SZ, PIPE_SIZE);
#endif
	return 1;
}

bool
input_ready(const struct input *input)
{
	struct pollfd ready = {.fd = input->fd, .events = POLLIN};

	return !input->may_block || poll(&ready, 1, 0) != 0;
}

ssize_t
input_read(struct input *input, char *to, size_t room)
{
	ssize_t n;

	if (input->out != NULL && !input_ready(input))
		out_flush(input->out);
	if (input->unpack != NULL)
		return unpack_read(input->unpack, to, room);
	do
		n = read(input->fd, to, room);
	while (n < 0 && errno == EINTR);
	return n;
}

int
input_descriptor(const struct input *input)
{
	return input->may_block || input->unpack != NULL ? -1 : input->fd;
}

uint64_t
input_start(const struct input *input)
{
	return input->start;
}

const char *
input_name(const struct input *input)
{
	return input->name;
}

const char *
input_why(int error)
{
	return error == EBADMSG ? "the packed data is broken or cut off"
	                        : strerror(error);
}

void
input_close(struct input *input)
{
	leave_file(input);
	free(input);
}
