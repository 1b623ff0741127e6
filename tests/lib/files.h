/*
 * files.h: a folder for the files of a test, which goes with all of them.
 */
#ifndef SHEAF_FILES_H
#define SHEAF_FILES_H

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "slice.h"

static char files_folder[] = "/tmp/sheaf-test-XXXXXX";

static inline int
files_enter(void **state)
{
	(void)state;
	return mkdtemp(files_folder) == NULL || chdir(files_folder) != 0;
}

static inline int
files_leave(void **state)
{
	DIR *folder = opendir(".");
	struct dirent *entry;

	(void)state;
	while (folder != NULL && (entry = readdir(folder)) != NULL)
		unlink(entry->d_name);
	return folder == NULL || closedir(folder) != 0 || chdir("/") != 0 ||
	       rmdir(files_folder) != 0;
}

static inline void
files_put(const char *name, struct slice text)
{
	FILE *file = fopen(name, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
	assert_int_equal(fclose(file), 0);
}

#endif
