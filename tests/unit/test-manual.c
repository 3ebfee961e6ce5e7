/* The generated part of the manual: everything is in it, and roff reads it as it was meant. */
#include "command/manual.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "base/file.h"
#include "command/command.h"
#include "play.h"
#include "run/metric.h"

static void has(const struct str *text, const char *what)
{
	if (!strstr(str_text(text), what))
		fail_msg("the manual does not have: %s", what);
}

static void test_complete(void **state)
{
	struct str text = { 0 };
	char line[128];

	(void)state;
	manual_print(&text);
	for (const struct command *const *c = command_table; *c; c++) {
		snprintf(line, sizeof line, ".TP\n\\fB%s\\fR", (*c)->name);
		has(&text, line);
	}
	for (int i = 0; i < setting_count; i++) {
		snprintf(line, sizeof line, ".TP\n\\fB%s\\fR", setting_table[i].name);
		has(&text, line);
	}
	for (int i = 0; i < metric_count; i++) {
		snprintf(line, sizeof line, ".TP\n\\fB%s", metric_table[i].name);
		has(&text, line);
	}
	has(&text, ".SH COMMANDS\n");
	has(&text, "\n.SH SETTINGS\n");
	has(&text, "\n.SH METRICS\n");
	str_done(&text);
}

/* No line begins with a control character but those of the macros used, and no bare minus or backslash is left. */
static void test_escapes(void **state)
{
	static const char *const macros[] = { ".SH ", ".SS ", ".TP\n", ".br\n" };
	struct str text = { 0 };

	(void)state;
	manual_print(&text);
	for (const char *line = str_text(&text); *line; line += strcspn(line, "\n") + 1) {
		bool known = line[0] != '.' && line[0] != '\'';
		for (size_t i = 0; i < sizeof macros / sizeof *macros; i++)
			known |= strncmp(line, macros[i], strlen(macros[i])) == 0;
		assert_true(known);
	}
	for (const char *at = str_text(&text); *at; at++) {
		if (*at == '\\')
			assert_non_null(strchr("fe-(&", at[1]));
		else
			assert_null(strchr("-^~`'\"", *at));
		if (*at == '\\')
			at++;
	}
	str_done(&text);
}

/* groff, where there is one, warns about nothing. */
static void test_groff(void **state)
{
	struct str page = { 0 }, said = { 0 };

	(void)state;
	if (system("groff -v >/dev/null 2>&1") != 0)
		skip();
	str_add(&page, ".TH OUTPOST 1\n");
	manual_print(&page);
	play_file("page.1", str_text(&page));
	assert_int_equal(system("groff -man -Tutf8 -ww page.1 >page.txt 2>page.err"), 0);
	assert_true(file_read("page.err", 1 << 20, &said, NULL));
	assert_string_equal(str_text(&said), "");
	str_done(&page);
	str_done(&said);
}

static int enter(void **state)
{
	struct play p;

	(void)state;
	play_init(&p); /* a folder to write in */
	play_done(&p);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_complete),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test_setup(test_groff, enter),
	};

	return cmocka_run_group_tests_name("manual", tests, NULL, NULL);
}
