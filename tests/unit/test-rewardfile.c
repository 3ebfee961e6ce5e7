/* Tables of rewards: what lines come to, and broken ones with their exact errors. */
#include "run/rewardfile.h"

#include <string.h>

#include "base/file.h"
#include "scratch.h"
#include "small-session.h"
#include "unit.h"

static const char path[] = "r.txt";

static bool read_text(struct rewardfile *r, const struct session *s, const char *text, struct err *e)
{
	*e = (struct err){ "" };
	assert_true(file_write(path, text, strlen(text), e));
	return rewardfile_read(r, s, path, e);
}

static void check_table(const struct session *s, const char *text, int rows, const double *want)
{
	struct rewardfile r;
	struct err e;

	if (!read_text(&r, s, text, &e))
		fail_msg("%s", e.text);
	assert_int_equal(r.rows, rows);
	for (int i = 0; i < rows * s->task->k; i++)
		assert_true(r.table[i] == want[i]);
	rewardfile_done(&r);
}

/* k = 2, N = 3, tokens a and b. */
static void test_good(void **state)
{
	static const double same[] = { 1.5, -2 }, last[] = { 0, 0, 0, 7, 0, 0 }, mixed[] = { 1, 0, 1, 4, 9, 0 };
	struct session *s = small_session();

	(void)state;
	check_table(s, "# a comment\n\n a 1.5\nb\t-2\r\n", 1, same);
	check_table(s, "2 b 7", 3, last);
	check_table(s, "a 1\nt2 b 4\n3  a  5\nt3 a 9\n", 3, mixed);
	check_table(s, "1 a 3\nt2 b 7\na 0\n", 3, last);
	small_session_free(s);
}

static void test_bad(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "", "r.txt holds no line: a table of rewards has lines TOKEN REWARD or POSITION TOKEN REWARD" },
		{ "# a 1\n", "r.txt holds no line: a table of rewards has lines TOKEN REWARD or POSITION TOKEN REWARD" },
		{ "a 1\nb", "r.txt:2:2: found the line's end, allowed: TOKEN REWARD or POSITION TOKEN REWARD" },
		{ "1 a 2 3", "r.txt:1:7: found \"3\", allowed: TOKEN REWARD or POSITION TOKEN REWARD" },
		{ "c 1", "r.txt:1:1: found \"c\", allowed: a token, a to b" },
		{ "0 a 1", "r.txt:1:1: found \"0\", allowed: a position, 1 to 3" },
		{ "t4 a 1", "r.txt:1:1: found \"t4\", allowed: a position, 1 to 3" },
		{ " a x", "r.txt:1:4: found \"x\", allowed: a reward, -1e6 to 1e6" },
		{ "a 2e6", "r.txt:1:3: found \"2e6\", allowed: a reward, -1e6 to 1e6" },
		{ "a nan", "r.txt:1:3: found \"nan\", allowed: a reward, -1e6 to 1e6" },
		{ "a \xff", "r.txt:1:3: found byte ff, which is no UTF-8: save the file as UTF-8" },
	};
	struct session *s = small_session();
	struct rewardfile r;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_false(read_text(&r, s, cases[i].text, &e));
		assert_string_equal(e.text, cases[i].error);
		assert_null(r.table);
	}
	assert_false(rewardfile_read(&r, s, "none.txt", &e));
	assert_string_equal(e.text, "cannot read none.txt: No such file or directory");
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_good), cmocka_unit_test(test_bad) };

	return cmocka_run_group_tests_name("rewardfile", tests, scratch_enter, scratch_leave);
}
