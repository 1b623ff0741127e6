/*
 * gatewide.h: the loop of gate.c over many bytes at once, in what GCC and clang
 * call vectors; comparison gives -1 or 0 in each byte. It is included for each
 * width: of a vector that is wider than the machine's GCC makes a loop over its
 * bytes.
 */
typedef signed char NAME(wide) __attribute__((vector_size(WIDE)));

/*
 * Sets in HITS those of WIDE bytes from P on at which the gate may open. COUNT
 * and FOLD are those of the gate, and constants where this is called.
 */
static inline __attribute__((always_inline)) void
NAME(look)(const struct probe probes[], size_t count, enum gate_fold fold,
	const char *p, NAME(wide) * hits)
{
	NAME(wide) x, next, first, second;

	memcpy(&x, p, WIDE);
	memcpy(&next, p + 1, WIDE);
	*hits = next == 'u';
	if (fold == GATE_WORDS)
		*hits |= next == '\\';
	*hits &= x == '\\';
	if (fold == GATE_WORDS)
		*hits |= (x & (signed char)0xC0) == (signed char)0xC0;
	if (fold == GATE_CASE)
		*hits |= ((x == (signed char)0xE2) &
				 (next == (signed char)0x84)) |
		         ((x == (signed char)0xC5) &
				 (next == (signed char)0xBF));
	for (size_t i = 0; i < count; i++) {
		memcpy(&first, p + probes[i].at[0], WIDE);
		memcpy(&second, p + probes[i].at[1], WIDE);
		if (fold != GATE_EXACT) {
			first |= probes[i].bits[0];
			second |= probes[i].bits[1];
		}
		*hits |= (first == probes[i].byte[0]) &
		         (second == probes[i].byte[1]);
	}
}

/* gate_find() as far as whole blocks go; then *FROM is behind them. */
static inline __attribute__((always_inline)) const char *
NAME(find)(const struct gate *gate, const struct probe probes[], size_t count,
	enum gate_fold fold, struct slice text, const char **from)
{
	const char *p = *from, *end = text.ptr + text.len;

	for (; end - p >= 2 * WIDE + GATE_LITERAL_MAX; p += 2 * WIDE) {
		NAME(wide) left, right, both;
		uint64_t words[WIDE / 8];
		signed char hits[2 * WIDE];

		NAME(look)(probes, count, fold, p, &left);
		NAME(look)(probes, count, fold, p + WIDE, &right);
		both = left | right;
		memcpy(words, &both, WIDE);
		for (size_t i = 1; i < WIDE / 8; i++)
			words[0] |= words[i];
		if (words[0] == 0)
			continue;
		memcpy(hits, &left, WIDE);
		memcpy(hits + WIDE, &right, WIDE);
		for (size_t i = 0; i < sizeof(hits); i++)
			if (hits[i] != 0 && opens(gate, text, p + i))
				return p + i;
	}
	*from = p;
	return NULL;
}

/* Most gates have one literal or two, which then stay in registers. */
static inline __attribute__((always_inline)) const char *
NAME(find_by_count)(const struct gate *gate, enum gate_fold fold,
	struct slice text, const char **from)
{
	struct probe probes[GATE_LITERALS_MAX];

	for (size_t i = 0; i < gate->count; i++)
		probes[i] = probe_of(gate, i);
	switch (gate->count) {
	case 1: return NAME(find)(gate, probes, 1, fold, text, from);
	case 2: return NAME(find)(gate, probes, 2, fold, text, from);
	default: return NAME(find)(gate, probes, gate->count, fold, text, from);
	}
}

static inline __attribute__((always_inline)) const char *
NAME(find_by_fold)(
	const struct gate *gate, struct slice text, const char **from)
{
	switch (gate->fold) {
	case GATE_EXACT:
		return NAME(find_by_count)(gate, GATE_EXACT, text, from);
	case GATE_CASE: return NAME(find_by_count)(gate, GATE_CASE, text, from);
	default: return NAME(find_by_count)(gate, GATE_WORDS, text, from);
	}
}
