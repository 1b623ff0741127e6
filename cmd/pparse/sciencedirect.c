#include "sciencedirect.h"
#include "bibdate.h"

static const struct slice labels[] = {SLICE_INIT("Publication date:"),
	SLICE_INIT("Source:"), SLICE_INIT("Author(s):")};

/* The last word of TEXT, which is cut off. */
static struct slice
cut_word(struct slice *text)
{
	size_t at = text->len;
	struct slice word;

	while (at > 0 && text->ptr[at - 1] != ' ')
		at--;
	word = slice_from(*text, at);
	*text = slice_trim(slice_first(*text, at));
	return word;
}

/* `July 2026`, `15 July 2026`; of `May–June 2026` the year. */
static void
set_published(struct paper *paper, struct slice text)
{
	struct slice year = cut_word(&text), month = cut_word(&text);
	struct date date;

	for (size_t i = 0; i < month.len; i++)
		if (!ascii_alpha(month.ptr[i]))
			month.len = 0;
	if (bibdate_of_parts(year, month, cut_word(&text), &date))
		paper_set_date(paper, M_PUBLISHED, &date);
}

/* What stands in TEXT behind MARK, up to a comma; it is cut off with the mark.
 */
static struct slice
cut_mark(struct slice *text, struct slice mark)
{
	const char *at = slice_find(*text, mark);
	struct slice rest, value = SLICE("");

	if (at == NULL)
		return value;
	rest = slice_from(*text, (size_t)(at - text->ptr) + mark.len);
	slice_cut(&rest, ',', &value);
	text->len = (size_t)(at - text->ptr);
	return value;
}

static void
set_source(struct paper *paper, struct slice text)
{
	paper_set(paper, M_ISSUE, cut_mark(&text, SLICE(", Issue ")));
	paper_set(paper, M_VOLUME, cut_mark(&text, SLICE(", Volume ")));
	paper_set(paper, M_VENUE, text);
}

static void
set_authors(struct paper *paper, struct slice text)
{
	struct slice name;

	while (text.len > 0 && slice_cut(&text, ',', &name))
		paper_add(paper, M_AUTHORS, name);
}

bool
sciencedirect_read(
	struct paper *paper, struct slice summary, struct buf *abstract)
{
	static void (*const set[])(struct paper *, struct slice) = {
		set_published, set_source, set_authors};
	struct slice line;

	if (!slice_starts(slice_trim(summary), labels[0]) ||
		slice_find(summary, labels[1]) == NULL)
		return false;
	while (slice_cut(&summary, '\n', &line)) {
		size_t i = 0;

		line = slice_trim(line);
		while (i < COUNT(labels) && !slice_starts(line, labels[i]))
			i++;
		if (i < COUNT(labels)) {
			set[i](paper,
				slice_trim(slice_from(line, labels[i].len)));
			continue;
		}
		buf_add(abstract, line);
		buf_char(abstract, '\n');
	}
	return true;
}
