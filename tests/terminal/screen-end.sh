#!/bin/bash
# However the screen is left, the terminal is as it was found: by quit, by a stop and fg, by signals, by a start that fails.
. "${srcdir:?}/tests/terminal/lib.sh"

modes() {
	tm display -p -t main 'alternate #{alternate_on} cursor #{cursor_flag} mouse #{mouse_any_flag} keypad #{keypad_flag}
arrows #{keypad_cursor_flag} insert #{insert_flag} origin #{origin_flag} wrap #{wrap_flag} from #{scroll_region_upper} to #{scroll_region_lower}'
}
has_mouse() { [ "$(tm display -p -t main '#{mouse_any_flag}')" = 1 ]; }
modes_are() { [ "$(modes)" = "$1" ]; }
has_modes_of_shell() {
	if until_true modes_are "$modes_before"; then result 0 "$1"; else result 1 "$1" "$(modes)"; fi
}
# tmux does not tell of this one
last_paste_mode() { grep -aoE $'\033\\[\\?2004[hl]' "$scratch/wire" | tail -n 1; }
takes_no_pastes() { [ "$(last_paste_mode)" != $'\033[?2004h' ]; }
frame_is() { [ "$(frame)" = "$1" ]; }
is_gone() { ! kill -0 "$1" 2>/dev/null; }
stty_is_back() { test -s "$scratch/after" && cmp -s "$scratch/before" "$scratch/after"; }

# opens ARGUMENTS..: the screen, in a shell that leaves no core files. Sanitizers would end with a code of their own.
opens() {
	with='ulimit -c 0; ASAN_OPTIONS=handle_segv=0' open_screen 80 24 "$@" || { result 1 'the screen opens' "$(screen)"; plan; }
	[ "$(tm display -p -t main '#{alternate_on}')" = 1 ] || result 1 'on the other screen' "$(screen)"
	type_line 'set mouse on' # one more mode to be undone
	until_true has_mouse || result 1 'with the mouse' "$(screen)"
}
# After a stop the shell has forgotten what was to follow.
ask_shell() { type_line 'echo "left: $?"; stty -g >after'; }
# left CODE LABEL: the shell is back, and finds all as it was.
left() {
	if wait_for "^left: $1\$"; then result 0 "$2: exit status $1"; else result 1 "$2: exit status $1" "$(screen)"; fi
	holds "$2: the modes of the line are back" stty_is_back
	has_modes_of_shell "$2: the modes of the window are back"
	holds "$2: pastes are not bracketed any more" takes_no_pastes
	type_line "echo us''able"
	if wait_for '^usable$' && on_screen '^shell> cd '; then result 0 "$2: the shell goes on where it was"
	else result 1 "$2: the shell goes on where it was" "$(screen)"; fi
}

start ''
modes_before=$(modes)

# ---- by the user
opens
type_line 'step 2'
in_frame '^2 updates, ' 'a command before leaving'
type_line 'quit'
left 0 'quit'
opens
keys C-d
left 0 'Ctrl-D'
opens
keys Escape
until_true key_line_has '^ KEYS'
keys q
in_line 'quit' 'q types quit'
keys Enter
left 0 'q, Enter'

# ---- a stop, and on again
opens
type_line 'step 3'
until_true frame_has '^3 updates, '
type_text 'step 9 # not yet'
until_true line_is 'step 9 # not yet'
before=$(frame)
keys C-z
sees 'Stopped' 'Ctrl-Z stops the program'
has_modes_of_shell 'the modes of the window are those of the shell'
holds 'pastes are not bracketed' takes_no_pastes
type_line "stty -g >after; echo us''able"
sees '^usable$' 'the shell is usable'
cmp -s "$scratch/before" "$scratch/after"
result $? 'the modes of the line are those of the shell'
rm "$scratch/after"
type_line fg
if until_true frame_is "$before"; then result 0 'fg: the frame is the one before'
else result 1 'fg: the frame is the one before' "$(diff <(echo "$before") <(frame))"; fi
holds 'with the mouse' has_mouse
keys Enter
in_frame '^9 updates, ' 'and the line runs'
kill -TSTP "$(program)"
holds 'SIGTSTP does the same' modes_are "$modes_before"
wait_last 'shell>'
tm resize-window -t main -x 100 -y 30
type_line 'fg'
until_true key_line_has '^ TYPE'
in_status ' PAUSED$' 'fg in another window'
[ "$(frame | grep '\[.5 console \]' | wc -m)" = 101 ]
result $? 'which is filled'
tm resize-window -t main -x 80 -y 24
keys C-z
wait_last 'shell>'
kill -TERM "$(program)"
type_line fg
wait_for '^Terminated$'
ask_shell
left 143 'SIGTERM while stopped, then fg'

opens --preset authors
type_line 'set budget 0; continue'
until_true is_running
keys C-z
sees 'Stopped' 'Ctrl-Z stops the program in a run'
has_modes_of_shell 'the modes of the window are those of the shell'
type_line fg
in_status ' RUN ' 'fg: the run goes on'
at=$(updates)
holds 'update by update' is_past "$at"
keys C-c
until_true key_line_has '^ TYPE and Enter'
type_line 'step'
in_frame '^1 update, ' 'and a command runs'
until_true key_line_has '^ TYPE and Enter'
before=$(frame)
: >"$scratch/wire"
keys C-l
until_true test -s "$scratch/wire"
if until_true frame_is "$before"; then result 0 'the frame is the one that is drawn anew'
else result 1 'the frame is the one that is drawn anew' "$(diff <(echo "$before") <(frame))"; fi
keys C-d
wait_last 'shell>'
ask_shell
left 0 'Ctrl-D after a stop'

# ---- signals
for signal in TERM HUP QUIT SEGV ABRT; do
	opens
	type_text 'step'
	until_true line_is 'step'
	kill -"$signal" "$(program)"
	left $((128 + $(kill -l "$signal"))) "SIG$signal at the prompt"
done
for signal in TERM SEGV; do
	opens --preset authors
	type_line 'set budget 0; continue'
	until_true is_running
	kill -"$signal" "$(program)"
	left $((128 + $(kill -l "$signal"))) "SIG$signal in a run"
done

opens
kill -INT "$(program)"
in_frame '^type quit or press Ctrl-D to leave$' 'SIGINT at the prompt: how to leave'
type_line 'step 1000000000'
until_true is_running
kill -INT "$(program)"
in_status ' (PAUSED|END)$' 'SIGINT in a run stops it'
in_frame '^stopped after [0-9,]+ of 1,000,000,000 updates' 'and says so'

# ---- the window goes away
for preset in barrier authors; do
	opens --preset $preset
	type_line 'step 1000000000'
	until_true is_running
	pid=$(program) pane=$(tm display -p -t main '#{pane_id}')
	tm new-window -t main cat
	tm kill-pane -t "$pane"
	if until_true is_gone "$pid"; then result 0 "a closed window leaves no process ($preset)"
	else result 1 "a closed window leaves no process ($preset)" "$(ps -p "$pid")"; fi
done

# ---- a start that fails
# refuses NAME ENVIRONMENT SENTENCE: at a terminal.
refuses() {
	start ''
	rm -f "$scratch/after"
	type_line "cd $scratch; stty -g >before; $2 ${OUTPOST:?} --tui; echo \"left: \$?\"; stty -g >after"
	sees "$3" "$1: own words"
	left 5 "$1"
	if grep -q $'\033' "$scratch/wire"; then result 1 "$1: no escape sequence" "$(cat -v "$scratch/wire")"
	else result 0 "$1: no escape sequence"; fi
}
refuses '--tui, unknown TERM' 'TERM=nosuchterm' '^outpost: TERM is "nosuchterm"'
refuses '--tui, TERM=dumb' 'TERM=dumb' '^outpost: TERM is "dumb"'
refuses '--tui, no TERM' 'env -u TERM' '^outpost: TERM is not set, '

# pipes LABEL CODE: what came of --tui without a terminal.
pipes() {
	[ "$2" = 5 ]
	result $? "$1: exit status 5" "$2"
	[ "$(cat "$scratch/said")" = 'outpost: --tui needs a terminal, and standard input or output is none' ]
	result $? "$1: own words" "$(cat "$scratch/said")"
	[ ! -s "$scratch/out" ]
	result $? "$1: nothing on standard output" "$(cat -v "$scratch/out")"
}
echo step | "${OUTPOST:?}" --tui >"$scratch/out" 2>"$scratch/said"
pipes '--tui in a pipe' $?
start ''
type_line "cd $scratch; $OUTPOST --tui 2>said | cat >out; echo \"left: \${PIPESTATUS[0]}\""
wait_for '^left: '
pipes '--tui into a pipe' "$(screen | sed -n 's/^left: //p')"

plan
