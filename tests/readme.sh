#!/bin/bash
# What README.md and the manual page tell people to type works. TAP.
#
# README: blocks ```outpost are typed into one session, in their order; blocks ```sh are run by a shell; the block
# ```transcript is typed too, and must be answered as printed, line by line, any number for any number (another machine
# may round differently), `..` for any line. The block ```typed is typed on the screen in a terminal of 80x24, and what it
# shoots is the block ```screen, numbers aside. Blocks ```console (bootstrap) are left out. Manual page: the commands of
# section EXAMPLES, the keys, the files that it shows, and the experiments.
set -u

readme=${srcdir:?}/README.md page=$srcdir/man/outpost.1 outpost=${OUTPOST:?}
. "${srcdir:?}/tests/tap.sh"
. "${srcdir:?}/tests/blocks.sh"
mkdir "$scratch/bin" "$scratch/work"
ln -s "$outpost" "$scratch/bin/outpost"
cd "$scratch/work" || exit 99
export PATH=$scratch/bin:$PATH

# ---- the tour
blocks "$readme" outpost >tour
[ "$(wc -l <tour)" -ge 10 ]
result $? 'README has a tour' "$(cat tour)"
typed <tour >typed
outpost <typed >said 2>&1
result $? 'every line of the tour succeeds' "$(cat said)"
[ "$(grep -c '^ok: typed' said)" = "$(grep -vc '^quit$' tour)" ]
result $? 'to the last one' "$(cat said)"
[ -s run.csv ]
result $? 'and the table is there'
for word in prompts step inspect trainer continue compare plot lq explain sample export; do
	grep -qw "$word" tour
	result $? "the tour shows $word"
done
sed 's/^inspect .*/inspect 99/' typed | outpost >said 2>&1
[ $? = 3 ]
result $? 'a line that fails is noticed' "$(cat said)"

# ---- shell commands
blocks "$readme" sh >shell
bash -e shell >said 2>&1
result $? 'the shell commands succeed' "$(cat said)"
[ "$(grep -c '^ok ' said)" -ge 2 ]
result $? 'and their expectations are met' "$(cat said)"

# ---- the transcript
blocks "$readme" transcript >transcript
[ "$(grep -cE "$prompt" transcript)" -ge 4 ]
result $? 'README has a transcript' "$(cat transcript)"
answers transcript
result $? 'the program says what the transcript says' "$(cat differs)"
# A prompt that offers to repeat a command offers the one before it, and only step and continue.
awk '/^outpost/ {
	again = ""
	if (match($0, /\(again: [^)]*\)/)) again = substr($0, RSTART + 8, RLENGTH - 9)
	if (again != due) { print NR ": " $0; bad = 1 }
	command = $0; sub(/^[^>]*> /, "", command)
	if ($0 ~ /\(again/) { command = $0; sub(/^outpost \(again: .*\)> /, "", command) }
	due = command ~ /^(step|continue)/ ? command : ""
} END { exit bad }' transcript >differs
result $? 'its prompts are those of a terminal' "$(cat differs)"
for change in 's/^stop: .*/stop: by itself./' 's/(OUT!)/(out)/' '/^x4/d' 's/^outpost.*> compare/outpost> lq/' \
	's/ learned / unlearned /'; do
	sed "$change" transcript >changed
	! cmp -s transcript changed && ! answers changed
	result $? "another transcript is noticed: $change"
done
sed 's/0\.9[0-9]*/0.123/g; s/2\.9e-12/5.31e-7/' transcript >changed
! cmp -s transcript changed && answers changed
result $? 'other numbers are let pass' "$(cat differs)"

# ---- the screen
# on_the_screen: types the lines of ./typed, one when the one before is done; then ./shot is what they shot, ./keys the list
# of keys.
on_the_screen() {
	bash -c '
		here=$PWD
		. "$srcdir/tests/terminal/lib.sh"
		done_typing() { key_line_has "^ TYPE and Enter" && line_is ""; }
		open_screen && until_true done_typing || exit
		while IFS= read -r line <&3; do
			type_text "$line" && until_true line_is "$line" && keys Enter && until_true done_typing || break
		done 3<typed
		cp "$scratch/screen.txt" "$here/shot"
		for line in "set eps .2" split zoom "zoom off" "look 7"; do # all keys work
			type_text "$line" && until_true line_is "$line" && keys Enter && until_true done_typing
		done
		keys F1
		tm resize-window -t main -x 80 -y 40 # room for all keys with all their words
		until_true frame_has "s +one update; 5s" && frame | sed "1,/\[ keys/d" >"$here/keys"'
}
same_screen() { diff <(plain <"$1") <(plain <shot) >differs; }
blocks "$readme" typed >typed
blocks "$readme" screen >picture
[ "$(wc -l <picture)" = 24 ] && grep -q '^shot screen.txt$' typed
result $? 'README shows a screen' "$(cat typed picture)"
if command -v tmux >/dev/null; then
	on_the_screen >said 2>&1
	[ -s shot ] && [ -s keys ]
	result $? 'its lines can be typed' "$(cat said)"
	same_screen picture
	result $? 'the screen is as shown' "$(cat differs)"
	for change in '3s/hits/hint/' '9s/OUT!/in  /' '12d' 's/\*BB/BBB/' 's/TYPE/KEYS/'; do
		sed "$change" picture >changed
		! cmp -s picture changed && ! same_screen changed
		result $? "another screen is noticed: $change"
	done
	# The list of keys has them in two columns, of 7 characters and what each does.
	sed -nE 's/^ *(│|\|) (.{35})(.*) (│|\|) *$/\2\n\3/p' keys | cut -c1-7 | sed 's/^ *//; s/ *$//; /^$/d' >listed
	sed -n '/^\.SS "*KEYS mode/,/^\.S[HS]/p' "$page" | sed -nE '/^\.TP/{n;s/\\-/-/g;s/^\.B //p;}' >documented
	[ "$(wc -l <listed)" -ge 20 ] && diff <(sort listed) <(sort documented) >differs
	result $? 'the manual page has the keys of the screen, and no others' "$(cat differs listed)"
else
	skip 'the screen is as shown' 'no tmux'
fi

# ---- the manual page
sed -n '/^\.SH EXAMPLES/,/^\.SH DETER/p' "$page" | sed -n '/^\.nf/,/^\.fi/p' | grep -v '^\.' |
	sed 's/\\-/-/g; s/\\e/\\/g' >examples
[ "$(wc -l <examples)" -ge 4 ]
result $? 'the manual page has examples' "$(cat examples)"
while read -r line; do
	bash -e -o pipefail -c "$line" >said 2>&1 </dev/null
	result $? "runs: $line" "$(cat said)"
done <examples
# block TITLE: what is set as it stands in the subsection of that name.
block() { sed -n "/^\.SS $1/,/^\.SS/p" "$page" | sed -n '/^\.nf/,/^\.fi/p' | grep -v '^\.' | sed 's/\\-/-/g'; }
block 'Matrix files' >task.txt
outpost -e 'task load task.txt' >said 2>&1 && grep -q 'k=3 N=4, 2 prompts' said
result $? 'its matrix file can be read' "$(cat said)"
block 'Prompt files' >prompts.tsv
outpost -e 'task load prompts.tsv; task; show pretrain.skip' >said 2>&1 && grep -q 'N=4 long, 5 prompts' said &&
	grep -q '^pretrain.skip file' said
result $? 'its prompt file can be read' "$(cat said)"
# Templates are known by their sizes: weights, states, and the largest norm of a feature vector.
outpost -e 'task load prompts.tsv; task; margin' >want 2>&1
block 'Feature templates' >prompts.template
outpost -e 'task load prompts.tsv; task; margin' >said 2>&1 && [ "$(wc -l <prompts.template)" = 6 ] && diff want said >differs
result $? 'its default templates are those of the program' "$(cat differs said)"
sed -i 's/^x\[-i\]/x[-1]/' prompts.template
! outpost -e 'task load prompts.tsv; task; margin' | diff want - >differs
result $? 'other templates are noticed' "$(cat prompts.template)"
(cd "$srcdir/examples" && printf '%s\n' *.op) | sort >experiments
sed -n '/^\.SS Experiments/,/^\.SH/p' "$page" | sed 's/\\-/-/g' | grep -oE '[a-z0-9-]+\.op' | sort -u >got
diff experiments got >differs
result $? 'it names all experiments, and no others' "$(cat differs)"
sed -nE 's/^\| `([a-z0-9-]+\.op)`.*/\1/p' "$readme" | sort >got
grep -v '^algorithms-at' experiments | diff - got >differs
result $? 'and so does README' "$(cat differs)"
# Its queries of a run file: updates 0 to 40, and the five prompts that are learned.
if command -v sqlite3 >/dev/null; then
	outpost -e 'step 40; save queries.db' >said 2>&1
	block 'Run files' >queries.sql
	sqlite3 queries.db <queries.sql >got 2>said
	[ "$(wc -l <queries.sql)" = 2 ] && [ "$(wc -l <got)" = 46 ] && [ ! -s said ]
	result $? 'its queries of a run file can be asked' "$(cat queries.sql said got)"
else
	skip 'its queries of a run file can be asked' 'no sqlite3'
fi
stamp=$(sed -n 's/\\-/-/g; /^# outpost/p' "$page")
outpost -e 'export stamp.csv' >said 2>&1 && [ "$(head -n 1 stamp.csv)" = "$stamp" ]
result $? 'its first line of a table is the real one' "$stamp
$(head -n 1 stamp.csv)"
names=$(sed -n '/^# outpost/{n;p;}' "$page")
[ "$(sed -n 2p stamp.csv)" = "$names" ]
result $? 'and so are the names of the columns'

plan
