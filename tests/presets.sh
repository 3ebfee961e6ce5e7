#!/usr/bin/env bash
# The stories that the presets tell, played. TAP.
set -u
. "${srcdir:?}/tests/tap.sh"
cd "$scratch" || exit 99

# barrier: at 10,000 reward queries. The thresholds are the preset's own promise, kept by 998 of 1,000 streams of an
# independent simulation; nothing here depends on last digits.
for seed in $(seq 1 20); do
	{
		echo "preset barrier seed=$seed"
		echo 'trainer process @b'
		echo 'continue until queries>=10000 @ab'
		echo 'expect likelihood[5]@a<1e-6; expect likelihood[5]@b>.5'
		for i in 0 1 2 3 4; do
			echo "expect likelihood[$i]@a>.9; expect likelihood[$i]@b>.7"
		done
	} >story.op
	"$OUTPOST" -b story.op >out 2>&1
	result $? "barrier, seed $seed: outcome never finds x5, process does" "$(cat out)"
done

# support: every prompt is on the support, and outcome rewards alone learn all six within the budget.
for seed in 1 2 3 4 5; do
	"$OUTPOST" -e "preset support seed=$seed; continue; expect base[all]>1e-4; expect likelihood[worst]>.9" >out 2>&1
	result $? "support, seed $seed: outcome learns every prompt" "$(cat out)"
done

# lock: outcome opens none (a hit on any of the eight has a chance of 1 in 100 a stream), process opens all of them.
for seed in 1 2 3 4 5; do
	{
		echo "preset lock seed=$seed"
		echo 'trainer process @b'
		echo 'continue until queries>=10000 @ab'
		echo 'expect base[all]<1e-5; expect likelihood[all]@a<1e-5; expect likelihood[worst]@b>.5'
	} >story.op
	"$OUTPOST" -b story.op >out 2>&1
	result $? "lock, seed $seed: outcome opens no lock, process all" "$(cat out)"
done

# addition: outcome rewards leave the sums with a carry that are off the support where they are, process rewards find most
# of them. On 12 streams the mean likelihood of these was at most 2e-5 with the one and at least .55 with the other, err at
# least .47 and at most .23; one of the 38 that is found by chance moves the mean by .026.
for seed in 1 2 3; do
	{
		echo "preset addition seed=$seed"
		echo 'expect lq[.5].base>.1; expect lq[.1].base>1e-6; expect lq[.1].base<1e-3; expect lq[.05].base<1e-4'
		echo 'trainer process @b'
		echo 'continue until queries>=100000 @ab'
		echo 'expect likelihood[out]@a<.1; expect likelihood[out]@b>.4; expect err@a>.4; expect err@b<.3'
	} >story.op
	"$OUTPOST" -b story.op >out 2>&1
	result $? "addition, seed $seed: half is known, outcome does not learn to carry, process does" "$(cat out)"
done

# A file's own shape is nobody's to change: what it was read into would be of another size.
for wrong in k=3 k=12 N=2 N=5 d=5 prompts=9; do
	"$OUTPOST" -e "preset addition $wrong" >out 2>&1
	[ $? = 3 ] && grep -q "${wrong%%=*} of this task is what addition.tsv has; leave it out" out
	result $? "addition, $wrong: refused" "$(cat out)"
done

plan
