#!/bin/sh
# Servers that keep pfetch waiting: the limits of time, under a clock that runs
# a hundred times as fast.
# shellcheck disable=SC2016 # check() evaluates
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"
HOME=$PWD XDG_RUNTIME_DIR=$PWD XDG_CACHE_HOME=$PWD/cache
export HOME XDG_RUNTIME_DIR XDG_CACHE_HOME

if ! faketime -f '+0' true 2>/dev/null; then
	skip 'the limits of time' 'no faketime'
	plan
	exit
fi

# what waits for ever: nobody writes into this FIFO
mkfifo never
exec 5<>never
cat >half <<'END'
#!/bin/sh
printf 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nthe first bytes'
# it holds the connection open when the server goes on, until the test ends
cat never 2>/dev/null 5>&- &
END
chmod +x half
echo 'GET * half' >routes
answer routes
check 'a server that falls silent' 3 '[true,false]' \
	"fast 100 pfetch http://127.0.0.1:$port/half >document; s=\$?
	jq -c '[has(\"error\"), has(\"body\")]' document; (exit \$s)"
said 'it is said' '/half: .*silent, gave up after 5 tries'
check 'it is asked five times' 0 5 'grep -c "^GET /half" requests'

echo 'GET * never' >routes
answer routes
check 'a server that says nothing' 3 '' \
	"fast 100 pfetch http://127.0.0.1:$port/x >/dev/null"
said 'it is said' '/x: .*silent, gave up after 5 tries'

# A port whose queue of connections is full does not answer at all.
mkfifo full
perl -MIO::Socket::INET -e '
	my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 1);
	my @queue = map { IO::Socket::INET->new(PeerAddr => "127.0.0.1",
		PeerPort => $s->sockport, Blocking => 0) } 1 .. 4;
	$| = 1;
	print $s->sockport, "\n";
	<STDIN>' <never >full &
servers="$servers $!"
read -r port <full
check 'a host that does not answer' 3 '' \
	"fast 100 pfetch http://127.0.0.1:$port/x >/dev/null"
said 'it is said' '/x: .*gave up after 5 tries'

plan
