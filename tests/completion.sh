#!/bin/bash
# What bash offers behind the program's name when Tab is pressed. TAP.
set -u

outpost=${OUTPOST:?}
. "${srcdir:?}/tests/tap.sh"
. "$srcdir/src/bash/outpost"
cd "$scratch" || exit 99
mkdir lessons
touch run.op notes.txt lessons/one.op 'two words.op'

compopt() { :; } # it is for the completion of a line, and none is going on

# offers WORD..: what Tab offers for the last word, as bash calls it.
offers() {
	COMP_WORDS=("$outpost" "$@") COMP_CWORD=$#
	_outpost "$outpost" "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
	printf '%s\n' "${COMPREPLY[@]}"
}
# gives CANDIDATES WORD..: a test; all of them, with | between them.
gives() {
	local want=$1 got
	shift
	got=$(offers "$@" | paste -sd '|')
	[ "$got" = "$want" ]
	result $? "outpost $*" "expected: $want
got: $got"
}
# has CANDIDATE WORD..: a test; that one among others.
has() {
	local want=$1
	shift
	offers "$@" | grep -qxF -- "$want"
	result $? "outpost $*: $want" "$(offers "$@")"
}

complete -p outpost 2>/dev/null | grep -qF -- '-F _outpost outpost'
result $? 'bash knows whom to ask'

# ---- options, and what is behind them
gives '--theme|--threads' --th
gives '--color|--class|--check-lesson' --c # in the order of --help
[ "$(offers -)" = "$("$outpost" --help | sed -nE 's/^  (--?[a-z-]+) .*/\1/p')" ]
result $? 'outpost -: all options of --help' "$(offers -)"
gives 'auto|always|never' --color ''
gives 'light' --theme l
gives 'dark|light|mono|projector' --theme = # as bash cuts --theme=
gives 'mono' --theme = m
gives 'addition|authors|authors-lq' --preset a
has barrier --preset ''
gives '' --threads ''
gives '' --seed ''
gives 'notes.txt' --rc no
gives 'lessons|run.op|two words.op' -b ''
gives 'run.op' r
gives 'lessons/one.op' lessons/
gives '' notes

# ---- commands
gives 'predict|present|preset|pretrain' -e pre
gives 'step 10; predict|step 10; present|step 10; preset|step 10; pretrain' -e "'step 10; pre"
gives 'step 10; predict|step 10; present|step 10; preset|step 10; pretrain' -e '"step 10; pre'
gives 'set baseline mean|set baseline off' -e "'set baseline "
gives 'continue until queries' -e "'continue until que"
gives 'break likelihood[5]<1e-5 && queries' -e "'break likelihood[5]<1e-5 && quer"
gives 'expect err<1 "a\ b"; step' -e "'expect err<1 \"a\\ b\"; ste"
gives 'source lessons/one.op' -e "'source lessons/"
gives '' -e "'nonsense "
gives '' -e "'step 1 # st"
has 'inspect 199' --preset addition -e "'inspect 19"
gives '' --preset barrier -e "'inspect 19"
[ -z "$(offers --preset nosuch -e "'prompt")" ]
result $? 'a preset that is not there: nothing, and no error' "$(offers --preset nosuch -e "'prompt" 2>&1)"

# Nothing is run but complete.
offers -e "'export gone.csv; ste" >said
grep -qx 'export gone.csv; step' said && [ ! -e gone.csv ]
result $? 'what stands in front is not run' "$(cat said; ls)"

plan
