#!/bin/sh
# Days of subscriptions under faults, from a fixed seed: in the end each reader
# has each paper that matches once, counted by Message-ID, and no other. As many
# days as SOAK_DAYS says; SOAK_SEED makes others of them. The mail server is
# exim, and one that has faults; the disk that fills up is there for root alone.
# shellcheck source=tests/lib.sh disable=SC2016,SC2034
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"
days=${SOAK_DAYS:-4} seed=${SOAK_SEED:-9}
if ! command -v exim4 >/dev/null || ! command -v python3 >/dev/null; then
	skip 'days with faults' 'no exim4, or no python3'
	plan
	exit
fi

HOME=$work XDG_CACHE_HOME=$work/disk/cache XDG_DATA_HOME=$work/disk/data
TMPDIR=$work/disk
export HOME XDG_CACHE_HOME XDG_DATA_HOME TMPDIR
mkdir disk
mounted=no
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=8m sheaf disk 2>/dev/null; then
	mounted=yes
	trap 'umount -l "$work/disk"; finish' EXIT
fi

# draw N: a number below N in $drawn; the same ones for the same seed
draw() {
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	drawn=$((seed / 65536 % $1))
}

# Lists of all days: five to nine papers on weekdays, none else, and those that
# were captured of the day.
start=1756728000 # 2025-09-01 12:00, a Monday
mkdir -p hub/api/daily_papers
echo '[]' >hub/api/daily_papers/none
jq -nc --argjson days "$days" --argjson start "$start" '
	["alpha", "beta", "gamma", "delta"] as $words |
	range($days) | select(. % 7 < 5) | . as $n |
	($start + 86400 * $n | todate[:10]) as $day |
	{day: $day, papers: [range(5 + $n % 5) | . as $k | {
		id: "\($day[2:4])\($day[5:7]).\($day[8:10])00\($k)",
		title: "On \($words[($n + $k) % 4]) and \($words[$n * $k % 4])"}]}' \
	>lists
jq -c '.papers[]' lists >wanted
: >captured
while IFS= read -r line; do
	day=$(printf '%s' "$line" | jq -r .day)
	real=$data/hf_daily_api/$day.json
	[ -f "$real" ] || real=hub/api/daily_papers/none
	pparse "$real" >>captured
	printf '%s' "$line" | jq -c --slurpfile real "$real" '.day as $day | [.papers[] | {title, paper: {id, title,
		summary: "An abstract.", authors: [{name: "A B"}], upvotes: 1,
		publishedAt: "\($day)T00:00:00.000Z"},
		publishedAt: "\($day)T00:00:00.000Z"}] + $real[0]' \
		>"hub/api/daily_papers/date=$day&limit=100&p=0"
done <lists
# The newest list is that of the first day, until a day is known.
cp 'hub/api/daily_papers/date=2025-09-01&limit=100&p=0' \
	'hub/api/daily_papers/limit=100&p=0'
serve "$PWD/hub" '' 'location /fail/ { return 503; }'
hub=http://127.0.0.1:$port
echo 'sub { undef }' >silent.pl
echo 'GET * silent.pl' >routes
answer routes
silent=http://127.0.0.1:$port
exim ann bob cid dan eve fay
exim=smtp://127.0.0.1:$port
smtp
scripted=smtp://127.0.0.1:$port

# subscription NAME QUERY EVERY TO...
subscription() {
	d=$XDG_DATA_HOME/sheaf/subscriptions/$1
	mkdir -p "$d"
	echo hf:daily >"$d/sources"
	echo "$2" >"$d/query"
	echo "$3" >"$d/every"
	shift 3
	printf '%s@example.org\n' "$@" >"$d/to"
}
subscription one 'alpha OR reasoning' day ann
subscription two 'beta OR gamma OR video' day bob
subscription all '' day cid
subscription not '(alpha OR agent*) AND NOT beta' day dan eve
subscription week 'delta OR ti:language' week fay

# run COMMAND...: a digest at the time and with the servers of the moment
run() {
	SOURCE_DATE_EPOCH=$now HF_ENDPOINT=$endpoint SHEAF_SMTP=$server \
		"$@" >>log 2>&1
}

# once: a run with a fault
once() {
	endpoint=$hub server=$scripted killed=no
	draw 13
	echo "fault $drawn" >>log
	: >script
	case $drawn in
	0) endpoint=$hub/gone ;;          # 404
	1) endpoint=http://127.0.0.1:1 ;; # nobody there
	2) endpoint=$hub/fail && run fast 1000 sheaf digest && return ;; # 503
	3) echo 'GREETING 421 no' >script ;;
	4) echo 'RCPT 451 later' >script ;;
	5) echo 'RCPT 550 never' >script ;;
	6) echo 'DOT close' >script ;;
	7) echo 'DOT lost' >script ;;
	8) echo 'RCPT:eve@example.org 550 never' >script ;;
	9) # the disk is full, but for some KiB
		if [ "$mounted" = yes ]; then
			draw 100
			free=$(df -Pk disk | awk 'END { print $4 }')
			head -c "$((free - drawn))k" /dev/zero >disk/filler
			run sheaf digest
			rm disk/filler
			return
		fi
		;;
	10) # two at once
		server=$exim
		run sheaf digest &
		run sheaf digest
		wait $!
		return
		;;
	11) # silence, until it is killed
		echo 'DOT wait' >script
		killed=yes
		;;
	12) endpoint=$silent killed=yes ;; # the same of the list
	esac
	draw 10000
	if [ "$((drawn % 2))" = 0 ] || [ $killed = yes ]; then
		run "$top/tests/chaos" "$drawn" sheaf digest
	else
		run sheaf digest
	fi
}

day=0
while [ "$day" -lt "$days" ]; do
	now=$((start + 86400 * day))
	once
	once
	draw 3
	if [ "$drawn" = 0 ]; then
		endpoint=$hub server=$exim
		run sheaf digest
	fi
	day=$((day + 1))
done
# A week later, without faults.
: >script
now=$((start + 86400 * (days + 7))) endpoint=$hub server=$exim
check 'without faults all that is left is sent' 0 '' 'run sheaf digest'
[ -z "$(find "$XDG_DATA_HOME" -name 'out.*')" ]
ok 'and nothing is under way' $?
delivered

cat >count.py <<'END'
# For each reader the ids that came, once for each Message-ID.
import email, email.policy, glob, re
seen, bodies = set(), {}
for name in glob.glob("box/*/new/*") + glob.glob("taken/[0-9]*"):
    with open(name, "rb") as file:
        m = email.message_from_binary_file(file, policy=email.policy.default)
    key = (m["To"], m["Message-ID"])
    text = m.get_body(("plain",)).get_content()
    if bodies.setdefault(key, text) != text:
        print("two messages with one Message-ID", m["Message-ID"])
    if key in seen:
        continue
    seen.add(key)
    for id in re.findall(r"arxiv:(\d{4}\.\d{5})", text):
        print(m["To"], id)
END
python3 count.py | sort >got
jq -r '
	def reader($name): "\($name)@example.org \(.id)";
	(select(.title | test("alpha")) | reader("ann")),
	(select(.title | test("beta|gamma")) | reader("bob")),
	reader("cid"),
	(select((.title | test("alpha")) and (.title | test("beta") | not)) |
		reader("dan"), reader("eve")),
	(select(.title | test("delta")) | reader("fay"))' wanted >want
for d in "$XDG_DATA_HOME"/sheaf/subscriptions/*/; do
	while read -r reader; do
		pgrep -Q "$(grep . "$d/query" || echo "all:*")" captured | pfmt -t "$reader {id}"
	done <"$d/to"
done | sed 's/arxiv://' | sort -u - want >all
mv all want
check "each paper once to each reader: $(wc -l <want) in $days days" 0 '' \
	'diff want got'
messages=$(find box taken -type f -name '*[0-9]*' | wc -l)
echo "# $messages messages, $(grep -c ^fault log) faults, disk full: $mounted"
plan
