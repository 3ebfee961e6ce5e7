#!/bin/bash
# Kinds of terminals, of locales, of colours and of readers: each gets a screen that it can show, or the text mode.
. "${srcdir:?}/tests/terminal/lib.sh"

# The attributes and colours that were sent, one sequence a line: 0;1, 38;5;209, 39, ..
looks() { grep -aoE $'\033\\[[0-9;]*m' "$scratch/wire" | sed -E $'s/^\033\\[//; s/m$//' | sort -u; }
# Those that set a colour; 38;5;N is one of 256 by its number, 39 and 49 are the terminal's own.
colors() { looks | grep -E '(^|;)(3[0-8]|4[0-8]|9[0-7]|10[0-7])(;|$)'; }
colors_of_256() { colors | grep -oE '[34]8;5;[0-9]+'; }
other_colors() { colors | sed -E 's/[34]8;5;[0-9]+//g' | tr ';' '\n' | grep -E '^(3[0-8]|4[0-8]|9[0-7]|10[0-7])$' | sort -u; }
# That a command says nothing, or something.
nothing() { # LABEL COMMAND..
	local label=$1 said
	shift
	said=$("$@")
	[ -z "$said" ]
	result $? "$label" "$said"
}
something() { # LABEL COMMAND..
	local label=$1
	shift
	[ -n "$("$@")" ]
	result $? "$label" "$(looks)"
}
odd_bytes() { LC_ALL=C grep -a '[^ -~]'; }
odd_in_frame() { frame | odd_bytes; }
# Line drawing in ASCII bytes would look like letters to who reads them as such: no other set of characters.
odd_on_wire() { LC_ALL=C tr -d '\033\r\n\b\a\t\017' <"$scratch/wire" | odd_bytes | cat -v; }
shifted() { LC_ALL=C grep -aE $'\033\\(0|\016' "$scratch/wire" | cat -v | head -n 3; }
escapes() { grep -a $'\033' "${1:-$scratch/wire}" | cat -v | head -n 3; }
# readline's: pastes are to come in brackets, and in a window of another size the line is written anew
other_escapes() { sed -E $'s/\033\\[(\\?2004[hl]|K)//g' "$scratch/wire" | grep -a $'\033' | cat -v | head -n 3; }

# Neither another screen nor a hidden cursor, no mode that a shell does not expect.
modes_are_plain() {
	[ "$(tm display -p -t main '#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag} #{keypad_cursor_flag} #{insert_flag} #{origin_flag} #{wrap_flag}')" = '0 1 0 0 0 0 0 1' ]
}
leaves() {
	keys C-d
	wait_for '^left: 0$' && until_true test -s "$scratch/after" && cmp -s "$scratch/before" "$scratch/after" &&
		until_true modes_are_plain
}
panels_are_there() { status_has '^ outpost barrier' && frame_has '\[.1 prompts' && frame_has '\[.5 console' && key_line_has '^ TYPE'; }
fills() { # COLUMNS ROWS
	local rule
	rule=$(frame | grep '\[.5 console \]') && [ "${#rule}" = "$1" ] && [ "$(frame | wc -l)" = "$2" ] && panels_are_there
}
# resizes LABEL: a test; another window, in a run and at rest.
resizes() {
	type_line 'speed 50; continue until update>=1000000'
	until_true is_running
	tm resize-window -t main -x 100 -y 30
	holds "$1: a larger window in a run" fills 100 30
	keys C-c
	until_true key_line_has '^ TYPE and Enter'
	tm resize-window -t main -x 80 -y 24
	holds "$1: a smaller one at rest" fills 80 24
}
# What is there to be coloured: updates, both levels of inspect, help, an error, the alpha line.
tour() {
	type_line 'step 3'
	until_true frame_has '^3 updates, ' || return
	type_line 'stpe'
	until_true frame_has '^error: unknown command' || return
	type_line 'inspect 5'
	until_true frame_has '\[.inspect x5' || return
	type_line 'inspect 5 t=3'
	until_true frame_has '^> +t3 ' || return
	keys Escape
	until_true frame_lacks '^> +t3 ' || return
	keys Escape
	until_true frame_has '\[.1 prompts'
}
# opens LABEL VARIABLES ARGUMENTS..: the screen, and what a user does first.
opens() {
	local label=$1 with="$2 "
	shift 2
	open_screen 80 24 "$@"
	holds "$label: the screen" panels_are_there
	holds "$label: is usable" tour
}
talks() { # LABEL VARIABLES: text mode at the terminal
	start ''
	rm -f "$scratch/after"
	type_line "cd $scratch; stty -g >before; $2 ${OUTPOST:?}; echo \"left: \$?\"; stty -g >after"
	at_prompt "$1: text mode"
	type_line 'step 3'
	sees '^3 updates, 192 queries' "$1: is usable"
	type_line 'probs 5'
	sees '^x5' "$1: and shows numbers"
	tm resize-window -t main -x 100 -y 30
	type_line 'step 2'
	sees '^2 updates, 128 queries' "$1: in another window, too"
	holds "$1: leaves" leaves
}

# ---- kinds of terminals
for term in tmux-256color screen-256color xterm-256color; do
	opens "TERM=$term" "TERM=$term"
	something "TERM=$term: colours of 256" colors_of_256
	nothing "TERM=$term: of those only" other_colors
	nothing "TERM=$term: none of the 16 that users set as they like" eval "colors_of_256 | grep -E ';([0-9]|1[0-5])\$'"
	resizes "TERM=$term"
	holds "TERM=$term: leaves" leaves
done
opens 'TERM=linux' 'TERM=linux'
something 'TERM=linux: colours' other_colors
nothing 'TERM=linux: of eight, and no blue' eval "colors | grep -E '(^|;)([34][48]|9[0-7]|10[0-7])(;|\$)'"
resizes 'TERM=linux'
holds 'TERM=linux: leaves' leaves
# one of 16 colours: few systems know any, so here is what makes it of xterm
cat >"$scratch/sixteen.ti" <<'EOF'
sixteen|a terminal of sixteen colours,
	use=xterm, colors#16, pairs#256, initc@, ccc@, setf@, setb@,
	setaf=\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%{82}%+%;%dm,
	setab=\E[%?%p1%{8}%<%t%p1%{40}%+%e%p1%{92}%+%;%dm,
EOF
if tic -x -o "$scratch/terminfo" "$scratch/sixteen.ti" 2>/dev/null; then
	opens '16 colours' "TERMINFO=$scratch/terminfo TERM=sixteen"
	something '16 colours: bright red' eval "colors | grep -E '(^|;)91(;|\$)'"
	nothing '16 colours: no blue, no grey, no plain red' eval "colors | grep -E '(^|;)([34][148]|9[04]|10[04])(;|\$)'"
	holds '16 colours: leaves' leaves
fi
opens 'TERM=vt100' 'TERM=vt100'
nothing 'TERM=vt100: no colours' colors
something 'TERM=vt100: but attributes' eval 'looks | grep -E "(^|;)7(;|\$)"'
resizes 'TERM=vt100'
holds 'TERM=vt100: leaves' leaves
for term in dumb nosuchterm; do
	talks "TERM=$term" "TERM=$term"
	nothing "TERM=$term: no escape sequence" escapes
done
talks 'no TERM' 'env -u TERM'
nothing 'no TERM: no escape sequence' escapes

# ---- characters
for with in 'LC_ALL=C' 'LC_ALL=C TERM=xterm' 'LC_ALL=C TERM=linux' 'LC_ALL=C TERM=vt100'; do
	opens "$with" "$with"
	nothing "$with: ASCII on the screen" odd_in_frame
	nothing "$with: and on the wire" odd_on_wire
	nothing "$with: in its own set" shifted
done
opens '--ascii' '' --ascii
nothing '--ascii: ASCII on the screen' odd_in_frame
nothing '--ascii: and on the wire' odd_on_wire
opens 'UTF-8' ''
something 'UTF-8: lines are drawn' odd_in_frame
nothing 'UTF-8: in its own set' shifted

# ---- colours
opens 'NO_COLOR=1' 'NO_COLOR=1'
nothing 'NO_COLOR=1: no colours' colors
keys p Escape
until_true key_line_has '^ KEYS'
in_frame '^> x5 .* OUT!' 'NO_COLOR=1: the choice and the support have signs'
in_frame '\[\.[0-9]+\]' 'NO_COLOR=1: the correct tokens, too'
in_frame '^ outpost .* A=outcome ' 'NO_COLOR=1: and the trainer'
in_frame '^- [a-d]{8} wrong' 'NO_COLOR=1: wrong samples'
type_text kkkkk
in_frame '^\+ cacacaca ' 'NO_COLOR=1: correct samples'
opens '--color never' '' --color never
nothing '--color never: no colours' colors
opens 'NO_COLOR empty' 'NO_COLOR='
something 'NO_COLOR empty: colours' colors_of_256
opens '--color always' 'NO_COLOR=1' --color always
something '--color always overrides NO_COLOR' colors_of_256
opens '--theme dark' '' --theme dark
dark=$(colors_of_256)
something '--theme dark: colours' colors_of_256
opens '--theme light' '' --theme light
something '--theme light: colours' colors_of_256
nothing '--theme light: others than in the dark' eval 'colors_of_256 | grep -xFf <(echo "$dark")'
opens '--theme projector' '' --theme projector
projector=$(colors_of_256 | sort -u | tr '\n' ' ')
[ "$projector" = '38;5;214 38;5;231 48;5;16 ' ]
result $? '--theme projector: white and the trainer, on black' "$projector"
nothing '--theme projector: and nothing else' other_colors
holds '--theme projector: leaves' leaves
opens '--theme mono' '' --theme mono
nothing '--theme mono: none' colors
: >"$scratch/wire"
type_line 'theme light'
until_true frame_has '^outpost> theme light'
if until_true eval '[ -n "$(colors_of_256)" ]'; then result 0 'theme light: from now on'
else result 1 'theme light: from now on' "$(looks)"; fi

# ---- readers for whom a screen is no help
for with in 'ACCESSIBLE=1' 'OUTPOST_PLAIN=1'; do
	talks "$with" "$with"
	nothing "$with: no escape sequence but readline's" other_escapes
	nothing "$with: ASCII" odd_on_wire
done
opens '--tui' 'ACCESSIBLE=1' --tui

# ---- no terminal
run() { # LABEL CODE COMMAND..
	local label=$1 code=$2 got
	shift 2
	"$@" >"$scratch/out" 2>&1
	got=$?
	[ "$got" = "$code" ]
	result $? "$label: exit status $code" "$got: $(cat "$scratch/out")"
	nothing "$label: no escape sequence" escapes "$scratch/out"
}
fed() { echo "$1" | "${OUTPOST:?}"; } # LINE
run 'a line from a pipe' 0 fed 'step'
grep -q '^1 update, 64 queries' "$scratch/out"
result $? 'a line from a pipe: its reply' "$(cat "$scratch/out")"
run 'a wrong line from a pipe' 3 fed 'stpe'
run 'an expectation not met' 1 "$OUTPOST" -e 'expect update>5'
run 'a wrong option' 2 "$OUTPOST" --tiu
run 'no such file' 4 "$OUTPOST" nosuchfile.op
run 'no screen' 5 "$OUTPOST" --tui

start ''
type_line "cd $scratch; ${OUTPOST:?} | cat >out; echo \"left: \${PIPESTATUS[0]}\""
type_line 'step 3'
keys C-d
sees '^left: 0$' 'into a pipe: exit status 0'
grep -q '^3 updates, 192 queries' "$scratch/out"
result $? 'into a pipe: the reply' "$(cat "$scratch/out")"
nothing 'into a pipe: no escape sequence' escapes "$scratch/out"
nothing 'nor at the terminal' escapes

plan
