#include <stdlib.h>

#include "service.h"

/* 500 requests in 300 s: "Hub Rate limits" in Hugging Face's documentation. */
const struct service service_hf = {
	.base = SLICE_INIT("https://huggingface.co"),
	.base_variable = "HF_ENDPOINT",
	.token_variable = "HF_TOKEN",
	.delay = 600,
};

static const struct service *const services[] = {&service_hf};

struct slice
service_base(const struct service *service)
{
	const char *set = getenv(service->base_variable);
	struct slice base = slice_of(set == NULL ? "" : set);

	while (slice_ends(base, SLICE("/")))
		base.len--;
	return base.len == 0 ? service->base : base;
}

/*
 * What stands behind the base has to end the host: the token for
 * https://host is not for https://host.example, https://host:8080 or
 * https://host@example.
 */
static bool
is_of(struct slice url, struct slice base)
{
	return slice_starts_nocase(url, base) &&
	       (url.len == base.len ||
		       memchr("/?#", url.ptr[base.len], 3) != NULL);
}

const struct service *
service_of(struct slice url)
{
	for (size_t i = 0; i < COUNT(services); i++)
		if (is_of(url, service_base(services[i])))
			return services[i];
	return NULL;
}

int64_t
service_delay(const struct service *service)
{
	return slice_eq(service_base(service), service->base) ? service->delay
	                                                      : 0;
}

/* Without white space at the ends, or CR and LF anywhere: as huggingface_hub
 * reads it, and no token can add a header. */
void
service_token(const struct service *service, struct buf *to)
{
	const char *set = getenv(service->token_variable);
	struct slice token = slice_trim(slice_of(set == NULL ? "" : set));

	buf_reset(to);
	for (size_t i = 0; i < token.len; i++)
		if (token.ptr[i] != '\r' && token.ptr[i] != '\n')
			buf_char(to, token.ptr[i]);
}
