#!/bin/sh
# prank with vectors: reciprocal rank fusion, over sets made by rule.
# shellcheck disable=SC2016 # check() evaluates
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"

# 200 papers, of which 20 are relevant (r:). WORDS and VECTORS say which of the
# relevant have the word of the query, and a vector near to that of the query:
# all, none, half (each the other half); with noise a tenth of all papers has
# the word, or the vectors lie anywhere; alike: all vectors are one.
cat >make.pl <<'END'
use strict;
use warnings;
use MIME::Base64;
my ($words, $vectors) = @ARGV;
my $seed = 20250905;

sub random {
	$seed = ($seed * 69069 + 1) % 4294967296;
	return $seed / 4294967296;
}

sub vector {
	return encode_base64(pack('f<*', @_), '');
}

open my $query, '>', 'query' or die;
printf $query qq({"id":"q","title":"zebra","embedding":"%s","embedding_model":"e"}\n),
	vector(1, (0) x 15);
for my $n (1 .. 200) {
	my $relevant = $n % 10 == 0;
	my $half = $n % 20 == 0;
	my $hit = $words eq 'noise' ? random() < 0.1
		: $words eq 'half' ? $relevant && $half
		: $words eq 'all' && $relevant;
	my $near = $vectors eq 'half' ? $relevant && !$half
		: $vectors eq 'all' && $relevant;
	my @vector = map { random() - 0.5 } 1 .. 16;
	$vector[0] += 2 if $near;
	@vector = (1, 1) if $vectors eq 'alike';
	@vector[2 .. 15] = (0) x 14 if $vectors eq 'alike';
	printf qq({"id":"%s:%d","title":"%s","embedding":"%s","embedding_model":"e"}\n),
		$relevant ? 'r' : 'n', $n,
		'zebra ' x ($hit ? 1 + int(random() * 3) : 0) .
			join(' ', map { 'w' . int(random() * 50) } 1 .. 20),
		vector(@vector);
}
END

# precision: the mean precision of a ranking, in thousandths
precision() {
	jq -r .id | awk -F: '$1 == "r" { n++; sum += n / NR }
		END { printf "%.0f\n", 1000 * sum / n }'
}

# measure WORDS VECTORS: sets $words, $vectors and $fused, and $lost: by how much
# fusion is worse than the better one
measure() {
	perl make.pl "$1" "$2" >papers
	jq -c 'del(.embedding)' papers >bare
	words=$(prank zebra bare | precision)
	vectors=$(prank --query-embedding query unicorn papers | precision)
	fused=$(prank --query-embedding query zebra papers | precision)
	lost=$(((words > vectors ? words : vectors) - fused))
	echo "# words $words, vectors $vectors, fused $fused"
}

measure none all
ok 'no paper has the word: vectors decide' $((vectors < 950 || lost > 0))
measure all alike
ok 'all vectors are one: words decide' $((words < 950 || lost > 0))
measure all all
ok 'both help: nothing is lost' $((lost > 0))
measure half half
ok 'each helps with one half: fusion finds more than either' $((lost >= -200))
measure noise all
ok 'words that mislead cost less than four tenths' $((vectors < 950 || lost > 400))
measure all noise
ok 'vectors that mislead, too' $((words < 950 || lost > 400))

# The formula, by hand: ranks 1, 2 and 3 by words; 2, -, 1 by vectors
vector() { # NUMBER...
	perl -MMIME::Base64 -e 'print encode_base64(pack("f<*", @ARGV), "")' "$@"
}
cat >three <<END
{"id":"a:1","title":"zebra zebra zebra","embedding":"$(vector 1 1)","embedding_model":"e"}
{"id":"a:2","title":"a zebra and a horse"}
{"id":"a:3","title":"horses","embedding":"$(vector 2 0)","embedding_model":"e"}
END
cat >sought <<END
{"id":"q","embedding":"$(vector 1 0)","embedding_model":"e"}
END
check 'the scores' 0 '["a:1",32.522475] ["a:3",32.266458] ["a:2",32.258065]' \
	'prank --query-embedding sought zebra three | jq -c "[.id, .score]" | xargs -0 | tr "\n" " " | sed "s/ *$//"'
check 'out of a pipe, and the first' 0 '"a:1"' \
	'cat three | prank -n 1 --query-embedding sought zebra | jq .id'
prank -S -q zebra three >stats
check 'with statistics of others' 0 "$(prank --query-embedding sought zebra three)" \
	'prank -n 3 -s stats -q zebra --query-embedding sought three'
check 'likes have vectors, too' 0 '"a:3"' \
	'(cat sought; echo "{\"id\":\"l\",\"title\":\"horses\"}") >liked; prank -n 1 -l liked three | jq .id'
check 'less like what is disliked' 0 '"a:1"' \
	'echo "{\"id\":\"d\",\"embedding\":\"$(vector 2 0.5)\",\"embedding_model\":\"e\"}" >disliked
	prank -n 1 -q zebra -l sought --dislike disliked three 2>/dev/null | jq .id'

# Where there is nothing to compare, nothing changes.
jq -c 'del(.embedding)' three >bare
check 'papers without vectors: as plain prank' 0 "$(prank zebra bare)" \
	'prank --query-embedding sought zebra bare'
quiet 'without a word'
check 'a query without: as plain prank' 0 "$(prank zebra bare)" \
	'prank zebra three | jq -c "del(.embedding)"'
check 'another model' 0 "$(prank zebra three)" \
	'sed "s/\"e\"/\"f\"/" sought >other; prank --query-embedding other zebra three'
check 'another model of one paper: it has its rank by words twice' 0 \
	'["a:1",32.786885] ["a:2",32.258065] ["a:3",31.746032]' \
	'sed "3s/\"e\"/\"f\"/" three | prank --query-embedding sought zebra |
		jq -c "[.id, .score]" | xargs -0 | tr "\n" " " | sed "s/ *$//"'
check 'another length' 0 "$(prank zebra three)" \
	'echo "{\"id\":\"q\",\"embedding\":\"$(vector 1 0 0)\",\"embedding_model\":\"e\"}" >long
	prank --query-embedding long zebra three'
for broken in '"x"' '"AAAA"' '7' "\"$(vector nan 1)\"" "\"$(vector 0 0)\""; do
	check "a vector that is none: $broken" 0 "$(prank zebra bare)" \
		'jq -c ".embedding = $broken | .embedding_model = \"e\"" bare |
			prank --query-embedding sought zebra | jq -c "del(.embedding, .embedding_model)" |
			sed "s/,\"x\":1//" >got
		prank zebra bare | jq -c "del(.embedding_model)" | cmp - got && prank zebra bare'
done
check 'no vector in the file of the query' 2 '' 'prank --query-embedding bare zebra three'
said 'is said' '^prank: bare: no paper with an embedding$'

# pask --embed makes them
language_model
unset OPENAI_API_KEY
check 'pask --embed' 0 '{"id":"a:1","title":"T","abstract":"A","embedding":"AAAAPwAAgL8AAABA","embedding_model":"e"}' \
	'echo "{\"id\":\"a:1\",\"title\":\"T\",\"abstract\":\"A\"}" | pask --embed -c kept'
asked 'the endpoint' '^POST /v1/embeddings HTTP/1.1$'
asked 'title and abstract' '^\{"model":"e","input":"T\\n\\nA"\}$'
check 'is not asked again' 0 1 \
	'echo "{\"id\":\"a:1\",\"title\":\"T\",\"abstract\":\"A\"}" | pask --embed -c kept >/dev/null; grep -c ^POST requests'
check 'nothing to ask about' 0 '{"id":"a:1"} 1' \
	'echo "$(echo "{\"id\":\"a:1\"}" | pask --embed) $(grep -c ^POST requests)"'
reply answer.json '200 OK' <<'END'
{"data":[{"embedding":[1,"x",1e99]}]}
END
check 'numbers that are none' 3 '{"id":"a:2","title":"T"}' 'echo "{\"id\":\"a:2\",\"title\":\"T\"}" | pask --embed'
said 'is said' '^pask: a:2: embedding: the embedding is not a list of numbers$'

plan
