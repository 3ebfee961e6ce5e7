#!/bin/bash
# The layers hold: includes go downwards only, and each foreign library has one room. TAP.
# Each rule is tried twice: on the tree, where it must find nothing, and on a copy in which it has been broken.
set -u

src=${srcdir:?}/src
. "${srcdir:?}/tests/tap.sh"

# includes ROOT PATH..: FILE:LINE:NAME of each include, PATH being files or folders under ROOT.
includes() {
	local root=$1
	shift
	(cd "$root" && grep -rnE --include='*.[ch]' '^[[:space:]]*#[[:space:]]*include' "$@" /dev/null) |
		sed -E 's/#[[:space:]]*include[[:space:]]*//'
}

# upward ROOT LAYER ALLOWED: project headers outside ALLOWED, a pattern.
upward() {
	[ -d "$1/$2" ] || return 0
	includes "$1" "$2" | grep -E ':[[:space:]]*"[^"]*/' | grep -vE ":[[:space:]]*\"($3)\""
}

# only ROOT HEADER ROOM: includes that match HEADER in files that do not match ROOM.
only() {
	includes "$1" . | sed 's|^\./||' | grep -E ":[[:space:]]*[<\"]($2)" | grep -vE "^($3):"
}

# Words of C in core that would reach outside.
calls() {
	local words='f?open|creat|f?printf|v?f?printf|puts|fputs|putchar|fopen|fread|fwrite|fflush|read|write|close'
	words+='|scanf|getenv|time|clock|clock_gettime|gettimeofday|rand|random|srand|exit|abort|system|signal'
	[ -d "$1/core" ] || return 0
	(cd "$1" && grep -rnE --include='*.[ch]' "(^|[^a-zA-Z0-9_>.])($words) ?\(" core) |
		grep -vE ':[[:space:]]*(/?\*|//)'
}

# Functions that write to a path, called where nobody has asked place_find() about it. Excepted are those that are given such
# a path, and what the program keeps for itself.
writers() {
	local words='file_(write|can_write|begin|append|lock)|(journal|runfile)_(save|new|copy)|checkpoint_write|shot_write'
	local file rest given='front/(shot|screen|text|cast)|run/(checkpoint|journal|runfile)|base/file'
	(cd "$1" && grep -rnE --include='*.c' "(^|[^a-z_])($words)\(|stage->(shot|record)\(" .) | sed 's|^\./||' |
		grep -vE "^($given|front/history-file|command/(trust|lesson-log|lesson-rest))\.c:" | while IFS=: read -r file rest; do
			grep -q 'place_find(' "$1/$file" || echo "$file:$rest"
		done
}

# rule NAME ROOT: prints the lines that break it.
rule() {
	local h='[a-z0-9-]+\.h'

	case $1 in
	base)     upward "$2" base "base/$h" ;;
	core)     upward "$2" core "(core|base)/$h" ;;
	run)      upward "$2" run "(run|core|base)/$h" ;;
	command)  upward "$2" command "(command|run|core|base)/$h" ;;
	panel)    upward "$2" panel "(panel|base)/$h|run/(frame|view)\.h" ;;
	front)    upward "$2" front "(front|panel|command|run|core|base)/$h" ;;
	readline) only "$2" 'readline|history\.h' 'front/line\.c' ;;
	curses)   only "$2" 'n?curses|term\.h|panel\.h>|termcap' 'front/curses\.c' ;;
	sqlite)   only "$2" 'sqlite3' 'run/runfile[a-z-]*\.c' ;;
	gsl)      only "$2" 'gsl/' '(core|run)/.*|main\.c' ;;
	coins)    only "$2" 'Random123/' 'core/.*' ;;
	threads)  only "$2" 'omp\.h|pthread\.h|threads\.h' 'core/.*'
	          (cd "$2" && grep -rnE --include='*.[ch]' '#[[:space:]]*pragma[[:space:]]+omp' .) |
			sed 's|^\./||' | grep -v '^core/' ;;
	writers)  writers "$2" ;;
	core-io)  includes "$2" core 2>/dev/null |
			grep -E '[<"](stdio|unistd|time|sys/[a-z]+|fcntl|signal|locale|pthread|threads)\.h'
	          calls "$2" ;;
	esac
	return 0
}

holds() { # RULE WHAT
	local found
	found=$(rule "$1" "$src")
	if [ -z "$found" ]; then result 0 "$2"; else result 1 "$2" "$found"; fi
}

caught() { # RULE FILE LINE: the rule finds LINE, planted in FILE of a copy, and there alone
	local found what="$1: caught in $2: $3"
	rm -rf "$scratch/src"
	cp -r "$src" "$scratch/src" && chmod -R u+w "$scratch/src"
	mkdir -p "$scratch/src/${2%/*}"
	printf '%s\n' "$3" >>"$scratch/src/$2"
	found=$(rule "$1" "$scratch/src")
	if grep -qF "${2}:" <<<"$found"; then result 0 "$what"; else result 1 "$what" "found: $found"; fi
}

allowed() { # RULE FILE LINE: the rule lets it pass
	local found what="$1: allowed in $2: $3"
	rm -rf "$scratch/src"
	mkdir -p "$scratch/src/${2%/*}"
	printf '%s\n' "$3" >"$scratch/src/$2"
	found=$(rule "$1" "$scratch/src")
	if [ -z "$found" ]; then result 0 "$what"; else result 1 "$what" "$found"; fi
}

holds base 'base includes base only'
holds core 'core includes core and base only'
holds run 'run includes run, core and base only'
holds command 'command includes command, run, core and base only'
holds panel 'panel includes panel, base, run/frame.h and run/view.h only'
holds front 'front includes layers by their names'
holds readline 'readline in src/front/line.c only'
holds curses 'curses in src/front/curses.c only'
holds sqlite 'SQLite in src/run/runfile*.c only'
holds gsl 'GSL in core and run, its error handler in main.c'
holds coins 'Random123 in core only'
holds threads 'threads in core only'
holds writers 'who writes a file that a user names has asked for its place'
holds core-io 'no input, output, clock or exit in core'

caught base base/planted.c '#include "core/task.h"'
caught core core/planted.h '#include "run/run.h"'
caught core core/planted.c '# include "../front/line.h"'
caught run run/planted.c '#include "command/table.h"'
caught command command/planted.c '#include "panel/canvas.h"'
caught command command/planted.c '  #  include "front/driver.h"'
caught panel panel/planted.c '#include "command/table.h"'
caught panel panel/planted.c '#include "run/session.h"'
caught panel panel/planted.c '#include "core/task.h"'
caught front front/planted.c '#include "../command/table.h"'
caught readline front/planted.c '#include <readline/readline.h>'
caught readline command/planted.c '#include <readline/history.h>'
caught curses front/planted.c '#include <ncursesw/ncurses.h>'
caught curses panel/planted.h '#include <curses.h>'
caught sqlite run/planted.c '#include <sqlite3.h>'
caught sqlite run/runfile-own.h '#include <sqlite3.h>'
caught gsl panel/planted.c '#include <gsl/gsl_math.h>'
caught coins run/planted.c '#include <Random123/philox.h>'
caught threads run/planted.c '#include <omp.h>'
caught threads run/planted.c '#pragma omp parallel for'
caught writers command/cmd-planted.c '	good = file_write(path, text.text, text.len, e);'
caught writers run/planted.c '	return journal_save(s, path, e);'
caught writers command/cmd-planted.c '	s->stage->record(s->stage->self, a->word[0], e);'
caught core-io core/planted.c '#include <stdio.h>'
caught core-io core/planted.c '	printf("here\n");'
caught core-io core/planted.c '	f = fopen(path, "r");'
caught core-io core/planted.c '	seed = time(NULL);'

allowed panel panel/planted.c '#include "run/frame.h"'
allowed run run/planted.c '#include "core/task.h"'
allowed front front/planted.c '#include "panel/page.h"'
allowed sqlite run/runfile-read.c '#include <sqlite3.h>'
allowed readline front/line.c '#include <readline/readline.h>'
allowed curses front/curses.c '#include <curses.h>'
allowed curses front/terminal.c '#include "panel/panel.h"'
allowed core-io core/planted.c '	run_time(3), t->write(x), PRINTF_LIKE(2, 3);'
plan
