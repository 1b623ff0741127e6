#!/bin/sh
# shellcheck source=tests/lib.sh disable=SC2016,SC2034
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"
unset SHEAF_MAILTO

nl='
'

# The command line

check 'help' 0 'usage: pfetch [-Nsv] [-O DIR | -o FILE] [-j NUM] [-k MEMBER] [-n NUM] [-p TEXT] [REQUEST ...]' \
	'pfetch --help | head -n 1'
check 'version' 0 pfetch 'pfetch --version | cut -d " " -f 1'
check 'an unknown option' 2 '' 'pfetch -x </dev/null'
check 'a bad number' 2 '' 'pfetch -n 0 hf:daily'
check 'no requests at all' 0 '' 'pfetch </dev/null'

# Requests and their addresses

SOURCE_DATE_EPOCH=1762065000 # 2025-11-02T06:30:00Z, a Sunday in W44
export SOURCE_DATE_EPOCH
hf=https://huggingface.co/api/daily_papers
while read -r request query; do
	check "$request" 0 "$hf?$query&p=0" "pfetch -N $request"
done <<'END'
hf:daily limit=100
hf:daily/2025-09-05 date=2025-09-05&limit=100
hf:daily/today date=2025-11-02&limit=100
hf:daily/yesterday date=2025-11-01&limit=100
hf:daily/-7d date=2025-10-26&limit=100
hf:week/2025-W36 week=2025-W36&limit=100
hf:week/today week=2025-W44&limit=100
hf:week/-7d week=2025-W43&limit=100
hf:week/2024-12-30 week=2025-W01&limit=100
hf:month/2025-09 month=2025-09&limit=100
hf:month/today month=2025-11&limit=100
hf:month/2024-02-29 month=2024-02&limit=100
hf:trending sort=trending&limit=100
END
check 'a range, oldest first' 0 \
	"2025-08-31${nl}2025-09-01${nl}2025-09-02" \
	'pfetch -N hf:daily/2025-08-31..2025-09-02 | sed "s/.*date=//; s/&.*//"'
check 'a range up to today' 0 "2025-11-01${nl}2025-11-02" \
	'pfetch -N hf:daily/-1d.. | sed "s/.*date=//; s/&.*//"'
check '-n below a page' 0 "$hf?limit=7&p=0" 'pfetch -n 7 -N hf:daily'
for zone in Pacific/Kiritimati America/New_York; do
	check "days are UTC: $zone" 0 "$hf?date=2025-11-01&limit=100&p=0" \
		"TZ=$zone pfetch -N hf:daily/yesterday"
done
check 'HF_ENDPOINT' 0 'http://mirror/hf/api/daily_papers?limit=100&p=0' \
	'HF_ENDPOINT=http://mirror/hf/ pfetch -N hf:daily'
check 'HF_ENDPOINT that is empty' 0 "$hf?limit=100&p=0" \
	'HF_ENDPOINT= pfetch -N hf:daily'
check 'addresses and files as they are' 0 \
	"https://a.example/b?c${nl}./f${nl}../f${nl}/f${nl}-" \
	'pfetch -N "https://a.example/b?c" ./f ../f /f -'
check '-N leaves FILE alone' 0 'kept' \
	'echo kept >f; pfetch -o f -N hf:daily >/dev/null; cat f'

for bad in hf:nothing hf:dailyx hf:daily/ hf:daily/2025-13-01 \
	hf:daily/2025-02-29 hf:daily/2025-09 hf:daily/..2025-09-01 \
	hf:daily/2025-09-02..2025-09-01 hf:week/2025-W53 hf:week/x \
	hf:month/2025-13 hf:month/ 'http://a/b c' "http://a/$(printf '\033')" \
	file:///etc/passwd ftp://a/b '{"id":"x"}' ''; do
	check "not a request: $bad" 2 true \
		'pfetch "$bad" | jq --arg r "$bad" \
		"has(\"error\") and (has(\"url\") | not) and .request == \$r"
		pfetch "$bad" >/dev/null 2>&1'
	said "it is named: $bad" '^pfetch: .*: '
done
check 'no terminal escape in a message' 2 '' \
	'pfetch "$(printf "hf:\033[31m")" >/dev/null'
said 'it is shown' '^pfetch: hf:.x1B\[31m: '
check 'a bad request beside a good one' 3 "$hf?limit=100&p=0" \
	'pfetch -N hf:nothing hf:daily'
check 'requests on standard input' 3 "$hf?limit=100&p=0${nl}./f${nl}./g" \
	'printf "\357\273\277# a comment\r\n\nhf:daily\r\n./f\nhf:no\n-\n./g" |
	pfetch -N'
check 'a NUL in a request' 0 2 \
	'printf "./a\\0b\nhttp://a/\\0b\n" | pfetch | grep -c error'

# Files

printf 'plain\n' >plain
check 'a file' 0 '{"url":"./plain","fetched":"2025-11-02T06:30:00Z","body":"plain\n"}' \
	'pfetch ./plain'
check 'standard input as a document' 0 \
	'{"url":"-","fetched":"2025-11-02T06:30:00Z","body":"a\u0000\u0001\"é"}' \
	'printf "a\\0\\001\"\303\251" | pfetch -'
check 'an empty document' 0 '""' 'pfetch - </dev/null | jq .body'
check 'what is not UTF-8' 0 'YQCAYg==' \
	'printf "a\\0\200b" | pfetch - | jq -r .body_base64'
for size in 0 1 2 3 4 5; do
	printf '\377ABCDE' | head -c $((size + 1)) >bytes
	check "base64 of $((size + 1)) bytes" 0 '' \
		'pfetch ./bytes | jq -r .body_base64 | base64 -d | cmp - bytes'
done
check 'a file that is not there' 3 true \
	'pfetch ./nothing >doc; s=$?; jq "has(\"error\")" doc; (exit $s)'
said 'it is named' '^pfetch: \./nothing: No such file or directory$'
check 'a folder' 3 '' 'pfetch . </dev/null >/dev/null 2>&1; pfetch ./ >/dev/null'
said 'it is named' '^pfetch: \./: Is a directory$'
head -c 33600000 /dev/zero >huge
check 'a file that is too large' 3 'larger than 32 MiB: pparse reads it as a file' \
	'pfetch ./huge >doc; s=$?; jq -r .error doc; (exit $s)'
head -c 12000000 huge >zeros
check 'a line that would be too long' 3 'longer than 64 MiB as a line' \
	'pfetch ./zeros >doc; s=$?; jq -r .error doc; (exit $s)'
said 'it is named' '^pfetch: \./zeros: longer'

# Output

check 'a full disk' 2 '' 'pfetch ./plain >/dev/full'
said 'it is said' '^pfetch: standard output: No space left on device$'
check 'a full disk with -o' 2 '' 'pfetch -o /dev/full ./plain'
said 'it is said' '^pfetch: /dev/full: No space left on device$'
check 'a folder that is not there' 2 '' 'pfetch -o no/f ./plain'
head -c 200000 huge >large # and six bytes for each, more than a pipe holds
check 'a reader that leaves' 0 1 \
	'{ pfetch ./large ./large ./large; echo $? >left; } | head -n 1 | wc -l'
quiet 'without a word'
check 'by SIGPIPE' 0 141 'cat left'
mkfifo in out
pfetch <in >out &
exec 3>in 4<out
echo ./plain >&3
read -r line <&4
case $line in *plain*) ok 'a document is there before the next request' 0 ;;
*) ok 'a document is there before the next request' 1 ;; esac
exec 3>&- 4<&-
wait $!

# A server as they are: nginx

mkdir -p hub/api/daily_papers
list=hub/api/daily_papers
echo '[]' >$list/none
jq -n '[range(100)]' >"$list/date=2025-09-01&limit=100&p=0"
jq -n '[range(100; 200)]' >"$list/date=2025-09-01&limit=100&p=1"
jq -n '[range(200; 292)]' >"$list/date=2025-09-01&limit=100&p=2"
jq -n '[range(100; 150)]' >"$list/date=2025-09-01&limit=50&p=2"
jq -n '[range(100; 125)]' >"$list/date=2025-09-01&limit=25&p=4"
jq -n '[range(125; 130)]' >"$list/date=2025-09-01&limit=5&p=25"
jq -n '[range(7)]' >"$list/date=2025-09-02&limit=100&p=0"
echo '{"error":"no list"}' >"$list/date=2025-09-04&limit=100&p=0"
printf '[1,2,' >"$list/date=2025-09-05&limit=100&p=0"
jq -n '[range(100)]' >"$list/limit=100&p=0"
jq -n '[range(100)]' >"$list/date=2025-09-06&limit=100&p=0"
cp "$list/date=2025-09-06&limit=100&p=0" "$list/date=2025-09-06&limit=100&p=1"
serve "$PWD/hub"
HF_ENDPOINT=http://127.0.0.1:$port
export HF_ENDPOINT

check 'a day, page by page' 0 292 \
	'fast 10 pfetch hf:daily/2025-09-01 | jq -s "map(.body | fromjson) | add | length"'
check 'the members of a document' 0 \
	'["url","request","status","content_type","fetched","etag","last_modified","body"]' \
	'pfetch hf:daily/2025-09-02 | jq -c keys_unsorted'
check 'their values' 0 "[\"$HF_ENDPOINT/api/daily_papers?date=2025-09-02&limit=100&p=0\",\"hf:daily/2025-09-02\",200,\"application/json\",\"2025-11-02T06:30:00Z\"]" \
	'pfetch hf:daily/2025-09-02 |
	jq -c "[.url, .request, .status, .content_type, .fetched]"'
check 'a range of days' 0 '[3,1,1]' \
	'fast 10 pfetch hf:daily/2025-09-01..2025-09-03 |
	jq -sc "group_by(.url | sub(\"&.*\"; \"\")) | map(length)"'
check 'an empty list is no failure' 0 '[]' \
	'pfetch hf:daily/2025-09-03 | jq -r .body'
check 'the newest are one page' 0 1 'pfetch hf:daily | wc -l'
check '-n ends a list' 0 '[100,50]' \
	'pfetch -n 150 hf:daily/2025-09-01 | jq -sc "map(.body | fromjson | length)"'
check '-n that is no multiple of a page' 0 "$(jq -nc '[range(130)]')" \
	'fast 10 pfetch -n 130 hf:daily/2025-09-01 | jq -sc "map(.body | fromjson) | add"'
check '-n is for all days of a range' 0 1 \
	'pfetch -n 100 hf:daily/2025-09-01..2025-09-02 | wc -l'
check 'what is no list ends it' 0 2 \
	'pfetch hf:daily/2025-09-04..2025-09-05 | wc -l'
check 'a page that repeats' 3 '[false,true]' \
	'pfetch hf:daily/2025-09-06 >docs; s=$?
	jq -sc "map(has(\"error\"))" docs; (exit $s)'
said 'it is named' '^pfetch: http.*&p=1: the page before once more'
check 'gzip is asked for and undone' 0 "$(jq -c . "$list/limit=100&p=0")" \
	'pfetch hf:daily | jq -r .body | jq -c .'
rm access
serve "$PWD/hub"
HF_ENDPOINT=http://127.0.0.1:$port
check 'one connection for all' 0 1 \
	'fast 10 pfetch hf:daily/2025-09-01..2025-09-03 >/dev/null
	cut -d " " -f 1 access | sort -u | wc -l'

check '-v: a line for each transfer' 0 3 \
	'pfetch -v "$HF_ENDPOINT/1" "$HF_ENDPOINT/2" "$HF_ENDPOINT/3" 2>&1 >/dev/null |
		grep -Ec "^pfetch: $HF_ENDPOINT/[123]: 404, [0-9]+ bytes, [0-9]+ ms"'
check 'without it none' 0 '' 'pfetch hf:daily/2025-09-01 2>&1 >/dev/null'

# This one answers when three have asked, and gives up if they never do.
mkfifo gate
perl -MIO::Socket::INET -e '
	alarm 60;
	my $server = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 9);
	$| = 1;
	print $server->sockport, "\n";
	my @clients = map { scalar $server->accept } 1 .. 3;
	for my $client (@clients) {
		while (<$client>) { last if /^\r?$/ }
		print $client "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
		close $client;
	}' >gate &
servers="$servers $!"
read -r at_once <gate
check '-j 3: three at once' 0 '"ok""ok""ok"' \
	"for i in 1 2 3; do echo http://127.0.0.1:$at_once/\$i; done | pfetch -j 3 |
		jq .body | tr -d '\n'"

check 'a 404' 3 '[404,"404 Not Found",false]' \
	'pfetch "$HF_ENDPOINT/nothing" >doc; s=$?
	jq -c "[.status, .error, has(\"body\")]" doc; (exit $s)'
said 'it is named' '^pfetch: http://127[^ ]*/nothing: 404 Not Found$'
check 'a refused connection' 3 '[null,"Connection refused"]' \
	'pfetch http://127.0.0.1:1/ >doc; s=$?
	jq -c "[.status, .error]" doc; (exit $s)'
said 'it is named' '^pfetch: http://127.0.0.1:1/: Connection refused$'
check 'a host that nobody knows' 3 '"the host is not known"' \
	'pfetch http://host.invalid/ >doc; s=$?; jq .error doc; (exit $s)'
check 'others go on' 3 '[true,false,true]' \
	'pfetch "$HF_ENDPOINT/nothing" hf:daily http://127.0.0.1:1/ >docs; s=$?
	jq -sc "map(has(\"error\"))" docs; (exit $s)'

# -o FILE with nginx

later='SOURCE_DATE_EPOCH=1762100000'
check '-o writes the file' 0 5 \
	'fast 10 pfetch -o day hf:daily/2025-09-01..2025-09-03 && wc -l <day'
touch -t 202001010000 day
cp -p day before
rm access
serve "$PWD/hub"
old=$HF_ENDPOINT
HF_ENDPOINT=http://127.0.0.1:$port
sed "s|$old|$HF_ENDPOINT|" before >day
touch -t 202001010000 day
cp -p day before
check 'nothing has changed' 0 '' \
	"fast 10 env $later pfetch -o day hf:daily/2025-09-01..2025-09-03; cmp day before"
check 'validators were sent, page by page' 0 '5 304' \
	'cut -d " " -f 2 access | sort | uniq -c | sed "s/^ *//"'
check 'FILE keeps its time stamp' 0 '' 'find day -newer before'
jq -n '[range(8)]' >"$list/date=2025-09-02&limit=100&p=0"
check 'one list has changed' 0 '[2025,2025,2025,2026,2025]' \
	'fast 10 env SOURCE_DATE_EPOCH=1800000000 pfetch -o day hf:daily/2025-09-01..2025-09-03
	jq -sc "map(.fetched[:4] | tonumber | if . == 2027 then 2026 else . end)" day'
cp day before
check 'only bad requests leave FILE alone' 2 '' \
	'pfetch -o day hf:nothing; s=$?; cmp day before; (exit $s)'
rm "$list/date=2025-09-02&limit=100&p=0" "$list/none"
check 'what fails keeps its old document' 3 '' \
	"fast 10 env $later pfetch -o day hf:daily/2025-09-01..2025-09-03; s=\$?
	cmp day before; (exit \$s)"
check 'or stands as an error, and FILE is replaced' 3 '[false,true]' \
	'pfetch -o day hf:daily/2025-09-05 hf:daily/2025-10-01 2>/dev/null; s=$?
	jq -sc "map(has(\"error\"))" day; (exit $s)'
cp day before
check 'the same failure changes nothing' 3 '' \
	"$later pfetch -o day hf:daily/2025-09-05 hf:daily/2025-10-01; s=\$?
	cmp day before; (exit \$s)"
echo '[]' >"$list/none"
check 'an error gives way' 0 '[false,false]' \
	'pfetch -o day hf:daily/2025-09-05 hf:daily/2025-10-01
	jq -sc "map(has(\"error\"))" day'
check 'a file is its own cache' 0 '' \
	"pfetch -o c ./plain - <plain; cp c d
	$later pfetch -o c ./plain - <plain; cmp c d"
check 'a FILE that holds something else' 0 1 \
	'printf "not JSON\n{\"url\":\"./plain\",\"body\":\"x\",}\n{\"id\":\"a\"}\n" >c
	pfetch -o c ./plain; grep -c plain c'
unset HF_ENDPOINT

# Answers that a test dictates

reply ok '200 OK' 'Content-Type: text/plain' </dev/null
echo fine >>ok
printf 'half' | reply half '200 OK' 'Content-Length: 100'
: >nothing
printf 'no HTTP at all' >noise
reply teapot '418 I am a teapot' 'Content-Length: 0' </dev/null
reply moved '302 Found' 'Location: /ok' 'Content-Length: 0' </dev/null
reply loop '302 Found' 'Location: /loop' 'Content-Length: 0' </dev/null
reply to-file '302 Found' 'Location: file:///etc/passwd' 'Content-Length: 0' \
	</dev/null
reply to-ftp '302 Found' 'Location: ftp://127.0.0.1:{PORT}/x' \
	'Content-Length: 0' </dev/null
reply other '302 Found' 'Location: http://localhost:{PORT}/ok' \
	'Content-Length: 0' 'Set-Cookie: c=1' </dev/null
reply same '302 Found' 'Location: /ok' 'Content-Length: 0' </dev/null
reply unasked '304 Not Modified' </dev/null
head -c 100000000 /dev/zero | gzip -1 |
	reply bomb '200 OK' 'Content-Encoding: gzip'
seq 100000 | gzip -c | head -c 20000 |
	reply cut-gzip '200 OK' 'Content-Encoding: gzip' 'Content-Length: 20000'
seq 3 | gzip -c | reply gzipped '200 OK' 'Content-Encoding: gzip'
echo '<rss/>' | reply no-gzip '200 OK' 'Content-Encoding: gzip'
echo '<rss/>' | reply aws '200 OK' 'Content-Encoding: aws-chunked'
echo '<rss/>' | gzip -c >rss.gz
reply undeclared '200 OK' <rss.gz
printf '\357\273\277\377\376' | reply bytes '200 OK' \
	"Content-Type: text/html; charset=\"x\"$(printf '\033\351')"
cat >routes <<'END'
GET /ok ok
GET /half half
GET /nothing nothing
GET /noise noise
GET /teapot teapot
GET /moved moved
GET /loop loop
GET /to-file to-file
GET /to-ftp to-ftp
GET /unasked unasked
GET /bomb bomb
GET /gzip no-gzip ok
GET /cut-gzip cut-gzip
GET /gzipped gzipped
GET /never-gzip no-gzip
GET /aws aws
GET /undeclared undeclared
GET /bytes bytes
GET /api/daily_papers?limit=100&p=0 other
GET /api/daily_papers?sort=trending&limit=100&p=0 same
END
answer routes
at=http://127.0.0.1:$port

# fails NAME PATH PATTERN: an error document, one line that matches, status 3
fails() {
	path=$2
	check "$1" 3 true 'pfetch "$at$path" >doc; s=$?
		jq "has(\"error\") and (has(\"body\") or has(\"body_base64\") | not)" \
		doc; (exit $s)'
	said "$1: said" "^pfetch: $at$2: $3\$"
}

# fails_late NAME PATH PATTERN: the same of what is tried five times, for which
# one run waits
fast 10 pfetch "$at/half" "$at/nothing" "$at/noise" "$at/cut-gzip" \
	>late 2>late.err
late=$?
fails_late() {
	path=$2
	check "$1" 3 true 'grep -F "$at$path: " late.err >&2
		jq -c --arg url "$at$path" "select(.url == \$url)" late >doc
		jq "has(\"error\") and (has(\"body\") or has(\"body_base64\") | not)" \
		doc; (exit $late)'
	said "$1: said" "^pfetch: $at$2: $3\$"
}

check 'an answer' 0 '[200,"text/plain","fine\n",null]' \
	'pfetch "$at/ok" | jq -c "[.status, .content_type, .body, .final_url]"'
asked 'User-Agent' '^User-Agent: sheaf/[0-9.]+$'
SHEAF_MAILTO=me@example.org pfetch "$at/ok" >/dev/null
asked 'SHEAF_MAILTO' '^User-Agent: sheaf/[0-9.]+ \(mailto:me@example.org\)$'
asked 'gzip is asked for' '^Accept-Encoding: .*gzip'
fails_late 'a hang-up in mid-body' /half 'the answer ends too early, gave up after 5 tries'
check 'its status is known' 0 200 'jq .status doc'
fails_late 'a hang-up before the answer' /nothing 'the server gives no answer, gave up after 5 tries'
fails_late 'an answer that is not HTTP' /noise '.*'
fails 'a status without a name of ours' /teapot 'HTTP 418'
fails 'a redirect without end' /loop 'more than 10 redirects'
fails 'a redirect to a file' /to-file 'a redirect to .*, which is not followed'
fails 'a redirect to ftp' /to-ftp 'a redirect to .*, which is not followed'
fails '304 although nothing was sent' /unasked '304 Not Modified'
fails 'a gzip bomb' /bomb 'the body is larger than 32 MiB'
check 'a redirect' 0 "[\"$at/moved\",\"$at/ok\",\"fine\\n\"]" \
	'pfetch "$at/moved" | jq -c "[.url, .final_url, .body]"'
check 'a fragment is no redirect' 0 null 'pfetch "$at/ok#x" | jq .final_url'
fails_late 'gzip that is cut off, although the length is right' /cut-gzip \
	'the answer ends too early, gave up after 5 tries'
check 'gzip is undone' 0 '"1\n2\n3\n"' 'pfetch "$at/gzipped" | jq .body'
check 'not gzip as it says: asked once more' 0 '"fine\n"' \
	'pfetch "$at/gzip" | jq .body'
asked 'without coding' '^Accept-Encoding: identity$'
fails 'never gzip as it says' /never-gzip \
	'the body is not coded as it says'
check 'a coding that is none' 0 '"<rss/>\n"' 'pfetch "$at/aws" | jq .body'
check 'gzip that is not declared' 0 '' \
	'pfetch "$at/undeclared" | jq -r .body_base64 | base64 -d | cmp - rss.gz'
check 'bytes that are not UTF-8' 0 '77u///4=' \
	'pfetch "$at/bytes" | jq -r .body_base64'
check 'a header that is not UTF-8' 0 '"text/html; charset=\"x\"\u001b�"' \
	'pfetch "$at/bytes" | jq .content_type'

# Whose token it is

answer routes
HF_ENDPOINT=http://127.0.0.1:$port HF_TOKEN=$(printf 'hf_secret\r\n')
export HF_ENDPOINT HF_TOKEN
check 'a redirect to another host' 0 '"fine\n"' 'pfetch hf:daily | jq .body'
asked 'the token goes to its host' '^Authorization: Bearer hf_secret$'
check 'and not to the other' 0 '1 2' \
	'echo $(grep -c ^Authorization requests) $(grep -c ^GET requests)'
never_asked 'nor a cookie' '^cookie'
rm requests
pfetch hf:trending >/dev/null
check 'a redirect within the host keeps it' 0 2 'grep -c ^Authorization requests'
rm requests
pfetch "$HF_ENDPOINT/ok" >/dev/null
asked 'an address at the service has it' '^Authorization: Bearer hf_secret$'
rm requests
pfetch "http://localhost:$port/ok" >/dev/null
HF_ENDPOINT=http://127.0.0.1 pfetch "http://127.0.0.1:$port/ok" >/dev/null
HF_ENDPOINT=http://127.0.0.1:${port%?} pfetch "http://127.0.0.1:$port/ok" \
	>/dev/null
HF_TOKEN=' ' pfetch "$HF_ENDPOINT/ok" >/dev/null
never_asked 'no other address has' '^authorization'
check 'all of them were asked' 0 4 'grep -c ^GET requests'
unset HF_ENDPOINT HF_TOKEN

# Validators (miniflux #2675, picoFeed #207, FreshRSS #6056)

echo one | reply v1 '200 OK' 'ETag: "1"' 'Last-Modified: Mon, 01 Sep 2025 00:00:00 GMT'
echo one | reply v2 '200 OK' 'ETag: "2"' 'Last-Modified: Mon, 01 Sep 2025 00:00:00 GMT'
echo two | reply v3 '200 OK' 'ETag: "2"' 'Last-Modified: Tue, 01 Jan 2041 00:00:00 GMT'
reply v4 '304 Not Modified' 'ETag: "4"' </dev/null
reply v5 '500 Internal Server Error' 'ETag: "5"' 'Content-Length: 0' </dev/null
reply v6 '200 OK' </dev/null
reply gone '404 Not Found' 'ETag: "g"' 'Content-Length: 0' </dev/null
printf 'GET /feed v1 v2 v3 v4 v6 v5\nGET /gone gone v1\n' >routes
answer routes
at=http://127.0.0.1:$port
check 'the first time' 0 '["one\n","\"1\""]' \
	'pfetch -o feed "$at/feed"; jq -c "[.body, .etag]" feed'
never_asked 'nothing to send' '^if-'
check 'the same bytes, a new ETag' 0 \
	'["one\n","\"2\"","2025-11-02T06:30:00Z"]' \
	"$later pfetch -o feed \$at/feed; jq -c '[.body, .etag, .fetched]' feed"
asked 'If-None-Match' '^If-None-Match: "1"$'
asked 'If-Modified-Since' '^If-Modified-Since: Mon, 01 Sep 2025 00:00:00 GMT$'
check 'the old ETag, new bytes' 0 '["two\n","2025-11-02T16:13:20Z"]' \
	"$later pfetch -o feed \$at/feed; jq -c '[.body, .fetched]' feed"
asked 'the newest ETag was sent' '^If-None-Match: "2"$'
check 'a 304 with a new ETag' 0 '["two\n","\"4\"","2025-11-02T16:13:20Z"]' \
	'pfetch -o feed "$at/feed"; jq -c "[.body, .etag, .fetched]" feed'
asked 'a date to come is only a string' \
	'^If-Modified-Since: Tue, 01 Jan 2041 00:00:00 GMT$'
check 'a 200 with nothing in it' 3 '["two\n","\"4\""]' \
	'pfetch -o feed "$at/feed"; s=$?; jq -c "[.body, .etag]" feed; (exit $s)'
said 'it is named' "^pfetch: $at/feed: the body is empty, and was not before\$"
check 'a 500' 3 '["two\n","\"4\""]' \
	'fast 10 pfetch -o feed "$at/feed"; s=$?; jq -c "[.body, .etag]" feed; (exit $s)'
said 'it is named' "^pfetch: $at/feed: 500 Internal Server Error, gave up after 5 tries\$"
pfetch -o gone "$at/gone" 2>/dev/null
pfetch -o gone "$at/gone"
never_asked 'the ETag of an error is not sent' '^if-none-match: "g"'
check 'another request does not share its document' 3 null \
	'pfetch -o feed "$at/feed?"; s=$?; jq .body feed; (exit $s)'
check 'a validator cannot add a header' 3 '' \
	'jq -nc --arg u "$at/feed" \
	"{url: \$u, etag: \"x\\r\\nX-Evil: 1\", body: \"b\"}" >feed
	fast 10 pfetch -o feed "$at/feed" 2>/dev/null'
never_asked 'it was not sent' 'evil|^if-none-match: x'

plan
