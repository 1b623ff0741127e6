#include <stdlib.h>

#include "keys.h"
#include "mem.h"
#include "stem.h"
#include "words.h"

/* Snowball's English stop words, then what questions for papers are made of;
 * in the order of strcmp(). */
static const char *const stop[] = {"a", "about", "above", "after", "again",
	"against", "all", "also", "am", "an", "and", "any", "anyone",
	"anything", "are", "article", "articles", "as", "at", "be", "because",
	"been", "before", "being", "below", "between", "both", "but", "by",
	"can", "concerned", "concerning", "could", "d", "deal", "dealing",
	"deals", "describe", "described", "describes", "describing", "did",
	"discuss", "discusses", "discussing", "do", "does", "doing", "down",
	"during", "each", "exist", "exists", "few", "find", "for", "from",
	"further", "give", "had", "has", "have", "having", "he", "her", "here",
	"hers", "herself", "him", "himself", "his", "how", "i", "if", "in",
	"information", "interest", "interested", "into", "is", "it", "its",
	"itself", "know", "like", "list", "ll", "looking", "m", "may", "me",
	"more", "most", "must", "my", "myself", "no", "nor", "not", "of", "off",
	"on", "once", "only", "or", "other", "ought", "our", "ours",
	"ourselves", "out", "over", "own", "paper", "papers", "please", "re",
	"references", "regarding", "relating", "s", "same", "shall", "she",
	"should", "so", "some", "such", "t", "than", "that", "the", "their",
	"theirs", "them", "themselves", "then", "there", "these", "they",
	"this", "those", "through", "to", "too", "under", "until", "up", "us",
	"ve", "very", "want", "was", "we", "were", "what", "when", "where",
	"which", "while", "who", "whom", "why", "will", "with", "would", "you",
	"your", "yours", "yourself", "yourselves"};

/*
 * What came of words that were looked for, by their hash: the few thousand that
 * make up most of a text are stemmed once. It does not grow.
 */
enum { CACHED = 1 << 15, CACHED_LENGTH = 24 };

struct cached {
	uint32_t number;
	unsigned char len; /* 0: free */
	char word[CACHED_LENGTH];
};

/* The two texts of a number, in `texts`. */
struct row {
	size_t at;
	uint32_t stem_len, shown_len;
};

struct words {
	struct sb_stemmer *stemmer;
	struct keys *stems;
	struct row *rows;
	size_t count, cap;
	struct buf texts;
	struct fronts fronts; /* of the stems */
	struct cached *cache;
	bool missed; /* some in the cache have WORDS_NONE */
};

static int
compare_stop(const void *key, const void *row)
{
	return slice_compare(*(const struct slice *)key,
		slice_of(*(const char *const *)row));
}

bool
words_stop(struct slice word)
{
	return bsearch(&word, stop, COUNT(stop), sizeof(stop[0]),
		       compare_stop) != NULL;
}

struct words *
words_new(void)
{
	struct words *words = mem_zero(1, sizeof(*words));

	words->stemmer = stem_new();
	words->stems = keys_new();
	words->cache = mem_zero(CACHED, sizeof(*words->cache));
	return words;
}

void
words_let_in(struct words *words, uint32_t number)
{
	fronts_add(&words->fronts, words_stem(words, number));
}

void
words_let_none_in(struct words *words)
{
	words->fronts = (struct fronts){0};
}

static uint32_t
add_row(struct words *words, struct slice of_word, struct slice word)
{
	uint32_t number = (uint32_t)words->count;

	words->rows = mem_grow(words->rows, &words->cap, words->count + 1,
		sizeof(*words->rows));
	words->rows[words->count++] = (struct row){
		.at = words->texts.len,
		.stem_len = (uint32_t)of_word.len,
		.shown_len = (uint32_t)word.len,
	};
	buf_add(&words->texts, of_word);
	buf_add(&words->texts, word);
	*keys_put(words->stems, of_word, number) = number;
	words_let_in(words, number);
	if (words->missed)
		memset(words->cache, 0, CACHED * sizeof(*words->cache));
	words->missed = false;
	return number;
}

uint32_t
words_of_stem(const struct words *words, struct slice of_word)
{
	const uint32_t *number = keys_find(words->stems, of_word);

	return number == NULL ? WORDS_NONE : *number;
}

uint32_t
words_number(struct words *words, struct slice word, bool add)
{
	struct cached *cached = NULL;
	struct slice of_word;
	uint32_t number;

	if (word.len <= CACHED_LENGTH) {
		cached = &words->cache[slice_hash(word) % CACHED];
		if (cached->len == word.len &&
			memcmp(cached->word, word.ptr, word.len) == 0 &&
			(!add || cached->number != WORDS_NONE))
			return cached->number;
	}
	of_word = stem_of(words->stemmer, word);
	number = words_of_stem(words, of_word);
	if (number == WORDS_NONE && add)
		number = add_row(words, of_word, word);
	if (cached != NULL) {
		cached->number = number;
		cached->len = (unsigned char)word.len;
		memcpy(cached->word, word.ptr, word.len);
		words->missed |= number == WORDS_NONE;
	}
	return number;
}

const struct fronts *
words_fronts(const struct words *words)
{
	return &words->fronts;
}

size_t
words_count(const struct words *words)
{
	return words->count;
}

struct slice
words_stem(const struct words *words, uint32_t number)
{
	const struct row *row = &words->rows[number];

	return (struct slice){words->texts.ptr + row->at, row->stem_len};
}

struct slice
words_shown(const struct words *words, uint32_t number)
{
	const struct row *row = &words->rows[number];

	return (struct slice){
		words->texts.ptr + row->at + row->stem_len, row->shown_len};
}

bool
words_says_nothing(const struct words *words, uint32_t number)
{
	return words_stop(words_shown(words, number)) ||
	       words_stop(words_stem(words, number));
}
