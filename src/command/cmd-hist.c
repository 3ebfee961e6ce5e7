/* hist: how the likelihoods of y* lie over the prompts, decade by decade. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/least.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/model.h"
#include "command/say.h"
#include "run/crowd.h"

enum { ROWS_MOST = 20, BAR_ALL = 40 };

/* Prompts by decades of their likelihood, from p = 1 down; the last count is of all that are less likely. */
struct side {
	struct model model;
	double *lp; /* (n) owned */
	int n, below, most, count[ROWS_MOST + 1];
};

/* log10 e^lp; a value at the edge of a decade belongs above it, whichever way it was rounded. */
static double decades_of(double lp)
{
	return lp / M_LN10 + 1e-9;
}

/* The row of a likelihood, [10^-(r + 1) wide, 10^-r wide); ROWS_MOST behind the last one. */
static int row_of(double lp, int wide)
{
	return (int)fmin(fmax(-floor(decades_of(lp) / wide) - 1.0, 0.0), ROWS_MOST);
}

/* Whether all but a hundredth of each side's prompts have a row. */
static bool fits(const struct side *side, int sides, int wide)
{
	for (int j = 0; j < sides; j++) {
		int beyond = 0;
		for (int p = 0; p < side[j].n; p++)
			beyond += row_of(side[j].lp[p], wide) == ROWS_MOST;
		if (beyond > side[j].n / 100)
			return false;
	}
	return true;
}

/* Decades a row: the least of 1, 2, 5, 10, .. that fits; the longest response of the largest alphabet has 1e-9858. */
static int width_for(const struct side *side, int sides)
{
	static const int wide[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500 };
	size_t i = 0;

	while (i < sizeof wide / sizeof *wide - 1 && !fits(side, sides, wide[i]))
		i++;
	return wide[i];
}

static void measure(struct side *to, const struct crowd *c, struct model model, double log_alpha)
{
	to->model = model;
	to->n = c->n;
	to->lp = xcalloc((size_t)c->n, sizeof *to->lp);
	crowd_likelihoods(c->task, model.w, c->prompt, c->n, to->lp);
	for (int i = 0; i < to->n; i++)
		to->below += to->lp[i] < log_alpha;
}

/* Fills the rows; returns how many are needed. */
static int count_rows(struct side *side, int sides, int wide)
{
	int rows = 1;

	for (int j = 0; j < sides; j++)
		for (int p = 0; p < side[j].n; p++) {
			int row = row_of(side[j].lp[p], wide);
			side[j].count[row]++;
			side[j].most = most_of(side[j].most, side[j].count[row]);
			rows = most_of(rows, row + 1);
		}
	return rows;
}

/* "     4 ######"; at least one # where there is a prompt. */
static void add_bar(const struct side *side, int row, int most, int room, struct str *to)
{
	char bar[BAR_ALL + 1], count[NUM_TEXT];
	int n = side->count[row], len = n > 0 ? most_of((int)lrint((double)n * room / most), 1) : 0;

	memset(bar, '#', (size_t)len);
	bar[len] = '\0';
	str_addf(to, " %7s %-*s", num_count(count, (uint64_t)n), room, bar);
}

static void print_rows(struct session *s, const struct side *side, int sides, int rows, int wide)
{
	double alpha = config_log_alpha(&s->config), uniform = -(double)s->task->N * log(s->task->k);
	int room = sides == 1 ? BAR_ALL : BAR_ALL / 2, most = 1;
	struct str line = { 0 };
	char edge[32];

	for (int j = 0; j < sides; j++) {
		str_addf(&line, " %7s %-*s", "prompts", room, side[j].model.name);
		most = most_of(most, side[j].most);
	}
	say_row(s, "   p from%s", str_text(&line));
	for (int row = 0; row < rows; row++) {
		bool line_here = row_of(alpha, wide) == row, level_here = row_of(uniform, wide) == row;
		str_clear(&line);
		for (int j = 0; j < sides; j++)
			add_bar(&side[j], row, most, room, &line);
		snprintf(edge, sizeof edge, "1e-%02d", (row + 1) * wide);
		say_row(s, "%9s%s %s%s%s", row < ROWS_MOST ? edge : "less", str_text(&line), line_here ? "alpha" : "",
			line_here && level_here ? ", " : "", level_here ? "k^-N" : "");
	}
	str_done(&line);
}

static void print_head(struct session *s, const struct side *side, int sides)
{
	char count[NUM_TEXT], alpha[NUM_TEXT], uniform[NUM_TEXT], below[2][NUM_TEXT];

	say(s, "%s %sprompt%s by likelihood of y*; alpha %s, uniform policy k^-N %s", num_count(count, (uint64_t)side->n),
	    task_is_finite(s->task) ? "" : "test ", plural((uint64_t)side->n),
	    num_line(alpha, config_log_alpha(&s->config)),
	    num_prob(uniform, -(double)s->task->N * log(s->task->k)));
	for (int j = 0; j < sides; j++)
		num_count(below[j], (uint64_t)side[j].below);
	say(s, "below alpha: %s %s%s%s%s%s", side[0].model.name, below[0], sides > 1 ? ", " : "",
	    sides > 1 ? side[1].model.name : "", sides > 1 ? " " : "", sides > 1 ? below[1] : "");
}

static bool hist_run(struct session *s, const struct args *a, struct err *e)
{
	const char *which = a->n > 0 ? a->word[0] : "";
	bool base = strcmp(which, "now") != 0, now = strcmp(which, "base") != 0;
	double alpha = config_log_alpha(&s->config);
	struct side side[2] = { 0 };
	char got[GIVEN_TEXT];
	struct crowd c;
	int who, sides = 0, wide;

	if (*which && base && now)
		return err_set(e, "hist takes base or now, or neither for both, got \"%s\"", given(got, which));
	if (!args_one(a, s, &who, e))
		return false;
	crowd_init(&c, s);
	if (base)
		measure(&side[sides++], &c, model_base(s, who), alpha);
	if (now)
		measure(&side[sides++], &c, model_now(s, who), alpha);
	wide = width_for(side, sides);
	print_head(s, side, sides);
	print_rows(s, side, sides, count_rows(side, sides, wide), wide);
	model_note(s, &side[sides - 1].model);
	for (int j = 0; j < sides; j++)
		free(side[j].lp);
	crowd_done(&c);
	return true;
}

static const char *const hist_words[] = { "base", "now", NULL };

const struct command cmd_hist = {
	.name = "hist", .synopsis = "hist [base|now] [@a|@b]",
	.summary = "histogram of the likelihoods of y* over the prompts",
	.help = "Each row begins at the likelihood in front of it and ends at that of the row\n"
		"above; at most a hundredth of the prompts is in a last row, less. alpha and\n"
		"k^-N stand at the rows they lie in. All prompts of a finite task, else the\n"
		"test prompts. As a curve: lq curve.",
	.example = { "hist", "hist base" },
	.group = GROUP_MEASURE, .max = 1, .needs_task = true, .takes_who = true, .complete = { COMPLETE_WORDS },
	.words = hist_words, .run = hist_run,
};
