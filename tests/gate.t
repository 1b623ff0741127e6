#!/bin/sh
# pgrep looks at raw bytes first, and in several threads: what it finds must be
# what one finds who decodes everything, one paper after the other. Papers,
# queries and patterns are made at random from a fixed seed; QUERIES of them.
# shellcheck source=tests/lib.sh disable=SC2016
. "${0%/*}/lib.sh"

queries=${QUERIES:-120}

# Words, and how they may be written in JSON: with escapes, accents, TeX,
# letters that only fold to ASCII. Papers carry their words as members t and a.
awk -v papers=300 '
function pick(n) { return 1 + int(rand() * n) }
function text(count,    i, w, s) {
	truth = " "
	for (i = 0; i < count; i++) {
		w = pick(words)
		split(forms[w], f, " ")
		# most are plain, so that gates are shut as well
		s = s (i ? " " : "") f[rand() < .9 ? 1 : pick(n[w])]
		truth = truth word[w] " "
	}
	return s
}
{
	words++
	word[words] = $1
	n[words] = NF - 1
	$1 = ""
	forms[words] = $0
}
END {
	srand(6)
	for (i = 0; i < papers; i++) {
		t = text(1 + pick(4)); tt = truth
		a = text(pick(12)); at = truth
		printf "{\"id\":\"a:%d\",\"title\":\"%s\",\"abstract\":\"%s\",\"categories\":[\"%s\"],\"upvotes\":%d,\"t\":\"%s\",\"a\":\"%s\"}\n",
			i, t, a, rand() < .5 ? "cs.LG" : "hep-th", pick(9), tt, at
	}
}' >papers <<'EOW'
network network Network NETWORK net\u0077ork net\u00adwork NETWOR\u212a netWORK
networks networks Networks. (networks)
schrodinger Schr\u00f6dinger Schrödinger Schr\\\"odinger Schr{\\\"o}dinger SCHRO\u0308DINGER schr\\\"{o}dinger Schrodinger
kelvin Kelvin kelvin Kelvin \u212Aelvin KELVIN
mass mass maſs ma\u017Fs MASS \"mass\" mass\/
erdos Erd{\\H{o}}s Erdős Erdos Erd\\H{o}s
diffusion diffusion Diffusion diﬀusion di\ufb00usion ｄiffusion
alpha alpha $\\alpha$ Alpha \\alpha
jorgensen J{\\o}rgensen Jørgensen jorgensen J\u00f8rgensen
strasse straße Strasse stra{\\ss}e
the the The
of of \u006ff
EOW

# Queries, and what they mean as filters of jq over t and a.
awk -v count="$queries" '
function pick(n) { return 1 + int(rand() * n) }
function field(test) {
	if (rand() < .6) return "((.t, .a | " test "), false)"
	if (rand() < .5) { query = "ti:" query; return "(.t | " test ")" }
	query = "abs:" query; return "(.a | " test ")"
}
function leaf(    w, v, r) {
	r = rand(); w = word[pick(words)]; v = word[pick(words)]
	if (r < .5) { query = w; return field("contains(\" " w " \")") }
	if (r < .65) {
		query = "\"" w " " v "\""
		return field("contains(\" " w " " v " \")")
	}
	if (r < .8) {
		w = substr(w, 1, pick(length(w)))
		query = w "*"
		return field("contains(\" " w "\")")
	}
	if (r < .9) { query = "cat:hep*"; return "(.categories[0] == \"hep-th\")" }
	query = "upvotes>4"
	return "(.upvotes > 4)"
}
function tree(depth,    l, r, q, op) {
	if (depth == 0 || rand() < .3) return "any(" leaf() "; .)"
	l = tree(depth - 1); q = query
	if (rand() < .2) { query = "NOT (" q ")"; return "(" l " | not)" }
	r = tree(depth - 1)
	op = rand() < .6 ? "AND" : "OR"
	query = "(" q ") " op " (" query ")"
	return "(" l " " tolower(op) " " r ")"
}
BEGIN {
	srand(66)
	words = split("network networks schrodinger kelvin mass erdos diffusion alpha jorgensen strasse the of zebra", word, " ")
	for (i = 1; i <= count; i++) {
		f = tree(2)
		print "q" i " = " query >"numbered"
		print query >"queries"
		print (i > 1 ? "," : "[") "(if " f " then \"q" i "\" else empty end)" >"filter"
	}
	print "]" >"filter"
}'

# All at once (no gate can stand before so many) against jq.
jq -c -f filter papers >want
pgrep -Q --label -f numbered papers >labelled
ok 'there are papers with queries' $?
jq -n -c --slurpfile all papers --slurpfile some labelled '
	($some | map({key: .id, value: .labels}) | from_entries) as $of |
	$all[] | $of[.id] // []' >got
cmp want got
ok "$queries queries at once: as jq finds them" $?
[ "$(sort -u want | wc -l)" -gt 50 ]
ok 'which differ from paper to paper' $?

# Each by itself, most of them behind a gate.
i=0 wrong=0
while IFS= read -r query; do
	i=$((i + 1))
	pgrep -Q -e "$query" papers >one 2>/dev/null
	grep -cF "\"q$i\"" want >n
	if [ "$(wc -l <one)" != "$(cat n)" ]; then
		wrong=$((wrong + 1))
		echo "# $query: $(wc -l <one) instead of $(cat n)"
	fi
done <queries
[ "$i" = "$queries" ] && [ "$wrong" = 0 ]
ok 'one by one: the same' $?

# What a gate must not stay shut for, alone in a line that is long enough.
hidden() { # WORD WRITTEN ARGS...: the word as JSON has it
	word=$1 written=$2
	shift 2
	printf '{"id":"a:1","title":"%s","abstract":"%0200d"}\n' \
		"$written" 0 >line
	check "$written: $* $word" 0 1 "pgrep -c $* '$word' line"
}
hidden network 'net\u0077ork'
hidden network 'net\u0077ork' -i
hidden network 'net\u0077ork' -Q
hidden kiss 'Kiss' -i
hidden kiss 'kisſ' -i
hidden schrodinger 'Schr\\\"odinger' -Q
hidden schrodinger 'Schr{\\\"o}dinger' -Q
hidden erdos 'Erd\\H{o}s' -Q
hidden diffusion 'diﬀusion' -Q
hidden 'a"b/c' 'a\"b\/c' -F

# Patterns: nothing that is found is among what -v, which has no gate, finds.
awk -v count="$queries" '
function pick(n) { return 1 + int(rand() * n) }
BEGIN {
	srand(666)
	parts = split("network Schr dinger Kelvin kelvin mass ass lpha alpha orgensen usion the of . .* [a-z]+ \\w+ (work|mass) (?=m) (?:x)? s? k? e+ s{2} networks? mas?s net.* \\. \\/ \\\" \\$ | | | \\b ö ſ ^ \\\\ [ks]", part, " ")
	split("-e -ie -we -iwe -xe -Fe -iFe -Fwe", how, " ")
	for (i = 0; i < count; i++) {
		p = ""
		for (k = rand() < .5 ? 1 : pick(3); k > 0; k--)
			p = p part[pick(parts)] (rand() < .2 ? " " : "")
		print how[pick(8)], p
	}
}' >patterns
i=0 wrong=0 found=0
while read -r how pattern; do
	i=$((i + 1))
	pgrep "$how" "$pattern" papers >yes 2>/dev/null
	case $? in
	0) found=$((found + 1)) ;;
	1) ;;
	*) continue ;;
	esac
	pgrep -v "$how" "$pattern" papers >no
	if ! sort yes no | cmp -s - sorted; then
		[ -e sorted ] || sort papers >sorted
		sort yes no | cmp -s - sorted || {
			wrong=$((wrong + 1))
			echo "# pgrep $how '$pattern'"
		}
	fi
done <patterns
[ "$wrong" = 0 ] && [ "$found" -gt $((queries / 4)) ]
ok "$i patterns: found, or among the rest" $?

# Papers of the services: patterns and queries out of their own words.
name='captured papers: found, or among the rest'
if [ -d "$data/hf_daily_api" ] && [ -d "$data/arxiv_kaggle" ]; then
	pparse "$data"/hf_daily_api/*.json "$data"/arxiv_kaggle/* \
		>captured 2>/dev/null
	jq -r '.title, (.authors // [])[0:2][]' captured | awk -v count=$((queries / 2)) '
	{
		line[NR] = $0
		for (i = 1; i <= NF; i++)
			if ($i ~ /[^ -~]|\\/) odd[odds++] = $i
	}
	END {
		srand(6666)
		split("-e -ie -we -Fe -iFe -Qe -Qe -Qe", how, " ")
		while (made < count) {
			n = split(line[1 + int(rand() * NR)], word, " ")
			p = word[1 + int(rand() * n)]
			# a word, the middle of one, or two
			if (rand() < .3) p = substr(p, 2, 5)
			else if (rand() < .3) p = p " " word[1 + int(rand() * n)]
			# what is not ASCII, or TeX, is seldom but what matters
			if (rand() < .4) p = odd[int(rand() * odds)]
			h = how[1 + int(rand() * 8)]
			if (h == "-Qe" && rand() < .5) p = "\"" p "\""
			if (h == "-Qe" && rand() < .3) p = "au:" p
			if (length(p) > 2) { print h, p; made++ }
		}
	}' >patterns
	all=$(wc -l <captured)
	i=0 wrong=0 found=0
	while read -r how pattern; do
		i=$((i + 1))
		yes=$(pgrep -c "$how" "$pattern" captured 2>/dev/null)
		case $? in
		0) found=$((found + 1)) ;;
		1) ;;
		*) continue ;;
		esac
		no=$(pgrep -vc "$how" "$pattern" captured)
		[ $((yes + no)) = "$all" ] || {
			wrong=$((wrong + 1))
			echo "# pgrep $how '$pattern': $yes and $no of $all"
		}
	done <patterns
	[ "$all" -gt 1000 ] && [ "$wrong" = 0 ] && [ "$found" -gt $((i / 5)) ]
	ok "$name" $?
	echo "# $i patterns, $found of them found something in $all papers"
else
	skip "$name" 'no data'
fi

# Threads: a file of more than a piece each, broken lines and a long one.
i=0
while [ "$i" -lt 60 ]; do
	cat papers
	[ $((i % 20)) != 7 ] || printf '{"id":"a:x","title":"network"\n\n'
	[ "$i" != 30 ] || awk 'BEGIN {
		printf "{\"id\":\"a:long\",\"title\":\""
		for (i = 0; i < 300000; i++) printf "network "
		print "\"}" }'
	i=$((i + 1))
done >large
printf '{"id":"a:end","title":"the network"}' >>large
[ "$(wc -c <large)" -gt 5000000 ]
ok 'the file is large' $?
for query in '-e network' '-ie KELVIN' '-e [n]etwork' '-v -e network' \
	'-c -e network' '-Qe network' '-Q --label -f numbered' '-m 700 -e network' \
	'-l -e network' '-q -e zebra' '-k nowhere -e x' '-Qe nowhere:x'; do
	# shellcheck disable=SC2086 # options
	pgrep -j1 $query large >one 2>said1
	one=$?
	# shellcheck disable=SC2086
	pgrep -j3 $query large >three 2>said3
	[ "$?" = "$one" ] && cmp one three && cmp said1 said3
	ok "$query: -j3 as -j1, status $one" $?
done
check '-j 0' 2 '' 'pgrep -j 0 x papers'

plan
