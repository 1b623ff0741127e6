#!/bin/sh
# The page and the site in a browser, where there is a chromium: as a reader
# clicks and types. It is too large to be asked for by scripts/deps.
. "${0%/*}/lib.sh"

chromium=$(command -v chromium || command -v chromium-browser || :)
if [ -z "$chromium" ]; then
	skip 'in a browser' 'no chromium'
	plan
	exit
fi

# A page of ours has the other one in a frame, does what a reader would, and
# writes down what it sees: the policy of the page stays as it is.
browse() { # PAGE STEPS: what STEPS, JavaScript, says
	cat >driver.html <<-END2
	<!DOCTYPE html><meta charset="utf-8"><title>driver</title>
	<iframe id="f" width="800" height="600"></iframe><pre id="said"></pre>
	<script>
	const frame = document.getElementById('f');
	const page = () => frame.contentDocument;
	const all = s => Array.from(page().querySelectorAll(s));
	const one = s => page().querySelector(s);
	const shown = s => all(s).filter(e => e.offsetParent !== null);
	const say = what => document.getElementById('said').textContent += what + '\n';
	const loaded = () => new Promise(done => frame.onload = done);
	const go = what => { const l = loaded(); what.click ? what.click() : frame.src = what; return l; };
	const type = (box, text) => {
		box.value = text;
		box.dispatchEvent(new frame.contentWindow.Event('input'));
	};
	const until = async what => { while (!what()) await new Promise(d => setTimeout(d, 5)); };
	(async () => { await go('$1'); $2 })().catch(e => say(e)).then(() => say('end'));
	</script>
	END2
	"$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" \
		--allow-file-access-from-files --virtual-time-budget=20000 \
		--host-resolver-rules='MAP * ~NOTFOUND' --log-net-log=net.json \
		--dump-dom "file://$work/driver.html" 2>browser.err |
		sed -n '/<pre id="said">/,/^end$/p' | sed 's/.*<pre id="said">//; /^end$/d; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}

papers=$fixtures/papers.jsonl
{
	pgrep -k listed -Fx 2025-09-05 "$papers"
	echo '{"id":"a:1","title":"Größe & <b>","listed":"2025-09-08","abstract":"Of ÅNGSTRÖM."}'
} >archive
pfmt -f html archive >page.html
site s archive >/dev/null
HOME=$work
export HOME

model=$(jq -r 'select(map_values(tostring) | join(" ") | test("model"; "i")) | .id' \
	archive | wc -l | tr -d ' ')
check 'the filter box: all words, whatever their case and accents' 0 "$model of 11
1 of 11
Größe & <b>
0 of 11
11" "browse page.html \"
	type(one('#filter input'), 'MODEL'); say(one('#shown').textContent);
	type(one('#filter input'), 'angstrom  große'); say(one('#shown').textContent);
	say(shown('article h2')[0].textContent);
	type(one('#filter input'), 'angstrom nothing'); say(one('#shown').textContent);
	type(one('#filter input'), ' '); say(shown('article').length);\""
check 'an abstract unfolds' 0 'false true' "browse page.html \"
	const d = all('details').find(d => d.textContent.startsWith('Abstract'));
	const before = d.open; d.querySelector('summary').click();
	say(before + ' ' + d.open);\""
check 'the site: to a day, and on from day to day' 0 's/days/2025-09-05.html
s/days/2025-09-08.html
s/days/2025-09-05.html
s/weeks/2025-W36.html
s/days/2025-09-05.html#arxiv:2509.04419' "browse s/index.html \"
	const where = () => say(decodeURIComponent(frame.contentWindow.location.href.replace(/.*\/s\//, 's/')));
	await go(one('#archive a[href=\\\"days/2025-09-05.html\\\"]')); where();
	await go(one('a[rel=next]')); where();
	await go(one('a[rel=prev]')); where();
	await go(all('nav a').find(a => /W36/.test(a.textContent))); where();
	await go(all('h2 a').find(a => /Unified/.test(a.textContent))); where();\""
check 'the search: words of title, author, abstract; to the paper' 0 '1 paper
Größe & <b>
s/days/2025-09-08.html#a:1 Größe & <b>
0 papers' "browse s/search.html \"
	const done = () => until(() => /papers?\$/.test(one('#count').textContent));
	type(one('#search input'), 'GROSSE'.replace('SS', 'ß') + ' ångstrom'); await done();
	say(one('#count').textContent); say(one('.found h2').textContent);
	await go(one('.found a'));
	say(decodeURIComponent(frame.contentWindow.location.href.replace(/.*\/s\//, 's/')) + ' ' + one(':target h2').textContent);
	await go('s/search.html#nothing%20of%20the%20kind'); await done();
	say(one('#count').textContent);\""
check 'a search is an address' 0 '1 paper' "browse 's/search.html#unified%20xingtai' \"
	await until(() => /papers?\$/.test(one('#count').textContent));
	say(one('#count').textContent);\""
asked() { # how often the last page asked a host of the records for anything
	grep -cE 'https?://([a-z]*\.)?(huggingface|arxiv|github)\.' net.json || :
}
check 'nothing is asked of anybody: the search' 0 'read
0' "browse 's/search.html#model' \"
	await until(() => /papers?\$/.test(one('#count').textContent)); say('read');\"; asked"
check 'nor by a page' 0 'read
0' "browse page.html \"
	all('summary').forEach(s => s.click()); say('read');\"; asked"
echo '<img src="https://huggingface.co/x.png">' >asks.html
check 'what would be is seen' 0 'read
yes' "browse asks.html \"say('read');\"
	[ \"\$(asked)\" = 0 ] || echo yes"

# What a title tries to run does not run, and neither would what got in.
cat >hostile.jsonl <<'END2'
{"id":"a:1","title":"<img src=x onerror='top.ran=1'><script>top.ran=1</script>","abstract":"\" onmouseover=\"top.ran=1","upvotes":"1\"]);top.ran=1;//","listed":"2025-09-08"}
END2
site h hostile.jsonl >/dev/null
check 'what titles try does not run' 0 'undefined 1 paper' "browse 'h/search.html#script' \"
	await until(() => /papers?\$/.test(one('#count').textContent));
	const n = one('#count').textContent;
	await go(one('.found a')); say(top.ran + ' ' + n);\""
check 'the policy stops what would' 0 undefined "browse page.html \"
	const s = page().createElement('div');
	s.innerHTML = '<img src=x onerror=top.ran=1>';
	page().body.appendChild(s);
	const t = page().createElement('script'); t.textContent = 'top.ran=1';
	page().body.appendChild(t); say(top.ran);\""

plan
