#!/bin/bash
# A student's first minute, and a sceptical one's check: what is back is back exactly, on the screen and by the hash.
. "${srcdir:?}/tests/terminal/lib.sh"

at_rest() { key_line_has '^ (TYPE and Enter|KEYS  s step)'; }
# What is known of the run, without its future: the curve goes on to it, and the status line says so.
now() { panels | sed '1d; s/│.*//; s/\[>/[ /'; }
# is_as NAME LABEL: a test; all is as it was kept.
is_as() {
	if until_true eval "now | cmp -s - '$scratch/$1'"; then result 0 "$2"
	else result 1 "$2" "$(diff "$scratch/$1" <(now))"; fi
}
keep() { until_true at_rest && now >"$scratch/$1"; }
# hash COMMANDS: that of the state they lead to, which is at update 40.
hash() {
	local asked
	echo >>"$scratch/asked" # $(hash ..) is a shell of its own: a variable would not last
	asked=$(wc -l <"$scratch/asked")
	type_line "$1; info state; expect update==40 \"answer $asked\""
	until_true frame_has "^ok: answer $asked\$" && frame | grep -oE 'hash [0-9a-f]{16}' | tail -n 1
}
same() { [ -n "$1" ] && [ "$1" = "$2" ]; result $? "$3" "$1
$2"; }

# ---- the first minute
open_screen
in_status ' update 0 +queries 0 +off -  READY$' 'at the start nothing runs'
keep start
type_line step
in_status ' update 1 +queries 64 ' 'step: one update of 64 queries'
keep one
type_line back
in_status ' update 0 of 1 +queries 0 +off -  READY$' 'back: update 0 of the one there is'
in_frame '^update 0 \(was 1\)\. step 1 returns to the same state\.$' 'and how to come back'
is_as start 'all is as at the start'
type_line step
in_status ' update 1 +queries 64 ' 'and forward'
is_as one 'all is as it was there, samples too'
type_line 'step 10'
in_status ' update 11 +queries 704 ' 'step 10'
in_frame '^10 updates, 640 queries' 'in one line'
keep eleven
keys Enter
in_status ' update 21 +queries 1,344 ' 'Enter: ten more'
type_line 'back 10'
in_status ' update 11 of 21 +queries 704 ' 'back 10'
is_as eleven 'to what was there when Enter was pressed'
type_line 'step 10'
until_true at_rest
type_line 'set lr .2'
in_frame '^lr 0\.5 -> 0\.2 from update 22 on' 'a setting'
type_line undo
in_frame '^undone: set lr \.2 \(lr 0\.2 -> 0\.5\)$' 'undo takes it back'
in_status ' update 21 +queries 1,344 ' 'and leaves time alone'
type_line undo
in_frame '^error: nothing to undo: ' 'there is nothing else to undo'
in_status ' update 21 +queries 1,344 ' 'for time is moved by back'
type_line help
in_frame '^help WORD: a command' 'help'

# ---- by keys
type_line reset
in_status ' update 0 ' 'back to the beginning'
keys Escape
until_true key_line_has '^ KEYS '
keys s
is_as one 's: the first update is the same'
keys s s
in_status ' update 3 ' 'two more'
keys S
in_status ' update 2 of 3  ' 'S: one back'
keys 2 S
in_status ' update 0 of 3  ' '2 S: two'
keys s
in_status ' update 1 of 3  ' 's: and forward'
is_as one 'to the same again'
keys m
in_line 'mark' 'm: a mark, to be named'
type_text here
keys Enter
in_frame '^outpost> mark here$' 'Enter makes it'
keys s s
until_true status_has ' update 3  '
keys '{'
in_status ' update 1 of 3  ' '{: back to the mark'
keys 3 S
in_status ' update 0 of 3  ' 'back beyond it'
keys '}'
in_status ' update 1 of 3  ' '}: forward to it'

# ---- is it exact?
open_screen
there=$(hash 'step 40')
same "$there" "$(hash 'back 25; step 25')" 'back 25, step 25: the same state'
same "$there" "$(hash 'goto 7; goto 39; step')" 'goto, goto, step: the same'
same "$there" "$(hash 'reset; step 40')" 'reset, step 40: the same'
other=$(hash 'back 10; set lr .1; step 10')
[ -n "$other" ] && [ "$other" != "$there" ]
result $? 'another lr for the last ten: another state' "$other"
same "$there" "$(hash 'reset; set lr .5; step 40')" 'with the old one: the first state again'
other=$(hash 'seed new; step 40')
[ -n "$other" ] && [ "$other" != "$there" ]
result $? 'seed new: another state' "$other"
same "$there" "$(hash 'seed 8; step 40')" 'seed 8: the first state again'

plan
