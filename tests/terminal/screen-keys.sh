#!/bin/bash
# KEYS mode: what every key does and that it tells its command; keys and typed lines in turn; keys while a run is going.
. "${srcdir:?}/tests/terminal/lib.sh"

# Esc has to be seen before anything may follow it: together they would be another key.
to_keys() {
	keys Escape
	until_true key_line_has '^ KEYS '
}
to_type() {
	keys Escape
	until_true key_line_has '^ TYPE '
}
# ran COMMAND LABEL: the console shows it as if it had been typed.
ran() { in_frame "^outpost> $1\$" "$2"; }

# ---- steps
open_screen
in_keys '^ TYPE .*Esc KEYS$' 'starts in TYPE mode'
to_keys
in_keys '^ KEYS  s step  c run .*Esc TYPE$' 'Esc: KEYS mode, with its keys'
in_row 2 '\[>1 prompts ]' 'a panel has the focus'
keys s
in_status ' update 1 +queries 64 ' 's: an update'
ran step 'as a command'
in_frame '^1 update, 64 queries' 'with its answer'
in_frame '^outpost>$' 'the prompt promises no repetition: Enter is a key here'
keys 5 s
in_status ' update 6 +queries 384 ' '5 s: five'
ran 'step 5' 'as a command'
keys 1 0 s
in_status ' update 16 +queries 1,024 ' '10 s: ten'
keys 3 k s
in_status ' update 17 ' 'a number counts for one key only'
in_frame '^> x2 ' '3 k: three prompts up'

# ---- the selection
keys j
in_frame '^> x3 ' 'j: the next prompt'
in_frame '\[ 2 likelihood x3 ]' 'plotted'
in_frame '\[ 3 tokens of x3' 'its tokens'
in_frame '\[ 4 newest samples on x3\b' 'its samples'
keys k
in_frame '^> x2 ' 'k: the one before'
keys Down
in_frame '^> x3 ' 'Down'
keys Up
in_frame '^> x2 ' 'Up'
keys 9 j
in_frame '^> x5 ' 'the last one is the end'
in_frame '>t3 ' 'the position is the one of the rarest token'
keys t
in_frame '>t4 ' 't: the next position'
keys T
in_frame '>t3 ' 'T: the one before'
keys Right
in_frame '>t4 ' 'Right'
keys Left
in_frame '>t3 ' 'Left'
keys o
in_frame "\[ 3 tokens of x5: base model's p" 'o: the base model'
keys o
in_frame '\[ 3 tokens of x5: p\(' 'o: as it is now'

# ---- panels
keys Tab
in_row 2 '\[ 1 prompts ].*\[>2 likelihood' 'Tab: the next panel'
keys BTab
in_row 2 '\[>1 prompts ].*\[ 2 likelihood' 'Shift-Tab: the one before'
keys Tab Tab
in_frame '\[>3 tokens' 'the tokens'
in_keys 'j/k position' 'the key line follows'
keys j
in_frame '>t4 ' 'j: the next position'
keys k
in_frame '>t3 ' 'k: the one before'
keys Tab
in_frame '\[>4 newest samples' 'the samples'
keys Tab
in_frame '\[>5 console' 'the console'
in_keys 'j/k scroll' 'where j and k scroll'
keys k k k k
in_frame '^outpost> step 5$' 'k: older lines'
keys p
in_row 2 '\[>1 prompts ]' 'p: the prompts'
keys BTab
in_frame '\[>5 console' 'Shift-Tab goes round'
keys Tab
in_row 2 '\[>1 prompts ]' 'and Tab'

# ---- plots and explanations
keys k :
type_line 'plot rewarded'
in_row 2 '\[ 2 rewarded' 'another curve'
keys P
ran plot 'P: plots the prompt'
in_row 2 '\[ 2 likelihood x4 ]' 'again'
keys L
ran 'plot lin' 'L: on a linear scale'
holds 'its axis has no powers' frame_lacks '│1e[+-]'
keys L
ran 'plot log' 'L: on a logarithmic scale'
in_frame '│1e[+-]' 'its axis has'
keys j e
ran 'explain p0' 'e: explains the panel'
in_frame '^p0: ' 'prompts: p0'
keys Tab e
ran 'explain likelihood' 'the plot'
keys p

# ---- the list of keys
keys '?'
in_frame '\[ keys ]' '?: the list of keys'
in_frame ' s +(one update|step)' 'with s'
in_frame '\[ 1 prompts ]' 'the panel in focus above it'
in_frame '^.+ A row for each prompt: ' 'and what that shows'
in_keys 'any key closes the list' 'any key closes it'
keys s
gone '\[ keys ]' 'it closes'
in_status ' update 17 ' 'and the key does nothing else'
keys '?'
in_frame '\[ keys ]' 'the list again'
keys C-c
gone '\[ keys ]' 'Ctrl-C closes it too'
never '^type quit' 'and says nothing'

keys Tab
in_row 2 '\[>2 likelihood' 'the next panel'
keys '?'
in_frame '^.+ The plotted metric ' 'the list tells of that one'
keys Escape
gone '\[ keys ]' 'Esc closes it'
keys p
in_row 2 '\[>1 prompts ]' 'back to the prompts'
keys :
type_line 'explain panel 2'
in_frame '^  The plotted metric ' 'explain panel 2 says the same'

# ---- the line, for one command
keys :
in_keys '^ KEYS  Enter runs the line .*Esc drops it$' ':: the line'
type_line 'step 2'
in_status ' update 19 ' 'what is typed runs, though its letters are keys'
in_keys '^ KEYS  s step ' 'and KEYS mode returns'
keys a
in_line a 'a letter that is no key opens the line'
type_text 'x'
in_line ax 'and the rest goes there'
keys Escape
in_keys '^ KEYS  s step ' 'Esc drops it'
in_line '' 'altogether'
keys s
in_status ' update 20 ' 's is a key again'
keys :
in_frame '^outpost \(again: step\)>$' 'on the line Enter would repeat it'
keys Escape
in_frame '^outpost>$' 'as a key it does not'
paste_text $'step 1\nstep 2\n'
in_keys '^ KEYS  Enter runs the line ' 'a paste opens the line'
in_line 'step 1^Jstep 2^J' 'and waits there'
in_status ' update 20 ' 'nothing has run'
keys Enter
in_status ' update 23 ' 'Enter runs its lines'
in_keys '^ KEYS  s step ' 'KEYS mode returns'

# ---- inside
keys x
in_status '  > x5  PAUSED$' 'x: into the prompt'
ran 'inspect 5' 'by a command'
in_keys 'Enter tokens .*Esc up$' 'the key line tells the way on and back'
keys Enter
in_status '  > x5 > tokens  PAUSED$' 'Enter: its tokens'
ran 'inspect 5 t=3' 'by a command'
keys j
in_frame '^>  t4 ' 'j: the next position'
keys T
in_frame '^>  t3 ' 'T: the one before'
keys s
in_status ' update 24 .*> x5 > tokens  ' 's: an update, seen from inside'
keys t
in_frame 'next token : x5 t4 ' 'and what comes next'
in_frame '^  reached by [0-9]+ of [0-9]+, reward paid 0 times here: no signal' 'how many responses came there, and what they earned'
in_keys 'Enter samples ' 'Enter leads on'
keys Enter
in_status '  > x5 > t4 > sample 1  PAUSED$' 'Enter: one response of the update'
ran 'inspect 5 t=4 sample=1' 'by a command'
in_frame '^> +1 - [abcd]{8} ' 'in the list of them'
in_frame '\[ sample 1 of [0-9]+ on x5 : wrong at t[1-8] ].*update 24: log p [-+0]' 'and what the update made of it'
in_frame '^>  t4 ' 'at the same position'
keys j
in_status ' > sample 2  PAUSED$' 'j: the next response'
in_frame '\[ sample 2 of ' 'token by token'
keys k t
in_status ' > x5 > t5 > sample 1  PAUSED$' 'k: the one before; t: the next position'
keys Tab Tab j
in_status ' > x5 > t6 > sample 1  PAUSED$' 'j in its tokens: the next position'
keys 9 9 T
in_status ' > x5 > t1 > sample 1  PAUSED$' '99 T: the first'
keys s
in_status ' update 25 +> x5 > t1 > sample 1  ' 's: an update, and its newest response'
keys Escape
in_status '  > x5 > tokens  PAUSED$' 'Esc: up'
in_frame '^>  t1 ' 'where it was looked at'
keys Escape
in_status '  > x5  PAUSED$' 'Esc: up again'
keys j
in_status '  > x5  ' 'there is no prompt behind the last'
keys k
in_status '  > x4  ' 'k: the prompt before it'
keys j
in_status '  > x5  ' 'j: and back'
keys q
in_status ' off [0-9]+/64 +PAUSED$' 'q: up'
keys Enter
in_status '  > x5  ' 'Enter at the top: into the prompt'
keys Escape
in_status ' off [0-9]+/64 +PAUSED$' 'Esc: the top'

# ---- modes
to_type
in_line '' 'Esc at the top: TYPE mode'
type_line 'step 2'
in_status ' update 27 ' 'a line'
keys C-x s
in_keys '^ KEYS ' 'Ctrl-X s: KEYS mode'
keys s
in_status ' update 28 ' 'a key'
keys C-x s
in_keys '^ TYPE ' 'Ctrl-X s: TYPE mode'
in_frame '^outpost \(again: step\)>$' 'Enter repeats what the key has run'
keys Enter
in_status ' update 29 ' 'indeed'
keys F10
in_status ' update 30 ' 'F10 steps in TYPE mode too'
keys F1
in_frame '\[ keys of KEYS mode: .*the line keeps its text' 'and F1 lists the keys'
keys F1
gone '\[ keys of KEYS mode: ' 'and closes the list'
type_text 'show l'
in_line 'show l' 'a line begun'
to_keys
keys s
in_status ' update 31 ' 'does not hinder a key'
in_line 'show l' 'and is kept'
keys :
type_text 'r'
keys Enter
in_frame '^lr +0\.5' 'until it is finished'

# ---- the console, older and newer
in_frame '^outpost> show lr$' 'the newest line'
keys PPage PPage
in_frame 'PgDn: newer' 'PgUp: older lines, and how to come back'
gone '^outpost> show lr$' 'the newest is out of sight'
keys NPage NPage
gone 'PgDn: newer' 'PgDn: the newest'
in_frame '^outpost> show lr$' 'is there'
keys PPage PPage
in_frame 'PgDn: newer' 'older lines'
keys s
in_frame '^1 update, 64 queries' 'a command brings the newest'
gone 'PgDn: newer' 'and no others'

# ---- drawn anew
frame >"$scratch/clean"
printf '\033[5;5Hjunk' >"$(tm display -p -t main '#{pane_tty}')"
until_true frame_has junk
keys C-l
gone junk 'Ctrl-L takes away what others wrote'
frame | cmp -s - "$scratch/clean"
result $? 'and the screen is as it was' "$(frame)"

# ---- runs
keys :
type_line 'speed 5'
in_frame '^speed +5' 'speed 5'
keys Space
in_status 'RUN 5/s$' 'Space: runs at that speed'
ran continue 'by a command'
in_keys '^ KEYS  Space pause .*Esc TYPE$' 'the key line has the keys of a run'
keys s x q : w 7 j
in_frame '^> x5 ' 'keys that would start something do nothing'
in_line '' 'nor do they wait on the line'
keys k
in_frame '^> x4 ' 'the selection moves'
keys t
in_frame '>t2 ' 'and the position'
keys ']'
in_status 'RUN 10/s$' '] speeds it up'
keys '['
in_status 'RUN 5/s$' '[ slows it down'
ran 'speed 5' 'by a command'
in_keys '^ KEYS ' 'in KEYS mode all the while'
keys Space
in_status ' off [0-9]+/64 +PAUSED$' 'Space: pauses'
in_frame '^stopped after [0-9,]+ updates?' 'and tells after how many updates'
keys :
type_line 'speed max'
in_frame '^speed +max' 'speed max'
keys r
in_status ' update 0 +queries 0 +off -  READY$' 'r: back to update 0'
ran reset 'by a command'
keys c
in_status ' update 157 +queries 10,048 .* END$' 'c: runs to the end of the budget'
ran continue 'by a command'
in_frame '^stop: the budget of 10,000 queries is spent' 'and says so'
keys c
in_status 'RUN max$' 'c: goes on all the same'
keys C-c
in_status '(PAUSED|END)$' 'Ctrl-C stops it'

# ---- two trainers
keys @
in_status '  A=outcome  ' '@ with one trainer: stays'
keys :
type_line 'trainer process @b'
in_status '  B=process  ' 'a second trainer'
keys s
in_status '  B=process  .*update 1 ' 's: one update of the trainer that is looked at'
keys @
in_status '  A=outcome  ' '@: the first'
keys @
in_status '  B=process  .*update 1 ' '@: the second'
keys Enter Enter Enter
in_status '  B=process  .*> x[0-5] > t[1-8] > sample 1  ' 'Enter, three times: its newest response'
in_frame '\[ sample 1 of [0-9]+ on x[0-5], B ' 'of the trainer that is looked at'
in_frame ' reward ' 'with its rewards'
keys @
in_status '  A=outcome  .*> x[0-5] > t[1-8] > sample 1  ' '@: the same place of the other'
in_frame '\[ sample 1 of [0-9]+ on x[0-5], A ' 'with its response'
keys @
in_frame '\[ sample 1 of [0-9]+ on x[0-5], B ' '@: and back'
keys Escape Escape Escape
in_status '  B=process  .*off [0-9]+/64 +PAUSED$' 'Esc, three times: up'

# ---- the way out
keys C-c
in_frame '^type quit or press Ctrl-D to leave$' 'Ctrl-C: how to leave'
keys :
type_text 'step'
until_true line_is step
keys C-c
in_keys '^ KEYS  s step ' 'Ctrl-C on an open line drops it'
in_line '' 'altogether'
keys q
in_line quit 'q at the top: quit on the line'
in_keys '^ KEYS  Enter runs the line ' 'waiting for Enter'
keys Escape
in_line '' 'Esc drops it'
keys q
in_line quit 'q again'
type_text 'step 1'
in_line 'step 1' 'what is typed takes its place'
keys Enter
in_frame '^outpost> step 1$' 'and runs'
in_keys '^ KEYS  s step ' 'in KEYS mode'
keys q
until_true line_is quit
keys BSpace
in_line qui 'Backspace changes it'
type_text 'x'
in_line quix 'then it is a line as any other'
keys Escape
until_true line_is ''
keys q
until_true line_is quit
paste_text 'step 2'
in_line 'step 2' 'a paste takes its place too'
keys Escape
until_true line_is ''
type_text quit
in_line quit 'quit typed in KEYS mode, where q is a key'
keys Escape
until_true line_is ''
keys q
until_true line_is quit
type_text quit
in_line quit 'q, then quit'
keys Enter
sees '^left: 0$' 'Enter leaves'
open_screen
keys F5
in_status ' update 157 .* END$' 'F5 runs in TYPE mode too'
type_text 'show l'
in_line 'show l' 'a line begun'
keys Escape
in_frame '\[ 4 newest samples' 'Esc: the panels that the answer covered'
in_keys '^ KEYS .*Esc TYPE$' 'and KEYS mode, as the key line has said'
keys q
in_line quit 'q with a line begun: quit and nothing else'
keys Escape
in_line '' 'dropped'
keys C-d
sees '^left: 0$' 'Ctrl-D leaves'

plan
