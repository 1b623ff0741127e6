#include "ident.h"
#include "utf8.h"

enum { LONGEST = 2048 }; /* of what may be an identifier or an address */

/* The archives of old-style ids, of which many are categories today. */
static const struct slice archives[] = {SLICE_INIT("acc-phys"),
	SLICE_INIT("adap-org"), SLICE_INIT("alg-geom"), SLICE_INIT("ao-sci"),
	SLICE_INIT("astro-ph"), SLICE_INIT("atom-ph"), SLICE_INIT("bayes-an"),
	SLICE_INIT("chao-dyn"), SLICE_INIT("chem-ph"), SLICE_INIT("cmp-lg"),
	SLICE_INIT("comp-gas"), SLICE_INIT("cond-mat"), SLICE_INIT("cs"),
	SLICE_INIT("dg-ga"), SLICE_INIT("econ"), SLICE_INIT("eess"),
	SLICE_INIT("funct-an"), SLICE_INIT("gr-qc"), SLICE_INIT("hep-ex"),
	SLICE_INIT("hep-lat"), SLICE_INIT("hep-ph"), SLICE_INIT("hep-th"),
	SLICE_INIT("math"), SLICE_INIT("math-ph"), SLICE_INIT("mtrl-th"),
	SLICE_INIT("nlin"), SLICE_INIT("nucl-ex"), SLICE_INIT("nucl-th"),
	SLICE_INIT("patt-sol"), SLICE_INIT("physics"), SLICE_INIT("plasm-ph"),
	SLICE_INIT("q-alg"), SLICE_INIT("q-bio"), SLICE_INIT("q-fin"),
	SLICE_INIT("quant-ph"), SLICE_INIT("solv-int"), SLICE_INIT("stat"),
	SLICE_INIT("supr-con")};

/* What stands behind an id in the address or the name of a file. */
static const struct slice extensions[] = {SLICE_INIT(".pdf"),
	SLICE_INIT(".html"), SLICE_INIT(".xml"), SLICE_INIT(".bib"),
	SLICE_INIT(".ris"), SLICE_INIT(".nt"), SLICE_INIT(".ps"),
	SLICE_INIT(".md")};

static struct slice
without_extension(struct slice s)
{
	for (size_t i = 0; i < COUNT(extensions); i++)
		if (slice_ends_nocase(s, extensions[i]))
			return slice_first(s, s.len - extensions[i].len);
	return s;
}

/* Takes PREFIX off the front of S, and the blanks behind it. */
static bool
take_prefix(struct slice *s, struct slice prefix)
{
	if (!slice_starts_nocase(*s, prefix))
		return false;
	*s = slice_trim(slice_from(*s, prefix.len));
	return true;
}

static size_t
digit_span(struct slice s)
{
	size_t n = 0;

	while (n < s.len && ascii_digit(s.ptr[n]))
		n++;
	return n;
}

static bool
is_number(struct slice s, size_t longest)
{
	return s.len > 0 && s.len <= longest && digit_span(s) == s.len &&
	       s.ptr[0] != '0';
}

/* Are all bytes ASCII letters, digits, or one of MARKS? */
static bool
is_word(struct slice s, struct slice marks)
{
	for (size_t i = 0; i < s.len; i++)
		if (!ascii_alnum(s.ptr[i]) &&
			(marks.len == 0 ||
				memchr(marks.ptr, s.ptr[i], marks.len) == NULL))
			return false;
	return s.len > 0;
}

static void
add_lower(struct buf *to, struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		buf_char(to, ascii_lower(s.ptr[i]));
}

/* The value of the N digits at the front of S. */
static int
number_of(struct slice s, size_t n)
{
	int number = 0;

	for (size_t i = 0; i < n; i++)
		number = number * 10 + (s.ptr[i] - '0');
	return number;
}

static bool
is_month(int yymm)
{
	return yymm % 100 >= 1 && yymm % 100 <= 12;
}

/* What has been read: the id, and the version where there is one, else 0. */
struct ident {
	struct buf *id;
	int version;
};

/* `v2`, and a subject class and a date in brackets and behind, to the end. */
static bool
read_version(struct slice s, struct ident *to)
{
	size_t n;

	if (s.len > 1 && ascii_lower(s.ptr[0]) == 'v') {
		s = slice_from(s, 1);
		n = digit_span(s);
		if (n == 0 || n > 4 || s.ptr[0] == '0')
			return false;
		to->version = number_of(s, n);
		s = slice_from(s, n);
	}
	if (s.len > 0 && !ascii_space(s.ptr[0]))
		return false;
	s = slice_trim(s);
	return s.len == 0 || s.ptr[0] == '[';
}

/* As it is called in an id; NULL if there is no such one. */
static const struct slice *
find_archive(struct slice name)
{
	for (size_t i = 0; i < COUNT(archives); i++)
		if (slice_eq_nocase(name, archives[i]))
			return &archives[i];
	return NULL;
}

/* Takes `math/` or `math.GT/` off the front; the archive's name, or NULL. */
static const struct slice *
take_archive(struct slice *s)
{
	struct slice rest = *s, name, archive;
	const struct slice *found;

	if (!slice_cut(&rest, '/', &name) || rest.ptr == NULL ||
		!slice_cut(&name, '.', &archive) ||
		(name.ptr != NULL && !is_word(name, SLICE("-"))))
		return NULL;
	found = find_archive(archive);
	if (found != NULL)
		*s = rest;
	return found;
}

bool
ident_category(struct slice term)
{
	struct slice archive;

	slice_cut(&term, '.', &archive);
	if (find_archive(archive) == NULL)
		return false;
	return term.ptr != NULL ? is_word(term, SLICE("-"))
	                        : memchr(archive.ptr, '-', archive.len) != NULL;
}

/*
 * New ids: YYMM.NNNN from 0704, YYMM.NNNNN from 1501; journals print an archive
 * in front. Old ids, 9107 to 0703: ARCHIVE/YYMMNNN.
 */
static bool
read_arxiv(struct slice s, struct ident *to)
{
	const struct slice *archive;
	size_t n, digits;
	int yymm;

	take_prefix(&s, SLICE("arxiv:"));
	s = without_extension(s);
	archive = take_archive(&s);
	n = digit_span(s);
	if (n != 4 && n != 7)
		return false;
	yymm = number_of(s, 4);
	if (!is_month(yymm))
		return false;
	buf_add(to->id, SLICE("arxiv:"));
	if (n == 7) {
		if (archive == NULL || (yymm > 703 && yymm < 9107))
			return false;
		buf_add(to->id, *archive);
		buf_char(to->id, '/');
		buf_add(to->id, slice_first(s, 7));
		return read_version(slice_from(s, 7), to);
	}
	digits = yymm < 1501 ? 4 : 5;
	if (yymm < 704 || s.len < 5 + digits || s.ptr[4] != '.' ||
		digit_span(slice_from(s, 5)) != digits)
		return false;
	buf_add(to->id, slice_first(s, 5 + digits));
	return read_version(slice_from(s, 5 + digits), to);
}

/* 10.N/X; only ASCII is the same in both cases (ISO 26324; DOI Handbook, 2.4).
 */
static bool
read_doi(struct slice s, struct ident *to)
{
	struct slice rest, prefix, part;

	take_prefix(&s, SLICE("doi:"));
	rest = s;
	if (!slice_starts(s, SLICE("10.")) || !slice_cut(&rest, '/', &prefix) ||
		rest.len == 0 || !utf8_valid(rest))
		return false;
	for (size_t i = 0; i < rest.len; i++)
		if ((unsigned char)rest.ptr[i] <= ' ' || rest.ptr[i] == 0x7F)
			return false;
	prefix = slice_from(prefix, 3);
	if (digit_span(prefix) < 4)
		return false;
	while (slice_cut(&prefix, '.', &part))
		if (part.len == 0 || digit_span(part) != part.len)
			return false;
	if (slice_starts_nocase(s, SLICE("10.48550/arxiv."))) {
		if (read_arxiv(slice_from(rest, 6), to))
			return true;
		buf_reset(to->id);
		to->version = 0;
	}
	buf_add(to->id, SLICE("doi:"));
	add_lower(to->id, s);
	return true;
}

/* bioRxiv and medRxiv: a DOI of digits, then `v2`, `.full` or the like. */
static bool
read_posted(struct slice s, struct ident *to)
{
	struct slice rest = s, prefix;
	size_t n = 0;

	slice_cut(&rest, '/', &prefix);
	while (n < rest.len && (ascii_digit(rest.ptr[n]) || rest.ptr[n] == '.'))
		n++;
	while (n > 0 && rest.ptr[n - 1] == '.')
		n--;
	return n > 0 && read_doi(slice_first(s, prefix.len + 1 + n), to);
}

static bool
read_pmid(struct slice s, struct ident *to)
{
	buf_add(to->id, SLICE("pmid:"));
	buf_add(to->id, s);
	return is_number(s, 9);
}

/* With or without the letters: sources write both. */
static bool
read_pmcid(struct slice s, struct ident *to)
{
	take_prefix(&s, SLICE("PMC"));
	buf_add(to->id, SLICE("pmcid:PMC"));
	buf_add(to->id, s);
	return is_number(s, 9);
}

/* 2022.acl-long.1, and until 2019 P19-1001. */
static bool
read_acl(struct slice s, struct ident *to)
{
	struct slice rest, year, volume;

	rest = s = without_extension(s);
	buf_add(to->id, SLICE("acl:"));
	if (s.len == 8 && ascii_alpha(s.ptr[0]) && s.ptr[3] == '-' &&
		digit_span(slice_from(s, 1)) == 2) {
		buf_char(to->id, (char)(ascii_lower(s.ptr[0]) - ('a' - 'A')));
		buf_add(to->id, slice_from(s, 1));
		return digit_span(slice_from(s, 4)) == 4;
	}
	add_lower(to->id, s);
	return slice_cut(&rest, '.', &year) && year.len == 4 &&
	       digit_span(year) == 4 && slice_cut(&rest, '.', &volume) &&
	       is_word(volume, SLICE("-")) &&
	       memchr(volume.ptr, '-', volume.len) != NULL && rest.len > 0 &&
	       digit_span(rest) == rest.len;
}

static bool
read_openreview(struct slice s, struct ident *to)
{
	buf_add(to->id, SLICE("openreview:"));
	buf_add(to->id, s);
	return is_word(s, SLICE("_-"));
}

static bool
is_dblp_kind(struct slice s)
{
	static const char *const kinds[] = {"books", "conf", "data", "journals",
		"ms", "phd", "reference", "series", "tr", "www"};

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (slice_eq(s, slice_of(kinds[i])))
			return true;
	return false;
}

/* conf/nips/VaswaniSPUJGKP17: a kind, a series, a key. */
static bool
read_dblp(struct slice s, struct ident *to)
{
	struct slice rest = s = without_extension(s), kind, series;

	buf_add(to->id, SLICE("dblp:"));
	buf_add(to->id, s);
	return slice_cut(&rest, '/', &kind) && is_dblp_kind(kind) &&
	       slice_cut(&rest, '/', &series) && is_word(series, SLICE("_-")) &&
	       is_word(rest, SLICE("_-./"));
}

/* The SHA-1 of 40 digits; in an address the title stands in front of it. */
static bool
read_s2(struct slice s, struct ident *to)
{
	buf_add(to->id, SLICE("s2:"));
	add_lower(to->id, s);
	for (size_t i = 0; i < s.len; i++)
		if (!ascii_digit(s.ptr[i]) &&
			(ascii_lower(s.ptr[i]) < 'a' ||
				ascii_lower(s.ptr[i]) > 'f'))
			return false;
	return s.len == 40;
}

static bool
read_s2_page(struct slice s, struct ident *to)
{
	struct slice last = s;

	while (slice_cut(&s, '/', &last))
		;
	return read_s2(last, to);
}

static bool
read_openalex(struct slice s, struct ident *to)
{
	if (!take_prefix(&s, SLICE("W")))
		return false;
	buf_add(to->id, SLICE("openalex:W"));
	buf_add(to->id, s);
	return is_number(s, 12);
}

/* The order of sheaf(5), "id": the better ones first. */
static const struct {
	struct slice name;
	/* Puts what S is in ID; false, and anything in ID, if it is none. */
	bool (*read)(struct slice s, struct ident *to);
} schemes[] = {
	{SLICE_INIT("arxiv:"),      read_arxiv     },
	{SLICE_INIT("doi:"),        read_doi       },
	{SLICE_INIT("pmid:"),       read_pmid      },
	{SLICE_INIT("pmcid:"),      read_pmcid     },
	{SLICE_INIT("acl:"),        read_acl       },
	{SLICE_INIT("openreview:"), read_openreview},
	{SLICE_INIT("dblp:"),       read_dblp      },
	{SLICE_INIT("s2:"),         read_s2        },
	{SLICE_INIT("openalex:"),   read_openalex  },
	{SLICE_INIT("url:"),        NULL           },
	{SLICE_INIT("title:"),      NULL           },
};

/*
 * Pages of papers: the id is what follows PATH, or the member MEMBER of the
 * query. A host stands for the hosts below it: dx.doi.org, export.arxiv.org.
 */
#define ROW(host, path, member, read)                                          \
	{                                                                      \
		SLICE_INIT(host), SLICE_INIT(path), SLICE_INIT(member), read   \
	}
static const struct page {
	struct slice host, path, member;
	bool (*read)(struct slice s, struct ident *to);
} pages[] = {
	ROW("arxiv.org", "/abs/", "", read_arxiv),
	ROW("arxiv.org", "/pdf/", "", read_arxiv),
	ROW("arxiv.org", "/html/", "", read_arxiv),
	ROW("arxiv.org", "/ps/", "", read_arxiv),
	ROW("arxiv.org", "/format/", "", read_arxiv),
	ROW("arxiv.org", "/e-print/", "", read_arxiv),
	ROW("arxiv.org", "/src/", "", read_arxiv),
	ROW("xxx.lanl.gov", "/abs/", "", read_arxiv),
	ROW("xxx.lanl.gov", "/pdf/", "", read_arxiv),
	ROW("ar5iv.org", "/abs/", "", read_arxiv),
	ROW("ar5iv.org", "/html/", "", read_arxiv),
	ROW("alphaxiv.org", "/abs/", "", read_arxiv),
	ROW("alphaxiv.org", "/pdf/", "", read_arxiv),
	ROW("alphaxiv.org", "/overview/", "", read_arxiv),
	ROW("huggingface.co", "/papers/", "", read_arxiv),
	ROW("huggingface.co", "/api/papers/", "", read_arxiv),
	ROW("hf.co", "/papers/", "", read_arxiv),
	ROW("doi.org", "/", "", read_doi),
	ROW("biorxiv.org", "/content/", "", read_posted),
	ROW("medrxiv.org", "/content/", "", read_posted),
	ROW("pubmed.ncbi.nlm.nih.gov", "/", "", read_pmid),
	ROW("ncbi.nlm.nih.gov", "/pubmed/", "", read_pmid),
	ROW("europepmc.org", "/article/MED/", "", read_pmid),
	ROW("europepmc.org", "/abstract/MED/", "", read_pmid),
	ROW("pmc.ncbi.nlm.nih.gov", "/articles/", "", read_pmcid),
	ROW("ncbi.nlm.nih.gov", "/pmc/articles/", "", read_pmcid),
	ROW("europepmc.org", "/article/PMC/", "", read_pmcid),
	ROW("europepmc.org", "/articles/", "", read_pmcid),
	ROW("aclanthology.org", "/", "", read_acl),
	ROW("aclweb.org", "/anthology/", "", read_acl),
	ROW("openreview.net", "/forum", "id", read_openreview),
	ROW("openreview.net", "/pdf", "id", read_openreview),
	ROW("dblp.org", "/rec/", "", read_dblp),
	ROW("dblp.uni-trier.de", "/rec/", "", read_dblp),
	ROW("semanticscholar.org", "/paper/", "", read_s2_page),
	ROW("api.semanticscholar.org", "/graph/v1/paper/", "", read_s2_page),
	ROW("openalex.org", "/", "", read_openalex),
	ROW("openalex.org", "/works/", "", read_openalex),
};
#undef ROW

/*
 * The parts of a web address (RFC 3986, 3), each without its mark, HOST without
 * a default port; the fragment is left out. NULL in QUERY.ptr is no query.
 */
struct address {
	struct slice host, path, query;
};

/* The address behind http:// or https://, of which PORT is the default. */
static struct address
address_split(struct slice s, struct slice port)
{
	struct address to = {0};
	size_t n = 0;

	slice_cut(&s, '#', &to.path);
	to.query = to.path;
	slice_cut(&to.query, '?', &to.path);
	while (n < to.path.len && to.path.ptr[n] != '/')
		n++;
	to.host = slice_first(to.path, n);
	to.path = slice_from(to.path, n);
	if (slice_ends(to.host, port))
		to.host.len -= port.len;
	while (to.path.len > 0 && to.path.ptr[to.path.len - 1] == '/')
		to.path.len--;
	return to;
}

static bool
is_address(struct slice s, struct address *to)
{
	if (take_prefix(&s, SLICE("https://")))
		*to = address_split(s, SLICE(":443"));
	else if (take_prefix(&s, SLICE("http://")))
		*to = address_split(s, SLICE(":80"));
	else
		return false;
	return to->host.len > 0;
}

/* S without its percent-escapes, in TO, which has room for all of it. */
static struct slice
unescape(struct slice s, char *to)
{
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++, len++) {
		int high = -1, low = -1;

		if (s.ptr[i] == '%' && s.len - i > 2) {
			high = ascii_hex(s.ptr[i + 1]);
			low = ascii_hex(s.ptr[i + 2]);
		}
		to[len] = s.ptr[i];
		if (high >= 0 && low >= 0) {
			to[len] = (char)(high << 4 | low);
			i += 2;
		}
	}
	return (struct slice){to, len};
}

/* The value of the member NAME of a query, in VALUE. */
static bool
query_member(struct slice query, struct slice name, struct slice *value)
{
	struct slice member;

	while (slice_cut(&query, '&', &member))
		if (slice_starts(member, name) && member.len > name.len &&
			member.ptr[name.len] == '=') {
			*value = slice_from(member, name.len + 1);
			return true;
		}
	return false;
}

static bool
host_is(struct slice host, struct slice name)
{
	return slice_ends_nocase(host, name) &&
	       (host.len == name.len ||
		       host.ptr[host.len - name.len - 1] == '.');
}

/* Puts the id of the paper at ADDRESS in ID. */
static bool
read_page(struct address address, struct ident *to)
{
	char path[LONGEST];
	struct slice rest = unescape(address.path, path), value;

	for (size_t i = 0; i < COUNT(pages); i++) {
		const struct page *page = &pages[i];

		if (!slice_starts_nocase(rest, page->path) ||
			!host_is(address.host, page->host))
			continue;
		value = slice_from(rest, page->path.len);
		if (page->member.len > 0 &&
			(value.len > 0 || !query_member(address.query,
						  page->member, &value)))
			continue;
		to->version = 0;
		buf_reset(to->id);
		if (page->read(value, to))
			return true;
	}
	return false;
}

/* Without what a sentence around it leaves on pasted text: (see X). */
static struct slice
pasted(struct slice s)
{
	static const struct slice marks = SLICE_INIT(".,;:!?'\""),
				  opening = SLICE_INIT("([{<"),
				  closing = SLICE_INIT(")]}>");

	s = slice_trim(s);
	while (s.len > 0 && memchr("([{<'\"", s.ptr[0], 6) != NULL)
		s = slice_from(s, 1);
	for (; s.len > 0; s.len--) {
		char last = s.ptr[s.len - 1];
		const char *pair = memchr(closing.ptr, last, closing.len);
		size_t open = 0, closed = 0;

		if (memchr(marks.ptr, last, marks.len) != NULL)
			continue;
		if (pair == NULL)
			break;
		for (size_t i = 0; i < s.len; i++) {
			open += s.ptr[i] == opening.ptr[pair - closing.ptr];
			closed += s.ptr[i] == last;
		}
		if (closed <= open)
			break;
	}
	return s;
}

/* What is written without its scheme. */
static bool
read_plain(struct slice s, struct ident *to)
{
	if (slice_starts(s, SLICE("10.")))
		return read_doi(s, to);
	if (slice_starts_nocase(s, SLICE("PMC")))
		return read_pmcid(s, to);
	take_prefix(&s, SLICE("oai:arXiv.org:"));
	return read_arxiv(s, to);
}

/* S is without what is left of a sentence, and not too long. */
static bool
read_bare(struct slice s, struct ident *to)
{
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (take_prefix(&s, schemes[i].name))
			return schemes[i].read != NULL &&
			       schemes[i].read(s, to);
	return read_plain(s, to);
}

/* With the scheme of the address, with or without `doi:` in front, or none. */
static bool
read_address(struct slice s, struct ident *to)
{
	struct address address;

	take_prefix(&s, SLICE("doi:"));
	if (!is_address(s, &address))
		address = address_split(s, SLICE(":443"));
	return read_page(address, to);
}

static bool
read_any(struct slice text, struct buf *id, int *version, bool addresses)
{
	struct ident to = {id, 0};
	bool found;

	buf_reset(id);
	text = pasted(slice_first(text, LONGEST + 1));
	found = text.len > 0 && text.len <= LONGEST &&
	        (read_bare(text, &to) ||
			(addresses && read_address(text, &to)));
	if (!found) {
		buf_reset(id);
		to.version = 0;
	}
	if (version != NULL)
		*version = to.version;
	return found;
}

bool
ident_read(struct slice text, struct buf *id, int *version)
{
	return read_any(text, id, version, true);
}

bool
ident_read_bare(struct slice text, struct buf *id, int *version)
{
	return read_any(text, id, version, false);
}

/* Members of a query that say where a reader came from. */
static bool
is_tracking(struct slice member)
{
	static const struct slice names[] = {SLICE_INIT("fbclid"),
		SLICE_INIT("gclid"), SLICE_INIT("dclid"), SLICE_INIT("msclkid"),
		SLICE_INIT("yclid"), SLICE_INIT("igshid"), SLICE_INIT("mc_cid"),
		SLICE_INIT("mc_eid"), SLICE_INIT("dgcid")};
	struct slice name;

	if (slice_starts_nocase(member, SLICE("utm_")))
		return true;
	slice_cut(&member, '=', &name);
	for (size_t i = 0; i < COUNT(names); i++)
		if (slice_eq_nocase(name, names[i]))
			return true;
	return false;
}

/* A key is one line: what no address may hold is escaped (RFC 3986, 2). */
static void
add_escaped(struct buf *to, struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c <= ' ' || c == 0x7F)
			buf_format(to, "%%%02X", c);
		else
			buf_char(to, s.ptr[i]);
	}
}

bool
ident_of_url(struct slice url, struct buf *id)
{
	struct address address;
	struct slice member;
	char mark = '?';
	size_t at;

	buf_reset(id);
	if (!is_address(slice_trim(url), &address))
		return false;
	buf_add(id, SLICE("url:https://"));
	at = id->len;
	add_escaped(id, address.host);
	for (; at < id->len; at++)
		id->ptr[at] = ascii_lower(id->ptr[at]);
	add_escaped(id, address.path);
	while (slice_cut(&address.query, '&', &member)) {
		if (member.len == 0 || is_tracking(member))
			continue;
		buf_char(id, mark);
		add_escaped(id, member);
		mark = '&';
	}
	return true;
}

int
ident_rank(struct slice id)
{
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (slice_starts(id, schemes[i].name))
			return (int)i;
	return (int)COUNT(schemes);
}
