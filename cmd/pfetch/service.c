#include <stdio.h>
#include <stdlib.h>

#include "percent.h"
#include "service.h"

static bool
is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value != NULL && value[0] != '\0';
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

#define SERVICE(id, variable, ms, at_once, ...)                                \
	{                                                                      \
		.name = (id), .base_variable = (variable), .delay = (ms),      \
		.parallel = (at_once), __VA_ARGS__                             \
	}

#define HF                                                                     \
	.bases = {"https://huggingface.co"}, .key = KEY_BEARER,                \
	.key_variables = {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"},               \
	.find_key = find_hf_token,                                             \
	.no_key_variable = "HF_HUB_DISABLE_IMPLICIT_TOKEN"

/*
 * "No rule known" means that the pace is our choice. Hosts that share a clock
 * are one service; a path that has a clock of its own stands first.
 */
static const struct service services[] = {
	/* "Hub Rate limits", in 300 s: 500 requests; 50 searches; 100 pages. */
	SERVICE("hf-search", "HF_ENDPOINT", 6000, 1,
		.path = "/api/papers/search", HF),
	SERVICE("hf-pages", "HF_ENDPOINT", 3000, 1, .path = "/papers/", HF),
	SERVICE("hf", "HF_ENDPOINT", 600, 4, HF),
	/* Terms of Use for arXiv APIs: over all of its hosts. */
	SERVICE("arxiv", "SHEAF_ARXIV_ENDPOINT", 3000, 1,
		.bases = {"https://export.arxiv.org", "https://arxiv.org",
			"https://rss.arxiv.org", "https://oaipmh.arxiv.org"}),
	SERVICE("s2", "SHEAF_S2_ENDPOINT", 1000, 1,
		.bases = {"https://api.semanticscholar.org"}, .key = KEY_FIELD,
		.key_name = "x-api-key",
		.key_variables = {"S2_API_KEY", "SEMANTIC_SCHOLAR_API_KEY"}),
	SERVICE("openalex", "SHEAF_OPENALEX_ENDPOINT", 100, 4,
		.bases = {"https://api.openalex.org"}, .key = KEY_QUERY,
		.key_name = "api_key", .key_variables = {"OPENALEX_API_KEY"}),
	SERVICE("crossref", "SHEAF_CROSSREF_ENDPOINT", 200, 1,
		.bases = {"https://api.crossref.org"}),
	SERVICE("datacite", "SHEAF_DATACITE_ENDPOINT", 600, 1,
		.bases = {"https://api.datacite.org"}),
	SERVICE("ncbi", "SHEAF_NCBI_ENDPOINT", 340, 3,
		.bases = {"https://eutils.ncbi.nlm.nih.gov"}, .key = KEY_QUERY,
		.key_name = "api_key", .key_variables = {"NCBI_API_KEY"}),
	/* No rule known. */
	SERVICE("europepmc", "SHEAF_EUROPEPMC_ENDPOINT", 1000, 1,
		.bases = {"https://www.ebi.ac.uk"}),
	/* No rule known. */
	SERVICE("biorxiv", "SHEAF_BIORXIV_ENDPOINT", 1000, 1,
		.bases = {"https://api.biorxiv.org"}),
	/* No rule known. */
	SERVICE("openreview", "SHEAF_OPENREVIEW_ENDPOINT", 1000, 1,
		.bases = {"https://api2.openreview.net",
			"https://api.openreview.net"}),
	SERVICE("dblp", "SHEAF_DBLP_ENDPOINT", 2000, 1,
		.bases = {"https://dblp.org"}),
	SERVICE("doaj", "SHEAF_DOAJ_ENDPOINT", 500, 1,
		.bases = {"https://doaj.org"}),
	/* It wants a mail address in each request: "REST API". */
	SERVICE("unpaywall", "SHEAF_UNPAYWALL_ENDPOINT", 100, 1,
		.bases = {"https://api.unpaywall.org"}, .key = KEY_QUERY,
		.key_name = "email", .key_variables = {"SHEAF_MAILTO"}),
	/* "Rate limiting": 15 requests in 5 s. */
	SERVICE("inspire", "SHEAF_INSPIRE_ENDPOINT", 1000, 1,
		.bases = {"https://inspirehep.net"}),
	/* 5000 searches a day. */
	SERVICE("ads", "SHEAF_ADS_ENDPOINT", 200, 1,
		.bases = {"https://api.adsabs.harvard.edu"}, .key = KEY_BEARER,
		.key_variables = {"ADS_API_TOKEN"}),
	/* No rule known but "one at a time": "Rate Limiting". */
	SERVICE("zotero", "SHEAF_ZOTERO_ENDPOINT", 500, 1,
		.bases = {"https://api.zotero.org"}, .key = KEY_FIELD,
		.key_name = "Zotero-API-Key",
		.key_variables = {"ZOTERO_API_KEY"}),
	/* No rule known. */
	SERVICE("acl", "SHEAF_ACL_ENDPOINT", 500, 1,
		.bases = {"https://aclanthology.org",
			"https://raw.githubusercontent.com"}),
	SERVICE("doi", "SHEAF_DOI_ENDPOINT", 200, 1,
		.bases = {"https://doi.org"}),
};

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
