#!/bin/sh
# psort: the order, what has none, files that are read again.
# shellcheck source=tests/lib.sh disable=SC2016
. "${0%/*}/lib.sh"

# ids: those of the papers on standard input, in one line
ids() {
	jq -r .id | tr '\n' ' ' | sed 's/ $//'
}

cat >papers <<'END'
{"id":"a:4","title":"B","upvotes":9,"published":"2025-09-04T10:00:00Z","authors":["Ann Lee","Bo"]}
{"id":"a:2","title":"a","upvotes":10,"published":"2025-09","authors":["Ann Lee"]}
{"id":"a:3","title":"A","upvotes":10,"published":"2025-09-04","score":1.5}
{"id":"a:1","title":"Á","upvotes":-2,"published":"2024","authors":["Ann"],"score":1e2}
{"id":"a:5","score":-0.25}
{"id":"a:6","title":"A\u0000","upvotes":null,"score":0.5}
END

check 'without a member by the ids' 0 'a:1 a:2 a:3 a:4 a:5 a:6' 'psort papers | ids'
check 'numbers by their value, absent and null last' 0 \
	'a:1 a:4 a:2 a:3 a:5 a:6' 'psort -k upvotes papers | ids'
check 'the greatest first, absent last, ties by id' 0 \
	'a:2 a:3 a:4 a:1 a:5 a:6' 'psort -k -upvotes papers | ids'
check '-r is the same' 0 'a:2 a:3 a:4 a:1 a:5 a:6' 'psort -r -k upvotes papers | ids'
check '-r turns - again' 0 'a:1 a:4 a:2 a:3 a:5 a:6' 'psort -k -upvotes -r papers | ids'
check 'fractions, exponents, signs' 0 'a:5 a:6 a:3 a:1 a:2 a:4' 'psort -k score papers | ids'
check 'of dates that agree the coarser first' 0 'a:1 a:2 a:3 a:4 a:5 a:6' \
	'psort -k published papers | ids'
check 'and the other way round' 0 'a:4 a:3 a:2 a:1 a:5 a:6' \
	'psort -k -published papers | ids'
check 'strings by bytes, a NUL is one of them' 0 'a:3 a:6 a:4 a:2 a:1 a:5' \
	'psort -k title papers | ids'
check 'arrays element by element' 0 'a:1 a:2 a:4 a:3 a:5 a:6' 'psort -k authors papers | ids'
check 'arrays, the other way round' 0 'a:4 a:2 a:1 a:3 a:5 a:6' 'psort -k -authors papers | ids'
check 'two members, twice -k' 0 'a:3 a:2 a:4 a:1 a:6 a:5' \
	'psort -k -upvotes -k title papers | ids'
check 'two members in one -k' 0 'a:2 a:3 a:4 a:1 a:6 a:5' \
	'psort -k -upvotes,-title papers | ids'
check 'a member that no paper has' 0 'a:1 a:2 a:3 a:4 a:5 a:6' 'psort -k votes papers | ids'
said 'is named' 'no paper that was read has the member votes'
check 'by the id, the last first' 0 'a:6 a:5 a:4 a:3 a:2 a:1' 'psort -k -id papers | ids'
check 'a name is missing' 2 '' 'psort -k upvotes,, papers'
check 'only - is no name' 2 '' 'psort -k - papers'
check '-n 0 is refused' 2 '' 'psort -n 0 papers'

for first in 1 2 3 5 6 7; do
	for key in upvotes -upvotes published -title authors; do
		psort -k "$key" papers | head -n "$first" >want
		check "-n $first -k $key" 0 "$(cat want)" "psort -n $first -k $key papers"
	done
done

# equal papers stay as they were, in one file and over several
for i in 3 1 2; do echo "{\"id\":\"a:1\",\"upvotes\":1,\"n\":$i}"; done >same
check 'equal ids stay in their order' 0 '312' 'psort -k -upvotes same | jq -j .n'
check 'with -n, too' 0 '31' 'psort -n 2 -k -upvotes same | jq -j .n'
check 'over files' 0 '312312' 'psort -k upvotes same same | jq -j .n'

# the bytes that came in, out of a file, a pipe, a packed file, with -n
printf '\357\273\277  {"id" : "b:2" , "title":"\\u00e9\\/x"}\t\r\n\n{"id":"b:1"}' >odd
printf '{"id":"b:1"}\n  {"id" : "b:2" , "title":"\\u00e9\\/x"}\t\r\n' >want
check 'a line is what it was' 0 "$(cat want)" 'psort odd'
check 'out of a pipe' 0 "$(cat want)" 'cat odd | psort'
check 'a file as standard input' 0 "$(cat want)" 'psort <odd'
# shellcheck disable=SC2034 # read leaves the offset behind the first line
check 'a file whose first line somebody has read' 0 'a:2 a:3' \
	'{ echo first; sed -n 2,3p papers; } >three; { read -r first; psort; } <three | ids'
check '-n' 0 "$(cat want)" 'psort -n 9 odd'
gzip -c odd >odd.gz
check 'a packed file' 0 "$(cat want)" 'psort odd.gz'

# a thousand papers in an order of their own, against sort
awk 'BEGIN { srand(7); for (i = 0; i < 3000; i++)
	printf "{\"id\":\"a:%05d\",\"upvotes\":%d,\"title\":\"%c%c\"}\n", rand() * 100000,
		rand() * 200 - 100, 97 + rand() * 26, 65 + rand() * 26 }' | awk '!seen[$0]++' >many
jq -r '[.upvotes, .title, .id, (. | tojson)] | @tsv' many |
	sort -t "$(printf '\t')" -k 1,1nr -k 2,2 -k 3,3 -s | cut -f 4 >want
check 'as sort has it' 0 "$(cat want)" 'psort -k -upvotes,title many'
check 'as sort has it, the first ones' 0 "$(head -n 50 want)" \
	'psort -n 50 -k -upvotes,title many'
check 'as sort has it, out of a pipe' 0 "$(cat want)" 'cat many | psort -k -upvotes,title'

# what is wrong
printf '%s\n' '{"id":"a:2","upvotes":1}' '{"id":"a:9","upvotes":99' '[]' '{"id":"a:1"}' >bad
check 'bad records are named, the others come' 3 'a:2 a:1' \
	'psort -k -upvotes bad 2>errors >out; s=$?; ids <out; (exit $s)'
check 'each of them' 0 'psort: bad:2 psort: bad:3' \
	'cut -d : -f 1-3 errors | tr "\n" " " | sed "s/ $//"'
check 'with -n a bad record takes no place' 3 'a:2 a:1' \
	'psort -n 2 -k -upvotes bad 2>errors >out; s=$?; ids <out; (exit $s)'
check 'no such file' 3 'a:1 a:2 a:3 a:4 a:5 a:6' \
	'psort none papers >out; s=$?; ids <out; (exit $s)'
said 'is named' '^psort: none: '
echo '{"url":"x","body":"y"}' >document
check 'a document' 2 '' 'psort document'
check 'an empty file' 0 '' 'psort -k upvotes /dev/null'
quiet 'is nothing to speak of'
check 'full' 2 '' 'psort papers >/dev/full'
check '-o, in place' 0 'a:1 a:2 a:3 a:4 a:5 a:6' 'cp papers it; psort -o it it; ids <it'
check '-o stays as it was with status 3' 3 'old' 'echo old >it; psort -o it bad 2>/dev/null; s=$?; cat it; (exit $s)'
check '--partial' 3 'a:2 a:1' 'psort -k -upvotes -o it --partial bad 2>/dev/null; s=$?; ids <it; (exit $s)'

# a file that is cut behind its back: who opens a FIFO has left the file before
cp papers cut
mkfifo more
psort ./cut ./more >out 2>stderr &
pid=$!
exec 3>./more
: >./cut
exec 3>&-
wait "$pid"
[ $? = 2 ]
ok 'a file that changed ends it' $?
said 'and is named' '^psort: \./cut: it changed'

plan
