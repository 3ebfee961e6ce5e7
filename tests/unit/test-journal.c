/* Saved runs: what a journal or save has written is loaded in a fresh session, which is the same then. Sessions are walks
 * by chance (walk.h); what is expected is the session itself. */
#include "run/journal.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alike.h"
#include "unit.h"
#include "walk.h"

enum { WALKS = 10 * WALK_STARTS };

static void compare_view(const struct session *a, const struct session *b, struct str *unlike)
{
	if (a->view.who != b->view.who || a->view.prompt != b->view.prompt)
		str_addf(unlike, "view of %d x%d, %d x%d\n", a->view.who, a->view.prompt, b->view.who, b->view.prompt);
}

static void compare(const struct session *a, const struct session *b, bool measured, struct str *unlike)
{
	alike_states(a, b, unlike);
	alike_settings(a, b, unlike);
	alike_stops(a, b, unlike);
	alike_lines(a, b, measured, unlike);
	compare_view(a, b, unlike);
}

/* The same command in both, and they are the same behind it. */
static void both(struct play *a, struct play *b, const char *line, struct str *unlike)
{
	if (unlike->len > 0)
		return;
	type(a, line);
	type(b, line);
	alike_states(a->session, b->session, unlike);
	alike_settings(a->session, b->session, unlike);
	if (unlike->len > 0)
		str_addf(unlike, "behind %s\n", line);
}

/* They go on in the same way, to the runs that were left, too. */
static void go_on(struct play *a, struct play *b, struct str *unlike)
{
	struct marks marks = a->session->marks;
	int n = marks.n;
	char (*names)[MARK_NAME] = calloc((size_t)n + 1, MARK_NAME);

	for (int i = 0; i < n; i++)
		memcpy(names[i], marks.list[i].name, MARK_NAME);
	both(a, b, run_exists(&a->session->run[1]) ? "step 3 @ab" : "step 3 @a", unlike);
	for (int i = 0; i < n; i++) {
		char line[MARK_NAME + 8];
		snprintf(line, sizeof line, "goto %s", names[i]);
		both(a, b, line, unlike);
	}
	both(a, b, "step 2 @a", unlike);
	free(names);
}

/* `again`: what was loaded is saved and loaded once more. */
static void load_and_compare(struct play *first, const char *path, const char *typed, bool again)
{
	struct str unlike = { 0 };
	char line[4096];
	struct play second;

	play_init(&second);
	type(&second, "set threads 1");
	snprintf(line, sizeof line, "load %s", path);
	str_add(&unlike, type(&second, line));
	if (!session_ready(second.session) || second.last != INTERP_EMPTY)
		walk_failed(typed, line, str_text(&unlike));
	str_clear(&unlike);
	compare(first->session, second.session, strstr(typed, "iterate") == NULL, &unlike);
	if (unlike.len == 0 && again) {
		play_has(&second, "save again.db", "again.db: the run");
		load_and_compare(first, "again.db", typed, false);
	} else if (unlike.len == 0) {
		go_on(first, &second, &unlike);
	}
	if (unlike.len > 0)
		walk_failed(typed, line, str_text(&unlike));
	str_done(&unlike);
	play_done(&second);
}

/* The journal's file is gone through, as it was left; then what save writes. */
static void test_walk(unsigned n, bool journal)
{
	struct str typed = { 0 }, path = { 0 };
	struct play p;

	play_init(&p);
	if (journal)
		journal_start(p.session, "saved");
	walk(&p, n, &typed);
	if (journal && journal_path(p.session)) {
		str_add(&path, journal_path(p.session));
		journal_end(p.session);
		load_and_compare(&p, str_text(&path), str_text(&typed), n % 3 == 0);
	} else {
		journal_end(p.session);
		str_add(&path, type(&p, "save run.db"));
		if (p.last != INTERP_EMPTY)
			walk_failed(str_text(&typed), "save", str_text(&path));
		load_and_compare(&p, "run.db", str_text(&typed), n % 3 == 0);
	}
	str_done(&typed);
	str_done(&path);
	play_done(&p);
}

static void test_walks(bool journal)
{
	const char *one = getenv("OUTPOST_TEST_WALK");

	for (unsigned n = 0; n < WALKS && !one; n++)
		test_walk(n, journal);
	if (one)
		test_walk((unsigned)atoi(one), journal);
}

static void test_journals(void **state)
{
	(void)state;
	test_walks(true);
}

static void test_saves(void **state)
{
	(void)state;
	test_walks(false);
}

/* ---- Several at once */

static int count_rows(const char *path, const char *where)
{
	char sql[128];
	sqlite3_stmt *st;
	sqlite3 *db;
	int n;

	snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", where);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

/* Each writes a file of its own; what is resumed is the newest that nobody holds. */
static void test_two_at_once(void **state)
{
	struct play first, second, third;
	char path[2][64];

	(void)state;
	setenv("OUTPOST_HOME", "both", 1);
	play_init(&first);
	play_init(&second);
	play_init(&third);
	journal_start(first.session, "both");
	journal_start(second.session, "both");
	journal_start(third.session, "both");
	play_has(&third, "load last", "error: no run to go on with in both");
	type(&first, "set threads 1; preset barrier; step 3; set lr .4");
	type(&second, "set threads 1; preset support; step 4");
	type(&first, "step 2");
	assert_string_not_equal(journal_path(first.session), journal_path(second.session));
	for (int i = 0; i < 2; i++)
		snprintf(path[i], sizeof path[i], "%s", journal_path((i ? &second : &first)->session));
	play_has(&third, "load last", "error: no run to go on with in both");
	play_has(&third, "load", "being written");
	journal_end(first.session);
	type(&second, "step 1");
	play_has(&third, "load last", "run-0001.db, by outpost");
	assert_string_equal(third.session->preset, "barrier");
	assert_int_equal(run_update(&third.session->run[0]), 5);
	assert_int_equal(access(path[0], F_OK), -1); /* it is in the third one's now, with what was typed */
	assert_int_equal(count_rows(journal_path(third.session), "command WHERE text LIKE 'step%'"), 2);
	play_has(&third, "undo", "nothing to undo");
	assert_string_not_equal(journal_path(third.session), path[1]);
	journal_end(second.session);
	journal_end(third.session);
	type(&first, "load last");
	assert_string_equal(first.session->preset, "barrier"); /* the third one's was written last */
	play_done(&first);
	play_done(&second);
	play_done(&third);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_journals), cmocka_unit_test(test_saves),
					    cmocka_unit_test(test_two_at_once) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
