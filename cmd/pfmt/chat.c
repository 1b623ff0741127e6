/*
 * Messages for incoming webhooks and bots: an object of JSON a line, each with
 * as many papers as its service takes. Sizes are UTF-16 code units of the text
 * as it is sent, which is what the strictest of the services counts.
 */
#include "clean.h"
#include "format.h"
#include "html.h"
#include "link.h"
#include "markdown.h"
#include "show.h"
#include "text.h"
#include "utf8.h"

/*
 * What a paper may have of its message, so that the rest of it and one of each
 * kind fit, whatever they are. The abstract has what is left.
 */
enum {
	HEADING_PART = 16, /* a sixteenth, and so on */
	TITLE_PART = 8,
	TARGET_PART = 8,
	AUTHORS_PART = 16, /* and up to three eighths with what is before */
	FACT_PART = 20,
	ABSTRACT_MAX = 300, /* units, without --long */
};

#define DOT " \xC2\xB7 "        /* U+00B7 */
#define ELLIPSIS "\xE2\x80\xA6" /* U+2026 */
#define JOINER "\xE2\x81\xA0"   /* U+2060, which is not seen */

/* What a service wants. */
struct service {
	size_t limit;
	const char *front, *back; /* what stands around the text */
	/* adds what stands for the LEN bytes, one character, of TEXT at AT */
	void (*put)(struct buf *to, struct slice text, size_t at, size_t len);
	void (*put_target)(struct buf *to, struct slice address);
	const char *bold[2];
	const char *link[3]; /* around label and target, in this order or not */
	bool target_first;
};

struct chat {
	const struct service *service;
	struct buf message, paper, target;
	size_t used; /* of the message */
};

static size_t
units(struct slice text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		n += (c & 0xC0) == 0x80 ? 0 : c < 0xF0 ? 1 : 2;
	}
	return n;
}

static bool
alnum_at(struct slice text, size_t at)
{
	return at < text.len && ascii_alnum(text.ptr[at]);
}

/* Is the colon at AT the first one of an emoji's name, as in `:x_ray:`? */
static bool
names_emoji(struct slice text, size_t at)
{
	size_t end = at + 1;

	while (alnum_at(text, end) ||
		(end < text.len && strchr("_+-", text.ptr[end]) != NULL &&
			text.ptr[end] != '\0'))
		end++;
	return end > at + 1 && end < text.len && text.ptr[end] == ':';
}

/* Nothing else means anything where mrkdwn is off. */
static void
slack_put(struct buf *to, struct slice text, size_t at, size_t len)
{
	switch (text.ptr[at]) {
	case '&': buf_add(to, SLICE("&amp;")); return;
	case '<': buf_add(to, SLICE("&lt;")); return;
	case '>': buf_add(to, SLICE("&gt;")); return;
	}
	buf_add(to, slice_first(slice_from(text, at), len));
	if (text.ptr[at] == ':' && names_emoji(text, at))
		buf_add(to, SLICE(JOINER));
}

/* A backslash in front of what Discord's Markdown reads. */
static void
discord_put(struct buf *to, struct slice text, size_t at, size_t len)
{
	static const char inside[] = "\\*_~`|<>[]", in_front[] = "#+-";
	char c = text.ptr[at];

	if (memchr(inside, c, sizeof(inside) - 1) != NULL ||
		(at == 0 &&
			memchr(in_front, c, sizeof(in_front) - 1) != NULL) ||
		(c == ':' && names_emoji(text, at)))
		buf_char(to, '\\');
	buf_add(to, slice_first(slice_from(text, at), len));
}

/* Telegram makes a mention of `@name` wherever it stands by itself. */
static void
telegram_put(struct buf *to, struct slice text, size_t at, size_t len)
{
	html_escape(to, slice_first(slice_from(text, at), len));
	if (text.ptr[at] == '@' && alnum_at(text, at + 1) &&
		(at == 0 || !alnum_at(text, at - 1)))
		buf_add(to, SLICE(JOINER));
}

/* Slack advises 4,000, and cuts at 40,000. */
static const struct service slack = {
	.limit = 4000,
	.front = "{\"text\":\"",
	.back = "\",\"mrkdwn\":false,\"unfurl_links\":false,"
		"\"unfurl_media\":false}\n",
	.put = slack_put,
	.put_target = markdown_add_target,
	.bold = {"",   "" },
	.link = { "<", "|", ">"},
	.target_first = true,
};

/* Flag 4 leaves out the previews of links. */
static const struct service discord = {
	.limit = 2000,
	.front = "{\"content\":\"",
	.back = "\",\"allowed_mentions\":{\"parse\":[]},\"flags\":4}\n",
	.put = discord_put,
	.put_target = link_add,
	.bold = {"**",   "**"},
	.link = { "[", "](<", ">)"},
};

static const struct service telegram = {
	.limit = 4096,
	.front = ",\"text\":\"", /* behind the chat */
	.back = "\",\"parse_mode\":\"HTML\","
		"\"link_preview_options\":{\"is_disabled\":true}}\n",
	.put = telegram_put,
	.put_target = markdown_add_target,
	.bold = {"<b>",  "</b>"},
	.link = { "<a href=\"", "\">", "</a>"},
	.target_first = true,
};

static void
send(struct job *job)
{
	struct chat *c = job->state;

	if (c->message.len == 0)
		return;
	if (c->service == &telegram) {
		buf_add(job->to, SLICE("{\"chat_id\":"));
		json_quote(job->to, slice_of(job->chat));
	}
	buf_add(job->to, slice_of(c->service->front));
	json_escape(job->to, buf_slice(&c->message));
	buf_add(job->to, slice_of(c->service->back));
	buf_reset(&c->message);
	c->used = 0;
}

/* How much of TEXT to keep: it ends with a word, or with a whole character. */
static size_t
word_end(struct slice text, size_t fits)
{
	struct slice front = slice_first(text, fits);
	size_t end = fits, width;

	while (end > 0 && text.ptr[end] != ' ')
		end--;
	if (end == 0) {
		width = text_width(front);
		end = text_fit(text, width);
		if (end > fits)
			end = width == 0 ? 0 : text_fit(text, width - 1);
	}
	while (end > 0 && memchr(" .,:;", text.ptr[end - 1], 5) != NULL)
		end--;
	return end;
}

static void
put_all(struct chat *c, struct slice text, size_t end)
{
	uint32_t ch;
	size_t n;

	for (size_t at = 0; at < end; at += n) {
		n = utf8_decode(slice_from(text, at), &ch);
		c->service->put(&c->paper, text, at, n);
	}
}

/* Adds TEXT in at most ROOM units; where it does not fit it is cut. */
static void
add_within(struct chat *c, struct slice text, size_t room)
{
	size_t begun = c->paper.len, before, used = 0, fits = 0, n;
	uint32_t ch;

	for (size_t at = 0; at < text.len && used <= room; at += n) {
		n = utf8_decode(slice_from(text, at), &ch);
		if (used < room)
			fits = at;
		before = c->paper.len;
		c->service->put(&c->paper, text, at, n);
		used += units(buf_since(&c->paper, before));
	}
	if (used <= room)
		return;
	c->paper.len = begun;
	put_all(c, text, word_end(text, fits));
	if (room > 0)
		buf_add(&c->paper, SLICE(ELLIPSIS));
}

/* TEXT in at most ROOM units, as a link where ADDRESS is one and not too long.
 */
static void
add_linked(
	struct job *job, struct slice text, struct slice address, size_t room)
{
	struct chat *c = job->state;
	const struct service *s = c->service;

	buf_reset(&c->target);
	if (link_web(address))
		s->put_target(&c->target, address);
	if (c->target.len == 0 || c->target.len > s->limit / TARGET_PART) {
		add_within(c, text, room);
		return;
	}
	buf_add(&c->paper, slice_of(s->link[0]));
	if (s->target_first)
		buf_add(&c->paper, buf_slice(&c->target));
	else
		add_within(c, text, room);
	buf_add(&c->paper, slice_of(s->link[1]));
	if (s->target_first)
		add_within(c, text, room);
	else
		buf_add(&c->paper, buf_slice(&c->target));
	buf_add(&c->paper, slice_of(s->link[2]));
}

/* What the paper has left of its message's first OF units. */
static size_t
left(const struct chat *c, size_t of)
{
	size_t used = units(buf_slice(&c->paper));

	return used < of ? of - used : 0;
}

static void
add_title(struct job *job)
{
	struct chat *c = job->state;

	buf_add(&c->paper, slice_of(c->service->bold[0]));
	buf_reset(&job->text);
	show_title(job);
	add_linked(job, slice_trim(buf_slice(&job->text)),
		json_text(job->member[M_URL], &job->scratch),
		c->service->limit / TITLE_PART);
	buf_add(&c->paper, slice_of(c->service->bold[1]));
}

static void
add_authors(struct job *job)
{
	struct chat *c = job->state;
	size_t limit = c->service->limit, room = left(c, limit * 3 / 8);

	buf_reset(&job->text);
	show_authors(job);
	if (job->text.len == 0)
		return;
	buf_char(&c->paper, '\n');
	add_within(c, buf_slice(&job->text),
		room > limit / AUTHORS_PART ? room : limit / AUTHORS_PART);
}

static void
add_facts(struct job *job)
{
	struct chat *c = job->state;
	size_t row = 0, note = 0;

	for (bool begun = false; show_fact(job, &row) || show_note(job, &note);
		begun = true) {
		buf_add(&c->paper, begun ? SLICE(DOT) : SLICE("\n"));
		add_within(c, slice_trim(buf_slice(&job->text)),
			c->service->limit / FACT_PART);
	}
}

/* One that there is no room for is left out. */
static void
add_link(struct job *job, const char *label, struct slice address)
{
	struct chat *c = job->state;
	size_t before = c->paper.len, limit = c->service->limit;

	buf_add(&c->paper, SLICE(DOT));
	if (link_web(address)) {
		add_linked(job, slice_of(label), address, limit);
	} else {
		buf_format(&c->paper, "%s: ", label);
		buf_reset(&job->text);
		clean_controls(&job->text, address);
		add_within(c, buf_slice(&job->text), limit / FACT_PART);
	}
	if (left(c, limit) == 0)
		c->paper.len = before;
}

static void
add_paragraph(struct job *job, struct slice text)
{
	struct chat *c = job->state;
	size_t room = left(c, c->service->limit);

	if (text.len == 0 || room < 2)
		return;
	buf_char(&c->paper, '\n');
	add_within(c, text,
		job->whole || room <= ABSTRACT_MAX ? room - 1 : ABSTRACT_MAX);
}

/* Where there is a summary, the abstract is there only with --long. */
static void
add_abstract(struct job *job)
{
	struct slice summary = show_line(job, job->member[M_SUMMARY]);

	add_paragraph(job, summary);
	if (summary.len == 0 || job->whole)
		add_paragraph(job, show_abstract(job, SLICE(" ")));
}

/* The paper goes into the message at hand, or into the next one. */
static void
add_to_message(struct job *job)
{
	static const struct slice between = SLICE_INIT("\n\n");
	struct chat *c = job->state;
	size_t size = units(buf_slice(&c->paper));

	if (c->used + between.len + size > c->service->limit)
		send(job);
	if (c->message.len > 0) {
		buf_add(&c->message, between);
		c->used += between.len;
	}
	buf_add(&c->message, buf_slice(&c->paper));
	c->used += size;
	buf_reset(&c->paper);
}

void
chat_heading(struct job *job, struct slice text)
{
	struct chat *c = job->state;

	buf_add(&c->paper, slice_of(c->service->bold[0]));
	add_within(c, text, c->service->limit / HEADING_PART);
	buf_add(&c->paper, slice_of(c->service->bold[1]));
	buf_char(&c->paper, '\n');
}

void
chat_record(struct job *job)
{
	add_title(job);
	add_authors(job);
	add_facts(job);
	show_links(job, add_link);
	add_abstract(job);
	add_to_message(job);
}

void
chat_end(struct job *job)
{
	send(job);
}

static void
begin(struct job *job, const struct service *service)
{
	struct chat *c = job_state(job, sizeof(*c));

	c->service = service;
}

void
slack_begin(struct job *job)
{
	begin(job, &slack);
}

void
discord_begin(struct job *job)
{
	begin(job, &discord);
}

void
telegram_begin(struct job *job)
{
	begin(job, &telegram);
}
