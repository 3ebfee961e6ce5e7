/* Exported tables: their stamp, their columns, and that every number reads back equal. */
#include "run/csv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "small-session.h"
#include "unit.h"

#define STAMP "# outpost " PACKAGE_VERSION " preset=none seed=1 task.seed=1 alpha=5e-02 query.count=prefix"

static char *print(struct session *s, const char *const *name, int n)
{
	struct metric_ref m[8];
	struct str text = { 0 };
	struct err e = { "" };
	size_t rows;

	for (int i = 0; i < n; i++)
		assert_int_equal(metric_parse(s, name[i], &m[i], NULL), strlen(name[i]));
	if (!csv_print(s, m, n, TABLE_CSV, &rows, &text, &e))
		fail_msg("%s", e.text);
	return str_take(&text);
}

/* Line `n` from 0, in a room that the next call uses again. */
static const char *line(const char *text, int n)
{
	static char room[512];

	while (n-- > 0) {
		text = strchr(text, '\n');
		assert_non_null(text);
		text++;
	}
	snprintf(room, sizeof room, "%.*s", (int)strcspn(text, "\n"), text);
	return room;
}

static int count(const char *text, char c)
{
	int n = 0;

	for (; *text; text++)
		n += *text == c;
	return n;
}

static void test_prompt_rows(void **state)
{
	struct session *s = small_session();
	char expected[256], base[NUM_TEXT], now[NUM_TEXT], *text = print(s, NULL, 0);

	(void)state;
	assert_string_equal(line(text, 0), STAMP);
	assert_string_equal(line(text, 1), "trainer,update,queries,prompt,base,likelihood,hits");
	assert_int_equal(count(text, '\n'), 2 + 4);
	for (int i = 0; i < 4; i++) {
		num_exact(base, exp(s->base.lp[i]));
		num_exact(now, exp(trace_lp(&s->run[0].trace, 0, i)));
		snprintf(expected, sizeof expected, "A,0,0,%d,%s,%s,0", i, base, now);
		assert_string_equal(line(text, 2 + i), expected);
	}
	free(text);

	session_start_trainer(s, 1);
	small_session_step(s, WHO_AB, 2);
	text = print(s, NULL, 0);
	/* Two trainers, rows 0, 1, 2 of four prompts each; A first. */
	assert_int_equal(count(text, '\n'), 2 + 2 * 3 * 4);
	assert_memory_equal(line(text, 2 + 8), "A,2,192,0,", 10);
	assert_memory_equal(line(text, 2 + 12), "B,0,0,0,", 8);
	free(text);
	small_session_free(s);
}

/* The last field of a line as a number. */
static double last_number(const char *of)
{
	return strtod(strrchr(of, ',') + 1, NULL);
}

static void test_metric_columns(void **state)
{
	static const char *const names[] = { "likelihood[out]", "err", "rewarded", "p[0,3]", "likelihood[each]" };
	struct session *s = small_session();
	char *text, number[NUM_TEXT], expected[256];

	(void)state;
	small_session_step(s, WHO_A, 3);
	text = print(s, names, 5);
	assert_string_equal(line(text, 0), STAMP);
	assert_string_equal(line(text, 1), "trainer,update,queries,likelihood[out],err,rewarded,\"p[0,3]\",likelihood[0],"
					   "likelihood[1],likelihood[2],likelihood[3]");
	assert_int_equal(count(text, '\n'), 2 + 4);
	/* No update, no rewarded responses: an empty field. */
	assert_non_null(strstr(line(text, 2), ",,"));
	assert_null(strstr(line(text, 3), ",,"));
	for (size_t row = 0; row < 4; row++) {
		assert_int_equal(count(line(text, 2 + (int)row), ','), 10);
		assert_true(last_number(line(text, 2 + (int)row)) == exp(trace_lp(&s->run[0].trace, row, 3)));
	}
	num_exact(number, exp(trace_lp(&s->run[0].trace, 3, 3)));
	snprintf(expected, sizeof expected, "A,3,288,%s,", number);
	assert_memory_equal(line(text, 5), expected, strlen(expected));
	free(text);
	small_session_free(s);
}

/* A metric of one trainer is empty in the other's rows; an empty set is empty everywhere. */
static void test_empty_fields(void **state)
{
	static const char *const names[] = { "update@b", "likelihood[out]", "hits[each]@a" };
	struct session *s = small_session();
	char *text;

	(void)state;
	session_start_trainer(s, 1);
	small_session_set(s, "alpha", "1e-9");
	text = print(s, names, 3);
	assert_string_equal(line(text, 1), "trainer,update,queries,update@b,likelihood[out],hits[0]@a,hits[1]@a,hits[2]@a,"
					   "hits[3]@a");
	assert_string_equal(line(text, 2), "A,0,0,,,0,0,0,0");
	assert_string_equal(line(text, 3), "B,0,0,0,,,,,");
	free(text);
	small_session_free(s);
}

static void test_stamp(void **state)
{
	struct session *s = small_session();
	char *text, mark[MARK_NAME];

	(void)state;
	small_session_set(s, "budget", "10k");
	small_session_set(s, "alpha", "budget");
	small_session_set(s, "query.count", "all");
	strcpy(s->preset, "barrier");
	session_set_seed(s, UINT64_MAX, mark);
	text = print(s, NULL, 0);
	assert_string_equal(line(text, 0), "# outpost " PACKAGE_VERSION " preset=barrier seed=18446744073709551615 "
					   "task.seed=1 alpha=1e-04 query.count=all");
	free(text);
	small_session_set(s, "budget", "30k");
	text = print(s, NULL, 0);
	assert_true(strtod(strstr(text, "alpha=") + 6, NULL) == 1.0 / 30000);
	free(text);
	small_session_free(s);
}

static void test_thinned(void **state)
{
	struct session *s = small_session();
	char *text;

	(void)state;
	s->run[0].trace.most = 8;
	small_session_step(s, WHO_A, 21);
	text = print(s, NULL, 0);
	assert_string_equal(line(text, 0), STAMP " thinned@a=4");
	/* 0 4 8 12 16 20, and the latest: 21. */
	assert_int_equal(count(text, '\n'), 2 + 7 * 4);
	assert_memory_equal(line(text, 2 + 4 * 5), "A,20,", 5);
	assert_memory_equal(line(text, 2 + 4 * 6), "A,21,", 5);
	free(text);
	small_session_free(s);
}

static void test_errors(void **state)
{
	struct session *s = small_session(), *empty = session_new(s->out);
	struct str text = { 0 };
	struct metric_ref m[2];
	struct err e;
	size_t rows;

	(void)state;
	metric_parse(s, "err", &m[0], NULL);
	metric_parse(s, "token[3,2]", &m[1], NULL);
	assert_false(csv_print(s, m, 2, TABLE_CSV, &rows, &text, &e));
	assert_string_equal(e.text, "token[3,2] is not kept for every update. kept are update queries responses rewarded "
				    "allwrong allright offsupport discovery hits[x] likelihood[x] base[x] err gradnorm "
				    "lr");
	metric_parse(s, "offsupport[3]", &m[1], NULL);
	assert_false(csv_print(s, m, 2, TABLE_CSV, &rows, &text, &e));
	assert_false(csv_print(empty, NULL, 0, TABLE_CSV, &rows, &text, &e));
	assert_string_equal(e.text, "there is nothing to export yet: preset or new makes a task");
	assert_string_equal(str_text(&text), "");
	str_done(&text);
	session_free(empty);
	small_session_free(s);
}

/* ---- The likelihood curve: model,eps,lq,log10_lq,tlq,cdf,a_tail */

enum { EPS, LQ, LOG10_LQ, TLQ, CDF, A_TAIL, CURVE_COLUMNS };

/* The numbers of a row behind the model's name. */
static void read_row(const char *row, const char *model, double v[CURVE_COLUMNS])
{
	size_t n = strlen(model);

	assert_int_equal(count(row, ','), CURVE_COLUMNS);
	assert_memory_equal(row, model, n);
	for (int i = 0; i < CURVE_COLUMNS; i++) {
		char *end;
		assert_true(row[n] == ',');
		v[i] = strtod(row + n + 1, &end);
		n = (size_t)(end - row);
	}
	assert_true(row[n] == '\0');
}

static void check_row(const char *row, const char *model, const double want[CURVE_COLUMNS])
{
	double v[CURVE_COLUMNS];

	read_row(row, model, v);
	for (int i = 0; i < CURVE_COLUMNS; i++)
		if (fabs(v[i] - want[i]) > 1e-14)
			fail_msg("%s: column %d is not %.17g", row, i, want[i]);
}

/* The likelihoods are 1/64, 1/8 twice and 27/64, the worst tokens .25, .5 twice and .75. A uniform model has one corner. */
static void test_curve(void **state)
{
	static const double corner[][CURVE_COLUMNS] = {
		{ 0, 1.0 / 64, -1.806179973983887, .25, .25, .75 / 64 },
		{ .25, .125, -.9030899869919435, .5, .75, .25 / 8 },
		{ .75, 27.0 / 64, -.3748162098248998, .75, 1, 0 },
		{ 0, .125, -.9030899869919435, .5, 1, 0 },
	};
	struct session *s = small_session();
	double *uniform = calloc(s->task->nparam, sizeof *uniform);
	struct str text = { 0 };

	(void)state;
	csv_curve(s, (const char *const[]){ "base", "none" }, (const double *const[]){ s->base.w, uniform }, 2, &text);
	assert_string_equal(line(str_text(&text), 0), STAMP);
	assert_string_equal(line(str_text(&text), 1), "model,eps,lq,log10_lq,tlq,cdf,a_tail");
	assert_int_equal(count(str_text(&text), '\n'), 2 + 4);
	for (int i = 0; i < 4; i++)
		check_row(line(str_text(&text), 2 + i), i < 3 ? "base" : "none", corner[i]);
	str_done(&text);
	free(uniform);
	small_session_free(s);
}

/* Of many corners those that are kept are on the curve: the metrics lq and tlq say the same, to the last prompts. */
static void test_curve_thinned(void **state)
{
	struct session *s = small_session();
	struct str text = { 0 };
	struct metric_ref m;
	double v[CURVE_COLUMNS], before[CURVE_COLUMNS] = { -1, -1, -INFINITY, -1, -1, -1 }, range;
	char name[64];
	int rows;

	(void)state;
	s->config.kind = 1; /* mixture */
	s->config.sigma = .5;
	s->config.test_size = 3000;
	assert_true(session_new_task(s, NULL, NULL));
	for (size_t i = 0; i < s->task->nparam; i++)
		s->base.w[i] = sin((double)i);
	csv_curve(s, (const char *const[]){ "q" }, (const double *const[]){ s->base.w }, 1, &text);
	rows = count(str_text(&text), '\n') - 2;
	assert_in_range(rows, 100, 1002);
	read_row(line(str_text(&text), 2), "q", v);
	range = -v[LOG10_LQ];
	read_row(line(str_text(&text), 1 + rows), "q", v);
	range += v[LOG10_LQ];
	for (int i = 0; i < rows; i++) {
		read_row(line(str_text(&text), 2 + i), "q", v);
		assert_true(v[EPS] >= before[CDF] && v[LQ] > before[LQ] && v[CDF] > v[EPS] && v[TLQ] >= before[TLQ]);
		assert_true(i == 0 || i == rows - 1 || v[EPS] - before[EPS] >= 1.0 / 500 ||
			    v[LOG10_LQ] - before[LOG10_LQ] >= range / 500 * (1 - 1e-12));
		memcpy(before, v, sizeof v);
		if (i % 10 && i < rows - 1)
			continue;
		snprintf(name, sizeof name, "lq[%.17g].base", v[EPS]);
		assert_true(metric_parse(s, name, &m, NULL) > 0);
		assert_true(metric_now(s, &m, 0) == v[LQ]);
		snprintf(name, sizeof name, "tlq[%.17g].base", v[EPS]);
		assert_true(metric_parse(s, name, &m, NULL) > 0);
		assert_true(metric_now(s, &m, 0) == v[TLQ]);
		assert_true(fabs(v[A_TAIL] - v[LQ] * (1.0 - v[CDF])) <= 1e-15);
	}
	assert_true(before[CDF] == 1.0);
	str_done(&text);
	small_session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prompt_rows),
		cmocka_unit_test(test_metric_columns),
		cmocka_unit_test(test_empty_fields),
		cmocka_unit_test(test_stamp),
		cmocka_unit_test(test_thinned),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_curve),
		cmocka_unit_test(test_curve_thinned),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
