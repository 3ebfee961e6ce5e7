/* The course of a session: its commands, played from nothing, lead to the same session. Sessions are walks by chance
 * (walk.h); what is expected is the session itself. */
#include "run/course.h"

#include <stdlib.h>
#include <string.h>

#include "alike.h"
#include "unit.h"
#include "walk.h"

enum { WALKS = 10 * WALK_STARTS };

static void compare(const struct session *a, const struct session *b, struct str *unlike)
{
	alike_states(a, b, unlike);
	alike_settings(a, b, unlike);
	alike_stops(a, b, unlike);
	alike_own_marks(a, b, unlike);
	if (a->view.who != b->view.who)
		str_addf(unlike, "in focus: %d, %d\n", a->view.who, b->view.who);
}

/* And they go on in the same way: what holds for the next update is the same, too. */
static void go_on(struct play *a, struct play *b, struct str *unlike)
{
	const char *line = run_exists(&a->session->run[1]) ? "step 3 @ab" : "step 3 @a";

	type(a, line);
	type(b, line);
	alike_states(a->session, b->session, unlike);
	alike_settings(a->session, b->session, unlike);
}

static void follow(struct play *first, const char *typed)
{
	struct str course = { 0 }, unlike = { 0 }, said = { 0 };
	struct play second;
	struct err e = { "" };

	play_init(&second);
	if (!course_print(first->session, &course, &e))
		walk_failed(typed, "", e.text);
	type(&second, "set threads 1");
	str_add(&said, play(&second, INTERP_SCRIPT, str_text(&course)));
	if (second.last != INTERP_EMPTY)
		walk_failed(typed, str_text(&course), str_text(&said));
	compare(first->session, second.session, &unlike);
	if (unlike.len == 0)
		go_on(first, &second, &unlike);
	if (unlike.len > 0)
		walk_failed(typed, str_text(&course), str_text(&unlike));
	str_done(&course);
	str_done(&unlike);
	str_done(&said);
	play_done(&second);
}

static void test_walks(void **state)
{
	const char *one = getenv("OUTPOST_TEST_WALK");

	(void)state;
	for (unsigned n = one ? (unsigned)atoi(one) : 0; n < WALKS || one; n++) {
		struct str typed = { 0 };
		struct play p;
		play_init(&p);
		walk(&p, n, &typed);
		follow(&p, str_text(&typed));
		str_done(&typed);
		play_done(&p);
		if (one)
			break;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_walks) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
