#include <inttypes.h>
#include <unistd.h>

#include "retry.h"

enum {
	FIRST_WAIT = 500, /* milliseconds before the second try, or the
	                     delay of the host */
	LONGEST_WAIT = 120 * 1000,
	SILENT_WAIT = 5000, /* a longer one is said on a terminal */
};

int64_t
retry_pause(struct retry *retry, const struct lane *lane, unsigned most)
{
	int64_t wait = pace_delay(lane);

	if (++retry->tries >= most)
		return -1;
	if (wait < FIRST_WAIT)
		wait = FIRST_WAIT;
	wait <<= retry->tries - 1;
	retry->random += (uint32_t)pace_now();
	retry->random = retry->random * 1664525 + 1013904223;
	return wait + wait * (retry->random >> 24) / 1024;
}

int64_t
retry_answer(struct retry *retry, struct lane *lane, struct http_answer *answer,
	unsigned most, struct slice place)
{
	int64_t wait;

	if (!answer->again)
		return -1;
	if (answer->wait > LONGEST_WAIT) {
		buf_format(&answer->error,
			", and asks to wait for %" PRId64 " s",
			answer->wait / 1000);
		return -1;
	}
	wait = retry_pause(retry, lane, most);
	if (wait < 0) {
		buf_format(&answer->error, ", gave up after %u tries", most);
		return -1;
	}
	if (answer->wait > wait)
		wait = answer->wait;
	/* It has too much to do, whatever it is asked for. */
	if (answer->status == 429 || answer->status == 503)
		pace_hold(lane, pace_now() + wait);
	if (wait > SILENT_WAIT && !retry->said && isatty(STDERR_FILENO)) {
		retry->said = true;
		err_note("%.*s: %.*s: waits for %" PRId64 " s",
			ERR_SLICE(place), ERR_SLICE(buf_slice(&answer->error)),
			wait / 1000);
	}
	return wait;
}
