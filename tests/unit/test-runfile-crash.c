/* The run file under kill -9 and on a full disk. A child writes a run onto a disk that fails (disk.h) and is killed in the
 * midst of the n-th write. Then the file has to open, to be whole, and to know the last update whose commit returned, or the
 * one after it. */
#include "run/runfile.h"

#include <inttypes.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "disk.h"
#include "scratch.h"
#include "small-session.h"
#include "unit.h"

/* ---- The run */

static uint64_t *committed; /* last update whose commit returned, in memory that parent and child share */

static int enter(void **state)
{
	committed = mmap(NULL, sizeof *committed, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (committed == MAP_FAILED)
		return -1;
	disk_begin();
	return scratch_enter(state);
}

static void forget(void)
{
	unlink("r.db");
	unlink("r.db-wal");
	unlink("r.db-shm");
}

enum { UPDATES = 150, EVERY = 8 };

/* A keyframe with its rows, in one batch with the progress. */
static bool write_keyframe(struct runfile *r, const struct run *run, const struct runfile_at *at, struct err *e)
{
	size_t rows = run->trace.rows;
	bool good = runfile_begin(r, e) && runfile_put_keyframe(r, 0, 1, run_state(run), run->err, e) &&
		    runfile_put_trace(r, 0, 1, &run->trace, rows - EVERY, rows, e);

	for (int i = 0; good && i < 40; i++)
		good = runfile_put_metric(r, at, 1, "likelihood", i, 0.5, e);
	return good && runfile_put_progress(r, at, 10 * at->update, e) && runfile_commit(r, e);
}

/* Of updates begun behind `from`. False with the file's reason. */
static bool write_run(struct runfile *r, struct session *s, uint64_t from, struct err *e)
{
	for (uint64_t u = from + 1; u <= UPDATES; u++) {
		struct runfile_at at = { 0, 1, u };
		small_session_step(s, WHO_A, 1);
		if (u % EVERY == 0 ? !write_keyframe(r, &s->run[0], &at, e) : !runfile_put_progress(r, &at, 10 * u, e))
			return false;
		*committed = u;
		if (u % 50 == 0)
			runfile_rest(r); /* the log goes into the file: changes of another kind */
	}
	return true;
}

static void child(void)
{
	struct session *s = small_session();
	struct err e = { "" };
	struct runfile *r = runfile_new("r.db", &e);

	if (!r || !write_run(r, s, 0, &e))
		_exit(1);
	runfile_close(r);
	_exit(0);
}

/* The child's end: killed, or 0. */
static bool run_child(long kill_at)
{
	int status;
	pid_t pid;

	forget();
	*disk = (struct disk){ .kill_at = kill_at };
	*committed = 0;
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		child();
	assert_int_equal(waitpid(pid, &status, 0), pid);
	disk->kill_at = 0;
	if (WIFSIGNALED(status)) {
		assert_int_equal(WTERMSIG(status), SIGKILL);
		return true;
	}
	assert_int_equal(WEXITSTATUS(status), 0);
	return false;
}

/* ---- What is left */

static void check_whole(void)
{
	sqlite3_stmt *st;
	sqlite3 *db;

	assert_int_equal(sqlite3_open("r.db", &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "pragma integrity_check", -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
	sqlite3_finalize(st);
	sqlite3_close(db);
}

static bool keep_progress(void *self, const struct runfile_progress *row, struct err *e)
{
	(void)e;
	assert_int_equal(row->queries, 10 * row->at.update);
	*(uint64_t *)self = row->at.update;
	return true;
}

static bool keep_last(void *self, const struct runfile_keyframe *row, struct err *e)
{
	(void)e;
	*(uint64_t *)self = row->at.update;
	return true;
}

/* Goes on from the last keyframe to the end, and must end where a run that nobody killed does. */
static void go_on(struct runfile *r, uint64_t update, uint64_t end)
{
	struct session *s = small_session();
	struct state *state;
	struct err e = { "" };
	uint64_t keyframe = 0;

	assert_true(runfile_keyframes(r, keep_last, &keyframe, &e));
	assert_int_equal(keyframe, update - update % EVERY);
	if (keyframe > 0) {
		state = runfile_state(r, 1, keyframe, run_state(&s->run[0]), &e);
		if (!state)
			fail_msg("%s", e.text);
		trainer_restore(s->run[0].trainer, state);
		free(state);
	}
	if (update > keyframe)
		small_session_step(s, WHO_A, update - keyframe);
	if (update < UPDATES && !write_run(r, s, update, &e))
		fail_msg("%s", e.text);
	assert_true(state_hash(run_state(&s->run[0])) == end);
	small_session_free(s);
}

static uint64_t end_hash(void)
{
	struct session *s = small_session();
	uint64_t hash;

	small_session_step(s, WHO_A, UPDATES);
	hash = state_hash(run_state(&s->run[0]));
	small_session_free(s);
	return hash;
}

static void check_left(uint64_t end)
{
	uint64_t update = 0;
	struct err e = { "" };
	struct runfile *r = runfile_open("r.db", &e);

	if (!r) { /* killed before the file was made; nothing was promised */
		assert_int_equal(*committed, 0);
		assert_true(strstr(e.text, "r.db") != NULL);
		return;
	}
	assert_true(runfile_progress(r, keep_progress, &update, &e));
	assert_true(update == *committed || update == *committed + 1);
	go_on(r, update, end);
	runfile_close(r);
	check_whole();
}

static void test_kills(void **state)
{
	enum { KILLS = 60 };
	uint64_t end = end_hash();
	int killed = 0;
	long all;

	(void)state;
	assert_false(run_child(0));
	all = disk->changes;
	assert_true(all > UPDATES);
	check_left(end);
	for (int i = 0; i < KILLS; i++) {
		killed += run_child(1 + i * (all - 1) / (KILLS - 1));
		check_left(end);
	}
	assert_int_equal(killed, KILLS);
}

/* The disk is full from some change on: one sentence, the session goes on, what was committed stays. */
static void test_full(void **state)
{
	(void)state;
	for (long full_at = 1; full_at < 200; full_at += 7) {
		struct session *s = small_session();
		struct err e = { "" };
		struct runfile *r;
		uint64_t update = 0;

		forget();
		*disk = (struct disk){ .full_at = full_at };
		*committed = 0;
		r = runfile_new("r.db", &e);
		if (r) {
			assert_false(write_run(r, s, 0, &e));
			assert_string_equal(runfile_why(r), e.text);
			assert_false(runfile_put_value(r, "key", "value", &e));
		}
		assert_string_equal(e.text, "cannot write r.db: the disk is full");
		runfile_close(r);
		disk->full_at = 0;
		if (r) {
			r = runfile_open("r.db", &e);
			assert_non_null(r);
			assert_true(runfile_progress(r, keep_progress, &update, &e));
			assert_int_equal(update, *committed);
			runfile_close(r);
			check_whole();
		} else {
			assert_int_equal(access("r.db", F_OK), -1);
		}
		small_session_free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_kills), cmocka_unit_test(test_full) };

	return cmocka_run_group_tests(tests, enter, scratch_leave);
}
