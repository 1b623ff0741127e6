#!/bin/sh
# pparse: cases as data, then what holds for every input.
. "${0%/*}/lib.sh"

# same NAME WANTED GOT: are the files equal? WANTED may be missing: empty
same() {
	wanted=$2
	[ -f "$wanted" ] || wanted=/dev/null
	if cmp -s "$wanted" "$3"; then
		ok "$1" 0
		return
	fi
	ok "$1" 1
	diff "$wanted" "$3" | sed 's/^/# /'
}

# A folder of tests/cases/pparse is a case: pparse reads its files input.* in
# their order, with the options in args, and must write expected and stderr
# (neither: nothing) with the status in status (none: 0).
for folder in "$top"/tests/cases/pparse/*/; do
	name=${folder%/} name=${name##*/} status=0 wanted=0 args=
	[ ! -f "$folder/status" ] || read -r wanted <"$folder/status"
	[ ! -f "$folder/args" ] || args=$(cat "$folder/args")
	# shellcheck disable=SC2086 # args are words
	(cd "$folder" && exec pparse $args input.*) >got 2>said || status=$?
	[ "$status" = "$wanted" ]
	ok "$name: status $status" $?
	same "$name: papers" "$folder/expected" got
	same "$name: messages" "$folder/stderr" said
done

papers=$top/tests/cases/pparse/hf-2025/expected
# shellcheck disable=SC2034 # in the commands of check
list=$top/tests/cases/pparse/hf-2025/input.json
hostile=$top/tests/cases/pparse/hf-hostile/input.json

# What it writes it reads, and passes on as it is.
cat "$top"/tests/cases/pparse/*/expected | grep '^{' >all
pparse all >again 2>said
same 'its own output passes: papers' all again
same 'its own output passes: messages' /dev/null said
jq -c . all >/dev/null
ok 'jq reads every line' $?
jq -r 'to_entries[] | select(.value == null or .value == "" or .value == [])' \
	"$top"/tests/cases/pparse/hf*/expected >empty
same 'a member that is not known is absent' /dev/null empty
jq -s -c '.[]' all | pparse >compact
jq -c . all >lines
same 'papers over lines are put on one' lines compact

# Input and output
check 'standard input' 0 "$(cat "$papers")" 'pparse <$list'
check 'standard input as -' 0 "$(cat "$papers")" 'pparse - <$list'
check 'an empty input' 0 '' 'pparse </dev/null'
quiet 'an empty input is no failure'
check 'a file that is not there' 3 "$(cat "$papers")" 'pparse none $list'
said 'a file that is not there: said' '^pparse: none: No such file'
check 'a folder' 3 '' 'pparse .'
said 'a folder: said' '^pparse: \.: Is a directory$'
check 'an output that is full' 2 '' 'pparse $list >/dev/full'
said 'an output that is full: said' '^pparse: standard output: No space'
check 'a reader that leaves' 0 "$(head -n 1 all)" \
	'yes "$(cat all)" | pparse | head -n 1'
quiet 'a reader that leaves: silent'
printf '%s\n' '[' '1' ']' 'x' '{' >values
check 'what stands behind a value' 3 '' 'pparse values'
check '-o' 0 '' 'pparse -o out $list'
same '-o: papers' "$papers" out
printf old >out
check '-o after a failure' 3 '' 'pparse -o out none $list'
check '-o after a failure leaves the file' 0 old 'cat out'
check '--partial' 3 '' 'pparse --partial -o out none $list'
same '--partial: papers' "$papers" out

# Options
check 'a kind that is none' 2 '' 'pparse -f nonsense $list'
check 'an address that is none' 2 '' 'pparse -u file:///etc/passwd $list'
check '-f is believed' 3 '' 'pparse -f page $list'
check '--format, --url' 0 "$(cat "$papers")" \
	'pparse --format hf --url=https://huggingface.co/api/daily_papers $list'
sed -n 's/^	{"\([a-z0-9-]*\)", *[a-z0-9_]*_sniff,.*/\1/p' \
	"$top/cmd/pparse/kinds.c" >rows
sed -n '/^The kinds of bodies/,/^\.El/s/^\.It Cm //p' \
	"$top/man/sheaf-pparse.1" >listed
[ -s rows ]
ok 'there are kinds' $?
same 'the page lists the kinds of the table, in its order' rows listed
while read -r kind; do
	pparse -f "$kind" </dev/null
	ok "-f $kind" $?
done <rows

# Limits
check 'nesting that is too deep' 3 "$(cat "$papers")" \
	'{ head -c 1000 /dev/zero | tr "\0" "["; echo; cat $list; } | pparse'
said 'nesting that is too deep: said' '^pparse: standard input:1: not JSON: '
long() { # a paper with a title of 65 MiB
	printf '{"id":"pmid:1","title":"'
	head -c 68157440 /dev/zero | tr '\0' x
	printf '"}\n{"id":"pmid:2"}\n'
}
check 'a record over the limit' 3 '{"id":"pmid:2"}' 'long | pparse'
said 'a record over the limit: said' ':1: longer than 64 MiB$'
bomb() { # 65 MiB of white space, and a list
	{
		printf '['
		head -c 68157440 /dev/zero | tr '\0' ' '
		printf ']'
	} | gzip -c
}
check 'a gzip body over the limit' 3 '' 'bomb | pparse'
said 'a gzip body over the limit: said' ': longer than 64 MiB$'
huge() { # a feed of more than 1 GiB of blanks
	printf '<feed xmlns="http://www.w3.org/2005/Atom">' | gzip -c
	head -c 33554432 /dev/zero | tr '\0' ' ' | gzip -c >blanks
	cat blanks blanks blanks blanks >blanks4
	cat blanks4 blanks4 blanks4 blanks4 blanks4 blanks4 blanks4 blanks4 blanks
}
check 'gzip that never ends' 3 '' 'huge | pparse'
grep -q ': gzip: it holds more than 1 GiB$' stderr
ok 'gzip that never ends: said' $?

# Controls never come out.
pparse "$hostile" | LC_ALL=C grep -c "$(printf '[\001-\011\013-\037\177]')" \
	>controls
check 'no control character' 0 0 'cat controls'

# Captured files: every member of every item, by a second reading with jq.
if [ -d "$data/hf_daily_api" ]; then
	cp "$fixtures/hf.jq" .
	jq -c 'map(objects | del(.paper.summary))' "$data"/hf_daily_api/*.json \
		>bare
	jq -L . -S -c 'include "hf"; .[] | item | arrays' bare >want
	pparse bare | jq -L . -S -c 'include "hf"; arrays' >got
	same 'captured lists: every member' want got
	check 'captured lists: items' 0 926 'wc -l <got | tr -d " "'
	jq -L . -r 'include "hf"; .[] | objects | item | .abstract[0]' \
		"$data"/hf_daily_api/*.json >want
	pparse "$data"/hf_daily_api/*.json 2>said | jq -r .abstract >got
	same 'captured lists: abstracts' want got
	check 'captured lists: items that are strings' 0 22 \
		'grep -c ": item [0-9]*: not an object$" said'
	check 'captured lists: other messages' 1 '' \
		'grep -v ": item [0-9]*: not an object$" said'
else
	skip 'captured lists' 'no data'
fi

page=$data/hf_html/hf_papers_2024-08.html
if [ -f "$page" ]; then
	grep -o 'data-target="DailyPapers" data-props="[^"]*"' "$page" |
		sed 's/.*data-props="//; s/"$//; s/&quot;/"/g; s/&#39;/'"'"'/g
			s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' >props
	jq -L . -S -c 'include "hf"; (.date[:10]) as $day | .dailyPapers[] |
		item | .listed = [$day] | arrays | del(.code, .project)' props >want
	pparse "$page" |
		jq -L . -S -c 'include "hf"; arrays | del(.code, .project)' >got
	same 'captured page: every member' want got
	check 'captured page: items' 0 "$(jq '.dailyPapers | length' props)" \
		'wc -l <got | tr -d " "'
else
	skip 'captured page' 'no data'
fi

text=$data/page/daily-papers.txt
if [ -f "$text" ]; then
	pparse "$text" >got
	check 'text page: 44 papers' 0 44 'jq -r .id got | sort -u | grep -c ^title:'
	awk 'NF' "$text" | sed '1,/^byAK/d' | sed 1d >want
	jq -r '.title, .abstract' got >lines
	same 'text page: titles and abstracts' want lines
	check 'text page: code' 0 'https://github.com/ChenLiu-1996/DiffusionSpectralEntropy
https://github.com/Nandan91/entropy-guided-attention-llm
https://github.com/xu-ji/information-bottleneck
https://github.com/ml-jku/hopfield-layers
https://github.com/SJYuCNEL/Cauchy-Schwarz-Information-Bottleneck
https://github.com/LeavesLei/activation-code
https://github.com/SriramB-98/blindspots-neurips-sub
https://github.com/ilabcode/pyhgf' 'jq -r ".code[]?" got'
	check 'text page: project' 0 'https://bit.ly/grok-adversarial' \
		'jq -r ".project // empty" got'
	check 'text page: no day without -u' 0 false \
		'jq "has(\"listed\")" got | sort -u'
	check 'text page: the day of -u' 0 2025-09-05 'pparse -u \
		https://huggingface.co/papers/date/2025-09-05 $text |
		jq -r .listed | sort -u'
else
	skip 'text page' 'no data'
fi

plan
