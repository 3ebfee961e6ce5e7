#!/bin/bash
# Prompts in words, behaviours that try again, iterates, scales, and work that takes long: the screen has the numbers of
# text mode, whatever its size, and keys are heard all the while.
. "${srcdir:?}/tests/terminal/lib.sh"

columns=80 lines=24
opens() {
	columns=${1%x*} lines=${1#*x}
	open_screen "$columns" "$lines" || { result 1 'the screen opens' "$(screen)"; plan; }
}
at_rest() { key_line_has '^ TYPE and Enter'; }
# ask LINE PATTERN LABEL: a test; the answer is on the screen, and the next line may be typed.
ask() {
	type_line "$1"
	in_frame "$2" "$3"
	until_true at_rest
}

# What text mode replies to LAST, after FIRST.
told() { # FIRST LAST
	"${OUTPOST:?}" --plain -e "$1" >"$scratch/first" &&
		"$OUTPOST" --plain -e "$1; $2" | tail -n +$(($(wc -l <"$scratch/first") + 1))
}
# Lines that were cut where the window ends are whole again.
joined() { tr -s ' \n' ' '; }
frame_holds() { [[ $(frame | joined) = *"$(joined <"$scratch/reply")"* ]]; }
# replies FIRST LAST LABEL: a test; LAST, typed now, is answered as in text mode, and all of that is on the screen.
replies() {
	told "$1" "$2" >"$scratch/reply"
	type_line "$2"
	if [ -s "$scratch/reply" ] && until_true frame_holds; then result 0 "$3"
	else result 1 "$3" "$(diff "$scratch/reply" <(frame))"; fi
	until_true at_rest
}

page_is() { panels | cmp -s - "$scratch/page"; }
# as_in_text COMMANDS LABEL: a test; the panels are those of the page that text mode writes after the same commands.
as_in_text() {
	rm -f "$scratch/shot.txt"
	"${OUTPOST:?}" -e "$1; shot $scratch/shot.txt size=${columns}x$lines" >/dev/null
	above_console <"$scratch/shot.txt" >"$scratch/page"
	if [ -s "$scratch/page" ] && until_true page_is; then result 0 "$2"
	else result 1 "$2" "$(diff "$scratch/page" <(panels))"; fi
}

# ---- prompts from files, in words
words='task load words.tsv; set batch 2000; step'
for size in 80x24 120x40 60x16; do
	opens $size
	ask 'preset addition' '^addition: k=11 N=3, 200 prompts, x18 \(12\+98\) x50 \(23\+98\) and' "$size: a task from a file"
	in_frame '^> x18 +12\+98 -> 011 +4\.9e-05 .*OUT!' "$size: prompts and targets are text"
	replies 'preset addition' 'sample 18 3' "$size: samples of a named prompt"
	ask 'step 3' '^3 updates, 192 queries, ' "$size: three updates"
	as_in_text 'preset addition; sample 18 3; step 3' "$size: the panels of text mode"
	ask 'inspect 18 t=3' '^ target y\* +12\+98 -> 011 ' "$size: inside a prompt"
	[ $size = 60x16 ] || in_frame 'next token : x18 t3 after "01"' "$size: with a prefix"
	ask "$words" '^1 update, 2,000 queries' "$size: tokens of several letters"
	ask 'show batch' '^batch +2000 ' "$size: a short answer"
	in_frame '^> x0 +the book ' "$size: prompts in words"
	[ $size = 60x16 ] || in_frame '^ +el +\[\.024] +\.024 ' "$size: tokens by their names"
	in_frame '^- [a-zñá]+ [a-zñá]+ [a-zñá.]+ +(first )?wrong (at )?t[1-3] ' "$size: samples in words"
	as_in_text "preset addition; $words" "$size: the panels of text mode"
	ask 'inspect 9 t=3' '^ target y\* +a white book -> u' "$size: inside a phrase"
	[ $size = 60x16 ] || in_frame 'next token : x9 t3 after "un lib' "$size: with a prefix in words"
done

opens 80x24
printf 'one\ta b\ntwo b a\n' >"$scratch/broken.tsv"
ask "$words" '^1 update, 2,000 queries' 'a task in words'
ask 'task load broken.tsv templates=words.template' '^error: broken\.tsv:2:8: ' 'a broken file: line and column'
ask 'show lr' '^lr ' 'another command'
as_in_text "$words" 'and the task is the one before, update and all'
with='LC_ALL=C' opens 80x24
ask 'task load words.tsv; inspect 3' '^ target y\* +the small book -> el libro peque\?o  seen ' 'where letters are ASCII: a ? for others'
never $'[^ -~]' 'and none but ASCII on the screen'

# ---- behaviours that try again, and iterates
one='new table k=4 N=4 prompts=1 seed=1' # uniform: p(y*) = 4^-4 = 3.9e-03
queries() { status_line | grep -oE 'queries [0-9,]+' | tr -dc 0-9; }
tries_are() { [ "$(frame | grep -oE ' tries +[0-9,]+' | tr -dc '0-9\n' | awk '{ n += $1 } END { print n }')" = "$1" ]; }
# tried COMMANDS LABEL: of a batch that is all in sight.
tried() {
	ask 'show k' '^k +4 ' "$2: a short answer"
	as_in_text "$1" "$2: the panels of text mode"
	holds "$2: the tries of the samples add up to the queries" tries_are "$(queries)"
}
for size in 80x24 120x40; do
	batch=2
	[ $size = 80x24 ] || batch=4
	alg1="$one; trainer behavior=alg1 m=30 batch=$batch; step"
	alg2="trainer process behavior=alg2 m=3 batch=$batch iterate=random @b; step"
	best="trainer process behavior=best-of-m m=2 batch=$batch iterate=average @a; step @a; trainer @a"
	opens $size
	ask "$alg1" '^1 update, (37|99) queries' "$size: Algorithm 1"
	in_status '  A=outcome/alg1  update 1 +queries (37|99) +off 0/[24] +' "$size: the status line names it"
	tried "$alg1" "$size: Algorithm 1"
	in_frame "\\[ 4 newest samples on x0 by alg1: $batch of $batch, [01] right ]" "$size: who has drawn the samples"
	in_frame '- [a-d]{4} +(first )?wrong (at )?t1 +tries 31 ' "$size: 1 and m tries, none of them right"
	ask "$alg2" '^B process: 1 update, [0-9]+ queries' "$size: Algorithm 2, of another trainer"
	in_status '  B=process/alg2:random  ' "$size: the status line names it, and the iterate"
	tried "$alg1; $alg2" "$size: Algorithm 2"
	in_frame '- [a-d] +stuck (at )?t1 +tries 4 +(base )?0\.250 ' "$size: stuck at the first token after 1 and m tries"
	in_frame '^> x0 +cccc +3\.9e-03 +(\.250 t1 +)?3\.9e-03 ' "$size: a random iterate of one update is the base model"
	[ $size = 80x24 ] || in_status '  \[A=outcome/alg1\]  update 1  ' "$size: with room for both trainers"
	ask "$best" '^A process: 1 update, [0-9]+ queries' "$size: best of m"
	in_status '  A=process/best-of-m:average  ' "$size: the status line names it"
	tried "$alg1; $alg2; $best" "$size: best of m"
	in_frame '- [a-d]{4} +(first )?wrong (at )?t1 +tries 2 ' "$size: goes on where no token was right"
done
opens 60x16
ask "$alg1; $alg2" '^B process: 1 update, ' '60x16: two trainers'
in_status '  B=process/alg2:random  update 1 +PAUSED$' '60x16: behaviour and iterate are what goes last'

# ---- long replies push the panels aside
two='preset addition; step 3; trainer process behavior=alg2 m=4 @b; step 2 @b'
shot_holds() { [[ $(joined <"$scratch/seen.txt") = *"$(joined <"$scratch/reply")"* ]]; }
# Leafs back to the first line of the reply; then all lines of it have been seen on one page or another.
has_turned() { [ "$(frame)" != "$page" ]; }
leaf_back() {
	: >"$scratch/pages"
	for _ in 1 2 3; do
		page=$(frame)
		joined <<<"$page" >>"$scratch/pages"
		[[ $page = *"$(head -n 1 "$scratch/reply")"* ]] && return
		keys PPage
		until_true has_turned || return
	done
}
pages_hold() {
	while read -r line; do
		joined <<<"$line" | grep -qFf - "$scratch/pages" || { echo "not seen: $line"; return 1; }
	done <"$scratch/reply"
}
for size in 80x24 120x40; do
	opens $size
	ask "$two" '^B process: 2 updates, 435 queries' "$size: two trainers"
	replies "$two" hist "$size: hist"
	in_frame '^> x18 ' "$size: beside the prompts"
	replies "$two" 'lq curve' "$size: lq curve"
	replies "$two" passk "$size: passk"
	told "$two" hist >"$scratch/reply"
	ask "hist; shot seen.txt" "^seen.txt: $size\$" "$size: a shot of a long reply"
	holds "$size: has all of it" shot_holds
	ask 'show lr' '^lr ' "$size: a short reply"
	ask 'shot seen.txt' "^seen.txt: $size\$" "$size: another shot"
	diff <(panels) <(above_console <"$scratch/seen.txt") >"$scratch/differs"
	result $? "$size: has the panels that are seen" "$(cat "$scratch/differs")"
	told "$two" 'bound .1' >"$scratch/reply"
	ask 'bound .1' '^> is of trainer B: it is Algorithm 2, with m 4$' "$size: bound"
	until_true at_rest
	leaf_back
	missing=$(pages_hold)
	result $? "$size: of which every line can be seen" "$missing"
done

# ---- scales beside the queries, once gamma is known
scale() { told "$two; step @ab" "bound @$1" | sed -nE 's/^> .* ([0-9,]+) +[0-9,]+ +not yet +([^ ]+x) .*/\1 \2/p' | tail -n 1; }
read -r least spent_a <<<"$(scale a)"
read -r most spent_b <<<"$(scale b)"
ask 'step @ab' '^B process: 1 update, ' 'updates of both'
in_frame " query scale +$least +$most\$" 'the query scale of each in its panel'
in_frame " spent of it +$spent_a +$spent_b\$" 'and the share that is spent'
ask 'show lr' '^lr ' 'a short reply'
as_in_text "$two; bound; step @ab" 'all panels as in text mode'

# ---- a job: keys change what is looked at and nothing else
hopeless='new table k=40 N=16 prompts=4000 seed=1'
opens 80x24
ask "$hopeless; step 2" '^2 updates, 128 queries' 'updates before a job'
hash() { grep -oE 'hash [0-9a-f]+'; }
ask 'info state' ' hash ' 'the state'
before=$(frame | hash)
type_line 'online 1000000000; show lr'
in_status ' ONLINE( [0-9]+%)?$' 'a job has its name in the status line'
in_keys '^ TYPE .*Ctrl-C stop' 'and the key line tells how to stop it'
type_text 'step 5'
keys Enter
type_text 0
in_line 'step 50' 'what is typed meanwhile waits on the line'
keys C-u
in_line '' 'and can be taken back'
keys Escape
in_keys '^ KEYS ' 'Esc: KEYS mode'
keys j
in_frame '^> x1 ' 'j: the next prompt'
keys t
in_frame ' >t2 ' 't: the next position'
keys o
in_frame "3 tokens of x1: base model's p" 'o: the base model'
keys Tab
in_row 2 '\[>2 likelihood' 'Tab: the next panel'
keys '?'
in_frame '\[ keys ]' '?: the list of keys'
keys '?'
gone '\[ keys ]' 'which closes'
keys s c x r q 3 Enter w p
in_row 2 '\[>1 prompts ]' 'keys that would start something are not heard'
in_line '' 'nor do they write'
in_status ' update 2 +queries 128 .* ONLINE( [0-9]+%)?$' 'the job goes on'
keys C-c
in_frame '^stopped after [0-9,]+ of 1,000,000,000 rounds' 'Ctrl-C stops it and says how far it came'
in_frame '^[0-9,]+ rounds of one query, adversarial order' 'and what is known by then'
in_frame '^1 command skipped$' 'the rest of its line is dropped'
in_status ' update 2 +queries 128 .* PAUSED$' 'nothing has been trained'
keys Escape
until_true key_line_has '^ TYPE'
# stops LINE NAME HOW_FAR: a job that takes some seconds at least.
stops() {
	type_line "$1"
	in_status " $2( [0-9]+%)?\$" "$1: its name is in the status line"
	type_text 'step 7'
	keys Enter
	in_line 'step 7' "$1: what is typed waits"
	keys C-c
	in_status ' (READY|PAUSED)$' "$1: Ctrl-C stops it"
	in_line 'step 7' "$1: with what was typed still there"
	keys C-c
	until_true line_is ''
	in_frame "^stopped after [0-9,]+ $3" "$1: and says how far it came"
}
stops 'snr 0 1M' SNR 'of 1,000,000 responses$'
stops 'lq sampled 100000' LQ 'of [0-9,]+ [a-z]+$'
stops 'passk n=100000' PASSK 'of [0-9,]+ [a-z]+$'
ask 'info state; show lr' '^lr ' 'after all that'
[ -n "$before" ] && [ "$(frame | hash | tail -n 1)" = "$before" ]
result $? 'the state is what it was' "$(frame)"
ask 'new table k=40 N=40 prompts=1000 seed=1' '^k=40 N=40, 1000 prompts' 'a task with many inequalities'
stops margin MARGIN 'steps$'
stops bound MARGIN 'steps$'

# ---- Ctrl-C within an update that would take days
locks='new lock k=4 N=16 prompts=2 seed=1; trainer behavior=alg1 m=16; step 2'
opens 80x24
ask "$locks" '^2 updates, ' 'Algorithm 1 on locks'
ask 'set m 16777215' '^m 16 -> 16777215 ' 'with tries without end'
ask 'info state' ' hash ' 'the state'
before=$(frame | hash) seen=$(panels)
tm send-keys -t main 'step; show lr' Enter # in one: the line was not painted when the update begins
in_status ' update 2 .* RUN max$' 'an update that takes long is seen to run'
in_keys '^ TYPE .*Ctrl-C stop' 'and how to stop it'
type_text 'show m'
in_line 'show m' 'what is typed within an update is there at once'
keys C-c
in_frame '^stopped after 0 of 1 updates' 'Ctrl-C drops an update that has just begun'
in_status ' update 2 .* PAUSED$' 'which leaves no trace'
in_line 'show m' 'the line is still there'
keys C-c
in_line '' 'to be emptied'
never '^lr ' 'the rest of the other line did not run'
ask 'info state' ' hash ' 'the state'
[ -n "$before" ] && [ "$(frame | hash | tail -n 1)" = "$before" ]
result $? 'is what it was' "$(frame)"
if [ "$(panels)" = "$seen" ]; then result 0 'and so are the panels'; else result 1 'and so are the panels' "$(diff <(echo "$seen") <(panels))"; fi
ask 'set m 16; step 3' '^3 updates, ' 'training goes on'
told "$locks; step 3" 'info state' | hash >"$scratch/reply"
ask 'info state' "$(cat "$scratch/reply")" 'as if nothing had been'
keys C-d
sees '^left: 0$' 'and the end is as always'
until_true test -s "$scratch/after"
cmp -s "$scratch/before" "$scratch/after"
result $? 'the terminal is as it was'

# ---- behaviours at full speed: frames keep coming
for behavior in 'process behavior=alg2 m=16 batch=8' 'outcome behavior=alg1 m=2000'; do
	opens 80x24
	ask "preset lock; set alpha 1e-12; set budget 0; trainer $behavior" '^trainer A ' "$behavior"
	: >"$scratch/wire"
	type_line continue
	holds "$behavior: frames keep coming" painted_are 10
	type_text 'show k'
	in_line 'show k' "$behavior: and so do keys"
	keys C-c
	in_status ' PAUSED$' "$behavior: Ctrl-C stops it"
done

# ---- text mode at a terminal
start "${OUTPOST:?} --plain"
at_prompt 'text mode'
type_line "$hopeless; show lr; online 1000000000; show batch"
wait_for '^lr '
type_line 'step 7'
wait_last 'step 7'
keys C-c
sees '^stopped after [0-9,]+ of 1,000,000,000 rounds' 'Ctrl-C stops a job and says how far it came'
sees '^1 command skipped$' 'with the rest of its line'
at_prompt 'and the prompt is back'
type_line 'show alpha; lq sampled 100000; show batch'
wait_for '^alpha '
keys C-c
sees '^stopped after [0-9,]+ of [0-9,]+ [a-qs-z]' 'another job'
ticks() { awk '{ print $14 + $15 }' "/proc/$(program)/stat"; } # of processor time
has_worked() { [ ! -r /proc/$$/stat ] || [ "$(ticks)" -gt $((at + 20)) ]; }
at=$(ticks)
type_line "$locks; set m 16777215; show code; step; show batch"
wait_for '^code '
until_true has_worked # within the update, which is all that takes any
keys C-c
sees '^stopped after 0 of 1 updates' 'Ctrl-C drops an update that would take days'
type_line 'info state'
told "$locks; set m 16777215" 'info state' | hash >"$scratch/reply"
sees "$(cat "$scratch/reply")" 'which leaves no trace'
at_prompt 'the prompt is there'
if on_screen '^batch |^7 updates'; then result 1 'nothing else has run' "$(screen)"; else result 0 'nothing else has run'; fi

plan
