/* The table of commands, and every command on preset barrier. */
#include "command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "unit.h"

#include "base/file.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "command/glossary.h"
#include "play.h"

/* ---- the table */

static void test_table(void **state)
{
	(void)state;
	for (const struct command *const *c = command_table; *c; c++) {
		const struct command *k = *c;
		assert_non_null(k->run);
		assert_true(strncmp(k->synopsis, k->name, strlen(k->name)) == 0);
		assert_true(strlen(k->summary) > 0 && k->summary[strlen(k->summary) - 1] != '.');
		assert_true(k->min <= k->max || k->raw);
		assert_true(!k->alias || strlen(k->alias) == 1);
		for (const char *line = k->help; *line; line += strcspn(line, "\n") + (line[strcspn(line, "\n")] != '\0'))
			assert_true(strcspn(line, "\n") <= 80);
		for (const struct command *const *d = command_table; d != c; d++) {
			assert_string_not_equal((*d)->name, k->name);
			assert_true(!k->alias || !(*d)->alias || strcmp((*d)->alias, k->alias) != 0);
		}
	}
}

/* Whoever leaves a run for which there is no mark any more is told that it is gone. */
static void test_marks_run_out(void **state)
{
	static const char gone[] = "note: trainer A's run so far is gone: there are 200 marks already, marks forget NAME makes room";
	struct play p;
	char line[32];

	(void)state;
	play_init(&p);
	type(&p, "preset barrier");
	type(&p, "step; reset; step 2");
	for (int i = 1; i < MARKS_MOST; i++) {
		snprintf(line, sizeof line, "mark m%d", i);
		type(&p, line);
	}
	play_has(&p, "reset", gone);
	play_has(&p, "set lr .1; step 3; goto run1", gone);
	play_has(&p, "step 9; seed 5", gone);
	play_has(&p, "step; marks forget m1; reset", "The old run is kept as mark run2.");
	play_done(&p);
}

/* Each example names its own command, and its words are what the command takes. */
static void check_example(const struct command *c, const char *text)
{
	bool own = false;

	while (*text) {
		size_t n = command_bytes(text, strlen(text));
		const struct command *found;
		struct str rest = { 0 };
		struct words w;
		struct args a;
		struct err e;
		assert_true(lex_words(text, n, &w, &e) && w.n > 0);
		found = command_find(w.word[0], NULL, false, &e);
		assert_non_null(found);
		own |= found == c;
		if (!args_init(&a, found, &w, text, &rest, &e))
			fail_msg("%s: %s", text, e.text);
		words_done(&w);
		str_done(&rest);
		text += n + (text[n] == ';');
	}
	assert_true(own);
}

static void test_examples_parse(void **state)
{
	(void)state;
	for (const struct command *const *c = command_table; *c; c++)
		for (int i = 0; i < 2; i++)
			check_example(*c, (*c)->example[i]);
}

static void test_find(void **state)
{
	struct err e;

	(void)state;
	assert_string_equal(command_find("step", NULL, false, &e)->name, "step");
	assert_string_equal(command_find("s", NULL, false, &e)->name, "step");
	assert_string_equal(command_find("?", NULL, false, &e)->name, "help");
	assert_string_equal(command_find("P", NULL, false, &e)->name, "plot");
	assert_string_equal(command_find("p", NULL, false, &e)->name, "prompts");
	assert_string_equal(command_find("x", NULL, false, &e)->name, "inspect");
	assert_string_equal(command_find("cont", NULL, false, &e)->name, "continue");
	assert_string_equal(command_find("base", NULL, false, &e)->name, "base");
	for (const struct command *const *c = command_table; *c; c++)
		assert_ptr_equal(command_find((*c)->name, NULL, false, &e), *c);
}

static void check_unknown(const char *word, bool in_script, const char *why)
{
	struct err e;

	assert_null(command_find(word, NULL, in_script, &e));
	assert_string_equal(e.text, why);
}

static void test_unknown(void **state)
{
	(void)state;
	check_unknown("stpe", false, "unknown command \"stpe\". did you mean: step? (type it, nothing was run)");
	check_unknown("stpe", true, "unknown command \"stpe\" (did you mean step?)");
	check_unknown("co", false, "\"co\" is ambiguous: compare, complete, continue");
	check_unknown("pr", false, "\"pr\" is ambiguous: predict, present, preset, pretrain, probs, prompts");
	check_unknown("3s", false, "unknown command \"3s\": a count goes behind, step 3; before it in KEYS mode");
	check_unknown("12back", false, "unknown command \"12back\": a count goes behind, back 12; before it in KEYS mode");
	check_unknown("3c", false, "unknown command \"3c\". help lists the commands");
	check_unknown("xyzzy", false, "unknown command \"xyzzy\". help lists the commands");
	check_unknown("", false, "unknown command \"\". help lists the commands");
	check_unknown("STEP", false, "unknown command \"STEP\". help lists the commands");
}

/* ---- every command, on the classroom's preset */

static void check_glossary(struct play *p)
{
	const struct gloss *g;

	for (int i = 0; (g = glossary_at(i)); i++) {
		static const char *const part[] = { "  formula: ", "  where: ", "  paper: " };
		char line[64], start[64];
		snprintf(line, sizeof line, "explain %s", g->word);
		snprintf(start, sizeof start, "%s%s%s: ", g->word, g->kind ? ", " : "", g->kind ? g->kind : "");
		play_has(p, line, start);
		for (size_t j = 0; j < sizeof part / sizeof *part; j++)
			assert_non_null(strstr(str_text(&p->said), part[j]));
		if (g->now[0])
			assert_non_null(strstr(str_text(&p->said), "  now: "));
		for (const char *at = str_text(&p->said); *at; at += strcspn(at, "\n") + 1)
			assert_true(strcspn(at, "\n") <= 79);
	}
}

static void test_barrier(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	play_says(&p, "step", "error: no task yet: preset NAME or new KIND\n");
	play_says(&p, "preset barrier", "barrier: k=4 N=8, 6 prompts, x5 OUT!\n");
	play_has(&p, "help", "  time     step [s] back [S] continue [c] rcontinue [C] goto [g] reset [r] fork\n"
			  "           split only speed\n");
	play_has(&p, "help step", "  example: step 10\n");
	play_has(&p, "help baseline", "takes off or mean.");
	play_has(&p, "help hits", "hits[i], a metric: ");
	play_says(&p, "help stpe", "error: no help on \"stpe\". did you mean: step?\n");
	play_has(&p, "info state", "trainer A outcome: update 0, queries 0, hash ");
	play_has(&p, "prompts out", "1 of 6 prompts (out), alpha 1e-04;");
	play_has(&p, "prompts sort=zz", "error: sort takes one of p0, p, worst, hits, got");
	play_has(&p, "inspect 5", "seen in pre-training: never\n");
	play_has(&p, "inspect 5", "<== below alpha");
	play_has(&p, "inspect 5 t=4", "x5 t4, after the correct prefix \"ada\"\n");
	play_says(&p, "inspect 6", "error: prompts are x0 to x5, got 6\n");
	play_says(&p, "inspect 5 t=9", "error: positions are t1 to t8, got \"9\"\n");
	play_has(&p, "probs 5 4", "   d   *");
	play_has(&p, "lq .1", "outcome queries on x5 to see one hit");
	play_has(&p, "lq 2", "error: eps is a share");
	play_has(&p, "compare 5", "x5 (OUT!) likelihood");
	play_says(&p, "plot", "error: there is nothing to plot on here\n");
	play_has(&p, "trainer process @b", "trainer B process: update 0");
	play_says(&p, "trainer bonus", "error: reward takes outcome or process, got \"bonus\". unchanged: process\n");
	check_glossary(&p);
	play_done(&p);
}

/* Replies only: what is not one is folded where it is shown. */
static void assert_in_columns(const char *said)
{
	for (size_t n; *said; said += n + 1) {
		n = strcspn(said, "\n");
		if (n > 79 && said[n - 1] != '.')
			fail_msg("%.*s", (int)n, said);
	}
}

/* The 3,072 responses of an update; what was learned in one that was done by phases; lines that are too long for 79 columns. */
static void test_counts(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier");
	play_has(&p, "step 5; step phase; step phase; step phase; step phase", "  update 6 is done, 384 queries so far, 1 learned (x0)\n");
	type(&p, "preset barrier; set batch 3072; trainer process @b; set alpha .1");
	play_has(&p, "continue until update==2 @a", " of 3,072, off ");
	type(&p, "set batch 3072 @b");
	assert_in_columns(type(&p, "step 40 @b"));
	play_done(&p);
}

static void test_training(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8");
	play_has(&p, "step", "1 update, 64 queries");
	play_says(&p, "step 0", "error: step: the number of updates is a whole number from 1 to 1,000,000,000,000, got \"0\"\n");
	play_says(&p, "step @b", "error: there is no trainer B yet: trainer process @b makes it\n");
	type(&p, "trainer process @b");
	play_has(&p, "step 3 @ab", "A outcome: 3 updates, 192 queries");
	play_has(&p, "compare", "A outcome");
	play_has(&p, "continue until queries>=1000 @a", "stop: queries>=1000.");
	assert_int_equal(run_state(&p.session->run[0])->update, 16); /* 64 queries each */
	assert_int_equal(p.session->view.who, 0);		     /* the one named last */
	play_has(&p, "continue until queries>=1k", "holds already");
	play_has(&p, "continue untl queries>=1k", "error: continue stands alone, before until or the number of a break, got \"untl\"");
	play_says(&p, "reset @ab", "update 0, same seed 8. The old run is kept as mark run1.\n");
	assert_int_equal(run_state(&p.session->run[1])->update, 0);
	play_done(&p);
}

/* ---- blame, step phase */

static void test_blame(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8");
	play_says(&p, "blame likelihood[5]", "error: no update yet that could be blamed: step, then blame\n");
	type(&p, "step");
	play_has(&p, "blame likelihood[5]", "raised the rivals of \"a\" after \"d\" (t3, t5, t7)\n");
	play_has(&p, "blame p[x5]", "first order -");
	play_has(&p, "blame token[5,t1]", "Nothing that the last update reinforced shares a feature with it: it stayed.\n");
	play_has(&p, "blame", "error: ");
	play_says(&p, "blame queries", "error: blame takes likelihood[i] or token[i,t], got \"queries\"\n");
	play_says(&p, "blame base[5]", "error: blame takes likelihood[i] or token[i,t], got \"base[5]\"\n");
	play_says(&p, "blame likelihood[out]", "error: blame takes one prompt, got \"likelihood[out]\". try: blame "
					       "likelihood[0]\n");
	play_has(&p, "blame likelihood[7]", "error: ");
	play_says(&p, "blame token[5,1]+1", "error: blame takes one metric, got \"token[5,1]+1\"\n");
	play_says(&p, "blame likelihood[5] @b", "error: there is no trainer B yet: trainer process @b makes it\n");
	type(&p, "set batch 32"); /* the batch is gone with its size */
	play_says(&p, "blame likelihood[5]", "error: the responses of the last update are gone, after a jump or with another "
					     "batch: step, then blame\n");
	type(&p, "set behavior uniform");
	type(&p, "set clip 2");
	type(&p, "step 30");
	play_has(&p, "blame likelihood[0]", "first order");
	type(&p, "set clip off");
	play_says(&p, "blame likelihood[5]", "error: the last update's importance weights went with the setting clip: step, "
					     "then blame\n");
	play_done(&p);
}

static uint64_t hash_of(const struct play *p, int who)
{
	return state_hash(run_state(&p->session->run[who]));
}

/* Four phases are one step, also where a step ends what phases began; the trace has one row for each update. */
static void test_phases(void **state)
{
	struct play p;
	uint64_t one, three;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8");
	type(&p, "step");
	one = hash_of(&p, 0);
	type(&p, "step 2");
	three = hash_of(&p, 0);
	type(&p, "reset");
	play_has(&p, "step phase", "phase 1 of 4, sample: 64 responses to 6 prompts, behavior onpolicy\n");
	play_has(&p, "step phase", "phase 2 of 4, reward: 64 queries of outcome, ");
	play_has(&p, "step phase", "phase 3 of 4, gradient: norm ");
	assert_int_equal(p.session->run[0].trace.rows, 1);
	play_has(&p, "step phase", "phase 4 of 4, apply: adagrad moved the weights by ");
	assert_true(hash_of(&p, 0) == one);
	assert_int_equal(p.session->run[0].trace.rows, 2);
	type(&p, "step phase; step phase; info; sample 5; prompts");
	play_has(&p, "blame likelihood[5]", "error: an update is in progress: step finishes it, then blame\n");
	play_has(&p, "step 2", "2 updates, 128 queries");
	assert_true(hash_of(&p, 0) == three);
	assert_int_equal(p.session->run[0].trace.rows, 4);
	play_done(&p);
}

/* The last phase of an update is told like any other update. */
static void test_phases_tell(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8");
	type(&p, "watch update; step 19; step phase; step phase");
	assert_null(strstr(type(&p, "step phase"), "watch"));
	play_has(&p, "step phase", "note: x5: no reward in 20 updates.");
	assert_int_equal(p.session->stalls, 1);
	type(&p, "step 2; step phase; step phase; step phase");
	play_has(&p, "step phase", "watch 1 update: 22 -> 23 *\n");
	play_done(&p);
}

/* What ends an update in progress says so, once; what does not touch it says nothing. */
static void test_phases_given_up(void **state)
{
	static const char note[] = "note: the update of trainer A that was in progress counts for nothing\n";
	static const char *const ends[] = { "set lr .2", "reset", "trainer process", "pretrain 2" };
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8");
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		type(&p, "step phase");
		play_has(&p, ends[i], note);
		assert_null(strstr(type(&p, "info"), note));
	}
	type(&p, "step phase");
	type(&p, "set tokens digits");
	play_has(&p, "step phase", "phase 2 of 4");
	assert_null(strstr(type(&p, "step"), "note"));
	assert_null(strstr(type(&p, "set lr .1"), "note"));
	play_says(&p, "step phase @b", "error: there is no trainer B yet: trainer process @b makes it\n");
	play_says(&p, "step phas", "error: step takes a number of updates, or phase, got \"phas\"\n");
	type(&p, "trainer outcome @b");
	play_says(&p, "step phase @ab", "error: step phase takes one trainer: @a or @b\n");
	play_has(&p, "step phase @a", "A process: phase 1 of 4");
	assert_int_equal(trainer_phase(p.session->run[1].trainer), PHASE_SAMPLE);
	play_done(&p);
}

/* Looking does not touch the run, and never shows the same twice. */
static void test_sample(void **state)
{
	struct play p;
	uint64_t before;
	char *first;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8");
	type(&p, "step 2");
	before = state_hash(run_state(&p.session->run[0]));
	first = strdup(type(&p, "sample 5 8"));
	assert_non_null(strstr(first, "(not training: 0 queries)\n"));
	assert_string_not_equal(type(&p, "sample 5 8"), first);
	assert_true(before == state_hash(run_state(&p.session->run[0])));
	play_has(&p, "sample 3 50 from=base", "+ dddddddd  all 8 correct  base 0.9");
	play_has(&p, "sample 5 8 from=then", "error: from takes one of base, now, got \"then\"");
	free(first);
	play_done(&p);
}

/* ---- settings */

static void test_set(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8; step 11");
	play_says(&p, "set lr 0.1", "lr 0.5 -> 0.1 from update 12 on (trainer A)\n");
	play_says(&p, "set lr = .1", "lr 0.1, unchanged from update 12 on (trainer A)\n");
	play_says(&p, "show lr", "lr 0.1 (default 0.1, set by you)\n");
	play_says(&p, "set k 5", "error: k belongs to the task: use new k=5 or preset barrier k=5 (both start over)\n");
	play_says(&p, "set seed 5", "error: use seed 5: it puts the trainers at update 0\n");
	play_says(&p, "set baseline fasle",
		  "error: baseline takes off or mean, got \"fasle\". did you mean off? unchanged: off\n");
	play_has(&p, "set lr nan", "error: lr takes a number above 0");
	play_has(&p, "set lr", "error: set lr needs a value");
	play_has(&p, "set lrr 1", "did you mean: lr?");
	play_says(&p, "set alpha 1e-7", "alpha budget -> 1e-07\nk=4 N=8, 6 prompts, all in\n");
	type(&p, "set alpha budget");
	play_has(&p, "set budget none", "error: alpha budget needs a budget");
	play_says(&p, "show budget", "budget 10000 (default 10000, set by preset)\n");
	play_says(&p, "seed 91", "seed 8 -> 91. reset to update 0.\nthe run so far is kept as mark run1\n");
	play_has(&p, "seed -1", "error: seed takes a whole number");
	play_has(&p, "seed new", "seed 91 -> ");
	assert_true(p.session->config.seed >= 1 && p.session->config.seed < 1000000);
	play_done(&p);
}

/* Kinds and feature maps: each kind comes with its own map, and what has no meaning for one is refused. */
static void test_kinds(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	play_says(&p, "new lock k=4 N=6 prompts=8 alpha=1", "error: new takes k= N= d= prompts= features= sigma= seed= "
							    "track= test.size= responses=, got \"alpha=\"\n");
	play_says(&p, "new lock k=4 N=6 prompts=8", "k=4 N=6, 8 prompts, all in\n");
	assert_int_equal(p.session->task->nparam, 8 * 6 * 4);
	play_says(&p, "new features=position", "k=4 N=6, 8 prompts, features position, all in\n");
	play_says(&p, "new k=5 N=3", "k=5 N=3, 8 prompts, features position, all in\n"); /* no KIND: it stays */
	play_says(&p, "new repeat k=4 N=6", "k=4 N=6, 8 prompts, all in\n");
	play_says(&p, "new lock responses=abab,cdcd", "k=4 N=4, 2 prompts, all in\n");
	assert_int_equal(p.session->task->tracked[1].ystar[0], 2);
	play_says(&p, "new hypercube N=6 d=5 track=3 test.size=9", "k=4 N=6, 3 tracked prompts, all in\n");
	play_has(&p, "task", "5 numbers a context, 3 tracked prompts.");
	play_has(&p, "task", "count under none of these; 9 test prompts");
	play_says(&p, "new hypercube track=1", "k=4 N=6, 1 tracked prompt, all in\n");
	play_has(&p, "new hypercube features=lock", "error: features lock has weights of its own for every listed prompt");
	play_has(&p, "new mixture d=6 prompts=3 features=lock", "error: features lock has weights of its own for every");
	play_has(&p, "new hypercube prompts=4", "error: hypercube lists no prompts: track= says how many are shown");
	play_has(&p, "new repeat responses=aa", "error: only a table or a lock has responses of its own");
	play_has(&p, "new lock d=9", "error: lock has one-hot contexts: d is the number of prompts, 2, got 9");
	play_has(&p, "new lock features=positon", "error: features takes own, markov, position or lock, got \"positon\". did "
						  "you mean position? unchanged: own");
	play_has(&p, "new file", "error: the prompts of kind file come from a file: task load FILE, or name another KIND");
	play_has(&p, "new lock k=255 N=4096 prompts=4096", "error: k 255, N 4096, d 4096 and 4096 prompts with batches");
	assert_int_equal(p.session->task->ntracked, 1); /* nothing of that has changed anything */
	play_done(&p);
}

static void test_new(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	play_has(&p, "new", "error: new makes a task");
	play_says(&p, "new table k=4 responses=abab,cdcd,dddd", "k=4 N=4, 3 prompts, all in\n");
	assert_int_equal(p.session->task->tracked[1].ystar[0], 2);
	assert_int_equal(p.session->config.d, 3);
	play_says(&p, "new table responses=0101,2323", "k=4 N=4, 2 prompts, all in\n");
	assert_int_equal(p.session->task->tracked[1].ystar[1], 3);
	play_has(&p, "new table k=40 responses=0-1-39,2-2-2", "k=40 N=3, 2 prompts");
	assert_int_equal(p.session->task->tracked[0].ystar[2], 39);
	play_says(&p, "new table k=4 responses=abab,cdc",
		  "error: all responses have one length: \"cdc\" has 3 tokens, the first 4\n");
	play_has(&p, "new table k=4 responses=abe", "error: response \"abe\": \"e\" at t3 is none of the k=4 tokens (a, b");
	play_has(&p, "new table k=4 responses=4294967297-0-2", "\"4294967297\" at t1 is none of the k=4 tokens (numbers from");
	play_has(&p, "new table k=4 responses=1-99999999999999999999-2", "at t2 is none of the k=4 tokens");
	play_has(&p, "new table k=4 responses=ab-cd", "response \"ab-cd\": \"ab\" at t1 is none of");
	play_has(&p, "new table k=4 responses=0-1-", "response \"0-1-\": \"\" at t3 is none of");
	play_has(&p, "new table k=4 responses=0--1", "response \"0--1\": \"\" at t2 is none of");
	play_has(&p, "new table k=4 responses=-", "response \"-\": \"\" at t1 is none of");
	play_has(&p, "new table k=4 responses=ab,,ab", "error: a response is empty");
	play_says(&p, "new table k=4 N=3 responses=abab", "error: the responses have 4 tokens, N is 3\n");
	play_says(&p, "new table k=4 prompts=3 responses=abab", "error: responses: 1, but prompts is 3\n");
	play_has(&p, "new mixture responses=abab", "error: only a table or a lock has responses");
	play_has(&p, "new tabel", "error: task takes table, mixture, hypercube, lock, repeat or file, got \"tabel\". did");
	play_has(&p, "new gamma=2", "error: new takes k= N=");
	assert_int_equal(p.session->task->k, 40); /* nothing of that has changed anything */
	assert_int_equal(p.session->config.k, 40);
	play_done(&p);
}

/* ---- files */

static void test_base_file(void **state)
{
	struct play p;
	double before;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8");
	before = p.session->base.lp[5];
	play_says(&p, "base save b.mat", "base model written to b.mat\n");
	play_has(&p, "base uniform", "from 1.5e-05");
	play_has(&p, "base load b.mat", "0 steps of pre-training");
	assert_true(p.session->base.lp[5] == before);
	play_file("small.mat", "W1 2 2\n1 2\n3 4\nW2 2 2\n0 0\n0 0\n");
	play_says(&p, "base load small.mat", "error: small.mat: W1 is 2 x 2, this task needs 6 x 4\n");
	play_has(&p, "base load none.mat", "error: cannot read none.mat: ");
	assert_true(p.session->base.lp[5] == before);
	play_has(&p, "base lode x", "error: base stands alone or takes");
	type(&p, "step 3");
	play_says(&p, "base save now.mat @a", "weights of trainer A outcome at update 3 written to now.mat\n");
	play_says(&p, "base save now.mat @b", "error: there is no trainer B yet: trainer process @b makes it\n");
	play_has(&p, "base load now.mat @a", "error: only base save takes @a or @b");
	before = p.session->run[0].lp[5];
	type(&p, "base load now.mat");
	assert_true(p.session->base.lp[5] == before);
	play_done(&p);
}

/* W*: prompt 0 likes token 1 first; after 1 comes 0, after 0 comes 1. */
static const char task_text[] = "dims 1 4\n2 2 3 2\nx 2 2\n1 0\n0 1\nystar 2 3\n1 0 1\n0 1 0\n"
				"Ws1 2 2\n0 5\n5 0\nWs2 2 2\n0 9\n9 0\n";

static void test_task_file(void **state)
{
	struct play p;
	const double *truth;

	(void)state;
	play_init(&p);
	play_file("t.mat", task_text);
	play_says(&p, "task load t.mat", "k=2 N=3, 2 prompts, all in\n");
	play_has(&p, "task", "read from t.mat");
	play_has(&p, "task", "  x0   bab\n  x1   aba\n");
	truth = p.session->task->truth;
	assert_true(truth[1] == 5.0 && truth[2] == 5.0);    /* [x][token] */
	assert_true(truth[4 + 1] == 9.0 && truth[4 + 2] == 9.0); /* [before][token] */
	play_file("bad.mat", "x 2 2\n1 0\n0 1\nystar 2 3\n1 0 1\n0 7 0\ndims 1 4\n2 2 3 2\n");
	play_says(&p, "task load bad.mat", "error: bad.mat: ystar has token 7, but k is 2\n");
	play_file("bad.mat", "x 2 2\n1 0\n0 1\nystar 3 3\n1 0 1\n0 1 0\n1 1 1\n");
	play_has(&p, "task load bad.mat", "error: bad.mat: ystar is 3 x 3, it needs 2 x 3");
	play_file("bad.mat", "x 2 2\n1 0\n0 1\n");
	play_has(&p, "task load bad.mat", "error: bad.mat: a task needs matrices x");
	play_file("bad.mat", "x 2 2\n1 0\n0 1\nystar 2 3\n1 0 1\n0 .5 0\n");
	play_has(&p, "task load bad.mat", "tokens are whole numbers from 0");
	play_file("bad.mat", "x 2 2\n1 0\n0 1\nystar 2 3\n1 0 1\n0 1 0\ndims 1 4\n2 1e99 3 2\n");
	play_says(&p, "task load bad.mat", "error: bad.mat: dims says k = 1e+99, it is 2 to 255\n");
	play_file("bad.mat", "x 2 2\n1 0\n0 1\nystar 2 3\n1 0 1\n0 1 0\ndims 1 4\n2 -3 3 2\n");
	play_has(&p, "task load bad.mat", "dims says k = -3, it is 2 to");
	play_file("bad.mat", "x 2 2\n1 0\n0 1\nystar 2 3\n1 0 1\n0 1 0\ndims 1 4\n-1e99 2 3 2\n");
	play_has(&p, "task load bad.mat", "dims says d = -1e+99, the matrices have 2");
	play_has(&p, "task", "read from t.mat");
	play_done(&p);
}

/* What fails leaves task, base model, settings and their origins as they were. */
static void check_not_loaded(struct play *p, const char *line, const char *why)
{
	const struct session *s = p->session;
	const struct task *task = s->task;
	struct config config = s->config;
	uint8_t *origin = xmemdup(s->origin, (size_t)setting_count * TRAINERS);
	const struct state *st = run_state(&s->run[0]);
	uint64_t hash = state_hash(st);

	play_has(p, line, why);
	assert_ptr_equal(s->task, task);
	assert_ptr_equal(run_state(&s->run[0]), st);
	assert_true(state_hash(st) == hash);
	assert_memory_equal(&s->config, &config, sizeof config);
	assert_memory_equal(s->origin, origin, (size_t)setting_count * TRAINERS);
	assert_string_equal(s->task_source, "good.tsv");
	free(origin);
}

static void test_prompt_file(void **state)
{
	struct str text = { 0 };
	struct play p;

	(void)state;
	play_init(&p);
	play_file("good.tsv", "1+1\t2\n9+3\t2 1\t1\tskip\n");
	play_file("good.template", "x[-i] x[-i-2] y[-1]\n");
	play_says(&p, "task load good.tsv", "k=3 N=2, 2 prompts, all in\n");
	play_has(&p, "task", "file: k=3 tokens, N=2 long, 2 prompts; templates make 36 weights and 4 states.");
	play_has(&p, "task", "read from good.tsv\nprompts and correct responses y*:\n  x0   1+1 -> 2.\n  x1   9+3 -> 21\n");
	play_has(&p, "show pretrain.skip", "pretrain.skip file");
	play_has(&p, "pretrain 20", "x1   9+3 -> 21   ");
	assert_true(p.session->base.seen[0] && !p.session->base.seen[1]);
	type(&p, "step 2");
	play_file("bad.tsv", "1+1\t2\n9+3\t2 1\t0\n");
	check_not_loaded(&p, "task load bad.tsv", "error: bad.tsv:2:9: found \"0\", allowed: a weight above 0, up to 1e100\n");
	check_not_loaded(&p, "task load good.tsv templates=bad.tsv", "error: bad.tsv:1:1: found \"1+1\", allowed: y[-1], ");
	check_not_loaded(&p, "task load good.tsv templates=nowhere", "error: cannot read nowhere");
	check_not_loaded(&p, "task load nowhere.tsv", "error: cannot read nowhere.tsv");
	check_not_loaded(&p, "task load good.tsv lr=1", "error: task takes templates=");
	check_not_loaded(&p, "task templates=good.template", "error: templates= goes with task load FILE\n");
	play_file("t.mat", task_text);
	check_not_loaded(&p, "task load t.mat templates=good.template", "error: t.mat is a matrix file: only a prompt file");
	play_file("bad.template", "y[-1] y[-2] bag\n");
	for (int i = 0; i < 200; i++)
		str_addf(&text, "w%d\tt%d a b\n", i, i);
	play_file("bad.tsv", str_text(&text));
	str_done(&text);
	check_not_loaded(&p, "task load bad.tsv templates=bad.template", "error: the templates make more than 4,194,304 weights");
	play_says(&p, "task load t.mat", "k=2 N=3, 2 prompts, all in\n");
	play_has(&p, "show pretrain.skip", "pretrain.skip none");
	play_has(&p, "pretrain skip=file", "error: skip=file leaves out what a prompt file says, and this task has none");
	play_done(&p);
}

/* A name is looked for here, beside the script, among the examples. */
static void test_prompt_file_found(void **state)
{
	struct play p;
	struct err e;

	(void)state;
	play_init(&p);
	play_says(&p, "task load addition.tsv", "k=11 N=3, 200 prompts, all in\n");
	assert_int_equal(mkdir("beside", 0777), 0);
	play_file("beside/addition.tsv", "p\ta b\n");
	assert_true(interp_push(p.interp, INTERP_SCRIPT, "task load addition.tsv", "beside/x.op", 1, &e));
	play_says(&p, "", "k=2 N=2, 1 prompt, all in\n");
	play_file("addition.tsv", "p\ta b c\n");
	assert_true(interp_push(p.interp, INTERP_SCRIPT, "task load addition.tsv", "beside/x.op", 1, &e));
	play_says(&p, "", "k=3 N=3, 1 prompt, all in\n");
	play_done(&p);
}

/* So are the weights of a base model; it is told by the name that was given. */
static void test_base_found(void **state)
{
	struct play p;
	struct err e;

	(void)state;
	play_init(&p);
	play_says(&p, "new lock k=4 N=8 prompts=2", "k=4 N=8, 2 prompts, x0 x1 OUT!\n");
	play_has(&p, "base load worst-token.weights", "base model q0: read from worst-token.weights\n");
	play_says(&p, "new lock k=2 N=1 prompts=1", "k=2 N=1, 1 prompt, all in\n");
	play_file("beside/worst-token.weights", "w 1 2\n0 1\n");
	assert_true(interp_push(p.interp, INTERP_SCRIPT, "base load worst-token.weights", "beside/x.op", 1, &e));
	play_has(&p, "", "weights w 1 x 2 (features lock)\n");
	play_says(&p, "base load nowhere.weights", "error: cannot read nowhere.weights: No such file or directory\n");
	play_done(&p);
}

static void test_expect(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8");
	play_says(&p, "expect base[5]<1e-4 \"x5 starts outside\"", "ok: x5 starts outside\n");
	play_says(&p, "expect queries==0 && update==0", "ok: queries==0 && update==0\n");
	play_says(&p, "expect queries>10", "not ok: queries>10 (got queries 0)\n");
	play_says(&p, "expect queries>10 \"many\"", "not ok: many (queries>10; got queries 0)\n");
	assert_int_equal(p.session->expected, 4);
	assert_int_equal(p.session->unmet, 2);
	play_has(&p, "expect", "error: expect needs a condition");
	play_has(&p, "expect queries>ten", "error: ");
	assert_int_equal(p.session->expected, 4);
	play_done(&p);
}

/* A row of one trainer's trace is none of the other's. */
static void test_compare(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8");
	play_says(&p, "compare likelihood[each]",
		  "error: compare sets two values side by side: name one prompt, or a set such as [out]\n");
	play_says(&p, "compare err 5", "error: err takes no prompt behind it: compare err\n");
	type(&p, "trainer process @b; step 2 @b; step 30 @a");
	play_says(&p, "compare queries@b", "error: compare sets A beside B: name queries without @b\n");
	play_says(&p, "compare likelihood[5]@a", "error: compare sets A beside B: name likelihood without @a\n");
	play_has(&p, "compare queries", "A outcome      B process");
	play_done(&p);
}

static void test_token_line(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8");
	play_has(&p, "inspect 5", "now   running p0  token line 0.025 (F/k)\n");
	play_has(&p, "inspect 5", "t2    d       .863     .863        0.216\n");
	play_has(&p, "inspect 5", "  rarest  < token line\n      t4 ");
	play_has(&p, "inspect 5", "t5    a       .025     .025      1.1e-04  < token line\n");
	type(&p, "set alpha.token .08");
	play_has(&p, "probs 5", "token line 0.02 (F/k)\n");
	play_has(&p, "probs 5", "  rarest\n      t4 ");
	assert_null(strstr(type(&p, "probs 5"), "< token line"));
	type(&p, "set alpha.token 2"); /* a coin's toss is rare then */
	play_has(&p, "sample 5 8 from=base", "  rare token t1\n");
	type(&p, "set alpha.token 1e-300");
	assert_null(strstr(type(&p, "sample 5 50 from=base"), "rare token"));
	play_has(&p, "explain support", "token line");
	play_has(&p, "explain alpha.token", "rare token t3");
	type(&p, "base uniform"); /* all tokens are alike: none is rarest */
	assert_null(strstr(type(&p, "inspect 5"), "rarest"));
	assert_null(strstr(type(&p, "look positions"), "rarest"));
	play_done(&p);
}

static void test_plurals(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	play_has(&p, "new table k=2 N=1 prompts=1; prompts", "1 of 1 prompt, alpha");
	play_has(&p, "task", "d=1 number a context, 1 prompt. ");
	play_has(&p, "task", "correct response y*:");
	play_has(&p, "new mixture k=2 N=2 d=2 prompts=1 test.size=1; task", "1 centre. ");
	play_has(&p, "task", "around the centre; 1 test prompt\n");
	play_has(&p, "lq", "over 1 test prompt\n");
	play_says(&p, "export one.csv err", "one.csv: 1 row\n");
	play_done(&p);
}

static void test_export(void **state)
{
	struct play p;
	struct str text = { 0 };

	(void)state;
	play_init(&p);
	type(&p, "preset barrier seed=8; step 2");
	play_says(&p, "export run.csv", "run.csv: 18 rows\n");
	assert_true(file_read("run.csv", 1 << 20, &text, NULL));
	assert_int_equal(strncmp(str_text(&text), "# outpost ", 10), 0);
	assert_non_null(strstr(str_text(&text), " preset=barrier seed=8 task.seed=8 alpha=1e-04 query.count=prefix\n"));
	play_says(&p, "export run.csv likelihood[out] err likelihood[each]", "run.csv: 3 rows\n");
	play_says(&p, "export run.txt", "error: export writes .csv .jsonl .svg .pdf and .png files, got \"run.txt\". try: export run.csv\n");
	play_has(&p, "export run.csv entropy[5]", "error: ");
	play_has(&p, "export no/such/folder/run.csv", "error: ");
	str_done(&text);
	play_done(&p);
}

/* ---- the screen */

/* A stage that counts its calls. */
struct fake {
	struct stage stage;
	int plots, shots, rows, cols, theme;
	char file[64], cast[64];
};

static bool fake_plot(void *self, struct err *e UNUSED)
{
	((struct fake *)self)->plots++;
	return true;
}

/* Of 24 rows and 80 columns. */
static bool fake_shot(void *self, struct shot_order *order, struct err *e)
{
	struct fake *f = self;

	if (strcmp(order->file, "full.txt") == 0)
		return err_set(e, "no room");
	f->shots++;
	f->rows = order->rows;
	f->cols = order->cols;
	f->theme = order->theme;
	snprintf(f->file, sizeof f->file, "%s", order->file);
	order->rows = order->rows ? order->rows : 24;
	order->cols = order->cols ? order->cols : 80;
	return true;
}

static bool fake_record(void *self, const char *file, struct err *e)
{
	struct fake *f = self;

	if (file && strcmp(file, "full.cast") == 0)
		return err_set(e, "no room");
	snprintf(f->cast, sizeof f->cast, "%s", file ? file : "");
	f->stage.recording = file ? f->cast : NULL;
	return true;
}

static void begin_staged(struct play *p, struct fake *f, bool has_screen)
{
	play_init(p);
	*f = (struct fake){ .stage = { .has_screen = has_screen, .plot = fake_plot, .shot = fake_shot,
				     .record = has_screen ? fake_record : NULL, .self = f } };
	p->session->stage = &f->stage;
	type(p, "preset barrier seed=8");
}

/* On a screen, inspect and plot change what is looked at, and print nothing. */
static void test_view(void **state)
{
	struct play p;
	struct fake f;
	const struct view *v;

	(void)state;
	begin_staged(&p, &f, true);
	v = &p.session->view;
	play_says(&p, "inspect 5", "");
	assert_true(v->prompt == 5 && v->depth == VIEW_PROMPT && v->position == p.session->base.worst_at[5]);
	play_says(&p, "inspect 2 t=4", "");
	assert_true(v->prompt == 2 && v->depth == VIEW_TOKENS && v->position == 3);
	play_says(&p, "inspect 2 sample=1", "error: there are no samples before the first update: step, then inspect\n");
	assert_true(v->prompt == 2 && v->depth == VIEW_TOKENS);
	type(&p, "step");
	play_says(&p, "inspect 2 sample=2", "");
	assert_true(v->depth == VIEW_SAMPLE && v->sample == 1 && v->position == 3); /* where it was */
	play_has(&p, "inspect 2 sample=0", "error: samples on x2 are 1 to ");
	play_has(&p, "inspect 2 sample=65", ", the newest first, got \"65\"\n");
	play_has(&p, "inspect 2 sample=one", "got \"one\"\n");
	play_says(&p, "inspect 5 t=2 sample=1", "");
	assert_true(v->prompt == 5 && v->sample == 0 && v->position == 1);
	play_says(&p, "inspect 2 t=4", "");
	play_says(&p, "inspect 6", "error: prompts are x0 to x5, got 6\n");
	assert_true(v->prompt == 2 && v->depth == VIEW_TOKENS);
	play_says(&p, "plot err lin x=update", "");
	assert_string_equal(v->plot.metric, "err");
	assert_true(v->plot.linear && v->plot.by_update);
	play_says(&p, "plot", "");
	assert_string_equal(v->plot.metric, ""); /* follows the selected prompt */
	assert_false(v->plot.linear || v->plot.by_update);
	play_has(&p, "plot nonsense", "error: unknown metric");
	assert_int_equal(f.plots, 0);
	type(&p, "trainer process @b; inspect 5 @b");
	assert_int_equal(v->who, 1);
	type(&p, "preset barrier seed=8");
	assert_true(v->depth == VIEW_ALL && v->who == 0);
	type(&p, "inspect 5; new table k=2 N=2 prompts=2");
	assert_int_equal(v->depth, VIEW_ALL);
	play_done(&p);
}

/* Without a screen they print, and the view is the same. */
static void test_view_without_screen(void **state)
{
	struct play p;
	struct fake f;

	(void)state;
	begin_staged(&p, &f, false);
	play_has(&p, "inspect 5 t=4", "x5 t4, after the correct prefix \"ada\"\n");
	assert_int_equal(p.session->view.depth, VIEW_TOKENS);
	play_says(&p, "plot", "");
	assert_int_equal(f.plots, 1);
	assert_string_equal(p.session->view.plot.metric, "");
	play_says(&p, "plot hits[2]", "");
	assert_int_equal(f.plots, 2);
	assert_string_equal(p.session->view.plot.metric, "hits[2]");
	play_done(&p);
}

static void test_record(void **state)
{
	struct play p;
	struct fake f;

	(void)state;
	begin_staged(&p, &f, true);
	play_says(&p, "record", "nothing is being recorded\n");
	play_says(&p, "record off", "nothing is being recorded\n");
	play_says(&p, "record full.cast", "error: no room\n");
	play_has(&p, "record talk.txt", "error: record writes .cast files, got \"talk.txt\"");
	play_says(&p, "record talk.cast", "talk.cast: all that the screen shows from now on. record off ends it\n");
	play_says(&p, "record", "the screen is being recorded into talk.cast: record off ends that\n");
	play_has(&p, "info state", "\nthe screen is being recorded into talk.cast\n");
	play_says(&p, "record off", "talk.cast: recorded. asciinema play talk.cast shows it\n");
	assert_null(f.stage.recording);
	play_done(&p);
	begin_staged(&p, &f, false);
	play_has(&p, "record talk.cast", "error: there is no screen to record here");
	play_done(&p);
}

static void test_shot(void **state)
{
	struct play p;
	struct fake f;

	(void)state;
	begin_staged(&p, &f, true);
	play_says(&p, "shot a.txt", "a.txt: 80x24\n");
	assert_true(f.rows == 0 && f.cols == 0);
	play_says(&p, "shot d/wall.txt size=200x60", "d/wall.txt: 200x60\n");
	assert_true(f.rows == 60 && f.cols == 200);
	assert_string_equal(f.file, "d/wall.txt");
	play_says(&p, "shot a.txt size=1x1", "a.txt: 1x1\n");
	play_says(&p, "shot a.txt size=1000x1000", "a.txt: 1000x1000\n");
	assert_int_equal(f.shots, 4);
	play_says(&p, "shot full.txt", "error: no room\n");
	assert_int_equal(f.theme, -1);
	play_says(&p, "shot a.svg theme=projector", "a.svg: 80x24\n");
	assert_int_equal(f.theme, 3);
	play_has(&p, "shot a.svg theme=", "error: theme takes one of dark, light, mono, projector, got \"\"");
	play_says(&p, "shot a.txt size=80", "error: size is columns x rows, from 1x1 to 1000x1000, got \"80\". "
					   "try: size=80x24\n");
	play_has(&p, "shot a.txt size=0x24", "error: size is columns x rows");
	play_has(&p, "shot a.txt size=80x1001", "error: size is columns x rows");
	play_has(&p, "shot a.txt size=80x24x2", "error: size is columns x rows");
	play_has(&p, "shot a.txt size=", "error: size is columns x rows");
	play_has(&p, "shot a.txt sise=80x24", "did you mean size=?");
	play_has(&p, "shot", "error: shot needs 1 argument");
	assert_int_equal(f.shots, 5);
	p.session->stage = NULL;
	play_says(&p, "shot a.txt", "error: there is no screen to draw here\n");
	play_done(&p);
}

/* They are settings: the same check, and `show` knows who set them. Before a task they work too. */
static void test_speed_theme(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	play_says(&p, "speed", "speed max\n");
	play_says(&p, "speed 4", "speed 4 updates a second\n");
	assert_int_equal(p.session->config.speed, 4);
	play_says(&p, "speed 0", "error: speed takes a whole number from 1 to 50, or max, got \"0\". unchanged: 4\n");
	play_says(&p, "speed mx", "error: speed takes a whole number from 1 to 50, or max, got \"mx\". did you mean max? "
				  "unchanged: 4\n");
	play_says(&p, "show speed", "speed 4 (default max, set by you)\n");
	play_says(&p, "speed max", "speed max\n");
	play_says(&p, "theme", "theme dark\n");
	play_says(&p, "theme light", "theme light\n");
	play_says(&p, "theme ligt", "error: theme takes dark, light, mono or projector, got \"ligt\". did you mean light? "
				    "unchanged: light\n");
	play_says(&p, "set theme mono", "theme light -> mono\n");
	play_says(&p, "theme", "theme mono\n");
	play_done(&p);
}

/* The list of keys fits a window of 24 rows. */
/* As a driver lends them: the list is the screen's own. */
static bool three_keys(int i, const char **key, const char **does)
{
	static const char *const keys[][2] = { { "s", "one update" }, { "Space", "train, or pause" }, { "{ }", "marks" } };

	if (i >= 3)
		return false;
	*key = keys[i][0];
	*does = keys[i][1];
	return true;
}

static void test_help_keys(void **state)
{
	const struct stage stage = { .key = three_keys };
	struct play p;

	(void)state;
	play_init(&p);
	play_has(&p, "help keys", "  KEYS    single keys act");
	p.session->stage = &stage;
	play_has(&p, "help keys", ":\n"
				  "  s       one update                    { }     marks\n"
				  "  Space   train, or pause\n");
	play_done(&p);
}

static const char *help_of_tokens(const char *panel)
{
	return strcmp(panel, "tokens") == 0 ? "what comes next\nAs text: probs" : NULL;
}

static void test_explain_panel(void **state)
{
	const struct stage stage = { .help = help_of_tokens };
	struct play p;

	(void)state;
	play_init(&p);
	play_has(&p, "explain panel", "panels: 1 prompts, 2 likelihood, 3 tokens, 4 newest samples, ");
	play_says(&p, "explain panel 3", "error: there is no screen here that has panels\n");
	p.session->stage = &stage;
	play_says(&p, "explain panel 3", "tokens:\n  what comes next\n  As text: probs\n");
	play_says(&p, "explain panel tokens", "tokens:\n  what comes next\n  As text: probs\n");
	play_has(&p, "explain panel tok", "error: \"tok\" is ambiguous: tokens, token by token\n");
	play_has(&p, "explain panel 0", "error: no panel \"0\"");
	play_done(&p);
}

/* What the screen and its commands are called is explained too, and what split changes is told as it is. */
static void test_explain_screen(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	play_has(&p, "explain split", "goes on until it has caught up");
	play_has(&p, "explain sync", "now: sync queries");
	play_has(&p, "explain heat strip", "the least likely");
	play_says(&p, "explain zoom", "zoom, a command: show one panel of the screen alone. help zoom says more.\n");
	play_has(&p, "explain look", "look, a command: ");
	play_has(&p, "explain layout", "layout, a setting: ");
	play_has(&p, "explain zooom", "error: nothing to explain about \"zooom\"");
	play_done(&p);
}

/* A mixture's prompts are fresh: the sentence has the numbers of the response that was found. Under the uniform base
 * every response has 2^-3 = 0.125, which is 1.6 times below .2. */
static void test_discovery(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "new mixture k=2 N=3 d=4 prompts=2 sigma=.3; set alpha .2");
	play_has(&p, "step 3", "first correct at query ");
	play_has(&p, "reset; step 3", "(update 1): ");
	assert_non_null(strstr(str_text(&p.said), ", base 0.125, 1.6 times below alpha.\n"));
	play_done(&p);
}

/* What is drawn to estimate likelihoods costs nothing and changes nothing; p = 1/4 of x0, exact and from samples. */
static void test_estimates(void **state)
{
	struct play p;
	uint64_t hash;

	(void)state;
	play_init(&p);
	type(&p, "new table k=2 N=2 prompts=3 seed=1");
	hash = state_hash(run_state(&p.session->run[0]));
	play_has(&p, "lq curve", "    0.9       0.250       0.250          0.500       0.500\n");
	play_has(&p, "lq sampled", "A now: 64 responses to each of 3 prompts (not training: 0 queries)\n");
	play_has(&p, "lq sampled 1 1", "     1     1.000     1.000  -            -\n");
	play_has(&p, "lq sampled 10k .5 from=base", "base: 10,000 responses to each");
	assert_non_null(strstr(str_text(&p.said), "   0.5     0.250     0.2")); /* .0043 is one standard error */
	play_has(&p, "passk 0 k=1,2,100 n=3", "       2      0.438      0.438 ");
	play_has(&p, "passk k=1 n=0", "       1      0.250      0.250\n");
	play_has(&p, "hist", "    1e-01       3 ####################       3 #################### k^-N\n");
	assert_true(state_hash(run_state(&p.session->run[0])) == hash);
	play_has(&p, "lq sampled 0", "error: lq: the number of responses is a whole number from 1 to 100,000, got");
	play_has(&p, "lq sampled 4 2", "error: eps is a share of the prompts, 0 to 1, got \"2\"");
	play_has(&p, "lq .1 .2", "error: lq takes one EPS, \".2\" is too much.");
	play_has(&p, "lq curve a.txt", "error: lq writes .csv files, got \"a.txt\". usage: lq ");
	play_has(&p, "lq curve a.csv b", "error: lq curve takes a file, \"b\" is too much.");
	play_has(&p, "lq from=zz", "error: from takes one of base, now, got \"zz\"");
	play_has(&p, "passk 5", "error: prompts are x0 to x2, got 5");
	play_has(&p, "passk 0 k=1,,2", "error: k is up to 12 numbers of responses, 1 to 1e15, such as k=1,8,64; got \"1,,2\"");
	play_has(&p, "passk 0 n=1M", "error: n is the number of responses to a prompt, 0 (none) to 100,000, got \"1M\"");
	play_has(&p, "set alpha 1e-9; passk out", "error: no prompt is out now: name one, x0 to x2\n");
	play_has(&p, "hist all", "error: hist takes base or now, or neither for both, got \"all\"");
	play_done(&p);
}

/* What is too large says so and leaves all as it was. */
static void test_too_large(void **state)
{
	struct str file = { 0 };
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "new mixture k=255 N=512 d=8 prompts=2 test.size=2 features=position");
	play_says(&p, "margin 131072", "error: the margin of 131,072 prompts needs about 131.6 GiB of memory, at most 4.0: "
				       "ask for that of fewer (margin 3984)\n");
	assert_false(session_working(p.session));
	/* A file may list more prompts than the setting takes, and the next task does not begin with as many. */
	for (int i = 0; i < 5000; i++)
		str_addf(&file, "%d\t%c\n", i, "ab"[i % 2]);
	play_file("many.tsv", str_text(&file));
	str_done(&file);
	type(&p, "task load many.tsv");
	play_has(&p, "new table", "6 prompts");
	type(&p, "task load many.tsv");
	play_has(&p, "new hypercube", "32 tracked prompts");
	play_has(&p, "show d", "d 6 (default)");
	play_done(&p);
}

/* What looks at the weights themselves looks at the last ones, and says so where iterate means others. */
static void test_iterate_note(void **state)
{
	static const char *const lines[] = { "lq", "lq curve", "lq sampled 2", "hist", "hist now", "passk n=0", "snr 0 2" };
	static const char *const silent[] = { "lq from=base", "hist base", "snr 0 2 from=base", "step 1" };
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "new table k=2 N=2 prompts=3; set iterate average; step 2");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		play_has(&p, lines[i], "note: A now: the last weights, though iterate is average\n");
	for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
		assert_null(strstr(type(&p, silent[i]), "note: "));
	type(&p, "set iterate last");
	assert_null(strstr(type(&p, "lq"), "note: "));
	play_done(&p);
}

/* A point is said as it was given, a metric in three digits; what is no number is no point. */
static void test_points(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "new lock k=60 N=300 prompts=1");
	play_says(&p, "fit a 6 4096", "a: point 1: 6, 4096\n");
	play_says(&p, "fit a 1e6 -.5", "a: point 2: 1000000, -0.5\n");
	type(&p, "margin");
	play_says(&p, "fit a 1 scale[.1].mistakes", "error: scale[.1].mistakes is larger than any number: no point of a "
						    "line\n");
	play_says(&p, "fit a 1 err", "a: point 3: 1, 1\n");
	play_done(&p);
}

/* Weights that are about to be thrown away are not worth a note: from the uniform base p/q is 1. */
static void test_weights_note(void **state)
{
	static const char line[] = "trainer outcome behavior=uniform clip=inf";
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "new table k=2 N=16 prompts=1; trainer outcome behavior=teacher lr=1; step 50");
	assert_null(strstr(type(&p, line), "note: "));
	type(&p, "trainer outcome behavior=teacher clip=off; step 50; set clip off; set behavior uniform");
	play_has(&p, "set clip inf", "unclipped importance weights on x0");
	play_done(&p);
}

/* Names of any bytes and any width are cut between characters. */
static void test_long_names(void **state)
{
	static const char *const lines[] = { "passk 10 n=0", "snr 10 2", "sample 10 1", "inspect 10", "task", "prompts" };
	struct str file = { 0 }, path = { 0 }, line = { 0 };
	const char *said;
	struct play p;

	(void)state;
	play_init(&p);
	for (int i = 0; i < 11; i++) {
		str_addf(&file, "%d", i);
		for (int t = 0; t < 60; t++) /* four bytes in one column */
			str_addf(&file, "%s\xf0\x90\x8c%c", t ? " " : "\t", 0xb0 + (t + i) % 3);
		str_add(&file, "\n");
	}
	play_file("gothic.tsv", str_text(&file));
	str_done(&file);
	type(&p, "task load gothic.tsv");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		said = type(&p, lines[i]);
		if (utf8_valid(said, strlen(said)) != strlen(said))
			fail_msg("%s", said);
	}
	/* a path that is longer than what is remembered of it, and would end within a character */
	for (int i = 0; i < 63; i++)
		str_add(&path, "./");
	str_add(&path, "\xc3\xa9.txt");
	str_addf(&line, "base save %s; base load %s", str_text(&path), str_text(&path));
	said = type(&p, str_text(&line));
	if (utf8_valid(said, strlen(said)) != strlen(said))
		fail_msg("%s", said);
	str_done(&line);
	str_done(&path);
	play_done(&p);
}

static void test_apropos(void **state)
{
	struct play p;
	const char *said;

	(void)state;
	play_init(&p);
	said = type(&p, "apropos lR");
	assert_true(strncmp(said, "setting lr ", strlen("setting lr ")) == 0); /* exact names, by kind, come first */
	said = strchr(said, '\n') + 1;
	assert_true(strncmp(said, "metric  lr ", strlen("metric  lr ")) == 0);
	for (const char *at = said; *at; at += strcspn(at, "\n") + 1)
		assert_true(strcspn(at, "\n") <= 79);
	play_has(&p, "apropos five prompts", "preset  barrier ");
	play_has(&p, "apropos s", "command step "); /* an alias is a name */
	play_has(&p, "apropos adagrad", "explain optimizer ");
	play_says(&p, "apropos stpe", "error: nothing here speaks of \"stpe\". did you mean: step?\n");
	play_has(&p, "apropos qqqqqq", "error: nothing here speaks of \"qqqqqq\". help lists");
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_estimates), cmocka_unit_test(test_too_large),	 cmocka_unit_test(test_long_names),
		cmocka_unit_test(test_iterate_note), cmocka_unit_test(test_points),
		cmocka_unit_test(test_weights_note),
		cmocka_unit_test(test_apropos), cmocka_unit_test(test_marks_run_out),
		cmocka_unit_test(test_blame),	  cmocka_unit_test(test_phases), cmocka_unit_test(test_phases_tell),	 cmocka_unit_test(test_phases_given_up),
		cmocka_unit_test(test_table),	  cmocka_unit_test(test_examples_parse), cmocka_unit_test(test_find),
		cmocka_unit_test(test_unknown),	  cmocka_unit_test(test_barrier),	 cmocka_unit_test(test_training),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_sample),	  cmocka_unit_test(test_set),		 cmocka_unit_test(test_new),
		cmocka_unit_test(test_kinds),	  cmocka_unit_test(test_base_file), cmocka_unit_test(test_task_file),
		cmocka_unit_test(test_prompt_file), cmocka_unit_test(test_prompt_file_found),
		cmocka_unit_test(test_base_found), cmocka_unit_test(test_expect),
		cmocka_unit_test(test_compare),	  cmocka_unit_test(test_token_line),	 cmocka_unit_test(test_plurals),
		cmocka_unit_test(test_export),	  cmocka_unit_test(test_view),
		cmocka_unit_test(test_view_without_screen),
		cmocka_unit_test(test_record),
		cmocka_unit_test(test_shot),	  cmocka_unit_test(test_speed_theme),
		cmocka_unit_test(test_help_keys), cmocka_unit_test(test_explain_panel), cmocka_unit_test(test_explain_screen), cmocka_unit_test(test_discovery),
	};

	return cmocka_run_group_tests_name("command", tests, NULL, NULL);
}
