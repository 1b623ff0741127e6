#!/bin/sh
# shellcheck source=tests/lib.sh disable=SC2016,SC2034
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"

HOME=$work XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data
SOURCE_DATE_EPOCH=1757073600 # 2025-09-05 12:00
export HOME XDG_CACHE_HOME XDG_DATA_HOME SOURCE_DATE_EPOCH
unset SHEAF_SMTP EMAIL
huggingface
SHEAF_ARXIV_ENDPOINT=http://127.0.0.1:1 # nobody there
export SHEAF_ARXIV_ENDPOINT
subscriptions=$XDG_DATA_HOME/sheaf/subscriptions

check '--help' 0 'usage: subscribe [OPTION ...] NAME' \
	'sheaf subscribe --help | sed 1q'
check '--version' 0 "subscribe (sheaf) $(sheaf --version | cut -d ' ' -f 2)" \
	'sheaf subscribe --version'
for words in '' '--to a@b.c' '--no-such x' '--to' 'a b --to c@d.e' \
	'../x --to a@b.c' '.x --to a@b.c' 'x/y --to a@b.c' 'x --to a@b.c --max 0' \
	'x --to a@b.c --max a' 'x --to a@b.c --every hour' 'x' \
	'x --to a@b.c --query (a' 'x --to a' 'x --to maildir:' \
	'x --to a@b.c --source no:such' 'x --to a@b.c --format no' \
	'x --to https://e.org/x' 'x --to https://e.org/x --format telegram'; do
	check "wrong: $words" 2 '' 'sheaf subscribe $words </dev/null'
	sed -n 1p stderr | grep -q '^subscribe: '
	ok "wrong: $words: is said" $?
done
check 'and nothing was written' 0 '' 'test ! -e "$subscriptions"'

check 'from options' 0 '' 'sheaf subscribe --source hf:daily \
	--source arxiv:new/cs.LG/2025-09-05 --query "agents OR \"3D\"" \
	--order -upvotes --max=2 --every week --to a@b.c --to d@e.f \
	--from "Zoë <z@b.c>" --via "cat >x" mine </dev/null >shown 2>said
	[ $? = 3 ]'
check 'the folder' 0 "$(cat <<-END
	every:week
	from:Zoë <z@b.c>
	max:2
	order:-upvotes
	query:agents OR "3D"
	sources:hf:daily
	sources:arxiv:new/cs.LG/2025-09-05
	to:a@b.c
	to:d@e.f
	via:cat >x
	END
)" 'cd "$subscriptions/mine" && grep "" *; cd "$work"'
check 'it is not made again' 2 '' 'sheaf subscribe --to a@b.c mine </dev/null'

echo '@misc{b, title = {In a file}, eprint = {2509.00002}, year = 2024}' >own.bib
check 'files and places are those of the folder at hand' 0 "$(cat <<-END
	sources:$work/own.bib
	to:maildir:$work/box
	to:file:$HOME/x
	to:site:/srv/site
END
)" 'sheaf subscribe --source ./own.bib --to maildir:box --to "file:~/x" --to site:/srv/site \
	files </dev/null >shown && cd "$subscriptions/files" && grep "" *; cd "$work"'

check 'no place for it' 2 '' 'XDG_DATA_HOME=/dev/null/x sheaf subscribe --to a@b.c new </dev/null'
check 'two commands' 0 '' 'sheaf subscribe --query 3D \
	--to "maildir:$work/box" first </dev/null >shown && sheaf digest first'
check 'what would be sent was shown' 0 1 \
	'grep -c "Few-step Flow for 3D Generation" shown'
check 'the mail is there' 0 'Subject: first: 1 new, 2025-09-05' \
	'grep -h "^Subject: " box/new/*'
check 'it has a sender, as each message must' 0 'From: sheaf@localhost' \
	'grep -h "^From: " box/new/*'
check 'a line for cron' 0 1 'grep -c "0 7 \* \* \*  .*sheaf digest" shown'
check 'a timer' 0 1 'grep -c "OnCalendar=07:00" shown'
if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1; then
	check 'what is not given is asked for' 0 "$(printf '%s\n' \
		'query:diffusion' 'sources:hf:daily' 'to:me@example.org')" \
		'printf "\ndiffusion\nme@example.org\n" |
			script -qec "sheaf subscribe asked" /dev/null >/dev/null
		cd "$subscriptions/asked" && grep "" *; cd "$work"'
else
	skip 'what is not given is asked for' 'no script'
fi

# as somebody who has just installed it, with nothing else in the environment
if command -v exim4 >/dev/null; then
	exim me
	check 'installed' 0 '' 'make -s -C "$top" install PREFIX="$work/usr" \
		B="$B" DEPS=no >installed'
	mkdir new
	new="env -i ASAN_OPTIONS=${ASAN_OPTIONS-} HOME=$work/new PATH=$work/usr/bin:/usr/bin:/bin HF_ENDPOINT=$HF_ENDPOINT"
	new="$new SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH SHEAF_SMTP=smtp://127.0.0.1:$port"
	check 'the first mail in two commands' 0 '' \
		'$new sheaf subscribe --query 3D --to me@example.org mine </dev/null >shown &&
		$new sheaf digest mine'
	delivered
	check 'is in the box' 0 "$(printf '%s\n' 'Subject: mine: 1 new, 2025-09-05' \
		'To: me@example.org')" 'grep -h "^To: \|^Subject: " box/me/new/* | sort'
	check 'a second digest sends nothing' 0 1 '$new sheaf digest 2>said; delivered
		cat box/me/new/* | grep -c "^Subject: "'
	check 'sendmail -t in place of pmail' 0 2 '$new sheaf subscribe --query 3D \
		--via "$(command -v exim4) -C $work/exim.conf -t" \
		--to me@example.org sendmail </dev/null >shown2 &&
		$new sheaf digest sendmail && delivered
		cat box/me/new/* | grep -c "^Subject: "'
	check 'the line for cron is one that runs' 0 '' \
		'eval "$new $(sed -n "s/^ *0 7 \* \* \*  //p" shown)" 2>said'
else
	skip 'the first mail of a new user' 'no exim4'
fi
plan
