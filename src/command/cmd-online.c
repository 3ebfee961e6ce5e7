/* online: prompts one at a time, the mistakes made on the way, and the scales they are to be seen against. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/given.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/crowd.h"
#include "run/scales.h"

struct work {
	struct online *online;
	double err; /* of the base model */
};

static bool one_round(void *self)
{
	online_next(((struct work *)self)->online);
	return true;
}

static void free_work(void *self)
{
	struct work *w = self;

	online_free(w->online);
	free(w);
}

/* ---- the report */

static const char *const order_names[] = { [ONLINE_ADVERSARIAL] = "adversarial", [ONLINE_RANDOM] = "random" };
static const char *const behavior_names[] = {
	[ONLINE_UNIFORM] = "uniform", [ONLINE_MIXTURE] = "mixture", [ONLINE_ONPOLICY] = "onpolicy",
	[ONLINE_FROZEN] = "frozen",
};

static void print_head(struct session *s, const struct online_result *r)
{
	char rounds[NUM_TEXT], lr[NUM_TEXT], step[NUM_TEXT + 16] = "adaptive step";

	if (r->config.lr > 0.0)
		snprintf(step, sizeof step, "step %s", num_short(lr, r->config.lr));
	say(s, "%s round%s of one query, %s order, %s behavior, %s; from the base model", num_count(rounds, r->rounds),
	    plural(r->rounds), order_names[r->config.order], behavior_names[r->config.behavior], step);
}

/* Few of them have a fraction worth showing. */
static char *mistakes_text(char to[NUM_TEXT], double v)
{
	if (v < 100.0)
		snprintf(to, NUM_TEXT, "%.3g", v);
	else
		num_amount(to, v);
	return to;
}

static void print_mistakes(struct session *s, const struct online_result *r)
{
	char expected[NUM_TEXT], wrong[NUM_TEXT], since[NUM_TEXT];

	say(s, "  mistakes  %s expected, %s sampled", mistakes_text(expected, r->expected), num_count(wrong, r->wrong));
	if (r->config.order == ONLINE_ADVERSARIAL && r->unsure < r->rounds)
		say(s, "            since round %s every prompt has p(y*|x) of 1/2 or more",
		    num_count(since, r->unsure + 1));
}

static void print_rewards(struct session *s, const struct online_result *r)
{
	char rewards[NUM_TEXT], times[NUM_TEXT];

	num_count(rewards, r->rewards);
	if (r->config.behavior == ONLINE_UNIFORM)
		say(s, "  rewards   %s; a uniform response is right once in %s", rewards,
		    num_times(times, s->task->N * log(s->task->k)));
	else
		say(s, "  rewards   %s", rewards);
}

/* "65,536/gamma^2", or the number where gamma is known. */
static void print_scale(struct session *s, const char *what, double log_scale, const char *unit, double mistakes)
{
	char scale[NUM_TEXT], share[NUM_TEXT], found[NUM_TEXT + 32] = "";

	if (unit[0] == '\0')
		snprintf(found, sizeof found, "; mistakes %sx", num_ratio(share, log(mistakes) - log_scale));
	say(s, "%s = %s%s%s", what, num_times(scale, log_scale), unit, found);
}

static void print_scales(struct session *s, const struct online_result *r)
{
	double log_gamma = scales_log_gamma(s);
	bool known = !isnan(log_gamma);
	struct bound_terms b = { .k = s->task->k, .N = s->task->N, .log_gamma = known ? log_gamma : 0.0 };
	const char *unit = known ? "" : "/gamma^2";

	say(s, "  scales, constants and logs hidden%s", known ? "" : "; margin works out gamma");
	print_scale(s, "    uniform behavior, at most k^N/gamma^2", bound_mistakes(&b), unit, r->expected);
	print_scale(s, "    any learner, at least k^N/(N gamma^2)", bound_least_mistakes(&b), unit, r->expected);
}

/* The theorem's learner is at w = 0 at first. */
static bool starts_elsewhere(const struct session *s)
{
	for (size_t i = 0; i < s->task->nparam; i++)
		if (s->base.w[i] != 0.0)
			return true;
	return false;
}

static void report(struct session *s, void *self, bool done)
{
	struct work *w = self;
	const struct online_result *r = online_result(w->online);

	(void)done;
	if (r->rounds == 0)
		return;
	s->online = *r;
	print_head(s, r);
	print_rewards(s, r);
	print_mistakes(s, r);
	say(s, "  err       %.3g at first, %.3g now", w->err, online_err(w->online));
	print_scales(s, r);
	if (starts_elsewhere(s))
		out_line(s->out, OUT_NOTE, "the scales are of learners that start at w = 0: base uniform");
}

static const struct job_type job = {
	.name = "online", .unit = "round", .work = one_round, .report = report, .free = free_work,
};

/* ---- the command */

/* The values of its keys, in the order of enum online_order and enum online_behavior. */
static const char *const online_keys[] = {
	"order=adversarial", "order=random", "behavior=uniform", "behavior=mixture", "behavior=onpolicy",
	"behavior=frozen", "optimizer=sgd-adaptive", "optimizer=sgd", "lr", NULL,
};
enum { OPTIMIZER_SGD = 1 };

/* *to: 0 for the adaptive step. */
static bool read_step(const struct args *a, double *to, struct err *e)
{
	const char *lr = args_key(a, "lr");
	char got[GIVEN_TEXT];
	int optimizer;

	if (!args_choice(a, "optimizer", &optimizer, e))
		return false;
	*to = optimizer == OPTIMIZER_SGD ? .1 : 0.0;
	if (!lr)
		return true;
	if (optimizer != OPTIMIZER_SGD)
		return err_set(e, "lr is the constant step of optimizer=sgd; the adaptive one takes none");
	if (!num_parse(lr, to) || !(*to > 0.0))
		return err_set(e, "lr takes a positive number, got \"%s\"", given(got, lr));
	return true;
}

static bool online_run(struct session *s, const struct args *a, struct err *e)
{
	struct online_config c = { .seed = s->config.seed };
	int order, behavior;
	struct crowd crowd;
	struct work *w;
	uint64_t n;

	if (!args_choice(a, "order", &order, e) || !args_choice(a, "behavior", &behavior, e) ||
	    !read_step(a, &c.lr, e) ||
	    !args_count(a, 0, "the number of rounds", 1, ONLINE_ROUNDS_MOST, 0, &n, e))
		return false;
	c.order = order < 0 ? ONLINE_ADVERSARIAL : (enum online_order)order;
	c.behavior = behavior < 0 ? ONLINE_UNIFORM : (enum online_behavior)behavior;
	w = xcalloc(1, sizeof *w);
	crowd_init(&crowd, s);
	w->online = online_new(s->task, crowd.prompt, crowd.n, crowd.weight, s->base.w, &c);
	crowd_done(&crowd);
	w->err = online_err(w->online);
	return session_goal_job(s, &job, w, n, e);
}

const struct command cmd_online = {
	.name = "online", .synopsis = "online T [order=adversarial|random] [behavior=..] [optimizer=sgd lr=..]",
	.summary = "online learning: T prompts one at a time, and the mistakes made on them",
	.help = "From the base model, beside the trainers. Each round charges 1 - p(y*|x), asks\n"
		"for the outcome reward of one response (behavior: uniform, mixture, onpolicy,\n"
		"frozen), and learns when it is right. adversarial, the default: the prompt with\n"
		"the lowest p(y*|x) comes. Prompts are those of lq.",
	.example = { "online 10k", "online 5k order=random behavior=mixture" },
	.group = GROUP_MEASURE, .moves = true, .min = 1, .max = 1, .needs_task = true, .takes_keys = true,
	.keys = online_keys, .run = online_run,
};
