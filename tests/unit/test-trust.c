/* Whose .outpostrc is run. */
#include "command/trust.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "play.h"
#include "unit.h"

static char here[4096];

static void begin(struct play *p)
{
	play_init(p);
	assert_non_null(realpath(".", here));
	setenv("OUTPOST_HOME", "config", 1);
}

static void check_refused(const char *folder, const char *why)
{
	struct err e;

	assert_false(trust_allows(folder, &e));
	assert_string_equal(e.text, why);
}

static void test_trust(void **state)
{
	char text[2 * sizeof here + 256];
	struct play p;
	struct stat st;

	(void)state;
	begin(&p);
	play_file(".outpostrc", "step\n");
	assert_int_equal(chmod(".outpostrc", 0644), 0);
	check_refused(here, "its folder is not trusted");
	play_says(&p, "trust", "no folder is trusted. trust . trusts this one\n");
	play_has(&p, "trust .", "trusted: ");
	assert_true(trust_allows(here, NULL));
	assert_int_equal(stat("config/trusted", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	type(&p, "trust ./."); /* once more, by another name: listed once */
	snprintf(text, sizeof text, "%s\nkept in config/trusted\n", here);
	play_says(&p, "trust", text);
	/* neither what lies above nor below */
	assert_int_equal(mkdir("below", 0755), 0);
	snprintf(text, sizeof text, "%s/below", here);
	check_refused(text, "its folder is not trusted");
	check_refused("/", "its folder is not trusted");
	assert_int_equal(symlink("below", "link"), 0); /* its real path counts */
	type(&p, "trust link");
	assert_true(trust_allows(text, NULL));
	play_done(&p);
}

static void test_never(void **state)
{
	struct play p;

	(void)state;
	begin(&p);
	play_file(".outpostrc", "step\n");
	type(&p, "trust .");
	assert_int_equal(chmod(".outpostrc", 0664), 0);
	check_refused(here, "others may write to it (chmod go-w .outpostrc)");
	assert_int_equal(chmod(".outpostrc", 0602), 0);
	check_refused(here, "others may write to it (chmod go-w .outpostrc)");
	play_has(&p, "trust .", "/.outpostrc cannot be trusted: others may write to it (chmod go-w .outpostrc)\n");
	assert_int_equal(chmod(".outpostrc", 0600), 0);
	assert_true(trust_allows(here, NULL));
	if (geteuid() == 0) {
		assert_int_equal(chown(".outpostrc", 1, 1), 0);
		check_refused(here, "it belongs to another user");
		play_has(&p, "trust .", "cannot be trusted: it belongs to another user\n");
		assert_int_equal(chown(".outpostrc", 0, 0), 0);
	}
	play_says(&p, "trust nosuch", "error: cannot trust nosuch: No such file or directory\n");
	play_says(&p, "trust .outpostrc", "error: trust takes a folder, and .outpostrc is none\n");
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trust),
		cmocka_unit_test(test_never),
	};

	return cmocka_run_group_tests_name("trust", tests, NULL, NULL);
}
