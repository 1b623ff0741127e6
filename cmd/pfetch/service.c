#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "percent.h"
#include "service.h"

static void find_hf_token(struct buf *to);

#define HF                                                                     \
	.base_variable = "HF_ENDPOINT", .bases = {"https://huggingface.co"},   \
	.key = KEY_BEARER,                                                     \
	.key_variables = {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"},               \
	.find_key = find_hf_token,                                             \
	.no_key_variable = "HF_HUB_DISABLE_IMPLICIT_TOKEN"

/*
 * "No rule known" means that the pace is our choice. Hosts that share a clock
 * are one service; a path that has a clock of its own stands first.
 */
static const struct service services[] = {
  /* "Hub Rate limits": 500 requests in 300 s, 100 of pages; 50 of
  * searches. */
	{.name = "hf-search",
         .path = "/api/papers/search",
         .delay = 6000,
         .parallel = 1,
         HF											    },
	{.name = "hf-pages",
         .path = "/papers/",
         .delay = 3000,
         .parallel = 1,
         HF											    },
	{.name = "hf",						.delay = 600, .parallel = 4, HF},
 /* Terms of Use for arXiv APIs: over all of its hosts. */
	{.name = "arxiv",
         .base_variable = "SHEAF_ARXIV_ENDPOINT",
         .bases = {"https://export.arxiv.org", "https://arxiv.org",
			"https://rss.arxiv.org", "https://oaipmh.arxiv.org"},
         .delay = 3000,
         .parallel = 1},
	{.name = "s2",
         .base_variable = "SHEAF_S2_ENDPOINT",
         .bases = {"https://api.semanticscholar.org"},
         .delay = 1000,
         .parallel = 1,
         .key = KEY_FIELD,
         .key_name = "x-api-key",
         .key_variables = {"S2_API_KEY", "SEMANTIC_SCHOLAR_API_KEY"}},
	{.name = "openalex",
         .base_variable = "SHEAF_OPENALEX_ENDPOINT",
         .bases = {"https://api.openalex.org"},
         .delay = 100,
         .parallel = 4,
         .key = KEY_QUERY,
         .key_name = "api_key",
         .key_variables = {"OPENALEX_API_KEY"}},
	{.name = "crossref",
         .base_variable = "SHEAF_CROSSREF_ENDPOINT",
         .bases = {"https://api.crossref.org"},
         .delay = 200,
         .parallel = 1							 },
	{.name = "datacite",
         .base_variable = "SHEAF_DATACITE_ENDPOINT",
         .bases = {"https://api.datacite.org"},
         .delay = 600,
         .parallel = 1						       },
	{.name = "ncbi",
         .base_variable = "SHEAF_NCBI_ENDPOINT",
         .bases = {"https://eutils.ncbi.nlm.nih.gov"},
         .delay = 340,
         .parallel = 3,
         .key = KEY_QUERY,
         .key_name = "api_key",
         .key_variables = {"NCBI_API_KEY"}},
	{.name = "europepmc",
         .base_variable = "SHEAF_EUROPEPMC_ENDPOINT",
         .bases = {"https://www.ebi.ac.uk"},
         .delay = 1000,										/* no rule known */
		.parallel = 1                        },
	{.name = "biorxiv",
         .base_variable = "SHEAF_BIORXIV_ENDPOINT",
         .bases = {"https://api.biorxiv.org"},
         .delay = 1000,						  /* no rule known */
		.parallel = 1									      },
	{.name = "openreview",
         .base_variable = "SHEAF_OPENREVIEW_ENDPOINT",
         .bases = {"https://api2.openreview.net",
			"https://api.openreview.net"},
         .delay = 1000,						    /* no rule known */
		.parallel = 1							    },
	{.name = "dblp",
         .base_variable = "SHEAF_DBLP_ENDPOINT",
         .bases = {"https://dblp.org"},
         .delay = 2000,
         .parallel = 1							  },
	{.name = "doaj",
         .base_variable = "SHEAF_DOAJ_ENDPOINT",
         .bases = {"https://doaj.org"},
         .delay = 500,
         .parallel = 1						  },
 /* It wants a mail address in each request: "REST API". */
	{.name = "unpaywall",
         .base_variable = "SHEAF_UNPAYWALL_ENDPOINT",
         .bases = {"https://api.unpaywall.org"},
         .delay = 100,
         .parallel = 1,
         .key = KEY_QUERY,
         .key_name = "email",
         .key_variables = {"SHEAF_MAILTO"}},
	{.name = "inspire",
         .base_variable = "SHEAF_INSPIRE_ENDPOINT",
         .bases = {"https://inspirehep.net"},
         .delay = 1000,
         .parallel = 1								 },
	{.name = "ads",
         .base_variable = "SHEAF_ADS_ENDPOINT",
         .bases = {"https://api.adsabs.harvard.edu"},
         .delay = 200,
         .parallel = 1,
         .key = KEY_BEARER,
         .key_variables = {"ADS_API_TOKEN"}},
	{.name = "acl",
         .base_variable = "SHEAF_ACL_ENDPOINT",
         .bases = {"https://aclanthology.org",
			"https://raw.githubusercontent.com"},
         .delay = 500,										/* no rule known */
		.parallel = 1							   },
	{.name = "doi",
         .base_variable = "SHEAF_DOI_ENDPOINT",
         .bases = {"https://doi.org"},
         .delay = 200,
         .parallel = 1              },
};

static bool
is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value != NULL && value[0] != '\0';
}

/* What the environment has instead of all bases; empty if it has nothing. */
static struct slice
other_base(const struct service *service)
{
	struct slice base = SLICE("");

	if (is_set(service->base_variable))
		base = slice_of(getenv(service->base_variable));
	while (slice_ends(base, SLICE("/")))
		base.len--;
	return base;
}

/*
 * What stands behind the base has to end the host: the token for
 * https://host is not for https://host.example, https://host:8080 or
 * https://host@example.
 */
static bool
is_at(struct slice url, struct slice base, const char *path)
{
	struct slice rest;

	if (base.len == 0 || !slice_starts_nocase(url, base))
		return false;
	rest = slice_from(url, base.len);
	if (path != NULL)
		return slice_starts(rest, slice_of(path));
	return rest.len == 0 || memchr("/?#", rest.ptr[0], 3) != NULL;
}

/* The base of SERVICE that URL begins with, or an empty slice. */
static struct slice
own_base(const struct service *service, struct slice url)
{
	for (size_t i = 0; i < COUNT(service->bases); i++) {
		if (service->bases[i] == NULL)
			break;
		if (is_at(url, slice_of(service->bases[i]), service->path))
			return slice_of(service->bases[i]);
	}
	return SLICE("");
}

void
service_address(struct slice address, struct buf *url)
{
	for (size_t i = 0; i < COUNT(services); i++) {
		struct slice base = own_base(&services[i], address);
		struct slice other = other_base(&services[i]);

		if (base.len == 0)
			continue;
		buf_add(url, other.len > 0 ? other : base);
		buf_add(url, slice_from(address, base.len));
		return;
	}
	buf_add(url, address);
}

static bool
is_of(struct slice url, const struct service *service)
{
	struct slice other = other_base(service);

	return other.len > 0 ? is_at(url, other, service->path)
	                     : own_base(service, url).len > 0;
}

const struct service *
service_of(struct slice url)
{
	for (size_t i = 0; i < COUNT(services); i++)
		if (is_of(url, &services[i]))
			return &services[i];
	return NULL;
}

bool
service_has(struct slice url, struct slice next)
{
	for (size_t i = 0; i < COUNT(services); i++)
		if (is_of(url, &services[i]) &&
			(is_of(next, &services[i]) ||
				own_base(&services[i], next).len > 0))
			return true;
	return false;
}

/* Without white space at the ends, or CR and LF anywhere: as huggingface_hub
 * reads it, and no token can add a header. */
static void
add_token(struct buf *to, struct slice text)
{
	text = slice_trim(text);
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != '\r' && text.ptr[i] != '\n')
			buf_char(to, text.ptr[i]);
}

/* As huggingface_hub's constants.py has it: 1, ON, YES, TRUE. */
static bool
is_true(const char *variable)
{
	static const char *const words[] = {"1", "on", "yes", "true"};

	for (size_t i = 0; is_set(variable) && i < COUNT(words); i++)
		if (slice_eq_nocase(
			    slice_of(getenv(variable)), slice_of(words[i])))
			return true;
	return false;
}

/* The file in which `hf auth login` keeps the token: the first variable that is
 * set says where. */
static void
find_hf_token(struct buf *to)
{
	static const struct {
		const char *variable, *path;
	} places[] = {
		{"HF_TOKEN_PATH",  ""                         },
		{"HF_HOME",        "/token"                   },
		{"XDG_CACHE_HOME", "/huggingface/token"       },
		{"HOME",           "/.cache/huggingface/token"},
	};
	struct buf path = {0};
	char text[4096];
	FILE *file;
	size_t i = 0;

	while (i < COUNT(places) && !is_set(places[i].variable))
		i++;
	if (i == COUNT(places))
		return;
	buf_add(&path, slice_of(getenv(places[i].variable)));
	buf_add(&path, slice_of(places[i].path));
	file = fopen(buf_string(&path), "r");
	if (file != NULL) {
		size_t n = fread(text, 1, sizeof(text), file);

		fclose(file);
		add_token(to, (struct slice){text, n});
	}
	buf_free(&path);
}

static void
find_key(const struct service *service, struct buf *to)
{
	for (size_t i = 0; i < COUNT(service->key_variables); i++) {
		const char *variable = service->key_variables[i];

		if (variable == NULL || to->len > 0)
			break;
		if (is_set(variable))
			add_token(to, slice_of(getenv(variable)));
	}
	if (to->len == 0 && service->find_key != NULL)
		service->find_key(to);
}

void
service_key(const struct service *service, struct buf *to)
{
	struct buf key = {0};

	buf_reset(to);
	if (service->key == KEY_NONE)
		return;
	if (service->no_key_variable != NULL &&
		is_true(service->no_key_variable))
		return;
	find_key(service, &key);
	if (key.len == 0)
		return;
	if (service->key == KEY_BEARER)
		buf_add(to, buf_slice(&key));
	else
		buf_add(to, slice_of(service->key_name));
	if (service->key == KEY_FIELD) {
		buf_add(to, SLICE(": "));
		buf_add(to, buf_slice(&key));
	}
	if (service->key == KEY_QUERY) {
		buf_char(to, '=');
		percent_add(to, buf_slice(&key), "");
	}
	buf_free(&key);
}
