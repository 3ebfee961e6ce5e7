#!/bin/bash
# Text mode at a terminal: the line, its history and completion, pastes, Ctrl-C, Ctrl-D, Ctrl-Z, signals, window sizes.
. "${srcdir:?}/tests/terminal/lib.sh"

wire_has() { grep -qaE -- "$1" "$scratch/wire"; }
wait_wire() { until_true wire_has "$1"; } # PATTERN, in what was written
run_outpost() { start "${OUTPOST:?} --plain --preset barrier" "${1:-80}" "${2:-24}"; wait_last 'outpost>'; }

# ---- start and end
start ''
type_line "cd $scratch; stty -g >before; ${OUTPOST:?} --plain; echo \"left: \$?\"; stty -g >after"
sees 'outpost [0-9.]+, preset barrier: k=4 N=8, 6 prompts, x5 OUT!' 'greets with version and preset'
sees 'type s, Enter' 'says what to type first'
at_prompt 'the prompt is outpost>'
keys C-d
sees '^left: 0$' 'Ctrl-D leaves'
wait_last 'shell>'
if screen | grep -qi 'bye\|goodbye'; then result 1 'leaves without a word'; else result 0 'leaves without a word'; fi
until_true test -s "$scratch/after"
cmp -s "$scratch/before" "$scratch/after"
result $? 'the terminal is as it was'

# ---- lines
run_outpost
type_line 'step 10'
sees '^10 updates, 640 queries' 'step 10 reports in one line'
if wait_last 'outpost (again: step 10)>'; then result 0 'the prompt says what Enter repeats'
else result 1 'the prompt says what Enter repeats' "$(screen)"; fi
keys Enter
if wait_count '^10 updates, 640 queries' 2; then result 0 'an empty line repeats step'
else result 1 'an empty line repeats step' "$(screen)"; fi
type_line 'set repeat off'
at_prompt 'set repeat off takes the hint away'
keys Up
sees '> set repeat off$' 'up: the last line'
keys Up
if wait_last 'outpost> step 10'; then result 0 'up again: the line before it'
else result 1 'up again: the line before it' "$(screen)"; fi
keys C-u
type_line 'stpe 10'
sees '^error: unknown command "stpe". did you mean: step' 'a typo: error and suggestion'

# ---- completion
run_outpost
type_text 'prompt'
keys Tab
if wait_last 'outpost> prompts'; then result 0 'Tab completes what is unique'; else result 1 'Tab completes what is unique' "$(screen)"; fi
keys C-u; type_text 'preset sup'
keys Tab
if wait_last 'outpost> preset support'; then result 0 'Tab completes the names of presets'
else result 1 'Tab completes the names of presets' "$(screen)"; fi
keys C-u
type_text 'co'
keys Tab
sees '^compare +complete +continue' 'Tab lists what is ambiguous'
if wait_last 'outpost> co'; then result 0 'the line stays'; else result 1 'the line stays' "$(screen)"; fi
keys C-u
type_text 'set lr'
keys Tab
type_text '0.25; show lr'
keys Enter
sees '^lr +0.25' 'completion leaves a line that runs'

# ---- pastes
run_outpost
paste_text $'step 1\nstep 2\nstep 3\n'
keys Enter
sees '^3 updates' 'a paste of three lines: all run'
if wait_count '^[123] updates?, ' 3; then result 0 'one by one'; else result 1 'one by one' "$(screen)"; fi
paste_text $'step 4\nstep 5\nstpe 6\nstep 7\nstep 8'
keys Enter
sees '^error: unknown command "stpe"' 'a paste stops at the first error'
sees '^2 commands skipped' 'and says how many it skipped'
if on_screen '^[78] updates'; then result 1 'nothing behind it ran' "$(screen)"; else result 0 'nothing behind it ran'; fi
keys Up
sees '^outpost> step 8$' 'each pasted line is in the history'

run_outpost
tm set-buffer -- $'step 1\nstep 2\nstep 3\n'
tm paste-buffer -t main
sees '^3 updates' 'without brackets lines arrive one by one: none is lost'
if wait_count '^[123] updates?, ' 3; then result 0 'and each ran'; else result 1 'and each ran' "$(screen)"; fi
type_line 'step 4000'
type_line 'step 5'
sees '^5 updates' 'what is typed while a command runs comes after it'

# ---- Ctrl-C
run_outpost
keys C-c
sees '^type quit or press Ctrl-D to leave$' 'Ctrl-C on an empty line: how to leave'
keys C-c
if wait_count '^type quit or press Ctrl-D to leave$' 2; then result 0 'twice: still there'
else result 1 'twice: still there' "$(screen)"; fi
type_text 'step 5'
wait_last 'outpost> step 5'
keys C-c
at_prompt 'Ctrl-C drops a line'
type_line 'step 3'
sees '^3 updates' 'the dropped line did not run'
if on_screen '^5 updates'; then result 1 'nor later' "$(screen)"; else result 0 'nor later'; fi
keys C-r
type_text 'st'
sees 'reverse-i-search' 'Ctrl-R searches'
keys C-c
wait_last 'outpost (again: step 3)>'
type_line 'step 2'
sees '^2 updates' 'Ctrl-C leaves the search'
type_line 'step 7; step 1000000; step 4; step 6'
wait_for '^7 updates'
keys C-c
sees '^stopped after [0-9,]+ of 1,000,000 updates' 'Ctrl-C stops it'
sees '^2 commands skipped' 'and the rest of the line'
at_prompt 'and the prompt is back'
if on_screen '^[46] updates'; then result 1 'the rest did not run' "$(screen)"; else result 0 'the rest did not run'; fi

# ---- window sizes
type_line 'step 8; step 1000000'
wait_for '^8 updates'
for size in 100x40 20x5 81x25; do tm resize-window -t main -x "${size%x*}" -y "${size#*x}"; done
keys C-c
at_prompt 'lives through other window sizes in a run'
tm resize-window -t main -x 60 -y 20
type_text 'step 1 # 345678901234567890123456789012345678901234567890123456789'
sees '^outpost> step 1 # 3456789012345678901234567890123456789012345' 'a long line in the new width'
keys Enter
sees '^1 update, ' 'runs'

# ---- stop and go on
type_text 'step 9'
keys C-z
sees 'Stopped' 'Ctrl-Z at the prompt stops the program'
wait_last 'shell>'
type_line fg
if wait_last 'outpost (again: step 1)> step 9'; then result 0 'fg: the line is there again'
else result 1 'fg: the line is there again' "$(screen)"; fi
keys Enter
sees '^9 updates, ' 'and runs'

# ---- signals
for signal in TERM HUP QUIT; do
	start ''
	rm -f "$scratch/after"
	type_line "cd $scratch; ulimit -c 0; stty -g >before; ${OUTPOST:?} --plain; echo \"left: \$?\"; stty -g >after"
	wait_last 'outpost>'
	type_text 'step'
	wait_last 'outpost> step'
	kill -"$signal" "$(program)"
	sees "^left: $((128 + $(kill -l "$signal")))\$" "SIG$signal at the prompt ends the program"
	until_true test -s "$scratch/after"
	cmp -s "$scratch/before" "$scratch/after"
	result $? "the terminal is as it was after SIG$signal"
done
run_outpost
type_line 'step 8; step 1000000'
wait_for '^8 updates'
kill -TERM "$(program)"
sees '^shell>' 'SIGTERM in a run ends the program'
wait_last 'shell>'
type_line 'echo "code $?"'
sees '^code 143$' 'by the signal'

# ---- how far a long run is: in place, unless nothing may be
start "TERM=nosuch ${OUTPOST:?}"
at_prompt 'a terminal that nobody knows: text mode'
type_line 'step 1000000; step 4'
sees '^[0-9,]+ of 1,000,000 updates, [0-9,]+ queries, [0-9]+ (s|min) left' 'a long run shows how far it is'
if wait_wire 'left *.[0-9,]* of 1,000,000'; then result 0 'again and again in one row'
else result 1 'again and again in one row' "$(screen)"; fi
keys C-c
sees '^stopped after [0-9,]+ of 1,000,000 updates' 'Ctrl-C stops it'
if on_screen '(s|min) left'; then result 1 'and takes the row away' "$(screen)"; else result 0 'and takes the row away'; fi

# ---- plain
start "ACCESSIBLE=1 ${OUTPOST:?}"
wait_last 'outpost>'
type_line 'step 30000'
wait_for '^30,000 updates'
if grep -q 'of 30,000 .* of 30,000 ' "$scratch/wire"; then result 1 'ACCESSIBLE: nothing is rewritten in place' "$(screen)"
else result 0 'ACCESSIBLE: nothing is rewritten in place'; fi
type_line 'plot likelihood[5]'
sees '1e\+00\|' 'ACCESSIBLE: plots in plain characters'
start "TERM=dumb ${OUTPOST:?} --plain; echo left"
wait_last 'outpost>'
type_line 'step 1'
wait_for '^1 update'
keys C-d
wait_for '^left'
if grep -q $'\033' "$scratch/wire"; then result 1 'TERM=dumb: no escape sequence' "$(cat -v "$scratch/wire")"
else result 0 'TERM=dumb: no escape sequence'; fi

plan
