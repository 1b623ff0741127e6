#include <curl/curl.h>
#include <stdlib.h>

#include "authorities.h"
#include "mem.h"
#include "smtp.h"

enum {
	CONNECT_SECONDS = 30,
	ANSWER_SECONDS = 600, /* RFC 5321, 4.5.3.2.6: after the final dot */
	REPLY_MAX = 4096,
};

/* Renamed in 8.2.0. */
#if LIBCURL_VERSION_NUM < 0x080200
#define CURLOPT_MAIL_RCPT_ALLOWFAILS CURLOPT_MAIL_RCPT_ALLLOWFAILS
#endif

/* What is known of a conversation, as it goes on. */
struct session {
	const struct envelope *envelope;
	struct slice unsent;
	size_t asked;     /* recipients that were named to the server */
	size_t later;     /* of them, refused for now */
	size_t never;     /* refused for good */
	bool in_rcpt;     /* the last command was RCPT */
	bool in_auth;     /* the last command was AUTH, or of it */
	bool in_quit;     /* or QUIT */
	int code;         /* of the last reply; 0: none to the last command */
	struct buf reply; /* the text of that */
};

bool
smtp_url(const char *url, bool *has_password)
{
	CURLU *parts = curl_url();
	char *scheme = NULL, *password = NULL;
	bool good;

	if (parts == NULL)
		err_die("out of memory");
	good = curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
	       curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	       (strcmp(scheme, "smtp") == 0 || strcmp(scheme, "smtps") == 0);
	*has_password = curl_url_get(parts, CURLUPART_PASSWORD, &password, 0) ==
	                CURLUE_OK;
	curl_free(scheme);
	curl_free(password);
	curl_url_cleanup(parts);
	return good;
}

/* Does URL lead to this machine? curl has made one form of each address. */
static bool
is_loopback(const char *url)
{
	CURLU *parts = curl_url();
	char *host = NULL;
	bool loopback = false;

	if (parts == NULL)
		err_die("out of memory");
	if (curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
		curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK) {
		struct slice name = slice_of(host);

		loopback = slice_eq_nocase(name, SLICE("localhost")) ||
		           slice_eq(name, SLICE("[::1]")) ||
		           (slice_starts(name, SLICE("127.")) &&
				   strspn(host, "0123456789.") == name.len);
	}
	curl_free(host);
	curl_url_cleanup(parts);
	return loopback;
}

/* What the server says of the recipient that was named last. */
static void
note_recipient(struct session *session)
{
	const char *who = session->envelope->to.list[session->asked - 1];

	if (session->code < 400)
		return;
	if (session->code < 500)
		session->later++;
	else
		session->never++;
	err_note("%s: %.*s", who, ERR_SLICE(buf_slice(&session->reply)));
}

static void
note_command(struct session *session, struct slice command)
{
	session->in_quit = slice_starts_nocase(command, SLICE("QUIT"));
	if (session->in_quit)
		return; /* what was said before it counts */
	session->in_rcpt = slice_starts_nocase(command, SLICE("RCPT TO:"));
	if (session->in_rcpt && session->asked < session->envelope->to.count)
		session->asked++;
	/* The rest of AUTH is base64, which begins as no other command does. */
	if (slice_starts_nocase(command, SLICE("AUTH ")))
		session->in_auth = true;
	else if (slice_starts_nocase(command, SLICE("MAIL ")))
		session->in_auth = false;
	session->code = 0;
	buf_reset(&session->reply);
}

static void
note_reply(struct session *session, struct slice line)
{
	line = slice_trim(line);
	if (session->in_quit || line.len < 3 || !ascii_digit(line.ptr[0]) ||
		!ascii_digit(line.ptr[1]) || !ascii_digit(line.ptr[2]))
		return;
	if (session->reply.len > 0)
		buf_char(&session->reply, ' ');
	if (session->reply.len < REPLY_MAX)
		buf_add(&session->reply,
			session->reply.len == 0 ? line : slice_from(line, 3));
	session->code = (line.ptr[0] - '0') * 100 + (line.ptr[1] - '0') * 10 +
	                (line.ptr[2] - '0');
	if (line.len > 3 && line.ptr[3] == '-')
		return; /* more of it comes */
	if (session->in_rcpt)
		note_recipient(session);
	session->in_rcpt = false;
}

/* libcurl tells of commands and replies in no other way. */
static int
overhear(CURL *curl, curl_infotype type, char *bytes, size_t len, void *to)
{
	struct session *session = to;
	struct slice text = {bytes, len};

	(void)curl;
	if (type == CURLINFO_HEADER_OUT)
		note_command(session, text);
	else if (type == CURLINFO_HEADER_IN)
		note_reply(session, text);
	else if (type == CURLINFO_DATA_OUT) { /* its reply has not come */
		session->code = 0;
		buf_reset(&session->reply);
	}
	return 0;
}

static size_t
give_bytes(char *to, size_t size, size_t count, void *from)
{
	struct session *session = from;
	size_t len = size * count;

	if (session->later > 0)
		return CURL_READFUNC_ABORT; /* without the dot it counts not */
	if (len > session->unsent.len)
		len = session->unsent.len;
	memcpy(to, session->unsent.ptr, len);
	session->unsent = slice_from(session->unsent, len);
	return len;
}

/* What a server says that sends no mail is nobody's business. */
static size_t
drop_bytes(char *bytes, size_t size, size_t count, void *to)
{
	(void)bytes;
	(void)to;
	return size * count;
}

static CURL *
set_up(const struct smtp_server *server, struct session *session,
	struct curl_slist *recipients)
{
	const struct envelope *envelope = session->envelope;
	struct authorities trusted = authorities_trusted();
	CURL *curl = curl_easy_init();
	struct buf from = {0};

	if (curl == NULL)
		err_die("libcurl cannot be used");
	curl_easy_setopt(curl, CURLOPT_URL, server->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_USE_SSL,
		(long)(is_loopback(server->url) ? CURLUSESSL_NONE
						: CURLUSESSL_ALL));
	if (server->password != NULL)
		curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password);
	else
		curl_easy_setopt(
			curl, CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
	if (trusted.file != NULL)
		curl_easy_setopt(curl, CURLOPT_CAINFO, trusted.file);
	if (trusted.folder != NULL)
		curl_easy_setopt(curl, CURLOPT_CAPATH, trusted.folder);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(
		curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)ANSWER_SECONDS);

	buf_format(&from, "<%s>", envelope->from);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, buf_string(&from));
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT_ALLOWFAILS, 1L);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE,
		(curl_off_t)session->unsent.len);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
	curl_easy_setopt(curl, CURLOPT_READDATA, session);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop_bytes);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, overhear);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, session);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
	buf_free(&from);
	return curl;
}

/* The server in a message: without the user. */
static void
say_failure(const char *url, const struct session *session, CURLcode code)
{
	const char *at = strrchr(url, '@'), *host = strstr(url, "//");
	const char *where = at != NULL ? at + 1 : host != NULL ? host + 2 : url;
	struct slice reply = buf_slice(&session->reply);

	if (code == CURLE_USE_SSL_FAILED)
		err_note("%s: it offers no STARTTLS, and nothing goes there "
			 "unencrypted",
			where);
	else if (session->code >= 400)
		err_note("%s: %.*s", where, ERR_SLICE(reply));
	else if (code == CURLE_OPERATION_TIMEDOUT)
		err_note("%s: the server is silent", where);
	else
		err_note("%s: %s", where, curl_easy_strerror(code));
}

/*
 * What is wrong with a login, a certificate or a connection is not wrong with
 * the message: somebody mends it, and the message can go.
 */
static int
outcome(const struct smtp_server *server, const struct session *session,
	CURLcode code)
{
	if (session->later > 0)
		return TRY_AGAIN;
	if (session->never == session->envelope->to.count)
		return UNUSABLE;
	if (code == CURLE_OK)
		return session->never > 0 ? SOME_FAILED : DONE;
	say_failure(server->url, session, code);
	return session->code >= 500 && !session->in_auth &&
	                       code != CURLE_USE_SSL_FAILED
	               ? UNUSABLE
	               : TRY_AGAIN;
}

int
smtp_send(const struct smtp_server *server, const struct envelope *envelope)
{
	struct session session = {
		.envelope = envelope, .unsent = buf_slice(&envelope->message)};
	struct curl_slist *recipients = NULL;
	struct buf bracketed = {0};
	CURLcode code;
	CURL *curl;
	int status;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		err_die("libcurl cannot be used");
	for (size_t i = 0; i < envelope->to.count; i++) {
		buf_reset(&bracketed);
		buf_format(&bracketed, "<%s>", envelope->to.list[i]);
		recipients =
			curl_slist_append(recipients, buf_string(&bracketed));
		if (recipients == NULL)
			err_die("out of memory");
	}
	curl = set_up(server, &session, recipients);
	code = curl_easy_perform(curl);
	status = outcome(server, &session, code);
	curl_easy_cleanup(curl);
	curl_slist_free_all(recipients);
	curl_global_cleanup();
	buf_free(&bracketed);
	buf_free(&session.reply);
	return status;
}
