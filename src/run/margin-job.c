/* Which prompts a margin is of, and whether there is room for them. */
#include "run/margin-job.h"

#include <stdlib.h>

#include "base/least.h"
#include "base/num.h"
#include "base/xalloc.h"

static int count_of(const struct session *s, int sample)
{
	const struct task *t = s->task;

	if (task_is_finite(t))
		return sample > 0 ? least_of(sample, t->nlisted) : t->ntracked;
	return sample > 0 ? sample : least_of(s->base.ntest, MARGIN_SAMPLE);
}

/* Steps of y* that differ: k - 1 inequalities each. Drawn prompts follow the truth, which cannot differ at more steps than
 * there are states. */
static double count_steps(const struct task *t, int n)
{
	double steps = 0.0;

	if (!task_is_finite(t))
		return (double)n * least_of(t->N, t->nstate);
	for (int i = 0; i < t->nlisted; i++)
		steps += prompt_steps(&t->tracked[i]);
	return steps * n / t->nlisted;
}

static bool check_size(const struct session *s, int n, struct err *e)
{
	enum { STEP = 64 }; /* bytes beside its k numbers */
	const double most = 4.0; /* GiB */
	const struct task *t = s->task;
	double drawn = task_is_finite(t) ? 0.0 : (double)n * (8.0 * t->d + t->N);
	double gib = (drawn + count_steps(t, n) * (8.0 * t->k + STEP)) / 0x1p30;
	char prompts[NUM_TEXT];

	return gib <= most || err_set(e, "the margin of %s prompts needs about %.1f GiB of memory, at most %.1f: ask for "
				      "that of fewer (margin %d)", num_count(prompts, (uint64_t)n), gib, most,
				      most_of((int)(n * most / gib), 1));
}

static struct prompt *pick_prompts(const struct task *t, int n)
{
	struct prompt *p = xcalloc((size_t)n, sizeof *p);

	for (int i = 0; i < n; i++)
		p[i] = t->tracked[(int64_t)i * t->nlisted / n];
	return p;
}

bool margin_job_init(struct margin_job *j, const struct session *s, int sample, struct err *e)
{
	const struct task *t = s->task;
	bool finite = task_is_finite(t);

	*j = (struct margin_job){ .prompt = t->tracked, .n = count_of(s, sample) };
	if (!check_size(s, j->n, e))
		return false;
	if (!finite)
		j->own = base_model_prompts(t, j->n, &j->x, &j->ystar);
	else if (j->n < t->nlisted)
		j->own = pick_prompts(t, j->n);
	if (j->own)
		j->prompt = j->own;
	j->margin = margin_new(t, j->prompt, j->n, .01, MARGIN_COLUMNS);
	return true;
}

void margin_job_done(struct margin_job *j)
{
	margin_free(j->margin);
	free(j->own);
	free(j->x);
	free(j->ystar);
}

void margin_job_keep(const struct margin_job *j, struct session *s)
{
	struct margin_report r = margin_report(j->margin);

	if (r.verdict != MARGIN_OPEN && j->n >= count_of(s, 0) &&
	    (s->margin.verdict == MARGIN_OPEN || r.prompts >= s->margin.prompts))
		s->margin = r;
}

bool margin_job_work(void *self)
{
	enum { STEPS_MOST = 30000 }; /* about half a minute: a script is not to hang */
	struct margin_job *j = self;

	return j->steps++ < STEPS_MOST && margin_work(j->margin);
}

void margin_job_free(void *self)
{
	margin_job_done(self);
	free(self);
}
