/* Cross-entropy is the policy gradient of a response that is y* itself with advantage 1, so the same gradient serves. */
#include "core/pretrain.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/batch.h"
#include "core/features.h"
#include "core/gradient.h"

static const double gradient_bytes_most = 0x1p32;

struct pretrain {
	const struct task *task;
	struct pretrain_config config;
	bool *skip, *seen;
	int step;
	double radius2; /* R^2 of the features, for adaptive steps */
	double *w, *opt, *grad, *partial;
	struct rows rows;
	struct batch batch;
	struct crew crew;
};

/* How many listed prompts are not left out. */
static int whole_set(const struct task *t, const bool *skip)
{
	int n = 0;

	for (int i = 0; i < t->nlisted; i++)
		n += !skip || !skip[i];
	return n;
}

/* What pair b counts for in the mean. It is not in the norm that an adaptive step asks for, so it stands where importance
 * weights do then. */
static void weigh_pair(struct pretrain *p, int b, double weight)
{
	size_t N = (size_t)p->task->N;
	struct batch *batch = &p->batch;

	if (!p->config.optim->adaptive) {
		batch->hit[b] = weight;
		return;
	}
	batch->drawn[b] = p->task->N;
	memcpy(batch->y + b * N, batch->prompt[b].ystar, N);
	for (size_t i = 0; i < N; i++)
		batch->weight[b * N + i] = weight;
}

/* Each prompt once; where they do not weigh the same, as much as it weighs. */
static void fill_whole_set(struct pretrain *p)
{
	double sum = 0.0;
	int b = 0;

	for (int i = 0; i < p->task->nlisted; i++)
		if (!p->skip || !p->skip[i]) {
			p->batch.prompt[b++] = p->task->tracked[i];
			sum += p->task->tracked[i].weight;
		}
	batch_weigh(&p->batch, p->task->share && p->config.optim->adaptive);
	for (int i = 0; p->task->share && i < b; i++)
		weigh_pair(p, i, b * p->batch.prompt[i].weight / sum);
}

/* Chunks keep gradients of their own. */
static bool config_check(const struct task *t, const struct pretrain_config *c, struct err *e)
{
	double bytes;

	if (t->nlisted == 0 && c->batch == 0)
		return err_set(e, "batch=0 means the whole set, but %s draws fresh prompts: give batch=N",
			       t->type->name);
	if (t->nlisted == 0 && c->skip)
		return err_set(e, "skip leaves out listed prompts, but %s draws fresh ones", t->type->name);
	if (t->nlisted > 0 && whole_set(t, c->skip) == 0)
		return err_set(e, "skip leaves no prompt to pre-train on");
	bytes = (double)crew_chunks(c->batch > 0 ? c->batch : whole_set(t, c->skip)) * (double)t->nparam * sizeof(double);
	if (bytes > gradient_bytes_most)
		return err_set(e, "a step on so many prompts at once takes %.0f GiB for gradients: give batch=256",
			       bytes / 0x1p30);
	return true;
}

struct pretrain *pretrain_new(const struct task *t, const double *w, const struct pretrain_config *c, int threads,
			      struct err *e)
{
	struct pretrain *p;
	int B;

	if (!config_check(t, c, e))
		return NULL;
	p = xcalloc(1, sizeof *p);
	B = c->batch > 0 ? c->batch : whole_set(t, c->skip);
	p->task = t;
	p->config = *c;
	p->radius2 = c->optim->adaptive ? features_radius2(t) : 0.0;
	p->skip = c->skip ? xmemdup(c->skip, (size_t)t->nlisted * sizeof *p->skip) : NULL;
	p->config.skip = p->skip;
	p->seen = xcalloc((size_t)t->ntracked, sizeof *p->seen);
	p->w = xmemdup(w, t->nparam * sizeof *w);
	p->opt = xcalloc(t->nparam, sizeof *p->opt);
	p->grad = xcalloc(t->nparam, sizeof *p->grad);
	p->partial = xcalloc((size_t)crew_chunks(B) * t->nparam, sizeof *p->partial);
	rows_init(&p->rows, t);
	batch_init(&p->batch, t, B);
	crew_init(&p->crew, t, threads);
	for (int b = 0; b < B; b++) {
		p->batch.right[b] = t->N;
		p->batch.hit[b] = 1.0;
	}
	if (c->batch == 0)
		fill_whole_set(p);
	return p;
}

void pretrain_free(struct pretrain *p)
{
	if (!p)
		return;
	rows_done(&p->rows);
	batch_done(&p->batch);
	crew_done(&p->crew);
	free(p->skip);
	free(p->seen);
	free(p->w);
	free(p->opt);
	free(p->grad);
	free(p->partial);
	free(p);
}

/* Prompt b of this step: drawn anew until it is one that is not left out. */
static void draw_prompt(struct pretrain *p, int b)
{
	struct address at = { (uint32_t)p->step, (uint32_t)b, 0 };
	struct prompt *to = &p->batch.prompt[b];

	do {
		to->x = p->batch.x + (size_t)b * p->task->d;
		to->ystar = p->batch.ystar + (size_t)b * p->task->N;
		p->task->type->draw(p->task, p->task->seed, COIN_PRETRAIN, at, to);
		at.attempt++;
	} while (p->skip && p->skip[to->track]);
}

static void chunk(void *self, struct desk *desk, int from, int n)
{
	struct pretrain *p = self;
	struct batch *batch = &p->batch;
	size_t k = (size_t)p->task->k, nparam = p->task->nparam;
	double *partial = p->partial + (size_t)(from / CHUNK) * nparam;

	for (int b = from; b < from + n && p->config.batch > 0; b++)
		draw_prompt(p, b);
	rows_prompts(&p->rows, batch->prompt + from, n, batch->a + from * k, batch->e1 + from * k, batch->most + from);
	memset(partial, 0, nparam * sizeof *partial);
	if (p->config.optim->adaptive)
		gradient_chunk_adaptive(batch, &p->rows, desk, from, n, p->radius2, partial);
	else
		gradient_chunk(batch, &p->rows, desk, from, n, partial);
}

bool pretrain_step(struct pretrain *p, const struct patience *patience)
{
	size_t nparam = p->task->nparam;
	int B = p->batch.B;
	double scale = -1.0 / optim_divisor(p->config.optim, B, p->task->N);

	rows_load(&p->rows, p->w);
	if (!crew_work(&p->crew, B, p->task->N, patience, chunk, p))
		return false;
	gradient_sum(p->partial, crew_chunks(B), nparam, scale, p->grad);
	p->config.optim->step(p->w, p->grad, p->opt, nparam, p->config.lr);
	for (int b = 0; b < B; b++)
		if (p->batch.prompt[b].track >= 0)
			p->seen[p->batch.prompt[b].track] = true;
	p->step++;
	return true;
}

uint64_t pretrain_pairs(const struct pretrain *p)
{
	return (uint64_t)p->step * (uint64_t)p->batch.B;
}

int pretrain_steps_done(const struct pretrain *p)
{
	return p->step;
}

const double *pretrain_weights(const struct pretrain *p)
{
	return p->w;
}

const bool *pretrain_seen(const struct pretrain *p)
{
	return p->seen;
}
