#!/bin/sh
# shellcheck source=tests/lib.sh disable=SC2016
. "${0%/*}/lib.sh"

# ids: those of the papers on standard input, in one line
ids() {
	sed 's/^{"id":"\([^"]*\)".*/\1/' | tr '\n' ' ' | sed 's/ $//'
}

cat >papers <<'EOF'
{"id":"a:1","title":"Diffusion for video","authors":["Geoffrey Hinton","Ann Lee"],"abstract":"First lines.\n\nThen \u00e9tudes in 2025.","categories":["cs.LG","cs.CV"],"upvotes":12,"code":["https://github.com/a/b"]}
{"id":"a:2","title":"Schr\u00f6dinger bridges","authors":["Annie Leeds"],"abstract":"A diffusion \"process\" with a_b and $x^2$.","categories":["cs.CV"],"upvotes":2}
{"id":"a:3" , "title" : "Élan vital" , "abstract":"Nothing here of it", "categories":["cs.LG"], "deleted":true}
{"id":"a:4","abstract":"no title: diffusion"}
{"id":"a:5","title":"C++ and (parentheses] @home","upvotes":112}
EOF

# select NAME IDS ARGS...: which papers, and status 0 or, for none, 1
select_ids() {
	name=$1 want=$2
	shift 2
	status=0
	pgrep "$@" papers >out 2>stderr || status=$?
	[ -n "$want" ]
	if [ "$status" = $? ] && [ "$(ids <out)" = "$want" ]; then
		ok "$name" 0
	else
		ok "$name" 1
		echo "# status $status: $(ids <out) instead of $want"
		sed 's/^/# stderr /' stderr
	fi
}

select_ids 'a pattern, on title and abstract' 'a:2 a:4' diffusion
select_ids '-i' 'a:1 a:2 a:4' -i DIFFUSION
select_ids '-i beyond ASCII' 'a:3' -i 'éLAN'
select_ids 'escapes of JSON are undone' 'a:2' 'schr.dinger|Schrödinger'
select_ids 'so are those of quotes' 'a:2' '"process"'
select_ids 'a paragraph is two line feeds' 'a:1' 'lines\.\n\nThen'
select_ids 'the dot is any character' 'a:1' 'First.*2025'
select_ids '^ is the start of the value, of no line' '' '^Then'
select_ids '$ is its end' 'a:1' 'video$'
select_ids 'not before an LF' '' 'lines\.$'
select_ids 'an alternative' 'a:1 a:3' 'video|vital'
select_ids 'a look ahead' 'a:2' '^(?=.*process)(?=.*diffusion)'
select_ids 'a class of Unicode' 'a:3' '^\p{Lu}lan\b'
select_ids 'nothing is found' '' zebra
select_ids '-v' 'a:1 a:3 a:5' -v diffusion
select_ids '-w' 'a:1' -i -w 'étude|lines'
select_ids '-w: not inside of a word' '' -w 'iffusion|étude'
select_ids '-w: _ belongs to words' '' -w 'b'
select_ids '-w: as grep, not as \b' 'a:5' -w '@home'
select_ids '-w: shorter matches are tried' 'a:5' -w 'home|hom|h'
select_ids '-w with an open \Q' 'a:2' -w '\Qa_b'
select_ids '-w: a letter beyond ASCII is one' '' -w 'lan vital'
select_ids '-x' 'a:1' -x 'Diffusion.*(video|nothing)'
select_ids '-x: the whole value' '' -x 'Diffusion'
select_ids '-x: a shorter alternative first' 'a:1' -x 'Diffusion|Diffusion for video'
select_ids '-x wins over -w' 'a:5' -w -x '.*@home'
select_ids '-F' 'a:5' -F '(parentheses]'
select_ids '-F -i' 'a:5' -F -i 'c++ AND ('
select_ids '-F -w' 'a:2' -F -w 'x^2'
select_ids '-F -x' 'a:3' -F -x 'Élan vital'
select_ids '-F -x: not a part' '' -F -x 'Élan'
select_ids '-F -x -i' 'a:3' -Fxi 'éLAN VITAL'
select_ids '-F: a backslash is one' '' -F '\p'
select_ids 'two -e' 'a:1 a:3' -e video -e vital
select_ids 'a pattern of two lines' 'a:1 a:3' 'video
vital'
select_ids '-F -x of two lines' 'a:1 a:3' -F -x 'Élan vital
Diffusion for video'
select_ids '-E -P -G change nothing' 'a:1' -E -P -G 'vide[o]$'
select_ids 'an empty pattern: who has the member' 'a:1 a:2 a:3 a:5' -k title ''
select_ids 'and -v: who has not' 'a:4' -v -k title ''
select_ids 'a pattern that begins with -' '' -e -i
select_ids 'options behind operands' 'a:1 a:2 a:4' DIFFUSION -i
select_ids '--' '' -- -i
select_ids '-m' 'a:1' -m 1 -i diffusion
select_ids '-m 0' '' -m 0 diffusion
select_ids '--max-count=2' 'a:1 a:2' --max-count=2 -i diffusion

select_ids '-k: one other member' 'a:3' -k id a:3
select_ids '-k: an array, element by element' 'a:1' -k authors -x 'Ann Lee'
select_ids '-k: no match over two elements' '' -k authors 'Hinton.*Ann'
select_ids '-k: every element' 'a:1 a:2' -k categories -Fx cs.CV
select_ids '-k: a number as it is written' 'a:1 a:5' -k upvotes '12$'
select_ids '-k: true' 'a:3' -k deleted true
select_ids '-k: several' 'a:2 a:5' -k authors,upvotes 'Annie|112'
select_ids '-k twice' 'a:2 a:5' -k authors -k upvotes 'Annie|112'
select_ids '-k: absent does not match -v' 'a:2 a:3 a:4 a:5' -k upvotes -v -x 12
check '-k: a name that no paper has' 1 '' 'pgrep -k absrtact x papers'
said 'is said once' 'pgrep: no paper .*absrtact$'
check '-k: without a paper nothing is said' 1 '' 'pgrep -k absrtact x </dev/fd/0 <<-EOF
EOF'
quiet 'about the name'
check '-k: a name too few' 2 '' 'pgrep -k title,,id x papers'

# trap 35
: >empty
printf 'diffusion\r\nzebra' >dos
printf '\n' >blank
printf '\357\273\277vital\n' >bom
select_ids '-f: no line matches nothing' '' -f empty
select_ids 'and everything with -v' 'a:1 a:2 a:3 a:4 a:5' -v -f empty
select_ids '-F -x -f: no line' '' -F -x -f empty
select_ids '-f: CR LF' 'a:2 a:4' -f dos
select_ids '-f: an empty line' 'a:1 a:2 a:3 a:4 a:5' -f blank
select_ids '-F -x -f: an empty line is an empty value' '' -F -x -f blank
select_ids '-f: a byte order mark' 'a:3' -f bom
select_ids '-f and -e' 'a:2 a:3 a:4' -f dos -e vital
check '-f -' 0 'a:3' 'echo a:3 | pgrep -k id -Fx -f - papers | ids'
check '-f: a file that is not there' 2 '' 'pgrep -f nowhere papers'
said 'is named' '^pgrep: nowhere: '
awk 'BEGIN { for (i = 0; i < 100000; i++) print "b:" i; print "a:4" }' >many
select_ids '-F -x -f of 100,000 lines' 'a:4' -k id -Fx -f many

# statuses
for option in n H h r z; do
	check "-$option is unknown" 2 '' "pgrep -$option x papers"
done
check '-o is refused' 2 '' 'pgrep -o x papers'
grep -q -- --output stderr
ok 'and what to use is said' $?
check 'no pattern' 2 '' 'pgrep </dev/null'
check 'a pattern that is none' 2 '' 'pgrep "a(b" papers'
said 'is said, with its place' '^pgrep: a\(b: behind character 3: '
check 'the place with -w' 2 '' 'pgrep -w "a[b" papers'
said 'is the same' '^pgrep: a\[b: behind character 3: '
printf 'ok\nö(\n' >bad
check 'in a file' 2 '' 'pgrep -e x -f bad papers'
said 'with its line' '^pgrep: bad:2: behind character 2: '
check 'no way out of the group of -w' 2 '' 'pgrep -w "a)|(b" papers'
check 'a pattern that is not UTF-8' 2 '' 'pgrep "$(printf "a\\377")" papers'
said 'is said without its bytes' '^pgrep: a\\xFF: '
check 'a file that is not there' 3 '' 'pgrep vital nowhere papers >out'
said 'is named' '^pgrep: nowhere: No such file'
check 'and the others are read' 0 'a:3' 'ids <out'
check '-s' 3 '' 'pgrep -s vital nowhere papers >out'
quiet 'does not name it'
check '3 wins over 1' 3 '' 'pgrep zebra nowhere papers'
check 'a folder' 3 '' 'pgrep vital . papers >out'
said 'is named' '^pgrep: \.: Is a directory'
echo '{"url":"https://e.org/","body":"x"}' >document
check 'documents are no papers' 2 '' 'pgrep x document'
said 'and what to do is said' 'document'
check 'no input at all' 2 '' 'pgrep x </dev/null'
said 'is no empty list' "procps' pgrep"
check 'but an empty file is' 1 '' 'pgrep x <empty'
check 'and so is /dev/null by name' 1 '' 'pgrep x /dev/null'
if command -v script >/dev/null; then
	check 'a terminal' 0 1 "printf '\\004' |
		script -qc 'pgrep x' /dev/null | grep -c \"procps' pgrep\""
else
	skip 'a terminal' 'no script(1)'
fi
check '--help' 0 'usage: pgrep' "pgrep --help | sed -n '1s/ \[.*//p'"
check '--version' 0 1 'pgrep --version | grep -c "^pgrep (sheaf) "'

# instead of papers
cp papers copy
: >none
check '-c' 0 2 'pgrep -c diffusion papers'
check '-c: none' 1 0 'pgrep -c zebra papers'
check '-c: several files' 0 'papers:2
none:0
(standard input):2' 'pgrep -c diffusion papers none - <copy'
check '-c -m' 0 'papers:1
copy:1' 'pgrep -c -m 1 diffusion papers copy'
check '-c -v' 0 3 'pgrep -cv diffusion papers'
check '-l' 0 'papers
copy' 'pgrep -l diffusion papers none copy'
check '-L' 0 'none' 'pgrep -L diffusion papers none copy'
check '-L: no paper at all' 1 'none' 'pgrep -L diffusion none'
check '-l: standard input' 0 '(standard input)' 'pgrep -l diffusion <papers'
check '-m: of each file' 0 'a:2 a:2' 'pgrep -m 1 diffusion papers copy | ids'
check '-q' 0 '' 'pgrep -q diffusion papers'
check '-q: none' 1 '' 'pgrep -q zebra papers'
check '-q after a broken line' 0 '' '{ echo "{\"id\":"; cat papers; } | pgrep -q diffusion'
check '-q stops: what follows is not read' 0 '' 'pgrep -q diffusion papers nowhere'
quiet 'nor named'

# trap 39, and records that are none
printf '%s\n' '{"id":"a:1","title":"x \ud83d y"}' >odd
printf '{"id":"a:2","title":"x \377"}\n{"id":"a:3","title":"x"}\n' >>odd
sed -n '1p;3p' odd >want
check 'text that is not quite UTF-8' 3 '' 'pgrep x odd >out'
said 'the line is named' '^pgrep: odd:2: .*UTF-8'
check 'and the others are the bytes that came' 0 '' 'cmp out want'
check 'what does not match is not looked into' 1 '' 'pgrep zebra odd'
quiet 'nor named'
printf '%s\n' '{"id":"a:1","title":"x\n"}' >lf
check '$ is the end, not before a line feed there' 1 '' 'pgrep "x$" lf'
check 'which a pattern can name' 0 1 'pgrep -c "x\n$" lf'
check 'a broken record is not counted' 3 2 'pgrep -c x odd'
printf '%s\n' 'x' '[1]' '{"id":"b:1","title":"y",}' '{"id":"b:2","title":"y"' \
	'{"id":"b:3","title":"y"}' >broken
check 'records that are none' 3 '' 'pgrep "[y]" broken >out'
cp stderr named
check 'each is named, with its line' 0 '1 2 3 4' \
	'sed "s/^pgrep: broken:\([0-9]*\): .*/\1/" named | xargs'
check 'none is written' 0 'b:3' 'ids <out'
check 'and with -v' 3 '' 'pgrep -v x broken >out'
check 'neither' 0 'b:3' 'ids <out'
printf '\357\273\277\n\n%s\n\n%s' "$(sed -n 1p papers)" "$(sed -n 2p papers)" >bare
head -n 2 papers >want
check 'a byte order mark, blank lines, no LF at the end' 0 '' \
	'pgrep -i diffusion bare | cmp - want'
printf '{"id":"a:1","title":"a\\u0000b\\u001b[31m"}\n' >nul
check 'NUL and ESC are data' 0 1 'pgrep -c "a\x00b\x1b\[31m$" nul'
check 'nested values do not match' 1 '' \
	'echo "{\"id\":\"a:1\",\"x\":{\"y\":\"z\"},\"y\":[[\"z\"],{\"y\":\"z\"},null]}" | pgrep -k x,y "z|null"'
check 'the first of two members of a name counts' 1 '' \
	'echo "{\"id\":\"a:1\",\"title\":\"y\",\"title\":\"z\"}" | pgrep z'
printf '%s\n' '{"id":"a:1","t\u0069tle":"z"}' >name
check 'names with escapes' 0 1 'pgrep -c z name'

# a pattern that would take for ever
awk 'BEGIN { a = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"
	printf "{\"id\":\"c:1\",\"title\":\"%s\",\"abstract\":\"%s\"}\n", a, a
	printf "{\"id\":\"c:2\",\"title\":\"%s\",\"abstract\":\"aa\"}\n", a
	printf "{\"id\":\"c:3\",\"title\":\"aa\"}\n" }' >slow
check 'a pattern that would take for ever' 3 '' 'pgrep "^(a|aa)+$" slow >out'
said 'is said once, with the record' '^pgrep: slow:1: '
check 'and the others are tried' 0 'c:2 c:3' 'ids <out'
check 'such a record is not selected by -v' 3 '' 'pgrep -v "^(a|aa)+$" slow'

# output
pgrep diffusion papers >want
check '--output' 0 '' 'pgrep --output hits diffusion papers && cmp hits want'
check 'onto an input' 0 '' 'pgrep --output copy diffusion copy && cmp copy want'
touch -d 2001-01-01 hits
check 'the same again' 0 '' 'pgrep --output hits diffusion papers && find hits -newer papers'
check 'trap 36: nothing is selected' 1 '' 'pgrep --output hits zebra papers'
[ -e hits ] && [ ! -s hits ]
ok 'and the file is there, and empty' $?
cp want hits
check 'a list in part' 3 '' 'pgrep --output hits x odd'
cmp -s hits want
ok 'does not replace a whole one' $?
check 'but with --partial' 3 '' 'pgrep --partial --output hits x odd'
check 'it does' 0 'a:1 a:3' 'ids <hits'
cp want hits
check 'nor does an early end' 2 '' 'pgrep --output hits x document'
cmp -s hits want
ok 'replace anything' $?
check 'a full disk' 2 '' 'pgrep diffusion papers >/dev/full'
said 'is said' '^pgrep: standard output: '
check 'a full disk with --output' 2 '' 'pgrep --output /dev/full diffusion papers'
said 'is said' '^pgrep: /dev/full: '
check 'no place for the file' 2 '' 'pgrep --output nowhere/x diffusion papers'

awk '{ line[NR] = $0 } END { for (i = 0; i < 20000; i++) print line[i % NR + 1] }' papers >big
status=$({ pgrep '' big 2>stderr; echo $? >status; } | head -n 1 | wc -l)
[ "$status" = 1 ] && [ "$(cat status)" = 141 ] && [ ! -s stderr ]
ok 'a reader that leaves: SIGPIPE, silently' $?

# live: what was found goes out before a wait
mkfifo in live
pgrep diffusion in >live &
exec 4<live 3>in
sed -n 2p papers >&3
read -r line <&4
[ "$line" = "$(sed -n 2p papers)" ]
ok 'a record goes out while the input is open' $?
exec 3>&-
cat <&4 >rest
exec 4<&-
wait $! && [ ! -s rest ]
ok 'once' $?

cp want hits
pgrep --output hits diffusion in &
exec 3>in
sed -n 2p papers >&3
kill $!
wait $! 2>/dev/null
[ $? = 143 ] && cmp -s hits want && [ "$(echo hits*)" = hits ]
ok 'killed: the file stays, nothing beside it' $?
exec 3>&-

# properties: a subsequence of the input, byte for byte; -v is the rest
subsequence() { # OUTPUT INPUT
	awk -v output="$1" '
		BEGIN {
			i = n = 0
			while ((getline line <output) > 0)
				want[n++] = line
		}
		i < n && $0 "" == want[i] "" { i++ }
		END { exit (i < n) }' "$2"
}
# differential: the same papers as jq finds, for patterns that it reads alike
property() { # NAME FILE
	cp "$2" corpus
	number=0
	while read -r flags pattern; do
		number=$((number + 1))
		pgrep "$flags" "$pattern" corpus >hits
		pgrep "$flags" -v "$pattern" corpus >others
		subsequence hits corpus && subsequence others corpus &&
			sort hits others >both && sort corpus | cmp -s - both
		ok "$1, pattern $number: a subsequence, and the rest" $?
		jq -r --arg p "$pattern" --arg f "${flags#-P}" \
			'select(any(.title, .abstract; . != null and
				test($p; $f | ltrimstr("-")))) | .id' corpus >want
		jq -r .id hits | cmp -s - want
		ok "$1, pattern $number: as jq" $?
	done <<-'EOF'
	-P diffusion
	-i DIFFUSION
	-i flow|video
	-P [0-9]+
	-P ^[A-Z]
	-P \bof\b
	-i (theor|pract)[a-z]*
	-P \.$
	-P \w+ing \w+
	-P é|ö
	-i ÉLAN
	-P [^\x00-\x7f]
	-P (.)\1\1
	-P ^(?!.*the)
	EOF
}
property papers papers
for set in cacm cran; do
	if [ -e "$data/ir/$set/papers.jsonl" ]; then
		property "$set" "$data/ir/$set/papers.jsonl"
	else
		skip "$set" 'no captured data'
	fi
done
printf '%s\n' '{"id":"x:1","title":"a"}' >one
check '-m 0 -q selects nothing' 1 '' 'pgrep -q -m 0 a one'
check '-m 0 -l neither' 1 '' 'pgrep -l -m 0 a one'

plan
