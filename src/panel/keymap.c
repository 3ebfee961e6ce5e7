/* One table of keys. A key works when its function makes a deed of it; a vain one is listed nowhere, but its command says
 * why. */
#include "panel/keymap.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "panel/deed.h"
#include "panel/position.h"

enum { NOTCH = 3 }; /* rows that a notch of the wheel scrolls */

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

/* ---- the table: the most useful first, as the key line shows them */

static const struct key table[] = {
	{ KEY_TASK, "s", "step", "one update; 5s: five; F10", "s", { { 's', 0 }, { PRESS_F10, 0 } }, deed_step },
	{ KEY_TASK, "c", "run", "train until a stop; F5", "c", { { 'c', 0 }, { PRESS_F5, 0 } }, deed_continue },
	{ KEY_TASK | KEY_RUN | KEY_LEFT, "Space", "run", "train, or pause", NULL, { { ' ', 0 } }, deed_run },
	{ KEY_RUN | KEY_OWN, "Ctrl-C", "stop", "stop; clear the line", NULL, { { 0, 0 } }, NULL },
	{ KEY_TASK | KEY_RUN, "j/k", "", "next, previous; or arrows", NULL,
	  { { 'j', 1 }, { PRESS_DOWN, 1 }, { 'k', -1 }, { PRESS_UP, -1 } }, deed_move },
	{ KEY_TASK | KEY_RUN, "@", "trainer", "the other trainer", NULL, { { '@', 0 } }, deed_trainer },
	{ KEY_TASK, "< >", "eps", "eps of LQ: less, more", NULL, { { '<', -1 }, { '>', 1 } }, deed_eps },
	{ KEY_TASK, "Enter", "inspect", "look inside, a level deeper", NULL, { { PRESS_ENTER, 0 } }, deed_enter },
	{ KEY_TASK, "x", "inspect", "inspect the prompt", "x", { { 'x', 0 } }, deed_inspect },
	{ KEY_TASK, "S", "back", "one update back; 5S: five", "S", { { 'S', 0 } }, deed_back },
	{ KEY_RUN, "?", "help", "these keys; or F1", "?", { { '?', ACT_HELP }, { PRESS_F1, ACT_HELP } }, deed_act },
	{ KEY_TASK, "C", "run back", "back to the last stop", "C", { { 'C', 0 } }, deed_rcontinue },
	{ KEY_TASK | KEY_RUN, "o", "base/now", "tokens: base, now", NULL, { { 'o', ACT_BASE } }, deed_act },
	{ KEY_TASK, "=", "sync", "split: queries, updates", NULL, { { '=', 0 } }, deed_sync },
	{ KEY_TASK | KEY_RUN | KEY_LEFT, "[ ]", "speed", "slower, faster", NULL, { { '[', -1 }, { ']', 1 } },
	  deed_speed },
	{ KEY_RUN, "Tab", "panel", "next panel; Shift-Tab back", NULL, { { PRESS_TAB, 1 }, { PRESS_BACKTAB, -1 } },
	  deed_focus },
	{ KEY_TASK | KEY_RUN, "z", "zoom", "this panel alone, or all", NULL, { { 'z', 0 } }, deed_zoom },
	{ KEY_TASK | KEY_RUN, "-", "last view", "what was seen before", NULL, { { '-', 0 } }, deed_last },
	{ KEY_TASK | KEY_RUN, "t/T", "position", "next position; back", NULL,
	  { { 't', 1 }, { PRESS_RIGHT, 1 }, { 'T', -1 }, { PRESS_LEFT, -1 } }, deed_position },
	{ KEY_TASK, "e", "explain", "explain this panel", NULL, { { 'e', 0 } }, deed_explain },
	{ KEY_TASK, "P", "plot", "plot its likelihood", NULL, { { 'P', 0 } }, deed_plot },
	{ KEY_TASK, "L", "log/lin", "plot: log or linear", NULL, { { 'L', 0 } }, deed_scale },
	{ KEY_TASK | KEY_LESSON, "r", "reset", "back to update 0", "r", { { 'r', 0 } }, deed_reset },
	{ KEY_TASK, "{ }", "marks", "previous, next mark", NULL, { { '{', -1 }, { '}', 1 } }, deed_goto },
	{ KEY_TASK, "m", "mark", "name this place", NULL, { { 'm', 0 } }, deed_mark },
	{ KEY_TASK, "b", "break", "a break, to be typed", NULL, { { 'b', 0 } }, deed_break },
	{ KEY_TASK, "w", "watch", "watch the prompt", NULL, { { 'w', 0 } }, deed_watch },
	{ 0, "u", "undo", "take a command back", NULL, { { 'u', 0 } }, deed_undo },
	{ KEY_TASK | KEY_RUN, "p", "prompts", "to the prompts", NULL, { { 'p', PANEL_PROMPTS } }, deed_panel },
	{ KEY_RUN, "PgUp", "older", "console up; PgDn down", NULL, { { PRESS_PAGE_UP, 1 }, { PRESS_PAGE_DOWN, -1 } },
	  deed_scroll },
	{ KEY_LESSON | KEY_ONLY, "a", "answer", "lesson: answer its page", "predict ..", { { 'a', 0 } }, deed_answer },
	{ KEY_LESSON | KEY_ONLY, "h", "hint", "lesson: a hint", "h", { { 'h', 0 } }, deed_hint },
	{ KEY_LESSON | KEY_ONLY, "n", "next", "lesson: next page", "n", { { 'n', 0 } }, deed_next },
	{ KEY_LESSON | KEY_ONLY, "N", "page back", "lesson: page before", "l back", { { 'N', 0 } }, deed_page_back },
	{ KEY_ONLY, "l", "lesson", "lesson: its page", NULL, { { 'l', 0 } }, deed_lesson },
	{ 0, ":", "command", "type one command", NULL, { { ':', ACT_OPEN } }, deed_act },
	{ 0, "q", "quit", "back, at top: quit", NULL, { { 'q', 0 } }, deed_quit },
	{ KEY_RUN, "Ctrl-L", "redraw", "draw the screen anew", NULL, { { KEYMAP_CTRL_L, ACT_REDRAW } }, deed_act },
	{ KEY_RUN | KEY_OWN, "Ctrl-Z", "", "shell; fg: back", NULL, { { 0, 0 } }, NULL },
	{ KEY_RUN, "Esc", "", "back, at top: TYPE", NULL, { { PRESS_ESC, 0 } }, deed_escape },
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
	bool works = (k->flags & KEY_RUN || !scene_is_running(s)) && (!(k->flags & KEY_TASK) || s->frame->k > 0) &&
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
	if (scene_is_typing(s)) {
		if (k && keymap_takes(press, scene_is_running(s), is_empty(s)))
			make(s, k, way, to);
	} else if (k) {
		make(s, k, way, to);
	} else if (scene_is_running(s)) {
		return;
	} else if (press >= (s->count > 0 ? '0' : '1') && press <= '9') {
		to->act = ACT_COUNT;
		to->by = (int)(press - '0');
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
	bool trains = k->make == deed_continue || k->make == deed_run;

	if (k->flags & KEY_OWN)
		return scene_is_running(s) ? k->brief : "";
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
		return k->make == deed_escape ? "up" : "";
	case ACT_MODE:
		return s->keys ? "TYPE" : "KEYS";
	default:
		break;
	}
	if (k->make == deed_trainer)
		return s->view->who ? "A" : "B";
	if (k->make == deed_enter && s->view->depth == VIEW_PROMPT)
		return "tokens";
	if (k->make == deed_enter && s->view->depth == VIEW_TOKENS)
		return "samples";
	if (k->make == deed_step && s->frame->split)
		return "step both";
	if (trains && s->frame->split)
		return "run both";
	if (trains && scene_has_other(s))
		return s->view->who ? "run B" : "run A";
	return k->brief;
}

/* `x 5` of all prompts, then one level deeper: `x 5 t=3`, and there the position after it; the sample after one. */
static void say_typed(const struct scene *s, const struct key *k, struct keymap_row *to)
{
	const struct view *v = s->view;
	bool looks = k->make == deed_inspect;

	if (!k->typed)
		return;
	to->typed_brief = to->brief;
	if (k->make == deed_answer && s->frame->lesson && s->frame->lesson->asks_why) {
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
		.left = is_left(k, scene_is_running(s), is_empty(s)) || (k->flags & KEY_OWN && scene_is_running(s)),
	};
	say_typed(s, k, to);
	return true;
}
