#!/bin/sh
# pgrep looks at raw bytes first, and in several threads: what it finds must be
# what one finds who decodes everything, one paper after the other, which is
# what tests/naive does. QUERIES of them (default 1000), and as many patterns.
# shellcheck source=tests/lib.sh disable=SC2016,SC2094
. "${0%/*}/lib.sh"

queries=${QUERIES:-1000}

# naive NAME FILE COUNT: asks pgrep and the other of FILE
naive() {
	"$top/tests/naive" compare "$2" "$3" >said 2>stderr
	ok "$1: found, and nothing else" $?
	cat said
}

"$top/tests/naive" papers 400 >papers
naive 'papers of odd words' papers "$queries"

# Papers of the services, a tenth of them: ALL=1 takes all.
name='captured papers'
if [ -d "$data/hf_daily_api" ]; then
	pparse "$data"/hf_daily_api/*.json "$data"/arxiv_*/* \
		"$data"/arxiv_*/*/* "$data"/pubmed/* "$data"/crossref/* \
		"$data"/dblp/* 2>/dev/null |
		awk -v all="${ALL:-}" 'all || NR % 10 == 0' >captured
	[ "$(wc -l <captured)" -gt 500 ]
	ok 'there are captured papers' $?
	naive "$name" captured $((queries / 2))
else
	skip "$name" 'no data'
fi

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

# Threads: a file of more than a piece each, broken lines and a long one.
i=0
while [ "$i" -lt 40 ]; do
	cat papers
	[ $((i % 20)) != 7 ] || printf '{"id":"a:x","title":"network"\n\n'
	[ "$i" != 30 ] || awk 'BEGIN {
		printf "{\"id\":\"a:long\",\"title\":\""
		for (i = 0; i < 300000; i++) printf "network "
		print "\"}" }'
	i=$((i + 1))
done >large
printf '{"id":"a:end","title":"the network"}' >>large
[ "$(wc -c <large)" -gt 4000000 ]
ok 'the file is large' $?
printf '%s\n' 'net = network' 'both = ti:network AND "the of"' 'odd = schrodinger OR erd*' \
	'c = cat:hep* NOT mass' '{d} = upvotes>4' 'e = ti:kelvin' 'f = ti:alpha' 'g = au:of' \
	'h = abs:jorgensen' 'i = strasse' >numbered
gzip -c papers >packed.gz
for query in '-e network' '-ie KELVIN' '-e [n]etwork' '-v -e network' \
	'-c -e network' '-vc -e [n]et' '-Fe network' '-we networks?' '-xe network' \
	'-k authors -e Schr' '-Qe network' '-Q --label -f numbered' '-m 700 -e network' \
	'-Q --label --matched -f numbered' '-Q --stem -e networking' '-vQe network' \
	'-l -e network' '-L -e network' '-q -e zebra' '-k nowhere -e x' '-Qe nowhere:x'; do
	# shellcheck disable=SC2086 # options
	pgrep -j1 $query large packed.gz papers - <large >one 2>said1
	one=$?
	same=0
	for j in 2 3 4 5 6 7 8; do
		# shellcheck disable=SC2086
		pgrep -j$j $query large packed.gz papers - <large >many 2>saidmany
		[ "$?" = "$one" ] && cmp one many && cmp said1 saidmany || same=1
	done
	ok "$query: -j2 to -j8 as -j1, status $one" $same
done
check '-j 0' 2 '' 'pgrep -j 0 x papers'

plan
