/* Building frames: the one place where numbers for readers are computed. */
#include "run/frame.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "core/exact.h"
#include "core/support.h"
#include "run/metric.h"
#include "run/scales.h"

enum {
	LIKELIHOODS_MOST = 64, /* samples whose likelihood is worked out: more than any screen has rows */
	TARGET_COLUMNS = 39,
	POINTS_MOST = 8192,    /* of a curve: far more than any screen has columns                      */
};

/* A frame and the room behind its pointers. It is forgotten when the task or the settings change, so rooms of their
 * sizes stay large enough. */
struct frame_room {
	struct frame frame;
	struct frame_prompt *prompts;  /* (ntracked)            */
	char (*token)[16];             /* (k)                   */
	double *lp_base, *lp_now;      /* (N, k)                */
	struct frame_sample *sample;   /* (samples)             */
	int samples;
	struct series curve[TRAINERS];
	double *x[TRAINERS], *y[TRAINERS];
	size_t rows[TRAINERS];         /* for which x, y have room */
	struct metric_ref plotted;
	struct bound_terms terms;      /* N 0: not known yet    */
};

void frame_forget(struct session *s)
{
	struct frame_room *r = s->frame;

	if (!r)
		return;
	free(r->prompts);
	free(r->token);
	free(r->lp_base);
	free(r->lp_now);
	free(r->sample);
	for (int i = 0; i < TRAINERS; i++) {
		free(r->x[i]);
		free(r->y[i]);
	}
	free(r);
	s->frame = NULL;
}

/* ---- prompts */

static void name_target(const struct session *s, int i, struct frame_prompt *to)
{
	struct str target = { 0 };

	session_target(s, i, TARGET_COLUMNS, &target);
	utf8_cut(to->target, sizeof to->target, str_text(&target), TARGET_COLUMNS);
	str_done(&target);
}

static void build_prompts(struct session *s, int who, struct frame_room *r)
{
	const struct tally *tally = state_tally_of(run_state(&s->run[who]));
	int n = s->task->ntracked;

	if (!r->prompts)
		r->prompts = xcalloc((size_t)n, sizeof *r->prompts);
	for (int i = 0; i < n; i++) {
		struct frame_prompt *p = &r->prompts[i];
		if (!p->target[0])
			name_target(s, i, p);
		p->text = s->task->tracked[i].text;
		p->lp0 = s->base.lp[i];
		p->lp = s->run[who].lp[i];
		p->worst = s->base.worst[i];
		p->worst_at = s->base.worst_at[i];
		p->queries = tally[i].queries;
		p->responses = tally[i].responses;
		p->hits = tally[i].rewarded;
		p->off = tally[i].off;
		p->first_hit = tally[i].first_hit;
		p->out = session_prompt_out(s, i);
		p->seen = s->base.seen[i];
	}
	r->frame.prompts = r->prompts;
}

static const char *seen_words(const struct session *s, int prompt)
{
	if (!task_is_finite(s->task))
		return "prompts like it";
	if (s->base.seen[prompt])
		return "yes";
	return s->base.file[0] ? "not known (base read from a file)" : "never";
}

/* ---- the selected prompt */

/* (N, k): the next-token laws along y*. */
static const double *laws_along(struct chain *chain, double **room)
{
	size_t k = (size_t)chain->task->k, N = (size_t)chain->task->N;
	int state = 0;

	if (!*room)
		*room = xcalloc(N * k, sizeof **room);
	for (size_t i = 0; i < N; i++) {
		memcpy(*room + i * k, chain_row(chain, state), k * sizeof **room);
		state = chain->task->next[(size_t)state * k + chain->prompt->ystar[i]];
	}
	return *room;
}

/* Where the correct response leaves the support; `lp` has room for its tokens. */
static int leaves_at(const struct session *s, struct chain *base, double *lp)
{
	exact_path(base, base->prompt->ystar, s->task->N, lp);
	return support_left(lp, s->task->N, config_log_alpha(&s->config));
}

static void build_tokens(struct session *s, int who, bool spread, struct frame_room *r)
{
	const struct prompt *p = &s->task->tracked[s->view.prompt];
	double *lp = xcalloc((size_t)s->task->N, sizeof *lp);
	struct chain base, now;

	chain_init(&base, s->task);
	chain_init(&now, s->task);
	chain_load(&base, s->base.w, p);
	chain_load(&now, state_w_of(run_state(&s->run[who])), p);
	r->frame.lp_base = laws_along(&base, &r->lp_base);
	r->frame.lp_now = laws_along(&now, &r->lp_now);
	r->frame.leaves_at = leaves_at(s, &base, lp);
	free(lp);
	if (spread) {
		r->frame.entropy = exact_entropy(&now);
		r->frame.kl = exact_kl(&now, &base);
		r->frame.kl_reverse = exact_kl(&base, &now);
	}
	chain_done(&base);
	chain_done(&now);
}

/* log p(y|x) of response i when it was drawn; `lp` has room for its tokens. */
static double likelihood_then(const struct session *s, int who, const struct batch *b, int i, struct chain *chain,
			      double *lp)
{
	double sum = 0.0;

	chain_load(chain, trainer_weights_before(s->run[who].trainer), &b->prompt[i]);
	exact_path(chain, b->y + (size_t)i * (size_t)b->N, b->length[i], lp);
	for (int t = 0; t < b->length[i]; t++)
		sum += lp[t];
	return sum;
}

/* Responses of the last update whose prompt counts under the selected one, newest first. */
static void build_samples(struct session *s, int who, struct frame_room *r)
{
	const struct batch *b = trainer_look(s->run[who].trainer);
	double *lp = xcalloc((size_t)s->task->N, sizeof *lp);
	struct chain chain;
	int n = 0;

	chain_init(&chain, s->task);
	if (b && b->B > r->samples) {
		r->sample = xresize(r->sample, (size_t)b->B, sizeof *r->sample);
		r->samples = b->B;
	}
	for (int i = b ? b->B - 1 : -1; i >= 0; i--) {
		if (b->prompt[i].track != s->view.prompt)
			continue;
		r->sample[n] = (struct frame_sample){
			.y = b->y + (size_t)i * (size_t)b->N, .length = b->length[i], .right = b->right[i],
			.left = b->left[i], .asked = b->asked[i] > 0 ? b->asked[i] : 0,
			.lq0 = b->lq0[i],
			.lp = n < LIKELIHOODS_MOST ? likelihood_then(s, who, b, i, &chain, lp) : NAN,
		};
		n++;
	}
	chain_done(&chain);
	free(lp);
	r->frame.sample = r->sample;
	r->frame.nsample = n;
	r->frame.samples_kept = b != NULL;
}

/* ---- curves */

static void make_curve_room(struct frame_room *r, int who, size_t rows)
{
	if (rows <= r->rows[who])
		return;
	r->rows[who] = 2 * rows;
	r->x[who] = xresize(r->x[who], r->rows[who], sizeof *r->x[who]);
	r->y[who] = xresize(r->y[who], r->rows[who], sizeof *r->y[who]);
}

static void build_series(struct session *s, const struct metric_ref *m, int who, struct frame_room *r)
{
	const struct trace *t = &s->run[who].trace;
	enum trace_column axis = s->view.plot.by_update ? TRACE_UPDATE : TRACE_QUERIES;

	make_curve_room(r, who, t->rows);
	for (size_t row = 0; row < t->rows; row++)
		r->x[who][row] = trace_scalar(t, row, axis);
	metric_history(s, m, who, r->y[who]);
	r->curve[r->frame.ncurve++] = (struct series){
		.who = who, .n = trace_thin_series(r->x[who], r->y[who], (int)t->rows, POINTS_MOST),
		.x = r->x[who], .y = r->y[who],
	};
}

/* The likelihood of the selected prompt, also where another task has no such metric any more. */
static void parse_plotted(const struct session *s, struct metric_ref *to)
{
	const char *metric = s->view.plot.metric;
	char otherwise[32];

	if (*metric && metric_parse(s, metric, to, NULL) && metric_kept(to))
		return;
	snprintf(otherwise, sizeof otherwise, "likelihood[%d]", s->view.prompt);
	metric_parse(s, otherwise, to, NULL);
}

/* One series a trainer, or only the one that the metric names. */
static void build_curve(struct session *s, struct frame_room *r)
{
	const struct metric_ref *m = &r->plotted;

	parse_plotted(s, &r->plotted);
	for (int who = 0; who < TRAINERS; who++)
		if (run_exists(&s->run[who]) && (m->who < 0 || m->who == who))
			build_series(s, m, who, r);
	r->frame.curve = r->curve;
	r->frame.curve_name = m->text;
	r->frame.curve_log = !s->view.plot.linear;
	r->frame.curve_by_update = s->view.plot.by_update;
	r->frame.curve_probability = m->metric->probability;
	r->frame.curve_line = strcmp(m->metric->name, "likelihood") == 0 ? r->frame.log_alpha : NAN;
}

/* ---- the trainers */

static struct frame_count count_of(const struct tally *t)
{
	return (struct frame_count){ .queries = t->queries, .responses = t->responses, .hits = t->rewarded, .off = t->off };
}

/* The counters of the run stood still in updates with count.off seen. */
static bool counts_off(const struct run *r)
{
	for (int i = 0; i < r->nspan; i++)
		if (!r->span[i].config.count_off_every)
			return false;
	return true;
}

/* Responses of the last update outside the support, by the line of now where they can still be looked at. */
static void count_last_off(const struct run *r, struct frame_count *last)
{
	const struct batch *b = trainer_look(r->trainer);

	last->off_known = b || !isnan(trace_scalar(&r->trace, r->trace.rows - 1, TRACE_OFF));
	if (!b)
		return;
	last->off = 0;
	for (int i = 0; i < b->B; i++)
		last->off += b->left[i] >= 0;
}

static const char *behavior_name(const struct train_config *c)
{
	return c->behave != &behave_onpolicy ? c->behave->name : NULL;
}

/* The settings of the last update, those of the next one before the first. */
static const struct train_config *config_then(const struct run *r)
{
	int i = r->nspan - 1;

	while (i > 0 && r->span[i].from >= run_state(r)->update)
		i--;
	return &r->span[i].config;
}

static void build_trainer(const struct run *r, struct frame_trainer *to)
{
	const struct train_config *c = run_config(r);
	const struct state *st = run_state(r);

	*to = (struct frame_trainer){ .exists = true, .reward = c->reward->name, .update = st->update,
				      .behavior = behavior_name(c), .drawn_by = behavior_name(config_then(r)),
				      .run = count_of(&st->all), .last = count_of(&r->last.now) };
	to->run.off_known = counts_off(r);
	count_last_off(r, &to->last);
}

static enum frame_state state_of(const struct session *s, const struct frame_trainer *t)
{
	if (session_working(s))
		return FRAME_RUN;
	if (t->update == 0)
		return FRAME_READY;
	return s->config.budget > 0 && t->run.queries >= s->config.budget ? FRAME_END : FRAME_PAUSED;
}

static void build_status(struct session *s, struct frame *f)
{
	for (int who = 0; who < TRAINERS; who++)
		if (run_exists(&s->run[who])) {
			build_trainer(&s->run[who], &f->trainer[who]);
			f->trainer[who].iterate = session_iterate(s, who);
		}
	f->state = state_of(s, &f->trainer[f->who]);
	f->job = s->goal.kind == GOAL_PRETRAIN ? "pretrain" : s->goal.kind == GOAL_JOB ? s->goal.job->name : NULL;
}

/* The quantiles are those of the base model: looked up once, until the frame is forgotten. */
static void build_scales(const struct session *s, struct frame_room *r)
{
	double eps = s->config.eps, log_gamma = scales_log_gamma(s);
	struct bound_terms *b = &r->terms;
	int n;

	if (isnan(log_gamma) || !(eps > 0.0 && eps < 1.0))
		return;
	if (b->N == 0) {
		*b = (struct bound_terms){ .k = s->task->k, .N = s->task->N, .log_eps = log(eps) };
		scales_quantiles(s, eps, b, &n);
	}
	b->log_gamma = log_gamma;
	r->frame.scales = true;
	r->frame.eps = eps;
	r->frame.log_lq = b->log_lq;
	for (int who = 0; who < TRAINERS; who++) {
		const struct run *run = &s->run[who];
		const struct scale *row = run_exists(run) ? scale_of_trainer(run_config(run), SCALE_QUERIES) : NULL;
		r->frame.trainer[who].log_scale = row ? row->log_scale(b) : NAN;
	}
}

/* ---- all of it */

static void name_tokens(const struct session *s, struct frame_room *r)
{
	size_t k = (size_t)s->task->k;

	if (!r->token) {
		r->token = xcalloc(k, sizeof *r->token);
		for (size_t i = 0; i < k; i++)
			session_token(s, (int)i, r->token[i]);
	}
	r->frame.token = (const char (*)[16])r->token;
}

static void begin(const struct session *s, struct frame *f)
{
	const struct config *c = &s->config;

	f->log_alpha = config_log_alpha(c);
	f->log_token_line = config_log_token_line(c);
	f->preset = s->preset;
	f->seed = c->seed;
	f->budget = c->budget;
	f->alpha_is_budget = c->alpha_kind == ALPHA_BUDGET;
	f->speed = c->speed;
	f->discovered = s->discovered;
	f->discoveries = s->discoveries;
	f->seen = "";
	f->curve_name = "likelihood";
	f->curve_line = NAN;
}

static void begin_task(const struct session *s, struct frame_room *r)
{
	struct frame *f = &r->frame;

	f->k = s->task->k;
	f->N = s->task->N;
	f->ntracked = s->task->ntracked;
	f->prompt = s->view.prompt;
	f->ystar = s->task->tracked[f->prompt].ystar;
	f->seen = seen_words(s, f->prompt);
	name_tokens(s, r);
}

const struct frame *frame_build(struct session *s, int who, unsigned need)
{
	struct frame_room *r;

	if (!s->frame)
		s->frame = xcalloc(1, sizeof *s->frame);
	r = s->frame;
	r->frame = (struct frame){ .need = need, .who = who };
	begin(s, &r->frame);
	if (!session_ready(s))
		return &r->frame;
	begin_task(s, r);
	if (need & FRAME_PROMPTS)
		build_prompts(s, who, r);
	if (need & FRAME_TOKENS)
		build_tokens(s, who, need & FRAME_SPREAD, r);
	if (need & FRAME_SAMPLES)
		build_samples(s, who, r);
	if (need & FRAME_CURVE)
		build_curve(s, r);
	if (need & FRAME_STATUS)
		build_status(s, &r->frame);
	if (need & FRAME_SCALES)
		build_scales(s, r);
	return &r->frame;
}
