/* Standard error as lines: whole, half, overlong and hostile ones; a flood; and as it was at the end. */
#include "front/capture.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"

#include "unit.h"

struct notes {
	struct out out;
	struct str text;
	size_t longest;
};

static void put_note(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct notes *notes = (struct notes *)to;

	assert_int_equal(kind, OUT_NOTE);
	str_add_bytes(&notes->text, line, n);
	str_add(&notes->text, "\n");
	if (n > notes->longest)
		notes->longest = n;
}

/* What is read now, and nothing before it. */
static void assert_read(bool all, const char *expected)
{
	struct notes notes = { .out.put = put_note };

	capture_read(&notes.out, all);
	assert_string_equal(str_text(&notes.text), expected);
	str_done(&notes.text);
}

/* Writes as a library does that knows nothing of streams. */
static void write_error(const char *text)
{
	assert_int_equal(write(STDERR_FILENO, text, strlen(text)), strlen(text));
}

static int start(void **state)
{
	(void)state;
	return capture_start() ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	capture_end();
	return 0;
}

static void test_lines(void **state)
{
	(void)state;
	assert_read(true, "");
	fputs("gsl: one\n", stderr);
	write_error("libgomp: two\n\nthr");
	assert_read(false, "stderr: gsl: one\nstderr: libgomp: two\n");
	assert_read(false, "");
	fprintf(stderr, "%s\nfo", "ee");
	assert_read(false, "stderr: three\n");
	assert_read(true, "stderr: fo\n");
	assert_read(true, "");
	write_error("10%\r20%\r\n");
	assert_read(false, "stderr: 10%\nstderr: 20%\n");
}

static void test_harmless(void **state)
{
	(void)state;
	write_error("\033[2Jgone\a\tto \xc2\x9b" "5A\x7f\n");
	assert_read(false, "stderr: ?[2Jgone? to ?5A?\n");
	/* invalid bytes, and one character in two writes */
	write_error("\xff\xc3");
	write_error("\xa9\n");
	assert_read(false, "stderr: \xef\xbf\xbd\xc3\xa9\n");
	assert_int_equal(write(STDERR_FILENO, "a\0b\n", 4), 4);
	assert_read(false, "stderr: a?b\n");
}

/* Pieces of at most 1000 bytes, in which characters stay whole: here 999 bytes and the rest. */
static void test_overlong(void **state)
{
	struct str given = { 0 }, expected = { 0 };

	(void)state;
	for (int i = 0; i < 1200; i++)
		str_add(&given, i < 999 ? "x" : "\xc3\xa9");
	str_add(&given, "\n");
	write_error(str_text(&given));
	str_add(&expected, "stderr: ");
	str_add_bytes(&expected, given.text, 999);
	str_add(&expected, "\nstderr: ");
	str_add(&expected, given.text + 999);
	assert_read(false, str_text(&expected));
	str_done(&given);
	str_done(&expected);
}

/* Nobody reads meanwhile: the writer goes on, and what fits is there afterwards. */
static void test_flood(void **state)
{
	static char line[1024];
	struct notes notes = { .out.put = put_note };
	size_t lines = 0, was;

	(void)state;
	memset(line, 'x', sizeof line);
	line[99] = '\n';
	for (int i = 0; i < 20000; i++)
		if (write(STDERR_FILENO, line, 100) == 100)
			lines++;
	assert_in_range(lines, 10, 19999);
	do {
		was = notes.text.len;
		capture_read(&notes.out, false);
	} while (notes.text.len > was);
	assert_int_equal(notes.text.len, lines * (strlen("stderr: ") + 100));
	assert_int_equal(notes.longest, strlen("stderr: ") + 99);
	str_done(&notes.text);
	/* there is room again */
	memset(line, 'y', sizeof line);
	write_error("after\n");
	assert_read(false, "stderr: after\n");
	/* a line without an end */
	for (int i = 0; i < 1024; i++)
		if (write(STDERR_FILENO, line, sizeof line) < 0)
			break;
	do {
		was = notes.text.len;
		capture_read(&notes.out, true);
	} while (notes.text.len > was);
	assert_in_range(notes.longest, 100, strlen("stderr: ") + 1000);
	str_done(&notes.text);
}

/* What `play` leaves in a file that is its standard error. */
static void assert_leaves(void (*play)(void), const char *expected)
{
	char found[256];
	FILE *f = tmpfile();
	int status = 0;
	size_t n;
	pid_t child;

	assert_non_null(f);
	fflush(NULL);
	child = fork();
	if (child == 0) {
		dup2(fileno(f), STDERR_FILENO);
		play();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	rewind(f);
	n = fread(found, 1, sizeof found - 1, f);
	found[n] = '\0';
	fclose(f);
	assert_string_equal(found, expected);
}

static void put_nowhere(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	(void)to;
	(void)kind;
	(void)line;
	(void)n;
}

static void play_end(void)
{
	struct out nowhere = { .put = put_nowhere };
	struct stat was, is;

	fstat(STDERR_FILENO, &was);
	fputs("before, ", stderr);
	if (!capture_start() || capture_fd() < 0 || !(fcntl(capture_fd(), F_GETFD) & FD_CLOEXEC))
		_exit(1);
	fputs("read\nhalf ", stderr);
	capture_read(&nowhere, false);
	fputs("a line, ", stderr);
	capture_end();
	capture_end();
	fputs("after\n", stderr);
	fstat(STDERR_FILENO, &is);
	if (capture_fd() != -1 || was.st_ino != is.st_ino || was.st_dev != is.st_dev)
		_exit(2);
}

static void play_rescue(void)
{
	if (!capture_start())
		_exit(1);
	fputs("lost? ", stderr);
	capture_rescue();
	fputs("no\n", stderr);
	capture_rescue();
}

static void play_closed(void)
{
	close(STDERR_FILENO);
	if (capture_start() || capture_fd() != -1)
		_exit(1);
	capture_end();
	capture_rescue();
}

static void test_end(void **state)
{
	(void)state;
	assert_leaves(play_end, "before, half a line, after\n");
	assert_leaves(play_rescue, "lost? no\n");
	assert_leaves(play_closed, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_lines, start, end),
		cmocka_unit_test_setup_teardown(test_harmless, start, end),
		cmocka_unit_test_setup_teardown(test_overlong, start, end),
		cmocka_unit_test_setup_teardown(test_flood, start, end),
		cmocka_unit_test(test_end),
	};

	return cmocka_run_group_tests_name("capture", tests, NULL, NULL);
}
