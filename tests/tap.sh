# For bash scripts that write TAP: cases one by one, the plan at the end. To be sourced.

# A folder of this run, which is HOME too and is gone at the end.
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch
unset OUTPOST_HOME XDG_CONFIG_HOME XDG_STATE_HOME

n=0 failed=0

# result STATUS LABEL [DETAILS]: a case; up to 60 lines of details when the status is not 0.
result() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then
		echo "ok $n - $2"
	else
		failed=1
		echo "not ok $n - $2"
		printf '%s\n' "${3-}" | head -n 60 | sed 's/^/# /'
	fi
}

# skip LABEL WHY
skip() {
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2"
}

# The plan, and the script's end.
plan() {
	echo "1..$n"
	exit "$failed"
}
