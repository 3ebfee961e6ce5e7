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
#include "run/frame-lesson.h"
#include "run/frame-quantile.h"
#include "run/frame-samples.h"
#include "run/frame-status.h"
#include "run/frame-stops.h"
#include "run/metric.h"

enum {
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
	struct sample_room samples;
	struct series curve[TRAINERS];
	double *x[TRAINERS], *y[TRAINERS];
	size_t rows[TRAINERS];         /* for which x, y have room */
	struct metric_ref plotted;
	struct bound_terms terms;      /* N 0: not known yet    */
	struct quantile_room *quantiles;
	struct lesson_room lesson;
	struct frame_stop *stop;
	int *ladder;                   /* (ntracked) NULL: not sorted yet */
};

static void forget(struct frame_room *r)
{
	if (!r)
		return;
	free(r->prompts);
	free(r->token);
	free(r->lp_base);
	free(r->lp_now);
	free(r->stop);
	free(r->ladder);
	frame_quantiles_done(r->quantiles);
	frame_lesson_done(&r->lesson);
	frame_samples_done(&r->samples);
	for (int i = 0; i < TRAINERS; i++) {
		free(r->x[i]);
		free(r->y[i]);
	}
	free(r);
}

void frame_forget(struct session *s)
{
	for (int who = 0; who < TRAINERS; who++) {
		forget(s->frame[who]);
		s->frame[who] = NULL;
	}
}

const struct frame *frame_latest(const struct session *s, int who)
{
	return s->frame[who] ? &s->frame[who]->frame : NULL;
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
		for (int j = 0; j < TRAINERS; j++)
			p->lp_of[j] = run_exists(&s->run[j]) ? s->run[j].lp[i] : NAN;
		p->worst = s->base.worst[i];
		p->worst_at = s->base.worst_at[i];
		p->queries = tally[i].queries;
		p->responses = tally[i].responses;
		p->hits = tally[i].rewarded;
		p->off = tally[i].off;
		p->first_hit = tally[i].first_hit;
		p->reach = tally[i].reach;
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

static void build_tokens(struct session *s, int who, bool spread, struct frame_room *r)
{
	const struct prompt *p = &s->task->tracked[s->view.prompt];
	int N = s->task->N;
	double *lp = xcalloc((size_t)N, sizeof *lp);
	struct chain base, now;

	chain_init(&base, s->task);
	chain_init(&now, s->task);
	chain_load(&base, s->base.w, p);
	chain_load(&now, state_w_of(run_state(&s->run[who])), p);
	r->frame.lp_base = laws_along(&base, &r->lp_base);
	r->frame.lp_now = laws_along(&now, &r->lp_now);
	exact_tokens(&base, lp);
	r->frame.leaves_at = support_left(lp, N, config_log_alpha(&s->config));
	r->frame.rarest_at = exact_rarest(lp, N);
	free(lp);
	if (spread) {
		r->frame.entropy = exact_entropy(&now);
		r->frame.kl = exact_kl(&now, &base);
		r->frame.kl_reverse = exact_kl(&base, &now);
	}
	chain_done(&base);
	chain_done(&now);
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
	r->frame.curve_line = strcmp(m->metric->name, "likelihood") == 0 ? r->frame.log_alpha : NAN;
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
	f->layout = c->layout;
	f->present = c->present;
	f->split = session_split(s);
	f->sync = setting_named("sync")->choice[c->sync];
	f->eps = c->eps;
	f->discovered = s->discovered;
	f->discoveries = s->discoveries;
	f->stalled = -1;
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
	f->log_uniform = -(double)f->N * log(f->k);
	f->prompt = s->view.prompt;
	f->ystar = s->task->tracked[f->prompt].ystar;
	f->seen = seen_words(s, f->prompt);
	name_tokens(s, r);
}

const struct frame *frame_build(struct session *s, int who, unsigned need)
{
	struct frame_room *r;

	if (!s->frame[who])
		s->frame[who] = xcalloc(1, sizeof *s->frame[who]);
	r = s->frame[who];
	r->frame = (struct frame){ .need = need, .who = who };
	begin(s, &r->frame);
	frame_lesson(s, need & FRAME_LESSON, &r->lesson, &r->frame);
	if (!session_ready(s))
		return &r->frame;
	begin_task(s, r);
	if (need & FRAME_PROMPTS)
		build_prompts(s, who, r);
	if (need & FRAME_TOKENS)
		build_tokens(s, who, need & FRAME_SPREAD, r);
	if (need & (FRAME_SAMPLES | FRAME_PATH))
		frame_samples(s, who, need & FRAME_PATH, &r->samples, &r->frame);
	if (need & FRAME_CURVE)
		build_curve(s, r);
	if (need & FRAME_STATUS)
		frame_status(s, &r->frame);
	if (need & FRAME_SCALES)
		frame_scales(s, &r->terms, &r->frame);
	if (need & FRAME_QUANTILES)
		frame_quantiles(s, &r->quantiles, &r->frame);
	if (need & FRAME_STOPS)
		frame_stops(s, &r->stop, &r->frame);
	if (need & FRAME_LADDER)
		frame_ladder(s, &r->ladder, &r->frame);
	return &r->frame;
}
