/* What time costs: going back in a long run, what its past takes in memory, what a whole classroom run does, and saving it all
 * as it is made. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/journal.h"
#include "timed.h"

enum { JUMPS = 41, ROUNDS = 16 };

/* KiB that the program has in memory. */
static long resident(void)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[256];
	long kib = 0;

	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "VmRSS: %ld", &kib) == 1)
			break;
	if (f)
		fclose(f);
	return kib;
}

/* From the run's end back to places all over it; what `command` makes of each. */
static void jumps(struct session *s, struct interp *p, const char *name, const char *command)
{
	double ms[JUMPS];

	for (int i = 0; i < JUMPS; i++) {
		char text[64];
		snprintf(text, sizeof text, "goto %d", 4000 - 97 * i);
		timed_run(s, p, text);
		ms[i] = timed_run(s, p, command);
		timed_run(s, p, "goto 4000");
	}
	qsort(ms, JUMPS, sizeof *ms, timed_by_size);
	printf("%-44s %8.2f ms (median of %d), %.2f ms at most\n", name, ms[JUMPS / 2], JUMPS, ms[JUMPS - 1]);
}

/* The same thousand updates with and without a journal, each as often the first of a pair as the other. */
static void autosave(struct session *s, struct interp *p)
{
	char folder[] = "bench-time-XXXXXX", command[64];
	double ms[2][ROUNDS], ratio[ROUNDS];

	if (!mkdtemp(folder))
		exit(1);
	for (int i = 0; i < ROUNDS; i++)
		for (int turn = 0; turn < 2; turn++) {
			int saved = (i + turn) % 2;
			timed_run(s, p, "reset; marks forget all");
			if (saved)
				journal_start(s, folder);
			timed_run(s, p, "step 20"); /* the file is made */
			ms[saved][i] = timed_run(s, p, "step 1000");
			journal_end(s);
		}
	for (int i = 0; i < ROUNDS; i++)
		ratio[i] = ms[1][i] / ms[0][i];
	qsort(ms[0], ROUNDS, sizeof ratio[0], timed_by_size);
	qsort(ms[1], ROUNDS, sizeof ratio[0], timed_by_size);
	qsort(ratio, ROUNDS, sizeof ratio[0], timed_by_size);
	printf("%-44s %8.3f ms an update, %.3f without: %.3f of it (median of %d pairs)\n", "preset authors, saved as it is made",
	       ms[1][ROUNDS / 2] / 1000, ms[0][ROUNDS / 2] / 1000, ratio[ROUNDS / 2], ROUNDS);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	if (system(command) != 0)
		exit(1);
}

int main(void)
{
	struct session *s = session_new(&timed_out);
	struct interp *p = interp_new(s);
	const struct timeline *line;
	double ms;

	s->data = ABS_SRCDIR "/examples";
	timed_run(s, p, "preset barrier; set alpha 1e-4; set budget 0");
	ms = timed_run(s, p, "step 10000");
	printf("preset barrier, 10,000 updates: %.0f ms, %ld KiB resident in all\n", ms, resident());
	timed_run(s, p, "preset authors; trainer process");
	ms = timed_run(s, p, "step 4000");
	line = s->run[0].line;
	printf("preset authors, 4,000 updates: %.0f ms, %d keyframes of %zu bytes, %ld KiB resident in all\n", ms, line->nkey,
	       (size_t)run_state(&s->run[0])->bytes, resident());
	jumps(s, p, "back 1", "back 1");
	jumps(s, p, "back 31", "back 31");
	jumps(s, p, "goto 4000 from there", "goto 4000");
	ms = timed_run(s, p, "rcontinue until queries<100000");
	printf("%-44s %8.2f ms\n", "rcontinue to update 90 or so, in the trace", ms);
	timed_run(s, p, "goto 4000");
	ms = timed_run(s, p, "rcontinue until queries<100000 && reach>=0");
	printf("%-44s %8.0f ms\n", "the same, every update made again", ms);
	autosave(s, p);
	interp_free(p);
	session_free(s);
	return 0;
}
