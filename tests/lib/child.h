/*
 * child.h: what a function does as a process of its own, for what ends the
 * program, writes to standard output or says something.
 */
#ifndef SHEAF_CHILD_H
#define SHEAF_CHILD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "buf.h"

struct child {
	struct buf out, err;
	int status; /* of exit, or 128 and the signal */
};

static inline void
child_read(struct buf *to, FILE *from)
{
	size_t n;

	rewind(from);
	do {
		n = fread(buf_room(to, 4096), 1, 4096, from);
		to->len += n;
	} while (n > 0);
	fclose(from);
}

/* Runs BODY(ARG), whose return value is the exit status. */
static inline struct child
child_run(int (*body)(void *), void *arg)
{
	FILE *out = tmpfile(), *err = tmpfile();
	struct child child = {0};
	int status = 0;
	pid_t pid;

	assert_non_null(out);
	assert_non_null(err);
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(fileno(out), STDOUT_FILENO);
		dup2(fileno(err), STDERR_FILENO);
		err_program("test");
		status = body(arg);
		fflush(stdout);
		_exit(status);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	child.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status)
	                                   : WEXITSTATUS(status);
	child_read(&child.out, out);
	child_read(&child.err, err);
	return child;
}

/* Compares all that there is to compare, and frees it. */
static inline void
child_expect(struct child child, int status, const char *out, const char *err)
{
	assert_string_equal(buf_string(&child.err), err);
	assert_string_equal(buf_string(&child.out), out);
	assert_int_equal(child.status, status);
	buf_free(&child.out);
	buf_free(&child.err);
}

#endif
