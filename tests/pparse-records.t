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

# papers FILE XPATH: are there as many papers as nodes?
papers() {
	file=$1
	name=$(basename "$file")
	check "$name: papers" 0 "$(xmllint --xpath "count($2)" "$file" 2>stderr)" \
		'pparse -u https://e.org/x "$file" >got && wc -l <got | tr -d " "'
	quiet "$name: nothing is said"
	cat got >>all
	# shellcheck disable=SC2086 # numbers and names of files without blanks
	set -- $files --rawfile "$((100 + read))" "$file"
	files=$*
	read=$((read + 1))
}
files=
read=0

# members NAME XPATH JQ: are the words of the elements those of the members, in
# the order of the file? A process costs more than what it has to read, so one
# asks for all that stand in one order.
members() {
	agree "$name: $1" "$file" "$3" "$2"
}

# words_of ELEMENT...: the XPath of their texts, of several in a row the first
words_of() {
	echo "//text()[contains(' $* ', concat(' ', local-name(..), ' ')) and
		name(..) != name(../preceding-sibling::*[1])]"
}

record="//$(n record)"
for file in "$data"/arxiv_oai_arXiv/*.xml "$data"/arxiv_oai_arXiv/pages/2.xml; do
	papers "$file" "$record"
	# groups in parts are put together (tests/cases/pparse/oai-arxiv-groups)
	case $name in cs_* | *_record.xml | *_record7.xml) ;; *) continue ;; esac
	members members "$(words_of datestamp id created updated keyname title \
		comments report-no journal-ref license abstract)[not(
		ancestor::*[local-name()='authors']//*[local-name()='keyname'][
		contains(., 'ollaboration') or . = 'Group'])]" \
		'(.modified, (.id | sub("^arxiv:"; "")), .published, .updated,
		(select(any(.authors[]; test("ollaboration| Group$")) | not) |
		.families[]), .title, .comment, .report_number, .journal_ref, .license, .abstract)'
done

raw="$record/$(n metadata)/$(n arXivRaw)"
papers "$data/arxiv_oai_arXivRaw/arxivsync_2014-01-16_47001.xml" "$record"
members members "$raw/$(n version)[last()]/@version | $(words_of datestamp id \
	title categories comments abstract)" \
	'(.modified, (.id | sub("^arxiv:"; "")), "v\(.version)", .title,
	.categories[], .comment, .abstract)'
check "$name: submitters" 0 "$(xmllint --xpath "count($raw/$(n submitter))" "$file")" \
	'grep -c "\"submitter\":\"[^\\\\]*\"" got'
check "$name: every name is one" 0 '' \
	'jq -r ".authors[]" got | grep -E "^and |[()]|, [^J]" || :'
check "$name: dates to the second, in order" 0 0 \
	'jq -r "select((.published | length) < 20 or .published > .updated)" got |
	wc -l | tr -d " "'

dc="$record//$(n dc)"
for file in "$data"/arxiv_oai_dc/*.xml; do
	papers "$file" "$record"
	members members "$dc/$(n title)/text() | $dc/$(n creator)/text() |
		$dc/$(n description)[1]/text() | $dc/$(n date)[1]/text() |
		$dc/$(n identifier)[starts-with(., 'http')]/text() |
		$dc/$(n identifier)[starts-with(., 'doi')]/text()" \
		'(.title, ([.families, .authors] | transpose[] |
		.[0] as $f | .[1] | "\($f), \(rtrimstr(" " + $f))"),
		.abstract, .published, (.url | sub("https"; "http")),
		(.doi | if . then "doi:" + . else empty end))'
done

article=//PubmedArticle
for file in "$data"/pubmed/*.xml; do
	papers "$file" "$article | //DeleteCitation/PMID"
	members members "$article/MedlineCitation/PMID/text() |
		//DeleteCitation/PMID/text() | $article//DateRevised/*/text() |
		$article//JournalIssue/Volume/text() |
		$article//JournalIssue/Issue/text() |
		$article//Journal/Title/text() |
		$article//Author[not(@ValidYN='N')]/LastName/text() |
		$article//Author[not(@ValidYN='N')]/CollectiveName/text() |
		$article//Article/Language[1]/text() |
		$article/PubmedData/ArticleIdList/ArticleId[@IdType='pmc']/text()" \
		'((.id, .aliases[]? | select(startswith("pmid:"))[5:]),
		((.modified // empty) | gsub("-"; "\n")), .volume, .issue, .venue,
		.families[]?, .language,
		(.id, .aliases[]? | select(startswith("pmcid:"))[6:]))'
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
	members members '//paper/author/first/text() | //paper/author/last/text() |
		//paper/pages/text() | //paper/url/text()' \
		'(([(.families // []), (.authors // [])] | transpose[] |
		.[0] as $f | (.[1] | rtrimstr(" " + $f)), $f), .pages,
		(.id | sub("acl:"; "")))'
	check "$name: titles" 0 '' 'xmllint --xpath "//paper/title" "$file" |
		sed "s/<[^>]*>/ /g" | tr -d " \n" >want
		jq -r .title got | tr -d " \n" | cmp - want'
done

papers "$data/dblp/fatcat_example_dblp.xml" '/dblp/*[not(self::www)]'
members titles '/dblp/*[not(self::www)]/title/text()' \
	'.title + (if .title | test("Proceedings|Extended") then "" else "." end)'
members pages '//pages/text()' .pages
members venue '/dblp/*/*[self::booktitle or self::journal]/text()' .venue
members modified '/dblp/*[not(self::www)]/@mdate' .modified
check 'a record of DBLP by itself' 0 \
	'["Alexander S. Szalay","Michael H. Böhlen","Nicolas Heist","Jens Lehmann"]' \
	'pparse "$data/dblp/fatcat_example_dblp_article.xml" | jq -c .authors'

papers "$data/publisher_xml/adsabs_jats_pnas_119_2201344119.xml" /article
members members '//front//article-title/text() |
	//front//article-id[@pub-id-type="doi"]/text()' '(.doi, .title)'
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

check 'the same in documents' 0 '' "jq -nc $files"' \
	"\$ARGS.named | to_entries | sort_by(.key)[] |
	{url: \"https://e.org/x\", content_type: \"text/xml; charset=utf-8\",
	body: .value}" | pparse | diff - all'
plan
