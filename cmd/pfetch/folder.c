#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "address.h"
#include "append.h"
#include "folder.h"
#include "mem.h"
#include "write.h"

enum { PART_MAX = 160, END_MAX = 4, BLOCK = 64 << 10 };

#define INDEX "index.jsonl"

/* How the names of files begin that are being written. */
#define BEGUN ".begun-"

struct folder {
	char *path, *index;
	int fd; /* of the index: whoever has it locked makes files */
	struct buf full, beside;
};

/* The ends of names by media type; all others are left as they are. */
static const struct {
	const char *media_type, *end;
} ends[] = {
	{"application/pdf",      ".pdf" },
	{"application/json",     ".json"},
	{"application/atom+xml", ".xml" },
	{"application/rss+xml",  ".xml" },
	{"application/xml",      ".xml" },
	{"text/xml",             ".xml" },
	{"text/html",            ".html"},
	{"text/markdown",        ".md"  },
	{"text/plain",           ".txt" },
};

static noreturn void
failed(const char *path)
{
	err_die("%s: %s", path, strerror(errno));
}

/* Sees to it that the names in the folder PATH outlive a loss of power. */
static void
keep_names(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY);

	if (fd < 0)
		failed(path);
	fsync(fd); /* not every file system can */
	close(fd);
}

/* The same for the folder that PATH stands in. */
static void
keep_name(char *path)
{
	char *slash = strrchr(path, '/');

	if (slash == NULL || slash == path) {
		keep_names(slash == NULL ? "." : "/");
		return;
	}
	*slash = '\0';
	keep_names(path);
	*slash = '/';
}

static void
make_folder(char *path)
{
	if (mkdir(path, 0777) == 0)
		keep_name(path);
	else if (errno != EEXIST)
		failed(path);
}

/* Makes the folder that the file PATH stands in. */
static void
make_parent(char *path)
{
	char *slash = strrchr(path, '/');

	*slash = '\0';
	make_folder(path);
	*slash = '/';
}

static void
set_lock(const struct folder *folder, short type)
{
	struct flock lock = {.l_type = type, .l_whence = SEEK_SET};

	while (fcntl(folder->fd, F_SETLKW, &lock) < 0)
		if (errno != EINTR)
			failed(folder->index);
}

/* Locks a file that is being written; false if another program writes it. */
static bool
lock_beside(int fd)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	return fcntl(fd, F_SETLK, &lock) == 0;
}

/* Removes what programs that were killed had begun to write. The index is
 * locked: nobody begins meanwhile. */
static void
remove_begun(struct folder *folder)
{
	struct dirent *entry;
	DIR *all = opendir(folder->path);
	struct buf *path = &folder->beside;

	if (all == NULL)
		failed(folder->path);
	while ((entry = readdir(all)) != NULL) {
		struct slice name = slice_of(entry->d_name);
		int fd;

		if (!slice_starts(name, SLICE(BEGUN)) ||
			!slice_ends(name, SLICE(".tmp")))
			continue;
		buf_reset(path);
		buf_format(path, "%s/%s", folder->path, entry->d_name);
		fd = open(buf_string(path), O_WRONLY | O_NOFOLLOW);
		if (fd >= 0 && lock_beside(fd))
			unlink(path->ptr);
		if (fd >= 0)
			close(fd);
	}
	closedir(all);
}

struct folder *
folder_open(const char *path)
{
	struct folder *folder = mem_zero(1, sizeof(*folder));
	struct buf index = {0};

	folder->path = mem_copy(path);
	make_folder(folder->path);
	buf_format(&index, "%s/" INDEX, path);
	folder->index = mem_copy(buf_string(&index));
	buf_free(&index);
	append_lines(folder->index, SLICE("")); /* a torn line goes */
	folder->fd = open(folder->index, O_RDWR);
	if (folder->fd < 0)
		failed(folder->index);
	set_lock(folder, F_WRLCK);
	remove_begun(folder);
	set_lock(folder, F_UNLCK);
	keep_names(path);
	return folder;
}

const char *
folder_index(const struct folder *folder)
{
	return folder->index;
}

/* Adds TEXT without the `/` at its front, `,` for the others, and `_` for what
 * a name had better not hold. Does it say all of TEXT? */
static bool
add_part(struct buf *to, struct slice text)
{
	bool clean = text.len <= PART_MAX;

	text = slice_first(text, PART_MAX);
	if (slice_starts(text, SLICE("/")))
		text = slice_from(text, 1);
	if (slice_starts(text, SLICE(".")) || slice_eq(text, SLICE(INDEX))) {
		buf_char(to, '_');
		clean = false;
	}
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i] == '/' ? ',' : text.ptr[i];
		bool kept = ascii_alnum(c) || memchr(".-_=,+", c, 6) != NULL;

		buf_char(to, kept ? c : '_');
		clean = clean && kept && text.ptr[i] != ',';
	}
	return clean;
}

static const char *
end_of(struct slice media_type)
{
	for (size_t i = 0; i < COUNT(ends); i++)
		if (slice_eq_nocase(media_type, slice_of(ends[i].media_type)))
			return ends[i].end;
	return "";
}

/* How NAME ends by itself: `.pdf`, but not the `.01234` of an id. */
static struct slice
own_end(struct slice name)
{
	size_t at = name.len;

	while (at > 0 && ascii_alnum(name.ptr[at - 1]))
		at--;
	if (at < 2 || name.ptr[at - 1] != '.' || name.len - at > END_MAX)
		return SLICE("");
	for (size_t i = at; i < name.len; i++)
		if (!ascii_digit(name.ptr[i]))
			return slice_from(name, at - 1);
	return SLICE("");
}

/*
 * HOST/NAME, so that no file has the name of a folder. Two addresses have two
 * names: what the name does not say is in a hash.
 */
static void
add_name(struct buf *to, struct slice url, struct slice post,
	struct slice media_type)
{
	struct slice host = address_host(url), path = address_path(url), own;
	bool clean = post.len == 0 && slice_starts(url, SLICE("https://"));
	const char *end = end_of(media_type);
	struct buf name = {0};

	if (slice_find(url, SLICE("://")) == NULL) {
		host = SLICE("files");
		path = url;
	}
	clean &= add_part(to, host);
	buf_char(to, '/');
	if (path.len < 2) {
		path = SLICE("index");
		clean = false;
	}
	clean &= add_part(&name, path);
	own = own_end(buf_slice(&name));
	buf_add(to, slice_first(buf_slice(&name), name.len - own.len));
	if (!clean || own.len > 0)
		buf_format(to, "-%016llx",
			(unsigned long long)(slice_hash(url) * 31 +
					     slice_hash(post)));
	buf_add(to, own);
	if (!slice_eq_nocase(own, slice_of(end)))
		buf_add(to, slice_of(end));
	buf_free(&name);
}

/* Opens a new file, for us alone, and puts its name in folder->beside. */
static int
open_beside(struct folder *folder)
{
	int fd = -1;

	set_lock(folder, F_WRLCK);
	for (unsigned i = 0; fd < 0; i++) {
		buf_reset(&folder->beside);
		buf_format(&folder->beside, "%s/" BEGUN "%ld-%u.tmp",
			folder->path, (long)getpid(), i);
		fd = open(buf_string(&folder->beside),
			O_WRONLY | O_CREAT | O_EXCL, 0666);
		if (fd < 0 && errno != EEXIST)
			failed(folder->beside.ptr);
	}
	lock_beside(fd);
	set_lock(folder, F_UNLCK);
	return fd;
}

void
folder_keep(struct folder *folder, struct slice url, struct slice post,
	struct slice media_type, struct slice body, struct buf *file)
{
	struct slice type = SLICE(""), rest = media_type; /* it may be absent */
	int fd;

	slice_cut(&rest, ';', &type);
	buf_reset(file);
	add_name(file, url, post, slice_trim(type));
	buf_reset(&folder->full);
	buf_format(&folder->full, "%s/%s", folder->path, buf_string(file));
	buf_string(&folder->full);
	make_parent(folder->full.ptr);
	fd = open_beside(folder);
	if (!write_all(fd, body))
		failed(folder->beside.ptr);
	if (fsync(fd) < 0 || rename(folder->beside.ptr, folder->full.ptr) < 0 ||
		close(fd) < 0)
		failed(folder->full.ptr);
	keep_name(folder->full.ptr);
}

static int
open_file(const struct folder *folder, struct slice file)
{
	struct buf path = {0};
	int fd;

	buf_format(&path, "%s/", folder->path);
	buf_add(&path, file);
	fd = open(buf_string(&path), O_RDONLY);
	buf_free(&path);
	return fd;
}

bool
folder_has(const struct folder *folder, struct slice file)
{
	int fd = open_file(folder, file);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

bool
folder_read(const struct folder *folder, struct slice file, struct buf *to)
{
	ssize_t n = 1;
	int fd = open_file(folder, file);

	buf_reset(to);
	while (fd >= 0 && n > 0) {
		n = read(fd, buf_room(to, BLOCK), BLOCK);
		if (n > 0)
			to->len += (size_t)n;
		else if (n < 0 && errno == EINTR)
			n = 1;
	}
	if (fd >= 0)
		close(fd);
	return fd >= 0 && n == 0;
}

void
folder_append(struct folder *folder, struct slice line)
{
	struct buf whole = {0};

	buf_add(&whole, line);
	buf_char(&whole, '\n');
	append_lines(folder->index, buf_slice(&whole));
	buf_free(&whole);
}

void
folder_close(struct folder *folder)
{
	if (close(folder->fd) < 0)
		failed(folder->index);
	buf_free(&folder->full);
	buf_free(&folder->beside);
	free(folder->path);
	free(folder->index);
	free(folder);
}
