/* One table of keys. A key works when its function makes a deed of it; a vain one is listed nowhere, but its command says
 * why. */
#include "panel/keymap.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "panel/ladder.h"
#include "panel/position.h"

enum { PAGE = 5, NOTCH = 3 }; /* rows that PgUp scrolls, and a notch of the wheel */

enum key_flag {
	KEY_RUN = 1,   /* works while a run is going                            */
	KEY_TASK = 2,  /* only with a task                                      */
	KEY_LEFT = 4,  /* in TYPE mode while a run leaves the line nothing else */
	KEY_LESSON = 16, /* before all others while a lesson is going on        */
	KEY_ONLY = 32,   /* does something only then; else it is a letter like others */
	KEY_OWN = 8,   /* the driver sees to it: only told here                 */
};

struct press_way {
	uint32_t press;
	int way;
};
struct key {
	unsigned flags;
	const char *keys, *brief, *does;
	const char *typed;          /* what to type for the same; x: with what to look into */
	struct press_way press[4];
	void (*make)(const struct scene *s, int way, struct deed *to);
};

static bool is_running(const struct scene *s)
{
	return s->frame->state == FRAME_RUN;
}

static bool is_typing(const struct scene *s)
{
	return !s->keys || s->typing;
}

static bool has_other(const struct scene *s)
{
	return s->frame->trainer[0].exists && s->frame->trainer[1].exists;
}

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

static void make_step(const struct scene *s, int way, struct deed *to)
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

static void make_back(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	to->vain = trainer(s)->update == 0;
	command(to, "back");
	if (s->count > 0)
		snprintf(to->command, sizeof to->command, "back %d", s->count);
}

static void make_rcontinue(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	to->vain = trainer(s)->update == 0;
	command(to, "rcontinue");
}

static void make_goto(const struct scene *s, int way, struct deed *to)
{
	to->vain = !(way > 0 ? trainer(s)->mark_after : trainer(s)->mark_before);
	command(to, way > 0 ? "goto next" : "goto previous");
}

static void make_mark(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	to->act = ACT_PREFILL;
	snprintf(to->command, sizeof to->command, "mark ");
}

static void make_continue(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "continue");
}

static void make_run(const struct scene *s, int way, struct deed *to)
{
	if (is_running(s))
		to->act = ACT_PAUSE;
	else
		make_continue(s, way, to);
}

/* One step on the ladder; 0 of the setting, the top of it, is max. */
static void make_speed(const struct scene *s, int way, struct deed *to)
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

static void make_undo(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	to->vain = !s->frame->undo;
	command(to, "undo");
	if (s->count > 0)
		snprintf(to->command, sizeof to->command, "undo %d", s->count);
}

static void make_reset(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "reset");
}

/* Of a break the condition is still to be typed, a watch can do with the selected prompt. */
static void make_break(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	to->act = ACT_PREFILL;
	snprintf(to->command, sizeof to->command, "break ");
}

static void make_watch(const struct scene *s, int way, struct deed *to)
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
static void make_move(const struct scene *s, int way, struct deed *to)
{
	if (s->focus == PANEL_CONSOLE)
		move(to, ACT_SCROLL, -way * times(s));
	else if (s->focus == PANEL_LESSON && s->frame->lesson)
		move(to, ACT_LESSON, way * times(s));
	else if (s->frame->k == 0)
		return;
	else if (s->view->depth == VIEW_SAMPLE && s->focus != PANEL_SAMPLE)
		move(to, ACT_SAMPLE, way * times(s));
	else if (s->view->depth >= VIEW_TOKENS || s->focus == PANEL_TOKENS)
		move(to, ACT_POSITION, way * times(s));
	else if (s->focus == PANEL_LADDER && s->frame->ladder)
		move(to, ACT_PROMPT, ladder_next(s->frame, s->frame->prompt, way * times(s)) - s->frame->prompt);
	else
		move(to, ACT_PROMPT, way * times(s));
}

static void make_position(const struct scene *s, int way, struct deed *to)
{
	move(to, ACT_POSITION, way * times(s));
}

static void make_scroll(const struct scene *s, int way, struct deed *to)
{
	(void)s;
	move(to, ACT_PAGE, way * PAGE);
}

static void make_focus(const struct scene *s, int way, struct deed *to)
{
	(void)s;
	move(to, ACT_FOCUS, way);
}

static void make_inspect(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	to->act = ACT_COMMAND;
	snprintf(to->command, sizeof to->command, "inspect %d", s->view->prompt);
}

/* One level deeper. */
static void make_enter(const struct scene *s, int way, struct deed *to)
{
	const struct view *v = s->view;

	if (v->depth == VIEW_ALL) {
		make_inspect(s, way, to);
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

static void make_panel(const struct scene *s, int way, struct deed *to)
{
	if (s->view->depth == VIEW_ALL)
		move(to, ACT_PANEL, way);
}

static void make_plot(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "plot");
}

static void make_scale(const struct scene *s, int way, struct deed *to)
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
static void make_eps(const struct scene *s, int way, struct deed *to)
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

static void make_explain(const struct scene *s, int way, struct deed *to)
{
	static const char *const word[PANELS] = {
		[PANEL_PROMPTS] = "p0", [PANEL_CURVE] = "likelihood", [PANEL_TOKENS] = "token",
		[PANEL_SAMPLES] = "sample", [PANEL_CONSOLE] = "update", [PANEL_QUANTILE] = "lq",
		[PANEL_STOPS] = "break", [PANEL_QUERIES] = "query", [PANEL_LADDER] = "ladder",
		[PANEL_INSPECT] = "p0", [PANEL_POSITIONS] = "worst", [PANEL_NEXT] = "policy",
		[PANEL_SAMPLE] = "advantage",   [PANEL_LESSON] = "lesson",
	};

	(void)way;
	if (!word[s->focus])
		return;
	to->act = ACT_COMMAND;
	snprintf(to->command, sizeof to->command, "explain %s", word[s->focus]);
}

static void make_trainer(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	if (has_other(s))
		to->act = ACT_TRAINER;
}

/* queries, updates, off, and queries again. */
static void make_sync(const struct scene *s, int way, struct deed *to)
{
	const char *now = s->frame->sync;

	(void)way;
	if (!s->frame->split)
		return;
	command(to, strcmp(now, "queries") == 0 ? "set sync updates" : strcmp(now, "updates") == 0 ? "set sync off" : "set sync queries");
}

/* ---- a lesson */

static void make_next(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "next");
}

static void make_page_back(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	if (s->frame->lesson->back)
		command(to, "lesson back");
}

static void make_hint(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	command(to, "hint");
	to->vain = !s->frame->lesson->hints;
}

/* What the page waits for. */
static void make_answer(const struct scene *s, int way, struct deed *to)
{
	const struct frame_lesson *l = s->frame->lesson;

	(void)way;
	if (!(l->locked || l->asks_why))
		return;
	to->act = ACT_PREFILL;
	snprintf(to->command, sizeof to->command, l->locked ? "predict " : "why ");
}

static void make_lesson(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "lesson");
}

/* ---- the screen; `way` is what it does */

static void make_act(const struct scene *s, int way, struct deed *to)
{
	(void)s;
	to->act = (enum act)way;
}

static void make_zoom(const struct scene *s, int way, struct deed *to)
{
	(void)s, (void)way;
	command(to, "zoom");
}

static void make_last(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	if (s->last)
		to->act = ACT_LAST;
}

static void make_escape(const struct scene *s, int way, struct deed *to)
{
	(void)way;
	to->act = s->help || s->view->zoom || s->view->depth != VIEW_ALL ? ACT_UP : ACT_MODE;
}

static void make_quit(const struct scene *s, int way, struct deed *to)
{
	make_escape(s, way, to);
	if (to->act == ACT_MODE) {
		to->act = ACT_PREFILL;
		to->whole = true;
		snprintf(to->command, sizeof to->command, "quit");
	}
}

/* ---- the table: the most useful first, as the key line shows them */

static const struct key table[] = {
	{ KEY_TASK, "s", "step", "one update; 5s: five; F10", "s", { { 's', 0 }, { PRESS_F10, 0 } }, make_step },
	{ KEY_TASK, "c", "run", "train until a stop; F5", "c", { { 'c', 0 }, { PRESS_F5, 0 } }, make_continue },
	{ KEY_TASK | KEY_RUN | KEY_LEFT, "Space", "run", "train, or pause", NULL, { { ' ', 0 } }, make_run },
	{ KEY_RUN | KEY_OWN, "Ctrl-C", "stop", "stop; clear the line", NULL, { { 0, 0 } }, NULL },
	{ KEY_TASK | KEY_RUN, "j/k", "", "next, previous; or arrows", NULL,
	  { { 'j', 1 }, { PRESS_DOWN, 1 }, { 'k', -1 }, { PRESS_UP, -1 } }, make_move },
	{ KEY_TASK, "< >", "eps", "eps of LQ: less, more", NULL, { { '<', -1 }, { '>', 1 } }, make_eps },
	{ KEY_TASK, "Enter", "inspect", "look inside, a level deeper", NULL, { { PRESS_ENTER, 0 } }, make_enter },
	{ KEY_TASK, "x", "inspect", "inspect the prompt", "x", { { 'x', 0 } }, make_inspect },
	{ KEY_TASK, "S", "back", "one update back; 5S: five", "S", { { 'S', 0 } }, make_back },
	{ KEY_RUN, "?", "help", "these keys; or F1", "?", { { '?', ACT_HELP }, { PRESS_F1, ACT_HELP } }, make_act },
	{ KEY_TASK, "C", "run back", "back to the last stop", "C", { { 'C', 0 } }, make_rcontinue },
	{ KEY_TASK | KEY_RUN, "o", "base/now", "tokens: base, now", NULL, { { 'o', ACT_BASE } }, make_act },
	{ KEY_TASK | KEY_RUN, "@", "trainer", "the other trainer", NULL, { { '@', 0 } }, make_trainer },
	{ KEY_TASK | KEY_RUN, "=", "sync", "split: queries, updates", NULL, { { '=', 0 } }, make_sync },
	{ KEY_TASK | KEY_RUN | KEY_LEFT, "[ ]", "speed", "slower, faster", NULL, { { '[', -1 }, { ']', 1 } },
	  make_speed },
	{ KEY_RUN, "Tab", "panel", "next panel; Shift-Tab back", NULL, { { PRESS_TAB, 1 }, { PRESS_BACKTAB, -1 } },
	  make_focus },
	{ KEY_TASK | KEY_RUN, "z", "zoom", "this panel alone, or all", NULL, { { 'z', 0 } }, make_zoom },
	{ KEY_TASK | KEY_RUN, "-", "last view", "what was seen before", NULL, { { '-', 0 } }, make_last },
	{ KEY_TASK | KEY_RUN, "t/T", "position", "next position; back", NULL,
	  { { 't', 1 }, { PRESS_RIGHT, 1 }, { 'T', -1 }, { PRESS_LEFT, -1 } }, make_position },
	{ KEY_TASK, "e", "explain", "explain this panel", NULL, { { 'e', 0 } }, make_explain },
	{ KEY_TASK, "P", "plot", "plot its likelihood", NULL, { { 'P', 0 } }, make_plot },
	{ KEY_TASK, "L", "log/lin", "plot: log or linear", NULL, { { 'L', 0 } }, make_scale },
	{ KEY_TASK | KEY_LESSON, "r", "reset", "back to update 0", "r", { { 'r', 0 } }, make_reset },
	{ KEY_TASK, "{ }", "marks", "previous, next mark", NULL, { { '{', -1 }, { '}', 1 } }, make_goto },
	{ KEY_TASK, "m", "mark", "name this place", NULL, { { 'm', 0 } }, make_mark },
	{ KEY_TASK, "b", "break", "a break, to be typed", NULL, { { 'b', 0 } }, make_break },
	{ KEY_TASK, "w", "watch", "watch the prompt", NULL, { { 'w', 0 } }, make_watch },
	{ 0, "u", "undo", "take a command back", NULL, { { 'u', 0 } }, make_undo },
	{ KEY_TASK | KEY_RUN, "p", "prompts", "to the prompts", NULL, { { 'p', PANEL_PROMPTS } }, make_panel },
	{ KEY_RUN, "PgUp", "older", "console up; PgDn down", NULL, { { PRESS_PAGE_UP, 1 }, { PRESS_PAGE_DOWN, -1 } },
	  make_scroll },
	{ KEY_LESSON | KEY_ONLY, "a", "answer", "lesson: answer its page", "predict ..", { { 'a', 0 } }, make_answer },
	{ KEY_LESSON | KEY_ONLY, "h", "hint", "lesson: a hint", "h", { { 'h', 0 } }, make_hint },
	{ KEY_LESSON | KEY_ONLY, "n", "next", "lesson: next page", "n", { { 'n', 0 } }, make_next },
	{ KEY_LESSON | KEY_ONLY, "N", "page back", "lesson: page before", "l back", { { 'N', 0 } }, make_page_back },
	{ KEY_ONLY, "l", "lesson", "lesson: its page", NULL, { { 'l', 0 } }, make_lesson },
	{ 0, ":", "command", "type one command", NULL, { { ':', ACT_OPEN } }, make_act },
	{ 0, "q", "quit", "back, at top: quit", NULL, { { 'q', 0 } }, make_quit },
	{ KEY_RUN, "Ctrl-L", "redraw", "draw the screen anew", NULL, { { KEYMAP_CTRL_L, ACT_REDRAW } }, make_act },
	{ KEY_RUN | KEY_OWN, "Ctrl-Z", "", "shell; fg: back", NULL, { { 0, 0 } }, NULL },
	{ KEY_RUN, "Esc", "", "back, at top: TYPE", NULL, { { PRESS_ESC, 0 } }, make_escape },
};

/* While a lesson waits for predictions, these only say so. */
static bool is_barred(const struct scene *s, const struct deed *d)
{
	static const char *const words[] = { "step", "back", "continue", "rcontinue", "reset", "goto", "next" };

	for (size_t i = 0; s->frame->lesson && s->frame->lesson->locked && d->act == ACT_COMMAND && i < sizeof words / sizeof *words; i++)
		if (strncmp(d->command, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

static void make(const struct scene *s, const struct key *k, int way, struct deed *to)
{
	bool works = (k->flags & KEY_RUN || !is_running(s)) && (!(k->flags & KEY_TASK) || s->frame->k > 0) &&
		     (!(k->flags & KEY_ONLY) || s->frame->lesson);

	if (works && k->make)
		k->make(s, way, to);
	to->vain = to->vain || is_barred(s, to);
}

static const struct key *key_of(uint32_t press, int *way)
{
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		for (int j = 0; j < 4; j++)
			if (press && table[i].press[j].press == press) {
				*way = table[i].press[j].way;
				return &table[i];
			}
	return NULL;
}

/* What a run leaves of the keys while nothing is typed. */
static bool is_left(const struct key *k, bool running, bool line_is_empty)
{
	return k->flags & KEY_LEFT && running && line_is_empty;
}

static bool is_empty(const struct scene *s)
{
	return s->console.edit[0] == '\0';
}

bool keymap_takes(uint32_t press, bool running, bool line_is_empty)
{
	int way;
	const struct key *k = key_of(press, &way);

	switch (press) {
	case PRESS_ESC:
	case PRESS_PAGE_UP:
	case PRESS_PAGE_DOWN:
	case PRESS_F1:
	case PRESS_F5:
	case PRESS_F10:
	case PRESS_CLICK:
	case PRESS_WHEEL_UP:
	case PRESS_WHEEL_DOWN:
	case KEYMAP_CTRL_L:
		return true;
	}
	return k && is_left(k, running, line_is_empty);
}

static bool is_character(uint32_t press)
{
	return press >= ' ' && press < PRESS_UP && !utf8_is_control(press);
}

void keymap_find(const struct scene *s, uint32_t press, struct deed *to)
{
	int way = 0;
	const struct key *k = key_of(press, &way);

	*to = (struct deed){ .act = ACT_NONE };
	if (k && k->flags & KEY_ONLY && !s->frame->lesson)
		k = NULL;
	if (is_typing(s)) {
		if (k && keymap_takes(press, is_running(s), is_empty(s)))
			make(s, k, way, to);
	} else if (k) {
		make(s, k, way, to);
	} else if (is_running(s)) {
		return;
	} else if (press >= (s->count > 0 ? '0' : '1') && press <= '9') {
		move(to, ACT_COUNT, (int)(press - '0'));
	} else if (is_character(press)) {
		to->act = ACT_LETTER;
	}
}

void keymap_wheel(const struct scene *s, enum panel_id over, uint32_t press, struct deed *to)
{
	struct scene there = *s;

	there.focus = over;
	there.keys = true;
	there.typing = false;
	there.count = over == PANEL_CONSOLE || over == PANEL_LESSON ? NOTCH : 0;
	keymap_find(&there, press == PRESS_WHEEL_UP ? PRESS_UP : PRESS_DOWN, to);
}

/* What the table cannot say once and for all. */
static const char *brief_of(const struct scene *s, const struct key *k, const struct deed *d)
{
	if (k->flags & KEY_OWN)
		return is_running(s) ? k->brief : "";
	switch (d->act) {
	case ACT_PROMPT:
		return "prompt";
	case ACT_POSITION:
		return "position";
	case ACT_SAMPLE:
		return "sample";
	case ACT_SCROLL:
	case ACT_PAGE:
	case ACT_LESSON:
		return "scroll";
	case ACT_PAUSE:
		return s->frame->job ? "" : "pause"; /* a job that is stopped does not go on: Ctrl-C says so */
	case ACT_UP:
		return k->make == make_escape ? "up" : "";
	case ACT_MODE:
		return s->keys ? "TYPE" : "KEYS";
	default:
		break;
	}
	if (k->make == make_enter && s->view->depth == VIEW_PROMPT)
		return "tokens";
	if (s->frame->split && (k->make == make_continue || k->make == make_run))
		return "run both";
	if (s->frame->split && k->make == make_step)
		return "step both";
	if (k->make == make_enter && s->view->depth == VIEW_TOKENS)
		return "samples";
	if ((k->make == make_continue || k->make == make_run) && has_other(s))
		return s->view->who ? "run B" : "run A";
	return k->brief;
}

/* `x 5` of all prompts, then one level deeper: `x 5 t=3`, and there the position after it; the sample after one. */
static void say_typed(const struct scene *s, const struct key *k, struct keymap_row *to)
{
	const struct view *v = s->view;
	bool looks = k->make == make_inspect;

	if (!k->typed)
		return;
	to->typed_brief = to->brief;
	if (k->make == make_answer && s->frame->lesson && s->frame->lesson->asks_why) {
		snprintf(to->typed, sizeof to->typed, "why ..");
	} else if (!looks) {
		snprintf(to->typed, sizeof to->typed, "%s", k->typed);
	} else if (v->depth == VIEW_ALL) {
		snprintf(to->typed, sizeof to->typed, "%s %d", k->typed, v->prompt);
	} else if (v->depth == VIEW_PROMPT) {
		snprintf(to->typed, sizeof to->typed, "%s %d t=%d", k->typed, v->prompt, v->position + 1);
		to->typed_brief = "tokens";
	} else if (v->depth == VIEW_SAMPLE && sample_number(s) < s->frame->nsample) {
		snprintf(to->typed, sizeof to->typed, "%s %d sample=%d", k->typed, v->prompt, sample_number(s) + 1);
		to->typed_brief = "next sample";
	} else if (v->depth == VIEW_TOKENS && v->position + 1 < s->frame->N) {
		snprintf(to->typed, sizeof to->typed, "%s %d t=%d", k->typed, v->prompt, v->position + 2);
		to->typed_brief = "next position";
	}
}

static bool does_something(const struct deed *d)
{
	return d->act != ACT_NONE && !d->vain;
}

bool keymap_key(int i, const char **keys, const char **does)
{
	if (i < 0 || (size_t)i >= sizeof table / sizeof table[0])
		return false;
	*keys = table[i].keys;
	*does = table[i].does;
	return true;
}

bool keymap_row(const struct scene *s, int i, struct keymap_row *to)
{
	struct deed d = { .act = ACT_NONE }, other = d;
	const struct key *k;

	if (i < 0 || (size_t)i >= sizeof table / sizeof table[0])
		return false;
	k = &table[i];
	make(s, k, k->press[0].way, &d);
	make(s, k, k->press[1].press ? k->press[1].way : k->press[0].way, &other);
	*to = (struct keymap_row){
		.keys = k->keys, .does = k->does, .brief = brief_of(s, k, d.act ? &d : &other),
		.first = !s->frame->lesson || !(k->flags & KEY_LESSON) ? 0 : k->flags & KEY_ONLY ? 1 : 2,
		.works = k->flags & KEY_OWN || does_something(&d) || does_something(&other),
		.left = is_left(k, is_running(s), is_empty(s)) || (k->flags & KEY_OWN && is_running(s)),
	};
	say_typed(s, k, to);
	return true;
}
