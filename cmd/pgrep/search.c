#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "mem.h"
#include "record.h"
#include "search.h"

enum { PIECE = 512 * 1024, LARGE = 4 * PIECE, STRIDE = 128 };

/* What is wrong with a line of a block, the first of which is 0. */
struct complaint {
	uint64_t line;
	size_t at; /* its text, in worker.why, ended by NUL */
};

/* What one thread has: how it looks, and what came of its last block. */
struct worker {
	struct crew *crew;
	const struct search *search;
	struct selector *selector;
	struct buf bytes;   /* that it has read */
	struct buf *papers; /* to be written */
	struct buf own;     /* where they are kept until it is their turn */
	struct buf why;
	struct complaint *complaints;
	size_t complaint_count, complaint_cap;
	uint64_t selected;
	uint64_t lines; /* in the block */
};

struct searcher {
	const struct search *search;
	struct out *out;
	struct worker first; /* of the thread that is always there */
};

/* Threads that share a file: they take its pieces in order, and write in it. */
struct crew {
	int fd;
	const char *file;
	uint64_t begin; /* of piece 0, where a line begins */
	struct out *out;
	pthread_mutex_t mutex; /* of the two numbers below */
	pthread_cond_t turned;
	uint64_t next, turn; /* the piece to be taken, to be written */
	uint64_t line;       /* what follows belongs to who has the turn */
	uint64_t selected;
	bool failed;
};

static uint64_t
count_lf(const char *p, const char *end)
{
	uint64_t count = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		count++;
		p++;
	}
	return count;
}

static void
complain(struct worker *w, uint64_t line, const char *what)
{
	w->complaints = mem_grow(w->complaints, &w->complaint_cap,
		w->complaint_count + 1, sizeof(*w->complaints));
	w->complaints[w->complaint_count++] =
		(struct complaint){line, w->why.len};
	buf_add(&w->why, slice_of(what));
	buf_char(&w->why, '\0');
}

/* The line of BLOCK that holds AT; FROM is where a line begins. */
static struct slice
line_around(struct slice block, const char *from, const char *at)
{
	const char *end = block.ptr + block.len, *behind;

	while (at - from >= STRIDE && memchr(at - STRIDE, '\n', STRIDE) == NULL)
		at -= STRIDE;
	while (at > from && at[-1] != '\n')
		at--;
	behind = memchr(at, '\n', (size_t)(end - at));
	return (struct slice){
		at, (size_t)((behind == NULL ? end : behind) - at)};
}

static void
look(struct worker *w, struct slice block, struct slice line)
{
	struct buf why = {0};
	int got;

	if (slice_trim(line).len == 0)
		return;
	got = selector_look(w->selector, line, &why);
	if (got < 0)
		complain(w, count_lf(block.ptr, line.ptr), buf_string(&why));
	buf_free(&why);
	w->selected += got == 1;
	if (got == 1 && w->search->write)
		selector_write(w->selector, line, w->papers);
}

/* Notes the members of lines that are not looked at otherwise. */
static void
note_members(struct worker *w, const char *from, const char *end)
{
	struct slice rest = {from, (size_t)(end - from)}, line;

	while (!selector_saw_all(w->selector) && rest.len > 0 &&
		slice_cut(&rest, '\n', &line))
		selector_note(w->selector, line);
}

/* Selects from BLOCK, whole lines without the last LF. */
static void
search_block(struct worker *w, struct slice block, uint64_t enough)
{
	const struct gate *gate = &w->search->gate;
	const char *p = block.ptr, *end = p + block.len;

	w->selected = 0;
	while (p < end && w->selected < enough) {
		const char *hit =
			gate->count == 0 ? p : gate_find(gate, block, p);
		struct slice line =
			line_around(block, p, hit == NULL ? end : hit);

		if (w->search->name)
			note_members(w, p, hit == NULL ? end : line.ptr);
		if (hit == NULL)
			return;
		look(w, block, line);
		p = line.ptr + line.len + 1;
	}
}

/* Says what was wrong; LINE is the number of the block's first one. */
static void
say_complaints(struct worker *w, const char *file, uint64_t line)
{
	for (size_t i = 0; i < w->complaint_count; i++)
		err_bad_at(file, line + w->complaints[i].line, "%s",
			w->why.ptr + w->complaints[i].at);
	w->complaint_count = 0;
	buf_reset(&w->why);
}

/* Reads bytes FROM to UPTO of the file behind what W has; -1 with errno. */
static int
read_range(struct worker *w, uint64_t from, uint64_t upto)
{
	while (from < upto) {
		size_t room = (size_t)(upto - from);
		ssize_t n = pread(w->crew->fd, buf_room(&w->bytes, room), room,
			(off_t)from);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return (int)n;
		w->bytes.len += (size_t)n;
		from += (uint64_t)n;
	}
	return 1;
}

/*
 * Puts the lines that begin in piece NUMBER in *BLOCK, without the last LF, and
 * their number in w->lines. 1, 0 behind the end of the file, -1 with errno set.
 */
static int
read_piece(struct worker *w, uint64_t number, struct slice *block)
{
	/* the byte before tells whether a line begins at the first one */
	uint64_t begin = w->crew->begin + number * PIECE - 1;
	uint64_t end = begin + 1 + PIECE;
	const char *lf;
	int got;

	*block = SLICE("");
	w->lines = 0;
	buf_reset(&w->bytes);
	got = read_range(w, begin, end);
	if (got < 0 || w->bytes.len < 2)
		return got < 0 ? -1 : 0;
	lf = memchr(w->bytes.ptr, '\n', w->bytes.len - 1);
	if (lf == NULL)
		return 1;
	*block = slice_from(
		buf_slice(&w->bytes), (size_t)(lf - w->bytes.ptr) + 1);
	while (got == 1 && !slice_ends(*block, SLICE("\n")) &&
		block->len <= (size_t)LINES_MAX + PIECE) {
		size_t skipped = w->bytes.len - block->len, len = w->bytes.len;

		got = read_range(w, end, end + PIECE / 8);
		end += PIECE / 8;
		lf = memchr(w->bytes.ptr + len, '\n', w->bytes.len - len);
		if (lf != NULL)
			w->bytes.len = (size_t)(lf - w->bytes.ptr) + 1;
		*block = slice_from(buf_slice(&w->bytes), skipped);
	}
	if (slice_ends(*block, SLICE("\n")))
		block->len--;
	w->lines = 1 + count_lf(block->ptr, block->ptr + block->len);
	return got < 0 ? -1 : 1;
}

/* A line that is too long can only be the last one of a piece. */
static void
drop_long_line(struct worker *w, struct slice *block)
{
	const char *end = block->ptr + block->len;
	struct slice last = line_around(*block, block->ptr, end);

	if (last.len <= LINES_MAX)
		return;
	complain(w, w->lines - 1, record_why(EMSGSIZE));
	block->len -= last.len;
	if (block->len > 0)
		block->len--;
}

static uint64_t
take_piece(struct crew *crew)
{
	uint64_t number;

	pthread_mutex_lock(&crew->mutex);
	number = crew->next++;
	pthread_mutex_unlock(&crew->mutex);
	return number;
}

static void
wait_for_turn(struct crew *crew, uint64_t number)
{
	pthread_mutex_lock(&crew->mutex);
	while (crew->turn != number)
		pthread_cond_wait(&crew->turned, &crew->mutex);
	pthread_mutex_unlock(&crew->mutex);
}

static void
pass_turn(struct crew *crew)
{
	pthread_mutex_lock(&crew->mutex);
	crew->turn++;
	pthread_cond_broadcast(&crew->turned);
	pthread_mutex_unlock(&crew->mutex);
}

/* What came of a piece, once it has its turn. */
static void
hand_in(struct worker *w, int got, int error)
{
	struct crew *crew = w->crew;

	if (got < 0 && !crew->failed)
		err_bad("%s: %s", crew->file, input_why(error));
	crew->failed |= got < 0;
	say_complaints(w, crew->file, crew->line);
	crew->line += w->lines;
	crew->selected += w->selected;
	out_add(crew->out, buf_slice(&w->own));
	buf_reset(&w->own);
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct slice block;
	int got, error;

	do {
		uint64_t number = take_piece(w->crew);

		got = read_piece(w, number, &block);
		error = errno;
		drop_long_line(w, &block);
		search_block(w, block, UINT64_MAX);
		wait_for_turn(w->crew, number);
		hand_in(w, got, error);
		pass_turn(w->crew);
	} while (got == 1);
	return NULL;
}

static void
begin_worker(struct worker *w, const struct search *search)
{
	w->search = search;
	w->selector = selector_new(search->selection);
	w->papers = &w->own;
}

static void
end_worker(struct worker *w)
{
	selector_free(w->selector);
	buf_free(&w->bytes);
	buf_free(&w->own);
	buf_free(&w->why);
	free(w->complaints);
}

/* Asked only where something is large: it opens a file. */
static size_t
threads_for(const struct search *search)
{
	long count = search->threads > 0 ? (long)search->threads
	                                 : sysconf(_SC_NPROCESSORS_ONLN);

	if (count < 1)
		return 1;
	return count < SEARCH_THREADS_MAX ? (size_t)count : SEARCH_THREADS_MAX;
}

/* Searches what is left of the file in *CREW. */
static void
search_pieces(struct searcher *s, struct crew *crew)
{
	size_t count = threads_for(s->search);
	struct worker *workers = mem_zero(count, sizeof(*workers));
	pthread_t *threads = mem_zero(count, sizeof(*threads));
	int error;

	pthread_mutex_init(&crew->mutex, NULL);
	pthread_cond_init(&crew->turned, NULL);
	for (size_t i = 0; i < count; i++) {
		begin_worker(&workers[i], s->search);
		workers[i].crew = crew;
		error = pthread_create(&threads[i], NULL, work, &workers[i]);
		if (error != 0)
			err_die("a thread: %s", input_why(error));
	}
	for (size_t i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
		selector_join(s->first.selector, workers[i].selector);
		end_worker(&workers[i]);
	}
	pthread_cond_destroy(&crew->turned);
	pthread_mutex_destroy(&crew->mutex);
	free(threads);
	free(workers);
}

/* Is what is behind BLOCK large, and can it be read in pieces? */
static bool
is_large(const struct lines *lines, struct slice block, struct crew *crew)
{
	struct stat st;

	crew->fd = lines_descriptor(lines);
	crew->begin = lines_offset(lines) + block.len + 1;
	return crew->fd >= 0 && fstat(crew->fd, &st) == 0 &&
	       st.st_size > (off_t)crew->begin &&
	       (uint64_t)st.st_size - crew->begin >= LARGE;
}

struct searcher *
searcher_new(const struct search *search, struct out *out)
{
	struct searcher *s = mem_zero(1, sizeof(*s));

	s->search = search;
	s->out = out;
	begin_worker(&s->first, search);
	s->first.papers = out_buf(out);
	return s;
}

uint64_t
searcher_file(struct searcher *s, char *file)
{
	char *const files[] = {file, NULL};
	const uint64_t enough = s->search->enough;
	struct lines *lines = lines_open(files, LINES_MAX, s->out);
	struct crew crew = {.out = s->out};
	struct slice block;
	uint64_t selected = 0;

	while (selected < enough && record_block(lines, &block)) {
		search_block(&s->first, block, enough - selected);
		say_complaints(
			&s->first, lines_file(lines), lines_number(lines));
		out_spill(s->out);
		selected += s->first.selected;
		/* who needs but a few is better off in order */
		if (s->search->threads == 1 || enough < UINT64_MAX ||
			!is_large(lines, block, &crew) ||
			threads_for(s->search) == 1)
			continue;
		crew.file = lines_file(lines);
		crew.line = lines_number(lines) + 1 +
		            count_lf(block.ptr, block.ptr + block.len);
		search_pieces(s, &crew);
		selected += crew.selected;
		break;
	}
	lines_close(lines);
	return selected;
}

const bool *
searcher_had(const struct searcher *s)
{
	return selector_had(s->first.selector);
}

void
searcher_free(struct searcher *s)
{
	end_worker(&s->first);
	free(s);
}
