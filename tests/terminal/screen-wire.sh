#!/bin/bash
# What goes over the wire: little for a step and for a frame of a run, never an emptied screen, no question to the terminal;
# what is typed, at once; and what others write to standard error, as lines of the console.
. "${srcdir:?}/tests/terminal/lib.sh"

frame_most=4096 mean_most=2048 # bytes; ten frames a second are 20 KB

opens() { open_screen 80 24 "$@" || { result 1 'the screen opens' "$(screen)"; plan; }; }
sent() { wc -c <"$scratch/wire"; }
forget() { : >"$scratch/wire"; }
# Emptied whole: by ESC [2J, or from the corner downwards.
clears() { grep -aoE $'\033\\[[23]J|\033c|\033\\[(1;1)?H\033\\[0?J' "$scratch/wire" | wc -l; }
holds_no_clear() {
	[ "$(clears)" = 0 ]
	result $? "$1" "$(cat -v "$scratch/wire" | head -c 2000)"
}
# What terminals answer: attributes, status, size, modes, colours, strings, ENQ. Answers come late, or as keys.
asks() { grep -aoE $'\033\\[[>=?]?[0-9;]*([cnx]|\\$p)|\033\\[1[1-9](;[0-9]+)*t|\033\\[>[0-9]*q|\033[]PZ]|\005' "$scratch/wire" | cat -v; }
update_is() { [ "$(updates)" = "$1" ]; }
at_rest() { key_line_has '^ TYPE and Enter'; }

# ---- steps
opens
most=0 sum=0
for i in 1 2 3 4 5 6 7 8 9 10; do
	forget
	type_line s
	until_true update_is $i && until_true at_rest
	[ "$(clears)" = 0 ] || break
	bytes=$(sent)
	sum=$((sum + bytes))
	[ "$bytes" -le $most ] || most=$bytes
done
[ "$i" = 10 ] && [ "$(clears)" = 0 ]
result $? 'ten steps: the screen is never emptied'
[ "$most" -lt $frame_most ] && [ "$sum" -gt 1000 ]
result $? 'each with less than 4 KB' "$most at most, $sum in all"

forget
# shows LINE PATTERN: what comes of it
shows() { type_line "$1" && until_true frame_has "$2" && until_true at_rest; }
shows 'inspect 5' '\[.inspect x5'
shows 'inspect 5 t=3' '\[.next token'
shows help '^help WORD: '
shows 'theme light' '^theme light$'
shows 'theme dark' '^theme dark$'
shows 'plot likelihood[0]' '^outpost> plot likelihood.0.$'
for key in Escape Escape Escape; do keys $key; done
holds_no_clear 'other views, themes and long replies: neither'

# ---- runs
opens
forget
type_line 'speed 10; continue until update>=30'
until_true update_is 30 && until_true at_rest
holds_no_clear 'a slow run: neither'
questions=$(asks)
[ -z "$questions" ]
result $? 'the terminal is asked nothing' "$questions"
[ "$(sent)" -lt $((30 * frame_most)) ]
result $? 'a slow run: less than 4 KB an update' "$(sent) bytes"

opens --preset authors
type_line 'set budget 0'
until_true at_rest
forget
start_time=${EPOCHREALTIME//[.,]/}
type_line 'continue'
holds 'a run at full speed' painted_are 25
bytes=$(sent) painted=$(frames) tenths=$(((${EPOCHREALTIME//[.,]/} - start_time) / 100000))
holds_no_clear 'the screen is not emptied'
[ "$bytes" -lt $((painted * mean_most)) ]
result $? 'a frame has less than 2 KB' "$bytes bytes in $painted frames"
[ "$painted" -le $((tenths + 2)) ]
result $? 'there are at most ten of them a second' "$painted frames in $tenths tenths of a second"

# ---- typing meanwhile
# types TEXT LABEL: one by one; each is seen before the next is typed, and the cursor is behind it.
types() {
	local i
	for ((i = 1; i <= ${#1}; i++)); do
		type_text "${1:i-1:1}"
		until_true line_is "${1:0:i}" && until_true cursor_is_behind || break
	done
	[ "$i" -gt ${#1} ]
	result $? "$2" "$(frame)"
}
cursor_is_behind() {
	local line
	line=$(row $(($(tm display -p -t main '#{cursor_y}') + 1)))
	[ "${#line}" = "$(tm display -p -t main '#{cursor_x}')" ] && [[ $line = outpost* ]]
}
at=$(updates)
types 'show#lr' 'what is typed while training is there at once'
keys Home
type_text x
holds 'and edited' line_is 'xshow#lr'
holds 'the training goes on' is_past "$at"
keys C-c
in_status ' PAUSED$' 'Ctrl-C stops it'
keys C-c
until_true line_is ''
type_line 'set batch 65536; set count.off every; step 1000'
in_status ' RUN ' 'a run of long updates'
types 'show#batch' 'what is typed within an update is there at once'
in_status ' RUN ' 'the run goes on'
keys C-c
in_status ' (PAUSED|READY)$' 'Ctrl-C stops it'

# ---- what others write
opens
type_line 'step 3'
in_frame '^3 updates, ' 'a command'
type_text 'step 4'
until_true line_is 'step 4'
above() { frame | sed -n '1,16p'; } # the panels that the console leaves alone
is_intact() { [ "$(above)" = "$before" ]; }
intact() { # LABEL
	if until_true is_intact; then result 0 "$1: the panels are as they were"
	else result 1 "$1: the panels are as they were" "$(diff <(echo "$before") <(above))"; fi
	in_line 'step 4' "$1: so is the line"
}
before=$(above) errors=/proc/$(program)/fd/2
echo 'gsl: warning' >"$errors"
in_frame '^stderr: gsl: warning$' 'a line on standard error is a line of the console'
intact 'a line'
printf '\033[2J\033[Htwo\tthree\r\n' >"$errors"
in_frame '^stderr: \?\[2J\?\[Htwo three$' 'what would move the cursor is shown, not done'
intact 'control characters'
seq -f 'line %g' 5000 >"$errors"
in_frame '^stderr: line 5000$' 'many lines: the newest is seen'
intact 'many lines'
forget
keys C-l
holds 'Ctrl-L empties the screen' eval '[ "$(clears)" = 1 ]'
intact 'drawn anew'
keys Enter
in_frame '^4 updates, ' 'the line runs'

type_line 'speed 10; continue until update>=1000'
until_true status_has ' RUN '
echo 'from a thread' >"$errors"
in_frame '^stderr: from a thread$' 'a line in the midst of a run'
in_status ' RUN ' 'which goes on'
keys C-c
until_true at_rest

before=$(above)
type_text 'step 4'
keys Home C-k
type_line 'export /nosuchdir/a.csv'
in_frame '^error: cannot write /nosuchdir/a.csv: No such file or directory$' 'an export that fails: a message'
type_text 'step 4'
intact 'an export that fails'
keys C-u
type_line 'set lr 1e300'
in_frame '^error: lr takes a number above 0' 'an impossible lr: a message'
type_text 'step 4'
intact 'an impossible lr'
keys C-u
type_line 'set lr 1000; step 40'
in_frame '^40 updates, ' 'the largest lr runs'
never '[^a-z]-?(nan|inf)([^a-z]|$)' 'and leaves numbers'
printf 'not ended' >"$errors"
keys C-d
sees '^left: 0$' 'the program ends'
sees '^stderr: not ended$' 'and what was not shown yet is said in the shell'

plan
