/* Prompt files: what lines come to, broken ones with their exact errors, large ones, mutated ones. */
#include "run/promptfile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "core/features.h"
#include "run/session.h"
#include "run/template.h"
#include "unit.h"

static void parse(struct promptfile *f, const char *text)
{
	struct err e = { "" };

	if (!promptfile_parse(f, text, strlen(text), "f.tsv", &e))
		fail_msg("%s", e.text);
}

/* y* of prompt i with names, blanks between them. */
static const char *response(const struct promptfile *f, int i)
{
	static char text[256];

	text[0] = '\0';
	for (int t = 0; t < f->listing.N; t++) {
		if (t > 0)
			strcat(text, " ");
		strcat(text, f->token_name[f->y[i * f->listing.N + t]]);
	}
	return text;
}

static void test_good(void **state)
{
	static const char text[] = "\xef\xbb\xbf# a comment\r\n\r\n   \r\n  # another\r\n"
				   "27+38\t5 6\r\n"
				   " a b  c \t  z   \xc3\xa9 . x \t2.5\r\n"
				   "q\t10\t1e-3\tskip\r\n"
				   "27+38\t5 6\t50%";
	struct promptfile f;

	(void)state;
	parse(&f, text);
	assert_int_equal(f.listing.n, 4);
	assert_int_equal(f.listing.N, 4);
	/* by their bytes, the end token last: 10 5 6 x z e-acute . */
	assert_int_equal(f.listing.k, 7);
	assert_string_equal(f.token_name[0], "10");
	assert_string_equal(f.token_name[1], "5");
	assert_string_equal(f.token_name[2], "6");
	assert_string_equal(f.token_name[3], "x");
	assert_string_equal(f.token_name[4], "z");
	assert_string_equal(f.token_name[5], "\xc3\xa9");
	assert_string_equal(f.token_name[6], ".");
	assert_string_equal(response(&f, 0), "5 6 . .");
	assert_string_equal(response(&f, 1), "z \xc3\xa9 . x");
	assert_string_equal(response(&f, 2), "10 . . .");
	assert_string_equal(f.text[0], "27+38");
	assert_string_equal(f.text[1], "a b  c");
	assert_string_equal(f.text[3], "27+38");
	assert_true(f.weight[0] == 1.0 && f.weight[1] == 2.5 && f.weight[2] == 1e-3 && f.weight[3] == .5);
	assert_true(!f.skip[0] && !f.skip[1] && f.skip[2] && !f.skip[3]);
	assert_int_equal(f.skipped, 1);
	promptfile_done(&f);
}

/* The numbers of tokens do not depend on the order of the lines. */
static void test_order(void **state)
{
	struct promptfile a, b;

	(void)state;
	parse(&a, "p\tc b\nq\ta\n");
	parse(&b, "q\ta\np\tc b\n");
	assert_int_equal(a.listing.k, 4);
	assert_memory_equal(a.token_name, b.token_name, 4 * sizeof *a.token_name);
	assert_memory_equal(a.y, b.y + 2, 2);
	assert_memory_equal(a.y + 2, b.y, 2);
	promptfile_done(&a);
	promptfile_done(&b);
}

/* One kind of token leaves nothing to choose: the end token joins it. */
static void test_one_kind(void **state)
{
	struct promptfile f;

	(void)state;
	parse(&f, "p\ta a\nq\ta a\n");
	assert_int_equal(f.listing.k, 2);
	assert_string_equal(f.token_name[1], ".");
	promptfile_done(&f);
	parse(&f, "p\ta b\nq\tb a\n"); /* neither padding nor need of it */
	assert_int_equal(f.listing.k, 2);
	assert_string_equal(f.token_name[1], "b");
	promptfile_done(&f);
}

static void refuse(const char *text, size_t n, const char *why)
{
	struct promptfile f;
	struct err e = { "" };

	memset(&f, 0xff, sizeof f);
	assert_false(promptfile_parse(&f, text, n, "f.tsv", &e));
	assert_string_equal(e.text, why);
	assert_null(f.y);
	assert_null(f.text);
	assert_null(f.token_name);
	assert_false(promptfile_parse(&f, text, n, "f.tsv", NULL));
}

#define LAYOUT "prompt TAB response [TAB weight [TAB skip]]"
#define TWICE "with another response than in line 1, allowed: one response a prompt"

static void test_broken(void **state)
{
	static const struct { const char *text, *why; } broken[] = {
		{ "", "f.tsv:1:1: found no prompt, allowed: lines " LAYOUT },
		{ "# only\n\n", "f.tsv:2:1: found no prompt, allowed: lines " LAYOUT },
		{ "ok\ta b\nno tab here\n", "f.tsv:2:12: found the line's end, allowed: " LAYOUT },
		{ "\ta\n", "f.tsv:1:1: found nothing, allowed: " LAYOUT },
		{ "p\t\n", "f.tsv:1:3: found the line's end, allowed: " LAYOUT },
		{ "p\t  \t1\n", "f.tsv:1:5: found nothing, allowed: " LAYOUT },
		{ "p\ta\t\tskip\n", "f.tsv:1:5: found nothing, allowed: a weight above 0" },
		{ "p\ta\t1\t\n", "f.tsv:1:7: found the line's end, allowed: skip" },
		{ "p\ta\t0\n", "f.tsv:1:5: found \"0\", allowed: a weight above 0, up to 1e100" },
		{ "p\ta\t-1\n", "f.tsv:1:5: found \"-1\", allowed: a weight above 0, up to 1e100" },
		{ "p\ta\tnan\n", "f.tsv:1:5: found \"nan\", allowed: a weight above 0, up to 1e100" },
		{ "p\ta\t1e101\n", "f.tsv:1:5: found \"1e101\", allowed: a weight above 0, up to 1e100" },
		{ "p\ta\t1\tSkip\n", "f.tsv:1:7: found \"Skip\", allowed: skip, or nothing" },
		{ "p\ta\t1\tskip\tmore\n", "f.tsv:1:12: found \"more\", allowed: " LAYOUT },
		{ "# c\n\xc3\xa9\xc3\xa9\tabcdefghijklmnop\n", "f.tsv:2:4: found \"abcdefghijklmnop\", allowed: "
							       "names of tokens up to 15 bytes" },
		{ "p\ta\nq\tb\n\np\tb\n", "f.tsv:4:1: found \"p\" " TWICE },
		{ "p\ta\np\ta b\n", "f.tsv:2:1: found \"p\" " TWICE },
		{ "p\t. .\nq\t.\n", "f.tsv: found no token but ., allowed: responses that differ from their padding" },
		{ "p\xff\ta\n", "f.tsv:1:2: found byte ff, which is no UTF-8: save the file as UTF-8" },
		{ "\xc3\xa9\ta\xc3\n", "f.tsv:1:4: found byte c3, which is no UTF-8: save the file as UTF-8" },
		{ "\xed\xa0\x80\ta\n", "f.tsv:1:1: found byte ed, which is no UTF-8: save the file as UTF-8" },
		{ "p\x1b[2J\ta\n", "f.tsv:1:2: found control character 1b, allowed: text and TAB" },
		{ "p\ta\rb\n", "f.tsv:1:4: found control character 0d, allowed: text and TAB" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
		refuse(broken[i].text, strlen(broken[i].text), broken[i].why);
	refuse("p\0q\ta\n", 6, "f.tsv:1:2: found control character 00, allowed: text and TAB");
}

/* 255 names and no padding are all that there is room for; 4,096 tokens, 131,072 prompts. */
static void test_limits(void **state)
{
	struct str text = { 0 };
	struct promptfile f;

	(void)state;
	for (int i = 0; i < 255; i++)
		str_addf(&text, "p%d\tt%d\n", i, i);
	parse(&f, str_text(&text));
	assert_int_equal(f.listing.k, 255);
	promptfile_done(&f);
	str_add(&text, "q\tt3 t4\n");
	refuse(text.text, text.len, "f.tsv: found 255 different tokens and responses that are shorter than the longest, "
				    "allowed: 255 tokens, the end token . among them");
	str_add(&text, "r\tt3 t255\n");
	refuse(text.text, text.len, "f.tsv:257:6: found \"t255\", allowed: the 255 tokens that came before");
	str_clear(&text);
	str_add(&text, "p\tb");
	for (int i = 1; i < 4096; i++)
		str_add(&text, " a");
	parse(&f, str_text(&text));
	assert_int_equal(f.listing.N, 4096);
	promptfile_done(&f);
	str_add(&text, " c\n");
	refuse(text.text, text.len, "f.tsv:1:8195: found \"c\", allowed: 4096 tokens in a response");
	str_clear(&text);
	for (int i = 0; i < TASK_LISTED_MOST; i++)
		str_addf(&text, "%d\t%d\n", i, i % 3);
	parse(&f, str_text(&text));
	assert_int_equal(f.listing.n, 131072);
	promptfile_done(&f);
	str_add(&text, "one\t1\n");
	refuse(text.text, text.len, "f.tsv:131073:1: found \"one\", allowed: 131,072 prompts, which came before");
	str_done(&text);
}

static void test_is(void **state)
{
	static const struct { const char *text, *name; bool is; } file[] = {
		{ "a b\tc\n", "x", true },	    { "# a\tb\n\n\xef\xbb\xbf x 2 3\n", "x", false },
		{ "x 2 3\n1\t2\t3\n", "x", false }, { "x 2 3\n", "some/x.tsv", true },
		{ "", "x", false },		    { "#\n \r\nA\tB\r\n", "x.txt", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof file / sizeof file[0]; i++)
		assert_int_equal(promptfile_is(file[i].text, strlen(file[i].text), file[i].name), file[i].is);
}

/* Numbers that are always the same. */
static uint32_t draw(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % n;
}

/* Whatever bytes there are: prompts in order, or a place and a reason. */
static void test_mutated(void **state)
{
	static const char good[] = "\xef\xbb\xbf# c\r\n27+38\t5 6\t1.5\tskip\r\n\xc3\xa9 x\t6 5 .\n\nq\tb\t1e-3\n";
	static const char bytes[] = "\t\n\r #.\xc3\xa9\xff\x80 5aq1-e";
	uint32_t seed = 1;
	int kept = 0;

	(void)state;
	for (int round = 0; round < 6000; round++) {
		char *text = xmemdup(good, sizeof good);
		size_t n = sizeof good - 1;
		struct promptfile f;
		struct err e = { "" };
		for (uint32_t change = draw(&seed, 4) + 1; change > 0; change--)
			text[draw(&seed, (uint32_t)n)] = bytes[draw(&seed, sizeof bytes)];
		n -= draw(&seed, 3) ? 0 : draw(&seed, (uint32_t)n);
		if (promptfile_parse(&f, text, n, "f.tsv", &e)) {
			kept++;
			assert_in_range(f.listing.n, 1, 8);
			assert_in_range(f.listing.k, 2, 20);
			for (int i = 0; i < f.listing.n; i++) {
				size_t len = strlen(f.text[i]);
				assert_true(len > 0 && utf8_valid(f.text[i], len) == len);
				assert_true(f.weight[i] > 0.0);
				for (int t = 0; t < f.listing.N; t++)
					assert_true(f.y[i * f.listing.N + t] < f.listing.k);
			}
			promptfile_done(&f);
		} else {
			assert_memory_equal(e.text, "f.tsv:", 6);
			assert_non_null(strstr(e.text, ": found "));
			assert_int_equal(utf8_valid(e.text, strlen(e.text)), strlen(e.text));
		}
		free(text);
	}
	assert_in_range(kept, 500, 5500);
}

/* ---- A task of it */

static void put_nowhere(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	(void)to, (void)kind, (void)line, (void)n;
}

static struct out nowhere = { .put = put_nowhere };

static struct session *session_of(const char *text, const char *templates)
{
	struct session *s = session_new(&nowhere);
	struct template_set set;
	struct promptfile f;
	struct listing listing;
	struct task_data data = { .listing = &listing };
	struct err e = { "" };

	parse(&f, text);
	if (!template_parse(&set, templates, strlen(templates), "t", &e))
		fail_msg("%s", e.text);
	listing = f.listing;
	listing.templates = &set;
	for (int i = 0; task_types[i]; i++)
		if (task_types[i] == &task_file)
			s->config.kind = i;
	s->config.k = listing.k;
	s->config.N = listing.N;
	s->config.d = 1;
	s->config.prompts = listing.n;
	s->config.threads = 1;
	if (!session_new_task(s, &data, &e))
		fail_msg("%s", e.text);
	promptfile_done(&f); /* the task has copies of all that it needs */
	return s;
}

static void pretrain(struct session *s, const char *skip, uint64_t steps)
{
	struct err e = { "" };

	strcpy(s->config.pretrain_skip, skip);
	if (!session_goal_pretrain(s, steps, &e))
		fail_msg("%s", e.text);
	assert_int_equal(session_work(s, NULL, NULL), WORK_DONE);
}

/* Prompts are drawn as often as they weigh: shares .1 .6 .3, 5 standard errors of 20,000 draws. */
static void test_weights(void **state)
{
	struct session *s = session_of("p\ta\t1\nq\tb\t6\nr\ta b\t3\n", "i x[1]\n");
	static const double share[] = { .1, .6, .3 };
	int n = 20000, seen[3] = { 0 };

	(void)state;
	for (int i = 0; i < n; i++) {
		struct prompt p;
		s->task->type->draw(s->task, 7, COIN_PROMPT, (struct address){ (uint32_t)i, 0, 0 }, &p);
		assert_ptr_equal(p.ystar, s->task->tracked[p.track].ystar);
		seen[p.track]++;
	}
	for (int i = 0; i < 3; i++) {
		assert_true(fabs(s->task->tracked[i].weight - share[i]) < 1e-15);
		assert_true(fabs(seen[i] - n * share[i]) < 5.0 * sqrt(n * share[i] * (1.0 - share[i])));
	}
	session_free(s);
}

/* Of equal features two prompts' answers are mixed as they weigh: p(a) -> .75, the minimum of the weighted
 * cross-entropy. The prompt that the file skips, which weighs most, has no part in it, unless it is asked for: 3 of 1
 * + 3 + 4. */
static void test_skip_and_weights(void **state)
{
	struct session *s = session_of("p\ta\t3\nq\tb\t1\nr\tb\t4\tskip\n", "i\n");

	(void)state;
	pretrain(s, "file", 400);
	assert_true(fabs(exp(s->base.lp[0]) - .75) < 1e-9);
	assert_true(s->base.seen[0] && s->base.seen[1] && !s->base.seen[2]);
	pretrain(s, "none", 400);
	assert_true(fabs(exp(s->base.lp[0]) - 3.0 / 8.0) < 1e-9);
	assert_true(s->base.seen[2]);
	session_free(s);
}

static void test_names(void **state)
{
	struct session *s = session_of("27+38\t5 6\nq r\tb\n", "i\n");
	struct str text = { 0 };
	char name[16];

	(void)state;
	assert_string_equal(session_token(s, 0, name), "5");
	assert_string_equal(session_token(s, 3, name), ".");
	session_pair(s, 0, 40, &text);
	assert_string_equal(str_text(&text), "27+38 -> 56");
	str_clear(&text);
	session_pair(s, 1, 40, &text);
	str_add(&text, "|");
	session_pair_cell(s, 1, 12, &text);
	str_add(&text, "|");
	session_pair(s, 0, 9, &text);
	str_add(&text, "|");
	session_prompt(s, 1, &text);
	assert_string_equal(str_text(&text), "q r -> b.|q r -> b.   |27~ -> 56|x1 (q r)");
	s->config.tokens = 1; /* digits */
	str_clear(&text);
	session_pair(s, 0, 40, &text);
	assert_string_equal(str_text(&text), "27+38 -> 01");
	str_done(&text);
	session_free(s);
	s = session_of("x\tel libro\n", "i\n");
	session_target(s, 0, 40, &text);
	assert_string_equal(str_text(&text), "el libro");
	str_done(&text);
	session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),	cmocka_unit_test(test_order),	cmocka_unit_test(test_one_kind),
		cmocka_unit_test(test_broken),	cmocka_unit_test(test_limits),	cmocka_unit_test(test_is),
		cmocka_unit_test(test_mutated), cmocka_unit_test(test_weights), cmocka_unit_test(test_skip_and_weights),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("promptfile", tests, NULL, NULL);
}
