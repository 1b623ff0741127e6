#include <errno.h>

#include "append.h"
#include "date.h"
#include "lines.h"
#include "state.h"

enum { KEY_MAX = 1 << 20 };

void
state_read(struct identity *identity, const char *path)
{
	char *const files[] = {(char *)path, NULL};
	struct lines *lines = lines_open(files, KEY_MAX, NULL);
	struct slice line, key;
	int got;

	while ((got = lines_next(lines, &line)) == 1) {
		if (!lines_whole(lines))
			break; /* nobody finished it */
		slice_cut(&line, '\t', &key);
		identity_seen(identity, slice_trim(key));
	}
	if (got < 0 && errno == ENOENT)
		err_note("%s: not there yet, nothing has been seen", path);
	else if (got < 0)
		err_die("%s: %s", path,
			errno == EMSGSIZE ? "not a file of keys"
					  : input_why(errno));
	lines_close(lines);
}

void
state_append(const char *path, struct slice keys)
{
	struct date now = date_of_seconds(date_now());
	struct slice day = slice_first(date_slice(&now), 10), key;
	struct buf lines = {0};

	while (slice_cut(&keys, '\n', &key)) {
		if (key.len == 0)
			continue;
		buf_add(&lines, key);
		buf_char(&lines, '\t');
		buf_add(&lines, day);
		buf_char(&lines, '\n');
	}
	if (lines.len > 0)
		append_lines(path, buf_slice(&lines));
	buf_free(&lines);
}
