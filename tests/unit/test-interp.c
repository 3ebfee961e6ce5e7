/* The interpreter: what runs when, what stops it, and what stays. */
#include "command/interp.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "base/xalloc.h"
#include "play.h"

static void make_presets(void)
{
	play_file("presets/mine.op", "# mine: three small prompts\nnew table k=3 N=2 prompts=3 seed=5\n"
				     "set lr .5 @ab\nset budget 1k\nseed 4\npretrain 5 lr=.2\n");
	play_file("presets/broken.op", "new table k=3 N=2 prompts=3\n\nset lr fast\nstep\n");
	play_file("presets/empty.op", "# nothing\n");
	play_file("presets/worst.op", "\n# worst: one line\r\n#\n  # and two more,\n#\twhich stand below it.\nnew table k=2 N=2\n# not this\n");
	play_file("presets/mute.op", "new table k=2 N=2 prompts=1\n# not this\n");
	play_file("presets/again.op", "preset mine\n");
}

static void begin(struct play *p)
{
	play_init(p);
	(void)!system("mkdir -p presets");
	make_presets();
}

/* ---- typed lines */

static void test_lines(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "preset mine", "mine: k=3 N=2, 3 prompts, all in\n");
	play_says(&p, "# step", "");
	play_says(&p, ";; ;", "");
	play_says(&p, "seed # ; nothing", "seed 4, task.seed 5\n");
	play_says(&p, "seed;seed", "seed 4, task.seed 5\nseed 4, task.seed 5\n");
	type(&p, "step 2; step 3 ;step");
	assert_int_equal(run_state(&p.session->run[0])->update, 6);
	play_says(&p, "step; stpe; step; step; quit",
		  "1 update, 64 queries, off 0 of 64\n"
		  "error: unknown command \"stpe\". did you mean: step? (type it, nothing was run)\n"
		  "note: 3 commands skipped\n");
	assert_int_equal(p.last, INTERP_ERROR);
	assert_int_equal(interp_turn(p.interp), INTERP_EMPTY);
	play_says(&p, "stpe; step", "error: unknown command \"stpe\". did you mean: step? (type it, nothing was run)\n"
				    "note: 1 command skipped\n");
	play_done(&p);
}

/* The comment at a preset's head, behind what else has its name. */
static void test_story(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "explain mine", "mine, a preset: three small prompts\n  where: preset mine\n");
	play_says(&p, "explain mute", "mute, a preset: its script says no more\n  where: preset mute\n");
	play_has(&p, "explain worst", "worst: The rarest token");
	play_has(&p, "explain worst", "worst, a preset: one line. and two more, which stand below it.\n  where: preset worst\n");
	play_says(&p, "explain mime", "error: nothing to explain about \"mime\". did you mean: mine?\n");
	play_done(&p);
}

/* Several lines at once are a paste: each is shown as it runs. */
static void test_paste(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "preset mine");
	play_says(&p, "seed\n\n  info wrong; seed\nseed\n",
		  "echo: > seed\nseed 4, task.seed 5\necho: > info wrong; seed\n"
		  "error: info shows: state, breaks, watches, marks. got \"wrong\"\nnote: 2 commands skipped\n");
	play_says(&p, "seed\n", "seed 4, task.seed 5\n");
	play_done(&p);
}

/* An empty line must not start what nothing will end; the command typed again may. */
static void test_again_is_bounded(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "preset mine; set budget 100; set batch 100");
	play_has(&p, "continue", "the budget of 100 queries is spent");
	play_says(&p, "", "error: nothing can stop this: continue until E, break E, or set a budget that is still ahead\n");
	play_done(&p);
}

static void test_again(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "preset mine");
	assert_string_equal(interp_again(p.interp), "");
	play_says(&p, "", "");
	type(&p, " step 3   # three");
	assert_string_equal(interp_again(p.interp), "step 3");
	type(&p, "");
	type(&p, "  ");
	assert_int_equal(run_state(&p.session->run[0])->update, 9);
	type(&p, "seed");
	assert_string_equal(interp_again(p.interp), "");
	type(&p, "step; step 2");
	assert_string_equal(interp_again(p.interp), "step 2");
	type(&p, "step x");
	assert_string_equal(interp_again(p.interp), "");
	type(&p, "set repeat off; step");
	assert_string_equal(interp_again(p.interp), "");
	play_says(&p, "", "");
	play(&p, INTERP_SCRIPT, "set repeat on\nstep");
	type(&p, "");
	assert_int_equal(run_state(&p.session->run[0])->update, 15); /* step was typed last */
	play_done(&p);
}

static void test_history(void **state)
{
	const struct history *h;
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "seed");
	type(&p, "seed");
	type(&p, "");
	type(&p, "show lr\nseed 5\n");
	play(&p, INTERP_SCRIPT, "seed 6");
	h = interp_history(p.interp);
	assert_int_equal(h->n, 3);
	assert_string_equal(h->line[0], "seed");
	assert_string_equal(h->line[2], "seed 5");
	play_says(&p, "history 2", "    3  seed 5\n    4  history 2\n");
	for (int i = 0; i < 2100; i++)
		type(&p, i % 2 ? "seed" : "show lr");
	assert_int_equal(h->n, 2000);
	assert_int_equal(h->before, 104);
	assert_string_equal(h->line[1999], "seed");
	play_says(&p, "history 1", " 2105  history 1\n"); /* numbers stay */
	play_done(&p);
}

static void test_quit(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "seed; quit; seed", "seed 1, task.seed 1\n");
	assert_int_equal(p.last, INTERP_QUIT);
	assert_int_equal(interp_turn(p.interp), INTERP_EMPTY);
	play_done(&p);
}

/* ---- scripts */

static void test_script(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "preset mine");
	assert_string_equal(play(&p, INTERP_SCRIPT, "seed\r\n# two\r\n\r\nseed; stpe\nseed\nseed"),
			    "seed 4, task.seed 5\nseed 4, task.seed 5\n"
			    "error: t.op:4: unknown command \"stpe\" (did you mean step?)\nnote: 2 commands skipped\n");
	assert_string_equal(play(&p, INTERP_SCRIPT, "continue until queries>ten\n"),
			    "error: t.op:1: expected a number after \">\", got \"ten\"\n");
	assert_non_null(strstr(play(&p, INTERP_SCRIPT, "set budget none; set alpha 1e-3\n"), "error: t.op:1: alpha budget"));
	assert_non_null(strstr(play(&p, INTERP_SCRIPT, "set alpha 1e-3; set budget none\ncontinue\n"), "error: t.op:2: nothing can"));
	play_done(&p);
}

/* A script in a script: its commands come first, its errors have its name, and all that was pending goes. */
static void test_source(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_file("in.op", "seed 7\n");
	play_file("out.op", "seed 6\nsource in.op; seed\nseed 8\n");
	play_says(&p, "source out.op; seed",
		  "seed 1 -> 6. reset to update 0.\nseed 6 -> 7. reset to update 0.\nseed 7, task.seed 1\n"
		  "seed 7 -> 8. reset to update 0.\nseed 8, task.seed 1\n");
	play_file("in.op", "seed 9\n\nseed x\nseed 10\n");
	play_has(&p, "source out.op; seed", "error: in.op:3: seed takes a whole number");
	play_has(&p, "source out.op; seed", "note: 4 commands skipped\n");
	play_has(&p, "seed", "seed 9,");
	play_file("self.op", "seed\nsource self.op");
	play_has(&p, "source self.op", "error: self.op:2: scripts call each other more than 16 deep\n");
	play_has(&p, "source nothing.op", "error: cannot read nothing.op: ");
	play_has(&p, "source .", "error: ");
	play_file("bom.op", "\xef\xbb\xbfseed\n");
	play_says(&p, "source bom.op", "seed 9, task.seed 1\n");
	play_done(&p);
}

static void test_bad_bytes(void **state)
{
	enum { N = 100000 };
	char *text = xcalloc(N + 8, 1);
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "seed \xff", "error: column 6: byte 0xff is not UTF-8 text\n");
	play_says(&p, "seed \"8", "error: the quote at column 6 is not closed\n");
	play_says(&p, "se\033ed", "error: column 3: control character 0x1b in a command\n");
	memset(text, 'x', N);
	play_has(&p, text, "error: unknown command \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx~\"");
	memcpy(text, "seed ", 5);
	play_has(&p, text, "error: seed takes a whole number");
	memset(text, ';', N);
	play_says(&p, text, "");
	memset(text, '\n', N);
	play_says(&p, text, "");
	memset(text, ' ', N);
	memcpy(text + N - 5, "seed", 4);
	play_says(&p, text, "seed 1, task.seed 1\n");
	free(text);
	play_done(&p);
}

/* ---- presets */

static void test_preset(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_has(&p, "preset", "  mine         three small prompts\n");
	play_has(&p, "preset mien", "error: unknown preset \"mien\". did you mean: mine?\n");
	play_has(&p, "preset ../mine", "error: unknown preset");
	play_says(&p, "preset mine; seed", "mine: k=3 N=2, 3 prompts, all in\nseed 4, task.seed 5\n");
	assert_string_equal(p.session->preset, "mine");
	assert_int_equal(p.session->base.pretrained, 5);
	play_says(&p, "show budget", "budget 1000 (default 10000, set by preset)\n");
	play_says(&p, "new k=2", "k=2 N=2, 3 prompts, all in\n");
	assert_string_equal(p.session->preset, "");
	play_done(&p);
}

/* How a screen looks and is used outlasts presets, unless one of them sets it. */
static void test_habits(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_file("presets/slow.op", "new table k=3 N=2 prompts=3\nspeed 1\n");
	type(&p, "speed 4; theme light; set plot ascii; set repeat off; set threads 1; set tokens digits; preset mine");
	play_says(&p, "show speed", "speed 4 (default max, set by you)\n");
	play_says(&p, "show theme", "theme light (default dark, set by you)\n");
	play_says(&p, "show plot", "plot ascii (default block, set by you)\n");
	play_says(&p, "show repeat", "repeat off (default on, set by you)\n");
	play_says(&p, "show threads", "threads 1 (default all, set by you)\n");
	play_says(&p, "show tokens", "tokens letters (default)\n");
	type(&p, "preset slow");
	play_says(&p, "show speed", "speed 1 (default max, set by preset)\n");
	type(&p, "preset mine");
	play_says(&p, "show speed", "speed max (default)\n");
	play_says(&p, "theme", "theme light\n");
	play_done(&p);
}

static void test_overrides(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_says(&p, "preset mine seed=9 lr=.25 pretrain.steps=7 N=3 eps=.2", "mine: k=3 N=3, 3 prompts, all in\n");
	play_says(&p, "seed", "seed 9, task.seed 9\n");
	play_says(&p, "show lr", "lr 0.25 (default 0.1, set by you)\n");
	play_says(&p, "show eps", "eps 0.2 (default 0.1, set by you)\n");
	assert_true(p.session->config.trainer[1].lr == 0.25);
	assert_int_equal(p.session->base.pretrained, 7);
	type(&p, "set lr .3");
	play_says(&p, "show lr", "lr 0.3 (default 0.1, set by you)\n"); /* it won only while the preset ran */
	play_has(&p, "preset mine lrr=3", "did you mean: lr?");
	play_has(&p, "preset mine lr=fast", "error: lr takes a number above 0");
	play_has(&p, "preset mine task=mixture", "error: the kind of task is the preset's own");
	play_says(&p, "seed", "seed 9, task.seed 9\n");
	play_done(&p);
}

/* A preset that fails leaves the experiment before, to the bit. */
static void test_rollback(void **state)
{
	struct play p;
	uint64_t hash;

	(void)state;
	begin(&p);
	type(&p, "preset mine; step 5");
	hash = state_hash(run_state(&p.session->run[0]));
	play_says(&p, "preset broken; step; step",
		  "error: ./presets/broken.op:3: lr takes a number above 0, up to 1000, got \"fast\". unchanged: 0.1\n"
		  "note: 2 commands skipped\n");
	assert_true(state_hash(run_state(&p.session->run[0])) == hash);
	assert_string_equal(p.session->preset, "mine");
	play_has(&p, "preset empty", "error: ./presets/empty.op:2: the preset ends without a task");
	play_has(&p, "preset again", "error: ./presets/again.op:1: a preset cannot load another preset\n");
	assert_true(state_hash(run_state(&p.session->run[0])) == hash);
	assert_false(p.session->in_preset);
	assert_ptr_equal(p.session->out, &p.out);
	play_says(&p, "seed", "seed 4, task.seed 5\n");
	play_done(&p);
}

/* Stopped while the base model is being trained. */
static void test_stop(void **state)
{
	struct play p;
	struct err e;

	(void)state;
	begin(&p);
	type(&p, "preset mine; step 5");
	str_clear(&p.said);
	assert_true(interp_push(p.interp, INTERP_TYPED, "preset mine N=4; step; step", "", 1, &e));
	while (!session_working(p.session))
		assert_int_equal(interp_turn(p.interp), INTERP_RAN);
	session_drop_goal(p.session);
	interp_stop(p.interp);
	assert_string_equal(str_text(&p.said), "note: the preset was not loaded: all is as it was before\n"
						   "note: 2 commands skipped\n");
	assert_int_equal(interp_turn(p.interp), INTERP_EMPTY);
	assert_int_equal(p.session->task->N, 2);
	assert_int_equal(run_state(&p.session->run[0])->update, 5);
	assert_null(p.session->held);
	str_clear(&p.said);
	interp_stop(p.interp); /* nothing pending: not a word */
	assert_string_equal(str_text(&p.said), "");
	play_done(&p);
}

/* `onerror continue`: scripts go on, lines of a person and presets do not. */
static void test_onerror(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "preset mine; set onerror continue");
	assert_string_equal(play(&p, INTERP_SCRIPT, "stpe\nseed; step 0; step 3"),
			    "error: t.op:1: unknown command \"stpe\" (did you mean step?)\n"
			    "seed 4, task.seed 5\n"
			    "error: t.op:2: step: the number of updates is a whole number from 1 to 1,000,000,000,000, "
			    "got \"0\"\n"
			    "3 updates, 192 queries, 2 learned (x1 x2), off 0 of 192\n");
	assert_int_equal(run_state(&p.session->run[0])->update, 3);
	play_says(&p, "stpe; step", "error: unknown command \"stpe\". did you mean: step? (type it, nothing was run)\n"
				    "note: 1 command skipped\n");
	/* a preset is undone as a whole; the script that named it goes on, with the setting as it was */
	play_file("presets/lax.op", "new table k=3 N=2 prompts=3\nset onerror continue\nset lr fast\nstep\n");
	assert_non_null(strstr(play(&p, INTERP_SCRIPT, "preset lax\nstep"), "lax.op:3: lr takes"));
	assert_string_equal(p.session->preset, "mine");
	assert_int_equal(run_state(&p.session->run[0])->update, 4);
	play_has(&p, "preset lax; step", "note: 1 command skipped\n");
	assert_int_equal(run_state(&p.session->run[0])->update, 4);
	play_says(&p, "preset mine; show onerror", "mine: k=3 N=2, 3 prompts, all in\n"
						   "onerror continue (default stop, set by you)\n");
	play_done(&p);
}

struct asker {
	struct out out;
	const struct interp *interp;
	int shown, hidden;
};

static void ask(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct asker *a = (struct asker *)to;

	(void)line, (void)n;
	if (interp_shows(a->interp, kind))
		a->shown++;
	else
		a->hidden++;
}

static void check_shown(struct play *p, const char *line, bool shown)
{
	struct asker a = { .out = { .put = ask }, .interp = p->interp };

	p->session->out = &a.out;
	type(p, line);
	p->session->out = &p->out;
	if (shown ? a.shown == 0 || a.hidden > 0 : a.shown > 0 || a.hidden == 0)
		fail_msg("%s: %d lines shown, %d not", line, a.shown, a.hidden);
}

/* `verbose 0`: what was asked, and what stops or fails. */
static void test_verbose(void **state)
{
	static const char *const asked[] = { "show lr", "info", "seed", "prompts", "expect queries==0",
					     "expect queries==1", "preset", "history", "stpe" };
	static const char *const done[] = { "step", "set lr .2", "preset mine", "seed 4", "reset", "pretrain 1",
					    "trainer process @b" };
	struct play p;

	(void)state;
	begin(&p);
	type(&p, "preset mine");
	check_shown(&p, "step", true);
	type(&p, "set verbose 0");
	for (size_t i = 0; i < sizeof done / sizeof *done; i++)
		check_shown(&p, done[i], false);
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		check_shown(&p, asked[i], true);
	check_shown(&p, "continue until update>=3", true); /* a stop */
	type(&p, "set verbose 2");
	check_shown(&p, "step", true);
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_story),	  cmocka_unit_test(test_paste),	    cmocka_unit_test(test_again), cmocka_unit_test(test_again_is_bounded),
		cmocka_unit_test(test_history),	  cmocka_unit_test(test_quit),	    cmocka_unit_test(test_script),
		cmocka_unit_test(test_source),	  cmocka_unit_test(test_bad_bytes), cmocka_unit_test(test_preset),
		cmocka_unit_test(test_habits),	  cmocka_unit_test(test_overrides), cmocka_unit_test(test_rollback),
		cmocka_unit_test(test_stop),	  cmocka_unit_test(test_onerror),   cmocka_unit_test(test_verbose),
	};

	return cmocka_run_group_tests_name("interp", tests, NULL, NULL);
}
