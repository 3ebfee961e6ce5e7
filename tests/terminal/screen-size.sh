#!/bin/bash
# The screen in windows of all sizes, while a run goes on: it lives, it fits, and nothing of other sizes is left behind.
. "${srcdir:?}/tests/terminal/lib.sh"

resize() { tm resize-window -t main -x "$1" -y "$2"; } # COLUMNS ROWS
# The program is told so, but the window stays as it is: sizes follow each other faster than tmux passes them on.
claim() { stty -F "$tty" cols "$1" rows "$2"; }
rows_are() { [ "$(frame | wc -l)" = "$1" ]; }

open_or_leave() { open_screen "$@" || { result 1 'the screen opens' "$(screen)"; plan; }; }

# A title in focus is marked by a sign in place of its first blank. The last one goes through to the last column, the status is in the first row and the keys are in the last.
fits() {
	local rule
	rule=$(frame | grep '\[.5 console \]') || return 1
	[ "${#rule}" = "$1" ] && rows_are "$2" && status_has '^ (outpost )?[a-z]+/[0-9]+ ' && key_line_has '^ (TYPE|KEYS)'
}
shows_all() { fits "$@" && frame_has '\[.1 prompts \]' && frame_has '\[.2 likelihood' && frame_has '\[.3 tokens'; }
shows_some() { fits "$@" && frame_has '\[.1 prompts \]' && frame_lacks '\[.3 '; }
shows_text() { rows_are "$2" && row_has 1 '^60x16 needed for panels, using text$' && frame_has '^outpost.*>' && frame_lacks '\[[ >]'; }
# The one line, as much of it as there is room for; ncurses needs two columns.
shows_notice() {
	local notice="outpost: window $1x$2 too small (40x10)"
	[ "$1" -gt 1 ] || notice=
	notice=${notice:0:$1}
	[ "$(frame | tr -d '\n')" = "${notice%% }" ] && rows_are "$2"
}
what_it_shows() {
	if [ "$1" -lt 40 ] || [ "$2" -lt 10 ]; then echo shows_notice
	elif [ "$1" -lt 60 ] || [ "$2" -lt 16 ]; then echo shows_text
	elif [ "$1" -lt 80 ] || [ "$2" -lt 24 ]; then echo shows_some
	else echo shows_all; fi
}
in_size() { resize "$1" "$2" && holds "$1x$2${3-}" "$(what_it_shows "$1" "$2")" "$1" "$2"; }

# All that the console is not: its lines tell of how a state was reached.
panels() { frame | awk '/\[.5 console \]/ { console = 1 } !console { print } { last = $0 } END { print last }'; }
frame_is() { [ "$(frame)" = "$1" ]; }
panels_are() { [ "$(panels)" = "$1" ]; }

# The prompt three above the last one, by keys; then back to typing.
choose_prompt() {
	keys Escape
	until_true key_line_has '^ KEYS' || return 1
	type_text kkk
	until_true frame_has '^> x28 ' || return 1
	keys Escape
	until_true key_line_has '^ TYPE'
}

# ---- while a run goes on
open_or_leave 80 24 --preset authors
holds 'a prompt is chosen' choose_prompt
pid=$(program) tty=$(tm display -p -t main '#{pane_tty}')
type_line 'set budget 0; continue'
in_status ' RUN ' 'a run goes on'
type_text 'step 3 # to be kept'
in_line 'step 3 # to be kept' 'a line is begun'
for size in 300x90 1x1 200x60 38x9 120x40 59x15 60x16 79x23 300x1 1x90 40x10 2x2 80x24; do
	in_size "${size%x*}" "${size#*x}" ' in a run'
done
in_status ' RUN ' 'the run still goes on'
in_line 'step 3 # to be kept' 'the line is still there'
in_frame '^> x28 ' 'the choice, too'

keys C-c
in_status ' PAUSED$' 'Ctrl-C stops it'
in_line 'step 3 # to be kept' 'and leaves the line'
keys C-c
in_line '' 'which another one empties'

# ---- many sizes at once
type_line 'reset; speed 10; continue'
in_status ' RUN 10/s$' 'a slow run'
# A row of numbers that looks like none: the same on each run.
at=7
storm() { # COMMAND TIMES
	for ((i = 0; i < $2; i++)); do
		at=$(((at * 1103515245 + 12345) & 0x7fffffff))
		"$1" $((at / 65536 % 300 + 1)) $((at / 16 % 90 + 1))
	done
}
storm resize 20
in_size 80 24 ' after 20 sizes of the window at once'
storm claim 40
claim 80 24
holds '80x24 after 40 sizes that were only claimed' shows_all 80 24
in_status ' RUN 10/s$' 'the run goes on through all of that'
kill -0 "$pid" 2>/dev/null && [ "$(program)" = "$pid" ]
result $? 'the same program'

# ---- the frame equals a fresh one: of this program drawn anew, and of another one that has seen no other size
keys C-c
until_true status_has ' PAUSED$'
type_line 'step'
in_frame '^1 update, ' 'a command runs'
until_true key_line_has '^ TYPE and Enter'
before=$(frame)
: >"$scratch/wire"
keys C-l
holds 'Ctrl-L empties the screen' grep -q $'\033\\[\\(2\\|\\)J' "$scratch/wire"
if until_true frame_is "$before"; then result 0 'and draws the same again'
else result 1 'and draws the same again' "$(diff <(echo "$before") <(frame))"; fi

done_by_then=$(updates) seen=$(panels)
open_or_leave 80 24 --preset authors
choose_prompt
type_line "set budget 0; step $((done_by_then - 1))"
until_true status_has ' PAUSED$'
type_line 'step'
if until_true panels_are "$seen"; then result 0 'the panels are those of a program that has seen no other size'
else result 1 'the panels are those of a program that has seen no other size' "$(diff <(echo "$seen") <(panels))"; fi

# ---- small windows
open_or_leave 60 16
holds '60x16: prompts, console and keys' shows_some 60 16
keys Escape
in_keys '^ KEYS' 'KEYS mode'
for panel in '2 likelihood x5' '3 tokens of x5' '4 newest samples on x5'; do
	keys Tab
	in_frame "\\[>$panel" "Tab: panel $panel"
done
keys BTab
in_frame '\[>3 tokens of x5' 'Shift-Tab goes back'
keys p
in_frame '\[>1 prompts' 'p: the prompts'
keys Escape
until_true key_line_has '^ TYPE'
in_size 80 24 ': all panels come back by themselves'
in_size 59 24 ': too narrow for panels'
type_line 'step 3'
in_frame '^3 updates, 192 queries' 'commands run there'
in_line '' 'and the line is empty again'
type_text 'step 4'
in_line 'step 4' 'a line is begun there'
in_size 39 24 ': too narrow for text'
in_size 40 10 ': text again'
in_line 'step 4' 'with the line'
in_size 80 24 ': all panels'
in_line 'step 4' 'with the line'
keys Enter
in_frame '^4 updates, 256 queries' 'which runs'

# ---- inside a prompt
type_line 'inspect 5'
in_frame '\[.inspect x5' 'inspect opens'
for size in 60x16 1x1 200x60 80x24; do
	resize "${size%x*}" "${size#*x}"
	case $size in 1x1) until_true shows_notice 1 1 ;; *) holds "inspect in $size" fits "${size%x*}" "${size#*x}" ;; esac
done
in_frame '\[.inspect x5' 'and stays open'

plan
