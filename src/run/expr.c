/* Conditions over metrics: what they say now. */
#include "run/expr.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "run/expr-node.h"

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

static bool is_true(const struct session *s, const struct expr *x, int at, int who)
{
	const struct node *n = &x->node[at];

	switch (n->kind) {
	case NODE_OR:
		return is_true(s, x, n->left, who) || is_true(s, x, n->right, who);
	case NODE_AND:
		return is_true(s, x, n->left, who) && is_true(s, x, n->right, who);
	case NODE_NOT:
		return !is_true(s, x, n->left, who);
	case NODE_COMPARE:
		return compare(n->op, metric_now(s, &n->metric, who), n->value);
	}
	return false;
}

bool expr_true(struct session *s, const struct expr *x, int who)
{
	return is_true(s, x, x->root, who);
}

bool expr_names_event(const struct expr *x)
{
	for (int i = 0; i < x->n; i++) {
		const struct metric *m = x->node[i].metric.metric;
		if (x->node[i].kind == NODE_COMPARE && m->event && !m->lasts)
			return true;
	}
	return false;
}

static bool named_before(const struct expr *x, int at)
{
	for (int i = 0; i < at; i++)
		if (x->node[i].kind == NODE_COMPARE && strcmp(x->node[i].metric.text, x->node[at].metric.text) == 0)
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

	for (int i = 0; i < x->n; i++) {
		const struct metric_ref *m = &x->node[i].metric;
		if (x->node[i].kind != NODE_COMPARE || named_before(x, i))
			continue;
		metric_print(m, metric_now(s, m, who), value);
		str_addf(to, "%s%s %s", between, m->text, value);
		add_prompts(s, m, who, to);
		between = ", ";
	}
}
