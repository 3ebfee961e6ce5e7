/* The map of feature templates. Which values a prompt shows at a position is worked out once and kept as lists
 * (template-values.c); what is left to a score is to add up weights. */
#include "core/template.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"
#include "core/vector.h"

/* ---- States */

/* Prefixes of a level are told apart by min(level, depth) tokens. False when there are too many. */
static bool count_states(const struct task *t, struct template_map *m, struct err *e)
{
	double states = 0.0, most = 1.0;

	m->first = xcalloc((size_t)m->levels + 1, sizeof *m->first);
	for (int level = 0; level < m->levels; level++) {
		if (level > 0 && level <= m->depth)
			most *= t->k;
		states += most;
		if (states <= TASK_STATES_MOST)
			m->first[level + 1] = (int)states;
	}
	if (states <= TASK_STATES_MOST)
		return true;
	return err_set(e, "the templates tell %.0f states apart (k=%d, N=%d, %d token%s before%s); a task has at most %d. "
			  "do without y[-2]%s", states, t->k, t->N, m->depth, m->depth == 1 ? "" : "s",
		       m->positions > 1 ? ", positions" : "", TASK_STATES_MOST,
		       m->positions > 1 ? ", or without i and x[i]" : "");
}

static void fill_states(const struct task *t, struct template_map *m)
{
	size_t n = (size_t)m->first[m->levels];
	uint32_t k = (uint32_t)t->k;

	m->level = xcalloc(n, sizeof *m->level);
	m->choice = xcalloc(n, sizeof *m->choice);
	for (int level = 0; level < m->levels; level++)
		for (int s = m->first[level]; s < m->first[level + 1]; s++) {
			uint32_t context = (uint32_t)(s - m->first[level]);
			uint32_t last = m->depth > 0 && level > 0 ? context % k : k;
			uint32_t second = m->depth > 1 && level > 1 ? context / k : k;
			m->level[s] = (uint16_t)level;
			m->choice[s][TEMPLATE_LAST] = last;
			m->choice[s][TEMPLATE_SECOND_LAST] = second;
			m->choice[s][TEMPLATE_LAST | TEMPLATE_SECOND_LAST] = last + (k + 1) * second;
		}
}

bool template_make_states(const struct task *t, const struct template_set *set, struct template_map *m, struct err *e)
{
	bool position = false;
	unsigned before = 0;

	for (int i = 0; i < set->n; i++) {
		const struct template *one = &set->list[i];
		before |= one->before;
		for (int j = 0; j < one->n; j++)
			position |= one->part[j].kind <= TEMPLATE_FROM_RIGHT;
	}
	m->depth = before & TEMPLATE_SECOND_LAST ? 2 : before & TEMPLATE_LAST ? 1 : 0;
	m->positions = position ? t->N : 1;
	m->levels = position || t->N <= m->depth ? t->N : m->depth + 1;
	if (!count_states(t, m, e))
		return false;
	fill_states(t, m);
	return true;
}

/* ---- The map */

static void template_done(struct task *t)
{
	struct template_map *m = t->map;

	if (!m)
		return;
	free(m->first);
	free(m->level);
	free(m->choice);
	free(m->from);
	free(m->active);
	free(m);
	t->map = NULL;
}

static size_t template_nparam(const struct task *t)
{
	return ((const struct template_map *)t->map)->features * (size_t)t->k;
}

static int template_nstate(const struct task *t)
{
	const struct template_map *m = t->map;

	return m->first[m->levels];
}

/* A state's place in its level is y[-1] + k y[-2], of those that it remembers. The last level goes to itself. */
static int template_next(const struct task *t, int state, int token)
{
	const struct template_map *m = t->map;
	int level = m->level[state], to = level + 1 < m->levels ? level + 1 : level;

	if (m->depth == 0 || to == 0)
		return m->first[to];
	if (m->depth == 2 && to > 1)
		token += t->k * ((state - m->first[level]) % t->k);
	return m->first[to] + token;
}

/* The values that prompt and state show: *n of them. */
static const struct template_active *list_of(const struct template_map *m, const struct prompt *p, int state, size_t *n)
{
	size_t list = (size_t)p->track * (size_t)m->positions + (m->positions > 1 ? m->level[state] : 0);

	*n = m->from[list + 1] - m->from[list];
	return m->active + m->from[list];
}

static void template_score(const struct task *t, const double *w, const struct prompt *p, int state, double *score)
{
	const struct template_map *m = t->map;
	size_t n, k = (size_t)t->k;
	const struct template_active *a = list_of(m, p, state, &n);

	memset(score, 0, k * sizeof *score);
	for (size_t i = 0; i < n; i++)
		vector_add(score, 1.0, w + (a[i].feature + m->choice[state][a[i].before]) * k, k);
}

static void template_scatter(const struct task *t, const struct prompt *p, int state, const double *v, double *grad)
{
	const struct template_map *m = t->map;
	size_t n, k = (size_t)t->k;
	const struct template_active *a = list_of(m, p, state, &n);

	for (size_t i = 0; i < n; i++)
		vector_add(grad + (a[i].feature + m->choice[state][a[i].before]) * k, 1.0, v, k);
}

/* Features are 0 or 1: how many the two states share. */
static double template_dot(const struct task *t, const struct prompt *p, int s, int s2)
{
	const struct template_map *m = t->map;
	size_t n, n2, shared = 0;
	const struct template_active *a = list_of(m, p, s, &n), *b = list_of(m, p, s2, &n2);

	if (s == s2)
		return (double)n;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n2; j++)
			shared += a[i].feature + m->choice[s][a[i].before] == b[j].feature + m->choice[s2][b[j].before];
	return (double)shared;
}

static struct recall template_recall(const struct task *t, int state)
{
	const struct template_map *m = t->map;
	uint32_t last = m->choice[state][TEMPLATE_LAST], second = m->choice[state][TEMPLATE_SECOND_LAST];

	return (struct recall){
		.position = m->positions > 1 ? m->level[state] : -1,
		.last = last < (uint32_t)t->k ? (int)last : -1,
		.second = second < (uint32_t)t->k ? (int)second : -1,
	};
}

const struct features_type features_template = {
	.name = "template",
	.help = "what the templates of a prompt file see",
	.listed = true,
	.nparam = template_nparam,
	.nstate = template_nstate,
	.next = template_next,
	.score_pair = template_score,
	.scatter_pair = template_scatter,
	.dot = template_dot,
	.recall = template_recall,
	.done = template_done,
};
