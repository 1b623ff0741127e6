# Sourced by every tests/*.t: TAP on standard output, a folder of its own.
# shellcheck shell=sh disable=SC2034
set -u
LC_ALL=C TZ=UTC TERM=dumb
export LC_ALL TZ TERM
unset COLUMNS NO_COLOR SOURCE_DATE_EPOCH HF_TOKEN HF_ENDPOINT http_proxy \
	https_proxy all_proxy no_proxy HTTPS_PROXY ALL_PROXY NO_PROXY \
	CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR

# top: the checkout; data: captured files of the services, which may be missing
top=$(cd "$(dirname "$0")/.." && pwd)
data=${SHEAF_DATA:-$top/../shared/data}
fixtures=$top/tests/fixtures
B=${B:-.build}
case $B in /*) ;; *) B=$top/$B ;; esac
PATH=$B/bin:$PATH
export PATH

work=$(mktemp -d)
servers=
finish() {
	for pid in $servers; do
		kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
	done
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT PIPE TERM
cd "$work" || exit 1

n=0
# ok NAME STATUS: a point that passed if STATUS is 0
ok() {
	n=$((n + 1))
	if [ "$2" = 0 ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; fi
}

# check NAME STATUS OUTPUT COMMAND: runs COMMAND in this shell
check() {
	status=0
	got=$(eval "$4" 2>stderr) || status=$?
	if [ "$status" = "$2" ] && [ "$got" = "$3" ]; then
		ok "$1" 0
		return
	fi
	ok "$1" 1
	printf '%s\n' "status $status: $got" | sed 's/^/# got /'
	printf '%s\n' "status $2: $3" | sed 's/^/# not /'
	sed 's/^/# stderr /' stderr
}

# said NAME PATTERN: the last check wrote one line that matches (grep -E), alone
said() {
	if [ "$(wc -l <stderr)" = 1 ] && grep -Eq -- "$2" stderr; then
		ok "$1" 0
	else
		ok "$1" 1
		sed 's/^/# stderr /' stderr
	fi
}

# quiet NAME: the last check wrote nothing on standard error
quiet() {
	[ ! -s stderr ]
	ok "$1" $?
	sed 's/^/# stderr /' stderr
}

skip() { # NAME WHY
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2"
}

plan() {
	echo "1..$n"
}
