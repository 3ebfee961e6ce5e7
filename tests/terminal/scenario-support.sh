#!/bin/bash
# A teacher shows a class how a run leaves the support of the base model: the first response outside it, a discovery, the
# mark that it makes, and the way back to just before.
. "${srcdir:?}/tests/terminal/lib.sh"

outside='OUT! at t[1-8]'

# ---- outside the support, and wrong
open_screen 120 40
type_line 'break offsupport once'
in_frame '^break 1 offsupport once$' 'a break at the first response outside'
type_line 'break discovery[5]'
in_frame '^break 2 discovery\[5]$' 'and one at a discovery'
type_line continue
in_frame '^stop: break 1, offsupport \(offsupport [0-9]+: x[0-5]' 'the first comes early'
in_status ' off [1-9][0-9]*/64 +BREAK 1$' 'the status line counts it'
in_frame '^break 1 is gone: it was for once$' 'once'
in_frame '^prompt x5, outside support: .* 0 hits' 'with nothing correct on x5'
in_frame "- [a-d]{8} .*$outside" 'a wrong sample, with where it left the support'
type_line 'continue until update>=12'
in_status ' update 12  ' 'a dozen updates'
in_status ' (STALLED x5|PAUSED)$' 'without a discovery: outcome rewards alone do not lead there'
in_frame '^> x5 .* 0 OUT!' 'x5 has no hit and its sign'

# ---- rewards for each token
type_line 'trainer process @b; continue @b'
in_status '  B=process .* DISCOVERY x5$' 'process rewards: a discovery'
in_frame '^B process: x5 first correct at query [0-9,]+ \(update [0-9]+\): [a-d]{8}, base ' 'when, what, and how unlikely it was'
in_frame '^stop: break 2, discovery\[5] \(B process: ' 'the break is the one that was set'
at=$(updates)
type_line marks
in_frame "^discovery-x5-b +B at update $at, " 'it has become a mark'
in_frame "^(\\+ [a-d]{8}|.*│\\+ [a-d]{8}) .*$outside" 'a correct sample, with where it left the support'
in_frame "- [a-d]{8} .*$outside" 'and wrong ones'
in_frame '^> x5 .* [1-9][0-9]* OUT!' 'x5 has hits and keeps its sign'
in_frame '│ +B' 'the curve has its letter'

# ---- just before
type_line 'rcontinue until hits[5]==0 @b'
in_status " update $((at - 1)) of $at  .* off [0-9]+/64 +" 'run back to just before'
in_frame "^stop: hits\\[5]==0, last at update $((at - 1)) \\(was $at\\)" 'and why there'
in_frame '^prompt x5, outside support: .* 0 hits' 'no hit yet'
type_line 'show lr'
in_frame '^lr ' 'a short reply'
never '│\+ [a-d]{8} ' 'no sample on x5 was correct'
keys Escape
until_true key_line_has '^ KEYS '
keys s
in_status " update $at  " 's: once more over the edge'
in_frame "\\+ [a-d]{8} .*$outside" 'the same discovery'
keys S
in_status " update $((at - 1)) of $at  " 'S: and back'
keys '}'
in_status " update $at  " '}: to the mark'
in_frame '^outpost> goto next$' 'by a command'
keys C
in_status ' update 0 of [0-9]+  ' 'C: back to where a break last fired, or to the start'
in_frame '^stop: update 0 \(was [0-9]+\)\. no break fired before\.$' 'and says which'
keys c
in_status " update $at  .* (DISCOVERY x5|BREAK 2)$" 'c: forward to the break again'

plan
