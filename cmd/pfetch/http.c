#include <curl/curl.h>
#include <stdlib.h>

#include "http.h"
#include "mem.h"

enum { REDIRECTS_MAX = 10, CONNECT_SECONDS = 30, STALL_SECONDS = 60 };

struct http {
	CURL *curl;
	char *agent;
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
	{CURLE_UNSUPPORTED_PROTOCOL,     "not http or https, or no longer https"},
	{CURLE_URL_MALFORMAT,            "not an address"                       },
	{CURLE_COULDNT_RESOLVE_PROXY,    "the proxy is not known"               },
	{CURLE_COULDNT_RESOLVE_HOST,     "the host is not known"                },
	{CURLE_COULDNT_CONNECT,          "no connection"                        },
	{CURLE_PARTIAL_FILE,             "the answer ends too early"            },
	{CURLE_HTTP2_STREAM,             "the answer ends too early"            },
	{CURLE_RECV_ERROR,               "the answer ends too early"            },
	{CURLE_GOT_NOTHING,              "the server gives no answer"           },
	{CURLE_OPERATION_TIMEDOUT,       "the server is silent"                 },
	{CURLE_PEER_FAILED_VERIFICATION, "the certificate is not valid"         },
	{CURLE_TOO_MANY_REDIRECTS,       "more than 10 redirects"               },
	{CURLE_BAD_CONTENT_ENCODING,     "the body is not coded as it says"     },
};

/* Content codings that curl may have undone (RFC 9110, 8.4.1). */
static const char *const codings[] = {
	"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress"};

struct http *
http_open(void)
{
	struct http *http = mem_zero(1, sizeof(*http));
	const char *mail = getenv("SHEAF_MAILTO");
	struct buf agent = {0};

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
		(http->curl = curl_easy_init()) == NULL)
		err_die("libcurl cannot be used");
	buf_format(&agent, "sheaf/%s", SHEAF_VERSION);
	if (mail != NULL && mail[0] != '\0')
		buf_format(&agent, " (mailto:%s)", mail);
	http->agent = mem_copy(buf_string(&agent));
	buf_free(&agent);
	return http;
}

void
http_close(struct http *http)
{
	curl_easy_cleanup(http->curl);
	curl_global_cleanup();
	free(http->agent);
	free(http);
}

static size_t
take_body(char *bytes, size_t size, size_t count, void *to)
{
	struct http_answer *answer = to;
	struct slice more = {bytes, size * count};

	if (more.len > HTTP_BODY_MAX - answer->body.len) {
		buf_format(&answer->error, "the body is larger than %d MiB",
			HTTP_BODY_MAX >> 20);
		return more.len == 0; /* anything but its length ends it */
	}
	buf_add(&answer->body, more);
	return more.len;
}

/* Only what may stand in a header goes into one. */
static struct curl_slist *
add_header(struct curl_slist *list, const char *name, struct slice value)
{
	struct buf line = {0};

	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.ptr[i] < ' ' || value.ptr[i] == 0x7F)
			return list;
	if (value.len == 0)
		return list;
	buf_format(&line, "%s: ", name);
	buf_add(&line, value);
	list = curl_slist_append(list, buf_string(&line));
	if (list == NULL)
		err_die("out of memory");
	buf_free(&line);
	return list;
}

static void
set_options(const struct http *http, const struct http_request *request)
{
	CURL *curl = http->curl;
	bool https =
		slice_starts_nocase(slice_of(request->url), SLICE("https"));

	curl_easy_reset(curl); /* connections stay */
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_URL, request->url);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, http->agent);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR,
		https ? "https" : "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)STALL_SECONDS);
	if (request->token == NULL)
		return;
	/* Unlike a header of our own this stays behind at a redirect to another
	 * host: CURLOPT_UNRESTRICTED_AUTH is off. */
	curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
	curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, request->token);
}

/* With DECODE, asks for the codings that curl knows and undoes them. */
static CURLcode
perform(const struct http *http, const struct http_request *request,
	bool decode, struct http_answer *answer)
{
	struct curl_slist *headers = NULL;
	CURLcode code;

	buf_reset(&answer->body);
	buf_reset(&answer->error);
	set_options(http, request);
	headers = add_header(headers, "If-None-Match", request->etag);
	headers = add_header(
		headers, "If-Modified-Since", request->last_modified);
	if (decode)
		curl_easy_setopt(http->curl, CURLOPT_ACCEPT_ENCODING, "");
	else
		headers = add_header(
			headers, "Accept-Encoding", SLICE("identity"));
	curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(http->curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(http->curl, CURLOPT_WRITEDATA, answer);
	code = curl_easy_perform(http->curl);
	curl_slist_free_all(headers);
	return code;
}

static struct slice
header(const struct http *http, const char *name)
{
	struct curl_header *found;

	if (curl_easy_header(http->curl, name, 0, CURLH_HEADER, -1, &found) !=
		CURLHE_OK)
		return (struct slice){NULL, 0};
	return slice_of(found->value);
}

static bool
is_coded(struct slice coding)
{
	for (size_t i = 0; i < COUNT(codings); i++)
		if (slice_eq_nocase(coding, slice_of(codings[i])))
			return true;
	return false;
}

/*
 * A body that is not coded as its header says is asked for once more as it is.
 * A coding that nobody knows (`aws-chunked`, `utf-8`) was no coding.
 */
static CURLcode
get(const struct http *http, const struct http_request *request,
	struct http_answer *answer)
{
	CURLcode code = perform(http, request, true, answer);

	if (code != CURLE_BAD_CONTENT_ENCODING)
		return code;
	code = perform(http, request, false, answer);
	if (code == CURLE_OK && is_coded(header(http, "Content-Encoding")))
		return CURLE_BAD_CONTENT_ENCODING;
	return code;
}

static void
say_failure(const struct http *http, CURLcode code, struct buf *to)
{
	long number = 0;

	if (to->len > 0)
		return; /* take_body() knows better */
	curl_easy_getinfo(http->curl, CURLINFO_OS_ERRNO, &number);
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

void
http_get(struct http *http, const struct http_request *request,
	struct http_answer *answer)
{
	CURLcode code = get(http, request, answer);
	const char *url = NULL;
	long redirects = 0;

	curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &answer->status);
	curl_easy_getinfo(http->curl, CURLINFO_REDIRECT_COUNT, &redirects);
	curl_easy_getinfo(http->curl, CURLINFO_EFFECTIVE_URL, &url);
	answer->final_url = redirects > 0 && url != NULL
	                            ? slice_of(url)
	                            : (struct slice){NULL, 0};
	answer->content_type = header(http, "Content-Type");
	answer->etag = header(http, "ETag");
	answer->last_modified = header(http, "Last-Modified");
	answer->unchanged =
		code == CURLE_OK && answer->status == 304 &&
		(request->etag.len > 0 || request->last_modified.len > 0);
	if (code != CURLE_OK)
		say_failure(http, code, &answer->error);
	else if ((answer->status < 200 || answer->status > 299) &&
		 !answer->unchanged)
		say_status(answer->status, &answer->error);
}
