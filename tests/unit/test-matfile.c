/* Matrix files: the reference files as they are, and broken ones with their exact errors. */
#include "run/matfile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/xalloc.h"
#include "unit.h"

static char folder[64], path[96];

static void write_bytes(const char *bytes, size_t n)
{
	struct err e = { "" };

	if (!file_write(path, bytes, n, &e))
		fail_msg("%s", e.text);
}

static void test_good(void **state)
{
	static const char text[] = "# a comment\r\n\n dims 1 4 # d k N n\n4 5 6 4\nW1 2 3\n1 2.5 -3e-7\n# between\n\n"
				   "\t.5 10k 4.9e-324 # after\nlast 1 1\n0";
	struct matfile m;
	struct err e = { "" };
	const struct matrix *w;

	(void)state;
	write_bytes(text, sizeof text - 1);
	if (!matfile_read(&m, path, &e))
		fail_msg("%s", e.text);
	assert_int_equal(m.n, 3);
	w = matfile_find(&m, "W1");
	assert_non_null(w);
	assert_int_equal(w->rows, 2);
	assert_int_equal(w->cols, 3);
	assert_true(w->at[0] == 1 && w->at[1] == 2.5 && w->at[2] == -3e-7 && w->at[3] == .5 && w->at[4] == 1e4);
	assert_true(w->at[5] == 4.9e-324);
	assert_true(matfile_find(&m, "dims")->at[3] == 4);
	assert_true(matfile_find(&m, "last")->at[0] == 0);
	assert_null(matfile_find(&m, "W2"));
	matfile_done(&m);
}

static void test_round_trip(void **state)
{
	static const double at[6] = { 1.0 / 3.0, -0.0, 1e-310, 9.9999999999999997e99, 123456789012345678.0, -2 };
	struct str text = { 0 };
	struct matfile m;
	struct err e = { "" };

	(void)state;
	matfile_print(&text, "a", 2, 3, at);
	matfile_print(&text, "b", 3, 2, at);
	write_bytes(text.text, text.len);
	if (!matfile_read(&m, path, &e))
		fail_msg("%s", e.text);
	assert_int_equal(m.n, 2);
	for (int i = 0; i < 6; i++)
		assert_true(m.list[0].at[i] == at[i] && m.list[1].at[i] == at[i]);
	assert_int_equal(m.list[1].rows, 3);
	matfile_done(&m);
	str_done(&text);
}

/* Made with the authors' model: 21 matrices. */
static void test_reference(void **state)
{
	const char *srcdir = getenv("srcdir");
	char name[512];
	struct matfile m;
	struct err e = { "" };

	(void)state;
	snprintf(name, sizeof name, "%s/tests/unit/reference/small.txt", srcdir ? srcdir : ".");
	if (!matfile_read(&m, name, &e))
		fail_msg("%s", e.text);
	assert_int_equal(matfile_find(&m, "dims")->rows, 1);
	assert_true(matfile_find(&m, "dims")->at[1] == 5);
	assert_int_equal(matfile_find(&m, "Ws1")->rows, 5);
	assert_int_equal(matfile_find(&m, "Ws1")->cols, 4);
	assert_true(matfile_find(&m, "Ws1")->at[0] == 0.27837984592949944);
	assert_int_equal(matfile_find(&m, "after5_process_pm1_adagrad01_W2")->cols, 5);
	matfile_done(&m);
}

static void test_broken(void **state)
{
	static const struct {
		const char *text, *error; /* behind the file's name */
	} bad[] = {
		{ "", ": there is no matrix in it: a matrix is a line NAME ROWS COLUMNS, then its rows" },
		{ "# only\n\n", ": there is no matrix in it: a matrix is a line NAME ROWS COLUMNS, then its rows" },
		{ "1 2 3\n", ":1:1: expected the name of a matrix, got \"1\": a matrix is a line NAME ROWS COLUMNS, then "
			     "its rows" },
		{ "W1 2 2\n1 2\n3\n", ":3:2: row 2 of W1 has 1 of 2 numbers" },
		{ "W1 2 2\n1 2\n3 4 5\n", ":3:5: row 2 of W1 has more than 2 numbers: \"5\" is one too many" },
		{ "W1 2 2\n1 2\n", ":3:1: the file ends after 1 of 2 rows of W1" },
		{ "W1 2 2\n1 2\nW2 1 1\n3\n", ":3:1: expected number 1 of 2 in row 2 of W1 (2 x 2), got \"W2\"" },
		{ "W1 1 2\n1 -2e100\n", ":2:3: numbers lie between -1e+100 and 1e+100, got \"-2e100\"" },
		{ "W1 1 2\n1 two\n", ":2:3: expected number 2 of 2 in row 1 of W1 (1 x 2), got \"two\"" },
		{ "W1 1 1\nnan\n", ":2:1: expected number 1 of 1 in row 1 of W1 (1 x 1), got \"nan\"" },
		{ "W1 1 1\n1e999\n", ":2:1: expected number 1 of 1 in row 1 of W1 (1 x 1), got \"1e999\"" },
		{ "W1 1 1\n-inf\n", ":2:1: expected number 1 of 1 in row 1 of W1 (1 x 1), got \"-inf\"" },
		{ "W1 1 1\n\xff\n", ":2:1: expected number 1 of 1 in row 1 of W1 (1 x 1), got \"?\"" },
		{ "W1 1 1\n1\nW1 1 1\n2\n", ":3:1: W1 stands here for the second time: a name stands once" },
		{ "W1 0 1\n", ":1:4: the number of rows of W1 is a number from 1 to 16,777,216, got \"0\"" },
		{ "W1 1 -1\n", ":1:6: the number of columns of W1 is a number from 1 to 16,777,216, got \"-1\"" },
		{ "W1 1e99 1\n", ":1:4: the number of rows of W1 is a number from 1 to 16,777,216, got \"1e99\"" },
		{ "W1 1.5 1\n", ":1:4: the number of rows of W1 is a number from 1 to 16,777,216, got \"1.5\"" },
		{ "W1\n", ":1:3: the number of rows of W1 is a number from 1 to 16,777,216, got the line's end" },
		{ "W1 2\n", ":1:5: the number of columns of W1 is a number from 1 to 16,777,216, got the line's end" },
		{ "W1 1 1 5\n", ":1:8: expected the line's end after W1 1 1, got \"5\": the rows start on the next line" },
		{ "\xc3\xa9 1 1\n5\n", ":1:1: expected the name of a matrix, got \"\xc3\xa9\": a matrix is a line NAME "
				       "ROWS COLUMNS, then its rows" },
		/* Asks for 2^48 numbers and has one. */
		{ "W1 16777216 16777216\n1\n", ":2:2: row 1 of W1 has 1 of 16777216 numbers" },
	};
	char expected[512];

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct matfile m;
		struct err e = { "" };
		write_bytes(bad[i].text, strlen(bad[i].text));
		if (matfile_read(&m, path, &e))
			fail_msg("taken: %s", bad[i].text);
		snprintf(expected, sizeof expected, "%s%s", path, bad[i].error);
		assert_string_equal(e.text, expected);
		assert_int_equal(m.n, 0);
		assert_null(m.list);
		assert_false(matfile_read(&m, path, NULL));
	}
}

static void refuse(const char *bytes, size_t n, const char *part)
{
	struct matfile m;
	struct err e = { "" };

	write_bytes(bytes, n);
	assert_false(matfile_read(&m, path, &e));
	if (!strstr(e.text, part))
		fail_msg("\"%s\" has no \"%s\"", e.text, part);
}

static void test_hostile(void **state)
{
	char *word = xcalloc(100020, 1);
	struct matfile m;
	struct str many = { 0 };
	struct err e;

	(void)state;
	memset(word, 'a', 100000);
	strcpy(word + 100000, " 1 1\n5\n");
	refuse(word, strlen(word), ":1:1: expected the name of a matrix, got \"aaaa");
	memset(word, '9', 100000);
	memcpy(word, "W 1 1\n", 6);
	refuse(word, 100000, ":2:1: expected number 1 of 1 in row 1 of W (1 x 1), got \"9999");
	refuse("W 1 1\n5\0\n", 9, ":2:1: expected number 1 of 1");
	refuse("W\0 1 1\n5\n", 9, ":1:1: expected the name of a matrix");
	memset(word, 'a', 64);
	strcpy(word + 64, " 1 1\n5\n");
	refuse(word, strlen(word), "a name has at most 63 letters");
	free(word);
	for (int i = 0; i <= 1000; i++)
		str_addf(&many, "m%d 1 1\n1\n", i);
	refuse(many.text, many.len, ":2001:1: more than 1000 matrices");
	str_done(&many);

	assert_false(matfile_read(&m, folder, &e));
	assert_non_null(strstr(e.text, "it is a folder"));
	assert_false(matfile_read(&m, "/nowhere/at/all", &e));
	assert_string_equal(e.text, "cannot read /nowhere/at/all: No such file or directory");
}

static int make_folder(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/outpost-matfile-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/m.txt", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_reference),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests_name("matfile", tests, make_folder, remove_folder);
}
