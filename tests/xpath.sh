# Sourced by tests that read captured XML a second time, with xmllint.
# shellcheck shell=sh

# texts XPATH FILE: of the nodes (or attributes), word by word, without C1
# controls (of the recorder, that read UTF-8 as Latin-1) and TeX in names; what
# authors typed as HTML is undone
c1=$(printf '\302[\200-\237]')
texts() {
	xmllint --xpath "$1" "$2" 2>/dev/null |
		sed "s/^ [a-z]*=\"\(.*\)\"\$/\1/; s/&lt;/</g; s/&gt;/>/g
			s/&#10;/ /g; s/&amp;/\\&/g; s/$c1//g
			s/<br>/ /g; s/&#64257;/$(printf '\357\254\201')/g
			s/&#955;/$(printf '\316\273')/g
			s/Andr\\\\'e/$(printf 'Andr\303\251')/; s/^\(PMC[0-9]*\)[.]1\$/\1/
			s/>Heath,</>Heath</; s/^Heath,$/Heath/
			s/Ka{\(.*\)}niche/Ka\1niche/" | words
}
words() {
	tr -s '[:space:]' '[\n*]' | sed '/^$/d'
}

# agree NAME FILE JQ XPATH: do the words that JQ finds in the papers stand in
# the file, too, all of them and in that order?
agree() {
	texts "$4" "$2" >want
	jq -r "$3 // empty" got | words >have
	cmp -s want have
	ok "$1" $?
}

# n NAME: a step to the element NAME, whatever its namespace
n() {
	printf '*[local-name()="%s"]' "$1"
}
