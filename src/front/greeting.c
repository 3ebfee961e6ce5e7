/* A prompt that grows too long would push what is typed out of sight. */
#include "front/greeting.h"

#include "base/num.h"
#include "base/utf8.h"
#include "run/lesson-state.h"

enum { AGAIN_COLUMNS = 24 }; /* a long command leaves room for the next one */

void greeting_print(struct session *s, const char *hint)
{
	struct str summary = { 0 };

	if (session_ready(s)) {
		session_summary(s, &summary);
		out_line(s->out, OUT_REPLY, "outpost %s, %s%s%s%s", PACKAGE_VERSION, *s->preset ? "preset " : "", s->preset,
			 *s->preset ? ": " : "", str_text(&summary));
	} else {
		out_line(s->out, OUT_REPLY, "outpost %s: no task yet. preset barrier loads one", PACKAGE_VERSION);
	}
	out_line(s->out, OUT_REPLY, "%s", hint);
	str_done(&summary);
}

void greeting_resumed(const struct session *s, struct out *out)
{
	struct str places = { 0 };

	for (int who = 0; who < TRAINERS; who++) {
		char update[NUM_TEXT], name[32];
		if (run_exists(&s->run[who]))
			str_addf(&places, "%s%s at update %s", who ? ", " : "", session_trainer_name(s, who, name),
				 num_count(update, run_update(&s->run[who])));
	}
	out_line(out, OUT_REPLY, "going on with the run that was saved last: %s", str_text(&places));
	if (s->lesson)
		out_line(out, OUT_REPLY, "and with lesson %d, page %d.%d", s->lesson->lesson->number, s->lesson->lesson->number,
			 s->lesson->page + 1);
	str_done(&places);
}

void prompt_print(const struct interp *p, bool again, struct str *to)
{
	char command[4 * AGAIN_COLUMNS + 8];

	utf8_cut(command, sizeof command, again ? interp_again(p) : "", AGAIN_COLUMNS);
	str_addf(to, *command ? "outpost (again: %s)> " : "outpost> ", command);
}
