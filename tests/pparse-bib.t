#!/bin/sh
# pparse on bibliographies: what is too long for a case, and what other
# programs read in the same files.
. "${0%/*}/lib.sh"
cases=$top/tests/cases/pparse

# Entries in pieces: none is lost where a piece of the body ends.
awk 'BEGIN { print "@string{v = \"Venue\"}"; for (i = 0; i < 30000; i++)
	printf "@article{k%d,\n title = {T %d \\& {\\\"o}}, journal = v # \" %d\"}\n",
		i, i, i }' >many.bib
awk 'BEGIN { for (i = 0; i < 30000; i++)
	printf "k%d T %d & \303\266 Venue %d\n", i, i, i }' >want
pparse many.bib | jq -r '.key + " " + .title + " " + .venue' >got
cmp -s want got
ok 'entries in pieces' $?
{
	cat many.bib
	printf '@article{open, title = {x'
} >open.bib
check 'a file that is cut off' 3 30000 '(pparse open.bib; echo $? >s) | wc -l
	(exit "$(cat s)")'
said 'a file that is cut off: said' \
	'^pparse: open.bib:60002: the entry does not end$'

# An entry over the limit costs itself, and what stands on its lines.
{
	printf '@article{long, title = {'
	head -c 9000000 /dev/zero | tr '\0' x
	printf '}}\n@article{two, title = {Two}}\n'
} >long.bib
check 'an entry of 9 MB' 3 \
	'{"id":"title:two","type":"article-journal","title":"Two","key":"two","sources":["bibtex"]}' \
	'pparse long.bib'
said 'an entry of 9 MB: said' '^pparse: long.bib:1: .* more than 8 MiB$'
{
	printf '@article{deep, title = {'
	head -c 1000000 /dev/zero | tr '\0' '{'
	printf '\n@article{two, title = {Two}}\n'
} >deep.bib
check 'a million braces' 3 Two 'pparse deep.bib | jq -r .title
	pparse deep.bib >out'
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "@string{s%d = 1}\n", i
	print "@article{two, title = {Two}}" }' >strings.bib
check 'strings over the limit' 3 1 'pparse strings.bib >out
	s=$?; wc -l <out; (exit $s)'
awk 'BEGIN { print "@string{s0 = {0123456789}}"; for (i = 1; i < 100; i++)
	printf "@string{s%d = s%d # s%d}\n", i, i - 1, i - 1
	print "@article{two, title = {Two}}" }' >doubled.bib
check 'strings of strings of strings' 3 1 'pparse doubled.bib >out
	s=$?; wc -l <out; (exit $s)'
awk 'BEGIN { printf "@article{a, title = {$x$ "; for (i = 0; i < 300000; i++)
	printf "{"; for (i = 0; i < 300000; i++) printf "\\}}}"; print "}}" }' >open.bib
check 'groups that do not end' 0 1 'pparse -f bibtex open.bib >out
	s=$?; wc -l <out; (exit $s)'
awk 'BEGIN { printf "TY  - JOUR\n"; for (i = 0; i < 30000; i++)
	print "KW  - " i; print "ER  - \nTY  - JOUR\nTI  - Two\nER  - " }' >long.ris
check 'a record of 30,000 lines' 3 Two 'pparse long.ris >out 2>said
	s=$?; jq -r .title out; (exit $s)'

# Parents: many, and such as want to be copied without end.
awk 'BEGIN { for (i = 0; i < 20000; i++)
	printf "@inproceedings{c%d, title = {T%d}, crossref = {P%d}}\n", i, i, i
	for (i = 0; i < 20000; i++)
	printf "@proceedings{p%d, booktitle = {V%d}, title = {W}}\n", i, i }' >many.bib
check 'parents behind 20,000 children' 0 '20000 c19999 V19999' 'pparse many.bib |
	jq -r "select(.venue and .title != \"W\") | .key + \" \" + .venue" |
	awk "{ n++; last = \$0 } END { print n, last }"'
awk 'BEGIN { for (i = 0; i < 8; i++) {
	printf "@xdata{x%d, f%d = {v}, xdata = {", i, i
	for (k = 0; k < 900; k++) printf "x%d,", i + 1
	print "}}" } print "@xdata{x8, note = {n}}\n@misc{m, title = {T}, xdata = {x0}}" }' >wide.bib
check 'generations of many parents' 0 T 'pparse wide.bib | jq -r .title'
{
	printf '@proceedings{big, title = {'
	head -c 1000000 /dev/zero | tr '\0' x
	printf '}}\n@inproceedings{c, title = {T}, crossref = {big}}\n'
} >big.bib
check 'a parent of 1 MB' 3 '1 T' 'pparse big.bib >out; s=$?
	jq -r "select(.key == \"c\") | \"1 \(.title)\"" out; (exit $s)'
said 'a parent of 1 MB: said' 'c: it inherits from big, which is not there, or too long$'

# Not a bibliography
check 'an address in a text' 3 '' 'echo "write to me@example.org {today}" | pparse'
check 'nothing but comment' 3 '' 'echo nothing | pparse -f bibtex'
said 'and that is said' 'nothing of the kind bibtex'

# facts: of each record what every program should agree on, in one line
facts() {
	jq -r '[.key, (.title // "" | gsub("[^A-Za-z0-9]"; "")),
		(.published // "" | .[:4]), (.families // [] | sort | join(" / ")),
		.doi // "" | ascii_downcase] | join("|")' "$1" | sort
}

# The same files through pandoc's readers and bibutils'. Left out is what they
# read otherwise than BibTeX does: a parenthesis for a brace, `AND`, `others`,
# Jr., a field that comes twice, a comment with an @ (and accents over a dotless
# i, names that begin with an accent, \d).
sed '/^This line/d; /A second title/s/title.*,/ /; /^@string(/d; /^@article(krizhevsky/,/^  volume = 60/d
	/^  ,/,/^}/d' "$cases/bibtex-shapes/input.bib" >shapes.bib
cat >names.bib <<'END'
@book{one, title = {Names}, author = {{Salt and Stone} and van der Berg, Jan
  and Ludwig van Beethoven and Ozg{\"u}r {\c C}elik and Donald~E. Knuth
  and Emile de la Rue and {Vega y Soto}, Luis and Lee, Ann}}
END
tr ' ' '\n' >letters <<'END'
\`{a} \'{e} \^{o} \~{n} \={u} \.{z} \H{o} \c{c} \k{a} \r{u} \u{g} \v{s} \o{}
\L{} \ss{} \aa{} \ae{} \AE{}
END
awk '{
	printf "@article{acc%d, title = {A %s word {%s}}, ", NR, $0, $0
	printf "author = {Ab%sc, D%s and {van} {%s}x, E.}, ", $0, $0, $0
	printf "year = \"%d\", doi = {10.1000/%d}}\n", 1990 + NR, NR
}' letters >accents.bib
for file in names.bib shapes.bib accents.bib; do
	pparse "$file" >ours
	if command -v pandoc >/dev/null; then
		pandoc -f biblatex -t csljson "$file" >theirs.json
		pparse theirs.json >theirs
		facts ours >facts-ours
		facts theirs >facts-theirs
		diff facts-theirs facts-ours >differs
		ok "$file: as pandoc reads it" $?
		sed 's/^/# /' differs
	else
		skip "$file: as pandoc reads it" 'no pandoc'
	fi
	if command -v bib2xml >/dev/null; then
		bib2xml "$file" 2>/dev/null | xml2ris 2>/dev/null >theirs.ris
		pparse theirs.ris >theirs 2>/dev/null
		facts ours >facts-ours
		facts theirs >facts-theirs
		diff facts-theirs facts-ours >differs
		ok "$file: as bibutils read it" $?
		sed 's/^/# /' differs
	else
		skip "$file: as bibutils read it" 'no bibutils'
	fi
done

# Captured answers of Crossref
for file in "$data"/crossref/paper-qa_test_*.txt; do
	name=$(basename "$file" .txt)
	if [ ! -f "$file" ]; then
		skip "captured BibTeX" 'no captured files'
		continue
	fi
	doi=$(sed 's/.*DOI={\([^}]*\)}.*/\1/; q' "$file")
	[ "$(pparse "$file" 2>/dev/null | jq -r .doi)" = "$doi" ]
	ok "$name: $doi" $?
done
plan
