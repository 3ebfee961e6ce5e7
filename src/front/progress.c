/* The line holds no control character but the carriage return: any terminal can show it. */
#include "front/progress.h"

#include <math.h>

#include "base/num.h"
#include "base/utf8.h"

static const double first_after = 0.5, in_place_every = 0.25, line_every = 10; /* seconds */

static void print_queries(const struct session *s, struct str *to)
{
	char number[NUM_TEXT];
	bool both = s->goal.asked == WHO_AB;

	for (int who = 0; who < TRAINERS; who++)
		if (s->goal.asked & 1u << who) {
			str_add(to, ", ");
			if (both)
				str_addf(to, "%c ", 'A' + who);
			str_addf(to, "%s queries", num_count(number, run_state(&s->run[who])->all.queries));
		}
}

/* The share of a `continue` to the budget's end that is behind us, 0 when nobody knows. */
static double budget_share(const struct session *s)
{
	double behind = 0, whole = 0;

	if (s->goal.until || s->config.budget == 0)
		return 0;
	for (int who = 0; who < TRAINERS; who++)
		if (s->goal.asked & 1u << who && s->goal.from[who].queries < s->config.budget) {
			behind += (double)(run_state(&s->run[who])->all.queries - s->goal.from[who].queries);
			whole += (double)(s->config.budget - s->goal.from[who].queries);
		}
	return whole > 0 ? behind / whole : 0;
}

static void print_left(double seconds, struct str *to)
{
	if (!isfinite(seconds) || seconds < 0)
		return;
	if (seconds < 100)
		str_addf(to, ", %.0f s left", ceil(seconds));
	else if (seconds < 100 * 60)
		str_addf(to, ", %.0f min left", ceil(seconds / 60));
	else
		str_addf(to, ", %.0f h left", ceil(seconds / 3600));
}

void progress_print(const struct session *s, double elapsed, uint64_t done_at_first, struct str *to)
{
	const struct goal *g = &s->goal;
	bool known = g->total > 0;
	char done[NUM_TEXT], total[NUM_TEXT];
	double share = 0.0;

	if (!session_goal_unit(s)) {
		str_addf(to, "%s is at work", g->job->name);
		return;
	}
	if (g->kind == GOAL_JOB)
		str_addf(to, "%s: ", g->job->name);
	str_add(to, num_count(done, g->done));
	if (known)
		str_addf(to, " of %s", num_count(total, g->total));
	str_addf(to, " %s%s", session_goal_unit(s), known || g->done != 1 ? "s" : "");
	if (g->kind == GOAL_PRETRAIN)
		str_add(to, " of pre-training");
	else if (g->kind != GOAL_JOB)
		print_queries(s, to);
	if (g->kind == GOAL_CONTINUE)
		share = budget_share(s);
	else if (known)
		share = (double)(g->done - done_at_first) / (double)(g->total - done_at_first);
	if (share > 0)
		print_left(elapsed * (1 - share) / share, to);
}

void progress_clear(struct progress *p)
{
	if (p->width == 0)
		return;
	fprintf(p->to, "\r%*s\r", p->width, "");
	fflush(p->to);
	p->width = 0;
}

void progress_smudge(struct progress *p)
{
	if (p->running && p->in_place)
		p->width += 2;
	else if (p->running && p->to)
		putc('\n', p->to);
}

static void tell(struct progress *p, const struct session *s, double elapsed)
{
	struct str text = { 0 };
	char line[512];
	int width;

	progress_print(s, elapsed, p->done_at_first, &text);
	if (p->in_place) {
		/* never into the last column, where terminals wrap */
		utf8_cut(line, sizeof line, str_text(&text), p->columns > 1 ? p->columns - 1 : 1);
		width = utf8_width(line);
		fprintf(p->to, "\r%s%*s", line, p->width > width ? p->width - width : 0, "");
		p->width = width;
	} else {
		fprintf(p->to, "%s\n", str_text(&text));
	}
	fflush(p->to);
	str_done(&text);
}

void progress_tick(struct progress *p, const struct session *s)
{
	double now, wait;

	if (!p->to)
		return;
	now = p->clock();
	if (!p->running) {
		p->running = true;
		p->begun = p->told = now;
		p->done_at_first = s->goal.done;
		return;
	}
	wait = !p->in_place ? line_every : p->told > p->begun ? in_place_every : first_after;
	if (now - p->told < wait)
		return;
	p->told = now;
	tell(p, s, now - p->begun);
}

void progress_end(struct progress *p)
{
	progress_clear(p);
	p->running = false;
}
