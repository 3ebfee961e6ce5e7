/* The way to the terminal, with one that reads, one that does not, and one that is gone. */
#include "front/wire.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/str.h"

#include "unit.h"

enum { MUCH = 1 << 20 }; /* more than a terminal takes without a reader */

static int window, terminal; /* both ends */
static FILE *file;

static int start(void **state)
{
	struct termios raw;
	const char *name;

	(void)state;
	window = posix_openpt(O_RDWR | O_NOCTTY);
	if (window < 0 || grantpt(window) != 0 || unlockpt(window) != 0 || !(name = ptsname(window)))
		return -1;
	terminal = open(name, O_RDWR | O_NOCTTY);
	if (terminal < 0 || tcgetattr(terminal, &raw) != 0)
		return -1;
	cfmakeraw(&raw);
	tcsetattr(terminal, TCSANOW, &raw);
	file = wire_open(terminal);
	return file ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	wire_close();
	close(terminal);
	if (window >= 0)
		close(window);
	return 0;
}

static void put(const char *text)
{
	fputs(text, file);
	fflush(file);
}

static void put_much(void)
{
	for (int i = 0; i < MUCH / 8; i++)
		fprintf(file, "%07d\n", i);
	fflush(file);
}

/* Adds what the window can read now. */
static void look(struct str *seen)
{
	struct pollfd in = { .fd = window, .events = POLLIN };
	char bytes[4096];
	ssize_t n;

	while (poll(&in, 1, 0) > 0 && (n = read(window, bytes, sizeof bytes)) > 0)
		str_add_bytes(seen, bytes, (size_t)n);
}

/* Until `n` bytes are there. */
static void await(struct str *seen, size_t n)
{
	while (seen->len < n) {
		wire_send();
		look(seen);
	}
	look(seen);
}

/* Until that is the last. */
static void await_end(const char *text)
{
	struct str seen = { 0 };
	size_t n = strlen(text);

	do
		look(&seen);
	while (seen.len < n || memcmp(seen.text + seen.len - n, text, n) != 0);
	assert_true(seen.len < MUCH);
	str_done(&seen);
}

static void test_order(void **state)
{
	struct str seen = { 0 };

	(void)state;
	put("one ");
	await(&seen, 4);
	assert_string_equal(str_text(&seen), "one ");
	wire_hold();
	put("two ");
	look(&seen);
	assert_int_equal(seen.len, 4); /* it waits */
	put("three");
	assert_true(wire_send());
	await(&seen, 13);
	assert_string_equal(str_text(&seen), "one two three");
	str_done(&seen);
}

static void hear(void *self, const char *bytes, size_t n)
{
	str_add_bytes(self, bytes, n);
	str_add(self, "|");
}

/* A listener is told of each painting, once and whole, whether the terminal takes it or not. */
static void test_ear(void **state)
{
	struct str seen = { 0 }, heard = { 0 };

	(void)state;
	wire_hold();
	put("before");
	wire_listen(&(struct wire_ear){ hear, &heard });
	put("one");
	put(" two");
	wire_send();
	wire_send();
	put("three");
	wire_send();
	assert_string_equal(str_text(&heard), "one two|three|");
	put("last");
	wire_listen(NULL);
	put("behind");
	wire_send();
	assert_string_equal(str_text(&heard), "one two|three|last|");
	await(&seen, 28);
	assert_string_equal(str_text(&seen), "beforeone twothreelastbehind");
	str_clear(&heard);
	wire_listen(&(struct wire_ear){ hear, &heard });
	put_much(); /* more than the terminal takes */
	wire_send();
	assert_int_equal(heard.len, MUCH + 1);
	wire_listen(NULL);
	str_done(&seen);
	str_done(&heard);
}

/* That this comes to an end is what is tested: no write waits for the window. */
static void test_deaf(void **state)
{
	struct str seen = { 0 };
	char line[16];

	(void)state;
	wire_hold();
	put_much();
	assert_false(wire_send());
	assert_false(wire_send());
	put("last");
	await(&seen, MUCH + 4);
	assert_true(wire_send());
	assert_int_equal(seen.len, MUCH + 4);
	for (int i = 0; i < MUCH / 8; i++) {
		snprintf(line, sizeof line, "%07d\n", i);
		assert_memory_equal(seen.text + 8 * (size_t)i, line, 8);
	}
	assert_string_equal(seen.text + MUCH, "last");
	str_done(&seen);
}

static void test_finish(void **state)
{
	struct str seen = { 0 };

	(void)state;
	wire_hold();
	put("bye");
	assert_true(wire_finish("not needed", 10));
	await(&seen, 3);
	assert_string_equal(str_text(&seen), "bye");
	str_done(&seen);
	put_much();
	assert_false(wire_finish("modes back", 10));
	assert_true(wire_send()); /* there is no rest */
	await_end("modes back");
}

static void test_rescue(void **state)
{
	(void)state;
	wire_hold();
	put_much();
	assert_false(wire_send());
	wire_rescue("modes back", 10);
	await_end("modes back");
}

static void test_gone(void **state)
{
	(void)state;
	wire_hold();
	put_much();
	assert_false(wire_send());
	close(window);
	window = -1;
	assert_true(wire_send());
	put("nobody hears");
	assert_true(wire_send());
	assert_true(wire_finish("", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_order, start, end),
		cmocka_unit_test_setup_teardown(test_ear, start, end),
		cmocka_unit_test_setup_teardown(test_deaf, start, end),
		cmocka_unit_test_setup_teardown(test_finish, start, end),
		cmocka_unit_test_setup_teardown(test_rescue, start, end),
		cmocka_unit_test_setup_teardown(test_gone, start, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
