#!/bin/sh
# pparse on mail: what is too large for a case, and mails that Python writes.
. "${0%/*}/lib.sh"

# announced TITLE: a paper as arXiv's mails have it
announced() {
	printf '\\\\\narXiv:1412.6980\nTitle: %s\n\\\\\n  Words.\n\\\\\n' "$1"
}
head='Date: Thu, 4 Sep 2025 00:27:24 GMT'
one='{"id":"arxiv:1412.6980","type":"article","title":"Adam","abstract":"Words.","listed":"2025-09-04","announce_type":"new","sources":["arxiv"]}'

{
	printf 'From: a@example.org\n%s\n\n' "$head"
	announced Adam
} >mail
check 'a message' 0 "$one" 'pparse mail'
mkdir -p Maildir/new
cp mail 'Maildir/new/1757000000.M1P1.host,S=200:2,S'
cp mail Maildir/new/1757000001.M2P2.host
check 'files of a Maildir' 0 "$one
$one" 'pparse Maildir/new/*'
check 'a mail in a document' 0 "$one" \
	'jq -c -R -s "{url:\"https://e.org/mail\",body:.}" mail | pparse'
check 'a mail that is not known, in a document' 3 '' \
	'grep -v arXiv mail | jq -c -R -s "{url:\"https://e.org/m\",body:.}" |
	pparse'
said 'a mail that is not known, in a document: said' \
	'^pparse: https://e.org/m:1: a mail of no known kind: '
printf 'From: a\nSubject: \033]0;x\007 =?utf-8?Q?=1B[31m?=\n\nx\n' >controls
check 'controls in a subject' 3 '' 'pparse controls'
! grep -q "$(printf '\033')" stderr
ok 'controls in a subject: not shown' $?

# An mbox of many mails, in pieces, of which one is too large
awk -v head="$head" 'BEGIN { for (i = 0; i < 3000; i++)
	printf "From a@example.org Thu Sep  4 00:30:01 2025\nFrom: a\n%s\n\n" \
		"\\\\\narXiv:1412.6980\nTitle: T %d\n\\\\\n  From here\n>From it\n" \
		"\\\\\n\n", head, i }' >many
awk 'BEGIN { for (i = 0; i < 3000; i++)
	print "T " i "From here From it" }' >want
check 'an mbox' 0 3000 'pparse many >got; s=$?; wc -l <got; (exit $s)'
jq -r '.title + .abstract' got | cmp -s - want
ok 'an mbox: papers' $?
{
	printf 'From a Thu Sep  4 00:30:01 2025\nFrom: a\n\n'
	head -c 40000000 /dev/zero | tr '\0' '\n'
	printf 'x\n\nFrom a Thu Sep  4 00:30:01 2025\n'
	cat mail
} >large
check 'a mail of 40 MB' 3 "$one" 'pparse large'
said 'a mail of 40 MB: said' '^pparse: large:1: a mail of more than 32 MiB$'

# Hostile structure: an end, and one line
nested() { # N: multiparts within each other
	awk -v n="$1" -v head="$head" 'BEGIN {
		print "From: a\n" head
		for (i = 0; i < n; i++)
			printf "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n",
				i, i
		print "Content-Type: text/plain\n" }'
	announced Adam
}
check 'parts 10 deep' 0 "$one" 'nested 10 | pparse'
check 'parts 100,000 deep' 3 '' 'nested 100000 | pparse'
said 'parts 100,000 deep: said' ': a mail of no known kind: '
check '100,000 parts' 3 '' '{
	printf "From: a\nContent-Type: multipart/mixed; boundary=b\n\n"
	yes -- --b | head -n 100000; } | pparse'
check 'a boundary that is not there' 3 '' \
	'printf "From: a\nContent-Type: multipart/mixed\n\n--\nx\n" | pparse'
check 'the class of a title without its link' 3 '' '{
	printf "From: a\n\n<a class=x>> gse_alrt_title >gse_alrt_title"; } | pparse'
check 'a header without an end' 3 '' '{ echo "From: a"
	head -c 1000000 /dev/zero | tr "\0" x; } | pparse'

# What Python writes: every encoding, several character sets
if command -v python3 >/dev/null; then
	cat >write.py <<'END'
import email.message, email.policy, mailbox
box = mailbox.mbox("python.mbox")
text = "\\\\\narXiv:1412.6980\nTitle: %s\n\\\\\n  It is said:\n\nFrom here.\n\\\\\n"
for title, charset, encoding in (
        ("Étude 50 €", "utf-8", "base64"),
        ("Étude 50 €", "utf-8", "quoted-printable"),
        ("Étude 50 €", "iso-8859-15", "quoted-printable"),
        ("Привет", "koi8-r", "base64"),
        ("研究者", "iso-2022-jp", "7bit"),
        ("多模态", "gb18030", "base64"),
        ("Žižkov čaj", "utf-8", "8bit")):
    m = email.message.EmailMessage(policy=email.policy.SMTP)
    m["From"] = "Zoë <zoe@example.org>"
    m["Subject"] = title * 20
    m["Date"] = "Thu, 4 Sep 2025 00:27:24 +0000"
    m.set_content(text % title, charset=charset, cte=encoding)
    m.add_alternative("<p>Nothing</p>", subtype="html")
    box.add(m)
m = email.message.EmailMessage()
m["From"] = "Zoë <zoe@example.org>"
m["Subject"] = "Новые статьи о больших языковых моделях, диффузии и ещё"
m.set_content("Nothing")
box.add(m)
box.close()
END
	python3 write.py
	check 'mails that Python writes' 3 'Étude 50 €
Étude 50 €
Étude 50 €
Привет
研究者
多模态
Žižkov čaj' 'pparse python.mbox >got; s=$?; jq -r .title got; (exit $s)'
	said 'a subject that Python writes' \
		': "Новые статьи о больших языковых моделях, диффузии и ещё" from Zoë <zoe@example.org>$'
	[ "$(jq .abstract got | sort -u)" = '"It is said:\n\nFrom here."' ]
	ok 'a line that begins with From' $?
else
	skip 'mails that Python writes' 'no python3'
fi
plan
