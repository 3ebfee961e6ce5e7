#!/bin/bash
# docs-update.sh PAGE OUTPOST: the manual page with the output of `outpost --man` between its two lines of markers, on
# standard output. Fails when the page has not both of them, in order and once.
set -u -o pipefail

page=$1 outpost=$2
generated=$("$outpost" --man) && [ -n "$generated" ] || { echo "$outpost --man failed" >&2; exit 1; }

GENERATED=$generated awk -v page="$page" '
	/^\.\\" ---- generated: begin/ {
		if (begin++ || end) exit
		print
		print ENVIRON["GENERATED"]
		inside = 1
		next
	}
	/^\.\\" ---- generated: end/ { if (end++ || !inside) exit; inside = 0 }
	!inside { print }
	END {
		if (begin == 1 && end == 1) exit 0
		print page ": not one pair of lines \".\\\" ---- generated: begin\" and \"end\"" | "cat >&2"
		exit 1
	}
' "$page"
