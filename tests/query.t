#!/bin/sh
# The query language, as pgrep -Q evaluates it: sheaf(7), "Queries".
# shellcheck source=tests/lib.sh disable=SC2016
. "${0%/*}/lib.sh"

SOURCE_DATE_EPOCH=1757073600 # 2025-09-05, noon
export SOURCE_DATE_EPOCH

cat >papers <<'EOP'
{"id":"arxiv:2509.00001","aliases":["doi:10.1000/x:y"],"version":2,"type":"article","title":"A non-invasive probe of $\\alpha$ decay","authors":["Jane A. Doe","Adrian Del Maestro"],"families":["Doe","Del Maestro"],"abstract":"Erd{\\H o}s and Schr{\\\"o}dinger's equation for networks.","published":"2025-09-05T10:20:30Z","categories":["cs.LG","q-fin.ST"],"venue":"Phys. Rev. B","doi":"10.1000/X:Y","comment":"12 pages, withdrawn","upvotes":12,"code":["https://github.com/a/b"]}
{"id":"a:2","title":"A non invasive probe","authors":["J. Doe","Jian\u2010Pierre M\u00fcller"],"abstract":"Schr\u00f6dinger bridges: generalized diffusion in C++","published":"2025-09-01","categories":["cs.CV","cs.LG"],"upvotes":2}
{"id":"a:3","title":"An invasive \u6269\u6563\u6a21\u578b \ud55c\uad6d\uc5b4 \u30c6\u30b9\u30c8","authors":["Doe Jane","Hinton GE"],"abstract":"The language of models; a di\ufb00usion","published":"2016","categories":["math.PR"]}
{"id":"a:4","title":"Language models","authors":["O\u2019Brien, Conan","Johnny Doering"],"abstract":"A J{\\o}rgensen fi\u00adne stra\u00dfe, x_{ij}. A network","published":"2025-08","upvotes":112.5,"journal_ref":"JHEP 09 (2025)","deleted":true,"note":{"a":1},"keywords":["deep learning","networks"]}
EOP

# ids: those of the papers on standard input, in one line
ids() {
	sed 's/^{"id":"\([^"]*\)".*/\1/; s/^arxiv:.*/a:1/' | tr '\n' ' ' |
		sed 's/ $//; s/a://g'
}

# Cases: the papers that match, a bar, the query. All are asked at once, their
# numbers are the labels; and so is NOT of each.
grep -v -e '^#' -e '^$' "$top/tests/cases/pgrep/queries" >cases
awk -F '|' '{ q = substr($0, index($0, "|") + 1)
	print "q" NR " = " q; print "not" NR " = NOT (" q ")" }' cases >numbered
pgrep -Q --label -f numbered papers >out
ok 'all cases at once' $?
jq -r '(.id | sub("arxiv:.*"; "1") | sub("a:"; "")) as $id |
	.labels[] | . + " " + $id' out >found
# Every paper has one of a query and its NOT.
awk -F '|' '
	NR == FNR { split($0, f, " "); got[f[1]] = got[f[1]] f[2] " "; next }
	{
		n++
		want = $1 (length($1) ? " " : "")
		all = ""
		for (i = 1; i <= 4; i++)
			if (index(want, i) == 0) all = all i " "
		good = got["q" n] == want && got["not" n] == all
		print (good ? "ok " : "not ok "), n + 1, "-", substr($0, index($0, "|") + 1)
		if (!good) print "# " got["q" n] "instead of " want ", NOT: " got["not" n]
	}' found cases
n=$((n + $(wc -l <cases)))
[ "$n" -gt 100 ]
ok 'there are cases' $?

check 'several queries: any of them' 0 '1 3' \
	"pgrep -Q -e ti:alpha -e cat:math.PR papers | ids"
check '-k names the members of values without a field' 0 '4' \
	"pgrep -Q -k keywords,venue networks papers | ids"
check '-c' 0 2 "pgrep -Q -c cat:cs.LG papers"
check '-i changes nothing' 0 '2' "pgrep -Qi BRIDGES papers | ids"
check '--stem' 0 '1 4' "pgrep -Q --stem networking papers | ids"
check '--stem: a phrase' 0 '3 4' \
	"pgrep -Q --stem '\"language model\" OR ti:probes AND abs:modeling OR 扩散' papers | ids"
check 'without it words are whole' 1 '' "pgrep -Q networking papers"
for option in -F -w -x; do
	check "$option is for patterns" 2 '' "pgrep -Q $option x papers"
done
for option in --label --matched --stem; do
	check "$option is for queries" 2 '' "pgrep $option x papers"
done

# files of queries
printf '\357\273\277# topics\n\nprobes = ti:probe\r\nold = published<2020\nvenue="Phys. Rev. B"\n  two_words  = ti:language AND ti:models\n' >topics
check '-f' 0 '1 2 3 4' 'pgrep -Q -f topics papers | ids'
check '--label' 0 '["probes","venue=\"Phys. Rev. B\""]
["probes"]
["old"]
["two_words"]' "pgrep -Q --label -f topics papers | jq -c .labels"
pgrep -Q --label -f topics papers | sed 's/,"labels":\[.*\]}$/}/' | cmp -s - papers
ok '--label changes nothing else' $?
check 'labels that are there are replaced' 0 '{"id":"a:1","labels":["x"],"n":1}' \
	"echo '{\"id\":\"a:1\",\"labels\":[\"old\"],\"n\":1}' | pgrep -Q --label -f - /dev/fd/3 3<&0 0<<-X
	x = id:*
	X"
check 'a query of the command line is its own label' 0 '["ti:alpha"]' \
	"pgrep -Q --label ti:alpha papers | jq -c .labels"
check '-v has none' 0 'null' \
	"pgrep -Q -v --label id:a:3 papers | head -1 | jq -c .labels"

# matched VALUE QUERY: what --matched writes for the first paper
matched() {
	check "--matched: $2" 0 "$1" \
		"pgrep -Q --matched -m 1 -e '$2' papers | jq -c .matched"
}
matched '["schrodinger"]' 'Schr*'
matched '["non invasive","alpha"]' 'non-invasive alpha NOT zebra'
matched '["alpha"]' '(alpha AND zebra) OR alpha'
matched '["Jane A. Doe"]' 'person:"J. Doe"'
matched '["robe"]' '/zebra/ OR ti:/R(o)be/i'
matched 'null' 'cat:cs.LG'
check '--matched: as one reads it' 0 '["扩散","한국","diffusion"]' \
	"pgrep -Q --matched 'ti:扩散 AND 한국 AND diffusion' papers | jq -c .matched"
check '--matched --stem: as the text has it' 0 '["networks"]' \
	"pgrep -Q --stem --matched -m 1 networking papers | jq -c .matched"

# wrong PLACE QUERY: refused, with the place
wrong() {
	check "refused: $2" 2 '' "pgrep -Q -e '$2' papers"
	said 'with its place' "^pgrep: .*: at character $1: "
}
wrong 4 'ti:(x'
wrong 12 'published>=lastweek'
wrong 10 'upvotes>=many'
wrong 1 '+++'
wrong 6 'ö ti:--'
wrong 4 '/a(/'
wrong 8 'person:D*'
wrong 9 'person:"--"'
wrong 12 'published:[x TO *]'
printf 'ok = a\nbad  = "b" AND (c\n' >topics
check 'refused: a line of a file' 2 '' 'pgrep -Q -f topics papers'
said 'with its line, and the place in it' '^pgrep: topics:2: at character 16: '

check 'a member that no paper has' 1 '' "pgrep -Q 'absrtact:x OR absrtact:y' papers"
said 'is said once' '^pgrep: no paper that was read has the member absrtact$'
check 'a field of several members' 0 4 "pgrep -Q 'jr:JHEP' papers | ids"
quiet 'of which one is there'
check 'a match that takes too many steps' 3 '' \
	"echo '{\"id\":\"a:1\",\"title\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"}' | pgrep -Q '/(a+)+\$/'"
said 'is named' '^pgrep: standard input:1: '

# arXiv's own examples (API User's Manual, 5.1, and services): on its answers,
# each has what it was asked for, and no other answer has that which it lacks;
# on all captured papers they find what jq finds by other means.
answers=$data/arxiv_atom/2016-10
if [ -d "$answers" ]; then
	for file in "$answers"/search_query=*; do
		pparse "$file"
	done | sort -u >all
	# answer QUERY FILE: what arXiv answered, and we find
	answer() {
		pparse "$answers/search_query=$2.xml" | sort -u >theirs
		pgrep -Q -e "$1" all | sort -u >ours
		[ -s theirs ] && cmp -s theirs ours
		ok "arXiv: $1" $?
	}
	answer 'au:del_maestro AND ti:checkerboard' \
		au_del_maestro_AND_ti_checkerboard
	answer 'au:del_maestro ANDNOT (ti:checkerboard OR ti:Pyrochlore)' \
		au_del_maestro_ANDNOT__28ti_checkerboard_OR_ti_Pyrochlore_29
	answer 'au:del_maestro AND ti:"quantum criticality"' \
		au_del_maestro_AND_ti__quantum_criticality_
	for query in au:del_maestro 'au:"Del Maestro"' 'all:maestro' 'ti:*'; do
		check "arXiv: all of them are his: $query" 0 "$(wc -l <all)" \
			"pgrep -Q -c '$query' all"
	done

	pparse "$data"/arxiv_*/* "$data"/arxiv_*/*/* 2>/dev/null >all
	grep -v -e '^#' -e '^$' "$top/tests/cases/pgrep/arxiv" >cases
	{
		echo 'def word($w): test("(^|[^[:alnum:]])" + $w + "($|[^[:alnum:]])"; "i");
			def has($m; $w): .[$m] // "" | word($w);'
		awk -F '\t' '{ print (NR > 1 ? "," : "[") "([" $1 "] | any)" }' cases
		echo '] | indices(true) | join(" ")'
	} >filter
	jq -r -f filter all >want
	awk -F '\t' '{ print "q" NR - 1 " = " $2 }' cases >numbered
	pgrep -Q --label -f numbered all >labelled
	jq -r '.labels | map(.[1:]) | join(" ")' labelled | grep . >got
	grep . want | cmp - got
	ok 'arXiv: paper by paper as jq has it' $?
	tr ' ' '\n' <want | sort | uniq -c | sort >wanted
	tr ' ' '\n' <got | sort | uniq -c | sort >found
	while IFS='	' read -r _ query; do
		i=$((${i:--1} + 1))
		theirs=$(awk -v i="$i" '$2 == i { print $1 }' wanted)
		ours=$(awk -v i="$i" '$2 == i { print $1 }' found)
		[ "$ours" = "$theirs" ]
		ok "arXiv: $query: ${ours:-0} of jq's ${theirs:-0}" $?
	done <cases
	[ "$(grep -c '[0-9]$' found)" -gt 40 ]
	ok 'arXiv: nearly all of them find something' $?
else
	skip "arXiv's examples" 'no captured files'
fi

plan
