/* Lines from a pipe: whatever bytes, in whatever pieces. */
#include "front/feed.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "front/signal.h"
#include "unit.h"

static void assert_line(struct feed *f, const char *expected, size_t n)
{
	const char *line;
	size_t len;

	assert_int_equal(feed_line(f, &line, &len), FEED_LINE);
	assert_int_equal(len, n);
	assert_memory_equal(line, expected, n);
}

static void send(int fd, const char *bytes, size_t n)
{
	assert_int_equal(write(fd, bytes, n), n);
}

static void test_lines(void **state)
{
	struct feed f = { 0 };
	const char *line;
	size_t n;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	f.fd = ends[0];
	send(ends[1], "one\n\nth", 7);
	assert_true(feed_is_dry(&f));
	assert_line(&f, "one", 3);
	assert_false(feed_is_dry(&f));
	assert_line(&f, "", 0);
	assert_true(feed_is_dry(&f));
	send(ends[1], "r\0ee\nlast", 9);
	assert_line(&f, "thr\0ee", 6);
	assert_int_equal(f.line, 3);
	close(ends[1]);
	assert_line(&f, "last", 4);
	assert_int_equal(feed_line(&f, &line, &n), FEED_END);
	assert_int_equal(feed_line(&f, &line, &n), FEED_END);
	assert_int_equal(f.line, 4);
	close(ends[0]);
	feed_done(&f);
}

static void test_empty_and_broken(void **state)
{
	struct feed f = { 0 }, none = { 0 }, folder = { 0 };
	const char *line;
	size_t n;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	close(ends[1]);
	f.fd = ends[0];
	assert_int_equal(feed_line(&f, &line, &n), FEED_END);
	close(ends[0]);
	/* a descriptor that is closed, and a folder */
	none.fd = ends[0];
	assert_int_equal(feed_line(&none, &line, &n), FEED_END);
	folder.fd = open("/", O_RDONLY);
	assert_int_equal(feed_line(&folder, &line, &n), FEED_ERROR);
	close(folder.fd);
	feed_done(&f);
	feed_done(&none);
	feed_done(&folder);
}

static void test_long_line(void **state)
{
	static char piece[1000];
	struct feed f = { 0 };
	const char *line;
	size_t n;
	int ends[2];

	(void)state;
	memset(piece, 'x', sizeof piece);
	assert_int_equal(pipe(ends), 0);
	f.fd = ends[0];
	for (int i = 0; i < 60; i++)
		send(ends[1], piece, sizeof piece);
	send(ends[1], "\nshort\n", 7);
	assert_int_equal(feed_line(&f, &line, &n), FEED_LINE);
	assert_int_equal(n, 60 * sizeof piece);
	assert_line(&f, "short", 5);
	close(ends[1]);
	assert_int_equal(feed_line(&f, &line, &n), FEED_END);
	close(ends[0]);
	feed_done(&f);
}

/* A stream without newlines is not kept for ever. */
static void test_too_long_a_line(void **state)
{
	static char piece[1000];
	struct feed f = { 0 };
	const char *line;
	size_t n;
	int ends[2];

	(void)state;
	memset(piece, 'x', sizeof piece);
	assert_int_equal(pipe(ends), 0);
	send(ends[1], "one\n", 4);
	if (fork() == 0) { /* a pipe holds less than a line may */
		for (int i = 0; i < FEED_MOST / 1000 + 2; i++)
			(void)!write(ends[1], piece, sizeof piece);
		_exit(0);
	}
	close(ends[1]);
	f.fd = ends[0];
	assert_line(&f, "one", 3);
	assert_int_equal(feed_line(&f, &line, &n), FEED_LONG);
	assert_int_equal(feed_line(&f, &line, &n), FEED_LONG);
	assert_int_equal(f.line, 1);
	close(ends[0]);
	feed_done(&f);
}

/* The longest line comes whole, behind a short one and before the last one. */
static void test_longest_line(void **state)
{
	static char piece[1 << 10];
	struct feed f = { 0 };
	const char *line;
	size_t n;
	int ends[2];

	(void)state;
	memset(piece, 'x', sizeof piece);
	assert_int_equal(pipe(ends), 0);
	if (fork() == 0) {
		(void)!write(ends[1], "a\n", 2);
		for (int i = 0; i < 1 << 10; i++)
			(void)!write(ends[1], piece, sizeof piece);
		(void)!write(ends[1], "\nb", 2);
		_exit(0);
	}
	close(ends[1]);
	f.fd = ends[0];
	assert_line(&f, "a", 1);
	assert_int_equal(feed_line(&f, &line, &n), FEED_LINE);
	assert_int_equal(n, FEED_MOST);
	assert_line(&f, "b", 1);
	assert_int_equal(feed_line(&f, &line, &n), FEED_END);
	close(ends[0]);
	feed_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_empty_and_broken),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_too_long_a_line),
		cmocka_unit_test(test_longest_line),
	};

	signal_start();
	return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
