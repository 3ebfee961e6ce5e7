/* from=base|now, and what those weights are called. */
#include "command/model.h"

#include <stdio.h>

enum { FROM_BASE, FROM_NOW }; /* in the order of model_keys; -1: none was named */

const char *const model_keys[] = { "from=base", "from=now", NULL };

struct model model_base(const struct session *s, int who)
{
	return (struct model){ .w = s->base.w, .base = true, .who = who, .name = "base" };
}

struct model model_now(const struct session *s, int who)
{
	/* The weights lie first in the state block. */
	struct model m = { .w = state_w_of(run_state(&s->run[who])), .who = who };

	snprintf(m.name, sizeof m.name, "%c now", 'A' + who);
	return m;
}

bool models_read(const struct args *a, const struct session *s, struct model m[2], int *n, struct err *e)
{
	int who, from;

	if (!args_choice(a, "from", &from, e) || !args_one(a, s, &who, e))
		return false;
	*n = 0;
	if (from != FROM_NOW)
		m[(*n)++] = model_base(s, who);
	if (from != FROM_BASE)
		m[(*n)++] = model_now(s, who);
	return true;
}

bool model_read(const struct args *a, const struct session *s, struct model *m, struct err *e)
{
	struct model all[2];
	int n;

	if (!models_read(a, s, all, &n, e))
		return false;
	*m = all[n - 1];
	return true;
}

const char *model_words(const struct session *s, const struct model *m, char to[40])
{
	char name[32];

	if (m->base)
		snprintf(to, 40, "the base model");
	else
		snprintf(to, 40, "trainer %.31s", session_trainer_name(s, m->who, name));
	return to;
}

void model_note(struct session *s, const struct model *m)
{
	const char *iterate = m->base ? NULL : session_iterate(s, m->who);

	if (iterate)
		out_line(s->out, OUT_NOTE, "%s: the last weights, though iterate is %s", m->name, iterate);
}
