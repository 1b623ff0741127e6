#!/bin/sh
# shellcheck source=tests/lib.sh disable=SC2016,SC2034
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"

HOME=$work XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data
SOURCE_DATE_EPOCH=1757073600 # 2025-09-05 12:00
export HOME XDG_CACHE_HOME XDG_DATA_HOME SOURCE_DATE_EPOCH
unset SHEAF_SMTP
# The pace of a service would be most of the time that this takes.
sheaf() { fast 20 "$B/bin/sheaf" "$@"; }

# day DAY: how long after 2025-09-05 it is now
day() {
	SOURCE_DATE_EPOCH=$((1757073600 + 86400 * $1))
}

# subscription NAME SOURCE...: in ./data, by mail to b@example.org
subscription() {
	d=$XDG_DATA_HOME/sheaf/subscriptions/$1
	shift
	mkdir -p "$d"
	printf '%s\n' "$@" >"$d/sources"
	echo b@example.org >"$d/to"
	echo 'Sheaf <a@example.org>' >"$d/from"
}

# list DAY TITLE...: the service's list of that day
list() {
	at=$1
	shift
	for title; do
		printf '%s\n' "$title"
	done | jq -Rnc --arg day "$at" '[inputs | select(. != "")] | to_entries |
		map({paper: {id: ("\($day[2:4])\($day[5:7]).\($day[8:10])" +
			("00\(.key)" | .[-3:])), title: .value,
			summary: "An abstract.", authors: [{name: "A B"}],
			upvotes: .key, publishedAt: "\($day)T00:00:00.000Z"},
			publishedAt: "\($day)T00:00:00.000Z", title: .value})' \
		>"hub/api/daily_papers/date=$at&limit=100&p=0"
	cp "hub/api/daily_papers/date=$at&limit=100&p=0" \
		'hub/api/daily_papers/limit=100&p=0'
}

# titles: what the server has taken, in order
titles() {
	for message in taken/[0-9]*; do
		[ -e "$message" ] || return 0
		sed 's/\r$//' "$message" >one
		"$top/tests/readmail" . <one || return
		cut -f 1 titles
	done
}

mkdir -p hub/api/daily_papers
echo '[]' >hub/api/daily_papers/none
serve "$PWD/hub" '' 'location /catchup/ { rewrite ^ /catchup.html break; }'
HF_ENDPOINT=http://127.0.0.1:$port
export HF_ENDPOINT
smtp
SHEAF_SMTP=smtp://127.0.0.1:$port
export SHEAF_SMTP

check 'no subscriptions' 2 '' 'sheaf digest'
check 'none of that name' 2 '' 'sheaf digest nobody'
check 'an unknown option' 2 '' 'sheaf digest --no-such'
check '--help' 0 'usage: digest [--dry-run] [NAME | FOLDER ...]' \
	'sheaf digest --help | sed 1q'
check '--version' 0 "digest (sheaf) $(sheaf --version | cut -d ' ' -f 2)" \
	'sheaf digest --version'

subscription mine hf:daily
echo 'agents OR flow' >"$d/query"
list 2025-09-05 'Agents at work' 'Flow of things' 'A zebra'
check '--dry-run' 0 2 'sheaf digest --dry-run mine | grep -c "^ *[0-9] "'
check 'sends nothing, and changes nothing' 0 'from query sources to' \
	'ls taken; ls "$d" | xargs'
check 'no place for its files' 2 '' 'XDG_CACHE_HOME=/dev/null/x sheaf digest mine'
check 'a digest' 0 '' 'sheaf digest'
quiet 'in silence'
check 'what matches, in a mail' 0 "$(printf 'Agents at work\nFlow of things')" \
	titles
check 'its fields' 0 "$(cat <<-END
	To: b@example.org
	From: Sheaf <a@example.org>
	List-Id: <mine.sheaf>
	Auto-Submitted: auto-generated
	Subject: mine: 2 new, 2025-09-05
	Date: Fri, 05 Sep 2025 12:00:00 +0000
	END
)" 'grep -vE "^(Message-ID|MIME|Content)" fields'
check 'its footer' 0 'All sources answered: 3 papers, 2 new ones that match.' \
	'tail -n 1 plain'
check 'again: nothing' 0 '' 'sheaf digest; test ! -e taken/2'
said 'and why' '^digest: mine: 3 papers, none new$'
check 'what is kept' 0 'asked from lock period query seen sources to' \
	'ls "$d" | xargs'
check 'state' 0 "$(printf 'hf:daily\t2025-09-05')" 'cat "$d/asked"'

# why nothing came
day 1
list 2025-09-06
check 'a day without a list' 0 '' 'sheaf digest'
said 'is said' '^digest: mine: 3 papers, none new$'
day 2
list 2025-09-07 zebra
check 'nothing that matches' 0 '' 'sheaf digest'
said 'is said' '^digest: mine: 1 papers, none matches$'
day 3
list 2025-09-08 'agents one'
rm -f "hub/api/daily_papers/date=2025-09-07&limit=100&p=0"
list 2025-09-08 'agents one'
mv hub/api/daily_papers hub/api/gone
rm -f taken/*
check 'a source that does not answer' 3 '' 'sheaf digest'
said 'is said once' '^digest: mine: hf:daily: .*404'
check 'and its day is not done' 0 "$(printf 'hf:daily\t2025-09-07')" \
	'cat "$d/asked"'
mv hub/api/gone hub/api/daily_papers
day 4
list 2025-09-09 'agents two'
check 'the day after' 0 '' 'sheaf digest'
check 'nothing is missing' 0 "$(printf 'agents one\nagents two')" 'titles'

# some days answer
day 5
list 2025-09-10 'agents three'
mv 'hub/api/daily_papers/date=2025-09-09&limit=100&p=0' away
mv hub/api/daily_papers/none none
rm -f taken/*
check 'some of its days answer' 3 '' 'sheaf digest'
check 'they are sent' 0 'agents three' titles
check 'with what is missing' 0 1 \
	'grep -c "^Did not answer, and is asked again next time: hf:daily" plain'
check 'in the subject, too' 0 'mine: 1 new, 2025-09-10 (incomplete)' \
	'sed -n "s/^Subject: //p" fields'
mv none hub/api/daily_papers/none
list 2025-09-09 'agents two' 'agents late'
list 2025-09-10 'agents three'
check 'caught up' 0 "$(printf 'agents three\nagents late')" 'sheaf digest; titles'

# a server of mail that has its faults
rm -f taken/*
ids() {
	cat taken/[0-9]* 2>/dev/null | sed -n 's/^Message-ID: //p' | sort -u | wc -l
}
number=13
for fault in 'RCPT 451 later' 'DOT close' 'DOT 554 spam'; do
	number=$((number + 1))
	day "$((number - 5))"
	list "2025-09-$number" "agents of $number"
	echo "$fault" >script
	check "$fault" 3 '' 'sheaf digest'
	grep -q '^digest: mine: b@example.org: not delivered' stderr
	ok "$fault: is said" $?
	check "$fault: nothing is seen" 1 '' 'grep "2509.$number" "$d/seen"'
	cp "$d/out.box/1.message" first
	: >script
	check "$fault: then it goes" 0 "agents of $number" 'sheaf digest 2>said; titles'
	check "$fault: the same message" 0 '' \
		'sed "s/\r$//" taken/1 | cmp first -'
	rm -f taken/*
done

# two at once
list 2025-09-16 'agents of 16' 'agents too'
day 11
(
	exec 9>>"$d/lock"
	flock 9
	sheaf digest 2>said
	echo "$?" >status
)
check 'another one has it' 0 0 'cat status said'
check 'sends nothing' 0 '' 'titles'
check 'when it has gone, the next one runs' 0 'agents too' 'sheaf digest; titles'

# killed: between the server's answer and ours
for place in 'puniq' 'rm'; do
	rm -f taken/*
	number=$((number + 1))
	day "$((number - 5))"
	list "2025-09-$number" "agents of $number"
	mkdir -p stubs
	cat >stubs/$place <<-END
		#!/bin/sh
		case "\$*" in *out.box*) kill -9 \$PPID ;; esac
		exec $(command -v $place) "\$@"
	END
	chmod +x stubs/$place
	cat >stubs/digest <<-END
		#!/bin/sh
		$(sed -n '/^PATH=/!p' "$B/bin/digest" | sed 1d)
	END
	chmod +x stubs/digest
	check "killed before $place" 137 '' \
		'PATH=$work/stubs:$B/bin:$PATH stubs/digest'
	check "killed before $place: the next run ends it" 0 '' 'sheaf digest 2>said'
	check "killed before $place: one message" 0 1 ids
	check "killed before $place: seen" 0 1 'grep -c "arxiv:2509.$number" "$d/seen"'
	check "killed before $place: nothing is left" 0 '' '! ls -d "$d"/out.*'
	rm -rf stubs
done

# readers of their own
rm -rf "$XDG_DATA_HOME" taken/*
subscription two hf:daily
printf 'b@example.org\nc@example.org\n' >"$d/to"
day 13
list 2025-09-18 'agents of 18'
echo 'RCPT:c@example.org 550 gone' >script
check 'one of two is refused' 3 '' 'sheaf digest'
check 'the other has it' 0 '(taken 1 for b@example.org)' 'grep taken taken/log'
day 14
list 2025-09-19 'agents of 19'
: >script
check 'and what was refused goes later' 0 '2 b@example.org 2 c@example.org' \
	'sheaf digest; sed -n "s/.*taken.*for \(.*\))/\1/p" taken/log | sort |
		uniq -c | xargs'
check 'nothing is left' 0 '' '! ls -d "$d"/out.*'
check 'each a message of their own' 0 4 ids

# what is liked, and what is not
rm -rf "$XDG_DATA_HOME" taken/*
subscription taste hf:daily
echo rank >"$d/order"
echo '{"id":"l:1","title":"alpha beta"}' >"$d/like"
echo '{"id":"l:2","title":"delta beta"}' >"$d/dislike"
day 14
list 2025-09-19 'delta gamma' 'delta beta' 'alpha gamma' 'alpha beta'
check 'what is liked first, what is disliked last' 0 \
	"$(printf '%s\n' 'alpha beta' 'alpha gamma' 'delta beta' 'delta gamma')" \
	'sheaf digest; titles'

# order, limit, other places
rm -rf "$XDG_DATA_HOME" taken/*
subscription best hf:daily
echo -upvotes >"$d/order"
echo 2 >"$d/max"
day 15
list 2025-09-20 a b c
check 'the best' 0 "$(printf 'c\nb')" 'sheaf digest; titles'
check 'and how many more' 0 1 'grep -c "^1 more are new" plain'
echo rank >"$d/order"
printf 'maildir:%s\nfile:%s\n' "$work/box" "$work/list.html" >"$d/to"
check 'a Maildir, a file; to be ranked by nothing' 0 '' 'day 16; list 2025-09-21 d; sheaf digest'
check 'the Maildir has it' 0 1 'cat box/new/* | grep -c "^Subject: best: 2 new"'
check 'the file too' 0 1 'grep -c "^Subject: best: 2 new" list.html'
echo html >"$d/format"
echo "file:$work/list.html" >"$d/to"
check 'another format' 0 1 'day 17; list 2025-09-22 e; sheaf digest
	grep -c "<title>" list.html'
echo "cat >$work/mbox" >"$d/via"
echo mail >"$d/format"
echo b@example.org >"$d/to"
check 'another way' 0 1 'day 18; list 2025-09-23 f; sheaf digest
	grep -c "^To: b@example.org" mbox'
echo 'nothing new' >"$d/nothing"
rm "$d/via" taken/*
echo zebra >"$d/query"
check 'nothing new, when it is asked for' 0 1 'day 19; sheaf digest
	titles; grep -c "^nothing new" plain'
check 'once a day' 0 '' 'rm -f taken/*; sheaf digest; titles'

# a webhook: at first it is busy, and at the second message gone for a while
rm -rf "$XDG_DATA_HOME" taken/*
reply taken.answer '204 No Content' </dev/null
reply busy.answer '429 Too Many Requests' 'Retry-After: 0' </dev/null
reply gone.answer '404 Not Found' </dev/null
echo 'POST /key busy.answer taken.answer gone.answer taken.answer' >hook-routes
answer hook-routes
subscription chat hf:daily
echo "http://127.0.0.1:$port/key" >"$d/to"
day 18
list 2025-09-23 '<!channel> f' 'a "quoted" g'
check 'a webhook takes no mail' 2 '' 'sheaf digest'
said 'which is said' '^digest: chat: a webhook needs a format: '
echo json >"$d/format"
echo '\{"text":"{title}"\}' >"$d/template"
check 'some of it is posted' 3 '' 'sheaf digest 2>said'
check 'its address, which holds a key, is in no message' 1 0 'grep -c key said'
grep -q "^digest: chat: http://127.0.0.1:$port/...: not delivered" said
ok 'what was not is said' $?
check 'the next run posts the rest' 0 '' 'sheaf digest'
check 'what was taken was posted once' 0 "$(cat <<-'END'
	{"text":"<!channel> f"}
	{"text":"<!channel> f"}
	{"text":"a \"quoted\" g"}
	{"text":"a \"quoted\" g"}
	END
)" 'grep "^{" requests'
rm "$d/template"
echo telegram >"$d/format"
echo @us >"$d/chat"
check 'in the format of a chat' 0 '@us' 'day 19; list 2025-09-24 h; sheaf digest
	grep -o "{\"chat_id.*" requests | jq -r .chat_id'

# a site; a source in a file of the folder
rm -rf "$XDG_DATA_HOME"
subscription place ./more.bib
echo 'site:../site' >"$d/to"
echo '@misc{a, title = {In a file}, eprint = {2509.00001}, year = 2024}' >"$d/more.bib"
check 'a site of a file' 0 1 'sheaf digest && grep -c "In a file" "$d/../site/index.html"'
echo '@misc{b, title = {One more}, eprint = {2509.00002}, year = 2024}' >"$d/more.bib"
check 'grows' 0 '1 1' 'sheaf digest
	echo $(cat "$d"/../site/days/*.html | grep -c "<h.*In a file") \
		$(grep -c "<h.*One more" "$d/../site/index.html")'

# several queries: which of them it was
subscription several hf:daily
printf '%s\n' 'work = agents' zebras >"$d/query"
echo "file:list" >"$d/to"
echo text >"$d/format"
day 20
check 'several queries have labels' 0 'labels: work' 'list 2025-09-25 "agents i"
	sheaf digest several; grep -o "labels: [a-z]*" "$d/list"'

# a month
rm -rf "$XDG_DATA_HOME" taken/*
subscription monthly hf:daily
echo month >"$d/every"
check 'a month: the first' 0 'agents i' 'sheaf digest; titles'
day 24
list 2025-09-29 'late in the month'
check 'not again in this one' 0 '' 'rm -f taken/*; sheaf digest; titles'
day 30
list 2025-10-05 'in the next'
check 'all of it in the next' 0 "$(printf 'late in the month\nin the next')" \
	'sheaf digest; titles'
check 'its name' 0 'monthly: 2 new, 2025-09-25 to 2025-10-05' 'sed -n "s/^Subject: //p" fields'
rm hub/api/daily_papers/date=2025-10* hub/api/daily_papers/date=2025-09-29*

# a week
rm -rf "$XDG_DATA_HOME" taken/*
subscription weekly hf:daily
echo week >"$d/every"
day 20
list 2025-09-25 g
check 'the first' 0 g 'sheaf digest; titles'
day 21
list 2025-09-26 h
check 'not again in this week' 0 '' 'rm -f taken/*; sheaf digest; titles'
check 'a dry run says so' 0 '' 'sheaf digest --dry-run'
said 'in a line' '^digest: weekly: nothing in this week any more$'
day 25
list 2025-09-30 i
check 'all of it in the next' 0 "$(printf 'h\ni')" 'sheaf digest; titles'
check 'its name' 0 'weekly: 2 new, 2025-09-25 to 2025-09-30' 'sed -n "s/^Subject: //p" fields'

# after a long time
rm -rf "$XDG_DATA_HOME" taken/*
cp "$top/tests/cases/pparse/arxiv-html-none/input.html" hub/catchup.html
subscription late arxiv:new/cs.RO
printf 'arxiv:new/cs.RO\t2025-01-01\n' >"$d/asked"
check 'days that arXiv has no more are not asked for' 0 90 \
	'SHEAF_ARXIV_ENDPOINT=$HF_ENDPOINT fast 500 sheaf digest 2>said
	grep -c catchup/cs.RO access'
grep -q '^digest: arxiv:new/cs.RO: the days from 2025-01-01 to 2025-07-' said
ok 'which is said' $?
check 'and it goes on from today' 0 2025-09-30 'cut -f 2 "$d/asked"'

# what a language model says of them
rm -rf "$XDG_DATA_HOME" taken/*
language_model
subscription asked hf:daily
printf '%s\n' 'summary: In one sentence: {title}' 'score: From 0 to 10: {title}' >"$d/ask"
echo 2 >"$d/ask-max"
day 26
list 2025-10-01 j k
check 'a digest with a summary' 0 "$(printf 'j\nk')" 'sheaf digest 2>said; titles'
check 'of the first only' 0 '1 2' \
	'echo "$(grep -c "7 of 10: a paper" plain) $(grep -c "An abstract" plain)"'
check 'in the HTML part, too' 0 '1 2' \
	'echo "$(grep -c "7 of 10: a paper" html) $(grep -c "An abstract" html)"'
check 'no more was asked than may be' 0 '2 digest: asked: pask: 2 questions were not asked' \
	'echo "$(grep -c ^POST requests) $(cat said)"'
check 'what was asked' 0 'In one sentence: j' \
	'grep -o "In one sentence: j" requests'
list 2025-10-02 l
day 27
check 'without a model the digest goes all the same' 3 l \
	'rm -f taken/*; OPENAI_BASE_URL=http://127.0.0.1:1/v1 sheaf digest 2>said; s=$?; titles; (exit $s)'
grep -q '^digest: asked: pask: http://127.0.0.1:1/v1/chat/completions: ' said
ok 'which is said' $?
rm "$d/ask-max"
list 2025-10-03 m
day 28
echo 'RCPT 451 later' >script
: >requests
check 'what could not be delivered' 3 2 'sheaf digest 2>said; s=$?; grep -c ^POST requests; (exit $s)'
: >script
check 'is not asked about again' 0 'm 2' \
	'rm -f taken/*; sheaf digest; echo "$(titles) $(grep -c ^POST requests)"'
rm -r "$d/seen" "$d/asked"
check 'nor is one who was answered, whatever became of the digest' 0 'm 2' \
	'rm -f taken/*; sheaf digest; echo "$(titles) $(grep -c ^POST requests)"'
list 2025-10-04 n
day 29
printf '%s\n' 'In one sentence: {title}' 'score' 'id: {title}' \
	' summary : In two sentences: {title}' >"$d/ask"
check 'what is no question is said' 3 n \
	'rm -f taken/*; sheaf digest 2>said; s=$?; titles; (exit $s)'
check 'a line each' 0 'digest: asked: ask: not MEMBER: PROMPT: In one sentence: {title}
digest: asked: ask: not MEMBER: PROMPT: score
digest: asked: ask: not MEMBER: PROMPT: id: {title}' 'cat said'
check 'the others are asked' 0 '1 1' \
	'echo "$(grep -c "7 of 10: a paper" plain) $(grep -c "two sentences: n" requests)"'

plan
