# For bash scripts that play what a page of Markdown shows. To be sourced.
#
# Blocks ```outpost are typed into one session, in their order; blocks ```sh are run by a shell; a block ```transcript is typed
# too, and must be answered as printed, line by line, any number for any number (another machine may round differently), `..` for
# any line.

# blocks PAGE KIND: the lines of all blocks of that kind, without their indentation.
blocks() {
	awk -v kind="$2" '
		!inside && $0 ~ "^ *```" kind "$" { inside = 1; indent = index($0, "`") - 1; next }
		inside && /^ *```$/ { inside = 0; next }
		inside { print substr($0, indent + 1) }' "$1"
}

# typed: of lines that end with quit, each followed by one that tells how far the session came.
typed() {
	while read -r line; do
		echo "$line"
		[ "$line" = quit ] || echo 'expect queries>=0 "typed"'
	done
}

# plain: any number is #, whatever its width: runs of blanks count as one.
plain() { sed -E 's/[0-9]+([.,][0-9]+)*(e[-+][0-9]+)?/#/g; s/(^|[^#])\.([0-9]+)/\1#/g; s/ +/ /g; s/ $//'; }

prompt='^outpost( \(again: .*\))?> '
# answers FILE: whether the program answers a transcript as FILE says; what differs goes to ./differs.
answers() {
	sed -nE "s/$prompt//p" "$1" >commands
	grep -vE "$prompt" "$1" | plain >want
	outpost <commands 2>&1 | plain >got
	awk 'NR == FNR { want[FNR] = $0; next } { print want[FNR] == ".." ? ".." : $0 }' want got | diff want - >differs
}
