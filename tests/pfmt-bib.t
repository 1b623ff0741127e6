#!/bin/sh
# pfmt: bibliographies, as sheaf-pfmt(1) promises, and back through pparse
# shellcheck disable=SC2016 # $ in single quotes is jq's and TeX's
. "${0%/*}/lib.sh"

cases=$top/tests/cases/pparse

# same FORMAT DROP KEEP: a record of each case, through FORMAT and pparse, is
# the same but for what FORMAT cannot hold: DROP is jq's, KEEP files of cases.
same() {
	format=$1 drop=$2
	shift 2
	for case; do
		pparse "$cases/$case" 2>stderr >first
		pfmt -f "$format" first | pparse >second 2>stderr
		for file in first second; do
			jq -cS "del(.sources) | $drop" "$file" >"$file.j"
		done
		[ -s first.j ] && diff first.j second.j >difference
		ok "$format: there and back: $case" $?
		sed 's/^/# /' difference
	done
}
same ris 'del(.categories, .bibtex) |
	if .abstract then .abstract |= gsub("\n\n"; " ") else . end' ris-tags/input.ris ris-wild/input.ris \
	bibtex-names/input.bib bibtex-fields/input.bib bibtex-tex/input.bib \
	csl-zotero/input.json csl-pandoc/input.json
same csl 'del(.categories, .bibtex, .affiliations, .pdf, .key) |
	del(select(.type == "document").type)' \
	ris-tags/input.ris ris-wild/input.ris bibtex-names/input.bib \
	bibtex-fields/input.bib csl-zotero/input.json csl-pandoc/input.json

# Names: with their parts, and where these have to be found
cat >names <<'END'
{"id":"a:1","authors":["Salt and Stone Labs","The ATLAS Collaboration","Plato"],"families":["Salt and Stone Labs","The ATLAS Collaboration","Plato"]}
{"id":"a:2","authors":["Salt and Stone Labs","The ATLAS Collaboration","Plato"]}
{"id":"a:3","authors":["Anna van Dijk","Samuel Reed Jr.","Luis Vega y Soto","Mia DeWitt"],"families":["van Dijk","Reed","Vega y Soto","DeWitt"]}
{"id":"a:4","authors":["Anna van Dijk","Samuel Reed Jr.","Ann B. Lee","Wang Xiaoming"],"families":["","","Nobody","Wang"]}
END
check 'csl: names' 0 \
'[{"literal":"Salt and Stone Labs"},{"literal":"The ATLAS Collaboration"},{"literal":"Plato"}]
[{"literal":"Salt and Stone Labs"},{"literal":"The ATLAS Collaboration"},{"literal":"Plato"}]
[{"family":"van Dijk","given":"Anna"},{"family":"Reed","given":"Samuel","suffix":"Jr."},{"family":"Vega y Soto","given":"Luis"},{"family":"DeWitt","given":"Mia"}]
[{"family":"van Dijk","given":"Anna"},{"family":"Reed","given":"Samuel","suffix":"Jr."},{"family":"Lee","given":"Ann B."},{"family":"Wang","given":"Xiaoming"}]' \
	'pfmt -f csl names | jq -c ".[].author"'

# RIS
cat >paper <<'END'
{"id":"doi:10.1000/ab","type":"article-journal","title":"A\nTitle","authors":["Ann Lee","Samuel Reed Jr."],"families":["Lee","Reed"],"abstract":"One\nline.\n\nER  - \n\nAnother.","published":"2016-10","venue":"J. of Examples","doi":"10.1000/aB","url":"javascript:alert(1)","pdf":"https://e.org/a.pdf"}
{"id":"title:x","title":"X","authors":["Salt, Stone and Co"],"published":"2016-10-05T01:02:03Z","pages":"3-3"}
END
check 'ris: a value a line' 0 'TY  - JOUR
AU  - Lee, Ann
AU  - Reed, Samuel, Jr.
TI  - A Title
T2  - J. of Examples
PY  - 2016
DA  - 2016/10//
AB  - One line. ER  - Another.
DO  - 10.1000/aB
L1  - https://e.org/a.pdf
ER  - 
TY  - GEN
AU  - Salt Stone and Co
TI  - X
PY  - 2016
DA  - 2016/10/05/
SP  - 3-3
ER  - ' 'pfmt -f ris paper'
if command -v ris2xml >/dev/null; then
	check 'ris: bibutils reads it' 0 2 \
		'pfmt -f ris paper | ris2xml 2>/dev/null | grep -c "<mods "'
else
	skip 'ris: bibutils reads it' 'no ris2xml'
fi

# CSL-JSON
check 'csl: one array' 0 '[{"id":"lee2016title","type":"article-journal","title":"A Title","container-title":"J. of Examples","abstract":"One line.\n\nER  -\n\nAnother.","author":[{"family":"Lee","given":"Ann"},{"family":"Reed","given":"Samuel","suffix":"Jr."}],"issued":{"date-parts":[[2016,10]]},"DOI":"10.1000/aB"},
{"id":"saltstoneandc2016","type":"document","title":"X","page":"3-3","author":[{"literal":"Salt, Stone and Co"}],"issued":{"date-parts":[[2016,10,5]]}}]' \
	'pfmt -f csl paper'
check 'csl: no papers, an empty array' 0 '[]' 'pfmt -f csl </dev/null'
if command -v pandoc >/dev/null; then
	check 'csl: pandoc reads it' 0 '2 Lee' 'pfmt -f csl paper |
		pandoc -f csljson -t csljson |
		jq -r "\"\(length) \(.[0].author[0].family)\""'
else
	skip 'csl: pandoc reads it' 'no pandoc'
fi

# Keys
cat >keyed <<'END'
{"id":"arxiv:2401.00001","title":"多模态模型","authors":["Иван Петров"],"published":"2024"}
{"id":"arxiv:2401.00002","title":"多模态模型","authors":["王小明"],"published":"2024"}
{"id":"arxiv:2401.00003","title":"On the Use of Sheaves","authors":["Ann Łęe"],"published":"2024"}
{"id":"arxiv:2401.00004","title":"On the Use of Sheaves","authors":["Ann Łęe"],"published":"2024"}
{"id":"arxiv:2401.00004","title":"On the Use of Sheaves","authors":["Ann Łęe"],"published":"2024"}
{"id":"title:多模态模型","title":"多模态模型"}
{"id":"title:2024","title":"2024"}
{"id":"title:nobody-wrote-it","title":"Nobody wrote it","published":"1999"}
{"id":"a:1","title":"T","key":"DBLP:journals/corr/X"}
{"id":"a:2","title":"T","key":"dblp:journals/corr/x"}
{"id":"a:3","title":"T","key":"a b},c\\%"}
{"id":"doi:10.1000/a-very-long-identifier-that-does-not-fit-in-a-key"}
END
keys() {
	pfmt -f csl "$@" | jq -r '.[].id'
}
check 'keys' 0 'petrov2024
arxiv:2401-00002
lee2024use
lee2024use-e9c3
lee2024use-e9c393b
title:-6e535530
title:2024
nobody1999
DBLP:journals/corr/X
dblp:journals/corr/x-e661
abc
doi:10-1000-a-very-3f4200d5' 'keys keyed'
check 'a key depends on no paper behind it' 0 "$(keys keyed | head -n 4)" \
	'head -n 4 keyed >front; keys front'
yes "$(head -n 4 keyed | tail -n 1)" | head -n 3000 >many
check 'and none is there twice' 0 3000 'keys many | sort -u | wc -l | tr -d " "'
check 'nor too long' 1 0 \
	'keys many keyed | grep -vcE "^[A-Za-z][A-Za-z0-9:/_-]{2,39}$"'

# BibTeX and biblatex
bib=bibtex-names/input.bib\ bibtex-fields/input.bib\ bibtex-tex/input.bib\ bibtex-shapes/input.bib
# shellcheck disable=SC2086
same bibtex 'del(select(.title == "Without a key").key) |
	del(select(.title == "A Patent").type)' $bib csl-zotero/input.json
# shellcheck disable=SC2086
same biblatex 'del(select(.title == "Without a key").key)' \
	$bib csl-zotero/input.json
same bibtex 'del(.affiliations, .key)' ris-tags/input.ris ris-wild/input.ris

cat >special <<'END'
{"id":"doi:10.1000/a_b","type":"article-journal","title":"Costs fall 50% for model_v2 & rank #1","authors":["Ann Lee"],"families":["Lee"],"published":"2024","venue":"Society & health","doi":"10.1000/a_b","url":"https://e.org/a_b?x=1&y=%2F{\\^ z"}
END
check 'bibtex: characters that TeX reads' 0 \
'@article{lee2024costs,
  title = {Costs fall 50\% for model\_v2 \& rank \#1},
  author = {Lee, Ann},
  journal = {Society \& health},
  year = {2024},
  doi = {10.1000/a_b},
  url = {https://e.org/a_b?x=1&y=%2F%7B%5C%5E%20z}
}' 'pfmt -f bibtex special'
cat >tex <<'END'
{"id":"a:1","title":"$\\alpha$-R\\'enyi \\& {\\\"O}lder: 5\\% of $\\mathbb{E}_{x}[f]$ on GPUs"}
{"id":"a:2","title":"From $5 to $6: C:\\ a~b ^ -- ``x'' {y"}
{"id":"a:3","title":"In $O(n^2)$ & so on, 5% of a_b"}
END
check 'bibtex: TeX stays, text is escaped' 0 \
"\$\\alpha\$-R\\'enyi \\& {\\\"O}lder: 5\\% of \$\\mathbb{E}_{x}[f]\$ on {GPUs}
From \\\$5 to \\\$6: C:{\\textbackslash} a{\\textasciitilde}b {\\textasciicircum} -{}- \`{}\`x'{}' {\\textbraceleft}y
In \$O(n^2)\$ \\& so on, 5\\% of a\\_b" \
	'pfmt -f bibtex tex | sed -n "s/^  title = {\(.*\)},*$/\1/p"'
check 'and comes back' 0 "$(head -n 2 tex | jq -r .title)" \
	'head -n 2 tex | pfmt -f bibtex | pparse | jq -r .title'

cat >braces <<'END'
{"id":"a:1","title":"One } \\{ of $\\{ x$","abstract":"the set {x : x > 0 and\n\n@misc{y, z}} \\","key":"one","bibtex":{"holder":"} @misc{evil, title={","x\ny = {":"z","series":"A\\","isbn":"1"}}
{"id":"a:2","title":"Two","key":"two"}
{"id":"a:3","title":"\\input{/etc/passwd} $\\write18{x}$ $^^5cinput$ \\catcode`\\%=12","key":"three","authors":["\\input{x} Lee","a and others"],"bibtex":{"series":"\\def\\x{y}"}}
{"id":"a:4","title":"Four","key":"four"}
END
for format in bibtex biblatex; do
	pfmt -f $format braces >braces.bib
	awk '{ for (i = 1; i <= length($0); i++) {
		c = substr($0, i, 1)
		if (c == "{") depth++
		if (c == "}" && --depth < 0) bad = 1
	} } /^}$/ && depth != 0 { bad = 1 } END { exit bad || depth }' braces.bib
	ok "$format: braces balance" $?
	check "$format: each entry is one" 0 'one two three four' \
		'pparse braces.bib | jq -rs "map(.key) | join(\" \")"'
	check "$format: no command that reads, writes or defines" 1 '' \
		"grep -E '\\\\(input|write|catcode|def)|\\^\\^' braces.bib"
done
check 'bibtex: what a brace was can be read' 0 1 \
	"pfmt -f bibtex braces | grep -c 'the set {.textbraceleft}x'"

check 'bibtex: names' 0 \
'{Salt and Stone Labs} and {The ATLAS Collaboration} and {Plato}
{Salt and Stone Labs} and {The ATLAS Collaboration} and {Plato}
van Dijk, Anna and Reed, Jr., Samuel and {Vega y Soto}, Luis and DeWitt, Mia
van Dijk, Anna and Reed, Jr., Samuel and Lee, Ann B. and Wang, Xiaoming' \
	'pfmt -f biblatex names | sed -n "s/^  author = {\(.*\)}$/\1/p"'

cat >accents <<'END'
{"id":"arxiv:2406.01234","type":"article","title":"New Limits of GPU Decoding for BERT and iPhones","authors":["Jose\u0301 Marín","Gül Ağar","Bjørn Çelik"],"categories":["math.CO","cs.LG"],"published":"2024-06"}
{"id":"arxiv:2406.01235","type":"article-journal","title":"“Ein–Maß” …","venue":"J","version":2}
END
check 'bibtex: accents, capitals, eprint' 0 \
"@misc{marin2024new,
  title = {New Limits of {GPU} Decoding for {BERT} and {iPhones}},
  author = {Mar{\\'\\i}n, Jos{\\'e} and A{\\u g}ar, G{\\\"u}l and {\\c C}elik, Bj{\\o}rn},
  year = {2024},
  month = jun,
  eprint = {2406.01234},
  archivePrefix = {arXiv},
  primaryClass = {math.CO}
}

@article{ein,
  title = {\`\`Ein--Ma{\\ss}'' {\\dots}},
  key = {ein},
  journal = {J},
  eprint = {2406.01235v2},
  archivePrefix = {arXiv}
}" 'pfmt -f bibtex accents'
check 'biblatex: characters stay' 0 \
'@online{marin2024new,
  title = {New Limits of {GPU} Decoding for {BERT} and {iPhones}},
  author = {Marín, José and Ağar, Gül and Çelik, Bjørn},
  date = {2024-06},
  eprint = {2406.01234},
  eprinttype = {arxiv},
  eprintclass = {math.CO}
}' 'head -n 1 accents | jq -c ".authors[0] = \"José Marín\"" | pfmt -f biblatex'

# What biber and BibTeX's own styles said of captured papers
cat >said <<'END'
{"id":"a:1","type":"article","title":"One","authors":["Robert W. Heath, Jr.","Ann Lee"],"families":["Heath,","Lee"],"keywords":["Aged, 80 and over","Brain"]}
{"id":"a:2","type":"article","title":"Two","keywords":["Antibodies, Viral"]}
{"id":"a:3","key":"mine","title":"Three"}
{"id":"a:4"}
END
check 'bibtex: a comma behind a family, no author, no field' 0 '@misc{heathone,
  title = {One},
  author = {Heath, Jr., Robert W. and Lee, Ann},
  keywords = {Aged, 80 and over; Brain}
}

@misc{two,
  title = {Two},
  key = {two},
  keywords = {Antibodies, Viral;}
}

@misc{mine,
  title = {Three},
  key = {mine}
}

@misc{a:4,
  key = {a:4}
}' 'pfmt -f bibtex said'
check 'biblatex: no field' 0 '@misc{a:4,
}' 'tail -n 1 said | pfmt -f biblatex'
for format in bibtex biblatex csl; do
	check "$format: keywords with commas come back" 0 "$(
		jq -c .keywords said | head -n 3
	)" "head -n 3 said | pfmt -f $format | pparse | jq -c .keywords"
done
check 'bibtex: and what it sorts by does not' 0 'null' \
	'pfmt -f bibtex said | head -n 11 | pparse | jq -c .bibtex | sort -u'

# The program itself, with a style that sets every entry and all its names
cat >all.bst <<'END'
ENTRY { title author journal year doi eprint abstract } {} { label }
FUNCTION {entry} { cite$ write$ newline$
	author empty$ { "" } { author #1 "{ff }{vv }{ll}{ jj}" format.name$ } if$
	write$ newline$ title empty$ { "" } { title "t" change.case$ } if$ write$ newline$ }
FUNCTION {default.type} { entry }
FUNCTION {article} { entry }
FUNCTION {inproceedings} { entry }
FUNCTION {book} { entry }
FUNCTION {inbook} { entry }
FUNCTION {incollection} { entry }
FUNCTION {phdthesis} { entry }
FUNCTION {techreport} { entry }
FUNCTION {unpublished} { entry }
FUNCTION {booklet} { entry }
FUNCTION {misc} { entry }
READ
ITERATE {call.type$}
END
printf '%s\n' '\relax' '\citation{*}' '\bibstyle{all}' '\bibdata{all}' >all.aux
sed 's/{all}/{plain}/' all.aux >plain.aux
sed -i 's/bibdata{plain}/bibdata{all}/' plain.aux
{
	jq -c . special tex braces names accents keyed said \
		"$top"/tests/cases/pfmt/*/input.jsonl "$fixtures"/papers.jsonl
	[ ! -d "$data/acl" ] || find "$data" -type f ! -path '*/jsontestsuite/*' \
		! -name '*.tsv' ! -name '*.md' -print0 | sort -z | xargs -0 pparse
} 2>/dev/null >all
if command -v bibtex >/dev/null; then
	pfmt -f bibtex all >all.bib 2>stderr
	for style in all plain; do
		BSTINPUTS=.: BIBINPUTS=. bibtex "$style" >log
		status=$?
		# what a record does not have is not there
		grep -iE 'warning|error|repeated' log | grep -vE \
			'^Warning--(empty |all relevant fields are empty|there.s a number but no volume|to sort, need author, editor, or key)|^\(There w' >wrong
		[ "$status" = 0 ] && [ ! -s wrong ]
		ok "bibtex: $(grep -c '^@' all.bib) papers with the style $style: nothing to mend" $?
		head wrong | sed 's/^/# /'
	done
else
	skip 'bibtex: all papers with the style all' 'no bibtex'
	skip 'bibtex: all papers with the style plain' 'no bibtex'
fi

# biber takes 10 ms for a paper: of many each fiftieth (EVERY=1 for all)
every=${EVERY:-50}
awk -v every="$every" 'NR < 60 || NR % every == 0' all >some
for format in bibtex biblatex; do
	if ! command -v biber >/dev/null; then
		skip "$format: biber" 'no biber'
		continue
	fi
	pfmt -f $format some >some.bib
	biber --tool --quiet --quiet some.bib -O some.out >log 2>&1
	status=$?
	grep -hE 'WARN|ERROR' log some.bib.blg | grep -v 'legacy month' >wrong
	[ "$status" = 0 ] && [ ! -s wrong ]
	ok "$format: biber has no warning of $(wc -l <some) papers" $?
	head wrong | sed 's/^/# /'
	check "$format: and keeps them all" 0 "$(grep -c '^@' some.bib)" \
		"grep -c '^@' some.out"
done

# References of all captured papers, read by others
if command -v pandoc >/dev/null; then
	pfmt -f csl some >some.json
	pandoc -f csljson -t csljson some.json | jq -c '.[] | .title // ""' | wc -l >got
	check 'csl: pandoc reads captured papers' 0 "$(jq length some.json)" \
		'tr -d " " <got'
else
	skip 'csl: pandoc reads captured papers' 'no pandoc'
fi
if command -v ris2xml >/dev/null; then
	pfmt -f ris some | ris2xml 2>log | grep -c '<mods ' >got
	check 'ris: bibutils reads captured papers' 0 "$(wc -l <some | tr -d ' ')" \
		'cat got'
else
	skip 'ris: bibutils reads captured papers' 'no ris2xml'
fi

# There and back, all captured papers: what all four formats have a place for,
# where nothing is TeX (nor a sign in a name); RIS has none for the series of a book.
core() { # FILE
	jq -cS '{title, authors, volume, issue, doi, url, venue, publisher, keywords,
		published: (.published // "")[:10]} |
		if .authors == [] then .authors = null else . end' "$1"
}
tail -n +60 all | jq -c 'select((.title // "") != "" and
	(.type != "book" or .venue == null) and
	([.title, .url // "" | test("[\\\\{}$^]|\\p{M}")] | any | not) and
	(.authors // [] | all(test("[,\\\\{}$©]") | not)))' >plain
core plain >should
for format in bibtex biblatex csl ris; do
	if [ ! -s plain ]; then
		skip "$format: captured papers come back the same" 'no data'
		continue
	fi
	pfmt -f $format plain | pparse >back 2>stderr
	core back | diff should - >difference
	ok "$format: $(wc -l <plain) captured papers come back the same" $?
	head -n 4 difference | cut -c 1-400 | sed 's/^/# /'
done

if command -v pandoc >/dev/null; then
	check 'biblatex: pandoc reads it' 0 'Marín' \
		'pfmt -f biblatex accents | pandoc -f biblatex -t csljson |
			jq -r ".[0].author[0].family"'
else
	skip 'biblatex: pandoc reads it' 'no pandoc'
fi

# --key TEMPLATE: {family}, {year} and {word} are what the usual key is made of
cat >named <<'END'
{"id":"arxiv:1706.03762","title":"Attention Is All You Need","authors":["Ashish Vaswani","Noam Shazeer"],"published":"2017-06-12","categories":["cs.CL","cs.LG"],"venue":"NeurIPS"}
{"id":"a:1","title":"The été of José","authors":["Ørjan Žižka Łuczak"],"families":["Žižka Łuczak"],"published":"2020"}
{"id":"a:2","title":"}, x = {\\input{y}","authors":["A }{,# B"],"published":"2020-01-01"}
{"id":"a:3","title":"Kept","authors":["Ashish Vaswani"],"published":"2017","key":"mine:1"}
{"id":"a:4","title":"Attention again","authors":["Ashish Vaswani"],"published":"2017"}
{"id":"a:5","title":"\u7814\u7a76"}
END
keys_of() {
	pfmt -f "$1" -k "$2" "$3" | if [ "$1" = csl ]; then jq -r '.[].id'; else sed -n 's/^@[a-z]*{\(.*\),$/\1/p'; fi
}
for format in bibtex biblatex csl; do
	check "$format: keys by a template" 0 'vaswani:2017
zizkaluczak:2020
ab:2020
mine:1
vaswani:2017-SUFFIX
a:5' "keys_of $format '{family}:{year}' named | sed 's/^\(vaswani:2017\)-[0-9a-f]\{4\}$/\1-SUFFIX/'"
done
check 'the usual key is its three parts' 0 '' \
	'pfmt -f csl named >usual; pfmt -f csl -k "{family}{year}{word}" named | diff usual -'
check 'members, the first of an array, in ASCII' 0 'AshishVaswani/NeurIPS.cs.CL
orjanzizkaluczak/.
AB/.' "keys_of bibtex '{authors}/{venue}.{categories}' named | head -n 3"
check 'a key may begin with a digit' 0 '2017vaswani' \
	"keys_of bibtex '{year}{family}' named | head -n 1"
check 'a template that says nothing leaves the id' 0 'arxiv:1706-03762
a:1
a:2' "keys_of bibtex '{none}' named | head -n 3"
check 'hostile titles make keys all the same' 0 'xinputy' \
	"keys_of bibtex '{title}' named | sed -n 3p"
keys_of bibtex '{family}{year}' named >all
for length in 1 2 3 4 5; do
	head -n "$length" named >front
	keys_of bibtex '{family}{year}' front | diff - all | grep '^<'
done >renamed
[ ! -s renamed ] && [ "$(sort -f all | uniq -di | wc -l)" = 0 ]
ok 'a list that grows at its end renames none, and no key stands twice' $?
check 'a wrong template of keys' 2 '' "pfmt -f bibtex -k '{family' named"
[ "$(sed -n 1p stderr)" = 'pfmt: --key: character 1: { without }; write \{ for a brace' ]
ok 'is named' $?

plan
