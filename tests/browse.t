#!/bin/sh
# browse, with fzf as a filter, and with one that presses keys.
# shellcheck source=tests/lib.sh disable=SC2016,SC2034
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"
HOME=$work
export HOME
unset XDG_DATA_HOME XDG_CACHE_HOME FZF_DEFAULT_OPTS WAYLAND_DISPLAY BROWSER
huggingface

check '--help' 0 'usage: browse [FILE ...]' 'sheaf browse --help | sed 1q'
check '--version' 0 "browse (sheaf) $(sheaf --version | cut -d ' ' -f 2)" \
	'sheaf browse --version'
check 'an unknown option' 2 '' 'sheaf browse --no-such'

mkdir stubs
cat >stubs/fzf <<'END'
#!/bin/sh
# Presses the keys of KEYS at the second paper, and takes it.
cat >lines
for key in $KEYS; do
	for arg; do
		case $arg in
		"$key:execute-silent("*)
			command=${arg#*\(}
			sh -c "$(printf '%s' "${command%)*}" | sed "s/{1}/'2'/g")"
			;;
		esac
	done
done
for arg; do
	case $arg in *BROWSE/show*) sh -c "$(printf '%s' "$arg" | sed "s/{1}/'2'/")" >preview ;; esac
done
[ -z "${TAKE-x}" ] || sed -n 2p lines
exit "${FZF_STATUS:-0}"
END
cat >stubs/xclip <<'END'
#!/bin/sh
cat >clipboard
END
cat >stubs/reader <<'END'
#!/bin/sh
echo "$1" >>opened
END
chmod +x stubs/*
PATH=$work/stubs:$PATH
head -n 3 "$fixtures/papers.jsonl" >papers
second=$(sed -n 2p papers | jq -r .title)

check 'what is picked goes out as papers' 0 "$(sed -n 2p papers)" \
	'KEYS= sheaf browse papers'
quiet 'in silence'
check 'it was shown' 0 1 'grep -c "$second" lines'
check 'with a preview' 0 1 'grep -c "Inverse IFEval" preview'
check 'from standard input' 0 "$(sed -n 2p papers)" 'KEYS= sheaf browse - <papers'
check 'today without a file' 0 1 'KEYS= sheaf browse | wc -l | tr -d " "'
check 'nothing is picked' 0 '' 'TAKE= FZF_STATUS=130 KEYS= sheaf browse papers'
check 'fzf fails' 2 '' 'TAKE= FZF_STATUS=2 KEYS= sheaf browse papers'
check 'no place for its files' 2 '' 'TMPDIR=/dev/null/x sheaf browse papers'
check 'keys: open, PDF, copy' 0 \
	"$(sed -n 2p papers | jq -r '.url, .pdf')" \
	'DISPLAY=x BROWSER=reader KEYS="ctrl-o alt-o ctrl-y" sheaf browse papers >picked
	cat opened'
check 'the clipboard has BibTeX' 0 "$(sed -n 2p papers | pfmt -f bibtex)" 'cat clipboard'
check 'like, twice' 0 "$(sed -n 2p papers)" \
	'KEYS="ctrl-l ctrl-l" sheaf browse papers >picked
	cat .local/share/sheaf/liked'
for n in 1 2 3; do
	sed "s/\(arxiv:[0-9.]*\)/\1$n/" papers
done | grep -v "$second" >others
sed -n 2p papers >>others
sed -n 2p papers | sed 's/arxiv:[0-9.]*/&9/' >>others
check 'what was liked comes first, what is like it too' 0 2 \
	'KEYS= sheaf browse others >picked; sed 2q lines | grep -c "$second"'

echo '{"id":"arxiv:1","title":"$(touch it) `touch it` '"';touch it;'"' {1}","url":"javascript:alert(1)"}' >hostile
sed 1q papers >two && cat hostile >>two
echo '{' >>.local/share/sheaf/liked
check 'a broken line in what was liked' 3 1 'KEYS= sheaf browse papers | wc -l | tr -d " "
	KEYS= sheaf browse papers >picked'
rm -r opened .local
check 'a hostile title' 0 "$(cat hostile)" \
	'BROWSER=reader KEYS=ctrl-o sheaf browse two'
check 'is no command, its address is not opened' 0 '' 'ls it opened 2>/dev/null || :'
check 'no papers' 0 '' 'KEYS= sheaf browse /dev/null'
check 'no such file' 3 '' 'KEYS= sheaf browse none'
check 'a broken record' 3 "$(sed -n 2p papers)" \
	'(sed 2q papers; echo "{") >broken; KEYS= sheaf browse broken'
rm stubs/fzf
if command -v fzf >/dev/null; then
	check 'with fzf itself' 0 "$(sed -n 2p papers)" \
		'FZF_DEFAULT_OPTS="--filter=Inverse" sheaf browse papers'
else
	check 'without fzf' 2 '' 'sheaf browse papers'
fi
plan
