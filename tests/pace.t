#!/bin/sh
# How fast a host is asked: by several processes, after refusals, and when one
# of them dies.
# shellcheck disable=SC2016,SC2034 # check() evaluates
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"
unset SHEAF_MAILTO
XDG_RUNTIME_DIR=$PWD
export XDG_RUNTIME_DIR

# closest: the least number of milliseconds between two requests
closest() {
	sed -n 's/^# //p' requests | awk '
		NR > 1 && (NR == 2 || $1 - last < least) { least = $1 - last }
		{ last = $1 }
		END { print least + 0 }'
}

# apart NAME COUNT MS: the server was asked COUNT times, not more often than
# every MS milliseconds; the server may have been late to look at the clock
apart() {
	check "$1: $2 requests" 0 "$2" 'grep -c "^GET" requests'
	[ "$(closest)" -ge $(($3 - 50)) ]
	ok "$1: at least $3 ms from one to the next ($(closest))" $?
}

# arXiv, 3 s: all of its hosts and forms are one stream, and so are all
# processes. One is killed while its answer is on the way.

echo fine | reply ok '200 OK' 'Content-Type: text/plain'
mkfifo held
printf 'GET /pdf/2509.00000 held\nGET * ok\n' >routes
answer routes
SHEAF_ARXIV_ENDPOINT=http://127.0.0.1:$port
export SHEAF_ARXIV_ENDPOINT
pfetch arxiv:pdf/2509.00000 >killed &
holder=$!
exec 3>held # opens when the server does, which was then asked
pids=
for i in 1 2 3 4; do
	pfetch arxiv:pdf/2509.0000$i >doc$i 3>&- &
	pids="$pids $!"
done
pfetch arxiv:pdf/2509.00005 "http://127.0.0.1:$port/not-arxiv" \
	"http://localhost:$port/elsewhere" >doc5 3>&- &
pids="$pids $!"
kill -9 $holder
wait $holder 2>/dev/null
cat ok >&3
exec 3>&-
for pid in $pids; do
	wait "$pid"
	ok 'nobody is blocked by the one that was killed' $?
done
check 'another host does not wait' 0 1 'sed 1,1d requests | grep -c /elsewhere'
sed -n '/^GET .elsewhere/,/^$/d; p' requests >paced
mv paced requests
apart 'five processes' 7 3000

rm requests
check 'categories and lists of one command' 0 3 \
	'pfetch arxiv:new/cs.LG arxiv:list/hep-th/new arxiv:pdf/2509.00009 | wc -l'
apart 'one stream' 3 3000
unset SHEAF_ARXIV_ENDPOINT

# Retry-After (curl #6408, acme.sh #7201): as seconds, as a date that counts
# from the server's own, whatever the clock here says, and with no delay of ours

reply rests '200 OK' 'Backoff: 2' <<'END'
fine
END
echo 'GET * rests' >routes
answer routes
at=http://127.0.0.1:$port
check 'Backoff, which is in any answer of Zotero' 0 2 \
	'pfetch -j 1 "$at/one" "$at/two" | grep -c fine'
apart 'Backoff' 2 2000

date='Date: Tue, 02 Sep 2025 08:59:57 GMT'
reply seconds '503 Service Unavailable' 'Retry-After: 3' </dev/null
reply date '429 Too Many Requests' "$date" </dev/null \
	'Retry-After: Tue, 02 Sep 2025 09:00:00 GMT'
reply rfc850 '503 Service Unavailable' "$date" </dev/null \
	'Retry-After: Tuesday, 02-Sep-25 09:00:00 GMT'
reply late '503 Service Unavailable' "$date" </dev/null \
	'Retry-After: Tue, 02 Sep 2025 10:00:00 GMT'
reply hour '429 Too Many Requests' 'Retry-After: 3600' </dev/null
reply past '503 Service Unavailable' "$date" </dev/null \
	'Retry-After: Tue, 02 Sep 2025 07:00:00 GMT'
reply odd '503 Service Unavailable' 'Retry-After: soon' </dev/null
reply rate '429 Too Many Requests' </dev/null
for answer in seconds date rfc850; do
	printf 'GET /%s %s ok\n' $answer $answer >routes
	answer routes
	check "Retry-After: $answer" 0 '"fine\n"' \
		"pfetch http://127.0.0.1:$port/$answer | jq .body"
	apart "Retry-After: $answer" 2 3000
done
printf 'GET /%s %s ok\n' late late hour hour past past odd odd >routes
answer routes
at=http://127.0.0.1:$port
check 'a date in the past, or none' 0 2 'pfetch $at/past $at/odd | grep -c fine'
rm requests
check 'longer than the cap' 3 \
	'503 Service Unavailable, and asks to wait for 3603 s' \
	'pfetch "$at/late" >doc; s=$?; jq -r .error doc; (exit $s)'
check 'in seconds' 3 '429 Too Many Requests, and asks to wait for 3600 s' \
	'pfetch "$at/hour" >doc; s=$?; jq -r .error doc; (exit $s)'
said 'it is said' "^pfetch: $at/hour: 429 Too Many Requests, and asks to wait"
check 'they are not waited for' 0 2 'grep -c ^GET requests'

# 429 for ever: five tries, longer apart each time, while others go on; the next
# run starts afresh. It holds up what else is asked of that host.
printf 'GET /rate rate\nGET * ok\n' >routes
answer routes
at=http://127.0.0.1:$port
check '429 for ever' 3 '["429 Too Many Requests, gave up after 5 tries"]' \
	'pfetch "$at/rate" "http://localhost:$port/other" >docs; s=$?
	jq -sc "map(.error | values)" docs; (exit $s)'
said 'it is said once' "^pfetch: $at/rate: 429 Too Many Requests, gave up after 5 tries\$"
check 'five tries' 0 5 'grep -c "^GET /rate" requests'
check 'another host went on' 0 1 'sed -n "/^GET/p" requests | sed 2q | grep -c other'
sed '/^GET .other/,/^$/d' requests >rates
check 'each wait is longer' 0 '' 'sed -n "s/^# //p" rates | awk "
	NR > 2 && \$1 - last <= wait { print wait, \$1 - last }
	NR > 1 { wait = \$1 - last } { last = \$1 }"'
printf 'GET /rate rate ok\nGET * ok\n' >routes
answer routes
at=http://127.0.0.1:$port
rm -f requests
check 'the next run starts afresh' 0 2 \
	'pfetch -j 1 "$at/rate" "$at/after" | grep -c fine'
check 'what is asked of that host waits, too' 0 '/rate /rate /after' \
	'echo $(sed -n "s/^GET \([^ ]*\).*/\1/p" requests)'

plan
