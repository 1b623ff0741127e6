#!/bin/sh
# pparse on XML: what is too large for a case, and captured files against a
# second reading by xmllint.
. "${0%/*}/lib.sh"

# zeros N: so many x's
zeros() {
	head -c "$1" /dev/zero | tr '\0' x
}

# feed: an RSS of one good item, then what comes on standard input
feed() {
	printf '<rss version="2.0"><channel>\n<item><title>One</title>'
	printf '<link>http://e.org/1</link></item>\n'
	cat
}
one='{"id":"url:https://e.org/1","title":"One","url":"http://e.org/1","sources":["feed"]}'

# shellcheck disable=SC2034 # in the commands of check
end='</item></channel></rss>'
{
	printf '<item><title>'
	zeros 10000000
	printf '</title>%s' "$end"
} | feed >text
check 'a text of 10 MB' 3 "$one" 'pparse text'
said 'a text of 10 MB: said' '^pparse: text:3: an element has more than 8 MiB'

{
	printf '<item><other>'
	zeros 10000000
	printf '</other><title>Two</title>%s' "$end"
} | feed >unwanted
check 'a text of 10 MB that nobody wants' 0 "$one
"'{"id":"title:two","title":"Two","sources":["feed"]}' 'pparse unwanted'

yes '<a>' | head -n 100000 | feed >deep
check '100,000 nested elements' 3 "$one" 'pparse deep'
said '100,000 nested elements: said' '^pparse: deep:[0-9]*: .* too deeply$'

awk 'BEGIN { printf "<item "; for (i = 0; i < 100000; i++)
	printf "a%d=\"\" ", i }' | feed >attributes
check '100,000 attributes' 3 "$one" 'pparse attributes'
said '100,000 attributes: said' '^pparse: attributes:3: a tag .* too long$'

awk 'BEGIN { printf "<!DOCTYPE rss ["; for (i = 0; i < 1000; i++)
	printf "<!ENTITY a%d \"x\">", i; printf "]>" }' >entities
echo | feed >>entities
check '1,000 entities' 3 '' 'pparse -f feed entities'
said '1,000 entities: said' '^pparse: entities:1: too many entities'

# A body in pieces: no text is lost where one ends.
awk 'BEGIN { for (i = 0; i < 40000; i++)
	printf "<item><title>T %d &amp;amp; &rsquo;\303\251</title></item>\n", i
	print "</channel></rss>" }' | feed >pieces
awk 'BEGIN { print "One"; for (i = 0; i < 40000; i++)
	printf "T %d & \342\200\231\303\251\n", i }' >want
pparse pieces | jq -r .title >got
cmp -s want got
ok 'a body in pieces' $?

# Nothing is fetched and nothing of this machine is read, whatever is declared.
echo secret >file
cat >hostile <<END
<!DOCTYPE rss SYSTEM "file://$PWD/file" [
<!ENTITY % p SYSTEM "file://$PWD/file">
%p;
<!ENTITY a SYSTEM "file://$PWD/file">
<!ENTITY b SYSTEM "http://127.0.0.1:9/">
]>
<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item>
<title>&a;&b;<xi:include href="file" parse="text"/></title>
</item></channel></rss>
END
check 'entities from outside' 3 \
	'{"id":"title:a-b","title":"&a;&b;","sources":["feed"]}' 'pparse hostile'
said 'entities from outside: said' '^pparse: hostile:8: the entity a is not'

# Captured files
if ! command -v xmllint >/dev/null; then
	skip 'captured files' 'no xmllint'
	plan
	exit
fi

# shellcheck source=tests/xpath.sh
. "$top/tests/xpath.sh"
entry="//$(n entry)[not(contains($(n id), '/api/errors'))]"
item="//$(n item)"

for file in "$data"/arxiv_atom/*/*.xml; do
	if [ ! -f "$file" ]; then
		skip 'captured arXiv answers' 'no data'
		continue
	fi
	name=$(basename "$file")
	status=0
	pparse "$file" >got 2>stderr || status=$?
	case $name in id_abc*) wanted=3 ;; *) wanted=0 ;; esac
	[ $status = $wanted ]
	ok "$name: status $wanted" $?
	xmllint --xpath "count($entry)" "$file" >want
	[ "$(cat want)" = "$(wc -l <got | tr -d ' ')" ]
	ok "$name: $(cat want) papers" $?
	texts "$entry/$(n id)/text()" "$file" | sed 's|.*/abs/||' >want
	jq -r '(.id | sub("^arxiv:"; "")) + "v\(.version)"' got >have
	cmp -s want have
	ok "$name: ids" $?
	agree "$name: titles" "$file" .title "$entry/$(n title)/text()"
	agree "$name: abstracts" "$file" .abstract "$entry/$(n summary)/text()"
	agree "$name: authors" "$file" '.authors[]' \
		"$entry/$(n author)/$(n name)/text()"
	agree "$name: affiliations" "$file" '.affiliations[]?' \
		"$entry/$(n author)/$(n affiliation)/text()"
	agree "$name: published" "$file" .published \
		"$entry/$(n published)/text()"
	agree "$name: updated" "$file" .updated "$entry/$(n updated)/text()"
	agree "$name: journal_ref" "$file" .journal_ref \
		"$entry/$(n journal_ref)/text()"
	agree "$name: comments" "$file" .comment "$entry/$(n comment)/text()"
	agree "$name: doi" "$file" .doi "$entry/$(n doi)/text()"
	agree "$name: primary categories" "$file" '.categories[0]' \
		"$entry/$(n primary_category)/@term"
	texts "$entry/$(n category)/@term" "$file" | sort >want
	jq -r '.categories[]' got | sort >have
	cmp -s want have
	ok "$name: categories" $?
	texts "$entry/$(n link)[@rel='alternate' or @title='pdf']/@href" \
		"$file" | sed 's/^http:/https:/' | sort >want
	jq -r '.url, .pdf' got | sort >have
	cmp -s want have
	ok "$name: links" $?
done

file=$data/arxiv_rss/zotero-arxiv-daily_arxiv_rss_example.xml
if [ -f "$file" ]; then
	check 'arXiv feed: papers' 0 "$(xmllint --xpath "count($entry)" "$file")" \
		'pparse "$file" >got && wc -l <got | tr -d " "'
	agree 'arXiv feed: titles' "$file" .title "$entry/$(n title)/text()"
	agree 'arXiv feed: categories' "$file" '.categories[]' \
		"$entry/$(n category)/@term"
	agree 'arXiv feed: announcements' "$file" .announce_type \
		"$entry/$(n announce_type)/text()"
	agree 'arXiv feed: licenses' "$file" .license "$entry/$(n rights)/text()"
	agree 'arXiv feed: links' "$file" .url "$entry/$(n link)/@href"
	agree 'arXiv feed: authors' "$file" '.authors | join(", ")' \
		"$entry/$(n creator)/text()"
	agree 'arXiv feed: ids, types, abstracts' "$file" \
		'"\(.id | sub("x"; "X"))v\(.version) Announce Type: \(.announce_type) Abstract: \(.abstract)"' \
		"$entry/$(n summary)/text()"
	check 'arXiv feed: the day' 0 2025-08-20 'jq -r .listed got | sort -u'
	check 'arXiv feed: no other date' 0 false \
		'jq "has(\"published\") or has(\"updated\")" got | sort -u'
else
	skip 'arXiv feed' 'no data'
fi

file=$data/arxiv_thirdparty_rss/hepml-digest_atom_2026-08.xml
if [ -f "$file" ]; then
	check 'a digest: papers' 0 "$(xmllint --xpath "count($entry)" "$file")" \
		'pparse "$file" >got && wc -l <got | tr -d " "'
	agree 'a digest: titles' "$file" .title "$entry/$(n title)/text()"
	agree 'a digest: abstracts' "$file" .abstract "$entry/$(n summary)/text()"
	agree 'a digest: links' "$file" .url "$entry/$(n link)/@href"
	texts "$entry/$(n category)/@term" "$file" | sort >want
	jq -r '.categories[]?, .keywords[]?' got | words | sort >have
	cmp -s want have
	ok 'a digest: categories and keywords' $?
	check 'a digest: no name is a list' 0 '' \
		'jq -r ".authors[]" got | grep , || :'
	check 'a digest: no TeX in names' 0 '' \
		'jq -r ".authors[]" got | grep "[\\\\{}]" || :'
	check 'a digest: dates' 0 0 \
		'jq -r "select(.published and .updated | not)" got | wc -l |
		tr -d " "'
else
	skip 'a digest' 'no data'
fi

file=$data/hf_thirdparty_rss/michaelmarkert_hf_papers_2026-08-21.xml
if [ -f "$file" ]; then
	check 'a feed of papers: papers' 0 \
		"$(xmllint --xpath "count($item)" "$file")" \
		'pparse "$file" >got && wc -l <got | tr -d " "'
	agree 'a feed of papers: titles' "$file" .title "$item/$(n title)/text()"
	agree 'a feed of papers: links' "$file" .url "$item/$(n link)/text()"
	agree 'a feed of papers: abstracts' "$file" .abstract \
		"$item/$(n description)/text()"
	agree 'a feed of papers: ids' "$file" \
		'"https://huggingface.co/papers/\(.id | sub("arxiv:"; ""))"' \
		"$item/$(n guid)/text()"
	check 'a feed of papers: dates' 0 0 \
		'jq -r "select(.published | not)" got | wc -l | tr -d " "'
else
	skip 'a feed of papers' 'no data'
fi

plan
