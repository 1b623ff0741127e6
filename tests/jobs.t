#!/bin/sh
# The jobs of sheaf(7): its recipes are taken out of the page and run, each in a
# folder of its own, against services on loopback. What is one for a shell or a
# Makefile has five lines or fewer.
# shellcheck source=tests/lib.sh disable=SC2016,SC2034,SC2154
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"

HOME=$work XDG_RUNTIME_DIR=$work
SOURCE_DATE_EPOCH=1757073600 # Friday 2025-09-05, 12:00
export HOME XDG_RUNTIME_DIR SOURCE_DATE_EPOCH
unset XDG_DATA_HOME XDG_CACHE_HOME EMAIL SHEAF_SMTP OPENAI_API_KEY

# day N: noon, N days after that Friday
day() {
	SOURCE_DATE_EPOCH=$((1757073600 + 86400 * $1))
}

# recipe TEXT: the display behind the paragraph that begins so
recipe() {
	awk -v text="$1" '
		!found { found = index($0, text) == 1; next }
		/^\.Bd/ { shown = 1; next }
		/^\.Ed/ { exit }
		shown { sub(/^\t/, ""); print }' "$top/man/sheaf.7" |
		sed 's/\\(aq/'"'"'/g; s/\\(dq/"/g; s/\\&//g; s/\\-/-/g; s/\\e/\\/g'
}

# job TEXT: a folder for that recipe, with the recipe in the file `job`
job() {
	cd "$work" && mkdir "$1" && cd "$1" && recipe "$1" >job || exit
	lines=$(($(wc -l <job)))
	[ "$lines" -gt 0 ] && [ "$lines" -le 5 ]
	ok "$1: $lines lines" $?
}

# The services: the papers of the file `world`, a line each of id, day, votes,
# code, categories, DOI, comment and title with tabs between. While there is a
# file `down`, they do not answer.
cat >world.pl <<'END'
use strict;
use warnings;
use JSON::PP;

sub papers {
	open(my $file, '<', 'world') or die "world: $!\n";
	my @names = qw(id day votes code categories doi comment title);
	return map { chomp; my %p; @p{@names} = split /\t/; \%p } <$file>;
}

sub daily {
	my ($day) = @_;
	my @items = map { {paper => {id => $_->{id}, title => $_->{title},
		summary => "About $_->{title}.", upvotes => $_->{votes} + 0,
		authors => [{name => 'Jane Doe'}], publishedAt => "$_->{day}T00:00:00.000Z",
		$_->{code} ? (githubRepo => $_->{code}) : ()},
		publishedAt => "$_->{day}T00:00:00.000Z"} }
		grep { $_->{votes} >= 0 && $_->{day} eq $day } papers();
	return encode_json(\@items);
}

sub atom {
	my @entries = map { "<entry><id>http://arxiv.org/abs/$_->{id}v1</id>"
		. "<title>$_->{title}</title><summary>About it.</summary>"
		. "<published>$_->{day}T00:00:00Z</published>"
		. '<author><name>Jane Doe</name></author>'
		. join('', map { "<category term=\"$_\"/>" } split / /, $_->{categories})
		. ($_->{doi} ? "<arxiv:doi>$_->{doi}</arxiv:doi>" : '')
		. "<arxiv:comment>$_->{comment}</arxiv:comment></entry>" } @_;
	return '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
		. 'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">'
		. '<id>https://arxiv.org/api/x</id><opensearch:totalResults>' . @_
		. "</opensearch:totalResults>@entries</feed>";
}

# The announcement of a day: of those whose comment says so, a kind of its own.
sub rss {
	my ($categories, $day) = @_;
	my @items = map { my $kind = $_->{comment} =~ /^(cross|replace)$/ ? $1 : 'new';
		"<item><title>$_->{title}</title><link>https://arxiv.org/abs/$_->{id}</link>"
		. "<description>arXiv:$_->{id}v1 Announce Type: $kind\nAbstract: About it.</description>"
		. "<guid isPermaLink=\"false\">oai:arXiv.org:$_->{id}v1</guid>"
		. "<category>$_->{categories}</category>"
		. "<arxiv:announce_type>$kind</arxiv:announce_type><dc:creator>Jane Doe</dc:creator></item>" }
		grep { $_->{day} eq $day && $_->{categories} =~ /$categories/ } papers();
	return '<rss xmlns:arxiv="http://arxiv.org/schemas/atom" '
		. 'xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>'
		. '<title>x updates on arXiv.org</title><link>http://rss.arxiv.org/rss/x</link>'
		. "<description>d</description>@items</channel></rss>";
}

sub catchup {
	my ($category, $day) = @_;
	my @of = grep { $_->{day} eq $day && $_->{categories} =~ /$category/ } papers();
	return '<html><head><title>arXiv.org</title>'
		. '<link rel="stylesheet" href="/static/browse/0.3.4/css/arXiv.css"></head><body>'
		. "<div id='dlpage'><h1>Catchup results for X on $day</h1><div>Total of " . @of . ' entries for it</div>'
		. "<dl id='articles'><h3>New submissions</h3>" . join('', map {
		"<dt><a href=\"/abs/$_->{id}\" title=\"Abstract\" id=\"$_->{id}\">arXiv:$_->{id}</a></dt>"
		. "<dd><div class='meta'><div class='list-title mathjax'><span class='descriptor'>Title:</span>"
		. " $_->{title}</div><div class='list-authors'><a href=\"/x\">Jane Doe</a></div>"
		. "<p class='mathjax'>About it.</p></div></dd>" } @of) . '</dl></div></body></html>';
}

sub crossref {
	my %of = map { $_->{doi} => $_ } grep { $_->{doi} } papers();
	my @works = map { {DOI => $_->{doi}, type => 'journal-article', title => [$_->{title}],
		author => [{given => 'Jane', family => 'Doe'}], volume => '7', page => '145-152',
		published => {'date-parts' => [[2026, 3]]}, 'container-title' => ['Journal of Shores'],
		$_->{comment} =~ /retract/ ? ('updated-by' => [{type => 'retraction'}]) : ()} }
		grep { defined } map { $of{$_} } @_;
	return encode_json({status => 'ok', 'message-type' => 'work-list',
		message => {'total-results' => scalar @works, items => \@works}});
}

# Two pages of a harvest; the second one fails at first. From a day on: a paper
# that has changed, and one that was deleted.
my $harvests = 0;
sub oai {
	my ($target) = @_;
	my $record = sub {
		my ($id, $day, $title) = @_;
		return "<record><header" . (defined $title ? '' : ' status="deleted"')
			. "><identifier>oai:arXiv.org:$id</identifier><datestamp>$day</datestamp></header>"
			. (defined $title ? "<metadata><arXiv xmlns=\"http://arxiv.org/OAI/arXiv/\"><id>$id</id>"
			. "<title>$title</title><categories>astro-ph.GA</categories><abstract>A.</abstract></arXiv></metadata>" : '')
			. '</record>';
	};
	my $list = sub { "<OAI-PMH><ListRecords>@_</ListRecords></OAI-PMH>" };
	return $list->($record->('2001.00003', '2025-09-06', 'Third, changed'),
		$record->('2001.00001', '2025-09-06')) if $target =~ /from=2025-09-0/;
	return $list->($record->('2001.00003', '2025-09-04', 'Third')) if $target =~ /Token/ && $harvests++;
	return if $target =~ /Token/;
	return $list->($record->('2001.00001', '2020-01-01', 'First'),
		$record->('2001.00002', '2020-01-02', 'Second'),
		'<resumptionToken>more</resumptionToken>');
}

sub {
	my ($method, $target) = @_;
	my $body;
	$target =~ s/%([0-9A-F]{2})/chr hex $1/ge;
	if (-e 'down') { }
	elsif ($target =~ /daily_papers\?date=([^&]*)/) { $body = daily($1) }
	elsif ($target =~ /daily_papers/) { $body = daily('2025-09-05') }
	elsif ($target =~ /id_list=([^&]*)/) {
		my %of = map { $_->{id} => $_ } papers();
		$body = atom(grep { defined } map { $of{$_ =~ s/v\d+$//r} } split /,/, $1);
	}
	elsif ($target =~ /search_query=/) { $body = atom(grep { $_->{title} =~ /flow matching/i
		&& $_->{categories} =~ /cs\.LG/ } papers()) }
	elsif ($target =~ m{/rss/([^?]*)}) { $body = rss(join('|', split /\+/, $1), '2025-09-05') }
	elsif ($target =~ m{/catchup/([^/]*)/([^?]*)}) { $body = catchup($1, $2) }
	elsif ($target =~ m{/works}) { $body = crossref($target =~ /(10\.[^,&]*)/g) }
	elsif ($target =~ m{/pdf/}) { $body = '%PDF-1.5' }
	elsif ($target =~ m{/oai}) { $body = oai($target) }
	return "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n" unless defined $body;
	utf8::encode($body) if utf8::is_utf8($body);
	return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n$body";
}
END
cat >world <<'END'
2509.04001	2025-09-04	60		cs.LG			Old news of agents
2509.05001	2025-09-05	3		cs.CL	10.1000/a	12 pages	An agent writes
2509.05002	2025-09-05	41		cs.LG cs.CV		ICML	Diffusion of heat
2509.05003	2025-09-05	9		cs.CV			A zebra
2509.05004	2025-09-05	-1		cs.LG			Flow matching for agents
2509.05005	2025-09-05	-1		cs.LG		cross	Crossing agents
2509.05007	2025-09-05	-1		cs.LG			Straighter flow matching
2509.05006	2025-09-05	-1		cs.CV			Flow matching, seen
END
echo 'GET * world.pl' >routes
answer routes
HF_ENDPOINT=http://127.0.0.1:$port
SHEAF_ARXIV_ENDPOINT=$HF_ENDPOINT SHEAF_CROSSREF_ENDPOINT=$HF_ENDPOINT
export HF_ENDPOINT SHEAF_ARXIV_ENDPOINT SHEAF_CROSSREF_ENDPOINT

job 'The morning list'
check 'what matters, the most voted first' 0 'Diffusion of heat An agent writes' \
	'fast 60 sh -eu job >list; s=$?; sed -n "s/^ *[0-9]  //p" list | xargs; (exit $s)'
quiet 'in silence'
check 'a Sunday is no failure, and says nothing' 0 '' \
	'(day 2; fast 60 sh -eu job)'
quiet 'not a word'
check 'no network is one' 3 '' 'HF_ENDPOINT=http://127.0.0.1:1 fast 60 sh -eu job'
grep -q refused stderr
ok 'with a reason' $?

if command -v exim4 >/dev/null; then
	job 'The mail'
	cd "$work" || exit
	exim ann bob cid
	SHEAF_SMTP=smtp://127.0.0.1:$port
	export SHEAF_SMTP
	cd 'The mail' || exit
	echo 'agent*' >ann.query
	echo diffusion >bob.query
	echo nothing-of-this >cid.query
	# got READER: the ids in the messages, in order
	got() {
		(cd "$work" && delivered)
		cat "$work/box/$1/new/"* 2>/dev/null |
			sed -n 's/^    .*arxiv:\([0-9.]*\).*/\1/p' | xargs
	}
	check 'subscribed, and sent' 0 '' 'fast 60 sh -eu job >shown 2>said'
	check 'each has what matches' 0 \
		'2509.05001 2509.05004 2509.05005, 2509.05002, ' \
		'echo "$(got ann | tr " " "\n" | sort | xargs), $(got bob), $(got cid)"'
	touch "$work/down"
	day 3
	printf '2509.08001\t2025-09-08\t1\t\tcs.CL\t\t\tAgents on Monday\n' >>"$work/world"
	check 'a day without network' 3 '' 'fast 60 sheaf digest 2>said'
	rm "$work/down"
	day 4
	printf '2509.09001\t2025-09-09\t1\t\tcs.CL\t\t\tAgents on Tuesday\n' >>"$work/world"
	check 'the next one' 0 '' 'fast 60 sheaf digest 2>said'
	check 'nothing is missing, nothing twice' 0 \
		'2509.05001 2509.05004 2509.05005 2509.08001 2509.09001' \
		'got ann | tr " " "\n" | sort | xargs'
	check 'who had nothing has no mail' 0 '' 'find "$work/box/cid" -type f'
	day 0
else
	skip 'The mail' 'no exim4'
fi

job 'More like mine'
cat >library.bib <<-'END'
	@misc{a, title = {Flow matching and transport}, author = {A, B}, year = 2020}
	@misc{b, title = {Matching flows}, author = {C, D}, year = 2021}
END
check 'most like the library first' 0 \
	'Straighter flow matching Flow matching for agents' \
	'fast 60 sh -eu job >list; sed -n "s/^ *[12]  //p" list | xargs'
check 'no cross-lists' 0 0 'grep -c Crossing list || :'

job 'The backfill'
check 'three months' 0 '' 'fast 60 make -s -f job'
check 'a file a day' 0 93 'ls days | wc -l | tr -d " "'
check 'those without a list are empty' 0 '2 2025-09-04 2025-09-05' \
	'set -- $(find days -type f -size +0 | sed "s|days/||" | sort); echo "$# $*"'
day 1
printf '2509.05009\t2025-09-05\t1\t\tcs.CL\t\t\tLate\n' >>"$work/world"
touch -t 202001010000 days/2025-09-04 days/2025-08-01
: >"$work/requests"
check 'the day after' 0 2 'fast 60 make -s -f job
	grep -c daily_papers "$work/requests"'
check 'what was half there is whole' 0 4 'wc -l <days/2025-09-05 | tr -d " "'
check 'the others were left alone' 0 2 \
	'find days ! -newer "$top/Makefile" | wc -l | tr -d " "'
sed -i.bak /05009/d "$work/world"
day 0

job 'The harvest'
mkdir "$work/bin"
printf '#!/bin/sh\nexit 0\n' >"$work/bin/sleep"
chmod +x "$work/bin/sleep"
PATH=$work/bin:$PATH
check 'through an interruption' 0 '2001.00001 2001.00002 2001.00003' \
	'fast 60 sh -eu job 2>said; jq -r .id papers | sed "s/arxiv://" | sort | xargs'
day 1
check 'what has changed, and what was deleted' 0 'Second Third, changed' \
	'fast 60 sh -eu job; jq -r .title papers | sort | xargs'
day 0

job 'The search that stays'
pfetch hf:daily/2025-09-04..2025-09-05 arxiv:new/cs.LG+cs.CV 2>said | pparse |
	puniq -m -o papers
check 'there and here' 0 '2 Flow matching for agents 2 Straighter flow matching' \
	'fast 60 sh -eu job | sed -n "s/^ *[0-9]  //p" | sort | uniq -c | xargs'

job 'Votes on metadata'
check 'one record a paper' 0 4 'fast 60 sh -eu job; wc -l <papers | tr -d " "'
check 'votes, categories, comment, journal' 0 \
	'[3,["cs.CL"],"12 pages","Journal of Shores"]' \
	'jq -c "select(.id == \"arxiv:2509.05001\") | [.upvotes, .categories, .comment, .venue]" papers'
sed -i.bak 's/	3		cs.CL/	30	https:\/\/github.com\/a\/b	cs.CL/; /zebra/d' "$work/world"
day 13
check 'two weeks later' 0 '[30,["https://github.com/a/b"],"Journal of Shores"]' \
	'fast 60 sh -eu job
	jq -c "select(.id == \"arxiv:2509.05001\") | [.upvotes, .code, .venue]" papers'
check 'nothing is lost' 0 1 'grep -c zebra papers'
mv "$work/world.bak" "$work/world"
day 0

job 'The reading list'
cat >ids.txt <<-'END'
	2509.05001
	arXiv:2509.05002
	https://arxiv.org/pdf/2509.05003v2
	https://doi.org/10.1000/a
	10.1000/none
	hep-th/0
END
check 'a bibliography' 0 3 'fast 60 make -s -f job 2>said; grep -c "^@" refs.bib'
check 'the wrong ones are named' 0 '1 1' \
	'echo "$(grep -c 10.1000/none said) $(grep -c hep-th/0 said)"'
check 'the PDFs' 0 3 'find pdfs -type f -size -9 | grep -c 2509'
grep '^@' refs.bib >keys
echo 2509.04001 >>ids.txt
: >"$work/requests"
check 'one more' 0 4 'fast 60 make -s -f job 2>said; grep -c "^@" refs.bib'
check 'the keys stay' 0 3 'grep "^@" refs.bib | grep -cFxf keys'
check 'only what is new is fetched' 0 '1 1' \
	'echo "$(grep -c "^GET.*id_list=" "$work/requests") $(grep -c "^GET /pdf" "$work/requests")"'

job 'The page of a field'
check 'a site' 0 '' 'fast 60 sh -eu job >shown 2>said; [ -s site/index.html ] && [ -s site/feed.xml ]'
check 'a table' 0 '| 2025-09-05 | [Diffusion of heat](https://huggingface.co/papers/2509.05002) | 41 |' \
	'sed -n 3p README.md'
check 'a file a day' 0 '2025-09-04.md 2025-09-05.md' 'ls days | xargs'

job 'The channel'
cd "$work" || exit
mkdir hook && cd hook || exit
reply slow '429 Too Many Requests' 'Retry-After: 0' </dev/null
reply taken '200 OK' </dev/null
echo 'POST /hook slow taken' >routes
answer routes
SLACK_WEBHOOK=http://127.0.0.1:$port/hook
export SLACK_WEBHOOK
cd "$work/The channel" || exit
check 'what has its votes is posted, after a 429' 0 'Old news of agents' \
	'fast 60 sh -eu job >shown 2>said; s=$?
	grep -o "Old news of agents\|Diffusion of heat" "$work/hook/requests" | sort -u; (exit $s)'
sed -i.bak 's/	41	/	51	/' "$work/world"
day 5
: >"$work/hook/requests"
check 'five days later one passes fifty' 0 'Diffusion of heat' \
	'fast 60 sheaf digest channel
	grep -o "Old news of agents\|Diffusion of heat" "$work/hook/requests" | sort -u'
mv "$work/world.bak" "$work/world"
day 0

job 'A translated digest'
cat >"$work/hook/model.pl" <<'END'
sub {
	my (undef, undef, $body) = @_;
	my $text = $body =~ /Riassumi/ ? 'Un riassunto.' : $body =~ /zebra/ ? '2/10' : 'Score: 8/10';
	return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
		. qq({"choices":[{"message":{"content":"$text"}}]});
}
END
cd "$work/hook" || exit
echo 'POST * model.pl' >routes
answer routes
OPENAI_BASE_URL=http://127.0.0.1:$port/v1 OPENAI_MODEL=m
export OPENAI_BASE_URL OPENAI_MODEL
cd "$work/A translated digest" && mkdir notes || exit
check 'those with marks are told' 0 2 'fast 60 sh -eu job; grep -c "Un riassunto" notes/today.md'
check 'the others are not' 0 0 'grep -c zebra notes/today.md || :'
check 'nothing is paid for twice' 0 5 'fast 60 sh -eu job; grep -c ^POST "$work/hook/requests"'

job 'The whole of arXiv'
awk -F '\t' 'BEGIN {
	for (i = 0; i < 300; i++)
		printf "{\"id\":\"%02d01.%05d\",\"title\":\"%s of %d\",\"categories\":\"%s\",\"abstract\":\"%s\",\"update_date\":\"2025-09-05\",\"authors_parsed\":[[\"Doe\",\"Jane\",\"\"]],\"versions\":[{\"version\":\"v1\",\"created\":\"Mon, 2 Jan 20%02d 10:00:00 GMT\"}]}\n",
			20 + i % 3, i + 1, i % 5 ? "A study" : "A diffusion model", i,
			i % 2 ? "cs.LG" : "math.CO", i % 7 ? "Words." : "Samples from noise, step by step.", 20 + i % 3
}' >arxiv.json
python3 -m zipfile -c arxiv.zip arxiv.json 2>/dev/null
if command -v unzip >/dev/null && [ -e arxiv.zip ]; then
	check 'how many a year' 0 '10 2020 10 2021 10 2022' 'fast 60 sh -eu job >out; sed 3q out | xargs'
	check 'the fifty most relevant' 0 '1 43' \
		'echo "$(grep -c "^ *50  " out) $(grep -c "Samples from noise" out)"'
else
	skip 'how many a year' 'no unzip, or no python3'
	pparse -o arxiv arxiv.json
fi
cp arxiv ../arxiv

job 'The same over shards'
mv ../arxiv whole
awk '{ print >("part." NR % 3) }' whole
cat >"$work/bin/srun" <<'END'
#!/bin/sh
for SLURM_PROCID in 0 1 2; do
	export SLURM_PROCID
	"$@"
done
END
chmod +x "$work/bin/srun"
check 'as over the whole' 0 "$(prank -n 50 \
	'samples from noise, step by step, without an encoder' whole | pfmt |
	grep -o 'score: .*')" 'fast 60 sh -eu job | grep -o "score: .*"'

job 'The people'
sed -i.bak 's/Jane Doe/DOE, J./' "$work/world.pl"
check 'with the name that hit' 0 doe \
	'fast 60 sh -eu job 2>said >out; grep -o "labels: .*" out | sed "s/.*: //" | sort -u'
check 'from both sources, once' 0 '1 1' \
	'echo "$(grep -c "^ .*[0-9]  An agent writes" out) $(grep -c "[0-9]  Flow matching for agents" out)"'

job 'The inbox'
mkdir -p Mail/new Mail/cur
cp "$top/tests/cases/pparse/mail-arxiv/input.eml" Mail/new/1
cp "$top/tests/cases/pparse/mail-scholar/input.eml" Mail/new/2
printf 'From: a@b.c\nSubject: no list\n\nHello.\n' >Mail/new/3
echo 'attention' >query
check 'what matches' 0 1 'fast 60 sh -eu job >out 2>said; grep -c "Attention Is All You Need" out'
check 'each mail was read' 0 '0 3' 'echo $(ls Mail/new | wc -l) $(ls Mail/cur | wc -l)'
cp Mail/cur/1 Mail/new/4
check 'what comes again is not new' 0 '' 'fast 60 sh -eu job'
check 'and none is no failure' 0 '' 'fast 60 sh -eu job'
quiet 'not a word'

job 'The bibliography that ages'
cat >refs.bib <<-'END'
	@misc{doe2025writes,
	  title = {An agent writes},
	  author = {Doe, Jane},
	  year = {2025},
	  eprint = {2509.05001},
	  archivePrefix = {arXiv},
	  note = {read this},
	  file = {papers/doe.pdf}
	}

	@misc{zebra,
	  title = {A zebra},
	  author = {Doe, Jane},
	  year = {2025},
	  eprint = {2509.05003},
	  archivePrefix = {arXiv}
	}
END
cp refs.bib before
sed -i.bak 's/12 pages/retract/' "$work/world"
check 'what was retracted is named' 0 '1 retracted' 'fast 60 sh -eu job >out
	echo "$(grep -c "An agent writes" out) $(grep -o -i retracted out | tr A-Z a-z | sort -u)"'
check 'what it was told, and no more' 0 "$(cat <<-'END'
	< @misc{doe2025writes,
	> @article{doe2025writes,
	<   year = {2025},
	>   journal = {Journal of Shores},
	>   year = {2026},
	>   month = mar,
	>   pages = {145--152},
	>   doi = {10.1000/a},
	>   volume = {7},
	END
)" 'diff before refs.bib | grep "^[<>]"'
mv "$work/world.bak" "$work/world"

if command -v git >/dev/null; then
	cd "$work" && recipe 'On GitHub Actions' >workflow || exit
	sed -n 's/^.*- run: //p' workflow | grep -v ^make >first
	sed -n '/run: |/,$s/^ *//p' workflow | sed 1d >second
	git init -q --bare origin.git && git clone -q origin.git runner 2>said
	mkdir -p runner/subs/me
	echo hf:daily >runner/subs/me/sources
	echo 'maildir:../../../inbox' >runner/subs/me/to
	# workflow: what a machine does that has the repository and nothing else
	workflow() {
		(cd runner && sh -e ../first && sh -e ../second) >said 2>&1
	}
	check 'GitHub Actions: a digest' 0 'Subject: me: 3 new, 2025-09-05' \
		'workflow; cat inbox/new/* | grep "^Subject"'
	rm -rf runner .cache
	git clone -q origin.git runner 2>said
	day 1
	check 'a fresh machine on the next day knows what was sent' 0 1 \
		'workflow; cat inbox/new/* | grep -c "^Subject:"'
	grep -q 'none new' said
	ok 'and says so' $?
	check 'what was sent is committed, and one thing of each week' 0 \
		'seen week' 'git -C origin.git ls-tree -r --name-only HEAD |
			grep -o "seen\|week" | xargs'
	day 0
else
	skip 'GitHub Actions' 'no git'
fi
cd "$work" || exit
plan
