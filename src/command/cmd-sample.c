/* sample: responses drawn for a reader. They cost no queries and change nothing. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/least.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/model.h"
#include "command/say.h"
#include "core/exact.h"
#include "core/support.h"
#include "run/prompts.h"

/* The token that coin u draws from a row: the number of partial sums that are at most u times the sum, never past the
 * last token of positive weight. */
static int draw_token(const double *lp, int k, double u)
{
	double sum = 0.0, before = 0.0;
	int last = 0;

	for (int y = 0; y < k; y++)
		sum += exp(lp[y]);
	for (int y = 0; y < k; y++) {
		double weight = exp(lp[y]);
		before += weight;
		if (weight > 0.0)
			last = y;
		if (before > u * sum)
			return y;
	}
	return last;
}

/* y (N): one response, from coins that no other look has used. */
static void draw_response(struct session *s, struct chain *policy, uint32_t *coins, uint8_t *y)
{
	const struct task *t = s->task;
	struct address at = { .update = s->looks++ };
	int state = 0;

	coin_fill(s->config.seed, COIN_LOOK, at, 0, t->N, coins);
	for (int i = 0; i < t->N; i++) {
		y[i] = (uint8_t)draw_token(chain_row(policy, state), t->k, coin_unit(coins[i]));
		state = t->next[state * t->k + y[i]];
	}
}

static int right_length(const uint8_t *y, const uint8_t *ystar, int N)
{
	int n = 0;

	while (n < N && y[n] == ystar[n])
		n++;
	return n;
}

/* Room for the response in a line of 79 columns, whatever else it says. */
enum { RESPONSE_MOST = 19, RESPONSE_LEAST = 8 };

/* Columns of the widest of n responses y (n, N). */
static int response_columns(const struct session *s, const uint8_t *y, int n)
{
	struct str text = { 0 };
	int widest = RESPONSE_LEAST;

	for (int i = 0; i < n && widest < RESPONSE_MOST; i++) {
		str_clear(&text);
		session_response(s, y + (size_t)i * (size_t)s->task->N, RESPONSE_MOST, &text);
		widest = most_of(widest, utf8_width(str_text(&text)));
	}
	str_done(&text);
	return widest;
}

static void print_response(struct session *s, const uint8_t *y, int right, const double *lp, int cols)
{
	int N = s->task->N, left = support_left(lp, N, config_log_alpha(&s->config));
	int rare = support_token_left(lp, N, config_log_token_line(&s->config));
	char verdict[32], base[NUM_TEXT], out[32] = "in", token[32] = "";
	struct str text = { 0 };
	double lq0 = 0.0;

	for (int i = 0; i < N; i++)
		lq0 += lp[i];
	session_response(s, y, cols, &text);
	snprintf(verdict, sizeof verdict, right == N ? "all %d correct" : "wrong at t%d", right == N ? N : right + 1);
	if (left >= 0)
		snprintf(out, sizeof out, "OUT! at t%d", left + 1);
	if (rare >= 0)
		snprintf(token, sizeof token, "rare token t%d", rare + 1);
	say_row(s, "%c %s%*s  %-14s base %-8s %-12s %s", right == N ? '+' : '-', str_text(&text),
		cols - utf8_width(str_text(&text)), "", verdict, num_prob(base, lq0), out, token);
	str_done(&text);
}

static void sample(struct session *s, int prompt, int n, const double *w)
{
	const struct prompt *p = &s->task->tracked[prompt];
	size_t N = (size_t)s->task->N;
	double *lp = xcalloc(N, sizeof *lp);
	uint32_t *coins = xcalloc(N, sizeof *coins);
	uint8_t *y = xcalloc((size_t)n * N, 1);
	struct chain policy, base;
	int cols;

	chain_init(&policy, s->task);
	chain_init(&base, s->task);
	chain_load(&policy, w, p);
	chain_load(&base, s->base.w, p);
	for (int i = 0; i < n; i++)
		draw_response(s, &policy, coins, y + (size_t)i * N);
	cols = response_columns(s, y, n);
	for (int i = 0; i < n; i++) {
		const uint8_t *one = y + (size_t)i * N;
		exact_path(&base, one, (int)N, lp);
		print_response(s, one, right_length(one, p->ystar, (int)N), lp, cols);
	}
	chain_done(&policy);
	chain_done(&base);
	free(lp);
	free(coins);
	free(y);
}

static bool sample_run(struct session *s, const struct args *a, struct err *e)
{
	struct str target = { 0 };
	struct model model;
	char of[40];
	uint64_t n;
	int prompt;

	if (!model_read(a, s, &model, e) || !args_count(a, 1, "the number of responses", 1, 1000, 8, &n, e))
		return false;
	prompt = prompts_parse_one(s, a->word[0], model.who, e);
	if (prompt < 0)
		return false;
	session_prompt(s, prompt, &target);
	str_add(&target, ", y* ");
	session_target(s, prompt, 40, &target);
	say(s, "%s: %d from %s%s", str_text(&target), (int)n, model_words(s, &model, of),
	    model.base ? "" : " as it is now");
	sample(s, prompt, (int)n, model.w);
	say(s, "(not training: 0 queries)");
	str_done(&target);
	return true;
}

const struct command cmd_sample = {
	.name = "sample", .synopsis = "sample PROMPT [N] [from=base|now] [@a|@b]",
	.summary = "draw N responses (default 8) to look at; costs no queries, changes nothing",
	.help = "+ right, - wrong and where first. base is the base model's probability of the\n"
		"response; OUT! at t7: there its running value falls below alpha. rare token t3:\n"
		"the first token that is below the token line (explain alpha.token). The same\n"
		"line again shows other responses.",
	.example = { "sample 5 8 from=base", "sample 2" },
	.group = GROUP_LOOK, .min = 1, .max = 2, .needs_task = true, .takes_keys = true, .takes_who = true,
	.complete = { COMPLETE_PROMPT, COMPLETE_NONE }, .keys = model_keys, .run = sample_run,
};
