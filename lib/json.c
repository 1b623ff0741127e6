#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "json.h"
#include "utf8.h"

/* The letters of the short escapes, and what they stand for (RFC 8259, 7). */
static const char escape_letters[] = "\"\\/bfnrt";
static const char escape_meanings[] = "\"\\/\b\f\n\r\t";

#ifdef __SSE2__
static __m128i
load16(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static __m128i
equal16(__m128i x, char c)
{
	return _mm_cmpeq_epi8(x, _mm_set1_epi8(c));
}

static size_t
first16(__m128i hits)
{
	return (size_t)__builtin_ctz((unsigned)_mm_movemask_epi8(hits));
}

static bool
any16(__m128i hits)
{
	return _mm_movemask_epi8(hits) != 0;
}

static __m128i
ends_run16(__m128i x)
{
	return _mm_or_si128(equal16(x, '"'), equal16(x, '\\'));
}

static __m128i
needs_escape16(__m128i x)
{
	__m128i c0 = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1F)), x);

	return _mm_or_si128(c0, ends_run16(x));
}

/* With the bit of 0x20 set, `[` is `{` and `]` is `}`. */
static __m128i
curly16(__m128i x)
{
	return _mm_or_si128(x, _mm_set1_epi8(0x20));
}

static __m128i
nests16(__m128i x)
{
	__m128i curly = curly16(x);

	return _mm_or_si128(equal16(x, '"'),
		_mm_or_si128(equal16(curly, '{'), equal16(curly, '}')));
}
#endif

static bool
ends_run(char c)
{
	return c == '"' || c == '\\';
}

static bool
needs_escape(char c)
{
	return (unsigned char)c < 0x20 || ends_run(c);
}

static bool
nests(char c)
{
	return c == '"' || (c | 0x20) == '{' || (c | 0x20) == '}';
}

/*
 * skip_X(p, end): the first byte from P on that X holds for, or END. X16 is X
 * for 16 bytes at a time.
 */
#ifdef __SSE2__
#define SKIP_16(what)                                                          \
	for (; end - p >= 16; p += 16) {                                       \
		__m128i hits = what##16(load16(p));                            \
                                                                               \
		if (any16(hits))                                               \
			return p + first16(hits);                              \
	}
#else
#define SKIP_16(what)
#endif
#define SKIP(what)                                                             \
	static inline const char *skip_##what(const char *p, const char *end)  \
	{                                                                      \
		SKIP_16(what)                                                  \
		while (p < end && !what(*p))                                   \
			p++;                                                   \
		return p;                                                      \
	}

SKIP(ends_run)
SKIP(needs_escape)
SKIP(nests)

static inline bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static inline const char *
skip_space(const char *p, const char *end)
{
	while (p < end && is_space(*p))
		p++;
	return p;
}

static struct slice
between(const char *from, const char *to)
{
	return (struct slice){from, (size_t)(to - from)};
}

static const char *
skip_digits(const char *p, const char *end)
{
	while (p < end && ascii_digit(*p))
		p++;
	return p;
}

/* Behind the number at P (RFC 8259, 6), or NULL where there is none. */
static const char *
skip_number(const char *p, const char *end)
{
	const char *digits;

	if (p < end && *p == '-')
		p++;
	digits = p;
	p = p < end && *p == '0' ? p + 1 : skip_digits(p, end);
	if (p == digits)
		return NULL;
	if (p < end && *p == '.') {
		digits = p + 1;
		p = skip_digits(digits, end);
		if (p == digits)
			return NULL;
	}
	if (p < end && (*p | 0x20) == 'e') {
		digits = p + 1;
		if (digits < end && (*digits == '+' || *digits == '-'))
			digits++;
		p = skip_digits(digits, end);
		if (p == digits)
			return NULL;
	}
	return p;
}

static const struct word {
	struct slice text;
	enum json_type type;
} words[] = {
	{SLICE_INIT("null"),  JSON_NULL },
	{SLICE_INIT("false"), JSON_FALSE},
	{SLICE_INIT("true"),  JSON_TRUE },
};

/* The word at the front of TEXT, or NULL. */
static const struct word *
word_at(struct slice text)
{
	for (size_t i = 0; i < COUNT(words); i++)
		if (slice_starts(text, words[i].text))
			return &words[i];
	return NULL;
}

/* The value of the four hex digits at P, or -1. */
static int
hex4(const char *p, const char *end)
{
	int value = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = ascii_lower(p[i]);

		if (ascii_digit(c))
			value = value * 16 + (c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value * 16 + (c - 'a' + 10);
		else
			return -1;
	}
	return value;
}

/* Behind the escape at P, or NULL. */
static const char *
skip_escape(const char *p, const char *end)
{
	if (end - p < 2)
		return NULL;
	if (p[1] == 'u')
		return hex4(p + 2, end) < 0 ? NULL : p + 6;
	if (memchr(escape_letters, p[1], sizeof(escape_letters) - 1) == NULL)
		return NULL;
	return p + 2;
}

enum { UTF8_BLOCK = 16 * 1024 };

struct check {
	const char *p, *end;
	const char *valid; /* up to here it is UTF-8 */
	const char *wrong;
	size_t depth;
	uint64_t objects[JSON_DEPTH_MAX / 64]; /* a bit for each level */
};

static bool
fail(struct check *check, const char *at, const char *wrong)
{
	check->p = at;
	check->wrong = wrong;
	return false;
}

static bool
check_string(struct check *check)
{
	const char *p = check->p + 1, *end = check->end, *next;

	while ((p = skip_needs_escape(p, end)) < end) {
		if (*p == '"') {
			check->p = p + 1;
			return true;
		}
		if (*p != '\\')
			return fail(
				check, p, "a control character in a string");
		next = skip_escape(p, end);
		if (next == NULL)
			return fail(check, p, "an escape that JSON lacks");
		p = next;
	}
	return fail(check, check->p, "a string does not end");
}

static bool
check_scalar(struct check *check)
{
	const char *p = check->p;

	if (p == check->end)
		return fail(check, p, "the text ends where a value must stand");
	if (*p == '"')
		return check_string(check);
	if (*p == '-' || ascii_digit(*p)) {
		p = skip_number(p, check->end);
		if (p == NULL)
			return fail(check, check->p, "a malformed number");
	} else {
		const struct word *word = word_at(between(p, check->end));

		if (word == NULL)
			return fail(check, p, "a value is missing");
		p += word->text.len;
	}
	check->p = p;
	return true;
}

static bool
in_object(const struct check *check)
{
	size_t level = check->depth - 1;

	return check->objects[level / 64] >> level % 64 & 1;
}

static bool
open_bracket(struct check *check, bool object)
{
	size_t level = check->depth;
	uint64_t bit = (uint64_t)1 << level % 64;

	if (level == JSON_DEPTH_MAX)
		return fail(check, check->p, "nested too deeply");
	if (object)
		check->objects[level / 64] |= bit;
	else
		check->objects[level / 64] &= ~bit;
	check->depth++;
	check->p = skip_space(check->p + 1, check->end);
	return true;
}

/* The name of a member, and its colon. */
static bool
check_name(struct check *check)
{
	check->p = skip_space(check->p, check->end);
	if (check->p == check->end || *check->p != '"')
		return fail(check, check->p, "a member's name is missing");
	if (!check_string(check))
		return false;
	check->p = skip_space(check->p, check->end);
	if (check->p == check->end || *check->p != ':')
		return fail(check, check->p, "a colon is missing");
	check->p++;
	return true;
}

/* What stands behind a value, up to where the next one or the end must be. */
static bool
check_after(struct check *check)
{
	while (check->depth > 0) {
		char close = in_object(check) ? '}' : ']';

		check->p = skip_space(check->p, check->end);
		if (check->p == check->end)
			return fail(check, check->p,
				close == '}' ? "an object does not end"
					     : "an array does not end");
		if (*check->p == ',') {
			check->p++;
			return close == ']' || check_name(check);
		}
		if (*check->p != close)
			return fail(check, check->p, "a comma is missing");
		check->p++;
		check->depth--;
	}
	return true;
}

/* Is all UTF-8 up to P? */
static bool
check_utf8(struct check *check, const char *p)
{
	check->valid += utf8_span(between(check->valid, p));
	return check->valid == p;
}

static bool
check_value(struct check *check)
{
	do {
		char open = '\0';

		/* While it is in the cache. */
		if (check->p - check->valid >= UTF8_BLOCK &&
			!check_utf8(check, check->p))
			return false;
		check->p = skip_space(check->p, check->end);
		if (check->p < check->end)
			open = *check->p;
		if (open != '{' && open != '[') {
			if (!check_scalar(check))
				return false;
		} else {
			if (!open_bracket(check, open == '{'))
				return false;
			if (check->p == check->end || *check->p != open + 2) {
				if (open == '{' && !check_name(check))
					return false;
				continue;
			}
			check->p++;
			check->depth--;
		}
		if (!check_after(check))
			return false;
	} while (check->depth > 0);
	return true;
}

bool
json_check(struct slice text, struct json_error *error)
{
	struct check check;

	check.p = check.valid = text.ptr;
	check.end = text.ptr + text.len;
	check.wrong = NULL;
	check.depth = 0;
	if (check_value(&check)) {
		check.p = skip_space(check.p, check.end);
		if (check.p < check.end)
			fail(&check, check.p, "something behind the value");
	}
	if (!check_utf8(&check, check.end))
		fail(&check, check.valid, "not UTF-8");
	if (check.wrong == NULL)
		return true;
	if (error != NULL) {
		error->at = (size_t)(check.p - text.ptr);
		error->what = check.wrong;
	}
	return false;
}

#ifdef __SSE2__
enum { SCAN_BLOCK = 64 };

/* Where C is in a block: a bit for each byte, the first is the lowest. */
static inline uint64_t
equal64(const __m128i x[4], char c)
{
	uint64_t low = (uint64_t)_mm_movemask_epi8(equal16(x[0], c)) |
	               (uint64_t)_mm_movemask_epi8(equal16(x[1], c)) << 16;
	uint64_t high = (uint64_t)_mm_movemask_epi8(equal16(x[2], c)) |
	                (uint64_t)_mm_movemask_epi8(equal16(x[3], c)) << 16;

	return low | high << 32;
}

/* The bytes behind a backslash that is not itself behind one; *OVER is set if
 * the byte behind the block is such, and is that of the block before. */
static uint64_t
escaped64(uint64_t backslashes, bool *over)
{
	uint64_t escaped = *over;

	backslashes &= ~escaped;
	*over = false;
	while (backslashes != 0) {
		uint64_t first = backslashes & (0 - backslashes);

		*over = first >> 63;
		escaped |= first << 1;
		backslashes &= ~(first | first << 1);
	}
	return escaped;
}

/* From a quote on, up to the next one. Not a loop: -O2 leaves it one. */
static uint64_t
between_quotes(uint64_t quotes)
{
	quotes ^= quotes << 1;
	quotes ^= quotes << 2;
	quotes ^= quotes << 4;
	quotes ^= quotes << 8;
	quotes ^= quotes << 16;
	return quotes ^ quotes << 32;
}

/* Where the bracket in CLOSES stands that leaves DEPTH, its position from 1. */
static size_t
last_bracket(uint64_t opens, uint64_t closes, size_t depth)
{
	for (; closes != 0; closes &= closes - 1) {
		uint64_t here = closes & (0 - closes);

		depth += (size_t)__builtin_popcountll(opens & (here - 1));
		opens &= ~(here - 1);
		if (depth-- <= 1)
			return (size_t)__builtin_ctzll(here) + 1;
	}
	return 0;
}

/*
 * Takes the block at P, or all up to the closing bracket, *LEN then is the
 * length. False, and nothing is taken, if a backslash is outside a string.
 */
static bool
scan_block(struct json_scan *scan, const char *p, size_t *len)
{
	uint64_t backslashes, quotes, inside, opens, closes;
	struct json_scan s = *scan;
	__m128i x[4];

	x[0] = load16(p);
	x[1] = load16(p + 16);
	x[2] = load16(p + 32);
	x[3] = load16(p + 48);
	backslashes = equal64(x, '\\');
	quotes = equal64(x, '"');
	if (backslashes != 0 || s.escaped)
		quotes &= ~escaped64(backslashes, &s.escaped);
	inside = between_quotes(quotes) ^ (0 - (uint64_t)s.in_string);
	if ((backslashes & ~inside) != 0)
		return false;
	x[0] = curly16(x[0]);
	x[1] = curly16(x[1]);
	x[2] = curly16(x[2]);
	x[3] = curly16(x[3]);
	opens = equal64(x, '{') & ~inside;
	closes = equal64(x, '}') & ~inside;
	if (closes != 0) {
		size_t count = (size_t)__builtin_popcountll(closes);

		*len = s.depth > count ? 0
		                       : last_bracket(opens, closes, s.depth);
		s.depth -= count;
	}
	if (opens != 0)
		s.depth += (size_t)__builtin_popcountll(opens);
	s.in_string = inside >> 63;
	*scan = s;
	return true;
}

/* Takes blocks from P on. Returns where there is none, or the end; *LEN is set
 * if the closing bracket is the last byte before. */
static const char *
scan_blocks(struct json_scan *scan, const char *p, const char *end, size_t *len)
{
	for (; end - p >= SCAN_BLOCK; p += SCAN_BLOCK)
		if (!scan_block(scan, p, len) || *len > 0)
			return p + *len;
	return p;
}
#else
enum { SCAN_BLOCK = 1024 };

static const char *
scan_blocks(struct json_scan *scan, const char *p, const char *end, size_t *len)
{
	(void)scan, (void)end, (void)len;
	return p;
}
#endif

size_t
json_scan(struct json_scan *scan, struct slice more)
{
	const char *p = more.ptr, *end = more.ptr + more.len, *stop = p;
	struct json_scan s = *scan;
	size_t closed = 0;

	while (p < end) {
		if (p >= stop) {
			p = scan_blocks(&s, p, end, &closed);
			if (closed > 0)
				return (size_t)(p - more.ptr);
			stop = end - p > SCAN_BLOCK ? p + SCAN_BLOCK : end;
		}
		if (s.escaped && p < stop) {
			s.escaped = false;
			p++;
		}
		p = s.in_string ? skip_ends_run(p, stop) : skip_nests(p, stop);
		if (p >= stop)
			continue;
		if (*p == '\\')
			s.escaped = true;
		else if (*p == '"')
			s.in_string = !s.in_string;
		else if ((*p | 0x20) == '{')
			s.depth++;
		else if (s.depth-- <= 1)
			return (size_t)(p - more.ptr) + 1;
		p++;
	}
	*scan = s;
	return 0;
}

/* Behind the string whose quote is at P, or NULL where it does not end. */
static const char *
skip_string(const char *p, const char *end)
{
	for (p++; (p = skip_ends_run(p, end)) < end; p += 2) {
		if (*p == '"')
			return p + 1;
		if (end - p < 2)
			return NULL;
	}
	return NULL;
}

/*
 * Takes the value at the front of P into *VALUE, of the type JSON_NONE where
 * there is none; returns what is behind it. Field by field, here and below: to
 * copy a struct that has just been written in parts makes a processor wait.
 */
static const char *
take_value(const char *p, const char *end, struct json *value)
{
	const char *behind = NULL;
	struct json_scan scan = {0};
	const struct word *word;
	size_t len;

	p = skip_space(p, end);
	value->raw.ptr = p;
	value->raw.len = 0;
	value->type = JSON_NONE;
	if (p == end)
		return p;
	switch (*p) {
	case '"':
		behind = skip_string(p, end);
		value->type = JSON_STRING;
		break;
	case '{':
	case '[':
		len = json_scan(&scan, between(p, end));
		behind = len == 0 ? NULL : p + len;
		value->type = *p == '{' ? JSON_OBJECT : JSON_ARRAY;
		break;
	case 't':
	case 'f':
	case 'n':
		word = word_at(between(p, end));
		behind = word == NULL ? NULL : p + word->text.len;
		value->type = word == NULL ? JSON_NONE : word->type;
		break;
	default: behind = skip_number(p, end); value->type = JSON_NUMBER;
	}
	if (behind == NULL) {
		value->type = JSON_NONE;
		return p;
	}
	value->raw.len = (size_t)(behind - p);
	return behind;
}

struct json
json_value(struct slice text, struct slice *rest)
{
	const char *end = text.ptr + text.len;
	struct json value;

	*rest = between(take_value(text.ptr, end, &value), end);
	return value;
}

struct json_iter
json_iter(struct json container)
{
	/* What has nothing inside is an empty array. */
	struct json_iter it = {.rest = SLICE("]")};

	if (container.type != JSON_OBJECT && container.type != JSON_ARRAY)
		return it;
	it.rest = slice_from(container.raw, 1);
	it.object = container.type == JSON_OBJECT;
	return it;
}

bool
json_next(struct json_iter *it, struct json *key, struct json *value)
{
	const char *end = it->rest.ptr + it->rest.len;
	const char *p = skip_space(it->rest.ptr, end);

	key->raw.ptr = value->raw.ptr = p;
	key->raw.len = value->raw.len = 0;
	key->type = value->type = JSON_NONE;
	it->rest.ptr = p;
	it->rest.len = (size_t)(end - p);
	if (p < end && *p == (it->object ? '}' : ']'))
		return false;
	if (it->begun) {
		if (p == end || *p != ',')
			goto broken;
		p++;
	}
	if (it->object) {
		p = skip_space(take_value(p, end, key), end);
		if (key->type != JSON_STRING || p == end || *p != ':')
			goto broken;
		p++;
	}
	p = take_value(p, end, value);
	if (value->type == JSON_NONE)
		goto broken;
	it->rest.ptr = p;
	it->rest.len = (size_t)(end - p);
	it->begun = true;
	return true;
broken:
	it->broken = true;
	it->rest.ptr = end;
	it->rest.len = 0;
	return false;
}

struct json
json_get(struct json object, struct slice name)
{
	struct json_iter it = json_iter(object);
	struct json key, value;

	while (json_next(&it, &key, &value))
		if (json_is(key, name))
			return value;
	return (struct json){
		{"", 0},
                JSON_NONE
        };
}

static struct slice
inside(struct json string)
{
	if (string.type != JSON_STRING)
		return SLICE("");
	return (struct slice){string.raw.ptr + 1, string.raw.len - 2};
}

/*
 * Decodes the escape at P. Returns what is behind it; what is no escape is its
 * backslash.
 */
static const char *
unescape(const char *p, const char *end, char to[4], size_t *len)
{
	const char *behind = skip_escape(p, end);
	uint32_t c = UTF8_REPLACEMENT;
	const char *letter;
	int first, second;

	*len = 1;
	to[0] = '\\';
	if (behind == NULL)
		return p + 1;
	if (p[1] != 'u') {
		letter = strchr(escape_letters, p[1]);
		to[0] = escape_meanings[letter - escape_letters];
		return behind;
	}
	first = hex4(p + 2, end);
	if (first < 0xD800 || first > 0xDFFF) {
		c = (uint32_t)first;
	} else if (first < 0xDC00 && end - behind >= 6 && behind[0] == '\\' &&
		   behind[1] == 'u') {
		second = hex4(behind + 2, end);
		if (second >= 0xDC00 && second <= 0xDFFF) {
			c = 0x10000 + ((uint32_t)(first - 0xD800) << 10) +
			    (uint32_t)(second - 0xDC00);
			behind += 6;
		}
	}
	*len = utf8_encode(c, to);
	return behind;
}

bool
json_is(struct json string, struct slice text)
{
	struct slice s = inside(string);
	const char *p = s.ptr, *end = s.ptr + s.len;
	char one[4];
	size_t len;

	if (string.type != JSON_STRING)
		return false;
	while (p < end) {
		if (*p != '\\') {
			if (text.len == 0 || *text.ptr != *p)
				return false;
			p++;
			text = slice_from(text, 1);
			continue;
		}
		p = unescape(p, end, one, &len);
		if (!slice_starts(text, (struct slice){one, len}))
			return false;
		text = slice_from(text, len);
	}
	return text.len == 0;
}

static void
add_decoded(struct buf *to, struct slice s)
{
	const char *p = s.ptr, *end = s.ptr + s.len;

	while (p < end) {
		const char *stop = memchr(p, '\\', (size_t)(end - p));
		char one[4];
		size_t len;

		buf_add(to, between(p, stop == NULL ? end : stop));
		if (stop == NULL)
			return;
		p = unescape(stop, end, one, &len);
		buf_add(to, (struct slice){one, len});
	}
}

struct slice
json_text(struct json string, struct buf *scratch)
{
	struct slice s = inside(string);

	buf_reset(scratch);
	if (s.len == 0 || memchr(s.ptr, '\\', s.len) == NULL)
		return s;
	add_decoded(scratch, s);
	return buf_slice(scratch);
}

bool
json_empty(struct json value)
{
	return value.type == JSON_NONE || value.type == JSON_NULL ||
	       (value.raw.len == 2 && value.type != JSON_NUMBER);
}

bool
json_scalar(struct json value, struct buf *scratch, struct slice *text)
{
	switch (value.type) {
	case JSON_STRING: *text = json_text(value, scratch); return true;
	case JSON_NUMBER:
	case JSON_TRUE:
	case JSON_FALSE: *text = value.raw; return true;
	default: return false;
	}
}

void
json_text_add(struct json string, struct buf *to)
{
	add_decoded(to, inside(string));
}

/* The exponent at P, "e-12", kept small enough to be added to. */
static int64_t
read_exponent(const char *p, const char *end)
{
	const int64_t huge = INT64_MAX / 4;
	int64_t value = 0;
	bool minus;

	if (p == end)
		return 0;
	p++;
	minus = *p == '-';
	if (!ascii_digit(*p))
		p++;
	for (; p < end; p++)
		if (value < huge / 16)
			value = value * 10 + (*p - '0');
	return minus ? -value : value;
}

/* All digits as one integer, times a power of ten. */
bool
json_int(struct json number, int64_t *to)
{
	const char *p = number.raw.ptr, *end = p + number.raw.len, *e, *last;
	uint64_t value = 0, limit = INT64_MAX;
	int64_t power;
	bool minus;

	if (number.type != JSON_NUMBER || skip_number(p, end) != end)
		return false;
	minus = *p == '-';
	p += minus;
	limit += minus;
	for (e = p; e < end && (*e | 0x20) != 'e';)
		e++;
	power = read_exponent(e, end);
	last = memchr(p, '.', (size_t)(e - p));
	if (last != NULL)
		power -= e - last - 1;
	for (last = e; last > p && (last[-1] == '0' || last[-1] == '.'); last--)
		power += last[-1] == '0';
	for (; p < last; p++) {
		uint64_t digit = (uint64_t)(*p - '0');

		if (*p == '.')
			continue;
		if (value > (limit - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	for (; value > 0 && power > 0; power--) {
		if (value > limit / 10)
			return false;
		value *= 10;
	}
	if (value > 0 && power < 0)
		return false;
	*to = minus ? (int64_t)(0 - value) : (int64_t)value;
	return true;
}

static void
add_escape(struct buf *to, char c)
{
	static const char hex[] = "0123456789abcdef";
	const char *at = strchr(escape_meanings, c);

	buf_char(to, '\\');
	if (c != '\0' && at != NULL) {
		buf_char(to, escape_letters[at - escape_meanings]);
		return;
	}
	buf_add(to, SLICE("u00"));
	buf_char(to, hex[(unsigned char)c >> 4]);
	buf_char(to, hex[c & 15]);
}

/* Adds TEXT, which is UTF-8. */
static void
escape_valid(struct buf *to, struct slice text)
{
	const char *p = text.ptr, *end = text.ptr + text.len, *stop;

	for (; p < end; p = stop + 1) {
		stop = skip_needs_escape(p, end);
		buf_add(to, between(p, stop));
		if (stop == end)
			return;
		add_escape(to, *stop);
	}
}

void
json_escape(struct buf *to, struct slice text)
{
	while (text.len > 0) {
		size_t valid = utf8_span(text);
		uint32_t c;

		escape_valid(to, slice_first(text, valid));
		text = slice_from(text, valid);
		if (text.len == 0)
			return;
		text = slice_from(text, utf8_decode(text, &c));
		buf_add(to, SLICE("\xEF\xBF\xBD"));
	}
}

void
json_quote(struct buf *to, struct slice text)
{
	buf_char(to, '"');
	json_escape(to, text);
	buf_char(to, '"');
}
