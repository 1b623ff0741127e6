#!/bin/sh
# pparse: cases as data, then what holds for every input.
. "${0%/*}/lib.sh"

# words FILE OTHERWISE: what a case says in FILE
words() {
	if [ -f "$1" ]; then cat "$1"; else echo "$2"; fi
}

# same NAME WANTED GOT: are the files equal? WANTED may be missing: empty
same() {
	wanted=$2
	[ -f "$wanted" ] || wanted=/dev/null
	diff "$wanted" "$3" >differs
	ok "$1" $?
	sed 's/^/# /' differs
}

# A folder of tests/cases/pparse is a case: pparse reads its files input.* in
# their order, with the options in args, and must write expected and stderr
# (neither: nothing) with the status in status (none: 0).
for folder in "$top"/tests/cases/pparse/*/; do
	name=$(basename "$folder")
	status=0
	# shellcheck disable=SC2046 # args are words
	(cd "$folder" && pparse $(words args '') input.*) >got 2>said ||
		status=$?
	[ "$status" = "$(words "$folder/status" 0)" ]
	ok "$name: status $status" $?
	same "$name: papers" "$folder/expected" got
	same "$name: messages" "$folder/stderr" said
done

plan
