# Sourced after lib.sh by tests that fetch: servers on loopback, which end with
# the test. Each is listening when its function returns.
# shellcheck shell=sh
# shellcheck disable=SC2154 # top, fixtures, servers: lib.sh
# shellcheck disable=SC2094 # port is a FIFO
PATH=$PATH:/usr/sbin

# answer ROUTES: a server that answers as told (tests/server says how); sets
# $port, and notes requests in ./requests
answer() {
	rm -f requests port
	mkfifo port
	"$top/tests/server" "$1" requests >port &
	servers="$servers $!"
	read -r port <port
}

# reply NAME STATUS [HEADER ...]: an answer for the scripted server, its body
# from standard input
reply() {
	name=$1
	{
		printf 'HTTP/1.1 %s\n' "$2"
		shift 2
		[ $# = 0 ] || printf '%s\n' "$@"
		echo
		cat
	} >"$name"
}

# fast TIMES COMMAND...: under a clock that runs so many times as fast; where
# there is no faketime, one that is right
fast() {
	speed=$1
	shift
	if command -v faketime >/dev/null; then
		# it is loaded in front of the sanitizer, which that does not like
		ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0 \
			faketime -f "+0 x$speed" "$@"
	else
		"$@"
	fi
}

# asked NAME PATTERN: the scripted server was sent such a line (grep -E)
asked() {
	grep -Eq -- "$2" requests
	ok "$1" $?
}

never_asked() {
	! grep -Eiq -- "$2" requests
	ok "$1" $?
}

# certify: makes tls.pem, the key and certificate of a server on 127.0.0.1
certify() {
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 \
		-addext subjectAltName=IP:127.0.0.1 \
		-keyout tls.key -out tls.crt 2>tls.err &&
		cat tls.key tls.crt >tls.pem
}

# serve FOLDER [LISTEN [LOCATION]]: nginx, with gzip, validators and kept
# connections; sets $port, and notes requests in ./access. The answer to
# /api/X?ARGS is the file FOLDER/api/X/ARGS, else FOLDER/api/X/none. LISTEN is
# added to the address; with `ssl`, certify has to be called before.
serve() {
	user=
	[ "$(id -u)" != 0 ] || user='user root;' # else it cannot read here
	rm -f port
	mkfifo port
	cat >nginx.conf <<-END
		daemon off;
		worker_processes 1;
		$user
		pid nginx.pid;
		error_log stderr crit;
		events { }
		http {
			log_format line '\$connection \$status \$request';
			access_log access line;
			client_body_temp_path tmp;
			proxy_temp_path tmp;
			fastcgi_temp_path tmp;
			uwsgi_temp_path tmp;
			scgi_temp_path tmp;
			default_type application/json;
			gzip on;
			gzip_min_length 0;
			gzip_types *;
			server {
				listen 127.0.0.1:PORT${2+ }${2-};
				${2:+ssl_certificate $PWD/tls.pem;}
				${2:+ssl_certificate_key $PWD/tls.pem;}
				root $1;
				${3-}
				location /api/ {
					try_files \$uri/\$args \$uri/none =404;
				}
			}
		}
	END
	# nginx takes over a socket that is named in NGINX, so the port is free
	# and open before it starts.
	perl -MIO::Socket::INET -e '
		$^F = 255;
		$s = IO::Socket::INET->new(LocalAddr => "127.0.0.1",
			Listen => 64) or die $@;
		$port = $s->sockport;
		local ($^I, @ARGV) = ("", "nginx.conf");
		while (<>) { s/:PORT/:$port/; print }
		select STDOUT;
		print "$port\n";
		close STDOUT;
		open STDOUT, ">&STDERR";
		$ENV{NGINX} = fileno($s) . ";";
		exec "nginx", "-p", ".", "-e", "stderr", "-c", "nginx.conf";
	' >port 2>nginx.err &
	servers="$servers $!"
	read -r port <port
}

# language_model: an endpoint that knows one answer; sets and exports what names
# it
language_model() {
	reply answer.json '200 OK' 'Content-Type: application/json' <<-'END'
		{"choices":[{"message":{"content":"7 of 10: a paper."}}],"data":[{"embedding":[0.5,-1,2]}]}
	END
	echo 'POST * answer.json' >routes
	answer routes
	OPENAI_BASE_URL=http://127.0.0.1:$port/v1 OPENAI_MODEL=m
	OPENAI_EMBEDDING_MODEL=e
	export OPENAI_BASE_URL OPENAI_MODEL OPENAI_EMBEDDING_MODEL
}

# huggingface: serves the day of tests/fixtures as huggingface.co would, other
# days empty; sets and exports HF_ENDPOINT
huggingface() {
	mkdir -p hub/api/daily_papers
	echo '[]' >hub/api/daily_papers/none
	for args in 'date=2025-09-05&' 'week=2025-W36&' 'month=2025-09&' \
		'sort=trending&' ''; do
		cp "$fixtures/hf-daily-2025-09-05.json" \
			"hub/api/daily_papers/${args}limit=100&p=0"
	done
	serve "$PWD/hub"
	HF_ENDPOINT=http://127.0.0.1:$port
	export HF_ENDPOINT
}

# smtp: an SMTP server that answers as the file ./script says (tests/smtp); sets
# $port, and leaves what it is given in ./taken
smtp() {
	rm -f port
	mkfifo port
	mkdir -p taken
	: >>script
	"$top/tests/smtp" script taken >port &
	servers="$servers $!"
	read -r port <port
}

# exim USER...: a mail server for USER@example.org, with a Maildir ./box/USER
# each; sets $port. What it has is in the boxes after `delivered`. Where there is
# a tls.pem it has STARTTLS, and the user `me` with the password `secret`.
exim() {
	as=$(id -un)
	[ "$as" != root ] || as=nobody
	mkdir -p box spool
	for name; do
		mkdir -p "box/$name"
	done
	cat >exim.conf <<-END
		primary_hostname = mail.example.org
		spool_directory = $PWD/spool
		log_file_path = $PWD/spool/%slog
		exim_user = $as
		exim_group = $(id -gn "$as")
		keep_environment =
		queue_only
		acl_smtp_rcpt = taken
		tls_advertise_hosts = $([ ! -e tls.pem ] || echo '*')
		tls_certificate = $PWD/tls.pem
		auth_advertise_hosts = \${if eq{\$tls_in_cipher}{}{}{*}}
		begin acl
		taken:
		  require verify = recipient
		  accept
		begin routers
		all:
		  driver = accept
		  local_parts = dsearch,filter=dir;$PWD/box
		  transport = box
		begin transports
		box:
		  driver = appendfile
		  directory = $PWD/box/\$local_part_data
		  maildir_format
		begin authenticators
		plain:
		  driver = plaintext
		  public_name = PLAIN
		  server_prompts = :
		  server_condition = \${if and{{eq{\$auth2}{me}}{eq{\$auth3}{secret}}}}
		  server_set_id = \$auth2
	END
	if [ "$(id -u)" = 0 ]; then
		chmod 755 .
		chown -R "$as" box spool
		[ ! -e tls.pem ] || chmod 644 tls.pem
	fi
	exim_at -bs
}

# exim_at OPTION...: one more port of that server; sets $port
exim_at() {
	rm -f port
	mkfifo port
	"$top/tests/inetd" "$as" exim4 -C "$PWD/exim.conf" "$@" >port \
		2>exim.err &
	servers="$servers $!"
	read -r port <port
}

# delivered: what exim has taken is in the boxes
delivered() {
	if [ "$as" = nobody ]; then
		su -s /bin/sh nobody -c "exec exim4 -C '$PWD/exim.conf' -qff" >exim.out 2>&1
	else
		exim4 -C "$PWD/exim.conf" -qff >exim.out 2>&1
	fi
}
