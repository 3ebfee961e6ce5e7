/* Sentences about the phases of an update. */
#include "run/phase.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "core/blame.h"
#include "run/goal.h"
#include "run/summary.h"

enum { COLUMNS = 79, RESPONSE_COLUMNS = 24, NAMED = 6, LARGEST = 3 };

/* Something of a tracked prompt, for lists of the largest; track -1: of all fresh prompts together. */
struct rank {
	int track;
	double size;
};

static int by_size(const void *a, const void *b)
{
	double x = fabs(((const struct rank *)a)->size), y = fabs(((const struct rank *)b)->size);

	return (x < y) - (x > y);
}

/* `phase 2 of 4, reward: `, with two trainers `A outcome: phase ..`; `more`, if it is any, on a line of its own. */
static void say_phase(struct session *s, int who, enum phase phase, const struct str *text, const struct str *more)
{
	static const char *const names[PHASES] = { "sample", "reward", "gradient", "apply" };
	struct str trainer = { 0 };
	char name[32];

	if (run_exists(&s->run[1]))
		str_addf(&trainer, "%s: ", session_trainer_name(s, who, name));
	out_line(s->out, OUT_REPLY, "%sphase %d of %d, %s: %s", str_text(&trainer), phase + 1, PHASES, names[phase],
		 str_text(text));
	if (more->len > 0)
		out_line(s->out, OUT_REPLY, "  %s", str_text(more));
	str_done(&trainer);
}

static const char *track_name(char to[16], int track)
{
	snprintf(to, 16, track < 0 ? "fresh" : "x%d", track);
	return to;
}

/* ---- sample */

/* Tracked prompts that have a response. */
static int count_prompts(const struct session *s, const struct batch *b)
{
	bool *seen = xcalloc((size_t)s->task->ntracked, sizeof *seen);
	int n = 0;

	for (int i = 0; i < b->B; i++) {
		int track = b->prompt[i].track;
		n += track >= 0 && !seen[track];
		if (track >= 0)
			seen[track] = true;
	}
	free(seen);
	return n;
}

/* `x3 dddddddd`, as far as it was drawn. */
static void add_response(const struct session *s, const struct batch *b, int i, struct str *to)
{
	int track = b->prompt[i].track;
	struct str tokens = { 0 };
	char cut[4 * RESPONSE_COLUMNS];

	if (track >= 0)
		str_addf(to, "x%d ", track);
	session_tokens(s, b->y + (size_t)i * (size_t)b->N, b->drawn[i], false, &tokens);
	str_add(&tokens, b->drawn[i] < b->length[i] ? ".." : "");
	utf8_cut(cut, sizeof cut, str_text(&tokens), RESPONSE_COLUMNS);
	str_add(to, cut);
	str_done(&tokens);
}

/* The first few, on one line. */
static void add_responses(const struct session *s, const struct batch *b, struct str *to)
{
	struct str one = { 0 };
	int i = 0;

	for (; i < b->B; i++) {
		str_clear(&one);
		add_response(s, b, i, &one);
		if (i > 0 && utf8_width(str_text(to)) + utf8_width(str_text(&one)) > COLUMNS - 8)
			break;
		str_addf(to, "%s%s", i > 0 ? ", " : "", str_text(&one));
	}
	str_add(to, i < b->B ? ", .." : "");
	str_done(&one);
}

static void report_sample(struct session *s, int who, const struct batch *b)
{
	const struct train_config *c = run_config(&s->run[who]);
	int n = count_prompts(s, b);
	struct str text = { 0 }, drawn = { 0 };
	char responses[NUM_TEXT];

	str_addf(&text, "%s response%s to ", num_count(responses, (uint64_t)b->B), b->B == 1 ? "" : "s");
	if (task_is_finite(s->task) || task_has_centres(s->task))
		str_addf(&text, "%d %s%s", n, session_tracked_word(s), n == 1 ? "" : "s");
	else
		str_add(&text, "fresh prompts");
	str_addf(&text, ", behavior %s", c->behave->name);
	add_responses(s, b, &drawn);
	say_phase(s, who, PHASE_SAMPLE, &text, &drawn);
	str_done(&text);
	str_done(&drawn);
}

/* ---- reward */

struct rewards {
	uint64_t queries, right;
	double prefix;         /* tokens, on average          */
	int *responses, *hits; /* (ntracked) of each prompt's */
};

static void count_rewards(const struct batch *b, const struct train_config *c, struct rewards *to)
{
	const struct metering how = { .reward = c->reward, .query_count = (enum query_count)c->query_count };

	for (int i = 0; i < b->B; i++) {
		uint64_t queries = meter_queries(b, &how, i);
		bool paid = queries > 0 && b->right[i] == b->N;
		int track = b->prompt[i].track;
		to->queries += queries;
		to->right += paid;
		to->prefix += (double)b->right[i] / b->B;
		if (track >= 0 && queries > 0)
			to->responses[track]++;
		if (track >= 0)
			to->hits[track] += paid;
	}
}

/* `all wrong: x2 x5` */
static void add_all_wrong(const struct session *s, const struct rewards *r, struct str *to)
{
	int n = 0;

	for (int i = 0; i < s->task->ntracked; i++)
		if (r->responses[i] > 0 && r->hits[i] == 0 && n++ < NAMED)
			str_addf(to, "%s%sx%d", n == 1 && to->len > 0 ? "; " : "", n == 1 ? "all wrong: " : " ", i);
	if (n > NAMED)
		str_addf(to, " and %d more", n - NAMED);
}

static void report_reward(struct session *s, int who, const struct batch *b)
{
	const struct train_config *c = run_config(&s->run[who]);
	size_t n = (size_t)s->task->ntracked;
	struct rewards r = { .responses = xcalloc(n, sizeof *r.responses), .hits = xcalloc(n, sizeof *r.hits) };
	struct str text = { 0 }, more = { 0 };
	char queries[NUM_TEXT], right[NUM_TEXT], responses[NUM_TEXT];

	count_rewards(b, c, &r);
	str_addf(&text, "%s quer%s of %s, %s of %s rewarded", num_count(queries, r.queries), r.queries == 1 ? "y" : "ies",
		 c->reward->name, num_count(right, r.right), num_count(responses, (uint64_t)b->B));
	if (c->reward->per_token)
		str_addf(&more, "correct prefix %.3g of %d tokens on average", r.prefix, b->N);
	add_all_wrong(s, &r, &more);
	say_phase(s, who, PHASE_REWARD, &text, &more);
	str_done(&text);
	str_done(&more);
	free(r.responses);
	free(r.hits);
}

/* ---- gradient */

/* |g|^2 is a sum over the tokens of what each of them adds to -g, times -g: who made how much of it. */
static void add_makers(const struct session *s, int who, double norm2, struct str *to)
{
	const struct run *r = &s->run[who];
	const struct deeds deeds = { s->task, trainer_batch(r->trainer), run_config(r), state_w_of(run_state(r)) };
	const double *g = trainer_gradient(r->trainer);
	size_t ntracked = (size_t)s->task->ntracked;
	double *h = xcalloc(s->task->nparam, sizeof *h), *part = xcalloc(ntracked + 1, sizeof *part);
	struct rank *rank = xcalloc(ntracked + 1, sizeof *rank);
	struct blame_parts parts = { 0 };
	char name[16];

	for (size_t j = 0; j < s->task->nparam; j++)
		h[j] = -g[j];
	blame_tokens(&deeds, h, &parts);
	blame_by_prompt(s->task, &parts, part);
	for (size_t i = 0; i <= ntracked; i++)
		rank[i] = (struct rank){ i < ntracked ? (int)i : -1, part[i] };
	qsort(rank, ntracked + 1, sizeof *rank, by_size);
	for (size_t i = 0; i < LARGEST && i <= ntracked && rank[i].size != 0.0; i++)
		str_addf(to, "%s%s %.0f%%", i > 0 ? ", " : "of its square ", track_name(name, rank[i].track),
			 100.0 * rank[i].size / norm2);
	blame_done(&parts);
	free(h);
	free(part);
	free(rank);
}

static void report_gradient(struct session *s, int who)
{
	const double *g = trainer_gradient(s->run[who].trainer);
	struct str text = { 0 }, makers = { 0 };
	double norm2 = 0.0;

	for (size_t j = 0; j < s->task->nparam; j++)
		norm2 += g[j] * g[j];
	if (norm2 > 0.0) {
		str_addf(&text, "norm %.3g", sqrt(norm2));
		add_makers(s, who, norm2, &makers);
	} else {
		str_add(&text, "0, no token has an advantage");
	}
	say_phase(s, who, PHASE_GRADIENT, &text, &makers);
	str_done(&text);
	str_done(&makers);
}

/* ---- apply */

/* How far the weights went. */
static double step_norm(const struct session *s, int who)
{
	const double *from = trainer_weights_before(s->run[who].trainer), *to = state_w_of(run_state(&s->run[who]));
	double sum = 0.0;

	for (size_t j = 0; j < s->task->nparam; j++)
		sum += (to[j] - from[j]) * (to[j] - from[j]);
	return sqrt(sum);
}

/* `x1 0.120 -> 0.150, ..` */
static void add_changes(const struct session *s, int who, struct str *to)
{
	const double *from = s->goal.lp_from[who], *now = s->run[who].lp;
	int n = s->task->ntracked;
	struct rank *rank = xcalloc((size_t)n, sizeof *rank);
	char before[NUM_TEXT], after[NUM_TEXT];

	for (int i = 0; i < n; i++)
		rank[i] = (struct rank){ i, now[i] - from[i] };
	qsort(rank, (size_t)n, sizeof *rank, by_size);
	for (int i = 0; i < LARGEST && i < n && rank[i].size != 0.0; i++) {
		int x = rank[i].track;
		str_addf(to, "%sx%d %s -> %s", i > 0 ? ", " : "", x, num_prob(before, from[x]), num_prob(after, now[x]));
	}
	free(rank);
}

static void report_apply(struct session *s, int who)
{
	const struct state *st = run_state(&s->run[who]);
	char update[NUM_TEXT], queries[NUM_TEXT];
	struct str text = { 0 }, changes = { 0 }, learned = { 0 };

	goal_tell(s, who);
	str_addf(&text, "%s moved the weights by %.3g", run_config(&s->run[who])->optim->name, step_norm(s, who));
	add_changes(s, who, &changes);
	say_phase(s, who, PHASE_APPLY, &text, &changes);
	summary_learned(s, who, &learned);
	out_line(s->out, OUT_REPLY, "  update %s is done, %s queries so far%s", num_count(update, st->update),
		 num_count(queries, st->all.queries), str_text(&learned));
	str_done(&text);
	str_done(&changes);
	str_done(&learned);
	summary_weights(s, 1u << who);
}

void phase_report(struct session *s, int who)
{
	struct trainer *t = s->run[who].trainer;
	enum phase next = trainer_phase(t);

	s->begun[who] = next != PHASE_SAMPLE;
	if (next == PHASE_REWARD)
		report_sample(s, who, trainer_batch(t));
	else if (next == PHASE_GRADIENT)
		report_reward(s, who, trainer_batch(t));
	else if (next == PHASE_APPLY)
		report_gradient(s, who);
	else
		report_apply(s, who);
}

void phase_note(struct session *s)
{
	for (int who = 0; who < TRAINERS; who++) {
		if (!s->begun[who] || (run_exists(&s->run[who]) && trainer_phase(s->run[who].trainer) != PHASE_SAMPLE))
			continue;
		s->begun[who] = false;
		out_line(s->out, OUT_NOTE, "note: the update of trainer %c that was in progress counts for nothing",
			 'A' + who);
	}
}
