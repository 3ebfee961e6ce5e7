#!/bin/bash
# With --class a command writes below outpost-work and nowhere else, whatever name it is given. TAP.
set -u

outpost=${OUTPOST:?}
. "${srcdir:?}/tests/tap.sh"
export OUTPOST_HOME=$scratch/home HOME=$scratch
mkdir "$scratch/here" "$scratch/other"
cd "$scratch/here" || exit 99

# All there is outside of outpost-work, with what is in it.
outside() { (cd "$scratch" && find here other -path here/outpost-work -prune -o -type f -exec cksum {} + -o -printf '%p %y %l\n' | sort); }
# says COMMAND PATTERN LABEL, does COMMAND FILE: in a class.
says() {
	${where:+env "$where"} "$outpost" --class -e "step 2; $1" >said 2>&1
	grep -qE -- "$2" said
	result $? "$3" "$(cat said)"
	rm -f said
}
does() {
	rm -f "$2"
	says "$1" "^${2//./\\.}\b" "$1: the reply says where"
	[ -s "$2" ]
	result $? "$1: $2 is there" "$(ls -R)"
}
where=
without_gnuplot() {
	where=PATH=$scratch/nothing
	"$@"
	where=
}
only='with --class files are written below outpost-work only, by a plain name such as a\.csv, got '
refuses() { says "$1" "$only" "refused: $1"; }

echo secret >"$scratch/other/a.csv"
echo secret >kept.csv
outside >"$scratch/before"

# ---- each command that writes
does 'export a.csv' outpost-work/a.csv
does 'export outpost-work/a.csv' outpost-work/a.csv
does 'export ./a.csv' outpost-work/./a.csv
does 'save a.op' outpost-work/a.op
does 'save a.db' outpost-work/a.db
does 'lq curve curve.csv' outpost-work/curve.csv
does 'frontier 0 frontier.csv' outpost-work/frontier.csv
for ending in txt ansi html svg; do
	does "shot a.$ending" "outpost-work/a.$ending"
done
says 'base save w.txt' 'written to outpost-work/w\.txt' 'base save: the reply says where'
says 'base save w.txt @a' 'written to outpost-work/w\.txt' 'of a trainer too'
says 'trust .' 'with --class nothing is kept' 'trust keeps nothing'
says 'record off' '^nothing is being recorded' 'record is asked elsewhere: it needs a screen'
does 'lesson small.lesson; next; report mine.jsonl' outpost-work/mine.jsonl
does 'lq sampled 20 sampled.csv' outpost-work/sampled.csv
for command in 'export a.svg err' 'plot err a.svg' 'figure exponential a.svg'; do
	rm -f outpost-work/a.gp
	says "$command keep=yes" 'outpost-work/a\.gp and outpost-work/a\.dat' "$command: what is kept beside is there, too"
	[ -s outpost-work/a.gp ]
	result $? "$command: and it is written" "$(ls -R)"
done
mkdir outpost-work/group
does 'export group/a.csv' outpost-work/group/a.csv

# ---- names that lead out
ln -s "$scratch/other" outpost-work/out
ln -s "$scratch/other/a.csv" outpost-work/link.csv
ln -s "$scratch/other/new.csv" outpost-work/nowhere.csv
ln "$scratch/other/a.csv" outpost-work/hard.csv
mkfifo outpost-work/pipe.csv
for name in ../a.csv "$scratch/other/a.csv" "$scratch/here/outpost-work/a.csv" group/../../a.csv outpost-work/../kept.csv \
	out/a.csv out/new.csv link.csv nowhere.csv hard.csv pipe.csv /dev/null.csv; do
	refuses "export $name"
done
for command in 'save ../a.op' 'save ../a.db' 'save out/a.db' 'base save ../w.txt' 'base save out/w.txt @a' 'lq curve ../a.csv' \
	'frontier 0 ../a.csv' 'shot ../a.svg' 'shot out/a.html' 'lesson small.lesson; report ../mine.jsonl' 'lesson small.lesson; report out/mine.jsonl' \
	'lq sampled 20 ../a.csv' 'export ../a.svg err' 'plot err out/a.svg' 'figure exponential ../a.svg'; do
	refuses "$command"
done
sed 's|^start: .*|start: preset barrier seed={seed}; export ../a.csv|' "$srcdir/examples/small.lesson" >small.lesson
"$outpost" --class --check-lesson small.lesson >said 2>&1
grep -qE "$only" said
result $? 'nor do lessons that are checked' "$(cat said)"
rm -f small.lesson said
# ---- what is kept beside a picture, or stands there instead of one
for ending in gp dat; do
	rm -f outpost-work/a.gp outpost-work/a.dat
	ln -s "$scratch/other/a.csv" "outpost-work/a.$ending"
	refuses 'export a.svg err keep=yes'
	without_gnuplot refuses 'plot err a.svg'
	rm outpost-work/a.$ending
done
says 'export none/a.csv' 'cannot write outpost-work/none/a\.csv: No such file or directory' 'a folder that is not there'
says 'export outpost-work/a.csv/b.csv' 'cannot write outpost-work/a\.csv/b\.csv: Not a directory' 'a file as a folder'
says 'break update==3
on 1 do export ../a.csv
continue' "$only" 'not at a break either'
echo 'export ../a.csv' >script.op
says 'source script.op' "$only" 'nor in a script'
rm script.op
says 'set onerror continue; export ../a.csv; export a.csv' '^outpost-work/a\.csv' 'the session goes on'

# ---- nothing else has changed
outside | diff "$scratch/before" - >"$scratch/differs"
result $? 'nothing outside has changed' "$(cat "$scratch/differs")"
[ "$(cat "$scratch/other/a.csv" kept.csv)" = 'secret
secret' ]
result $? 'nor have files that links lead to'
says 'preset support; task load addition.tsv; source presets/lock.op' '^k=4 N=10, 8 prompts, ' 'all may be read'
says 'load outpost-work/a.op; load outpost-work/a.db' '^outpost-work/a\.db, by outpost' 'what was saved, too'

# ---- a folder that is none
mv outpost-work work
ln -s work outpost-work
says 'export a.csv' 'outpost-work is a link or a file: a folder is needed there' 'a link in its place'
rm outpost-work
echo >outpost-work
says 'export a.csv' 'outpost-work is a link or a file' 'a file in its place'
rm outpost-work

# ---- without --class
"$outpost" -e 'export ../a.csv; export ../other/a.csv' >said 2>&1 && [ -s ../a.csv ] && [ ! -e outpost-work ]
result $? 'without --class names are as they are' "$(cat said)"
plan
