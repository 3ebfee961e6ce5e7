/* Commands that would change nothing are vain: they run, to say why, but no list offers them. */
#include "panel/deed.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "panel/ladder.h"
#include "panel/position.h"

enum { PAGE = 5 }; /* rows that PgUp scrolls */

static int times(const struct scene *s)
{
	return s->count > 0 ? s->count : 1;
}

static void command(struct deed *to, const char *text)
{
	to->act = ACT_COMMAND;
	snprintf(to->command, sizeof to->command, "%s", text);
}

/* ---- the run */

void deed_step(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	command(to, "step");
	if (s->count > 0)
		snprintf(to->command, sizeof to->command, "step %d", s->count);
}

/* The trainer in focus. */
static const struct frame_trainer *trainer(const struct scene *s)
{
	return &s->frame->trainer[s->view->who];
}

/* Whoever a command of time is for stands at update 0: the trainer in focus, or of two that are split both. */
static bool is_at_start(const struct scene *s)
{
	const struct frame *f = s->frame;

	return f->split ? f->trainer[0].update == 0 && f->trainer[1].update == 0 : trainer(s)->update == 0;
}

void deed_back(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	to->vain = is_at_start(s);
	command(to, "back");
	if (s->count > 0)
		snprintf(to->command, sizeof to->command, "back %d", s->count);
}

void deed_rcontinue(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	to->vain = is_at_start(s);
	command(to, "rcontinue");
}

void deed_goto(const struct scene *s, int way, struct deed *to)
{
	to->vain = !(way > 0 ? trainer(s)->mark_after : trainer(s)->mark_before);
	command(to, way > 0 ? "goto next" : "goto previous");
}

void deed_mark(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	to->act = ACT_PREFILL;
	snprintf(to->command, sizeof to->command, "mark ");
}

void deed_continue(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "continue");
}

void deed_run(const struct scene *s, int way, struct deed *to)
{
	if (scene_is_running(s))
		to->act = ACT_PAUSE;
	else
		deed_continue(s, way, to);
}

/* One step on the ladder; 0 of the setting, the top of it, is max. */
void deed_speed(const struct scene *s, int way, struct deed *to)
{
	static const int ladder[] = { 1, 2, 5, 10, 20, 50 };
	enum { RUNGS = sizeof ladder / sizeof ladder[0] };
	int now = s->frame->speed, next = 0;

	if (s->frame->job) /* goes as fast as it can */
		return;
	if (way > 0 ? now == 0 : now == 1)
		return;
	for (int i = 0; i < RUNGS; i++)
		if (way < 0 && (now == 0 || ladder[i] < now))
			next = ladder[i];
	for (int i = RUNGS - 1; i >= 0; i--)
		if (way > 0 && ladder[i] > now)
			next = ladder[i];
	command(to, "speed max");
	if (next)
		snprintf(to->command, sizeof to->command, "speed %d", next);
}

void deed_undo(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	to->vain = !s->frame->undo;
	command(to, "undo");
	if (s->count > 0)
		snprintf(to->command, sizeof to->command, "undo %d", s->count);
}

void deed_reset(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "reset");
}

/* Of a break the condition is still to be typed, a watch can do with the selected prompt. */
void deed_break(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	to->act = ACT_PREFILL;
	snprintf(to->command, sizeof to->command, "break ");
}

void deed_watch(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	to->act = ACT_PREFILL;
	snprintf(to->command, sizeof to->command, "watch likelihood[%d]", s->view->prompt);
}

/* ---- what is looked at */

static void move(struct deed *to, enum act act, int by)
{
	to->act = act;
	to->by = by;
}

/* Down and up, in what the panel in focus is a list of. */
void deed_move(const struct scene *s, int way, struct deed *to)
{
	if (s->focus == PANEL_CONSOLE)
		move(to, ACT_SCROLL, -way * times(s));
	else if (s->focus == PANEL_LESSON && s->frame->lesson)
		move(to, ACT_LESSON, way * times(s));
	else if (s->frame->k == 0)
		return;
	else if (s->view->depth == VIEW_SAMPLE && s->focus != PANEL_SAMPLE)
		move(to, ACT_SAMPLE, way * times(s));
	else if (s->view->depth >= VIEW_TOKENS || s->focus == PANEL_TOKENS || s->focus == PANEL_POSITIONS)
		move(to, ACT_POSITION, way * times(s));
	else if (s->focus == PANEL_LADDER && s->frame->ladder)
		move(to, ACT_PROMPT, ladder_next(s->frame, s->frame->prompt, way * times(s)) - s->frame->prompt);
	else
		move(to, ACT_PROMPT, way * times(s));
}

void deed_position(const struct scene *s, int way, struct deed *to)
{
	move(to, ACT_POSITION, way * times(s));
}

void deed_scroll(const struct scene *s, int way, struct deed *to)
{
	(void)s;
	move(to, ACT_PAGE, way * PAGE);
}

void deed_focus(const struct scene *s, int way, struct deed *to)
{
	(void)s;
	move(to, ACT_FOCUS, way);
}

void deed_inspect(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	to->act = ACT_COMMAND;
	snprintf(to->command, sizeof to->command, "inspect %d", s->view->prompt);
}

/* One level deeper. */
void deed_enter(const struct scene *s, int way, struct deed *to)
{
	const struct view *v = s->view;

	if (v->depth == VIEW_ALL) {
		deed_inspect(s, way, to);
	} else if (v->depth == VIEW_PROMPT) {
		to->act = ACT_COMMAND;
		snprintf(to->command, sizeof to->command, "inspect %d t=%d", v->prompt, v->position + 1);
	} else if (v->depth == VIEW_TOKENS) {
		to->act = ACT_COMMAND;
		to->vain = s->frame->nsample == 0;
		snprintf(to->command, sizeof to->command, "inspect %d t=%d sample=%d", v->prompt, v->position + 1,
			 sample_number(s));
	}
}

void deed_panel(const struct scene *s, int way, struct deed *to)
{
	if (s->view->depth == VIEW_ALL)
		move(to, ACT_PANEL, way);
}

void deed_plot(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "plot");
}

void deed_scale(const struct scene *s, int way, struct deed *to)
{
	const struct frame *f = s->frame;

	(void)way;
	if (!(f->need & FRAME_CURVE) || !f->curve_name)
		return;
	to->act = ACT_COMMAND;
	snprintf(to->command, sizeof to->command, "plot %s%s%s%s", s->view->plot.metric, *s->view->plot.metric ? " " : "",
		 f->curve_log ? "lin" : "log", f->curve_by_update ? " x=update" : "");
}

/* The share that the likelihood quantile leaves out, on a ladder of its own, seen as it moves. */
void deed_eps(const struct scene *s, int way, struct deed *to)
{
	static const double rung[] = { .01, .02, .05, .1, .2, .3, .4, .5, .6, .7, .8, .9 };
	enum { RUNGS = sizeof rung / sizeof rung[0] };
	double now = s->frame->eps, next = now;
	char text[NUM_TEXT];

	if (s->focus != PANEL_QUANTILE)
		return;
	for (int i = 0; i < RUNGS; i++)
		if (way < 0 && rung[i] < now)
			next = rung[i];
	for (int i = RUNGS - 1; i >= 0; i--)
		if (way > 0 && rung[i] > now)
			next = rung[i];
	if (next == now)
		return;
	to->act = ACT_COMMAND;
	snprintf(to->command, sizeof to->command, "set eps %s", num_short(text, next));
}

void deed_explain(const struct scene *s, int way, struct deed *to)
{
	static const char *const word[PANELS] = {
		[PANEL_PROMPTS] = "p0", [PANEL_CURVE] = "likelihood", [PANEL_TOKENS] = "token",
		[PANEL_SAMPLES] = "sample", [PANEL_CONSOLE] = "update", [PANEL_QUANTILE] = "lq",
		[PANEL_STOPS] = "break", [PANEL_QUERIES] = "query", [PANEL_LADDER] = "ladder",
		[PANEL_INSPECT] = "p0", [PANEL_POSITIONS] = "worst", [PANEL_NEXT] = "policy",
		[PANEL_SAMPLE] = "advantage", [PANEL_LESSON] = "lesson",
	};

	(void)way;
	if (!word[s->focus])
		return;
	to->act = ACT_COMMAND;
	snprintf(to->command, sizeof to->command, "explain %s", word[s->focus]);
}

void deed_trainer(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	if (scene_has_other(s))
		to->act = ACT_TRAINER;
}

/* queries, updates, off, and queries again. */
void deed_sync(const struct scene *s, int way, struct deed *to)
{
	const char *now = s->frame->sync;

	(void)way;
	if (!s->frame->split)
		return;
	command(to, strcmp(now, "queries") == 0	  ? "set sync updates"
		    : strcmp(now, "updates") == 0 ? "set sync off"
						  : "set sync queries");
}

/* ---- a lesson */

/* What the page waits for. */
void deed_answer(const struct scene *s, int way, struct deed *to)
{
	const struct frame_lesson *l = s->frame->lesson;

	(void)way;
	if (!(l->locked || l->asks_why))
		return;
	to->act = ACT_PREFILL;
	snprintf(to->command, sizeof to->command, l->locked ? "predict " : "why ");
}

void deed_hint(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	command(to, "hint");
	to->vain = !s->frame->lesson->hints;
}

void deed_next(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "next");
}

void deed_page_back(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	if (s->frame->lesson->back)
		command(to, "lesson back");
}

void deed_lesson(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "lesson");
}

/* ---- the screen */

void deed_act(const struct scene *s, int way, struct deed *to)
{
	(void)s;
	to->act = (enum act)way;
}

void deed_zoom(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "zoom");
}

void deed_last(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	if (s->last)
		to->act = ACT_LAST;
}

void deed_escape(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	to->act = s->help || s->view->zoom || s->view->depth != VIEW_ALL ? ACT_UP : ACT_MODE;
}

void deed_quit(const struct scene *s, int way, struct deed *to)
{
	deed_escape(s, way, to);
	if (to->act == ACT_MODE) {
		to->act = ACT_PREFILL;
		to->whole = true;
		snprintf(to->command, sizeof to->command, "quit");
	}
}
