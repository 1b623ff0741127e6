#!/bin/sh
# scripts/try: the first thing that a new user runs.
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"
export B NO_COLOR=1
try=$top/scripts/try

huggingface
check 'with the service: status 0' 0 '' '"$try" >shown'
quiet 'with the service: no message'
[ "$(head -n 1 shown)" = \
	"pfetch hf:daily | pparse | pgrep -i 'diffusion|flow matching' | pfmt" ]
ok 'with the service: the command comes first' $?
sh -c "$(head -n 1 shown)" >result
[ -s result ] && tail -n +3 shown | head -n "$(wc -l <result)" | cmp -s - result
ok 'with the service: then what it prints' $?
grep -q '^Next:' shown
ok 'with the service: then what to type next' $?

check 'WORDS' 0 '' "WORDS=\"CAD|it's\" '$try' >shown"
grep -q 'Drawing2CAD' shown && ! grep -q Durian shown
ok 'WORDS choose' $?
sh -c "$(head -n 1 shown)" | grep -q 'Drawing2CAD'
ok 'WORDS are quoted for the shell' $?
check 'WORDS that no paper has' 0 'None of the 10 papers has these words.' \
	"WORDS=zebra '$try' | sed -n 3p"
check 'WORDS that are no pattern: status 2' 2 '' "WORDS='(' '$try' >shown"

answer /dev/null
kill "${servers##* }" # nobody listens there now
wait "${servers##* }" 2>/dev/null || :
HF_ENDPOINT=http://127.0.0.1:$port
check 'without the service: status 0' 0 '' '"$try" >shown'
quiet 'without the service: no message'
[ "$(grep -c 'cannot be reached (.*refused' shown)" = 1 ]
ok 'without the service: says so in a line' $?
grep -q '^pfetch ./tests/fixtures/hf-daily-2025-09-05.json | ' shown
ok 'without the service: the day that ships' $?
grep -q Durian shown
ok 'without the service: its papers' $?

unset MAKEFLAGS MAKELEVEL
check 'make try' 0 '' \
	'DEPS=no make -s -C "$top" B="$B" WORDS=agents try >shown 2>&1'
grep -q 'DeepResearch Arena' shown
ok 'make try: WORDS is a variable of make' $?

plan
