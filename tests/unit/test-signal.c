/* Signals wait until they are asked for, and end a sleep. */
#include "front/signal.h"

#include <signal.h>
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_noted_when_asked),
		cmocka_unit_test(test_sleep_ends),
		cmocka_unit_test(test_ending),
	};

	signal_start();
	return cmocka_run_group_tests_name("signal", tests, NULL, NULL);
}
