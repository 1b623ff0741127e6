#!/bin/sh
# What all programs do alike: their options, the pages that list them, `-`, `--`.
. "${0%/*}/lib.sh"

# documented PAGE: options that have an .It of their own, one a line
documented() {
	awk '/^\.It Fl/ {
		for (i = 2; i <= NF; i++)
			if ($i == "Fl") option = 1
			else if ($i ~ /^[A-Z][a-z]$/) option = 0
			else if (option && $i != ",") print "-" $i
	}' "$1" | grep -vx -e --help -e --version | sort
}

# offered PROGRAM: options that --help lists, one a line
offered() {
	"$1" --help | sed -n 's/^  \(-.\), /\1\
/; s/^      //; s/\(--[a-z-]*\).*/\1/; /^-/p' |
		grep -vx -e --help -e --version | sort
}

# reads PROGRAM ARG...: what it makes of papers
reads() {
	name=$1
	shift
	case $name in
	pfetch) pfetch "$@" | jq -j .body ;;
	prank) prank --query one "$@" ;;
	pask) pask --max 0 -m none "The prompt" "$@" 2>/dev/null ;;
	pgrep) pgrep --regexp one "$@" ;;
	*) "$name" "$@" ;;
	esac
}

echo '{"id":"a:1","title":"The one"}' >papers
cp papers ./-x
for name in pfetch pparse pgrep psort puniq prank pask pfmt pmail; do
	documented "$top/man/sheaf-$name.1" >listed
	offered "$name" >offers
	[ -s offers ]
	ok "$name: --help lists options" $?
	diff listed offers >differs
	ok "$name: the page and --help list the same" $?
	sed 's/^/# /' differs

	check "$name: --help" 0 "usage: $name" \
		"$name --help | head -n 1 | cut -d ' ' -f 1-2"
	check "$name: --help that cannot be written" 2 '' \
		"$name --help >/dev/full"
	check "$name: --version" 0 "$name (sheaf) $(sheaf --version |
		cut -d ' ' -f 2)" "$name --version"
	quiet "$name: --version: no message"

	for wrong in --no-such --partia --partial=x --output -9; do
		check "$name: $wrong" 2 '' "$name $wrong"
		[ "$(sed -n "1s/^$name: .*/1/p; 2s/^usage: $name .*/2/p; 3p" \
			stderr | tr -d '\n')" = 12 ]
		ok "$name: $wrong: what is wrong, and the usage" $?
	done

	[ "$name" != pmail ] || continue # its operands are no files
	want=$(reads "$name" ./papers)
	[ -n "$want" ]
	ok "$name: reads a file" $?
	file=-x
	[ "$name" != pfetch ] || file=./-x
	check "$name: --" 0 "$want" "reads $name -- $file"
	check "$name: -" 0 "$want" "reads $name - <papers"
	check "$name: an option behind an operand" 0 '' \
		"reads $name ./papers --output out"
	[ -s out ]
	ok "$name: --output" $?
	rm -f out
done

plan
