#!/bin/sh
# pfmt: what sheaf-pfmt(1) promises
. "${0%/*}/lib.sh"

esc=$(printf '\033')
tab=$(printf '\t')

# Each case: a folder with input.jsonl, args (one a line), what is expected, and
# the status where it is not 0.
for case in "$top"/tests/cases/pfmt/*/; do
	set --
	while IFS= read -r arg; do
		set -- "$@" "$arg"
	done <"$case/args"
	pfmt "$@" <"$case/input.jsonl" >got 2>stderr
	status=$?
	expected=0
	[ ! -e "$case/status" ] || expected=$(cat "$case/status")
	diff "$case/expected" got >difference && [ "$status" = "$expected" ]
	ok "case $(basename "$case")" $?
	sed 's/^/# /' difference
done

papers=$top/tests/cases/pfmt/text/input.jsonl

# Wrong use
check 'an unknown format is wrong use' 2 '' 'pfmt -f xml "$papers"'
ok 'the formats are listed' "$(
	grep -q 'xml is not one of text, json, jsonl, markdown, html, mail, atom, jsonfeed, slack, discord, telegram, csv, tsv, ris, csl, bibtex, biblatex' stderr
	echo $?
)"
check '-f and -t exclude each other' 2 '' 'pfmt -f text -t x "$papers"'
check '--color has three words' 2 '' 'pfmt --color=yes "$papers"'
while IFS="$tab" read -r template at; do
	check "wrong template $template" 2 '' \
		'pfmt -t "$template" "$papers"'
	grep -q "character $at: " stderr
	ok "its place is character $at" $?
done <<'END'
a{title	2
title}	6
{}	1
{:3}	1
ab{title:}	3
{title:0}	1
{title:x	1
{authors:\q}	1
{published:%Q}	1
{published:%d %}	1
{#:3}	1
ab{?x}c	3
a{?x}{?y}{/}b	2
{?x}a{/}{/}	9
{?}	1
{title:10000}	1
{title:99999999999999999999}	1
{.:3}	1
\q	1
ab\	3
END

# Input and output
check 'no papers, no text' 0 '' 'pfmt </dev/null'
quiet 'and no message'
check 'no papers, no Markdown' 0 '' 'pfmt -f markdown </dev/null'
check 'no papers, no lines' 0 '' 'pfmt -f jsonl </dev/null'
check 'no papers, an empty array' 0 '[]' 'pfmt -f json </dev/null'
check '- is standard input, numbers go on' 0 ' 1  A
    a:1

 2  B
    b:1' 'echo "{\"id\":\"a:1\",\"title\":\"A\"}" >a
	echo "{\"id\":\"b:1\",\"title\":\"B\"}" | pfmt a -'
check 'a missing file is named, others are read' 3 'a:1' \
	'pfmt -t "{id}" missing a'
said 'by its name' '^pfmt: missing: '
printf '%s\n' '{"url":"file:x","body":"{\"id\":\"a:1\"}"}' >document
check 'a document is refused' 2 '' 'pfmt document'
said 'with what to do' 'pparse'
printf '%s\n' '{"id":"a:1"}' 'null' '{"id":"a:2"' \
	'{"id":"a:3","title":"\q"}' '{"id":"a:4"}' >broken
for format in text json jsonl markdown; do
	check "$format: broken lines are passed over" 3 2 \
		'pfmt -f $format broken | grep -c "a:[14]"; pfmt -f $format broken >got'
	[ "$(grep -c '^pfmt: broken:[234]: ' stderr)" = 6 ]
	ok "$format: and each is named" $?
done
check 'the array is whole all the same' 0 '["a:1","a:4"]' \
	'pfmt -f json broken | jq -c "map(.id)"'
if [ -w /dev/full ]; then
	check 'a full disk is status 2' 2 '' 'pfmt "$papers" >/dev/full'
	said 'and is named' 'standard output: No space left'
else
	skip 'a full disk is status 2' 'no /dev/full'
	skip 'and is named' 'no /dev/full'
fi
awk '{ for (i = 0; i < 5000; i++) print }' "$papers" >many
{
	pfmt many 2>stderr
	echo $? >status
} | head -n 1 >got
[ "$(cat status)" = 141 ] && [ "$(wc -l <got)" = 1 ]
ok 'a reader that leaves ends it by SIGPIPE' $?
quiet 'silently'

# -o
echo old >file
check 'with status 3 the old file stays' 3 old \
	'pfmt -f jsonl -o file broken; s=$?; cat file; (exit $s)'
check '--partial lets it replace the file' 3 '{"id":"a:1"}
{"id":"a:4"}' 'pfmt -f jsonl --partial -o file broken; s=$?; cat file; (exit $s)'
touch -t 202001010000 file
check 'the same bytes leave the file alone' 0 ./file \
	'pfmt -f jsonl -o file a - <broken 2>err; pfmt -f jsonl -o file file &&
	find . -name file ! -newer document'
check 'a file gets no escape sequences' 0 0 \
	'TERM=xterm pfmt -o file a && grep -c "$esc" file || :'

# Locales
for locale in C C.UTF-8; do
	check "$locale: letters are kept" 0 'Žižkov čaj' \
		"printf '%s\n' '{\"id\":\"a:1\",\"title\":\"Žižkov čaj\"}' |
		LC_ALL=$locale pfmt -t '{title}'"
done

# --dates: in text, when asked, as the locale has them
cat >dated <<'END'
{"id":"a:1","title":"A","listed":"2025-03-04"}
{"id":"a:2","title":"B","published":"2025-03"}
{"id":"a:3","title":"C","published":"2025-03-04T05:06:07Z"}
END
days() {
	pfmt "$@" dated | sed -n 's/^    \(.*\) · a:.*/\1/p'
}
check 'a locale changes no day unasked' 0 '2025-03-04
2025-03
2025-03-04' 'LC_ALL=C.UTF-8 days'
check '--dates' 0 'Tue, 4 Mar 2025
Mar 2025
Tue, 4 Mar 2025' 'days --dates "%a,%e %b %Y"'
if localedef -i de_DE -f UTF-8 ./de_DE.UTF-8 2>stderr &&
	localedef -i de_DE -f ISO-8859-1 ./de_DE.ISO-8859-1 2>stderr; then
	check '--dates in German' 0 'Dienstag, 4. März 2025
März 2025
Dienstag, 4. März 2025' \
		'LOCPATH=$PWD LC_ALL=de_DE.UTF-8 days --dates "%A,%e. %B %Y"'
	check '%x is the form of the locale' 0 04.03.2025 \
		'LOCPATH=$PWD LC_ALL=de_DE.UTF-8 days --dates %x | head -n 1'
	check 'a locale that is not UTF-8' 0 'March' \
		'LOCPATH=$PWD LC_ALL=de_DE.ISO-8859-1 days --dates %B | head -n 1'
	check 'templates stay English' 0 'Mar' \
		'LOCPATH=$PWD LC_ALL=de_DE.UTF-8 pfmt -t "{listed:%b}" dated | head -n 1'
else
	for name in '--dates in German' %x 'not UTF-8' 'templates stay English'; do
		skip "$name" 'no localedef'
	done
fi
check '--dates is for text' 2 '' 'pfmt -f markdown --dates %x dated'
check '--dates wants letters of dates' 2 '' 'pfmt --dates %Q dated'

# Widths, measured by wc -L
cat >wide <<'END'
{"id":"arxiv:2509.00001","title":"研究者のための大規模言語モデルによる論文要約と検索とe\u0301tude 👩‍🔬","authors":["王小明","José\u0301 Marín"],"upvotes":3,"categories":["cs.CL","cs.LG","stat.ML","eess.AS","q-bio.QM"],"listed":"2025-09-01","abstract":"大規模言語モデルによる論文要約と検索のための新しい方法を提案する。大規模言語モデルによる論文要約と検索のための新しい方法を提案する。大規模言語モデルによる論文要約と検索のための新しい方法を提案する。"}
{"id":"title:a-very-long-identifier-made-of-a-title-that-has-no-end-at-all-and-no-blank-where-a-line-could-be-broken-so-it-is-cut","title":"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and 👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦","code":["https://e.org/a/very/long/address/that/is/wider/than/any/terminal/that/people/use/and/goes/on/and/on/and/on/and/on"],"abstract":"z\u0335\u0321a\u0328\u0319l\u0336\u0347g\u0334o\u0335 z\u0335\u0321a\u0328\u0319l\u0336\u0347g\u0334o\u0335 z\u0335\u0321a\u0328\u0319l\u0336\u0347g\u0334o\u0335 z\u0335\u0321a\u0328\u0319l\u0336\u0347g\u0334o\u0335 z\u0335\u0321a\u0328\u0319l\u0336\u0347g\u0334o\u0335 \u0000\u0007\u200b\u200bnever ends"}
END
cat "$papers" >>wide
widest() {
	LC_ALL=C.UTF-8 wc -L | tr -d ' '
}
if [ "$(echo '研e' | widest)" = 3 ]; then
	for columns in 20 21 33 40 80 132; do
		for long in '' -l; do
			w=$(COLUMNS=$columns pfmt $long wide | widest)
			[ "$w" -le "$columns" ] && [ "$w" -ge $((columns > 100 ? 100 - 20 : columns - 2)) ]
			ok "no line of text wider than $columns ($w) $long" $?
		done
	done
	check 'columns of a template are as wide as they say' 0 '13' \
		"pfmt -t '{title:12}|' wide | while IFS= read -r l; do
			printf '%s\n' \"\$l\" | widest; done | sort -u"
else
	skip 'no line of text is too wide' 'wc -L does not know UTF-8'
fi
check 'nothing of a wrapped title is lost' 0 \
	"$(head -n 1 wide | jq -r .title | tr -d ' ')" \
	"head -n 1 wide | jq -c '{id,title}' | COLUMNS=20 pfmt | sed '\$d' |
		cut -c 5- | tr -d ' \n'"
check 'a line breaks between facts' 0 '    ▲ 29 · 1 comment
    2025-09-05
    arxiv:2509.04419' 'COLUMNS=25 pfmt "$papers" | sed -n "/▲ 29/,/arxiv/p"'
check 'a width that is no number is none' 0 "$(pfmt wide)" \
	'COLUMNS=wide pfmt wide'
check 'less than 20 columns are 20' 0 "$(COLUMNS=20 pfmt wide)" \
	'COLUMNS=3 pfmt wide'
check 'no half characters' 1 '' \
	"for w in 20 27 40; do COLUMNS=\$w pfmt wide; done | grep '�'"

# Terminals
terminal() { # COMMAND: what it writes to one
	TERM=${term-xterm} script -qec "$1" /dev/null </dev/null | tr -d '\r'
}
cat >linked <<'END'
{"id":"a:1","title":"T","url":"https://e.org/a b\u001b\\","code":["javascript:alert(1)"],"upvotes":1}
END
hostile=$top/tests/cases/pfmt/hostile-text/input.jsonl
if [ "$(terminal 'test -t 1 && echo yes')" = yes ]; then
	check 'a terminal gets bold, dim and links' 0 "\
 1  $esc]8;id=1;https://e.org/a%20b%1B%5C$esc\\${esc}[1mT${esc}[0m$esc]8;;$esc\\
    ${esc}[2m▲ 1 · a:1${esc}[0m
    ${esc}[2mcode${esc}[0m     javascript:alert(1)" 'terminal "pfmt linked"'
	check 'NO_COLOR: links only' 0 "\
 1  $esc]8;id=1;https://e.org/a%20b%1B%5C$esc\\T$esc]8;;$esc\\" \
		'NO_COLOR=1 terminal "pfmt linked" | head -n 1'
	plain=$(pfmt linked)
	check 'an empty NO_COLOR is none' 0 2 \
		'NO_COLOR= terminal "pfmt linked" | grep -c "${esc}\[2m"'
	check '--color=never: no escape sequences' 0 "$plain" \
		'terminal "pfmt --color=never linked"'
	check 'TERM=dumb: no escape sequences' 0 "$plain" \
		'term=dumb; terminal "pfmt linked"; unset term'
	check 'the width is that of the terminal' 0 "$(COLUMNS=41 pfmt wide)" \
		'terminal "stty cols 41; pfmt --color=never wide"'
	check 'COLUMNS wins' 0 "$(COLUMNS=41 pfmt wide)" \
		'terminal "stty cols 60; COLUMNS=41 pfmt --color=never wide"'
	check 'a hostile record does nothing to it' 0 "$(pfmt "$hostile")" \
		'terminal "pfmt \"$hostile\"" | sed -e "s/$esc\[[012]m//g" \
			-e "s/$esc]8;[!-~]*$esc\\\\//g"'
else
	skip 'a terminal gets bold, dim and links' 'no script(1)'
fi
check 'a pipe gets no escape sequences' 1 0 \
	'TERM=xterm pfmt linked | grep -c "$esc"'
check '--color=always: a pipe too, without links' 0 "\
 1  ${esc}[1mT${esc}[0m" 'pfmt --color always linked | head -n 1'
check 'NO_COLOR gives way to --color=always' 0 "\
 1  ${esc}[1mT${esc}[0m" 'NO_COLOR=1 pfmt --color=always linked | head -n 1'

# What pgrep, prank and sources say of a paper
cat >noted <<'END'
{"id":"arxiv:2509.00001","title":"Flow Matching of flows","status":"retracted","score":0.5,"labels":["3d","b"],"matched":["flow matching","of"],"summary":"Short.","abstract":"On flow\n\nmatching: flow matching, offset.","url":"https://e.org/"}
{"id":"a:2","title":"研究者のための大規模言語モデル 👩‍👩‍👧‍👦 🇩🇪🇯🇵 نموذج لغوي","abstract":"A."}
END
check 'status, score, labels, matched words, the summary' 0 \
	' 1  Flow Matching of flows
    retracted · arxiv:2509.00001 · score: 0.5 · labels: 3d, b
    matched: flow matching, of
    Short.' 'pfmt noted | head -n 4'
check '--long: the abstract, too' 0 '    Short.

    On flow

    matching: flow matching, offset.' 'pfmt -l noted | sed -n 4,8p'
check 'Markdown has them, too' 0 \
	'retracted · arxiv:2509.00001 · score: 0.5 · labels: 3d, b · matched: flow matching, of

Short.

On flow' 'pfmt -f markdown noted | sed -n 3,7p'
check 'words that matched are underlined' 0 "\
 1  ${esc}[1m${esc}[4mFlow Matching${esc}[24m ${esc}[4mof${esc}[24m flows${esc}[0m
    matching: ${esc}[4mflow matching${esc}[24m, offset." \
	'pfmt --color=always -l noted | sed -n "1p;8p"'
check '--oneline' 0 'arxiv:2509.00001 retracted: Flow Matching of flows
a:2              研究者のための大規模言語モデル…' 'COLUMNS=50 pfmt --oneline noted'
check '--oneline: a line each, whatever is in it' 0 "$(wc -l <wide)" \
	'COLUMNS=20 pfmt --oneline wide | wc -l'
check '--oneline goes with text' 2 '' 'pfmt --oneline -f markdown noted'
check '--oneline: not with --long' 2 '' 'pfmt --oneline -l noted'
if [ "$(echo '研e' | widest)" = 3 ]; then
	for columns in 20 40 80 132; do
		w=$(cat wide noted | COLUMNS=$columns pfmt --oneline | widest)
		[ "$w" -le "$columns" ] && [ "$w" -ge $((columns - 2)) ]
		ok "--oneline is not wider than $columns ($w)" $?
	done
fi
if [ "$(terminal 'test -t 1 && echo yes')" = yes ]; then
	for term in linux vt100; do
		check "TERM=$term: bold, but no links" 0 '1 0' \
			'terminal "pfmt linked" | head -n 1 >got
			echo "$(grep -c "$esc\[1m" got) $(grep -c "]8;" got)"'
	done
	unset term
	for columns in 40 80 132; do
		w=$(terminal "stty cols $columns; pfmt wide; pfmt noted" |
			sed -e "s/$esc\[[0-9]*m//g" -e "s/$esc]8;[!-~]*$esc\\\\//g" | widest)
		[ "$w" -le "$columns" ]
		ok "a terminal of $columns columns: no line is wider ($w)" $?
	done
fi

# Controls
for args in '-f text' '-f markdown' '-f csv' '-f tsv -k title' '-t {title}{authors}{abstract}{url}'; do
	# shellcheck disable=SC2086
	pfmt $args "$hostile" | tr -d '\n' | LC_ALL=C grep -qP \
		'[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]'
	[ $? = 1 ]
	ok "no controls: pfmt $args" $?
done

# JSON: the same values, read by jq
for input in "$papers" wide "$data"/ir/*/papers.jsonl; do
	name=$(basename "$(dirname "$input")")/$(basename "$input")
	if [ ! -e "$input" ]; then
		skip "jq reads the same values: $name" 'no captured data'
		continue
	fi
	jq -cS . "$input" >should
	pfmt -f json "$input" | jq -cS '.[]' | cmp - should
	ok "json: jq reads the same values: $name" $?
	pfmt -f jsonl "$input" >lines
	jq -cS . lines | cmp - should
	ok "jsonl: jq reads the same values: $name" $?
	pfmt -f jsonl lines | cmp - lines
	ok "jsonl: twice is once: $name" $?
	pfmt -t '{.}' "$input" | cmp - "$input"
	ok "{.} is the record: $name" $?
	jq -r '.title // "" | gsub("[\n\t]"; " ") | gsub("[\u0000\u0007]"; "")' \
		"$input" >should
	pfmt -t '{title}' "$input" | cmp - should
	ok "{title} is the title: $name" $?
done
awk 'BEGIN {
	printf "{\"id\":\"a\""
	for (i = 0; i < 200000; i++)
		printf ",\"%d\":%d", i % 100000, i
	print "}"
}' >crowd
check 'of a hundred thousand names the first ones' 0 \
	"$(awk 'BEGIN { for (i = 0; i < 100000; i++) print i }' | cksum)" \
	'pfmt -f jsonl crowd | tr "{,:}" "\n\n\n\n" | sed -n "/^[0-9]/p" | cksum'

# Markdown: what a CommonMark program makes of it
# shellcheck disable=SC2016
marks='!"#$%&'\''()*+,-./:;<=>?@[\]^_`{|}~'
jq -nc --arg m "$marks" 'range($m | length) as $i |
	($m[$i:] + $m[:$i]) as $t |
	{id: "a:1", title: $t, url: "https://e.org/\($m)"},
	{id: "a:1", title: "\($t) 1. \($t)", abstract: "\($t)\n\n\($t) 1) \($t)"}' >marked
if command -v cmark >/dev/null; then
	text_of() {
		sed -e 's/<[^>]*>//g' -e 's/&lt;/</g' -e 's/&gt;/>/g' \
			-e 's/&quot;/"/g' -e 's/&amp;/\&/g'
	}
	jq -r '.title, .id, (.abstract // empty | split("\n\n")[])' marked >should
	pfmt -f markdown marked | cmark | text_of | cmp - should
	ok 'Markdown, rendered, is the text of the record' $?
	check 'every heading with an address is one link' 0 32 \
		'pfmt -f markdown marked | cmark | grep -c "^<h3><a href=.https://e.org/[^ <]*</a></h3>$"'
	check 'and nothing else is markup' 0 'a
h3
p' "pfmt -f markdown marked | cmark | grep -o '<[a-z0-9][a-z0-9]*' | tr -d '<' | sort -u"
else
	skip 'Markdown, rendered, is the text of the record' 'no cmark'
	skip 'every heading with an address is one link' 'no cmark'
	skip 'and nothing else is markup' 'no cmark'
fi

# Tables
cat >table <<'END'
{"id":"arxiv:2509.00001","title":"=SUM(A1)","abstract":"one\n\"two\", end","upvotes":-3}
{"id":"a:2","title":"-1\ta\r\u001b[1m","authors":["+Ann Lee","R. Hale, Jr."],"upvotes":null}
{"id":"@a:3","title":"\rlone","authors":[],"bibtex":{"a":"b"}}
END
check 'csv: RFC 4180, and no formula' 0 "\
id,title,abstract,upvotes
arxiv:2509.00001,'=SUM(A1),\"one
\"\"two\"\", end\",-3
a:2,'-1 a[1m,,
'@a:3,lone,," 'pfmt -f csv -k id,title,abstract,upvotes table'
check 'csv: an array is joined, an object is itself' 0 "\
authors,bibtex,none
,,
\"'+Ann Lee; R. Hale, Jr.\",,
,\"{\"\"a\"\":\"\"b\"\"}\"," 'pfmt -f csv -k authors,bibtex,none table'
check 'tsv: a line is a row, a tab parts columns' 0 "\
id${tab}title${tab}abstract
arxiv:2509.00001${tab}'=SUM(A1)${tab}one \"two\", end
a:2${tab}'-1 a[1m${tab}
'@a:3${tab}lone$tab" 'pfmt -f tsv -k id,title,abstract table'
check 'no papers, a header all the same' 0 \
	'id,title,authors,published,venue,doi,url' 'pfmt -f csv </dev/null'
check '-k is for tables' 2 '' 'pfmt -f text -k id table'
check '-k has no empty names' 2 '' 'pfmt -f csv -k id,,title table'
{
	cat "$papers" wide table
	cat "$data"/ir/*/papers.jsonl 2>/dev/null
} >all
clean='gsub("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"; "") | gsub("\t"; " ")'
guard='if test("^[-=+@]") then "\u0027" + . else . end'
jq -c "[.id, (.title // \"\"), (.abstract // \"\")] | map($clean | $guard)" all >should
if command -v python3 >/dev/null; then
	pfmt -f csv -k id,title,abstract all | python3 -c '
import csv, json, sys
csv.field_size_limit(1 << 30)
sys.stdin.reconfigure(encoding="utf-8", newline="")
sys.stdout.reconfigure(encoding="utf-8")
for row in list(csv.reader(sys.stdin, strict=True))[1:]:
    print(json.dumps(row, ensure_ascii=False, separators=(",", ":")))' |
		jq -c . | cmp - should
	ok "csv: python3 reads the same values" $?
else
	skip 'csv: python3 reads the same values' 'no python3'
fi
if command -v sqlite3 >/dev/null; then
	pfmt -f csv -k id,title,abstract all >all.csv
	sqlite3 -json :memory: '.import --csv all.csv p' \
		'select id, title, abstract from p' |
		jq -c '.[] | [.id, .title, .abstract]' | cmp - should
	ok "csv: sqlite3 imports the same values" $?
else
	skip 'csv: sqlite3 imports the same values' 'no sqlite3'
fi

printf '%s\n' '{"id":"x:1","title":"","upvotes":null,"authors":[],"code":["https://a.b/c","https://a.b/d"]}' >empty
check 'null and empty are absent; each link has a line' 0 ' 1  x:1
    code     https://a.b/c
    code     https://a.b/d' 'pfmt empty'
yes '{"id":"x:1","title":"aaaa bbbb cccc d"}' | head -n 1000 >thousand
check 'the thousandth number takes its place from the title' 0 20 \
	'COLUMNS=20 pfmt thousand | LC_ALL=C.UTF-8 wc -L | tr -d " "'

plan
