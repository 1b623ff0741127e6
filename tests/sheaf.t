#!/bin/sh
# shellcheck source=tests/lib.sh disable=SC2016
. "${0%/*}/lib.sh"

echo '{"id":"a:1","title":"A title"}' >papers
paper=$(cat papers)

# runs a tree that lies in another place than it was made for, with no tool in
# PATH
root=$work/root
prefix=$root/opt/sheaf
make -s -C "$top" B="$B" DESTDIR="$root" PREFIX=/opt/sheaf install >log 2>&1
ok 'make install' $?
sed 's/^/# /' log
PATH=$prefix/bin:/usr/bin:/bin
libexec=$prefix/libexec/sheaf

check 'only sheaf is in PREFIX/bin' 0 sheaf 'ls "$prefix/bin"'
tools='browse digest pask pfetch pfmt pgrep pmail pparse prank psort puniq site subscribe'
check 'the tools are in libexec/sheaf' 0 "$tools" \
	'ls "$libexec" | xargs'
check 'a tool' 0 "$paper" 'sheaf pgrep title papers'
check 'its status' 1 '' 'sheaf pgrep zebra papers'
check 'its options' 0 1 'sheaf pgrep -c title papers'
check 'arguments as they are' 1 '' 'sheaf pgrep "a  *" "papers" -k "id"'
for option in --path --functions --completions --help --version; do
	check "$option, which cannot be written" 2 '' "sheaf $option >/dev/full"
done
check '--path' 0 "$libexec" 'sheaf --path'
check '-- CMD' 0 "$libexec/pgrep" 'sheaf -- sh -c "command -v pgrep"'
check 'and its children' 0 1 "sheaf -- sh -c 'sh -c \"pgrep -c title papers\"'"
check 'the status of CMD' 7 '' 'sheaf -- sh -c "exit 7"'
check 'else PATH is as it was' 1 '' \
	'command -v pgrep | grep -F "$prefix"'

sheaf --functions >functions
for shell in sh bash; do
	command -v $shell >/dev/null || continue
	check "--functions, in $shell" 0 "$paper" \
		"$shell -c '. ./functions; pgrep title <papers'"
	check "they are not seen by scripts, in $shell" 1 '' \
		"$shell -c '. ./functions; sh -c \"command -v pgrep\"' | grep -F \"$prefix\""
done
check 'a function for each tool' 0 "$tools" \
	'sed "s/(.*//" functions | xargs'

# complete WORD...: what bash offers for the last word, in one line
cat >complete <<'EOF'
eval "$(sheaf --functions)"
eval "$(sheaf --completions)"
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
[[ $(complete -p "$1") == *"-F _sheaf $1" ]] || exit
_sheaf
printf '%s\n' "${COMPREPLY[@]}" | xargs
EOF
if command -v bash >/dev/null; then
	check 'completions: tools' 0 \
		"$(echo "$tools" | tr ' ' '\n' | grep ^p | xargs)" \
		'bash complete sheaf p'
	check 'of sheaf' 0 '--path' 'bash complete sheaf --p'
	check 'of a tool' 0 '--perl-regexp --partial' \
		'bash complete sheaf pgrep --p'
	check 'of a function' 0 '--files-without-match --files-with-matches' \
		'bash complete pgrep x --files-w'
	check 'nothing of what the help says' 0 '--output' \
		'bash complete pgrep --o | tr " " "\n" | sort -u | grep output'
	check 'no options where none can be' 0 '' 'bash complete pgrep x'
	check 'commands' 0 'printf' 'bash complete sheaf -- printf | tr " " "\n" |
		grep -x printf | sort -u'
	check 'nothing for a tool that is not there' 0 '' \
		'bash complete sheaf zebra --p'
else
	skip 'completions' 'no bash'
fi
check 'they are installed' 0 '' 'sheaf --completions |
	cmp - "$prefix/share/bash-completion/completions/sheaf"'

summary=$("$libexec/pgrep" --help | sed -n 2p)
check '--help: the tools and what they do' 0 "$summary" \
	'sheaf --help | sed -n "s/^  pgrep *//p"'
check '--version' 0 1 'sheaf --version | grep -c "^sheaf [0-9]"'
for words in '' '-x' 'zebra' '../sheaf/pgrep' 'sheaf' '--' '""'; do
	check "sheaf $words" 2 '' "sheaf $words"
	sed -n 1p stderr | grep -q '^sheaf: '
	ok 'is wrong, and that is said' $?
done
printf '#!/bin/sh\necho "digest $*"\n' >"$libexec/digest"
chmod 755 "$libexec/digest"
check 'a script is a tool' 0 'digest a b' 'sheaf digest a b'
mkdir "$libexec/folder"
echo x >"$libexec/text"
check 'a folder is none' 2 '' 'sheaf folder'
check 'nor is a text' 2 '' 'sheaf text'
check 'neither is listed' 1 '' 'sheaf --functions | grep -e text -e folder'
rm -r "$libexec/digest" "$libexec/folder" "$libexec/text"
mv "$libexec" gone
check 'without the tools' 2 '' 'sheaf pgrep x papers'
said 'it says so' '^sheaf: /opt/sheaf/libexec/sheaf: '
mv gone "$libexec"

if command -v man >/dev/null; then
	for page in '1 sheaf' '5 sheaf' '7 sheaf' '1 sheaf-pgrep'; do
		# shellcheck disable=SC2086
		MANPATH=$prefix/share/man man -w $page >place 2>stderr &&
			grep -q "^$prefix/" place
		ok "man $page" $?
	done
else
	skip 'man' 'no man(1)'
fi
check 'no page shadows another program' 0 '' \
	'find "$prefix/share/man" -type f ! -name "sheaf*"'

make -s -C "$top" B="$B" DESTDIR="$root" PREFIX=/opt/sheaf uninstall >log 2>&1
ok 'make uninstall' $?
check 'leaves no file, nor our folder' 0 '' 'find "$root" -type f; ls "$libexec" 2>/dev/null || :'

make -s -C "$top" B="$B" PREFIX="$work/usr" install >log 2>&1
ok 'make install, without DESTDIR' $?
ln -s usr/bin/sheaf link
check 'sheaf by a link from elsewhere' 0 "$paper" './link pgrep title papers'
echo precious >keep
check 'a blank in PREFIX is refused before anything is touched' 2 '' \
	'make -s -C "$top" B="$B" uninstall PREFIX="$PWD/keep me"'
check 'nothing was removed' 0 precious 'cat keep'

plan
