/* All settings together: what they are at first, and what they come to. */
#include "run/setting.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "core/desk.h"
#include "core/features.h"

void config_defaults(struct config *c)
{
	memset(c, 0, sizeof *c);
	for (int i = 0; i < setting_count; i++) {
		const struct setting *s = &setting_table[i];
		for (int who = 0; who < (s->per_trainer ? TRAINERS : 1); who++)
			setting_store(s, c, who, s->def[who] ? s->def[who] : s->def[0], NULL);
	}
}

/* A formula's line lies a hair low, so that a likelihood that is equal to it by arithmetic, as the uniform policy's to
 * 1 k^-N, is not below it by the rounding of a sum of N logarithms. */
static double hair_below(double line)
{
	return line - 1e-12 * fabs(line);
}

double config_log_alpha(const struct config *c)
{
	switch (c->alpha_kind) {
	case ALPHA_BUDGET:
		return -log((double)c->budget);
	case ALPHA_POLY:
		return hair_below(-c->alpha * log(c->N));
	case ALPHA_FLOOR:
		return hair_below(log(c->alpha) - c->N * log(c->k));
	case ALPHA_NUMBER:
		break;
	}
	return log(c->alpha);
}

double config_log_token_line(const struct config *c)
{
	return log(c->alpha_token / c->k);
}

/* Bytes of a batch of `responses` and of its partial gradients, which grow with products of settings. */
static double batch_bytes(const struct config *c, double responses, double nparam)
{
	double chunks = ceil(responses / CHUNK);

	return responses * (2.0 * c->N + 8.0 * (c->d + 3.0 * c->k)) + 8.0 * chunks * nparam;
}

/* Of the weights (q0, the truth; w, optimizer, sums, gradient and copies of both trainers and of pre-training), the batches,
 * the prompts and the threads' desks. How many weights and states there are is the feature map's to say; one that keeps
 * tables of a file knows it only with the file, whose reader has its own limits. */
static double config_bytes(const struct config *c)
{
	const struct task_type *type = task_types[c->kind];
	const struct features_type *map = c->features ? features_types[c->features - 1] : type->features;
	const struct task t = { .type = type, .features = map, .k = c->k, .N = c->N, .d = c->d,
				.nlisted = type->listed ? c->prompts : 0 };
	double nparam = map->done ? 0.0 : (double)map->nparam(&t), nstate = map->done ? 0.0 : map->nstate(&t);
	double desk = 8.0 * 6 * nstate * c->k;
	double prompts = (double)c->test_size + (type->listed ? c->prompts : c->track);
	double set = type->listed ? c->prompts : 0;

	return 20.0 * 8.0 * nparam + batch_bytes(c, c->trainer[0].batch, nparam) +
	       batch_bytes(c, c->trainer[1].batch, nparam) +
	       batch_bytes(c, c->pretrain_batch ? c->pretrain_batch : set, nparam) + prompts * (8.0 * c->d + c->N) +
	       desk * (c->threads ? c->threads : 64);
}

bool config_check(const struct config *c, struct err *e)
{
	const double most = 4.0; /* GiB */
	char floor[NUM_TEXT], line[NUM_TEXT], most_floor[NUM_TEXT];
	double gib;

	if (c->alpha_kind == ALPHA_BUDGET && c->budget == 0)
		return err_set(e, "alpha budget needs a budget: set budget to a number of queries (set budget 10k), or "
				  "alpha to a likelihood (set alpha 1e-4)");
	if (config_log_alpha(c) > 1e-9)
		return err_set(e, "alpha floor %s is %s at k %d and N %d, and no likelihood is above 1: floor takes at "
				  "most %s here", num_exact(floor, c->alpha),
			       num_short(line, exp(config_log_alpha(c))), c->k, c->N,
			       num_amount(most_floor, pow(c->k, c->N)));
	gib = config_bytes(c) / 0x1p30;
	if (gib > most)
		return err_set(e, "k %d, N %d, d %d and %d prompts with batches of %d, %d and %d (pre-training) and %d "
				  "test prompts need about %.1f GiB of memory, at most %.1f: make one of them smaller",
			       c->k, c->N, c->d, c->prompts, c->trainer[0].batch, c->trainer[1].batch, c->pretrain_batch,
			       c->test_size, gib, most);
	return true;
}

/* Which weights are reported and how many threads work make no other updates. */
static bool is_of_updates(const struct setting *s)
{
	return s->when == SETTING_LIVE && strcmp(s->name, "iterate") != 0 && strcmp(s->name, "threads") != 0;
}

void config_differences(const struct config *c, const struct config *other, int who, struct str *to)
{
	const char *between = "";

	for (int i = 0; i < setting_count; i++) {
		const struct setting *s = &setting_table[i];
		if (!is_of_updates(s) || setting_same(s, c, other, who))
			continue;
		str_addf(to, "%s%s ", between, s->name);
		setting_print(s, c, who, to);
		between = ", ";
	}
}
