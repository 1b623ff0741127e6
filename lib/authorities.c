#include <stdlib.h>

#include "authorities.h"

/* The value of the environment's NAME, NULL where it is empty. */
static const char *
value_of(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0' ? value : NULL;
}

struct authorities
authorities_trusted(void)
{
	struct authorities trusted = {
		value_of("CURL_CA_BUNDLE"), value_of("SSL_CERT_DIR")};

	if (trusted.file == NULL)
		trusted.file = value_of("SSL_CERT_FILE");
	return trusted;
}
