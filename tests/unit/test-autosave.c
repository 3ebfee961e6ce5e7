/* Names, locks and ages of autosaves. Two descriptors of one process hold locks against each other as two processes do. */
#include "run/autosave.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "scratch.h"
#include "unit.h"

/* The one to be resumed: the newest that nobody holds. */
static const struct saved *newest_free(const struct autosaves *a)
{
	for (int i = 0; i < a->n; i++)
		if (!a->list[i].held)
			return &a->list[i];
	return NULL;
}

static struct autosave take(const char *where)
{
	struct autosave a;
	struct err e = { "" };

	if (!autosave_take(&a, where, &e))
		fail_msg("%s", e.text);
	return a;
}

/* A file of so many seconds after 1970. */
static void put(const char *path, long when)
{
	struct timespec times[2] = { { when, 0 }, { when, 0 } };

	assert_true(file_write(path, "x", 1, NULL));
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void test_numbers(void **state)
{
	struct autosave a = take("new/state"), b = take("new/state"), again;
	struct stat st;
	struct err e = { "" };

	(void)state;
	assert_string_equal(a.path, "new/state/run-0001.db");
	assert_string_equal(b.path, "new/state/run-0002.db");
	assert_int_equal(stat("new/state", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_false(autosave_take_over(&again, "new/state", 1, &e));
	assert_string_equal(e.text, "another outpost is using new/state/run-0001.db");
	put(a.path, 1);
	autosave_release(&a);
	assert_null(a.path);
	autosave_release(&a);
	assert_true(file_exists("new/state/run-0001.lock"));
	assert_true(autosave_take_over(&again, "new/state", 1, &e));
	assert_string_equal(again.path, "new/state/run-0001.db");
	autosave_release(&again);
	/* Nothing was written: the name is free again. */
	autosave_release(&b);
	assert_false(file_exists("new/state/run-0002.lock"));
	b = take("new/state");
	assert_int_equal(b.number, 2);
	autosave_release(&b);
}

static void test_no_folder(void **state)
{
	struct autosave a;
	struct autosaves all;
	struct err e = { "" };

	(void)state;
	put("file", 1);
	assert_false(autosave_take(&a, "file/state", &e));
	assert_string_equal(e.text, "cannot make the folder file/state: Not a directory");
	autosave_release(&a);
	assert_false(autosave_take(&a, "/proc/outpost/state", &e));
	assert_string_equal(e.text, "cannot make the folder /proc/outpost/state: No such file or directory");
	autosaves_find(&all, "nowhere");
	assert_int_equal(all.n, 0);
	assert_null(newest_free(&all));
	autosaves_done(&all);
	autosaves_tidy("nowhere");
}

/* By the time of the last write, of the file or of its log; then by number. */
static void test_order(void **state)
{
	static const char *const others[] = { "o/run-1.db",    "o/run-0009.db.new", "o/run-x.db",
					      "o/run--001.db", "o/run-00012.db",    "o/notes.db" };
	const int want[] = { 2, 4, 3, 1 };
	struct autosave held;
	struct autosaves all;
	struct err e = { "" };

	(void)state;
	mkdir("o", 0700);
	put("o/run-0001.db", 100);
	put("o/run-0002.db", 50);
	put("o/run-0002.db-wal", 400);
	put("o/run-0003.db", 300);
	put("o/run-0004.db", 300);
	put("o/run-0005.db", 900);
	assert_int_equal(truncate("o/run-0005.db", 0), 0);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		put(others[i], 1000);
	assert_true(autosave_take_over(&held, "o", 2, &e));
	autosaves_find(&all, "o");
	assert_int_equal(all.n, 4);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(all.list[i].number, want[i]);
		assert_int_equal(all.list[i].held, want[i] == 2);
	}
	assert_int_equal(newest_free(&all)->number, 4);
	assert_string_equal(newest_free(&all)->path, "o/run-0004.db");
	autosaves_done(&all);
	autosave_release(&held);
}

/* kill -9 gives the name free, whatever it has left behind. */
static void test_killed(void **state)
{
	struct autosave a;
	struct err e = { "" };
	int ready[2], status;
	char byte;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(ready), 0);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		a = take("k");
		put(a.path, 1);
		(void)!write(ready[1], "x", 1);
		for (;;)
			pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_false(autosave_take_over(&a, "k", 1, &e));
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	assert_true(autosave_take_over(&a, "k", 1, &e));
	autosave_release(&a);
	close(ready[0]);
	close(ready[1]);
}

static void test_tidy(void **state)
{
	enum { ALL = AUTOSAVES_KEPT + 5 };
	struct autosave held, empty;
	struct autosaves all;
	char path[64];

	(void)state;
	mkdir("t", 0700);
	for (int i = 1; i <= ALL; i++) {
		snprintf(path, sizeof path, "t/run-%04d.db", i);
		put(path, i);
		snprintf(path, sizeof path, "t/run-%04d.db-shm", i);
		put(path, i);
	}
	put("t/run-0077.lock", 1); /* of a dead one that never wrote */
	assert_true(autosave_take_over(&held, "t", 2, NULL));
	empty = take("t");
	assert_int_equal(empty.number, 78);
	autosaves_tidy("t");
	autosaves_find(&all, "t");
	assert_int_equal(all.n, AUTOSAVES_KEPT + 1);
	/* 1 to 5 are the oldest, and 2 is held: so 1, 3, 4 and 5 went, as 34 were free. */
	assert_int_equal(all.list[all.n - 1].number, 2);
	assert_int_equal(all.list[all.n - 2].number, 6);
	autosaves_done(&all);
	assert_false(file_exists("t/run-0001.db-shm"));
	assert_false(file_exists("t/run-0001.lock"));
	assert_false(file_exists("t/run-0077.lock"));
	assert_true(file_exists("t/run-0002.db-shm"));
	assert_true(file_exists("t/run-0078.lock"));
	autosave_release(&held);
	autosave_release(&empty);
}

/* Many at once: no number twice. */
static void test_crowd(void **state)
{
	enum { CROWD = 12, EACH = 6 };
	struct autosaves all;
	int status;

	(void)state;
	fflush(NULL);
	for (int i = 0; i < CROWD; i++)
		if (fork() == 0) {
			for (int j = 0; j < EACH; j++) {
				struct autosave a;
				int fd;
				if (!autosave_take(&a, "c", NULL))
					_exit(1);
				fd = open(a.path, O_WRONLY | O_CREAT | O_EXCL, 0600);
				if (fd < 0 || write(fd, "x", 1) != 1)
					_exit(2);
				close(fd);
				autosaves_find(&all, "c");
				autosaves_done(&all);
				autosaves_tidy("c");
				autosave_release(&a);
			}
			_exit(0);
		}
	for (int i = 0; i < CROWD; i++) {
		wait(&status);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
	autosaves_tidy("c");
	autosaves_find(&all, "c");
	assert_int_equal(all.n, AUTOSAVES_KEPT);
	autosaves_done(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_no_folder), cmocka_unit_test(test_order),
		cmocka_unit_test(test_killed),  cmocka_unit_test(test_tidy),      cmocka_unit_test(test_crowd),
	};

	return cmocka_run_group_tests(tests, scratch_enter, scratch_leave);
}
