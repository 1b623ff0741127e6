#!/bin/sh
# pask: an endpoint on loopback that answers by rule, fails by rule, and counts.
# shellcheck disable=SC2016 # check() evaluates
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"
HOME=$PWD XDG_RUNTIME_DIR=$PWD OPENAI_MODEL=m
export HOME XDG_RUNTIME_DIR OPENAI_MODEL
unset OPENAI_API_KEY OPENAI_EMBEDDING_MODEL

# The question is `About: TITLE.`; a word in the title says how to fail.
cat >model.pl <<'END'
use strict;
use warnings;
my (%tries, $pair);

sub reply {
	my ($status, $body, @fields) = @_;
	return join("\r\n", "HTTP/1.1 $status", 'Connection: close', @fields,
		'', '') . $body;
}

sub says {
	my ($text) = @_;
	$text =~ s/(["\\])/\\$1/g;
	$text =~ s/([\x00-\x1F])/sprintf '\\u%04x', ord $1/ge;
	return reply('200 OK',
		qq({"choices":[{"message":{"role":"assistant","content":"$text"}}]}));
}

my %rules = (
	busy => sub { $_[0] == 1 and reply('429 Too Many Requests', '{}', 'Retry-After: 1') },
	broken => sub { $_[0] == 1 and reply('500 Internal Server Error', '') },
	down => sub { reply('500 Internal Server Error', '{"error":{"message":"no\u001b[31m memory"}}') },
	none => sub { reply('200 OK', 'this is no JSON') },
	other => sub { reply('200 OK', '{"choices":[]}') },
	empty => sub { says(" \n ") },
	huge => sub { says('x' x (10 << 20)) },
	long => sub { says('long ' x 8000) },
	hang => sub { undef },
	masked => sub { reply('400 Bad Request', '{"error":{"message":"the key secret-k****, that is"}}') },
	paid => sub { reply('200 OK', '{"error":{"message":"no credit"}}') },
	leads => sub { reply('307 Temporary Redirect', '', 'Location: ftp://127.0.0.1/?key=secret-key') },
	ends => sub { says("3 or 4?</think>\n5") },
	raw => sub { reply('200 OK', qq({"choices":[{"message":{"content":"a\xFF\x00b"}}]})) },
	null => sub { reply('200 OK', '{"choices":[{"message":{"content":null}}]}') },
	open => sub { says('<think>well, 3') },
	says => sub { says($_[1] =~ /About: says (.*)\. An abstract/) },
	pair => sub {
		if ($_[1] =~ /pair one/) { # waits for the other
			$pair = $_[2];
			return undef;
		}
		print $pair says('both');
		close $pair;
		return says('both');
	},
	refused => sub { reply('401 Unauthorized', '{"error":"the key secret-key is wrong"}') },
	hostile => sub { says("\e[31mred\e[0m <b>bold</b>\"}\n{\"id\":\"a:99\",\"title\":\"fake\"}\a\x{7F}") },
	thinks => sub { says("<think>3 or 4?\nwell</think>\n\nMark: 007.50/10") },
	parts => sub { reply('200 OK', '{"choices":[{"message":{"content":[{"type":"thinking","thinking":"1"},{"type":"text","text":"two"}]}}]}') },
	stopped => sub { reply('200 OK', '{"choices":[{"finish_reason":"length","message":{"content":"so it goes"}}]}') },
	unsure => sub { says('I cannot say.') },
	mark => sub { says("**-$_[0]**, not 9") },
);

sub kill_at {
	my ($when, $count) = @_;
	open(my $file, '<', 'shot') or return;
	my ($at, $point) = split ' ', <$file>;
	return unless $at == $count && $point eq $when;
	unlink 'shot';
	open($file, '<', 'pid') or die;
	kill 'KILL', <$file>;
}

my $count = 0;
sub {
	my ($method, $target, $body, $client) = @_;
	my ($title) = $body =~ /About: ([^".]*)/;
	my $try = ++$tries{$title};
	my ($rule) = grep { $rules{$_} } split / /, $title;
	$count = 0 if -e 'anew' && unlink 'anew';
	$count++;
	kill_at('before', $count);
	my $failure = $rule ? $rules{$rule}->($try, $body, $client) : 0;
	return undef unless defined $failure;
	my $answer = $failure || says("Summary of $title, $try");
	if (-e 'shot') {
		my $half = int(length($answer) / 2);
		syswrite $client, substr($answer, 0, $half, '');
		kill_at('half', $count);
		print $client $answer;
		$client->flush;
		kill_at('after', $count);
		return '';
	}
	return $answer;
}
END
echo 'POST * model.pl' >routes

# model: a new endpoint
model() {
	answer routes
	OPENAI_BASE_URL=http://127.0.0.1:$port/v1
	export OPENAI_BASE_URL
}

# papers TITLE...: papers with these titles
papers() {
	jq -cn '$ARGS.positional | to_entries[] |
		{id: "a:\(.key + 1)", title: .value, abstract: "An abstract."}' \
		--args "$@"
}

# questions: how many were asked
questions() {
	if [ -e requests ]; then grep -c '^POST' requests; else echo 0; fi
}

# right FILE: how many papers have the answer to their own question
right() {
	jq -c 'select(.title as $t | .summary | test("^Summary of \($t), [0-9]+$"))' \
		"$1" | wc -l | tr -d ' '
}

prompt='About: {title}. {abstract}'
# shellcheck disable=SC2046
papers $(seq -f 'paper-%.0f' 40) >forty
jq -r .id forty >ids

# 1: order, count, again
model
check 'forty papers, four at once' 0 "$(cat ids)" \
	'pask -j 4 -c answers "$prompt" forty >out; s=$?; jq -r .id out; (exit $s)'
quiet 'no message'
check 'forty questions' 0 40 questions
check 'each answer is in its paper' 0 40 'right out'
check 'all else is as it was' 0 "$(cat forty)" 'jq -c "del(.summary)" out'
asked 'the endpoint' '^POST /v1/chat/completions HTTP/1.1$'
asked 'what is asked' \
	'^\{"model":"m","messages":\[\{"role":"user","content":"About: paper-7\. An abstract\."\}\],"stream":false\}$'
never_asked 'no key where there is none' '^authorization:'
check 'again: the same' 0 "$(cat out)" 'pask -j 4 -c answers "$prompt" forty'
check 'and none is asked' 0 40 questions
check 'a line each is kept' 0 40 'wc -l <answers | tr -d " "'
check 'by the hash of what was asked' 0 '"Summary of paper-3, 1"' \
	'hash=$(grep "About: paper-3\\." requests | tr -d "\n" | sha256sum | cut -d " " -f 1)
	sed -n "s/^$hash	//p" answers'
check 'another model is asked anew' 0 41 \
	'head -n 1 forty | pask -m other -c answers "$prompt" >/dev/null; questions'
check 'so is another question' 0 42 \
	'head -n 1 forty | pask -c answers "About: {title}." >/dev/null; questions'
check 'without -c each time' 0 44 \
	'head -n 1 forty >one; pask "$prompt" one one >/dev/null; questions'
check 'with -c once, for papers that are the same' 0 '45 2' \
	'pask -j 4 -c more "$prompt" one one >twice; echo "$(questions) $(jq .summary twice | wc -l)"'
printf '0123456789abcdef' >>answers
check 'a line that was not finished is passed over' 0 '45' \
	'pask -c answers "$prompt" forty >again && cmp out again && questions'
check 'and cut off' 0 '43 0' \
	'head -n 1 forty | pask -m third -c answers "$prompt" >/dev/null; echo "$(wc -l <answers) $(grep -c 0123456789abcdef answers)"'
check 'a file of something else' 2 '' 'pask -c forty "$prompt" one'
said 'is not written to' '^pask: forty: not a file of answers$'
: >requests
for file in lone notes; do
	case $file in
	lone) head -n 1 forty | tr -d '\n' >lone ;;
	notes) printf 'add: words' >notes ;; # hexadecimal at first
	esac
	cp "$file" before
	check "$file: text without a line end is no torn answer" 2 '' \
		'pask -c "$file" "$prompt" one'
	cmp -s "$file" before
	ok "$file: it stays" $?
done
check 'answers that could not be kept' 2 '' 'pask -c nowhere/answers "$prompt" one'
said 'say so' '^pask: nowhere/answers: No such file or directory$'
check 'are not paid for' 0 '' 'cat requests'
check '-n makes no file' 0 '40 questions, 1151 characters' \
	'pask -n -c unmade "$prompt" forty && [ ! -e unmade ]'

if strace -o /dev/null true 2>/dev/null; then
	check 'an answer is on the disk before it is used' 0 'fsync keep fsync use' \
		'strace -f -y -o trace -e trace=fsync,write pask -c disk "$prompt" one >used
		sed -n "s/.*fsync(.*disk>.*/fsync/p; s/.*write(.*disk>.*/keep/p
			s/.*write(.*used>.*/use/p" trace | xargs'
else
	skip 'an answer is on the disk before it is used' 'strace cannot trace here'
fi

check 'two at once' 0 '40 40 40' \
	'pask -j 2 -c shared "$prompt" forty >half & pask -j 2 -c shared "$prompt" forty >whole
	wait $!; pask -n -c shared "$prompt" forty >&2
	echo "$(right half) $(right whole) $(cut -f 1 shared | sort -u | wc -l)"'
said 'nothing is left to ask' '^0 questions, 0 characters$'

# -n, --max
model
check '-n counts, and asks nobody' 0 '40 questions, 1151 characters' \
	'pask -n "$prompt" forty'
check 'what is kept is no question' 0 '0 questions, 0 characters' \
	'pask -n -c answers "$prompt" forty'
check 'nobody was asked' 0 0 questions
check '--max' 0 '[3,40]' \
	'pask --max 3 -c few "$prompt" forty | jq -cs "[(map(select(.summary)) | length), length]"'
said 'says what it left' '^pask: 37 questions were not asked$'
check 'and asked no more' 0 3 questions
check '--max goes on where it was' 0 6 \
	'pask --max 3 -c few "$prompt" forty 2>/dev/null | jq -c "select(.summary)" | wc -l | tr -d " "'

# a full disk: what was answered before is kept, and it is said
model
check 'an answer that cannot be kept' 2 '' \
	'(trap "" XFSZ; ulimit -f 2; exec pask -c limited -o whole "$prompt" forty)'
said 'is said' '^pask: limited: File too large$'
check 'all before it are kept' 0 '40 41' \
	'pask -c limited "$prompt" forty >whole; echo "$(right whole) $(questions)"'

# SIGKILL at twenty random moments, always the same: each is a question, and
# what of its answer is on the way
moments=$(awk 'BEGIN {
	srand(20250905)
	split("before half after", point)
	for (i = 0; i < 20; i++)
		print int(rand() * 40) + 1 "-" point[int(rand() * 3) + 1]
}')
model
for moment in $moments; do
	: >requests
	: >anew
	rm -f kept
	echo "${moment%-*} ${moment#*-}" >shot
	sh -c 'echo $$ >pid; exec pask -j 4 -c kept "$0" forty' "$prompt" >part 2>&1
	[ $? = 137 ]
	ok "killed at question $moment" $?
	check 'to the end' 0 "$(cat ids)" \
		'pask -j 4 -c kept "$prompt" forty >whole; s=$?; jq -r .id whole; (exit $s)'
	check 'each answer is in its paper' 0 40 'right whole'
	check 'each was asked at most once more' 0 '' \
		'grep -o "About: [^.]*" requests | sort | uniq -c | awk "\$1 > 2"'
done

# 2: failures of one question
model
export OPENAI_API_KEY=secret-key
papers first busy last >three
check 'Retry-After is obeyed' 0 '[1,2,1]' \
	'fast 20 pask "$prompt" three | jq -cs "map(.summary | .[-1:] | tonumber)"'
quiet 'no message'
asked 'the key goes to the endpoint' '^Authorization: Bearer secret-key$'
awk '/^# / { print $2 }' requests | sort -n |
	awk 'NR == 3 { t = $1 } NR == 2 { f = $1 } END { exit t - f < 45 }'
ok 'not before its time' $?
papers 'broken once' >one
check '500 is asked again' 0 'Summary of broken once, 2' \
	'fast 20 pask "$prompt" one | jq -r .summary'

# fails TITLE MESSAGE [TIMES]: the paper passes as it was, between others; under
# a clock that runs TIMES as fast
fails() {
	papers first "$1" last >three
	check "$1: the others have their answers, it is as it was" 3 \
		"first null $(sed -n 2p three) last" \
		'fast '"${3-20}"' pask -j 3 "$prompt" three >out; s=$?
		jq -r "select(.id != \"a:2\") | .title, .summary[:0], empty" out >/dev/null
		echo "$(sed -n 1p out | jq -r .title) $(sed -n 2p out | jq -r .summary) $(sed -n 2p out) $(sed -n 3p out | jq -r .title)"
		[ "$(jq -r "select(.summary) | .id" out | xargs)" = "a:1 a:3" ] || echo "no answers"
		(exit $s)'
	said "$1: is said" "^pask: a:2: summary: $2\$"
}
fails down '500 Internal Server Error, gave up after 5 tries: no\[31m memory'
fails none 'the answer is not JSON'
fails other 'no text in the answer'
fails empty 'no text in the answer'
fails null 'no text in the answer'
fails raw 'the answer is not JSON'
fails open 'no text in the answer'
fails paid 'no text in the answer: no credit'
fails masked '400 Bad Request'
fails leads 'an error that shows the key'
fails huge 'the body is larger than 1 MiB'
if faketime -f '+0' true 2>/dev/null; then
	fails hang 'the server is silent, gave up after 5 tries' 500
else
	skip 'an endpoint that is silent' 'no faketime'
fi
papers first refused last >three
check 'the key is in no message' 3 3 \
	'pask "$prompt" three >out; s=$?; wc -l <out | tr -d " "; (exit $s)'
said 'the failure is' '^pask: a:2: summary: 401 Unauthorized$'

# a redirect to another host gets neither the key nor the question; both servers
# note what they are asked in one file
reply away '307 Temporary Redirect' "Location: $OPENAI_BASE_URL/away" </dev/null
echo 'POST * away' >away-routes
answer away-routes
papers elsewhere >one
check 'the key goes to the host that was asked' 3 '2 1 1' \
	'OPENAI_BASE_URL=http://127.0.0.1:$port pask "$prompt" one >out; s=$?
	echo "$(grep -c "^[A-Z]* /" requests) $(grep -c ^Authorization requests) $(grep -c elsewhere requests)"
	(exit $s)'
asked 'and the other was asked' ' /v1/away '

# what is an answer, and what becomes of it
model
# answer_to TITLE [OPTION ...]: the paper, with its answer
answer_to() {
	title=$1
	shift
	papers "$title" | pask "$@" "$prompt"
}
check 'escapes, HTML and a record in an answer are text' 0 \
	'["[31mred[0m <b>bold</b>\"} {\"id\":\"a:99\",\"title\":\"fake\"}",1]' \
	'answer_to hostile >out; jq -c "[.summary, 1]" out'
check 'in one line' 0 1 'wc -l <out | tr -d " "'
check 'and are kept as such' 0 "$(cat out)" \
	'answer_to hostile -c evil >/dev/null; answer_to hostile -c evil'
check 'in a line, too' 0 1 'wc -l <evil | tr -d " "'
check 'an answer that was stopped' 0 'so it goes' 'answer_to stopped | jq -r .summary'
said 'is one, which is said' '^pask: a:1: summary: the model stopped before its end$'
check 'thoughts are no answer' 0 'Mark: 007.50/10' 'answer_to thinks | jq -r .summary'
check 'nor are those whose beginning is in the template of the model' 0 5 \
	'answer_to ends | jq -r .summary'
check 'parts' 0 two 'answer_to parts | jq -r .summary'
check 'a long one is cut' 0 16384 'answer_to long | jq .summary | wc -c | awk "{ print \$1 - 3 }"'
said 'and that is said' '^pask: a:1: summary: the answer is cut to 16384 bytes$'
check '--number' 0 '"score":7.50}' 'answer_to thinks --number | grep -o "\"score.*"'
check 'a negative one' 0 '{"n":-1}' 'answer_to mark -k n --number | jq -c "{n}"'
cat >marks.txt <<'END'
Score: 7/10	7
10	10
I'd say -3	-3
**8**	8
7,5	7.5
0,125	0.125
1,024,000 words	1024000
1,024,5	1024
7,8,9	7
7, 8	7
.5	0.5
No.5	5
−3	-3
–3	3
5.	5
3.14.15	3.14
1e3	1e3
1.5E-3 of them	1.5E-3
2e	2
3e4x	3
1e999	1
GPT-4	4
0010	10
-007.50	-7.50
END
check 'the first number of an answer' 0 "$(cut -f 2 marks.txt)" \
	'cut -f 1 marks.txt | jq -Rc "{id: \"a:\(input_line_number)\", title: \"says \(.)\"}" |
		pask -j 4 --number "About: {title}. An abstract." | sed "s/.*\"score\":\(.*\)}/\1/"'
check '--number is of the -k before it, or of all' 0 '[-1,"**-2**, not 9"] [-3,-4]' \
	'papers "mark this" >one; ask="About: {title}. An"
	echo $(pask -k a --number -k b "$ask" "$ask" one | jq -c "[.a, .b]") \
		$(pask --number -k a -k b "$ask" "$ask" one | jq -c "[.a, .b]")'
check 'no number' 3 null 'answer_to unsure --number -c marks | jq .score; answer_to unsure --number -c marks >/dev/null 2>&1'
said 'is a failure' '^pask: a:1: score: no number in the answer$'
check 'it is not paid for again' 0 1 'grep -c unsure requests'

# several members
model
check '-k NAME PROMPT, twice' 0 \
	'{"id":"a:1","a":"Summary of mark me, 1","title":"mark me","abstract":"An abstract.","b":-1}' \
	'echo "{\"id\":\"a:1\",\"a\":1,\"title\":\"mark me\",\"abstract\":\"An abstract.\"}" |
	pask -k a "About: plain. {title}" -k b --number "About: mark. {title}" | sed "s/of plain/of mark me/"'
check 'a member without a prompt' 2 '' 'pask -k a -k b "$prompt" </dev/null'
for place in id '' body body_base64 file error "$(printf 'a\377')"; do
	check "a member that is no place: $place" 2 '' 'pask -k "$place" "$prompt" </dev/null'
done
check 'a member twice' 2 '' 'pask -k a -k b -k a "$prompt" "$prompt" "$prompt" </dev/null'
said2='^pask: -k a: no place for an answer$'
head -n 1 stderr | grep -q "${said2}"
ok 'is said' $?
check 'a name with quotes' 0 'Summary of x, 1' \
	'answer_to x -k "a\"b" | jq -r ".[\"a\\\"b\"]"'
check 'a member that no paper has' 0 "$(cat one)" 'pask "About: {titel}" one'
said 'is said' '^pask: summary: no paper has what is asked about$'
check 'a deleted record is not asked about' 0 '["Summary of gone, 1",null] 1' \
	'rm -f requests; (papers gone; echo "{\"id\":\"a:2\",\"deleted\":true}") | pask "$prompt" |
		jq -cs "map(.summary)" | tr "\n" " "; questions'
quiet 'without a word'
check 'a template that is none' 2 '' 'pask "{title" </dev/null'
said 'is said' '^pask: PROMPT: at character 1: '
check 'an empty prompt' 2 '' 'pask "" </dev/null'
check 'an empty model' 2 '' 'pask -m "" "$prompt" </dev/null'
papers 'mark me' >one
for base in "$OPENAI_BASE_URL/" "$OPENAI_BASE_URL?version=3" "$OPENAI_BASE_URL/?version=3"; do
	check "the endpoint below $base" 0 1 \
		'OPENAI_BASE_URL=$base pask --number "About: {title}." one | grep -c "\"score\":-"'
done
asked 'with its query' '^POST /v1/chat/completions\?version=3 HTTP/1.1$'
check 'which no message shows' 3 "$(cat one)" \
	'OPENAI_BASE_URL=http://127.0.0.1:1/v1?api-key=x pask "$prompt" one'
said 'but the rest of the address' '^pask: http://127.0.0.1:1/v1/chat/completions: Connection refused: nothing more is asked$'
check 'no model' 2 '' '(unset OPENAI_MODEL; pask "$prompt" </dev/null)'
check 'a password in the address' 2 '' \
	'OPENAI_BASE_URL=http://me:word@127.0.0.1/ pask "$prompt" </dev/null'
never_asked 'was not sent' 'me:word'
check 'a key that is none' 2 '' 'OPENAI_API_KEY="a
b" pask "$prompt" </dev/null'

# the endpoint does not want us, or is not there
papers refused second third >three
check 'a key that is refused' 3 "$(cat three)" 'pask "$prompt" three 2>said'
check 'is asked with no more' 0 1 'grep -c "About: refused" requests'
check 'that is said once, and how many were left' 0 \
	"pask: $OPENAI_BASE_URL/chat/completions: 401 Unauthorized: nothing more is asked
pask: 2 questions were not asked" 'cat said'
check 'nobody is there' 3 "$(cat three)" \
	'OPENAI_BASE_URL=http://127.0.0.1:1/v1/ pask "$prompt" three 2>said; s=$?; cat said >&2; (exit $s)'
grep -qx 'pask: http://127.0.0.1:1/v1/chat/completions: Connection refused: nothing more is asked' stderr
ok 'is said once' $?

# --when
model
check '--when: who matches is asked about, all pass' 0 \
	'[["a:1",null],["a:2","Summary of an owl, 1"],["a:3",null]]' \
	'papers "a crow" "an owl" "two owlets" |
	pask --when ti:owl "$prompt" | jq -cs "map([.id, .summary])"'
check 'and nobody else' 0 1 questions
check 'by a member' 0 1 \
	'papers "a crow" | sed s/title/summary\":0,\"title/ |
	pask --when "NOT summary:*" "$prompt" >/dev/null; questions'
if faketime -f '+0' true 2>/dev/null; then
	check 'who is not asked about keeps nobody from being asked' 0 'pair one pair two' \
		'jq -cn "(\"pair one\", (range(999) | \"a crow\"), \"pair two\") |
			{id: \"a:1\", title: .}" |
		fast 500 pask -j 2 --when ti:pair "$prompt" | jq -r "select(.summary) | .title" | xargs'
else
	skip 'who is not asked about keeps nobody from being asked' 'no faketime'
fi
check 'a query that is none' 2 '' 'pask --when "(" "$prompt" </dev/null'
said 'is said' '^pask: \(: at character '
check 'a member that none had' 0 1 'papers "a crow" | pask --when "votes>3" "$prompt" | wc -l | tr -d " "'
said 'is said' '^pask: no paper that was read has the member votes$'

# input and output
check 'a broken line' 3 2 \
	'(papers one; echo "{\"id\":"; papers two) | pask "$prompt" 2>/dev/null | wc -l | tr -d " "; (papers one; echo "{\"id\":") | pask "$prompt" >/dev/null'
said 'is said' '^pask: standard input:2: '
check 'a document' 2 '' 'echo "{\"url\":\"x\",\"body\":\"y\"}" | pask "$prompt"'
check 'no papers' 0 '' 'pask "$prompt" /dev/null'
check 'full' 2 '' 'papers one | pask "$prompt" >/dev/full'
check '-o with status 3' 3 old 'echo old >it; papers down | fast 100 pask -o it "$prompt"; s=$?; cat it; (exit $s)'
check '--partial' 3 1 'papers none | pask -o it --partial "$prompt"; s=$?; wc -l <it | tr -d " "; (exit $s)'
check 'a reader that leaves' 0 1 'pask "$prompt" forty | head -n 1 | wc -l | tr -d " "'
quiet 'is no failure'

plan
