#!/bin/sh
. "${0%/*}/lib.sh"

# A machine of its own: PATH leads only to bin/, where every program is a stub.
# apt-get and the like write down what they are asked for in `log`, and what
# they install is there afterwards. uid is who we are.
sh=$(command -v sh)
stub() { # NAME LINE...: a program of these lines
	name=bin/$1
	shift
	printf '%s\n' "#!$sh" "$@" >"$name"
	"$chmod" +x "$name"
}
chmod=$(command -v chmod)
libraries='libcurl libxml-2.0 zlib libzstd libpcre2-8 libutf8proc cmocka'
programs='cc make prove perl jq faketime zstd nginx xmllint tidy python3 script sqlite3 ris2xml cmark strace exim4 mshow'

machine() { # LIBRARY...: has these, and all programs, but no package manager
	rm -rf bin log
	mkdir bin
	: >log
	echo 0 >uid
	printf '%s\n' "$@" >have
	for program in $programs; do stub "$program"; done
	ln -s "$sh" bin/sh
	stub uname 'echo Linux'
	stub id 'read -r uid <uid; echo "$uid"'
	stub pkg-config 'while read -r name; do' \
		'[ "$name" != "$2" ] || exit 0' 'done <have' 'exit 1'
}

manager() { # NAME [LINE...]: one that brings all libraries
	name=$1
	shift
		stub "$name" 'echo "${0##*/} $*" >>log' "$@" \
		'[ "$1" != -s ] || exit 0' \
		"for l in $libraries; do echo \$l >>have; done"
}

deps() {
	PATH=$work/bin CC=cc PKG_CONFIG=pkg-config "$sh" "$top/scripts/deps" "$@"
}

logged() { # NAME LINE: the last command that the package manager got
	last=$(tail -n 1 log)
	[ "$last" = "$2" ]
	ok "$1" $?
	[ "$last" = "$2" ] || echo "# $last"
}

# shellcheck disable=SC2086 # one word each
machine $libraries
manager apt-get
check 'nothing missing: silent' 0 '' 'deps check'
quiet 'nothing missing: no message'
check 'nothing missing: silent with --missing' 0 '' 'deps --missing check'
[ ! -s log ]
ok 'nothing missing: no package manager is run' $?

machine libxml-2.0 zlib libzstd libutf8proc
manager apt-get
check 'root: apt-get installs' 0 '' 'deps build'
want='apt-get install -y --no-install-recommends'
logged 'what is missing, and nothing else' \
	"$want libcurl4-openssl-dev libpcre2-dev"
grep -q '^apt-get update' log
ok 'no update where the packages are known' "$((1 - $?))"

machine
manager apt-get 'case $1 in -s) exit 100; esac'
check 'root: apt-get without lists' 0 '' 'deps check'
[ "$(sed 's/ -.*//' log)" = 'apt-get
apt-get update
apt-get install' ]
ok 'update comes first where they are not known' $?
grep -q 'install .* libcmocka-dev' log
ok 'check needs cmocka too' $?

machine
manager apt-get '[ "$1" != install ] || [ -e fresh ] || exit 100' \
	'[ "$1" != update ] || : >fresh'
check 'lists older than the mirror: once more after update' 0 '' 'deps build'
rm fresh

machine
manager apt-get 'exit 100'
check 'an installation that fails: status 2' 2 '' 'deps build'
tail -n 1 stderr | grep -q '^deps: type: apt-get '
ok 'and the line to type' $?

machine
manager apt-get 'exit 0'
check 'an installation that brings nothing: status 2' 2 '' 'deps build'

machine libxml-2.0 zlib libzstd libpcre2-8 libutf8proc
manager apt-get
check '--missing installs nothing' 2 '' 'deps --missing build'
grep -qx 'deps: missing: libcurl' stderr
ok '--missing names the library' $?
grep -qx "deps: type: $want libcurl4-openssl-dev" stderr
ok '--missing says how to get it' $?
grep -qv '^apt-get -s ' log
ok '--missing only asks the package manager' "$((1 - $?))"

echo 1000 >uid
check 'no root, no sudo: status 2' 2 '' 'deps build'
grep -qx "deps: type: su -c '$want libcurl4-openssl-dev'" stderr
ok 'no root, no sudo: su' $?
stub sudo '[ "$1" = -n ] && exit 1'
check 'sudo that asks: status 2' 2 '' 'deps build'
grep -qx "deps: type: sudo $want libcurl4-openssl-dev" stderr
ok 'sudo that asks: the line to type' $?
stub sudo '[ "$1" != -n ] || exit 0' 'echo sudo >>log' 'exec "$@"'
check 'sudo that does not ask: installs' 0 '' 'deps build'
grep -qx sudo log
ok 'through sudo' $?

machine
rm bin/pkg-config bin/cc
manager apt-get "printf '#!$sh\n' >bin/cc; $chmod +x bin/cc" \
	"printf '#!$sh\n' >bin/pkg-config; $chmod +x bin/pkg-config"
check 'a bare machine' 0 '' 'deps build'
grep -q 'install .* gcc libc6-dev pkg-config .* zlib1g-dev' log
ok 'gcc with its headers, pkg-config, and all libraries' $?

for each in 'apk add curl-dev' 'dnf install -y libcurl-devel' \
	'pacman -S --needed --noconfirm curl' 'brew install curl'; do
	machine libxml-2.0 zlib libzstd libpcre2-8 libutf8proc
	manager "${each%% *}"
	check "${each%% *}" 0 '' 'deps build'
	logged "${each%% *}: the command" "$each"
done

machine
check 'no package manager: status 2' 2 '' 'deps build'
said 'no package manager: what is missing' '^deps: missing: libcurl, libxml'
check 'DEPS=no' 0 '' 'DEPS=no deps build'
quiet 'DEPS=no: silent'
check 'an unknown job: status 2' 2 '' 'deps everything'
said 'an unknown job: usage' '^usage: '

plan
