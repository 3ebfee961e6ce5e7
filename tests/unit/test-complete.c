/* Completion: what is offered, and where it goes. */
#include "command/complete.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "play.h"

/* `offer`: the place, then the candidates, "+" at the end when a single one stays open: "5 authors barrier". */
static void check(struct play *p, const char *line, const char *offer)
{
	struct candidates c;
	struct str s = { 0 };

	complete_line(p->session, line, (int)strlen(line), &c);
	str_addf(&s, "%d", c.from);
	for (int i = 0; i < c.n; i++)
		str_addf(&s, " %s", c.word[i]);
	str_add(&s, c.keep_open ? " +" : "");
	if (strcmp(str_text(&s), offer) != 0)
		fail_msg("\"%s\" offers %s, not %s", line, str_text(&s), offer);
	candidates_done(&c);
	str_done(&s);
}

static void test_commands(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	check(&p, "st", "0 step");
	check(&p, "co", "0 compare complete continue");
	check(&p, "  co", "2 compare complete continue");
	check(&p, "step 5; re", "8 record redo report reset");
	check(&p, "zz", "0");
	check(&p, "# st", "4");
	check(&p, "step # st", "9");
	check(&p, "expect \"st", "10");
	check(&p, "help ste", "5 step");
	check(&p, "help base", "5 base baseline");
	check(&p, "help ke", "5 keys");
	check(&p, "speed ", "6 max");
	check(&p, "theme ", "6 dark light mono projector");
	check(&p, "shot a.txt s", "11 size= +");
	check(&p, "zz ", "3");
	play_done(&p);
}

static void test_stops(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "preset barrier; break end; watch update; break err<.1");
	check(&p, "delete ", "7 1 2 3 all");
	check(&p, "enable ", "7 1 2 3 all");
	check(&p, "disable a", "8 all");
	check(&p, "delete 1 ", "9");
	check(&p, "ignore ", "7 1 3");
	check(&p, "on ", "3 1 3");
	check(&p, "continue ", "9 1 3 until");
	check(&p, "continue until que", "15 queries");
	check(&p, "blame ", "6 likelihood[ token[");
	check(&p, "blame lik", "6 likelihood[ +");
	check(&p, "break dis", "6 discovery");
	check(&p, "break discovery on", "16 once");
	check(&p, "break queries>5 && err<.1 on", "26 once");
	check(&p, "break queries>=1&&disc", "18 discovery");
	check(&p, "watch ent", "6 entropy");
	check(&p, "on 1 do ins", "8 inspect");
	check(&p, "on 1 do step; on 2 do set opt", "26 optimizer");
	check(&p, "on 1 d", "5 do");
	check(&p, "on d", "3");
	play_done(&p);
}

static void test_settings(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	check(&p, "set opt", "4 optimizer");
	check(&p, "set baseline ", "13 mean off");
	check(&p, "set threads ", "12 all");
	check(&p, "show query", "5 query.count");
	check(&p, "trainer p", "8 process");
	check(&p, "trainer process ba", "16 baseline= batch=");
	check(&p, "trainer process bas", "16 baseline= +");
	check(&p, "trainer process baseline=", "16 baseline=mean baseline=off");
	check(&p, "trainer process baseline=m", "16 baseline=mean");
	check(&p, "set alpha ", "10 budget floor: poly:");
	check(&p, "set alpha p", "10 poly: +");
	check(&p, "set clip ", "9 inf off");
	check(&p, "set behavior fr", "13 frozen frozen:");
	check(&p, "trainer e", "8 eps= +");
	check(&p, "trainer behavior=al", "8 behavior=alg1 behavior=alg2");
	check(&p, "trainer m=a", "8 m=auto");
	check(&p, "pretrain optimizer=s", "9 optimizer=sgd optimizer=sgd-adaptive");
	check(&p, "step @", "5 @a @ab @b");
	check(&p, "prompts sort=p", "8 sort=p sort=p0");
	check(&p, "sample 5 8 f", "11 from=base from=now");
	play_done(&p);
}

static void test_things(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	check(&p, "preset bar", "7 barrier");
	check(&p, "preset barrier bu", "15 budget= +");
	check(&p, "inspect ", "8 sample= t= worst");
	type(&p, "preset barrier");
	check(&p, "inspect x", "8 x0 x1 x2 x3 x4 x5");
	check(&p, "plot l", "5 learned likelihood[ lq[ lr");
	check(&p, "continue u", "9 until");
	check(&p, "continue until que", "15 queries");
	check(&p, "continue until queries>10&&lik", "27 likelihood[ +");
	check(&p, "continue until reach[5] ", "24 changed");
	check(&p, "continue until queries>10&&err c", "31 changed");
	check(&p, "continue until (err ch", "20 changed");
	check(&p, "continue until end ", "19 changed");
	check(&p, "continue until end&& al", "21 allright allwrong");
	check(&p, "expect reach[5] ch", "16");
	check(&p, "export a.csv err lik", "17 likelihood[ +");
	check(&p, "explain wor", "8 worst worst-token");
	check(&p, "explain pan", "8 panel");
	check(&p, "explain panel q", "14 quantile queries");
	check(&p, "explain token q", "14");
	check(&p, "zoom o", "5 off");
	check(&p, "zoom la", "5 ladder");
	check(&p, "look la", "5 ladder");
	check(&p, "present ", "8 off on");
	check(&p, "split sync=", "6 sync=off sync=queries sync=updates");
	play_done(&p);
}

static void test_files(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	(void)!system("mkdir -p d/inner && touch d/one.op d/two.op d/.hidden 'd/with blank'");
	check(&p, "source d/", "7 d/inner/ d/one.op d/two.op");
	check(&p, "source d/o", "7 d/one.op");
	check(&p, "source d/i", "7 d/inner/ +");
	check(&p, "base load d/t", "10 d/two.op");
	check(&p, "source none/", "7");
	check(&p, "set behavior frozen:d/", "20 d/inner/ d/one.op d/two.op");
	check(&p, "trainer behavior=frozen:d/on", "24 d/one.op");
	play_done(&p);
}

/* In the midst of a line only what stands before the cursor counts. */
static void test_cursor(void **state)
{
	struct play p;
	struct candidates c;

	(void)state;
	play_init(&p);
	complete_line(p.session, "step 5; reset", 2, &c);
	assert_int_equal(c.n, 1);
	assert_string_equal(c.word[0], "step");
	candidates_done(&c);
	for (int i = 0; i <= 13; i++) {
		complete_line(p.session, "se\xff \"\\;#@a=[", i < 12 ? i : 12, &c);
		candidates_done(&c);
	}
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands), cmocka_unit_test(test_stops),
		cmocka_unit_test(test_settings), cmocka_unit_test(test_things),
		cmocka_unit_test(test_files),	 cmocka_unit_test(test_cursor),
	};

	return cmocka_run_group_tests_name("complete", tests, NULL, NULL);
}
