#!/bin/sh
# pparse on what other tools have stumbled over: the smallest input of each.
. "${0%/*}/lib.sh"

# got JQ: what pparse makes of standard input, in one line
got() {
	pparse ${url:+-u "$url"} >papers
	jq -r "$1" papers
}
url=
# item XML: an item of RSS
item() {
	echo "<rss version='2.0' xmlns:arxiv='http://arxiv.org/schemas/atom'
		xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>C</title>
		<managingEditor>help@example.org</managingEditor>$1</channel></rss>"
}
atom() {
	echo "<feed xmlns='http://www.w3.org/2005/Atom' ${2-}>$1</feed>"
}

# JSON and arXiv
check 'a title over lines' 0 'Small Models, Big Plans' 'printf "%s\n" "[{\"paper\":
	{\"id\":\"2509.00001\",\"title\":\"Small Models,\\n  Big Plans\"},
	\"title\":\"Small Models,\\n  Big Plans\"}]" | got .title'
check 'members that are missing' 0 'id pdf sources title type url' 'printf "%s\n" "[{\"paper\":
	{\"id\":\"2509.00001\",\"title\":\"T\"}}]" | got "keys | join(\" \")"'
check 'nothing but ids' 0 'pparse: standard input: 250 records, none with a title: the format may have changed' '
	seq -f "{\"id\":\"2509.%05g\",\"upvotes\":1}" 250 | jq -s . |
	pparse 2>&1 >papers | sed "s/:[0-9]*: /: /"'
check 'arXiv with an address of its feeds, and an editor' 0 \
	'https://arxiv.org/abs/2509.01234 Ann Lee, Bo Chen' 'item "<item><title>T</title>
	<link>https://rss.arxiv.org/abs/2509.01234</link>
	<dc:creator>Ann Lee, Bo Chen (1 and 2)</dc:creator></item>" |
	got "\"\(.url) \(.authors | join(\", \"))\""'
check 'what is announced' 0 'arxiv:2509.00001 new 2025-09-12
arxiv:2401.00001 replace 2025-09-12' 'item "
	<pubDate>Fri, 12 Sep 2025 00:00:00 -0400</pubDate><item><title>A</title>
	<guid>oai:arXiv.org:2509.00001v1</guid><arxiv:announce_type>new</arxiv:announce_type>
	<pubDate>Fri, 12 Sep 2025 00:00:00 -0400</pubDate></item><item><title>B</title>
	<guid>oai:arXiv.org:2401.00001v4</guid><arxiv:announce_type>replace</arxiv:announce_type>
	<pubDate>Fri, 12 Sep 2025 00:00:00 -0400</pubDate></item>" |
	got "\"\(.id) \(.announce_type) \(.listed)\""'
check 'dates of OAI' 0 '2007-04-02 2020-03-02 null' 'echo "<record><header>
	<identifier>oai:arXiv.org:0704.0001</identifier><datestamp>2020-03-02</datestamp>
	</header><metadata><arXiv xmlns=\"http://arxiv.org/OAI/arXiv/\"><id>0704.0001</id>
	<created>2007-04-02</created><title>T</title></arXiv></metadata></record>" |
	got "\"\(.published) \(.modified) \(.listed)\""'
check 'the DOI of the journal' 0 \
	'arxiv:2302.01234 10.1000/J.123 ["doi:10.1000/j.123"] article' 'atom "
	<id>https://arxiv.org/api/x</id><entry><id>http://arxiv.org/abs/2302.01234v1</id>
	<title>T</title><arxiv:doi>10.1000/J.123</arxiv:doi></entry>" \
	"xmlns:arxiv=\"http://arxiv.org/schemas/atom\"
	xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\"" |
	got "\"\(.id) \(.doi) \(.aliases) \(.type)\""'
check 'DOIs of references' 0 '10.1000/a ["doi:10.1000/a"]' 'printf "%s\n" "{\"data\":[{
	\"paperId\":\"aa\",\"title\":\"T\",\"externalIds\":{\"ArXiv\":\"2302.01234\",
	\"DOI\":\"10.1000/a\\n10.1000/ref1\\n10.1000/ref2\"}}]}" |
	got "\"\(.doi) \(.aliases | map(select(startswith(\"doi\"))))\""'

# Feeds
check 'published and updated' 0 '2016-03-05T14:30:00Z 2016-05-01T08:00:00Z
null 2016-05-01T08:00:00Z' 'atom "<updated>2020-01-01T00:00:00Z</updated><entry>
	<title>A</title><published>2016-03-05T23:30:00+09:00</published>
	<updated>2016-05-01T08:00:00Z</updated></entry><entry><title>B</title>
	<updated>2016-05-01T08:00:00Z</updated></entry>" |
	got "\"\(.published) \(.updated)\""'
# charset TYPE DECLARED BYTES: a document of a feed
charset() {
	printf '<?xml version="1.0" encoding="%s"?><rss version="2.0"><channel><item><title>%b</title></item></channel></rss>' \
		"$2" "$3" | base64 -w 0 |
		jq -R -c --arg type "$1" '{url: "https://e.org/x", content_type: $type, body_base64: .}'
}
# shellcheck disable=SC2034 # in the commands of check
old='\317\360\350\342\345\362' new='\320\237\321\200\320\270\320\262\320\265\321\202'
for type in text/xml 'text/xml; charset=windows-1251'; do
	check "windows-1251 as $type" 0 Привет \
		'charset "$type" windows-1251 "$old" | got .title'
done
for type in text/xml 'text/xml; charset=gbk'; do
	check "UTF-8 as $type" 0 Привет 'charset "$type" utf-8 "$new" | got .title'
done
check 'links that are relative' 0 'https://example.org/blog/posts/2013/06/hello
https://example.org/two' 'url=https://example.org/a/feed.xml; atom "
	<entry xml:base=\"posts/2013/06/\"><id>tag:example.org,2013:1</id><title>One</title>
	<link href=\"hello\"/></entry><entry><id>tag:example.org,2013:2</id>
	<title>Two</title><link href=\"/two\"/></entry>" \
	"xml:base=\"https://example.org/blog/\"" | got .url; url='
check 'a link without any base' 0 null 'item "<item><title>T</title><link>/x</link>
	</item>" | got .url'
# shellcheck disable=SC1112
check 'entities that XML does not know' 0 'Newton’s microscope B' 'item "<item>
	<title>Newton&rsquo;s micro&shy;scope</title><guid>a</guid><link>http://e.org/a</link>
	</item><item><title>B</title><link>http://e.org/b</link></item>" |
	got .title | tr -d "\302\255" | tr "\n" " " | sed "s/ $//"'
check 'HTML where a feed was' 3 '' 'echo "{\"url\":\"https://rss.arxiv.org/rss/cs.LG\",
	\"status\":200,\"content_type\":\"text/html\",\"body\":\"<html><head><title>Rate limit</title></head><body>Try later</body></html>\"}" | pparse'
said 'HTML where a feed was: said' '^pparse: https://rss.arxiv.org/rss/cs.LG: '
check 'escaped once, and twice' 0 'A & B
A & B' 'item "<item><title>T</title><description>&lt;p&gt;A &amp;amp; B&lt;/p&gt;</description>
	</item><item><title>U</title><description><![CDATA[<p>A &amp; B</p>]]></description></item>" |
	got .abstract'
check 'escaped, in Atom' 0 'a < b &amp; c
1 < 2 x' 'atom "<entry><title type=\"text\">a &lt; b &amp;amp; c</title></entry>
	<entry><title type=\"html\">1 &amp;lt; 2 &lt;b&gt;x&lt;/b&gt;</title></entry>" | got .title'
for day in 'Mon, 01 Sep 2025' 'Tue, 02 Sep 2025'; do
	check "no guid, $day" 0 url:http://e.org/x 'item "<item><title>T</title>
	<link>http://e.org/x</link><pubDate>$day 00:00:00 GMT</pubDate></item>" |
	got .id | sed s/https:/http:/'
done
check 'one title, two links' 0 2 'item "<item><title>T</title><link>http://e.org/1</link>
	</item><item><title>T</title><link>http://e.org/2</link></item>" | got .id |
	sort -u | wc -l | tr -d " "'

# Other sources
check 'text behind a tag' 0 'Vibrio mutants and CO₂ uptake
Sea otters (E. lutris) eat.|Urchins.' 'echo "<PubmedArticleSet><PubmedArticle><MedlineCitation>
	<PMID>1</PMID><Article><ArticleTitle><i>Vibrio</i> mutants and CO<sub>2</sub> uptake</ArticleTitle>
	<Abstract><AbstractText Label=\"AIM\">Sea otters (<i>E. lutris</i>) eat.</AbstractText>
	<AbstractText Label=\"RESULTS\">Urchins.</AbstractText></Abstract></Article>
	</MedlineCitation></PubmedArticle></PubmedArticleSet>" |
	got ".title, (.abstract | gsub(\"AIM: |RESULTS: \"; \"\") | gsub(\"\\n\\n\"; \"|\"))"'
check 'words glued, words torn' 0 'A Vibrio atlas for Ca²⁺ imaging
2 true false false' 'printf "%s\n" "{\"status\":\"ok\",\"message-type\":\"work\",\"message\":{\"DOI\":\"10.1000/x\",
	\"title\":[\"A <i>Vibrio</i> atlas for Ca<sup>2+</sup>\\n  imaging\"],
	\"abstract\":\"<jats:title>Abstract</jats:title><jats:sec><jats:title>Aim</jats:title><jats:p>To compare.</jats:p></jats:sec><jats:sec><jats:title>Design</jats:title><jats:p>Two groups.</jats:p></jats:sec>\"}}" |
	got ".title, (.abstract | \"\(split(\"\\n\\n\") | length) \(test(\"To compare[.]\")) \(test(\"<|^Abstract\")) \(test(\"AimTo\"))\")"'
check 'an inverted index' 0 'It is n:k and is $n=10$' 'echo "{\"results\":[{\"id\":\"https://openalex.org/W1\",
	\"doi\":null,\"title\":\"T\",\"abstract_inverted_index\":{\"is\":[1,4],\"n:k\":[2],\"It\":[0],\"and\":[3],\"\$n=10\$\":[5]}}]}" |
	got .abstract'
cat >broken.bib <<'END'
@article{a, title = {Who counts? {Some} don't}, author = {Miller, A.}, month = may, year = 1993}
@article{b, title = {Unclosed {brace}, year = {2000}
@article{c, title = "Third" # " part", author = "Lee, Ann", year = {2001}}
END
check 'a brace that is not closed' 3 '' 'pparse broken.bib >papers'
said 'a brace that is not closed: said' '^pparse: broken.bib:2: '
check 'a brace that is not closed: the others' 0 "a Who counts? Some don't 1993-05
c Third part 2001" 'jq -r "\"\(.key) \(.title | gsub(\"[{}]\"; \"\")) \(.published)\"" papers'
check 'names in BibTeX' 0 'R. B. Hale Jr./Hale|Salt and Stone/Salt and Stone|Jan van der Berg/van der Berg|Ludwig van Beethoven/van Beethoven' '
	echo "@misc{x, title = {T}, author = {Hale, Jr., R. B. and {Salt and Stone} and van der Berg, Jan and Ludwig van Beethoven}}" |
	got "[.authors, .families] | transpose | map(join(\"/\")) | join(\"|\")"'
check 'RIS as it is' 0 'Ann Lee|2018-11-20|Hippo|One.|false' 'printf "Provider: X\r\n\r\nTY  - JOUR\r\nT1  - Place cells\r\n\r\nAU  - Lee, Ann\r\nY1  - 2018/11/20\r\nPY  - 2018\r\nJO  - Hippo\r\nN2  - One.\r\nAB  - One.\r\nER  -" |
	got "[.authors[0], .published, .venue, .abstract, (tojson | test(\"\\\\\\\\r\"))] | join(\"|\")"'

plan
