#!/bin/sh
# pparse on captured records of OAI-PMH, PubMed, DBLP, the ACL Anthology, JATS
# and DataCite, against a second reading by xmllint.
. "${0%/*}/lib.sh"

if [ ! -d "$data/pubmed" ]; then
	skip 'captured records' 'no data'
	plan
	exit
fi
if ! command -v xmllint >/dev/null; then
	skip 'captured records' 'no xmllint'
	plan
	exit
fi
# shellcheck source=tests/xpath.sh
. "$top/tests/xpath.sh"

# papers FILE XPATH: are there as many papers as nodes? Does the same body in a
# document give the same ones?
papers() {
	file=$1
	name=$(basename "$file")
	check "$name: papers" 0 "$(xmllint --xpath "count($2)" "$file" 2>stderr)" \
		'pparse -u https://e.org/x "$file" >got && wc -l <got | tr -d " "'
	quiet "$name: nothing is said"
	check "$name: as a document" 0 '' 'jq -Rs "{url: \"https://e.org/x\",
		content_type: \"text/xml; charset=utf-8\", body: .}" "$file" |
		pparse | diff - got'
}

# member NAME XPATH [JQ]: are the words of the elements those of the member?
member() {
	agree "$name: $1" "$file" "${3:-.$1}" "$2"
}

record="//$(n record)"
inside="$record/$(n metadata)/$(n arXiv)"
for file in "$data"/arxiv_oai_arXiv/*.xml "$data"/arxiv_oai_arXiv/pages/2.xml; do
	papers "$file" "$record"
	case $name in cs_* | *_record.xml | *_record7.xml) ;; *) continue ;; esac
	member id "$inside/$(n id)/text()" '.id | sub("^arxiv:"; "")'
	member title "$inside/$(n title)/text()"
	member abstract "$inside/$(n abstract)/text()"
	member families "$inside//$(n keyname)[1]/text()" '.families[]'
	member comment "$inside/$(n comments)/text()"
	member journal_ref "$inside/$(n journal-ref)/text()"
	member license "$inside/$(n license)/text()"
	member published "$inside/$(n created)/text()"
	member updated "$inside/$(n updated)/text()"
	member modified "$record//$(n datestamp)/text()"
done

raw="$record/$(n metadata)/$(n arXivRaw)"
papers "$data/arxiv_oai_arXivRaw/arxivsync_2014-01-16_47001.xml" "$record"
member id "$raw/$(n id)/text()" '.id | sub("^arxiv:"; "")'
member title "$raw/$(n title)/text()"
member abstract "$raw/$(n abstract)/text()"
check "$name: submitters" 0 "$(xmllint --xpath "count($raw/$(n submitter))" "$file")" \
	'grep -c "\"submitter\":\"[^\\\\]*\"" got'
member comment "$raw/$(n comments)/text()"
member version "$raw/$(n version)[last()]/@version" '"v\(.version)"'
member modified "$record//$(n datestamp)/text()"
check "$name: categories" 0 '' 'texts "$raw/$(n categories)/text()" "$file" >want
	jq -r ".categories[]" got | diff want -'
check "$name: every name is one" 0 '' \
	'jq -r ".authors[]" got | grep -E "^and |[()]|, [^J]" || :'
check "$name: dates to the second, in order" 0 0 \
	'jq -r "select((.published | length) < 20 or .published > .updated)" got |
	wc -l | tr -d " "'

dc="$record//$(n dc)"
for file in "$data"/arxiv_oai_dc/*.xml; do
	papers "$file" "$record"
	member title "$dc/$(n title)/text()"
	member abstract "$dc/$(n description)[1]/text()"
	member published "$dc/$(n date)[1]/text()"
	member creators "$dc/$(n creator)/text()" \
		'[.families, .authors] | transpose[] | .[0] as $f | .[1] |
		"\($f), \(rtrimstr(" " + $f))"'
	member url "$dc/$(n identifier)[starts-with(., 'http')]/text()" \
		'.url | sub("https"; "http")'
	member doi "$dc/$(n identifier)[starts-with(., 'doi')]/text()" \
		'if .doi then "doi:" + .doi else empty end'
done

article=//PubmedArticle
for file in "$data"/pubmed/*.xml; do
	papers "$file" "$article | //DeleteCitation/PMID"
	member pmid "$article/MedlineCitation/PMID/text() | //DeleteCitation/PMID/text()" \
		'.id, .aliases[]? | select(startswith("pmid:"))[5:]'
	member pmc "$article/PubmedData/ArticleIdList/ArticleId[@IdType='pmc']/text()" \
		'.aliases[]? | select(startswith("pmcid:"))[6:]'
	member venue "$article//Journal/Title/text()"
	member volume "$article//JournalIssue/Volume/text()"
	member issue "$article//JournalIssue/Issue/text()"
	member language "$article//Article/Language[1]/text()"
	member modified "$article//DateRevised/*/text()" \
		'(.modified // empty) | gsub("-"; "\n")'
	member families "$article//Author[not(@ValidYN='N')]/LastName/text() |
		$article//Author[not(@ValidYN='N')]/CollectiveName/text()" \
		'.families[]?'
	texts "$article//Article/ELocationID[@EIdType='doi' and @ValidYN='Y']/text() |
		$article/PubmedData/ArticleIdList/ArticleId[@IdType='doi']/text()" \
		"$file" | sort -u >want
	jq -r '.doi // empty' got | sort -u >have
	cmp -s want have
	ok "$name: DOIs of the article, not of its references" $?
	check "$name: titles without a full stop" 0 '' \
		'jq -r ".title // empty" got | grep "[^.]\.$" || :'
	check "$name: no markup, nothing empty" 0 '' \
		'grep -E "</?(i|b|sub|sup)>|:\"\"|\[\]" got || :'
done
check 'PubMed: abstracts' 0 \
	"$(xmllint --xpath "count(${article}[.//Article/Abstract/AbstractText])" "$file")" \
	'grep -c "\"abstract\":" got'
check 'PubMed: retracted' 0 "$(xmllint --xpath \
	"count(${article}[.//PublicationType = 'Retracted Publication'])" "$file")" \
	'grep -c "\"status\":\"retracted\"" got'

for file in "$data"/acl/*.xml; do
	papers "$file" //paper
	member families //paper/author/last/text\(\) '.families[]?'
	member given '//paper/author/first/text()' '[(.families // []), (.authors // [])] |
		transpose[] | .[0] as $f | .[1] | rtrimstr(" " + $f)'
	member pages '//paper/pages/text()'
	member ids '//paper/url/text()' '.id | sub("acl:"; "")'
	check "$name: titles" 0 '' 'xmllint --xpath "//paper/title" "$file" |
		sed "s/<[^>]*>/ /g" | tr -d " \n" >want
		jq -r .title got | tr -d " \n" | cmp - want'
done

papers "$data/dblp/fatcat_example_dblp.xml" '/dblp/*[not(self::www)]'
member title '/dblp/*[not(self::www)]/title/text()' \
	'.title + (if .title | test("Proceedings|Extended") then "" else "." end)'
member pages '//pages/text()'
member venue '/dblp/*/*[self::booktitle or self::journal]/text()'
member modified '/dblp/*[not(self::www)]/@mdate'
check 'a record of DBLP by itself' 0 \
	'["Alexander S. Szalay","Michael H. Böhlen","Nicolas Heist","Jens Lehmann"]' \
	'pparse "$data/dblp/fatcat_example_dblp_article.xml" | jq -c .authors'

papers "$data/publisher_xml/adsabs_jats_pnas_119_2201344119.xml" /article
member title '//front//article-title/text()'
member doi '//front//article-id[@pub-id-type="doi"]/text()'
check 'JATS: chief members' 0 \
	'["Beth Azar"] 2022-03-03 119 10 e2201344119 false' \
	'jq -r "\"\(.authors) \(.published) \(.volume) \(.issue) \(.pages) \(has(\"abstract\"))\"" got'
papers "$data/publisher_xml/adsabs_zenodo_test.xml" /record
check 'DataCite: chief members' 0 \
	'doi:10.5281/zenodo.34650 ["Johannes Reetz"] 2015-12-03' \
	'jq -r "\"\(.id) \(.authors) \(.published)\"" got'
papers "$data/publisher_xml/adsabs_dubcore_pensoft_example_1.xml" /record
check 'Pensoft: an ORCID for each author' 0 7 \
	'jq "[.author_ids[] | select(startswith(\"orcid:\"))] | length" got'
plan
