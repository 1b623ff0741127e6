#!/bin/sh
# shellcheck source=tests/lib.sh disable=SC2016
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"
unset SHEAF_SMTP
HOME=$work
export HOME

# message [FIELD ...]: from a@example.org, with fields and a body
message() {
	printf '%s\n' 'From: "A, b" <a@example.org>' "$@" 'Subject: x' '' body
}

smtp
SHEAF_SMTP=smtp://127.0.0.1:$port
export SHEAF_SMTP

# told LINE...: the server's script from now on, with an empty log
told() {
	printf '%s\n' "$@" >script
	: >taken/log
	rm -f taken/[0-9]*
}

# rcpt: who was named to the server
rcpt() {
	sed -n 's/^RCPT TO:<\(.*\)>.*/\1/p' taken/log | xargs
}

# what is sent, and to whom
told ''
check 'sent' 0 '' 'message "To: b@example.org" | pmail -t'
quiet 'in silence'
check 'the sender is that of From' 0 'a@example.org' \
	'sed -n "s/^MAIL FROM:<\(.*\)>.*/\1/p" taken/log'
told ''
{
	printf 'From: a@example.org\nTo: b@example.org\n\n'
	printf '.\n..\n.x\nlast'
} >dots
check 'dots on lines of their own' 0 '' 'pmail -t <dots'
printf 'From: a@example.org\r\nTo: b@example.org\r\n\r\n' >want
printf '.\r\n..\r\n.x\r\nlast\r\n' >>want
check 'come as they were, lines ended by CRLF' 0 '' 'cmp want taken/1'
told ''
check 'CRLF stays, CR alone is one' 0 '' \
	'printf "From: a@b.c\r\n\r\na\r\nb\rc\n" | pmail x@y.z'
printf 'From: a@b.c\r\n\r\na\r\nb\r\nc\r\n' >want
check 'to the byte' 0 '' 'cmp want taken/1'

for bcc in Bcc BCC bcc 'Bcc '; do
	told ''
	check "$bcc: sent to" 0 'b@example.org c@example.org d@example.org' \
		'message "To: b@example.org" "Cc: c@example.org" \
			"$bcc: d@example.org,
	e@example.org" "X: y" | pmail -t; rcpt | sed "s/ e@.*//"'
	check "$bcc: its second line too" 0 1 'rcpt | grep -c " e@example.org$"'
	check "$bcc: and not in the message" 1 '' \
		'grep -iE "bcc|d@example|e@example" taken/*[0-9]'
	check "$bcc: the rest is" 0 2 'grep -cE "^(Cc|X): " taken/1'
done

# addresses TO WANT: the recipients of a field
addresses() {
	told ''
	message "To: $1" | pmail -t 2>stderr
	check "To: $1" 0 "$2" rcpt
}
addresses 'b@example.org' 'b@example.org'
addresses '<b@example.org>' 'b@example.org'
addresses 'B <b@example.org>, c@example.org' 'b@example.org c@example.org'
addresses '"Doe, J. <x@y.z>" <b@example.org>' 'b@example.org'
addresses 'b@example.org (x@y.z, (nested) \) also), c@d.e' 'b@example.org c@d.e'
addresses 'A group: b@c.d, E <e@f.g>;, h@i.j' 'b@c.d e@f.g h@i.j'
addresses 'undisclosed: ;, b@c.d' 'b@c.d'
addresses '<@r.example,@s.example:b@c.d>' 'b@c.d'
addresses 'b@c.d, b@c.d, <b@c.d>' 'b@c.d'
addresses '"b.c"@d.e' 'b.c@d.e'
addresses '=?utf-8?q?Z=C3=BC?= <b@c.d>, ,' 'b@c.d'
told ''
check 'no address' 2 '' 'message "To: a@b.c, D E <>" | pmail -t'
said 'is said' '^pmail: To: not a list of addresses: a@b.c, D E <>$'
check 'two words' 2 '' 'message | pmail "a@b.c d"'
check 'a second line' 2 '' 'message | pmail "$(printf "a@b.c\r\nDATA")"'
check 'and nothing was sent' 0 '' 'cat taken/log'
check 'no recipient' 2 '' 'message | pmail -t'
said 'is said' '^pmail: no recipient$'
check 'no sender' 2 '' 'printf "To: a@b.c\n\nx\n" | pmail -t'
check 'no message' 2 '' 'echo hello | pmail a@b.c'
check 'nothing at all' 2 '' 'pmail a@b.c </dev/null'
told ''
check 'recipients as operands, not of the fields' 0 'x@y.z' \
	'message "To: b@c.d" "Bcc: e@f.g" | pmail -i -f "<s@t.u>" x@y.z; rcpt'
check '-f' 0 's@t.u' 'sed -n "s/^MAIL FROM:<\(.*\)>.*/\1/p" taken/log'
told ''
check 'no one to answer to' 0 '' 'message "To: b@c.d" | pmail -f "<>" -t'
check '-f <>' 0 1 'grep -c "^MAIL FROM:<>" taken/log'
told ''
check 'Sender before From' 0 's@t.u' 'message "Sender: s@t.u" | pmail b@c.d
	sed -n "s/^MAIL FROM:<\(.*\)>.*/\1/p" taken/log'
told ''
check 'the line of an mbox is no field' 0 1 \
	'{ echo "From a Sat"; message; } | pmail b@c.d
	grep -ac "^From" taken/1'
check '-t and ADDRESS' 2 '' 'message | pmail -t a@b.c'
check 'neither' 2 '' 'message | pmail'

# later RULE: what the server says for now
later() {
	told "$@"
	check "later: $1" 75 '' 'message "To: b@c.d" | pmail -t'
	said "$1 is said" '^pmail: '
	check "nobody has it: $1" 0 '' '! ls taken/[0-9]*'
}
later 'GREETING 421 too busy'
later 'GREETING close'
later 'EHLO close'
later 'MAIL 451 not now'
later 'RCPT 450 4.2.0 Greylisted'
later 'RCPT 422 full'
later 'DATA 421 going down'
later 'DATA close'
later 'DOT 451 try later'
later 'DOT close'
check 'with the words of the server' 75 '' 'told "RCPT 450 4.2.0 Greylisted"
	message "To: b@c.d" | pmail -t'
said 'and the recipient' '^pmail: b@c.d: 450 4.2.0 Greylisted$'
told 'GREETING wait'
check 'a server that is silent' 75 '' \
	'message | fast 1000 pmail b@c.d'
said 'is said' 'silent$'

# never RULE: what it says for good
never() {
	told "$@"
	check "never: $1" 2 '' 'message "To: b@c.d" | pmail -t'
	said "$1 is said" "^pmail: .*${1#* }"
	check "nobody has it: $1" 0 '' '! ls taken/[0-9]*'
}
never 'GREETING 554 no'
never 'MAIL 553 not you'
never 'RCPT 550 5.1.1 unknown'
never 'DATA 554 no'
never 'DOT 554 spam'

# some refused
told 'RCPT:c@d.e 550 unknown'
check 'one refused for good' 3 '' 'message "To: b@c.d, c@d.e, f@g.h" | pmail -t'
said 'is named' '^pmail: c@d.e: 550 unknown$'
check 'the others have it' 0 '(taken 1 for b@c.d f@g.h)' 'grep taken taken/log'
told 'RCPT:c@d.e 450 later' 'RCPT:f@g.h 550 never'
check 'one refused for now' 75 '' 'message "To: b@c.d, c@d.e, f@g.h" |
	pmail -t 2>said'
check 'both are named' 0 2 'grep -c "^pmail: [cf]@.*: [45]50" said'
check 'nobody has it, or it would come twice' 0 '' '! ls taken/[0-9]*'
told 'RCPT 550 unknown'
check 'all refused for good' 2 '' 'message "To: b@c.d, c@d.e" |
	pmail -t 2>said'
check 'each named once' 0 2 'wc -l <said'
told "RCPT 550 $(printf 'a\033[31mb')"
check 'what a server says is clean' 2 '' 'message | pmail b@c.d'
said 'of controls' 'a.x1B.31mb$'

# where
check 'nobody listens' 75 '' 'message | pmail -s smtp://127.0.0.1:1 a@b.c'
said 'is said' '^pmail: 127.0.0.1:1: '
for url in http://127.0.0.1 file:///etc/passwd 127.0.0.1 ''; do
	check "-s '$url'" 2 '' 'message | pmail -s "$url" a@b.c'
done
check 'a password in an argument' 2 '' \
	'message | pmail -s smtp://u:p@127.0.0.1 a@b.c'
told ''
check 'no STARTTLS, and not this machine' 75 '' \
	'message | pmail -s "smtp://0.0.0.0:$port" a@b.c'
said 'is said' 'STARTTLS'
check 'and nothing was said' 1 '' 'grep -E "MAIL|RCPT|AUTH" taken/log'

# a server that others wrote
if ! command -v exim4 >/dev/null || ! command -v openssl >/dev/null; then
	skip 'a server that others wrote' 'no exim4 or no openssl'
	plan
	exit
fi
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=0.0.0.0 \
	-addext subjectAltName=IP:0.0.0.0 -keyout tls.key -out tls.crt \
	2>tls.err && cat tls.key tls.crt >tls.pem
exim b c d
check 'exim takes it' 0 '' 'message "To: b@example.org" "Cc: c@example.org" \
	"Bcc: d@example.org" | pmail -s "smtp://127.0.0.1:$port" -t'
delivered
check 'and each box has it' 0 3 'cat box/[bcd]/new/* | grep -c "^Subject: x"'
check 'no Bcc' 1 '' 'cat box/*/new/* | grep -i "^bcc"'
rm -f box/*/new/*
check 'dots' 0 '' 'pmail -s "smtp://127.0.0.1:$port" -t <dots'
delivered
check 'come' 0 "$(printf '.\n..\n.x\nlast')" \
	'sed "1,/^$/d" box/b/new/*'
check 'someone it does not know' 3 '' \
	'message "To: b@example.org, x@example.org" |
		pmail -s "smtp://127.0.0.1:$port" -t'
said 'is named' '^pmail: x@example.org: 550 '

url=smtp://me@0.0.0.0:$port
echo secret >password
SSL_CERT_FILE=$PWD/tls.crt
export SSL_CERT_FILE
check 'STARTTLS and AUTH, with a file' 0 '' \
	'message | pmail -s "$url" --password password b@example.org'
echo 'machine 0.0.0.0 login me password secret' >.netrc
check 'with .netrc' 0 '' 'message | pmail -s "smtp://0.0.0.0:$port" \
	b@example.org'
rm -f box/*/new/*
delivered
check 'both came, encrypted and with a name' 0 2 \
	'cat box/b/new/* | grep -c "with esmtpsa"'
check 'with the environment' 0 '' \
	'message | SHEAF_SMTP=smtp://me:secret@0.0.0.0:$port pmail b@example.org'
rm .netrc
echo wrong >password
check 'a wrong password is no reason to give the message up' 75 '' \
	'message | pmail -s "$url" --password password b@example.org'
said 'is said' '^pmail: 0.0.0.0:[0-9]*: .'
unset SSL_CERT_FILE
check 'a certificate that nobody knows' 75 '' 'message | pmail -s "$url" b@c.d'
said 'is said' 'certificate'

# encrypted from the first byte, on this machine too
delivered
exim_at -bs -tls-on-connect
rm -f box/*/new/*
url=smtps://me@127.0.0.1:$port
echo secret >password
check 'smtps: a certificate of somebody else' 75 '' \
	'message | SSL_CERT_FILE=$PWD/tls.crt pmail -s "$url" --password password b@example.org'
said 'is said' 'certificate'
check 'smtps' 0 '' 'message | SSL_CERT_FILE=$PWD/tls.crt \
	pmail -s "smtps://me@0.0.0.0:$port" --password password b@example.org'
delivered
check 'came, encrypted and with a name' 0 1 \
	'cat box/b/new/* | grep -c "with esmtpsa"'
check 'smtps where there is none' 75 '' \
	'told ""; message | pmail -s "smtps://${SHEAF_SMTP#smtp://}" b@c.d'
check 'and nothing was said' 0 '' 'grep -aE "MAIL|RCPT|AUTH" taken/log || :'
plan
