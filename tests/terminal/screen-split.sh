#!/bin/bash
# Two trainers side by side (scenario s06: a class compares outcome with process), and pages that people choose: numbered
# layouts, one panel alone, the view before, a page for projectors.
. "${srcdir:?}/tests/terminal/lib.sh"

at_rest() { key_line_has '^ TYPE and Enter'; }
ask() { # LINE PATTERN LABEL
	type_line "$1"
	in_frame "$2" "$3"
	until_true at_rest
}

# ---- wide: both
open_screen 120 40
ask 'split outcome process' '^A outcome and B process, on the same base model, prompts and coins \(seed 8\)' 'split makes B'
in_status '^ outpost barrier/8  SPLIT by queries  A=outcome .* B=process .* READY$' 'the status line has both'
in_frame '\[ 1 A outcome: 1 query per response ].*\[ 1 B process: 1 query per token checked ]' 'prompts of both, side by side'
in_frame '\[ 3 tokens of x5, A: .*\[ 3 tokens of x5, B: ' 'and tokens'
in_frame '\[ 4 newest samples on x5 of A .*\[ 4 newest samples on x5 of B ' 'and samples'
in_frame '\[ 2 likelihood x5 ].*A outcome  B process  \* both' 'one plot for both curves'
in_keys 's step both  c run both' 'keys of the run are for both'
ask 'step' '^B process: 1 update, ' 'the first step is one update of each'
in_status 'A=outcome  queries 64 +B=process  queries [1-9]' 'and the status line says so'
ask 'step' '^A outcome: [2-9] updates, ' 'the next one is for who is behind'
ask 'continue until queries>=10000' '^stop: queries>=10000' 'both go on to as many queries'
in_frame '^A update 157, 10,048 queries, x5 .*; B update [0-9]+, 10,[0-9]+ queries, x5 ' 'and one line says where they are'
in_frame '^> x5 adadadad 2\.1e-06 .* [0-9.]+e-(0[89]|1[0-9]) .*│> x5 adadadad .* 0\.[5-9][0-9]+ .*OUT! \.' 'A has lost x5, B has learned it'
ask 'compare' '^x5 \(OUT!\) likelihood +[0-9.]+e-(0[89]|1[0-9]) +0\.[5-9]' 'compare: B wins on x5'
in_frame '^x2 \(in\) likelihood .* A$' 'and A on x2'
ask 'set lr .1 @a' '^lr 0\.5 -> 0\.1 ' 'a setting of A alone'
in_row 2 '\[ 1 A outcome: 1 query per response ]─+lr 0\.1──.*\[ 1 B process: .* ]─+lr 0\.5──$' 'and the lists say what is not the same'
ask 'undo' '^undone: set lr' 'undo'
keys Escape
in_keys '^ KEYS .*@ B ' 'KEYS mode'
keys =
in_frame '^outpost> set sync updates$' 'the key = shows its command'
in_status 'SPLIT by updates' 'and changes what holds them together'
keys @
in_frame '\[>1 B process' 'the other one is in focus'
keys S
in_frame '^A outcome: update 22 \(was 157\)' 'back is for both: to where they had made as many'
keys Escape
in_keys '^ TYPE' 'TYPE mode'
ask 'only @a' '^trainer A outcome alone; split leads back' 'only'
in_frame '\[ 1 prompts ].*A outcome' 'shows one'
ask 'undo' '^undone: only @a \(split off -> on\)' 'undo'
in_frame '\[ 1 B process' 'shows both again'

# ---- narrow: one at a time
tm resize-window -t main -x 80 -y 24
in_frame '\[ 1 prompts ]─+A outcome──┬─\[ 2 likelihood x5 ]' 'below 120 columns one trainer'
in_frame ' base +A +B +(A hits )?sup +│' 'but both likelihoods in the list'
in_status 'A=outcome .* B=process ' 'but the status line has both'
keys Escape
in_keys '^ KEYS' 'KEYS mode'
keys @
in_frame '\[>1 prompts ]─+B process' '@ shows the other'
keys Escape
in_keys '^ TYPE' 'TYPE mode'
ask 'split' 'side by side from 120 columns on: @ shows the other one' 'split says where the other one is'

# ---- pages that were chosen
open_screen
ask 'step 5' '^5 updates, 320 queries' 'five updates'
ask 'layout 2' '^layout 2' 'layout 2'
in_row 2 '\[ 2 likelihood x5 ]─+$' 'has the curve in full width'
ask 'layout 6' '^layout 6' 'layout 6'
in_row 2 '\[ 5 console ]' 'is the console alone'
ask 'layout 9' '^error: layout takes a whole number from 1 to 6, or auto, got "9"' 'there are six'
ask 'undo 2' '^undone: layout 2' 'undo'
in_row 2 '\[ 1 prompts ].*\[ 2 likelihood x5 ]' 'leads back'
ask 'zoom tokens' '^panel tokens alone' 'a panel by its name'
in_row 2 '\[ 3 tokens of x5: .*adadadad' 'alone'
ask 'zoom nothing' '^error: no panel "nothing": a number, or one of prompts, curve, ' 'or not'
keys Escape
in_row 2 '\[ 1 prompts ]' 'Esc leads to all'
keys Escape
in_keys '^ KEYS' 'Esc once more to KEYS mode'
in_row 10 '\[>3 tokens' 'where the tokens are in focus'
keys z
in_frame '^outpost> zoom$' 'the key z shows its command'
in_row 2 '\[>3 tokens' 'and zooms'
keys Tab
in_row 2 '\[>4 newest samples' 'Tab: the next panel alone'
keys -
in_row 2 '\[>3 tokens' '-: the one before'
keys -
in_row 2 '\[>4 newest samples' 'and there again'
keys Escape
in_row 2 '\[ 1 prompts ]' 'Esc: all panels'
keys Enter
in_status '> x5' 'Enter looks into the prompt'
keys -
gone 'inspect x5 :' '- leads out'
keys -
in_frame 'inspect x5 :' 'and in'
keys Escape
gone 'inspect x5 :' 'Esc leads up'
keys Escape
in_keys '^ TYPE' 'TYPE mode'

# ---- for a projector
ask 'present on' '^present on' 'present'
in_frame '^> x5 a d a d a d a d 2e-06 .e-08 ' 'letters are spaced, numbers have two digits'
gone 'newest samples' 'three panels'
ask 'present off' '^present off' 'and back'
in_frame 'newest samples' 'to all of them'

plan
