/*
 * BibTeX and biblatex, entry by entry: "BibTeXing" (1988), what its program
 * takes, and the fields of the biblatex manual, 2.2. What stands between
 * entries is comment.
 */
#include "bibdate.h"
#include "bibfields.h"
#include "doi.h"
#include "kinds.h"
#include "names.h"
#include "tex.h"
#include "types.h"
#include "window.h"

enum {
	ENTRY_MAX = 8 << 20, /* bytes */
	FIELDS_MAX = 1000,   /* of an entry */
	STRINGS_MAX = 10000, /* of @string */
	AHEAD = 1024,        /* bytes that show an entry's beginning */
};

struct bib {
	struct source *source;
	struct window window;
	uint64_t entry; /* the line of the entry at hand */
	struct bibfields strings, fields;
	struct library library;
	struct buf plain;
};

static struct slice
skip_space(struct slice s)
{
	while (s.len > 0 && ascii_space(s.ptr[0]))
		s = slice_from(s, 1);
	return s;
}

/* White space and what TeX takes for comment. */
static struct slice
skip_comment(struct slice s)
{
	struct slice line;

	for (s = skip_space(s); s.len > 0 && s.ptr[0] == '%'; s = skip_space(s))
		if (!slice_cut(&s, '\n', &line) || s.ptr == NULL)
			break;
	return s;
}

/* What ends a name or a number. */
static bool
ends_name(char c)
{
	return ascii_space(c) || strchr("{}(),=#\"%", c) != NULL;
}

static struct slice
cut_name(struct slice *s)
{
	size_t len = 0;
	struct slice name;

	while (len < s->len && !ends_name(s->ptr[len]))
		len++;
	name = slice_first(*s, len);
	*s = slice_from(*s, len);
	return name;
}

/* The type of the entry that S, an @, begins; REST is behind its bracket. */
static bool
entry_begins(struct slice s, struct slice *type, struct slice *rest)
{
	size_t len = 1;

	while (len < s.len && (ascii_alpha(s.ptr[len]) || s.ptr[len] == '_'))
		len++;
	*type = slice_from(slice_first(s, len), 1);
	*rest = skip_space(slice_from(s, len));
	if (len == 1 || rest->len == 0 ||
		(rest->ptr[0] != '{' && rest->ptr[0] != '('))
		return false;
	return true;
}

/*
 * Does a line that begins in front of S begin an entry? With a type, a bracket,
 * a key and a comma no text does, so an entry that is open was not closed.
 */
static bool
line_begins_entry(struct slice s)
{
	struct slice type, rest;

	while (s.len > 0 && (s.ptr[0] == ' ' || s.ptr[0] == '\t'))
		s = slice_from(s, 1);
	if (s.len == 0 || s.ptr[0] != '@' || !entry_begins(s, &type, &rest))
		return false;
	if (slice_eq_nocase(type, SLICE("string")))
		return true;
	rest = skip_space(slice_from(rest, 1));
	return cut_name(&rest).len > 0 &&
	       slice_starts(skip_space(rest), SLICE(","));
}

enum scanned { WHOLE, OPEN, TOO_LONG };

/*
 * The length of the entry at AT, whose bracket is at OPENED; of one that does
 * not end, up to the next entry.
 */
static enum scanned
scan_entry(struct bib *bib, size_t opened, size_t *len)
{
	char close = window_text(&bib->window).ptr[opened] == '(' ? ')' : '}';
	size_t depth = close == '}' ? 0 : 1, i = opened;
	bool quoted = false;

	if (close == ')')
		i++;
	for (;; i++) {
		struct slice text = window_text(&bib->window);
		char c;

		if (i > ENTRY_MAX || i >= text.len) {
			*len = i;
			if (i > ENTRY_MAX)
				return TOO_LONG;
			window_hold(&bib->window, i + AHEAD);
			text = window_text(&bib->window);
			if (i >= text.len)
				return OPEN;
		}
		c = text.ptr[i];
		if (c == '{')
			depth++;
		else if (c == '}' && depth > 0)
			depth--;
		else if (c == '"' && depth == 1 && close == ')')
			quoted = !quoted;
		*len = i + 1;
		if (c == '}' && close == '}' && depth == 0)
			return WHOLE;
		if (c == ')' && close == ')' && depth == 1 && !quoted)
			return WHOLE;
		if (c != '\n')
			continue;
		window_hold(&bib->window, i + 1 + AHEAD);
		if (line_begins_entry(slice_first(
			    slice_from(window_text(&bib->window), i + 1),
			    AHEAD)))
			return OPEN;
	}
}

static bool
fields_full(struct bib *bib, const struct bibfields *to)
{
	size_t max = to == &bib->strings ? STRINGS_MAX : FIELDS_MAX;

	if (to->count < max)
		return false;
	source_bad(bib->source, bib->entry, "more than %zu %s", max,
		to == &bib->strings ? "strings" : "fields in an entry");
	return true;
}

/* Adds what a string is called, or what it stands for. */
static void
add_string(struct bib *bib, struct buf *to, struct slice name)
{
	static const char months[] = "jan feb mar apr may jun jul aug sep oct "
				     "nov dec";
	const struct bibfield *field = bibfields_named(&bib->strings, name);
	bool number = true;

	for (size_t i = 0; i < name.len; i++)
		number = number && ascii_digit(name.ptr[i]);
	if (field != NULL) {
		buf_room(to, field->value.len); /* it may be the same buffer */
		buf_add(to, bibfields_text(&bib->strings, field->value));
		return;
	}
	if (!number &&
		!(name.len == 3 && slice_find_nocase(slice_of(months), name)))
		source_bad(bib->source, bib->entry,
			"the string %.*s is not defined", ERR_SLICE(name));
	buf_add(to, name);
}

/* The length of the text in braces or quotes at the front of S; 0 if open. */
static size_t
delimited(struct slice s)
{
	char close = s.ptr[0] == '"' ? '"' : '}';
	size_t depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '{')
			depth++;
		else if (c == '}' && depth > 0)
			depth--;
		if (c == close && depth == 0 && i > 0)
			return i + 1;
	}
	return 0;
}

/* Adds the parts of a value, which # joins. What is wrong, or NULL. */
static const char *
read_value(struct bib *bib, struct slice *s, struct buf *to)
{
	for (;;) {
		*s = skip_comment(*s);
		if (s->len > 0 && (s->ptr[0] == '{' || s->ptr[0] == '"')) {
			size_t len = delimited(*s);

			if (len == 0)
				return "a field without a value";
			buf_add(to, slice_from(slice_first(*s, len - 1), 1));
			*s = slice_from(*s, len);
		} else {
			struct slice name = cut_name(s);

			if (name.len == 0)
				return "a field without a value";
			add_string(bib, to, name);
		}
		/* a string can be made of ten others, which are so too */
		if (to->len > ENTRY_MAX)
			return "its values have more than 8 MiB";
		*s = skip_comment(*s);
		if (s->len == 0 || s->ptr[0] != '#')
			return NULL;
		*s = slice_from(*s, 1);
	}
}

/*
 * Reads `name = value` of S to its end; a comma that is missing is no harm. Of
 * two fields of one name the first counts, as in BibTeX. What is wrong, or
 * NULL.
 */
static const char *
read_fields(struct bib *bib, struct slice s, struct bibfields *to)
{
	for (;;) {
		struct span text = {to->text.len, 0}, value;
		struct slice name;
		const char *wrong;

		while (s = skip_comment(s), s.len > 0 && s.ptr[0] == ',')
			s = slice_from(s, 1);
		if (s.len == 0)
			return NULL;
		name = cut_name(&s);
		s = skip_comment(s);
		if (name.len == 0 || s.len == 0 || s.ptr[0] != '=')
			return "a field without a name or a value";
		if (fields_full(bib, to))
			return NULL;
		s = slice_from(s, 1);
		text.len = name.len;
		buf_add(&to->text, name);
		value.at = to->text.len;
		wrong = read_value(bib, &s, &to->text);
		if (wrong != NULL) {
			to->text.len = text.at;
			return wrong;
		}
		value.len = to->text.len - value.at;
		if (to == &bib->strings || bibfields_named(to, name) == NULL)
			bibfields_add(to, text, value);
	}
}

/* The text of the field NAME, which is then used; empty if there is none. */
static struct slice
use(struct bib *bib, struct slice name)
{
	struct bibfield *field = bibfields_named(&bib->fields, name);

	if (field == NULL)
		return SLICE("");
	field->used = true;
	return slice_trim(bibfields_text(&bib->fields, field->value));
}

/* The same without using it. */
static struct slice
look(struct bib *bib, struct slice name)
{
	const struct bibfield *field = bibfields_named(&bib->fields, name);

	return field == NULL
	               ? SLICE("")
	               : slice_trim(bibfields_text(&bib->fields, field->value));
}

/* What NAME says is said elsewhere. */
static void
drop(struct bib *bib, struct slice name)
{
	struct bibfield *field = bibfields_named(&bib->fields, name);

	field->value.len = 0;
	field->used = true;
}

static struct slice
plain(struct bib *bib, struct slice tex)
{
	buf_reset(&bib->plain);
	tex_text(&bib->plain, tex);
	return buf_slice(&bib->plain);
}

static struct slice
verbatim(struct bib *bib, struct slice text)
{
	buf_reset(&bib->plain);
	tex_verbatim(&bib->plain, text);
	return buf_slice(&bib->plain);
}

/* Fields of text, by the member that they become: the first that is there. */
static const struct {
	struct slice name;
	enum member member;
} texts[] = {
	{SLICE_INIT("journal"),      M_VENUE    },
	{SLICE_INIT("journaltitle"), M_VENUE    },
	{SLICE_INIT("booktitle"),    M_VENUE    },
	{SLICE_INIT("maintitle"),    M_VENUE    },
	{SLICE_INIT("volume"),       M_VOLUME   },
	{SLICE_INIT("number"),       M_ISSUE    },
	{SLICE_INIT("issue"),        M_ISSUE    },
	{SLICE_INIT("publisher"),    M_PUBLISHER},
	{SLICE_INIT("abstract"),     M_ABSTRACT },
	{SLICE_INIT("note"),         M_COMMENT  },
	{SLICE_INIT("language"),     M_LANGUAGE },
	{SLICE_INIT("langid"),       M_LANGUAGE },
	{SLICE_INIT("copyright"),    M_LICENSE  },
	{SLICE_INIT("license"),      M_LICENSE  },
};

static void
set_text(struct bib *bib, enum member member, struct slice name)
{
	struct paper *paper = bib->source->paper;

	if (paper_has(paper, member) || look(bib, name).len == 0)
		return;
	paper_set(paper, member, plain(bib, use(bib, name)));
}

static void
set_title(struct bib *bib)
{
	struct buf title = {0};
	struct slice subtitle;

	buf_add(&title, plain(bib, use(bib, SLICE("title"))));
	subtitle = use(bib, SLICE("subtitle"));
	if (title.len > 0 && subtitle.len > 0) {
		char last = title.ptr[title.len - 1];

		if (strchr(":?!", last) == NULL)
			buf_char(&title, ':');
		buf_char(&title, ' ');
	}
	buf_add(&title, plain(bib, subtitle));
	paper_set(bib->source->paper, M_TITLE, buf_slice(&title));
	buf_free(&title);
}

/* A dash between pages is a hyphen in the record. */
static void
set_pages(struct bib *bib)
{
	struct slice pages = plain(bib, use(bib, SLICE("pages")));
	struct buf to = {0};

	while (pages.len > 0) {
		bool dash = slice_starts(pages, SLICE("–"));

		buf_char(&to, dash ? '-' : pages.ptr[0]);
		pages = slice_from(pages, dash ? SLICE("–").len : 1);
	}
	paper_set(bib->source->paper, M_PAGES, buf_slice(&to));
	buf_free(&to);
}

static void
set_keywords(struct bib *bib)
{
	struct slice name = look(bib, SLICE("keywords")).len > 0
	                            ? SLICE("keywords")
	                            : SLICE("keyword");
	struct slice rest = use(bib, name), each;
	char at = memchr(rest.ptr, ';', rest.len) != NULL ? ';' : ',';

	while (rest.len > 0 && slice_cut(&rest, at, &each))
		paper_add(bib->source->paper, M_KEYWORDS, plain(bib, each));
}

/* biblatex's date, else year, month and day: what cannot be read stays. */
static void
set_published(struct bib *bib)
{
	struct slice date = verbatim(bib, look(bib, SLICE("date")));
	struct slice year = look(bib, SLICE("year"));
	struct slice month = look(bib, SLICE("month"));
	struct date to;

	if (bibdate_read(date, &to)) {
		use(bib, SLICE("date"));
	} else if (bibdate_of_parts(
			   year, month, look(bib, SLICE("day")), &to)) {
		use(bib, SLICE("year"));
		if (strlen(to.text) > SLICE("2016").len)
			use(bib, SLICE("month"));
		if (strlen(to.text) > SLICE("2016-03").len)
			use(bib, SLICE("day"));
	}
	paper_set_date(bib->source->paper, M_PUBLISHED, &to);
}

static void
set_urls(struct bib *bib)
{
	static const struct {
		struct slice name;
		enum member member;
	} urls[] = {
		{SLICE_INIT("url"),          M_URL},
		{SLICE_INIT("howpublished"), M_URL},
		{SLICE_INIT("pdf"),          M_PDF},
		{SLICE_INIT("file"),         M_PDF},
	};
	struct paper *paper = bib->source->paper;

	for (size_t i = 0; i < COUNT(urls); i++) {
		struct slice url = verbatim(bib, look(bib, urls[i].name));

		if (url.len == 0 || paper_has(paper, urls[i].member))
			continue;
		paper_set_url(paper, urls[i].member, url);
		if (!paper_has(paper, urls[i].member))
			continue;
		use(bib, urls[i].name);
		if (urls[i].member == M_URL)
			paper_identify(paper, url);
	}
}

/* An id of SCHEME that the field NAME holds; false if it holds none. */
static bool
identify(struct bib *bib, struct slice name, struct slice scheme)
{
	struct buf id = {0};
	bool known;

	buf_add(&id, scheme);
	tex_verbatim(&id, look(bib, name));
	known = id.len > scheme.len &&
	        paper_identify(bib->source->paper, buf_slice(&id));
	buf_free(&id);
	if (known)
		use(bib, name);
	return known;
}

/* Does the eprint belong to ARCHIVE, or does nothing say where it is? */
static bool
archived(struct bib *bib, struct slice archive)
{
	struct slice prefix = look(bib, SLICE("archiveprefix"));
	struct slice type = look(bib, SLICE("eprinttype"));

	if (prefix.len == 0 && type.len == 0)
		return slice_eq(archive, SLICE("arxiv"));
	return slice_eq_nocase(prefix.len > 0 ? prefix : type, archive);
}

/* True if the eprint is one of arXiv's. */
static bool
set_eprint(struct bib *bib)
{
	static const struct slice classes[] = {
		SLICE_INIT("primaryclass"), SLICE_INIT("eprintclass")};
	bool arxiv = archived(bib, SLICE("arxiv")) &&
	             identify(bib, SLICE("eprint"), SLICE("arxiv:"));

	if (!arxiv && !(archived(bib, SLICE("pubmed")) &&
			      identify(bib, SLICE("eprint"), SLICE("pmid:"))))
		return false;
	use(bib, SLICE("archiveprefix"));
	use(bib, SLICE("eprinttype"));
	for (size_t i = 0; arxiv && i < COUNT(classes); i++)
		if (look(bib, classes[i]).len > 0)
			paper_add(bib->source->paper, M_CATEGORIES,
				plain(bib, use(bib, classes[i])));
	return arxiv;
}

/*
 * Does the field NAME say nothing but an id of arXiv's, `arXiv:2509.01234v2
 * [cs.LG]`, `arXiv preprint arXiv:2509.01234`? Then it is that of the work; one
 * in a sentence may be another's.
 */
static bool
set_arxiv(struct bib *bib, struct slice name)
{
	struct slice rest = verbatim(bib, look(bib, name)), id;
	const char *at = slice_find_nocase(rest, SLICE("arxiv:"));

	if (at == NULL || !slice_starts_nocase(rest, SLICE("arxiv")))
		return false;
	rest = slice_from(rest, (size_t)(at - rest.ptr));
	slice_cut(&rest, ' ', &id);
	rest = slice_trim(rest.ptr == NULL ? SLICE("") : rest);
	if (rest.len > 0 && rest.ptr[0] != '[' && rest.ptr[0] != '(')
		return false;
	while (id.len > 0 && strchr(".,;", id.ptr[id.len - 1]) != NULL)
		id.len--;
	return paper_identify(bib->source->paper, id);
}

/*
 * Google Scholar has `journal = {arXiv preprint arXiv:2509.01234}`, DBLP CoRR,
 * Semantic Scholar ArXiv with the id in volume. Such a journal is none.
 */
static bool
set_preprint(struct bib *bib)
{
	static const struct slice names[] = {
		SLICE_INIT("journal"), SLICE_INIT("journaltitle")};
	struct slice volume = look(bib, SLICE("volume"));

	for (size_t i = 0; i < COUNT(names); i++) {
		struct slice journal = look(bib, names[i]);

		if (!slice_eq_nocase(journal, SLICE("CoRR")) &&
			!slice_starts_nocase(journal, SLICE("arxiv")))
			continue;
		set_arxiv(bib, names[i]);
		if (slice_starts(volume, SLICE("abs/")))
			paper_identify(bib->source->paper,
				slice_from(volume, SLICE("abs/").len));
		return true;
	}
	return false;
}

/* Zotero has the id in number, others in note; it is no issue, no comment. */
static bool
set_arxiv_elsewhere(struct bib *bib)
{
	static const struct slice names[] = {SLICE_INIT("number"),
		SLICE_INIT("note"), SLICE_INIT("howpublished")};
	bool any = false;

	for (size_t i = 0; i < COUNT(names); i++) {
		if (!set_arxiv(bib, names[i]))
			continue;
		drop(bib, names[i]);
		any = true;
	}
	return any;
}

/* The type, and the entry type where it could not be told from that. */
static void
set_type(struct bib *bib, struct slice entry, bool preprint)
{
	struct paper *paper = bib->source->paper;
	const struct type_row *row = type_of_entry(entry);
	struct slice csl = row == NULL ? SLICE("") : row->csl;

	if (slice_eq_nocase(entry, SLICE("misc")))
		csl = SLICE("");
	else if (slice_eq_nocase(entry, SLICE("online")))
		csl = SLICE("webpage");
	if (preprint)
		csl = SLICE("article");
	paper_set(paper, M_TYPE, csl);
	row = type_of_csl(csl);
	if (row == NULL ? !slice_eq_nocase(entry, SLICE("misc"))
			: !slice_eq_nocase(row->bibtex, entry) &&
				  !slice_eq_nocase(row->biblatex, entry)) {
		buf_reset(&bib->plain);
		for (size_t i = 0; i < entry.len; i++)
			buf_char(&bib->plain, ascii_lower(entry.ptr[i]));
		paper_keep_bibtex(
			paper, SLICE("entrytype"), buf_slice(&bib->plain));
	}
}

/* Where a thesis or a report has a school or an institution, it published. */
static void
set_institution(struct bib *bib, struct slice entry)
{
	const struct type_row *row = type_of_entry(entry);

	if (row == NULL || !(slice_eq(row->csl, SLICE("thesis")) ||
				   slice_eq(row->csl, SLICE("report"))))
		return;
	set_text(bib, M_PUBLISHER, SLICE("school"));
	set_text(bib, M_PUBLISHER, SLICE("institution"));
}

static void
keep_unknown(struct bib *bib)
{
	struct bibfields *fields = &bib->fields;
	struct slice name;

	for (size_t i = 0; i < fields->count; i++) {
		if (fields->all[i].used)
			continue;
		name = bibfields_text(fields, fields->all[i].name);
		buf_reset(&bib->plain);
		for (size_t k = 0; k < name.len; k++)
			buf_char(&bib->plain, ascii_lower(name.ptr[k]));
		paper_keep_bibtex(bib->source->paper, buf_slice(&bib->plain),
			bibfields_text(fields, fields->all[i].value));
	}
}

static void
write_entry(struct bib *bib, struct slice type, struct slice key)
{
	struct paper *paper = bib->source->paper;
	struct slice names = use(bib, SLICE("author"));
	bool arxiv = set_eprint(bib), nowhere = set_preprint(bib);

	arxiv = set_arxiv_elsewhere(bib) || arxiv;

	paper_set(paper, M_KEY, key);
	set_title(bib);
	names_of_bibtex(paper, names);
	if (doi_set(paper, verbatim(bib, look(bib, SLICE("doi")))))
		use(bib, SLICE("doi"));
	identify(bib, SLICE("pmid"), SLICE("pmid:"));
	identify(bib, SLICE("pmcid"), SLICE("pmcid:"));
	set_institution(bib, type);
	for (size_t i = 0; i < COUNT(texts); i++)
		if (!nowhere || (texts[i].member != M_VENUE &&
					texts[i].member != M_VOLUME))
			set_text(bib, texts[i].member, texts[i].name);
	set_pages(bib);
	set_keywords(bib);
	set_published(bib);
	set_urls(bib);
	if (slice_eq(look(bib, SLICE("key")), key))
		use(bib, SLICE("key")); /* pfmt sorts so where nobody wrote */
	set_type(bib, type, nowhere || (arxiv && !paper_has(paper, M_VENUE)));
	keep_unknown(bib);
	paper_add(paper, M_SOURCES, SLICE("bibtex"));
	source_write(bib->source);
}

/* Has the entry anything to call its work by? */
static bool
is_named(struct bib *bib)
{
	return look(bib, SLICE("title")).len > 0 ||
	       look(bib, SLICE("doi")).len > 0 ||
	       look(bib, SLICE("eprint")).len > 0 ||
	       look(bib, SLICE("url")).len > 0;
}

/* The entry whose fields are at hand, with what it inherits. */
static void
finish_entry(struct bib *bib, struct slice type, struct slice key)
{
	struct slice missing;

	if (!library_inherit(&bib->library, type, &bib->fields, &missing))
		source_bad(bib->source, bib->entry,
			"%.*s: it inherits from %.*s, which is not there, or "
			"too long",
			ERR_SLICE(key), ERR_SLICE(missing));
	if (is_named(bib))
		write_entry(bib, type, key);
	else
		source_bad(bib->source, bib->entry,
			"%.*s: no title, doi, eprint or url", ERR_SLICE(key));
}

/* Those that waited for others, and those behind them, in their order. */
static void
finish_waiting(struct bib *bib)
{
	struct library *library = &bib->library;

	for (size_t i = 0; library->waiting > 0 && i < library->count; i++) {
		const struct kept *kept = &library->all[i];

		if (!kept->waits)
			continue;
		library_fields(library, kept, &bib->fields);
		bib->entry = kept->line;
		finish_entry(bib, bibfields_text(&library->fields, kept->type),
			bibfields_text(&library->fields, kept->key));
	}
	library_free(library);
	*library = (struct library){0};
}

/*
 * Entries inherit from those before and behind them: one whose parent has not
 * come waits for the end of the file, and all behind it with it.
 */
static void
take_fields(struct bib *bib, struct slice type, struct slice key)
{
	static const struct slice data[] = {
		SLICE_INIT("xdata"), SLICE_INIT("set")};
	struct library *library = &bib->library;
	struct slice missing;
	bool work = !slice_eq_nocase(type, data[0]) &&
	            !slice_eq_nocase(type, data[1]);
	bool waits = work &&
	             (library->waiting > 0 || !library_inherit(library, type,
						      &bib->fields, &missing));
	bool kept = library_keep(
		library, type, key, bib->entry, &bib->fields, waits);

	if (!kept)
		source_bad(bib->source, bib->entry,
			"entries of more than 64 MiB wait for others");
	if (work && !(kept && waits))
		finish_entry(bib, type, key);
	if (!kept)
		finish_waiting(bib);
}

/* The inside of an entry. */
static void
read_entry(struct bib *bib, struct slice type, struct slice inside)
{
	struct slice rest = skip_comment(inside), key = rest;
	const char *wrong;

	while (rest.len > 0 && rest.ptr[0] != ',' && rest.ptr[0] != '=')
		rest = slice_from(rest, 1);
	if (rest.len > 0 && rest.ptr[0] == '=') { /* there is no key */
		rest = key;
		key.len = 0;
	}
	key = slice_trim(slice_first(key, (size_t)(rest.ptr - key.ptr)));
	bibfields_reset(&bib->fields);
	wrong = read_fields(bib, rest, &bib->fields);
	if (wrong == NULL)
		take_fields(bib, type, key);
	else
		source_bad(bib->source, bib->entry, "%.*s: %s", ERR_SLICE(key),
			wrong);
}

/* The next entry, at AT; whatever it is it has been passed over. */
static void
take_entry(struct bib *bib)
{
	struct slice type, inside, entry;
	const char *wrong = NULL;
	enum scanned scanned;
	size_t opened, len;

	window_hold(&bib->window, AHEAD);
	bib->entry = bib->window.line;
	if (!entry_begins(window_text(&bib->window), &type, &inside)) {
		window_pass(&bib->window, 1);
		return;
	}
	opened = (size_t)(inside.ptr - window_text(&bib->window).ptr);
	scanned = scan_entry(bib, opened, &len);
	entry = slice_first(window_text(&bib->window), len);
	entry_begins(entry, &type, &inside);
	if (slice_eq_nocase(type, SLICE("comment"))) {
		window_pass(&bib->window, len);
		return;
	}
	inside = slice_from(slice_first(inside, inside.len - 1), 1);
	if (scanned == TOO_LONG)
		wrong = "an entry of more than 8 MiB";
	else if (scanned == OPEN)
		wrong = "the entry does not end";
	else if (slice_eq_nocase(type, SLICE("string")))
		wrong = read_fields(bib, inside, &bib->strings);
	else if (!slice_eq_nocase(type, SLICE("preamble")))
		read_entry(bib, type, inside);
	if (wrong != NULL)
		source_bad(bib->source, bib->entry, "%s", wrong);
	window_pass(&bib->window, len);
}

void
bibtex_parse(struct source *source)
{
	struct bib bib = {
		.source = source, .window = {.source = source, .line = 1}
        };

	for (;;) {
		struct slice rest;
		const char *at;

		window_hold(&bib.window, 1);
		rest = window_text(&bib.window);
		if (rest.len == 0)
			break;
		at = memchr(rest.ptr, '@', rest.len);
		window_pass(&bib.window,
			at == NULL ? rest.len : (size_t)(at - rest.ptr));
		if (at != NULL)
			take_entry(&bib);
	}
	finish_waiting(&bib);
	buf_free(&bib.window.held);
	buf_free(&bib.plain);
	bibfields_free(&bib.fields);
	bibfields_free(&bib.strings);
}

/* A line of the head begins an entry; what is markup or JSON is none. */
bool
bibtex_sniff(struct slice head)
{
	struct slice line, type, rest;

	if (head.len == 0 || strchr("<{[", head.ptr[0]) != NULL)
		return false;
	while (slice_cut(&head, '\n', &line)) {
		line = skip_space(line);
		if (slice_starts(line, SLICE("@")) &&
			entry_begins(line, &type, &rest))
			return true;
	}
	return false;
}
