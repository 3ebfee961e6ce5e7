#!/usr/bin/env bash
# Figures: what becomes of a picture when gnuplot draws it, is not there, dies, talks, or never ends; and, where there is a
# gnuplot, that its pictures are whole. The gnuplots of the first part are scripts of a line or two. TAP.
set -u
. "${srcdir:?}/tests/tap.sh"
cd "$scratch" || exit 99
outpost=${OUTPOST:?}

# program NAME: a gnuplot in the folder NAME, its commands from standard input.
program() {
	mkdir -p "$1"
	{ echo '#!/bin/sh'; cat; } >"$1/gnuplot"
	chmod +x "$1/gnuplot"
}
program works <<'END'
cat >read
printf '<?xml version="1.0"?>\n<svg>\n</svg>\n'
END
program dies <<'END'
printf '<?xml version="1.0"?>\n<svg>\n'
kill -9 $$
END
program fails <<'END'
cat >/dev/null
printf '\n\n\t^\nline 7: no \033[31mterminal\n' >&2
exit 1
END
program talks <<'END'
cat >/dev/null
i=0; while [ $i -lt 20000 ]; do echo 'line 1: rubbish, and more of it than a pipe holds'; i=$((i + 1)); done >&2
printf '<?xml version="1.0"?>\n<svg>\n</svg>\n'
END
program deaf <<'END'
echo nothing >&2
END
program hangs <<'END'
echo $$ >hanging
exec sleep 1000
END
mkdir none
for tool in sh cat; do ln -s "$(command -v "$tool")" none/; done

# with KIND CODE LABEL COMMANDS: the exit code with that gnuplot in front of all others; words go to ./out and ./err.
with() {
	local path=$PWD/$1:$PATH got
	[ "$1" = none ] && path=$PWD/none
	timeout -k 5 60 env PATH="$path" "$outpost" -e "preset barrier; step 3; $4" >out 2>err
	got=$?
	[ "$got" = "$2" ]
	result $? "$3" "expected exit $2, got $got
$(head -n 20 out err)"
}
has() { grep -qE -- "$2" "$1"; result $? "$3" "no /$2/ in $1:
$(head -n 20 "$1")"; }
nothing() { # LABEL NAME..: none of these files, and none that was begun
	local label=$1 there
	shift
	there=$(ls "$@" ./*.new 2>/dev/null)
	[ -z "$there" ]
	result $? "$label" "$there"
}

stamp='outpost [0-9.]+[^ ]* preset=barrier seed=[0-9]+ task.seed=[0-9]+ alpha=1e-04 query.count=prefix'

with works 0 'a gnuplot that works' 'export run.svg err keep=yes'
has out '^run.svg: 1 panel, 4 points$' 'says what it has drawn'
has out '^run.gp and run.dat: ' 'and what was kept'
has run.svg "^<!-- $stamp -->\$" 'the picture is stamped'
has run.gp "^# $stamp\$" 'so is the script'
has run.dat "^# $stamp\$" 'so are the data'
has run.gp "^set output 'run.svg'\$" 'the script kept names the picture'
has read '^\$numbers << END_OF_NUMBERS$' 'what gnuplot was given has the data in it'
diff <(sed '/^set output/d; s/.run\.dat. index/$numbers index/' run.gp) \
	<(sed '/^\$numbers </,/^END_OF_NUMBERS$/d' read) >difference
result $? 'and is the same otherwise' "$(head difference)"

with none 0 'no gnuplot: no error' 'export alone.svg err; export after.csv'
has out 'there is no gnuplot here: alone.gp and alone.dat are written' 'the reply names the two files'
has out '"gnuplot alone.gp" draws alone.svg' 'and says how to draw them'
has out '^after.csv: 24 rows$' 'and the script goes on'
nothing 'no picture' alone.svg
[ -s alone.gp ] && [ -s alone.dat ]
result $? 'both files are there' "$(ls)"

for kind in dies fails deaf; do
	with $kind 3 "a gnuplot that $kind: exit 3" 'export bad.svg err; export later.csv'
	has err '^-e:1: gnuplot has not drawn bad.svg: ' "$kind: file and line, and what failed"
	nothing "$kind: no half file, and the script has stopped" bad.svg bad.gp later.csv
done
with fails 3 'what it complains of' 'export bad.svg err'
has err 'it failed with status 1. it said: line 7: no \?\[31mterminal. keep=yes keeps what it reads$' 'is in the error, its control characters are not'
with dies 3 'with keep=yes' 'export bad.svg err keep=yes'
[ -s bad.gp ] && [ -s bad.dat ] && [ ! -e bad.svg ]
result $? 'script and data are kept all the same' "$(ls)"
echo old >old.svg
with dies 3 'over an older picture' 'export old.svg err'
[ "$(cat old.svg)" = old ]
result $? 'the older one stays' "$(head -n 3 old.svg)"
with talks 0 'a gnuplot that talks without end' 'export talk.svg err'
[ ! -s err ]
result $? 'talks to nobody' "$(head -n 3 err)"

# A background job of a script ignores Ctrl-C: env gives it back. Once for each signal.
# gone PID: ended, and perhaps not waited for by whoever has inherited it.
gone() { ! kill -0 "$1" 2>/dev/null || grep -qE '^[0-9]+ \(.*\) Z' "/proc/$1/stat" 2>/dev/null; }
for signal in INT TERM; do
	rm -f hanging
	PATH=$PWD/hangs:$PATH env --default-signal=INT "$outpost" -e 'preset barrier; step 3; export never.svg err; export later.csv' >out 2>err &
	child=$!
	while kill -0 $child 2>/dev/null && ! [ -s hanging ]; do :; done
	kill -$signal $child
	wait $child
	status=$?
	[ $status = 130 ] || [ $status = 143 ]
	result $? "SIG$signal while gnuplot hangs: out at once" "$status $(cat out err)"
	nothing "SIG$signal: no file is left" never.svg later.csv
	for ((waited = 0; waited < 30; waited++)); do # the signal may still be under way
		gone "$(cat hanging)" && break
		sleep 1
	done
	gone "$(cat hanging)"
	result $? "SIG$signal: and no gnuplot" "$(cat hanging)"
done

# ---- places that cannot be written
with works 3 'no such folder' 'export no/such/run.svg err'
has err 'cannot write no/such/run.svg: ' 'is said'
with works 3 'a folder' 'export none err' 
mkdir folder.svg
with works 3 'a folder with the right ending' 'export folder.svg err'
has err 'cannot write folder.svg: it is a folder' 'is said'
mkdir kept.dat
with works 3 'data that cannot be kept' 'export kept.svg err keep=yes'
nothing 'nothing is drawn then' kept.svg kept.gp
for ending in svg jsonl csv; do
	ln -s /dev/full "full.$ending"
	with works 3 "a full disk, $ending" "export full.$ending err"
	has err "cannot write full.$ending: No space left on device" 'is said'
done
if [ "$(id -u)" != 0 ]; then
	mkdir closed && chmod a-w closed
	with works 3 'a folder that may not be written to' 'export closed/run.svg err'
	has err 'cannot write closed/run.svg: Permission denied' 'is said'
else
	skip 'a folder that may not be written to' 'root may'
fi

# ---- words
with works 3 'another ending' 'export run.gif err'
has err 'export writes .csv .jsonl .svg .pdf and .png files, got "run.gif"' 'the endings are named'
with works 3 'keep= of a table' 'export run.csv keep=yes'
with works 3 'a figure that is not there' 'figure 2c'
has err 'the figures are 1 2a 2b exponential algorithms, got "2c"' 'those that are, are named'
with works 3 'x= of another figure' 'figure algorithms x=update'
with works 0 'plot into a file' 'plot err rewarded lin two.svg x=update'
has out '^two.svg: 2 panels, 7 points$' 'a panel a metric'
has read "^set xlabel 'updates'" 'x=update is heard'
with works 0 'figure' 'fit mine 1 2; set lr .25; figure exponential law.svg; fit mine 2 4; fit mine; show lr; expect update==3'
has out '^law.svg: 1 panel, ' 'draws'
has out '^mine: growth 2 of y for each 1 of x, 2 points$' 'the points of this session are there as before'
has out '^lr 0.25' 'so are its settings'
has out '^ok: update==3$' 'and its trainer'
has read "^# outpost .* figure=exponential\$" 'the stamp names the figure'
has read "title '4\\^\\{N\\}'" 'a law is raised'
nothing 'its script has left no file' exponential.csv
env --default-signal=INT "$outpost" -e 'figure algorithms late.svg; export later.csv' >out 2>err &
child=$!
while read -ra stat <"/proc/$child/stat" && [ $((stat[13] + stat[14])) -lt 50 ]; do :; done
kill -INT $child
wait $child
result $(($? != 130)) 'Ctrl-C in the midst of a figure: exit 130' "$(cat out err)"
has out 'the figure was not drawn: all is as it was before' 'is said'
nothing 'no file is left' late.svg later.csv

# ---- JSON Lines
with works 0 'export of JSON Lines' 'export run.jsonl likelihood[5] err'
has run.jsonl '^\{"outpost":"[^"]+","preset":"barrier","seed":[0-9]+,"task.seed":[0-9]+,"alpha":1e-04,"query.count":"prefix"\}$' \
	'the stamp is the first object'
has run.jsonl '^\{"trainer":"A","update":3,"queries":192,"likelihood\[5\]":[0-9.e-]+,"err":[0-9.]+\}$' 'then a row an update'

# ---- the real one
if ! command -v gnuplot >/dev/null; then
	skip 'real pictures' 'there is no gnuplot'
	plan
fi
mkdir "it's"
for ending in svg pdf png; do
	timeout -k 5 60 "$outpost" -e "preset barrier; trainer process @b; step 30 @ab; export \"it's/all.$ending\" keep=yes
	export few.$ending likelihood[out] err rewarded lr" >out 2>err
	result $? "gnuplot draws $ending" "$(cat out err)"
	[ ! -s err ]
	result $? "$ending: without a word" "$(cat err)"
	rm "it's/all.$ending"
	gnuplot "it's/all.gp" >err 2>&1 && [ -s "it's/all.$ending" ]
	result $? "$ending: the script that was kept draws it too" "$(cat err)"
done
if command -v xmllint >/dev/null; then
	xmllint --noout few.svg >err 2>&1
	result $? 'SVG is well-formed' "$(cat err)"
elif command -v python3 >/dev/null; then
	python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' few.svg >err 2>&1
	result $? 'SVG is well-formed' "$(cat err)"
else
	skip 'SVG is well-formed' 'neither xmllint nor python3'
fi
grep -qa "^% $(sed -n 's/^# //p' "it's/all.dat" | head -n 1)\$" few.pdf
result $? 'PDF has the stamp in it' "$(head -n 1 "it's/all.dat")"
grep -qa "Comment.$(sed -n 's/^# //p' "it's/all.dat" | head -n 1)" few.png
result $? 'PNG has the stamp in it' ''
if command -v pdffonts >/dev/null; then
	pdffonts few.pdf | awk 'NR > 2 && $(NF - 4) != "yes" { bad = 1 } END { exit bad || NR < 3 }'
	result $? 'PDF has all fonts in it' "$(pdffonts few.pdf)"
	[ -z "$(pdffonts few.pdf 2>&1 >/dev/null)" ]
	result $? 'and readers find nothing wrong with it' "$(pdffonts few.pdf 2>&1 >/dev/null)"
else
	skip 'PDF has all fonts in it' 'there is no pdffonts'
fi
if command -v python3 >/dev/null; then
	python3 - few.png >err 2>&1 <<'END'
import struct, sys, zlib
png = open(sys.argv[1], "rb").read()
at, names = 8, []
while at < len(png):
    n, name = struct.unpack(">I4s", png[at:at + 8])
    body = png[at + 8:at + 8 + n]
    assert zlib.crc32(name + body) == struct.unpack(">I", png[at + 8 + n:at + 12 + n])[0], name
    names.append(name)
    at += 12 + n
assert names[:3] == [b"IHDR", b"pHYs", b"tEXt"] and names[-1] == b"IEND", names
END
	result $? 'PNG: every chunk has its checksum' "$(cat err)"
else
	skip 'PNG: every chunk has its checksum' 'there is no python3'
fi
plan
