#!/bin/bash
# The manual page is up to date, says nothing that roff would stumble over, and knows the options of --help, no more and
# no fewer. Each rule is tried on the page, and on a copy in which it has been broken. TAP.
set -u

tests=${srcdir:?}/tests page=$srcdir/man/outpost.1 outpost=${OUTPOST:?}
. "${srcdir:?}/tests/tap.sh"

# Each rule prints what breaks it.
fresh() { bash "$tests/docs-update.sh" "$1" "$outpost" 2>&1 | diff "$1" - 2>&1; }
clean() { groff -man -Tutf8 -ww "$1" 2>&1 >/dev/null; }
help_options() { "$outpost" --help | sed -nE 's/^ +(--?[a-z-]+)( .*)?$/\1/p' | sort; }
page_options() { # what stands behind .TP in section OPTIONS
	sed -n '/^\.SH OPTIONS/,/^\.SH SCREEN/p' "$1" | sed 's/\\-/-/g' |
		sed -nE '/^\.TP/{n;s/^\.BI? (--?[a-z-]+).*/\1/p;}' | sort
}
options() { diff <(help_options) <(page_options "$1"); }
# VERSION of .TH
version() { grep -qF "\"$("$outpost" --version)\"" <(sed -n '/^\.TH/p' "$1") || sed -n '/^\.TH/p' "$1"; }

holds() { # RULE LABEL
	local found
	found=$("$1" "$page")
	[ -z "$found" ]
	result $? "$2" "$found"
}
caught() { # RULE SED-SCRIPT LABEL: the rule finds what the script does to the page
	local found
	sed -E "$2" "$page" >"$scratch/page.1"
	if cmp -s "$page" "$scratch/page.1"; then
		result 1 "$3" "the planted change did not change the page: $2"
		return
	fi
	found=$("$1" "$scratch/page.1")
	[ -n "$found" ]
	result $? "$3"
}

[ "$(help_options | wc -l)" -ge 10 ]
result $? '--help lists options' "$(help_options)"
holds fresh 'the generated part is what --man prints (else: make man-update)'
holds options 'its options are those of --help'
holds version 'its version is that of --version'
caught fresh 's/^Train N updates.*/Train M updates./' 'caught: a changed line in the generated part'
caught fresh '/^\\fBlr\\fR/d' 'caught: a line that is gone'
caught fresh '/generated: end/d' 'caught: no mark at the end'
caught options '/^\.BI .*threads/d' 'caught: an option that is not in the page'
caught options 's/^\.B .*plain/.B \\-\\-plane/' 'caught: an option that is not in --help'
caught version '/^\.TH/s/outpost [0-9.]+/outpost 0.0.0/' 'caught: another version'
if command -v groff >/dev/null; then
	holds clean 'groff warns about nothing'
	caught clean 's/^\.SH EXAMPLES/.XY EXAMPLES/' 'caught: a macro that does not exist'
else
	skip 'groff warns about nothing' 'no groff'
fi
plan
