#include "extra.h"
#include "doi.h"

/* Labels of identifiers, and how ours begin. */
static const struct {
	struct slice label;
	const char *scheme;
} schemes[] = {
	{SLICE_INIT("arxiv"), "arxiv:"},
	{SLICE_INIT("pmid"),  "pmid:" },
	{SLICE_INIT("pmcid"), "pmcid:"},
};

/* Is LABEL that of an identifier? Then VALUE, up to a blank (`[cs.LG]` may
 * follow), is one. */
static bool
identify(struct paper *paper, struct slice label, struct slice value)
{
	struct buf id = {0};
	struct slice name;
	size_t i = 0;

	while (i < COUNT(schemes) && !slice_eq_nocase(label, schemes[i].label))
		i++;
	if (i == COUNT(schemes))
		return false;
	slice_cut(&value, ' ', &name);
	buf_add(&id, slice_of(schemes[i].scheme));
	buf_add(&id, name);
	paper_identify(paper, buf_slice(&id));
	buf_free(&id);
	return true;
}

static bool
take_line(struct paper *paper, struct slice line)
{
	struct slice label;

	slice_cut(&line, ':', &label);
	if (line.ptr == NULL)
		return false;
	label = slice_trim(label);
	line = slice_trim(line);
	if (slice_eq_nocase(label, SLICE("doi"))) {
		doi_set(paper, line);
		return true;
	}
	if (slice_eq_nocase(label, SLICE("citation key"))) {
		paper_set(paper, M_KEY, line);
		return true;
	}
	return identify(paper, label, line);
}

void
extra_read(struct paper *paper, struct slice text)
{
	struct buf left = {0};
	struct slice line;

	while (text.len > 0 && slice_cut(&text, '\n', &line)) {
		if (take_line(paper, line))
			continue;
		buf_add(&left, line);
		buf_char(&left, '\n');
	}
	paper_set(paper, M_COMMENT, buf_slice(&left));
	buf_free(&left);
}
