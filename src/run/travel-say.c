/* Where a way through time has ended: what a mark brings along, and what is said. */
#include "run/travel.h"

#include <inttypes.h>
#include <string.h>

#include "base/num.h"

/* `update 5 (was 10). step 5 returns to the same state.` */
static void say_arrival(struct session *s, int who)
{
	uint64_t now = run_update(&s->run[who]), from = s->goal.update_from[who];
	char update[NUM_TEXT], was[NUM_TEXT], name[32];
	bool split = session_split(s); /* there step alone is for both */
	struct str line = { 0 };

	if (run_exists(&s->run[1]))
		str_addf(&line, "%s: ", session_trainer_name(s, who, name));
	str_addf(&line, "update %s", num_count(update, now));
	if (now != from)
		str_addf(&line, " (was %s)", num_count(was, from));
	if (now < from && from <= run_end(&s->run[who]) && !s->run[who].departs)
		str_addf(&line, ". step %" PRIu64 "%s%s returns to the same state.", from - now, split ? " @" : "",
			 split ? who ? "b" : "a" : "");
	out_line(s->out, OUT_REPLY, "%s", str_text(&line));
	str_done(&line);
}

void travel_settings(struct session *s, int who)
{
	struct str line = { 0 }, now = { 0 }, then = { 0 };
	struct config before = s->config;

	before.trainer[who] = s->goal.settings_from[who];
	for (int i = 0; i < setting_count; i++) {
		const struct setting *key = &setting_table[i];
		str_clear(&now);
		str_clear(&then);
		if (!key->per_trainer)
			continue;
		setting_print(key, &s->config, who, &now);
		setting_print(key, &before, who, &then);
		if (strcmp(str_text(&now), str_text(&then)) != 0)
			str_addf(&line, "%s%s %s (was %s)", line.len ? ", " : "", key->name, str_text(&now), str_text(&then));
	}
	if (line.len > 0)
		out_line(s->out, OUT_NOTE, "trainer %c's settings are those of %s: %s", 'A' + who,
			 s->goal.marked[who] ? "the mark" : "this update", str_text(&line));
	str_done(&line);
	str_done(&now);
	str_done(&then);
}

/* The settings with which the trainer was marked, where its line goes on with others. */
static void bring_settings(struct session *s, int who)
{
	struct trainer_config *now = &s->config.trainer[who], before = *now, marked = s->goal.settings_marked[who];
	struct err e;

	marked.iterate = now->iterate;
	if (memcmp(&marked, now, sizeof marked) == 0)
		return;
	*now = marked;
	if (!session_apply_settings(s, &e))
		*now = before;
	session_brought(s, who, &before);
}

void travel_finish(struct session *s)
{
	for (int who = 0; who < TRAINERS; who++)
		if (s->goal.marked[who])
			bring_settings(s, who);
	for (int who = 0; who < TRAINERS; who++)
		if (s->goal.asked & 1u << who) {
			say_arrival(s, who);
			travel_settings(s, who);
		}
}

void travel_interrupted(struct session *s)
{
	for (int who = 0; who < TRAINERS; who++) {
		uint64_t from = s->goal.update_from[who];
		char update[NUM_TEXT];
		if (!(s->goal.asked & 1u << who) || run_update(&s->run[who]) == from)
			continue;
		out_line(s->out, OUT_STOP, "stopped on the way: trainer %c is at update %s. goto %" PRIu64 " @%c leads back", 'A' + who,
			 num_count(update, run_update(&s->run[who])), from, 'a' + who);
		travel_settings(s, who);
	}
}
