#!/bin/sh
# pfmt: messages for Slack, Discord and Telegram, as sheaf-pfmt(1) promises
# shellcheck disable=SC2016 # $ in single quotes is jq's
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"

papers=$top/tests/cases/pfmt/text/input.jsonl

# chat SERVICE [ARG ...]: its messages
chat() {
	service=$1
	shift
	case $service in telegram) set -- --to @papers "$@" ;; esac
	pfmt -f "$service" "$@"
}

limit() { # SERVICE: UTF-16 code units of a text
	case $1 in slack) echo 4000 ;; discord) echo 2000 ;; telegram) echo 4096 ;; esac
}

texts() { # each message's text as a JSON string
	jq -c '.text // .content' "$@"
}

# fits NAME SERVICE: every line of ./messages is an object, none too long
fits() {
	jq -es --argjson limit "$(limit "$2")" 'length > 0 and all(
		type == "object" and (.text // .content | [explode[] |
			if . > 65535 then 2 else 1 end] | add) <= $limit)' \
		messages >/dev/null && [ "$(jq -s length messages)" = "$(wc -l <messages)" ]
	ok "$2: $1" $?
}

cat >paper <<'END'
{"id":"a:1","title":"T & <b>","authors":["Ann Lee"],"upvotes":1,"abstract":"One.\n\nTwo.","url":"https://e.org/a?b=1&c=>","code":["https://e.org/code"]}
END
check 'slack: a paper' 0 '{"text":"<https://e.org/a?b=1&amp;c=%3E|T &amp; &lt;b&gt;>\nAnn Lee\n▲ 1 · a:1 · <https://e.org/code|code>\nOne. Two.","mrkdwn":false,"unfurl_links":false,"unfurl_media":false}' \
	'pfmt -f slack paper'
check 'discord: a paper' 0 '{"content":"**[T & \\<b\\>](<https://e.org/a?b=1&c=%3E>)**\nAnn Lee\n▲ 1 · a:1 · [code](<https://e.org/code>)\nOne. Two.","allowed_mentions":{"parse":[]},"flags":4}' \
	'pfmt -f discord paper'
check 'telegram: a paper' 0 '{"chat_id":"-1001","text":"<b><a href=\"https://e.org/a?b=1&amp;c=%3E\">T &amp; &lt;b&gt;</a></b>\nAnn Lee\n▲ 1 · a:1 · <a href=\"https://e.org/code\">code</a>\nOne. Two.","parse_mode":"HTML","link_preview_options":{"is_disabled":true}}' \
	'pfmt -f telegram --to -1001 paper'

# Wrong use
check 'telegram wants --to' 2 '' 'pfmt -f telegram paper'
check '--to wants telegram' 2 '' 'pfmt -f slack --to @x paper'
check '--to wants a chat' 2 '' 'pfmt -f telegram --to "" paper'

# Messages that are too long (60 papers of 300 characters), and one paper alone
jq -nc 'range(60) as $i | {
	id: "arxiv:2509.\($i + 10000)", authors: ["A. & B. Lee", "王小明"],
	title: ("<\($i)> " + "wide & 研究 👩‍🔬 *_` " * 5), url: "https://e.org/\($i)",
	abstract: ("All of & < 300 characters. " * 12)[:300]}' >sixty
jq -nc '[range(5000) | "Ann & B. Lee the \(.)th"] as $names | [range(400) |
	"https://e.org/code/\(.)"] as $links | {id: "a:1", title: "One",
	abstract: ([range(3000) | "w\(.)"] | join(" "))},
	{id: "a:2", title: ("x&👩‍👩‍👧‍👦" * 1000), authors: $names, code: $links,
	categories: $names, url: ("https://e.org/" + "&" * 9000), abstract: ("é " * 9000)},
	{id: "a:3", title: ("&" * 9000), authors: ["y" * 9000], abstract: ("&<>" * 9000),
	status: ("s" * 900), code: ["javascript:" + "z" * 9000]},
	{id: "a:4", title: ("e" + "́" * 9000)}' >long
for service in slack discord telegram; do
	chat "$service" -l sixty >messages
	fits 'a day of papers, in messages that are not too long' "$service"
	[ "$(wc -l <messages)" -gt 4 ]
	ok "$service: several of them" $?
	texts messages | grep -o 'arxiv:2509.[0-9]*' >ids
	jq -r .id sixty | cmp - ids
	ok "$service: each paper once, in the order of the input" $?
	! grep -q '…' messages &&
		[ "$(grep -o 'characters. All' messages | wc -l)" = 660 ]
	ok "$service: nothing is cut" $?
	for all in '' --long; do
		# shellcheck disable=SC2086
		chat "$service" $all long >messages
		fits "papers that are too long alone $all" "$service"
		check "$service: each of them once $all" 0 'a:1 a:2 a:3 a:4' \
			"jq -r '.text // .content' messages | grep -o 'a:[1-4]' | paste -sd ' '"
		[ "$(jq -r '.text // .content' messages | grep -c '[^ .,:;]…')" -ge 3 ] &&
			! grep -q '�\|\\ufffd' messages
		ok "$service: what is cut ends in a word and a sign $all" $?
	done
	chat "$service" -l long | jq -rs '.[0] | .text // .content' |
		sed -n 's/^\(w0 .*\)….*/\1/p' | tr ' ' '\n' >words
	[ "$(wc -l <words)" -gt 300 ] && awk '$0 != "w" NR - 1 { exit 1 }' words
	ok "$service: --long fills a message with the abstract" $?
	check "$service: without --long it is cut" 0 1 \
		"chat $service long | jq -rs '.[0] | .text // .content' | grep -c '^w0.* w[678][0-9]…'"
	check "$service: no papers, no messages" 0 '' "chat $service </dev/null"
	check "$service: a paper's place is behind its heading" 0 2 \
		"chat $service --group upvotes '$papers' | jq -r '.text // .content' | grep -c -x '[<b>*]*29[</b>*]*\|[<b>*]*none[</b>*]*'"
	printf '%s\n' '{"id":"a:1"}' 'null' '{"id":"a:2"}' >broken
	check "$service: a broken line is named, the others are there" 3 2 \
		"chat $service broken | jq -r '.text // .content' | grep -c a:; chat $service broken >got"
	[ "$(grep -c '^pfmt: broken:2: ' stderr)" = 2 ]
	ok "$service: by its number" $?
done

# Text from outside is text
jq -nc '{id: "a:1", url: "javascript:alert(1)", pdf: "file:///etc/x",
	code: ["data:text/html,x", "https://e.org/|>)](<x"],
	title: "<!channel> <@U1> <https://x.y|z> &amp; *b* _i_ ~s~ `c` ||h|| [l](https://x.y) @everyone :smile: a@b @durov <b>\\*",
	authors: ["- @here", "# <#C1>"], abstract: "> <!everyone>\n\n<a href=\"x\">"}' >hostile
check 'slack: no mention, no link, no markup' 0 \
'&lt;!channel&gt; &lt;@U1&gt; &lt;https://x.y|z&gt; &amp;amp; *b* _i_ ~s~ `c` ||h|| [l](https://x.y) @everyone :⁠smile: a@b @durov &lt;b&gt;\*
- @here, # &lt;#C1&gt;
a:1 · code: data:text/html,x · <https://e.org/%7C%3E%29%5D%28%3Cx|code> · page: javascript:alert(1) · pdf: file:///etc/x
&gt; &lt;!everyone&gt; &lt;a href="x"&gt;' 'chat slack -l hostile | jq -r .text'
check 'discord: no mention, no link, no markup' 0 \
'**\<!channel\> \<@U1\> \<https://x.y\|z\> &amp; \*b\* \_i\_ \~s\~ \`c\` \|\|h\|\| \[l\](https://x.y) @everyone \:smile: a@b @durov \<b\>\\\***
\- @here, # \<#C1\>
a:1 · code: data:text/html,x · [code](<https://e.org/%7C%3E%29%5D%28%3Cx>) · page: javascript:alert(1) · pdf: file:///etc/x
\> \<!everyone\> \<a href="x"\>' 'chat discord -l hostile | jq -r .content'
check 'telegram: no mention, no link, no markup' 0 \
'<b>&lt;!channel&gt; &lt;@⁠U1&gt; &lt;https://x.y|z&gt; &amp;amp; *b* _i_ ~s~ `c` ||h|| [l](https://x.y) @⁠everyone :smile: a@b @⁠durov &lt;b&gt;\*</b>
- @⁠here, # &lt;#C1&gt;
a:1 · code: data:text/html,x · <a href="https://e.org/%7C%3E%29%5D%28%3Cx">code</a> · page: javascript:alert(1) · pdf: file:///etc/x
&gt; &lt;!everyone&gt; &lt;a href=&quot;x&quot;&gt;' 'chat telegram -l hostile | jq -r .text'

# Posted as sheaf(7) says, to a service that wants to be asked later once
reply slow '429 Too Many Requests' 'Retry-After: 0' 'Content-Length: 0' </dev/null
reply fine '200 OK' 'Content-Length: 0' </dev/null
reply down '500 Internal Server Error' 'Content-Length: 0' </dev/null
echo 'POST /hook down slow fine' >routes
answer routes
SLACK_WEBHOOK="http://127.0.0.1:$port/hook"
export SLACK_WEBHOOK
sed -n '/^\.Ss Channels/,/^\.Ed/s/^\t//p' "$top/man/sheaf.7" | sed 's/\\e$/\\/' >post
sed 's/--retry 5/--retry 0/' post >once
jq -c '.abstract = "diffusion"' sixty >papers
posted() { # the texts that arrived
	sed -n '/^{"text"/p' requests | jq -r .text | grep -o 'arxiv:2509.[0-9]*'
}
jq -r .id sixty >should
chat slack papers >messages
[ "$(wc -l <messages)" = 3 ]
ok 'three messages to post' $?
check 'a service that fails is told' 22 '' 'sh -eu once'
[ ! -s posted ]
ok 'and nothing counts as posted' $?
check 'the next time all are new, and 429 is waited for' 0 '' 'sh -eu post'
posted | sort -u | cmp - should && grep -q '^POST' requests &&
	[ "$(grep -c '^POST' requests)" = 5 ]
ok 'and all of them arrive' $?
: >requests
check 'then none is' 0 '' 'sh -eu post && [ ! -s requests ]'


# The templates of sheaf(7) for other services, with hostile titles
sed -n '/^\.Ss Channels/,/^\.Sh/p' "$top/man/sheaf.7" |
	sed -n "/^	mattermost=/,/^\.Ed/s/^	//p" | sed 's/\\e/\\/g' >recipes
export DID=did:plc:x NOW=2025-09-05T12:00:00Z
# shellcheck source=/dev/null
. ./recipes
jq -c '.url = "https://e.org/?a=\"}"' hostile | cat - sixty >posted
while read -r name titles; do
	eval "template=\$(printf %s \"\$$name\" | tr -d '\\t\\n')"
	# shellcheck disable=SC2154 # template: above
	pfmt -e json -t "$template" posted >messages
	jq -r .title posted >should
	jq -r "$titles" messages | cmp - should && [ "$(wc -l <messages)" = 61 ]
	ok "$name: a message for each paper, whatever its title" $?
done <<'END'
mattermost .attachments[0].title
feishu .content.post.en_us.content[0][0].text
matrix .body | sub(" https://e.org/.*"; "")
mastodon .status | sub(" https://e.org/.*"; "")
bluesky .record.embed.external.title
END

plan
