#!/bin/bash
# The screen is recorded: what the recording plays is what was on the screen, whatever happened meanwhile.
. "${srcdir:?}/tests/terminal/lib.sh"

# Bytes of all output events of a recording, as a player writes them.
output_of() {
	sed -nE 's/^\[[0-9.]+, "o", "(.*)"\]$/\1/p' "$1" | while IFS= read -r text; do printf %b "$text"; done
}
# Whole lines, each an event or the header, with times that never go back.
is_well_formed() {
	[ -z "$(tail -c 1 "$1")" ] && head -n 1 "$1" | grep -qE '^\{"version": 2, "width": [0-9]+, "height": [0-9]+, ' &&
		! sed 1d "$1" | grep -qvE '^\[[0-9]+\.[0-9]{6}, "[or]", ".*"\]$' &&
		sed 1d "$1" | cut -d, -f1 | tr -d '[' | sort -nc 2>/dev/null
}
# The same to somebody who knows JSON.
is_json() { python3 -c 'import json, sys; [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]' "$1"; }
longest_pause() {
	sed 1d "$1" | cut -d, -f1 | tr -d '[' | awk '{ if ($1 - last > most) most = $1 - last; last = $1 } END { print most + 0 }'
}
# plays FILE PICTURE COLUMNS LINES: in a fresh terminal.
plays_as() {
	output_of "$1" >"$scratch/bytes"
	start "clear; stty -opost -echo; cat $scratch/bytes; exec sleep 1000" "$3" "$4"
	until_true same_frame "$2" || diff "$2" <(frame)
}
same_frame() { frame | cmp -s - "$1"; }
# A picture of what is seen, once nothing moves any more.
keep_frame() { frame >"$scratch/$1"; }

# ---- on and off
open_screen
type_line record
in_frame '^nothing is being recorded$' 'nothing is, at first'
type_line 'record talk.png'
in_frame 'error: record writes \.cast files, got "talk\.png"\. usage: record ' 'another kind of file is refused'
type_line 'record nowhere/talk.cast'
in_frame 'error: cannot write nowhere/talk\.cast: No such file' 'so is a folder that is not there'
type_line 'step 3'
in_status ' update 3 ' 'a run'
type_line 'record talk.cast'
in_frame '^talk\.cast: all that the screen shows from now on\. record off ends it$' 'record'
type_line 'record other.cast'
in_frame 'error: talk\.cast is being recorded: record off ends it$' 'one recording at a time'
type_line 'info state'
in_frame '^the screen is being recorded into talk\.cast$' 'info state says so'
keys F1
in_keys 'any key closes the list' 'a list over the page'
keys Escape
gone 'keys of KEYS mode' 'and the page again'
type_line 'step 20'
in_status ' update 23 ' 'it goes on'
keep_frame first
type_line 'record off'
in_frame '^talk\.cast: recorded\. asciinema play talk\.cast shows it$' 'record off'
type_line step
in_status ' update 24 ' 'what comes then is not in it'

is_well_formed "$scratch/talk.cast"
result $? 'every line is an event' "$(cut -c1-200 "$scratch/talk.cast")"
if command -v python3 >/dev/null; then
	is_json "$scratch/talk.cast"
	result $? 'in JSON'
else
	skip 'in JSON' 'no python3'
fi
head -n 1 "$scratch/talk.cast" | grep -qF '"width": 80, "height": 24, "title": "outpost '
result $? 'the header has the size' "$(head -n 1 "$scratch/talk.cast")"
head -n 1 "$scratch/talk.cast" | grep -qE 'preset=barrier seed=8 .* query\.count=prefix", "env": \{"TERM": "tmux-256color"\}\}$'
result $? 'and where it is from' "$(head -n 1 "$scratch/talk.cast")"
awk "BEGIN { exit !($(longest_pause "$scratch/talk.cast") <= 2.000001) }"
result $? 'no pause is longer than two seconds'
! grep -q 'update 24' "$scratch/talk.cast"
result $? 'the step behind record off is not there'

# ---- another size, a suspension, and leaving
type_line 'record talk.cast'
in_frame '^talk\.cast: all that the screen shows' 'once more, in its place'
tm resize-window -t main -x 100 -y 30
in_frame ' 9 queries ' 'a larger window'
keys C-z
wait_for 'Stopped'
type_line fg
in_frame ' 9 queries ' 'stopped, and back'
type_line 'step 5'
in_status ' update 29 ' 'a step'
in_line '' 'the line is empty'
keep_frame second
keys C-d
sees '^saved as ' 'leaving ends it'
is_well_formed "$scratch/talk.cast"
result $? 'every line is an event' "$(cut -c1-200 "$scratch/talk.cast")"
grep -qE '^\[[0-9.]+, "r", "100x30"\]$' "$scratch/talk.cast"
result $? 'among them the new size' "$(cut -c1-60 "$scratch/talk.cast")"

# ---- in a class
open_screen --class
type_line 'record /tmp/talk.cast'
in_frame 'error: with --class files are written below outpost-work only' 'with --class not everywhere'
type_line 'record lesson.cast'
in_frame '^outpost-work/lesson\.cast: all that the screen shows' 'below outpost-work'
keys C-d
sees '^left: 0$' 'leaving'
is_well_formed "$scratch/outpost-work/lesson.cast"
result $? 'there it is'

# ---- a recorder that is killed
open_screen
type_line 'record killed.cast'
in_frame '^killed\.cast: all' 'one more'
type_line 'continue until queries>=5000'
in_frame '^stop: queries>=5000' 'a run'
kill -KILL "$(program)"
sees 'Killed' 'killed'
is_well_formed "$scratch/killed.cast"
result $? 'leaves whole lines' "$(tail -n 2 "$scratch/killed.cast" | cut -c1-200)"

# ---- a disk that fills up
start ''
type_line "cd $scratch; trap '' XFSZ; ulimit -f 8; OUTPOST_HOME=/dev/null ${OUTPOST:?}"
until_true status_has ' READY$'
type_line 'record full.cast'
in_frame '^full\.cast: all' 'onto a small disk'
type_line 'continue'
in_frame 'note: recording has ended: cannot write full\.cast: File too large$' 'it ends when the disk is full'
in_status ' END$' 'and the run goes on'
type_line 'info state'
in_frame 'trainer A outcome: update 157' 'nothing else ends'
never '^the screen is being recorded' 'info state says no more'
is_well_formed "$scratch/full.cast"
result $? 'whole lines are there' "$(tail -n 2 "$scratch/full.cast" | cut -c1-200)"
keys C-d

# ---- played
open_screen
type_line 'record talk2.cast; step 3'
in_status ' update 3 ' 'to be played'
keys Escape
in_keys '^ KEYS' 'in the other mode'
keys k
in_frame '^> x4 ' 'with another selection'
keep_frame third
kill -TERM "$(program)"
sees 'left: 143$' 'ended by a signal'
is_well_formed "$scratch/talk2.cast"
result $? 'every line is an event' "$(cut -c1-200 "$scratch/talk2.cast")"
plays_as "$scratch/talk.cast" "$scratch/second" 100 30
result $? 'a player shows the last picture before leaving' "$(diff "$scratch/second" <(frame))"
plays_as "$scratch/talk2.cast" "$scratch/third" 80 24
result $? 'also of KEYS mode' "$(diff "$scratch/third" <(frame))"
plan
