#!/bin/bash
# Golden transcripts: `outpost -b NAME.op` writes exactly NAME.out, which holds standard output, standard error and the
# exit code in the order they came. The pages that a script draws by `shot page-WHAT-SIZE.txt` are those files, and so with
# .ansi, .html and .svg. A first line `#! OPTIONS` of a script adds options. GENERATE=1 rewrites both, to be read as a diff.
set -u

here=${srcdir:?}/tests/golden
. "${srcdir:?}/tests/tap.sh"
export LC_ALL=C.UTF-8 TERM=xterm-256color
unset XDG_CONFIG_HOME OUTPOST_DATA OUTPOST_HOME OUTPOST_PLAIN ACCESSIBLE
# scripts name each other and the files they write without a folder
cp -r "$here" "$scratch/golden" && chmod -R u+w "$scratch/golden" && cd "$scratch/golden" || exit 99

for script in *.op; do
	case $script in part-*) continue ;; esac
	name=${script%.op}
	rm -f page-*.{txt,ansi,html,svg}
	read -ra options < <(sed -n '1s/^#! *//p' "$script")
	"${OUTPOST:?}" "${options[@]}" -b "$script" >"$name.got" 2>&1 </dev/null
	echo "exit $?" >>"$name.got"
	if [ -n "${GENERATE-}" ]; then
		cp "$name.got" "$here/$name.out"
		cp "$name.got" "$name.out"
		cp page-*.{txt,ansi,html,svg} "$here" 2>/dev/null
	fi
	difference=$(diff -u "$name.out" "$name.got" 2>&1)
	result $? "$name" "$difference"
	for page in $(sed -n 's/^shot \(page-[^ ]*\).*/\1/p' "$script"); do
		difference=$(diff -u "$here/$page" "$page" 2>&1)
		result $? "$page" "$difference"
	done
done
plan
