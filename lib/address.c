#include "address.h"

/* Where the host begins; 0 if there is no scheme. */
static size_t
host_at(struct slice url)
{
	const char *scheme = slice_find(url, SLICE("://"));

	return scheme == NULL ? 0 : (size_t)(scheme - url.ptr) + 3;
}

struct slice
address_origin(struct slice url)
{
	size_t len = host_at(url);

	while (len < url.len && memchr("/?#", url.ptr[len], 3) == NULL)
		len++;
	return slice_first(url, len);
}

struct slice
address_host(struct slice url)
{
	return slice_from(address_origin(url), host_at(url));
}

struct slice
address_user(struct slice url)
{
	struct slice host = address_host(url);

	while (host.len > 0 && host.ptr[host.len - 1] != '@')
		host.len--;
	return host;
}

struct slice
address_path(struct slice url)
{
	return slice_from(url, address_origin(url).len);
}
