#!/bin/sh
# Every captured file, through pparse: it gives its papers, as many as another
# program counts, or an error that is right, or both; and as a document the same.
# With TABLE=1 a table goes to standard error: file, status, papers, errors, and
# how many papers have each member.
# shellcheck source=tests/lib.sh
. "${0%/*}/lib.sh"

if [ ! -d "$data/hf_daily_api" ] || ! command -v xmllint >/dev/null; then
	skip 'captured files' 'no data, or no xmllint'
	plan
	exit
fi

# wrong FILE: what is to be said of a file that is no list of papers, or not a
# whole one, as a pattern; nothing for the others
wrong() {
	case $1 in
	arxiv_atom/*http400.xml) echo 'incorrect id format for abc' ;;
	crossref/*_style_1_200.txt | dblp/dblp.dtd) echo 'not recognised' ;;
	crossref/*_400.json) echo 'the service refuses: ' ;;
	crossref/*_funders_query_* | crossref/*_members_query_* | \
		crossref/*_test_prefixes_0_* | crossref/*_agency_*) echo 'no works, but: ' ;;
	crossref/*_docs_lifecycle_* | openalex/*_oa-in-openalex1__0_*) echo 'none with a title' ;;
	crossref_cn/* | openalex/*_404.xml) echo 'no metadata: ' ;;
	hf_daily_api/2024-12-12.json | hf_daily_api/2024-12-27.json) echo 'item [0-9]+: not an object' ;;
	semanticscholar/*_404.json) echo 'the service refuses: .*not found' ;;
	semanticscholar/*not_found_warning*) echo 'item [0-9]+: (null: not known|an author, not)' ;;
	semanticscholar/*_bulk_retrieval_sorted_* | semanticscholar/*_publication_types_* | \
		semanticscholar/*_paper_venue_*) echo 'none with a title' ;;
	esac
}

# nodes XPATH FILE: how many
nodes() {
	xmllint --recover --xpath "count($1)" "$2" 2>/dev/null
}

# count FILE: its papers, as another program sees them; nothing if none can
count() {
	case $1 in
	acl/*) nodes '//paper' "$1" ;;
	arxiv_abs_native/*) grep -qi '^Title:' "$1" && echo 1 || echo 0 ;;
	arxiv_atom/*) nodes '//*[local-name()="entry"][not(contains(*[local-name()="id"],"/api/errors"))]' "$1" ;;
	arxiv_html/*) grep -c '<li class="arxiv-result">' "$1" ;;
	arxiv_kaggle/*) grep -c . "$1" ;;
	arxiv_oai_*) nodes '//*[local-name()="record" and not(*[local-name()="header"]/@status)]' "$1" ;;
	arxiv_rss/* | *thirdparty_rss/*.xml | *thirdparty_rss/*.rss)
		nodes '//*[local-name()="item" or local-name()="entry"]' "$1" ;;
	*thirdparty_rss/*.json) jq '.items | length' "$1" ;;
	hf_daily_api/*) jq '[.[] | objects] | length' "$1" ;;
	hf_html/*) grep -o '&quot;numComments&quot;:' "$1" | wc -l ;;
	page/*) echo $(($(awk 'NF' "$1" | sed '1,/^byAK/d' | sed 1d | wc -l) / 2)) ;;
	publisher_xml/*) nodes '/article/front|//*[local-name()="dc"]|//*[local-name()="resource"]' "$1" ;;
	pubmed/*) nodes '//PubmedArticle|//PubmedBookArticle|//DeleteCitation/PMID' "$1" ;;
	dblp/*.xml) nodes '/dblp/*[title][name() != "www"]|/*[title]' "$1" ;;
	crossref/*.xml) nodes '//*[local-name()="doi_record"]' "$1" ;;
	crossref/*.txt) grep -c '^ *@[a-z]*{' "$1" ;;
	crossref/*.gz) gzip -dc "$1" | jq -s 'length' ;;
	crossref/*.json) jq '.message | if type == "object" then (if has("items") then
		[.items[] | select(has("DOI"))] | length elif has("DOI") and has("title") then 1
		else 0 end) else 0 end' "$1" ;;
	datacite/*) jq '.data | if type == "array" then length else 1 end' "$1" ;;
	openalex/*.json) jq 'if has("results") then .results | length else 1 end' "$1" ;;
	unpaywall/*) jq 'if has("results") then .results | length else 1 end' "$1" ;;
	semanticscholar/*) jq 'if type == "array" then . elif has("paperId") then [.] else
		.data // .recommendedPapers // [] end | map(objects | select(has("authorId") | not)) |
		length' "$1" ;;
	crossref_cn/* | *_404.xml | dblp/dblp.dtd) echo 0 ;;
	*) echo nobody ;;
	esac
}

# row FILE STATUS: a line of the table
row() {
	[ -n "${TABLE-}" ] || return 0
	printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$(wc -l <$out)" "$(wc -l <stderr)" \
		"$(jq -r 'keys_unsorted[]' $out | sort | uniq -c | sort -rn |
			awk '{ printf "%s%s %d", (NR > 1 ? ", " : ""), $2, $1 }')" >&2
}

# listed: each file, its address, and the document of it, as pfetch writes it
listed() {
	find "$data" -type f | sed "s|^$data/||" | grep '/' |
		grep -v -e '^ir/' -e '^jsontestsuite/' |
		perl -MEncode -MMIME::Base64 -e '
		for (sort <STDIN>) {
			chomp;
			open my $file, "<:raw", "$ARGV[0]/$_" or die "$_: $!\n";
			my $body = do { local $/; <$file> } // "";
			my $document = "document" . ++$number;
			my $member = "body";
			(my $url = $_) =~ tr/a-z0-9/_/c;
			$url = m{^page/}
				? "https://huggingface.co/papers/date/2025-09-05"
				: "https://example.org/$url";
			if (eval { decode("UTF-8", my $copy = $body, Encode::FB_CROAK); 1 }) {
				$body =~ s/([\x00-\x1F"\\])/sprintf "\\u%04x", ord $1/ge;
			} else {
				$body = encode_base64($body, "");
				$member = "body_base64";
			}
			open my $to, ">:raw", $document or die "$document: $!\n";
			print $to qq({"url":"$url","$member":"$body"}\n);
			print "$_\t$url\t$document\n";
		}' "$data"
}

# bare NAME FILE: messages without what was read, NAME, and the line in that
bare() {
	awk -v name="pparse: $1:" 'index($0, name) == 1 {
		$0 = substr($0, length(name) + 1); sub(/^[0-9]+:/, "") } 1' "$2"
}

tab=$(printf '\t')
listed >files
number=0
while IFS=$tab read -r file url document; do
	number=$((number + 1)) out=papers$number status=0
	pparse -u "$url" "$data/$file" >$out 2>stderr || status=$?
	row "$file" "$status"
	want=$(wrong "$file")
	if [ -n "$want" ]; then
		[ "$status" = 3 ] && grep -Eq "$want" stderr && ! grep -Evq "$want" stderr
		ok "$file: says what is wrong" $?
	else
		[ "$status" = 0 ] && [ ! -s stderr ]
		ok "$file: nothing is wrong" $?
	fi
	[ ! -s stderr ] || sed 's/^/# /' stderr
	papers=$(($(wc -l <$out)))
	counted=$(cd "$data" && count "$file")
	[ "$papers" = "$counted" ]
	ok "$file: $papers papers, counted $counted" $?
	[ "$status" = 0 ] && echo "$out$tab$file" >>whole
	[ -s "$data/$file" ] || continue # a document that is empty is an error
	pparse "$document" >got 2>said
	bare "$data/$file" stderr >want
	cmp -s got $out && bare "$url" said | cmp -s - want
	ok "$file: the same as a document" $?
done <files

# By one jq, because starting one for each file took longer than all of pparse.
jq -r 'select(((.id | type) == "string" and (.title or .deleted or .venue) and
	([.. | . == null or . == "" or . == []] | any | not)
	or (.author_ids and (del(.author_ids) |
		[.. | . == null or . == "" or . == []] | any | not))) | not) |
	input_filename' papers* >bad || cut -f 1 whole >bad
while IFS=$tab read -r out file; do
	[ ! -s bad ] || ! grep -qx "$out" bad
	ok "$file: each with an id and a title, and nothing empty" $?
done <whole
[ "$n" -gt 600 ]
ok 'there were files' $?

plan
