#!/bin/bash
# count.sh FOLDER: adds up the test cases of a `make check` in a build folder. Prints three numbers: passed,
# failed, skipped. The driver writes one line a case into a test's .trs file; an ERROR for a program that was cut
# short or has no plan; and as the last one an ERROR when it exited with a failure, which says nothing new where
# a case has failed.
set -u

count_one() {
	awk '
	/^:test-result: (PASS|XFAIL)/       { passed++ }
	/^:test-result: SKIP/               { skipped++ }
	/^:test-result: (FAIL|XPASS|ERROR)/ { failed++ }
	/^:test-result: /                   { last = $2 }
	END { print passed + 0, failed - (failed > 1 && last == "ERROR"), skipped + 0 }' "$1"
}

passed=0 failed=0 skipped=0
while IFS= read -r file; do
	read -r p f s < <(count_one "$file")
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done < <(find "$1/tests" -name '*.trs' 2>/dev/null)
echo $passed $failed $skipped
