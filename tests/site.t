#!/bin/sh
# site: what sheaf-site(1) promises
. "${0%/*}/lib.sh"

papers=$fixtures/papers.jsonl
day() { # DAY N TITLE: a paper of a day
	printf '{"id":"a:%s-%s","title":"%s","listed":"%s","upvotes":%s,"authors":["Ann %s"],"abstract":"Of %s."}\n' \
		"$1" "$2" "$3" "$1" "$2" "$3" "$3"
}
{
	pgrep -k listed -Fx 2025-09-05 "$papers"
	day 2025-09-08 1 'Language model pruning of others'
	day 2025-09-08 7 'Aardvarks in winter'
	day 2025-09-29 3 'Language model pruning again'
	day 2025-10-01 4 'Zebras'
} >archive

# links DIR: the links of a site to itself that lead nowhere
links() {
	{
		(cd "$1" && find . -type f)
		(cd "$1" && grep -Ero --include='*.html' ' (id|href|src)="[^"]*"' .)
	} | awk '
	!/"/ { there[$0]; next }
	{
		at = index($0, ":")
		page = substr($0, 1, at - 1)
		kind = substr($0, at + 2)
		value = kind
		sub(/="?.*/, "", kind)
		sub(/^[a-z]*="/, "", value)
		sub(/"$/, "", value)
		if (kind == "id") { there[page "#" value]; next }
		if (value ~ /^https?:/) next
		folder = page
		sub(/[^\/]*$/, "", folder)
		target = folder value
		sub(/[^\/]*\/\.\.\//, "", target)
		links[page " " value] = target
	}
	END {
		for (l in links) {
			file = links[l]
			sub(/#.*/, "", file)
			if (!(file in there) || !(links[l] in there)) print l
		}
	}'
}

# Wrong use
check 'no DIR is wrong use' 2 '' 'site'
check 'no ARCHIVE is wrong use' 2 '' 'site s'
check 'an unknown option is wrong use' 2 '' 'site --no-such s archive'
[ "$(sed -n '1s/^site: .*/1/p; 2s/^usage: site .*/2/p' stderr | tr -d '\n')" = 12 ]
ok 'what is wrong, and the usage' $?
check 'a wrong address is wrong use' 2 '' 'site --url ftp://x s archive'
check 'no papers is an error' 2 '' 'site s /dev/null'
said 'and is said' '^site: no papers$'
check 'a missing archive is an error' 2 '' 'site s missing'
check '--version' 0 "site (sheaf) $(sheaf --version | cut -d ' ' -f 2)" 'site --version'
check '--help lists what the page does' 0 \
	"$(sed -n 's/^\.It Fl -\([a-z]*\).*/\1/p' "$top/man/sheaf-site.1" | sort) version" \
	"echo \"\$(site --help | sed -n 's/^      --\([a-z]*\).*/\1/p' | sort | grep -v version) version\""

# A site
check 'what is made is named' 0 'days/2025-09-05.html
days/2025-09-08.html
days/2025-09-29.html
days/2025-10-01.html
index.html
months/2025-09.html
months/2025-10.html
search.html
search/2025-09.js
search/2025-10.js
search/search.js
trending.html
weeks/2025-W36.html
weeks/2025-W37.html
weeks/2025-W40.html' 'sheaf site s archive'
quiet 'and nothing else is said'
check 'every link leads somewhere' 0 '' 'links s'
check 'a day has its papers, by votes' 0 'a:2025-09-08-7 a:2025-09-08-1' \
	"sed -n 's/^<article id=\"\(.*\)\">/\1/p' s/days/2025-09-08.html | paste -s -d ' ' -"
check 'a day has its neighbours' 0 'prev 2025-09-05.html
next 2025-09-29.html' \
	"grep -o 'rel=\"[a-z]*\" href=\"../days/[^\"]*' s/days/2025-09-08.html |
		sed 's/^rel=\"//; s/\" .*days./ /'"
check 'the first has none before it' 0 0 \
	"grep -c 'rel=\"prev\"' s/days/2025-09-05.html || :"
check 'a week has its days, by votes' 0 'Zebras
Language model pruning again' \
	"sed -n 's/^<h2.*\">\(.*\)<.a><.h2>/\1/p' s/weeks/2025-W40.html"
check 'the newest day in front' 0 'Zebras' \
	"sed -n 's/^<h2 [^>]*>\(.*\)<.h2>/\1/p' s/index.html"
check 'and all days' 0 4 "sed '1,/<section/d' s/index.html | grep -c 'href=\"days/'"
check 'trending: the most votes of the newest days' 0 "$(psort -k -upvotes archive |
	pfmt -t '{id}')" "sed -n 's/^<article id=\"\(.*\)\">/\1/p' s/trending.html"
check 'similar papers are those before with the same rare words' 0 \
	'<p class="links">Similar: <a href="2025-09-08.html#a:2025-09-08-1">Language model pruning of others</a></p>' \
	"grep Similar s/days/2025-09-29.html | sed 's/ &middot;.*/<\/p>/'"
check 'the feed has them, the newest first' 0 \
	"$( (pgrep -k listed 2025-10-01 archive; pgrep -k listed 2025-09-29 archive
	pgrep -k listed 2025-09-08 archive | psort -k -upvotes) | pfmt -t '{title}')" \
	"sed -n '/<entry>/,\$s/^<title>\(.*\)<.title>/\1/p' s/feed.xml | head -n 4"
check 'Zotero reads all papers of a day' 0 10 \
	"grep -c 'class=\"Z3988\"' s/days/2025-09-05.html"
# index MONTH: what search.js gets, as JSON
index() {
	sed '1s/^sheaf("[^"]*",\[$/[/; $s/^\]);$/]/' "s/search/$1.js"
}
check 'the search has day, id, votes, title, authors and abstract' 0 \
	'["2025-10-01","a:2025-10-01-4","4","Zebras","Ann Zebras","Of Zebras."]' \
	'index 2025-10 | jq -c ".[]"'
check 'of all papers' 0 "$(wc -l <archive | tr -d ' ')" \
	'{ index 2025-09; index 2025-10; } | jq -s "map(length) | add"'
check 'nothing comes from outside' 0 '' \
	"grep -REho --include='*.html' '<(script|link|img|iframe|object|embed)[^>]*>' s | sort -u |
		grep -v '^<script>\$\|^<script src=\"search/search.js\">\$\|^<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Papers\" href=\"\(../\)*feed.xml\">\$' || :"

# Again
find s -type f -exec touch -t 202001010000 {} +
check 'the same again: nothing is new' 0 '' 'site s archive'
touch old
check 'and no page was touched' 0 '' \
	"find s -type f ! -name .plan ! -name .nojekyll -newermt 2021-01-01"
check 'nothing is left behind' 0 '' "find s -name '.site*'"
{
	cat archive
	day 2025-10-02 1 'Okapis'
} >'more'
check 'a day more: its pages, its neighbour, what lists it' 0 'days/2025-10-01.html
days/2025-10-02.html
index.html
months/2025-10.html
search/2025-10.js
trending.html
weeks/2025-W40.html' 'site s more'
cp -r s step
site all more >/dev/null
check 'step by step is the same as at once' 0 '' 'diff -r step all'
check 'a paper less: its day is gone' 0 'days/2025-09-29.html
index.html
months/2025-09.html
search.html
trending.html
weeks/2025-W40.html' 'grep -v "2025-10" more | site s -'
check 'with its month' 0 '' \
	'ls s/days/2025-10-01.html s/months/2025-10.html s/search/2025-10.js 2>&- || :'
check 'every link leads somewhere still' 0 '' 'links s'
rm s/days/2025-09-05.html
check 'a page that was lost is made again' 0 'days/2025-09-05.html' \
	'grep -v "2025-10" more | site s -'
check 'another title: all pages' 0 'Others' \
	'grep -v "2025-10" more | site --title Others s - >/dev/null
	grep -L "Others</title>" $(find s -name "*.html")
	sed -n "s/^<h1>\(.*\)<.h1>/\1/p" s/index.html'

# Days, weeks, and what has none
cat >days.jsonl <<'END2'
{"id":"a:1","title":"W","listed":"2016-01-03"}
{"id":"a:2","title":"W","listed":"2016-01-04"}
{"id":"a:3","title":"W","listed":"2018-12-31"}
{"id":"a:4","title":"W","published":"2021-01-03T23:59:59Z"}
{"id":"a:5","title":"W","listed":"2024-02-29"}
{"id":"a:6","title":"W","listed":"2024-12-29"}
{"id":"a:7","title":"W","listed":"2024-12-30"}
{"id":"a:8","title":"No day","published":"2020","listed":"soon"}
{"id":"a:9","title":"A path","listed":"../../../../tmp/x"}
END2
check 'weeks are those of ISO 8601' 0 '2015-W53 2016-W01 2019-W01 2020-W53 2024-W09 2024-W52 2025-W01' \
	"site w days.jsonl >/dev/null; ls w/weeks | sed 's/.html//' | paste -s -d ' ' -"
check 'papers without a day are there too' 0 'A path
No day' "sed -n 's/^<h2 [^>]*>\(.*\)<.h2>/\1/p' w/days/undated.html"
check 'every link leads somewhere' 0 '' 'links w'
printf '%s\n' '{"id":"a:1","title":"A","listed":"2025-01-01"}' '{"id":' >broken
check 'a broken line: the others are there' 3 'days/2025-01-01.html' \
	'site b broken >made; s=$?; head -n 1 made; (exit $s)'
said 'and it is named' '^puniq: broken:2: '

# What comes from outside is text, in every page and in the search
hostile='<script>alert(1)</script> & \" \u0027 ]]> ${x} \\ </script> \u2028 \u202e'
cat >hostile.jsonl <<END2
{"id":"a:1\" onclick=\"x y","title":"$hostile","authors":["$hostile"],"abstract":"$hostile","listed":"2025-01-01","upvotes":"1\"]);alert(1)//","keywords":["zebra <b>","aardvark"]}
{"id":"a:2","title":"$hostile","listed":"2025-01-02","url":"javascript:alert(1)","keywords":["zebra <b>","aardvark"]}
{"id":"doi:10.1000/a(b)%20c","title":"T","listed":"2025-01-02"}
END2
site --title '<b> & "' --url 'https://e.org/a?b&c' h hostile.jsonl >made
check 'hostile: all pages are there' 0 2 'ls h/days | grep -c .'
check 'hostile: only our elements' 0 '' \
	"find h -name '*.html' | xargs cat | sed '/^<style>/,/^<.style>/d; /^<script>/,/^<.script>/d' |
		grep -o '<[a-z!/][^ >]*' | sort -u | tr -d '</' | sort -u |
		grep -vxE '!DOCTYPE|html|head|meta|title|link|body|header|nav|h1|h2|form|label|input|output|main|article|a|p|details|summary|span|section|mark|noscript|!--|script' || :"
check 'hostile: no attribute of theirs' 0 '' \
	"find h -name '*.html' | xargs grep -hE '<[a-z][^>]* (onclick|onerror)=' || :"
check 'hostile: similar papers are found all the same' 0 1 \
	'grep -c "^<p class=\"links\">Similar: <a href=\"2025-01-01.html#a:1%22_onclick%3D%22x_y\">" h/days/2025-01-02.html'
check 'hostile: the search is JSON, with the titles as they were' 0 \
	"$(jq -r '.title | gsub("\u202e"; "")' hostile.jsonl | sort)" \
	"sed '1s/^sheaf(\"[^\"]*\",\[\$/[/; \$s/^\]);\$/]/' h/search/2025-01.js |
		jq -r '.[][3]' | sort"
check 'the address of each page' 0 \
	'<link rel="canonical" href="https://e.org/a?b&amp;c/days/2025-01-01.html">' \
	'grep canonical h/days/2025-01-01.html'
check 'and of the feed' 0 1 \
	'grep -c "rel=\"self\".*href=\"https://e.org/a?b&amp;c/feed.xml\"" h/feed.xml'
for site in s w h; do
	if command -v tidy >/dev/null; then
		check "$site: tidy has nothing to say" 0 '' \
			"find $site -name '*.html' | xargs -n 1 tidy -q -e"
		quiet 'and is silent'
	else
		skip "$site: tidy has nothing to say" 'no tidy'
		skip 'and is silent' 'no tidy'
	fi
done

plan
