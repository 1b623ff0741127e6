#!/bin/sh
# pfmt for the web: what sheaf-pfmt(1) promises of html
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
			pdf: "file:///etc/x", code: ["data:text/html,x"],
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

# titles: as they are shown: without controls, with what is no character replaced
titles() {
	sed 's/\\ud800/\\ufffd/' hostile.jsonl | jq -r '.title // .id |
		gsub("[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"; "") |
		gsub("[\ufffe\uffff]"; "\ufffd") | sub(" +$"; "")'
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

# By parsers of others.
sed -n '/^<main>/,/^<\/main>/p' hostile.html >main.xml
if command -v xmllint >/dev/null; then
	check 'html, hostile: titles come out as they went in' 0 \
		"$(titles)" \
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

plan
