/* Responses of the last update as frames show them: a list of those on one prompt, and one of them token by token. */
#include "run/frame-samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/least.h"
#include "base/xalloc.h"
#include "core/exact.h"

enum { LIKELIHOODS_MOST = 64 }; /* samples whose likelihood is worked out: more than any screen has rows */

/* Enough of them around the selected one have a likelihood to fill a screen. */
static bool is_near(const struct session *s, int n)
{
	return abs(n - s->view.sample) < LIKELIHOODS_MOST;
}

static bool is_paid(const struct train_config *c, const struct batch *b, int i, int t)
{
	return b->right[i] >= (c->reward->per_token ? t + 1 : b->N);
}

static void count_places(const struct train_config *c, const struct batch *b, int i, struct frame_place *place)
{
	for (int t = 0; t < b->length[i] && t <= b->right[i]; t++) {
		place[t].reached++;
		place[t].paid += is_paid(c, b, i, t);
		place[t].signal = place[t].signal || batch_advantage(b, i, t) != 0.0;
	}
}

static void make_room(const struct batch *b, struct sample_room *r)
{
	if (b->B > r->n) {
		r->sample = xresize(r->sample, (size_t)b->B, sizeof *r->sample);
		r->n = b->B;
	}
	if (!r->place)
		r->place = xcalloc((size_t)b->N, sizeof *r->place);
	memset(r->place, 0, (size_t)b->N * sizeof *r->place);
}

/* The `n`th of responses, newest first, that count under the selected prompt; -1: there are fewer. */
static int sample_index(const struct session *s, const struct batch *b, int n)
{
	for (int i = b->B - 1; i >= 0; i--)
		if (b->prompt[i].track == s->view.prompt && n-- == 0)
			return i;
	return -1;
}

static struct frame_sample sample_of(struct session *s, int who, const struct batch *b, int i, struct chain *chain, bool near)
{
	bool stops = trainer_config_before(s->run[who].trainer)->behave == &behave_alg2; /* where it finds no right token */
	double *lp = xcalloc((size_t)b->N, sizeof *lp);
	struct frame_sample y = {
		.y = b->y + (size_t)i * (size_t)b->N, .length = b->length[i], .right = b->right[i], .left = b->left[i],
		.stuck = stops && b->right[i] < b->N, .asked = b->asked[i] > 0 ? b->asked[i] : 0, .lq0 = b->lq0[i],
		.lp = near ? run_sample_loglik(&s->run[who], b, i, chain, lp) : NAN,
		.prompt = b->prompt[i].track, .text = b->prompt[i].text,
	};

	free(lp);
	return y;
}

/* Responses of the last update whose prompt counts under the selected one, newest first. */
static void list(struct session *s, int who, const struct batch *b, struct sample_room *r, struct frame *f)
{
	const struct train_config *c = trainer_config_before(s->run[who].trainer);
	struct chain chain;
	int n = 0;

	chain_init(&chain, s->task);
	make_room(b, r);
	for (int i = b->B - 1; i >= 0; i--) {
		if (b->prompt[i].track != s->view.prompt)
			continue;
		r->sample[n] = sample_of(s, who, b, i, &chain, is_near(s, n));
		count_places(c, b, i, r->place);
		n++;
	}
	chain_done(&chain);
	f->sample = r->sample;
	f->nsample = n;
	f->samples_kept = true;
	f->pays_tokens = c->reward->per_token;
	f->place = r->place;
}

/* Of many prompts one is rarely among those of an update. */
static void list_any(struct session *s, int who, const struct batch *b, struct sample_room *r, struct frame *f)
{
	struct chain chain;

	f->any = r->sample;
	f->nany = least_of(b->B, LIKELIHOODS_MOST);
	chain_init(&chain, s->task);
	for (int n = 0; n < f->nany; n++)
		r->sample[n] = sample_of(s, who, b, b->B - 1 - n, &chain, true);
	chain_done(&chain);
}

/* ---- one sample */

/* Rewards, advantages and weights of response i. A reward at the end is that of the last token. */
static void reinforce(const struct train_config *c, const struct batch *b, int i, struct frame_token *to)
{
	enum reward_code code = (enum reward_code)c->code;
	int length = b->length[i];

	for (int t = 0; t < length; t++) {
		bool is_asked = c->reward->per_token || t == length - 1;
		to[t].y = b->y[(size_t)i * (size_t)b->N + (size_t)t];
		to[t].reward = is_asked ? reward_value(code, is_paid(c, b, i, t)) : NAN;
		to[t].advantage = batch_advantage(b, i, t);
		to[t].weight = b->weight ? b->weight[(size_t)i * (size_t)b->N + (size_t)t] : 1.0;
	}
}

/* Its tokens under the three models: the base, and those before and after the update. */
static void measure_path(struct session *s, int who, const struct batch *b, int i, struct frame_path *path,
			 struct frame_token *to)
{
	size_t N = (size_t)b->N;
	double *lp = xcalloc(3 * N, sizeof *lp), *before = lp + N, *after = lp + 2 * N;
	struct chain chain;

	chain_init(&chain, s->task);
	chain_load(&chain, s->base.w, &b->prompt[i]);
	exact_path(&chain, b->y + (size_t)i * N, b->length[i], lp);
	trainer_path(s->run[who].trainer, i, &chain, before, after);
	chain_done(&chain);
	path->rarest = exact_rarest(lp, b->length[i]);
	for (int t = 0; t < b->length[i]; t++) {
		to[t].lq0 = lp[t];
		to[t].lp = before[t];
		to[t].change = after[t] - before[t];
		path->change += to[t].change;
	}
	free(lp);
}

static void follow(struct session *s, int who, const struct batch *b, struct sample_room *r, struct frame *f)
{
	const struct train_config *c = trainer_config_before(s->run[who].trainer);
	struct frame_path *path = &f->path;
	int n = least_of(s->view.sample, f->nsample - 1), i = n < 0 ? -1 : sample_index(s, b, n);

	if (i < 0)
		return;
	if (!r->path)
		r->path = xcalloc((size_t)b->N, sizeof *r->path);
	*path = (struct frame_path){
		.sample = n, .length = b->length[i], .right = b->right[i], .left = b->left[i],
		.stuck = r->sample[n].stuck, .weighed = c->clip > 0.0 && b->weight, .token = r->path,
		.correct = b->right[i] < b->N ? b->prompt[i].ystar[b->right[i]] : -1,
	};
	reinforce(c, b, i, r->path);
	measure_path(s, who, b, i, path, r->path);
}

void frame_samples(struct session *s, int who, bool path, struct sample_room *r, struct frame *f)
{
	const struct batch *b = trainer_look(s->run[who].trainer);

	if (!b)
		return;
	list(s, who, b, r, f);
	if (f->nsample == 0)
		list_any(s, who, b, r, f);
	if (path)
		follow(s, who, b, r, f);
}

void frame_samples_done(struct sample_room *r)
{
	free(r->sample);
	free(r->place);
	free(r->path);
}
