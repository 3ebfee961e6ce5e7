/* Scores live in the span of phi(x, s, y), which is orthogonal in y: with v_i(y) = 1[y = y*_i] - p(y | s_i),
 *     <s_i, s_j> = <phi_{s_i}, phi_{s_j}> sum_y v_i(y) v_j(y),
 * so sums of scores are kept as a k-vector a state, and the feature map is asked for nothing but its dot(). The samples
 * are the other way round: gradients of the engine, as entries of the weights. */
#include "core/snr.h"

#include <gsl/gsl_rstat.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "core/exact.h"
#include "core/features.h"
#include "core/gradient.h"
#include "core/rollout.h"
#include "core/vector.h"

/* ---- exact */

/* A sum of scores along y*, as k-vectors by state. */
struct sum {
	double *v;    /* (places, k)                    */
	double norm2; /* of the sum in weight space     */
};

/* The states of y* so far, each with a place in the sums. */
struct path {
	struct chain *c;
	int *state, places; /* (places)            */
	int *place;         /* (nstate), -1: none  */
	struct sum S, M;    /* sum_i s_i, sum_i L_i s_i */
};

static void path_init(struct path *p, struct chain *c)
{
	const struct task *t = c->task;
	size_t most = (size_t)(t->N < t->nstate ? t->N : t->nstate);

	*p = (struct path){ .c = c };
	p->state = xcalloc(most, sizeof *p->state);
	p->place = xcalloc((size_t)t->nstate, sizeof *p->place);
	p->S.v = xcalloc(most * t->k, sizeof *p->S.v);
	p->M.v = xcalloc(most * t->k, sizeof *p->M.v);
	for (int s = 0; s < t->nstate; s++)
		p->place[s] = -1;
}

static void path_done(struct path *p)
{
	free(p->state);
	free(p->place);
	free(p->S.v);
	free(p->M.v);
}

/* <sum, phi_state (x) v>. */
static double sum_dot(const struct path *p, const struct sum *sum, int state, const double *v)
{
	const struct task *t = p->c->task;
	double total = 0.0;

	for (int i = 0; i < p->places; i++) {
		double dot = t->features->dot(t, p->c->prompt, p->state[i], state);
		if (dot != 0.0)
			total += dot * vector_dot(sum->v + (size_t)i * t->k, v, t->k);
	}
	return total;
}

/* sum += scale * phi_state (x) v, own = |phi_state (x) v|^2. Returns <sum before, phi_state (x) v>. */
static double sum_add(struct path *p, struct sum *sum, int state, const double *v, double own, double scale)
{
	int k = p->c->task->k;
	double cross = sum_dot(p, sum, state, v);

	vector_add(sum->v + (size_t)p->place[state] * k, scale, v, (size_t)k);
	sum->norm2 += 2.0 * scale * cross + scale * scale * own;
	return cross;
}

/* v (k) = 1[y = y*] - p(y | state); the state gets a place. Returns |phi_state (x) v|^2. */
static double path_score(struct path *p, int state, int right, double *v)
{
	const struct task *t = p->c->task;
	const double *lp = chain_row(p->c, state);

	if (p->place[state] < 0) {
		p->place[state] = p->places;
		p->state[p->places++] = state;
	}
	for (int y = 0; y < t->k; y++)
		v[y] = -exp(lp[y]);
	v[right] = -expm1(lp[right]);
	return t->features->dot(t, p->c->prompt, state, state) * vector_dot(v, v, t->k);
}

/* log of a square that rounding may have pushed below 0. */
static double log_square(double v)
{
	return v > 0.0 ? log(v) : -INFINITY;
}

void snr_exact(struct chain *c, struct snr_exact *to)
{
	const struct task *t = c->task;
	double v[TASK_TOKENS_MOST], lp = 0.0, paid = 0.0, forward = 0.0, F = exact_score_norm2(c), L, lS2, lM2;
	struct path p;
	int state = 0;

	path_init(&p, c);
	for (int i = 0; i < t->N; i++) {
		int right = c->prompt->ystar[i];
		double own = path_score(&p, state, right, v), cross, reached;
		lp += chain_row(c, state)[right];
		reached = exp(lp);
		cross = sum_add(&p, &p.S, state, v, own, 1.0);
		sum_add(&p, &p.M, state, v, own, reached);
		paid += reached * (2.0 * cross + own); /* E |sum_{i <= len} s_i|^2 */
		forward += reached * cross;
		state = t->next[state * t->k + right];
	}
	L = exp(lp);
	lS2 = log_square(p.S.norm2);
	lM2 = log_square(p.M.norm2);
	*to = (struct snr_exact){ .lp = lp };
	to->lmean[SNR_OUTCOME] = lp + lS2 / 2.0;
	to->lmean[SNR_PROCESS] = lM2 / 2.0;
	to->lmean[SNR_OUTCOME_PM1] = M_LN2 + to->lmean[SNR_OUTCOME];
	to->lmean[SNR_PROCESS_PM1] = M_LN2 + to->lmean[SNR_PROCESS];
	to->ltrace[SNR_OUTCOME] = lp + log_square(-expm1(lp)) + lS2;
	to->ltrace[SNR_PROCESS] = log_square(paid - p.M.norm2);
	to->ltrace[SNR_OUTCOME_PM1] = log_square(F - 4.0 * L * L * p.S.norm2);
	to->ltrace[SNR_PROCESS_PM1] = log_square(F + 4.0 * forward - 4.0 * p.M.norm2);
	path_done(&p);
}

/* ---- sampled */

/* One form's responses so far. */
struct tracking {
	double *sum;                   /* (nparam) of the gradients                             */
	double square;                 /* sum of |g|^2                                          */
	gsl_rstat_workspace *along;    /* <g, u>, u the direction of E g                        */
	gsl_rstat_workspace *distance; /* |g - E g|^2                                           */
};

struct snr {
	const struct task *task;
	uint64_t seed;
	uint32_t look, n, right;
	struct rows rows;
	struct desk desk;
	struct batch batch;            /* one response                                          */
	struct walk walk;              /* that draws it                                         */
	double *whole, *prefix;        /* (nparam) sum_i grad log p(y_i | ..), of all i, of the right prefix */
	double *g;                     /* (nparam)                                              */
	double *unit[2];               /* (nparam) direction of E g: outcome, process           */
	struct snr_exact exact;
	struct tracking form[SNR_FORMS];
};

static bool is_process(enum snr_form form)
{
	return form == SNR_PROCESS || form == SNR_PROCESS_PM1;
}

/* grad (nparam) = sum_i A_i grad log p(y_i | ..) of the response, A = hit on its right prefix and miss behind it. */
static void score(struct snr *s, double hit, double miss, double *grad)
{
	s->batch.hit[0] = hit;
	s->batch.miss[0] = miss;
	memset(grad, 0, s->task->nparam * sizeof *grad);
	gradient_chunk(&s->batch, &s->rows, &s->desk, 0, 1, grad);
}

static double dot(const struct snr *s, const double *a, const double *b)
{
	return vector_dot(a, b, (int)s->task->nparam);
}

static void normalise(const struct snr *s, double *u)
{
	double norm = sqrt(dot(s, u, u));

	for (size_t i = 0; norm > 0.0 && i < s->task->nparam; i++)
		u[i] /= norm;
}

/* Directions and lengths of E g: along grad log p(y*|x), and as exact_process_gradient() has it. */
static void know_means(struct snr *s, const double *w, const struct prompt *p)
{
	struct chain c;

	memcpy(s->batch.y, p->ystar, (size_t)s->task->N);
	s->batch.right[0] = s->task->N;
	score(s, 1.0, 0.0, s->unit[0]);
	chain_init(&c, s->task);
	chain_load(&c, w, p);
	exact_process_gradient(&c, 1.0, s->unit[1]);
	snr_exact(&c, &s->exact);
	chain_done(&c);
	for (int i = 0; i < 2; i++)
		normalise(s, s->unit[i]);
}

struct snr *snr_new(const struct task *t, const double *w, const struct prompt *p, uint64_t seed, uint32_t look)
{
	struct snr *s = xcalloc(1, sizeof *s);
	struct subject subject;

	*s = (struct snr){ .task = t, .seed = seed, .look = look };
	rows_init(&s->rows, t);
	rows_load(&s->rows, w);
	desk_init(&s->desk, t);
	batch_init(&s->batch, t, 1);
	s->batch.prompt[0] = *p;
	s->batch.drawn[0] = t->N;
	rows_prompts(&s->rows, p, 1, s->batch.a, s->batch.e1, s->batch.most);
	subject = batch_subject(&s->batch, 0);
	walk_begin(&s->walk, &s->rows, &subject, 0.0, &s->desk.draw, s->desk.coins);
	s->whole = xcalloc(t->nparam, sizeof *s->whole);
	s->prefix = xcalloc(t->nparam, sizeof *s->prefix);
	s->g = xcalloc(t->nparam, sizeof *s->g);
	for (int i = 0; i < 2; i++)
		s->unit[i] = xcalloc(t->nparam, sizeof *s->unit[i]);
	for (int f = 0; f < SNR_FORMS; f++) {
		s->form[f].sum = xcalloc(t->nparam, sizeof *s->form[f].sum);
		s->form[f].along = gsl_rstat_alloc();
		s->form[f].distance = gsl_rstat_alloc();
	}
	know_means(s, w, p);
	return s;
}

void snr_free(struct snr *s)
{
	if (!s)
		return;
	rows_done(&s->rows);
	desk_done(&s->desk);
	batch_done(&s->batch);
	free(s->whole);
	free(s->prefix);
	free(s->g);
	for (int i = 0; i < 2; i++)
		free(s->unit[i]);
	for (int f = 0; f < SNR_FORMS; f++) {
		free(s->form[f].sum);
		gsl_rstat_free(s->form[f].along);
		gsl_rstat_free(s->form[f].distance);
	}
	free(s);
}

/* The next response, its rows kept from one to the next. */
static void draw_response(struct snr *s)
{
	struct address at = { .update = s->look, .sample = s->n };
	const uint8_t *ystar = s->batch.prompt[0].ystar, *y = s->batch.y;
	int N = s->task->N, right = 0;

	coin_fill(s->seed, COIN_LOOK, at, 0, N, s->desk.coins);
	s->walk.state = 0;
	walk_on(&s->walk, 0, N, s->batch.y);
	while (right < N && y[right] == ystar[right])
		right++;
	s->batch.right[0] = right;
}

/* g (nparam) += one response's gradient, of the form a whole + b prefix. */
static void track(struct snr *s, enum snr_form form, double a, double b)
{
	struct tracking *to = &s->form[form];
	size_t n = s->task->nparam;
	double along, square, mean = exp(s->exact.lmean[form]);

	memset(s->g, 0, n * sizeof *s->g);
	vector_add(s->g, a, s->whole, n);
	vector_add(s->g, b, s->prefix, n);
	along = dot(s, s->g, s->unit[is_process(form)]);
	square = dot(s, s->g, s->g);
	vector_add(to->sum, 1.0, s->g, n);
	to->square += square;
	gsl_rstat_add(along, to->along);
	gsl_rstat_add(square - 2.0 * mean * along + mean * mean, to->distance);
}

void snr_draw(struct snr *s)
{
	double paid;

	draw_response(s);
	score(s, 1.0, 1.0, s->whole);
	score(s, 1.0, 0.0, s->prefix);
	paid = s->batch.right[0] == s->task->N;
	s->n++;
	s->right += paid > 0.0;
	track(s, SNR_OUTCOME, paid, 0.0);
	track(s, SNR_PROCESS, 0.0, 1.0);
	track(s, SNR_OUTCOME_PM1, 2.0 * paid - 1.0, 0.0);
	track(s, SNR_PROCESS_PM1, -1.0, 2.0);
}

const struct snr_exact *snr_known(const struct snr *s)
{
	return &s->exact;
}

uint32_t snr_count(const struct snr *s)
{
	return s->n;
}

uint32_t snr_right(const struct snr *s)
{
	return s->right;
}

void snr_measure(const struct snr *s, enum snr_form form, struct snr_sampled *to)
{
	const struct tracking *of = &s->form[form];
	double sum2 = dot(s, of->sum, of->sum);

	to->mean = sqrt(sum2) / s->n;
	to->along = gsl_rstat_mean(of->along);
	to->along_se = gsl_rstat_sd_mean(of->along);
	to->trace = (of->square - sum2 / s->n) / (s->n - 1.0);
	to->trace_se = gsl_rstat_sd_mean(of->distance);
}
