#include <errno.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "err.h"
#include "input.h"
#include "mem.h"
#include "pattern.h"

enum {
	BLOCK = 64 << 10,
	FILE_MAX = 1 << 30,    /* of -f */
	MATCH_LIMIT = 1000000, /* steps of a match; a tenth of PCRE2's own */
	HEAP_LIMIT = 64 << 10, /* KiB, where there is no JIT */
	JIT_STACK_MIN = 32 << 10,
	JIT_STACK_MAX = 4 << 20,
	WHY_MAX = 256,
};

/* Where the patterns from the number FIRST on came from. */
struct origin {
	const char *file; /* NULL: the command line */
	size_t first;
};

struct patterns {
	struct buf text; /* the patterns, each ended by LF */
	size_t lines;    /* of it */
	struct origin *origins;
	size_t origin_count, origin_cap;
	struct slice *sorted; /* of -F -x: to be compared, not compiled */
	size_t sorted_count, sorted_cap;
	pcre2_code **codes;
	size_t count, cap;
};

struct matcher {
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
	char why[WHY_MAX];
};

struct patterns *
patterns_new(void)
{
	return mem_zero(1, sizeof(struct patterns));
}

static void
add_origin(struct patterns *patterns, const char *file)
{
	patterns->origins = mem_grow(patterns->origins, &patterns->origin_cap,
		patterns->origin_count + 1, sizeof(*patterns->origins));
	patterns->origins[patterns->origin_count++] =
		(struct origin){file, patterns->lines};
}

static void
add_line(struct patterns *patterns, struct slice line)
{
	buf_add(&patterns->text, line);
	buf_char(&patterns->text, '\n');
	patterns->lines++;
}

void
patterns_add(struct patterns *patterns, struct slice text)
{
	struct slice line;

	add_origin(patterns, NULL);
	while (slice_cut(&text, '\n', &line))
		add_line(patterns, line);
}

/* As slice_cut() with LF, where the last line may have none. */
static bool
next_line(struct slice *rest, struct slice *line)
{
	return rest->len > 0 && slice_cut(rest, '\n', line);
}

void
pattern_file(struct buf *text, const char *file)
{
	char *const files[] = {(char *)file, NULL};
	struct input *input = input_open(files, NULL);
	ssize_t n = input_next(input);

	while (n > 0) {
		n = input_read(input, buf_room(text, BLOCK), BLOCK);
		if (n > 0)
			text->len += (size_t)n;
		if (text->len > FILE_MAX)
			err_die("%s: too large", input_name(input));
	}
	if (n < 0)
		err_die("%s: %s", input_name(input), input_why(errno));
	input_close(input);
	if (slice_starts(buf_slice(text), SLICE("\xEF\xBB\xBF")))
		memmove(text->ptr, text->ptr + 3, text->len -= 3);
}

bool
pattern_line(struct slice *rest, struct slice *line)
{
	if (!next_line(rest, line))
		return false;
	if (slice_ends(*line, SLICE("\r")))
		line->len--;
	return true;
}

void
patterns_add_file(struct patterns *patterns, const char *file)
{
	struct buf text = {0};
	struct slice rest, line;

	pattern_file(&text, file);
	rest = buf_slice(&text);
	add_origin(patterns, file);
	while (pattern_line(&rest, &line))
		add_line(patterns, line);
	buf_free(&text);
}

static int
by_bytes(const void *a, const void *b)
{
	return slice_compare(
		*(const struct slice *)a, *(const struct slice *)b);
}

static void
sort_texts(struct patterns *patterns)
{
	struct slice rest = buf_slice(&patterns->text), line;

	while (next_line(&rest, &line)) {
		patterns->sorted =
			mem_grow(patterns->sorted, &patterns->sorted_cap,
				patterns->sorted_count + 1, sizeof(line));
		patterns->sorted[patterns->sorted_count++] = line;
	}
	if (patterns->sorted_count > 0)
		qsort(patterns->sorted, patterns->sorted_count, sizeof(line),
			by_bytes);
}

/* Adds TEXT as a pattern that stands for TEXT itself. */
static void
add_quoted(struct buf *to, struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.ptr[i];

		if ((unsigned char)c < 0x80 && !ascii_alnum(c))
			buf_char(to, '\\');
		buf_char(to, c);
	}
}

static pcre2_code *
compile(struct slice text, uint32_t options, int *error, size_t *at)
{
	return pcre2_compile((PCRE2_SPTR)text.ptr, text.len,
		options | PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF |
			PCRE2_DOLLAR_ENDONLY | PCRE2_DOTALL,
		error, at, NULL);
}

/* A pattern as the user wrote it, and its number. */
struct shown {
	struct slice text;
	size_t number;
};

/* Ends the program: WHAT is wrong behind AT bytes of a pattern. */
static noreturn void
wrong(const struct patterns *patterns, struct shown shown, size_t at,
	const char *what)
{
	const struct origin *origin = patterns->origins;
	size_t character = 0;

	for (size_t i = 1; i < patterns->origin_count; i++)
		if (patterns->origins[i].first <= shown.number)
			origin = &patterns->origins[i];
	for (size_t i = 0; i < at && i < shown.text.len; i++)
		character += ((unsigned char)shown.text.ptr[i] & 0xC0) != 0x80;
	if (origin->file == NULL)
		err_die("%.*s: behind character %zu: %s", ERR_SLICE(shown.text),
			character, what);
	err_die("%s:%zu: behind character %zu: %s",
		strcmp(origin->file, "-") == 0 ? "standard input"
					       : origin->file,
		shown.number - origin->first + 1, character, what);
}

/* SHIFT is how far the pattern that is SHOWN stands in TEXT. */
static pcre2_code *
compile_or_die(const struct patterns *patterns, struct slice text,
	uint32_t options, struct shown shown, size_t shift)
{
	PCRE2_UCHAR what[WHY_MAX];
	pcre2_code *code;
	size_t at;
	int error;

	code = compile(text, options, &error, &at);
	if (code != NULL)
		return code;
	pcre2_get_error_message(error, what, sizeof(what));
	wrong(patterns, shown, at < shift ? 0 : at - shift, (char *)what);
}

static void
add_code(struct patterns *patterns, pcre2_code *code)
{
	/* Where there is no JIT, pcre2_match() interprets. */
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	patterns->codes = mem_grow(patterns->codes, &patterns->cap,
		patterns->count + 1, sizeof(pcre2_code *));
	patterns->codes[patterns->count++] = code;
}

/*
 * A word is what grep says, neither side of which is a word character; with \b
 * `@x` would be none. What closes the group also ends a \Q.
 */
static pcre2_code *
compile_word(const struct patterns *patterns, struct slice text,
	uint32_t options, struct shown shown)
{
	static const struct slice before = SLICE_INIT("(?<!\\w)(?:");
	static const struct slice behind = SLICE_INIT("\\E)(?!\\w)");
	struct buf word = {0};
	pcre2_code *code;

	/* By itself first: `a)|(b` would be a pattern inside of the group. */
	pcre2_code_free(compile_or_die(patterns, text, options, shown, 0));
	buf_add(&word, before);
	buf_add(&word, text);
	buf_add(&word, behind);
	code = compile_or_die(
		patterns, buf_slice(&word), options, shown, before.len);
	buf_free(&word);
	return code;
}

static void
compile_all(struct patterns *patterns, struct pattern_how how)
{
	struct slice rest = buf_slice(&patterns->text), line;
	struct buf quoted = {0};
	uint32_t options = 0;

	if (how.ignore_case)
		options |= PCRE2_CASELESS;
	if (how.whole)
		options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
	for (size_t i = 0; next_line(&rest, &line); i++) {
		const struct shown shown = {line, i};
		struct slice text = line;

		if (how.fixed) {
			buf_reset(&quoted);
			add_quoted(&quoted, line);
			text = buf_slice(&quoted);
		}
		add_code(patterns,
			how.word && !how.whole
				? compile_word(patterns, text, options, shown)
				: compile_or_die(
					  patterns, text, options, shown, 0));
	}
	buf_free(&quoted);
}

static struct literals
literals_of_line(struct slice line, struct pattern_how how)
{
	if (!how.fixed)
		return literals_of_pattern(line, how.ignore_case);
	return literals_of_text(line, how.ignore_case ? GATE_CASE : GATE_EXACT);
}

struct literals
patterns_literals(const struct patterns *patterns, struct pattern_how how)
{
	struct slice rest = buf_slice(&patterns->text), line;
	struct literals all = {0}, next;

	if (!next_line(&rest, &line))
		return all;
	all = literals_of_line(line, how);
	while (all.count > 0 && next_line(&rest, &line)) {
		next = literals_of_line(line, how);
		all = literals_either(&all, &next);
	}
	return all;
}

void
patterns_compile(struct patterns *patterns, struct pattern_how how)
{
	if (how.fixed && how.whole && !how.ignore_case)
		sort_texts(patterns);
	else
		compile_all(patterns, how);
}

bool
patterns_compile_one(struct patterns *patterns, struct slice text, bool fold,
	struct pattern_error *error)
{
	pcre2_code *code;
	int number;

	patterns_add(patterns, text);
	code = compile(text, fold ? PCRE2_CASELESS : 0, &number, &error->at);
	if (code == NULL) {
		pcre2_get_error_message(number, (PCRE2_UCHAR *)error->what,
			sizeof(error->what));
		return false;
	}
	add_code(patterns, code);
	return true;
}

struct matcher *
matcher_new(void)
{
	struct matcher *matcher = mem_zero(1, sizeof(*matcher));

	matcher->context = pcre2_match_context_create(NULL);
	matcher->data = pcre2_match_data_create(1, NULL);
	matcher->stack =
		pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
	if (matcher->context == NULL || matcher->data == NULL ||
		matcher->stack == NULL)
		err_die("out of memory");
	pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
	pcre2_set_heap_limit(matcher->context, HEAP_LIMIT);
	pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
	return matcher;
}

int
patterns_match(const struct patterns *patterns, struct matcher *matcher,
	struct slice value)
{
	int failed = 0;

	if (patterns->sorted_count > 0)
		return bsearch(&value, patterns->sorted, patterns->sorted_count,
			       sizeof(value), by_bytes) != NULL;
	for (size_t i = 0; i < patterns->count; i++) {
		int got = pcre2_match(patterns->codes[i], (PCRE2_SPTR)value.ptr,
			value.len, 0, 0, matcher->data, matcher->context);

		if (got >= 0)
			return 1;
		if (got != PCRE2_ERROR_NOMATCH)
			failed = got;
	}
	if (failed == 0)
		return 0;
	pcre2_get_error_message(
		failed, (PCRE2_UCHAR *)matcher->why, sizeof(matcher->why));
	return -1;
}

const char *
matcher_why(const struct matcher *matcher)
{
	return matcher->why;
}

struct slice
matcher_found(const struct matcher *matcher, struct slice value)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(matcher->data);

	/* \K in a look-ahead can put the start behind the end */
	if (at[0] >= at[1] || at[1] > value.len)
		return SLICE("");
	return (struct slice){value.ptr + at[0], at[1] - at[0]};
}

void
matcher_free(struct matcher *matcher)
{
	pcre2_match_context_free(matcher->context);
	pcre2_match_data_free(matcher->data);
	pcre2_jit_stack_free(matcher->stack);
	free(matcher);
}
