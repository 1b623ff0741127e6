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
s2:recommend/2509.01234 https://api.semanticscholar.org/recommendations/v1/papers/forpaper/ARXIV:2509.01234?$fields&limit=100

openalex:W2741809807 $works/W2741809807
openalex:paper/10.1000/x $works/doi:10.1000/x
openalex:paper/2509.01234 $works/doi:10.48550/arxiv.2509.01234
openalex:search/graph $works?search=graph&sort=publication_date:desc&per_page=100&cursor=*
openalex:author/A5023888391 $works?filter=author.id:A5023888391&sort=publication_date:desc&per_page=100&cursor=*
openalex:cites/openalex:W12 $works?filter=cites:W12&sort=publication_date:desc&per_page=100&cursor=*
orcid:0000-0002-1825-0097 $works?filter=author.orcid:0000-0002-1825-0097&sort=publication_date:desc&per_page=100&cursor=*

doi:10.1000/xyz https://api.crossref.org/works/10.1000/xyz
doi:10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1 https://api.crossref.org/works/10.1002/%28sici%291096-8644%28199601%2999:1%3C1::aid-ajpa1%3E3.0.co%3B2-1
doi:10.1000/a?b#c%d https://api.crossref.org/works/10.1000/a%3Fb%23c%25d
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
europepmc:search/graph $europepmc?query=graph&sort=P_PDATE_D%20desc&format=json&resultType=core&pageSize=100&cursorMark=*
pmcid:PMC123 $europepmc?query=PMCID:PMC123&format=json&resultType=core
biorxiv:2025-09-01..2025-09-02 https://api.biorxiv.org/details/biorxiv/2025-09-01/2025-09-02/0/json
medrxiv:-7d.. https://api.biorxiv.org/details/medrxiv/2025-10-26/2025-11-02/0/json

openreview:aBc_-1 https://api2.openreview.net/notes?id=aBc_-1
openreview:venue/ICLR.cc/2025/Conference https://api2.openreview.net/notes?content.venueid=ICLR.cc/2025/Conference&limit=1000&offset=0
openreview:search/graph https://api2.openreview.net/notes/search?term=graph&content=all&group=all&source=forum&limit=100&offset=0
acl:2022.acl-long.1 https://aclanthology.org/2022.acl-long.1.bib
acl:volume/2022.acl https://raw.githubusercontent.com/acl-org/acl-anthology/master/data/xml/2022.acl.xml
doaj:search/ti:graph https://doaj.org/api/search/articles/title:graph?page=1&pageSize=100&sort=created_date:desc
inspire:search/au:lee https://inspirehep.net/api/literature?q=a%20lee&sort=mostrecent&size=100&page=1
inspire:paper/hep-th/9901001 https://inspirehep.net/api/arxiv/hep-th/9901001
inspire:paper/10.1000/x https://inspirehep.net/api/doi/10.1000/x
ads:search/ti:graph https://api.adsabs.harvard.edu/v1/search/query?q=title:graph&fl=$ads&sort=date%20desc&start=0&rows=100

https://arxiv.org/abs/2509.01234v2 $arxiv?id_list=2509.01234v2&max_results=1
https://huggingface.co/papers/2509.01234 $arxiv?id_list=2509.01234&max_results=1
https://doi.org/10.1000/xyz https://api.crossref.org/works/10.1000/xyz
https://pubmed.ncbi.nlm.nih.gov/123/ $eutils/efetch.fcgi?db=pubmed&id=123&retmode=xml&tool=sheaf
2509.01234 $arxiv?id_list=2509.01234&max_results=1
10.1000/xyz https://api.crossref.org/works/10.1000/xyz
page:https://arxiv.org/abs/2509.01234 https://arxiv.org/abs/2509.01234
https://arxiv.org/pdf/2509.01234v2 https://arxiv.org/pdf/2509.01234v2
https://huggingface.co/api/papers/2509.01234 https://huggingface.co/api/papers/2509.01234
https://aclanthology.org/2022.acl-long.1.pdf https://aclanthology.org/2022.acl-long.1.pdf
https://a.example/b?c#d https://a.example/b?c#d
END

# What blanks and parts of a query become, and what is refused.

check 'a query' 0 \
	"$arxiv?search_query=au:%22John%20Smith%22%20AND%20ti:%22graph%22&start=0&max_results=7&$newest" \
	"pfetch -n 7 -N 'arxiv:search/au:\"John Smith\" AND ti:\"graph\"'"
query() { # SERVICE:PRINTED QUERY
	check "$1: $3" 0 "$2" "pfetch -N '$1:search/$3' |
		sed 's/[^?]*[?]//; s/^[a-z_]*=//; s/&.*//; s/%20/ /g; s/%22/\"/g
		s/%28/(/g; s/%29/)/g; s/%5B/[/g; s/%5D/]/g; s/%24/\$/g
		s/%7C/|/g; s/%2F/\//g; s/%2B/+/g'"
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
query dblp 'non$ invasive$' non-invasive
query datacite 'doi:"10.5281/x" AND NOT (a OR b)' 'doi:10.5281/x -(a OR b)'
query europepmc 'TITLE:graph AND FIRST_PDATE:[2025-09-01 TO 2999-12-31]' \
	'ti:graph published>=2025-09-01'
query ads 'arxiv_class:cs.LG AND NOT abs:a' 'cat:cs.LG -a'
query hf 'vision language' 'vision language'
query s2 'vision language' 'vision-language'
check 'a query for the bulk search' 0 \
	"$s2/paper/search/bulk?query=%22a%20b%22%20%2B%20%28c%20%7C%20-d%2A%29&$fields&sort=publicationDate:desc" \
	"pfetch -N 's2:bulk/\"a b\" (c OR NOT d*)' | sed 's/\*/%2A/'"
check 'a slash in a path' 0 \
	"https://doaj.org/api/search/articles/%22a%20b%22%20AND%20doi:%2210.1000%2Fx%22?page=1&pageSize=100&sort=created_date:desc" \
	"pfetch -N 'doaj:search/a/b doi:10.1000/x'"

plan
