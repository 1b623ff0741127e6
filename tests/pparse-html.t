#!/bin/sh
# pparse on HTML and arXiv's text records: what is too large for a case, and
# captured files against a second reading by xmllint, awk and grep.
. "${0%/*}/lib.sh"

head='<html><head><meta name="citation_title" content="T">'
paper='{"id":"title:t","title":"T","sources":["html"]}'

# repeat N TEXT: so many of it
repeat() {
	yes "$2" | head -n "$1" | tr -d '\n'
}

{
	printf '%s</head><body>' "$head"
	repeat 100000 '<div>'
} >deep
check '100,000 nested elements' 3 '' 'pparse deep'
said '100,000 nested elements: said' '^pparse: deep: .* too deeply$'
{
	printf '%s<meta ' "$head"
	repeat 100000 'abc="defg" '
	printf '></head>'
} >attributes
check '100,000 attributes' 3 '' 'pparse attributes'
said '100,000 attributes: said' '^pparse: attributes: a tag .* too long$'
{
	printf '%s<!--' "$head"
	repeat 100000 'no end '
} >comment
check 'a comment without an end' 3 '' 'pparse comment'
{
	printf '%s<script type="application/ld+json">[' "$head"
	repeat 100000 '[[[[[[[[[['
	printf '</script></head></html>'
} >nested
check 'JSON-LD that is nested' 0 "$paper" 'pparse nested'
{
	printf '%s' "$head"
	repeat 200000 '<meta name="citation_author" content="Lee, A">'
	printf '</head></html>'
} >authors
check 'authors without end' 0 title:t 'pparse authors | jq -r .id'
{
	printf '<rss><channel><item><title>T</title><description>'
	repeat 50000 '&lt;math&gt;&lt;msup&gt;&lt;mi&gt;x&lt;/mi&gt;'
	printf '</description></item></channel></rss>'
} >formulas
check 'formulas without end' 0 title:t 'pparse formulas | jq -r .id'

# A tag over the end of a piece, with quotes in it: libxml2 2.9 forgets them.
awk 'BEGIN {
	print "<html><head><link href=\"https://static.arxiv.org/x\"></head>"
	print "<body><dl>"
	for (i = 0; i < 3000; i++)
		printf "<dt><a title=\"Abstract\" style=\"a: b > c\">arXiv:2509.%05d</a>" \
			"</dt><dd><div class=\"list-title x\" data-x=\"a > b\">T %d" \
			"</div></dd>\n", i + 1, i
	print "</dl></body></html>" }' >pieces
awk 'BEGIN { for (i = 0; i < 3000; i++)
	printf "arxiv:2509.%05d T %d\n", i + 1, i }' >want
pparse pieces | jq -r '"\(.id) \(.title)"' >got
cmp want got
ok 'a list in pieces' $?

# Nothing is fetched and nothing of this machine is read.
echo secret >file
cat >hostile <<END
<!DOCTYPE html SYSTEM "file://$PWD/file" [<!ENTITY a SYSTEM "file://$PWD/file">]>
$head<meta name="citation_abstract" content="&a;"><base href="file://$PWD/">
<meta name="citation_pdf_url" content="file"><link rel="canonical" href="javascript:alert(1)"></head></html>
END
check 'entities and addresses from outside' 0 \
	'{"id":"title:t","title":"T","abstract":"&a;","sources":["html"]}' \
	'pparse hostile'

# Captured files
if ! command -v xmllint >/dev/null; then
	skip 'captured files' 'no xmllint'
	plan
	exit
fi

nbsp=$(printf '\302\240')
words() {
	tr -s '[:space:]' '[\n*]' | sed '/^$/d'
}

# agree NAME FILE JQ XPATH: does what JQ finds in the papers stand in the nodes,
# too, all of it and in that order? xmllint breaks lines anywhere.
agree() {
	xmllint --html --xpath "$4" "$2" 2>/dev/null |
		sed "s/&amp;/\\&/g; s/&lt;/</g; s/&gt;/>/g; s/$nbsp/ /g" |
		tr -d '[:space:]' >want
	jq -r "$3 // empty" got | tr -d '[:space:]' >have
	cmp want have
	ok "$1" $?
}

file=$data/arxiv_html/arxiv_search_2025-12.html
if [ -f "$file" ]; then
	li='//li[@class="arxiv-result"]'
	pparse "$file" >got
	check 'arXiv search: papers' 0 \
		"$(xmllint --html --xpath "count($li)" "$file" 2>/dev/null)" \
		'wc -l <got | tr -d " "'
	agree 'arXiv search: ids' "$file" '"arXiv:" + .id[6:]' \
		"$li//p[contains(@class, 'list-title')]/a/text()"
	agree 'arXiv search: titles' "$file" .title \
		"$li/p[contains(@class, 'title is-5')]//text()"
	agree 'arXiv search: authors' "$file" '.authors[]' \
		"$li/p[@class='authors']/a/text()"
	agree 'arXiv search: abstracts' "$file" .abstract \
		"$li//span[contains(@class, 'abstract-full')]//text()[not(parent::a[@class='is-size-7'])]"
	agree 'arXiv search: categories' "$file" '.categories[]' \
		"$li//span[@data-tooltip]/text()"
	agree 'arXiv search: comments' "$file" .comment \
		"$li/p[contains(@class, 'comments')][span[.='Comments:']]/span[2]//text()"
	check 'arXiv search: days' 0 200 \
		'jq -r .published got | grep -c "^2025-1[12]-..$"'
	check 'arXiv search: journals' 0 7 'jq -r ".journal_ref // empty" got | wc -l | tr -d " "'
	jq -cn --rawfile body "$file" \
		'{url: "https://arxiv.org/search/", status: 200, $body}' |
		pparse | cmp - got
	ok 'arXiv search: as a document' $?
else
	skip 'arXiv search' 'no data'
fi

if [ -d "$data/arxiv_abs_native" ]; then
	pparse "$data"/arxiv_abs_native/*.abs >got
	# field NAME: its value in each file, continued lines too
	field() {
		for file in "$data"/arxiv_abs_native/*.abs; do
			awk -v name="$1" '/^\\\\/ { if (++mark == 2) exit }
				/^[^ ]/ { on = index($0, name ":") == 1
					if (on) sub(/^[^:]*: ?/, "") }
				on' "$file"
		done | iconv -c -f utf-8 -t utf-8 | words
	}
	check 'native records: papers' 0 \
		"$(cat "$data"/arxiv_abs_native/*.abs | grep -c '^arXiv:')" \
		'wc -l <got | tr -d " "'
	field arXiv >want
	jq -r '.id[6:]' got >have
	cmp want have
	ok 'native records: ids' $?
	field Title >want
	jq -r .title got | words >have
	cmp want have
	ok 'native records: titles' $?
	field Comments >want
	jq -r '.comment // empty' got | words >have
	cmp want have
	ok 'native records: comments' $?
	field Categories >want
	jq -r '.categories[]?' got >have
	cmp want have
	ok 'native records: categories' $?
	field Journal-ref >want
	jq -r '.journal_ref // empty' got | words >have
	cmp want have
	ok 'native records: journals' $?
	check 'native records: versions' 0 \
		"$(cat "$data"/arxiv_abs_native/*.abs | grep -c '^Date')" \
		'jq -s "map(.version) | add" got'
	for file in "$data"/arxiv_abs_native/*.abs; do
		awk '/^\\\\/ { mark++; next } mark == 2' "$file"
	done | words >want
	jq -r .abstract got | words >have
	cmp want have
	ok 'native records: abstracts' $?
	check 'native records: no list is a name' 0 '' \
		'jq -r ".authors[]" got | grep -E "[(),]| and " || :'
else
	skip 'native records' 'no data'
fi

plan
