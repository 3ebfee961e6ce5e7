#!/bin/bash
# Bad days of a keyboard: thousands of keys at once, noise, halves of keys, endless pastes, at rest and in a run. The screen
# lives, is not moved by what it does not know, and nothing that came in a run is done later.
. "${srcdir:?}/tests/terminal/lib.sh"

opens() { open_screen "$@" && pid=$(program); }
# type_file FILE: as keys, byte for byte; as a paste with -p.
type_file() {
	tm load-buffer "$1"
	shift
	tm paste-buffer -r "$@" -t main
}
many() { awk -v text="$1" -v n="$2" 'BEGIN { while (n--) printf "%s", text }' >"$scratch/many"; } # TEXT TIMES
type_many() { many "$@" && type_file "$scratch/many"; }
is_clear() { line_is '' && key_line_has '^ (TYPE and Enter|KEYS  s)'; } # the key line of a run is another one
# Out of all that keys may have led to: a run, a line, a search, lists, the inside of a prompt, KEYS mode.
settle() {
	local before i
	until_true eval 'keys C-c; is_clear' || return
	for i in 1 2 3 4; do
		key_line_has '^ TYPE' && status_lacks_crumb && break
		before=$(key_line)
		keys Escape
		until_true eval '[ "$(key_line)" != "$before" ]' || return
	done
}
status_lacks_crumb() { ! status_has ' > x[0-9]'; }
fits() {
	local rule
	rule=$(frame | grep '\[.5 console \]') && [ "${#rule}" = 80 ] && [ "$(frame | wc -l)" = 24 ] && status_has '^ outpost '
}
# usable LABEL: two tests; it is the same program, and it does what it is told.
usable() {
	settle
	type_line 'set lr .5; show lr'
	in_frame '^lr +0\.5' "$1: then a command runs"
	[ "$(program)" = "$pid" ] && until_true fits
	result $? "$1: on the whole page" "$(frame)"
}

# ---- many keys
opens
type_many x 20000
type_text Y
in_row 23 '^<x{40,}Y$' 'a line of 20,000 letters: its end is seen'
usable 'a long line'
type_many $'step\r' 2000
type_text '# done' # behind those that came while one was running, and wait
in_row 23 '# done$' 'two thousand lines typed at once'
at=$(updates)
[ "$at" -gt 0 ] && [ "$at" -le 2000 ]
result $? 'each runs once at most' "$at updates"
usable 'many lines'
type_line reset
until_true status_has ' update 0 '
keys Escape
until_true key_line_has '^ KEYS '
type_many kj 10000
type_many s 2000
type_text ':# done'
in_row 23 '# done$' 'twenty thousand keys and two thousand more'
at=$(updates)
[ "$at" -gt 0 ] && [ "$at" -le 2000 ]
result $? 's steps once at most' "$at updates"
usable 'many keys'

# ---- noise: the same on each run. Without what leaves or stops the program, Ctrl-C D Z, and what runs a line, Ctrl-J M O,
# for that may be q.
noise() { # SEED BYTES FORM
	LC_ALL=C awk -v at="$1" -v n="$2" -v form="$3" '
		function next_of(most) { at = (at * 1103515 + 12345) % 2147483648; return int(at / 2048) % most }
		function put(byte) { if (byte !~ /^(3|4|10|13|15|26|113)$/) printf "%c", byte }
		BEGIN {
			while (n-- > 0) {
				if (form == "keys" && next_of(4) == 0) { # the beginning of a key: ESC [ 1; or ESC O, one of a mouse
					printf "%c%s", 27, substr("[1;[<0;O  [[  [M  [20", 1 + 3 * next_of(7), 1 + next_of(3))
				} else if (form == "runes" && next_of(2) == 0)
					put(192 + next_of(64))
				else
					put(next_of(256))
			}
		}' >"$scratch/noise"
	# a mark behind it that is text in either mode, wherever the last key has ended
	printf 'zzzzz:MARK' >>"$scratch/noise"
}
for form in bytes keys runes; do
	for seed in 1 2; do
		noise $seed 5000 $form
		type_file "$scratch/noise"
		holds "noise ($form $seed) is read to its end" frame_has 'MARK'
		usable "noise ($form $seed)"
	done
done
type_line 'preset barrier'
until_true status_has ' update 0 '

# ---- halves of keys: what follows may be taken for their ends, but not for long
hears() { type_text x && row_has 23 'x$'; }
for half in '[' 'O' '[1;' '[[' '[<0;12' '[?' "[$(printf '%05000d' 0)"; do
	printf '\033%s' "$half" >"$scratch/half"
	type_file "$scratch/half"
	holds "ESC ${half:0:6}: letters are heard again" hears
	until_true eval 'keys C-u; line_is ""'
done
for half in '\303' '\342\202' '\360\237\222' '\377\376' '\200'; do
	printf "$half" >"$scratch/half"
	type_file "$scratch/half"
	holds "$half: letters are heard again" hears
	until_true eval 'keys C-u; line_is ""'
done
usable 'halves of keys'
printf '\033[200~step 3\nstep' >"$scratch/half"
type_file "$scratch/half"
in_line 'step 3^Jstep' 'a paste that does not end is taken as it is'
in_status ' update 0 ' 'and runs nothing'
usable 'half a paste'

# ---- pastes
many $'step\n' 100000
type_file "$scratch/many" -p
in_frame '^100000 lines pasted: ' 'a paste of 100,000 lines'
in_status ' update 0 ' 'waits'
usable 'a large paste'
in_status ' update 0 ' 'none of it has run'

# ---- in a run: nothing that comes is done later
opens --preset authors
type_line 'set budget 0; continue'
until_true is_running
type_many $'quit\r' 1000
type_text END
in_row 23 '^<.*quitquitEND$' 'lines typed in a run stay on the line'
holds 'the run goes on' is_running
paste_text $'\nquit\nquit\n'
in_row 23 '\^Jquit\^Jquit\^J$' 'so does a paste'
at=$(updates)
holds 'update by update' is_past "$at"
keys C-c
in_keys '^ TYPE and Enter' 'Ctrl-C stops it'
in_row 23 '\^Jquit\^Jquit\^J$' 'and leaves the line'
at=$(updates)
usable 'a line of many'
[ "$(updates)" = "$at" ]
result $? 'nothing of that was done' "$(frame)"

type_line "continue until update>=$((at + 1500))"
until_true is_running
keys Escape
until_true key_line_has '^ KEYS '
type_many 'sSrq' 1000
update_is() { [ "$(updates)" = "$1" ]; }
holds 'a run to its end' update_is $((at + 1500))
in_keys '^ KEYS  s ' 'where it stops'
in_line '' 'keys of KEYS mode leave nothing on the line'
[ "$(updates)" = $((at + 1500)) ]
result $? 'nor do they act when it is over' "$(frame)"
usable 'keys in a run'
type_line 'quit'
sees '^left: 0$' 'the program ends'

plan
