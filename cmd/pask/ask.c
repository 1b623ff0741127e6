#include <inttypes.h>
#include <stdlib.h>

#include "address.h"
#include "answer.h"
#include "ask.h"
#include "mem.h"
#include "number.h"
#include "record.h"
#include "retry.h"
#include "sha256.h"

enum {
	WINDOW = 256,        /* papers whose answers are not there yet */
	HELD_MAX = 16 << 20, /* bytes of papers and questions: others wait
	                        behind these for their turn */
	BODY_MAX = 1 << 20,
	KEY_PART = 8,   /* characters that tell a key */
	PATIENCE = 300, /* seconds: a model thinks, and says nothing */
	WORK_LONG = 1000,
};

enum state { WAITING, RUNNING, ENDED };

struct question {
	struct prompt *prompt;
	struct paper *paper;
	enum state state;
	bool repeated; /* somebody asks the same */
	int64_t at;    /* when it may set off, or did */
	struct retry retry;
	struct buf hash, post;
	struct buf value; /* a text of JSON; empty: there is no answer */
	struct http_request wire;
	struct http_answer answer;
};

struct paper {
	struct paper *next;
	struct buf line;
	size_t left;                /* questions that have not ended */
	struct question *questions; /* NULL: it has none */
};

struct ask {
	const struct ask_how *how;
	struct kept *kept;
	struct out *out;
	struct http *http;
	struct lane *lanes, *lane;
	char *url;
	struct paper *first, **last;
	size_t waiting;      /* papers with questions that have not ended */
	size_t held;         /* bytes, of all papers */
	uint64_t asked;      /* new questions */
	uint64_t characters; /* of them */
	uint64_t left_out;   /* beyond the maximum */
	uint64_t answered;
	bool asked_about; /* a paper */
	bool refused;     /* nothing more is asked */
	struct buf id, text, value, set[2];
};

/* The endpoint below BASE, which may have a query: Azure's has a version there.
 */
static char *
endpoint(struct slice base, struct slice name)
{
	const char *mark = memchr(base.ptr, '?', base.len);
	size_t len = mark == NULL ? base.len : (size_t)(mark - base.ptr);
	struct slice path = slice_first(base, len);
	struct buf url = {0};
	char *copy;

	while (slice_ends(path, SLICE("/")))
		path.len--;
	buf_add(&url, path);
	buf_add(&url, name);
	buf_add(&url, slice_from(base, len));
	copy = mem_copy(buf_string(&url));
	buf_free(&url);
	return copy;
}

struct ask *
ask_open(const struct ask_how *how, struct kept *kept, struct out *out)
{
	struct ask *ask = mem_zero(1, sizeof(*ask));
	struct slice base = slice_of(how->base);

	ask->url = endpoint(base, how->prompts[0].template == NULL
					  ? SLICE("/embeddings")
					  : SLICE("/chat/completions"));
	ask->how = how;
	ask->kept = kept;
	ask->out = out;
	ask->http = http_open();
	ask->lane = pace_lane(&ask->lanes, address_host(base), 0, how->jobs);
	ask->last = &ask->first;
	return ask;
}

/* Appends a paper. */
static struct paper *
add_paper(struct ask *ask, struct slice line)
{
	struct paper *paper = mem_zero(1, sizeof(*paper));

	buf_add(&paper->line, line);
	*ask->last = paper;
	ask->last = &paper->next;
	ask->held += line.len + sizeof(*paper);
	return paper;
}

static void
free_paper(struct ask *ask, struct paper *paper)
{
	ask->held -= paper->line.len + sizeof(*paper);
	for (size_t i = 0; paper->questions != NULL && i < ask->how->count;
		i++) {
		buf_free(&paper->questions[i].hash);
		buf_free(&paper->questions[i].post);
		ask->held -= paper->questions[i].value.len;
		buf_free(&paper->questions[i].value);
	}
	free(paper->questions);
	buf_free(&paper->line);
	free(paper);
}

/* The id of PAPER, until the next call. */
static struct slice
id_of(struct ask *ask, const struct paper *paper)
{
	const struct slice name = SLICE("id");
	struct json id;

	buf_reset(&ask->id);
	if (record_find(buf_slice(&paper->line), &name, 1, &id))
		json_text_add(id, &ask->id);
	return buf_slice(&ask->id);
}

/* What is asked about the paper LINE; empty: nothing can be. */
static void
make_text(struct ask *ask, const struct prompt *prompt, struct slice line)
{
	static const struct slice names[] = {
		SLICE_INIT("title"), SLICE_INIT("abstract")};
	struct json found[COUNT(names)];

	buf_reset(&ask->text);
	if (prompt->template != NULL) {
		if (!template_add(prompt->template, line, 0, &ask->text))
			buf_reset(&ask->text); /* a deleted record, for one */
		return;
	}
	if (!record_find(line, names, COUNT(names), found))
		return;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (ask->text.len > 0 && found[i].type == JSON_STRING)
			buf_add(&ask->text, SLICE("\n\n"));
		json_text_add(found[i], &ask->text);
	}
}

static void
make_post(const struct ask *ask, const struct question *question,
	struct slice text, struct buf *to)
{
	buf_add(to, SLICE("{\"model\":"));
	json_quote(to, slice_of(ask->how->model));
	if (question->prompt->template == NULL) {
		buf_add(to, SLICE(",\"input\":"));
		json_quote(to, text);
		buf_char(to, '}');
		return;
	}
	buf_add(to, SLICE(",\"messages\":[{\"role\":\"user\",\"content\":"));
	json_quote(to, text);
	buf_add(to, SLICE("}],\"stream\":false}"));
}

/* The answer ANSWER as the value of a member; false if it is none. */
static bool
take(struct ask *ask, struct question *question, struct slice answer)
{
	buf_reset(&question->value);
	if (!question->prompt->number)
		json_quote(&question->value, answer);
	else if (!number_first(answer, &question->value))
		return false;
	ask->held += question->value.len;
	ask->answered++;
	return true;
}

static void
end_question(struct ask *ask, struct question *question)
{
	question->state = ENDED;
	if (--question->paper->left == 0)
		ask->waiting--;
	ask->held -= question->post.len;
	http_answer_free(&question->answer);
	question->answer = (struct http_answer){0};
}

static void
fail(struct ask *ask, struct question *question, const char *what)
{
	err_bad("%.*s: %s: %s", ERR_SLICE(id_of(ask, question->paper)),
		question->prompt->member, what);
	end_question(ask, question);
}

/* Takes what is kept for the question. False: it has to be asked. */
static bool
take_kept(struct ask *ask, struct question *question)
{
	if (kept_find(ask->kept, buf_slice(&question->hash), &ask->value) !=
		KEPT_ANSWER)
		return false;
	if (take(ask, question, buf_slice(&ask->value)))
		end_question(ask, question);
	else
		fail(ask, question, "no number in the answer");
	return true;
}

static uint64_t
characters(struct slice text)
{
	uint64_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
	return count;
}

/* Counts a question that nobody has asked; false if it is one too many. */
static bool
count_new(struct ask *ask, const struct question *question)
{
	if (ask->asked >= ask->how->max || ask->refused) {
		ask->left_out++;
		return false;
	}
	ask->asked++;
	ask->characters += characters(buf_slice(&ask->text));
	kept_ask(ask->kept, buf_slice(&question->hash));
	return true;
}

static void
set_up(struct ask *ask, struct question *question)
{
	question->wire = (struct http_request){
		.url = ask->url,
		.bearer = ask->how->bearer,
		.accept = SLICE("application/json"),
		.post = buf_slice(&question->post),
		.patience = PATIENCE,
		.body_max = BODY_MAX,
	};
	question->answer.owner = question;
	question->retry = (struct retry){0};
	question->at = 0;
	question->state = WAITING;
}

/* Makes the question PROMPT about PAPER, which ends at once if it is not to be
 * asked. */
static void
add_question(struct ask *ask, struct paper *paper, struct question *question,
	struct prompt *prompt)
{
	enum kept_state state;

	question->prompt = prompt;
	question->paper = paper;
	make_text(ask, prompt, buf_slice(&paper->line));
	if (ask->text.len == 0)
		return;
	question->prompt->asked = true;
	make_post(ask, question, buf_slice(&ask->text), &question->post);
	ask->held += question->post.len;
	sha256(buf_slice(&question->post), &question->hash);
	if (paper->left++ == 0)
		ask->waiting++;
	if (take_kept(ask, question))
		return;
	state = kept_find(ask->kept, buf_slice(&question->hash), &ask->value);
	question->repeated = state == KEPT_ASKED;
	if ((!question->repeated && !count_new(ask, question)) ||
		ask->how->dry_run)
		end_question(ask, question);
	else
		set_up(ask, question);
}

/* Is the endpoint, or the model, not there for us, whatever is asked? */
static bool
is_refusal(const struct ask *ask, const struct http_answer *answer)
{
	if (ask->answered > 0)
		return false;
	return answer->status == 401 || answer->status == 404 ||
	       (answer->status == 0 && !answer->again);
}

/* Does TEXT show our key, or that much of it? */
static bool
shows_key(const struct ask *ask, struct slice text)
{
	struct slice key =
		slice_of(ask->how->bearer == NULL ? "" : ask->how->bearer);
	size_t part = key.len < KEY_PART ? key.len : KEY_PART;

	for (size_t i = 0; part > 0 && i + part <= key.len; i++)
		if (slice_find(text, slice_first(slice_from(key, i), part)))
			return true;
	return false;
}

/* What the endpoint says of a failure goes into the message, unless that is
 * about our key. */
static void
add_reason(const struct ask *ask, struct http_answer *answer)
{
	struct buf why = {0};

	if (shows_key(ask, buf_slice(&answer->error))) {
		buf_reset(&answer->error);
		buf_add(&answer->error, SLICE("an error that shows the key"));
	}
	if (answer->status != 0 && answer->status != 401)
		answer_failure(buf_slice(&answer->body), &why);
	if (why.len > 0 && !shows_key(ask, buf_slice(&why)))
		buf_format(
			&answer->error, ": %.*s", ERR_SLICE(buf_slice(&why)));
	buf_free(&why);
}

static void
finish_failure(struct ask *ask, struct question *question)
{
	struct http_answer *answer = &question->answer;
	bool refused = is_refusal(ask, answer);

	add_reason(ask, answer);
	kept_forget(ask->kept, buf_slice(&question->hash));
	if (!refused) {
		fail(ask, question, buf_string(&answer->error));
		return;
	}
	if (!ask->refused) /* a query may hold a key */
		err_bad("%.*s: %s: nothing more is asked",
			(int)strcspn(ask->url, "?"), ask->url,
			buf_string(&answer->error));
	ask->refused = true;
	end_question(ask, question);
}

static void
finish_answer(struct ask *ask, struct question *question)
{
	struct slice body = buf_slice(&question->answer.body);
	const char *wrong = question->prompt->template == NULL
	                            ? answer_embedding(body, &ask->value)
	                            : answer_text(body, &ask->value);

	if (wrong != NULL) {
		kept_forget(ask->kept, buf_slice(&question->hash));
		buf_add(&question->answer.error, slice_of(wrong));
		add_reason(ask, &question->answer);
		fail(ask, question, buf_string(&question->answer.error));
		return;
	}
	if (answer_stopped(body))
		err_note("%.*s: %s: the model stopped before its end",
			ERR_SLICE(id_of(ask, question->paper)),
			question->prompt->member);
	if (question->prompt->template != NULL && answer_cut(&ask->value))
		err_note("%.*s: %s: the answer is cut to %d bytes",
			ERR_SLICE(id_of(ask, question->paper)),
			question->prompt->member, ANSWER_MAX);
	kept_add(ask->kept, buf_slice(&question->hash), buf_slice(&ask->value));
	if (take(ask, question, buf_slice(&ask->value)))
		end_question(ask, question);
	else
		fail(ask, question, "no number in the answer");
}

static void
finish(struct ask *ask, struct question *question)
{
	struct http_answer *answer = &question->answer;
	int64_t wait;

	pace_done(ask->lane, question->at + answer->sent);
	wait = retry_answer(&question->retry, ask->lane, answer, RETRY_TRIES,
		id_of(ask, question->paper));
	if (wait >= 0) {
		question->at = pace_now() + wait;
		question->state = WAITING;
	} else if (answer->error.len > 0) {
		finish_failure(ask, question);
	} else {
		finish_answer(ask, question);
	}
}

/* May QUESTION set off, as far as others that ask the same go? */
static bool
is_free(struct ask *ask, struct question *question)
{
	if (ask->refused && question->retry.tries == 0) {
		ask->left_out++;
		end_question(ask, question);
		return false;
	}
	if (!question->repeated)
		return true;
	if (take_kept(ask, question))
		return false;
	if (kept_find(ask->kept, buf_slice(&question->hash), &ask->value) ==
		KEPT_ASKED)
		return false;
	question->repeated = false; /* the other one failed */
	kept_ask(ask->kept, buf_slice(&question->hash));
	return true;
}

/* Sends QUESTION off, or returns what pace_try() does. */
static int64_t
send_question(struct ask *ask, struct question *question, int64_t now)
{
	int64_t wait = question->at - now;

	if (wait > 0)
		return wait;
	if (!is_free(ask, question))
		return -1;
	wait = pace_try(ask->lane);
	if (wait == 0) {
		question->state = RUNNING;
		question->at = pace_now();
		http_start(ask->http, &question->wire, &question->answer);
	}
	return wait;
}

/* Sends off what may go. Returns the milliseconds after which more may, -1 if
 * that hangs on an answer. */
static int64_t
send_off(struct ask *ask)
{
	int64_t now = pace_now(), soonest = -1;

	for (struct paper *paper = ask->first; paper != NULL;
		paper = paper->next)
		for (size_t i = 0; paper->left > 0 && i < ask->how->count;
			i++) {
			struct question *question = &paper->questions[i];
			int64_t wait;

			if (question->state != WAITING)
				continue;
			wait = send_question(ask, question, now);
			if (wait > 0 && (soonest < 0 || wait < soonest))
				soonest = wait;
		}
	return soonest;
}

/* Sets a member of LINE, which does not lie in TO. */
static struct slice
set(struct buf *to, struct slice line, const char *member, struct slice value)
{
	buf_reset(to);
	record_set(to, line, slice_of(member), value);
	return buf_slice(to);
}

/* The paper with its answers; vectors are told apart by their model. */
static struct slice
answered(struct ask *ask, const struct paper *paper)
{
	struct slice line = buf_slice(&paper->line);

	for (size_t i = 0; paper->questions != NULL && i < ask->how->count;
		i++) {
		const struct question *question = &paper->questions[i];
		const struct prompt *prompt = question->prompt;

		if (question->value.len == 0)
			continue;
		line = set(&ask->set[i % 2], line, prompt->member,
			buf_slice(&question->value));
		if (prompt->template != NULL)
			continue;
		buf_reset(&ask->value);
		json_quote(&ask->value, slice_of(ask->how->model));
		line = set(&ask->set[1], line, "embedding_model",
			buf_slice(&ask->value));
	}
	return line;
}

static void
write_ready(struct ask *ask)
{
	struct paper *paper;

	while ((paper = ask->first) != NULL && paper->left == 0) {
		if (!ask->how->dry_run)
			out_line(ask->out, answered(ask, paper));
		ask->first = paper->next;
		if (ask->first == NULL)
			ask->last = &ask->first;
		free_paper(ask, paper);
	}
}

void
ask_work(struct ask *ask, int ms)
{
	struct http_answer *answer;
	int64_t wait = send_off(ask);

	if (wait < 0 || wait > ms)
		wait = ms;
	if (ask->first != NULL && ask->first->left == 0)
		wait = 0; /* it needs no answer */
	http_work(ask->http, (int)wait);
	while ((answer = http_ended(ask->http)) != NULL)
		finish(ask, answer->owner);
	write_ready(ask);
	out_flush(ask->out);
}

static void
add_questions(struct ask *ask, struct paper *paper)
{
	paper->questions = mem_zero(ask->how->count, sizeof(*paper->questions));
	for (size_t i = 0; i < ask->how->count; i++) {
		paper->questions[i].state = ENDED;
		add_question(ask, paper, &paper->questions[i],
			&ask->how->prompts[i]);
	}
}

void
ask_add(struct ask *ask, struct slice line, bool asked)
{
	struct paper *paper;

	while (ask->waiting >= WINDOW || ask->held > HELD_MAX)
		ask_work(ask, WORK_LONG);
	paper = add_paper(ask, line);
	if (asked)
		add_questions(ask, paper);
	ask->asked_about |= asked;
	if (ask->first->left == 0)
		write_ready(ask);
}

bool
ask_busy(const struct ask *ask)
{
	return ask->first != NULL;
}

void
ask_close(struct ask *ask)
{
	while (ask_busy(ask))
		ask_work(ask, WORK_LONG);
	http_close(ask->http);
	if (ask->how->dry_run) {
		buf_format(out_buf(ask->out),
			"%" PRIu64 " questions, %" PRIu64 " characters\n",
			ask->asked, ask->characters);
		out_spill(ask->out);
	}
	for (size_t i = 0; i < ask->how->count && ask->asked_about; i++)
		if (!ask->how->prompts[i].asked)
			err_note("%s: no paper has what is asked about",
				ask->how->prompts[i].member);
	if (ask->left_out > 0)
		err_note("%" PRIu64 " questions were not asked", ask->left_out);
}
