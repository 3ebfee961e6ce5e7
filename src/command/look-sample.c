/* Words for panels about the last update's responses to the selected prompt: what was paid at a position, and one response,
 * token by token. */
#include <math.h>

#include "command/look.h"
#include "command/say.h"

/* ---- what was paid at the selected position */

void look_paid(struct session *s, const struct frame *f)
{
	const struct frame_prompt *p = &f->prompts[f->prompt];
	int t = s->view.position;
	char here[NUM_TEXT], all[NUM_TEXT], paid[NUM_TEXT];

	if (f->trainer[f->who].update == 0 || !f->place || f->nsample == 0) {
		say(s, "The last update has no response to this prompt to tell of.");
		return;
	}
	say(s, "Of %s response%s of the last update %s came here with a correct prefix, and %s %s rewarded here%s.",
	    num_count(all, (uint64_t)f->nsample), plural((uint64_t)f->nsample), num_count(here, (uint64_t)f->place[t].reached),
	    num_count(paid, (uint64_t)f->place[t].paid), f->place[t].paid == 1 ? "was" : "were",
	    f->place[t].signal ? "" : ": there is no signal");
	if (f->pays_tokens)
		say(s, "In the run reward has %s been paid here.", p->reach > (uint64_t)t ? "already" : "never");
	else
		say(s, "In the run %s of %s response%s had the whole right.", num_count(paid, p->hits),
		    num_count(all, p->responses), plural(p->responses));
}

/* ---- one response */

static void say_head(struct session *s, const struct frame *f)
{
	const struct frame_path *p = &f->path;
	char before[NUM_TEXT], after[NUM_TEXT], base[NUM_TEXT];
	double lp = 0.0, lq0 = 0.0;
	struct str y = { 0 }, verdict = { 0 };

	for (int t = 0; t < p->length; t++) {
		lp += p->token[t].lp;
		lq0 += p->token[t].lq0;
	}
	look_verdict(f, p->right, p->stuck, &verdict);
	session_tokens(s, f->sample[p->sample].y, p->length, false, &y);
	say(s, "prompt x%d, sample %d of %d, %s: %s; base %s, %s when it was drawn and %s after the update, a change of log p "
	       "of %.3g.", f->prompt, p->sample + 1, f->nsample, str_text(&y), str_text(&verdict), num_prob(base, lq0),
	    num_prob(before, lp), num_prob(after, lp + p->change), p->change);
	str_done(&y);
	str_done(&verdict);
}

static void say_token(struct session *s, const struct frame *f, int t, double running)
{
	const struct frame_path *p = &f->path;
	const struct frame_token *y = &p->token[t];
	char base[NUM_TEXT], then[NUM_TEXT], product[NUM_TEXT];
	struct str more = { 0 };

	if (isnan(y->reward))
		str_add(&more, ", no reward of its own");
	else
		str_addf(&more, ", reward %g", y->reward);
	str_addf(&more, ", advantage %.3g", y->advantage);
	if (p->weighed)
		str_addf(&more, ", weight %.3g", y->weight);
	str_addf(&more, ", change of log p %.3g", y->change);
	if (t == p->right && p->correct >= 0)
		str_addf(&more, ", wrong: %s is correct", f->token[p->correct]);
	if (t == p->left)
		str_add(&more, ", here it left the support");
	say(s, "t%d%s, token %s: base %s, %s when drawn, running p0 %s%s.", t + 1, t == s->view.position ? ", selected" : "",
	    f->token[y->y], num_prob(base, y->lq0), num_prob(then, y->lp), num_prob(product, running), str_text(&more));
	str_done(&more);
}

void look_sample(struct session *s, const struct frame *f)
{
	double running = 0.0;

	if (f->path.length == 0) {
		say(s, "prompt x%d: the last update has no response to it to tell of.", f->prompt);
		return;
	}
	say_head(s, f);
	for (int t = 0; t < f->path.length; t++) {
		running += f->path.token[t].lq0;
		say_token(s, f, t, running);
	}
}
