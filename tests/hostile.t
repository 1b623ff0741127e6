#!/bin/sh
# What a server, a redirect or a record may do to pfetch, and what it may not:
# secrets that ride along, addresses of this machine, answers without an end.
# shellcheck disable=SC2016,SC2034 # check() evaluates
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"
unset SHEAF_MAILTO
SOURCE_DATE_EPOCH=1762065000 # 2025-11-02T06:30:00Z
HOME=$PWD XDG_RUNTIME_DIR=$PWD XDG_CACHE_HOME=$PWD/cache
export SOURCE_DATE_EPOCH HOME XDG_RUNTIME_DIR XDG_CACHE_HOME

echo fine | reply ok '200 OK' 'Content-Type: text/plain'

# Secrets (axel #491, tcurl #6, jeroen/curl #260)

for to in field bearer basic query; do
	reply $to '302 Found' "Location: http://localhost:{PORT}/to-$to" \
		'Set-Cookie: c=1' 'Content-Length: 0' </dev/null
done
reply echoed '302 Found' 'Content-Length: 0' </dev/null \
	'Location: http://localhost:{PORT}/to-echoed?api_key=s3cret&x=1'
reply within '302 Found' 'Content-Length: 0' </dev/null \
	'Location: /works/W3?x=1&api_key=s3cret'
cat >routes <<'END'
GET /graph/v1/paper/1 field
GET /daily bearer
GET /netrc basic
GET /works/W1?api_key=s3cret query
GET /works/W2?api_key=s3cret echoed
GET /works/W4?api_key=s3cret within
GET * ok
END
answer routes
here=http://127.0.0.1:$port there=http://localhost:$port
# rides NAME COMMAND FIELD: COMMAND sends FIELD to the first host, and to the
# one that it leads to neither that nor a cookie
rides() {
	rm -f requests
	check "$1: a redirect" 0 '"fine\n"' "$2 | jq .body"
	check "$1: goes to its own host only" 0 '1 2' \
		"echo \$(grep -ciE '$3' requests) \$(grep -c ^GET requests)"
	never_asked "$1: no cookie" '^cookie'
}

SHEAF_S2_ENDPOINT=$here
export SHEAF_S2_ENDPOINT
rides x-api-key "S2_API_KEY=s3cret pfetch $here/graph/v1/paper/1" '^x-api-key: s3cret'
rides 'the older name of it' \
	"SEMANTIC_SCHOLAR_API_KEY=s3cret pfetch $here/graph/v1/paper/1" '^x-api-key: s3cret'
unset SHEAF_S2_ENDPOINT
echo file-token >token
HF_ENDPOINT=$here
export HF_ENDPOINT
rides Bearer "HF_TOKEN=s3cret pfetch $here/daily" '^authorization: bearer s3cret'
rides HUGGING_FACE_HUB_TOKEN \
	"HUGGING_FACE_HUB_TOKEN=s3cret pfetch $here/daily" '^authorization: bearer s3cret'
rides HF_TOKEN_PATH \
	"HF_TOKEN_PATH=$PWD/token pfetch $here/daily" '^authorization: bearer file-token'
rides HF_HOME "HF_HOME=$PWD pfetch $here/daily" '^authorization: bearer file-token'
(
	umask 077
	printf 'machine %s login me password s3cret\n' 127.0.0.1 localhost >.netrc
)
unset HF_ENDPOINT
rides netrc "pfetch $here/netrc" \
	"^authorization: basic $(printf me:s3cret | base64)"
rm .netrc

SHEAF_OPENALEX_ENDPOINT=$here OPENALEX_API_KEY=s3cret
export SHEAF_OPENALEX_ENDPOINT OPENALEX_API_KEY
rides 'a key in the query' "pfetch $here/works/W1" 'api_key=s3cret'
rides 'one that the server sends on' "pfetch $here/works/W2" 's3cret'
check 'it is not in the document, nor said' 0 \
	"[\"$here/works/W2\",\"$there/to-echoed?x=1\"]" \
	'pfetch -v "$here/works/W2" >doc; jq -c "[.url, .final_url]" doc; ! grep s3cret doc stderr'
check 'one that it sends back to us goes out once' 0 \
	"[\"$here/works/W4\",\"$here/works/W3?x=1\"]" \
	'pfetch "$here/works/W4" | jq -c "[.url, .final_url]"'
asked 'it went out' '^GET /works/W3\?x=1&api_key=s3cret '
unset OPENALEX_API_KEY SHEAF_OPENALEX_ENDPOINT

# key NAME SERVICE PATH PATTERN: what the variable NAME holds goes to the
# service, and stands in nothing that is written, an error included
key() {
	rm -f requests
	eval "export SHEAF_$2_ENDPOINT=$here"
	check "$1" 3 '' "$1=s3cret pfetch -v $here$3 $here/none$3 >doc
		s=\$?; grep s3cret doc stderr; (exit \$s)"
	asked "$1: sent" "$4"
	eval "unset SHEAF_$2_ENDPOINT"
}
printf 'GET /@ ok\nGET /works/W1?api_key=s3cret ok\nGET /entrez/eutils/x?api_key=s3cret ok\n' >routes
printf 'GET /v1/search ok\nGET /v2/10.1/x?email=s3cret ok\nGET /graph/v1/x ok\n' >>routes
answer routes
here=http://127.0.0.1:$port
key OPENALEX_API_KEY OPENALEX /works/W1 '^GET /none/works/W1\?api_key=s3cret '
key NCBI_API_KEY NCBI /entrez/eutils/x '^GET /entrez/eutils/x\?api_key=s3cret '
key SHEAF_MAILTO UNPAYWALL /v2/10.1/x '^GET /v2/10.1/x\?email=s3cret '
key ADS_API_TOKEN ADS /v1/search '^Authorization: Bearer s3cret$'
key ZOTERO_API_KEY ZOTERO /users/1/items '^Zotero-API-Key: s3cret$'
key S2_API_KEY S2 /graph/v1/x '^x-api-key: s3cret$'

check 'a password in an address' 2 'a password in an address: netrc is the place for it' \
	'pfetch "http://me:s3cret@127.0.0.1:$port/" >doc; s=$?; jq -r .error doc; (exit $s)'
said 'it is said' "^pfetch: http://127.0.0.1:$port/: a password in an address"
check 'an @ in the path is none' 0 1 'pfetch "page:$here/@" | wc -l'
asked 'it is asked for' '^GET /@ '
for request in "oai:http://me:s3cret@127.0.0.1:$port/oai" \
	"page:http://me@127.0.0.1:$port/" 'http://a.example\@127.0.0.1/'; do
	check "$request" 2 '' 'pfetch "$request" >doc; s=$?; grep s3cret doc stderr; (exit $s)'
done
never_asked 'the others were not asked' 'oai|^GET / |^authorization: basic'

# Where a redirect may lead

certify
serve "$PWD" 'ssl http2' "location /down { return 302 $here/works/W1; }
	location /up { return 302 /ok; }
	location /told { return 200 '\$server_protocol, connection \$connection'; }"
CURL_CA_BUNDLE=$PWD/tls.crt
export CURL_CA_BUNDLE
rm -f requests
touch requests
check 'https' 0 1 'pfetch "https://127.0.0.1:$port/up" | grep -c "HTTP/1.1 200 OK"'
check 'HTTP/2, and one connection for all' 0 '3 HTTP/2.0, connection' \
	'for i in 1 2 3; do echo "https://127.0.0.1:$port/told?$i"; done | pfetch -j 3 |
		jq -r .body | sort | uniq -c | sed "s/^ *//; s/ [0-9]*\$//"'
check 'https never to http' 3 'HTTP/1.1' \
	'pfetch "https://127.0.0.1:$port/down" >doc; s=$?
	jq -r ".body // \"HTTP/1.1\"" doc; (exit $s)'
said 'it is said' ": a redirect to $here/works/W1, which is not followed\$"
never_asked 'it was not asked' .
check 'a certificate that nobody vouches for' 3 'the certificate is not valid' \
	'CURL_CA_BUNDLE= pfetch "https://127.0.0.1:$port/up" >doc; s=$?
	jq -r .error doc; (exit $s)'
check 'SSL_CERT_FILE' 0 1 'env -u CURL_CA_BUNDLE SSL_CERT_FILE="$PWD/tls.crt" \
	pfetch "https://127.0.0.1:$port/up" | wc -l'

# Addresses out of records

reply to-file '302 Found' "Location: file://$PWD/token" 'Content-Length: 0' </dev/null
reply to-here '302 Found' 'Location: http://127.0.0.1:{PORT}/ok' 'Content-Length: 0' \
	</dev/null
printf 'GET /to-file to-file\nGET /to-here to-here\nGET * ok\n' >routes
answer routes
here=http://127.0.0.1:$port
check 'a redirect to a file' 3 null 'pfetch "$here/to-file" >doc; s=$?
	jq .body doc; (exit $s)'
rm -f requests
touch requests
sed "s/PORT/$port/" >addresses <<'END'
http://127.0.0.1:PORT/
http://127.1:PORT/
http://2130706433:PORT/
http://0x7f000001:PORT/
http://0x7F.0.0.1:PORT/
http://0177.0.0.1:PORT/
http://017700000001:PORT/
http://0:PORT/
http://0.0.0.0:PORT/
http://127.255.0.3:PORT/
http://localhost:PORT/
http://LOCALHOST:PORT/
page:http://127.0.0.1:PORT/
oai:http://127.0.0.1:PORT/oai
http://10.1.2.3/
http://172.16.0.1/
http://172.31.255.255/
http://192.168.1.1/
http://169.254.169.254/latest/meta-data/
http://100.64.0.1/
http://198.18.0.1/
http://255.255.255.255/
http://224.0.0.1/
END
sed "s/PORT/$port/" >addresses6 <<'END'
http://[::1]:PORT/
http://[::]:PORT/
http://[0:0:0:0:0:0:0:1]:PORT/
http://[::ffff:127.0.0.1]:PORT/
http://[::ffff:7f00:1]:PORT/
http://[::127.0.0.1]:PORT/
http://[64:ff9b::127.0.0.1]:PORT/
http://[2002:7f00:1::]:PORT/
http://[fe80::1]/
http://[fec0::1]/
http://[fd00:ec2::254]/
http://[ff02::1]/
END
refused='an address of this machine or of a private network, out of a record'
jq -Rc '{id: "x:\(input_line_number)", url: .}' addresses addresses6 >papers
check 'addresses of this machine, of private networks' 3 "$(sed "s/.*/$refused/" papers)" \
	'pfetch -k url <papers >docs; s=$?; jq -r .error docs; (exit $s)'
check 'also from papers without an id' 3 "$refused" \
	'jq -c "del(.id)" papers | sed 1q | pfetch -k url >doc; s=$?; jq -r .error doc
	(exit $s)'
check 'in an array' 3 "$refused" \
	'jq -sc "{id: \"x:1\", url: [.[0].url]}" papers | pfetch -k url >doc; s=$?
	jq -r .error doc; (exit $s)'
check 'without -k' 3 "$refused" \
	'echo "{\"id\":\"$here/\"}" | pfetch >doc; s=$?; jq -r .error doc; (exit $s)'
check 'nobody asks a proxy for them' 3 'the host is not known' \
	'echo "{\"id\":\"http://host.invalid/\"}" | http_proxy=$here pfetch >doc; s=$?
	jq -r .error doc; (exit $s)'
for file in ./token "$PWD/token" ../x - "/dev/stdin"; do
	check "a file: $file" 3 'a file, out of a record' \
		'jq -nc --arg f "$file" "{id: \"x:1\", url: \$f}" | pfetch -k url >doc
		s=$?; jq -r .error doc; (exit $s)'
done
never_asked 'nobody was asked' .
check 'the user may' 0 2 'echo "$here/" | pfetch | cat - token | wc -l'
check 'a mirror that the user has chosen' 0 '"fine\n"' \
	'echo "{\"id\":\"arxiv:2509.01234\"}" |
	HF_ENDPOINT=$here pfetch -p hf:paper/ | jq .body'

check 'a proxy' 0 '"fine\n"' 'http_proxy=$here pfetch http://host.invalid/x | jq .body'
asked 'it is asked' '^GET http://host.invalid/x HTTP/1.1$'
check 'no_proxy' 3 '"the host is not known"' \
	'http_proxy=$here no_proxy=host.invalid pfetch http://host.invalid/x >doc; s=$?
	jq .error doc; (exit $s)'

# A connection that the user's own request has opened is no way round.
rm -f access
serve "$PWD"
mkfifo in out
pfetch -k url <in >out 2>/dev/null &
exec 3>in 4<out
echo "http://127.0.0.1:$port/ok" >&3
read -r line <&4
ok 'the user asks' "$(printf '%s\n' "$line" | jq 'if has("body") then 0 else 1 end')"
echo "{\"id\":\"x:1\",\"url\":\"http://127.0.0.1:$port/ok\"}" >&3
read -r line <&4
check 'a record then does not get it' 0 "$refused" \
	'printf "%s\n" "$line" | jq -r .error'
exec 3>&- 4<&-
wait $!
check 'one request was sent' 0 1 'wc -l <access'

# Answers without end, under a limit of memory where there can be one

limit='ulimit -v 400000'
# shellcheck disable=SC3045 # where there is no -v, there is no limit
(ulimit -v 400000 && pfetch --version) >/dev/null 2>&1 || limit=: # sanitizers
printf 'HTTP/1.1 200 OK\nContent-Type: text/plain\n\n' >text
printf 'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n' >chunked
printf 'HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n' >gzipped
printf 'HTTP/1.1 200 OK' >header
printf 'HTTP/1.1 200 OK\nX: ' >one-header
head -c 65536 /dev/zero | tr '\0' x >block
{ printf '10000\r\n' && cat block && printf '\r\n'; } >chunk
printf 'X-%01000d: x\r\n' 1 >field
head -c 100000000 /dev/zero | gzip -1 >bomb
printf 'HTTP/1.1 103 Early Hints\r\n\r\n' >hint
printf 'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n0\r\n' >trailer
cat >routes <<'END'
GET /body text+block
GET /chunks chunked+chunk
GET /bomb gzipped+bomb
GET /headers header+field
GET /header one-header+block
GET /hints hint+hint
GET /trailers trailer+field
END
answer routes
here=http://127.0.0.1:$port
cut() { # PATH PATTERN: it is cut, with one clear line
	check "$1: cut" 3 '[true,false,false]' \
		'($limit; exec pfetch "$here'"$1"'") >doc; s=$?
		jq -c "[has(\"error\"), has(\"body\"), has(\"body_base64\")]" doc; (exit $s)'
	said "$1: said" "^pfetch: $here$1: $2\$"
}
cut /body 'the body is larger than 32 MiB'
cut /chunks 'the body is larger than 32 MiB'
cut /bomb 'the body is larger than 32 MiB'
cut /headers 'more than 256 KiB of header'
cut /header '.+'
cut /hints 'more than 256 KiB of header'
cut /trailers 'more than 256 KiB of header'

check 'a mail address that is more than one' 2 '' \
	"SHEAF_MAILTO='a@b
X-Field: 1' pfetch -N hf:daily"
said 'it is said' '^pfetch: SHEAF_MAILTO is not'

plan
