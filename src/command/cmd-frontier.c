/* frontier: reward against KL, of the tilt, of best-of-n, and of the trainers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "command/align.h"
#include "command/cmd.h"
#include "command/say.h"
#include "core/exact.h"
#include "run/table.h"
#include "run/tables.h"

enum { DOUBLINGS_MOST = 40, BESTS_SHOWN = 12, TILTS_SHOWN = 10, TILTS_WRITTEN = 40 };

/* Best-of-n goes on until so much of the largest KL is reached. */
static const double most_of_kl = .99;

enum law { LAW_TILT, LAW_BEST, LAW_TRAINER };

/* A law of responses, and the tilt of the same KL. */
struct point {
	enum law law;
	int who;               /* LAW_TRAINER                                     */
	double n;              /* LAW_BEST                                        */
	double kl, reward, lp; /* lp: log p(y*|x), of outcome rewards the reward's logarithm */
	struct tilt tilt;
};

struct frontier {
	struct align align;
	struct levels levels; /* n = 0: too many values for best-of-n */
	struct tilt last;     /* at beta = 0                          */
	struct point *point;  /* (n) owned                            */
	int n, at;
	char *path; /* owned: the table that is written instead, NULL: none */
};

/* ---- What is computed */

static void tilt_to(struct frontier *f, double kl, struct tilt *to)
{
	struct align *al = &f->align;

	if (!(kl > 0.0))
		tilt_measure(&al->chain, &al->payoff, 0.0, to, NULL);
	else if (!tilt_at_kl(&al->chain, &al->payoff, kl, to, NULL))
		*to = f->last;
}

static void measure_best(struct frontier *f, struct point *p)
{
	struct bon b;

	bon_measure(&f->levels, p->n, &b, NULL);
	align_match(&f->align, &f->levels, p->n, &b, &p->tilt);
	p->kl = b.kl;
	p->reward = b.reward;
	p->lp = f->align.payoff.kind == PAYOFF_OUTCOME ? p->tilt.lp : NAN; /* the two are one law then */
}

static void measure_trainer(struct frontier *f, struct point *p)
{
	struct align *al = &f->align;
	struct chain chain;
	struct tilt own;

	chain_init(&chain, al->s->task);
	chain_load(&chain, model_now(al->s, p->who).w, al->chain.prompt);
	tilt_measure(&chain, &al->payoff, 0.0, &own, NULL);
	p->kl = fmax(exact_kl(&chain, &al->chain), 0.0);
	p->reward = own.reward;
	p->lp = own.lp;
	tilt_to(f, p->kl, &p->tilt);
	chain_done(&chain);
}

static bool frontier_work(void *self)
{
	struct frontier *f = self;
	struct point *p;

	if (f->at == f->n)
		return false;
	p = &f->point[f->at++];
	if (p->law == LAW_BEST) {
		measure_best(f, p);
	} else if (p->law == LAW_TRAINER) {
		measure_trainer(f, p);
	} else {
		tilt_to(f, p->kl, &p->tilt);
		p->reward = p->tilt.reward;
		p->lp = p->tilt.lp;
	}
	return true;
}

static void frontier_free(void *self)
{
	struct frontier *f = self;

	levels_done(&f->levels);
	align_done(&f->align);
	free(f->point);
	free(f->path);
	free(f);
}

/* ---- Which points */

static struct point *add_point(struct frontier *f, enum law law)
{
	f->point = xresize(f->point, (size_t)f->n + 1, sizeof *f->point);
	f->point[f->n] = (struct point){ .law = law };
	return &f->point[f->n++];
}

/* How often n may double before there is next to nothing left to win. */
static int count_doublings(const struct frontier *f)
{
	struct bon b;
	int n = 0;

	do
		bon_measure(&f->levels, ldexp(1.0, ++n), &b, NULL);
	while (n < DOUBLINGS_MOST && b.kl < most_of_kl * f->last.kl);
	return n;
}

static void plan_bests(struct frontier *f)
{
	int most = count_doublings(f), stride = f->path ? 1 : 1 + most / BESTS_SHOWN;

	for (int i = 0; i <= most; i += stride)
		add_point(f, LAW_BEST)->n = ldexp(1.0, i);
}

static void plan(struct frontier *f)
{
	const struct session *s = f->align.s;
	int tilts = f->path ? TILTS_WRITTEN : TILTS_SHOWN;

	tilt_measure(&f->align.chain, &f->align.payoff, INFINITY, &f->last, NULL);
	if (levels_find(&f->align.chain, &f->align.payoff, &f->levels))
		plan_bests(f);
	for (int i = 0; (f->path || f->levels.n == 0) && i <= tilts; i++)
		add_point(f, LAW_TILT)->kl = f->last.kl * i / tilts;
	for (int who = 0; f->align.model.base && who < TRAINERS; who++)
		if (run_exists(&s->run[who]))
			add_point(f, LAW_TRAINER)->who = who;
}

/* ---- The reply */

static void name_point(const struct frontier *f, const struct point *p, char to[NUM_TEXT + 16])
{
	char n[NUM_TEXT];

	if (p->law == LAW_BEST)
		snprintf(to, NUM_TEXT + 16, "best of %s", align_count(n, p->n));
	else
		snprintf(to, NUM_TEXT + 16, "%s", p->law == LAW_TILT ? "tilted" : model_now(f->align.s, p->who).name);
}

static void print_point(struct session *s, const struct frontier *f, const struct point *p)
{
	const struct align *al = &f->align;
	char name[NUM_TEXT + 16], kl[NUM_TEXT], reward[NUM_TEXT], most[NUM_TEXT], beta[NUM_TEXT];

	name_point(f, p, name);
	say_row(s, "%-26s %10s %10s %10s %10s", name, align_kl(kl, p->kl), align_reward(al, reward, p->reward, p->lp),
		align_reward(al, most, p->tilt.reward, p->tilt.lp), align_beta(beta, p->tilt.a));
}

static void say_title(struct session *s, const struct frontier *f)
{
	struct str line = { 0 };
	char most[NUM_TEXT];

	align_title(&f->align, &line);
	str_addf(&line, "expected reward and KL from it, which is at most %s for a tilt", align_kl(most, f->last.kl));
	say(s, "%s", str_text(&line));
	str_done(&line);
}

static void print_points(struct session *s, const struct frontier *f)
{
	say_title(s, f);
	say_row(s, "%-26s %10s %10s %10s %10s", "", "KL, nats", "reward", "tilted", "beta");
	for (int i = 0; i < f->at; i++)
		print_point(s, f, &f->point[i]);
	if (f->levels.n == 0)
		say(s, "The reward has too many values for best-of-n.");
	say(s, "tilted: the most that a law of that KL can have, and its beta%s",
	    f->align.payoff.kind == PAYOFF_OUTCOME ? "; best-of-n has it, the reward being of two values" : "");
}

/* A row a point: NaN is no value. */
static void write_points(struct session *s, const struct frontier *f)
{
	static const char *const columns[] = { "law", "n", "beta", "kl", "reward", "reward_tilted" };
	char name[NUM_TEXT + 16];
	struct str text = { 0 };
	struct table t;
	struct err e;

	table_init(&t, s, TABLE_CSV, &text);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		table_column(&t, columns[i]);
	for (int i = 0; i < f->at; i++) {
		const struct point *p = &f->point[i];
		name_point(f, p, name);
		table_text(&t, p->law == LAW_BEST ? "best-of-n" : name);
		table_number(&t, p->law == LAW_BEST ? p->n : NAN);
		table_number(&t, p->tilt.a > 0.0 ? 1.0 / p->tilt.a : NAN);
		table_number(&t, p->kl);
		table_number(&t, p->reward);
		table_number(&t, p->tilt.reward);
	}
	table_done(&t);
	if (tables_write(s, f->path, &text, &e))
		say(s, "%s: %d points of reward and KL", f->path, f->n);
	else
		session_fault(s, &e);
	str_done(&text);
}

static void frontier_report(struct session *s, void *self, bool done)
{
	struct frontier *f = self;

	if (!done)
		return;
	if (f->path)
		write_points(s, f);
	else
		print_points(s, f);
	if (f->align.model.base)
		model_note(s, &(struct model){ .who = f->align.model.who });
	else
		model_note(s, &f->align.model);
}

/* ---- The command */

static bool take_file(struct session *s, const struct args *a, struct frontier *f, struct err *e)
{
	struct str path = { 0 };
	bool good = args_file(a, 1, ".csv", e) && tables_place(s, a->word[1], &path, e);

	if (good)
		f->path = str_take(&path);
	str_done(&path);
	return good;
}

static bool frontier_run(struct session *s, const struct args *a, struct err *e)
{
	static const struct job_type job = { .name = "frontier", .unit = "point", .work = frontier_work,
					     .report = frontier_report, .free = frontier_free };
	struct frontier *f = xcalloc(1, sizeof *f);

	if (!align_begin(&f->align, s, a, true, ALIGN_SEARCH, e)) {
		free(f);
		return false;
	}
	if (a->n > 1 && !take_file(s, a, f, e)) {
		frontier_free(f);
		return false;
	}
	plan(f);
	return session_goal_job(s, &job, f, (uint64_t)f->n, e);
}

static const char *const frontier_keys[] = { "reward=outcome", "reward=loglik", "reward=additive:", "from=base", "from=now",
					     NULL };

const struct command cmd_frontier = {
	.name = "frontier",
	.synopsis = "frontier PROMPT [FILE.csv] [reward=outcome|loglik|additive:FILE] [from=base|now] [@a|@b]",
	.summary = "reward against KL: the tilt, best-of-n, and the trainers now",
	.help = "How much reward best of 1, 2, 4, .. responses has, at which KL from the base\n"
		"model, and the most that a law of that KL can have; and where the trainers\n"
		"stand below it. from=now: from the trainer's own weights, and without them.\n"
		"In a file: n doubling, and 40 points of the tilt. reward: see tilt.",
	.example = { "frontier 5", "frontier 5 frontier.csv" },
	.group = GROUP_MEASURE, .min = 1, .max = 2, .needs_task = true, .takes_keys = true, .takes_who = true,
	.complete = { COMPLETE_PROMPT, COMPLETE_FILE, COMPLETE_NONE }, .keys = frontier_keys, .run = frontier_run,
};
