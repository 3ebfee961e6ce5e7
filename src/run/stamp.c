/* Keys are settings, so that `preset barrier seed=8 ..` makes the same again. */
#include "run/stamp.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/num.h"

/* The support line in the shortest form with an exponent that reads back equal, 1e-04; in few digits when it is smaller
 * than any double. */
static void print_alpha(const struct config *c, char text[NUM_TEXT])
{
	double alpha = c->alpha_kind == ALPHA_BUDGET  ? 1.0 / (double)c->budget
		       : c->alpha_kind == ALPHA_POLY  ? pow(c->N, -c->alpha)
		       : c->alpha_kind == ALPHA_FLOOR ? c->alpha * pow(c->k, -c->N)
						      : c->alpha;

	if (alpha == 0.0)
		num_line(text, config_log_alpha(c));
	for (int n = 0; alpha > 0.0 && n <= 16; n++) {
		snprintf(text, NUM_TEXT, "%.*e", n, alpha);
		if (strtod(text, NULL) == alpha)
			break;
	}
}

struct entry {
	char name[16], value[72];
	bool is_text;
};
enum { ENTRIES = 5 + TRAINERS };

static struct entry entry(const char *name, const char *value, bool is_text)
{
	struct entry made = { .is_text = is_text };

	snprintf(made.name, sizeof made.name, "%s", name);
	snprintf(made.value, sizeof made.value, "%s", value);
	return made;
}

static struct entry entry_count(const char *name, uint64_t n)
{
	char value[NUM_TEXT];

	snprintf(value, sizeof value, "%" PRIu64, n);
	return entry(name, value, false);
}

/* Returns how many. */
static int stamp(const struct session *s, struct entry list[ENTRIES])
{
	const struct config *c = &s->config;
	struct str counting = { 0 };
	char alpha[NUM_TEXT], name[16];
	int n = 0;

	if (!session_ready(s))
		return 0;
	setting_print(setting_find("query.count", NULL), c, 0, &counting);
	print_alpha(c, alpha);
	list[n++] = entry("preset", s->preset[0] ? s->preset : "none", true);
	list[n++] = entry_count("seed", c->seed);
	list[n++] = entry_count("task.seed", c->task_seed);
	list[n++] = entry("alpha", alpha, false);
	list[n++] = entry("query.count", str_text(&counting), true);
	str_done(&counting);
	for (int who = 0; who < TRAINERS; who++) {
		if (!run_exists(&s->run[who]) || !trace_thinned(&s->run[who].trace))
			continue;
		snprintf(name, sizeof name, "thinned@%c", 'a' + who);
		list[n++] = entry_count(name, s->run[who].trace.stride);
	}
	return n;
}

void stamp_print(const struct session *s, struct str *to)
{
	struct entry list[ENTRIES];
	int n = stamp(s, list);

	str_add(to, "outpost " PACKAGE_VERSION);
	for (int i = 0; i < n; i++)
		str_addf(to, " %s=%s", list[i].name, list[i].value);
}

/* {"outpost":"0.1.0","preset":"barrier","seed":8, ..} */
void stamp_object(const struct session *s, struct str *to)
{
	struct entry list[ENTRIES];
	int n = stamp(s, list);

	str_add(to, "{\"outpost\":");
	json_text(to, PACKAGE_VERSION);
	for (int i = 0; i < n; i++) {
		str_addf(to, ",\"%s\":", list[i].name);
		if (list[i].is_text)
			json_text(to, list[i].value);
		else
			str_add(to, list[i].value);
	}
	str_add(to, "}\n");
}
