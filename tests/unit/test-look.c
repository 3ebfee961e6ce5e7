/* look: each panel of the screen has its words, they carry the numbers that other commands print, and nothing in them has to
 * be seen. */
#include "command/look.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "panel/page.h"
#include "play.h"
#include "unit.h"

/* Two trainers, of which B has come further; breaks and watches; B's behaviour tries again. */
static void begin(struct play *p)
{
	play_init(p);
	type(p, "preset barrier");
	type(p, "trainer process @b; set behavior alg2 @b; set m 4 @b");
	type(p, "break queries>=100k; break discovery once; ignore 2 3; watch likelihood[5]; watch err @b; disable 4");
	type(p, "on 1 do prompts out");
	type(p, "step 3 @a; step 2 @b; step 2 @a");
}

static const struct look_panel *look_of(const struct panel_type *p)
{
	for (int i = 0; i < look_count; i++)
		if (strcmp(look_table[i].name, p->name) == 0)
			return &look_table[i];
	return NULL;
}

/* A panel without words would be one for the seeing alone. */
static void test_complete(void **state)
{
	int n = 0;

	(void)state;
	for (int id = 0; id < PANELS; id++) {
		const struct panel_type *p = page_type((enum panel_id)id);
		if (!p || panel_is_twin((enum panel_id)id))
			continue;
		if (!look_of(p))
			fail_msg("look has no words for the panel %s", p->name);
		assert_int_equal(look_of(p)->number, p->number);
		assert_int_equal(p->need & ~look_of(p)->need, 0);
		n++;
	}
	assert_int_equal(look_count, n);
}

static void test_find(void **state)
{
	static const struct { const char *text, *word; } found[] = {
		{ "1", "prompts" },	      { "10", "ladder" },	{ "lq", "quantile" },
		{ "breaks", "watches" },      { "watches and breaks", "watches" }, { "newest samples", "samples" },
		{ "newest", "samples" },	      { "token by token", "positions" }, { "token by", "positions" },
		{ "likelihood", "curve" }, { "likelihood q", "quantile" },
	};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
		const struct look_panel *l = look_find(found[i].text, &e);
		assert_string_equal(l ? l->word : e.text, found[i].word);
	}
	assert_null(look_find("like", &e));
	assert_string_equal(e.text, "\"like\" is ambiguous: likelihood, likelihood quantile");
	assert_null(look_find("lader", &e));
	assert_string_equal(e.text, "no panel \"lader\". did you mean: ladder?");
	assert_null(look_find("11", &e));
	assert_string_equal(e.text, "no panel \"11\": a number, or one of prompts, curve, tokens, samples, console, lesson, "
				    "quantile, watches, queries, ladder, inspect, positions, next, sample");
}

/* Of its indentation aside no two blanks, no sign that draws, and every sentence ends. */
static bool is_prose(const char *text)
{
	size_t n = strlen(text);

	for (const char *at = text; *at; at++) {
		bool inside = at > text && at[-1] != '\n' && !(at[-1] == ' ' && (at - 1 == text || at[-2] == '\n'));
		if (inside && at[0] == ' ' && at[1] == ' ')
			return false;
		if (!isprint((unsigned char)*at) && *at != '\n')
			return false;
	}
	return n > 1 && text[n - 1] == '\n' && (text[n - 2] == '.' || text[n - 2] == ':') && !strpbrk(text, "|#~_\\");
}

static void test_prose(void **state)
{
	struct play p;
	char line[64];

	(void)state;
	begin(&p);
	for (int i = 0; i < look_count; i++)
		for (int who = 0; who < 2; who++) {
			snprintf(line, sizeof line, "look %s %s", look_table[i].word, who ? "@b" : "@a");
			const char *said = type(&p, line);
			if (!is_prose(said))
				fail_msg("%s:\n%s", line, said);
		}
	assert_true(is_prose(type(&p, "look")));
	play_done(&p);
}

/* The same digits as `lq` and `prompts`, whose own words differ. */
static void test_numbers(void **state)
{
	struct play p;
	char lq[64], tlq[64], text[8192];

	(void)state;
	begin(&p);
	snprintf(text, sizeof text, "%s", type(&p, "lq .1 from=base"));
	assert_int_equal(sscanf(text, "base: LQ(0.1)=%63s (x5)", lq), 1);
	assert_int_equal(sscanf(strstr(text, "token-level"), "token-level LQ(0.1)=%63s (x5", tlq), 1);
	snprintf(text, sizeof text, "LQ(0.1), as eps is set, of the base model: %s (x5), one hit in about\n  485,075 queries; "
		 "token-level %s (x5 t3), once in about 41 draws.", lq, tlq);
	play_has(&p, "look 7", text);
	type(&p, "set eps .3");
	play_has(&p, "look 7", "LQ(0.3), as eps is set, of the base model: 0.530 (x4)");
	play_has(&p, "look 7", "LQ(0.1) of the base model: 2.1e-06 (x5)");
	play_has(&p, "look 10", "1 of 6 prompts stand below the support line alpha, 1e-04;");
	play_has(&p, "look 10", "\nx5, selected: base 2.1e-06, A now ");
	play_has(&p, "look 1 @a", "prompt x5, selected: target adadadad, base 2.1e-06, now ");
	play_has(&p, "look 1 @a", "t3 (0.025).");
	play_has(&p, "look positions", "t6, token d: base 0.863, now ");
	play_has(&p, "look positions", "here it falls below\n  alpha");
	play_done(&p);
}

static void test_stops(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier");
	play_has(&p, "look 8", "There are no breaks and no watches: break likelihood[5]>.9 stops a run");
	play_done(&p);
	begin(&p);
	play_has(&p, "look 8", "break 1, queries>=100k: 0 hits, stops, and then: prompts out; now trainer A");
	play_has(&p, "look 8", "break 2, discovery: 0 hits, does not stop the next 3 times; now trainer A");
	play_has(&p, "look 8", "watch 3, likelihood[5]: trainer A ");
	play_has(&p, "look 8", ", changed from ");
	play_has(&p, "look 8", "watch 4, err of trainer B: trainer B ");
	play_has(&p, "look 8", "; disabled.");
	play_done(&p);
}

/* Where a curve was and when, by hand from two updates of a table. */
static void test_curve(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier");
	play_says(&p, "look 2", "likelihood[5] of trainer A outcome: first 2.1e-06 at query 0, last 2.1e-06 at\n  query 0.\n"
				"Lowest 2.1e-06 at query 0, highest 2.1e-06 at query 0.\n"
				"It was below alpha (1e-04) all the time.\nIt was below .9 all the time.\n");
	strcpy(p.session->view.plot.metric, "likelihood[0]");
	type(&p, "step 20");
	play_has(&p, "look curve", "It was at or above alpha (1e-04) all the time.\nIt rose above .9 at query ");
	play_has(&p, "look curve", "By query 128 it was ");
	play_has(&p, "look curve", "By query 1,280 it was ");
	strcpy(p.session->view.plot.metric, "err");
	p.session->view.plot.by_update = true;
	play_has(&p, "look curve", "err of trainer A outcome: first ");
	play_has(&p, "look curve", "By update 20 it was ");
	play_done(&p);
}

/* A driver with panels, and room for those that `shows` names. */
struct driver {
	const char *shows;
	char asked[64];
};

static bool look_at(void *self, const char *panel)
{
	struct driver *d = self;

	snprintf(d->asked, sizeof d->asked, "%s", panel);
	return strcmp(panel, d->shows) == 0;
}

static void test_screen(void **state)
{
	struct driver d = { .shows = "support ladder" };
	struct stage stage = { .has_screen = true, .look = look_at, .self = &d };
	struct play p;

	(void)state;
	begin(&p);
	p.session->stage = &stage;
	play_says(&p, "look 10", "");
	assert_string_equal(d.asked, "support ladder");
	play_has(&p, "look 9", "trainer A outcome: 320 queries, 64 of them in the last update, ");
	assert_string_equal(d.asked, "queries");
	play_has(&p, "look", "\nPanels to look at: prompts, curve, ");
	assert_null(strstr(type(&p, "look"), "look ladder or 10: "));
	play_has(&p, "look list", "\nlook ladder or 10: ");
	assert_int_equal(strncmp(type(&p, "look list"), "look prompts or 1: ", 19), 0);
	play_says(&p, "look 10 @b", "");
	assert_int_equal(p.session->view.who, 1);
	play_says(&p, "look @a support ladder", "");
	assert_int_equal(p.session->view.who, 0);
	play_done(&p);
}

static void test_zoom(void **state)
{
	struct driver d = { .shows = "token by token" };
	struct stage stage = { .has_screen = true, .look = look_at, .self = &d };
	struct play p;

	(void)state;
	begin(&p);
	p.session->stage = &stage;
	play_says(&p, "zoom token by token", "panel token by token alone: zoom off, or Esc, leads back\n");
	assert_true(p.session->view.zoom);
	play_says(&p, "zoom off x", "error: no panel \"off x\": a number, or one of prompts, curve, tokens, samples, console, "
				    "lesson, quantile, watches, queries, ladder, inspect, positions, next, sample\n");
	assert_true(p.session->view.zoom);
	play_says(&p, "zoom off", "all panels\n");
	play_says(&p, "zoom 1", "error: this window has no room for panels: look prompts says what it would show\n");
	assert_false(p.session->view.zoom);
	play_says(&p, "zoom", "one panel alone\n");
	play_says(&p, "zoom", "all panels\n");
	play_done(&p);
}

/* One response was on one of two prompts: who asks for the other one is told of it all the same. */
static void test_any_prompt(void **state)
{
	struct play p;
	int other = 0;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier; set batch 1; step");
	for (p.session->view.prompt = 0; p.session->view.prompt < 2; p.session->view.prompt++) {
		const char *said = type(&p, "look samples");
		bool none = strstr(said, ": 0 of its 1 samples were on x") != NULL;
		assert_int_equal(strstr(said, "The newest on any prompt:\non x") != NULL, none);
		other += none;
	}
	assert_in_range(other, 1, 2);
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_complete), cmocka_unit_test(test_find),	cmocka_unit_test(test_prose),
		cmocka_unit_test(test_numbers),	 cmocka_unit_test(test_stops),	cmocka_unit_test(test_curve),
		cmocka_unit_test(test_screen),	 cmocka_unit_test(test_zoom),	cmocka_unit_test(test_any_prompt),
	};

	return cmocka_run_group_tests_name("look", tests, NULL, NULL);
}
