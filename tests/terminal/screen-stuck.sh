#!/bin/bash
# A terminal that stops reading, as one behind a broken link: the training goes on, keys are heard, signals end the program,
# and when it reads again it shows what is so by then.
. "${srcdir:?}/tests/terminal/lib.sh"

deaf=${builddir:?}/tests/terminal/deaf
[ -x "$deaf" ] || { echo "1..0 # SKIP no $deaf"; exit 0; }
state=$scratch/state

opens() {
	rm -rf "$state"
	with="OUTPOST_HOME=$state $deaf" open_screen 80 24 "$@"
	between=$(program) pid=$(pgrep -P "$between" -n)
	tty=$(readlink "/proc/$pid/fd/0")
}
# Then pages of all sizes, more than fits between the program and its terminal.
stop_reading() {
	local i
	kill -USR1 "$between"
	for ((i = 0; i < 40; i++)); do stty -F "$tty" cols $((300 + i % 2)) rows 90; done
}
go_on_reading() {
	tm resize-window -t main -x 120 -y 40 # which the program is told, as well
	kill -USR1 "$between"
}
# its place in the run, as it notes it
place() { cksum "$state"/*.lock; }
place_is_not() { [ "$(place)" != "$1" ]; }
is_over() { case $(ps -o stat= -p "$1") in '' | Z*) true ;; *) false ;; esac; }
fills() { # COLUMNS ROWS
	local rule
	rule=$(frame | grep '\[.5 console \]') && [ "${#rule}" = "$1" ] && [ "$(frame | wc -l)" = "$2" ]
}
modes_are_plain() { [ "$(tm display -p -t main '#{alternate_on} #{cursor_flag} #{insert_flag} #{wrap_flag}')" = '0 1 0 1' ]; }
stty_is_back() { test -s "$scratch/after" && cmp -s "$scratch/before" "$scratch/after"; }
last_paste_mode() { grep -aoE $'\033\\[\\?2004[hl]' "$scratch/wire" | tail -n 1; }

# ---- a run
opens --preset authors
type_line 'set budget 0; continue'
holds 'a run' is_running
stop_reading
at=$(place)
holds 'the training goes on though nobody reads' place_is_not "$at"
at=$(place)
holds 'and on' place_is_not "$at"
keys C-c
type_text "export $scratch/heard.csv err" # waits on the line if the run has not ended by now
until_true eval 'keys Enter; test -s "$scratch/heard.csv"'
result $? 'keys are heard: Ctrl-C has stopped it, and a line runs'
go_on_reading
holds 'once it reads again the page fills the window of now' fills 120 40
in_status ' update [1-9][0-9,]*  .* (PAUSED|STALLED x[0-9]+)$' 'and tells of now'
in_frame 'heard\.csv: [0-9,]+ rows$' 'what was typed was done'
in_line '' 'and the line is empty'
type_line 'step'
in_frame '^1 update, ' 'another command'
until_true key_line_has '^ TYPE and Enter'
type_line 'show lr' # so short a reply leaves the panels their room, as any key does
in_frame '^lr ' 'and one more'
until_true key_line_has '^ TYPE and Enter'
before=$(frame)
: >"$scratch/wire"
keys C-l
until_true grep -q $'\033\\[\\(2\\|\\)J' "$scratch/wire"
frame_is() { [ "$(frame)" = "$1" ]; }
if until_true frame_is "$before"; then result 0 'and all that is seen is as drawn anew'
else result 1 'and all that is seen is as drawn anew' "$(diff <(echo "$before") <(frame))"; fi

# ---- the end
# ends LABEL CODE COMMAND..: the program is over before anybody reads; then the shell finds all as it was.
ends() {
	local label=$1 code=$2
	shift 2
	stop_reading
	"$@"
	holds "$label: ends though nobody reads" is_over "$pid"
	kill -USR1 "$between"
	sees "^left: $code\$" "$label: exit status $code"
	holds "$label: the modes of the line are back" stty_is_back
	holds "$label: and those of the window" modes_are_plain
	[ "$(last_paste_mode)" != $'\033[?2004h' ]
	result $? "$label: pastes are not bracketed any more"
}
quits() {
	type_text quit
	keys Enter
}
opens
ends quit 0 quits
for signal in TERM HUP; do
	opens
	ends "SIG$signal" $((128 + $(kill -l "$signal"))) kill "-$signal" "$pid"
done
ulimit -c 0
opens --preset authors
type_line 'set budget 0; continue'
until_true is_running
ends 'SIGTERM in a run' 143 kill -TERM "$pid"

plan
