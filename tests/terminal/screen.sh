#!/bin/bash
# The screen: what it starts with, what typed lines do to it, completion, pastes, Ctrl-C, and what a run leaves to type.
. "${srcdir:?}/tests/terminal/lib.sh"

# panels_are FILE: the panels are what they were.
panels_are() { panels | cmp -s - "$1"; }
run_is_going() { status_has ' RUN '; }

# ---- the start
open_screen
in_status '^ outpost barrier/[0-9]+  A=outcome  update 0 +queries 0 +off -  READY$' 'starts on barrier, at update 0'
in_frame '^type s, Enter' 'says what to type first'
in_frame '^no samples yet' 'has drawn nothing yet'
in_keys '^ TYPE .* s step .*Esc KEYS$' 'the key line tells the mode and what to type'
in_frame '^> x5 .* OUT!' 'the prompt outside the support is selected'
in_line '' 'the line is empty'
result "$(tm display -p -t main '#{?alternate_on,0,1}')" 'it is the other screen of the terminal'

# ---- steps
type_line step
in_frame '^1 update, 64 queries' 'step: one update, one query a response'
in_status ' update 1 +queries 64 +off [0-9]+/64 +PAUSED$' 'the status line follows'
in_frame '^[+-] [a-d]{8} (correct|wrong t[1-8]) ' 'and the newest samples are shown'
type_line 'step 10'
in_status ' update 11 +queries 704 ' 'step 10: ten updates'
in_frame '^10 updates, 640 queries' 'in one line'
result "$(($(frame | grep -cE '^(10|[1-9]) updates?, ') - 1))" 'and only that'
in_frame '^outpost \(again: step 10\)>$' 'the prompt says what Enter repeats'
keys Enter
in_status ' update 21 +queries 1,344 ' 'Enter repeats it'
in_frame '^outpost> step 10$' 'and the console tells what ran'

# ---- a reply that needs room gets it, and gives it back
type_line 'show seed'
in_frame '^seed +8' 'a reply of one line'
panels >"$scratch/panels"
type_line help
in_frame '^help WORD: ' 'help: its last line'
in_frame '^Type a command; ' 'and its first are on the screen'
in_status ' update 21 ' 'under the status line'
in_keys 'Esc KEYS$' 'above the key line'
in_frame '^> x5 .* OUT!' 'and beside the prompts'
type_line 'show lr'
in_frame '^lr +0\.5' 'the next command answers'
holds 'and the panels have their room again' panels_are "$scratch/panels"

# ---- why is x5 stuck?
open_screen
type_line 'inspect 5'
in_status '  > x5  READY$' 'inspect 5: the breadcrumb'
in_frame '^ base p0 +[0-9.]+e-[0-9]+ +expect 1 hit in [0-9,]+ samples +\(1/p0\)' '1/p0 as so many samples'
in_frame '^ now  p ' 'p now'
in_frame '^ support +OUT! ' 'outside the support'
in_frame '^ target y\*   [a-d]{8}     seen in pre-training: never' 'never seen'
type_line 'inspect 5 t=4'
in_status '  > x5 > tokens  READY$' 'inspect 5 t=4: one level deeper'
in_frame '^>  t4 ' 'the position is selected'
in_frame '^[> ]  t[1-8] .* rarest' 'the rarest token is marked'
in_frame '^[> ]  t[1-8] .* <== below alpha here' 'and where the support ends'
in_frame 'next token : x5 t4 after "[a-d]{3}"' 'and what may come next at t4'
keys Escape
in_status '  > x5  READY$' 'Esc: one level up'
keys Escape
in_status ' off -  READY$' 'Esc: the top'
in_keys '^ TYPE .*Esc KEYS$' 'in the mode of before'
keys Escape
in_keys '^ KEYS .*Esc TYPE$' 'Esc at the top: KEYS mode'
keys Escape
in_keys '^ TYPE .*Esc KEYS$' 'and back: it never quits'
type_line 'sample 5 8'
in_frame '^\(not training: 0 queries\)' 'sample: costs no queries'
holds 'eight lines, each with its sign' frame_count '^[+-] [a-d]{8}  (correct|wrong at t[1-8]) ' 8
in_status ' update 0 +queries 0 ' 'and trains nothing'
type_line 'explain worst'
in_frame '^worst: ' 'explain worst: what it is'
in_frame 'worst\[i\] = min over t of' 'its formula'
in_frame 'now: worst\[5\] [.0-9]+, worst\[5\].pos [1-8]' 'and where it stands'

# ---- mistakes
type_line co
in_frame '^error: "co" is ambiguous: compare, complete, continue$' 'co: all it may mean'
type_line 'set baseline fasle'
in_frame 'got "fasle". did you mean off\? unchanged: off' 'a value mistyped: what is meant, and nothing has changed'
type_line 'show baseline'
in_frame '^baseline +off' 'indeed'

# ---- completion
panels >"$scratch/panels"
type_text prompt
keys Tab
in_line prompts 'Tab completes what is unique'
keys C-u
type_text 'preset sup'
keys Tab
in_line 'preset support' 'and the names of presets'
keys C-u
in_line '' 'Ctrl-U clears the line'
type_text co
keys Tab
in_frame '^compare +complete +continue$' 'what is ambiguous is listed in the console'
in_line co 'and stays on the line'
panels_are "$scratch/panels"
result $? 'the panels are as they were' "$(frame)"
keys C-u
type_text 'se'
keys Tab
in_frame '^seed +set$' 'another list'
panels_are "$scratch/panels"
result $? 'and the panels still are' "$(frame)"
keys C-u

# ---- pastes
type_line 'step 2'
in_status ' update 2 +queries 128 ' 'two updates, before the paste'
paste_text $'step 1\nstep 2\nstep 3\n'
in_frame '^outpost.*> step 1\^Jstep 2' 'three pasted lines wait on the line'
in_status ' update 2 +queries 128 ' 'and nothing has run'
keys Enter
in_status ' update 8 +queries 512 ' 'Enter runs all three'
holds 'one by one' frame_count '^3 updates, 192 queries' 1
paste_text $'step 4\nstep 5\nstpe 6\nstep 7\nstep 8'
keys Enter
in_frame '^error: unknown command "stpe". did you mean: step\?' 'a paste stops at the first error, with a suggestion'
in_frame '^2 commands skipped$' 'and says how many it has skipped'
in_status ' update 17 +queries 1,088 ' 'two have run'
keys Up
in_line 'step 8' 'each pasted line is in the history'
keys C-u

# ---- the line
type_line 'é'
in_frame '^error: unknown command "é"' 'an é arrives as one'
type_text 'show é'
in_line 'show é' 'and is shown as one'
keys BSpace BSpace
in_line 'show' 'and goes as one'
type_text ' lr'
keys Enter
in_frame '^lr +0\.5' 'the rest of the line is sound'
keys C-r
type_text st
in_frame "^\(reverse-i-search\).st': step 8$" 'Ctrl-R searches'
keys C-r
in_frame "^\(reverse-i-search\).st': step 7$" 'further back'
keys C-r C-r
in_frame "^\(reverse-i-search\).st': step 5$" 'past the mistake'
keys C-c
in_line '' 'Ctrl-C leaves the search'
type_text "# $(printf 'word%02d ' {1..30})"
keys X
in_row 23 '^<.*word29 word30 X$' 'a line longer than the window: its end is shown'
keys C-a
in_row 23 '^outpost> # word01 word02 .*word0[0-9 ]*>?' 'Ctrl-A: its beginning'
keys C-e
in_row 23 'word30 X$' 'Ctrl-E: its end'
in_keys 'Esc KEYS$' 'the key line has kept its place'
keys C-u
until_true line_is ''

# ---- Ctrl-C
keys C-c
in_frame '^type quit or press Ctrl-D to leave$' 'Ctrl-C on an empty line: how to leave'
keys C-c
holds 'twice: still there' frame_count '^type quit or press Ctrl-D to leave$' 2
type_text 'step 5'
in_line 'step 5' 'a line'
keys C-c
in_line '' 'Ctrl-C drops it'
type_line 'step 3'
in_status ' update 20 +queries 1,280 ' 'and it never ran'
type_line 'preset authors; set budget 0'
in_status '^ outpost authors/.*READY$' 'preset authors: k=32, N=128'
type_line 'continue; show lr; show k'
holds 'continue without a budget runs' run_is_going
in_status ' update [1-9]' 'and gets on'
keys C-c
in_frame '^stopped after [0-9,]+ updates?' 'Ctrl-C stops it and says after how many updates'
in_frame '^2 commands skipped$' 'with the rest of the line'
in_status 'PAUSED$' 'paused'
never '^lr ' 'the rest did not run'
type_line 'step; show lr'
in_frame '^lr ' 'the next line does'

# ---- while a run is going
open_screen
type_line 'set alpha 1e-4; set budget 0; continue'
in_status 'RUN max$' 'a run'
in_keys '^ TYPE  Space pause .*Esc KEYS$' 'the key line tells what it leaves'
type_text quit
in_line quit 'what is typed is on the line'
keys Enter
type_text ' now'
in_line 'quit now' 'Enter leaves it there, and blanks are text'
in_status 'RUN max$' 'the run goes on'
keys C-u
in_line '' 'Ctrl-U clears the line'
keys '['
in_status 'RUN 50/s$' '[ slows it down'
keys '['
in_status 'RUN 20/s$' 'again'
in_frame '^outpost> speed 20$' 'by a command'
keys ']'
in_status 'RUN 50/s$' '] speeds it up'
type_text 'x[ ]'
in_line 'x[ ]' 'on a line with text they are text'
in_status 'RUN 50/s$' 'and the speed stays'
keys C-u
keys Escape
in_keys '^ KEYS .*Esc TYPE$' 'Esc: KEYS mode'
keys Escape
in_keys '^ TYPE ' 'Esc: TYPE mode'
in_status 'RUN 50/s$' 'the run goes on'
keys Space
in_status 'PAUSED$' 'Space pauses'
in_frame '^stopped after [0-9,]+ updates?' 'and says after how many updates'
type_line 'continue'
in_status 'RUN 50/s$' 'it can go on'
type_text quit
keys Enter
in_line quit 'quit waits'
keys C-c
in_status 'PAUSED$' 'Ctrl-C stops'
in_line quit 'and leaves the line'
keys Enter
sees '^left: 0$' 'then Enter runs it'

# ---- speed and theme
open_screen
type_line 'speed 5'
in_frame '^speed +5' 'speed 5'
type_line 'speed 60'
in_frame '^error: speed takes .* 1 to 50, or max, got "60"' 'speed 60: what is allowed'
for theme in light mono projector dark; do
	type_line "theme $theme; show theme"
	in_frame "^theme +$theme" "theme $theme"
	in_frame '^> x5 .* OUT!' 'the screen is there'
done
type_line 'theme drak'
in_frame '^error: .*got "drak"\. did' 'a theme mistyped'
in_frame '\bdark\?' 'what is meant'

# ---- shot FILE: what is seen
type_line 'step 5'
in_status ' update 5 ' 'five updates'
in_frame '^5 updates, ' 'said'
panels >"$scratch/panels"
type_line 'shot seen.txt'
in_frame '^seen.txt: 80x24$' 'shot says how large the picture is'
above_console <"$scratch/seen.txt" >"$scratch/seen"
cmp -s "$scratch/panels" "$scratch/seen"
result $? 'and it is what was seen' "$(diff "$scratch/panels" "$scratch/seen")"
result "$(($(wc -l <"$scratch/seen.txt") - 24))" 'all rows of it'

# ---- a prompt without rewards
type_line 'step 15'
in_status ' STALLED x5$' 'twenty updates without a reward are a moment, too'
in_frame '^note: x5: no reward in 20 updates\.' 'and said'
type_line 'step'
in_status ' update 21 .* PAUSED$' 'until the next command'

# ---- leaving the support
type_line 'trainer process @b'
in_status '  B=process  update 0 +queries 0 ' 'a second trainer, looked at'
type_line 'step 20 @b'
in_status ' DISCOVERY x5$' 'the discovery is in the status line'
in_frame '^B process: x5 first correct at query [0-9,]+ \(update [0-9]+\): [a-d]{8}, base ' 'and in a sentence'
in_frame '^> x5 [a-d]{8} .* [1-9][0-9]* OUT!' 'the prompt keeps its sign, though it has hits'
type_line 'step @b'
in_status ' update 21 +queries [0-9,]+ +off [0-9]+/64 +(PAUSED|END)$' 'the next command ends the alarm'
in_frame '^\+ [a-d]{8} correct +[0-9.]+e-[0-9]+ OUT! at t[1-8]' 'a rewarded sample outside the support'

# ---- nothing by colour alone
with='NO_COLOR=1' open_screen
type_line 'step 10; trainer process @b; step 20 @b'
in_status ' B=process .* DISCOVERY x5$' 'NO_COLOR: the trainer by name'
in_frame '│.*A' 'A in the plot'
in_frame '│.*B' 'B in the plot'
type_line 'step @b'
in_frame '^> x5 .* OUT!' 'OUT! for a prompt'
in_frame '^\+ .*OUT! at t' '+ and OUT! for a sample'
in_frame '\[\.[0-9]{3}\]' 'the correct token in brackets'
type_line 'sample 5 8 from=base'
in_frame '^- [a-d]{8}  wrong at t[1-8]' '- for a wrong one'
colours=$(grep -oaP '\x1b\[([0-9;]*;)?[34][0-9](;[0-9;]*)?m' "$scratch/wire" | cat -v)
if [ -n "$colours" ]; then result 1 'and no colour is sent' "$colours"; else result 0 'and no colour is sent'; fi

plan
