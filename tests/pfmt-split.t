#!/bin/sh
# pfmt --split: a file per day, category or paper
. "${0%/*}/lib.sh"

cat >papers <<'END'
{"id":"arxiv:2509.00001","title":"One","authors":["A B"],"listed":"2025-09-01","categories":["cs.LG","cs.CL"],"upvotes":1}
{"id":"arxiv:2509.00002","title":"Two","authors":["C D"],"listed":"2025-09-02","categories":["cs.CL"]}
{"id":"doi:10.1000/x/y","title":"Three","listed":"2025-09-01"}
{"id":"pmid:1","title":"Four","authors":["E F"],"categories":["cs.LG"]}
END

# files: the names of all below the working folder that are older than nothing
files() {
	find . -type f -name '*.*' | sort
}

# Days
mkdir a && cd a || exit 1
check 'a file a day, each is named' 0 'days/2025-09-01.md
days/2025-09-02.md
days/none.md' "pfmt -f markdown --split 'days/{listed}.md' ../papers"
quiet 'without a word'
check 'and nothing else is there' 0 './days/2025-09-01.md
./days/2025-09-02.md
./days/none.md' files
grep '"2025-09-01"' ../papers | pfmt -f markdown | cmp - days/2025-09-01.md
ok 'papers of a day that do not follow one another are in one file, in order' $?

# Files change only with their papers
touch -t 202001010000 days/*
check 'the same again: nothing is written' 0 '' \
	"pfmt -f markdown --split 'days/{listed}.md' ../papers; find . -name '*.md' -newer ../papers"
check 'a paper more: its day is written' 0 'days/2025-09-02.md
./days/2025-09-02.md' "{ cat ../papers; echo '{\"id\":\"a:1\",\"listed\":\"2025-09-02\"}'; } |
	pfmt -f markdown --split 'days/{listed}.md'
	find . -name '*.md' -newer ../papers"
check 'a day without papers keeps its file' 0 '3' \
	"head -n 1 ../papers | pfmt -f markdown --split 'days/{listed}.md' >/dev/null
	find days -type f | wc -l | tr -d ' '"
cd .. || exit 1

# Each format is whole in each file
for format in text json jsonl markdown html atom jsonfeed slack discord csv tsv ris csl bibtex biblatex; do
	mkdir "f-$format"
	pfmt -f "$format" --split "f-$format/{listed}" papers >/dev/null
	grep '"2025-09-01"' papers | pfmt -f "$format" | cmp - "f-$format/2025-09-01" &&
		sed -n 2p papers | pfmt -f "$format" | cmp - "f-$format/2025-09-02"
	ok "$format: a file is what its papers alone would be" $?
done
for id in 1 2; do
	echo "{\"id\":\"a:$id\",\"title\":\"Same\",\"authors\":[\"A B\"],\"published\":\"2020\",\"listed\":\"2025-09-0$id\"}"
done >same
check 'citation keys clash in their own file only' 0 '@misc{b2020same,
@misc{b2020same,' "pfmt -f bibtex --split 'k/{listed}' same >/dev/null; grep -h '^@' k/*"
pfmt -t '{#} {title}' --split 't/{categories}.txt' papers >/dev/null
check 'a template, by category: the first one counts' 0 't/cs.CL.txt:1 Two
t/cs.LG.txt:1 One
t/cs.LG.txt:2 Four
t/none.txt:1 Three' 'grep "" t/*'
check 'a file per paper' 0 'n/arxiv-2509.00001.md
n/arxiv-2509.00002.md
n/doi-10.1000-x-y.md
n/pmid-1.md' "pfmt -f markdown --split 'n/{id}.md' papers"
check 'by week' 0 'w/2025-W36
w/none' "pfmt --split 'w/{listed:%G-W%V}' papers"

# A pipe is as good as a file, and so are several
pfmt -f csv --split 'p/{listed}' papers >p1
head -n 2 papers >p2
sed '1,2d' papers | pfmt -f csv --split 'q/{listed}' p2 - >/dev/null
check 'files and standard input make the same' 0 '' 'diff -r p q'

# Names
hostile() { # NAME TITLE WANTED
	rm -rf h && mkdir -p h/h
	jq -nc --arg t "$2" '{id: "a:1", title: $t}' >hostile
	check "a name from $1" 0 "x/$3.md" \
		"cd h/h && pfmt -t x --split 'x/{title}.md' ../../hostile; cd ../.."
	[ "$(find h -type f | wc -l)" = 1 ] && [ -f "h/h/x/$3.md" ]
	ok "$1: one file, in its place" $?
}
hostile 'a path up' '../../../etc/passwd' '_.-..-..-etc-passwd'
hostile 'dots' '..' '_.'
hostile 'a dot' '.' '_'
hostile 'an absolute path' '/etc/passwd' '-etc-passwd'
hostile 'controls' "$(printf 'a\033]0;x\007b\nc\177d\302\233e')" 'a]0;xb cde'
hostile 'bidi controls' "$(printf 'a\342\200\256b')" 'ab'
hostile 'an option' '-rf' '_rf'
hostile 'a hidden file' '.profile' '_profile'
hostile 'what Windows does not take' 'C:\a*b?c"d<e>f|g' 'C--a-b-c-d-e-f-g'
hostile 'a shell' "\$(touch x); \`y\` 'z' & #" "\$(touch x); \`y\` 'z' & #"
hostile 'blanks' '   ' 'none'
hostile 'letters of anybody' 'Žižkov 研究者' 'Žižkov 研究者'
hostile 'a NUL' "$(printf 'a\\0b')" 'a-0b'
echo '{"id":"a:1","title":"a\u0000/\ud800b"}' >lone
rm -rf x
check 'a name from a NUL and half a character' 0 'x/a-�b' \
	"pfmt --split 'x/{title}' lone"

characters=$(awk 'BEGIN { for (i = 0; i < 300; i++) printf "研" }')
jq -nc --arg t "$characters" '{id: "a:1", title: $t, authors: [$t, "x"]}' >long
pfmt -t x --split 'l/{title}.md' long >got
[ "$(wc -c <got)" -le 240 ] && [ -f "$(cat got)" ] && iconv -f UTF-8 -t UTF-8 got >/dev/null
ok 'a long name is cut at a character' $?
check 'two long ones fit, too' 0 1 \
	"pfmt -t x --split 'l/{authors} {title}.md' long | wc -l | tr -d ' '"
{
	cat long
	sed 1q papers
} >two
text=$(printf '%0240d' 0)
check 'a name that cannot be is named, and no file is written' 3 '' \
	"pfmt -t x --split 'o/{title}$text' two"
[ "$(grep -c '^pfmt: two:[12]: the name of its file is too long$' stderr)" = 2 ] && [ ! -e o ]
ok 'with its place' $?
check 'no name' 3 '' "pfmt -t x --split '{?upvotes}v/{upvotes}{/}' two"
said 'is named' '^pfmt: two:1: its file has no name$'

check 'standard output is no file' 3 '' "pfmt -t x --split - long"

# Failures
printf '%s\n' 'null' >>two
check 'with status 3 nothing is written' 3 '' "pfmt -t x --split 'u/{id}' two"
said 'and the line is named' '^pfmt: two:3: '
[ ! -e u ]
ok 'no folder either' $?
check 'save with --partial' 3 'u/a-1
u/arxiv-2509.00001' "pfmt -t x --split 'u/{id}' --partial two"
check 'no papers, no files' 0 '' "pfmt --split 'e/{id}' </dev/null && ! ls e 2>/dev/null"
: >plain
check 'a file where a folder should be' 2 '' "pfmt --split 'plain/{id}' papers"
said 'is named' '^pfmt: plain: Not a directory|^pfmt: plain/'
check 'a folder where a file should be' 2 '' "pfmt --split 'f-csv' papers"
said 'is named' '^pfmt: f-csv: Is a directory'
check 'those written before are listed' 2 'm/arxiv-2509.00001' \
	"mkdir -p m/arxiv-2509.00002; pfmt --split 'm/{id}' papers"
check '-o and --split exclude each other' 2 '' "pfmt -o x --split '{id}' papers"
check 'a wrong template' 2 '' "pfmt --split 'x/{id' papers"
[ "$(sed -n 1p stderr)" = 'pfmt: --split: character 3: { without }; write \{ for a brace' ]
ok 'with its place' $?
check 'one file of them all' 0 'all.txt' "pfmt -t '{id}' --split all.txt papers"
check 'has them all' 0 4 'wc -l <all.txt | tr -d " "'

# Many files: one is open at a time
awk 'BEGIN { for (i = 0; i < 300; i++) printf "{\"id\":\"a:%d\"}\n", i % 150 }' >many
check 'more files than may be open' 0 150 "(ulimit -n 16 && pfmt --split 'y/{id}' many) | wc -l | tr -d ' '"
check 'with all their papers' 0 2 "grep -c a:7 y/a-7"

plan
