#include "doi.h"

static const struct slice prefixes[] = {SLICE_INIT("doi:"),
	SLICE_INIT("info:doi/"), SLICE_INIT("info:doi:"),
	SLICE_INIT("https://doi.org/"), SLICE_INIT("http://doi.org/"),
	SLICE_INIT("https://dx.doi.org/"), SLICE_INIT("http://dx.doi.org/")};

/* TEXT without what may stand in front of a DOI. */
static struct slice
without_prefix(struct slice text)
{
	for (size_t i = 0; i < COUNT(prefixes); i++)
		if (slice_starts_nocase(text, prefixes[i]))
			return slice_trim(slice_from(text, prefixes[i].len));
	return text;
}

bool
doi_set(struct paper *paper, struct slice text)
{
	struct slice doi;
	bool escaped;
	size_t n = 0;

	text = slice_trim(text);
	doi = without_prefix(text);
	/* Some give an erratum's DOI too, or those of all references. */
	while (n < doi.len && !ascii_space(doi.ptr[n]))
		n++;
	doi = slice_first(doi, n);
	if (!slice_starts(doi, SLICE("10.")))
		return false;
	/* In an address it may be percent-encoded, which ident.h undoes. */
	escaped = slice_starts_nocase(text, SLICE("http")) &&
	          memchr(doi.ptr, '%', doi.len) != NULL;
	if (!paper_identify(paper, escaped ? text : doi))
		return false;
	if (!escaped && !slice_starts_nocase(doi, SLICE("10.48550/arXiv.")))
		paper_set(paper, M_DOI, doi);
	return true;
}
