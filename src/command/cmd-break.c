/* break and watch: where continue stops, and what is shown whenever time has moved. */
#include <string.h>

#include "command/cmd.h"
#include "command/say.h"
#include "command/stop-list.h"

/* Both trainers are the same as none named: whichever is trained. */
static bool for_whom(const struct session *s, const struct args *a, unsigned *who, struct err *e)
{
	*who = 0;
	if (a->who && !args_who(a, s, who, e))
		return false;
	if (*who == WHO_AB)
		*who = 0;
	return true;
}

/* Whether there is one already; then it is said which. */
static bool is_there(struct session *s, const struct stop *b)
{
	const struct stop *same = stops_find_same(s, b);

	if (same && same->enabled)
		say(s, "%s is %s %d already", stop_text(b), stop_word(b), same->number);
	else if (same)
		say(s, "%s is %s %d already, disabled: enable %d", stop_text(b), stop_word(b), same->number,
		    same->number);
	return same != NULL;
}

/* ---- break */

/* Takes the last word off when it is `once`. */
static bool take_once(struct str *text)
{
	static const char word[] = "once";
	size_t n = sizeof word - 1, at = text->len - n;

	if (text->len < n || strcmp(text->text + at, word) != 0 || (at > 0 && !strchr(" \t", text->text[at - 1])))
		return false;
	while (at > 0 && strchr(" \t", text->text[at - 1]))
		at--;
	text->text[text->len = at] = '\0';
	return true;
}

/* The trainers for which it need not become true any more. */
static unsigned holds_for(struct session *s, const struct stop *b)
{
	unsigned who = 0;

	for (int i = 0; i < TRAINERS && !expr_names_event(b->expr); i++)
		if (run_exists(&s->run[i]) && (!b->who || b->who & 1u << i) && expr_true(s, b->expr, i))
			who |= 1u << i;
	return who;
}

static void add_break(struct session *s, const struct stop *b)
{
	static const char *const whose[] = { [WHO_A] = " of A", [WHO_B] = " of B", [WHO_AB] = " of A and B" };
	unsigned holds = holds_for(s, b);
	struct str label = { 0 };

	stop_label(b, &label);
	say(s, "break %d %s%s%s%s", stops_add(s, b)->number, str_text(&label), holds ? ": it holds" : "",
	    holds && run_exists(&s->run[1]) ? whose[holds] : "",
	    holds ? " now, and stops when it becomes true again" : "");
	str_done(&label);
}

/* Of what a setting keeps from ever becoming true. */
static void warn(struct session *s, const struct expr *x)
{
	struct str note = { 0 };

	str_add(&note, "note: ");
	if (expr_warning(s, x, &note))
		out_text(s->out, OUT_NOTE, str_text(&note));
	str_done(&note);
}

/* The trainer that was named, 0: none. A condition on one trainer alone has said so by itself. */
static bool be_for(struct stop *b, unsigned who, struct err *e)
{
	if (who && b->who && who != b->who)
		return err_set(e, "%s is about trainer %c: it never stops trainer %c", stop_text(b), b->who & WHO_A ? 'A' : 'B',
			       who & WHO_A ? 'A' : 'B');
	if (who)
		b->who = who;
	return true;
}

static bool set_break(struct session *s, const struct args *a, const char *text, bool once, struct err *e)
{
	struct stop b;
	unsigned who;

	if (!*text)
		return err_set(e, "break needs a condition: break queries>=10k, break discovery once");
	if (!for_whom(s, a, &who, e) || !stop_parse(s, STOP_BREAK, text, &b, e))
		return false;
	b.once = once;
	if (!be_for(&b, who, e)) {
		stop_done(&b);
		return false;
	}
	if (is_there(s, &b)) {
		stop_done(&b);
		return true;
	}
	warn(s, b.expr);
	add_break(s, &b);
	return true;
}

static bool break_run(struct session *s, const struct args *a, struct err *e)
{
	struct str text = { 0 };
	bool once, good;

	if (!*a->rest && !a->who) {
		stop_list(s, STOP_BREAK);
		return true;
	}
	str_add(&text, a->rest);
	once = take_once(&text);
	good = set_break(s, a, str_text(&text), once, e);
	str_done(&text);
	return good;
}

static const char *const break_words[] = { "once", NULL };

const struct command cmd_break = {
	.name = "break", .alias = "b", .synopsis = "break [CONDITION [once]] [@a|@b]",
	.summary = "make continue stop when a condition becomes true; alone: list the breaks",
	.help = "A condition as for continue until. One that names an event (discovery,\n"
		"offsupport[5]) stops after every update in which it holds. once: it goes after\n"
		"its first stop. @b: when B is trained; one on B's values alone, such as\n"
		"learned@b, is so by itself. likelihood[5]>alpha: the support line, as it is set\n"
		"when the condition is looked at. step heeds no breaks.",
	.example = { "break queries>=5k; continue", "break discovery once" },
	.group = GROUP_STOPS, .needs_task = true, .takes_who = true, .raw = true, .undoable = true,
	.complete = { COMPLETE_CONDITION, COMPLETE_OR_WORD, COMPLETE_OR_WORD }, .words = break_words, .run = break_run,
};

/* ---- watch */

static bool watch_run(struct session *s, const struct args *a, struct err *e)
{
	struct stop w;
	unsigned who;

	if (!*a->rest && !a->who) {
		stop_list(s, STOP_WATCH);
		return true;
	}
	if (!*a->rest)
		return err_set(e, "watch needs a metric or a condition: watch likelihood[%d]", s->view.prompt);
	if (!for_whom(s, a, &who, e) || !stop_parse(s, STOP_WATCH, a->rest, &w, e))
		return false;
	if (w.expr && expr_has_change(w.expr)) {
		stop_done(&w);
		return err_set(e, "a watch shows by itself what has changed: watch the metric alone");
	}
	w.who = who;
	if (is_there(s, &w))
		stop_done(&w);
	else
		stops_show_watch(s, stops_add(s, &w));
	return true;
}

const struct command cmd_watch = {
	.name = "watch", .alias = "w", .synopsis = "watch [METRIC|CONDITION] [@a|@b]",
	.summary = "show a value whenever time has moved; alone: list the watches",
	.help = "After step, continue and the like: the value before -> the value now, with *\n"
		"when it has changed; of both trainers, where there are two. A condition is true\n"
		"or false.",
	.example = { "watch likelihood[5]; step 5", "watch worst[5].now" },
	.group = GROUP_STOPS, .needs_task = true, .takes_who = true, .raw = true, .undoable = true,
	.complete = { COMPLETE_CONDITION, COMPLETE_CONDITION, COMPLETE_CONDITION }, .run = watch_run,
};
