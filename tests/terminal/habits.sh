#!/bin/bash
# What a session at a terminal finds and leaves: the lines typed before, its rc files, and folders that are trusted.
. "${srcdir:?}/tests/terminal/lib.sh"

unset OUTPOST_HOME XDG_CONFIG_HOME XDG_STATE_HOME # HOME is the scratch folder
state=$scratch/.local/state/outpost config=$scratch/.config/outpost
mkdir "$scratch/lesson"

# session [OPTIONS..]: outpost in the folder work, as text.
session() {
	start "cd $scratch/lesson; ${OUTPOST:?} --plain $*; echo \"left: \$?\""
	wait_for '^type s, Enter' && wait_last 'outpost>'
}
# said: what came before the greeting, a line each
said() { screen | sed -n '/--plain/,/^outpost [0-9]/p' | sed '1d;$d' | sed -e ':all' -e 'N;$!ball' -e 's/\n  / /g'; }

# ---- history
[ ! -e "$scratch/.local" ]
result $? 'no folder of state before there is a line to keep'
session
type_line 'step 11'
wait_for '^11 updates'
type_line 'step 11'
wait_count '^11 updates' 2
type_line 'seed'
wait_for '^seed 8'
[ "$(cat "$state/history")" = $'step 11\nseed' ]
result $? 'a line is kept when it is entered, equal neighbours once' "$(cat "$state/history")"
[ "$(stat -c %a "$state/history") $(stat -c %a "$state")" = '600 700' ]
result $? 'for the user alone' "$(stat -c '%a %n' "$state/history" "$state")"
kill -KILL "$(program)" # nothing is lost however it ends
wait_last 'shell>'
session
keys Up
if wait_last 'outpost> seed'; then result 0 'text mode: the lines come back'; else result 1 'text mode: the lines come back' "$(screen)"; fi
keys Up
if wait_last 'outpost> step 11'; then result 0 'and those before'; else result 1 'and those before' "$(screen)"; fi
keys C-u
type_line 'history'
sees '^    1  step 11' 'history lists them'
keys C-d
wait_for '^left: 0'
open_screen
keys Up
in_line 'history' 'on the screen too'
keys C-u
type_line 'lq'
until_true grep -qx lq "$state/history"
result $? 'lines of the screen are kept' "$(cat "$state/history")"
keys C-d
wait_for '^left: 0'
start "cd $scratch/lesson; echo 'step 9' | ${OUTPOST:?}; ${OUTPOST:?} -e 'step 9'; echo left"
wait_for '^left'
if grep -q 'step 9' "$state/history"; then result 1 'lines of scripts are not' "$(cat "$state/history")"
else result 0 'lines of scripts are not'; fi

rm "$state/history"
mkdir "$state/history"
session
sees 'history: it is a folder$' 'a folder in its place: a note'
type_line 'step 2'
sees '^2 updates' 'and the session goes on'
keys C-d
wait_for '^left: 0'
rmdir "$state/history"

# ---- rc files
echo 'step 3' >"$scratch/.outpostrc"
session
sees '^3 updates' '~/.outpostrc runs'
keys C-d
wait_for '^left: 0'
mkdir -p "$config"
printf 'alias outside = prompts out\nstep 4\nstpe\nstep 5\n' >"$config/outpostrc"
session
[ "$(said | cut -d, -f1 | tr '\n' '|')" = "4 updates|error: $config/outpostrc:3: unknown command \"stpe\" (did you mean step?)|1 command skipped|" ]
result $? 'outpostrc of the folder of configuration runs in its place, up to its first error' "$(said)"
type_line 'outside'
sees '^1 of 6 prompts \(out\)' 'and what it defined is there'
keys C-d
wait_for '^left: 0'
session --no-rc
[ -z "$(said)" ]
result $? '--no-rc: none' "$(said)"
keys C-d
wait_for '^left: 0'
echo 'step 6' >"$scratch/lesson/mine.op"
session --rc mine.op
[ "$(said | cut -d, -f1)" = '6 updates' ]
result $? '--rc: that one alone' "$(said)"
keys C-d
wait_for '^left: 0'

# ---- ./.outpostrc
echo 'step 4' >"$config/outpostrc"
echo 'step 7' >"$scratch/lesson/.outpostrc"
session
sees "^$scratch/lesson/.outpostrc was not" 'an .outpostrc of the folder is named in full'
if said | grep -q 'not run: its folder is not trusted. outpost --rc ./.outpostrc runs it; the command trust . lets it run'
then result 0 'why it was not run, and what would run it'; else result 1 'why it was not run, and what would run it' "$(said)"; fi
if on_screen '^7 updates'; then result 1 'it was not run'; else result 0 'it was not run'; fi
type_line 'trust .'
sees "^trusted: $scratch/lesson" 'trust . trusts the folder'
type_line 'source .outpostrc'
sees '^7 updates' 'source runs it now'
keys C-d
wait_for '^left: 0'
session
[ "$(said | cut -d, -f1 | tr '\n' '|')" = '4 updates|7 updates|' ]
result $? 'then it runs, behind the own one' "$(said)"
keys C-d
wait_for '^left: 0'
chmod g+w "$scratch/lesson/.outpostrc"
session
said | grep -q 'not run: others may write to it (chmod go-w .outpostrc)'
result $? 'never when others may write to it' "$(said)"
if said | grep -q 'trust \. lets'; then result 1 'and trust is not said to help' "$(said)"
else result 0 'and trust is not said to help'; fi
if on_screen '^7 updates'; then result 1 'it was not run'; else result 0 'it was not run'; fi
keys C-d
wait_for '^left: 0'
chmod g-w "$scratch/lesson/.outpostrc"

# ---- the same on the screen: rc files, greeting, then the file to run
echo 'step 8' >"$scratch/lesson/play.op"
start ''
type_line "cd $scratch/lesson; ${OUTPOST:?} play.op; echo \"left: \$?\""
in_frame '^8 updates' 'the screen: the file runs'
order=$(frame | grep -oE '^([478] updates|outpost [0-9.]+,)' | tr '\n' '|')
case $order in
'4 updates|7 updates|outpost '*'|8 updates|') result 0 'behind the rc files and the greeting' ;;
*) result 1 'behind the rc files and the greeting' "$order
$(frame)" ;;
esac
keys C-d
wait_for '^left: 0'
printf 'step 2\nquit\n' >"$config/outpostrc"
start ''
type_line "cd $scratch/lesson; ${OUTPOST:?}; echo \"left: \$?\""
sees '^left: 0' 'an rc file may leave'

plan
