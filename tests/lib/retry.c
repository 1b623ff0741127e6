/* retry.h: how long, how often, and what stays final. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "retry.h"

static struct lane *lanes;

static struct lane *
lane(void)
{
	return pace_lane(&lanes, SLICE("host"), 0, 2);
}

/* Half a second, doubled each time, and up to a quarter more. */
static void
it_waits_longer_each_time(void **state)
{
	struct retry retry = {0};
	int64_t least = 500;

	(void)state;
	for (unsigned i = 1; i < RETRY_TRIES; i++, least *= 2) {
		int64_t wait = retry_pause(&retry, lane(), RETRY_TRIES);

		assert_true(wait >= least && wait <= least + least / 4);
	}
	assert_int_equal(retry_pause(&retry, lane(), RETRY_TRIES), -1);
}

static int64_t
wait_for(struct http_answer answer, struct buf *error)
{
	struct retry retry = {0};
	int64_t wait = retry_answer(
		&retry, lane(), &answer, RETRY_TRIES, SLICE("place"));

	*error = answer.error;
	return wait;
}

static void
what_the_server_says_counts(void **state)
{
	struct buf error;

	(void)state;
	/* no second try for what will not pass */
	assert_int_equal(
		wait_for((struct http_answer){.status = 404, .wait = 7000},
			&error),
		-1);
	assert_int_equal(error.len, 0);
	assert_int_equal(wait_for((struct http_answer){.status = 500,
					  .again = true,
					  .wait = 4000},
				 &error),
		4000);
	/* shorter than our own wait */
	assert_true(wait_for(
			    (struct http_answer){
				    .status = 500, .again = true, .wait = 0},
			    &error) >= 500);
	/* two minutes are the most */
	assert_int_equal(wait_for((struct http_answer){.status = 500,
					  .again = true,
					  .wait = 120001},
				 &error),
		-1);
	assert_true(slice_eq(
		buf_slice(&error), SLICE(", and asks to wait for 120 s")));
	buf_free(&error);
}

static void
it_gives_up(void **state)
{
	struct http_answer answer = {.status = 500, .again = true, .wait = -1};
	struct retry retry = {.tries = 1};

	(void)state;
	assert_int_equal(
		retry_answer(&retry, lane(), &answer, 2, SLICE("place")), -1);
	assert_true(slice_eq(
		buf_slice(&answer.error), SLICE(", gave up after 2 tries")));
	buf_free(&answer.error);
}

/* 429: the others of the lane wait, too; 500 is of this request alone. */
static void
a_busy_server_is_left_alone(void **state)
{
	struct buf error;

	(void)state;
	wait_for(
		(struct http_answer){
			.status = 500, .again = true, .wait = 60000},
		&error);
	assert_int_equal(pace_try(lane()), 0);
	pace_done(lane(), pace_now());
	wait_for(
		(struct http_answer){
			.status = 429, .again = true, .wait = 60000},
		&error);
	assert_true(pace_try(lane()) > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_waits_longer_each_time),
		cmocka_unit_test(what_the_server_says_counts),
		cmocka_unit_test(it_gives_up),
		cmocka_unit_test(a_busy_server_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
