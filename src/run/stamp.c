/* Keys are settings, so that `preset barrier seed=8 ..` makes the same again. */
#include "run/stamp.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/num.h"

/* The support line in the shortest form with an exponent that reads back equal, 1e-04; in few digits when it is smaller
 * than any double. */
static void add_alpha(const struct config *c, struct str *to)
{
	double alpha = c->alpha_kind == ALPHA_BUDGET  ? 1.0 / (double)c->budget
		       : c->alpha_kind == ALPHA_POLY  ? pow(c->N, -c->alpha)
		       : c->alpha_kind == ALPHA_FLOOR ? c->alpha * pow(c->k, -c->N)
						      : c->alpha;
	char text[NUM_TEXT];

	if (alpha == 0.0)
		num_line(text, config_log_alpha(c));
	for (int n = 0; alpha > 0.0 && n <= 16; n++) {
		snprintf(text, sizeof text, "%.*e", n, alpha);
		if (strtod(text, NULL) == alpha)
			break;
	}
	str_add(to, text);
}

void stamp_print(const struct session *s, struct str *to)
{
	const struct config *c = &s->config;
	struct str counting = { 0 };

	str_add(to, "outpost " PACKAGE_VERSION);
	if (!session_ready(s))
		return;
	setting_print(setting_find("query.count", NULL), c, 0, &counting);
	str_addf(to, " preset=%s seed=%" PRIu64 " task.seed=%" PRIu64 " alpha=", s->preset[0] ? s->preset : "none",
		 c->seed, c->task_seed);
	add_alpha(c, to);
	str_addf(to, " query.count=%s", str_text(&counting));
	str_done(&counting);
}
