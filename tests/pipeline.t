#!/bin/sh
# The whole line: pfetch | pparse | pgrep | pfmt.
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"

day=$fixtures/hf-daily-2025-09-05.json
SOURCE_DATE_EPOCH=1757073600
export SOURCE_DATE_EPOCH

# The fixtures, and what is shipped of them
same() { # NAME FILE COMMAND: COMMAND writes what FILE holds
	check "$1" 0 '' "$3 >got && diff $2 got"
}
papers=$fixtures/papers.jsonl
same 'the shipped papers are what pparse makes of the shipped sources' \
	"$papers" 'pparse "$day" "$fixtures/arxiv-two.xml"'
pparse "$day" >want
same 'the page gives the same papers as the API' want \
	'pparse "$fixtures/hf-daily-2025-09-05.html"'
same 'a body travels as it is' want 'pfetch "$day" | pparse'
same 'papers come through pparse as they are' "$papers" 'pparse "$papers"'

# The same from a server, and what a server can do wrong
mkdir net
cd net || exit 1
huggingface
pgrep -i diffusion ../want | pfmt >shown
same 'the whole line, from a server' shown \
	'pfetch hf:daily/2025-09-05 | pparse | pgrep -i diffusion | pfmt'
check 'a day without papers is no failure' 0 '' \
	'pfetch hf:daily/2025-09-06 | pparse'
quiet 'a day without papers: no message'
check 'a range of days' 0 10 \
	'pfetch hf:daily/2025-09-05..2025-09-07 | pparse | wc -l'

printf 'HTTP/1.1 404 Not Found\nContent-Length: 0\n\n' >gone
printf 'HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 90000\n\n[{"paper":' >half
printf '%s\n' 'GET /gone gone' 'GET /half half' >routes
answer routes
url=http://127.0.0.1:$port
answer /dev/null # whose port is closed again
kill "${servers##* }"
wait "${servers##* }" 2>/dev/null || :
for request in "$url/gone" "$url/half" "http://127.0.0.1:$port/refused"; do
	what=${request##*/}
	check "$what: pfetch's status" 3 '' "pfetch '$request' >failed"
	said "$what: one line, with the address" "^pfetch: $request: "
	check "$what: an error document" 0 "$request" \
		'jq -r "select(.error and (.body|not)) | .url" failed'
	check "$what: pparse's status" 3 '' 'pparse failed'
	quiet "$what: pparse repeats no message"
	check "$what: in a pipeline" 3 "$(cat ../want)" \
		"pfetch '$request' '$day' | pparse"
	said "$what: in a pipeline, one line" "^pfetch: $request: "
done
cd ..

# -o FILE: kept when nothing changed, replaced when something did
cp "$day" day
cp "$papers" papers
touch -t 200101010001 stamp
kept() { # NAME: out is as old as it was
	[ -s out ] && [ -z "$(find out -newer stamp)" ]
	ok "$1" $?
}
replaced() { # NAME: out is new
	[ -n "$(find out -newer stamp)" ]
	ok "$1" $?
}
output() { # COMMAND FILE FROM TO: COMMAND writes out, from FILE
	name=${1%% *}
	cp "$2" saved
	rm -f out
	check "$name -o: written" 0 '' "$1"
	touch -t 200101010000 out
	check "$name -o: again" 0 '' "$1"
	kept "$name -o: the same bytes keep the time stamp"
	sed "s/$3/$4/" saved >"$2"
	check "$name -o: from another input" 0 '' "$1"
	replaced "$name -o: other bytes replace the file"
	[ "$(ls)" = "$before" ]
	ok "$name -o: leaves no file behind" $?
	mv saved "$2"
}
: >out
cp day saved
before=$(ls)
output 'pfetch -o out ./day' day 'Dense Geometry' 'Sparse Geometry'
output 'pparse -o out day' day 'Dense Geometry' 'Sparse Geometry'
output 'pgrep --output out -i geometry papers' papers 'Dense G' 'Sparse G'
output 'pfmt -o out papers' papers 'Dense G' 'Sparse G'

{
	cat papers
	echo '{"id":'
} >broken
jq -c '. + [1]' day >broken-day
partial() { # PROGRAM COMMAND
	echo old >out
	check "$1 -o, a record failed: status 3" 3 '' "$2"
	[ "$(cat out)" = old ]
	ok "$1 -o, a record failed: the old file stays" $?
	check "$1 --partial, a record failed: status 3" 3 '' "$2 --partial"
	[ "$(wc -l <out)" -gt 1 ]
	ok "$1 --partial, a record failed: the file is replaced" $?
}
partial pparse 'pparse -o out broken-day'
partial pgrep "pgrep --output out '' broken"
partial pfmt 'pfmt -o out broken'

cp papers inplace
check 'pgrep: the output may be the input' 0 '' \
	'pgrep -i diffusion --output inplace inplace'
[ "$(cat inplace)" = "$(pgrep -i diffusion papers)" ]
ok 'pgrep: the output may be the input: right' $?

# make: what did not change rebuilds nothing
cat >makefile <<'END'
list.md: hits
	pfmt -f markdown -o $@ $<
hits: papers
	pgrep -i --output $@ diffusion $< || [ $$? = 1 ]
papers: documents
	pparse -o $@ $<
documents: FORCE
	pfetch -o $@ ./day
FORCE:
END
rm papers
unset MAKEFLAGS MFLAGS MAKELEVEL
make 2>&1 | cut -d ' ' -f 1 >ran
check 'make: everything at first' 0 'pfetch
pparse
pgrep
pfmt' 'cat ran'
check 'make: the source is asked again, and that is all' 0 \
	'pfetch -o documents ./day' 'make'
sed 's/"upvotes": 25/"upvotes": 26/' day >new
mv new day
make 2>&1 | cut -d ' ' -f 1 >ran
check 'make: a change stops where it makes no difference' 0 'pfetch
pparse
pgrep' 'cat ran'

# A title that would like to have an effect
hostile='a\u001b]0;x\u0007b\rc\u009b31md\u202ee <b>f</b> [g](javascript:h) `i` *j*'
printf '%s\n' "[{\"paper\":{\"id\":\"2509.00001\",\"summary\":\"$hostile\",
\"authors\":[{\"name\":\"$hostile\"}]},\"title\":\"$hostile\"}]" >hostile
# the characters that must not come through, as bytes
esc=$(printf '\033') bel=$(printf '\007') cr=$(printf '\r')
csi=$(printf '\302\233') rlo=$(printf '\342\200\256')
harmless() { # NAME COMMAND: what it writes has none of them, but has the letters
	status=0
	eval "$2" >out 2>&1 || status=$?
	grep -q -e "$esc" -e "$bel" -e "$cr" -e "$csi" -e "$rlo" out
	ok "hostile title, $1: without effect" "$((1 - $?))"
	letters=$(tr -dc 'abcde' <out)
	case $letters in *abcde*) ok "hostile title, $1: the text is there" 0 ;;
	*) ok "hostile title, $1: the text is there" 1 ;;
	esac
}
for format in text markdown; do
	harmless "$format" "pfetch ./hostile | pparse | pgrep '' | pfmt -f $format"
done
harmless template "pfetch ./hostile | pparse | pfmt -t '{title}\t{authors}'"
printf '%s\n' "{\"id\":\"a:1\",\"title\":\"$hostile\"}" >paper
for format in text markdown; do
	harmless "$format from a paper" "pfmt -f $format paper"
done
harmless 'template from a paper' "pfmt -t '{title}' paper"
harmless 'a message' "pfmt \"\$(jq -r .title paper)\""
check 'hostile title, markdown: no link, no markup' 0 '' \
	"pfmt -f markdown paper | grep -E '(^|[^\\\\])(\\[g|<b|\`i|\\*j)'; :"

# One's own library of Zotero is what prank learns from; then its increments.
jq -c '[.[0]]' "$top/tests/cases/pparse/zotero/input.json" |
	reply library1 '200 OK' 'Content-Type: application/json' 'Total-Results: 1'
jq -c '[.[0] | .version = 50 | .data.title = "Attention, once more"]' \
	"$top/tests/cases/pparse/zotero/input.json" |
	reply library2 '200 OK' 'Content-Type: application/json' 'Total-Results: 1'
cat >routes <<'END'
GET /users/1/items/top?v=3&limit=100 library1
GET /users/1/items/top?v=3&limit=100&since=41 library2
END
answer routes
export SHEAF_ZOTERO_ENDPOINT="http://127.0.0.1:$port" XDG_RUNTIME_DIR="$PWD"
pfetch -o documents zotero:users/1/items && pparse -o library documents
for title in Cells 'Mice in mazes' 'A network of attention' 'Attention to networks'; do
	jq -cn --arg title "$title" '{id: "title:\($title)", $title}'
done >day
check 'a Zotero library as what is liked' 0 '["A network of attention","Attention to networks"]' \
	'prank -n 2 -l library day | jq -cs "map(.title) | sort"'
check 'its increment' 0 '1 Attention, once more' \
	'since=$(jq -r .body documents | jq -s "map(.[].version) | max")
	pfetch zotero:users/1/items/$since.. | pparse | puniq -m - library -o library
	echo "$(wc -l <library) $(jq -r .title library)"'

# Killed by a reader that leaves, and output that cannot be written
i=0
while [ $i -lt 200 ]; do
	sed "s/arxiv:25/arxiv:$i/" "$papers"
	i=$((i + 1))
done >many
jq -c -n '[range(2000)|{paper:{id:"2509.\(10000 + .)",
	summary:("words " * 100)},title:"Title \(.)"}]' >many-day
for command in 'pfetch ./many-day' 'pparse many-day' "pgrep '' many" 'pfmt many'
do
	name=${command%% *}
	check "$name: a full device: status 2" 2 '' "$command >/dev/full"
	said "$name: a full device: says so" "^$name: standard output: No space"
	check "$name: a reader that leaves" 0 141 \
		"{ status=0; $command || status=\$?; echo \$status >&3; } 3>left |
			head -c 1 >/dev/null; cat left"
	quiet "$name: a reader that leaves: silence"
done

check 'a closed standard output is an output that fails' 2 '' \
	'pfetch "$fixtures/hf-daily-2025-09-05.json" >&-'
said 'it is named' '^pfetch: standard output: Bad file descriptor$'

plan
