#!/bin/sh
# pfmt: what is hostile in a record has no effect in any format, and nothing of
# it is lost. Titles are a table; each has a word in front and one at its end.
# shellcheck disable=SC2016 # $ in single quotes is jq's and TeX's
. "${0%/*}/lib.sh"

# One title a line, as JSON; the papers get all that is hostile elsewhere too.
cat >titles <<'END'
"<script>alert(1)</script><img src=x onerror=alert(1)><a href=\"javascript:alert(1)\">x</a> & \"q\" 'p' &lt;b&gt;"
"\\input{/etc/passwd} \\write18{id} \\catcode`\\%=12 \\def\\x{y} ^^5cinput % } { $x_ # ~"
"]]> <![CDATA[ --> <!-- <?php ?> {{ x }} {% raw %}"
"\u001b]0;x\u0007 \u001b[2J \r c \u009b31m \u202e d \u2066 \u0000 e \u0085 \u200f"
"\r\nBcc: victim@example.org\r\n\r\nER  - \r\nTY  - JOUR\n@misc{evil,\n  title = {x}}\n- [ ] # x"
"\",\"evil\":\"1\"},{\"id\":\"evil:1\"}]\t\tcolumn\n\"row\",\"row\""
"**b** _i_ `c` ~~s~~ [l](javascript:alert(1)) ![i](http://e.org/x.png) <http://e.org> | a | b |"
"<!channel> <@U1> @everyone @here <@&1> :smile: /start #tag"
"'; rm -rf \"$HOME\"; $(id) `id` \\"
"مرحبا \u0301\u0301 👩‍👩‍👧‍👦🇩🇪 研究"
END
jq -c --argjson formulas '["=cmd|x!A0 ", "+1 ", "-1 ", "@SUM(A1) ", "\t=1 ", "\r=1 "]' \
	-n '[inputs] as $t | ($t | to_entries[] | {n: .key, t: "begin\(.key) \(.value) end\(.key)"}),
	($formulas | to_entries[] | {n: (.key + 50), t: "\(.value)begin\(.key + 50) end\(.key + 50)"}) |
	{id: "a:\(.n)", title: .t, authors: ["Ann \(.t)", "B"], abstract: "\(.t)\n\n\(.t)",
	url: "javascript:alert(\(.n))", pdf: "file:///etc/passwd", code: ["data:text/html,\(.n)"],
	project: "vbscript:x", venue: .t, categories: [.t], keywords: [.t], comment: .t,
	labels: [.t], matched: [.t], summary: .t, status: "\(.n)", journal_ref: .t}' titles >papers
count=$(wc -l <papers | tr -d ' ')

formats='text json jsonl markdown html mail atom jsonfeed slack discord telegram csv tsv ris csl bibtex biblatex'

# write FORMAT FILE [ARG ...]: FILE in the format, into ./out
write() {
	format=$1 file=$2
	shift 2
	case $format in
	telegram) set -- --to 1 "$@" ;;
	csv | tsv) set -- -k id,title,authors,abstract,url "$@" ;;
	esac
	pfmt -f "$format" "$@" "$file" >out 2>stderr
}

# plain: the text of ./out as its reader has it, without what joins characters
plain() {
	case $format in
	json | jsonl | jsonfeed | csl | slack | discord | telegram)
		jq -r '.. | strings' out ;;
	mail)
		python3 -c '
import email, email.policy, sys
m = email.message_from_binary_file(open("out", "rb"), policy=email.policy.default)
print(m["subject"], *[p.get_content() for p in m.walk() if not p.is_multipart()])' ;;
	*) cat out ;;
	esac
}

# active: what in HTML is more than text and links to the web; the page's own
# script and style are known by the hashes of its policy, and stand there once
cat >active.py <<'END'
import html.parser, sys
class Reader(html.parser.HTMLParser):
    count = {}
    def handle_starttag(self, tag, attributes):
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag in ("img", "iframe", "object", "embed", "base") or \
                tag in ("script", "style") and self.count[tag] > 1:
            print(tag)
        for name, value in attributes:
            if name.startswith("on") or name == "src" or name in ("href", "action") \
                    and not (value or "").startswith(("http://", "https://", "#")):
                print(name, value)
reader = Reader(convert_charrefs=True)
reader.feed(sys.stdin.buffer.read().decode("utf-8"))
reader.close()
END
active() {
	python3 active.py
}

# inert: says what in ./out is not text, by a program that reads the format
inert() {
	case $format in
	json) jq -S -c '.[]' out >a && jq -S -c . papers | cmp - a ;;
	jsonl) jq -S -c . out >a && jq -S -c . papers | cmp - a ;;
	markdown)
		command -v cmark >/dev/null || return 0
		cmark --unsafe out | active
		cmark --unsafe out | grep -oE '<[a-zA-Z!?][a-z0-9]*' | sort -u |
			grep -vxE '<(a|h3|p|ul|li)' ;;
	html)
		tidy -q -e out 2>&1 | grep -i error
		active <out ;;
	atom)
		xmllint --noout out
		[ "$(grep -c '<entry>' out)" = "$count" ] || echo entries
		xmllint --xpath '//*[local-name()="link"]/@href' out 2>/dev/null | grep -vE '"(http|tag)'
		xmllint --xpath 'string(/)' out >a && python3 -c '
import sys, xml.etree.ElementTree as tree
for e in tree.parse("out").iter("{http://www.w3.org/2005/Atom}content"):
    print(e.text)' | active ;;
	jsonfeed)
		[ "$(jq '.items | length' out)" = "$count" ] || echo items
		jq -r '.items[] | .url, .external_url | strings' out | grep -v '^http'
		jq -r '.items[].content_html' out | active ;;
	slack | discord | telegram)
		[ "$(jq -s 'map(keys) | unique | length' out)" = 1 ] || echo keys
		jq -r '.text // .content' out >a
		[ "$(grep -oE '(^|· )(<b>)?a:[0-9]+( |$|<)' a | sort -u | wc -l)" = "$count" ] || echo ids
		grep -E '(^|[^\\])<[!@#a-zA-Z/]' a | grep -vE '</?b>' ;;
	csv | tsv)
		python3 -c '
import csv, sys
csv.field_size_limit(1 << 30)
rows = list(csv.reader(open("out", encoding="utf-8", newline=""), strict=True,
	**({} if sys.argv[1] == "csv" else {"delimiter": "\t", "quoting": csv.QUOTE_NONE})))
if len(rows) != int(sys.argv[2]) + 1: print("rows", len(rows))
for row in rows:
    if len(row) != 5: print("columns", row)
    for cell in row:
        if cell[:1] in tuple("=+-@\t\r"): print("formula", cell)' "$format" "$count" ;;
	ris)
		[ "$(grep -c '^TY  - ' out)" = "$count" ] || echo records
		[ "$(grep -c '^ER  - ' out)" = "$count" ] || echo ends
		grep -vE '^[A-Z][A-Z0-9]  - ' out
		grep -E '^(UR|L1|L2)  - ' out ;;
	csl) [ "$(jq length out)" = "$count" ] || echo items
		jq -r '.[].URL // empty' out ;;
	bibtex | biblatex)
		[ "$(pparse out | wc -l)" = "$count" ] || echo entries
		grep -E '\\(input|write|catcode|def)|\^\^|^ *url' out ;;
	mail)
		[ "$(grep -ci '^bcc' out)" = 0 ] || echo Bcc
		[ "$(grep -c '^From \|^Subject:' out)" -le 1 ] || echo headers ;;
	esac
	# what a terminal or a reader obeys
	case $format in json | jsonl) ;; *) plain | tr -d '\n' | LC_ALL=C grep -oP \
		'[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]' ;; esac
}

for format in $formats; do
	write "$format" papers -l
	inert >wrong 2>&1
	[ -s out ] && [ ! -s stderr ] && [ ! -s wrong ]
	ok "$format: hostile titles have no effect" $?
	head -n 5 wrong | cut -c 1-200 | sed 's/^/# /'
	plain >text
	lost=
	for i in 0 1 2 3 4 5 6 7 8 9 50 51 52 53 54 55; do
		grep -q "begin$i" text && grep -q "end$i" text || lost="$lost $i"
	done
	[ -z "$lost" ]
	ok "$format: and nothing of them is lost$lost" $?
done

# A word that never ends, and five thousand authors
jq -nc '{id: "a:1", title: ("w" * 20000), authors: [range(5000) | "Ann Q\(.)x"],
	abstract: ("v" * 20000)}' >large
for format in $formats; do
	write "$format" large -l
	plain | tr -d '\n =' >text
	case $format in
	slack | discord | telegram)
		[ "$(grep -o '…' text | wc -l)" -ge 2 ] && grep -q 'wwww…' text ;;
	csl) grep -q Q0x text && grep -q Q4999x text ;;
	*) grep -q Q0x text && grep -q Q4999x text && [ "$(tr -cd w <text | wc -c)" -ge 20000 ] ;;
	esac
	ok "$format: a very long word and 5,000 authors" $?
done

# Templates, in each language
pfmt -e shell -t 'printf "%s\n" {title}' papers >script
pfmt -t '{title}' papers >should
check 'shell: the words of a script are the titles' 0 '' \
	'sh script | cmp - should'
check 'json: strings are the titles' 0 '' \
	'pfmt -e json -t "\"{title}\"" papers | jq -r . | cmp - should'
check 'url: one word of unreserved characters' 0 '' \
	'pfmt -e url -t "{title}" papers | grep -vxE "([A-Za-z0-9._~-]|%[0-9A-F]{2})+" || :'
check 'html: no tag' 1 '' 'pfmt -e html -t "{title}{url}" papers | grep "[<>]"'

plan
