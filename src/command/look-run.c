/* Words for panels about the run: prompts, samples, queries, breaks and watches; and the digest of all. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "command/look.h"
#include "command/say.h"

/* "query", "queries" */
static const char *queries(uint64_t n)
{
	return n == 1 ? "query" : "queries";
}

static const char *side_of(const struct frame_prompt *p)
{
	return p->out ? "outside the support" : "inside the support";
}

/* ---- prompts */

/* `prompt x5, selected: target adadadad, base 2.1e-06, now 3.6e-10, 0 hits in 107 queries, outside the support, worst
 * token t3 (0.025).` */
static void say_prompt(struct session *s, const struct frame *f, int i)
{
	const struct frame_prompt *p = &f->prompts[i];
	char p0[NUM_TEXT], now[NUM_TEXT], hits[NUM_TEXT], all[NUM_TEXT], first[NUM_TEXT], worst[NUM_TEXT], off[NUM_TEXT];
	struct str more = { 0 };

	if (p->first_hit)
		str_addf(&more, ", the first at query %s", num_count(first, p->first_hit));
	if (f->trainer[f->who].run.off_known)
		str_addf(&more, ", %s of %s response%s off the support", num_count(off, p->off),
			 num_count(all, p->responses), plural(p->responses));
	say(s, "prompt x%d%s: %s%s%s, base %s, now %s, %s hit%s in %s %s%s, %s, worst token t%d (%s).", i,
	    i == f->prompt ? ", selected" : "", p->text ? p->text : "target ", p->text ? " -> " : "", p->target,
	    num_prob(p0, p->lp0), num_prob(now, p->lp), num_count(hits, p->hits), plural(p->hits),
	    num_count(all, p->queries), queries(p->queries), str_text(&more), side_of(p), p->worst_at + 1,
	    num_prob(worst, p->worst));
	str_done(&more);
}

void look_prompts(struct session *s, const struct frame *f)
{
	const char *iterate = f->trainer[f->who].iterate;
	char alpha[NUM_TEXT], name[32];

	say(s, "%d %s%s, k=%d, N=%d; now is trainer %s%s%s; the support line alpha is %s.", f->ntracked,
	    session_tracked_word(s), plural((uint64_t)f->ntracked), f->k, f->N, session_trainer_name(s, f->who, name),
	    iterate ? ", iterate " : "", iterate ? iterate : "", num_line(alpha, f->log_alpha));
	for (int i = 0; i < f->ntracked; i++)
		say_prompt(s, f, i);
}

/* ---- samples */

void look_verdict(const struct frame *f, int right, bool stuck, struct str *to)
{
	if (right == f->N)
		str_addf(to, "correct, all %d tokens", f->N);
	else
		str_addf(to, "%s t%d", stuck ? "stuck at" : "first wrong at", right + 1);
}

static void say_sample(struct session *s, const struct frame *f, const struct frame_sample *y, const char *name)
{
	struct str text = { 0 }, verdict = { 0 };
	char base[NUM_TEXT], drawn[NUM_TEXT], asked[NUM_TEXT];

	session_tokens(s, y->y, y->length, false, &text);
	look_verdict(f, y->right, y->stuck, &verdict);
	if (y->asked > 0)
		str_addf(&verdict, ", %s tries", num_count(asked, (uint64_t)y->asked));
	str_addf(&verdict, ", base %s", num_prob(base, y->lq0));
	if (!isnan(y->lp))
		str_addf(&verdict, ", %s when drawn", num_prob(drawn, y->lp));
	if (y->left < 0)
		str_add(&verdict, ", inside the support");
	else
		str_addf(&verdict, ", left the support at t%d", y->left + 1);
	say(s, "%s, %s: %s.", name, str_text(&text), str_text(&verdict));
	str_done(&text);
	str_done(&verdict);
}

static void say_samples(struct session *s, const struct frame *f)
{
	enum { ANY = 8 };
	char name[NUM_TEXT];

	for (int i = 0; i < f->nsample; i++) {
		snprintf(name, sizeof name, "sample %d", i + 1);
		say_sample(s, f, &f->sample[i], name);
	}
	if (f->nany > 0)
		say(s, "The newest on any prompt:");
	for (int i = 0; i < f->nany && i < ANY; i++) {
		if (f->any[i].prompt < 0)
			snprintf(name, sizeof name, "on a new prompt");
		else
			snprintf(name, sizeof name, "on x%d", f->any[i].prompt);
		say_sample(s, f, &f->any[i], name);
	}
}

void look_samples(struct session *s, const struct frame *f)
{
	const struct frame_trainer *t = &f->trainer[f->who];
	char here[NUM_TEXT], all[NUM_TEXT], update[NUM_TEXT], name[32];
	int correct = 0;

	for (int i = 0; i < f->nsample; i++)
		correct += f->sample[i].right == f->N;
	if (t->update == 0)
		say(s, "Trainer %s has drawn no samples yet: step.", session_trainer_name(s, f->who, name));
	else if (!f->samples_kept)
		say(s, "The samples of the last update are gone: step.");
	else
		say(s, "Update %s of trainer %s: %s of its %s samples were on x%d, %d of them correct%s%s.",
		    num_count(update, t->update), session_trainer_name(s, f->who, name),
		    num_count(here, (uint64_t)f->nsample), num_count(all, t->last.responses), f->prompt, correct,
		    t->drawn_by ? "; drawn by " : "", t->drawn_by ? t->drawn_by : "");
	say_samples(s, f);
}

/* ---- the console */

void look_console(struct session *s, const struct frame *f)
{
	(void)f;
	say(s, "The console holds what was typed and answered. In text mode that is what stands above; history lists what "
	    "was typed.");
}

/* ---- breaks and watches */

static void add_break_state(const struct frame_stop *b, struct str *to)
{
	char count[NUM_TEXT];

	str_addf(to, "%s hit%s", num_count(count, b->hits), plural(b->hits));
	if (b->stopped)
		str_add(to, ", the run stands at it");
	if (!b->enabled)
		str_add(to, ", disabled");
	else if (b->ignore > 0)
		str_addf(to, ", does not stop the next %s time%s", num_count(count, b->ignore), plural(b->ignore));
	else
		str_add(to, b->once ? ", stops once" : ", stops");
	if (*b->does)
		str_addf(to, ", and then: %s", b->does);
}

/* `; trainer A 2.9e-09, which was 3.6e-10` */
static void add_values(const struct frame *f, const struct frame_stop *b, struct str *to)
{
	for (int i = 0; i < 2; i++) {
		if (!*b->value[i])
			continue;
		str_addf(to, "%s%s", to->len ? "; " : "", b->watch ? "" : "now ");
		if (f->trainer[1].exists)
			str_addf(to, "trainer %c ", 'A' + i);
		str_add(to, b->value[i]);
		if (*b->then[i])
			str_addf(to, ", changed from %s", b->then[i]);
	}
}

void look_stops(struct session *s, const struct frame *f)
{
	if (f->nstops == 0)
		say(s, "There are no breaks and no watches: break likelihood[%d]>.9 stops a run, watch likelihood[%d] follows "
		    "a value.", f->prompt, f->prompt);
	for (int i = 0; i < f->nstops; i++) {
		const struct frame_stop *b = &f->stop[i];
		struct str text = { 0 };
		if (!b->watch)
			add_break_state(b, &text);
		add_values(f, b, &text);
		say(s, "%s %d, %s%s: %s%s.", b->watch ? "watch" : "break", b->number, b->text,
		    b->who < 0 ? "" : b->who ? " of trainer B" : " of trainer A", str_text(&text),
		    b->watch && !b->enabled ? "; disabled" : "");
		str_done(&text);
	}
}

/* ---- queries */

static void say_trainer_queries(struct session *s, const struct frame *f, int who)
{
	const struct frame_trainer *t = &f->trainer[who];
	char all[NUM_TEXT], last[NUM_TEXT], hits[NUM_TEXT], left[NUM_TEXT], budget[NUM_TEXT], off[NUM_TEXT], name[32];
	struct str more = { 0 };

	if (t->run.hits)
		str_addf(&more, ", %.1f queries a hit", (double)t->run.queries / (double)t->run.hits);
	if (t->run.off_known)
		str_addf(&more, ", %s response%s off the support", num_count(off, t->run.off), plural(t->run.off));
	if (f->budget)
		str_addf(&more, ", %s of the budget of %s left",
			 num_count(left, f->budget > t->run.queries ? f->budget - t->run.queries : 0),
			 num_count(budget, f->budget));
	else
		str_add(&more, ", no budget");
	say(s, "trainer %s: %s %s, %s of them in the last update, %s hit%s%s.", session_trainer_name(s, who, name),
	    num_count(all, t->run.queries), queries(t->run.queries), num_count(last, t->last.queries),
	    num_count(hits, t->run.hits), plural(t->run.hits), str_text(&more));
	str_done(&more);
}

static void say_scales(struct session *s, const struct frame *f)
{
	char scale[NUM_TEXT], spent[NUM_TEXT], eps[NUM_TEXT], times[NUM_TEXT];

	say(s, "The theory's scale, without constants: 1/LQ(%s) of the base model is %s.", num_short(eps, f->eps),
	    num_times(times, -f->log_lq));
	for (int who = 0; who < 2; who++) {
		const struct frame_trainer *t = &f->trainer[who];
		if (!t->exists || isnan(t->log_scale))
			continue;
		num_ratio(spent, log((double)t->run.queries) - t->log_scale);
		say(s, "trainer %c: the query scale is %s, spent of it %s times.", 'A' + who, num_times(scale, t->log_scale),
		    t->run.queries ? spent : "0");
	}
}

void look_queries(struct session *s, const struct frame *f)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	char all[NUM_TEXT], hits[NUM_TEXT], first[NUM_TEXT], each[NUM_TEXT + 24] = ", no hit yet", name[32];

	for (int who = 0; who < 2; who++)
		if (f->trainer[who].exists)
			say_trainer_queries(s, f, who);
	if (p->hits)
		snprintf(each, sizeof each, ", %.1f queries a hit, the first at query %s",
			 (double)p->queries / (double)p->hits, num_count(first, p->first_hit));
	say(s, "prompt x%d, trainer %s: %s %s, %s hit%s%s.", f->prompt, session_trainer_name(s, f->who, name),
	    num_count(all, p->queries), queries(p->queries), num_count(hits, p->hits), plural(p->hits), each);
	if (f->scales)
		say_scales(s, f);
}

/* ---- the digest */

static void add_trainer(const struct session *s, const struct frame *f, int who, struct str *to)
{
	const struct frame_trainer *t = &f->trainer[who];
	char update[NUM_TEXT], all[NUM_TEXT], hits[NUM_TEXT], last[NUM_TEXT], batch[NUM_TEXT], off[NUM_TEXT], name[32];

	str_addf(to, " Trainer %s is at update %s after %s %s with %s hit%s", session_trainer_name(s, who, name),
		 num_count(update, t->update), num_count(all, t->run.queries), queries(t->run.queries),
		 num_count(hits, t->run.hits), plural(t->run.hits));
	if (t->update > 0)
		str_addf(to, ", in the last update %s of %s", num_count(last, t->last.hits),
			 num_count(batch, t->last.responses));
	if (t->update > 0 && t->last.off_known)
		str_addf(to, " and %s off the support", num_count(off, t->last.off));
	str_add(to, ".");
}

static void add_learned(const struct frame *f, struct str *to)
{
	int learned = 0, out = 0, both = 0;

	for (int i = 0; i < f->ntracked; i++) {
		bool is_learned = frame_is_learned(f->prompts[i].lp);
		learned += is_learned;
		out += f->prompts[i].out;
		both += is_learned && f->prompts[i].out;
	}
	str_addf(to, " %d of %d prompts %s learned, at .9 or more; %d %s outside the support, %d of those learned.", learned,
		 f->ntracked, learned == 1 ? "is" : "are", out, out == 1 ? "is" : "are", both);
}

static void add_state(const struct frame *f, struct str *to)
{
	int watches = 0;

	for (int i = 0; i < f->nstops; i++)
		watches += f->stop[i].watch;
	if (f->state == FRAME_BREAK)
		str_addf(to, " The run stands at break %d.", f->at_break);
	else if (f->state == FRAME_END)
		str_add(to, " The budget is spent.");
	if (f->nstops)
		str_addf(to, " There %s %d break%s and %d watch%s.", f->nstops - watches == 1 ? "is" : "are",
			 f->nstops - watches, plural((uint64_t)(f->nstops - watches)), watches,
			 watches == 1 ? "" : "es");
}

void look_digest(struct session *s, const struct frame *f)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	char p0[NUM_TEXT], now[NUM_TEXT];
	struct str text = { 0 };

	str_addf(&text, "%s%s, seed %" PRIu64 ":", *f->preset ? "Preset " : "A task", f->preset, f->seed);
	for (int who = 0; who < 2; who++)
		if (f->trainer[who].exists)
			add_trainer(s, f, who, &text);
	add_learned(f, &text);
	str_addf(&text, " Selected is x%d, %s: base %s, now %s of trainer %c.", f->prompt, side_of(p), num_prob(p0, p->lp0),
		 num_prob(now, p->lp), 'A' + f->who);
	add_state(f, &text);
	say(s, "%s", str_text(&text));
	str_done(&text);
}
