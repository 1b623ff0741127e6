# shellcheck shell=sh
# shellcheck disable=SC2016,SC2034 # check() evaluates
. "${0%/*}/lib.sh"
. "$top/tests/servers.sh"
export SOURCE_DATE_EPOCH=1757073600 XDG_RUNTIME_DIR="$PWD"

# page FILE ID TOKEN: an answer of a harvest with one record
page() {
	{
		printf 'HTTP/1.1 200 OK\nContent-Type: text/xml\n\n'
		printf '<OAI-PMH><ListRecords><record><header>'
		printf '<identifier>%s</identifier>' "$2"
		printf '<datestamp>2025-09-0%s</datestamp></header></record>' "$2"
		printf '<resumptionToken>%s</resumptionToken>' "$3"
		printf '</ListRecords></OAI-PMH>'
	} >"$1"
}
page one 1 a
page two 2 b
page three 3 ''
printf 'HTTP/1.1 404 Not Found\nContent-Length: 0\n\n' >lost
printf 'HTTP/1.1 200 OK\nContent-Type: application/pdf\n\n%%PDF' >pdf
printf 'HTTP/1.1 200 OK\n\nx' >untyped
list='/oai?verb=ListRecords&metadataPrefix=oai_dc'
more='/oai?verb=ListRecords&resumptionToken='
cat >routes <<END
GET $list one
GET ${more}a two
GET ${more}b lost three
GET $list&from=2025-09-03 three
GET /paper pdf
GET /untyped untyped
GET * pdf
END
answer routes
at=http://127.0.0.1:$port
asked() { # NAME COUNT TARGET
	[ "$(grep -Fxc "GET $3 HTTP/1.1" requests)" = "$2" ]
	ok "$1" $?
}

check 'a harvest that breaks off' 3 '' "pfetch -O cs oai:$at/oai"
said 'it is named' "^pfetch: $at.*resumptionToken=b: 404 Not Found\$"
check 'what came is in the index, what failed is not' 0 2 \
	'wc -l <cs/index.jsonl | tr -d " "'
check 'again' 0 '' "pfetch -O cs oai:$at/oai"
quiet 'nothing is said'
check 'each page once' 0 3 'wc -l <cs/index.jsonl | tr -d " "'
asked 'a page behind a token is not asked for again' 1 "${more}a"
asked 'the one that failed is' 2 "${more}b"
check 'the bodies are in files that are there' 0 '1 2 3' \
	'cd cs && jq -r .file index.jsonl | while read -r f; do
		sed "s/.*<identifier>//; s/<.*/ /" "$f"; done | xargs'
check 'a document has no body' 0 '["file"]' \
	'jq -c "[keys[] | select(. == \"file\" or . == \"body\")]" cs/index.jsonl |
		sort -u'

printf '{"url":"torn' >>cs/index.jsonl
check 'a line that nobody finished is cut off' 0 4 \
	"pfetch -O cs oai:$at/oai; jq -c .url cs/index.jsonl | wc -l | tr -d ' '"
check 'a page' 0 '%PDF' "pfetch -O p $at/paper && cat p/*/*.pdf"
check 'a page that is there is not asked for again' 0 '' "pfetch -O p $at/paper"
asked 'once' 1 /paper
check 'no name leads out of the folder, or is hidden' 0 '' \
	'pfetch -O q "$at/..%2f..%2fx?y=/../z" "$at/.hidden/..." "$at/a/ä"
	jq -r .file q/index.jsonl | grep -v "^[A-Za-z0-9._=,+/-]*$"
	jq -r .file q/index.jsonl | tr / "\n" | grep "^\." || :'
check 'each has its file' 0 3 'cd q && jq -r .file index.jsonl | xargs ls | wc -l | tr -d " "'

check 'a page, and others that are named as if it were a folder' 0 '9 9' \
	'pfetch -O c "$at" "$at/" "$at//a" "$at/untyped" "$at/untyped/x" \
		"$at/untyped/x.pdf" "$at/untyped/x" "$at/untyped/x?y" \
		"$at/untyped/x,y" "$at/untyped,x"
	cd c && jq -r .file index.jsonl | sort -u >../kept
	echo $(wc -l <../kept) $(xargs ls <../kept | wc -l)'
check 'a body without a type' 0 x 'pfetch -O u $at/untyped && cat u/*/untyped*'
whole=$(wc -c <cs/index.jsonl)
last=$(tail -n 1 cs/index.jsonl | wc -c)
i=1
while [ "$i" -le "$last" ]; do
	cp -r cs torn
	head -c "$((whole - i))" cs/index.jsonl >torn/index.jsonl
	pfetch -O torn "oai:$at/oai" || echo "status $?"
	jq -r .file torn/index.jsonl | sort -u | wc -l
	rm -rf torn
	i=$((i + 13))
done >torn-at 2>&1
check 'a last line that is torn anywhere' 0 4 'sort -u torn-at | tr -d " "'

check '-o and -O' 2 '' 'pfetch -o x -O y hf:daily'

plan
