/* Conditions over metrics: what they say now. */
#include "run/expr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "run/expr-node.h"
#include "run/scales.h"

void expr_free(struct expr *x)
{
	if (!x)
		return;
	free(x->text);
	free(x->node);
	free(x);
}

struct expr *expr_copy(const struct expr *x)
{
	struct expr *copy = xmemdup(x, sizeof *x);

	copy->text = xstrdup(x->text);
	copy->node = xmemdup(x->node, (size_t)x->n * sizeof *x->node);
	return copy;
}

const char *expr_text(const struct expr *x)
{
	return x->text;
}

/* Every comparison with NaN is false, also "!=". */
static bool compare(enum op op, double a, double b)
{
	switch (op) {
	case OP_ABOVE:
		return a > b;
	case OP_LEAST:
		return a >= b;
	case OP_BELOW:
		return a < b;
	case OP_MOST:
		return a <= b;
	case OP_EQUAL:
		return a == b;
	case OP_OTHER:
		return a < b || a > b;
	}
	return false;
}

/* A value that comes or goes is no change: there is nothing to compare. */
static bool has_changed(const struct session *s, const struct node *n, int who)
{
	const struct noted *then = &n->noted[who];

	return run_exists(&s->run[who]) && then->known && then->update + 1 == run_state(&s->run[who])->update &&
	       compare(OP_OTHER, metric_now(s, &n->metric, who), then->value);
}

void expr_note(struct session *s, struct expr *x, int who)
{
	if (!run_exists(&s->run[who]))
		return;
	for (int i = 0; i < x->n; i++)
		if (x->node[i].kind == NODE_CHANGED)
			x->node[i].noted[who] = (struct noted){ true, run_state(&s->run[who])->update,
								metric_now(s, &x->node[i].metric, who) };
}

bool expr_has_change(const struct expr *x)
{
	for (int i = 0; i < x->n; i++)
		if (x->node[i].kind == NODE_CHANGED)
			return true;
	return false;
}

/* Rows that are none: as things are, and as they are after an update of `who`. */
static const size_t now_row = SIZE_MAX, update_row = SIZE_MAX - 1;

static double value_at(const struct session *s, const struct metric_ref *m, int who, size_t row)
{
	return row == now_row || row == update_row ? metric_now(s, m, who) : metric_then(s, m, who, row);
}

static bool is_event(const struct node *n)
{
	return n->kind == NODE_COMPARE && n->metric.metric->event && !n->metric.metric->lasts;
}

/* What happened in the last update of the other trainer has not happened in this one. */
static bool is_old(const struct node *n, int who, size_t row)
{
	return row == update_row && is_event(n) && n->metric.who >= 0 && n->metric.who != who;
}

static double right_of(const struct session *s, const struct node *n)
{
	return n->alpha ? exp(config_log_alpha(&s->config)) : n->value;
}

static bool is_true(const struct session *s, const struct expr *x, int at, int who, size_t row)
{
	const struct node *n = &x->node[at];

	switch (n->kind) {
	case NODE_OR:
		return is_true(s, x, n->left, who, row) || is_true(s, x, n->right, who, row);
	case NODE_AND:
		return is_true(s, x, n->left, who, row) && is_true(s, x, n->right, who, row);
	case NODE_NOT:
		return !is_true(s, x, n->left, who, row);
	case NODE_COMPARE:
		return !is_old(n, who, row) && compare(n->op, value_at(s, &n->metric, who, row), right_of(s, n));
	case NODE_CHANGED:
		return has_changed(s, n, who);
	}
	return false;
}

bool expr_true(struct session *s, const struct expr *x, int who)
{
	return is_true(s, x, x->root, who, now_row);
}

bool expr_true_after(struct session *s, const struct expr *x, int who)
{
	return is_true(s, x, x->root, who, expr_trainers(x) ? update_row : now_row);
}

bool expr_true_at(const struct session *s, const struct expr *x, int who, size_t row)
{
	return is_true(s, x, x->root, who, row);
}

static bool has_metric(const struct node *n)
{
	return n->kind == NODE_COMPARE || n->kind == NODE_CHANGED;
}

bool expr_kept(const struct session *s, const struct expr *x, int who)
{
	for (int i = 0; i < x->n; i++) {
		const struct node *n = &x->node[i];
		if (n->kind == NODE_CHANGED || (n->kind == NODE_COMPARE && !metric_in_trace(s, &n->metric, who)))
			return false;
	}
	return true;
}

bool expr_names_event(const struct expr *x)
{
	for (int i = 0; i < x->n; i++)
		if (is_event(&x->node[i]) || x->node[i].kind == NODE_CHANGED)
			return true;
	return false;
}

unsigned expr_trainers(const struct expr *x)
{
	unsigned who = 0;

	for (int i = 0; i < x->n; i++) {
		if (!has_metric(&x->node[i]))
			continue;
		if (x->node[i].metric.who < 0)
			return 0;
		who |= 1u << x->node[i].metric.who;
	}
	return who;
}

static bool named_before(const struct expr *x, int at)
{
	for (int i = 0; i < at; i++)
		if (has_metric(&x->node[i]) && strcmp(x->node[i].metric.text, x->node[at].metric.text) == 0)
			return true;
	return false;
}

/* `: x1 x4`, the prompts that an event of all of them happened to; nothing for another metric. */
static void add_prompts(const struct session *s, const struct metric_ref *m, int who, struct str *to)
{
	enum { NAMED = 6 };
	struct metric_ref one = *m;
	int n = 0;

	if (!m->metric->event || m->metric->index != METRIC_MAY_PROMPT || m->set != SET_NONE)
		return;
	one.set = SET_ONE;
	for (one.prompt = 0; one.prompt < s->task->ntracked && n <= NAMED; one.prompt++)
		if (metric_now(s, &one, who) > 0.0 && n++ < NAMED)
			str_addf(to, "%s x%d", n == 1 ? ":" : "", one.prompt);
	if (n > NAMED)
		str_add(to, " ..");
}

void expr_values(struct session *s, const struct expr *x, int who, struct str *to)
{
	const char *between = "";
	char value[NUM_TEXT];
	bool alpha = false;

	for (int i = 0; i < x->n; i++) {
		const struct metric_ref *m = &x->node[i].metric;
		alpha = alpha || x->node[i].alpha;
		if (!has_metric(&x->node[i]) || named_before(x, i))
			continue;
		metric_print(m, metric_now(s, m, who), value);
		str_addf(to, "%s%s %s", between, m->text, value);
		add_prompts(s, m, who, to);
		between = ", ";
	}
	if (alpha)
		str_addf(to, "%salpha %s", between, num_line(value, config_log_alpha(&s->config)));
}

/* ---- What cannot come true as things are set */

static bool counts_off_seen(const struct session *s, const struct metric_ref *m)
{
	(void)m;
	return s->config.count_off != 0;
}

/* A fresh prompt of a generator may be outside though the tracked ones are not. */
static bool has_none_outside(const struct session *s, const struct metric_ref *m)
{
	bool any = !task_is_finite(s->task);

	for (int i = 0; i < s->task->ntracked; i++)
		any = any || ((m->set != SET_ONE || m->prompt == i) && session_prompt_out(s, i));
	return !any;
}

static bool has_no_budget(const struct session *s, const struct metric_ref *m)
{
	(void)m;
	return s->config.budget == 0;
}

static bool has_no_margin(const struct session *s, const struct metric_ref *m)
{
	(void)m;
	return isnan(scales_log_gamma(s));
}

static bool was_not_online(const struct session *s, const struct metric_ref *m)
{
	(void)m;
	return s->online.rounds == 0;
}

/* The metric, behind which `why` follows; the value that it keeps. */
static const struct fixed {
	const char *metric;
	bool (*is)(const struct session *s, const struct metric_ref *m);
	double value;
	const char *why;
} fixed[] = {
	{ "offsupport", counts_off_seen, NAN, "has no value while count.off is seen: set count.off every" },
	{ "discovery", has_none_outside, 0.0, "never comes while no such prompt is OUT!: set alpha higher" },
	{ "end", has_no_budget, 0.0, "never comes without a budget: set budget 10000" },
	{ "gamma", has_no_margin, NAN, "has no value before the margin is known: margin finds it" },
	{ "scale", has_no_margin, NAN, "has no value before the margin is known: margin finds it" },
	{ "mistakes", was_not_online, NAN, "has no value before a learner has played: online 10000" },
};

/* Why a comparison or a change will not come true, NULL: it may. */
static const char *why_never(const struct session *s, const struct node *n)
{
	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
		if (strcmp(fixed[i].metric, n->metric.metric->name) == 0 && fixed[i].is(s, &n->metric) &&
		    (n->kind == NODE_CHANGED || !compare(n->op, fixed[i].value, right_of(s, n))))
			return fixed[i].why;
	return NULL;
}

/* Behind ! such a part does no harm. */
static bool warn_of(const struct session *s, const struct expr *x, int at, struct str *to)
{
	const struct node *n = &x->node[at];
	const char *why;

	if (n->kind == NODE_NOT)
		return false;
	if (!has_metric(n))
		return warn_of(s, x, n->left, to) || warn_of(s, x, n->right, to);
	why = why_never(s, n);
	if (why)
		str_addf(to, "%s %s", n->metric.text, why);
	return why != NULL;
}

bool expr_warning(const struct session *s, const struct expr *x, struct str *to)
{
	return warn_of(s, x, x->root, to);
}
