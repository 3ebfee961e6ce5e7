#!/bin/bash
# Sessions that are killed, and --resume: in text mode, on the screen in the midst of a run, two at once, and where nothing can
# be saved.
. "${srcdir:?}/tests/terminal/lib.sh"

export OUTPOST_HOME=$scratch/state

# run_plain ARGUMENTS..: text mode, until it waits for a line.
run_plain() {
	start "cd $scratch; OUTPOST_HOME=$OUTPOST_HOME ${OUTPOST:?} --plain $*; echo \"left: \$?\""
	wait_last 'outpost>'
}
# the state that info state shows last: update and hash
state() { screen | sed -e ':all' -e 'N;$!ball' -e 's/\n  */ /g' | grep -oE 'update [0-9,]+, queries [0-9,]+, hash [0-9a-f]{16}' | tail -n 1; }
show_state() { type_line 'info state' && wait_for 'hash [0-9a-f]{16}'; }
kill_it() { kill -KILL "$(program)"; }
is_state() { [ "$1" = "$2" ]; result $? "$3" "$1
$2"; }

# ---- text mode
run_plain
type_line 'step 5'
wait_for '^5 updates'
show_state
want=$(state)
kill_it
wait_last 'shell>'
run_plain --resume
sees 'run-0001.db, by outpost' '--resume names the file'
show_state
is_state "$want" "$(state)" 'kill -9, --resume: the same state'
type_line 'step 3'
wait_for '^3 updates'
keys C-d
sees 'saved as .*run-0002.db' 'it goes on in a file of its own'
[ ! -e "$OUTPOST_HOME/run-0001.db" ]
result $? 'which takes the place of the old one' "$(ls "$OUTPOST_HOME")"

# ---- the screen, in the midst of a run
with="OUTPOST_HOME=$OUTPOST_HOME"
open_screen
type_line 'set alpha 1e-4; set budget none'
type_line 'continue until update>=1000000'
until_true is_past 150
kill_it
open_screen --resume
in_frame '^going on with the run that was saved last: A outcome at update [0-9,]+$' '--resume on the screen'
until_true is_past 149
result $? 'shows an update that it had reached'
update=$(updates)
type_line 'info state'
in_frame 'hash [0-9a-f]{16}' 'and its state'
got=$(frame | grep -oE 'hash [0-9a-f]{16}' | tail -n 1)
"${OUTPOST:?}" -e 'set alpha 1e-4; set budget none' -e "goto $update; info state" | grep -oE 'hash [0-9a-f]{16}' >"$scratch/straight"
is_state "$(cat "$scratch/straight")" "$got" 'which is that of a run that nobody killed'
kill_it

# ---- two at once: the second one is not given what the first one writes
run_plain
type_line 'step 6'
wait_for '^6 updates'
OUTPOST_HOME=$OUTPOST_HOME "$OUTPOST" -e 'load' >"$scratch/list"
grep -q 'being written' "$scratch/list"
result $? 'load lists what is being written' "$(cat "$scratch/list")"
held=$(sed -nE 's/^(.*run-[0-9]+\.db) *being written$/\1/p' "$scratch/list")
OUTPOST_HOME=$OUTPOST_HOME "$OUTPOST" --resume -e 'info state' >"$scratch/second" 2>&1
[ -n "$held" ] && ! grep -q "${held##*/}" "$scratch/second" && grep -q 'by outpost' "$scratch/second"
result $? 'and --resume takes the newest that is not' "$(cat "$scratch/list" "$scratch/second")"
kill_it
wait_last 'shell>'
OUTPOST_HOME=$OUTPOST_HOME "$OUTPOST" --resume -e 'info state' >"$scratch/second" 2>&1
grep -q "${held##*/}" "$scratch/second"
result $? 'until it is dead' "$(cat "$scratch/second")"

# ---- nothing can be saved
if [ "$(id -u)" = 0 ]; then
	skip 'a folder that may only be read' 'root may write everywhere'
else
	mkdir "$scratch/closed"
	chmod 500 "$scratch/closed"
	OUTPOST_HOME=$scratch/closed run_plain
	type_line 'step 5; step 6'
	wait_for '^6 updates'
	[ "$(screen | grep -c 'not being saved')" = 1 ]
	result $? 'a folder that may only be read: said once' "$(screen)"
	keys C-d
	sees '^left: 0$' 'and the session works'
fi
mkdir "$scratch/small"
if mount -t tmpfs -o size=96k tmpfs "$scratch/small" 2>/dev/null; then
	trap 'close_window; umount "$scratch/small" 2>/dev/null; leave' EXIT
	OUTPOST_HOME=$scratch/small run_plain
	type_line 'step 400; step 6'
	wait_for '^6 updates'
	[ "$(screen | grep -c 'not being saved')" = 1 ]
	result $? 'a device that is full: said once' "$(screen)"
	type_line "save $scratch/elsewhere.db; load $scratch/elsewhere.db"
	sees 'elsewhere.db, by outpost' 'and save keeps the run elsewhere'
	keys C-d
	wait_for '^left: 0$'
	umount "$scratch/small"
else
	skip 'a device that is full' 'no file system can be mounted'
fi

plan
