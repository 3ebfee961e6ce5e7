/* Building frames: the one place where numbers for readers are computed. */
#include "run/frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "run/metric.h"

/* A frame and the room behind its pointers. */
struct frame_room {
	struct frame frame;
	struct frame_prompt *prompts;
	double *lp_base, *lp_now;
	struct frame_sample *sample;
	struct series curve[TRAINERS];
	double *x[TRAINERS], *y[TRAINERS];
};

static void empty(struct frame_room *r)
{
	free(r->prompts);
	free(r->lp_base);
	free(r->lp_now);
	free(r->sample);
	for (int i = 0; i < TRAINERS; i++) {
		free(r->x[i]);
		free(r->y[i]);
	}
	*r = (struct frame_room){ 0 };
}

void frame_forget(struct session *s)
{
	if (s->frame)
		empty(s->frame);
	free(s->frame);
	s->frame = NULL;
}

static void build_prompts(struct session *s, int who, struct frame_room *r)
{
	const struct tally *tally = state_tally_of(run_state(&s->run[who]));
	int n = s->task->ntracked;
	struct str target = { 0 };

	r->prompts = xcalloc((size_t)n, sizeof *r->prompts);
	for (int i = 0; i < n; i++) {
		struct frame_prompt *p = &r->prompts[i];
		*p = (struct frame_prompt){
			.lp0 = s->base.lp[i], .lp = s->run[who].lp[i],
			.worst = s->base.worst[i], .worst_at = s->base.worst_at[i],
			.queries = tally[i].queries, .responses = tally[i].responses, .hits = tally[i].rewarded,
			.off = tally[i].off, .first_hit = tally[i].first_hit,
			.out = session_prompt_out(s, i), .seen = s->base.seen[i],
		};
		str_clear(&target);
		session_target(s, i, sizeof p->target - 1, &target);
		memcpy(p->target, str_text(&target), target.len + 1);
	}
	str_done(&target);
	r->frame.prompts = r->prompts;
}

/* (N, k): the next-token laws along y*. */
static double *laws_along(struct chain *chain)
{
	size_t k = (size_t)chain->task->k, N = (size_t)chain->task->N;
	double *lp = xcalloc(N * k, sizeof *lp);

	for (size_t i = 0; i < N; i++)
		memcpy(lp + i * k, exact_next(chain, (int)i), k * sizeof *lp);
	return lp;
}

static void build_tokens(struct session *s, int who, struct frame_room *r)
{
	const struct prompt *p = &s->task->tracked[s->view.prompt];
	struct chain base, now;

	chain_init(&base, s->task);
	chain_init(&now, s->task);
	chain_load(&base, s->base.w, p);
	chain_load(&now, state_w_of(run_state(&s->run[who])), p);
	r->frame.lp_base = r->lp_base = laws_along(&base);
	r->frame.lp_now = r->lp_now = laws_along(&now);
	r->frame.entropy = exact_entropy(&now);
	r->frame.kl = exact_kl(&now, &base);
	r->frame.kl_reverse = exact_kl(&base, &now);
	chain_done(&base);
	chain_done(&now);
}

/* Responses of the last update whose prompt counts under the selected one, newest first. */
static void build_samples(struct session *s, int who, struct frame_room *r)
{
	const struct batch *b = trainer_look(s->run[who].trainer);
	size_t N = (size_t)s->task->N;
	double *lp = xcalloc(N, sizeof *lp);
	struct chain chain;
	int n = 0;

	chain_init(&chain, s->task);
	r->sample = xcalloc(b ? (size_t)b->B : 1, sizeof *r->sample);
	for (int i = b ? b->B - 1 : -1; i >= 0; i--) {
		struct frame_sample *to = &r->sample[n];
		if (b->prompt[i].track != s->view.prompt)
			continue;
		chain_load(&chain, trainer_weights_before(s->run[who].trainer), &b->prompt[i]);
		exact_path(&chain, b->y + (size_t)i * N, (int)N, lp);
		*to = (struct frame_sample){ .y = b->y + (size_t)i * N, .right = b->right[i], .left = b->left[i],
					     .lq0 = b->lq0[i] };
		for (size_t t = 0; t < N; t++)
			to->lp += lp[t];
		n++;
	}
	chain_done(&chain);
	free(lp);
	r->frame.sample = r->sample;
	r->frame.nsample = n;
}

static void build_series(struct session *s, const struct metric_ref *m, int who, struct frame_room *r)
{
	const struct trace *t = &s->run[who].trace;
	struct series *to = &r->curve[r->frame.ncurve++];
	double *x = r->x[who] = xcalloc(t->rows, sizeof *x), *y = r->y[who] = xcalloc(t->rows, sizeof *y);

	for (size_t row = 0; row < t->rows; row++) {
		x[row] = trace_scalar(t, row, s->view.plot.by_update ? TRACE_UPDATE : TRACE_QUERIES);
		y[row] = metric_past(s, m, who, row);
	}
	*to = (struct series){ .who = who, .n = (int)t->rows, .x = x, .y = y };
}

/* One series a trainer, or only the one that the metric names. */
static void build_curve(struct session *s, struct frame_room *r)
{
	struct metric_ref m;

	if (!metric_parse(s, s->view.plot.metric, &m, NULL))
		return;
	for (int who = 0; who < TRAINERS; who++)
		if (run_exists(&s->run[who]) && (m.who < 0 || m.who == who))
			build_series(s, &m, who, r);
	r->frame.curve = r->curve;
	r->frame.curve_name = s->view.plot.metric;
	r->frame.curve_log = !s->view.plot.linear;
	r->frame.curve_by_update = s->view.plot.by_update;
	r->frame.curve_probability = m.metric->probability;
	r->frame.curve_line = strcmp(m.metric->name, "likelihood") == 0 ? r->frame.log_alpha : NAN;
}

const struct frame *frame_build(struct session *s, int who, unsigned need)
{
	struct frame_room *r;

	if (!s->frame)
		s->frame = xcalloc(1, sizeof *s->frame);
	r = s->frame;
	empty(r);
	r->frame = (struct frame){ .need = need, .k = s->task->k, .N = s->task->N, .ntracked = s->task->ntracked,
				   .who = who, .log_alpha = config_log_alpha(&s->config),
				   .prompt = s->view.prompt,
				   .ystar = s->task->tracked[s->view.prompt].ystar, .curve_line = NAN };
	if (need & FRAME_PROMPTS)
		build_prompts(s, who, r);
	if (need & FRAME_TOKENS)
		build_tokens(s, who, r);
	if (need & FRAME_SAMPLES)
		build_samples(s, who, r);
	if (need & FRAME_CURVE)
		build_curve(s, r);
	return &r->frame;
}
