/* The user's folders: the order of the variables is that of the XDG base directory specification, ours first. */
#include "base/home.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

static char folder[] = "/tmp/outpost-test-home-XXXXXX";

static int enter(void **state)
{
	(void)state;
	return mkdtemp(folder) ? chdir(folder) : -1;
}

static int leave(void **state)
{
	(void)state;
	return rmdir("a/b/c") || rmdir("a/b") || rmdir("a") || chdir("/") || rmdir(folder);
}

static void check(bool (*find)(struct str *), const char *want)
{
	struct str s = { 0 };

	assert_int_equal(find(&s), want != NULL);
	assert_string_equal(str_text(&s), want ? want : "");
	str_done(&s);
}

static void test_order(void **state)
{
	(void)state;
	setenv("OUTPOST_HOME", "/own", 1);
	setenv("XDG_CONFIG_HOME", "/config", 1);
	setenv("XDG_STATE_HOME", "/state", 1);
	setenv("HOME", "/home/me", 1);
	check(home_config, "/own");
	check(home_state, "/own");
	setenv("OUTPOST_HOME", "", 1); /* empty: as if it were not set */
	check(home_config, "/config/outpost");
	check(home_state, "/state/outpost");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_STATE_HOME");
	check(home_config, "/home/me/.config/outpost");
	check(home_state, "/home/me/.local/state/outpost");
	unsetenv("HOME");
	check(home_config, NULL);
	check(home_state, NULL);
}

static void test_make(void **state)
{
	struct str path = { 0 };
	struct stat st;
	struct err e;

	(void)state;
	str_addf(&path, "%s/a/b/c", folder);
	assert_true(home_make(str_text(&path), &e));
	assert_int_equal(stat("a/b/c", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_true(home_make(str_text(&path), &e)); /* there already */
	assert_true(home_make("a/b/c/", &e));
	assert_false(home_make("/dev/null/x", &e));
	assert_string_equal(e.text, "cannot make the folder /dev/null: File exists");
	str_done(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_make),
	};

	return cmocka_run_group_tests_name("home", tests, enter, leave);
}
