#!/bin/bash
# look: panels by name and number on the screen, the moving eps, the wall of all panels, and the words in a window without
# panels and for ACCESSIBLE.
. "${srcdir:?}/tests/terminal/lib.sh"

# ---- 80x24: the panel takes the place of the tokens, and gives it back
open_screen
type_line 'look 7'
in_frame '\[ 7 likelihood quantile ]' 'look 7: the likelihood quantile'
in_frame '^> 0\.1 +base +2\.1e-06 x5 +485,075 ' 'with the numbers of lq'
never '\[ 3 tokens' 'in the place of the tokens'
keys Escape
in_keys '^ KEYS .*< > eps' 'its own keys are told'
keys '>'
in_frame '^outpost> set eps 0\.2$' '>: a command'
in_frame '^> 0\.2 +base +0\.530 x4' 'and the mark moves'
keys '>'
in_frame '^> 0\.3 ' 'again'
keys '<' '<' '<'
in_frame '^> 0\.05 +base +2\.1e-06 x5' '<: back and below'
keys Tab
in_frame '\[ 3 tokens' 'Tab: the tokens are there again'
keys '>'
type_text 'look lad'
keys Enter
in_frame '\[>10 support ladder: 1 of 6 below alpha' 'a name as far as it is clear'
in_frame '^> x5 .*OUT!' 'with the selected prompt'
keys k
in_frame '^> x4 .* in$' 'k: a rung up'
type_line 'look next'
in_frame '\[>next token : x4 t1' 'look leads inside a prompt'
type_line 'look watches'
in_frame '\[>8 watches and breaks ]' 'and back out'
in_frame 'watch likelihood\[4]' 'which says what to type'

# ---- the focus is on a panel that is shown, whatever the page
type_line ':step; zoom sample'
in_frame '\[>sample 1 of ' 'zoom leads to the level that has the panel'
in_status '> sample 1 ' 'which the status line tells'
type_line ':zoom off; inspect 5; layout 5'
in_frame '\[>inspect x5' 'inside a prompt pages go by themselves'
keys Escape
in_frame '\[>10 support ladder' 'on a page without the prompts the first panel has the focus'
in_frame '\[ 7 likelihood quantile' 'above others'
type_text ':layout 6'
keys Enter
in_frame '\[>5 console ]' 'and the console where there is nothing else'
in_keys ' j/k scroll ' 'which keys scroll'

# ---- 200x60: all at once
open_screen 200 60
in_frame '\[ 7 likelihood quantile ].*\[ 8 watches and breaks ]' 'a wall has quantile and stops'
in_frame '\[ 2 likelihood x5 ].*\[ 10 support ladder' 'and the ladder beside the curve'
type_line 'watch likelihood[5]; step 3'
in_frame '1 watch likelihood\[5] .* -> .* \*' 'a watch that has changed'

# ---- no panels: words
start "OUTPOST_HOME=$scratch ${OUTPOST:?}" 50 14
wait_for '60x16 needed for panels'
type_line 'look 9'
in_frame '^trainer A outcome: 0 queries' 'words in a window without panels'

# ---- text for ears
start "ACCESSIBLE=1 OUTPOST_HOME=$scratch ${OUTPOST:?}"
sees 'look says where things stand' 'the greeting tells of look'
type_line 'look'
sees '^Preset barrier, seed 8: Trainer A outcome is at update 0' 'where things stand'
type_line 'look 2'
sees '^It was below alpha \(1e-04\) all the time\.' 'the curve in sentences'
plan
