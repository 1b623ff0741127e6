#include <math.h>
#include <stdlib.h>

#include "base64.h"
#include "mem.h"
#include "record.h"
#include "score.h"
#include "vectors.h"

static const double query_share = 0.3, dislike_share = 0.25, rank_constant = 60,
		    scale = 1000;

/* A paper in one of the two orders. */
struct ranked {
	double value;
	size_t paper;
};

/* Little-endian floats of 32 bits. */
static double
number_at(struct slice bytes, size_t i)
{
	uint32_t bits = 0;
	float number;

	for (size_t k = 4; k > 0; k--)
		bits = bits << 8 | (unsigned char)bytes.ptr[4 * i + k - 1];
	memcpy(&number, &bits, sizeof(number));
	return (double)number;
}

/* The bytes of the vector of LINE and its model; empty if it has none. Both
 * stay until the next call. */
static struct slice
find_vector(struct slice line, struct slice *model)
{
	static const struct slice names[] = {
		SLICE_INIT("embedding"), SLICE_INIT("embedding_model")};
	static struct buf text, name, bytes;
	struct json found[COUNT(names)];

	if (!record_find(line, names, COUNT(names), found) ||
		found[0].type != JSON_STRING ||
		!base64_decode(&bytes, json_text(found[0], &text)) ||
		bytes.len % 4 != 0)
		return SLICE("");
	*model = json_text(found[1], &name);
	return buf_slice(&bytes);
}

/* The sum of the products of BYTES with OTHER, or with itself if that is NULL.
 */
static double
product(struct slice bytes, const double *other)
{
	double sum = 0;

	for (size_t i = 0; i < bytes.len / 4; i++) {
		double x = number_at(bytes, i);

		sum += x * (other == NULL ? x : other[i]);
	}
	return sum;
}

void
vectors_add(struct vectors *vectors, struct slice line, enum vector_of what)
{
	struct slice model, bytes = find_vector(line, &model);
	double length = sqrt(product(bytes, NULL)), **sum;

	if (!isfinite(length) || length == 0)
		return;
	if (vectors->length == 0) {
		vectors->length = bytes.len / 4;
		buf_add(&vectors->model, model);
	}
	if (bytes.len / 4 != vectors->length ||
		!slice_eq(model, buf_slice(&vectors->model)))
		return;
	sum = &vectors->sums[what];
	if (*sum == NULL)
		*sum = mem_zero(vectors->length, sizeof(**sum));
	for (size_t i = 0; i < vectors->length; i++)
		(*sum)[i] += number_at(bytes, i) / length;
	vectors->counts[what]++;
}

bool
vectors_any(const struct vectors *vectors)
{
	return vectors->counts[VECTOR_QUERY] > 0 ||
	       vectors->counts[VECTOR_LIKED] > 0;
}

/* The vector that is looked for, of no special length. */
static void
make_sought(struct vectors *vectors)
{
	bool both = vectors->counts[VECTOR_QUERY] > 0 &&
	            vectors->counts[VECTOR_LIKED] > 0;
	const double liked = both ? 1 - query_share : 1;
	const double shares[VECTOR_KINDS] = {
		[VECTOR_QUERY] = both ? query_share : 1,
		[VECTOR_LIKED] = liked,
		[VECTOR_DISLIKED] = -dislike_share * liked,
	};

	vectors->sought = mem_zero(vectors->length, sizeof(*vectors->sought));
	for (size_t k = 0; k < VECTOR_KINDS; k++)
		for (size_t i = 0;
			vectors->counts[k] > 0 && i < vectors->length; i++)
			vectors->sought[i] += shares[k] * vectors->sums[k][i] /
			                      (double)vectors->counts[k];
}

/* The cosine of LINE's vector, but for a factor that all have; false if it has
 * none that can be compared. */
static bool
cosine(const struct vectors *vectors, struct slice line, double *to)
{
	struct slice model, bytes = find_vector(line, &model);
	double length = sqrt(product(bytes, NULL));

	if (bytes.len / 4 != vectors->length || !isfinite(length) ||
		length == 0 || !slice_eq(model, buf_slice(&vectors->model)))
		return false;
	*to = product(bytes, vectors->sought) / length;
	return true;
}

static int
compare(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	return a->value > b->value ? -1 : a->value < b->value;
}

/* Adds to SUM, by paper, what the ranks of COUNT papers give; equal ones share
 * the mean of theirs. */
static void
add_ranks(struct ranked *papers, size_t count, double *sum)
{
	size_t from = 0;

	if (count > 0)
		qsort(papers, count, sizeof(*papers), compare);
	for (size_t i = 1; i <= count; i++) {
		if (i < count && papers[i].value == papers[from].value)
			continue;
		for (size_t k = from; k < i; k++)
			sum[papers[k].paper] +=
				1 /
				(rank_constant + (double)(from + 1 + i) / 2);
		from = i;
	}
}

void
vectors_fuse(struct vectors *vectors, struct papers *papers)
{
	size_t count = papers_count(papers), with = 0;
	struct ranked *by_score = mem_zero(count + 1, sizeof(*by_score));
	struct ranked *by_cosine = mem_zero(count + 1, sizeof(*by_cosine));
	double *sum = mem_zero(count + 1, sizeof(*sum));
	double *words = mem_zero(count + 1, sizeof(*words));

	make_sought(vectors);
	for (size_t i = 0; i < count; i++) {
		by_score[i] =
			(struct ranked){(double)papers_score(papers, i), i};
		if (cosine(vectors, papers_line(papers, i),
			    &by_cosine[with].value))
			by_cosine[with++].paper = i;
	}
	add_ranks(by_score, count, words);
	add_ranks(by_cosine, with, sum);
	for (size_t i = 0; i < count && with > 0; i++)
		papers_set_score(papers, i,
			llround(SCORE_PARTS * scale *
				(words[i] + (sum[i] > 0 ? sum[i] : words[i]))));
	free(by_score);
	free(by_cosine);
	free(sum);
	free(words);
}
