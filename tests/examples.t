#!/bin/sh
# Every command in the EXAMPLES of the pages runs: displays that begin with
# `.Bd -literal -offset indent`, in README.md blocks that begin with ```sh, a
# command a line, or more where a line ends in a backslash. The commands of a
# page run in turn in a folder that holds `papers` and `library.bib`, with the
# service on loopback; jobs.t runs what sheaf(7) says of jobs. Each must end with status 0, and print something or write
# a file. What README.md shows behind a `$` prints just that.
. "${0%/*}/lib.sh"
# shellcheck source=tests/servers.sh
. "$top/tests/servers.sh"

huggingface
language_model
SOURCE_DATE_EPOCH=1757073600 # noon on that day
HOME=$work
export SOURCE_DATE_EPOCH HOME
unset XDG_DATA_HOME XDG_CACHE_HOME

# A pager waits for a key, and not every machine has one.
mkdir pagers
printf '#!/bin/sh\nexec cat\n' >pagers/less
chmod +x pagers/less
PATH=$work/pagers:$PATH

# commands PAGE: its commands, as a reader of the page would type them
commands() {
	awk '
		/^\.Sh / { examples = $2 == "EXAMPLES" }
		/^\.Bd -literal -offset indent/ { display = examples; next }
		/^```sh/ { display = 1; next }
		/^\.Ed/ || /^```/ { display = 0 }
		display' "$1" |
		sed 's/\\(aq/'"'"'/g; s/\\(dq/"/g; s/\\&//g; s/\\-/-/g; s/\\e/\\/g' |
		awk 'sub(/\\$/, "") { printf "%s", $0; next } 1'
}

for page in "$top"/man/* "$top/README.md"; do
	name=$(basename "$page")
	commands "$page" >lines
	mkdir "$name"
	cd "$name" || exit 1
	cp "$fixtures/papers.jsonl" papers
	cp "$top/tests/cases/pparse/bibtex-shapes/input.bib" library.bib
	while IFS= read -r command; do
		cksum -- * >../before
		# what only sets a shell up is seen by the names it gives
		case $command in eval\ *) command="$command; command -V pgrep" ;; esac
		sh -eu -c "$command" >../out 2>../said </dev/null &&
			[ ! -s ../said ] &&
			{ [ -s ../out ] || ! cksum -- * | cmp -s - ../before; }
		ok "$name: $command" $?
		sed 's/^/# /' ../said
	done <../lines
	cd ..
done

cd README.md || exit 1
awk '
	/^    \$ / { n++; print substr($0, 7) >n ".command"; shown = 1; next }
	!/^(    |$)/ { shown = 0 }
	shown { print substr($0, 5) >n ".output" }' "$top/README.md"
for file in *.command; do
	command=$(cat "$file")
	check "README.md shows: $command" 0 "$(cat "${file%command}output")" \
		"$command"
done
cd ..
[ "$n" -gt 40 ]
ok 'the pages have examples' $?

plan
