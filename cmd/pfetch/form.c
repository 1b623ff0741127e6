#include "form.h"
#include "dialect.h"
#include "next.h"
#include "read.h"

/* Ids that services know. */
static const struct known_id arxiv_ids[] = {
	{"arxiv:", "",   ID_VERSION},
	{NULL,     NULL, ID_PLAIN  },
};
static const struct known_id hf_ids[] = {
	{"arxiv:", "",   ID_PLAIN},
	{NULL,     NULL, ID_PLAIN},
};
static const struct known_id doi_ids[] = {
	{"doi:", "",   ID_PLAIN},
	{NULL,   NULL, ID_PLAIN},
};
static const struct known_id doi_or_arxiv_ids[] = {
	{"doi:",   "",                ID_PLAIN},
	{"arxiv:", "10.48550/arXiv.", ID_PLAIN},
	{NULL,     NULL,              ID_PLAIN},
};
static const struct known_id s2_ids[] = {
	{"arxiv:",    "ARXIV:",    ID_PLAIN },
	{"doi:",      "DOI:",      ID_PLAIN },
	{"pmid:",     "PMID:",     ID_PLAIN },
	{"pmcid:PMC", "PMCID:",    ID_PLAIN },
	{"acl:",      "ACL:",      ID_PLAIN },
	{"s2:",       "",          ID_PLAIN },
	{"CorpusId:", "CorpusId:", ID_NUMBER},
	{NULL,        NULL,        ID_PLAIN },
};
static const struct known_id openalex_ids[] = {
	{"openalex:", "",                    ID_PLAIN},
	{"doi:",      "doi:",                ID_PLAIN},
	{"arxiv:",    "doi:10.48550/arxiv.", ID_PLAIN},
	{"pmid:",     "pmid:",               ID_PLAIN},
	{NULL,        NULL,                  ID_PLAIN},
};
static const struct known_id work_ids[] = {
	{"openalex:", "",   ID_PLAIN},
	{NULL,        NULL, ID_PLAIN},
};
static const struct known_id pmid_ids[] = {
	{"pmid:", "",   ID_PLAIN},
	{NULL,    NULL, ID_PLAIN},
};
static const struct known_id pmcid_ids[] = {
	{"pmcid:", "PMCID:", ID_PLAIN},
	{NULL,     NULL,     ID_PLAIN},
};
/* A search for one; the quote is closed behind it. */
static const struct known_id europepmc_ids[] = {
	{"doi:",   "DOI:\"",                ID_PLAIN},
	{"pmid:",  "SRC:MED AND EXT_ID:\"", ID_PLAIN},
	{"pmcid:", "PMCID:\"",              ID_PLAIN},
	{NULL,     NULL,                    ID_PLAIN},
};
static const struct known_id doaj_ids[] = {
	{"doi:", "doi:\"", ID_PLAIN},
	{NULL,   NULL,     ID_PLAIN},
};
static const struct known_id ads_ids[] = {
	{"doi:",   "doi:\"",              ID_PLAIN},
	{"arxiv:", "identifier:\"arXiv:", ID_PLAIN},
	{NULL,     NULL,                  ID_PLAIN},
};
static const struct known_id openreview_ids[] = {
	{"openreview:", "",   ID_PLAIN},
	{NULL,          NULL, ID_PLAIN},
};
static const struct known_id acl_ids[] = {
	{"acl:", "",   ID_PLAIN},
	{NULL,   NULL, ID_PLAIN},
};
static const struct known_id dblp_ids[] = {
	{"dblp:", "",   ID_PLAIN},
	{NULL,    NULL, ID_PLAIN},
};
static const struct known_id inspire_ids[] = {
	{"arxiv:", "arxiv/",      ID_PLAIN },
	{"doi:",   "doi/",        ID_PLAIN },
	{"",       "literature/", ID_NUMBER},
	{NULL,     NULL,          ID_PLAIN },
};

#define HF "https://huggingface.co"
#define HF_DAILY HF "/api/daily_papers?"
#define ARXIV_API "https://export.arxiv.org/api/query?"
#define ARXIV_OAI "https://oaipmh.arxiv.org/oai?verb=ListRecords"
#define S2 "https://api.semanticscholar.org/graph/v1"
#define OPENALEX "https://api.openalex.org/works"
#define CROSSREF "https://api.crossref.org"
#define NCBI "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
#define EUROPEPMC                                                              \
	"https://www.ebi.ac.uk/europepmc/webservices/rest/search?query="
#define BIORXIV "https://api.biorxiv.org/details"
#define OPENREVIEW "https://api2.openreview.net/notes"

/* Semantic Scholar gives paperId and title unless all are named; tldr only
 * where a paper is asked for by itself, and in the plain search. */
#define S2_FIELDS                                                              \
	"fields=externalIds,url,title,abstract,authors,venue,journal,year,"    \
	"publicationDate,publicationTypes,openAccessPdf,citationCount"

/* The names of ADS for what pparse has a use for. */
#define ADS_FIELDS                                                             \
	"bibcode,identifier,doi,title,author,abstract,pubdate,date,pub,"       \
	"volume,issue,page,doctype,keyword,arxiv_class,citation_count"

/* The page sizes that the services allow. */
enum {
	HF_SIZE = 100,
	HF_SEARCH_SIZE = 120,
	ARXIV_SIZE = 100,
	S2_SEARCH_SIZE = 100,
	S2_SIZE = 1000,
	S2_RECOMMENDED = 500,
	OPENALEX_SIZE = 100,
	CROSSREF_SIZE = 1000,
	DATACITE_SIZE = 1000,
	DBLP_SIZE = 1000,
	NCBI_SIZE = 200,
	EUROPEPMC_SIZE = 1000,
	OPENREVIEW_SIZE = 1000,
	DOAJ_SIZE = 100,
	INSPIRE_SIZE = 250,
	ADS_SIZE = 200,
	ZOTERO_SIZE = 100,
};

/* What they give of one search at most. arXiv: "max_results"; Semantic Scholar:
 * "relevance search"; DataCite: "Pagination"; PubMed: "ESearch"; DOAJ:
 * "Search"; INSPIRE: "Pagination". */
enum {
	ARXIV_CEILING = 30000,
	S2_CEILING = 1000,
	DATACITE_CEILING = 10000,
	NCBI_CEILING = 9999,
	DOAJ_CEILING = 1000,
	INSPIRE_CEILING = 10000,
};

/* Results of a search, or of a list that has no end of its own. */
enum { USUAL = 100 };

static const char atom[] = "application/atom+xml";
static const char json[] = "application/json";
static const char xml[] = "text/xml, application/xml";

/* Hugging Face says no total; OpenReview's is not asked for. */
static const struct paging hf_pages = {.kind = PAGING_SHORT, .items = ""};
static const struct paging note_pages = {
	.kind = PAGING_SHORT, .items = "notes"};
static const struct paging library_pages = {.kind = PAGING_LINK, .items = ""};
static const struct paging repository_pages = {
	.kind = PAGING_LINK, .items = ""};

/* A search that finds something says now and then that there is nothing. */
static const struct paging atom_pages = {
	.kind = PAGING_TOTAL,
	.items = "<entry",
	.where = "<totalResults",
	.doubtful = true,
};
static const struct paging listing_pages = {
	.kind = PAGING_TOTAL, .items = "<dt", .where = "=Total of "};
static const struct paging datacite_pages = {
	.kind = PAGING_TOTAL, .items = "data", .where = "meta.total"};
static const struct paging dblp_pages = {
	.kind = PAGING_TOTAL,
	.items = "result.hits.hit",
	.where = "result.hits.@total",
};
static const struct paging article_pages = {
	.kind = PAGING_TOTAL, .items = "<PubmedArticle"};
static const struct paging biorxiv_pages = {
	.kind = PAGING_TOTAL,
	.items = "collection",
	.where = "messages.0.total",
};
static const struct paging doaj_pages = {
	.kind = PAGING_TOTAL, .items = "results", .where = "total"};
static const struct paging inspire_pages = {
	.kind = PAGING_TOTAL, .items = "hits.hits", .where = "hits.total"};
static const struct paging ads_pages = {
	.kind = PAGING_TOTAL,
	.items = "response.docs",
	.where = "response.numFound",
};

static const struct paging recommended_pages = {
	.kind = PAGING_SHORT, .items = "recommendedPapers"};

/* The next page is the offset that the reply names. */
static const struct paging s2_pages = {.kind = PAGING_CURSOR,
	.items = "data",
	.where = "next",
	.total = "total",
	.first = "0"};
static const struct paging s2_bulk_pages = {.kind = PAGING_CURSOR,
	.items = "data",
	.where = "token",
	.total = "total"};
static const struct paging openalex_pages = {
	.kind = PAGING_CURSOR,
	.items = "results",
	.where = "meta.next_cursor",
	.total = "meta.count",
	.first = "*",
};
/* next-cursor is always there, and often the same. */
static const struct paging crossref_pages = {
	.kind = PAGING_CURSOR,
	.items = "message.items",
	.where = "message.next-cursor",
	.total = "message.total-results",
	.first = "*",
	.short_ends = true,
	.repeat = REPEAT_FINE,
};
static const struct paging europepmc_pages = {
	.kind = PAGING_CURSOR,
	.items = "resultList.result",
	.where = "nextCursorMark",
	.total = "hitCount",
	.first = "*",
	.repeat = REPEAT_ENDS,
};
static const struct paging harvest_pages = {.kind = PAGING_TOKEN,
	.items = "<record",
	.total = "=completeListSize=\""};

#define HF_LIST .paging = &hf_pages, .size = HF_SIZE, .accept = json
#define HF_REPOSITORIES                                                        \
	.ids = hf_ids, .paging = &repository_pages, .size = HF_SIZE,           \
	.accept = json
#define HARVEST .paging = &harvest_pages, .accept = xml
#define OPENALEX_LIST                                                          \
	.paging = &openalex_pages, .size = OPENALEX_SIZE, .accept = json
#define CROSSREF_LIST                                                          \
	.paging = &crossref_pages, .size = CROSSREF_SIZE, .accept = json
#define S2_LIST .paging = &s2_pages, .accept = json

#define S2_PAPER                                                               \
	.url = S2 "/paper/{v}?" S2_FIELDS ",tldr", .accept = json,             \
	.ids = s2_ids, .together = 500, .lasts = true,                         \
	.several = S2 "/paper/batch?" S2_FIELDS ",tldr", .post = true,         \
	.find_missing = missing_as_null

#define CROSSREF_PAPER                                                         \
	.ids = doi_ids, .url = CROSSREF "/works/{v}", .together = 50,          \
	.several = CROSSREF "/works?filter=doi:{ids}&rows={count}",            \
	.between = ",doi:", .find_missing = missing_in_crossref,               \
	.items = "message.items", .id = "DOI", .accept = json, .lasts = true

/* Searches for one paper. */
#define FOUND_IN(place) .found = (place), .find_missing = missing_if_none

/* What is no attachment or note of another item. */
#define LIBRARY(whose)                                                         \
	.url = "https://api.zotero.org/" whose                                 \
	       "/{v}/items/top?v=3&limit={size}[&since={set}]",                \
	.paging = &library_pages, .size = ZOTERO_SIZE, .accept = json

#define OPENALEX_PAPER                                                         \
	.url = OPENALEX "/{v}", .accept = json, .ids = openalex_ids,           \
	.lasts = true

#define FORM(front, reader, ...)                                               \
	{                                                                      \
		.name = (front), .read = (reader), __VA_ARGS__                 \
	}

/* A part more before a part less. */
static const struct form forms[] = {
	/* Hugging Face: /.well-known/openapi.json. Lists are cut at 50 without
         * a word unless `limit` is given. */
	FORM("hf:daily", read_nothing, .url = HF_DAILY "limit={size}&p={page}",
		.max = USUAL, HF_LIST),
	FORM("hf:daily/", read_each_day,
		.url = HF_DAILY "date={day}&limit={size}&p={page}", HF_LIST),
	FORM("hf:week/", read_week,
		.url = HF_DAILY "week={v}&limit={size}&p={page}", HF_LIST),
	FORM("hf:month/", read_month,
		.url = HF_DAILY "month={v}&limit={size}&p={page}", HF_LIST),
	FORM("hf:trending", read_nothing,
		.url = HF_DAILY "sort=trending&limit={size}&p={page}",
		.max = USUAL, HF_LIST),
	FORM("hf:submitter/", read_name,
		.url = HF_DAILY "submitter={v}&limit={size}&p={page}", HF_LIST),
	FORM("hf:search/", read_query, .dialect = &dialect_words,
		.url = HF "/api/papers/search?q={q}&limit={size}",
		.paging = &hf_pages, .size = HF_SEARCH_SIZE, .max = USUAL,
		.ceiling = HF_SEARCH_SIZE, .accept = json),
	FORM("hf:paper/", read_paper, .ids = hf_ids,
		.url = HF "/api/papers/{v}", .accept = json, .lasts = true),
	FORM("hf:text/", read_paper, .ids = hf_ids, .url = HF "/papers/{v}.md",
		.accept = "text/markdown", .lasts = true),
	FORM("hf:models/", read_paper,
		.url = HF "/api/models?filter=arxiv:{v}&limit={size}",
		HF_REPOSITORIES),
	FORM("hf:datasets/", read_paper,
		.url = HF "/api/datasets?filter=arxiv:{v}&limit={size}",
		HF_REPOSITORIES),
	FORM("hf:spaces/", read_paper,
		.url = HF "/api/spaces?filter=arxiv:{v}&limit={size}",
		HF_REPOSITORIES),
	FORM("hf:repos/", read_paper, .ids = hf_ids,
		.url = HF "/api/arxiv/{v}/repos", .accept = json),

	/* arXiv: API User's Manual; RSS; OAI-PMH; the pages of arxiv-browse. */
	FORM("arxiv:search/", read_query, .dialect = &dialect_arxiv,
		.url = ARXIV_API "search_query={q}&start={offset}"
				 "&max_results={size}&sortBy=submittedDate"
				 "&sortOrder=descending",
		.paging = &atom_pages, .size = ARXIV_SIZE, .max = USUAL,
		.ceiling = ARXIV_CEILING, .accept = atom),
	FORM("arxiv:new/*/", read_announced,
		.url = "https://arxiv.org/catchup/{name}/{day}?abs=True"
		       "&page={turn1}",
		.paging = &listing_pages),
	FORM("arxiv:new/", read_categories,
		.url = "https://rss.arxiv.org/rss/{raw}"),
	FORM("arxiv:list/", read_listing,
		.url = "https://arxiv.org/list/{v}?skip={offset}&show=2000",
		.paging = &listing_pages),
	FORM("arxiv:oai", read_nothing,
		.url = ARXIV_OAI "&metadataPrefix=arXiv",
		.more = ARXIV_OAI "&resumptionToken={cursor}", HARVEST),
	FORM("arxiv:oai/", read_arxiv_harvest,
		.url = ARXIV_OAI "&metadataPrefix=arXiv[&set={set}]"
				 "[&from={from}][&until={until}]",
		.more = ARXIV_OAI "&resumptionToken={cursor}", HARVEST),
	FORM("arxiv:oai-raw", read_nothing,
		.url = ARXIV_OAI "&metadataPrefix=arXivRaw",
		.more = ARXIV_OAI "&resumptionToken={cursor}", HARVEST),
	FORM("arxiv:oai-raw/", read_arxiv_harvest,
		.url = ARXIV_OAI "&metadataPrefix=arXivRaw[&set={set}]"
				 "[&from={from}][&until={until}]",
		.more = ARXIV_OAI "&resumptionToken={cursor}", HARVEST),
	FORM("arxiv:author/", read_name, .url = "https://arxiv.org/a/{v}.atom2",
		.accept = atom),
	FORM("arxiv:text/", read_paper, .ids = arxiv_ids,
		.url = "https://arxiv.org/html/{v}", .lasts = true),
	FORM("arxiv:pdf/", read_paper, .ids = arxiv_ids,
		.url = "https://arxiv.org/pdf/{v}", .lasts = true),

	/* Any service that speaks OAI-PMH 2.0. */
	FORM("oai:https://", read_harvest,
		.url = "https://{raw}?verb=ListRecords"
		       "&metadataPrefix={format}[&set={set}][&from={from}]"
		       "[&until={until}]",
		.more = "https://{raw}?verb=ListRecords"
			"&resumptionToken={cursor}",
		HARVEST),
	FORM("oai:http://", read_harvest,
		.url = "http://{raw}?verb=ListRecords"
		       "&metadataPrefix={format}[&set={set}][&from={from}]"
		       "[&until={until}]",
		.more = "http://{raw}?verb=ListRecords"
			"&resumptionToken={cursor}",
		HARVEST),

	/* Semantic Scholar: Academic Graph and Recommendations API. */
	FORM("s2:paper/", read_paper, S2_PAPER),
	FORM("s2:search/", read_query, .dialect = &dialect_words,
		.url = S2 "/paper/search?query={q}&" S2_FIELDS
			  ",tldr[&publicationDateOrYear={from}:{until}]"
			  "&offset={cursor}&limit={size}",
		.size = S2_SEARCH_SIZE, .max = USUAL, .ceiling = S2_CEILING,
		S2_LIST),
	FORM("s2:bulk/", read_query, .dialect = &dialect_s2,
		.url = S2 "/paper/search/bulk?query={q}&" S2_FIELDS
			  "[&publicationDateOrYear={from}:{until}]"
			  "&sort=publicationDate:desc[&token={cursor}]",
		.paging = &s2_bulk_pages, .max = S2_SIZE, .accept = json),
	FORM("s2:citations/", read_paper, .ids = s2_ids,
		.url = S2 "/paper/{v}/citations?" S2_FIELDS
			  "&offset={cursor}&limit={size}",
		.size = S2_SIZE, S2_LIST),
	FORM("s2:references/", read_paper, .ids = s2_ids,
		.url = S2 "/paper/{v}/references?" S2_FIELDS
			  "&offset={cursor}&limit={size}",
		.size = S2_SIZE, S2_LIST),
	FORM("s2:author/", read_name,
		.url = S2 "/author/{v}/papers?" S2_FIELDS
			  "&offset={cursor}&limit={size}",
		.size = S2_SIZE, S2_LIST),
	FORM("s2:recommend/", read_paper, .ids = s2_ids,
		.url = "https://api.semanticscholar.org/recommendations/v1/"
		       "papers/forpaper/{v}?" S2_FIELDS "&limit={size}",
		.paging = &recommended_pages, .size = S2_RECOMMENDED,
		.max = USUAL, .ceiling = S2_RECOMMENDED, .accept = json),

	/* OpenAlex: technical documentation of the API. */
	FORM("openalex:paper/", read_paper, OPENALEX_PAPER),
	FORM("openalex:search/", read_query, .dialect = &dialect_openalex,
		.url = OPENALEX "?[search={q}&][filter=from_publication_date:"
				"{from},to_publication_date:{until}&]"
				"sort=publication_date:desc"
				"&per_page={size}&cursor={cursor}",
		.max = USUAL, OPENALEX_LIST),
	FORM("openalex:author/", read_name,
		.url = OPENALEX
		"?filter=author.id:{v}&sort=publication_date:desc"
		"&per_page={size}&cursor={cursor}",
		OPENALEX_LIST),
	FORM("openalex:cites/", read_paper, .ids = work_ids,
		.url = OPENALEX "?filter=cites:{v}&sort=publication_date:desc"
				"&per_page={size}&cursor={cursor}",
		OPENALEX_LIST),
	FORM("openalex:references/", read_paper, .ids = work_ids,
		.url = OPENALEX
		"?filter=cited_by:{v}&sort=publication_date:desc"
		"&per_page={size}&cursor={cursor}",
		OPENALEX_LIST),
	FORM("orcid:", read_orcid,
		.url = OPENALEX
		"?filter=author.orcid:{v}&sort=publication_date:desc"
		"&per_page={size}&cursor={cursor}",
		OPENALEX_LIST),

	/* Crossref: REST API. */
	FORM("crossref:search/", read_query, .dialect = &dialect_words,
		.url = CROSSREF "/works?[query={q}&][filter=from-pub-date:"
				"{from},until-pub-date:{until}&]"
				"sort=created&order=desc"
				"&rows={size}&cursor={cursor}",
		.max = USUAL, CROSSREF_LIST),
	FORM("crossref:paper/", read_paper, CROSSREF_PAPER),
	FORM("crossref:issn/", read_issn,
		.url = CROSSREF "/journals/{v}/works?sort=created&order=desc"
				"&rows={size}&cursor={cursor}",
		.max = USUAL, CROSSREF_LIST),

	/* DOI content negotiation: Crossref's and DataCite's citation data. */
	FORM("csl:", read_paper, .ids = doi_or_arxiv_ids,
		.url = "https://doi.org/{v}",
		.accept = "application/vnd.citationstyles.csl+json",
		.page = true, .lasts = true),

	/* DataCite: REST API. */
	FORM("datacite:search/", read_query, .dialect = &dialect_datacite,
		.url = "https://api.datacite.org/dois?query={q}&sort=-created"
		       "&page%5Bsize%5D={size}&page%5Bnumber%5D={page1}",
		.paging = &datacite_pages, .size = DATACITE_SIZE, .max = USUAL,
		.ceiling = DATACITE_CEILING,
		.accept = "application/vnd.api+json"),
	FORM("datacite:paper/", read_paper, .ids = doi_or_arxiv_ids,
		.url = "https://api.datacite.org/dois/{v}",
		.accept = "application/vnd.api+json", .lasts = true),

	/* DBLP: "How to use the dblp search API"; c: completions. */
	FORM("dblp:search/", read_query, .dialect = &dialect_dblp,
		.url = "https://dblp.org/search/publ/api?q={q}&h={size}"
		       "&f={offset}&c=0&format=json",
		.paging = &dblp_pages, .size = DBLP_SIZE, .max = USUAL,
		.accept = json),

	/* PubMed: Entrez Programming Utilities Help (NBK25499): the search
         * leaves its results on the server, where they are fetched. */
	FORM("pubmed:search/", read_query, .dialect = &dialect_pubmed,
		.url = NCBI "/esearch.fcgi?db=pubmed&term={q}&sort=pub_date"
			    "&usehistory=y&retmax=0&retmode=json"
			    "&tool=sheaf[&email={mail}]",
		.step = read_esearch,
		.more = NCBI "/efetch.fcgi?db=pubmed&WebEnv={cursor}"
			     "&query_key={set}&retstart={offset}"
			     "&retmax={size}&retmode=xml"
			     "&tool=sheaf[&email={mail}]",
		.paging = &article_pages, .size = NCBI_SIZE, .max = USUAL,
		.ceiling = NCBI_CEILING),

	/* Europe PMC: RESTful Web Service. */
	FORM("europepmc:search/", read_query, .dialect = &dialect_europepmc,
		.url = EUROPEPMC "{q}&sort=P_PDATE_D%20desc&format=json"
				 "&resultType=core&pageSize={size}"
				 "&cursorMark={cursor}",
		.paging = &europepmc_pages, .size = EUROPEPMC_SIZE,
		.max = USUAL, .accept = json),
	FORM("europepmc:paper/", read_paper, .ids = europepmc_ids,
		.url = EUROPEPMC "{q}%22&format=json&resultType=core",
		FOUND_IN("resultList.result"), .accept = json, .lasts = true),

	/* bioRxiv: api.biorxiv.org, for medRxiv, too. */
	FORM("biorxiv:paper/", read_paper, .ids = doi_ids,
		.url = BIORXIV "/biorxiv/{v}/na/json", FOUND_IN("collection"),
		.accept = json, .lasts = true),
	FORM("medrxiv:paper/", read_paper, .ids = doi_ids,
		.url = BIORXIV "/medrxiv/{v}/na/json", FOUND_IN("collection"),
		.accept = json, .lasts = true),
	FORM("biorxiv:", read_days,
		.url = BIORXIV "/biorxiv/{from}/{until}/{offset}/json",
		.paging = &biorxiv_pages, .accept = json),
	FORM("medrxiv:", read_days,
		.url = BIORXIV "/medrxiv/{from}/{until}/{offset}/json",
		.paging = &biorxiv_pages, .accept = json),

	/* OpenReview: API 2. */
	FORM("openreview:venue/", read_value,
		.url = OPENREVIEW
		"?content.venueid={v}&limit={size}&offset={offset}",
		.paging = &note_pages, .size = OPENREVIEW_SIZE, .accept = json),
	FORM("openreview:search/", read_query, .dialect = &dialect_words,
		.url = OPENREVIEW "/search?term={q}&content=all&group=all"
				  "&source=forum&limit={size}"
				  "&offset={offset}",
		.paging = &note_pages, .size = OPENREVIEW_SIZE, .max = USUAL,
		.accept = json),

	/* ACL Anthology: the files of its repository. */
	FORM("acl:volume/", read_name,
		.url = "https://raw.githubusercontent.com/acl-org/"
		       "acl-anthology/master/data/xml/{v}.xml"),

	/* DOAJ: API 4. */
	FORM("doaj:search/", read_query, .dialect = &dialect_doaj,
		.url = "https://doaj.org/api/search/articles/{q}?page={page1}"
		       "&pageSize={size}&sort=created_date:desc",
		.paging = &doaj_pages, .size = DOAJ_SIZE, .max = USUAL,
		.ceiling = DOAJ_CEILING, .accept = json),
	FORM("doaj:paper/", read_paper, .ids = doaj_ids,
		.url = "https://doaj.org/api/search/articles/{q}%22",
		FOUND_IN("results"), .accept = json, .lasts = true),

	FORM("unpaywall:paper/", read_doi_and_mail, .ids = doi_ids,
		.url = "https://api.unpaywall.org/v2/{v}", .accept = json,
		.lasts = true),

	/* INSPIRE: REST API (github.com/inspirehep/rest-api-doc). */
	FORM("inspire:search/", read_query, .dialect = &dialect_inspire,
		.url = "https://inspirehep.net/api/literature?q={q}"
		       "&sort=mostrecent&size={size}&page={page1}",
		.paging = &inspire_pages, .size = INSPIRE_SIZE, .max = USUAL,
		.ceiling = INSPIRE_CEILING, .accept = json),
	FORM("inspire:paper/", read_paper, .ids = inspire_ids,
		.url = "https://inspirehep.net/api/{v}", .accept = json,
		.lasts = true),

	/* NASA ADS: API, "Search". */
	FORM("ads:search/", read_query, .dialect = &dialect_ads,
		.url = "https://api.adsabs.harvard.edu/v1/search/query?q={q}"
		       "&fl=" ADS_FIELDS "&sort=date%20desc&start={offset}"
		       "&rows={size}",
		.paging = &ads_pages, .size = ADS_SIZE, .max = USUAL,
		.accept = json),
	FORM("ads:paper/", read_paper, .ids = ads_ids,
		.url = "https://api.adsabs.harvard.edu/v1/search/query?q={q}"
		       "%22&fl=" ADS_FIELDS,
		FOUND_IN("response.docs"), .accept = json, .lasts = true),

	/* Zotero: Web API v3. */
	FORM("zotero:users/", read_library, LIBRARY("users")),
	FORM("zotero:groups/", read_library, LIBRARY("groups")),
};

/* What an id by itself asks for; the name is its scheme. */
static const struct form papers[] = {
	FORM("arxiv:", NULL, .ids = arxiv_ids,
		.url = ARXIV_API "id_list={ids}&max_results={count}",
		.together = 100,
		.several = ARXIV_API "id_list={ids}&max_results={count}",
		.between = ",", .find_missing = missing_in_arxiv,
		.items = "<entry", .id = "id", .accept = atom, .lasts = true),
	FORM("doi:", NULL, CROSSREF_PAPER),
	FORM("pmid:", NULL, .ids = pmid_ids,
		.url = NCBI "/efetch.fcgi?db=pubmed&id={ids}&retmode=xml"
			    "&tool=sheaf[&email={mail}]",
		.together = 200,
		.several = NCBI "/efetch.fcgi?db=pubmed&id={ids}&retmode=xml"
				"&tool=sheaf[&email={mail}]",
		.between = ",", .find_missing = missing_in_pubmed,
		.items = "<PubmedArticle", .id = "PMID", .lasts = true),
	FORM("pmcid:", NULL, .ids = pmcid_ids,
		.url = EUROPEPMC "{v}&format=json&resultType=core",
		FOUND_IN("resultList.result"), .accept = json, .lasts = true),
	FORM("acl:", NULL, .ids = acl_ids,
		.url = "https://aclanthology.org/{v}.bib", .lasts = true),
	FORM("openreview:", NULL, .ids = openreview_ids,
		.url = OPENREVIEW "?id={v}", FOUND_IN("notes"), .accept = json,
		.lasts = true),
	FORM("dblp:", NULL, .ids = dblp_ids,
		.url = "https://dblp.org/rec/{v}.xml", .lasts = true),
	FORM("s2:", NULL, S2_PAPER),
	FORM("openalex:", NULL, OPENALEX_PAPER),
};

/* Has TEXT the form NAME? Then VALUE is what is left. */
static bool
fits(struct slice text, struct slice name, struct slice *value)
{
	bool part = slice_ends(name, SLICE("*/"));
	struct slice rest, head;

	if (part)
		name.len -= 2;
	*value = SLICE("");
	if (!slice_ends(name, SLICE("/")) && !slice_ends(name, SLICE(":")))
		return slice_eq(text, name);
	if (!slice_starts(text, name))
		return false;
	*value = rest = slice_from(text, name.len);
	return !part || (slice_cut(&rest, '/', &head) && rest.ptr != NULL);
}

const struct form *
form_find(struct slice text, struct slice *value)
{
	for (size_t i = 0; i < COUNT(forms); i++)
		if (fits(text, slice_of(forms[i].name), value))
			return &forms[i];
	return NULL;
}

const struct form *
form_of_id(struct slice id)
{
	for (size_t i = 0; i < COUNT(papers); i++)
		if (slice_starts(id, slice_of(papers[i].name)))
			return &papers[i];
	return NULL;
}

bool
form_names(struct slice service, struct buf *to)
{
	size_t len = to->len;

	for (size_t i = 0; i < COUNT(forms); i++) {
		struct slice name = slice_of(forms[i].name);

		if (!slice_starts_nocase(name, service) ||
			slice_ends(name, SLICE("*/")))
			continue;
		buf_char(to, ' ');
		buf_add(to, name);
	}
	return to->len > len;
}
