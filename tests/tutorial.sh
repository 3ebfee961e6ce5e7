#!/bin/bash
# Every command of man/tutorial.md is executed, and succeeds; what its transcript shows is what the program says; its
# expectations hold. TAP. With OUTPOST_QUICK set the session ends before Figure 1.
set -u

tutorial=${srcdir:?}/man/tutorial.md outpost=${OUTPOST:?}
. "${srcdir:?}/tests/tap.sh"
. "${srcdir:?}/tests/blocks.sh"
mkdir "$scratch/bin" "$scratch/work"
ln -s "$outpost" "$scratch/bin/outpost"
cd "$scratch/work" || exit 99
export PATH=$scratch/bin:$PATH

# No block is left out: fences come in pairs, and each opens with a kind that is played here.
awk '/^ *```/ { inside = !inside; if (inside && $0 !~ /^ *```(outpost|sh|transcript)$/) { print NR ": " $0; bad = 1 } }
	END { exit bad || inside }' "$tutorial" >differs
result $? 'each block is of a kind that is played' "$(cat differs)"

# ---- the session
blocks "$tutorial" outpost >session
[ "$(grep -c . session)" -ge 40 ] && [ "$(tail -n 1 session)" = quit ]
result $? 'the tutorial is a session that ends with quit' "$(cat session)"
if [ -n "${OUTPOST_QUICK:-}" ]; then
	sed -i '/^preset authors$/,$d' session
fi
typed <session >typed
outpost <typed >said 2>&1
result $? 'every line of the session succeeds' "$(tail -n 40 said)"
[ "$(grep -c '^ok: typed' said)" = "$(grep -vc '^quit$' session)" ]
result $? 'to the last one' "$(tail -n 40 said)"
! grep -q '^not ok' said
result $? 'and what it expects holds' "$(grep '^not ok' said)"
for word in step back inspect break continue goto mark trainer compare plot lq expect new preset source; do
	grep -qw "$word" session || [ -n "${OUTPOST_QUICK:-}" ]
	result $? "the tutorial shows $word"
done
if [ -n "${OUTPOST_QUICK:-}" ]; then
	skip 'Figure 1 is there' 'OUTPOST_QUICK is set'
else
	# A stamp, the names, and two trainers of 4,001 updates.
	[ "$(wc -l <figure1.csv)" = 8004 ]
	result $? 'Figure 1 is there' "$(head -n 2 figure1.csv)"
fi
sed 's/^inspect .*/inspect 99/; /^new lock/,$d' typed | outpost >said 2>&1
[ $? = 3 ]
result $? 'a line that fails is noticed' "$(cat said)"

# ---- shell commands
blocks "$tutorial" sh >shell
[ -s shell ] && bash -e shell >said 2>&1
result $? 'the shell commands succeed' "$(cat said)"
grep -q '^ok: ' said && ! grep -q '^not ok' said
result $? 'and their expectations are met' "$(cat said)"

# ---- the transcript
blocks "$tutorial" transcript >transcript
[ "$(grep -cE "$prompt" transcript)" -ge 2 ] && answers transcript
result $? 'the program says what the transcript says' "$(cat differs)"
for change in 's/^stop: .*/stop: by itself./' 's/outside support/inside support/' '$d'; do
	sed "$change" transcript >changed
	! cmp -s transcript changed && ! answers changed
	result $? "another transcript is noticed: $change"
done

plan
