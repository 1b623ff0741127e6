# shellcheck shell=sh
# shellcheck disable=SC2016,SC2034 # check() evaluates
# Harvests with -O: whatever breaks off, and wherever, the same command goes on.
. "${0%/*}/lib.sh"
. "$top/tests/servers.sh"
export SOURCE_DATE_EPOCH=1757073600 XDG_RUNTIME_DIR="$PWD"

# ids DIR: the identifiers in the files that the index names
ids() {
	jq -r .file "$1/index.jsonl" | sort -u | (cd "$1" && xargs cat) |
		grep -o '<identifier>[^<]*' | sed 's/.*>//' | sort -u
}
# begun DIR: files that nobody finished
begun() {
	find "$1" -name '.?*' | wc -l | tr -d ' '
}

# A repository on a bad day, and a client that is killed 20 times.

cp "$top/tests/repository" .
echo 'GET * repository' >routes
answer routes
at=oai:http://127.0.0.1:$port/oai
# harvest: the process that `left` is about is pfetch itself
harvest() {
	sh -c 'echo $$ >client; exec pfetch -O all "$1"' sh "$at"
}
kills=0 runs=0
awk 'BEGIN { srand(4); while (n++ < 60) print 1 + (rand() < .3) }' >lefts
while [ "$kills" -lt 20 ] && read -r left; do
	echo "$left" >left
	harvest 2>>killed
	[ $? != 137 ] || kills=$((kills + 1))
	runs=$((runs + 1))
done <lefts
rm left
check 'the last run does the rest' 0 '' harvest
check 'killed 20 times before' 0 20 'echo "$kills"'
check 'each record is there' 0 "$(seq 20000 | sed s/^/oai:e.org:/ | sort)" \
	'ids all'
check 'nothing is left that was begun' 0 0 'begun all'
check 'one answer in five failed, in each way' 0 '500 503 cut whole' \
	'cut -d " " -f 2 served | sort -u | xargs'
# a run that is not killed ends the harvest, and the next asks for the last day
check 'a run costs a page beside those of the harvest at most' 0 '' \
	'[ "$(grep -c whole served)" -le $((20 + runs + 1)) ] || cat served'
check 'the next day only what has come since' 0 '' 'pfetch -O all "$at"'
check 'from the latest day on' 0 'metadataPrefix=oai_dc&from=2025-02-20 HTTP/1.1' \
	'grep -o "metadataPrefix.*" requests | tail -1'

# What is asked for, request by request.

# reply FILE STATUS: an answer, its body from standard input
reply() {
	{
		printf 'HTTP/1.1 %s\nContent-Type: text/xml\n\n' "$2"
		cat
	} >"$1"
}
# page FILE IDS TOKEN: records of September, the id being the day
page() {
	{
		printf '<OAI-PMH><ListRecords>'
		for id in $2; do
			printf '<record><header><identifier>%s' "$id"
			printf '</identifier><datestamp>2025-09-%02dT10:20:30Z' "$id"
			printf '</datestamp></header></record>'
		done
		printf '<resumptionToken>%s</resumptionToken>' "$3"
		printf '</ListRecords></OAI-PMH>'
	} | reply "$1" '200 OK'
}
# oai FILE STATUS CODE: an error
oai() {
	echo "<OAI-PMH><error code=\"$3\">It&apos;s so</error></OAI-PMH>" |
		reply "$1" "$2"
}
page one '1 1' a
page two '2 3' b
page three '3 4' c
page four '4 5' ''
page last '2 3 4 5' ''
page back '3 2' b
oai expired '200 OK' badResumptionToken
oai refused '400 Bad Request' badResumptionToken
oai empty '404 Not Found' noRecordsMatch
oai bad '422 Unprocessable' badArgument
printf 'HTTP/1.1 404 Not Found\nContent-Length: 0\n\n' >lost
page gone-four '4 5' ''
sed -i.bak 's/<header>/<header status="deleted">/g
	s/<identifier>/&oai:arXiv.org:2509.0000/g; /^Content-Length/d' gone-four
mv gone-four gone-ones
list='verb=ListRecords&metadataPrefix=oai_dc'
more='verb=ListRecords&resumptionToken='
: >routes

# repository NAME ROUTES: a repository of its own, its routes without /NAME?
repository() {
	printf '%s\n' "$2" | while read -r target answers; do
		echo "GET /$1?$target $answers"
	done >>routes
}
repository expires "$list one
${more}a two
${more}b three
${more}c lost expired
$list&from=2025-09-04 four
$list&from=2025-09-05 four"
repository refuses "$list one
${more}a lost refused
$list&from=2025-09-01 two
${more}b empty"
repository stuck "$list one
${more}a two
${more}b lost refused
$list&from=2025-09-03 back
$list&from=2025-09-02 two"
repository disorder "$list one
${more}a back
${more}b lost expired four"
repository none "$list&from=2025-09-06 empty"
repository wrong "$list bad"
repository deleted "$list gone-ones"
repository days "$list&from=2025-09-01&until=2025-09-05 one
${more}a four"
repository gone "$list one
${more}a two
${more}b four
$list&from=2025-09-05 empty"
answer routes
at=oai:http://127.0.0.1:$port

# asked NAME TARGETS: what was asked for since the last time
asked() {
	sed -n 's/^GET [^?]*?\(.*\) HTTP.*/\1/p' requests >asked
	: >requests
	check "asked: $1" 0 "$2" 'cat asked'
}

check 'a harvest that breaks off' 3 '' 'pfetch -O expires $at/expires'
said 'is named' 'resumptionToken=c: 404 Not Found$'
: >requests
check 'its token has expired the next day' 0 '' 'pfetch -O expires $at/expires'
quiet 'that is no failure'
asked 'the last token, then from the latest day on' "${more}c
$list&from=2025-09-04"
check 'all are there' 0 '1 2 3 4 5' 'ids expires | xargs'
check 'what is whole goes on with what has come since' 0 '' \
	'pfetch -O expires $at/expires'
asked 'nothing else' "$list&from=2025-09-05"

check 'a first page that breaks off' 3 '' 'pfetch -O refuses $at/refuses'
: >requests
check 'an expired token under 400, then none under 404' 0 '' \
	'pfetch -O refuses $at/refuses'
quiet 'are no failures'
asked 'from the latest day on' "${more}a
$list&from=2025-09-01
${more}b"
check 'all are there' 0 '1 2 3' 'ids refuses | xargs'

check 'a harvest that breaks off' 3 '' 'pfetch -O stuck $at/stuck'
: >requests
check 'one that never gets further ends' 3 '' 'pfetch -O stuck $at/stuck'
said 'is named' ': the token has expired$'

check 'days that do not grow' 3 '' 'pfetch -O disorder $at/disorder'
: >requests
check 'an expired token begins anew' 0 '' 'pfetch -O disorder $at/disorder'
asked 'the whole list' "${more}b
$list
${more}a
${more}b"

check 'no records' 0 '' 'pfetch -O none $at/none,days=2025-09-06..'
quiet 'are no failure'
: >requests
check 'but may come' 0 '' 'pfetch -O none $at/none,days=2025-09-06..'
asked 'the list' "$list&from=2025-09-06"

check 'another error' 3 '' 'pfetch -O wrong $at/wrong'
said 'is named by its code' "/wrong.*: badArgument: It's so\$"
check 'and is not kept' 0 0 'cat wrong/index.jsonl | wc -l | tr -d " "'
check 'nor is its page' 0 1 'find wrong -type f | wc -l | tr -d " "'

check 'deleted records' 0 '' 'pfetch -O deleted $at/deleted'
check 'arrive' 0 2 \
	'cat deleted/*/* | grep -o "<header status=.deleted." | wc -l | tr -d " "'

check 'and are papers that are no more' 0 \
	'["arxiv:2509.00004",true]["arxiv:2509.00005",true]' \
	'pparse deleted/index.jsonl | jq -c "[.id, .deleted]" | tr -d "\n"'

days=days,days=2025-09-01..2025-09-05
SOURCE_DATE_EPOCH=1757116800 # 2025-09-06
check 'days that are over' 0 '' 'pfetch -O days $at/$days'
: >requests
check 'again' 0 '' 'pfetch -O days $at/$days'
asked 'nothing' ''

check 'a file' 0 '' 'pfetch -O gone $at/gone'
rm gone/*/*resumptionToken_a* 2>/dev/null || rm gone/*/*resumptionToken=a*
: >requests
check 'that is lost' 0 '' 'pfetch -O gone $at/gone'
asked 'is asked for again, and what was behind it' "${more}a
${more}b"
rm gone/*/*metadataPrefix*
check 'so is a first page' 0 '' 'pfetch -O gone $at/gone'

# Killed at each system call that changes a file.

cat >routes <<END
GET /oai?$list one
GET /oai?${more}a last
GET /oai?$list&from=2025-09-05 empty
END
answer routes
at=oai:http://127.0.0.1:$port/oai
if strace -o /dev/null true 2>/dev/null; then
	check 'a trace' 0 '' \
		'strace -y -o trace -e trace=write,fsync,?rename,?renameat pfetch -O t "$at"'
	# A file is on the disk before it has its name, both before the index.
	sed -n 's/^fsync([0-9]*<.*begun-.*/file/p; s/^rename.*/name/p
		s/^write([0-9]*<.*index.jsonl>.*/index/p
		s/^fsync([0-9]*<.*index.jsonl>.*/synced/p
		s/^fsync([0-9]*<.*127.0.0.1[^/]*>.*/folder/p' trace |
		sed -n '/file/,$p' >order
	check 'in this order' 0 'file name folder index synced' \
		'xargs -n 5 <order | sort -u'
	killed_at() { # CALL NUMBER
		rm -rf k
		strace -o /dev/null -e trace="$1" \
			-e inject="$1:signal=KILL:when=$2" \
			pfetch -O k "$at" 2>>killed
		[ $? = 137 ] || return 1
		pfetch -O k "$at" 2>stderr
		echo "$1 $2: $? $(ids k | xargs), $(begun k)"
	}
	for call in ?write ?fsync ?mkdir ?mkdirat ?rename ?renameat; do
		number=1
		while killed_at "$call" "$number"; do
			number=$((number + 1))
		done
	done >killed-at
	check 'killed at each one' 0 '?fsync ?mkdir ?rename ?write' \
		'cut -d " " -f 1 killed-at | sed s/at$// | sort -u | xargs'
	check 'the next run does the rest' 0 '0 1 2 3 4 5, 0' \
		'cut -d " " -f 3- killed-at | sort -u'
else
	skip 'killed at each system call' 'strace is not there, or not allowed'
fi

plan
