#!/bin/sh
# puniq: what is one paper, state files, merging.
# shellcheck source=tests/lib.sh disable=SC2016
. "${0%/*}/lib.sh"
SOURCE_DATE_EPOCH=1757073600
export SOURCE_DATE_EPOCH

# ids: those of the papers on standard input, in one line
ids() {
	jq -r .id | tr '\n' ' ' | sed 's/ $//'
}

# papers LINE...: to the file `papers`
papers() {
	printf '%s\n' "$@" >papers
}

# within the stream
papers '{"id":"arxiv:1","n":1}' '{"id":"doi:10.1/a","aliases":["arxiv:1"]}' \
	' {"id" : "arxiv:2"}' '{"id":"arxiv:1","n":2}' '{"id":"doi:10.1/a"}'
check 'each paper once, chains join' 0 "$(sed -n '1p;3p' papers)" 'puniq papers'
quiet 'without a word'
check 'standard input' 0 "$(sed -n '1p;3p' papers)" 'puniq <papers'
check 'over files' 0 'arxiv:1 arxiv:2' 'puniq papers papers | ids'
check '-d: what came more than once' 0 'arxiv:1' 'puniq -d papers | ids'
check '-c: how often' 0 '["arxiv:1",4]["arxiv:2",1]' \
	'puniq -c papers | jq -c "[.id,.count]" | tr -d "\n"'
papers '{"id":"doi:10.1/a"}' '{"id":"arxiv:1"}' '{"id":"pmid:3"}' \
	'{"id":"arxiv:1","aliases":["doi:10.1/a","pmid:3"]}'
check 'a record that joins three' 0 '4' 'puniq -c -m papers | jq .count'
check 'has the id of the best scheme' 0 'arxiv:1 doi:10.1/a pmid:3' \
	'puniq -m papers | jq -r "[.id] + .aliases | join(\" \")"'

# trap 41
papers '{"id":"doi:10.1000/1","title":"Book reviews"}' \
	'{"id":"doi:10.1000/2","title":"Book  Reviews."}'
check 'titles are not identity' 0 'doi:10.1000/1 doi:10.1000/2' 'puniq papers | ids'
check '-k title makes them so' 0 'doi:10.1000/1' 'puniq -k title papers | ids'
papers '{"id":"url:https://e.org/1","title":"Graph Search--A Survey"}' \
	'{"id":"url:https://e.org/2","title":"Graph search\u2014a survey."}'
check 'dashes and case do not matter' 0 'url:https://e.org/1' 'puniq -k id,title papers | ids'

# trap 21 b
papers '{"id":"arxiv:1","aliases":["doi:10.1/issue"]}' \
	'{"id":"arxiv:2","aliases":["doi:10.1/issue"]}' \
	'{"id":"arxiv:3","aliases":["doi:10.1/issue"]}' '{"id":"arxiv:2","n":2}'
check 'two ids of one scheme are two papers' 0 'arxiv:1 arxiv:2 arxiv:3' 'puniq papers | ids'
said 'what they share is named once' '^puniq: doi:10\.1/issue is shared'
check 'merging, too' 0 'arxiv:1 arxiv:2 arxiv:3' 'puniq -m papers | ids'
papers '{"id":"arxiv:1"}' '{"id":"arxiv:2"}' \
	'{"id":"doi:10.1/x","aliases":["arxiv:1","arxiv:2"]}'
check 'even if a third has both' 0 'arxiv:1 arxiv:2' 'puniq -m papers | ids'

# trap 44
papers '{"id":"url:http://e.org/p/1"}' '{"id":"url:https://e.org/p/1"}' \
	'{"id":"url:https://E.org:443/p/1/#top"}' '{"id":"url:https://e.org/p/1?utm_source=x"}'
check 'one page in four spellings' 0 'url:http://e.org/p/1' 'puniq papers | ids'

# versions
papers '{"id":"arxiv:1","version":1}' '{"id":"arxiv:1","version":2}' '{"id":"arxiv:1","version":1}'
check '-k id,version' 0 '1 2' 'puniq -k id,version papers | jq .version | tr "\n" " " | sed "s/ $//"'
check '-k id' 0 '1' 'puniq -k id papers | jq .version'
check '-k of something else' 2 '' 'puniq -k doi papers'

# state
papers '{"id":"arxiv:1","aliases":["doi:10.1/a"]}' '{"id":"arxiv:2"}'
check '-a passes all' 0 "$(cat papers)" 'puniq -a seen papers'
check 'and appends their keys' 0 "$(printf 'arxiv:1\t2025-09-05\ndoi:10.1/a\t2025-09-05\narxiv:2\t2025-09-05')" \
	'cat seen'
papers '{"id":"arxiv:2"}' '{"id":"doi:10.1/a"}' '{"id":"arxiv:3"}' '{"id":"arxiv:1"}'
cp seen before
check '-s leaves them out' 0 'arxiv:3' 'puniq -s seen papers | ids'
check 'and writes nothing' 0 '' 'cmp seen before'
check 'a state of two files' 0 '' 'echo arxiv:3 >more; puniq -s seen -s more papers'
check '-s and -a' 0 'arxiv:3' 'puniq -s seen -a seen papers | ids'
check 'appends what is passed' 0 "$(cat before; printf 'arxiv:3\t2025-09-05')" 'cat seen'
cp seen before
check 'nothing to append: the file is left' 0 '' \
	'touch -d @1000000000 seen; puniq -a seen /dev/null; cmp seen before; find seen -newermt @1000000001'
check 'and not made' 1 '' 'puniq -a new /dev/null; [ -e new ]'
check 'a state that is not there' 0 'arxiv:2' 'puniq -s nowhere papers | head -n 1 | ids'
said 'is empty, and said' '^puniq: nowhere: not there'
check 'a state that cannot be read' 2 '' 'puniq -s . papers'
check 'a state out of a pipe' 0 'arxiv:2 doi:10.1/a arxiv:3' 'echo arxiv:1 | puniq -s - papers | ids'
check 'which has no papers, too' 2 '' 'puniq -s - <seen'
grep -q '^puniq: --seen has read standard input' stderr
ok 'is said' $?
check 'a chain through the state' 0 'arxiv:9' 'printf "%s\n" "{\"id\":\"arxiv:8\",\"aliases\":[\"doi:10.1/a\"]}" \
	"{\"id\":\"arxiv:8\"}" "{\"id\":\"arxiv:9\"}" | puniq -s seen | ids'
printf 'arxiv:1\r\n\narxiv:2\tx\ty\n' >edited
check 'a state that somebody edited' 0 'doi:10.1/a arxiv:3' 'puniq -s edited papers | ids'

# torn writes
printf 'arxiv:2\narxiv:' >torn
check 'a torn line is not a key' 0 'doi:10.1/a arxiv:3 arxiv:1' 'puniq -s torn papers | ids'
printf 'arxiv:2\narxiv:3' >torn
check 'even if it looks like one' 0 'doi:10.1/a arxiv:3 arxiv:1' 'puniq -s torn papers | ids'
check 'it is cut off' 0 "$(printf 'arxiv:2\narxiv:7\t2025-09-05')" \
	'echo "{\"id\":\"arxiv:7\"}" | puniq -a torn >/dev/null; cat torn'
printf 'arxiv:' >torn
check 'where it is all there is' 0 "$(printf 'arxiv:7\t2025-09-05')" \
	'echo "{\"id\":\"arxiv:7\"}" | puniq -a torn >/dev/null; cat torn'

# what was not written was not passed
cp seen before
check 'an output that cannot be written' 2 '' 'puniq -a seen papers >/dev/full'
check 'leaves the state' 0 '' 'cmp seen before'
check 'an output that is not replaced' 3 '' '{ cat papers; echo "{"; } | puniq -a seen -o out; [ -e out ] && echo there; (exit 3)'
check 'leaves the state, too' 0 '' 'cmp seen before'
check 'with --partial it is' 3 '' '{ cat papers; echo "{"; } | puniq -a seen -o out --partial'
check 'appended' 0 '4' 'tail -n +5 seen | wc -l'
printf '%s\n' '{"id":"a:1\n\tb"}' >control
check 'an id with control characters is one line' 0 "$(printf 'a:1__b\t2025-09-05')" \
	'puniq -a odd control >/dev/null; cat odd'
check 'and is found again' 0 '' 'puniq -s odd control'
check 'a record without an id' 3 'arxiv:1' \
	'printf "%s\n" "{\"title\":\"x\"}" "{\"id\":\"arxiv:1\"}" | puniq >out; s=$?; ids <out; (exit $s)'
said 'is named' ':1: a record without an id'

# many writers at once
for i in 1 2 3 4 5 6 7 8; do
	awk -v i="$i" 'BEGIN { for (k = 0; k < 500; k++) printf "{\"id\":\"arxiv:%d.%d\"}\n", i, k }' |
		puniq -a shared >/dev/null &
done
wait
check 'eight writers lose nothing' 0 '4000 4000' \
	'echo $(wc -l <shared) $(grep -cE "^arxiv:[1-8]\.[0-9]+	2025-09-05$" shared)'

# merging: trap 42, 43
papers '{"id":"arxiv:1707.08052","title":"Challenges","sources":["arxiv"]}' \
	'{"id":"doi:10.18653/v1/d17-1239","aliases":["arxiv:1707.08052"],"venue":"EMNLP","doi":"10.18653/v1/D17-1239","sources":["crossref"]}'
merged='{"id":"arxiv:1707.08052","aliases":["doi:10.18653/v1/d17-1239"],"title":"Challenges","venue":"EMNLP","doi":"10.18653/v1/D17-1239","sources":["arxiv","crossref"]}'
check 'preprint and article' 0 "$merged" 'puniq -m papers'
papers '{"id":"arxiv:2509.00001","authors":["R. Q. Holm"]}' \
	'{"id":"arxiv:2509.00001","authors":["Robert Holm","Ann Lee"],"families":["Holm","Lee"],"upvotes":3}'
check 'authors are those of one record' 0 \
	'{"id":"arxiv:2509.00001","authors":["R. Q. Holm"],"upvotes":3}' 'puniq -m papers'
papers '{"id":"arxiv:1","x":null,"version":1,"title":"Old","abstract":"old","type":"article","published":"2025-09","updated":"2025-09-01","upvotes":1,"status":"corrected","keywords":["a","b"],"y":1}' \
	'{"y":2,"id":"arxiv:1","x":[1],"version":3,"title":"New","type":"article-journal","published":"2025-09-04","updated":"2025-10","upvotes":9,"key":"k","status":"retracted","keywords":["b","c"],"z":{"a":1}}' \
	'{"id":"arxiv:1","version":2,"title":"Middle","published":"2025-08-01","abstract":"mid"}'
check 'each member by its rule' 0 \
	'{"id":"arxiv:1","version":3,"type":"article-journal","title":"New","abstract":"old","published":"2025-08-01","updated":"2025-10","keywords":["a","b","c"],"upvotes":1,"status":"corrected","key":"k","y":1,"x":[1],"z":{"a":1}}' \
	'puniq -m papers'
papers '{"id":"arxiv:1","title":"T","sources":["a"]}' \
	'{"id":"arxiv:1","deleted":true,"modified":"2025-01-02","sources":["b"]}'
check 'what was withdrawn is only that' 0 \
	'{"id":"arxiv:1","modified":"2025-01-02","deleted":true,"sources":["a","b"]}' 'puniq -m papers'
echo ' { "id" : "arxiv:1" , "title":"\u00e9" } ' >papers
check 'a paper alone stays as it is' 0 "$(cat papers)" 'puniq -m papers'
papers '{"id":"arxiv:1","count":7}' '{"id":"arxiv:1"}'
check '-c replaces its member' 0 '{"id":"arxiv:1","count":2}' 'puniq -c papers'
papers '{"id":"doi:10.1/a","n":1}' '{"id":"arxiv:2"}' '{"id":"arxiv:1","aliases":["doi:10.1/a"],"n":2}'
check 'a merged paper stands where its first record was' 0 'arxiv:1 arxiv:2' 'puniq -m papers | ids'
check 'its keys are all of them' 0 'arxiv:1 doi:10.1/a' \
	'puniq -m -a all papers >/dev/null; grep -v :2 all | cut -f 1 | sort | tr "\n" " " | sed "s/ $//"'

# a chain over sources, as they answer: votes and code, categories and comment,
# volume and pages; the preprint is linked by the DOI that arXiv has of it
cat >hf.json <<'EOF'
[{"paper":{"id":"1601.03238","title":"Quantum fields","upvotes":7,"githubRepo":"https://github.com/e/q"},"title":"Quantum fields"}]
EOF
cat >arxiv.xml <<'EOF'
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<title>ArXiv Query: id_list=1601.03238</title><id>http://arxiv.org/api/q</id>
<entry><id>http://arxiv.org/abs/1601.03238v2</id><title>Quantum Fields</title>
<arxiv:comment>8 pages</arxiv:comment><arxiv:doi>10.1103/PhysRevD.93.016005</arxiv:doi>
<category term="quant-ph"/></entry></feed>
EOF
cat >crossref.json <<'EOF'
{"status":"ok","message-type":"work","message":{"DOI":"10.1103/physrevd.93.016005","type":"journal-article",
"title":["Quantum fields"],"container-title":["Physical Review D"],"volume":"93","page":"1-9"}}
EOF
printf '%s\n' '{"data":{"id":"10.48550/arxiv.1601.03238","type":"dois","attributes":{"doi":"10.48550/arxiv.1601.03238",
"titles":[{"title":"Quantum fields"}],"publisher":"arXiv","types":{"citeproc":"article"}}}}' >datacite.json
for source in hf arxiv crossref datacite; do
	pparse "$source".* >"from-$source"
done
check 'what four sources say of a paper is one record' 0 \
	'["arxiv:1601.03238",["doi:10.1103/physrevd.93.016005"],"article-journal",2,7,["https://github.com/e/q"],"quant-ph","8 pages","Physical Review D","93","1-9",["hf","arxiv","crossref","datacite"]]' \
	'puniq -m from-hf from-arxiv from-crossref from-datacite | jq -c "[.id,.aliases,.type,.version,.upvotes,.code,.categories[0],.comment,.venue,.volume,.pages,.sources]"'
check 'out of a pipe, too' 0 "$(puniq -m from-hf from-crossref from-arxiv)" \
	'cat from-hf from-crossref from-arxiv | puniq -m'
check 'in whatever order they come' 0 '["arxiv:1601.03238",7,"93","8 pages"]' \
	'puniq -m from-crossref from-datacite from-hf from-arxiv | jq -c "[.id,.upvotes,.volume,.comment]"'

# the two steps of a delivery, killed at each call that changes a file
papers '{"id":"arxiv:1","aliases":["doi:10.1/a"]}' '{"id":"arxiv:2"}' '{"id":"arxiv:3"}'
if ! command -v strace >/dev/null || ! strace -o /dev/null true 2>/dev/null; then
	skip 'killed at each call' 'strace cannot trace here'
else
	# two_steps WHICH STRACE...: step WHICH is run by STRACE
	two_steps() {
		which=$1
		shift
		case $which in
		1) "$@" puniq -s st -o batch papers && cat batch >>got &&
			puniq -a st batch ;;
		2) puniq -s st -o batch papers && cat batch >>got &&
			"$@" puniq -a st batch ;;
		esac >/dev/null 2>&1
	}
	lost=0 kills=0
	sort papers >all
	for call in openat write fsync ftruncate rename unlink close; do
		for which in 1 2; do
			at=0 killed=1
			while [ "$killed" -ne 0 ] && [ "$at" -lt 40 ]; do
				at=$((at + 1)) killed=0
				printf 'arxiv:0\t2025-01-01\narxiv:tor' >st
				rm -f batch got
				two_steps "$which" strace -o trace -e trace="$call" \
					-e inject="$call:signal=KILL:when=$at" || killed=1
				kills=$((kills + killed))
				touch got
				# what has a key was delivered
				puniq -s st papers | sort -u - got | cmp -s - all || lost=1
				# the next run delivers the others, and no line is lost
				two_steps 1 env || lost=1
				sort -u got | cmp -s - all || lost=1
				[ -z "$(puniq -s st papers)" ] || lost=1
				head -n 1 st | grep -qx 'arxiv:0	2025-01-01' || lost=1
				grep -qvxE '(arxiv|doi):[0-9./a]+	[0-9-]+' st && lost=1
			done
		done
	done
	echo "# killed $kills times"
	[ "$kills" -gt 20 ] || lost=1
	ok 'killed at each call: no key without its line, no line lost' "$lost"
fi

plan
