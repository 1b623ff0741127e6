#!/bin/sh
# The line on a terminal that says how far the work is: when it is there, what
# it says, and that it leaves nothing behind.
# shellcheck disable=SC2016,SC2034 # check() evaluates
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"
unset SHEAF_MAILTO
XDG_RUNTIME_DIR=$PWD
export XDG_RUNTIME_DIR

# on_terminal COLUMNS COMMAND: what COMMAND sends to a terminal of that width,
# in `typed`; its status. The clock runs $times times as fast.
on_terminal() {
	fast "${times:-1}" script -qec "stty cols $1 rows 24; $2" /dev/null \
		</dev/null >typed
}

# screen: what of `typed` can be read in the end, one line each
screen() {
	perl -e '
		@lines = (""), $at = 0;
		for (split /([\r\n])/, join "", <>) {
			if ($_ eq "\n") { push @lines, "" }
			elsif ($_ eq "\r") { $at = 0 }
			else { $lines[-1] .= " " x 200;
				substr($lines[-1], $at, length) = $_; $at += length }
		}
		s/ +$//, print "$_\n" for grep /\S/, @lines' typed
}

# lines: each state of the progress line that was drawn, one a line
lines() {
	tr '\r' '\n' <typed | grep -E '^[0-9]+( of [0-9]+)? request' | sed 's/ *$//'
}

echo fine | reply ok '200 OK' 'Content-Type: text/plain'
head -c 2000000 /dev/zero | tr '\0' x | reply large '200 OK'
reply wait '429 Too Many Requests' 'Retry-After: 6' </dev/null
printf 'GET /pdf/2509.00001 large\nGET /wait wait ok\nGET /missing missing\nGET * ok\n' >routes
reply missing '404 Not Found' </dev/null
answer routes
SHEAF_ARXIV_ENDPOINT=http://127.0.0.1:$port
export SHEAF_ARXIV_ENDPOINT
at=http://127.0.0.1:$port
pdfs='arxiv:pdf/2509.00001 arxiv:pdf/2509.00002 arxiv:pdf/2509.00003'

check 'long work' 0 '' 'on_terminal 80 "pfetch -o docs $pdfs"'
check 'requests, time left, pages, bytes, rate' 0 1 \
	'lines | grep -Ec "^1 of 3 requests, 0:0[2-9] left, 1 page, 2.0 MB, [1-9][0-9.]* [kM]B/s$" |
	sed "s/[1-9].*/1/"'
check 'it goes on' 0 1 'lines | grep -c "^2 of 3 requests, " | sed "s/[1-9].*/1/"'
check 'it leaves nothing behind' 0 '' screen

check 'a narrow terminal' 0 '' 'on_terminal 24 "pfetch -o docs $pdfs"'
check 'no line is wider' 0 '' 'lines | grep ".\{24\}"; :'
check 'what matters most is there' 0 '1 of 3 requests, 1 page' \
	'lines | grep -v left | sed -n "/^1 of/{p;q;}"'

check 'among messages and documents' 0 '' \
	'on_terminal 80 "pfetch $pdfs $at/missing | jq -r .status | cat"'
check 'all of them are lines of their own' 0 \
	"200
200
200
404
pfetch: $at/missing: 404 Not Found" 'screen | sort'

check 'a wait that a server wants is said' 0 '' \
	'times=10 && on_terminal 80 "pfetch -s -o docs $at/wait"'
check 'once' 0 \
	"pfetch: $at/wait: 429 Too Many Requests: waits for 6 s" screen

printf 'GET /pdf/2509.00001 large\nGET * ok\n' >routes
check '-s' 0 '' 'times=10 && on_terminal 80 "pfetch -s -o docs $pdfs"'
check 'shows nothing' 0 '' 'cat typed'
check '--silent keeps messages' 2 1 \
	'on_terminal 80 "pfetch --silent -o docs arxiv:x/y"; s=$?
	grep -c "not a request" typed; (exit $s)'
check 'no terminal, no line' 0 '' 'fast 10 pfetch -o docs $pdfs'
quiet 'nothing is said'
check 'short work' 0 '' 'on_terminal 80 "pfetch -o docs http://localhost:$port/ok"; cat typed'
check 'standard output at the terminal' 0 '' 'times=10 && on_terminal 80 "pfetch $pdfs"; lines'

mkfifo in
check 'requests that come one by one' 0 '' \
	'{ for i in 1 2 3; do echo "arxiv:pdf/2509.0000$i"; done; } >in &
	on_terminal 80 "pfetch -o docs <in"; lines | grep -vE "^[0-9] (of 3 )?request"; :'

# one request of which only the service knows how long it is
for page in 1 2 3 4 5; do
	printf '{"total":500,"page":%s,"results":[{}%s]}' $page \
		"$(printf ',{}%.0s' $(seq 99))" | reply doaj$page '200 OK'
	echo "GET /api/search/articles/x?page=$page&pageSize=100&sort=created_date:desc doaj$page"
done >routes
answer routes
check 'a long list' 0 '' \
	"SHEAF_DOAJ_ENDPOINT=http://127.0.0.1:$port on_terminal 80 'pfetch -n 1000 -o list doaj:search/x'"
check 'its pages and the time that is left' 0 1 \
	'lines | grep -Ec "^0 of 1 request, 0:0[0-3] left, [234] pages" | sed "s/[1-9].*/1/"'
quiet 'nothing else is said'

plan
