#!/bin/sh
# pfmt for the web: what sheaf-pfmt(1) promises of html, atom
# and jsonfeed
. "${0%/*}/lib.sh"

papers=$fixtures/papers.jsonl

# What a title, and everything beside it, may try. Each keeps the letters
# HOSTILE and what follows, so that nothing lost is seen.
hostile() {
	jq -nc '(
		"<script>alert(1)</script><img src=x onerror=alert(1)>",
		"a ]]> b <![CDATA[ c --> <!-- d", "</title></h2></main></article>",
		"\"><b onclick=\"x\" a='"'"'y", "&lt;b&gt; &amp;amp; &#60; &copy; &nosuch;",
		"\u202edesrever\u202c \u2066x\u2069 \u0000\u0007\u001b[31mred\u009b",
		"\uffff\ufffe\ufdd0 \ud83d\ude00", "{{ 1 }} {% raw %} ${x}",
		("long" * 3000), "שלום עולם", "研究者のための", "e\u0301\u0301\u0301"
		| "HOSTILE " + . | {id: ("title:" + .), title: ., authors: [., .],
			abstract: (. + "\n\n" + .), summary: ., venue: .,
			labels: [.], matched: [.], categories: [.], comment: .,
			published: "2025-09-04", listed: "2025-09-05"}),
		{id: "a:1", title: "HOSTILE links", url: "javascript:alert(1)",
			pdf: "file:///etc/x", code: ["data:text/html,x",
				"javascript://e.org/%0aalert(1)"],
			project: "JaVaScRiPt:alert(2)"},
		{id: "a:2", title: "HOSTILE link",
			url: "https://e.org/\"><script>x</script>?a=1&copy=2 b\n"},
		{id: "a:2", title: "HOSTILE twice"},
		{id: "a:3", title: "HOSTILE authors",
			authors: [range(5000) | "Author\(.) <b>"]},
		{id: "\" onclick=\"x"}'
	printf '%s\n' '{"id":"a:4","title":"HOSTILE \ud800 half"}'
}
hostile >hostile.jsonl

# xml: with what XML 1.0 has no place for replaced
xml() {
	jq -Rr 'gsub("[\ufffe\uffff]"; "\ufffd")'
}

# titles: as they are shown: without controls
titles() {
	sed 's/\\ud800/\\ufffd/' hostile.jsonl | jq -r '.title // .id |
		gsub("[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"; "") | sub(" +$"; "")'
}

# html
check 'html: no papers, a page all the same' 0 2 \
	'pfmt -f html </dev/null | grep -c "<h1>Papers</h1>\|<p>No papers.</p>"'
check 'html: title, address and language' 0 '<html lang="de">
<title>A &lt;b&gt; &amp; c</title>
<link rel="canonical" href="https://e.org/?a=1&amp;b=2">
<h1>A &lt;b&gt; &amp; c</h1>' \
	'pfmt -f html --title "A <b> & c" --lang de --url "https://e.org/?a=1&b=2" \
		"$papers" | grep -E "^<(html|title|link|h1)"'
check '--url wants http or https' 2 '' 'pfmt -f html --url ftp://x "$papers"'
check '--lang wants a language' 2 '' 'pfmt -f html --lang "en\"" "$papers"'
pfmt -f html --title 'A day' "$papers" >page.html
check 'html: a paper each' 0 "$(jq -r .id "$papers")" \
	"sed -n 's/^<article id=\"\(.*\)\">/\1/p' page.html"
check 'html: votes' 0 "$(jq '.upvotes // empty' "$papers")" \
	"sed -n 's/^<p class=\"facts\">▲ \([0-9]*\) .*/\1/p' page.html"
check 'html: code' 0 "$(jq -r '.code[]?' "$papers")" \
	"grep -o 'href=\"[^\"]*\">code' page.html | cut -d '\"' -f 2"
check 'html: labels, matched words, score and the summary are shown' 0 \
	'<p class="notes">score: 0.5 · labels: x, y · matched: <mark>a</mark>, <mark>b</mark></p>
<p dir="auto">Short</p>' \
	"echo '{\"id\":\"a:1\",\"labels\":[\"x\",\"y\"],\"matched\":[\"a\",\"b\"],\"score\":0.5,\"summary\":\"Short\"}' |
		pfmt -f html | grep -E '\"notes|Short'"

# What loads or runs something is the style and the script that the policy knows.
check 'html: nothing comes from outside' 0 '' \
	"grep -Eio '(src|srcset|data|action|poster|background) *=|@import|url\(|<link [^>]*stylesheet' page.html | grep -v '^data=' || :"
if command -v openssl >/dev/null; then
	for part in style script; do
		hash=$(sed -n "/^<$part>\$/,/^<\/$part>\$/p" page.html |
			sed '1d;$d' | {
				echo
				cat
			} | openssl dgst -sha256 -binary | openssl base64)
		check "html: the policy knows the $part" 0 1 \
			"grep -cF \"$part-src 'sha256-$hash'\" page.html"
	done
else
	skip 'html: the policy knows the style' 'no openssl'
	skip 'html: the policy knows the script' 'no openssl'
fi

pfmt -f html hostile.jsonl >hostile.html
pfmt -f html </dev/null >empty.html
check 'html, hostile: each paper is there once' 0 \
	"$(wc -l <hostile.jsonl | tr -d ' ')" 'grep -c "^<article" hostile.html'
check 'html, hostile: no id twice' 0 '' \
	"grep -o ' id=\"[^\"]*\"' hostile.html | sort | uniq -d"
check 'html, hostile: only our elements' 0 '' \
	"sed '1,/^<main>/d; /^<\/main>/,\$d' hostile.html | grep -o '<[^ >]*' |
		sort -u | grep -vxE '</?(article|h2|a|p|details|summary|mark|span)|<!--' || :"
check 'html, hostile: only our attributes' 0 '' \
	"sed '1,/^<main>/d; /^<\/main>/,\$d' hostile.html |
		grep -Eo '<[^<>]*>' | grep -Eo ' [^ =\"]+=\"' | sort -u |
		grep -vxE ' (id|class|title|href|dir)=\"' || :"
check 'html, hostile: http and https alone are links' 0 '' \
	"grep -o 'href=\"[^\"]*' hostile.html | grep -v '^href=\"https://' || :"
check 'html, hostile: other addresses are text' 0 4 \
	"grep -o 'project: JaVaScRiPt:alert(2)\|page: javascript:alert(1)\|pdf: file:///etc/x\|code: data:text/html,x' hostile.html |
		grep -c ."
check 'html, hostile: no controls' 0 '' \
	"! grep -P '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]' hostile.html"
check 'html, hostile: all of 5,000 authors' 0 1 \
	"grep -c '^<p>Author0 &lt;b&gt;, .*, Author4999 &lt;b&gt;</p>' hostile.html"

# COinS, decoded: what Zotero's button gets
check 'html: COinS' 0 'ctx_ver=Z39.88-2004
rft_val_fmt=info:ofi/fmt:kev:mtx:journal
rft.genre=article
rft.atitle=A & B <i> "100%"
rft.jtitle=J & J
rft.au=van der Berg, Ann
rft.au=The Größe Collaboration
rft.date=2025-09-04
rft.volume=1
rft.pages=2-3
rft_id=info:doi/10.1000/a(b)
rft_id=info:pmid/12
rft_id=https://e.org/?a=1&b=2' "echo '{\"id\":\"doi:10.1000/a(b)\",\"type\":\"article-journal\",
	\"aliases\":[\"pmid:12\"],\"title\":\"A & B <i> \\\"100%\\\"\",\"venue\":\"J & J\",
	\"authors\":[\"Ann van der Berg\",\"The Größe Collaboration\"],\"volume\":\"1\",\"pages\":\"2-3\",
	\"published\":\"2025-09-04\",\"url\":\"https://e.org/?a=1&b=2\"}' | tr -d '\n\t' |
	pfmt -f html | sed -n 's/.*class=\"Z3988\" title=\"\([^\"]*\)\".*/\1/p' |
	perl -pe 's/&amp;/\n/g; s/%(..)/chr hex \$1/ge'"
for type in article:journal:preprint paper-conference:journal:proceeding \
	chapter:book:bookitem book:book:book thesis:dissertation:; do
	check "html: COinS of ${type%%:*}" 0 "${type#*:}" \
		"echo '{\"id\":\"a:1\",\"type\":\"${type%%:*}\"}' | pfmt -f html |
			sed -n 's/.*mtx%3A\([a-z]*\)\(&amp;rft.genre=\)*\([a-z]*\).*/\1:\3/p'"
done

# By parsers of others.
sed -n '/^<main>/,/^<\/main>/p' hostile.html >main.xml
if command -v xmllint >/dev/null; then
	check 'html, hostile: titles come out as they went in' 0 \
		"$(titles | xml)" \
		"xmllint --huge --xpath '//h2//text()' main.xml |
			sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\\&/g'"
else
	skip 'html, hostile: titles come out as they went in' 'no xmllint'
fi
if command -v tidy >/dev/null; then
	for page in page hostile empty; do
		check "html, $page: tidy has nothing to say" 0 '' \
			"tidy -q -e $page.html"
		quiet 'and is silent'
	done
else
	for page in page hostile empty; do
		skip "html, $page: tidy has nothing to say" 'no tidy'
		skip 'and is silent' 'no tidy'
	done
fi

# atom and jsonfeed
pfmt -f atom "$papers" >feed.atom
pfmt -f jsonfeed "$papers" >feed.json
pfmt -f atom --title 'A <b> & c' --lang de \
	--url 'https://e.org/feed?a=1&b=2' hostile.jsonl >hostile.atom
pfmt -f jsonfeed --title 'A <b> & c' --lang de \
	--url 'https://e.org/feed?a=1&b=2' hostile.jsonl >hostile.json
pfmt -f atom </dev/null >empty.atom
pfmt -f jsonfeed </dev/null >empty.json
for format in atom jsonfeed; do
	if faketime '2031-01-01' pfmt --version >/dev/null 2>&1; then
		check "$format: the clock has no part in it" 0 '' \
			"pfmt -f $format '$papers' >one &&
			SOURCE_DATE_EPOCH=4000000000 faketime '2031-01-01' pfmt -f $format '$papers' | cmp - one"
	else # there is none, or the sanitizer does not go with it
		skip "$format: the clock has no part in it" 'no faketime'
	fi
done
check 'atom: the feed is as new as its newest record' 0 2025-09-05T00:00:00Z \
	"sed -n '/<entry>/q; s/^<updated>\(.*\)<.*/\1/p' feed.atom"
check 'atom: dates as exact as they must be; updated before the others' 0 \
	'<updated>2025-10-09T00:00:00Z</updated>
<published>2016-01-01T00:00:00Z</published>
<updated>2025-10-02T01:02:03Z</updated>
<published>1936-11-01T00:00:00Z</published>
<updated>2025-10-03T00:00:00Z</updated>
<updated>1970-01-01T00:00:00Z</updated>' \
	"printf '%s\n' \
		'{\"id\":\"a:1\",\"published\":\"2016\",\"listed\":\"2025-10-09\",\"updated\":\"2025-10-02T01:02:03Z\"}' \
		'{\"id\":\"a:2\",\"published\":\"1936-11\",\"listed\":\"2025-10-03\"}' \
		'{\"id\":\"a:3\",\"published\":\"soon\"}' |
		pfmt -f atom | grep -E '<(updated|published)>'"
ids='{"id":"a:1","url":"https://e.org/ö b?x=100%&y=%2F"}
{"id":"doi:10.1000/a<b>"}
{"id":"title:größe 1","url":"javascript:x"}'
expected='https://e.org/%C3%B6%20b?x=100%25&y=%2F
tag:sheaf.invalid,2025:doi:10.1000/a%3Cb%3E
tag:sheaf.invalid,2025:title:gr%C3%B6%C3%9Fe%201'
ids=$ids'
{"id":"arxiv:2509.04419","url":"https://arxiv.org/abs/2509.04419v2"}
{"id":"arxiv:2509.04419","url":"https://huggingface.co/papers/2509.04419"}
{"id":"doi:10.1000/a(b)","url":"https://e.org/landing"}'
expected=$expected'
https://arxiv.org/abs/2509.04419
https://arxiv.org/abs/2509.04419
https://doi.org/10.1000/a%28b%29'
for url in '' '--url https://e.org/f'; do
	check "atom: ids are IRIs, $url" 0 "$expected" \
		"echo '$ids' | pfmt -f atom $url | sed '1,/<entry>/d' |
			sed -n 's/^<id>\(.*\)<.*/\1/p' | sed 's/&amp;/\\&/g'"
	check "jsonfeed: the same ids, $url" 0 "$expected" \
		"echo '$ids' | pfmt -f jsonfeed $url | jq -r '.items[].id'"
done
check 'atom: --url is the feed itself' 0 \
	'<link rel="self" type="application/atom+xml" href="https://e.org/feed?a=1&amp;b=2"/>' \
	'grep "rel=\"self\"" hostile.atom'
check 'jsonfeed: --url, --title, --lang' 0 \
	'["https://jsonfeed.org/version/1.1","A <b> & c","https://e.org/feed?a=1&b=2","de"]' \
	"jq -c '[.version, .title, .feed_url, .language]' hostile.json"

# many wait in a file: none is lost there
awk '{ for (i = 0; i < 200; i++) print }' "$papers" >many
pfmt -f atom many >many.atom
check 'atom: of many papers, each once' 0 "$(wc -l <many | tr -d ' ')" \
	'grep -c "^<entry>" many.atom'
check 'atom: a date in front of all of them' 0 \
	"$(sed -n '/<entry>/q; p' feed.atom)" "sed -n '/<entry>/q; p' many.atom"

# --split: each file as if its papers were all
sed -n '3s/2025/2026/gp' "$papers" >newer
cat newer "$papers" >both
for format in html atom jsonfeed; do
	pfmt -f $format --split "$format/{listed}" both >/dev/null 2>&1
	pfmt -f $format newer | cmp -s - $format/2026-09-05 &&
		pgrep -k listed -Fx 2025-09-05 "$papers" | pfmt -f $format |
		cmp -s - $format/2025-09-05
	ok "$format: --split" $?
done

for feed in feed hostile empty; do
	if command -v xmllint >/dev/null; then
		check "atom, $feed: valid by RFC 4287" 0 '' \
			"xmllint --huge --noout --relaxng '$top/tests/atom.rng' $feed.atom"
	else
		skip "atom, $feed: valid by RFC 4287" 'no xmllint'
	fi
	# https://www.jsonfeed.org/version/1.1/: what is required, and the types
	check "jsonfeed, $feed: valid" 0 true "jq '
		def text: type == \"string\" and length > 0;
		def web: text and test(\"^https?://[!-~]+\$\");
		def moment: text and test(\"^\\\\d{4}-\\\\d\\\\d-\\\\d\\\\dT\\\\d\\\\d:\\\\d\\\\d:\\\\d\\\\dZ\$\");
		def maybe(f): . == null or f;
		.version == \"https://jsonfeed.org/version/1.1\" and (.title | text)
		and (keys - [\"version\", \"title\", \"feed_url\", \"language\", \"items\"] == [])
		and (.feed_url | maybe(web)) and (.language | maybe(text))
		and (.items | type == \"array\" and all(
			(keys - [\"id\", \"url\", \"title\", \"content_html\", \"summary\",
				\"date_published\", \"date_modified\", \"authors\", \"tags\"] == [])
			and (.id | text) and (.content_html | type == \"string\")
			and (.url | maybe(web)) and (.title | text)
			and (.summary | maybe(text))
			and (.date_published | maybe(moment))
			and (.date_modified | maybe(moment))
			and (.authors | maybe(all(.name | text)))
			and (.tags | maybe(all(text)))))' $feed.json"
done
check 'jsonfeed, hostile: titles come out as they went in' 0 "$(titles)" \
	"jq -r '.items[].title' hostile.json"
check 'jsonfeed, hostile: all of 5,000 authors' 0 5000 \
	"jq '[.items[].authors // [] | length] | max' hostile.json"
# the two write the same HTML, escaped once more in XML
python=python3
$python -c 'import feedparser' 2>/dev/null || python=/usr/bin/python3
if $python -c 'import feedparser' 2>/dev/null; then
	cat >read.py <<'END2'
import sys, feedparser
feed = feedparser.parse(sys.argv[1], sanitize_html=False, resolve_relative_uris=False)
if feed.bozo:
    sys.exit(str(feed.bozo_exception))
for entry in feed.entries:
    if sys.argv[2] == 'title':
        print(entry.title)
    elif sys.argv[2] == 'content':
        print(entry.content[0].value)
    else:
        print(entry.id, entry.updated, len(entry.get('authors', [])))
END2
	for feed in feed hostile empty; do
		check "atom, $feed: feedparser reads the titles" 0 \
			"$(jq -r '.items[].title' $feed.json | xml)" \
			"$python read.py $feed.atom title"
		check "atom, $feed: and the content, escaped once" 0 \
			"$(jq -r '.items[].content_html | sub("\n$"; "")' $feed.json | xml)" \
			"$python read.py $feed.atom content"
		check "atom, $feed: and ids, dates, authors" 0 \
			"$(jq -r '.items[] | "\(.id) \(.date_modified // "1970-01-01T00:00:00Z") \(.authors // [] | length)"' $feed.json)" \
			"$python read.py $feed.atom all"
	done
else
	for feed in feed hostile empty; do
		skip "atom, $feed: feedparser reads the titles" 'no feedparser'
		skip "atom, $feed: and the content, escaped once" 'no feedparser'
		skip "atom, $feed: and ids, dates, authors" 'no feedparser'
	done
fi

plan
