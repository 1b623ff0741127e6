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

plan
