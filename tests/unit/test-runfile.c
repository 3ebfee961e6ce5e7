/* The run file: what is written reads back to the bit, and what is damaged, foreign or cannot be written is said in words. */
#include "run/runfile.h"

#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/xalloc.h"
#include "scratch.h"
#include "small-session.h"
#include "unit.h"

static void forget(void)
{
	unlink("r.db");
	unlink("r.db-wal");
	unlink("r.db-shm");
	unlink("copy.db");
}

static void done(bool good, const struct err *e)
{
	if (!good)
		fail_msg("%s", e->text);
}

static struct runfile *begin_new(void)
{
	struct err e = { "" };
	struct runfile *r;

	forget();
	r = runfile_new("r.db", &e);
	done(r != NULL, &e);
	return r;
}

/* Something of every table, of a session that has made 40 updates; keyframes at 0 and 32. */
static void write_all(struct runfile *r, struct session *s)
{
	struct runfile_line line = { 1, 0, 0, 0, UINT64_MAX }, branch = { 2, 1, 1, 32, 7 };
	struct runfile_at at = { 0, 1, 40 };
	struct runfile_sample sample = { 3, "aaa", 1.0, -0.5, -INFINITY };
	struct state *copy;
	struct err e = { "" };

	done(runfile_begin(r, &e) && runfile_put_value(r, "version", "1", &e) &&
		     runfile_put_value(r, "version", "2", &e) && runfile_put_setting(r, NULL, "budget", "100", &e) &&
		     runfile_put_setting(r, &at, "lr", "0.25", &e) &&
		     runfile_put_command(r, "preset mine\nstep 40", &e) && runfile_put_command(r, "set lr .25", &e) &&
		     runfile_put_line(r, &line, &e) && runfile_put_line(r, &branch, &e) &&
		     runfile_put_keyframe(r, 0, 1, run_state(&s->run[0]), s->run[0].err, &e),
	     &e);
	small_session_step(s, WHO_A, 32);
	copy = state_copy(run_state(&s->run[0]));
	done(runfile_put_keyframe(r, 0, 1, copy, NAN, &e) && runfile_put_keyframe(r, 0, 1, copy, NAN, &e) &&
		     runfile_put_trace(r, 0, 1, &s->run[0].trace, 0, 33, &e),
	     &e);
	free(copy);
	small_session_step(s, WHO_A, 8);
	done(runfile_put_trace(r, 0, 1, &s->run[0].trace, 33, 41, &e) &&
		     runfile_put_metric(r, &at, 123, "likelihood", 2, 0.5, &e) &&
		     runfile_put_metric(r, &at, 123, "err", -1, NAN, &e) &&
		     runfile_put_event(r, &at, "discovery", 3, NULL, &e) &&
		     runfile_put_event(r, &at, "end", -1, "budget", &e) && runfile_put_sample(r, &at, &sample, &e) &&
		     runfile_put_mark(r, &(struct runfile_mark){ "before", { 0, 1, 3 }, "lr .1\n" }, &e) &&
		     runfile_put_mark(r, &(struct runfile_mark){ "before", at, "lr .2\n" }, &e) &&
		     runfile_put_mark(r, &(struct runfile_mark){ "gone", at, "" }, &e) &&
		     runfile_drop_mark(r, "gone", &e) &&
		     runfile_put_progress(r, &(struct runfile_at){ 0, 1, 39 }, 120, &e) &&
		     runfile_put_progress(r, &at, 123, &e) && runfile_commit(r, &e),
	     &e);
}

/* ---- What comes back */

static bool take_setting(void *self, const struct runfile_setting *row, struct err *e)
{
	(void)e;
	str_addf(self, "%c%" PRIu64 " %s=%s;", row->own ? 'A' + row->at.who : '-', row->own ? row->at.update : 0,
		 row->key, row->value);
	return true;
}

static bool take_command(void *self, const char *text, struct err *e)
{
	(void)e;
	str_addf(self, "%s;", text);
	return true;
}

static bool take_line(void *self, const struct runfile_line *row, struct err *e)
{
	(void)e;
	str_addf(self, "%" PRId64 "%c from %" PRId64 " at %" PRIu64 " seed %" PRIu64 ";", row->id, 'A' + row->who,
		 row->parent, row->forked_at, row->seed);
	return true;
}

static bool take_keyframe(void *self, const struct runfile_keyframe *row, struct err *e)
{
	(void)e;
	str_addf(self, "%" PRIu64 "%s;", row->at.update, isnan(row->err) ? "" : " err");
	return true;
}

static bool take_event(void *self, const struct runfile_event *row, struct err *e)
{
	(void)e;
	str_addf(self, "%s %d (%s);", row->kind, row->prompt, row->text);
	return true;
}

static bool take_mark(void *self, const struct runfile_mark *row, struct err *e)
{
	(void)e;
	str_addf(self, "%s at %" PRIu64 ": %s;", row->name, row->at.update, row->settings);
	return true;
}

static bool take_progress(void *self, const struct runfile_progress *row, struct err *e)
{
	(void)e;
	str_addf(self, "%c line %" PRId64 " update %" PRIu64 " queries %" PRIu64 ";", 'A' + row->at.who, row->at.line,
		 row->at.update, row->queries);
	return true;
}

/* All that write_all() wrote, in words; false with a reason as soon as something cannot be read. */
static bool tell(struct runfile *r, struct str *to, struct err *e)
{
	return runfile_value(r, "version", to, e) && runfile_settings(r, take_setting, to, e) &&
	       runfile_commands(r, take_command, to, e) && runfile_lines(r, take_line, to, e) &&
	       runfile_keyframes(r, take_keyframe, to, e) && runfile_events(r, take_event, to, e) &&
	       runfile_marks(r, take_mark, to, e) && runfile_progress(r, take_progress, to, e);
}

static const char told[] =
	"2-0 budget=100;A40 lr=0.25;preset mine\nstep 40;set lr .25;"
	"1A from 0 at 0 seed 18446744073709551615;2B from 1 at 32 seed 7;0 err;32;discovery 3 ();end -1 (budget);"
	"before at 40: lr .2\n;A line 1 update 40 queries 123;";

static void check_told(struct runfile *r)
{
	struct str said = { 0 };
	struct err e = { "" };

	done(tell(r, &said, &e), &e);
	assert_string_equal(str_text(&said), told);
	str_done(&said);
}

/* The keyframe to the bit, and the trace as the session's own has it. */
static void check_blobs(struct runfile *r, struct session *s)
{
	const struct trace *t = &s->run[0].trace;
	struct trace back;
	struct state *state;
	struct err e = { "" };

	trace_init(&back, t->ntracked);
	done(runfile_trace(r, 1, 35, &back, &e), &e);
	assert_int_equal(back.rows, 36);
	done(runfile_trace(r, 1, UINT64_MAX, &back, &e), &e);
	assert_int_equal(back.rows, t->rows);
	assert_true(back.mixed); /* for all that the file says */
	assert_memory_equal(back.scalar, t->scalar, t->rows * TRACE_COLUMNS * sizeof *t->scalar);
	assert_memory_equal(back.lp, t->lp, t->rows * (size_t)t->ntracked * sizeof *t->lp);
	assert_memory_equal(back.hits, t->hits, t->rows * (size_t)t->ntracked * sizeof *t->hits);
	trace_done(&back);

	/* Going on from the keyframe leads to the present state. */
	state = runfile_state(r, 1, 32, run_state(&s->run[0]), &e);
	done(state != NULL, &e);
	assert_int_equal(state->update, 32);
	trainer_restore(s->run[0].trainer, state);
	free(state);
	for (int i = 0; i < 8; i++)
		assert_true(trainer_step(s->run[0].trainer, NULL, &s->run[0].last));
	assert_null(runfile_state(r, 1, 33, run_state(&s->run[0]), &e));
	assert_string_equal(e.text, "r.db has no keyframe of line 1 at update 33");
}

static void test_round_trip(void **state)
{
	struct session *s = small_session();
	struct runfile *r = begin_new();
	struct stat st;
	struct err e = { "" };
	uint64_t hash;

	(void)state;
	write_all(r, s);
	hash = state_hash(run_state(&s->run[0]));
	check_told(r);
	check_blobs(r, s);
	assert_true(state_hash(run_state(&s->run[0])) == hash);
	assert_int_equal(stat("r.db", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	runfile_close(r);
	assert_false(file_exists("r.db-wal"));

	r = runfile_read("r.db", &e);
	done(r != NULL, &e);
	check_told(r);
	assert_false(runfile_put_value(r, "version", "3", &e));
	assert_string_equal(e.text, "cannot write r.db: it, or its folder, may only be read");
	runfile_close(r);

	r = runfile_open("r.db", &e);
	done(r != NULL, &e);
	check_told(r);
	assert_null(runfile_why(r));
	assert_true(runfile_drop_keyframe(r, 1, 32, &e));
	assert_null(runfile_state(r, 1, 32, run_state(&s->run[0]), &e));
	runfile_close(r);
	small_session_free(s);
}

/* One file, with nothing beside it, that replaces another; the original goes on. */
static void test_copy(void **state)
{
	struct session *s = small_session();
	struct runfile *r = begin_new(), *copy;
	struct err e = { "" };

	(void)state;
	write_all(r, s);
	done(file_write("copy.db", "old", 3, &e), &e);
	done(runfile_copy(r, "copy.db", &e), &e);
	done(runfile_put_value(r, "version", "3", &e), &e);
	copy = runfile_read("copy.db", &e);
	done(copy != NULL, &e);
	check_told(copy);
	assert_false(file_exists("copy.db-wal"));
	runfile_close(copy);

	done(file_write("copy.db-wal", "x", 1, &e), &e);
	assert_false(runfile_copy(r, "copy.db", &e));
	assert_string_equal(e.text, "cannot write copy.db: another program is using it (there is a copy.db-wal)");
	unlink("copy.db-wal");
	assert_false(runfile_copy(r, "nowhere/copy.db", &e));
	assert_string_equal(e.text, "cannot write nowhere/copy.db: No such file or directory");
	assert_false(runfile_copy(r, "/tmp", &e));
	assert_string_equal(e.text, "cannot write /tmp: it is a folder, a file is needed");
	assert_null(runfile_why(r));
	runfile_close(r);
	small_session_free(s);
}

/* ---- Files that are none of ours */

static void refused_read(const char *path, const char *why)
{
	struct err e = { "" };

	assert_null(runfile_read(path, &e));
	assert_string_equal(e.text, why);
	assert_null(runfile_open(path, &e));
	assert_string_equal(e.text, why);
}

/* SQL on a file, from outside. */
static void meddle(const char *sql)
{
	char *why = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open("r.db", &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

static void test_foreign(void **state)
{
	static const char text[] =
		"a text that is long enough not to be taken for a new database: it takes a hundred bytes for "
		"the head of one, and so this goes on";
	struct err e = { "" };

	(void)state;
	forget();
	refused_read("r.db", "cannot open r.db: No such file or directory");
	refused_read("/tmp", "cannot open /tmp: it is a folder, a file is needed");
	refused_read("/dev/null", "cannot open /dev/null: it is a device or a pipe, a file is needed");
	done(file_write("r.db", "", 0, &e), &e);
	refused_read("r.db", "r.db is no run file of outpost: it is empty");
	assert_null(runfile_new("r.db", &e));
	assert_string_equal(e.text, "cannot make r.db: File exists");
	done(file_write("r.db", text, strlen(text), &e), &e);
	refused_read("r.db", "r.db is no run file of outpost");
	forget();
	meddle("create table run(key, value)");
	refused_read("r.db", "r.db is a database, but no run file of outpost");
	assert_null(runfile_new("nowhere/r.db", &e));
	assert_string_equal(e.text, "cannot make nowhere/r.db: No such file or directory");
}

static void meddled(const char *sql, const char *why)
{
	runfile_close(begin_new());
	meddle(sql);
	refused_read("r.db", why);
}

static void test_other_formats(void **state)
{
	(void)state;
	meddled("pragma user_version = 9",
		"r.db was made by a newer outpost (format 9, this one knows formats up to 1)");
	meddled("pragma user_version = -1", "r.db is damaged: it has format -1");
	meddled("drop table mark", "r.db is no run file of outpost: its table mark is missing");
	meddled("alter table metric add more", "r.db is no run file of outpost: its table metric is another one");
	/* A view in the place of a table, which would compute whatever it likes. */
	meddled("drop table mark; create view mark as select 1 as name, 2 as trainer, 3 as line, 4 as \"update\"",
		"r.db is no run file of outpost: its table mark is missing");
}

/* What is beside our tables is of no concern, and triggers sleep. */
static void test_company(void **state)
{
	struct err e = { "" };
	struct runfile *r;

	(void)state;
	runfile_close(begin_new());
	meddle("create table mine(x); create index by_name on metric(name);"
	       "create trigger t after insert on run begin delete from run; end");
	r = runfile_open("r.db", &e);
	done(r != NULL, &e);
	done(runfile_put_value(r, "version", "1", &e), &e);
	struct str value = { 0 };
	done(runfile_value(r, "version", &value, &e), &e);
	assert_string_equal(str_text(&value), "1");
	str_done(&value);
	assert_false(runfile_value(r, "preset", &value, &e));
	assert_string_equal(e.text, "r.db says nothing of preset");
	runfile_close(r);
}

/* ---- Rows that cannot be */

static void lied(struct session *s, const char *sql, const char *why)
{
	struct runfile *r = begin_new();
	struct str said = { 0 };
	struct trace back;
	struct state *state = NULL;
	struct err e = { "" };

	write_all(r, s);
	runfile_close(r);
	meddle(sql);
	r = runfile_read("r.db", &e);
	done(r != NULL, &e);
	trace_init(&back, s->task->ntracked);
	if (tell(r, &said, &e) && runfile_trace(r, 1, UINT64_MAX, &back, &e))
		state = runfile_state(r, 1, 32, run_state(&s->run[0]), &e);
	if (state)
		fail_msg("believed: %s", sql);
	assert_string_equal(e.text, why);
	trace_done(&back);
	str_done(&said);
	runfile_close(r);
	session_start_trainer(s, 0);
}

#define KEYFRAME "r.db is damaged: the keyframe of trainer A at update 32 "

static void test_lies(void **state)
{
	struct session *s = small_session();

	(void)state;
	lied(s, "update run set value = x'ff'", "r.db is damaged: value in row 1 of table run");
	lied(s, "update run set value = char(27) || '[2J'", "r.db is damaged: value in row 1 of table run");
	lied(s, "update setting set key = cast(x'6100' as text)", "r.db is damaged: key in row 1 of table setting");
	lied(s, "update setting set trainer = 'C' where line = 1",
	     "r.db is damaged: trainer in row 2 of table setting");
	lied(s, "update line set parent = 2 where id = 2", "r.db is damaged: parent in row 2 of table line");
	lied(s, "update line set seed = '18446744073709551616'", "r.db is damaged: seed in row 1 of table line");
	lied(s, "update keyframe set hash = 'x'", "r.db is damaged: hash in row 1 of table keyframe");
	lied(s, "update event set prompt = 5000000000", "r.db is damaged: prompt in row 1 of table event");
	lied(s, "update mark set \"update\" = -1", "r.db is damaged: update in row 1 of table mark");
	lied(s, "update progress set queries = 'many'", "r.db is damaged: queries in row 1 of table progress");
	lied(s, "update trace set rows = 9 where \"update\" = 33", "r.db is damaged: row in row 2 of table trace");
	lied(s, "update trace set rows = 4611686018427387904", "r.db is damaged: row in row 1 of table trace");
	lied(s, "update trace set prompts = 5", "r.db is damaged: prompts in row 1 of table trace");
	lied(s, "update trace set columns = 12", "r.db is damaged: columns in row 1 of table trace");
	lied(s, "update trace set hash = '0000000000000000'", "r.db is damaged: hash in row 1 of table trace");
	lied(s, "update trace set row = zeroblob(length(row))", "r.db is damaged: hash in row 1 of table trace");
	lied(s, "update trace set \"update\" = 5 where \"update\" = 0", "r.db is damaged: row in row 1 of table trace");
	lied(s, "update keyframe set block = zeroblob(length(block))", KEYFRAME "does not have its hash");
	lied(s, "update keyframe set block = zeroblob(7)", KEYFRAME "has not the size of this task's states");
	lied(s, "update keyframe set block = zeroblob(0)", KEYFRAME "has not the size of this task's states");
	lied(s, "delete from keyframe where \"update\" = 32", "r.db has no keyframe of line 1 at update 32");
	small_session_free(s);
}

/* Of the right size and with its hash, but with sizes inside that are not so. */
static void test_lying_block(void **state)
{
	struct session *s = small_session();
	struct runfile *r = begin_new();
	struct state *like = state_copy(run_state(&s->run[0])), *block = state_copy(like);
	struct err e = { "" };

	(void)state;
	block->nparam += 8;
	block->nopt -= 8;
	done(runfile_put_keyframe(r, 0, 1, block, 0.0, &e), &e);
	assert_null(runfile_state(r, 1, 0, like, &e));
	assert_string_equal(e.text, "r.db is damaged: the keyframe of trainer A at update 0 is one of another task");
	memcpy(block, like, like->bytes);
	block->update = 5;
	done(runfile_put_keyframe(r, 0, 2, block, 0.0, &e), &e);
	runfile_close(r);
	meddle("update keyframe set \"update\" = 6");
	r = runfile_read("r.db", &e);
	done(r != NULL, &e);
	assert_null(runfile_state(r, 2, 6, like, &e));
	assert_string_equal(e.text, "r.db is damaged: the keyframe of trainer A at update 6 is one of another update");
	runfile_close(r);
	free(block);
	free(like);
	small_session_free(s);
}

/* ---- Damage */

/* Opens and reads whatever is there; false with a reason. */
static bool survives(struct session *s, struct err *e)
{
	struct runfile *r = runfile_read("r.db", e);
	struct str said = { 0 };
	struct state *state;
	struct trace back;
	bool good;

	if (!r)
		return false;
	trace_init(&back, s->task->ntracked);
	good = tell(r, &said, e) && runfile_trace(r, 1, UINT64_MAX, &back, e);
	state = good ? runfile_state(r, 1, 32, run_state(&s->run[0]), e) : NULL;
	free(state);
	trace_done(&back);
	str_done(&said);
	runfile_close(r);
	return good && state;
}

static void write_bytes(const char *bytes, size_t n)
{
	struct err e = { "" };

	done(file_write("r.db", bytes, n, &e), &e);
}

/* Cut anywhere, or with a byte turned over anywhere: an answer, or a sentence. The first bytes, where most of the structure
 * is, one by one. */
static void test_damage(void **state)
{
	struct session *s = small_session();
	struct runfile *r = begin_new();
	struct str whole = { 0 };
	struct err e = { "" };
	int refused = 0;
	char kept;

	(void)state;
	write_all(r, s);
	runfile_close(r);
	done(file_read("r.db", 1 << 24, &whole, &e), &e);
	assert_true(survives(s, &e));
	for (size_t n = 1; n < whole.len; n += n < 1000 ? 99 : 1999) {
		write_bytes(whole.text, n);
		e.text[0] = '\0';
		assert_false(survives(s, &e));
		assert_true(e.text[0] != '\0');
	}
	for (size_t i = 0; i < whole.len; i += i < 200 ? 1 : 61) {
		kept = whole.text[i];
		whole.text[i] = (char)(kept ^ (i % 2 ? 0xff : 0x10));
		write_bytes(whole.text, whole.len);
		whole.text[i] = kept;
		e.text[0] = '\0';
		if (!survives(s, &e)) {
			refused++;
			assert_true(strstr(e.text, "r.db") != NULL);
		}
	}
	assert_true(refused > 50);
	str_done(&whole);
	small_session_free(s);
}

/* ---- What hinders writing */

/* A program that holds the file in the midst of its own writing; then all is as before, and the file stays broken. */
static void test_locked(void **state)
{
	struct runfile *r = begin_new();
	struct runfile_at at = { 0, 1, 1 };
	struct err e = { "" };
	sqlite3 *other;

	(void)state;
	done(runfile_put_progress(r, &at, 1, &e), &e);
	assert_int_equal(sqlite3_open("r.db", &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "begin immediate; insert into run values('a', 'b')", NULL, NULL, NULL),
			 SQLITE_OK);
	at.update = 2;
	assert_false(runfile_put_progress(r, &at, 2, &e));
	assert_string_equal(e.text, "cannot write r.db: another program is using it");
	assert_int_equal(sqlite3_exec(other, "rollback", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(other);
	e.text[0] = '\0';
	assert_false(runfile_put_progress(r, &at, 2, &e));
	assert_string_equal(e.text, "cannot write r.db: another program is using it");
	assert_string_equal(runfile_why(r), e.text);
	assert_false(runfile_begin(r, NULL));
	assert_false(runfile_commit(r, NULL));
	runfile_close(r);

	r = runfile_open("r.db", &e);
	done(r != NULL, &e);
	struct str said = { 0 };
	done(runfile_progress(r, take_progress, &said, &e), &e);
	assert_string_equal(str_text(&said), "A line 1 update 1 queries 1;");
	str_done(&said);
	runfile_close(r);
}

/* A reader, also one that stays, hinders nobody. */
static void test_reader(void **state)
{
	struct runfile *r = begin_new(), *reader;
	struct str said = { 0 };
	struct err e = { "" };

	(void)state;
	done(runfile_put_progress(r, &(struct runfile_at){ 0, 1, 1 }, 1, &e), &e);
	reader = runfile_read("r.db", &e);
	done(reader != NULL, &e);
	for (uint64_t i = 2; i < 2000; i++)
		done(runfile_put_progress(r, &(struct runfile_at){ 0, 1, i }, i, &e), &e);
	runfile_rest(r);
	done(runfile_progress(reader, take_progress, &said, &e), &e);
	assert_string_equal(str_text(&said), "A line 1 update 1999 queries 1999;");
	str_done(&said);
	runfile_close(reader);
	runfile_close(r);
}

/* Names that mean something to SQLite or to a shell. */
static void test_names(void **state)
{
	static const char *const names[] = { "file:a.db", ":memory:", "a b?c#d%20.db", "x'y.db" };
	struct err e = { "" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct runfile *r = runfile_new(names[i], &e);
		done(r != NULL, &e);
		done(runfile_copy(r, "copy.db", &e), &e);
		runfile_close(r);
		assert_true(file_exists(names[i]));
		r = runfile_read(names[i], &e);
		done(r != NULL, &e);
		runfile_close(r);
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(names[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),    cmocka_unit_test(test_copy),    cmocka_unit_test(test_foreign),
		cmocka_unit_test(test_other_formats), cmocka_unit_test(test_company), cmocka_unit_test(test_lies),
		cmocka_unit_test(test_lying_block),   cmocka_unit_test(test_damage),  cmocka_unit_test(test_locked),
		cmocka_unit_test(test_reader),        cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, scratch_enter, scratch_leave);
}
