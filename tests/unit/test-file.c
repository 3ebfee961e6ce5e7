/* Whole files, in a scratch folder of the test's own. */
#include "base/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

static char folder[64];

static int enter_scratch(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/outpost-test-file-XXXXXX");
	return mkdtemp(folder) ? chdir(folder) : -1;
}

static void each_name(void (*visit)(const char *))
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while ((entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			visit(entry->d_name);
	closedir(dir);
}

static void forget(const char *name)
{
	remove(name);
}

static int leave_scratch(void **state)
{
	(void)state;
	each_name(forget);
	return chdir("/") || rmdir(folder);
}

static int names;

static void count_name(const char *name)
{
	(void)name;
	names++;
}

static int count_names(void)
{
	names = 0;
	each_name(count_name);
	return names;
}

static void test_there_and_back(void **state)
{
	struct str s = {0};
	struct err e;
	mode_t mask;
	struct stat st;

	(void)state;
	mask = umask(027);
	assert_true(file_write("a", "x\0y\n", 4, &e));
	umask(mask);
	assert_int_equal(stat("a", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640); /* 0666 without the umask's 027 */
	str_add(&s, "before ");
	assert_true(file_read("a", 4, &s, &e));
	assert_int_equal(s.len, 11);
	assert_memory_equal(s.text, "before x\0y\n", 12);
	assert_true(file_exists("a"));
	assert_false(file_exists("b"));
	str_done(&s);
}

static void test_replace_keeps_the_mode(void **state)
{
	struct str s = {0};
	struct stat st;
	struct err e;

	(void)state;
	assert_true(file_write("m", "old", 3, &e));
	assert_int_equal(chmod("m", 0604), 0);
	assert_true(file_write("m", "", 0, &e));
	assert_int_equal(stat("m", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0604);
	assert_int_equal(st.st_size, 0);
	assert_true(file_read("m", 0, &s, &e));
	assert_int_equal(s.len, 0);
	str_done(&s);
}

static void test_replace_follows_a_link(void **state)
{
	struct str s = {0};
	struct stat st;
	struct err e;

	(void)state;
	assert_true(file_write("target", "old", 3, &e));
	assert_int_equal(symlink("target", "link"), 0);
	assert_true(file_write("link", "new", 3, &e));
	assert_int_equal(lstat("link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_true(file_read("target", 99, &s, &e));
	assert_string_equal(str_text(&s), "new");
	str_done(&s);
}

/* Asked beforehand: the same answer and the same words, and nothing is made or changed. */
static void test_can_write(void **state)
{
	struct str s = {0};
	struct err e, said;

	(void)state;
	assert_true(file_can_write("unmade", &e));
	assert_false(file_exists("unmade"));
	assert_true(file_write("made", "old", 3, &e));
	assert_true(file_can_write("made", &e));
	assert_true(file_read("made", 99, &s, &e));
	assert_string_equal(str_text(&s), "old");
	assert_true(file_can_write("/dev/null", &e));
	assert_false(file_can_write("nowhere/a", &e));
	assert_false(file_write("nowhere/a", "x", 1, &said));
	assert_string_equal(e.text, said.text);
	assert_false(file_can_write(".", &e));
	assert_false(file_write(".", "x", 1, &said));
	assert_string_equal(e.text, said.text);
	str_done(&s);
}

static void test_missing(void **state)
{
	struct str s = {0};
	struct err e;

	(void)state;
	assert_false(file_read("nowhere/a", 99, &s, &e));
	assert_string_equal(e.text, "cannot read nowhere/a: No such file or directory");
	assert_false(file_write("nowhere/a", "x", 1, &e));
	assert_string_equal(e.text, "cannot write nowhere/a: No such file or directory");
	assert_false(file_read("", 99, &s, &e));
	assert_false(file_write("", "x", 1, &e));
	assert_false(file_read("nowhere/a", 99, &s, NULL));
	assert_int_equal(s.len, 0);
	str_done(&s);
}

static void test_folder_as_file(void **state)
{
	struct str s = {0};
	struct err e;

	(void)state;
	assert_int_equal(mkdir("d", 0755), 0);
	assert_false(file_read("d", 99, &s, &e));
	assert_string_equal(e.text, "cannot read d: it is a folder");
	assert_false(file_write("d", "x", 1, &e));
	assert_string_equal(e.text, "cannot write d: it is a folder");
	assert_true(file_exists("d"));
	assert_false(file_read("a/b", 99, &s, &e)); /* and a file as a folder */
	str_done(&s);
}

static void test_too_large(void **state)
{
	struct str s = {0};
	struct err e;

	(void)state;
	assert_true(file_write("five", "12345", 5, &e));
	str_add(&s, "kept");
	assert_false(file_read("five", 4, &s, &e));
	assert_string_equal(e.text, "five is too large: more than 4 bytes");
	assert_string_equal(str_text(&s), "kept");
	assert_false(file_read("/dev/zero", 100000, &s, &e)); /* a file without an end */
	assert_string_equal(str_text(&s), "kept");
	str_done(&s);
}

static void test_devices(void **state)
{
	struct str s = {0};
	struct err e;

	(void)state;
	assert_true(file_write("/dev/null", "x", 1, &e));
	assert_true(file_read("/dev/null", 9, &s, &e));
	assert_int_equal(s.len, 0);
	assert_false(file_write("/dev/full", "x", 1, &e));
	assert_string_equal(e.text, "cannot write /dev/full: No space left on device");
	str_done(&s);
}

/* What would wait for somebody at its other end is refused in words, and at once. */
static void test_never_waits(void **state)
{
	struct str s = {0};
	struct err e;

	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	alarm(20); /* waits for ever otherwise */
	assert_false(file_read("pipe", 9, &s, &e));
	assert_string_equal(e.text, "cannot read pipe: it is a pipe, a file is needed");
	assert_false(file_write("pipe", "x", 1, &e));
	assert_string_equal(e.text, "cannot write pipe: it is a pipe, a file is needed");
	alarm(0);
	str_done(&s);
}

static void test_nothing_is_left(void **state)
{
	char name[300];
	struct err e;
	int before = count_names();

	(void)state;
	memset(name, 'n', sizeof(name));
	name[299] = '\0';
	assert_false(file_write(name, "x", 1, &e)); /* names end at 255 bytes */
	name[250] = '\0';
	assert_false(file_write(name, "x", 1, &e)); /* the name fits, the new file's beside it does not */
	assert_int_equal(count_names(), before);
	assert_true(file_write("last", "x", 1, &e));
	assert_int_equal(count_names(), before + 1);
}

/* One line of 10^6 bytes comes back whole. */
static void test_long_line(void **state)
{
	struct str s = {0}, back = {0};
	struct err e;

	(void)state;
	str_addf(&s, "%01000000d", 1);
	assert_true(file_write("long", s.text, s.len, &e));
	assert_true(file_read("long", s.len, &back, &e));
	assert_int_equal(back.len, 1000000);
	assert_memory_equal(back.text, s.text, s.len);
	str_done(&s);
	str_done(&back);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_replace_keeps_the_mode),
		cmocka_unit_test(test_replace_follows_a_link),
		cmocka_unit_test(test_can_write),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_folder_as_file),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_devices),
		cmocka_unit_test(test_never_waits),
		cmocka_unit_test(test_nothing_is_left),
		cmocka_unit_test(test_long_line),
	};

	return cmocka_run_group_tests_name("file", tests, enter_scratch, leave_scratch);
}
