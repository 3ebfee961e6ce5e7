/* Allocation: zeroed, copied, and exit code 4 when there is none. */
#include "base/xalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

static void test_copies(void **state)
{
	unsigned char *zero = xcalloc(3, 5);
	char *hello = xstrdup("hello"), *hell = xstrndup("hello", 4), *none = xstrndup("", 0);
	size_t i;

	(void)state;
	for (i = 0; i < 15; i++)
		assert_int_equal(zero[i], 0);
	assert_string_equal(hello, "hello");
	assert_string_equal(hell, "hell");
	assert_string_equal(none, "");
	free(zero);
	free(hello);
	free(hell);
	free(none);
}

static void test_nothing_is_not_null(void **state)
{
	void *empty = xcalloc(0, 8), *shrunk = xresize(xcalloc(4, 4), 0, 4), *copy = xmemdup(NULL, 0);

	(void)state;
	assert_non_null(empty);
	assert_non_null(shrunk);
	assert_non_null(copy);
	free(empty);
	free(shrunk);
	free(copy);
}

/* SIZE_MAX / 2 elements of 4 bytes wrap around to a small number: the product has to be checked. */
static void test_overflow_exits_4(void **state)
{
	int status = 0;
	pid_t pid;

	(void)state;
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		close(STDERR_FILENO);
		close(STDOUT_FILENO);
		xresize(NULL, SIZE_MAX / 2 + 2, 4);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_nothing_is_not_null),
		cmocka_unit_test(test_overflow_exits_4),
	};

	return cmocka_run_group_tests_name("xalloc", tests, NULL, NULL);
}
