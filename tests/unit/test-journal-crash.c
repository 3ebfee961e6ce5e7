/* A session with a journal under kill -9 and on a full disk. A child plays a session, and is killed in the midst of the n-th
 * write (disk.h) or of an update. What it has left is resumed: every trainer has to be in the state in which the same
 * session, played without any of this, was at that update of that line, and no update is lost whose end the child has seen. */
#include "run/journal.h"

#include <inttypes.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "alike.h"
#include "disk.h"
#include "play.h"
#include "run/autosave.h"
#include "unit.h"

static const char *const session[] = {
	"set threads 1; preset barrier", "step 30", "back 12", "step 3", "mark m", "set lr .9", "step 20", "trainer process lr=.7 @b",
	"step 10 @b", "break queries>=1k; continue until update>=50 @ab", "goto run1 @a", "set batch 16 @a", "step 45 @a",
	"set query.count all", "reset @b", "step 7 @b", "back 3 @ab", "step @ab", NULL,
};

/* ---- What the session went through, without a journal */

enum { LINES = 16, UPDATES = 120 };
static uint64_t hashes[TRAINERS][LINES][UPDATES]; /* 0: it was never there */

/* What a child has seen the end of, in memory that parent and child share. */
static struct seen {
	long asked, kill_asked; /* how often an update asked whether to go on; when to be killed, 0: never */
	long writes;            /* before the end, where what fails matters no more                         */
	unsigned line[TRAINERS];
	uint64_t end[TRAINERS], begin[TRAINERS]; /* begin: where it came to the line, before its first update there */
} *seen;

static void note_hashes(const struct session *s)
{
	for (int who = 0; who < TRAINERS; who++) {
		const struct run *r = &s->run[who];
		if (!run_exists(r))
			continue;
		assert_true(r->line->id < LINES && run_update(r) < UPDATES);
		hashes[who][r->line->id][run_update(r)] = state_hash(run_state(r));
	}
}

static void note_seen(const struct session *s)
{
	for (int who = 0; who < TRAINERS; who++) {
		const struct timeline *line = s->run[who].line;
		if (!run_exists(&s->run[who]))
			continue;
		if (line->id != seen->line[who])
			seen->begin[who] = line->id > seen->line[who] ? line->forked_at : line->end;
		seen->line[who] = line->id;
		seen->end[who] = line->end;
	}
}

static bool between_updates(void *self)
{
	(void)self;
	return false;
}

static bool within_update(void *self)
{
	(void)self;
	if (++seen->asked == seen->kill_asked)
		raise(SIGKILL);
	return true;
}

/* To its end, with a look after every update. */
static void play_line(struct play *p, const char *line, void (*note)(const struct session *s))
{
	const struct patience slice = { between_updates, NULL }, patience = { within_update, NULL };
	enum interp_result result = INTERP_RAN;
	struct err e;

	assert_true(interp_push(p->interp, INTERP_TYPED, line, "", 1, &e));
	while (result == INTERP_RAN) {
		while (session_working(p->session)) {
			session_work(p->session, &slice, &patience);
			if (note)
				note(p->session);
		}
		result = interp_turn(p->interp);
		if (note && session_ready(p->session) && !p->session->held)
			note(p->session);
	}
	if (result != INTERP_EMPTY)
		fail_msg("%s: %s", line, str_text(&p->said));
}

static void play_session(struct play *p, void (*note)(const struct session *s))
{
	for (const char *const *line = session; *line; line++)
		play_line(p, *line, note);
}

/* ---- Folders and children */

static void forget_folder(void)
{
	assert_int_equal(system("rm -rf saved"), 0);
	*seen = (struct seen){ 0 };
	*disk = (struct disk){ 0 };
}

static int begin(void **state)
{
	struct play p;

	(void)state;
	seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED)
		return -1;
	disk_begin();
	play_init(&p);
	setenv("OUTPOST_HOME", "saved", 1);
	play_session(&p, note_hashes);
	play_done(&p);
	return 0;
}

static void child_session(void)
{
	struct play p;

	play_init(&p);
	journal_start(p.session, "saved");
	play_session(&p, note_seen);
	seen->writes = disk->changes;
	journal_end(p.session);
	_exit(0);
}

static void child_resumes(void)
{
	struct play p;

	play_init(&p);
	journal_start(p.session, "saved");
	play_line(&p, "load last", NULL);
	play_line(&p, "step 4 @a", NULL);
	journal_end(p.session);
	_exit(0);
}

/* Whether it was killed. */
static bool run_child(void (*child)(void))
{
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0)
		child();
	assert_int_equal(waitpid(pid, &status, 0), pid);
	disk->kill_at = disk->full_at = 0;
	seen->kill_asked = 0;
	if (WIFSIGNALED(status)) {
		assert_int_equal(WTERMSIG(status), SIGKILL);
		return true;
	}
	assert_int_equal(WEXITSTATUS(status), 0);
	return false;
}

/* ---- What is left */

static void check_whole(const char *path)
{
	sqlite3_stmt *st;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
	sqlite3_finalize(st);
	sqlite3_close(db);
}

/* All are free: the locks of the dead do not count. */
static int check_files(void)
{
	struct autosaves all;
	int n;

	autosaves_find(&all, "saved");
	for (int i = 0; i < all.n; i++) {
		assert_false(all.list[i].held);
		check_whole(all.list[i].path);
	}
	n = all.n;
	autosaves_done(&all);
	return n;
}

static void check_trainer(const struct session *s, int who)
{
	const struct run *r = &s->run[who];

	assert_true(hashes[who][r->line->id][run_update(r)] != 0);
	assert_true(hashes[who][r->line->id][run_update(r)] == state_hash(run_state(r)));
	if (r->line->id == seen->line[who])
		assert_in_range(run_end(r), seen->end[who], seen->end[who] + 1);
	else if (r->line->id < seen->line[who]) /* on the new one no update has ended yet */
		assert_int_equal(seen->end[who], seen->begin[who]);
	else
		assert_in_range(run_end(r), r->line->forked_at, r->line->forked_at + 1);
}

/* Discoveries in what is there are marked, as they were in the session. */
static void check_discoveries(const struct session *s)
{
	for (int who = 0; who < TRAINERS; who++) {
		const struct tally *tally = run_exists(&s->run[who]) ? state_tally_of(run_state(&s->run[who])) : NULL;
		char name[MARK_NAME];
		for (int i = 0; tally && i < s->task->ntracked; i++) {
			snprintf(name, sizeof name, "discovery-x%d-%c", i, 'a' + who);
			if (session_prompt_out(s, i) && tally[i].rewarded > 0)
				assert_non_null(marks_find(&s->marks, name));
		}
	}
}

static void check_left(void)
{
	bool trained = seen->end[0] > 0;
	struct play p;

	if (check_files() == 0) {
		assert_false(trained);
		return;
	}
	play_init(&p);
	type(&p, "load last");
	if (p.last != INTERP_EMPTY && trained)
		fail_msg("%s", str_text(&p.said));
	if (p.last == INTERP_EMPTY) {
		for (int who = 0; who < TRAINERS; who++)
			if (run_exists(&p.session->run[who]))
				check_trainer(p.session, who);
			else
				assert_int_equal(seen->end[who], 0);
		check_discoveries(p.session);
	}
	play_done(&p);
}

/* ---- kill -9 */

enum { KILLS = 50 };

static void test_kills_in_writes(void **state)
{
	long all;

	(void)state;
	forget_folder();
	assert_false(run_child(child_session));
	all = disk->changes;
	assert_true(all > 200);
	check_left();
	for (int i = 0; i < KILLS; i++) {
		forget_folder();
		disk->kill_at = 1 + i * (all - 1) / (KILLS - 1);
		assert_true(run_child(child_session));
		check_left();
	}
}

static void test_kills_in_updates(void **state)
{
	long all;

	(void)state;
	forget_folder();
	assert_false(run_child(child_session));
	all = seen->asked;
	assert_true(all > 200);
	for (int i = 0; i < KILLS; i++) {
		forget_folder();
		seen->kill_asked = 1 + i * (all - 1) / (KILLS - 1);
		assert_true(run_child(child_session));
		check_left();
	}
}

/* The one that goes on with a file writes a new one, and deletes the old one. At any moment one of them has it all. */
static void test_kills_in_resuming(void **state)
{
	struct play p;
	long all;

	(void)state;
	forget_folder();
	assert_false(run_child(child_session));
	assert_int_equal(system("rm -rf kept; cp -r saved kept"), 0);
	disk->changes = 0;
	assert_false(run_child(child_resumes));
	all = disk->changes;
	assert_int_equal(check_files(), 1);
	for (int i = 0; i < KILLS; i++) {
		assert_int_equal(system("rm -rf saved; cp -r kept saved"), 0);
		disk->changes = 0;
		disk->kill_at = 1 + i * (all - 1) / (KILLS - 1);
		assert_true(run_child(child_resumes));
		assert_true(check_files() > 0);
		play_init(&p);
		play_has(&p, "load last", "by outpost");
		assert_int_equal(p.last, INTERP_EMPTY);
		assert_true(run_end(&p.session->run[0]) >= seen->end[0]);
		assert_int_equal(run_end(&p.session->run[1]), seen->end[1]);
		assert_int_equal(p.session->stops.n, 1);
		if (run_update(&p.session->run[0]) <= seen->end[0])
			check_trainer(p.session, 0);
		check_trainer(p.session, 1);
		check_discoveries(p.session);
		play_done(&p);
	}
	assert_int_equal(system("rm -rf kept"), 0);
}

/* ---- A disk that takes no more */

static int count(const char *text, const char *what)
{
	int n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

static void check_states(const struct session *s)
{
	for (int who = 0; who < TRAINERS; who++)
		if (run_exists(&s->run[who]))
			assert_true(state_hash(run_state(&s->run[who])) ==
				    hashes[who][s->run[who].line->id][run_update(&s->run[who])]);
}

static void write_fails(long full_at, int code)
{
	struct str unlike = { 0 };
	struct play p, other;

	forget_folder();
	*disk = (struct disk){ .full_at = full_at, .code = code };
	play_init(&p);
	journal_start(p.session, "saved");
	play_session(&p, NULL); /* what is said is kept: play_line() clears nothing */
	assert_int_equal(count(str_text(&p.said), "note: this run is not being saved any more"), 1);
	assert_null(journal_path(p.session));
	check_states(p.session);
	disk->full_at = 0;
	unlink("elsewhere.db");
	play_has(&p, "save elsewhere.db", "elsewhere.db: the run");
	play_init(&other);
	play_has(&other, "load elsewhere.db", "by outpost");
	alike_states(p.session, other.session, &unlike);
	alike_lines(p.session, other.session, true, &unlike);
	assert_string_equal(str_text(&unlike), "");
	str_done(&unlike);
	journal_end(p.session);
	play_done(&p);
	play_done(&other);
	if (check_files() > 0) { /* as far as it was saved */
		play_init(&other);
		play_has(&other, "load last", "by outpost");
		check_states(other.session);
		play_done(&other);
	}
}

static void test_writes_fail(void **state)
{
	enum { FAILURES = 12 };
	long all;

	(void)state;
	forget_folder();
	assert_false(run_child(child_session));
	all = seen->writes;
	for (int i = 0; i < FAILURES; i++) {
		write_fails(1 + i * (all - 1) / (FAILURES - 1), SQLITE_FULL);
		write_fails(1 + i * (all - 2) / (FAILURES - 1), SQLITE_IOERR_WRITE);
	}
}

/* save itself: an error, and neither half a file nor anything beside it; the one that was there stays. */
static void test_save_fails(void **state)
{
	struct play p;
	int failures = 0;
	long all;

	(void)state;
	forget_folder();
	play_init(&p);
	play_session(&p, NULL);
	unlink("whole.db");
	disk->changes = 0;
	play_has(&p, "save whole.db", "whole.db: the run");
	all = disk->changes;
	for (int i = 0; i < 20; i++) {
		bool failed;
		*disk = (struct disk){ .full_at = 1 + i * (all - 1) / 19 };
		type(&p, i % 2 ? "save whole.db" : "save half.db");
		failed = p.last == INTERP_ERROR;
		failures += failed;
		assert_true(!failed || strstr(str_text(&p.said), "the disk is full"));
		assert_true(i % 2 || access("half.db", F_OK) == (failed ? -1 : 0));
		assert_int_equal(system("! ls | grep -E 'part|new'"), 0);
		unlink("half.db");
		check_states(p.session);
	}
	assert_true(failures > 10); /* what fails behind the last write that matters is no failure */
	*disk = (struct disk){ 0 };
	play_has(&p, "load whole.db", "by outpost");
	check_states(p.session);
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kills_in_writes), cmocka_unit_test(test_kills_in_updates),
		cmocka_unit_test(test_kills_in_resuming), cmocka_unit_test(test_writes_fail), cmocka_unit_test(test_save_fails),
	};

	return cmocka_run_group_tests(tests, begin, NULL);
}
