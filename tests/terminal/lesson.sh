#!/bin/bash
# A class takes a lesson (scenario s07): no run before a prediction, what was said beside what happened, a solution that is typed
# and not run, free play and back to the exact place, an explanation, kill -9 and --resume; then the same in text mode.
. "${srcdir:?}/tests/terminal/lib.sh"

export OUTPOST_HOME=$scratch/state
with="OUTPOST_HOME=$OUTPOST_HOME"

at_rest() { key_line_has '^ TYPE and Enter'; }
ask() { # LINE PATTERN LABEL
	type_line "$1"
	in_frame "$2" "$3"
	until_true at_rest
}
hash_now() { screen | grep -oE 'hash [0-9a-f]{16}' | tail -n 1; }
same() { # HASH HASH LABEL
	[ -n "$1" ] && [ "$1" = "$2" ]
	result $? "$3" "$1
$2"
}

# ---- the screen, 80x24
open_screen
ask 'lesson' '^  lesson 100 A small lesson +6 pages, 3 minutes' 'lesson lists what there is'
ask 'lesson 100' '\[ 6 lesson 100: A small lesson ].*1 of 6' 'a lesson has its panel'
in_frame '^ There are six prompts\. The base model answers x2 with 0\.731, but x5 only with$' 'with the numbers of now'
in_status ' LESSON 100\.1 text$' 'the status line says so'
in_keys 'n next  r reset' 'and the key line leads on, or back to the start'
ask next ' 100\.2 DO  Ten updates$' 'the next page'
ask next '^error: not yet: update>=10 \(now update 0\)' 'which is not done yet'
ask h '^hint 1 of 2: One update is one step\.$' 'a hint'
type_line solution
in_line 'step 10' 'the solution stands on the line'
in_status ' update 0  ' 'and was not run'
keys Enter
in_frame '^100\.2 is done: next goes on\.$' 'Enter runs it'
ask n ' 100\.3 PREDICT  After 10,000 queries$' 'n: on'
in_status ' LESSON 100\.3 predict$' 'a prediction is wanted'
ask step '^error: predict first, or: predict skip$' 'and nothing runs before it'
in_status ' update 10  ' 'nothing at all'
in_frame '^ all answers at once, in order:  predict LETTER NUMBER   or  predict skip$' 'and the page has how to answer'
never '\[ 1 prompts ]' 'for it has the window'
tm resize-window -t main -x 60 -y 16
in_frame 'PgDn: [0-9]+ more' 'in a smaller window it goes on below'
keys PageDown
in_frame 'predict LETTER NUMBER' 'PgDn: how to answer'
keys PageUp
in_frame ' 100\.3 PREDICT' 'PgUp: its start'
tm resize-window -t main -x 80 -y 24
in_frame '^ all answers at once' 'and there again'
ask 'predict b .5' '^Locked\. next goes on to see what happens\.$' 'an answer is locked'
in_frame '^  > b\) once or twice$' 'and has its sign'
ask 'predict c .5' '^error: your answers are locked: b \.5\. next goes on$' 'for good'
ask 'tally a=4 b=9 c=12' 'a\) many times   \[class: 4]$' 'votes of a class'
ask next '^ Now type, and watch:$' 'what is to be run'
ask 'continue until queries>=10000' '^    you       b\) once or twice$' 'you'
in_frame '^    happened  c\) never$' 'beside what happened'
in_frame '^    right\?    no$' 'which was another thing'
type_line 'info state'
until_true frame_has 'hash [0-9a-f]{16}'
before=$(hash_now)
ask play ' 100\.4 PLAY$' 'free play'
in_status ' LESSON 100\.4 play$' 'the lesson waits'
ask 'preset support' '^support: k=4 N=8' 'another preset'
ask 'step 3; set lr 2' '^lr 0\.5 -> 2 ' 'other settings'
ask next ' 100\.4 OBSERVE' 'next: back in the lesson'
type_line 'info state'
until_true count_on_screen 'hash [0-9a-f]{16}' 1
until_true at_rest
same "$before" "$(hash_now)" 'at the exact place'
in_status '^ outpost barrier/8  A=outcome  update 157 ' 'of the first preset'

# ---- kill -9
kill -KILL "$(program)"
wait_last 'shell>'
open_screen --resume
in_frame '^and with lesson 100, page 100\.4$' '--resume: the lesson too'
in_status ' LESSON 100\.4 observe$' 'at its page'
in_frame '^    you       b\) once or twice$' 'with the answers'
type_line 'info state'
until_true frame_has 'hash [0-9a-f]{16}'
same "$before" "$(hash_now)" 'and the run'
until_true at_rest
ask next ' 100\.5 WHY' 'it goes on'
keys Escape
in_keys '^ KEYS  a answer  n next  N page back  r reset' 'KEYS mode: keys of lessons first'
keys N
in_frame ' 100\.4 OBSERVE' 'N: the page before'
keys n
in_frame ' 100\.5 WHY' 'n: and on'
keys a
in_line 'why' 'a: an answer'
type_text 'nothing correct was ever drawn'
keys Enter
in_frame '^ a good answer: Nothing correct was ever sampled on x5' 'a good answer beside the own one'
keys n
in_frame ' 100\.6 FREE' 'the last page'
keys n
in_frame '^Lesson 100, A small lesson, is over\.' 'and the end'
in_status ' PAUSED$|END$' 'the status line is as ever'
type_line 'quit'
wait_for '^left: 0$'
[ "$(stat -c %a "$OUTPOST_HOME/lessons.jsonl")" = 600 ] && grep -q '"event":"predict","answers":\["b",".5"]}' "$OUTPOST_HOME/lessons.jsonl"
result $? 'the log is private' "$(ls -l "$OUTPOST_HOME")"
[ -z "$(ls "$OUTPOST_HOME"/lesson-*.db 2>/dev/null)" ]
result $? 'and no place is left behind' "$(ls "$OUTPOST_HOME")"

# ---- text mode
start "cd $scratch; $with ${OUTPOST:?} --plain; echo \"left: \$?\""
wait_last 'outpost>'
type_line lesson
sees '^  lesson 100 A small lesson +done$' 'what is done is known in the next session'
type_line 'lesson 100.2'
sees '^100\.2 DO  Ten updates$' 'a page as text'
type_line solution
wait_last 'outpost> step 10' && keys Enter
sees '^100\.2 is done: next goes on\.$' 'the solution on the line of text mode'
type_line 'lesson forget 100'
sees '^A small lesson: [0-9]+ lines of the log forgotten$' 'forgotten'
keys C-d
wait_for '^left: 0$'
[ -f "$OUTPOST_HOME/lessons.jsonl" ] && [ ! -s "$OUTPOST_HOME/lessons.jsonl" ]
result $? 'for good' "$(cat "$OUTPOST_HOME/lessons.jsonl")"
plan
