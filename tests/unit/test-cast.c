/* Recordings: what stands in the file, by a clock of our own, and when the disk is full. */
#include "front/cast.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/xalloc.h"

#include "scratch.h"
#include "unit.h"

static double now;
static struct cast cast;
static struct str file;

static double fake_clock(void)
{
	return now;
}

static const char *content(const char *path)
{
	struct err e;

	str_clear(&file);
	if (!file_read(path, 1 << 20, &file, &e))
		fail_msg("%s", e.text);
	return str_text(&file);
}

static void begin(const char *path)
{
	struct err e;

	now = 100;
	if (!cast_begin(&cast, path, 24, 80, "a \"b\"", fake_clock, &e))
		fail_msg("%s", e.text);
}

static void put(const char *text)
{
	cast_output(&cast, text, strlen(text));
}

/* The text begins so; what follows. */
static const char *behind(const char *text, const char *beginning)
{
	size_t n = strlen(beginning);

	if (strncmp(text, beginning, n) != 0)
		fail_msg("%s\ndoes not begin with\n%s", text, beginning);
	return text + n;
}

/* Behind the header and the emptied screen. */
static void assert_events(const char *expected)
{
	const char *second = strchr(content("x.cast"), '\n') + 1;

	assert_string_equal(behind(second, "[0.000000, \"o\", \"\\u001b[0m\\u001b[H\\u001b[2J\"]\n"), expected);
}

static void test_head(void **state)
{
	(void)state;
	setenv("TERM", "xterm-\"256\"", 1);
	begin("x.cast");
	behind(content("x.cast"), "{\"version\": 2, \"width\": 80, \"height\": 24, \"title\": \"a \\\"b\\\"\", "
				  "\"env\": {\"TERM\": \"xterm-\\\"256\\\"\"}}\n");
	assert_events("");
	cast_end(&cast);
	unsetenv("TERM");
	begin("x.cast");
	assert_non_null(strstr(content("x.cast"), "{\"TERM\": null}"));
	cast_end(&cast);
}

static void test_times(void **state)
{
	(void)state;
	begin("x.cast");
	put("one");
	now += .25;
	put("\033[1m\r\n\"\\\x7f");
	now += 2;
	put("two");
	now += 3600; /* lunch */
	put("three");
	now -= 5; /* clocks that go back do not turn time round */
	cast_resize(&cast, 30, 100);
	now += .125;
	put("four");
	assert_events("[0.000000, \"o\", \"one\"]\n[0.250000, \"o\", \"\\u001b[1m\\u000d\\u000a\\\"\\\\\\u007f\"]\n"
		      "[2.250000, \"o\", \"two\"]\n[4.250000, \"o\", \"three\"]\n[4.250000, \"r\", \"100x30\"]\n"
		      "[4.375000, \"o\", \"four\"]\n");
	cast_end(&cast);
}

/* However the bytes come, a character stands in one event. */
static void test_characters(void **state)
{
	(void)state;
	begin("x.cast");
	put("a\xe2");
	put("\x94");
	put("\x80" "b");
	put("\xf0\x9f\x99\x82");
	put("\xff");
	cast_output(&cast, "", 0);
	put("\x80\x80\x80\x80");
	assert_events("[0.000000, \"o\", \"a\"]\n[0.000000, \"o\", \"\xe2\x94\x80" "b\"]\n"
		      "[0.000000, \"o\", \"\xf0\x9f\x99\x82\"]\n[0.000000, \"o\", \"\\ufffd\"]\n"
		      "[0.000000, \"o\", \"\\ufffd\\ufffd\\ufffd\\ufffd\"]\n");
	cast_end(&cast);
}

static void test_off(void **state)
{
	struct err e;

	(void)state;
	begin("x.cast");
	cast_end(&cast);
	put("nobody hears");
	cast_resize(&cast, 1, 1);
	cast_end(&cast);
	assert_events("");
	assert_false(cast_failed(&cast, &e));
}

static void test_unwritable(void **state)
{
	struct err e;

	(void)state;
	assert_false(cast_begin(&cast, "nowhere/x.cast", 1, 1, "", fake_clock, &e));
	assert_string_equal(e.text, "cannot write nowhere/x.cast: No such file or directory");
	assert_false(cast_begin(&cast, "/dev/full", 1, 1, "", fake_clock, &e));
	assert_string_equal(e.text, "cannot write /dev/full: No space left on device");
	assert_null(cast.path);
	put("nobody hears");
	assert_false(cast_failed(&cast, &e));
}

static void limit(rlim_t bytes)
{
	struct rlimit most;

	getrlimit(RLIMIT_FSIZE, &most);
	most.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &most), 0);
}

/* What does not fit is left out whole, and said once. */
static void test_full(void **state)
{
	struct err e;
	char *before;

	(void)state;
	begin("x.cast");
	put("fits");
	before = xstrdup(content("x.cast"));
	limit(strlen(before) + 10);
	put("a text that is longer than what is left");
	limit(RLIM_INFINITY);
	assert_string_equal(content("x.cast"), before);
	put("nobody hears");
	assert_string_equal(content("x.cast"), before);
	assert_string_equal(cast.path, "x.cast"); /* until it is asked for, somebody may hold it */
	assert_true(cast_failed(&cast, &e));
	assert_null(cast.path);
	assert_string_equal(e.text, "cannot write x.cast: File too large");
	assert_false(cast_failed(&cast, &e));
	put("nobody hears");
	assert_string_equal(content("x.cast"), before);
	free(before);
}

/* A new recording that has no room leaves the old one where it was. */
static void test_old_one(void **state)
{
	struct stat st;
	struct err e;

	(void)state;
	begin("x.cast");
	put("old");
	cast_end(&cast);
	assert_int_equal(link("x.cast", "other.cast"), 0);
	limit(20);
	assert_false(cast_begin(&cast, "x.cast", 1, 1, "", fake_clock, &e));
	limit(RLIM_INFINITY);
	assert_events("[0.000000, \"o\", \"old\"]\n");
	begin("x.cast");
	cast_end(&cast);
	assert_events("");
	assert_non_null(strstr(content("other.cast"), "old")); /* another name of the old file */
	assert_int_equal(stat("x.cast", &st), 0);
	assert_int_equal(st.st_nlink, 1);
}

static int leave(void **state)
{
	str_done(&file);
	return scratch_leave(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_head),	   cmocka_unit_test(test_times), cmocka_unit_test(test_characters),
		cmocka_unit_test(test_off),	   cmocka_unit_test(test_unwritable),
		cmocka_unit_test(test_full),	   cmocka_unit_test(test_old_one),
	};

	signal(SIGXFSZ, SIG_IGN);
	return cmocka_run_group_tests_name("cast", tests, scratch_enter, leave);
}
