#!/usr/bin/env bash
# The experiments among the examples: each is played whole, its expectations must hold, and what it says with fit and expect has
# the shape of its recorded output, examples/NAME.out: the same lines, whatever their numbers. (Sampled numbers may differ from
# one machine to another.) GENERATE=1 records them anew. TAP.
set -u
. "${srcdir:?}/tests/tap.sh"
cd "$scratch" || exit 99

# What fit and expect said.
findings() { grep -E '^(ok|not ok): |^[a-z0-9-]+: (point [0-9]+: |(growth|factor|exponent) )'; }
shape() { sed -E 's/[0-9][0-9,]*(\.[0-9]+)?(e[-+][0-9]+)?/#/g'; }

# experiment NAME
experiment() {
	local recorded=$srcdir/examples/$1.out status

	"${OUTPOST:?}" -b "$srcdir/examples/$1.op" >"$1.said" 2>&1 </dev/null
	status=$?
	result $status "$1: its expectations hold" "$(tail -n 40 "$1.said")"
	findings <"$1.said" >"$1.got"
	if [ -n "${GENERATE-}" ]; then cp "$1.got" "$recorded"; fi
	difference=$(diff -u <(shape <"$recorded") <(shape <"$1.got") 2>&1)
	result $? "$1: says what was recorded" "$difference"
}

for name in figure1 exponential algorithms adaptive mistakes repeat figure2a figure2b; do
	if [ -n "${OUTPOST_QUICK:-}" ]; then
		skip "$name" 'OUTPOST_QUICK is set'
	else
		experiment "$name"
	fi
done

# The table of Figure 1: a stamp, and a row an update and trainer.
if [ -z "${OUTPOST_QUICK:-}" ]; then
	head -n 1 figure1.csv | grep -q '^# outpost .* preset=authors seed=[0-9]* task.seed=[0-9]* alpha=1e-12 query.count=prefix$'
	result $? "figure1.csv: the stamp comes first" "$(head -n 3 figure1.csv)"
	awk -F, 'NR == 2 && (NF != 37 || $4 != "likelihood[out]" || $5 != "err" || $37 != "likelihood[31]") { bad = 1 }
		NR > 2 && NF != 37 { bad = 1 }
		NR > 2 { rows[$1]++; if ($2 % 50 == 0 ? $5 == "" : $5 != "") bad = 1 }
		END { exit bad || rows["A"] != 4001 || rows["B"] != 4001 }' figure1.csv
	result $? "figure1.csv: every update of both trainers, err at every 50th, 32 centres" "$(head -n 3 figure1.csv)"
fi

# The tables of Figure 2b: a stamp, and curves that are curves.
if [ -z "${OUTPOST_QUICK:-}" ]; then
	for steps in 0 500 5000; do
		awk -F, 'NR == 1 { stamp = /^# outpost / } NR == 2 { head = $0 }
			NR > 2 { rows++; if ($6 < cdf || $2 < eps) bad = 1; eps = $2; cdf = $6 }
			END { exit !(stamp && head == "model,eps,lq,log10_lq,tlq,cdf,a_tail" && rows >= 1 && !bad) }' \
			"figure2b-$steps.csv"
		result $? "figure2b-$steps.csv: quantile and distribution rise" "$(head -n 5 "figure2b-$steps.csv")"
	done
fi

# Those of Figure 2a: from 64 samples nothing lies between 0 and 1/64, and both quantiles rise.
if [ -z "${OUTPOST_QUICK:-}" ]; then
	for steps in 500 1500 5000; do
		awk -F, 'NR == 1 { stamp = /^# outpost / } NR == 2 { head = $0 }
			NR > 2 { rows++; if ($3 < lq || $4 < sampled || ($4 > 0 && $4 < 1 / 64) || $5 > $6) bad = 1; lq = $3; sampled = $4 }
			END { exit !(stamp && head == "model,eps,lq,sampled,low,high" && rows == 500 && !bad) }' \
			"figure2a-$steps.csv"
		result $? "figure2a-$steps.csv: quantiles rise, and samples show none below 1/64" "$(head -n 5 "figure2a-$steps.csv")"
	done
fi
plan
