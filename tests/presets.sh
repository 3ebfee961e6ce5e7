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

# worst-token: the two prompts are as the preset's name has them, to all digits that a person will look at. Process rewards learn
# the one of eight even tokens and not the other, on 998 of 1,000 streams; uniform draws find that one's rare token at once.
base='expect base[0]>1.525e-5; expect base[0]<1.527e-5; expect base[1]>1.525e-5; expect base[1]<1.527e-5'
token='expect worst[0]==.25; expect worst[1]>1.88e-5; expect worst[1]<1.90e-5; expect worst[1].pos==5'
for t in 1 2 3 4 6 7 8; do
	token="$token; expect token[1,$t]>.9699; expect token[1,$t]<.9701; expect token[0,$t]==.25"
done
"$OUTPOST" -e "preset worst-token; $base; $token" >out 2>&1
result $? 'worst-token: equal p0, even tokens or one rare one' "$(cat out)"
for seed in $(seq 1 20); do
	{
		echo "preset worst-token seed=$seed"
		echo 'trainer process @b'
		echo 'continue until queries>=12000 @ab'
		echo 'expect likelihood[0]@b>.8; expect likelihood[1]@b<1e-4'
		echo 'trainer process behavior=alg2 m=16 @b'
		echo 'step @b'
		echo 'expect hits[0]@b>0; expect hits[1]@b>0'
	} >story.op
	"$OUTPOST" -b story.op >out 2>&1
	result $? "worst-token, seed $seed: process learns x0 alone, Algorithm 2 meets both in one update" "$(cat out)"
done

# Whatever the tokens are, 65,536 outcome responses to a prompt are needed until its first reward, on average: 40 times as many
# suffice but for one stream in e^20.
for seed in 1 2 3; do
	{
		echo "preset worst-token seed=$seed"
		echo 'continue until hits[0]>0 && hits[1]>0 || queries>=5000000'
		echo 'expect hits[0]>0; expect hits[1]>0'
	} >story.op
	"$OUTPOST" -b story.op >out 2>&1
	result $? "worst-token, seed $seed: outcome finds both in the end" "$(cat out)"
done

# interference: on 998 of 1,000 streams. The prompt that is buried was the likelier one at first, and on the support.
for seed in $(seq 1 20); do
	{
		echo "preset interference seed=$seed"
		echo 'expect base[6]>7e-4; expect base[5]<2e-5'
		echo 'trainer process @b'
		echo 'continue until queries>=10000 @b'
		echo 'expect likelihood[5]@b>.5; expect likelihood[6]@b<2e-4'
		for i in 0 1 2 3 4; do
			echo "expect likelihood[$i]@b>.7"
		done
	} >story.op
	"$OUTPOST" -b story.op >out 2>&1
	result $? "interference, seed $seed: x5 off the support is learned, x6 on it is buried" "$(cat out)"
done

# explore: what the four behaviors do with x5, whose likelihood is below 1e-11 at first, on each of 40 streams.
for seed in 1 2 3 4 5; do
	{
		echo "preset explore seed=$seed"
		echo 'expect base[5]<1e-11; expect base[worst]<1e-11; expect base[in]>.9'
		echo 'continue'
		echo 'expect hits[5]==0; expect likelihood[5]<1e-15 "on-policy never meets x5, and it falls"'
		echo 'trainer outcome behavior=mixture'
		echo 'continue'
		echo 'expect hits[5]>2 && hits[5]<50 "the mixture meets it about 20 times"; expect likelihood[5]<.9'
		echo 'trainer outcome behavior=alg1 m=auto'
		echo 'expect m==256 "m auto: what uniform guessing takes"'
		echo 'continue'
		echo 'expect likelihood[5]>.9 "Algorithm 1 learns it"'
		echo 'trainer process behavior=alg2 m=auto'
		echo 'continue until queries>=20000'
		echo 'expect likelihood[5]>.9 "Algorithm 2 learns it, for a third"'
	} >story.op
	"$OUTPOST" -b story.op >out 2>&1
	result $? "explore, seed $seed: uniform draws find what on-policy ones do not" "$(cat out)"
done

# authors-lq: a line a checkpoint. examples/figure2b.out has tighter bounds for seed 1; other truths move LQ by decades, and the
# story stays.
for seed in 1 2 3 4; do
	{
		echo "preset authors-lq seed=$seed"
		echo 'expect lq[.5].base>.2; expect lq[.1].base<1e-4; expect tlq[.1].base>.2'
		for steps in 1000 1500 2000 2500 3000 3500 4000 4500 5000; do
			echo "pretrain # to $steps"
		done
		echo 'expect lq[.1].base>1e-4; expect lq[.01].base<1e-12; expect tlq[.01].base>.02'
		echo 'step 2; expect queries==2048'
	} >story.op
	"$OUTPOST" -b story.op >out 2>&1
	result $? "authors-lq, seed $seed: LQ rises with pre-training, in its lowest hundredth not" "$(cat out)"
done

# A file's own shape is nobody's to change: what it was read into would be of another size.
for wrong in k=3 k=12 N=2 N=5 d=5 prompts=9; do
	"$OUTPOST" -e "preset addition $wrong" >out 2>&1
	[ $? = 3 ] && grep -q "${wrong%%=*} of this task is what addition.tsv has; leave it out" out
	result $? "addition, $wrong: refused" "$(cat out)"
done

plan
