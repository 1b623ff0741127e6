#include <arpa/inet.h>
#include <curl/curl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "address.h"
#include "authorities.h"
#include "gunzip.h"
#include "http.h"
#include "mem.h"
#include "private.h"

enum {
	REDIRECTS_MAX = 10,
	CONNECT_SECONDS = 30,
	STALL_SECONDS = 90, /* arXiv's OAI-PMH thinks for half a minute */
	STALL_BYTES = 20,   /* a second */
	REST_SECONDS = 120,
	HEADER_MAX = 256 << 10,
	BLOCK = 256 << 10,
};

struct transfer {
	struct http *http;
	CURL *curl;
	const struct http_request *request;
	struct http_answer *answer;
	struct buf url;    /* of this hop */
	struct buf target; /* of a redirect */
	struct curl_slist *headers;
	size_t header_bytes;
	unsigned redirects;
	struct gunzip *gunzip; /* NULL at first */
	bool ask_gzip;         /* else the body as it is */
	bool gzip;             /* it came so */
	bool begun;            /* the body has */
	bool broken;           /* it is not coded as it says */
	bool refused;          /* the address is not a public one */
	struct transfer *next; /* among those that are not in use */
};

struct http {
	CURLM *multi;
	struct transfer *unused;
	uint64_t received;
	char *agent;
	struct authorities trusted;
};

/* The names of RFC 9110, 15, and RFC 6585; others are told by their number. */
static const struct {
	long status;
	const char *name;
} statuses[] = {
	{304, "Not Modified"         },
	{400, "Bad Request"          },
	{401, "Unauthorized"         },
	{403, "Forbidden"            },
	{404, "Not Found"            },
	{405, "Method Not Allowed"   },
	{406, "Not Acceptable"       },
	{408, "Request Timeout"      },
	{410, "Gone"                 },
	{429, "Too Many Requests"    },
	{500, "Internal Server Error"},
	{502, "Bad Gateway"          },
	{503, "Service Unavailable"  },
	{504, "Gateway Timeout"      },
};

/* What libcurl says in other words than we would. */
static const struct {
	CURLcode code;
	const char *what;
} failures[] = {
	{CURLE_UNSUPPORTED_PROTOCOL,     "not http or https, or no longer https"     },
	{CURLE_URL_MALFORMAT,            "not an address"                            },
	{CURLE_COULDNT_RESOLVE_PROXY,    "the proxy is not known"                    },
	{CURLE_COULDNT_RESOLVE_HOST,     "the host is not known"                     },
	{CURLE_COULDNT_CONNECT,          "no connection"                             },
	{CURLE_PARTIAL_FILE,             "the answer ends too early"                 },
	{CURLE_HTTP2_STREAM,             "the answer ends too early"                 },
	{CURLE_RECV_ERROR,               "the answer ends too early"                 },
	{CURLE_GOT_NOTHING,              "the server gives no answer"                },
	{CURLE_OPERATION_TIMEDOUT,       "the server is silent"                      },
	{CURLE_PEER_FAILED_VERIFICATION, "the certificate is not valid"              },
	{CURLE_OUT_OF_MEMORY,            "no memory, or a line of header without end"},
	{CURLE_BAD_CONTENT_ENCODING,     "the body is not coded as it says"          },
};

/* Content codings (RFC 9110, 8.4.1), of which gzip alone is asked for. */
static const char *const codings[] = {
	"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress"};

/* It goes into a field: no control characters, and no end of a comment. */
static void
check_mail(const char *mail)
{
	for (; *mail != '\0'; mail++)
		if (*mail <= ' ' || *mail > '~' || strchr("()\\", *mail))
			err_die("SHEAF_MAILTO is not a mail address");
}

struct http *
http_open(void)
{
	struct http *http = mem_zero(1, sizeof(*http));
	const char *mail = getenv("SHEAF_MAILTO");
	struct buf agent = {0};

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
		(http->multi = curl_multi_init()) == NULL)
		err_die("libcurl cannot be used");
	curl_multi_setopt(
		http->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
	buf_format(&agent, "sheaf/%s", SHEAF_VERSION);
	if (mail != NULL && mail[0] != '\0') {
		check_mail(mail);
		buf_format(&agent, " (mailto:%s)", mail);
	}
	http->agent = mem_copy(buf_string(&agent));
	buf_free(&agent);
	http->trusted = authorities_trusted();
	return http;
}

/* The value of a field; empty if it is not there. */
static struct slice
header(const struct transfer *transfer, const char *name, size_t index)
{
	struct curl_header *found;

	if (curl_easy_header(transfer->curl, name, index, CURLH_HEADER, -1,
		    &found) != CURLHE_OK)
		return SLICE("");
	return slice_of(found->value);
}

static bool
is_gzip(struct slice coding)
{
	return slice_eq_nocase(coding, SLICE("gzip")) ||
	       slice_eq_nocase(coding, SLICE("x-gzip"));
}

static size_t
body_max(const struct http_request *request)
{
	return request->body_max > 0 ? request->body_max : HTTP_BODY_MAX;
}

/*
 * Adds MORE, gzip undone, up to one byte more than a body may have. That is not
 * left to libcurl, which takes a stream that is cut off for a whole one.
 */
static const char *
add_body(struct transfer *transfer, struct slice more)
{
	struct buf *body = &transfer->answer->body;
	size_t most = body_max(transfer->request);
	const char *wrong = NULL;

	if (!transfer->gzip) {
		buf_add(body, slice_first(more, most + 1 - body->len));
		return NULL;
	}
	while (more.len > 0 && wrong == NULL && body->len <= most) {
		size_t room = most + 1 - body->len;

		wrong = gunzip_more(transfer->gunzip, &more, body,
			room < BLOCK ? room : BLOCK);
	}
	return wrong;
}

static size_t
take_body(char *bytes, size_t size, size_t count, void *to)
{
	struct transfer *transfer = to;
	struct http_answer *answer = transfer->answer;
	struct slice more = {bytes, size * count};

	transfer->http->received += more.len;
	if (!transfer->begun && transfer->ask_gzip &&
		is_gzip(header(transfer, "Content-Encoding", 0))) {
		if (transfer->gunzip == NULL)
			transfer->gunzip = gunzip_open();
		gunzip_reset(transfer->gunzip);
		transfer->gzip = true;
	}
	transfer->begun = true;
	transfer->broken = add_body(transfer, more) != NULL;
	if (answer->body.len > body_max(transfer->request))
		buf_format(&answer->error, "the body is larger than %zu MiB",
			body_max(transfer->request) >> 20);
	if (transfer->broken || answer->error.len > 0)
		return more.len == 0; /* anything but its length ends it */
	return more.len;
}

static size_t
take_header(char *bytes, size_t size, size_t count, void *to)
{
	struct transfer *transfer = to;

	(void)bytes;
	transfer->header_bytes += size * count;
	if (transfer->header_bytes <= HEADER_MAX)
		return size * count;
	buf_format(&transfer->answer->error, "more than %d KiB of header",
		HEADER_MAX >> 10);
	return size * count == 0;
}

/* Looks at the address itself: a name may mean another one at each look-up. */
static curl_socket_t
open_socket(void *from, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *transfer = from;
	const void *raw = &address->addr;
	const struct sockaddr_in *four = raw;
	const struct sockaddr_in6 *six = raw;

	(void)purpose;
	if (address->family == AF_INET)
		transfer->refused = private_4(
			(const unsigned char *)&four->sin_addr.s_addr);
	else
		transfer->refused = address->family != AF_INET6 ||
		                    private_6(six->sin6_addr.s6_addr);
	if (transfer->refused)
		return CURL_SOCKET_BAD;
	return socket(address->family, address->socktype, address->protocol);
}

/* A connection that is there already may be one that the user asked for. */
static int
check_peer(void *from, char *peer, char *here, int port, int local)
{
	struct transfer *transfer = from;
	unsigned char a[16];

	(void)here, (void)port, (void)local;
	if (inet_pton(AF_INET, peer, a) == 1)
		transfer->refused = private_4(a);
	else
		transfer->refused =
			inet_pton(AF_INET6, peer, a) != 1 || private_6(a);
	return transfer->refused ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

/* Only what may stand in a header goes into one. */
static void
add_header(struct transfer *transfer, const char *name, struct slice value)
{
	struct buf line = {0};

	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.ptr[i] < ' ' || value.ptr[i] == 0x7F)
			return;
	if (value.len == 0)
		return;
	buf_add(&line, slice_of(name));
	buf_add(&line, value);
	transfer->headers =
		curl_slist_append(transfer->headers, buf_string(&line));
	if (transfer->headers == NULL)
		err_die("out of memory");
	buf_free(&line);
}

static void
set_headers(struct transfer *transfer, bool own)
{
	const struct http_request *request = transfer->request;
	CURL *curl = transfer->curl;

	add_header(transfer, "Accept: ", request->accept);
	add_header(transfer, "If-None-Match: ", request->etag);
	add_header(transfer, "If-Modified-Since: ", request->last_modified);
	if (request->post.len > 0)
		add_header(
			transfer, "Content-Type: ", SLICE("application/json"));
	if (own && request->field != NULL)
		add_header(transfer, "", slice_of(request->field));
	add_header(transfer, "Accept-Encoding: ",
		transfer->ask_gzip ? SLICE("gzip") : SLICE("identity"));
	if (own && request->bearer != NULL) {
		curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
		curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, request->bearer);
	}
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, transfer->headers);
}

/* Sets off for transfer->url, which may not be what was asked for any more. */
static void
set_off(struct transfer *transfer)
{
	const struct http_request *request = transfer->request;
	struct slice url = buf_slice(&transfer->url);
	bool own = slice_eq_nocase(
		address_origin(url), address_origin(slice_of(request->url)));
	CURL *curl = transfer->curl;
	struct buf wire = {0};

	curl_slist_free_all(transfer->headers);
	transfer->headers = NULL;
	transfer->header_bytes = 0;
	transfer->refused = transfer->gzip = false;
	transfer->begun = transfer->broken = false;
	buf_reset(&transfer->answer->body);
	buf_reset(&transfer->answer->error);
	buf_add(&wire, url);
	if (own && request->query != NULL)
		buf_format(&wire, "%c%s",
			memchr(url.ptr, '?', url.len) == NULL ? '?' : '&',
			request->query);

	curl_easy_reset(curl); /* connections stay */
	curl_easy_setopt(curl, CURLOPT_PRIVATE, transfer);
	curl_easy_setopt(curl, CURLOPT_URL, buf_string(&wire));
	curl_easy_setopt(curl, CURLOPT_USERAGENT, transfer->http->agent);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(
		curl, CURLOPT_NETRC, own ? (long)CURL_NETRC_OPTIONAL : 0L);
	/* Only TLS tells early whether a connection takes several. */
	curl_easy_setopt(curl, CURLOPT_PIPEWAIT,
		(long)slice_starts_nocase(url, SLICE("https://")));
	if (transfer->http->trusted.file != NULL)
		curl_easy_setopt(
			curl, CURLOPT_CAINFO, transfer->http->trusted.file);
	if (transfer->http->trusted.folder != NULL)
		curl_easy_setopt(
			curl, CURLOPT_CAPATH, transfer->http->trusted.folder);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)STALL_BYTES);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME,
		request->patience > 0 ? (long)request->patience
				      : (long)STALL_SECONDS);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer);
	if (request->public_only) {
		/* What a proxy connects to cannot be seen from here. */
		curl_easy_setopt(curl, CURLOPT_PROXY, "");
		curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
		curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, transfer);
		curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, check_peer);
		curl_easy_setopt(curl, CURLOPT_PREREQDATA, transfer);
	}
	if (own && request->post.len > 0) {
		curl_easy_setopt(
			curl, CURLOPT_POSTFIELDSIZE, (long)request->post.len);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->post.ptr);
	}
	set_headers(transfer, own);
	if (curl_multi_add_handle(transfer->http->multi, curl) != CURLM_OK)
		err_die("libcurl cannot be used");
	buf_free(&wire);
}

void
http_start(struct http *http, const struct http_request *request,
	struct http_answer *answer)
{
	struct transfer *transfer = http->unused;

	if (transfer == NULL) {
		transfer = mem_zero(1, sizeof(*transfer));
		transfer->http = http;
		transfer->curl = curl_easy_init();
		if (transfer->curl == NULL)
			err_die("out of memory");
	} else {
		http->unused = transfer->next;
	}
	transfer->request = request;
	transfer->answer = answer;
	transfer->redirects = 0;
	transfer->ask_gzip = true;
	buf_reset(&transfer->url);
	buf_add(&transfer->url, slice_of(request->url));
	set_off(transfer);
}

static void
keep(struct buf *to, struct slice value)
{
	buf_reset(to);
	buf_add(to, value);
}

static bool
is_coded(struct slice coding)
{
	for (size_t i = 0; i < COUNT(codings); i++)
		if (slice_eq_nocase(coding, slice_of(codings[i])))
			return true;
	return false;
}

/* Takes the secret out of an address that a server has made of ours. */
static void
drop_query(const struct transfer *transfer, struct buf *url)
{
	const char *query = transfer->request->query, *at;

	if (query == NULL)
		return;
	while ((at = slice_find(buf_slice(url), slice_of(query))) != NULL) {
		size_t from = (size_t)(at - url->ptr);
		size_t to = from + strlen(query);

		if (to < url->len && url->ptr[to] == '&')
			to++; /* else what is in front of it is left alone */
		memmove(url->ptr + from, url->ptr + to, url->len - to);
		url->len -= to - from;
		if (from == url->len && from > 0 &&
			memchr("?&", url->ptr[from - 1], 2) != NULL)
			url->len--;
	}
}

/* Goes on to where the answer points. False: it stays here, perhaps as an
 * error. */
static bool
follow(struct transfer *transfer, long status)
{
	const char *to = NULL;
	struct slice url;

	if (status < 300 || status > 399 || status == 304)
		return false;
	curl_easy_getinfo(transfer->curl, CURLINFO_REDIRECT_URL, &to);
	if (to == NULL)
		return false;
	keep(&transfer->target, slice_of(to));
	drop_query(transfer, &transfer->target);
	url = buf_slice(&transfer->target);
	if (++transfer->redirects > REDIRECTS_MAX) {
		buf_format(&transfer->answer->error, "more than %d redirects",
			REDIRECTS_MAX);
		return false;
	}
	if (!slice_starts_nocase(url, SLICE("https://")) &&
		(!slice_starts_nocase(url, SLICE("http://")) ||
			slice_starts_nocase(
				buf_slice(&transfer->url), SLICE("https:")))) {
		buf_format(&transfer->answer->error,
			"a redirect to %.*s, which is not followed",
			ERR_SLICE(url));
		return false;
	}
	keep(&transfer->url, url);
	set_off(transfer);
	return true;
}

static void
say_failure(struct transfer *transfer, CURLcode code, struct buf *to)
{
	long number = 0;

	if (to->len > 0)
		return; /* take_body() knows better */
	if (transfer->refused) {
		buf_add(to, SLICE("an address of this machine or of a private "
				  "network, out of a record"));
		return;
	}
	curl_easy_getinfo(transfer->curl, CURLINFO_OS_ERRNO, &number);
	if (code == CURLE_COULDNT_CONNECT && number != 0) {
		buf_add(to, slice_of(strerror((int)number)));
		return;
	}
	for (size_t i = 0; i < COUNT(failures); i++)
		if (failures[i].code == code) {
			buf_add(to, slice_of(failures[i].what));
			return;
		}
	buf_add(to, slice_of(curl_easy_strerror(code)));
}

static void
say_status(long status, struct buf *to)
{
	for (size_t i = 0; i < COUNT(statuses); i++)
		if (statuses[i].status == status) {
			buf_format(to, "%ld %s", status, statuses[i].name);
			return;
		}
	buf_format(to, "HTTP %ld", status);
}

/* What a server says when it has too much to do, or a network when it breaks. A
 * host that is not there, or refuses, will not be there in a second. */
static bool
may_pass(CURLcode code, long status)
{
	static const long later[] = {408, 429, 500, 502, 503, 504};

	switch (code) {
	case CURLE_OK: break;
	case CURLE_PARTIAL_FILE:
	case CURLE_GOT_NOTHING:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
	case CURLE_OPERATION_TIMEDOUT: return true;
	default: return false;
	}
	for (size_t i = 0; i < COUNT(later); i++)
		if (status == later[i])
			return true;
	return false;
}

/* Retry-After, in milliseconds: seconds, or a date that counts from the
 * server's own (RFC 9110, 10.2.3); -1: none. */
static int64_t
retry_after(const struct transfer *transfer)
{
	struct slice text = slice_trim(header(transfer, "Retry-After", 0));
	struct slice date = header(transfer, "Date", 0);
	time_t then, now;

	if (text.len == 0)
		return -1;
	if (ascii_digit(text.ptr[0])) {
		int64_t seconds = 0;

		for (size_t i = 0; i < text.len && seconds < 1000000; i++) {
			if (!ascii_digit(text.ptr[i]))
				return -1;
			seconds = seconds * 10 + (text.ptr[i] - '0');
		}
		return seconds * 1000;
	}
	then = curl_getdate(text.ptr, NULL);
	now = date.len == 0 ? -1 : curl_getdate(date.ptr, NULL);
	if (then == -1)
		return -1;
	if (now == -1)
		now = time(NULL);
	return then > now ? (int64_t)(then - now) * 1000 : 0;
}

static uint64_t
number_of(struct slice digits)
{
	uint64_t number = 0;

	for (size_t i = 0; i < digits.len && ascii_digit(digits.ptr[i]); i++)
		if (number < UINT64_MAX / 100)
			number = number * 10 + (uint64_t)(digits.ptr[i] - '0');
	return number;
}

/* Backoff, in milliseconds, not for ever. */
static int64_t
rest(const struct transfer *transfer)
{
	uint64_t seconds = number_of(header(transfer, "Backoff", 0));

	return (seconds < REST_SECONDS ? (int64_t)seconds : REST_SECONDS) *
	       1000;
}

/* The target of rel="next" among the Link fields (RFC 8288, 3). */
static void
find_next(const struct transfer *transfer, struct buf *to)
{
	struct slice rest, link;

	buf_reset(to);
	for (size_t i = 0; (rest = header(transfer, "Link", i)).len > 0; i++)
		while (slice_cut(&rest, ',', &link)) {
			const char *end = slice_find(link, SLICE(">"));

			link = slice_trim(link);
			if (end == NULL || link.ptr[0] != '<' ||
				slice_find_nocase(
					link, SLICE("rel=\"next\"")) == NULL)
				continue;
			keep(to, (struct slice){link.ptr + 1,
					 (size_t)(end - link.ptr) - 1});
			drop_query(transfer, to);
			return;
		}
}

static void
fill(struct transfer *transfer, CURLcode code, long status)
{
	const struct http_request *request = transfer->request;
	struct http_answer *answer = transfer->answer;
	curl_off_t took = 0, sent = 0;

	curl_easy_getinfo(transfer->curl, CURLINFO_PRETRANSFER_TIME_T, &sent);
	curl_easy_getinfo(transfer->curl, CURLINFO_TOTAL_TIME_T, &took);
	answer->sent = sent / 1000;
	answer->took = took / 1000;
	answer->status = status;
	keep(&answer->final_url, transfer->redirects > 0
					 ? buf_slice(&transfer->url)
					 : SLICE(""));
	keep(&answer->content_type, header(transfer, "Content-Type", 0));
	keep(&answer->etag, header(transfer, "ETag", 0));
	keep(&answer->last_modified, header(transfer, "Last-Modified", 0));
	find_next(transfer, &answer->next);
	answer->total = number_of(header(transfer, "Total-Results", 0));
	answer->wait = retry_after(transfer);
	answer->rest = rest(transfer);
	answer->unchanged =
		code == CURLE_OK && status == 304 &&
		(request->etag.len > 0 || request->last_modified.len > 0);
	answer->again = may_pass(code, status);
	if (code != CURLE_OK)
		say_failure(transfer, code, &answer->error);
	else if ((status < 200 || status > 299) && !answer->unchanged &&
		 answer->error.len == 0)
		say_status(status, &answer->error);
}

/* CODE, or what the coding of the body makes of it. A coding that nobody knows
 * (`aws-chunked`) was none. */
static CURLcode
coding(const struct transfer *transfer, CURLcode code)
{
	if (transfer->broken)
		return CURLE_BAD_CONTENT_ENCODING;
	if (code != CURLE_OK || !transfer->begun)
		return code;
	if (transfer->gzip)
		return gunzip_end(transfer->gunzip) == NULL
		               ? CURLE_OK
		               : CURLE_PARTIAL_FILE;
	return is_coded(header(transfer, "Content-Encoding", 0))
	               ? CURLE_BAD_CONTENT_ENCODING
	               : CURLE_OK;
}

/* Has TRANSFER ended with what libcurl says? Else it goes on. */
static bool
end(struct transfer *transfer, CURLcode code)
{
	long status = 0;

	curl_multi_remove_handle(transfer->http->multi, transfer->curl);
	curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
	code = coding(transfer, code);
	/* Asked for once more as it is. */
	if (code == CURLE_BAD_CONTENT_ENCODING && transfer->ask_gzip) {
		transfer->ask_gzip = false;
		set_off(transfer);
		return false;
	}
	if (code == CURLE_OK && follow(transfer, status))
		return false;
	fill(transfer, code, status);
	transfer->next = transfer->http->unused;
	transfer->http->unused = transfer;
	return true;
}

void
http_work(struct http *http, int ms)
{
	int running;

	/* It does not wait when a transfer is new. */
	curl_multi_poll(http->multi, NULL, 0, ms, NULL);
	curl_multi_perform(http->multi, &running);
}

struct http_answer *
http_ended(struct http *http)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(http->multi, &left)) != NULL) {
		struct transfer *transfer = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(
			message->easy_handle, CURLINFO_PRIVATE, &transfer);
		if (end(transfer, message->data.result))
			return transfer->answer;
	}
	return NULL;
}

uint64_t
http_received(const struct http *http)
{
	return http->received;
}

void
http_answer_free(struct http_answer *answer)
{
	buf_free(&answer->final_url);
	buf_free(&answer->content_type);
	buf_free(&answer->etag);
	buf_free(&answer->last_modified);
	buf_free(&answer->next);
	buf_free(&answer->body);
	buf_free(&answer->error);
}

void
http_close(struct http *http)
{
	while (http->unused != NULL) {
		struct transfer *next = http->unused->next;

		curl_easy_cleanup(http->unused->curl);
		curl_slist_free_all(http->unused->headers);
		buf_free(&http->unused->url);
		buf_free(&http->unused->target);
		if (http->unused->gunzip != NULL)
			gunzip_close(http->unused->gunzip);
		free(http->unused);
		http->unused = next;
	}
	curl_multi_cleanup(http->multi);
	curl_global_cleanup();
	free(http->agent);
	free(http);
}
