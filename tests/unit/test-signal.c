/* Signals wait until they are asked for, and end a sleep; fatal ones call the rescue first. */
#include "front/signal.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

static void test_noted_when_asked(void **state)
{
	(void)state;
	raise(SIGINT);
	raise(SIGWINCH);
	raise(SIGTSTP);
	assert_false(signal_interrupted());
	signal_check();
	assert_true(signal_interrupted());
	assert_false(signal_interrupted());
	assert_true(signal_resized());
	assert_true(signal_suspended());
	assert_int_equal(signal_ending(), 0);
}

static void test_sleep_ends(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_false(signal_wait(ends[0], 0));
	raise(SIGINT);
	assert_false(signal_wait(ends[0], -1));
	assert_true(signal_interrupted());
	assert_int_equal(write(ends[1], "x", 1), 1);
	assert_true(signal_wait(ends[0], -1));
	close(ends[0]);
	/* nobody reads: the write fails, the program lives */
	assert_int_equal(write(ends[1], "x", 1), -1);
	close(ends[1]);
}

static void test_any_of(void **state)
{
	int one[2], other[2];

	(void)state;
	assert_int_equal(pipe(one), 0);
	assert_int_equal(pipe(other), 0);
	int fd[4] = { one[0], -1, other[0], -1 };
	assert_int_equal(signal_wait_any(fd, 4, 0), 0);
	assert_int_equal(signal_wait_any(fd, 0, 0), 0);
	assert_int_equal(write(other[1], "x", 1), 1);
	assert_int_equal(signal_wait_any(fd, 4, -1), 4);
	assert_int_equal(signal_wait_any(fd, 2, 0), 0);
	/* an end counts as something to read, and signals are taken along */
	close(one[1]);
	raise(SIGWINCH);
	assert_int_equal(signal_wait_any(fd, 4, -1), 5);
	assert_true(signal_resized());
	raise(SIGINT);
	assert_int_equal(signal_wait_any(fd + 3, 1, -1), 0);
	assert_true(signal_interrupted());
	close(one[0]);
	close(other[0]);
	close(other[1]);
}

/* The status of a child that runs `play`. */
static int status_of(void (*play)(void))
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		play();
		_exit(9);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void end_by_term(void)
{
	raise(SIGTERM);
	signal_check();
	if (signal_ending() == SIGTERM && signal_ending() == SIGTERM)
		signal_raise(SIGTERM);
}

static void ignore_hangup(void)
{
	signal(SIGHUP, SIG_IGN);
	signal_start();
	raise(SIGHUP);
	signal_check();
	_exit(signal_ending());
}

static void test_ending(void **state)
{
	int status = status_of(end_by_term);

	(void)state;
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGTERM);
	status = status_of(ignore_hangup);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* ---- Fatal signals, each in a child of its own, which reports through a pipe how often it was rescued. */

static int report[2];

static void rescue(void)
{
	char r = 'r';

	if (write(report[1], &r, 1) != 1)
		_exit(8);
}

static int sent; /* the signal that the next child sends itself */

static void guard(void)
{
	static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	for (int i = 0; i < 5; i++)
		signal(fatal[i], SIG_DFL); /* without the sanitizers' reports */
	signal_guard(rescue);
}

static void be_sent(void)
{
	guard();
	raise(sent);
}

static void end_by_abort(void)
{
	guard();
	abort();
}

static void write_where_nothing_is(void)
{
	volatile char *page = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	guard();
	*page = 1;
}

static int dig(int depth)
{
	volatile char room[4096];

	room[0] = (char)depth;
	return depth < 0 ? 0 : dig(depth + 1) + room[0];
}

static void overflow_the_stack(void)
{
	struct rlimit small = { 1 << 20, 1 << 20 };

	guard();
	setrlimit(RLIMIT_STACK, &small);
	dig(0);
}

static void fault_in_rescue(void)
{
	rescue();
	raise(sent);
}

static void fall_twice(void)
{
	guard();
	signal_guard(fault_in_rescue);
	raise(sent);
}

static void take_guard_away(void)
{
	guard();
	signal_guard(NULL);
	raise(sent);
}

static void assert_dies(void (*play)(void), int sig, int rescues)
{
	char reports[16];
	ssize_t n = 0;
	int status;

	assert_int_equal(pipe(report), 0);
	status = status_of(play);
	close(report[1]);
	n = read(report[0], reports, sizeof reports);
	close(report[0]);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), sig);
	assert_int_equal(n, rescues);
}

static void test_guard(void **state)
{
	static const int each[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };

	(void)state;
	for (int i = 0; i < 5; i++) {
		sent = each[i];
		assert_dies(be_sent, sent, 1);
		assert_dies(take_guard_away, sent, 0);
		assert_dies(fall_twice, sent, 1);
	}
	assert_dies(end_by_abort, SIGABRT, 1);
	assert_dies(write_where_nothing_is, SIGSEGV, 1);
	assert_dies(overflow_the_stack, SIGSEGV, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_noted_when_asked),
		cmocka_unit_test(test_sleep_ends),
		cmocka_unit_test(test_any_of),
		cmocka_unit_test(test_ending),
		cmocka_unit_test(test_guard),
	};

	signal_start();
	return cmocka_run_group_tests_name("signal", tests, NULL, NULL);
}
