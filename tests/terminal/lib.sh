# A terminal for tests: tmux with its own server, one window, `LINES_ x COLUMNS_` cells. To be sourced by a bash script.
# Nothing here sleeps as a condition: a test waits for a text, and 30 seconds without it mean that it hangs.
#
# What is played where (a new scenario or defect gets its line, a new script its place):
#
#   s01  a student's first minute: step, back, undo, help      scenario-time screen
#   s02  stop conditions, and errors in them                   screen-stops
#   s03  leaving the support, a discovery, just before it      scenario-support screen
#   s04  is it exact? hashes after back, goto, reset, seed     scenario-time; unit test-time
#   s05  why is x5 stuck? inspect, sample, explain             screen
#   s06  outcome against process, side by side                 screen-split
#   s07  a lesson: predict, observe, explain                   lesson
#   s08  windows of all sizes while a run goes on              screen-size
#   s09  pastes and mistypes, Tab                              screen repl
#   s10  anything goes wrong: Ctrl-C, Ctrl-Z, signals          screen-end screen-stuck repl
#   s11  pipes, plain terminals, no colours, --json, --tap     screen-modes ../cli.sh
#   s12  a state is handed to a class: save, share, export     scenario-class record ../cli.sh
#
#   m1   flicker: the screen is emptied                        screen-wire
#   m2   junk or a crash in another size                       screen-size; unit test-layout test-page
#   m3   work inside of signal handlers                        screen-size; unit test-signal
#   m4   a terminal left broken                                screen-end screen-modes screen-stuck repl
#   m5   Ctrl-Z and fg                                         screen-end repl
#   m6   Ctrl-C ends the program, or nothing                   screen screen-paper repl
#   m7   pasted lines merge, or run behind an error            screen screen-flood repl
#   m8   borders that are letters, wrong widths                screen-modes; unit test-utf8 test-canvas
#   m9   no terminal, TERM dumb or unknown                     screen-modes screen-end repl
#   m10  colours that a terminal misreads                      screen-modes; unit test-theme
#   m11  slow links: many bytes, questions, a stuck terminal   screen-wire screen-stuck; unit test-wire
#   m12  history that is lost, endless or for all to read      habits scenario-class; unit test-history-file
#   m13  what others write on the screen                       screen-wire; unit test-capture
#   m14  keys typed while busy act later                       screen screen-keys screen-flood
#   m15  colour as the only sign                               screen screen-modes; unit test-theme
set -u

command -v tmux >/dev/null || { echo '1..0 # SKIP no tmux'; exit 0; }

. "${srcdir:?}/tests/tap.sh"
servers=0 server=outpost-$$-0
unset TMUX OUTPOST_PLAIN ACCESSIBLE NO_COLOR LINES COLUMNS
export TERM=tmux-256color LANG=C.UTF-8 LC_ALL=C.UTF-8 INPUTRC=/dev/null HOME=$scratch
patience=${OUTPOST_TEST_PATIENCE:-30} # seconds

tm() { tmux -L "$server" -f /dev/null "$@"; }
# Kills what runs in the window first: a leak check (of sanitizers, at the end) in which the terminal goes away hangs.
close_window() {
	local left
	left=$(program 2>/dev/null) && kill -KILL "$left"
	tm kill-server
} 2>/dev/null
leave() {
	close_window
	cd /
	rm -rf "$scratch" 2>/dev/null || rm -rf "$scratch" # the last bytes of the wire may come late
}
trap leave EXIT

# start COMMAND [COLUMNS LINES]: a window with a shell that runs COMMAND; the bytes it writes go to $scratch/wire.
start() {
	close_window
	servers=$((servers + 1)) server=outpost-$$-$servers # the old one may still be leaving
	: >"$scratch/wire"
	tm -u new-session -d -x "${2:-80}" -y "${3:-24}" -s main \
		"env TERM=tmux-256color LANG=C.UTF-8 HISTFILE= PS1='shell> ' bash --norc --noediting"
	tm set -g history-limit 5000 >/dev/null
	tm pipe-pane -t main "cat >>'$scratch/wire'"
	wait_for 'shell>$'
	[ -z "$1" ] || type_line "$1"
}

# open_screen [COLUMNS LINES] [ARGUMENTS..]: a window with outpost on its screen, waiting for a command; `with` may hold
# variables of its environment. When it ends, the shell says `left: CODE`, and $scratch/before and after hold what stty
# says. Without a screen there is nothing to test: the script ends.
open_screen() {
	local columns=80 lines=24
	case ${1-} in [0-9]*) columns=$1 lines=$2; shift 2 ;; esac
	start '' "$columns" "$lines"
	rm -f "$scratch/after"
	type_line "cd $scratch; stty -g >before; ${with-} ${OUTPOST:?} $*; echo \"left: \$?\"; stty -g >after"
	until_true status_has ' (READY|PAUSED|END|LESSON .*)$' || { result 1 'the screen opens' "$(screen)"; plan; }
}

# the window with all that scrolled off it
screen() { tm capture-pane -p -J -S - -t main | sed 's/ *$//'; }
# the rows that are seen now, as many as the window has
frame() { tm capture-pane -p -t main | sed 's/ *$//'; }
frame_has() { frame | grep -qE -- "$1"; }
row() { frame | sed -n "$1p"; } # N, from 1
status_line() { row 1; }
key_line() { row "$(tm display -p -t main '#{pane_height}')"; }
row_has() { row "$1" | grep -qE -- "$2"; }
status_has() { status_line | grep -qE -- "$1"; }
key_line_has() { key_line | grep -qE -- "$1"; }
frame_lacks() { ! frame_has "$1"; }
frame_count() { [ "$(frame | grep -cE -- "$1")" -ge "$2" ]; } # PATTERN ROWS
# the panels: the screen down to the console's title
above_console() { sed '/ console ]/,$d'; }
panels() { frame | above_console; }
updates() { status_line | grep -oE 'update [0-9,]+' | tr -dc 0-9; }
# a run; one without rewards says so for some frames
is_running() { status_has ' (RUN|STALLED) '; }
is_past() { [ "$(updates)" -gt "$1" ]; }
# the line that is being edited on the screen, without its prompt
edit_line() { frame | sed -nE 's/^outpost( \(again: [^)]*\))?> ?//p' | tail -n 1; }
line_is() { [ "$(edit_line)" = "$1" ]; }
program() { pgrep -P "$(tm display -p -t main '#{pane_pid}')" -n; }
# In a run each frame shows another number of updates: the cursor goes there once a frame, to a digit of it.
frames() {
	local line before columns
	line=$(status_line)
	before=${line%%update *}update
	columns=$(seq -s '|' $((${#before} + 2)) $((${#before} + 12)))
	grep -aoE $'\033\\[1;('"$columns)H" "$scratch/wire" | wc -l
}
painted_are() { [ "$(frames)" -ge "$1" ]; }
# paste TEXT: as a terminal pastes, in brackets.
paste_text() {
	tm set-buffer -- "$1"
	tm paste-buffer -p -t main
}
# until_true COMMAND..: waits until it succeeds.
until_true() {
	local end=$((SECONDS + patience))
	until "$@"; do
		tm has-session -t main 2>/dev/null || return 1
		[ "$SECONDS" -lt "$end" ] || { echo "# waited $patience s in vain: $*"; return 1; }
		read -rt 0.02 <> <(:) || :
	done
}
on_screen() { screen | grep -qE -- "$1"; }
count_on_screen() { [ "$(screen | grep -cE -- "$1")" -ge "$2" ]; }
last_line_is() { [ "$(screen | sed '/^$/d' | tail -n 1)" = "$1" ]; }
wait_for() { until_true on_screen "$1"; }               # PATTERN
wait_count() { until_true count_on_screen "$1" "$2"; }  # PATTERN LINES
wait_last() { until_true last_line_is "$1"; }           # the last line, blanks at its end aside

keys() { tm send-keys -t main "$@"; }
type_text() { tm send-keys -l -t main -- "$1"; }
type_line() { type_text "$1"; keys Enter; }

# sees PATTERN LABEL: a test.
sees() {
	if wait_for "$1"; then result 0 "$2"; else result 1 "$2" "waited for: $1
$(screen)"; fi
}
# at_prompt LABEL: the program waits for a line.
at_prompt() {
	if wait_last 'outpost>'; then result 0 "$1"; else result 1 "$1" "$(screen)"; fi
}

# holds LABEL COMMAND..: a test; it has to succeed in time.
holds() {
	local label=$1
	shift
	if until_true "$@"; then result 0 "$label"; else result 1 "$label" "waited for: $*
$(frame)"; fi
}
# in_frame PATTERN LABEL, in_row N PATTERN LABEL, in_status PATTERN LABEL, in_keys PATTERN LABEL: on the screen in time.
in_frame() { holds "$2" frame_has "$1"; }
in_row() { holds "$3" row_has "$1" "$2"; }
in_status() { holds "$2" status_has "$1"; }
in_keys() { holds "$2" key_line_has "$1"; }
# in_line TEXT LABEL: what is being edited.
in_line() { holds "$2" line_is "$1"; }
# gone PATTERN LABEL: not on the screen any more.
gone() { holds "$2" frame_lacks "$1"; }
# never PATTERN LABEL: not on the screen now; of use behind a test that waited for something later.
never() {
	if frame_has "$1"; then result 1 "$2" "$(frame)"; else result 0 "$2"; fi
}
