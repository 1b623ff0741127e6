# shellcheck shell=sh
# shellcheck disable=SC2016,SC2034 # check() evaluates
. "${0%/*}/lib.sh"
. "$top/tests/servers.sh"
unset SHEAF_MAILTO

nl='
'
SOURCE_DATE_EPOCH=1762065000 # 2025-11-02T06:30:00Z
export SOURCE_DATE_EPOCH

# Each row of the table: a request, and the address of its first page.

oai='https://oaipmh.arxiv.org/oai?verb=ListRecords'
fields=externalIds,url,title,abstract,authors,venue,journal,year
fields=fields=$fields,publicationDate,publicationTypes,openAccessPdf,citationCount
s2=https://api.semanticscholar.org/graph/v1
eutils=https://eutils.ncbi.nlm.nih.gov/entrez/eutils
europepmc=https://www.ebi.ac.uk/europepmc/webservices/rest/search
arxiv=https://export.arxiv.org/api/query
newest='sortBy=submittedDate&sortOrder=descending'
works=https://api.openalex.org/works
ads=bibcode,identifier,doi,title,author,abstract,pubdate,date,pub,volume,issue
ads=$ads,page,doctype,keyword,arxiv_class,citation_count
while read -r request address; do
	[ -n "$request" ] || continue
	check "$request" 0 "$address" "pfetch -N '$request'"
done <<END
hf:daily https://huggingface.co/api/daily_papers?limit=100&p=0
hf:daily/today https://huggingface.co/api/daily_papers?date=2025-11-02&limit=100&p=0
hf:daily/-7d https://huggingface.co/api/daily_papers?date=2025-10-26&limit=100&p=0
hf:week/2025-W36 https://huggingface.co/api/daily_papers?week=2025-W36&limit=100&p=0
hf:week/-7d https://huggingface.co/api/daily_papers?week=2025-W43&limit=100&p=0
hf:month/2025-09 https://huggingface.co/api/daily_papers?month=2025-09&limit=100&p=0
hf:month/today https://huggingface.co/api/daily_papers?month=2025-11&limit=100&p=0
hf:trending https://huggingface.co/api/daily_papers?sort=trending&limit=100&p=0
hf:submitter/ann https://huggingface.co/api/daily_papers?submitter=ann&limit=100&p=0
hf:search/vision https://huggingface.co/api/papers/search?q=vision&limit=100
hf:paper/2509.01234v2 https://huggingface.co/api/papers/2509.01234
hf:text/2509.01234 https://huggingface.co/papers/2509.01234.md
hf:models/2509.01234 https://huggingface.co/api/models?filter=arxiv:2509.01234&limit=100
hf:datasets/2509.01234 https://huggingface.co/api/datasets?filter=arxiv:2509.01234&limit=100
hf:spaces/2509.01234 https://huggingface.co/api/spaces?filter=arxiv:2509.01234&limit=100
hf:repos/2509.01234 https://huggingface.co/api/arxiv/2509.01234/repos

arxiv:2509.01234v2 $arxiv?id_list=2509.01234v2&max_results=1
arxiv:search/ti:graph $arxiv?search_query=ti:graph&start=0&max_results=100&$newest
arxiv:new/cs.LG+cs.CL https://rss.arxiv.org/rss/cs.LG+cs.CL
arxiv:new/cs.LG/yesterday https://arxiv.org/catchup/cs.LG/2025-11-01?abs=True&page=1
arxiv:list/cs.LG/2025-09 https://arxiv.org/list/cs.LG/2025-09?skip=0&show=2000
arxiv:list/hep-th/new https://arxiv.org/list/hep-th/new?skip=0&show=2000
arxiv:oai $oai&metadataPrefix=arXiv
arxiv:oai/cs $oai&metadataPrefix=arXiv&set=cs
arxiv:oai/cs.LG $oai&metadataPrefix=arXiv&set=cs:cs:LG
arxiv:oai/astro-ph $oai&metadataPrefix=arXiv&set=physics:astro-ph
arxiv:oai/cond-mat.supr-con $oai&metadataPrefix=arXiv&set=physics:cond-mat:supr-con
arxiv:oai/physics $oai&metadataPrefix=arXiv&set=physics
arxiv:oai/physics.plasm-ph $oai&metadataPrefix=arXiv&set=physics:physics:plasm-ph
arxiv:oai/cs.LG/2025-09-01..2025-09-02 $oai&metadataPrefix=arXiv&set=cs:cs:LG&from=2025-09-01&until=2025-09-02
arxiv:oai/cs/-3d.. $oai&metadataPrefix=arXiv&set=cs&from=2025-10-30
arxiv:oai//..2025-09-02 $oai&metadataPrefix=arXiv&until=2025-09-02
arxiv:oai//today $oai&metadataPrefix=arXiv&from=2025-11-02&until=2025-11-02
arxiv:oai-raw $oai&metadataPrefix=arXivRaw
arxiv:oai-raw/cs/2025-09-01.. $oai&metadataPrefix=arXivRaw&set=cs&from=2025-09-01
arxiv:author/lee_a_1 https://arxiv.org/a/lee_a_1.atom2
arxiv:text/2509.01234v1 https://arxiv.org/html/2509.01234v1
arxiv:pdf/hep-th/9901001 https://arxiv.org/pdf/hep-th/9901001

oai:https://e.org/oai https://e.org/oai?verb=ListRecords&metadataPrefix=oai_dc
oai:http://e.org/oai,set=a:b,format=marc21,days=2025-09-01.. http://e.org/oai?verb=ListRecords&metadataPrefix=marc21&set=a:b&from=2025-09-01

s2:paper/2509.01234v3 $s2/paper/ARXIV:2509.01234?$fields,tldr
s2:paper/pmcid:PMC123 $s2/paper/PMCID:123?$fields,tldr
s2:search/vision $s2/paper/search?query=vision&$fields,tldr&offset=0&limit=100
s2:bulk/a|b $s2/paper/search/bulk?query=%22a%20b%22&$fields&sort=publicationDate:desc
s2:citations/10.1000/X $s2/paper/DOI:10.1000/x/citations?$fields&offset=0&limit=1000
s2:references/2509.01234 $s2/paper/ARXIV:2509.01234/references?$fields&offset=0&limit=1000
s2:author/1741101 $s2/author/1741101/papers?$fields&offset=0&limit=1000
s2:paper/CorpusId:13756489 $s2/paper/CorpusId:13756489?$fields,tldr
s2:paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776 $s2/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776?$fields,tldr
s2:204e3073870fae3d05bcbc2f6a8e263d9b72e776 $s2/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776?$fields,tldr
s2:recommend/2509.01234 https://api.semanticscholar.org/recommendations/v1/papers/forpaper/ARXIV:2509.01234?$fields&limit=100

openalex:W2741809807 $works/W2741809807
openalex:paper/10.1000/x $works/doi:10.1000/x
openalex:paper/2509.01234 $works/doi:10.48550/arxiv.2509.01234
openalex:search/graph $works?search=graph&sort=publication_date:desc&per_page=100&cursor=*
openalex:author/A5023888391 $works?filter=author.id:A5023888391&sort=publication_date:desc&per_page=100&cursor=*
openalex:paper/W12 $works/W12
openalex:paper/pmid:12 $works/pmid:12
openalex:references/W12 $works?filter=cited_by:W12&sort=publication_date:desc&per_page=100&cursor=*
openalex:cites/openalex:W12 $works?filter=cites:W12&sort=publication_date:desc&per_page=100&cursor=*
orcid:0000-0002-1825-0097 $works?filter=author.orcid:0000-0002-1825-0097&sort=publication_date:desc&per_page=100&cursor=*

doi:10.1000/xyz https://api.crossref.org/works/10.1000/xyz
doi:10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1 https://api.crossref.org/works/10.1002/%28sici%291096-8644%28199601%2999:1%3C1::aid-ajpa1%3E3.0.co%3B2-1
doi:10.1000/a?b#c%d https://api.crossref.org/works/10.1000/a%3Fb%23c%25d
crossref:paper/10.1000/X https://api.crossref.org/works/10.1000/x
crossref:search/graph https://api.crossref.org/works?query=graph&sort=created&order=desc&rows=100&cursor=*
crossref:issn/1234-567X https://api.crossref.org/journals/1234-567X/works?sort=created&order=desc&rows=100&cursor=*
csl:10.1000/x https://doi.org/10.1000/x
csl:2509.01234 https://doi.org/10.48550/arXiv.2509.01234

datacite:search/ti:graph https://api.datacite.org/dois?query=titles.title:graph&sort=-created&page%5Bsize%5D=100&page%5Bnumber%5D=1
datacite:paper/10.5281/zenodo.1 https://api.datacite.org/dois/10.5281/zenodo.1
dblp:search/graph https://dblp.org/search/publ/api?q=graph%24&h=100&f=0&c=0&format=json
dblp:conf/nips/LeeC25 https://dblp.org/rec/conf/nips/LeeC25.xml

pubmed:search/ti:graph $eutils/esearch.fcgi?db=pubmed&term=graph%5Bti%5D&sort=pub_date&usehistory=y&retmax=0&retmode=json&tool=sheaf
pmid:123 $eutils/efetch.fcgi?db=pubmed&id=123&retmode=xml&tool=sheaf
europepmc:paper/10.1000/a $europepmc?query=DOI:%2210.1000%2Fa%22&format=json&resultType=core
europepmc:paper/pmid:12 $europepmc?query=SRC:MED%20AND%20EXT_ID:%2212%22&format=json&resultType=core
europepmc:paper/PMC12 $europepmc?query=PMCID:%22PMC12%22&format=json&resultType=core
europepmc:search/graph $europepmc?query=graph&sort=P_PDATE_D%20desc&format=json&resultType=core&pageSize=100&cursorMark=*
pmcid:PMC123 $europepmc?query=PMCID:PMC123&format=json&resultType=core
biorxiv:2025-09-01..2025-09-02 https://api.biorxiv.org/details/biorxiv/2025-09-01/2025-09-02/0/json
biorxiv:paper/10.1101/2020.01.01.123456 https://api.biorxiv.org/details/biorxiv/10.1101/2020.01.01.123456/na/json
medrxiv:paper/10.1101/2020.01.01.123456 https://api.biorxiv.org/details/medrxiv/10.1101/2020.01.01.123456/na/json
medrxiv:-7d.. https://api.biorxiv.org/details/medrxiv/2025-10-26/2025-11-02/0/json

openreview:aBc_-1 https://api2.openreview.net/notes?id=aBc_-1
openreview:venue/ICLR.cc/2025/Conference https://api2.openreview.net/notes?content.venueid=ICLR.cc/2025/Conference&limit=1000&offset=0
openreview:search/graph https://api2.openreview.net/notes/search?term=graph&content=all&group=all&source=forum&limit=100&offset=0
acl:2022.acl-long.1 https://aclanthology.org/2022.acl-long.1.bib
acl:volume/2022.acl https://raw.githubusercontent.com/acl-org/acl-anthology/master/data/xml/2022.acl.xml
doaj:search/ti:graph https://doaj.org/api/search/articles/title:graph?page=1&pageSize=100&sort=created_date:desc
doaj:paper/10.1000/x https://doaj.org/api/search/articles/doi:%2210.1000%2Fx%22
inspire:search/au:lee https://inspirehep.net/api/literature?q=a%20lee&sort=mostrecent&size=100&page=1
inspire:paper/hep-th/9901001 https://inspirehep.net/api/arxiv/hep-th/9901001
inspire:paper/10.1000/x https://inspirehep.net/api/doi/10.1000/x
inspire:paper/123 https://inspirehep.net/api/literature/123
ads:paper/10.1000/x https://api.adsabs.harvard.edu/v1/search/query?q=doi:%2210.1000%2Fx%22&fl=$ads
ads:paper/2509.01234 https://api.adsabs.harvard.edu/v1/search/query?q=identifier:%22arXiv:2509.01234%22&fl=$ads
zotero:users/475425/items https://api.zotero.org/users/475425/items/top?v=3&limit=100
zotero:groups/12/items/345.. https://api.zotero.org/groups/12/items/top?v=3&limit=100&since=345
ads:search/ti:graph https://api.adsabs.harvard.edu/v1/search/query?q=title:graph&fl=$ads&sort=date%20desc&start=0&rows=100

https://arxiv.org/abs/2509.01234v2 $arxiv?id_list=2509.01234v2&max_results=1
https://huggingface.co/papers/2509.01234 $arxiv?id_list=2509.01234&max_results=1
https://doi.org/10.1000/xyz https://api.crossref.org/works/10.1000/xyz
https://pubmed.ncbi.nlm.nih.gov/123/ $eutils/efetch.fcgi?db=pubmed&id=123&retmode=xml&tool=sheaf
oai:arXiv.org:2509.01234 $arxiv?id_list=2509.01234&max_results=1
http://export.arxiv.org/abs/2509.01234v2?context=cs#x $arxiv?id_list=2509.01234v2&max_results=1
https://arxiv.org/abs/arxiv:2509.01234 $arxiv?id_list=2509.01234&max_results=1
https://www.alphaxiv.org/abs/2509.01234 $arxiv?id_list=2509.01234&max_results=1
https://doi.org/10.48550/ARXIV.2509.01234 $arxiv?id_list=2509.01234&max_results=1
hep-th/9901001v3 $arxiv?id_list=hep-th/9901001v3&max_results=1
math.GT/0309136 $arxiv?id_list=math/0309136&max_results=1
https://arxiv.org/list/cs.LG/2509 https://arxiv.org/list/cs.LG/2509
10.1000/2509.01234 https://api.crossref.org/works/10.1000/2509.01234
https://pmc.ncbi.nlm.nih.gov/articles/PMC12/ $europepmc?query=PMCID:PMC12&format=json&resultType=core
https://europepmc.org/article/MED/12 $eutils/efetch.fcgi?db=pubmed&id=12&retmode=xml&tool=sheaf
https://openreview.net/forum?id=aBc_-1 https://api2.openreview.net/notes?id=aBc_-1
https://aclanthology.org/P19-1001/ https://aclanthology.org/P19-1001.bib
https://dblp.org/rec/conf/nips/LeeC25.html https://dblp.org/rec/conf/nips/LeeC25.xml
https://openalex.org/W12 $works/W12
https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full https://api.crossref.org/works/10.1101/2020.01.01.123456
2509.01234 $arxiv?id_list=2509.01234&max_results=1
10.1000/xyz https://api.crossref.org/works/10.1000/xyz
page:https://arxiv.org/abs/2509.01234 https://arxiv.org/abs/2509.01234
url:https://a.example/p https://a.example/p
https://arxiv.org/pdf/2509.01234v2 https://arxiv.org/pdf/2509.01234v2
https://huggingface.co/api/papers/2509.01234 https://huggingface.co/api/papers/2509.01234
https://aclanthology.org/2022.acl-long.1.pdf https://aclanthology.org/2022.acl-long.1.pdf
https://a.example/b?c#d https://a.example/b?c#d
https://bücher.example/ö?q=ü%20<a> https://bücher.example/%C3%B6?q=%C3%BC%20%3Ca%3E
END

# What blanks and parts of a query become, and what is refused.

check 'a query' 0 \
	"$arxiv?search_query=au:%22John%20Smith%22%20AND%20ti:%22graph%22&start=0&max_results=7&$newest" \
	"pfetch -n 7 -N 'arxiv:search/au:\"John Smith\" AND ti:\"graph\"'"
query() { # SERVICE:PRINTED QUERY
	check "$1: $3" 0 "$2" "pfetch -N '$1:search/$3' |
		sed 's/[^?]*[?]//; s/^db=pubmed&//; s/^[a-z_]*=//; s/&.*//
		s/%20/ /g; s/%22/\"/g
		s/%28/(/g; s/%29/)/g; s/%5B/[/g; s/%5D/]/g; s/%24/\$/g
		s/%7C/|/g; s/%3E/>/g; s/%2F/\//g; s/%2B/+/g'"
}
query arxiv 'all:"non invasive"' non-invasive
query arxiv 'au:"del maestro"' au:del_maestro
query arxiv 'cat:q-fin.*' 'cat:q-fin.*'
query arxiv 'cat:hep-th OR (all:a AND all:b)' 'cat:hep-th OR (a b)'
query arxiv 'ti:a AND ti:b' 'ti:(a AND b)'
query arxiv 'all:a AND all:c ANDNOT all:b' 'a -b c'
query arxiv 'all:c ANDNOT (all:a OR (all:x AND all:y))' '-a NOT (x y) c'
query arxiv 'all:"and"' and
query arxiv 'submittedDate:[202509010000 TO 202509012359]' \
	'submittedDate:[202509010000 TO 202509012359]'
query arxiv 'submittedDate:[202510260000 TO 209912312359]' 'published>=-7d'
query arxiv 'submittedDate:[202402010000 TO 202402292359]' published=2024-02
query arxiv 'submittedDate:[199107070000 TO 202401312359]' 'published<2024-02'
query arxiv 'submittedDate:[202501010000 TO 209912312359]' 'published>2024'
query arxiv 'all:Schr%C3%B6ding*' 'Schröding*'
query pubmed '(graph[ti] OR "a b"[tiab]) NOT lee[au]' \
	'(ti:graph OR "a b") -au:lee'
query pubmed '2025/09/01:2025/09/07[dp]' 'published:[2025-09-01 TO 2025-09-07]'
query dblp 'graph$ diff author:lee:' 'graph diff* au:lee'
query dblp 'graph$|net$' 'graph OR net'
query dblp 'non$ invasive$' non-invasive
query datacite 'doi:"10.5281/x" AND NOT (a OR b)' 'doi:10.5281/x -(a OR b)'
query europepmc 'TITLE:graph AND FIRST_PDATE:[2025-09-01 TO 2999-12-31]' \
	'ti:graph published>=2025-09-01'
query inspire 't graph and not a "Doe J"' 'ti:graph -au:"Doe, J"'
query ads 'arxiv_class:cs.LG AND NOT abs:a' 'cat:cs.LG -a'
query inspire 'date 2025-09-01->2025-09-07' \
	'published:[2025-09-01 TO 2025-09-07]'
query hf 'vision language' 'vision language'
query s2 'vision language' 'vision-language'
check 'a query for the bulk search' 0 \
	"$s2/paper/search/bulk?query=%22a%20b%22%20%2B%20%28c%20%7C%20-d%2A%29&$fields&sort=publicationDate:desc" \
	"pfetch -N 's2:bulk/\"a b\" (c OR NOT d*)' | sed 's/\*/%2A/'"
between='1500-01-01:2024-12-31'
check 'days beside words' 0 \
	"$s2/paper/search?query=a%20b&$fields,tldr&publicationDateOrYear=$between&offset=0&limit=100" \
	"pfetch -N 's2:search/a published<2025 b'"
check 'days beside a query' 0 \
	"$s2/paper/search/bulk?query=a%20%2B%20%28b%20%7C%20c%29&$fields&publicationDateOrYear=2025-02-01:2025-04-30&sort=publicationDate:desc" \
	"pfetch -N 's2:bulk/a published>=2025-02 (b OR c) published<2025-05 \
		published<2025-08 published>2024'"
check 'days without words' 0 \
	"$works?filter=from_publication_date:2025-09-01,to_publication_date:2025-09-30&sort=publication_date:desc&per_page=100&cursor=*" \
	"pfetch -N openalex:search/published=2025-09"
check 'days for Crossref' 0 \
	"https://api.crossref.org/works?query=x&filter=from-pub-date:2025-10-26,until-pub-date:2999-12-31&sort=created&order=desc&rows=100&cursor=*" \
	"pfetch -N 'crossref:search/x published>=-7d'"
check 'a slash in a path' 0 \
	"https://doaj.org/api/search/articles/%22a%20b%22%20AND%20doi:%2210.1000%2Fx%22?page=1&pageSize=100&sort=created_date:desc" \
	"pfetch -N 'doaj:search/a/b doi:10.1000/x'"


# Paging. A case is a service, a request, and the pages that have to be asked
# for: targets, and the answer to each. All of them run at once, each at the
# pace of its service.

: >routes
cases=

# paged CASE STATUS VARIABLE OPTIONS REQUEST: its pages from standard input; a
# target may have several answers, one after the other
paged() {
	cases="$cases $1"
	printf '%s\n' "$2" >"$1.status"
	printf 'VARIABLE=%s\nset -- %s "%s"\n' "$3" "$4" "$5" >"$1.sh"
	: >"$1.expected"
	while read -r method target answers; do
		set -- "$1" "$method /$1$target" "$answers"
		printf '%s %s\n' "$2" "$3" >>routes
		for answer in $answers; do
			printf '%s\n' "${2#* }" >>"$1.expected"
		done
	done
}

# body NAME [FIELD]: an answer, its body from standard input
body() {
	{
		printf 'HTTP/1.1 200 OK\n%s\n' "${2:+$2
}"
		cat
	} >"$1"
}

# items NUMBER: that many, with commas
items() {
	awk -v n="$1" 'BEGIN {
		while (n-- > 0) printf "{}%s", n ? "," : ""
	}'
}

# elements NUMBER NAME
elements() {
	awk -v n="$1" -v name="$2" 'BEGIN {
		while (n-- > 0) printf "<%s>%d</%s>\n", name, n, name
	}'
}

echo "[$(items 100)]" | body array100
echo "[$(items 50)]" | body array50
echo "[$(items 20)]" | body array20
echo '[]' | body array0
paged hf 0 HF_ENDPOINT '' hf:daily/2025-09-05 <<'END'
GET /api/daily_papers?date=2025-09-05&limit=100&p=0 array100
GET /api/daily_papers?date=2025-09-05&limit=100&p=1 array20
END
for list in week/2025-W36=week=2025-W36 month/2025-09=month=2025-09 \
	submitter/ann=submitter=ann; do
	name=${list%%/*}
	paged "hf-$name" 0 HF_ENDPOINT '' "hf:${list%%=*}" <<-END
		GET /api/daily_papers?${list#*=}&limit=100&p=0 array100
		GET /api/daily_papers?${list#*=}&limit=100&p=1 array20
	END
done
paged hf-trending 0 HF_ENDPOINT '-n 200' hf:trending <<'END'
GET /api/daily_papers?sort=trending&limit=100&p=0 array100
GET /api/daily_papers?sort=trending&limit=100&p=1 array20
END
echo "[$(items 120)]" | body array120
paged hf-ceiling 3 HF_ENDPOINT '-n 500' hf:search/x <<'END'
GET /api/papers/search?q=x&limit=120 array120
END
paged hf-number 0 HF_ENDPOINT '-n 150' hf:daily <<'END'
GET /api/daily_papers?limit=100&p=0 array100
GET /api/daily_papers?limit=50&p=2 array50
END
paged hf-days 0 HF_ENDPOINT '' hf:daily/2025-09-05..2025-09-07 <<'END'
GET /api/daily_papers?date=2025-09-05&limit=100&p=0 array20
GET /api/daily_papers?date=2025-09-06&limit=100&p=0 array0
GET /api/daily_papers?date=2025-09-07&limit=100&p=0 array20
END
next='http://127.0.0.1:{PORT}/hf-link/api/models?cursor=a%3D'
echo "[$(items 100)]" | body link1 "Link: <$next>; rel=\"next\""
paged hf-link 0 HF_ENDPOINT '' hf:models/2509.01234 <<'END'
GET /api/models?filter=arxiv:2509.01234&limit=100 link1
GET /api/models?cursor=a%3D array20
END
for list in datasets spaces; do
	echo "[$(items 100)]" | body "$list" \
		"Link: <${next%hf-link*}hf-$list/api/$list?cursor=b>; rel=\"next\""
	paged "hf-$list" 0 HF_ENDPOINT '' "hf:$list/2509.01234" <<-END
		GET /api/$list?filter=arxiv:2509.01234&limit=100 $list
		GET /api/$list?cursor=b array20
	END
done
echo '[{}]' | body elsewhere 'Link: <https://a.example/>; rel="next"'
paged hf-elsewhere 3 HF_ENDPOINT '' hf:models/2509.01234 <<'END'
GET /api/models?filter=arxiv:2509.01234&limit=100 elsewhere
END

printf '\n<!DOCTYPE html><title>Paper</title>' | body html
paged hf-text 3 HF_ENDPOINT '' hf:text/2509.01234 <<'END'
GET /papers/2509.01234.md html
END
: >hf-text.expected
paged csl 0 SHEAF_DOI_ENDPOINT '' csl:10.1000/x <<'END'
GET /10.1000/x html
END

total='<opensearch:totalResults xmlns:opensearch="http://a9.com/1.1/">250'
for size in 100 50 0; do
	{
		echo "<feed>$total</opensearch:totalResults>"
		elements $size entry
		echo "<!-- $size --></feed>"
	} | body "atom$size"
done
sed 's/<!-- 100/<!-- second/' atom100 >atom100b
newest='max_results=100&sortBy=submittedDate&sortOrder=descending'
paged arxiv 0 SHEAF_ARXIV_ENDPOINT '-n 300' arxiv:search/graph <<END
GET /api/query?search_query=all:graph&start=0&$newest atom100
GET /api/query?search_query=all:graph&start=100&$newest atom0 atom100b
GET /api/query?search_query=all:graph&start=200&$newest atom50
END
# The page that was empty at first is written once.
sed -i.bak 2d arxiv.expected

# record DAY: one of a harvest
record() {
	echo "<record><header><datestamp>$1</datestamp></header></record>"
}
# harvest NAME TOKEN: an answer with one record
harvest() {
	{
		echo "<OAI-PMH><ListRecords>$(record 2025-09-0"${3:-1}")"
		echo "$2</ListRecords></OAI-PMH>"
	} | body "$1"
}
t=resumptionToken
harvest oai1 "<$t>verb%3DListRecords%26skip%3D2500&amp;x</$t>"
harvest oai2 "<$t expirationDate='x'> b|1 </$t>"
harvest oai3 "<$t completeListSize='3' cursor='2'></$t>"
oai='/oai?verb=ListRecords'
second="$oai&$t=verb%253DListRecords%2526skip%253D2500%26x"
paged oai 0 SHEAF_ARXIV_ENDPOINT '' arxiv:oai/cs <<END
GET $oai&metadataPrefix=arXiv&set=cs oai1
GET $second oai2
GET $oai&$t=b%7C1 oai3
END
paged oai-raw 0 SHEAF_ARXIV_ENDPOINT '' arxiv:oai-raw/cs <<END
GET $oai&metadataPrefix=arXivRaw&set=cs oai2
GET $oai&$t=b%7C1 oai3
END
for end in "<$t/>" "<oai:$t />" ''; do
	name=oai-end-$(echo "$end" | wc -c | tr -d ' ')
	harvest "$name" "$end"
	paged "$name" 0 SHEAF_ARXIV_ENDPOINT '' arxiv:oai/cs <<-END
		GET $oai&metadataPrefix=arXiv&set=cs $name
	END
done
harvest oai-repeats2 "<$t>b|1</$t><!-- -->"
paged oai-repeats 3 SHEAF_ARXIV_ENDPOINT '' arxiv:oai/cs <<END
GET $oai&metadataPrefix=arXiv&set=cs oai2
GET $oai&$t=b%7C1 oai-repeats2
END
echo '<OAI-PMH><error code="noRecordsMatch">none</error></OAI-PMH>' | body none
paged oai-none 0 SHEAF_ARXIV_ENDPOINT '' arxiv:oai/cs/2025-09-06.. <<END
GET $oai&metadataPrefix=arXiv&set=cs&from=2025-09-06 none
END
echo '<OAI-PMH><error code="badResumptionToken"/></OAI-PMH>' | body expired
harvest oai-new '' 2
paged oai-expired 0 SHEAF_ARXIV_ENDPOINT '' arxiv:oai/cs/2025-08-01.. <<END
GET $oai&metadataPrefix=arXiv&set=cs&from=2025-08-01 oai2
GET $oai&$t=b%7C1 expired
GET $oai&metadataPrefix=arXiv&set=cs&from=2025-09-01 oai-new
END
sed -i.bak 2d oai-expired.expected # it has no papers
paged oai-stuck 3 SHEAF_ARXIV_ENDPOINT '' arxiv:oai/cs/2025-09-01.. <<END
GET $oai&metadataPrefix=arXiv&set=cs&from=2025-09-01 oai2
GET $oai&$t=b%7C1 expired
GET $oai&metadataPrefix=arXiv&set=cs&from=2025-09-01 oai2
GET $oai&$t=b%7C1 expired
END
sed -i.bak '2d; 4d' oai-stuck.expected
paged oai-any 0 none '' 'oai:http://127.0.0.1:$port/oai-any/oai,set=a' <<END
GET $oai&metadataPrefix=oai_dc&set=a oai2
GET $oai&$t=b%7C1 oai3
END

# That there is nothing is asked for once more.
query="start=0&max_results=100&sortBy=submittedDate&sortOrder=descending"
{
	echo '<totalResults>1</totalResults>'
	elements 1 entry
} | body atom-one
echo '<totalResults>0</totalResults>' | body atom-none
paged atom-late 0 SHEAF_ARXIV_ENDPOINT '' arxiv:search/x <<END
GET /api/query?search_query=all:x&$query atom-none atom-one
END
sed -i.bak 1d atom-late.expected
paged atom-never 0 SHEAF_ARXIV_ENDPOINT '' arxiv:search/x <<END
GET /api/query?search_query=all:x&$query atom-none
END

{
	echo 'Total of 3 entries'
	elements 2 dt
} | body list2
{
	echo 'Total of 3 entries'
	elements 1 dt
} | body list1
echo 'no entries' | body list0
paged listing 0 SHEAF_ARXIV_ENDPOINT '' arxiv:list/cs.LG/2025-09 <<'END'
GET /list/cs.LG/2025-09?skip=0&show=2000 list2
GET /list/cs.LG/2025-09?skip=2&show=2000 list1
END
paged announced 0 SHEAF_ARXIV_ENDPOINT '' \
	arxiv:new/cs.LG+cs.CL/2025-09-05..2025-09-06 <<'END'
GET /catchup/cs.LG/2025-09-05?abs=True&page=1 list2
GET /catchup/cs.LG/2025-09-05?abs=True&page=2 list1
GET /catchup/cs.CL/2025-09-05?abs=True&page=1 list0
GET /catchup/cs.LG/2025-09-06?abs=True&page=1 list0
GET /catchup/cs.CL/2025-09-06?abs=True&page=1 list0
END

echo "{\"total\":101,\"offset\":0,\"next\":100,\"data\":[$(items 100)]}" | body s2-1
echo '{"total":101,"offset":100,"data":[{}]}' | body s2-2
echo '{"total":0,"offset":0}' | body s2-none
paged s2 0 SHEAF_S2_ENDPOINT '-n 200' s2:search/x <<END
GET /graph/v1/paper/search?query=x&$fields,tldr&offset=0&limit=100 s2-1
GET /graph/v1/paper/search?query=x&$fields,tldr&offset=100&limit=100 s2-2
END
for list in paper/ARXIV:2509.00001/citations paper/ARXIV:2509.00001/references \
	author/12/papers; do
	name=${list##*/}
	request=$name/2509.00001
	[ "$name" != papers ] || request=author/12
	paged "s2-$name" 0 SHEAF_S2_ENDPOINT '' "s2:$request" <<-END
		GET /graph/v1/$list?$fields&offset=0&limit=1000 s2-1
		GET /graph/v1/$list?$fields&offset=100&limit=1000 s2-2
	END
done
paged s2-none 0 SHEAF_S2_ENDPOINT '' s2:search/x <<END
GET /graph/v1/paper/search?query=x&$fields,tldr&offset=0&limit=100 s2-none
END
echo '{"total":2,"token":"a+/=","data":[{}]}' | body bulk1
echo '{"total":2,"token":null,"data":[{}]}' | body bulk2
bulk="/graph/v1/paper/search/bulk?query=x&$fields&sort=publicationDate:desc"
paged s2-bulk 0 SHEAF_S2_ENDPOINT '' s2:bulk/x <<END
GET $bulk bulk1
GET $bulk&token=a%2B%2F%3D bulk2
END

echo '{"meta":{"count":2,"next_cursor":"b="},"results":[{}]}' | body openalex1
echo '{"meta":{"count":2,"next_cursor":null},"results":[{}]}' | body openalex2
by='sort=publication_date:desc&per_page=100'
paged openalex 0 SHEAF_OPENALEX_ENDPOINT '' orcid:0000-0002-1825-0097 <<END
GET /works?filter=author.orcid:0000-0002-1825-0097&$by&cursor=* openalex1
GET /works?filter=author.orcid:0000-0002-1825-0097&$by&cursor=b%3D openalex2
END

while read -r list filter; do
	paged "openalex-${list%/*}" 0 SHEAF_OPENALEX_ENDPOINT '-n 200' \
		"openalex:$list" <<-END
		GET /works?$filter&$by&cursor=* openalex1
		GET /works?$filter&$by&cursor=b%3D openalex2
	END
done <<END
search/x search=x
author/A1 filter=author.id:A1
cites/W1 filter=cites:W1
references/W1 filter=cited_by:W1
END

for size in 1000 400; do
	echo "{\"message\":{\"next-cursor\":\"Zz5+Pj/qr98Aw==\",
		\"total-results\":1400,\"items\":[$(items $size)]}}" |
		body crossref$size
done
journal='/journals/1234-5678/works?sort=created&order=desc'
paged crossref 0 SHEAF_CROSSREF_ENDPOINT '-n 1500' crossref:issn/1234-5678 <<END
GET $journal&rows=1000&cursor=* crossref1000
GET $journal&rows=500&cursor=Zz5%2BPj%2Fqr98Aw%3D%3D crossref400
END

paged crossref-search 0 SHEAF_CROSSREF_ENDPOINT '-n 1500' crossref:search/x <<END
GET /works?query=x&sort=created&order=desc&rows=1000&cursor=* crossref1000
GET /works?query=x&sort=created&order=desc&rows=500&cursor=Zz5%2BPj%2Fqr98Aw%3D%3D crossref400
END

echo "{\"meta\":{\"total\":1400},\"data\":[$(items 1000)]}" | body datacite1
echo "{\"meta\":{\"total\":1400},\"data\":[$(items 400)]}" | body datacite2
number='page%5Bnumber%5D'
paged datacite 0 SHEAF_DATACITE_ENDPOINT '-n 1500' datacite:search/x <<END
GET /dois?query=x&sort=-created&page%5Bsize%5D=1000&$number=1 datacite1
GET /dois?query=x&sort=-created&page%5Bsize%5D=500&$number=3 datacite2
END

hits='{"result":{"hits":{"@total":"101","@sent":'
echo "$hits\"100\",\"hit\":[$(items 100)]}}}" | body dblp1
echo "$hits\"1\",\"hit\":{}}}}" | body dblp2
paged dblp 0 SHEAF_DBLP_ENDPOINT '-n 200' dblp:search/x <<'END'
GET /search/publ/api?q=x%24&h=200&f=0&c=0&format=json dblp1
GET /search/publ/api?q=x%24&h=100&f=100&c=0&format=json dblp2
END

echo '{"esearchresult":{"count":"205","webenv":"MCID_a=","querykey":"1"}}' |
	body esearch
elements 200 PubmedArticle | body efetch1
elements 5 PubmedArticle | body efetch2
term='db=pubmed&term=x%5Btiab%5D&sort=pub_date&usehistory=y&retmax=0&retmode=json'
history='db=pubmed&WebEnv=MCID_a%3D&query_key=1'
form='retmode=xml&tool=sheaf'
paged pubmed 0 SHEAF_NCBI_ENDPOINT '-n 300' pubmed:search/x <<END
GET /entrez/eutils/esearch.fcgi?$term&tool=sheaf esearch
GET /entrez/eutils/efetch.fcgi?$history&retstart=0&retmax=200&$form efetch1
GET /entrez/eutils/efetch.fcgi?$history&retstart=200&retmax=100&$form efetch2
END
sed -i.bak 1d pubmed.expected # the search has no papers
echo '{"esearchresult":{"count":"0","webenv":"","querykey":""}}' | body nothing
paged pubmed-none 0 SHEAF_NCBI_ENDPOINT '' pubmed:search/x <<END
GET /entrez/eutils/esearch.fcgi?$term&tool=sheaf nothing
END
: >pubmed-none.expected
echo '{"esearchresult":{"ERROR":"Empty term"}}' | body refused
paged pubmed-refused 3 SHEAF_NCBI_ENDPOINT '' pubmed:search/x <<END
GET /entrez/eutils/esearch.fcgi?$term&tool=sheaf refused
END
: >pubmed-refused.expected

echo '{"nextCursorMark":"A+","resultList":{"result":[{}]}}' | body europepmc1
echo '{"nextCursorMark":"A+","resultList":{"result":[{},{}]}}' | body europepmc2
rest='/europepmc/webservices/rest/search?query=x&sort=P_PDATE_D%20desc'
rest="$rest&format=json&resultType=core&pageSize"
paged europepmc 0 SHEAF_EUROPEPMC_ENDPOINT '' europepmc:search/x <<END
GET $rest=100&cursorMark=* europepmc1
GET $rest=99&cursorMark=A%2B europepmc2
END

message='"messages":[{"status":"ok","count":30,"total":'
echo "{$message\"35\"}],\"collection\":[$(items 30)]}" | body biorxiv1
echo "{$message 35}],\"collection\":[$(items 5)]}" | body biorxiv2
paged biorxiv 0 SHEAF_BIORXIV_ENDPOINT '' biorxiv:2025-09-01..2025-09-02 <<'END'
GET /details/biorxiv/2025-09-01/2025-09-02/0/json biorxiv1
GET /details/biorxiv/2025-09-01/2025-09-02/30/json biorxiv2
END

paged medrxiv 0 SHEAF_BIORXIV_ENDPOINT '' medrxiv:2025-09-01..2025-09-02 <<'END'
GET /details/medrxiv/2025-09-01/2025-09-02/0/json biorxiv1
GET /details/medrxiv/2025-09-01/2025-09-02/30/json biorxiv2
END
echo '{"messages":[{"status":"no posts found"}],"collection":[]}' |
	body unposted
paged biorxiv-unknown 3 SHEAF_BIORXIV_ENDPOINT '' biorxiv:paper/10.1101/1 <<'END'
GET /details/biorxiv/10.1101/1/na/json unposted
END

echo "{\"notes\":[$(items 1000)],\"count\":1003}" | body notes1
echo "{\"notes\":[$(items 3)],\"count\":1003}" | body notes2
paged openreview 0 SHEAF_OPENREVIEW_ENDPOINT '' openreview:venue/A.cc/2025 <<'END'
GET /notes?content.venueid=A.cc/2025&limit=1000&offset=0 notes1
GET /notes?content.venueid=A.cc/2025&limit=1000&offset=1000 notes2
END

all='&content=all&group=all&source=forum&limit'
paged openreview-search 0 SHEAF_OPENREVIEW_ENDPOINT '-n 1500' \
	openreview:search/x <<END
GET /notes/search?term=x$all=1000&offset=0 notes1
GET /notes/search?term=x$all=500&offset=1000 notes2
END

for page in 1 2 3 4 5 6 7 8 9 10; do
	echo "{\"page\":$page,\"total\":1200,\"results\":[$(items 100)]}" |
		body "doaj-page$page"
	echo "GET /api/search/articles/x?page=$page&pageSize=100&sort=created_date:desc doaj-page$page"
done >doaj-pages
paged doaj-ceiling 3 SHEAF_DOAJ_ENDPOINT '-n 1100' doaj:search/x <doaj-pages
echo "{\"total\":120,\"results\":[$(items 100)]}" | body doaj1
echo "{\"total\":120,\"results\":[$(items 20)]}" | body doaj2
paged doaj 0 SHEAF_DOAJ_ENDPOINT '-n 150' doaj:search/x <<'END'
GET /api/search/articles/x?page=1&pageSize=100&sort=created_date:desc doaj1
GET /api/search/articles/x?page=3&pageSize=50&sort=created_date:desc doaj2
END
echo "{\"hits\":{\"total\":260,\"hits\":[$(items 250)]}}" | body inspire1
echo "{\"hits\":{\"total\":260,\"hits\":[$(items 10)]}}" | body inspire2
paged inspire 0 SHEAF_INSPIRE_ENDPOINT '-n 500' inspire:search/x <<'END'
GET /api/literature?q=x&sort=mostrecent&size=250&page=1 inspire1
GET /api/literature?q=x&sort=mostrecent&size=250&page=2 inspire2
END
found='{"response":{"numFound":201,"docs":['
echo "$found$(items 200)]}}" | body ads1
echo "$found{}]}}" | body ads2
asked="/v1/search/query?q=abs:x&fl=$ads&sort=date%20desc"
paged ads 0 SHEAF_ADS_ENDPOINT '-n 300' ads:search/x <<END
GET $asked&start=0&rows=200 ads1
GET $asked&start=200&rows=100 ads2
END

# Zotero: the next page is in Link, and how many there are in Total-Results.
at='/users/1/items/top?v=3&limit=100'
next="$at&start=100"
echo "[$(items 100)]" | body zotero1 "Link: <http://127.0.0.1:{PORT}/zotero$next>; rel=\"next\", <https://www.zotero.org/users/1/items>; rel=\"alternate\"
Total-Results: 120"
echo "[$(items 20)]" | body zotero2 'Total-Results: 120'
paged zotero 0 SHEAF_ZOTERO_ENDPOINT '' zotero:users/1/items <<END
GET $at zotero1
GET $next zotero2
END
echo "[$(items 20)]" | body zotero3 'Total-Results: 21'
paged zotero-short 3 SHEAF_ZOTERO_ENDPOINT '' zotero:groups/1/items/5.. <<END
GET /groups/1/items/top?v=3&limit=100&since=5 zotero3
END

# A server that does not hear which page is wanted.
paged same 3 SHEAF_OPENREVIEW_ENDPOINT '' openreview:venue/same <<'END'
GET /notes?content.venueid=same&limit=1000&offset=0 notes1
GET /notes?content.venueid=same&limit=1000&offset=1000 notes1
END
sed -i.bak 2d same.expected

# Batches: what the service does not know is an error document of its own.

cat <<'END' | body batch-arxiv1
<feed><entry><id>http://arxiv.org/abs/2509.00003v1</id></entry>
<entry><id>http://arxiv.org/abs/2509.00001v2</id></entry>
<entry><id>http://arxiv.org/abs/2509.000021v2</id></entry></feed>
END
ids=2509.00001,2509.00002v1,2509.00003
paged batch-arxiv 3 SHEAF_ARXIV_ENDPOINT \
	'https://arxiv.org/abs/2509.00001 arXiv:2509.00002v1' 2509.00003 <<END
GET /api/query?id_list=$ids&max_results=3 batch-arxiv1
END
# Its entries, and PubMed's articles, are put in the order of the ids.
cat <<'END' | body order-arxiv1
<feed><id>x</id><a:entry><a:id>http://arxiv.org/abs/2509.00003v1</a:id>3</a:entry>
<entry><id>http://arxiv.org/abs/hep-th/9901001v2</id><link href="x"/>2</entry>
<entry><id>http://arxiv.org/abs/2509.00001v2</id>1</entry></feed>
END
paged order-arxiv 0 SHEAF_ARXIV_ENDPOINT \
	'https://arxiv.org/abs/2509.00001v2 hep-th/9901001' 2509.00003 <<END
GET /api/query?id_list=2509.00001v2,hep-th/9901001,2509.00003&max_results=3 order-arxiv1
END
cat <<'END' | body order-pmid1
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">33</PMID>
<x><PMID>4</PMID></x></MedlineCitation></PubmedArticle>
<PubmedArticle>
<MedlineCitation><PMID Version="1">4</PMID></MedlineCitation></PubmedArticle></PubmedArticleSet>
END
paged order-pmid 0 SHEAF_NCBI_ENDPOINT 'pmid:4' pmid:33 <<'END'
GET /entrez/eutils/efetch.fcgi?db=pubmed&id=4,33&retmode=xml&tool=sheaf order-pmid1
END
echo '[{"paperId":"a"},null,{"paperId":"b"}]' | body batch-s2-1
paged batch-s2 3 SHEAF_S2_ENDPOINT \
	's2:paper/2509.00001 s2:paper/10.1000/X' s2:paper/pmid:1 <<END
POST /graph/v1/paper/batch?$fields,tldr batch-s2-1
END
echo '{"message":{"items":[{"DOI":"10.1000\/B"}]}}' | body batch-doi1
paged batch-doi 3 SHEAF_CROSSREF_ENDPOINT '10.1000/a' 10.1000/b <<'END'
GET /works?filter=doi:10.1000/a,doi:10.1000/b&rows=2 batch-doi1
END
# Crossref has an order of its own: the items are put in that of the ids, and
# are not touched.
cat >crossref-ordered <<'END'
{"message": {"items": [ {"n":"\u00e9","DOI":"10.1000\/A"},
{"DOI":"10.1000/C", "n":1e400},{"DOI":"10.1000/x"}, {"x":{"DOI":"10.1000/a"}} ], "total":4 }}
END
body order1 <<'END'
{"message": {"items": [ {"DOI":"10.1000/C", "n":1e400},
{"DOI":"10.1000/x"},{"x":{"DOI":"10.1000/a"}}, {"n":"\u00e9","DOI":"10.1000\/A"} ], "total":4 }}
END
paged order 3 SHEAF_CROSSREF_ENDPOINT '10.1000/a 10.1000/b 10.1000/c' \
	10.1000/d <<'END'
GET /works?filter=doi:10.1000/a,doi:10.1000/b,doi:10.1000/c,doi:10.1000/d&rows=4 order1
END
echo '{"message":{"items":[{"DOI":"10.1000/b"},{"DOI":"10.1000/a"},{}]}}' |
	body order-more1
paged order-more 0 SHEAF_CROSSREF_ENDPOINT 10.1000/a 10.1000/b <<'END'
GET /works?filter=doi:10.1000/a,doi:10.1000/b&rows=2 order-more1
END
# One bad id spoils every batch that it is in.
printf 'HTTP/1.1 400 Bad Request\n\n' >spoilt
echo '{"message":{"DOI":"10.1000/a"}}' | body halves-a
echo '{"message":{"items":[{"DOI":"10.1000/c"},{"DOI":"10.1000/d"}]}}' |
	body halves-cd
doi='filter=doi:10.1000'
paged halves 3 SHEAF_CROSSREF_ENDPOINT '10.1000/a 10.1000/b 10.1000/c' \
	10.1000/d <<END
GET /works?$doi/a,doi:10.1000/b,doi:10.1000/c,doi:10.1000/d&rows=4 spoilt
GET /works?$doi/a,doi:10.1000/b&rows=2 spoilt
GET /works/10.1000/a halves-a
GET /works?$doi/b,doi:10.1000/c,doi:10.1000/d&rows=3 spoilt
GET /works?$doi/b,doi:10.1000/c&rows=2 spoilt
GET /works/10.1000/b spoilt
GET /works?$doi/c,doi:10.1000/d&rows=2 halves-cd
END
printf '%s\n' /halves/works/10.1000/a \
	"/halves/works?$doi/c,doi:10.1000/d&rows=2" >halves.expected
echo '<PubmedArticle><MedlineCitation><PMID Version="1">2</PMID>
<PMID>1</PMID></MedlineCitation></PubmedArticle>' | body batch-pmid1
paged batch-pmid 3 SHEAF_NCBI_ENDPOINT pmid:1 pmid:2 <<'END'
GET /entrez/eutils/efetch.fcgi?db=pubmed&id=1,2&retmode=xml&tool=sheaf batch-pmid1
END
printf 'HTTP/1.1 500 Internal Server Error\nRetry-After: 0\n\n' >fails
echo '<PubmedArticle><MedlineCitation><PMID>1</PMID></MedlineCitation>
</PubmedArticle>' | body half
echo '<PubmedArticleSet/>' | body empty
paged halves-500 3 SHEAF_NCBI_ENDPOINT pmid:1 pmid:2 <<'END'
GET /entrez/eutils/efetch.fcgi?db=pubmed&id=1,2&retmode=xml&tool=sheaf fails
GET /entrez/eutils/efetch.fcgi?db=pubmed&id=1&retmode=xml&tool=sheaf half
GET /entrez/eutils/efetch.fcgi?db=pubmed&id=2&retmode=xml&tool=sheaf empty
END
sed -i.bak 1d halves-500.expected
printf 'HTTP/1.1 503 Service Unavailable\nRetry-After: 0\n\n' >down
paged batch-503 3 SHEAF_CROSSREF_ENDPOINT 10.1000/a 10.1000/b <<'END'
GET /works?filter=doi:10.1000/a,doi:10.1000/b&rows=2 down
END
: >batch-503.expected
paged batch-500 3 SHEAF_CROSSREF_ENDPOINT 10.1000/a 10.1000/b <<'END'
GET /works?filter=doi:10.1000/a,doi:10.1000/b&rows=2 fails
GET /works/10.1000/a fails
GET /works/10.1000/b fails
END
: >batch-500.expected
echo '{"resultList":{"result":[]}}' | body batch-pmcid1
paged batch-pmcid 3 SHEAF_EUROPEPMC_ENDPOINT '' pmcid:PMC1 <<'END'
GET /europepmc/webservices/rest/search?query=PMCID:PMC1&format=json&resultType=core batch-pmcid1
END

answer "$PWD/routes"
for case in $cases; do
	(
		# shellcheck source=/dev/null
		. "./$case.sh"
		XDG_RUNTIME_DIR=$PWD/$case.run
		mkdir "$XDG_RUNTIME_DIR"
		export XDG_RUNTIME_DIR
		export "$VARIABLE=http://127.0.0.1:$port/$case"
		status=0
		pfetch "$@" >"$case.out" 2>"$case.err" || status=$?
		echo $status >"$case.got"
	) &
	started="${started-} $!"
done
# shellcheck disable=SC2086 # several
wait $started
for case in $cases; do
	check "pages: $case" "$(cat "$case.status")" "$(cat "$case.expected")" \
		'jq -r "select(has(\"error\") | not) | .url" "$case.out" |
		sed "s|^[^/]*//[^/]*||"; cat "$case.err" >&2
		(exit "$(cat "$case.got")")'
done

# failed CASE JSON: the one error document
failed() {
	check "what is said: $1" 0 "$2" \
		"jq -cS 'select(has(\"error\")) | [.request, .error]' $1.out"
}
failed oai-repeats '["arxiv:oai/cs","the token repeats"]'
failed oai-stuck '["arxiv:oai/cs/2025-09-01..","the token has expired"]'
failed pubmed-refused '["pubmed:search/x","Empty term"]'
failed hf-elsewhere \
	'["hf:models/2509.01234","the next page is not at the same service"]'
failed hf-text \
	'["hf:text/2509.01234","a web page in place of text/markdown"]'
failed halves-500 '["pmid:2","the service does not know it"]'
failed hf-ceiling \
	'["hf:search/x","there is more, but the service gives only the first 120"]'
failed doaj-ceiling \
	'["doaj:search/x","there is more, but the service gives only the first 1000"]'
unknown='"the service does not know it"'
failed biorxiv-unknown "[\"doi:10.1101/1\",$unknown]"
failed batch-arxiv "[\"arxiv:2509.00002v1\",$unknown]"
failed batch-s2 "[\"doi:10.1000/x\",$unknown]"
failed batch-doi "[\"doi:10.1000/a\",$unknown]"
failed batch-pmid "[\"pmid:1\",$unknown]"
failed batch-pmcid "[\"pmcid:PMC1\",$unknown]"
check 'a service that is down: tries of a batch' 0 5 \
	'grep -c "GET /batch-503/" requests'
check 'one that fails at it: tries of a batch and its halves' 0 '5 4' \
	'echo $(grep -c "GET /batch-500/works?" requests) \
		$(grep -c "GET /batch-500/works/" requests)'
check 'an empty search is asked for twice' 0 2 \
	'grep -c "GET /atom-never/" requests'
check 'the bad id by itself is named' 0 1 \
	"grep -Fc 'works/10.1000/b: ' halves.err"
check 'a batch in the order asked' 0 "$(cat crossref-ordered)" \
	'jq -r "select(has(\"body\")) | .body" order.out'
cat >arxiv-ordered <<'END'
<feed><id>x</id><entry><id>http://arxiv.org/abs/2509.00001v2</id>1</entry>
<entry><id>http://arxiv.org/abs/hep-th/9901001v2</id><link href="x"/>2</entry>
<a:entry><a:id>http://arxiv.org/abs/2509.00003v1</a:id>3</a:entry></feed>
END
check "a batch of arXiv's in the order asked" 0 "$(cat arxiv-ordered)" \
	'jq -r .body order-arxiv.out'
check "a batch of PubMed's in the order asked" 0 '4 33 4' \
	'jq -r .body order-pmid.out | grep -o "[0-9]*</PMID" |
		tr -dc "0-9\n" | tr "\n" " " | sed "s/ $//"'
check 'more items than were asked for stay as they are' 0 \
	"$(tail -n 1 order-more1)" 'jq -r .body order-more.out'
check 'ids are posted as JSON' 0 1 \
	"grep -Fxc '{\"ids\":[\"ARXIV:2509.00001\",\"DOI:10.1000/x\",\"PMID:1\"]}' requests"

# What is not a request

for bad in 'arxiv:search/' arxiv:new/ 'arxiv:new/a b' arxiv:list/cs.LG/x \
	arxiv:oai/nothing arxiv:oai/cs/2025-13-01 arxiv:nothing/x arxiv:x \
	oai:https:// 'oai:https://e.org/?a' oai:https://e.org/,x=y \
	oai:https://e.org/,days=x s2:paper/x s2:paper/dblp:conf/a/b s2:author/ \
	crossref:issn/12345678 biorxiv: biorxiv:..2025-09-01 biorxiv:x \
	unpaywall:paper/2509.01234 hf:paper/10.1000/x openalex:cites/10.1000/x \
	doi:10.1000 pmid:x page: page:ftp://a/b 'ads:search/published>x' \
	hf: hf:dayly foo:x '' ' ' 0112001 2513.01234 arxiv:new/cs.LG+ \
	hf:daily/2025-02-30 hf:daily/2025-09-05..2025-09-01 hf:week/2025-W60 \
	hf:month/2025-13 hf:submitter/a/b s2:author/../x orcid:x \
	orcid:0000-0002-1825-0098 s2:paper/CorpusId:x inspire:paper/x \
	's2:search/published>=2025' 's2:bulk/x OR published>=2025' \
	'openalex:search/x NOT published=2025' \
	zotero:users/x/items zotero:users/1 zotero:users/1/items/2 \
	'arxiv:search/published:[2025-02 TO 2025-01]' \
	'crossref:search/published<2025-01-01 published>2025-01-02'; do
	check "not a request: $bad" 2 '' 'pfetch -N "$bad"'
	said "it is named: $bad" '^pfetch: .*: '
done
check 'Unpaywall without an address' 2 '' 'pfetch -N unpaywall:paper/10.1000/x'
said 'what to set' 'SHEAF_MAILTO$'
check 'Unpaywall with one, which is not shown' 0 \
	https://api.unpaywall.org/v2/10.1000/x \
	'SHEAF_MAILTO=ann@e.org pfetch -N unpaywall:paper/10.1000/x'
check 'NCBI with an address' 0 \
	"$eutils/efetch.fcgi?db=pubmed&id=1&retmode=xml&tool=sheaf&email=ann@e.org" \
	'SHEAF_MAILTO=ann@e.org pfetch -N pmid:1'

check 'a form that does not exist: those that do' 2 '' 'pfetch -N dblp:paper/x'
said 'they are listed' 'there are dblp:search/$'
: >list
check 'the name of a file' 2 '' 'pfetch -N list'
said 'how to write it' '[.]/'

# What no service can be asked is named, whatever the service.

for service in arxiv openalex datacite dblp pubmed europepmc doaj inspire ads \
	hf s2 crossref openreview; do
	printf "$service:search/x %s\\n" ti:/x/ 'ti:*' person:x 'upvotes>3' \
		'published!=2025' >asked
	check "$service: what it cannot be asked" 3 '' 'pfetch -N <asked'
	[ "$(grep -c ': the query, at character [0-9]*: ' stderr)" = 5 ]
	ok "$service: each part is named" $?
done

# Both pages list every form of the table, and only those.

sed -n 's/.*FORM("\([^"]*\)".*/\1/p' "$top/cmd/pfetch/form.c" |
	grep -v '[*]/$' | sort >table
[ -s table ]
ok 'the table has forms' $?
for page in sheaf-pfetch.1 sheaf.7; do
	check "$page lists the forms" 0 "$(cat table)" \
		"sed -n 's/^[.]It \\(Cm .*\\)/\\1/p; /^[.]Ss Requests/,/^[.]Ss Q/s/^[.]Cm /&/p' \
		$top/man/$page | tr ' ' '\\n' | grep '^[a-z0-9]*:[^:]*' |
		grep -v -e ^https*: -e ^page: -e '[\\]' | grep -e / -e ':\$' -e arxiv:oai -e ^hf: | sort -u"
done

plan
