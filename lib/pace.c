#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "buf.h"
#include "mem.h"
#include "pace.h"

enum {
	TRY_AGAIN = 50, /* how often a lock that somebody else has is tried */
	MARGIN = 50,    /* one request may take longer to get there than the
	                   next; of short delays a tenth */
};

struct lane {
	struct slice name;
	int64_t delay;
	unsigned parallel, running;
	int64_t next; /* when the next one may set off */
	int64_t rest; /* until then others may have the lock */
	int fd;       /* of the lock file; -1 if there can be none */
	bool locked;
	struct lane *before;
};

int64_t
pace_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The folder of lock files, which is made; false if there is none. */
static bool
lock_folder(struct buf *to)
{
	/* A variable, and folders below it, from the outer to the inner. */
	static const char *const places[][3] = {
		{"XDG_RUNTIME_DIR", "",        ""      },
		{"XDG_CACHE_HOME",  "/sheaf",  ""      },
		{"HOME",            "/.cache", "/sheaf"},
	};

	for (size_t i = 0; i < COUNT(places); i++) {
		const char *root = getenv(places[i][0]);
		bool made = false;

		if (root == NULL || root[0] != '/')
			continue;
		buf_reset(to);
		buf_add(to, slice_of(root));
		for (size_t k = 1; k < COUNT(places[i]); k++) {
			buf_add(to, slice_of(places[i][k]));
			made = mkdir(buf_string(to), 0700) == 0 ||
			       errno == EEXIST;
		}
		if (made)
			return true;
	}
	return false;
}

static int
open_lock(struct slice name)
{
	struct buf path = {0};
	int fd = -1;

	if (lock_folder(&path)) {
		buf_add(&path, SLICE("/sheaf-"));
		for (size_t i = 0; i < name.len; i++)
			buf_char(&path,
				ascii_alnum(name.ptr[i]) || name.ptr[i] == '.'
					? name.ptr[i]
					: '-');
		buf_add(&path, SLICE(".lock"));
		fd = open(
			buf_string(&path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	}
	if (fd < 0)
		err_note("%s: no lock file: other programs may ask %.*s at the "
			 "same time",
			path.len == 0 ? "XDG_RUNTIME_DIR" : buf_string(&path),
			ERR_SLICE(name));
	buf_free(&path);
	return fd;
}

struct lane *
pace_lane(struct lane **lanes, struct slice name, int64_t delay,
	unsigned parallel)
{
	struct lane *lane;
	char *copy;

	for (lane = *lanes; lane != NULL; lane = lane->before)
		if (slice_eq(lane->name, name))
			return lane;
	lane = mem_zero(1, sizeof(*lane));
	copy = mem_alloc(name.len);
	memcpy(copy, name.ptr, name.len);
	lane->name = (struct slice){copy, name.len};
	lane->delay = delay + (delay < 10 * MARGIN ? delay / 10 : MARGIN);
	lane->parallel = parallel;
	lane->fd = delay == 0 ? -1 : open_lock(name);
	lane->before = *lanes;
	*lanes = lane;
	return lane;
}

static bool
set_lock(const struct lane *lane, short type)
{
	struct flock lock = {.l_type = type, .l_whence = SEEK_SET};

	return fcntl(lane->fd, F_SETLK, &lock) == 0;
}

/* When the last request of anybody set off; a time to come is no such time. */
static void
read_last(struct lane *lane)
{
	char text[32];
	ssize_t n = pread(lane->fd, text, sizeof(text) - 1, 0);
	int64_t last;

	text[n > 0 ? n : 0] = '\0';
	last = strtoll(text, NULL, 10);
	if (last > pace_now())
		last = pace_now();
	if (last + lane->delay > lane->next)
		lane->next = last + lane->delay;
}

static void
write_last(const struct lane *lane, int64_t now)
{
	char text[32];
	int len = snprintf(text, sizeof(text), "%020" PRId64 "\n", now);

	/* A full disk makes nobody wait. */
	if (pwrite(lane->fd, text, (size_t)len, 0) != len)
		err_note("the time of a request could not be kept: %s",
			strerror(errno));
}

/* 0, or how long to wait before the lock is tried (again). */
static int64_t
lock_lane(struct lane *lane)
{
	int64_t now = pace_now();

	if (lane->fd < 0 || lane->locked)
		return 0;
	if (now < lane->rest)
		return lane->rest - now;
	if (!set_lock(lane, F_WRLCK))
		return TRY_AGAIN;
	lane->locked = true;
	read_last(lane);
	return 0;
}

int64_t
pace_try(struct lane *lane)
{
	int64_t wait, now;

	if (lane->running >= lane->parallel)
		return -1;
	wait = lane->delay == 0 ? 0 : lock_lane(lane);
	if (wait > 0)
		return wait;
	now = pace_now();
	if (lane->next > now)
		return lane->next - now;
	if (lane->locked)
		write_last(lane, now);
	lane->next = now + lane->delay;
	lane->running++;
	return 0;
}

void
pace_hold(struct lane *lane, int64_t until)
{
	if (until > lane->next)
		lane->next = until;
}

/* Rests for a part of the delay, which has to pass anyway, so that a program
 * that waits for the lock gets it before us. */
void
pace_done(struct lane *lane, int64_t sent)
{
	lane->running--;
	if (lane->locked && sent + lane->delay > lane->next)
		write_last(lane, sent);
	pace_hold(lane, sent + lane->delay);
	if (lane->running > 0 || !lane->locked)
		return;
	lane->locked = false;
	lane->rest = pace_now() + (lane->delay < 4 * TRY_AGAIN ? lane->delay / 2
							       : 2 * TRY_AGAIN);
	set_lock(lane, F_UNLCK);
}

int64_t
pace_delay(const struct lane *lane)
{
	return lane->delay;
}
