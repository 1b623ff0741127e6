/*
 * multi ADDRESS COUNT PARALLEL: gets ADDRESS0, ADDRESS1, ... with nothing but
 * libcurl's multi interface, as fast as that goes: the unit of scripts/bench.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

static const char *address;
static unsigned long next, count, bytes;

static size_t
take(char *ptr, size_t size, size_t n, void *to)
{
	(void)ptr, (void)to;
	bytes += size * n;
	return size * n;
}

static void
add(CURLM *multi, CURL *curl)
{
	char url[1024];

	if (next == count)
		return;
	snprintf(url, sizeof(url), "%s%lu", address, next++);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_multi_add_handle(multi, curl);
}

static CURL *
new_handle(void)
{
	CURL *curl = curl_easy_init();

	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_PIPEWAIT, 1L);
	curl_easy_setopt(curl, CURLOPT_CAINFO, getenv("CURL_CA_BUNDLE"));
	return curl;
}

int
main(int argc, char *argv[])
{
	CURLM *multi = curl_multi_init();
	int running = 1, left;
	CURLMsg *message;

	if (argc != 4)
		return 2;
	address = argv[1];
	count = strtoul(argv[2], NULL, 10);
	for (unsigned long i = strtoul(argv[3], NULL, 10); i > 0; i--)
		add(multi, new_handle());
	while (running > 0) {
		curl_multi_poll(multi, NULL, 0, 1000, NULL);
		curl_multi_perform(multi, &running);
		while ((message = curl_multi_info_read(multi, &left)) != NULL) {
			CURL *curl = message->easy_handle;

			if (message->data.result != CURLE_OK)
				return 1;
			curl_multi_remove_handle(multi, curl);
			if (next < count)
				running++;
			add(multi, curl);
		}
	}
	printf("%lu bytes\n", bytes);
	return 0;
}
