#!/bin/sh
# pparse: the JSON of services, beside a second reading of it with jq.
. "${0%/*}/lib.sh"

cases=$top/tests/cases/pparse

# same NAME WANTED GOT: are the files equal?
same() {
	diff "$2" "$3" >differs
	ok "$1" $?
	sed 's/^/# /' differs
}

# Document and raw file give the same papers.
for name in hf-2025 crossref-list s2-batch openalex datacite openreview \
	openreview-1 doaj inspire ads zotero hf-linked hf-single-linked; do
	url=https://example.org/api
	[ "$name" != hf-linked ] || url=https://huggingface.co/api/arxiv/1/repos
	pparse -u "$url" "$cases/$name/input.json" >raw 2>said
	jq -R -s -c --arg url "$url" '{url: $url,
		content_type: "application/json", body: .}' \
		"$cases/$name/input.json" | pparse >got 2>said
	same "$name: as a document" raw got
done
for name in dblp europepmc biorxiv unpaywall arxiv-snapshot; do
	pparse "$cases/$name"/input.* >raw 2>said
	# A body is one value.
	jq -c '{url: "https://example.org/api", body: tojson}' \
		"$cases/$name"/input.* | pparse >got 2>said
	same "$name: as documents" raw got
done

# A list that is cut off anywhere gives what was whole, and one message.
list=$cases/crossref-cut-off/input.json
size=$(wc -c <"$list")
for cut in 100 120 150 "$((size - 5))"; do
	head -c "$cut" "$list" >part
	pparse part >got 2>stderr
	[ $? = 3 ] && [ "$(wc -l <stderr)" = 1 ]
	ok "cut at $cut: one message" $?
	whole=$(grep -o '"title": \["[A-Za-z]*"\]}' part | wc -l)
	[ "$(wc -l <got)" = "$whole" ]
	ok "cut at $cut: what was whole" $?
done

# A line of JSON Lines that does not end costs only itself, in a body, too.
printf '%s\n' '{"id":"2509.00001","upvotes":1,"title":"A"}' \
	'{"id":"2509.00002","upvotes":1,"title":"B' \
	'{"id":"2509.00003","upvotes":1,"title":"C"}' |
	jq -R -s -c '{url: "https://example.org/api", body: .}' >broken
check 'a broken line in a body' 3 '' 'pparse broken >out'
said 'a broken line in a body: said' \
	'^pparse: https://example.org/api:2: not JSON: '
check 'a broken line in a body: papers' 0 'A
C' 'jq -r .title out'

# A long list comes in runs; nobody sees where one ends.
items() { # COUNT LENGTH: so many lines of that length, which end with a comma
	perl -e 'for (1 .. $ARGV[0]) {
		my $item = sprintf(qq({"paper":{"id":"2501.%05d","title":"T%d","upvotes":%d,"summary":"), $_, $_, $_);
		print $_ > 1 ? ",\n" : "[", $item, "x" x ($ARGV[1] - 5 - length $item), qq("}}) }' "$@"
}
{ items 5000 400 && echo ']'; } >long
[ "$(wc -c <long)" -gt 1700000 ]
ok 'a long list: of several runs' $?
check 'a long list: all of it' 0 "$(seq -f T%g 5000)" \
	'pparse long | jq -r .title'
pparse long >papers
check 'a long list: in a document' 0 '' \
	'jq -c "{url: \"https://e.org/x\", body: tojson}" long | pparse | cmp - papers'
check 'a long list: of papers' 0 '' 'jq -s . papers | pparse | cmp - papers'
check 'a long list: of no kind' 3 '' 'jq "map({a: .})" long >other; pparse other'
said 'a long list of no kind: said once' 'other: not recognised$'
items 5000 400 | sed 's/"T4000"/7e/' | head -c -150 >broken
check 'a long list: broken, and cut off' 3 '' 'pparse broken >got'
check 'a long list: what is whole of it' 0 4998 'wc -l <got | tr -d " "'
pparse broken 2>wrong >got
check 'a long list: what is not' 0 ':4000: item 4000
:5000: item 5000' 'grep -o ":[0-9]*: item [0-9]*" wrong'
{ items 5000 400 && echo ',]'; } >broken
check 'a long list: with a comma at its end' 3 '' 'pparse broken >got'
said 'a long list with a comma at its end: said' ': item 5001: not JSON: '
check 'a list of more than 64 MiB' 0 17000 \
	'{ items 17000 4096 && echo "]"; } | pparse | wc -l | tr -d " "'
quiet 'a list of more than 64 MiB: nothing is wrong'

# The id of a paper is a string.
printf '%s\n' '[{"paper":{"id":7,"title":"A","upvotes":1}},' \
	'{"paper":{"id":"2509.00002","title":"B","upvotes":1}}]' >broken
check 'an id that is a number' 3 '' 'pparse broken >out'
said 'an id that is a number: said' \
	'^pparse: broken: item 1: paper.id is not a string$'
check 'an id that is a number: papers' 0 'B' 'jq -r .title out'

# What stands in a file behind a broken list is read.
printf '%s\n' '[{"id":"2509.00001","upvotes":1,"title":"A"},{"id"' \
	'{"id":"2509.00002","upvotes":1,"title":"B"}' >broken
check 'behind a broken list' 3 '' 'pparse broken >out'
said 'behind a broken list: said' '^pparse: broken: item 2: not JSON: '
check 'behind a broken list: papers' 0 'A
B' 'jq -r .title out'

# In a list on lines an item that is broken costs itself alone, and as much in a
# document as in the file.
paper() { # NUMBER
	printf '{"paper":{"id":"2501.%05d","title":"T%d","upvotes":1}}' "$1" "$1"
}
{ echo '[' && paper 1 && echo , && paper 2 && echo , && paper 3 && echo , &&
	paper 4 && echo && echo ']'; } >lines
jq . lines >indented
jq '[.[] | {id: "arxiv:\(.paper.id)", title: .paper.title}]' lines >papers
jq '[.[] | {id: .paper.id, type: "article", title: .paper.title}]' \
	lines >csl
# lost NAME FILE TITLES ERRORS SED: what is left of FILE
lost() {
	sed "$5" "$2" >broken
	status=0
	pparse broken >raw 2>said || status=$?
	jq -R -s -c '{url: "https://e.org/x", body: .}' broken >document
	[ "$2" = papers ] || pparse document >got 2>stderr
	[ "$2" = papers ] || cmp -s raw got
	ok "$1, $2: as a document" $?
	[ "$status $(jq -r .title raw | tr '\n' ' ')$(wc -l <said)" = "3 $3 $4" ]
	ok "$1, $2: $3 are left" $?
	sed 's/^/# /' said
}
for file in lines indented papers csl; do
	lost 'a string that does not end' $file 'T1 T3 T4' 1 's/T2"/T2/'
	lost 'a number that is none' $file 'T1 T3 T4' 1 's/"T2"/7e/'
	lost 'the last' $file 'T1 T2 T3' 1 's/T4"/T4/'
	lost 'two in a row' $file 'T1 T4' 2 's/T2"/T2/; s/T3"/T3/'
done
lost 'the first' lines 'T2 T3 T4' 1 's/T1"/T1/'
lost 'a bracket that does not close' lines 'T1 T3 T4' 1 '/T2/s/}}/}/'
lost 'a string, a bracket' lines 'T1 T4' 2 's/T2"/T2/; /T3/s/}}/}/'
lost 'no comma between two' lines 'T1 T2 T4' 1 '/T2/s/,$//'
lost 'a bracket too many' indented 'T1 T2 T3 T4' 1 10d
items 2000 40000 | awk 'NR == 1000 { sub(/"upvotes"/, "upvotes") } 1' >broken
echo ']' >>broken
check 'a broken list of 80 MB' 3 1999 'pparse broken >got; s=$?
	wc -l <got | tr -d " "; (exit $s)'
check 'a broken list of 80 MB: said once' 3 1 'pparse broken 2>&1 >got |
	grep -c "^pparse: broken:1000: item 1000: not JSON: "; (exit 3)'
check 'an item of 65 MiB' 3 '2
pparse: standard input:2: item 2: longer than 64 MiB' '{ items 1 100 && echo , &&
	items 1 68157440 | tail -c +2 && echo , && items 1 100 | tail -c +2 &&
	echo "]"; } | pparse 2>stderr >got; s=$?; wc -l <got | tr -d " "
	cat stderr; (exit $s)'

# Broken inside, over lines, and cut off: no item twice.
printf '%s\n' '[{"id":"2509.00001","upvotes":1,"title":"A"},' \
	'{"id":"2509.00002","upvotes":1,"title":"B",},' \
	'{"id":"2509.00003","upvotes":1,"title":"C"},' \
	'{"id":"2509.00004","upvotes":1,"tit' >broken
check 'broken and cut off' 3 '' 'pparse broken >out'
check 'broken and cut off: no item twice' 0 'A
C' 'jq -r .title out'

# A feed as any other list.
printf '%s\n' '{"version":"https://jsonfeed.org/version/1.1",' \
	'"authors":[{"name":"Ann Lee"}],"items":[{"id":"1","title":"A"},' \
	'{"id":"2","title":"B",},{"id":"3","title":"C"},{"id":"4"' >feed
check 'a feed, broken and cut off' 3 '' 'pparse feed >out 2>messages'
check 'a feed: what is broken, and where it ends' 0 'feed:3: item 2
feed:3: item 4' 'cut -d: -f2-4 messages | cut -c2-'
check 'a feed: what was whole' 0 'A Ann Lee
C Ann Lee' 'jq -r ".title + \" \" + .authors[0]" out'

# Memory does not grow with the lines of a snapshot.
if [ "$(uname)" = Linux ] && ! grep -q __asan_init "$B/bin/pparse"; then
	line=$(head -n 1 "$cases/arxiv-snapshot/input.jsonl")
	many() { # 40 MB
		yes "$line" | head -n 30000
	}
	check 'a long snapshot in 200 MB of address space' 0 30000 \
		'many | (ulimit -v 200000; pparse) | wc -l | tr -d " "'
fi

# Captured files: how many papers, and their chief members.
# captured NAME DIRECTORY FILTER: FILTER is what jq makes of an answer, with the
# members id, title, authors (a number), published of each paper.
captured() {
	if [ ! -d "$data/$2" ]; then
		skip "captured: $1" 'no data'
		return
	fi
	for file in "$data/$2"/*.json*; do
		case $file in *.gz) continue ;; esac
		jq -c "$3" "$file"
	done 2>jq.said >want
	[ ! -s jq.said ]
	ok "captured: $1: jq" $?
	for file in "$data/$2"/*.json*; do
		case $file in *.gz) continue ;; esac
		pparse "$file"
	done 2>said | jq -c "$4" >got
	[ -s got ]
	ok "captured: $1: there are papers" $?
	same "captured: $1: papers" want got
}
clean='def clean: gsub("<[^>]*>|[\\x{80}-\\x{9f}]"; "") | gsub("[\\s\\p{Z}]+"; " ") |
	ltrimstr(" ") | rtrimstr(" ");'

captured s2 semanticscholar "$clean"'
	(if type == "array" then .[] elif has("data") then .data[]
	elif has("recommendedPapers") then .recommendedPapers[]
	elif has("paperId") then . else empty end) | objects |
	(.citingPaper // .paper // .) | select(has("authorId") | not) |
	[(.title // "" | clean), (.authors // [] | length),
	(.publicationDate // (.year // "" | tostring)), .citationCount]' '
	[.title // "", (.authors // [] | length), .published // "", .citations]'

captured crossref crossref '
	select(.["message-type"] == "work" or .["message-type"] == "work-list") |
	.message | (if has("items") then .items[] else . end) |
	[(.DOI | ascii_downcase), (.title[0] != null),
	(.author // [] | length), .["is-referenced-by-count"],
	(if .volume == "null" then null else .volume end), (.page // .["article-number"]),
	(.published // .["published-online"] // .["published-print"] //
		.issued // .posted | .["date-parts"]? // [[null]] | .[0] |
		map(select(. != null) | if . < 10 then "0\(.)" else "\(.)" end) |
		join("-"))]' '
	[(.id | ltrimstr("doi:")), has("title"), (.authors // [] | length),
	.citations, .volume, .pages, .published // ""]'

captured openalex openalex '(if has("results") then .results[] else . end) |
	[(.doi | ltrimstr("https://doi.org/") | ascii_downcase |
		sub("^10.48550/arxiv\\."; "arxiv:")), .title,
	(.authorships // [] | length), .publication_date, .cited_by_count,
	(.abstract_inverted_index != null and
		.abstract_inverted_index != {})]' '
	[(.id | ltrimstr("doi:")), .title, (.authors // [] | length),
	.published, .citations, has("abstract")]'

captured datacite datacite '.data | if type == "array" then .[] else . end |
	.attributes | [(.doi | ascii_downcase), .titles[0].title,
	(.creators | length), .citationCount]' '
	[(.id | ltrimstr("doi:")), .title, (.authors | length), .citations]'

captured unpaywall unpaywall 'select(has("doi")) | [.doi, .title,
	(.z_authors // [] | length), .published_date,
	.best_oa_location.url_for_pdf]' '
	[(.id | ltrimstr("doi:")), .title, (.authors // [] | length),
	.published, .pdf]'

captured snapshot arxiv_kaggle "$clean"'
	[.id, (.title | clean), (.authors_parsed | length), .update_date,
	(.versions | length), (.categories / " "), .license]' '
	[(.id | ltrimstr("arxiv:")), .title, (.authors | length), .modified,
	.version, .categories, .license]'

lines=$top/tests/cases/pparse/arxiv-snapshot/input.jsonl
[ "$(wc -l <"$lines")" -gt 1 ]
ok 'there are several lines' $?
check 'JSON Lines in a document' 0 "$(pparse "$lines")" \
	'jq -Rs "{url: \"https://e.org/x\", body: .}" "$lines" | pparse'

plan
