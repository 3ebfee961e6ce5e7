#!/bin/bash
# Breaks, watches and undo on the screen: a teacher sets conditions, goes from one to the next, and mistypes.
. "${srcdir:?}/tests/terminal/lib.sh"

# ---- two breaks (queries come by 64: 10,048 is the first number from 10,000 on)
open_screen
type_line 'break queries>=10000'
in_frame '^break 1 queries>=10000$' 'a break is set'
type_line 'break likelihood[2]>0.9 once'
in_frame '^break 2 likelihood\[2]>0\.9 once$' 'and another, for once'
type_line continue
in_frame '^stop: break 2, likelihood\[2]>0\.9 \(likelihood\[2] 0\.9[0-9]*\)\.$' 'x2 comes first'
in_frame '^break 2 is gone: it was for once$' 'and its break goes'
in_status ' BREAK 2$' 'the status line says where it stands'
type_line continue
in_frame '^stop: break 1, queries>=10000 \(queries 10,048\)\.$' 'then the queries'
in_frame '^trainer A outcome: update 157, queries 10,048, ' 'with what it took'
in_frame '^prompt x5, outside support: .* 0 hits' 'and nothing correct on x5'
in_status ' queries 10,048 .* BREAK 1$' 'before the end of the budget is'
type_line step
in_status ' update 158 .* END$' 'until something moves'

# ---- errors
type_line 'break likelihood[2]>1.5'
in_frame '^error: likelihood\[2]>1\.5 can never be true: likelihood lies in 0 to 1$' 'an error names the range'
type_line 'break likelihod[2]>.5'
in_frame 'unknown metric "likelihod"\. did you mean: likelihood\?$' 'and the metric'
type_line 'break likelihood[7]>.5'
in_frame 'prompts are x0 to x5, got 7$' 'and the prompts'
type_line 'continue 2'
in_frame '^error: there is no break 2\. there is: break 1$' 'and what breaks there are'

# ---- a list of commands at a break
type_line 'reset; delete 1; break update>=2; on 3 do watch update; step'
in_frame '^break 3 stops, then: watch update; step$' 'on takes the rest of the line'
type_line continue
in_frame '^watch 4 update: 2$' 'and its commands run'
in_frame '^watch 4 update: 2 -> 3 \*$' 'one after the other'
in_status ' update 3 .* PAUSED$' 'to the last'

# ---- single keys
keys Escape
until_true key_line_has '^ KEYS '
keys b
in_line 'break' 'b: a break, to be typed'
keys Escape
in_keys '^ KEYS  s step' 'and dropped'
keys w
in_line 'watch likelihood[5]' 'w: a watch of the prompt, to be confirmed'
keys Enter
in_frame '^watch 5 likelihood\[5]: ' 'Enter sets it'
keys s
in_frame '^watch 5 likelihood\[5]: .* -> .* \*$' 'and an update changes it'
keys u
in_frame '^undone: watch likelihood\[5] \(watch 5 deleted\)$' 'u: it is taken back'
in_status ' update 4 ' 'but not the time'
keys b
in_line 'break' 'b: a break, to be typed'
type_text discovery
keys Enter
in_frame '^break 6 discovery$' 'and Enter sets it'
in_keys '^ KEYS ' 'in KEYS mode'

plan
