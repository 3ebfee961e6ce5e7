#!/bin/bash
# The mouse, as a terminal sends it: a click selects, the wheel scrolls; off, and after the end, it is the terminal's.
. "${srcdir:?}/tests/terminal/lib.sh"

mouse_is() { [ "$(tm display -p -t main '#{mouse_any_flag} #{mouse_sgr_flag}')" = "$1" ]; }
# press BUTTON COLUMN ROW: down and up again; the wheel, 64 and 65, has no up.
press() { type_text $'\e'"[<$1;$2;$3M"; [ "$1" -ge 64 ] || type_text $'\e'"[<$1;$2;$3m"; }

open_screen
holds 'at first the mouse is the terminal'"'"'s' mouse_is '0 0'
type_line 'step 3'
in_frame '^3 updates, ' 'three updates'
type_line 'set mouse on'
in_frame '^mouse +off -> on' 'set mouse on'
holds 'the terminal sends it' mouse_is '1 1'

# ---- clicks
type_text 'half a li'
in_line 'half a li' 'a line begun'
press 0 5 6
in_frame '^> x2 ' 'a click on a prompt selects it'
in_frame '\[ 2 likelihood x2 ]' 'and the other panels speak of it'
in_line 'half a li' 'the line stays'
press 0 20 9
in_frame '^> x5 ' 'on another one'
press 2 5 5
press 1 5 5
press 0 5 3
press 0 30 12
in_frame '>t3 ' 'a click on a position'
in_frame '^> x5 ' 'other buttons and the names of columns select nothing'
press 0 58 14
in_frame '>t7 ' 'in any row of it'
keys C-u
in_line '' 'the line'
keys Escape
in_keys '^ KEYS' 'KEYS mode'
in_frame '\[>3 tokens' 'the focus is where the last click was'
press 0 60 5
in_frame '\[>2 likelihood' 'a click moves it'
in_frame '^> x5 .* OUT!' 'and selects nothing there'

# ---- the wheel
press 64 5 6
in_frame '^> x4 ' 'the wheel over the prompts: the one before'
in_frame '\[>2 likelihood' 'the focus stays'
press 65 5 6
in_frame '^> x5 ' 'and the next'
press 65 30 14
in_frame '>t4 ' 'over the tokens: the next position'
press 64 30 14
in_frame '>t3 ' 'and the one before'
press 64 5 22
in_frame 'PgDn: newer' 'over the console: older lines'
press 65 5 22
gone 'PgDn: newer' 'and newer ones'
keys '?'
in_frame '\[ keys ]' 'over the list of keys'
press 0 5 6
gone '\[ keys ]' 'a click closes it'
in_frame '^> x5 ' 'and does nothing else'

# ---- while something runs
type_text ':'
type_line 'speed 5'
in_frame '^speed +5' 'speed 5'
keys Space
in_status 'RUN 5/s$' 'a run'
press 0 5 5
in_frame '^> x1 ' 'a click selects'
in_status 'RUN 5/s$' 'and stops nothing'
keys Space
in_status 'PAUSED$' 'a pause'

# ---- inside a prompt
keys x
in_status '> x1 ' 'one prompt'
keys Enter
in_status '> tokens ' 'its tokens'
line=$(frame | grep -nE '^ +t6 ' | cut -d: -f1)
press 0 4 "$line"
in_frame '^> +t6 ' 'a click on a row of them'

# ---- off
keys Escape
gone '^> +t6 ' 'out of the tokens'
keys :
type_line 'set mouse off'
in_frame '^mouse +on -> off' 'set mouse off'
holds 'the mouse is the terminal'"'"'s again' mouse_is '0 0'
keys :
type_line 'set mouse on'
holds 'and on' mouse_is '1 1'
keys C-d
sees '^left: 0$' 'leaving'
holds 'gives the mouse back' mouse_is '0 0'

plan
