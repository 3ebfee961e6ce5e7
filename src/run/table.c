/* Tables as text. */
#include "run/table.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/num.h"
#include "base/xalloc.h"

/* ---- The stamp */

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
static void stamp_object(const struct session *s, struct str *to)
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

/* ---- The table */

void table_init(struct table *t, const struct session *s, enum table_form form, struct str *to)
{
	*t = (struct table){ .form = form, .to = to };
	if (form == TABLE_JSONL) {
		stamp_object(s, to);
		return;
	}
	str_add(to, "# ");
	stamp_print(s, to);
	str_add(to, "\n");
}

void table_column(struct table *t, const char *name)
{
	t->name = xresize(t->name, (size_t)t->n + 1, sizeof *t->name);
	t->name[t->n++] = xstrdup(name);
}

/* A name with commas in it stands in quotes. */
static void print_names(struct table *t)
{
	for (int i = 0; i < t->n; i++) {
		const char *quote = strchr(t->name[i], ',') ? "\"" : "";
		str_addf(t->to, "%s%s%s%s", i > 0 ? "," : "", quote, t->name[i], quote);
	}
	str_add(t->to, "\n");
}

static void before_field(struct table *t)
{
	if (t->form == TABLE_CSV) {
		if (t->rows == 0 && t->at == 0)
			print_names(t);
		str_add(t->to, t->at > 0 ? "," : "");
		return;
	}
	str_add(t->to, t->at > 0 ? "," : "{");
	json_text(t->to, t->name[t->at]);
	str_add(t->to, ":");
}

static void after_field(struct table *t)
{
	if (++t->at < t->n)
		return;
	str_add(t->to, t->form == TABLE_JSONL ? "}\n" : "\n");
	t->at = 0;
	t->rows++;
}

void table_text(struct table *t, const char *text)
{
	before_field(t);
	if (t->form == TABLE_JSONL)
		json_text(t->to, text);
	else
		str_add(t->to, text);
	after_field(t);
}

void table_number(struct table *t, double v)
{
	char text[NUM_TEXT];

	before_field(t);
	if (t->form == TABLE_JSONL && !isfinite(v))
		str_add(t->to, "null");
	else
		str_add(t->to, num_exact(text, v));
	after_field(t);
}

void table_done(struct table *t)
{
	if (t->rows == 0 && t->form == TABLE_CSV)
		print_names(t);
	for (int i = 0; i < t->n; i++)
		free(t->name[i]);
	free(t->name);
	*t = (struct table){ 0 };
}
