#!/bin/sh
# shellcheck source=tests/lib.sh disable=SC2016,SC2034
. "${0%/*}/lib.sh"

HOME=$work # of mshow
export HOME
SOURCE_DATE_EPOCH=1757073600 # 2025-09-05 12:00
export SOURCE_DATE_EPOCH
cp "$fixtures/papers.jsonl" papers
if ! command -v python3 >/dev/null || ! command -v mshow >/dev/null; then
	skip 'mail' 'no python3, or no mshow'
	plan
	exit
fi

# mail [ARG ...]: makes ./message, and reads it; what is wrong with it
mail() {
	pfmt -f mail "$@" >message && "$top/tests/readmail" . <message
}

# field NAME: its value, as python reads it
field() {
	sed -n "s/^$1: //p" fields
}

check 'a message' 0 '' 'mail papers'
quiet 'in silence'
check 'a date' 0 'Fri, 05 Sep 2025 12:00:00 +0000' 'field Date'
check 'a subject' 0 '12 papers' 'field Subject'
check 'MIME' 0 '1.0' 'field MIME-Version'

# same NAME PAPERS: both readers find in it what was meant
same() {
	name=$1 papers=$2
	check "$name: a message" 0 '' 'mail "$papers"'
	COLUMNS=72 pfmt -l "$papers" >text
	check "$name: its text, by python" 0 '' 'cmp text plain'
	check "$name: by mshow" 0 '' 'mshow -O ./message 2 | cmp text -'
	check "$name: its HTML, by both" 0 '' 'mshow -O ./message 3 | cmp html -'
	pfmt -t '{title}\t{url}' "$papers" >want
	check "$name: its titles and addresses" 0 '' \
		'python3 "$work/normal" <titles >a
		python3 "$work/normal" <want >b; cmp a b'
	check "$name: no scripts, nothing that loads" 1 '' \
		'grep -Ei "<(script|img|link|iframe|style)|<[^>]*[ \"](on[a-z]+=|href=.javascript:)" \
			html'
}
# Addresses are compared percent-encoded, where they are links.
cat >normal <<'END'
import re, sys, urllib.parse
for line in sys.stdin:
    title, _, url = line.rstrip("\n").partition("\t")
    if not re.match("https?://", url, re.I):
        url = ""
    print(title.strip(), urllib.parse.quote(urllib.parse.unquote(url)), sep="\t")
END
same 'a day' papers

# header fields, as users give them
header() { # NAME FIELD WANT: what python and mshow read
	name=$1 header=$2 key=${2%%:*}
	check "$name: written" 0 '' 'mail -H "$header" papers'
	check "$name: python" 0 "$3" 'field "$key"'
	check "$name: mhdr" 0 "$3" 'mhdr -d -h "$key" ./message'
}
header 'a name with accents' 'From: Zoë Müller <zoe@example.org>' \
	'Zoë Müller <zoe@example.org>'
check 'an address is not encoded' 0 1 'grep -c "^From: =?.*?= <zoe@example.org>$" message'
check 'a quoted name' 0 '"Doe, Jané" <jd@example.org>, b@example.org' \
	'mail -H "To: \"Doe, Jané\" <jd@example.org>, b@example.org" papers
	field To'
header 'plain' 'To: A B <a@b.c>' 'A B <a@b.c>'
header 'a long list' "To: $(for i in 1 2 3 4 5 6 7 8 9; do
	printf 'Reader %s <reader%s@example.org>, ' $i $i; done)z@example.org" \
	"$(for i in 1 2 3 4 5 6 7 8 9; do
		printf 'Reader %s <reader%s@example.org>, ' $i $i; done)z@example.org"
check 'is folded' 0 '' 'sed "/^$/q" message | awk "length > 78"'
header 'what looks like an encoded word' 'Subject: =?UTF-8?Q?a?= b' \
	'=?UTF-8?Q?a?= b'
header 'many blanks' 'Subject: a  b   c' 'a  b   c'
header 'a long subject' "Subject: $(printf 'word %.0s' $(seq 60))end" \
	"$(printf 'word %.0s' $(seq 60))end"
long=$(printf %01500d 7)
header 'a word without end' "Subject: $long" "$long"
title='Новые статьи о больших языковых моделях, диффузии и ещё 👩‍🔬 многом за среду'
check '--title' 0 "$title" 'mail --title "$title" papers; field Subject'
check 'no line of it over 78' 0 '' 'sed "/^$/q" message | awk "length > 78"'
check '--title of two lines' 0 'Daily papers' \
	'mail --title "$(printf "Daily\npapers")" papers; field Subject'

unsubscribe="<mailto:u@example.org?subject=a%20b>, <https://example.org/u?t=$(
	printf %0200d 7)>"
check 'List-Unsubscribe' 0 '' \
	'mail -H "List-Unsubscribe: $unsubscribe" \
		-H "List-Unsubscribe-Post: List-Unsubscribe=One-Click" \
		-H "List-Id: My papers <papers.example.org>" papers'
check 'each address in one piece, folded behind the comma' 0 \
	"$(printf '%s,\n %s' "${unsubscribe%%,*}" "${unsubscribe#*, }")" \
	'sed -n "s/^List-Unsubscribe: //p; /^ <https/p" message'
check 'one click' 0 'List-Unsubscribe=One-Click' 'field List-Unsubscribe-Post'
check 'List-Id' 0 'My papers <papers.example.org>' 'field List-Id'

for bad in "$(printf 'X-A: b\nBcc: v@example.org')" \
	"$(printf 'X-A: b\rBcc: v@example.org')" 'no colon' ': x' 'A b: x' 'X: ' \
	'Content-Type: text/plain' 'MIME-Version: 2' 'Zoë: x' \
	'To: zoë@example.org' 'List-Id: Zoë <a.b>' "$(printf 'X-A: \377')" \
	"$(printf 'X-A: \302\233x')" "List-Id: <$long>"; do
	check "refused: $bad" 2 '' 'pfmt -f mail -H "$bad" papers'
done
check 'twice' 2 '' 'pfmt -f mail -H "To: a@b.c" -H "to: d@e.f" papers'
check 'in another format' 2 '' 'pfmt -H "To: a@b.c" papers'

# what the message is
id() {
	pfmt -f mail -H 'From: a@example.org' "$@" | sed -n 's/^Message-ID: //p'
}
one=$(id -H 'To: b@c.d' papers)
check 'a Message-ID' 0 1 'printf "%s\n" "$one" |
	grep -Ec "^<[0-9a-f]{32}@example.org>$"'
check 'the same at another time' 0 "$one" \
	'SOURCE_DATE_EPOCH=1 id -H "To: b@c.d" --title x papers'
sed 1d papers >fewer
for other in '-H "To: b@c.e" papers' '-H "To: b@c.d" fewer' \
	'-H "To: b@c.d" -H "List-Id: <x.y>" papers'; do
	check "another of $other" 0 "" '[ "$(eval "id $other")" != "$one" ]'
done
check 'one of the user' 0 '<a@b>' 'id -H "Message-ID: <a@b>" papers'

# no papers; what stands around them
check 'no papers' 0 '' 'mail --header "nothing new" /dev/null'
check 'says so' 0 '0 papers' 'field Subject'
check 'the text' 0 'nothing new' 'cat plain'
check 'the HTML' 0 1 'grep -c "<p>nothing new</p>" html'
check 'a footer' 0 '' 'mail --header "a <b>" --footer "{#} of them" papers'
check 'in the text' 0 'a <b> 12 of them' 'sed -n "1p; \$p" plain | xargs'
check 'in the HTML' 0 2 'grep -cE "<p>(a &lt;b&gt;|12 of them)</p>" html'

# the HTML is shown whole
jq -nc 'range(90) | {id: "a:\(.)", title: "Paper \(.)",
	url: "https://example.org/\(.)",
	abstract: ([range(250)] | map("été") | join(" "))}' >ninety
same 'ninety papers' ninety
html_size() {
	awk '/^--=_/ { n++ } n == 2' message | wc -c
}
size=$(html_size)
[ "$size" -lt 102000 ] && [ "$size" -gt 80000 ]
ok "its HTML is under 100,000 bytes, and not far: $size" $?
check 'and says that more is to be had' 0 1 'grep -c "shortened" html'
check 'the text has all of it' 0 22500 'grep -o été plain | wc -l'
check 'a day is not shortened' 1 '' 'mail papers; grep shortened html'

# hostile titles, as papers and as subjects
jq -nc '[
	"a\nBcc: v@example.org", "a\r\n\r\nbody", "\u001b[31mred", "\u0007\u0000x",
	"<script>alert(1)</script>", "</title><b>", "\"quotes\" \u0027s & <a>",
	"=?UTF-8?Q?a?=", "=", ".", "From me", "..", "--=_x", "=_", "a=20",
	"x \u202e gnp.exe", "\u009b31mcsi", "{title}", "%s%n", "a\tb", " blank ",
	"\u200bzero", "e\u0301", "👩‍🔬 ZWJ", "汉字漢字かな", "עברית العربية",
	"x" * 1200, ("é" * 700), ("a " * 600), "\ud83d\ude00" * 40, "ﷺ", "\u2028ls",
	"--", "-- ", "a--=_b--"] | to_entries[] |
	{id: "a:\(.key)", title: .value, abstract: .value, authors: [.value],
	url: "https://example.org/\(.key)"}' >hostile
same 'hostile titles' hostile
jq -c '.url = ("javascript:alert(1)", "http://x\"onload=y/", "https://a/<b>",
	"https://a/ b", "file:///etc/passwd", "https://é.org/ü")' \
	<"$fixtures/papers.jsonl" | head -n 6 >urls
same 'hostile addresses' urls
# Braces are those of templates.
jq -r '.title | gsub("[{}]"; "") | gsub("\\\\"; "\\\\\\\\") | gsub("[\u0000\n]"; " ")' \
	hostile | while IFS= read -r title; do
	mail --title "$title" papers >said || echo "$title: $(cat said)"
	printf '%s\n' "$title" | jq -Rc '{id: "a:1", title: .}' |
		pfmt -t '{title}' | tr -s ' ' | sed 's/^ //; s/ $//' >want
	field Subject | tr -s ' ' | sed 's/^ //; s/ $//' | diff want -
done >bad 2>&1
check 'each as a subject' 0 '' 'cat bad'
rm bad

# captured papers, in large messages
if [ ! -d "$data/hf_daily_api" ]; then
	skip 'captured papers' 'no data'
	plan
	exit
fi
find "$data" -type f -size -2000k ! -name '*.tsv' ! -path '*/ir/*' \
	! -path '*/jsontestsuite/*' | sort | xargs pparse 2>/dev/null |
	jq -c 'del(.text)' | split -l 2000 - captured.
for file in captured.*; do
	mail -H 'To: b@c.d' "$file" >said || echo "$file: $(cat said)"
	COLUMNS=72 pfmt -l "$file" >text
	cmp text plain
	mshow -O ./message 2 | cmp text -
	mshow -O ./message 3 | cmp html -
	jq -c 'if (.title // "") == "" then .title = .id else . end' "$file" |
		pfmt -t '{title}\t{url}' | python3 normal >a
	python3 normal <titles | cmp a -
done >bad 2>&1
check "captured papers: $(cat captured.* | wc -l)" 0 '' 'cat bad'
[ "$(cat captured.* | wc -l)" -gt 1000 ]
ok 'there are many' $?
plan
