#!/bin/bash
# A teacher hands a state to the class: as a script, as a file of the run, as one line to type, as a table and as a picture.
. "${srcdir:?}/tests/terminal/lib.sh"

hash() { frame | grep -oE 'hash [0-9a-f]{16}' | tail -n 1; }
# is_there LABEL: a test; the screen shows the teacher's state.
is_there() {
	until_true status_has "$update"
	until_true key_line_has '^ TYPE and Enter' # in a run Enter is not heard
	type_line 'info state'
	in_frame "$state" "$1: the same state"
	in_status "$update" "$1: and place"
}

# ---- the teacher
mkdir "$scratch/teacher" "$scratch/student"
with="OUTPOST_HOME=$scratch/teacher"
open_screen
type_line 'break queries>=640; continue'
in_status ' BREAK 1$' 'a run up to a break'
type_line 'record talk.cast'
in_frame '^talk\.cast: all that the screen shows from now on' 'record'
type_line 'set lr .25; step 5; mark talk; back 2'
in_status ' update 13 of 15 ' 'a change, a mark, and back'
type_line 'info state'
in_frame 'hash ' 'the state'
state=$(hash) update=' update 13 of 15  queries 832 '
type_line 'save talk.op'
in_frame '^talk\.op: outpost -b talk\.op takes the same course, and checks its end$' 'save as a script'
type_line 'save talk.db'
in_frame '^talk\.db: the run with its data\.' 'save with the data'
type_line 'export talk.csv'
in_frame '^talk\.csv: [0-9]+ rows$' 'export'
type_line 'shot talk.txt'
in_frame '^talk\.txt: 80x24$' 'shot'
type_line 'shot talk.svg theme=light'
in_frame '^talk\.svg: 80x24$' 'and as a drawing'
type_line 'record off'
in_frame '^talk\.cast: recorded\. ' 'record off'
type_line share
in_frame "^outpost -e 'preset barrier; seed 8; " 'share: a line to type'
keys C-d
sees '^left: 0$' 'the teacher leaves'

# ---- what there is
grep -q '^# outpost [0-9.]* preset=barrier seed=8 task\.seed=8 alpha=' "$scratch/talk.csv"
result $? 'the table says where it is from' "$(head -n 2 "$scratch/talk.csv")"
[ "$(sed -n 2p "$scratch/talk.csv")" = 'trainer,update,queries,prompt,base,likelihood,hits' ]
result $? 'and what its columns are' "$(head -n 2 "$scratch/talk.csv")"
[ "$(wc -l <"$scratch/talk.txt")" = 24 ] && grep -q ' update 13 of 15 ' "$scratch/talk.txt"
result $? 'the picture is of the whole screen' "$(cat "$scratch/talk.txt")"
grep -q '<desc>outpost [0-9.]* preset=barrier seed=8 ' "$scratch/talk.svg"
result $? 'the drawing says where it is from' "$(head -n 4 "$scratch/talk.svg")"
head -n 1 "$scratch/talk.cast" | grep -q 'preset=barrier seed=8 ' && grep -q 'mark talk' "$scratch/talk.cast"
result $? 'so does the recording, of what was done' "$(head -n 1 "$scratch/talk.cast")"
[ "$(stat -c %a "$scratch/teacher/history")" = 600 ] && grep -q '^share$' "$scratch/teacher/history"
result $? 'the lines that were typed are in a file of the teacher alone' "$(ls -l "$scratch/teacher")"
# a recording has them, as far as they were seen
if grep -laq 'info state' "$scratch"/talk.[!c]* "$scratch"/talk.csv; then
	result 1 'and in nothing else that is handed out' "$(grep -la 'info state' "$scratch"/talk.*)"
else result 0 'and in nothing else that is handed out'; fi

# ---- a student
with="OUTPOST_HOME=$scratch/student"
open_screen
type_line 'load talk.db'
in_frame '^talk\.db, by outpost ' 'load'
is_there 'the file'
type_line marks
in_frame '^talk +A at update 15, ' 'the file: with the mark'
type_line 'info breaks'
in_frame '^ +1 +queries>=640 ' 'the file: with the break'
type_line 'step 2'
in_status ' update 15  ' 'the file: what lay ahead'
keys C-d
wait_for '^left: 0$'

open_screen talk.op
in_frame '^ok: A outcome is in the state that was saved ' 'the script checks itself'
is_there 'the script'
type_line 'info breaks'
in_frame '^ +1 +queries>=640 ' 'the script: with the break'
type_line 'goto talk'
in_status ' update 15  ' 'the script: with the mark'
keys C-d
wait_for '^left: 0$'

open_screen
type_line "$("${OUTPOST:?}" --json -e "load $scratch/talk.db; share" 2>/dev/null | sed -nE 's/.*"text":"outpost -e .(.*).".*/\1/p')"
in_frame '^break 1 queries>=640: ' 'the line: its last command'
is_there 'the line'
keys C-d
sees '^left: 0$' 'the student leaves'
[ "$(stat -c %a "$scratch/student/history")" = 600 ] && ! grep -q 'share' "$scratch/student/history"
result $? 'with lines of their own' "$(cat "$scratch/student/history")"

plan
