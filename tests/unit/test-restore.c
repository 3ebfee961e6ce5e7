/* Files that cannot be loaded: the reason is said, and the session stays as it was. A good file is made once; each case spoils
 * a copy of it with sqlite3. */
#include "run/restore.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alike.h"
#include "base/file.h"
#include "base/xalloc.h"
#include "run/journal.h"
#include "unit.h"
#include "walk.h"

/* ---- The good file: two trainers, keyframes, a line that another one left, marks, breaks */

static const char good_session[] =
	"set threads 1; task load sums.tsv; pretrain 6 skip=file; set lr .3; step 40; trainer process @b; step 40 @b; mark here; "
	"goto 20 @a; set lr .4 @a; step 3 @a; mark there; back 2 @a; watch err; break queries>=1k; on 2 do inspect 1";

/* What is there before: it has to be the same behind a load that failed. */
static const char before[] =
	"set threads 1; preset barrier; step 5; mark old; trainer @b; step 2 @b; back 1 @b; break err<.1; set lr .7 @a; inspect 3";

static void make_good(void)
{
	struct play p;

	play_init(&p);
	play_file("sums.tsv", "1+1\t2 .\n2+2\t4 .\t2\n3+9\t2 1\t1\tskip\n");
	type(&p, good_session);
	play_has(&p, "save good.db", "good.db: the run");
	play_done(&p);
}

static void copy_file(const char *from, const char *to)
{
	struct str text = { 0 };
	struct err e;

	if (!file_read(from, SIZE_MAX, &text, &e) || !file_write(to, text.text, text.len, &e))
		fail_msg("%s", e.text);
	str_done(&text);
}

static void spoil(const char *sql)
{
	char *why = NULL;
	sqlite3 *db;

	unlink("bad.db");
	copy_file("good.db", "bad.db");
	assert_int_equal(sqlite3_open("bad.db", &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

/* Flips a bit of the blob in the middle row of a table. */
static void flip(const char *table, const char *column, double where)
{
	char sql[128];
	unsigned char byte;
	sqlite3_stmt *st;
	sqlite3_blob *blob;
	sqlite3 *db;
	int at;

	unlink("bad.db");
	copy_file("good.db", "bad.db");
	snprintf(sql, sizeof sql, "SELECT max(rowid) FROM %s", table);
	assert_int_equal(sqlite3_open("bad.db", &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_int_equal(sqlite3_blob_open(db, "main", table, column, sqlite3_column_int64(st, 0), 1, &blob), SQLITE_OK);
	at = (int)(where * (sqlite3_blob_bytes(blob) - 1));
	assert_int_equal(sqlite3_blob_read(blob, &byte, 1, at), SQLITE_OK);
	byte ^= 4;
	assert_int_equal(sqlite3_blob_write(blob, &byte, 1, at), SQLITE_OK);
	sqlite3_blob_close(blob);
	sqlite3_finalize(st);
	sqlite3_close(db);
}

/* ---- A load that fails */

static struct play twin, subject; /* the same session twice: one of them loads */

static void begin(void)
{
	play_init(&twin);
	play_init(&subject);
	type(&twin, before);
	type(&subject, before);
}

static void end(void)
{
	play_done(&twin);
	play_done(&subject);
}

static void check_unchanged(const char *label)
{
	struct str unlike = { 0 };

	alike_states(twin.session, subject.session, &unlike);
	alike_settings(twin.session, subject.session, &unlike);
	alike_stops(twin.session, subject.session, &unlike);
	alike_lines(twin.session, subject.session, true, &unlike);
	if (twin.session->view.who != subject.session->view.who || twin.session->view.prompt != subject.session->view.prompt ||
	    subject.session->held || session_working(subject.session))
		str_add(&unlike, "another view, or something goes on\n");
	if (unlike.len > 0)
		walk_failed(label, str_text(&subject.said), str_text(&unlike));
	str_done(&unlike);
}

static void refuses_file(const char *path, const char *why, const char *label)
{
	char line[128];
	const char *said;

	snprintf(line, sizeof line, "load %s; step 7", path);
	said = type(&subject, line);
	if (subject.last != INTERP_ERROR || !strstr(said, why) || !strstr(said, "1 command skipped"))
		walk_failed(label, said, why);
	check_unchanged(label);
}

static void refuses(const char *sql, const char *why)
{
	spoil(sql);
	refuses_file("bad.db", why, sql);
}

static void test_good(void **state)
{
	(void)state;
	make_good();
	begin();
	refuses_file("nowhere.db", "cannot open nowhere.db: No such file", "not there");
	check_unchanged("the tools of this test");
	play_has(&subject, "load good.db", "good.db, by outpost");
	assert_int_equal(subject.last, INTERP_EMPTY);
	assert_int_equal(run_update(&subject.session->run[0]), 21);
	assert_int_equal(run_update(&subject.session->run[1]), 40);
	end();
}

static void test_head(void **state)
{
	(void)state;
	begin();
	refuses("UPDATE run SET value = '0123456789abcdef' WHERE key = 'base'", "its commands make another base model here");
	refuses("DELETE FROM run WHERE key = 'recipe'", "says nothing of recipe");
	refuses("DELETE FROM run WHERE key = 'stops'", "says nothing of stops");
	refuses("DELETE FROM run", "says nothing of recipe");
	refuses("UPDATE run SET value = x'00ff' WHERE key = 'base'", "is damaged: value");
	refuses("PRAGMA user_version = 2", "was made by a newer outpost");
	refuses("PRAGMA user_version = 0", "is damaged: it has format 0");
	refuses("PRAGMA application_id = 1", "no run file of outpost");
	refuses("DROP TABLE mark", "its table mark is missing");
	refuses("ALTER TABLE line ADD COLUMN more", "its table line is another one");
	end();
}

static void test_settings(void **state)
{
	(void)state;
	begin();
	refuses("DELETE FROM setting", "does not say its settings");
	refuses("UPDATE setting SET value = '-3' WHERE key = 'lr'", "lr takes");
	refuses("UPDATE setting SET value = 'sideways' WHERE key = 'reward@a'", "reward takes");
	refuses("UPDATE setting SET value = 'sideways' WHERE key = 'budget@b'", "budget takes");
	refuses("INSERT INTO setting VALUES(NULL, NULL, 'charm', '1', 0)", "there is no setting \"charm\"");
	refuses("INSERT INTO setting SELECT 'A', min(id), 'charm', '1', 0 FROM line", "there is no setting \"charm\"");
	refuses("INSERT INTO setting VALUES(NULL, NULL, 'charm@c', '1', 0)", "there is no setting \"charm");
	refuses("UPDATE setting SET value = 'none' WHERE key = 'budget'", "alpha budget needs a budget");
	refuses("UPDATE setting SET value = 'frozen:gone.mat' WHERE key = 'behavior'", "gone.mat");
	refuses("UPDATE setting SET value = 'alg1' WHERE key = 'behavior' AND trainer = 'B'", "settings from update 0 on");
	refuses("UPDATE setting SET \"update\" = 3 WHERE line = (SELECT min(id) FROM line)", "does not say its settings");
	refuses("INSERT INTO setting SELECT trainer, line, key, value, 4 FROM setting WHERE line = (SELECT max(line) FROM setting)",
		"from before it began");
	end();
}

static void test_lines(void **state)
{
	(void)state;
	begin();
	refuses("DELETE FROM line", "has no line");
	refuses("DELETE FROM line WHERE id = (SELECT line FROM progress WHERE trainer = 'A')", "trainer A has no line");
	refuses("DELETE FROM line WHERE id = (SELECT max(parent) FROM line)", "is missing");
	refuses("UPDATE line SET parent = id", "is damaged: parent");
	refuses("UPDATE line SET id = 3000000000 + id WHERE parent IS NULL", "is beyond what there can be");
	refuses("UPDATE line SET forked_at = 2000 WHERE parent IS NOT NULL", "is damaged");
	refuses("UPDATE line SET seed = 'x'", "is damaged: seed");
	refuses("UPDATE line SET trainer = 'B'", "trainer A has no line");
	refuses("UPDATE mark SET line = 77", "has no line 77");
	refuses("UPDATE mark SET \"update\" = 500000", "is damaged");
	refuses("UPDATE mark SET settings = 'lr .1'", "has settings that cannot be read");
	refuses("UPDATE mark SET settings = 'no .1' || char(10)", "there is no setting \"no\"");
	refuses("UPDATE mark SET name = 'no ' || name", "a mark's name is");
	end();
}

static void test_progress(void **state)
{
	(void)state;
	begin();
	refuses("DELETE FROM progress", "has no trainer");
	refuses("DELETE FROM progress WHERE trainer = 'A'", "has no trainer A");
	refuses("UPDATE progress SET \"update\" = 500000", "is damaged");
	refuses("UPDATE progress SET \"update\" = 9000000000000000000", "is damaged");
	refuses("UPDATE progress SET line = 99", "has no line 99");
	refuses("UPDATE progress SET queries = -1", "is damaged: queries");
	end();
}

static void test_blobs(void **state)
{
	(void)state;
	begin();
	refuses("UPDATE keyframe SET block = x''", "has not the size of this task's states");
	refuses("UPDATE keyframe SET block = 'text'", "has not the size of this task's states");
	refuses("UPDATE keyframe SET \"update\" = \"update\" + 1", "is one of another update");
	refuses("DELETE FROM trace", "has no rows");
	refuses("UPDATE trace SET rows = rows + 1", "is damaged: row");
	refuses("UPDATE trace SET prompts = 4", "is damaged: prompts");
	for (double where = 0.0; where <= 1.0; where += .25) {
		flip("keyframe", "block", where);
		refuses_file("bad.db", "does not have its hash", "a flipped bit of a keyframe");
		flip("trace", "row", where);
		refuses_file("bad.db", "is damaged: hash", "a flipped bit of rows");
	}
	end();
}

/* A recipe has the commands that make task and base model; a file that somebody gave away may not do more by being loaded. */
static void test_recipes(void **state)
{
	(void)state;
	begin();
	refuses("UPDATE run SET value = 'new table k=1' WHERE key = 'recipe'", "bad.db:1: k takes");
	refuses("UPDATE run SET value = 'seed 1' WHERE key = 'recipe'", "ends without a task");
	refuses("UPDATE run SET value = '' WHERE key = 'recipe'", "ends without a task");
	refuses("UPDATE run SET value = 'preset nowhere' WHERE key = 'recipe'", "unknown preset");
	refuses("UPDATE run SET value = value || 'step 3' WHERE key = 'recipe'", "step is none of its commands");
	refuses("UPDATE run SET value = value || 'seed 2; load good.db' WHERE key = 'recipe'", "load is none of its commands");
	refuses("UPDATE run SET value = value || 'base save stolen.mat' WHERE key = 'recipe'", "base save is none of its commands");
	refuses("UPDATE run SET value = value || 'quit' WHERE key = 'recipe'", "quit is none of its commands");
	refuses("UPDATE run SET value = value || 'seed \"' WHERE key = 'recipe'", "is not closed");
	refuses("UPDATE run SET value = 'export run.csv' WHERE key = 'stops'", "export is none of its commands");
	assert_int_equal(access("stolen.mat", F_OK), -1);
	rename("sums.tsv", "away.tsv");
	refuses_file("good.db", "sums.tsv", "a file of the recipe is gone");
	play_file("sums.tsv", "1+1\t2 .\n2+2\t4 .\t1\n3+9\t2 2\t1\tskip\n");
	refuses_file("good.db", "another base model", "a file of the recipe has changed");
	rename("away.tsv", "sums.tsv");
	end();
}

static void test_no_run_files(void **state)
{
	(void)state;
	begin();
	play_file("text.db", "this is no database, however long it may be, and it is longer than its header\n");
	play_file("empty.db", "");
	mkdir("folder.db", 0700);
	refuses_file("text.db", "is no run file of outpost", "no database");
	refuses_file("empty.db", "it is empty", "empty");
	refuses_file("folder.db", "it is a folder", "a folder");
	refuses_file("run.txt", "load takes FILE.op", "another ending");
	if (geteuid() != 0) { /* root may read all */
		copy_file("good.db", "closed.db");
		chmod("closed.db", 0);
		refuses_file("closed.db", "Permission denied", "unreadable");
	}
	end();
}

/* ---- A file that another session is writing */

/* What it is when loading begins counts: the writer goes on while the recipe runs. */
static void test_while_written(void **state)
{
	struct play writer;
	char line[128];
	struct err e;

	(void)state;
	begin();
	play_init(&writer);
	journal_start(writer.session, "saved");
	type(&writer, "set threads 1; preset barrier; trainer @b; step 20 @ab");
	snprintf(line, sizeof line, "load %s", journal_path(writer.session));
	assert_true(interp_push(subject.interp, INTERP_TYPED, line, "", 1, &e));
	assert_int_equal(interp_turn(subject.interp), INTERP_RAN); /* opened */
	type(&writer, "step 30 @ab; goto 10 @a; set lr .9 @a; step 5 @a; marks forget run1");
	while (session_working(subject.session) || interp_turn(subject.interp) == INTERP_RAN)
		if (session_working(subject.session))
			session_work(subject.session, NULL, NULL);
	assert_int_equal(run_update(&subject.session->run[0]), 20);
	type(&writer, "goto 20 @b");
	assert_true(state_hash(run_state(&subject.session->run[1])) == state_hash(run_state(&writer.session->run[1])));
	journal_end(writer.session);
	play_done(&writer);
	end();
}

/* ---- Within others, and on the way */

static void test_within_a_preset(void **state)
{
	(void)state;
	begin();
	mkdir("presets", 0700);
	play_file("presets/greedy.op", "new table k=2 N=2 prompts=2\nload good.db\n");
	play_has(&subject, "preset greedy", "greedy.op:2: a preset, or a run that is being loaded, cannot load another");
	check_unchanged("within a preset");
	end();
}

static bool once(void *self)
{
	(void)self;
	return false;
}

/* Works at the load until the goal is of this kind, and then Ctrl-C. */
static void interrupt(const char *path, enum goal_kind kind)
{
	const struct patience slice = { once, NULL };
	char line[64];
	struct err e;

	snprintf(line, sizeof line, "load %s", path);
	assert_true(interp_push(subject.interp, INTERP_TYPED, line, "", 1, &e));
	while (subject.session->goal.kind != kind) {
		while (session_working(subject.session))
			session_work(subject.session, NULL, NULL);
		assert_int_equal(interp_turn(subject.interp), INTERP_RAN);
	}
	assert_int_equal(session_work(subject.session, &slice, NULL), WORK_MORE);
	str_clear(&subject.said);
	session_stop(subject.session);
	interp_stop(subject.interp);
}

static void test_interrupted(void **state)
{
	(void)state;
	begin();
	interrupt("good.db", GOAL_PRETRAIN);
	assert_non_null(strstr(str_text(&subject.said), "was not loaded: all is as it was before"));
	check_unchanged("interrupted");
	/* On the way to where it was: the run is loaded, only not there yet. */
	interrupt("good.db", GOAL_TRAVEL);
	assert_non_null(strstr(str_text(&subject.said), "goto 21 @a leads back"));
	type(&subject, "goto 21 @a; goto 40 @b");
	assert_int_equal(run_update(&subject.session->run[0]), 21);
	end();
}

/* ---- Damage anywhere: an error, or a load; never a crash, and never a session in between */

static void test_any_byte(void **state)
{
	enum { TRIES = 150 };
	struct str text = { 0 };
	uint64_t chance = 1;
	struct err e;

	(void)state;
	assert_true(file_read("good.db", SIZE_MAX, &text, &e));
	begin();
	for (int i = 0; i < TRIES; i++) {
		size_t n = text.len, at;
		char *bytes = xmemdup(text.text, n);
		for (int k = 0; k < 1 + i % 8; k++) {
			chance = chance * UINT64_C(6364136223846793005) + 1442695040888963407u;
			at = (size_t)(chance >> 20) % (i % 3 == 0 ? 4096 : n);
			bytes[at] = (char)(chance >> 12);
		}
		if (i % 10 == 9)
			n = (size_t)(chance >> 20) % n;
		unlink("bad.db");
		assert_true(file_write("bad.db", bytes, n, &e));
		free(bytes);
		type(&subject, "load bad.db");
		if (subject.last == INTERP_ERROR && !strstr(str_text(&subject.said), "by outpost")) {
			check_unchanged("damage");
		} else {
			end();
			begin();
		}
	}
	end();
	str_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),	    cmocka_unit_test(test_head),	   cmocka_unit_test(test_settings),
		cmocka_unit_test(test_lines),	    cmocka_unit_test(test_progress),	   cmocka_unit_test(test_blobs),
		cmocka_unit_test(test_recipes),	    cmocka_unit_test(test_no_run_files),   cmocka_unit_test(test_within_a_preset),
		cmocka_unit_test(test_while_written),
		cmocka_unit_test(test_interrupted), cmocka_unit_test(test_any_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
