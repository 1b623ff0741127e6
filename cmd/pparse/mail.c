/*
 * Mails: one message (RFC 5322), as in a Maildir, or an mbox (RFC 4155 and
 * what is common: a `From ` line behind an empty one, `>From ` for such a line
 * within a mail). What they say is in mail.h.
 */
#include "mail.h"
#include "body.h"
#include "kinds.h"
#include "mime.h"
#include "window.h"

enum {
	MESSAGE_MAX = 32 << 20,
	BLOCK = 256 * 1024,
	AHEAD = 1024, /* bytes that show what a line begins */
	DEPTH_MAX = 16,
	PARTS_MAX = 1000, /* of a message */
};

static const struct kind mails[] = {
	{"arxiv",   arxiv_mail_sniff,   arxiv_mail_parse  },
	{"scholar", scholar_mail_sniff, scholar_mail_parse},
};

struct mail {
	struct source *source;
	uint64_t line;       /* that the message at hand begins on */
	const char *counted; /* up to where its lines have been */
	uint64_t counted_line;
	bool mbox;
	bool known; /* one of its parts was */
	unsigned parts;
	struct body body; /* of a part */
	struct buf field, decoded, from;
};

/* A `From ` line that is quoted loses one `>`. */
static struct slice
unquoted(struct mail *mail, struct slice text)
{
	struct buf *to = &mail->from;
	struct slice line;

	if (!mail->mbox || !slice_find(text, SLICE("\n>")))
		return text;
	buf_reset(to);
	while (slice_cut(&text, '\n', &line)) {
		struct slice rest = line;

		while (rest.len > 0 && rest.ptr[0] == '>')
			rest = slice_from(rest, 1);
		if (rest.len < line.len && slice_starts(rest, SLICE("From ")))
			line = slice_from(line, 1);
		buf_add(to, line);
		buf_char(to, '\n');
	}
	return buf_slice(to);
}

/* The line of AT, which is not before what was asked for last. */
static uint64_t
line_of(struct mail *mail, const char *at)
{
	for (; mail->counted < at; mail->counted++)
		mail->counted_line += *mail->counted == '\n';
	return mail->counted_line;
}

/* A part that holds no others: its papers, if it is of a known kind. */
static void
read_leaf(struct mail *mail, struct mime part, const struct date *day)
{
	struct source source = *mail->source;
	struct body *body = &mail->body;
	struct slice bytes, encoding;

	encoding = mime_field(
		part.head, SLICE("Content-Transfer-Encoding"), &mail->field);
	bytes = mime_decode(part.body, encoding, &mail->decoded);
	bytes = unquoted(mail, bytes);
	for (size_t i = 0; i < COUNT(mails); i++) {
		if (!mails[i].sniff(bytes))
			continue;
		body_reset(body);
		body->address = mail->source->body->address;
		body->file = mail->source->body->file;
		body->line = mail->source->body->line +
		             line_of(mail, part.body.ptr) - 1;
		body->bytes = bytes;
		charset_sent(&body->charset,
			mime_field(part.head, SLICE("Content-Type"),
				&mail->field));
		source.body = body;
		source.day = *day;
		mails[i].parse(&source);
		mail->source->written = source.written;
		mail->source->titled = source.titled;
		mail->known = true;
		return;
	}
}

static void read_part(struct mail *mail, struct mime part,
	const struct date *day, unsigned depth);

static void
read_parts(struct mail *mail, struct mime part, struct slice boundary,
	const struct date *day, unsigned depth)
{
	struct slice rest = part.body, text;
	struct buf kept = {0};

	buf_add(&kept, boundary);
	boundary = buf_slice(&kept);
	while (boundary.len > 0 && mail->parts < PARTS_MAX &&
		mime_next_part(&rest, boundary, &text)) {
		mail->parts++;
		read_part(mail, mime_split(text), day, depth + 1);
	}
	buf_free(&kept);
}

/* A message, or a part of one. */
static void
read_part(struct mail *mail, struct mime part, const struct date *day,
	unsigned depth)
{
	struct slice type =
		mime_field(part.head, SLICE("Content-Type"), &mail->field);
	struct date date = *day;

	if (depth > DEPTH_MAX)
		return;
	if (slice_starts_nocase(type, SLICE("multipart/"))) {
		read_parts(mail, part, mime_parameter(type, SLICE("boundary")),
			day, depth);
	} else if (slice_starts_nocase(type, SLICE("message/rfc822"))) {
		part = mime_split(part.body);
		date_read_day(
			mime_field(part.head, SLICE("Date"), &mail->field),
			&date);
		read_part(mail, part, &date, depth + 1);
	} else if (type.len == 0 || slice_starts_nocase(type, SLICE("text/"))) {
		read_leaf(mail, part, day);
	}
}

/* Says which mail it is. */
static void
not_known(struct mail *mail, struct slice head)
{
	struct buf from = {0}, subject = {0};

	mime_words(&from, mime_field(head, SLICE("From"), &mail->field));
	mime_words(&subject, mime_field(head, SLICE("Subject"), &mail->field));
	source_bad(mail->source, mail->line,
		"a mail of no known kind: \"%.*s\" from %.*s",
		ERR_SLICE(buf_slice(&subject)), ERR_SLICE(buf_slice(&from)));
	buf_free(&from);
	buf_free(&subject);
}

static void
read_message(struct mail *mail, struct slice text)
{
	struct mime part;
	struct date day;
	struct slice line;

	mail->counted = text.ptr;
	mail->counted_line = mail->line;
	if (mail->mbox)
		slice_cut(&text, '\n', &line);
	part = mime_split(text);
	mail->known = false;
	mail->parts = 0;
	date_read_day(mime_field(part.head, SLICE("Date"), &mail->field), &day);
	read_part(mail, part, &day, 0);
	if (!mail->known)
		not_known(mail, part.head);
}

/* Does what TEXT, a line feed, ends stand before a message of an mbox? */
static bool
ends_message(struct slice text, size_t at)
{
	struct slice rest = slice_from(text, at + 1), line;
	bool empty = at > 0 && (text.ptr[at - 1] == '\n' ||
				       (at > 1 && text.ptr[at - 1] == '\r' &&
					       text.ptr[at - 2] == '\n'));

	return empty && slice_cut(&rest, '\n', &line) &&
	       mime_field_begins(slice_first(rest, AHEAD));
}

/* The length of the message that is in front; false if it is too long. */
static bool
find_end(struct window *window, bool mbox, size_t *len)
{
	const struct slice mark = SLICE("\nFrom ");
	size_t from = 0;

	for (;;) {
		struct slice text = window_text(window);
		const char *at =
			mbox ? slice_find(slice_from(text, from), mark) : NULL;

		if (at != NULL) {
			from = (size_t)(at - text.ptr);
			window_hold(window, from + 2 * AHEAD);
			*len = from + 1;
			if (ends_message(window_text(window), from))
				return true;
			from++;
			continue;
		}
		*len = text.len;
		if (window->ended)
			return true;
		if (text.len > MESSAGE_MAX)
			return false;
		from = text.len < mark.len ? 0 : text.len - mark.len;
		window_hold(window, text.len + BLOCK);
	}
}

void
mail_parse(struct source *source)
{
	struct window window = {.source = source, .line = 1};
	struct mail mail = {.source = source};
	bool skipping = false;
	size_t len;

	window_hold(&window, AHEAD);
	while (window_text(&window).len > 0 &&
		ascii_space(window_text(&window).ptr[0]))
		window_pass(&window, 1);
	mail.mbox = slice_starts(window_text(&window), SLICE("From "));
	for (;;) {
		window_hold(&window, BLOCK);
		if (window_text(&window).len == 0)
			break;
		mail.line = window.line;
		if (!find_end(&window, mail.mbox, &len)) {
			if (!skipping)
				source_bad(source, mail.line,
					"a mail of more than 32 MiB");
			skipping = true;
			window_pass(&window, len - AHEAD);
			continue;
		}
		if (!skipping)
			read_message(
				&mail, slice_first(window_text(&window), len));
		skipping = false;
		window_pass(&window, len);
	}
	body_reset(&mail.body);
	buf_free(&mail.body.charset.joined);
	buf_free(&mail.body.charset.text);
	buf_free(&mail.body.gathered);
	buf_free(&mail.field);
	buf_free(&mail.decoded);
	buf_free(&mail.from);
	buf_free(&window.held);
}

/* A header that has one of these fields and nothing but fields before it. */
bool
mail_sniff(struct slice head)
{
	static const struct slice names[] = {SLICE_INIT("From"),
		SLICE_INIT("Received"), SLICE_INIT("Return-Path"),
		SLICE_INIT("Delivered-To"), SLICE_INIT("MIME-Version"),
		SLICE_INIT("Message-ID")};
	struct slice line;
	bool mail = false;

	if (slice_starts(head, SLICE("From ")))
		slice_cut(&head, '\n', &line);
	while (!mail && slice_cut(&head, '\n', &line) && line.len > 1) {
		struct slice rest = line, name;

		if (line.ptr[0] == ' ' || line.ptr[0] == '\t' ||
			slice_starts(line, SLICE(">From ")))
			continue;
		if (!mime_field_begins(line))
			return false;
		slice_cut(&rest, ':', &name);
		for (size_t i = 0; i < COUNT(names); i++)
			mail = mail || slice_eq_nocase(name, names[i]);
	}
	return mail;
}
