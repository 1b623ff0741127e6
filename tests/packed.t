#!/bin/sh
# Packed files: every program reads them as what they hold.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

cp "$fixtures/papers.jsonl" papers
gzip -c papers >papers.gz
zstd -q -c papers >papers.ZST
for packed in papers.gz papers.ZST; do
	for command in 'pparse' 'pgrep a' 'psort -k -upvotes' 'psort -n 3' \
		'pfmt -f json' puniq 'prank video'; do
		check "$command $packed" 0 "$($command papers)" "$command $packed"
	done
done
cat papers.gz papers.gz >twice.gz
cat papers.ZST papers.ZST >twice.zst
check 'two in one, gzip' 0 "$(cat papers papers)" 'pparse twice.gz'
check 'two in one, zstd' 0 "$(cat papers papers)" 'pparse twice.zst'
check 'pfetch' 0 "$(cat papers)" 'pfetch ./papers.gz | jq -j .body'
check 'patterns' 0 "$(pgrep -e video -e image papers)" \
	'printf "video\nimage\n" | gzip >words.gz; pgrep -f words.gz papers'
head -c 100000000 /dev/zero | tr '\0' x | gzip >bomb.gz
check 'a bomb is a long line' 3 '' 'psort bomb.gz'
said 'and is said' '^psort: bomb\.gz:1: the line is longer than 64 MiB'

for packed in papers.gz papers.ZST; do
	for len in 0 3 500 $(($(wc -c <"$packed") - 1)); do
		head -c "$len" "$packed" >"cut-$packed"
		check "$packed cut after $len bytes" 3 0 \
			"psort cut-$packed 2>said | jq -e . >/dev/null; s=\$?; psort cut-$packed >/dev/null; t=\$?; [ \$s = 0 ] || [ \$s = 4 ]; echo \$?; (exit \$t)"
		said "$packed cut after $len bytes: said" "cut-$packed: .*broken or cut off"
	done
	{ head -c 40 "$packed"; head -c 2000 /dev/zero | tr '\0' '\377'; } >"bad-$packed"
	check "$packed, broken" 3 '' "psort bad-$packed"
	said "$packed, broken: said" "bad-$packed: .*broken or cut off"
done
printf 'no gzip\n' >no.gz
check 'only called so' 3 '' 'psort no.gz'
said 'it is said' 'no\.gz: .*broken or cut off'

# What is written is not packed: by such a name it could not be read again.
for command in 'pfetch -o new.gz ./papers' 'pparse -o new.zst papers' \
	'pgrep --output new.GZ . papers' 'pfmt -o new.gz papers'; do
	check "$command" 2 '' "$command; s=\$?; ls new.*; (exit \$s)"
	grep -q 'new\..*: nothing is written packed' stderr
	ok "$command: said" $?
done

plan
