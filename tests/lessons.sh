#!/bin/bash
# Every shipped lesson, and the one that outpost-lesson(5) prints, played with its own solutions over all its seeds; and that
# what is wrong in a lesson is noticed. TAP.
set -u

outpost=${OUTPOST:?}
here=${srcdir:?}
. "$here/tests/tap.sh"
cd "$scratch" || exit 99
small=$here/examples/small.lesson

# check FILE: what --check-lesson says goes to said, its exit code to code.
check() {
	"$outpost" --check-lesson "$@" >said 2>&1
	code=$?
}

shopt -s nullglob
for lesson in "$here"/examples/lessons/*.lesson "$small"; do
	check "$lesson"
	[ "$code" = 0 ] && ! grep -q '^not ok' said && [ "$(tail -n 1 said)" = "1..$(grep -c '^ok ' said)" ]
	result $? "${lesson##*/} holds what it states" "$(grep -v '^ok' said)"
done

# The page has a whole lesson, between lines that say so.
page() { sed -n '/^\.\\" lesson: begin/,/^\.\\" lesson: end/p' "$here/man/outpost-lesson.5" | grep -v '^\.' | sed 's/\\-/-/g; s/\\&//; s/\\(aq/'"'"'/g; s/\\e/\\/g'; }
page >printed.lesson
diff printed.lesson "$small" >said
result $? 'outpost-lesson(5) prints small.lesson' "$(cat said)"

# broken SED CODE PATTERN WHAT: a copy in which something is wrong.
broken() {
	sed -E "$1" "$small" >broken.lesson
	check broken.lesson
	[ "$code" = "$2" ] && grep -qE -- "$3" said
	result $? "noticed: $4" "$code: $(cat said)"
}
broken 's/^expect: base\[5\]<1e-4/expect: base[5]>1e-4/' 1 '^not ok .*page 100.1, line 8: x5 is outside \(base\[5\]>1e-4; got base\[5\] ' 'a fact that does not hold'
broken 's/^solution: step 10/solution: step 9/' 1 '^not ok .*page 100.2, line 17: its commands lead to its goal' 'a solution that does not lead to its goal'
broken 's/^goal: update>=10/goal: update>=0/' 1 '^not ok .*page 100.2, line 17: there is something to do' 'a goal that holds before anything is done'
broken 's/^fact: hits\[5\]==0 -> c/fact: hits[5]<9 -> c/; s/^fact: hits\[5\]>2 -> a/fact: hits[5]<5 -> a/' 1 \
	'^not ok .*page 100.4, line 36: question 1 has one answer \(2 of its facts hold\)' 'two facts that hold at once'
broken 's/^fact: hits\[5\]==0 -> c/fact: hits[5]>7 -> c/' 1 'question 1 has one answer \(0 of its facts hold\)' 'none that holds'
broken 's/^number: likelihood\[2\]/number: likelihood[9]/' 3 'broken.lesson:34: likelihood\[9\]: prompts are x0 to x5, got 9' 'a metric of a prompt that is not there'
broken 's/\{base\[2\]\}/{bases[2]}/' 3 'broken.lesson:9: unknown metric "bases"' 'an unknown metric in a text'
broken 's/^solution: step 10/solution: stpe 10/' 3 'broken.lesson:22: unknown command "stpe"' 'an unknown command in a solution'
broken 's/^start: preset/start: prest/' 3 'broken.lesson:6: unknown command "prest"' 'an unknown command at the start'
broken 's/^#100.4 observe/#100.4 watch/' 3 '^not ok 1 - broken.lesson:36: unknown type "watch" of a page' 'an unknown type of a page'
check none.lesson
[ "$code" = 4 ] && grep -q '^not ok 1 - cannot read none.lesson: ' said
result $? 'noticed: a file that is not there' "$code: $(cat said)"
"$outpost" --check-lesson >said 2>&1
[ $? = 2 ]
result $? 'noticed: no file at all' "$(cat said)"
plan
