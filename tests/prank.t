#!/bin/sh
# prank: scores, statistics, what is liked, and the evaluator of the bench.
# shellcheck source=tests/lib.sh disable=SC2016
. "${0%/*}/lib.sh"

# ids: those of the papers on standard input, in one line
ids() {
	jq -r .id | tr '\n' ' ' | sed 's/ $//'
}

# no abstract, no word of the query: all come, none is dropped
cat >three <<'END'
{"id":"a:1","title":"On horses","abstract":"Stripes are rare."}
{"id":"a:2","title":"The zebra"}
{"id":"a:3","title":"Nothing","abstract":null}
END
check 'what has no word comes last, in its order' 0 'a:2 a:1 a:3' 'prank zebra three | ids'
check 'each has a number' 0 '["number","number","number"]' \
	'prank zebra three | jq -c -s "map(.score | type)"'
check 'which is 0 without a word' 0 '[false,true,true]' \
	'prank zebra three | jq -c -s "map(.score == 0)"'
check 'out of a pipe' 0 'a:2 a:1 a:3' 'cat three | prank zebra | ids'
check '-n' 0 'a:2 a:1' 'prank -n 2 zebra three | ids'
check 'ties only: the order of the input' 0 'a:1 a:2 a:3' 'prank unicorn three | ids'
check 'nothing that is liked, and no query' 2 '' 'prank --like /dev/null three'
said 'is said, and no more' '^prank: --like: no papers with words$'
check 'with a query it is said' 0 'a:2 a:1 a:3' 'prank -q zebra --like /dev/null three | ids'
said 'in a line' '^prank: --like: no papers'
check 'likes out of a pipe' 0 'a:2' 'head -n 2 three | tail -n 1 | prank -n 1 -l - three three | ids'
check 'which has no papers, too' 2 '' 'prank -l - <three'
grep -q '^prank: standard input can be read once only' stderr
ok 'is said' $?
check 'no query at all' 2 '' 'prank'
check 'a query without words' 2 '' 'prank "?!" three'
check 'a query of stop words looks for them' 0 'a:2 a:1 a:3' 'prank the three | ids'
check 'no paper' 0 '' 'prank zebra /dev/null'

# by hand: two papers, lengths 4 and 2, one with the word, which is idf ln(2)
printf '%s\n' '{"id":"a:1","title":"zebra","abstract":"zebra"}' '{"id":"a:2","abstract":"a horse"}' >two
# ln(1 + 1.5/1.5) * 4 * 2.6 / (4 + 1.6 * (0.5 + 0.5 * 4 / 3))
check 'a score worked out by hand' 0 1.228761 'prank -n 1 zebra two | jq .score'
check 'a score that is there is replaced' 0 '{"score":0,"id":"x"}' \
	"echo '{\"score\":7,\"id\":\"x\"}' | prank zebra"

# words
printf "%s\n" '{"id":"a:1","title":"Schrödinger\u2019s CATS sleeping, twice-told tales of x2"}' >words
for query in schrodinger SCHRÖDINGER cat "cat's" sleeps told tale x2; do
	check "$query is there" 0 true "prank \"$query\" words two | jq -s '.[0].score > 0'"
done
for query in s sleepy x twicetold; do
	check "$query is not" 0 true "prank \"$query\" words two | jq -s '.[0].score == 0'"
done
printf '{"id":"a:%d","title":"%s"}\n' 1 'shock and wave' 2 'wave shock' 3 'shock wave' >pairs
check 'a pair in its order is worth more' 0 'a:3' 'prank "shock wave" pairs | head -n 1 | ids'
check 'not if a stop word was between' 0 'a:2 a:3 a:1' 'prank "shock of wave" pairs | ids'

# explain: what the words gave is the score
check 'the words of the query, as they were written' 0 '["shocks","shocks waves","waves"]' \
	'prank -n 1 --explain "shocks waves" pairs | jq -c ".explain | keys"'
check 'nothing for nothing' 0 '{}' 'prank --explain unicorn two | head -n 1 | jq -c .explain'

# a collection of our own: 400 papers of words with ranks
awk 'BEGIN { srand(3); for (i = 0; i < 400; i++) {
	t = ""; for (k = 0; k < 40; k++) t = t sprintf("%sw%d", k % 8 ? " " : ". ", 300 * rand() ^ 3)
	printf "{\"id\":\"a:%03d\",\"title\":\"w%d w%d\",\"abstract\":\"%s\"}\n", i,
		300 * rand() ^ 2, 300 * rand() ^ 2, t } }' >many
query='w3 w40 w7 w120 w120'
check 'the parts of a score' 0 true "prank --explain '$query' many |
	jq -s 'all(.[]; ([.explain[]] | add // 0) - .score | fabs < 1e-9)'"
prank "$query" many >whole
check 'a pipe and a file' 0 "$(cat whole)" "cat many | prank '$query'"
check 'the first of them' 0 "$(head -n 30 whole)" "prank -n 30 '$query' many"
check '-S and -s' 0 "$(cat whole)" "prank -S -q '$query' many >stats; prank -s stats '$query' many"
check 'in one pass' 0 "$(head -n 30 whole)" "cat many | prank -n 30 -s stats -q '$query'"
split -l 23 -a 2 many shard.
check 'eighteen shards' 0 18 'printf "%s\n" shard.* | grep -c .'
for shard in shard.*; do prank -S -q "$query" "$shard"; done >sum
check 'have the statistics of the whole' 0 "$(jq -c '[.papers, .length, .words, .pairs]' stats)" \
	'jq -c -s "[(map(.papers) | add), (map(.length) | add), (.[0].words | with_entries(.key as \$k | .value = 0)),
		(.[0].pairs)]" sum >/dev/null; jq -c -s "def sum(f): map(f | to_entries[]) | reduce .[] as \$e ({};
		.[\$e.key] += \$e.value); [(map(.papers) | add), (map(.length) | add), sum(.words), sum(.pairs)]" sum'
for shard in shard.*; do prank -s sum -n 50 "$query" "$shard"; done >best
check 'merged they are the whole' 0 "$(head -n 50 whole)" "prank -n 50 -s sum '$query' best"
check 'by psort, too' 0 "$(psort -k -score -n 50 whole)" 'psort -k -score -n 50 best'

# the table of all words
prank -S many >table
check 'words of two papers or more' 0 true 'jq "[.words[]] | min >= 2" table'
check 'all of them' 0 "$(jq -r '[.title, .abstract] | join(" ") | [scan("w[0-9]+")] | unique[]' many |
	sort | uniq -d | wc -l | tr -d ' ')" 'jq ".words | length" table'
check 'one word: the scores of the whole' 0 "$(prank w40 many)" 'prank -s table w40 many'
check 'a day with the table' 0 false 'prank w3 shard.aa >own; prank -s table w3 shard.aa | cmp -s - own && echo same || echo false'
check 'own and others are summed' 0 "$(jq -s 'map(.words.w3) | add' table table)" \
	'cat table table >both; jq -s "map(.words.w3) | add" both'
check 'and serve' 0 "$(prank -s table -s table w3 many)" 'prank -s both w3 many'

# Most words are passed over by their first two bytes: as many are found, and
# counted, as where every word is looked up.
printf '{"id":"o:%d","title":"%s","abstract":"%s"}\n' \
	1 "Dying, dies; tying ties, LYING lies" "The author's, the authors\\u2019, Newton\\u2019s x's and it's" \
	2 "die tie lie Dye skies sky news" "na\u00efve Na\u00cfVE naive soft\u00adhyphen softhyphen dash\u2014dash \u00e9s's" \
	3 "authors newton x it s ies" "\u03b1-particles \u2019s 's 5 5's 42nd A \u4e2d\u6587 I" \
	4 "$(printf '%065d' 7 | tr 0 q)\u00e9 $(printf '%0127d' 7 | tr 0 z) end" "$(yes ab | head -n 90 | tr '\n' ' ')zy" >odd
cat odd odd many >all
[ ! -d "$data/arxiv_kaggle" ] || cat "$data"/arxiv_kaggle/* | jq -c '{id, title, abstract}' >>all
prank -S all >table
jq -r '.words | keys[]' table >stems
check 'there are odd ones' 0 6 "grep -c -x -e die -e naiv -e softhyphen -e 42nd -e a -e dash stems"
jq -c '[.papers, .length]' table >want
jq -c '.words | to_entries[]' table | sort >>want
echo '{"title":"dying TYING Lying"}' >heart
check 'what the stemmer knows by heart' 0 '[1,1,1]' 'for word in die tie lie; do
	prank -S -q $word heart; done | jq -s -c "map(.words[])"'
check 'words are counted' 0 6 "echo '{\"abstract\":\"the author\u0027s naïve dash—dash — x\"}' | prank -S | jq .length"
# a stem may have a stem of its own: those are not looked for
cut -c 1 stems | sort -u | while read -r first; do
	prank -S -q "$(grep "^$first" stems | tr '\n' ' ')" all
done >got
jq -s -c '(.[] | [.papers, .length])' got | sort -u >have
jq -s -c '[.[].words] | add | to_entries[]' got | sort >words_got
check 'the same papers and length, whatever is looked for' 0 "$(head -n 1 want)" 'cat have'
check 'the same counts' 0 '' 'sed 1d want | comm -13 - words_got | jq -c "select(.value >= 2)"'
check 'of nearly all of them' 0 true '[ "$(sed 1d want | comm -12 - words_got | wc -l)" -gt $(($(wc -l <stems) * 9 / 10)) ] && echo true'

# statistics that do not serve
check 'of another query' 2 '' 'prank -s stats w9 many'
said 'is said' '^prank: stats:1: these are the statistics of other words$'
check 'of another pair' 2 '' 'prank -s stats "w40 w3" many'
for line in '{}' '{"papers":-1,"length":1,"words":{}}' '{"papers":2,"length":1,"words":{"w3":"x"}}' \
	'{"papers":2,"length":1,"words":{"w3":3}}' '{"papers":0,"length":0,"words":{}}' '[]' '{'; do
	printf '%s\n' "$line" >wrong
	check "statistics $line" 2 '' 'prank -s wrong w3 many'
	said 'are refused' '^prank: wrong'
done
check 'no statistics' 2 '' 'prank -s none w3 many'

# likes
printf '{"id":"b:%d","title":"%s"}\n' 1 'wing lift' 2 'wing drag' 3 'heat flow' 4 'heat lift' \
	5 'zebra' >wings
sed -n 1p wings >liked
check 'like one paper' 0 'b:1' 'prank -l liked wings | head -n 1 | ids'
check 'what has no word in common comes, with 0' 0 '[0,0]' 'prank -l liked wings | jq -c -s "map(.score) | .[3:]"'
sed -n 4p wings >disliked
check 'less like another' 0 'b:1 b:2 b:4' 'prank -l liked --dislike disliked wings | head -n 3 | ids'
check 'dislike alone' 2 '' 'prank --dislike disliked -q wing wings'
check 'a query beside it' 0 'b:1 b:4' 'prank -q heat -l liked wings | head -n 2 | ids | sed "s/b:3 //"'
check 'likes from a table' 0 'b:1' 'prank -S wings >t; prank -s t -l liked wings | head -n 1 | ids'
check 'likes and -S' 2 '' 'prank -S -l liked wings'
echo '{' >broken
check 'a broken like is named' 3 5 'prank -q wing -l broken wings | wc -l | tr -d " "; prank -q wing -l broken wings >/dev/null'

# expand
printf '{"id":"c:%d","title":"%s"}\n' 1 'zebra stripes' 2 'stripes' 3 'zebra stripes' 4 'horse' >herd
check 'without: only the word' 0 '[true,true,false,false]' 'prank zebra herd | jq -c -s "map(.score > 0)"'
check '--expand: what goes with it' 0 'c:1 c:3 c:2 c:4' 'prank --expand zebra herd | ids'
check '--expand out of a pipe' 0 "$(prank --expand zebra herd)" 'cat herd | prank --expand zebra'
check 'finds nothing where nothing was' 0 'c:1 c:2 c:3 c:4' 'prank --expand unicorn herd | ids'
check '--expand with statistics' 2 '' 'prank --expand -s table zebra herd'

# what is wrong
printf '%s\n' '{"id":"a:2","title":"zebra"}' '{"id":"a:9","title":99' '[]' '{"id":"a:1"}' >bad
check 'bad records are named, the others come' 3 'a:2 a:1' \
	'prank zebra bad 2>errors >out; s=$?; ids <out; (exit $s)'
check 'each of them' 0 'prank: bad:2 prank: bad:3' \
	'cut -d : -f 1-3 errors | tr "\n" " " | sed "s/ $//"'
check 'they are in no statistics' 3 2 'prank -S -q zebra bad >out 2>/dev/null; s=$?; jq .papers out; (exit $s)'
echo '{"url":"x","body":"y"}' >document
check 'a document' 2 '' 'prank zebra document'
check 'full' 2 '' 'prank zebra three >/dev/full'
check '-o, in place' 0 'a:2 a:1 a:3' 'cp three it; prank -o it zebra it; ids <it'
check '-o stays as it was with status 3' 3 old 'echo old >it; prank -o it zebra bad 2>/dev/null; s=$?; cat it; (exit $s)'
check '--partial' 3 'a:2 a:1' 'prank -o it --partial zebra bad 2>/dev/null; s=$?; ids <it; (exit $s)'

# the evaluator: query 1 has two relevant papers of grades 2 and 1, found at 2
# and 4 of the ranks; 2 has one that is not found; 3 has none
printf '%s\t%s\t%s\n' 1 a 1 1 b 2 1 c 0 2 d 1 3 e 0 >qrels
printf '%s\t%s\n' 1 c 1 b 1 x 1 a 2 x 3 e >run
# nDCG (2 / lg 3 + 1 / lg 5) / (2 + 1 / lg 3) / 2, MAP (1/2 + 2/4) / 2 / 2
check 'evaluate' 0 '0.3217 0.2500 0.1000 0.5000 2' "'$top/tests/evaluate' qrels run"
check 'a perfect ranking' 0 '1.0000 1.0000 0.1500 1.0000 2' \
	"printf '%s\t%s\n' 1 b 1 a 2 d >run; '$top/tests/evaluate' qrels run"

# ranked COLLECTION NDCG MAP: the queries of a collection, ranked so well at least
ranked() {
	if [ ! -d "$data/ir/$1" ]; then
		skip "$1" 'no data'
		return
	fi
	while IFS='	' read -r number query; do
		prank -n 1000 -q "$query" "$data/ir/$1/papers.jsonl" </dev/null |
			pfmt -t "$number\t{id}"
	done <"$data/ir/$1/queries.tsv" >run
	check "$1: nDCG@10 $2, MAP $3" 0 '' "'$top/tests/evaluate' '$data/ir/$1/qrels.tsv' run |
		tee figures | awk '{ exit !(\$1 >= $2 && \$2 >= $3) }' || cat figures"
}
ranked cran .411 .327
ranked cacm .546 .383
plan
