/* The file of typed lines: what is kept, what comes back, and sessions side by side. */
#include "front/history-file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "play.h"
#include "unit.h"

/* A session with its history. */
struct sitting {
	struct play play;
	struct history_file file;
};

static void sit_down(struct sitting *d)
{
	play_init(&d->play);
	history_file_open(&d->file, d->play.interp, &d->play.out);
}

static void get_up(struct sitting *d)
{
	history_file_done(&d->file);
	play_done(&d->play);
}

static void enter(struct sitting *d, const char *line)
{
	struct err e;

	assert_true(interp_push(d->play.interp, INTERP_TYPED, line, "", 1, &e));
	history_file_keep(&d->file, d->play.interp, &d->play.out);
	interp_stop(d->play.interp);
	str_clear(&d->play.said);
}

static const struct history *lines(const struct sitting *d)
{
	return interp_history(d->play.interp);
}

/* Each test has a folder of state of its own. */
static void use_folder(const char *name)
{
	setenv("OUTPOST_HOME", name, 1);
}

static void check_file(const char *path, const char *want)
{
	struct str s = { 0 };
	struct err e;

	assert_true(file_read(path, 1 << 24, &s, &e));
	assert_string_equal(str_text(&s), want);
	str_done(&s);
}

static void test_kept(void **state)
{
	struct sitting d;
	struct stat st;

	(void)state;
	use_folder("kept/deep");
	sit_down(&d);
	assert_false(file_exists("kept")); /* nothing is made before it is needed */
	enter(&d, "# one");
	enter(&d, "# one");
	enter(&d, "   ");
	enter(&d, "# two\n# three \xc3\xa9\n");
	check_file("kept/deep/history", "# one\n# two\n# three \xc3\xa9\n");
	assert_int_equal(stat("kept/deep/history", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat("kept/deep", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	get_up(&d);
	sit_down(&d);
	assert_int_equal(lines(&d)->n, 3);
	assert_string_equal(lines(&d)->line[2], "# three \xc3\xa9");
	enter(&d, "# three \xc3\xa9"); /* equal to the last one of the session before */
	enter(&d, "# four");
	check_file("kept/deep/history", "# one\n# two\n# three \xc3\xa9\n# four\n");
	assert_string_equal(type(&d.play, "history 2"), "    4  # four\n    5  history 2\n");
	get_up(&d);
}

/* Scripts leave nothing there. */
static void test_scripts(void **state)
{
	struct sitting d;

	(void)state;
	use_folder("scripts");
	sit_down(&d);
	play(&d.play, INTERP_SCRIPT, "history");
	history_file_keep(&d.file, d.play.interp, &d.play.out);
	assert_false(file_exists("scripts"));
	get_up(&d);
}

/* What could not be typed does not come back; what stands around it does. */
static void test_odd_lines(void **state)
{
	static const char odd[] = "# a\n\xff\xfe\n\n# esc \033[1m\n# tab\tb\nnul\0nul\n# c1 \xc2\x9b\n# last";
	struct sitting d;
	struct err e;

	(void)state;
	use_folder("odd");
	assert_int_equal(mkdir("odd", 0700), 0);
	assert_true(file_write("odd/history", odd, sizeof odd - 1, &e));
	sit_down(&d);
	assert_string_equal(str_text(&d.play.said), "");
	assert_int_equal(lines(&d)->n, 3);
	assert_string_equal(lines(&d)->line[0], "# a");
	assert_string_equal(lines(&d)->line[1], "# tab\tb");
	assert_string_equal(lines(&d)->line[2], "# last");
	enter(&d, "# new"); /* the last line had no end */
	get_up(&d);
	sit_down(&d);
	assert_string_equal(lines(&d)->line[2], "# last");
	assert_string_equal(lines(&d)->line[3], "# new");
	get_up(&d);
}

static int count_lines(const char *path)
{
	struct str s = { 0 };
	struct err e;
	int n = 0;

	assert_true(file_read(path, 1 << 24, &s, &e));
	for (size_t i = 0; i < s.len; i++)
		n += s.text[i] == '\n';
	str_done(&s);
	return n;
}

/* Lines `# 0` to `# n - 1`. */
static void make_lines(const char *path, int n)
{
	struct str s = { 0 };
	struct err e;

	for (int i = 0; i < n; i++)
		str_addf(&s, "# %d\n", i);
	assert_true(file_write(path, s.text, s.len, &e));
	str_done(&s);
}

static void test_most(void **state)
{
	struct sitting d;

	(void)state;
	use_folder("most");
	assert_int_equal(mkdir("most", 0700), 0);
	make_lines("most/history", 100000);
	sit_down(&d);
	assert_int_equal(lines(&d)->n, HISTORY_MOST);
	assert_string_equal(lines(&d)->line[0], "# 98000");
	assert_string_equal(lines(&d)->line[HISTORY_MOST - 1], "# 99999");
	assert_int_equal(count_lines("most/history"), HISTORY_MOST);
	get_up(&d);
	/* up to twice as many they are only added */
	make_lines("most/history", 2 * HISTORY_MOST - 1);
	sit_down(&d);
	enter(&d, "# a");
	assert_int_equal(count_lines("most/history"), 2 * HISTORY_MOST);
	enter(&d, "# b");
	assert_int_equal(count_lines("most/history"), HISTORY_MOST);
	get_up(&d);
	sit_down(&d);
	assert_string_equal(lines(&d)->line[HISTORY_MOST - 2], "# a");
	assert_string_equal(lines(&d)->line[HISTORY_MOST - 1], "# b");
	get_up(&d);
}

/* 16 MB of one line: no more than its end is looked at. */
static void test_long_line(void **state)
{
	struct str s = { 0 };
	struct sitting d;
	struct err e;

	(void)state;
	use_folder("long");
	assert_int_equal(mkdir("long", 0700), 0);
	str_addf(&s, "# %016000000d\n# end\n", 1);
	assert_true(file_write("long/history", s.text, s.len, &e));
	sit_down(&d);
	assert_int_equal(lines(&d)->n, 1);
	assert_string_equal(lines(&d)->line[0], "# end");
	get_up(&d);
	str_done(&s);
}

/* `n` lines of one session; the process ends. */
static void write_lines(char who, int n)
{
	struct sitting d;
	char line[32];

	sit_down(&d);
	for (int i = 0; i < n; i++) {
		snprintf(line, sizeof line, "# %c%d", who, i);
		enter(&d, line);
	}
	_exit(0);
}

/* Two sessions type 1,500 lines each: none is lost, though the file is cut meanwhile for having 4,000. */
static void test_two_writers(void **state)
{
	enum { EACH = 1500, BEFORE = 3000 };
	int next[2] = { 0, 0 }, status;
	struct sitting d;
	pid_t child;

	(void)state;
	use_folder("two");
	assert_int_equal(mkdir("two", 0700), 0);
	make_lines("two/history", BEFORE);
	for (int i = 0; i < 2; i++) {
		child = fork();
		assert_true(child >= 0);
		if (child == 0)
			write_lines((char)('a' + i), EACH);
	}
	for (int i = 0; i < 2; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	sit_down(&d);
	/* the newest lines of each, in their order, without a gap up to the last */
	for (int i = 0; i < lines(&d)->n; i++) {
		int who = lines(&d)->line[i][2] - 'a', number = atoi(lines(&d)->line[i] + 3);
		if (who < 0)
			continue;
		assert_true(next[who] == 0 || number == next[who]);
		next[who] = number + 1;
	}
	assert_int_equal(next[0], EACH);
	assert_int_equal(next[1], EACH);
	get_up(&d);
}

/* One note, and the session goes on. */
static void test_refused(void **state)
{
	struct sitting d;

	(void)state;
	use_folder("refused");
	assert_int_equal(mkdir("refused", 0700), 0);
	assert_int_equal(mkdir("refused/history", 0700), 0);
	sit_down(&d);
	assert_string_equal(str_text(&d.play.said),
			    "note: lines that you type are not kept: cannot read refused/history: it is a folder\n");
	str_clear(&d.play.said);
	assert_true(interp_push(d.play.interp, INTERP_TYPED, "# a", "", 1, NULL));
	history_file_keep(&d.file, d.play.interp, &d.play.out);
	assert_string_equal(str_text(&d.play.said), "");
	assert_int_equal(lines(&d)->n, 1);
	get_up(&d);
	use_folder("/dev/null");
	sit_down(&d);
	assert_string_equal(str_text(&d.play.said), "");
	assert_true(interp_push(d.play.interp, INTERP_TYPED, "# a", "", 1, NULL));
	history_file_keep(&d.file, d.play.interp, &d.play.out);
	assert_string_equal(str_text(&d.play.said), "note: lines that you type are not kept: cannot make the folder "
						    "/dev/null: File exists\n");
	get_up(&d);
	unsetenv("OUTPOST_HOME");
	unsetenv("XDG_STATE_HOME");
	unsetenv("HOME");
	sit_down(&d);
	assert_string_equal(str_text(&d.play.said),
			    "note: lines that you type are not kept: neither HOME nor XDG_STATE_HOME says where\n");
	get_up(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kept),	    cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_odd_lines),   cmocka_unit_test(test_most),
		cmocka_unit_test(test_long_line),   cmocka_unit_test(test_two_writers),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests_name("history-file", tests, NULL, NULL);
}
