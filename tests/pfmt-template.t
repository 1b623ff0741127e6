#!/bin/sh
# pfmt's templates: values for what they are written in, header, footer, groups
. "${0%/*}/lib.sh"

# What titles may hold; each is one line of text, as pfmt shows it.
cat >titles <<'END'
<script>alert(1)</script> & "quoted" 'too' ]]>
'; touch pwned; echo '
$(touch pwned) `touch pwned` ${HOME} \
"}{"a":1} \u0041 \\
| pipe || two | `code` *a* _b_ [l](javascript:x) <b> ~~s~~ $x$ {{ x }}
1. a number in front
12) another
- a list
+ another
=== a heading
: a definition
# a heading
> a quote
&amp; &lt; &#65; &copy
\input{/etc/passwd} \write18{touch pwned} \catcode`\@=0
100% of $5 & $6 in a_b^c ~ #1 {braces} \ [brackets]
[Re] A replication
* a star
@article{x, title = {y}}
=HYPERLINK("http://x")
javascript:alert(1)
-rf --help
Žižkov: 研究者 é 👩‍🔬 ½ ß
$\alpha_1^2$ and $$\frac{a}{b}$$
}}} {{{ \} \{
a?b=c&d#e/f%20g+h
END
jq -Rc '{id: "a:1", title: .}' titles >hostile
count=$(wc -l <titles | tr -d ' ')

# One wrong use of each
check 'an unknown language' 2 '' "pfmt -e xml -t '{id}' hostile"
said_first() {
	sed -n 1p stderr | grep -Eq -- "$2"
	ok "$1" $?
}
said_first 'the known ones are named' 'xml is not html, json, markdown, shell, tex or url'
check '-e without a template' 2 '' 'pfmt -e html hostile'
check 'a header of a format that has no place for it' 2 '' 'pfmt -f json --header x hostile'
check 'a wrong header' 2 '' "pfmt --header '{' hostile"
said_first 'is named' '^pfmt: --header: character 1: '
check 'a wrong footer' 2 '' "pfmt --footer '{?x}' hostile"
check 'a group that is no member' 2 '' "pfmt --group '{x}' hostile"
check 'groups of a format without headings' 2 '' 'pfmt -f csv --group listed hostile'
check 'groups of lines alone' 2 '' "pfmt -t '{id}' --group listed hostile"

# Each language, undone by a program of its own
check 'json: the same texts come back' 0 '' \
	"pfmt -e json -t '\\{\"t\":\"{title}\",\"a\":[\"{title:\",\"}\"]\\}' hostile |
	jq -r '.t + \"\", (.a[0] | select(false))' | diff - titles"
check 'json: elements are strings of their own' 0 '["A \"B\"","C\\D"]' \
	"jq -nc '{id:\"a:1\",authors:[\"A \\\"B\\\"\",\"C\\\\D\"]}' |
	pfmt -e json -t '[\"{authors:\",\"}\"]' | jq -c ."
check 'shell: the same texts come back' 0 '' \
	"pfmt -e shell -t 'printf \"%s\\\\n\" {title}' hostile >script && sh script | diff - titles"
check 'shell: nothing was run' 0 no '[ -e pwned ] && echo yes || echo no'
check 'shell: a word is a word, an element, too, and nothing is one' 0 '1
2
1' "echo '{\"id\":\"a:1\",\"title\":\"A  B\",\"authors\":[\"C D\",\"E\"]}' |
	pfmt -e shell -t 'set -- {title}; echo \$#
set -- {authors: }; echo \$#
set -- {x}; echo \$#' | sh"
check 'url: the same texts come back' 0 '' \
	"pfmt -e url -t '{title}' hostile | perl -pe 's/%(..)/chr hex \$1/ge' | diff - titles"
check 'url: only what needs no escape is left' 0 '' \
	"pfmt -e url -t '{title}' hostile | grep '[^A-Za-z0-9._~%-]'; true"
check 'html: the same texts come back, in an attribute, too' 0 '' \
	"pfmt -e html -t '<p title=\"{title}\" lang='\\''{title}'\\''>{title}</p>' hostile |
	perl -CSD -ne 'for (/^<p title=\"([^\"<>]*)\" lang='\\''([^'\\''<>]*)'\\''>([^<>]*)<\\/p>\$/) {
		s/&lt;/</g; s/&gt;/>/g; s/&quot;/\"/g; s/&#39;/'\\''/g; s/&amp;/&/g; print \"\$_\\n\" }' |
	uniq | diff - titles"
if command -v tidy >/dev/null; then
	{
		echo '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><ul>'
		pfmt -e html -t '<li title="{title}">{title}</li>' hostile
		echo '</ul></body></html>'
	} >page.html
	check 'html: tidy finds no fault' 0 '' 'tidy -q -e page.html 2>&1'
else
	skip 'html: tidy finds no fault' 'no tidy'
fi
if command -v cmark-gfm >/dev/null; then
	rendered() {
		cmark-gfm -e table -e strikethrough -e autolink
	}
	plain() {
		sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g'
	}
	for front in '' 'x ' '- ' '> '; do
		pfmt -e markdown -t "$front{title}\n" hostile | rendered | plain |
			sed '/^$/d; s/^x //' | diff - titles >differs
		ok "markdown: the same texts come back behind \"$front\"" $?
		sed 's/^/# /' differs
	done
	check 'markdown: a table with a row per paper' 0 "$count" \
		"pfmt -e markdown -t '| {#} | {title} |' --header '| # | t |\\n| - | - |' hostile |
		rendered | grep -c '<tr>' | awk '{ print \$1 - 1 }'"
	check 'markdown: its cells are the titles' 0 '' \
		"pfmt -e markdown -t '| {title} | x |' --header '| t | x |\\n| - | - |' hostile |
		rendered | sed -n 's/<td>x<.td>//; s/^<td>\\(.*\\)<.td>\$/\\1/p' | plain | diff - titles"
else
	for name in '' x list quote table cells; do
		skip "markdown: $name" 'no cmark-gfm'
	done
fi
{
	# shellcheck disable=SC2016
	printf '%s\n' '\documentclass{article}' '\usepackage[utf8]{inputenc}' \
		'\usepackage[T1]{fontenc}\usepackage{hyperref}' '\begin{document}\begin{itemize}'
	grep -v '研究者' hostile | pfmt -e tex -t '\\item {title} \\\\{title}'
	jq -nc '{id: "a:1", url: "https://e.org/~a_b/%20?x=1&y=$2#z^}{\\input{x}"}' |
		pfmt -e tex -t '\\item \\href\{{url}\}\{{url}\}'
	printf '%s\n' '\end{itemize}\end{document}'
} >doc.tex
if command -v pdflatex >/dev/null; then
	check 'tex: a document of them is set' 0 '' \
		'pdflatex -halt-on-error -interaction=nonstopmode -no-shell-escape doc.tex >log || tail -n 20 log'
	[ ! -e pwned ]
	ok 'tex: nothing was run' $?
else
	skip 'tex: a document of them is set' 'no pdflatex'
	skip 'tex: nothing was run' 'no pdflatex'
fi
grep -q '[^\\]\\\(input\|write\|catcode\)' doc.tex
ok 'tex: commands that read and write lose their backslash' $((!$?))

# Addresses
cat >addresses <<'END'
{"id":"a:1","url":"https://e.org/a?b=c&d=\"<>'(x)","code":["https://e.org/1","javascript:alert(1)","https://e.org/2"]}
{"id":"a:2","url":"javascript:alert(1)","code":["JavaScript:x"]}
{"id":"a:3","url":"  data:text/html,x"}
END
check 'html: only web addresses are left' 0 '<https://e.org/a?b=c&amp;d=%22%3C%3E&#39;%28x%29> https://e.org/1  https://e.org/2
<>  
<>  ' "pfmt -e html -t '<{url}> {code: }{?x}{/}' addresses | sed 's/^<> *\$/<>  /'"
check 'markdown: and end no link' 0 "[a:1](https://e.org/a?b=c&amp;d=%22%3C%3E'%28x%29)
[a:2]()
[a:3]()" "pfmt -e markdown -t '[{id}]({url})' addresses"
check 'tex: with percent signs that begin no comment' 0 "https://e.org/a?b=c\\&d=\\%22\\%3C\\%3E'\\%28x\\%29" \
	"sed 2q addresses | pfmt -e tex -t '{url}'"
check 'text: they are text' 0 'javascript:alert(1)' "sed -n 2p addresses | pfmt -t '{url}'"

# Cut, and escaped behind that
check 'an abstract is cut at a word' 0 'One two&lt;three four…|' \
	"echo '{\"id\":\"a:1\",\"abstract\":\"One two<three four, five six\"}' |
	pfmt -e html -t '{abstract:20}|'"

# Header and footer
cat >papers <<'END'
{"id":"a:1","title":"One","listed":"2025-09-01","categories":["cs.LG","cs.CL"]}
{"id":"a:2","title":"Two","listed":"2025-09-01","categories":["cs.CL"]}
{"id":"a:3","title":"Three"}
{"id":"a:4","title":"Four","listed":"2025-09-01","categories":["cs.CL"]}
END
check 'they are templates: of the first paper and the last' 0 'from a:1, 0
1 One
2 Two
3 Three
4 Four
to a:4, 4' "pfmt -t '{#} {title}' --header 'from {id}, {#}' --footer 'to {id}, {#}' papers"
check 'without papers, too' 0 'from 0
to 0' "pfmt -t '{#}' --header 'from {id}{#}' --footer 'to {id}{#}' </dev/null"
check 'around text' 0 '<
 1  One
>' "sed 1q papers | jq -c '{id,title}' | pfmt --header '<' --footer '>' | sed '/a:1/d'"
check 'around Markdown, whose values are escaped' 0 '*A\*B*

### A\*B

a:1' "echo '{\"id\":\"a:1\",\"title\":\"A*B\"}' | pfmt -f markdown --header '*{title}*\\n\\n'"

# Groups: a heading where the value changes, in the order of the input
check 'in text' 0 '2025-09-01

 1  One
    cs.LG, cs.CL · 2025-09-01 · a:1

 2  Two
    cs.CL · 2025-09-01 · a:2

none

 3  Three
    a:3

2025-09-01

 4  Four
    cs.CL · 2025-09-01 · a:4' 'pfmt --group listed papers'
check 'in Markdown' 0 '## cs.LG
### One
## cs.CL
### Two
## none
### Three
## cs.CL
### Four' 'pfmt -f markdown --group categories papers | grep "^#"'
pfmt -f markdown --group listed papers | grep -B 1 -A 1 '^##' >around
check 'with empty lines around' 0 '' "grep -c . around >/dev/null; awk '
	/^##/ && NR > 1 && before != \"\" || /^[^#]/ && before ~ /^##/ { print NR }
	{ before = \$0 }' around"
check 'in HTML, and the papers stand below them' 0 '2 2025-09-01
3 One
3 Two
2 none
3 Three
2 2025-09-01
3 Four' "pfmt -f html --group listed papers | sed -n 's/<h\\([23]\\) dir=\"auto\">\\(.*\\)<.h[23]>/\\1 \\2/p'"
if python3 -c '' 2>/dev/null; then
	mkdir mail
	pfmt -f mail -H 'From: a@e.org' -H 'To: b@e.org' --group listed papers |
		"$top/tests/readmail" mail
	check 'in a mail as text' 0 '2025-09-01
 1  One
 2  Two
none
 3  Three
2025-09-01
 4  Four' "grep -E '^([0-9n]| [1-4])' mail/plain"
	check 'and as HTML' 0 '2 2025-09-01
3 One
3 Two
2 none
3 Three
2 2025-09-01
3 Four' "sed -n 's/^<h\\([23]\\)[^>]*>\\(.*\\)<.h[23]>/\\1 \\2/p' mail/html"
else
	skip 'in a mail as text' 'no python3'
	skip 'and as HTML' 'no python3'
fi
check 'by month' 0 '## September 2025
## none
## September 2025' "pfmt -f markdown --group 'listed:%B %Y' papers | grep '^## '"
check 'of a template: header and footer' 0 '= 2025-09-01
1 One
2 Two
2 papers
= 
1 Three
1 papers
= 2025-09-01
1 Four
1 papers' "pfmt -t '{#} {title}' --group listed --header '= {listed}' --footer '{#} papers' papers"
raw='[^\\][<#|`*]'
pfmt -f markdown --group title hostile | sed -n 's/^## / /p' >headings
[ "$(wc -l <headings)" = "$count" ] && ! grep -e "$raw" headings
ok 'hostile headings are escaped' $?
check 'and lose their controls' 0 'a]0;xb' \
	"echo '{\"id\":\"a:1\",\"title\":\"a\\u001b]0;x\\u0007b\"}' | pfmt --group title | sed -n 1p"

# Titles and addresses of pages and feeds
check 'of the first paper, and each file has its own' 0 \
	'<title>Papers of 01 September 2025</title>
<link rel="canonical" href="https://e.org/d/2025-09-01.html">
<title>Papers of </title>
<link rel="canonical" href="https://e.org/d/none.html">' \
	"pfmt -f html --title 'Papers of {listed:%d %B %Y}' --url 'https://e.org/d/{listed}.html' --split 'd/{listed}.html' papers >/dev/null
	grep -Eh '^<(title|link)' d/*"
check 'values are text there' 0 '<title>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot; &#39;too&#39; ]]&gt;</title>
<link rel="canonical" href="https://e.org/-script-alert%281%29--script-%20%26%20-quoted-%20%27too%27%20%5D%5D-">' \
	"sed 1q hostile | pfmt -f html --title '{title}' --url 'https://e.org/{title}' | grep -E '^<(title|link)'"

# Recipes of the README beyond what it runs itself
check 'with --split each file has its own' 0 'none
# 
1 Three
1 papers' "pfmt -t '{#} {title}' --header '# {listed}' --footer '{#} papers' --split '{listed}' papers |
	sed -n 2p; cat none"

plan
