#!/bin/bash
# The command line: options, exit codes, where words go, and input of all kinds. TAP.
set -u

outpost=${OUTPOST:?}
. "${srcdir:?}/tests/tap.sh"
cd "$scratch" || exit 99

# run CODE LABEL COMMAND..: the exit code is CODE; standard output and error go to ./out and ./err.
run() {
	local code=$1 label=$2 got
	shift 2
	timeout -k 5 60 "$@" >out 2>err
	got=$?
	[ "$got" = "$code" ]
	result $? "$label" "expected exit $code, got $got
$(head -n 20 out err)"
}
has() { grep -qE -- "$2" "$1"; result $? "$3" "no /$2/ in $1:
$(cat "$1")"; }
same() { cmp -s "$1" "$2"; result $? "$3" "$(diff "$1" "$2" | head -n 20)"; }
empty() { [ ! -s "$1" ]; result $? "$2" "$(cat "$1")"; }

# ---- options
run 0 '--help' "$outpost" --help
has out '^Usage: outpost' '--help: usage on standard output'
empty err '--help: nothing on standard error'
run 0 '--version' "$outpost" --version
has out '^outpost [0-9]+\.[0-9]+' '--version: a version'
run 0 '--man' "$outpost" --man
has out '^\.SH COMMANDS' '--man: the commands as a manual page'
run 2 'an unknown option' "$outpost" --sed 1
has err 'no option --sed.*did you mean --seed' 'with a suggestion'
empty out 'and nothing on standard output'
run 2 'an unknown letter' "$outpost" -x
run 2 'an option without its value' "$outpost" --seed
has err '\-\-seed needs something' 'named in the error'
run 2 'a letter without its value' "$outpost" -e
run 2 'a value for an option that takes none' "$outpost" --plain=1
run 2 'two files' "$outpost" /dev/null /dev/null
run 2 'a seed that is no number' "$outpost" --seed x -e quit
has err 'whole number, got "x"' 'is quoted'
run 2 'threads out of range' "$outpost" --threads -1 -e quit
run 2 'an unknown preset' "$outpost" --preset nosuch -e 'step 1'
has err 'barrier' 'lists those there are'
empty out 'and nothing runs'
run 2 'a preset with a strange name' "$outpost" --preset $'x" \n; step 1 #' -e 'step 1'
run 5 '--tui' "$outpost" --tui
has err 'needs a terminal' 'says what it needs'

# ---- what runs, in which order
echo 'step 2' >two.op
echo 'step 3' >three.op
run 0 '-e and -b' "$outpost" -e 'step 1' -b two.op -e 'step 4; step 5' three.op </dev/null
cut -d' ' -f1,2 out | tr '\n' ' ' >got
echo -n '1 update, 2 updates, 4 updates, 5 updates, 3 updates, ' >want
same want got 'in the order given'
run 0 'a file and an empty standard input' "$outpost" two.op </dev/null
printf 'step 1\n\n# nothing\nstep 2' >lines
run 0 'standard input' "$outpost" <lines
cut -d' ' -f1,2 out | tr '\n' ' ' >got
echo -n '1 update, 2 updates, ' >want
same want got 'an empty line repeats nothing there, the last line needs no newline'
run 0 'quit' "$outpost" -e 'step 1; quit; step 2' -e 'step 3'
has out '^1 update' 'runs what is before it'
if grep -q '^[23] updates' out; then result 1 'nothing behind it'; else result 0 'nothing behind it'; fi
run 0 '--seed' "$outpost" --seed 5 -e 'info state'
has out 'seed 5, task.seed 5' 'sets both seeds'
run 0 '--preset' "$outpost" --preset support -e prompts
has out 'x5 .* in$' 'loads it'
run 0 '--threads' "$outpost" --threads 1 -e 'show threads'
has out '^threads 1 \(default all, set by you\)$' 'sets it, as a wish of the user'
run 0 '--threads and another preset' "$outpost" --threads 1 -e 'preset support; show threads'
has out '^threads 1 \(default all, set by you\)$' 'it stays'
"$outpost" --threads 2 -e 'step 20; info state' | grep hash >two
"$outpost" --threads 1 -e 'step 20; info state' | grep hash >one
same one two 'and results do not depend on it'

# ---- pictures
ln -s /dev/full full.svg
run 3 'shot onto a full disk' "$outpost" -e 'shot full.svg'
has err 'cannot write full\.svg: No space left on device' 'says so'
run 3 'shot onto one that fills up' bash -c "trap '' XFSZ; ulimit -f 4; exec $outpost -e 'shot big.svg size=200x60'"
has err 'cannot write big\.svg: File too large' 'says so'
[ -z "$(ls | grep '^big')" ]
result $? 'and nothing is left of it' "$(ls)"
run 3 'shot into a folder that is not there' "$outpost" -e 'shot none/a.html'
has err 'cannot write none/a\.html: No such file' 'says so'

# ---- exit codes
run 0 'an expectation that is met' "$outpost" -e 'expect queries==0'
run 1 'one that is not' "$outpost" -e 'expect queries==1; step 1'
has out '^1 update' 'the script goes on'
run 3 'an error' "$outpost" -e 'step 1; stpe; step 2'
has err '^-e:1: unknown command "stpe" \(did you mean step\?\)' 'is said on standard error, with file and line'
if grep -q '^2 updates' out; then result 1 'the rest does not run'; else result 0 'the rest does not run'; fi
run 3 'an error after an expectation that was not met' "$outpost" -e 'expect queries==1; stpe'
printf 'step 1\n\nstpe\n' >bad.op
run 3 'an error in a file' "$outpost" -b bad.op -e 'step 9'
has err '^bad.op:3: ' 'file and line'
if grep -q '^9 updates' out; then result 1 'nothing more is run'; else result 0 'nothing more is run'; fi
run 3 'an error on standard input' "$outpost" <bad.op
has err '^stdin:3: ' 'and its line'
run 4 'a file that is not there' "$outpost" -b nosuch.op
has err 'nosuch.op' 'named'
run 4 'nor another' "$outpost" nosuch.op
run 4 'a folder' "$outpost" -b /
run 4 'a full disk' bash -c '"$0" -e "step 1" >/dev/full' "$outpost"
has err 'No space' 'says so'
run 4 'a full disk for --help' bash -c '"$0" --help >/dev/full' "$outpost"
run 4 'a closed output' bash -c '"$0" -e "step 1" >&-' "$outpost"
run 0 'a closed input' bash -c '"$0" <&-' "$outpost"
for i in $(seq 20000); do echo "show lr"; done >many.op
bash -c '"$0" -b many.op | head -n 1; echo "${PIPESTATUS[0]}"' "$outpost" >out 2>err
has out '^4$' 'a reader that leaves: exit 4'
empty err 'without a word'
# a background job of a script ignores Ctrl-C: env gives it back
env --default-signal=INT "$outpost" -e 'step 2; step 100000000; step 1' >out 2>err &
child=$!
# replies before a long goal are written at once
while kill -0 $child 2>/dev/null && ! grep -q '^2 updates' out; do :; done
kill -INT $child
wait $child
[ $? = 130 ]
result $? 'SIGINT in a script: exit 130' "$(cat out err)"
has out '^stopped after [0-9,]+ of 100,000,000 updates' 'says how far it came'
if grep -q '^1 update' out; then result 1 'and stops the script'; else result 0 'and stops the script'; fi

# interrupted LABEL COMMANDS: Ctrl-C after half a second of work, of which the last command does nearly all.
interrupted() {
	local child stat end=$((SECONDS + 60)) # then it hangs
	env --default-signal=INT "$outpost" -e "$2" >out 2>err &
	child=$!
	while read -ra stat <"/proc/$child/stat" && [ $((stat[13] + stat[14])) -lt 50 ] && [ $SECONDS -lt $end ]; do :; done
	kill -INT $child
	while kill -0 $child 2>/dev/null && [ $SECONDS -lt $end ]; do :; done
	kill -KILL $child 2>/dev/null
	wait $child 2>/dev/null
	[ $? = 130 ]
	result $? "$1: exit 130" "$(cat out err)"
}
if [ -r /proc/$$/stat ]; then
	interrupted 'SIGINT in a job' 'new lock k=4 N=8 prompts=4; online 1000000000; step 1'
	has out '^stopped after [0-9,]+ of 1,000,000,000 rounds' 'says how far it came'
	has out '^[0-9,]+ rounds of one query, adversarial order' 'and what it has found'
	if grep -q '^1 update' out; then result 1 'and stops the script'; else result 0 'and stops the script'; fi
	interrupted 'SIGINT in an update that would take days' \
		'new lock k=4 N=16 prompts=2; trainer behavior=alg1 m=16777215; step; show m'
	has out '^stopped after 0 of 1 updates' 'drops it'
	if grep -q '^m ' out; then result 1 'and stops the script'; else result 0 'and stops the script'; fi
else
	skip 'SIGINT in work that takes long' 'no /proc'
fi

# ---- no escapes, no locale
TERM=xterm-256color "$outpost" -e 'step 200; prompts; plot likelihood[5]; help' >out 2>&1
if grep -q $'\033' out; then result 1 'no escape sequence in a pipe'; else result 0 'no escape sequence in a pipe'; fi
has out '█|▀|▄' 'blocks in UTF-8'
LC_ALL=C "$outpost" -e 'step 20; plot likelihood[5]' >out 2>&1
if LC_ALL=C grep -q '[^ -~]' out; then result 1 'ASCII alone in locale C' "$(cat out)"; else result 0 'ASCII alone in locale C'; fi
"$outpost" --plain -e 'step 20; plot likelihood[5]' >plain 2>&1
same out plain '--plain: the same'
if locale -a 2>/dev/null | grep -qi '^de_DE.utf-\?8$'; then
	LC_ALL=de_DE.UTF-8 "$outpost" -e 'step 20; set lr .25; show lr; prompts; plot likelihood[5]' >de 2>&1
	LC_ALL=C.UTF-8 "$outpost" -e 'step 20; set lr .25; show lr; prompts; plot likelihood[5]' >c 2>&1
	same c de 'numbers do not depend on the locale'
else
	skip 'numbers do not depend on the locale' 'no de_DE.UTF-8'
fi

# ---- prompt files
printf 'one\ta b\ntwo\tb a\n' >good.tsv
printf 'x[1]\n' >good.template
run 0 'a prompt file' "$outpost" -e 'task load good.tsv; prompts'
has out '^> x0 +one -> ab ' 'has its prompts and responses as text'
cp out good
printf '\357\273\277one\ta b\r\ntwo\tb a\r\n' >dos.tsv
run 0 'with a byte order mark, as on DOS' "$outpost" -e 'task load dos.tsv templates=good.template; prompts'
same out good 'is the same'
printf 'one\ta b\ntwo b a\n' >broken.tsv
run 3 'with a broken line' "$outpost" -e 'task load broken.tsv templates=good.template; show k'
has err '^-e:1: broken.tsv:2:8: ' 'is an error with line and column'
[ "$(cat out)" = '1 command skipped' ]
result $? 'and ends the script' "$(cat out)"
printf 'one\t\377\n' >broken.tsv
run 3 'with a byte that is no UTF-8' "$outpost" -e 'task load broken.tsv templates=good.template'
has err '^-e:1: broken.tsv:1:5: ' 'the same'
printf 'x[1\n' >broken.template
run 3 'a broken template' "$outpost" -e 'task load good.tsv templates=broken.template'
has err '^-e:1: broken.template:1:1: ' 'the same'
run 3 'a prompt file that is not there' "$outpost" -e 'task load nosuch.tsv'
has err 'nosuch.tsv: No such file' 'is named'
run 0 'a prompt file of the package' "$outpost" -e 'task load words.tsv; sample 143 1'
has out '^x143 \(the small table\), y\* la mesa pequeña: ' 'is found from any folder'

# ---- behaviours
run 3 'an algorithm and rewards of its own' "$outpost" -e 'trainer behavior=alg1 code=pm1'
has err 'set code 01 first' 'are refused, with the reason'
run 3 'a frozen base model that is nowhere' "$outpost" -e 'trainer behavior=frozen:nosuch.base'
has err 'nosuch.base: No such file' 'is named'

# ---- replies fit a window
# narrow LABEL COMMANDS: discoveries, which are sentences of any length, aside.
narrow() {
	run 0 "$1: many replies" "$outpost" -e "$2"
	grep -E '^.{80}' out | grep -v ' first correct at query ' >wide
	empty wide "$1: none wider than 79 columns"
}
narrow 'a run' 'preset addition; step 3; trainer process behavior=alg2 m=4 @b; step 2 @ab; bound @a; bound @b; hist; lq curve
	lq sampled 1000; passk; snr 18 100; online 100; margin; prompts; inspect 18 t=2; sample 18 4; compare; info'
narrow 'words' 'task load words.tsv; trainer process behavior=alg2 m=64 batch=500; step 2; bound .3; lq curve
	lq sampled 100; passk; snr 0 100; online 100 order=random; prompts; inspect 143 t=2; sample 143 4; info'

# ---- bad input
head -c 100000 /dev/zero | tr '\0' x >long
run 3 'a word of 100,000 letters' "$outpost" <long
[ "$(wc -c <err)" -lt 1000 ]
result $? 'is not repeated whole'
{ echo -n 'step 1 # '; cat long; echo; echo 'step 2'; } >long.op
run 0 'a comment of 100,000 letters' "$outpost" -b long.op
has out '^2 updates' 'is one'
for i in $(seq 20000); do echo -n 'show lr;'; done >many
run 0 'a line of 20,000 commands' "$outpost" -b many
printf 'step 1\nprompts \xff\xfe\nstep 2\n' >invalid
run 3 'invalid UTF-8' "$outpost" <invalid
has err '^stdin:2: ' 'has its line'
printf 'step 1\nstep\0 2\n' >nul
run 3 'a byte 0' "$outpost" <nul
has err '^stdin:2: ' 'has its line on standard input'
run 4 'a byte 0 in a file' "$outpost" -b nul
has err 'nul:2: a byte 0' 'and there'
run 3 'a byte 0 in a file to source' "$outpost" -e 'source nul'
has err 'nul:2: a byte 0' 'and there too'
mkdir -p .config/outpost/presets
cp nul .config/outpost/presets/nul.op
run 2 'a byte 0 in a preset' "$outpost" --preset nul -e 'step 1'
has err 'nul.op:2: a byte 0' 'and there as well'
printf '\357\273\277step 1\n' >marked.op
run 0 'a byte order mark' "$outpost" -b marked.op
has out '^1 update' 'is no command of a file'
run 0 'a byte order mark on standard input' "$outpost" <marked.op
has out '^1 update' 'nor there'
run 0 'a byte order mark of a sourced file' "$outpost" -e 'source marked.op'
has out '^1 update' 'nor there'
printf '\357\273\277# marked: with a mark\nnew table k=2 N=2 prompts=2\n' >.config/outpost/presets/marked.op
run 0 'a byte order mark of a preset' "$outpost" --preset marked -e preset
has out '^  marked +with a mark$' 'nor there'
printf 'step 1\nstep \357\273\2772\n' >inside.op
run 3 'a byte order mark further on' "$outpost" -b inside.op
head -c 17000000 /dev/zero | tr '\0' '#' >huge.op
run 4 'a file of 17 MB' "$outpost" -b huge.op
has err 'huge.op is too large' 'is refused'
run 3 'a line of 17 MB' "$outpost" <huge.op
has err '^stdin:1: a line has at most 1048576 bytes' 'is refused'
rm huge.op
mkfifo pipe
run 4 'a pipe that nobody writes to' timeout -s KILL 20 "$outpost" -b pipe
has err 'pipe: it is a pipe' 'is refused'
run 3 'a pipe to source' timeout -s KILL 20 "$outpost" -e 'source pipe'
run 3 'a pipe to write to' timeout -s KILL 20 "$outpost" -e 'base save pipe'
has err 'pipe: it is a pipe' 'is refused'
rm pipe
for home in OUTPOST_HOME=$PWD/own XDG_CONFIG_HOME=$PWD/config; do
	folder=${home#*=}
	case $home in XDG*) folder+=/outpost ;; esac
	mkdir -p "$folder/presets"
	echo 'new table k=2 N=2 prompts=2' >"$folder/presets/${home%%_*}.op"
	run 0 "presets of ${home%%=*}" env "$home" "$outpost" --preset "${home%%_*}" -e show
done
run 0 'a range too small for ticks' timeout -s KILL 20 "$outpost" -e 'set lr 5e-324; reset; plot lr lin'
printf 'step 1\r\nstep 2\r\n' >dos
run 0 'lines that end as on DOS' "$outpost" -b dos
run 3 'control characters' "$outpost" -e $'step \033[1m'
if grep -q $'\033' err; then result 1 'are not sent to the terminal'; else result 0 'are not sent to the terminal'; fi
head -c 200000 /dev/urandom >noise
run 4 'noise' "$outpost" -b noise
OUTPOST_DATA=/nonexistent run 4 'no presets' "$outpost" -e 'step 1'
run 3 'a script that sources itself' bash -c 'echo "source self.op" >self.op; "$0" -b self.op' "$outpost"

# ---- TAP
run 1 '--tap' "$outpost" --tap -e 'step 1; expect queries==64 "a # b"; expect queries==1 "c"'
cat >want <<'END'
ok 1 - a \# b
not ok 2 - c (queries==1; got queries 64)
1..2
END
grep -v '^#' out >got
same want got 'test lines and plan'
has out '^# 1 update' 'other replies are comments'
run 0 '--tap and a reply that looks like an expectation' "$outpost" --tap -e 'export "ok: run.csv" err'
has out '^# ok: run.csv: 1 row$' 'is a comment'
has out '^1\.\.0$' 'and no test'
run 1 'expectations that are read by a person' "$outpost" -e 'expect queries==0 "a"; expect queries==1 "b"'
printf 'ok: a\nnot ok: b (queries==1; got queries 0)\n' >want
same want out 'have their verdict in front'
run 3 '--tap with an error' "$outpost" --tap -e 'expect queries==0 "a"; stpe'
has out '^Bail out! -e:1: ' 'bails out'

# ---- JSON
# Prints the lines of a file that are no JSON object, by a parser that others have written.
if command -v jq >/dev/null; then
	not_json() { while IFS= read -r line; do printf '%s\n' "$line" | jq -e 'type == "object"' >/dev/null 2>&1 || echo "$line"; done <"$1"; }
elif command -v python3 >/dev/null; then
	not_json() { python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    try: assert isinstance(json.loads(line), dict)
    except Exception: print(line)' "$1"; }
fi
valid() {
	local found
	if ! declare -F not_json >/dev/null; then skip "$2" 'no jq, no python3'; return; fi
	found=$(not_json "$1" 2>&1)
	[ -z "$found" ] && [ -s "$1" ]
	result $? "$2" "$found"
}
cat >json.op <<'END'
set verbose 2
trainer process @b
step 2 @ab
probs 5 4
expect queries@a==128 "a \"b\" \\ c"
continue until queries>=3k @b
expect queries==1
plot likelihood[5]
END
run 1 '--json' "$outpost" --json -b json.op
valid out '--json: every line is an object'
empty err '--json: nothing on standard error'
cp out events
sed -nE 's/^\{"v":1,"ev":"([a-z]+)".*/\1/p' out | sort | uniq | tr '\n' ' ' >got
echo -n 'discovery end expect reply start stop update ' >want
same want got '--json: the kinds of events'
[ "$(grep -vc '^{"v":1,"ev":"' out)" = 0 ]
result $? '--json: nothing else on standard output' "$(grep -v '^{"v":1,"ev":"' out)"
[ "$(head -n 1 out)" = "{\"v\":1,\"ev\":\"start\",\"version\":\"$("$outpost" --version | cut -d' ' -f2)\",\"preset\":\"barrier\",\"seed\":8,\"task.seed\":8}" ]
result $? '--json: begins with the version, the preset and its seeds' "$(head -n 1 out)"
[ "$(tail -n 1 out)" = '{"v":1,"ev":"end","code":1}' ]
result $? '--json: ends with the exit code' "$(tail -n 1 out)"
has out '^\{"v":1,"ev":"update","tr":"A","update":2,"queries":128,"rewarded":[0-9]+,"batch":64,"off":[0-9]+\}$' '--json: an update of A'
has out '^\{"v":1,"ev":"update","tr":"B","update":2,"queries":[0-9]+,"rewarded":[0-9]+,"batch":64,"off":[0-9]+\}$' 'and of B'
has out '^\{"v":1,"ev":"reply","cmd":"probs 5 4","text":"x5 t4, after the correct prefix \\"ada\\""\}$' 'a reply, with its command'
has out '^\{"v":1,"ev":"expect","cmd":".*","ok":true,"label":"a \\"b\\" \\\\ c"\}$' 'an expectation, quotes and all'
has out '^\{"v":1,"ev":"expect","cmd":"expect queries==1","ok":false,"label":"queries==1 ' 'one that is not met'
has out '^\{"v":1,"ev":"stop","cmd":"continue until queries>=3k @b","text":"stop: ' 'a stop'
has out '^\{"v":1,"ev":"discovery","tr":"B","prompt":5,"update":[0-9]+,"query":[0-9]+,"base":[0-9.]+e-06\}$' 'a discovery'
run 3 '--json with an error' "$outpost" --json -e 'step' -b bad.op
valid out 'is JSON'
has out '^\{"v":1,"ev":"error","cmd":"stpe","file":"bad.op","line":3,"text":"unknown command ' 'has file and line on their own'
empty err 'and nothing else'
run 3 '--json on standard input that is no text' "$outpost" --json <invalid
valid out 'is JSON'
run 0 '--json in a lesson' "$outpost" --json -e 'lesson small.lesson; next; next skip; predict c .9'
has out '^\{"v":1,"ev":"lesson","lesson":"small","page":1,"of":6,"event":"begin","seed":8\}$' '--json: a lesson begins'
has out '^\{"v":1,"ev":"lesson","lesson":"small","page":2,"of":6,"event":"page","type":"do","skipped":true,' '--json: a page is left'
has out '^\{"v":1,"ev":"lesson",.*"event":"predict","answers":\["c","\.9"\]\}$' '--json: what was predicted'
valid out '--json: an object a line, in lessons too'
run 0 '--json with a note, and verbose 1' "$outpost" --json -e 'set count.off seen; step 3; expect queries==192'
valid out 'is JSON'
if grep -q '"ev":"update"' out; then result 1 'no updates below verbose 2' "$(cat out)"; else result 0 'no updates below verbose 2'; fi
run 0 '--json where off is not counted' "$outpost" --json -e 'set count.off seen; set verbose 2; step'
has out '"batch":64,"off":null\}$' 'is null'
run 2 '--json and an unknown preset' "$outpost" --json --preset nosuch
has out '"ev":"end","code":2\}$' 'ends with the code'
if locale -a 2>/dev/null | grep -qi '^de_DE.utf-\?8$'; then
	LC_ALL=de_DE.UTF-8 "$outpost" --json -b json.op >de
	same events de '--json does not depend on the locale'
else
	skip '--json does not depend on the locale' 'no de_DE.UTF-8'
fi
run 2 '--json with --tap' "$outpost" --json --tap -e 'step 1'
run 2 '--json with --tui' "$outpost" --json --tui

# ---- errors that a script goes on behind
run 3 'onerror continue' "$outpost" -e 'set onerror continue; stpe; step 2' -e 'lq 7; step 3'
has out '^2 updates' 'the script goes on'
has out '^3 updates' 'and the next one'
[ "$(cut -d: -f1,2 err | tr '\n' ' ')" = '-e:1 -e:1 ' ]
result $? 'each error has its place' "$(cat err)"
printf 'set onerror continue\nstpe\nstep 2\n' >lax.op
run 3 'onerror continue on standard input' "$outpost" <lax.op
has err '^stdin:2: ' 'has its line'
has out '^2 updates' 'and goes on'
run 3 'onerror continue with --tap' "$outpost" --tap -b lax.op -e 'expect queries==128'
has out '^# error: lax.op:2: ' 'is no end of the test'
has out '^1\.\.1$' 'that goes on'
run 3 'onerror stop is the default' "$outpost" -e 'stpe; step 2'
if grep -q '^2 updates' out; then result 1 'nothing more runs'; else result 0 'nothing more runs'; fi

# ---- how much is said
run 0 'verbose 0' "$outpost" -e 'set verbose 0' -e 'set lr .2; step 3; pretrain 1; preset support; expect queries==0; show lr'
printf 'ok: queries==0\nlr 0.5 (default 0.1, set by preset)\n' >want
same want out 'leaves what was asked for'
run 3 'verbose 0 and an error' "$outpost" -e 'set verbose 0; stpe'
has err 'unknown command' 'is said'
run 0 'verbose 2' "$outpost" -e 'set verbose 2; step 2'
has out '^update 2: 64 queries, rewarded [0-9]+ of 64, off [0-9]+ of 64$' 'tells each update'
run 0 'verbose 2 while a preset loads' "$outpost" -e 'set verbose 2; preset lock'
[ "$(wc -l <out)" = 2 ]
result $? 'is not told of it' "$(cat out)"

# ---- rc files: none in batch runs, unless --rc names one
mkdir -p rc/.config/outpost
echo 'step 7' >rc/.config/outpost/outpostrc
echo 'step 8' >rc/.outpostrc
run 0 'a batch run' env HOME="$PWD/rc" bash -c 'cd rc && "$0" -e "step 1"' "$outpost"
[ "$(cat out)" = '1 update, 64 queries, off 1 of 64' ]
result $? 'runs no rc file and says nothing of one' "$(cat out err)"
run 0 '--rc' "$outpost" --rc rc/.outpostrc -e 'step 1'
has out '^8 updates' 'runs it first'
printf 'step 2\nstpe\nstep 3\n' >broken.rc
run 3 '--rc with an error' "$outpost" --rc broken.rc -e 'step 1'
has err '^broken.rc:2: unknown command' 'names file and line'
has out '^1 update,' 'and what was asked for runs'
if grep -q '^3 updates' out; then result 1 'the rest of the file does not'; else result 0 'the rest of the file does not'; fi
run 4 '--rc without a file' "$outpost" --rc nosuch.rc -e 'step 1'
run 2 '--rc and --no-rc' "$outpost" --rc broken.rc --no-rc -e 'step 1'

# ---- history: only what a person types
run 0 'a batch run with history' env OUTPOST_HOME="$PWD/fresh" "$outpost" -e 'step 1; history'
run 0 'lines of standard input' env OUTPOST_HOME="$PWD/fresh" "$outpost" <two.op
[ ! -e fresh ]
result $? 'leaves no history'

# ---- runs as files
export OUTPOST_HOME=$PWD/state
run 4 '--resume with nothing saved' "$outpost" --resume -e 'step 1'
has err "no run to go on with in $PWD/state" 'says where it looked'
empty out 'and nothing runs'
run 2 '--resume and --preset' "$outpost" --resume --preset lock
run 0 'a batch run' "$outpost" -e 'step 3'
[ ! -e state ]
result $? 'is not saved by itself'
course='step 9; back 2; set lr .2; step 4; trainer process behavior=alg2 m=auto @b; step 2 @b; set query.count all; step @ab; back @a; set eps .2; watch err'
run 0 'save' "$outpost" -e "$course; save run.op; save run.db; share; info state"
grep -o 'hash [0-9a-f]*' out >want
# the line that share prints, as it stands there: wrapped, so it is taken from JSON
"$outpost" --json -e "$course; share" | sed -nE 's/.*"text":"(outpost -e .*)"\}$/\1/p' | sed 's/\\"/"/g' >share
[ -s share ]
result $? 'share prints a line'
sed "s|^outpost|'$outpost'|; s|'\$|; info state'|" share >share.sh
run 0 'the line of share, in a shell' sh share.sh
grep -o 'hash [0-9a-f]*' out >got
same want got 'leads to the same states'
mkdir elsewhere
run 0 'the script that was saved' bash -c 'cd elsewhere && "$0" -b ../run.op' "$outpost"
[ "$(grep -c '^ok: .*is in the state that was saved' out)" = 2 ]
result $? 'checks both trainers' "$(cat out)"
sed 's/^set lr 0.2 @a/set lr 0.3 @a/' run.op >other.op
run 1 'a script that takes another course' "$outpost" -b other.op
has out '^not ok: A outcome is in the state that was saved' 'says so'
run 0 'the run that was saved' "$outpost" -e 'load run.db; info state'
grep -o 'hash [0-9a-f]*' out >got
same want got 'is in the same states'
run 3 'a script that loads what is not there' "$outpost" -e 'load nosuch.db; step 1'
has err 'cannot open nosuch.db' 'fails'
unset OUTPOST_HOME

plan
