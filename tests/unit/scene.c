/* The numbers of barrier are those of its own base model, to two digits, and of a run of outcome rewards. */
#include "scene.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

enum { POINTS = 158, SAMPLES = 4, MOST = 32 };

struct room {
	struct frame_prompt prompt[MOST];
	char token[MOST][16];
	uint8_t *ystar, *y[SAMPLES];
	double *lp_base, *lp_now, x[POINTS], value[POINTS];
	struct frame_sample sample[SAMPLES];
	struct frame_place *place;
	struct frame_token *path;
	struct series curve;
	double lp[2][MOST];        /* of the base model, of now */
	size_t order[2][MOST];
	int ladder[MOST];
	struct frame_stop stop[4];
};

static void letters(char (*to)[16], int k)
{
	for (int i = 0; i < k; i++)
		snprintf(to[i], sizeof to[i], "%c", i < 26 ? 'a' + i : 'A' + i - 26);
}

static void read_tokens(uint8_t *to, const char *text)
{
	for (size_t i = 0; text[i]; i++)
		to[i] = (uint8_t)(text[i] - 'a');
}

static void set_trainer(struct frame *f, uint64_t update, uint64_t batch)
{
	f->trainer[0] = (struct frame_trainer){
		.exists = true, .reward = "outcome", .update = update,
		.run = { .queries = update * batch, .responses = update * batch, .hits = update * batch * 83 / 100,
			 .off = 11, .off_known = true },
		.last = { .queries = batch, .responses = batch, .hits = batch * 54 / 64, .off = 0, .off_known = true },
	};
	f->state = FRAME_PAUSED;
	f->discovered = f->stalled = -1;
}

static struct room *begin(struct made_scene *to, int k, int N, int ntracked)
{
	struct room *r = xcalloc(1, sizeof *r);

	*to = (struct made_scene){ .room = r };
	letters(r->token, k);
	r->ystar = xcalloc((size_t)N + 1, 1);
	for (int i = 0; i < SAMPLES; i++)
		r->y[i] = xcalloc((size_t)N + 1, 1);
	r->lp_base = xcalloc((size_t)(N * k), sizeof(double));
	r->lp_now = xcalloc((size_t)(N * k), sizeof(double));
	r->place = xcalloc((size_t)N, sizeof *r->place);
	r->path = xcalloc((size_t)N, sizeof *r->path);
	r->curve = (struct series){ .n = POINTS, .x = r->x, .y = r->value };
	to->frame = (struct frame){
		.need = ~0u, .k = k, .N = N, .ntracked = ntracked, .log_alpha = log(1e-4), .log_token_line = log(.1 / k),
		.token = (const char (*)[16])r->token, .preset = "barrier", .seed = 8, .budget = 10000,
		.alpha_is_budget = true, .prompts = r->prompt, .ystar = r->ystar, .seen = "never", .lp_base = r->lp_base,
		.lp_now = r->lp_now, .entropy = 3.2, .kl = 1.5, .kl_reverse = 2.5, .samples_kept = true, .sample = r->sample, .nsample = SAMPLES,
		.place = r->place,
		.curve = &r->curve, .ncurve = 1, .curve_name = "likelihood[5]", .curve_log = true,
		.curve_line = log(1e-4),
	};
	return r;
}

/* ---- quantiles and the ladder, from the prompts */

/* Ascending, by insertion. */
static void sort(const double *lp, int n, size_t *order)
{
	for (int i = 0; i < n; i++) {
		int at = i;
		for (; at > 0 && lp[order[at - 1]] > lp[i]; at--)
			order[at] = order[at - 1];
		order[at] = (size_t)i;
	}
}

/* The (floor(eps n) + 1)-th of n, which are alike in weight. The worst tokens stay the base model's. */
static void set_quantiles(const struct frame *f, struct room *r, int side, struct frame_quantiles *to)
{
	static const double eps[] = { .1, .2, .5 };
	int n = f->ntracked;
	double worst[MOST];
	size_t order[MOST];

	for (int i = 0; i < n; i++) {
		r->lp[side][i] = side ? r->prompt[i].lp : r->prompt[i].lp0;
		worst[i] = r->prompt[i].worst;
	}
	sort(r->lp[side], n, r->order[side]);
	sort(worst, n, order);
	*to = (struct frame_quantiles){ .lp = r->lp[side], .order = r->order[side] };
	for (int i = 0; i < 3; i++) {
		int j = (int)(eps[i] * n), at = (int)r->order[side][j], token_at = (int)order[j];
		to->q[i] = (struct frame_quantile){ .eps = eps[i], .set = i == 0, .lq = r->lp[side][at], .tlq = worst[token_at],
						    .at = at, .token_at = token_at, .position = r->prompt[token_at].worst_at };
	}
}

static void set_orders(struct made_scene *to, struct room *r)
{
	struct frame *f = &to->frame;

	for (int i = 0; i < f->ntracked; i++) {
		r->prompt[i].lp_of[0] = r->prompt[i].lp;
		r->prompt[i].lp_of[1] = NAN;
	}
	set_quantiles(f, r, 0, &f->base_quantiles);
	set_quantiles(f, r, 1, &f->now_quantiles);
	f->eps = .1;
	f->neps = 3;
	f->ncrowd = f->ntracked;
	f->crowd_update = f->trainer[0].update;
	for (int i = 0; i < f->ntracked; i++)
		r->ladder[i] = (int)r->order[0][f->ntracked - 1 - i];
	f->ladder = r->ladder;
	f->log_uniform = -f->N * log(f->k);
}

void scene_add_stops(struct made_scene *s)
{
	struct room *r = s->room;

	r->stop[0] = (struct frame_stop){ .number = 1, .who = -1, .enabled = true, .stopped = true, .hits = 1,
					  .text = "queries>=10000", .value = { "queries 10,048" } };
	r->stop[1] = (struct frame_stop){ .number = 2, .who = -1, .enabled = true, .once = true, .text = "discovery",
					  .value = { "discovery 0" }, .does = "mark found" };
	r->stop[2] = (struct frame_stop){ .number = 4, .who = -1, .watch = true, .enabled = true, .text = "likelihood[5]",
					  .value = { "3.6e-10" }, .then = { "3.9e-10" } };
	r->stop[3] = (struct frame_stop){ .number = 5, .who = 0, .watch = true, .text = "worst[5].now",
					  .value = { ".0002" } };
	s->frame.stop = r->stop;
	s->frame.nstops = 4;
}

void scene_set_alpha(struct made_scene *s, double alpha)
{
	struct frame *f = &s->frame;
	double running = 0.0;

	f->log_alpha = log(alpha);
	f->leaves_at = -1;
	for (int t = 0; t < f->N && f->leaves_at < 0; t++) {
		running += f->lp_base[t * f->k + f->ystar[t]];
		f->leaves_at = running < f->log_alpha ? t : -1;
	}
}

/* Who came how far, and a reward at the end of a right response. */
static void count_places(struct room *r, int N)
{
	for (int i = 0; i < SAMPLES; i++)
		for (int t = 0; t <= r->sample[i].right && t < N; t++) {
			r->place[t].reached++;
			r->place[t].paid += r->sample[i].right == N;
			r->place[t].signal = r->place[t].paid > 0;
		}
}

/* Looks into a sample whose tokens the base model gives p, p, .. in turn; it was drawn at half of that, and rose and fell by
 * hundredths: +.01 -.02 +.03 -.04 .. */
static void set_path(struct made_scene *to, int sample, const double *p, int n)
{
	struct room *r = to->room;
	const struct frame_sample *y = &r->sample[sample];
	struct frame_path *path = &to->frame.path;
	int N = to->frame.N, rarest = 0;

	for (int i = 0; i < n; i++)
		rarest = p[i] < p[rarest] ? i : rarest;
	*path = (struct frame_path){ .sample = sample, .length = N, .right = y->right, .left = y->left, .rarest = rarest,
				     .correct = y->right < N ? r->ystar[y->right] : -1, .token = r->path };
	for (int t = 0; t < N; t++) {
		double change = (t % 2 ? -.01 : .01) * (t + 1);
		r->path[t] = (struct frame_token){ .y = y->y[t], .lq0 = log(p[t % n]), .lp = log(p[t % n] / 2),
						   .change = change, .reward = t == N - 1 ? y->right == N : NAN,
						   .advantage = y->right == N, .weight = 1.0 };
		path->change += change;
	}
	to->view.sample = sample;
}

/* Pointers of the scene, once the struct lies where it will stay. */
static void finish(struct made_scene *to)
{
	struct room *r = to->room;

	to->frame.rarest_at = r->prompt[to->frame.prompt].worst_at;
	to->scene = (struct scene){ .frame = &to->frame, .view = &to->view, .glyphs = glyphs_of(false),
				    .focus = PANEL_PROMPTS, .console = { .prompt = "outpost> ", .edit = "" } };
}

static void barrier_laws(struct room *r)
{
	/* by token, then position */
	static const double base[4][8] = {
		{ .25, .25, .09, .028, .25, .09, .028, .25 }, { .25, .25, .81, .01, .25, .81, .01, .25 },
		{ .25, .25, .05, .402, .25, .05, .402, .25 }, { .25, .25, .05, .56, .25, .05, .56, .25 } };
	static const double now[4][8] = {
		{ .25, .25, 1e-3, 1.5e-4, .25, 1e-3, 1.5e-4, .25 }, { .25, .25, .997, 2e-4, .25, .997, 2e-4, .25 },
		{ .25, .25, 1e-3, .92, .25, 1e-3, .92, .25 }, { .25, .25, 1e-3, .08, .25, 1e-3, .08, .25 } };

	for (int t = 0; t < 8; t++)
		for (int y = 0; y < 4; y++) {
			r->lp_base[t * 4 + y] = log(base[y][t]);
			r->lp_now[t * 4 + y] = log(now[y][t]);
		}
}

void scene_barrier(struct made_scene *to)
{
	static const struct { const char *target; double p0, p, worst; int worst_at; uint64_t hits, first; } row[6] = {
		{ "cacacaca", .798, .999, .856, 0, 1727, 25 }, { "badbadba", .330, .987, .544, 0, 1617, 5 },
		{ "bcbcbcbc", .226, .974, .472, 0, 1486, 22 }, { "dddddddd", .615, .991, .941, 1, 1557, 12 },
		{ "cddddddd", .888, .999, .921, 0, 1678, 11 }, { "adbadbad", 2.0e-6, 3.6e-10, .028, 3, 0, 0 } };
	static const struct { const char *y; int right, left; double p0; } sample[SAMPLES] = {
		{ "bccccccc", 0, -1, 3.7e-2 }, { "dbcccccc", 0, -1, 3.5e-2 }, { "adbdbdbc", 3, -1, 4.2e-3 },
		{ "adbaadba", 4, 5, 2.0e-6 } };
	struct room *r = begin(to, 4, 8, 6);

	for (int i = 0; i < 6; i++) {
		struct frame_prompt *p = &r->prompt[i];
		*p = (struct frame_prompt){ .lp0 = log(row[i].p0), .lp = log(row[i].p), .worst = log(row[i].worst),
			.worst_at = row[i].worst_at, .queries = 1675, .responses = 1675, .hits = row[i].hits,
			.first_hit = row[i].first, .out = i == 5, .seen = i < 5 };
		snprintf(p->target, sizeof p->target, "%s", row[i].target);
	}
	for (int i = 0; i < SAMPLES; i++) {
		read_tokens(r->y[i], sample[i].y);
		r->sample[i] = (struct frame_sample){ .y = r->y[i], .length = 8, .right = sample[i].right, .left = sample[i].left,
						      .lq0 = log(sample[i].p0), .lp = log(sample[i].p0 / 10) };
	}
	read_tokens(r->ystar, "adbadbad");
	barrier_laws(r);
	for (int i = 0; i < POINTS; i++) {
		r->x[i] = 64 * i;
		r->value[i] = 2e-6 * pow(10, -3.75 * i / POINTS);
	}
	count_places(r, 8);
	set_path(to, 3, (const double[]){ .25, .25, .81, .028, .09, .25, .81, .028 }, 8);
	set_trainer(&to->frame, 157, 64);
	to->frame.prompt = to->view.prompt = 5;
	to->view.position = 3;
	scene_set_alpha(to, 1e-4);
	set_orders(to, r);
	finish(to);
}

void scene_wide(struct made_scene *to)
{
	enum { K = 32, N = 128 };
	struct room *r = begin(to, K, N, 32);

	for (int i = 0; i < 32; i++) {
		r->prompt[i] = (struct frame_prompt){ .lp0 = -1.5 * i - .1, .lp = -1.1 * i - .05, .worst = -.2 * i,
			.worst_at = 4 * i, .queries = 100000, .responses = 100000, .hits = (uint64_t)(31 - i) * 1111,
			.first_hit = (uint64_t)i * 7, .out = i == 31, .seen = true };
		for (int t = 0; t < 38; t++)
			r->prompt[i].target[t] = r->token[(i + 3 * t) % K][0];
		r->prompt[i].target[38] = '~';
	}
	for (int t = 0; t < N; t++) {
		r->ystar[t] = (uint8_t)((7 + 3 * t) % K);
		for (int y = 0; y < K; y++) {
			r->lp_base[t * K + y] = log(2.0 * (1 + (y + t) % K) / (K * (K + 1)));
			r->lp_now[t * K + y] = log(2.0 * (1 + (y + 2 * t) % K) / (K * (K + 1)));
		}
	}
	for (int i = 0; i < SAMPLES; i++) {
		for (int t = 0; t < N; t++)
			r->y[i][t] = t < 40 * i ? r->ystar[t] : (uint8_t)((t + i) % K);
		r->sample[i] = (struct frame_sample){ .y = r->y[i], .length = N, .right = i < 3 ? 40 * i : N,
						      .left = i < 2 ? -1 : 60, .lq0 = -200.0 - i, .lp = -150.0 - i };
	}
	for (int i = 0; i < POINTS; i++) {
		r->x[i] = 1024 * i;
		r->value[i] = exp(-10.6 - .01 * i);
	}
	count_places(r, N);
	set_path(to, 3, (const double[]){ .9, .8, .6, .01, .9 }, 5);
	set_trainer(&to->frame, 157, 1024);
	to->frame.preset = "authors";
	to->frame.budget = 0;
	to->frame.alpha_is_budget = false;
	scene_set_alpha(to, 1e-12);
	to->frame.curve_line = to->frame.log_alpha;
	to->frame.trainer[0].run.off_known = false;
	to->frame.curve_name = "likelihood[7]";
	to->frame.prompt = to->view.prompt = 7;
	to->view.position = 99;
	set_orders(to, r);
	finish(to);
}

void scene_empty(struct made_scene *to)
{
	begin(to, 1, 1, 1);
	to->frame = (struct frame){ .preset = "", .curve_line = NAN, .discovered = -1, .stalled = -1, .seen = "" };
	finish(to);
}

void scene_done(struct made_scene *s)
{
	struct room *r = s->room;

	free(r->ystar);
	for (int i = 0; i < SAMPLES; i++)
		free(r->y[i]);
	free(r->lp_base);
	free(r->lp_now);
	free(r->place);
	free(r->path);
	free(r);
	*s = (struct made_scene){ 0 };
}

const char *scene_panel(const struct scene *s, const struct panel_type *p, int rows, int cols)
{
	static struct str text;
	struct canvas c;

	str_clear(&text);
	canvas_init(&c, rows, cols);
	p->draw(s, &c);
	canvas_print(&c, &text);
	canvas_done(&c);
	return str_text(&text);
}

const char *scene_title(const struct scene *s, const struct panel_type *p)
{
	static struct str left;
	struct str right = { 0 };

	str_clear(&left);
	if (p->number)
		str_addf(&left, "%d ", p->number);
	str_add(&left, p->name);
	if (p->title)
		p->title(s, &left, &right);
	str_addf(&left, " | %s", str_text(&right));
	str_done(&right);
	return str_text(&left);
}
