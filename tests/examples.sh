#!/bin/bash
# Every command's examples, as `help COMMAND` prints them, run as they stand on a fresh preset barrier. TAP.
set -u

outpost=${OUTPOST:?}
. "${srcdir:?}/tests/tap.sh"
cd "$scratch" || exit 99

# works COMMANDS: without an error, and with every expectation met.
works() { "$outpost" -e "$1" >said 2>&1; }

# "  time     step [s] continue [c] reset [r]"
mapfile -t commands < <("$outpost" -e help | sed -nE 's/^  [a-z]+ +//p' | sed -E 's/ \[[^]]*\]//g' | tr ' ' '\n')
[ "${#commands[@]}" -ge 27 ]
result $? 'help lists the commands' "${commands[*]}"

for command in "${commands[@]}"; do
	mapfile -t examples < <("$outpost" -e "help $command" | sed -n 's/^  example: //p')
	[ "${#examples[@]}" = 2 ]
	result $? "help $command gives two examples" "${examples[*]}"
	for example in "${examples[@]}"; do
		case $example in
		*figure1.op)
			# Takes long, and is played whole in tests/experiments.sh: here, that it is found and begins.
			"$outpost" -e "$example" 2>&1 | head -n 1 >said
			grep -q '^authors: ' said
			;;
		*) works "$example" ;;
		esac
		result $? "$example" "$(cat said)"
	done
done

for broken in 'inspect 99' 'expect base[5]>.5' 'step 1; stpe'; do
	! works "$broken"
	result $? "noticed when it does not work: $broken" "$(cat said)"
done
plan
