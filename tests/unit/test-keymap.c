/* What each key does, by mode, depth, focus and state. */
#include "panel/keymap.h"

#include <string.h>

#include "scene.h"
#include "unit.h"

/* The scene of barrier (x5, position 4) in KEYS mode. */
static void keys_scene(struct made_scene *m)
{
	scene_barrier(m);
	m->scene.keys = true;
}

/* The deed as words: `step`, `!3 1` for act 3 by 1, `quit?` for one to be confirmed. */
static const char *deed(const struct made_scene *m, uint32_t key)
{
	static struct str text;
	struct deed d;

	str_clear(&text);
	keymap_find(&m->scene, key, &d);
	if (d.act == ACT_COMMAND)
		str_add(&text, d.command);
	else if (d.act == ACT_PREFILL)
		str_addf(&text, "%s?", d.command);
	else
		str_addf(&text, "!%d %d", (int)d.act, d.by);
	return str_text(&text);
}

/* Runs a command that has nothing to do, and so is listed nowhere. */
static void assert_vain(const struct made_scene *m, uint32_t key, const char *command)
{
	struct deed d;

	keymap_find(&m->scene, key, &d);
	assert_string_equal(deed(m, key), command);
	assert_true(d.vain);
}

static bool is_listed(const struct made_scene *m, const char *keys)
{
	struct keymap_row r;

	for (int i = 0; keymap_row(&m->scene, i, &r); i++)
		if (strcmp(r.keys, keys) == 0)
			return r.works;
	return false;
}

static void assert_act(const struct made_scene *m, uint32_t key, enum act act, int by)
{
	struct deed d;

	keymap_find(&m->scene, key, &d);
	assert_int_equal(d.act, act);
	assert_int_equal(d.by, by);
}

static void test_run(void **state)
{
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	assert_string_equal(deed(&m, 's'), "step");
	assert_string_equal(deed(&m, PRESS_F10), "step");
	assert_string_equal(deed(&m, 'c'), "continue");
	assert_string_equal(deed(&m, PRESS_F5), "continue");
	assert_string_equal(deed(&m, ' '), "continue");
	assert_string_equal(deed(&m, 'r'), "reset");
	assert_string_equal(deed(&m, 'S'), "back");
	assert_string_equal(deed(&m, 'C'), "rcontinue");
	assert_vain(&m, '{', "goto previous"); /* there are no marks */
	assert_vain(&m, '}', "goto next");
	assert_false(is_listed(&m, "{ }"));
	m.frame.trainer[0].mark_after = true;
	assert_true(is_listed(&m, "{ }"));
	m.frame.trainer[0].mark_before = true;
	assert_string_equal(deed(&m, '{'), "goto previous");
	assert_string_equal(deed(&m, '}'), "goto next");
	assert_string_equal(deed(&m, 'm'), "mark ?");
	m.frame.trainer[0].update = 0; /* nothing lies before it */
	assert_vain(&m, 'S', "back");
	assert_vain(&m, 'C', "rcontinue");
	assert_false(is_listed(&m, "S") || is_listed(&m, "C"));
	m.frame.trainer[0].update = 157;
	m.frame.state = FRAME_END;
	assert_string_equal(deed(&m, 'c'), "continue");
	scene_done(&m);
}

static void test_count(void **state)
{
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	assert_act(&m, '1', ACT_COUNT, 1);
	assert_act(&m, '9', ACT_COUNT, 9);
	assert_act(&m, '0', ACT_LETTER, 0);
	m.scene.count = 1;
	assert_act(&m, '0', ACT_COUNT, 0);
	m.scene.count = 25;
	assert_string_equal(deed(&m, 's'), "step 25");
	assert_string_equal(deed(&m, 'S'), "back 25");
	assert_act(&m, 'j', ACT_PROMPT, 25);
	assert_act(&m, 't', ACT_POSITION, 25);
	scene_done(&m);
}

static void test_speed(void **state)
{
	static const struct { int now; const char *slower, *faster; } rung[] = {
		{ 0, "speed 50", "!0 0" },	{ 50, "speed 20", "speed max" }, { 20, "speed 10", "speed 50" },
		{ 2, "speed 1", "speed 5" },	{ 1, "!0 0", "speed 2" },
		/* between the rungs */
		{ 7, "speed 5", "speed 10" },	{ 49, "speed 20", "speed 50" },
	};
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	for (size_t i = 0; i < sizeof rung / sizeof rung[0]; i++) {
		m.frame.speed = rung[i].now;
		assert_string_equal(deed(&m, '['), rung[i].slower);
		assert_string_equal(deed(&m, ']'), rung[i].faster);
	}
	scene_done(&m);
}

/* eps is moved where its quantile is seen. */
static void test_eps(void **state)
{
	static const struct { double now; const char *less, *more; } rung[] = {
		{ .1, "set eps 0.05", "set eps 0.2" },	{ .01, "!0 0", "set eps 0.02" },
		{ .9, "set eps 0.8", "!0 0" },		{ 0, "!0 0", "set eps 0.01" },
		{ 1, "set eps 0.9", "!0 0" },		{ .33, "set eps 0.3", "set eps 0.4" },
	};
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	assert_act(&m, '<', ACT_NONE, 0);
	assert_false(is_listed(&m, "< >"));
	m.scene.focus = PANEL_QUANTILE;
	assert_true(is_listed(&m, "< >"));
	for (size_t i = 0; i < sizeof rung / sizeof rung[0]; i++) {
		m.frame.eps = rung[i].now;
		assert_string_equal(deed(&m, '<'), rung[i].less);
		assert_string_equal(deed(&m, '>'), rung[i].more);
	}
	m.frame.state = FRAME_RUN;
	assert_act(&m, '>', ACT_NONE, 0);
	scene_done(&m);
}

/* Along the rungs, which are not in the order of numbers: x4 x0 x3 x1 x2 x5. */
static void test_ladder(void **state)
{
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	m.scene.focus = PANEL_LADDER;
	assert_act(&m, 'k', ACT_PROMPT, 2 - 5);
	assert_act(&m, 'j', ACT_PROMPT, 0);
	m.frame.prompt = 4;
	assert_act(&m, 'j', ACT_PROMPT, 0 - 4);
	m.scene.count = 2;
	assert_act(&m, 'j', ACT_PROMPT, 3 - 4);
	m.scene.count = 9;
	assert_act(&m, 'j', ACT_PROMPT, 5 - 4);
	scene_done(&m);
}

static void test_moves(void **state)
{
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	assert_act(&m, 'j', ACT_PROMPT, 1);
	assert_act(&m, PRESS_DOWN, ACT_PROMPT, 1);
	assert_act(&m, 'k', ACT_PROMPT, -1);
	assert_act(&m, PRESS_UP, ACT_PROMPT, -1);
	assert_act(&m, PRESS_LEFT, ACT_POSITION, -1);
	assert_act(&m, PRESS_RIGHT, ACT_POSITION, 1);
	assert_act(&m, 'T', ACT_POSITION, -1);
	m.scene.focus = PANEL_TOKENS;
	assert_act(&m, 'j', ACT_POSITION, 1);
	m.scene.focus = PANEL_POSITIONS; /* of layout 3 */
	assert_act(&m, 'j', ACT_POSITION, 1);
	m.scene.focus = PANEL_CONSOLE;
	assert_act(&m, 'j', ACT_SCROLL, -1);
	assert_act(&m, PRESS_UP, ACT_SCROLL, 1);
	m.scene.focus = PANEL_POSITIONS;
	m.view.depth = VIEW_TOKENS;
	assert_act(&m, PRESS_UP, ACT_POSITION, -1);
	m.scene.focus = PANEL_INSPECT;
	m.view.depth = VIEW_PROMPT;
	assert_act(&m, 'j', ACT_PROMPT, 1);
	m.view.depth = VIEW_SAMPLE; /* samples, or in their tokens positions */
	m.scene.focus = PANEL_SAMPLES;
	assert_act(&m, 'j', ACT_SAMPLE, 1);
	assert_act(&m, PRESS_UP, ACT_SAMPLE, -1);
	assert_act(&m, 't', ACT_POSITION, 1);
	m.scene.focus = PANEL_SAMPLE;
	assert_act(&m, 'k', ACT_POSITION, -1);
	m.scene.focus = PANEL_CONSOLE;
	assert_act(&m, 'j', ACT_SCROLL, -1);
	assert_act(&m, PRESS_TAB, ACT_FOCUS, 1);
	assert_act(&m, PRESS_BACKTAB, ACT_FOCUS, -1);
	scene_done(&m);
}

/* The wheel is Up and Down with the focus where it turns, in TYPE mode and while a run is going too. */
static void test_wheel(void **state)
{
	static const struct { enum panel_id over; enum act act; int by; } row[] = {
		{ PANEL_PROMPTS, ACT_PROMPT, 1 }, { PANEL_TOKENS, ACT_POSITION, 1 }, { PANEL_CURVE, ACT_PROMPT, 1 },
		{ PANEL_CONSOLE, ACT_SCROLL, -3 },
	};
	struct made_scene m;
	struct deed d;

	(void)state;
	scene_barrier(&m);
	m.scene.count = 7; /* of no concern to it */
	for (int running = 0; running < 2; running++) {
		m.frame.state = running ? FRAME_RUN : FRAME_PAUSED;
		for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
			keymap_wheel(&m.scene, row[i].over, PRESS_WHEEL_DOWN, &d);
			assert_int_equal(d.act, row[i].act);
			assert_int_equal(d.by, row[i].by);
			keymap_wheel(&m.scene, row[i].over, PRESS_WHEEL_UP, &d);
			assert_int_equal(d.act, row[i].act);
			assert_int_equal(d.by, -row[i].by);
		}
	}
	/* never the line's, not even in the midst of an update */
	assert_true(keymap_takes(PRESS_CLICK, true, false) && keymap_takes(PRESS_WHEEL_UP, true, false) &&
		    keymap_takes(PRESS_WHEEL_DOWN, true, false));
	scene_done(&m);
}

static void test_depth(void **state)
{
	struct made_scene m;
	struct deed d;

	(void)state;
	keys_scene(&m);
	assert_string_equal(deed(&m, PRESS_ENTER), "inspect 5");
	assert_string_equal(deed(&m, 'x'), "inspect 5");
	assert_act(&m, PRESS_ESC, ACT_MODE, 0);
	assert_string_equal(deed(&m, 'q'), "quit?");
	keymap_find(&m.scene, 'q', &d);
	assert_true(d.whole);
	keymap_find(&m.scene, 'b', &d); /* a condition is to follow */
	assert_false(d.whole);
	assert_act(&m, 'p', ACT_PANEL, PANEL_PROMPTS);
	m.scene.help = true;
	assert_act(&m, PRESS_ESC, ACT_UP, 0);
	m.scene.help = false;
	m.view.depth = VIEW_PROMPT;
	/* positions are counted from 1 where people read them */
	assert_string_equal(deed(&m, PRESS_ENTER), "inspect 5 t=4");
	assert_act(&m, PRESS_ESC, ACT_UP, 0);
	assert_act(&m, 'q', ACT_UP, 0);
	assert_act(&m, 'p', ACT_NONE, 0);
	m.view.depth = VIEW_TOKENS;
	assert_string_equal(deed(&m, PRESS_ENTER), "inspect 5 t=4 sample=4");
	m.view.sample = 99; /* one that is there */
	assert_string_equal(deed(&m, PRESS_ENTER), "inspect 5 t=4 sample=4");
	m.frame.nsample = 0;
	m.frame.path.length = 0; /* the command says why there is none */
	assert_string_equal(deed(&m, PRESS_ENTER), "inspect 5 t=4 sample=1");
	assert_act(&m, PRESS_ESC, ACT_UP, 0);
	m.view.depth = VIEW_SAMPLE;
	assert_act(&m, PRESS_ENTER, ACT_NONE, 0);
	assert_act(&m, PRESS_ESC, ACT_UP, 0);
	scene_done(&m);
}

static void test_plot(void **state)
{
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	assert_string_equal(deed(&m, 'P'), "plot");
	assert_string_equal(deed(&m, 'L'), "plot lin");
	m.frame.curve_log = false;
	m.frame.curve_by_update = true;
	strcpy(m.view.plot.metric, "err");
	assert_string_equal(deed(&m, 'L'), "plot err log x=update");
	/* nothing is plotted just now */
	m.frame.need = FRAME_STATUS;
	assert_act(&m, 'L', ACT_NONE, 0);
	scene_done(&m);
}

/* Words that the command explain knows. */
static void test_explain(void **state)
{
	static const struct { enum panel_id focus; const char *does; } row[] = {
		{ PANEL_PROMPTS, "explain p0" },      { PANEL_CURVE, "explain likelihood" },
		{ PANEL_TOKENS, "explain token" },    { PANEL_SAMPLES, "explain sample" },
		{ PANEL_CONSOLE, "explain update" },  { PANEL_QUERIES, "explain query" },
		{ PANEL_POSITIONS, "explain worst" }, { PANEL_NEXT, "explain policy" },
		{ PANEL_SAMPLE, "explain advantage" },
	};
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		m.scene.focus = row[i].focus;
		assert_string_equal(deed(&m, 'e'), row[i].does);
	}
	scene_done(&m);
}

static void test_screen(void **state)
{
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	assert_int_equal(ACT_HELP, 16);
	assert_act(&m, 'o', ACT_BASE, 0);
	assert_string_equal(deed(&m, '?'), "!16 0");
	assert_string_equal(deed(&m, PRESS_F1), "!16 0");
	assert_act(&m, ':', ACT_OPEN, 0);
	assert_act(&m, 12, ACT_REDRAW, 0);
	assert_act(&m, 'a', ACT_LETTER, 0);
	assert_act(&m, 0x6f22, ACT_LETTER, 0);
	assert_act(&m, 1, ACT_NONE, 0);
	assert_act(&m, 127, ACT_NONE, 0);
	assert_act(&m, PRESS_OTHER, ACT_NONE, 0);
	/* one trainer, then two */
	assert_act(&m, '@', ACT_NONE, 0);
	m.frame.trainer[1] = m.frame.trainer[0];
	assert_act(&m, '@', ACT_TRAINER, 0);
	scene_done(&m);
}

static void test_stops(void **state)
{
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	assert_string_equal(deed(&m, 'b'), "break ?");
	assert_string_equal(deed(&m, 'w'), "watch likelihood[5]?");
	assert_vain(&m, 'u', "undo");
	assert_false(is_listed(&m, "u"));
	m.frame.undo = true;
	assert_true(is_listed(&m, "u"));
	assert_string_equal(deed(&m, 'u'), "undo");
	m.scene.count = 3;
	assert_string_equal(deed(&m, 'u'), "undo 3");
	scene_done(&m);
}

/* Of all characters and keys, in KEYS mode while a run is going. */
static void test_while_running(void **state)
{
	static const char works[] = " []?jktTopTz@\f";
	static const uint32_t presses[] = { PRESS_UP, PRESS_DOWN, PRESS_LEFT, PRESS_RIGHT, PRESS_TAB, PRESS_BACKTAB,
					    PRESS_ESC, PRESS_F1, PRESS_PAGE_UP, PRESS_PAGE_DOWN };
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	m.frame.state = FRAME_RUN;
	m.frame.speed = 5;
	m.frame.trainer[1] = m.frame.trainer[0];
	assert_act(&m, ' ', ACT_PAUSE, 0);
	assert_string_equal(deed(&m, '['), "speed 2");
	for (uint32_t key = 1; key <= PRESS_OTHER; key = key == 255 ? PRESS_UP : key + 1) {
		bool expected = key < 128 && strchr(works, (int)key);
		struct deed d;
		for (size_t i = 0; i < sizeof presses / sizeof presses[0]; i++)
			expected |= presses[i] == key;
		keymap_find(&m.scene, key, &d);
		if ((d.act != ACT_NONE) != expected)
			fail_msg("key %u gives act %d", (unsigned)key, (int)d.act);
	}
	scene_done(&m);
}

static void test_type_mode(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_act(&m, PRESS_ESC, ACT_MODE, 0);
	assert_act(&m, PRESS_PAGE_UP, ACT_PAGE, 5);
	assert_act(&m, PRESS_PAGE_DOWN, ACT_PAGE, -5);
	assert_string_equal(deed(&m, PRESS_F5), "continue");
	assert_string_equal(deed(&m, PRESS_F10), "step");
	assert_string_equal(deed(&m, PRESS_F1), "!16 0");
	assert_act(&m, 12, ACT_REDRAW, 0);
	for (uint32_t key = ' '; key < 127; key++)
		assert_act(&m, key, ACT_NONE, 0);
	assert_act(&m, PRESS_TAB, ACT_NONE, 0);
	assert_act(&m, PRESS_UP, ACT_NONE, 0);
	assert_act(&m, PRESS_ENTER, ACT_NONE, 0);
	m.view.depth = VIEW_PROMPT;
	assert_act(&m, PRESS_ESC, ACT_UP, 0);
	/* one command in KEYS mode: the same */
	m.scene.keys = m.scene.typing = true;
	assert_act(&m, 's', ACT_NONE, 0);
	scene_done(&m);
}

static void test_type_mode_while_running(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.state = FRAME_RUN;
	assert_act(&m, ' ', ACT_PAUSE, 0);
	assert_string_equal(deed(&m, '['), "speed 50");
	assert_act(&m, 's', ACT_NONE, 0);
	assert_act(&m, PRESS_F5, ACT_NONE, 0);
	assert_act(&m, PRESS_F10, ACT_NONE, 0);
	assert_act(&m, PRESS_ESC, ACT_MODE, 0);
	/* what is being typed comes first */
	m.scene.console.edit = "step";
	assert_act(&m, ' ', ACT_NONE, 0);
	assert_act(&m, '[', ACT_NONE, 0);
	scene_done(&m);
}

static void test_without_a_task(void **state)
{
	struct made_scene m;

	(void)state;
	scene_empty(&m);
	m.scene.keys = true;
	for (const char *key = "sScCrxeoPLtTjkpz- []{}"; *key; key++)
		assert_act(&m, (uint32_t)*key, ACT_NONE, 0);
	assert_act(&m, PRESS_ENTER, ACT_NONE, 0);
	assert_act(&m, ':', ACT_OPEN, 0);
	assert_string_equal(deed(&m, 'q'), "quit?");
	scene_done(&m);
}

/* Esc leads out of the one before it leaves the prompt. */
static void test_zoom(void **state)
{
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	assert_string_equal(deed(&m, 'z'), "zoom");
	assert_act(&m, PRESS_ESC, ACT_MODE, 0);
	m.view.zoom = true;
	assert_act(&m, PRESS_ESC, ACT_UP, 0);
	assert_act(&m, 'q', ACT_UP, 0);
	assert_act(&m, '-', ACT_NONE, 0); /* nothing was seen before */
	m.scene.last = true;
	assert_act(&m, '-', ACT_LAST, 0);
	scene_done(&m);
}

/* Of two that are split the run's keys are for both, and `=` goes round what holds them together. */
static void test_split(void **state)
{
	struct made_scene m;
	struct keymap_row r;

	(void)state;
	keys_scene(&m);
	assert_act(&m, '=', ACT_NONE, 0);
	m.frame.trainer[1] = m.frame.trainer[0];
	m.frame.split = true;
	m.frame.sync = "queries";
	assert_string_equal(deed(&m, '='), "set sync updates");
	m.frame.sync = "updates";
	assert_string_equal(deed(&m, '='), "set sync off");
	m.frame.sync = "off";
	assert_string_equal(deed(&m, '='), "set sync queries");
	keymap_row(&m.scene, 0, &r);
	assert_string_equal(r.keys, "s");
	assert_string_equal(r.brief, "step both");
	assert_act(&m, '@', ACT_TRAINER, 0);
	m.frame.state = FRAME_RUN; /* set has to wait until the run is over */
	assert_act(&m, '=', ACT_NONE, 0);
	assert_false(is_listed(&m, "="));
	scene_done(&m);
}

/* Of a lesson, and letters without one. While it waits for predictions nothing that would run is offered. */
static void test_lesson(void **state)
{
	struct frame_lesson lesson = { .hints = true };
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	for (const char *key = "anNhl"; *key; key++)
		assert_act(&m, (uint32_t)*key, ACT_LETTER, 0);
	m.frame.lesson = &lesson;
	assert_string_equal(deed(&m, 'n'), "next");
	assert_string_equal(deed(&m, 'h'), "hint");
	assert_string_equal(deed(&m, 'l'), "lesson");
	assert_act(&m, 'N', ACT_NONE, 0); /* the first page */
	lesson.back = true;
	assert_string_equal(deed(&m, 'N'), "lesson back");
	assert_act(&m, 'a', ACT_NONE, 0);
	assert_true(is_listed(&m, "s") && is_listed(&m, "n") && is_listed(&m, "r"));
	lesson.locked = true;
	assert_string_equal(deed(&m, 'a'), "predict ?");
	assert_string_equal(deed(&m, 's'), "step"); /* it says why not */
	assert_false(is_listed(&m, "s") || is_listed(&m, "n") || is_listed(&m, "r") || is_listed(&m, "c"));
	lesson.locked = false;
	lesson.asks_why = true;
	assert_string_equal(deed(&m, 'a'), "why ?");
	m.scene.focus = PANEL_LESSON;
	assert_act(&m, 'j', ACT_LESSON, 1);
	scene_done(&m);
}

/* Each line is for a key that exists once, says what it does, and works in one of the states below. */
/* Commands of time are for both then: what one of them can do works, whoever is in focus. */
static void test_split_time(void **state)
{
	struct made_scene m;

	(void)state;
	keys_scene(&m);
	m.frame.trainer[1] = (struct frame_trainer){ .exists = true, .update = 2 };
	m.frame.trainer[0].update = 0;
	assert_vain(&m, 'S', "back");
	assert_vain(&m, 'C', "rcontinue");
	m.frame.split = true;
	assert_string_equal(deed(&m, 'S'), "back");
	assert_true(is_listed(&m, "S"));
	assert_true(is_listed(&m, "C"));
	m.frame.trainer[1].update = 0;
	assert_vain(&m, 'S', "back");
	assert_vain(&m, 'C', "rcontinue");
	scene_done(&m);
}

static void test_rows(void **state)
{
	struct made_scene m;
	const struct frame_lesson lesson = { .asks_why = true, .hints = true, .back = true };
	struct keymap_row r, other;
	int n = 0;

	(void)state;
	keys_scene(&m);
	m.frame.trainer[0].mark_before = true;
	m.frame.trainer[1] = m.frame.trainer[0];
	m.frame.undo = true;
	m.frame.split = true;
	m.frame.sync = "queries";
	m.scene.last = true;
	m.frame.lesson = &lesson;
	for (; keymap_row(&m.scene, n, &r); n++) {
		assert_true(strlen(r.keys) > 0 && strlen(r.keys) <= 7);
		assert_true(strlen(r.does) > 0 && strlen(r.does) <= 27);
		assert_true(r.works || strcmp(r.keys, "< >") == 0); /* of one panel alone: below */
		for (int i = 0; i < n; i++) {
			keymap_row(&m.scene, i, &other);
			assert_string_not_equal(r.keys, other.keys);
		}
	}
	assert_int_equal(n, 40);
	assert_false(keymap_row(&m.scene, -1, &r));
	m.frame.trainer[1].exists = false;
	for (int i = 0; keymap_row(&m.scene, i, &r); i++)
		assert_int_equal(r.works, strcmp(r.keys, "@") != 0 && strcmp(r.keys, "< >") != 0);
	/* at the top of the ladder one of the two still works */
	m.frame.speed = 1;
	for (int i = 0; keymap_row(&m.scene, i, &r); i++)
		if (strcmp(r.keys, "[ ]") == 0)
			assert_true(r.works);
	scene_done(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_run),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_speed),
		cmocka_unit_test(test_eps),
		cmocka_unit_test(test_ladder),
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_wheel),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_plot),
		cmocka_unit_test(test_explain),
		cmocka_unit_test(test_screen),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_while_running),
		cmocka_unit_test(test_type_mode),
		cmocka_unit_test(test_type_mode_while_running),
		cmocka_unit_test(test_without_a_task),
		cmocka_unit_test(test_zoom), cmocka_unit_test(test_split),
		cmocka_unit_test(test_split_time), cmocka_unit_test(test_lesson), cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
