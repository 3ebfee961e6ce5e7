/* Keys out of bytes. The terminal is a pipe, the time is what the test says. Sequences are those of xterm, rxvt, the
 * console of Linux and of tmux, as their terminfo entries have them. */
#include "front/input.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "panel/keymap.h"
#include "unit.h"

static double now;

static double clock_of_test(void)
{
	return now;
}

struct wire {
	struct input in;
	int end; /* to be written to */
};

static void open_wire(struct wire *w)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	now = 100;
	input_init(&w->in, ends[0], clock_of_test);
	w->end = ends[1];
}

static void hang_up(struct wire *w)
{
	close(w->end);
	w->end = -1;
}

static void close_wire(struct wire *w)
{
	if (w->end >= 0)
		close(w->end);
	close(w->in.fd);
	input_done(&w->in);
}

static void send(struct wire *w, const char *bytes, size_t n)
{
	assert_int_equal(write(w->end, bytes, n), n);
	input_fill(&w->in);
}

static void type(struct wire *w, const char *bytes)
{
	send(w, bytes, strlen(bytes));
}

static const char *press_name(uint32_t key)
{
	static const char *const names[] = { "UP", "DOWN", "LEFT", "RIGHT", "PGUP", "PGDN", "HOME", "END",
					     "TAB", "BACKTAB", "ENTER", "ESC", "F1", "F5", "F10", "CLICK", "WHEELUP",
					     "WHEELDOWN", "OTHER" };

	assert_in_range(key, PRESS_UP, PRESS_OTHER);
	return names[key - PRESS_UP];
}

/* As "a UP OTHER(\e[9Q) PASTE(x)": a key of a known name by that, a character by its number in hexadecimal. */
static void add_unit(struct str *to, const struct unit *u)
{
	if (to->len > 0)
		str_add(to, " ");
	if (u->kind == INPUT_END)
		str_add(to, "END");
	else if (u->kind == INPUT_KEY && u->key < PRESS_UP)
		str_addf(to, u->key > ' ' && u->key < 0x7f ? "%c" : "%x", u->key);
	else
		str_add(to, u->kind == INPUT_PASTE ? "PASTE" : press_name(u->key));
	if (u->kind == INPUT_KEY && u->key >= PRESS_CLICK && u->key <= PRESS_WHEEL_DOWN)
		str_addf(to, "(%d,%d)", u->row, u->col);
	if (u->kind != INPUT_PASTE && (u->kind != INPUT_KEY || u->key != PRESS_OTHER))
		return;
	str_add(to, "(");
	for (size_t i = 0; i < u->n; i++)
		if (u->bytes[i] == '\033')
			str_add(to, "\\e");
		else
			str_addf(to, u->bytes[i] >= ' ' && u->bytes[i] < 0x7f ? "%c" : "<%02x>", (unsigned char)u->bytes[i]);
	str_add(to, ")");
}

static void add_units(struct str *to, struct input *in)
{
	struct unit u;

	while ((u = input_next(in)).kind != INPUT_NONE) {
		assert_true(u.kind == INPUT_END || u.n > 0 || u.kind == INPUT_PASTE);
		add_unit(to, &u);
		if (u.kind == INPUT_END)
			break;
	}
}

static void assert_units(struct wire *w, const char *expected)
{
	struct str got = { 0 };

	add_units(&got, &w->in);
	assert_string_equal(str_text(&got), expected);
	str_done(&got);
}

/* The units of `bytes` that come in pieces of `piece` bytes, with time standing still, and then for ever nothing. */
static char *units_of(const char *bytes, size_t n, size_t piece)
{
	struct str got = { 0 };
	struct wire w;

	open_wire(&w);
	for (size_t at = 0; at < n; at += piece) {
		send(&w, bytes + at, n - at < piece ? n - at : piece);
		add_units(&got, &w.in);
	}
	now += 2;
	add_units(&got, &w.in);
	assert_int_equal(input_wait(&w.in), -1);
	close_wire(&w);
	return str_take(&got);
}

static void assert_any_pieces(const char *bytes, size_t n, const char *expected)
{
	for (size_t piece = 1; piece <= n; piece++) {
		char *got = units_of(bytes, n, piece);
		assert_string_equal(got, expected);
		free(got);
	}
}

static void test_every_kind(void **state)
{
	static const struct { const char *bytes, *units; } cases[] = {
		{ "aZ ~", "a Z 20 ~" },
		{ "\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x8e\x93", "e9 6f22 1f393" },
		{ "\001\003\004\014\032\010\177", "1 3 4 c 1a 8 7f" },
		{ "\t\r\n\r\n", "TAB ENTER ENTER ENTER ENTER" },
		{ "\033[A\033[B\033[C\033[D", "UP DOWN RIGHT LEFT" },
		{ "\033OA\033OB\033OC\033OD", "UP DOWN RIGHT LEFT" },
		{ "\033[H\033OH\033[1~\033[7~", "HOME HOME HOME HOME" },
		{ "\033[F\033OF\033[4~\033[8~", "END END END END" },
		{ "\033[5~\033[6~\033[Z", "PGUP PGDN BACKTAB" },
		{ "\033OP\033[11~\033[[A", "F1 F1 F1" },
		{ "\033[15~\033[[E\033[21~", "F5 F5 F10" },
		{ "\033b\033.\033\177\033\010", "OTHER(\\eb) OTHER(\\e.) OTHER(\\e<7f>) OTHER(\\e<08>)" },
		{ "\033\xc3\xa9x", "OTHER(\\e<c3><a9>) x" },
		{ "\033[1;5C\033[3~\033OQ\033[?1;2$y", "OTHER(\\e[1;5C) OTHER(\\e[3~) OTHER(\\eOQ) OTHER(\\e[?1;2$y)" },
		{ "\033[[Bx", "OTHER(\\e[[B) x" },
		{ "\033", "ESC" },
		{ "a\033\033\033[A\033", "a ESC ESC UP ESC" },
		{ "\033\r\033\003", "ESC ENTER ESC 3" },
		{ "\033[", "OTHER(\\e[)" },
		{ "\033[1;5", "OTHER(\\e[1;5)" },
		{ "\033O", "OTHER(\\eO)" },
		{ "\033[200~one\rtwo\r\nthree\n\033[201~x", "PASTE(one<0a>two<0a>three<0a>) x" },
		{ "\033[200~\033[201~", "PASTE()" },
		{ "\033[200~a\033[A\003\t\033[200~b\033[201~\003", "PASTE(a\\e[A<03><09>b) 3" },
		{ "\033[200~\xc3\xa9\xff\033[20\033[201\033[201~", "PASTE(<c3><a9><ff>\\e[20\\e[201)" },
		{ "\033[200~a\033[201~\033[200~b\033[201~", "PASTE(a) PASTE(b)" },
		{ "\033[201~\033[200~not ended", "OTHER(\\e[201~) PASTE(not ended)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_any_pieces(cases[i].bytes, strlen(cases[i].bytes), cases[i].units);
	assert_any_pieces("\0a\033[200~b\0c\033[201~\033", 18, "0 a PASTE(bc) ESC");
}

/* Rows and columns from 0, however large. Other buttons, those with Ctrl, moves and what is no number are keys unknown. */
static void test_mouse(void **state)
{
	static const char bytes[] = "\033[<0;5;4Ma\033[<0;5;4m\033[<64;1;1M\033[<65;300;120Mb";
	static const char *const odd[] = { "\033[<1;5;4M", "\033[<16;5;4M", "\033[<35;5;4M", "\033[<0;0;4M", "\033[<0;5M",
					   "\033[<0;5;4;3M", "\033[<;;M", "\033[<M", "\033[<0;5;4A", "\033[<0;5?4M" };

	(void)state;
	assert_any_pieces(bytes, sizeof bytes - 1,
			  "CLICK(3,4) a OTHER(\\e[<0;5;4m) WHEELUP(0,0) WHEELDOWN(119,299) b");
	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
		char *got = units_of(odd[i], strlen(odd[i]), 64);
		assert_int_equal(strncmp(got, "OTHER(", 6), 0);
		free(got);
	}
}

static void test_garbage(void **state)
{
	static const struct { const char *bytes, *units; } cases[] = {
		{ "\xff\x80" "a", "OTHER(<ff>) OTHER(<80>) a" },
		{ "\xe2\x82" "a\xc3\033[A", "OTHER(<e2><82>) a OTHER(<c3>) UP" },
		{ "\xc0\xaf\xed\xa0\x80", "OTHER(<c0>) OTHER(<af>) OTHER(<ed><a0><80>)" },
		{ "\xe6\xbc", "OTHER(<e6><bc>)" },
		{ "\033[1\033[A", "OTHER(\\e[1) UP" },
		{ "\033[1;\003\033O\r", "OTHER(\\e[1;) 3 OTHER(\\eO) ENTER" },
		{ "\033[\xc3\xa9\033[[\t", "OTHER(\\e[) e9 OTHER(\\e[[) TAB" },
	};
	char digits[200] = "\033[";
	char *got;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_any_pieces(cases[i].bytes, strlen(cases[i].bytes), cases[i].units);
	/* a sequence without an end */
	memset(digits + 2, '1', 100);
	for (size_t piece = 1; piece < 102; piece += 10) {
		got = units_of(digits, 102, piece);
		assert_int_equal(strncmp(got, "OTHER(\\e[11", 11), 0);
		assert_string_equal(got + strlen(got) - 4, " 1 1");
		free(got);
	}
}

/* Whatever comes, pastes aside: no byte is lost or invented, and nothing stays behind. */
static void test_any_bytes(void **state)
{
	static const char alphabet[] = "\033\033\033[[O1;~A\r\003x\xc3\xa9\xe2 ";
	char bytes[64], *once, *slowly;
	uint32_t seed = 1;
	struct unit u;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct str back = { 0 };
		struct wire w;
		for (size_t i = 0; i < sizeof bytes; i++) {
			seed = seed * 1664525 + 1013904223; /* Numerical Recipes' generator */
			bytes[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
		}
		open_wire(&w);
		send(&w, bytes, sizeof bytes);
		hang_up(&w);
		input_fill(&w.in);
		while ((u = input_next(&w.in)).kind == INPUT_KEY)
			str_add_bytes(&back, u.bytes, u.n);
		assert_int_equal(u.kind, INPUT_END);
		assert_int_equal(back.len, sizeof bytes);
		assert_memory_equal(back.text, bytes, sizeof bytes);
		str_done(&back);
		close_wire(&w);
		once = units_of(bytes, sizeof bytes, sizeof bytes);
		slowly = units_of(bytes, sizeof bytes, 1);
		assert_string_equal(once, slowly);
		free(once);
		free(slowly);
	}
}

static void test_time(void **state)
{
	struct wire w;

	(void)state;
	open_wire(&w);
	input_fill(&w.in);
	assert_units(&w, "");
	assert_int_equal(input_wait(&w.in), -1);
	/* Esc: 25 ms after it came */
	type(&w, "\033");
	assert_units(&w, "");
	assert_int_equal(input_wait(&w.in), 25);
	now += .0245;
	assert_units(&w, "");
	assert_int_equal(input_wait(&w.in), 1);
	now += .001;
	assert_int_equal(input_wait(&w.in), 0);
	assert_units(&w, "ESC");
	assert_int_equal(input_wait(&w.in), -1);
	/* what comes in time belongs to it; what comes later does not */
	type(&w, "\033");
	now += .02;
	assert_units(&w, "");
	type(&w, "b\033");
	assert_units(&w, "OTHER(\\eb)");
	now += .03;
	assert_units(&w, "ESC");
	type(&w, "b");
	assert_units(&w, "b");
	/* a character */
	type(&w, "\xe6");
	now += .02;
	type(&w, "\xbc");
	now += .02;
	assert_units(&w, "");
	type(&w, "\xa2\xe6");
	assert_units(&w, "6f22");
	now += .03;
	assert_units(&w, "OTHER(<e6>)");
	/* a sequence may take longer: its bytes are not typed */
	type(&w, "\033[1;");
	now += .05;
	assert_units(&w, "");
	assert_in_range(input_wait(&w.in), 50, 51);
	type(&w, "5A");
	assert_units(&w, "OTHER(\\e[1;5A)");
	/* a paste waits for a second after its last byte */
	type(&w, "\033[200~one");
	now += .9;
	assert_units(&w, "");
	type(&w, " two");
	now += .9;
	assert_units(&w, "");
	assert_in_range(input_wait(&w.in), 99, 101);
	now += .2;
	assert_int_equal(input_wait(&w.in), 0);
	assert_units(&w, "PASTE(one two)");
	/* whole units wait for nobody */
	type(&w, "x\033[200~y\033[201~");
	assert_int_equal(input_wait(&w.in), 0);
	assert_int_equal(input_next(&w.in).key, 'x');
	assert_int_equal(input_wait(&w.in), 0);
	assert_units(&w, "PASTE(y)");
	close_wire(&w);
}

static void test_end(void **state)
{
	static const struct { const char *bytes, *units; } cases[] = {
		{ "", "END" }, { "a", "a END" }, { "\033", "ESC END" }, { "\xc3", "OTHER(<c3>) END" },
		{ "\033[200~one\r", "PASTE(one<0a>) END" },
	};
	struct wire w;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		open_wire(&w);
		type(&w, cases[i].bytes);
		assert_false(w.in.ended);
		hang_up(&w);
		input_fill(&w.in);
		assert_true(w.in.ended);
		assert_int_equal(input_wait(&w.in), 0);
		assert_units(&w, cases[i].units);
		assert_units(&w, "END");
		close_wire(&w);
	}
	/* a descriptor that is closed */
	open_wire(&w);
	close(w.in.fd);
	input_fill(&w.in);
	assert_units(&w, "END");
	close_wire(&w);
}

static void test_interrupted(void **state)
{
	struct wire w;

	(void)state;
	open_wire(&w);
	assert_false(input_interrupted(&w.in));
	type(&w, "quit\r\033\003step\r");
	assert_true(input_interrupted(&w.in));
	assert_units(&w, "s t e p ENTER");
	assert_false(input_interrupted(&w.in));
	/* a paste is text */
	type(&w, "a\033[200~\003\033[201~b");
	assert_false(input_interrupted(&w.in));
	assert_units(&w, "a PASTE(<03>) b");
	type(&w, "a\033[200~\003\033[201~b\003c\033[200~\003");
	assert_true(input_interrupted(&w.in));
	assert_false(input_interrupted(&w.in));
	assert_units(&w, "c");
	type(&w, "\033[201~");
	assert_units(&w, "PASTE(<03>)");
	/* what was begun before it is gone with it */
	type(&w, "\033[1;");
	type(&w, "\003");
	assert_true(input_interrupted(&w.in));
	type(&w, "\003\003x");
	assert_true(input_interrupted(&w.in));
	assert_true(input_interrupted(&w.in));
	assert_units(&w, "x");
	close_wire(&w);
}

/* Four megabytes, as the terminal gives them, and looked at after each piece: all of it comes back. Looking at all that
 * has come each time would take the square of that. */
static void test_great_paste(void **state)
{
	enum { BYTES = 4 << 20, PIECE = 1000 };
	char *text = xcalloc(BYTES, 1);
	struct wire w;
	struct unit u;

	(void)state;
	for (int i = 0; i < BYTES; i++)
		text[i] = i % 50 == 49 ? '\r' : i % 97 == 0 ? '\033' : (char)('a' + i % 26);
	open_wire(&w);
	type(&w, "xy\033[200~");
	assert_int_equal(input_next(&w.in).key, 'x');
	for (int at = 0; at < BYTES; at += PIECE) {
		send(&w, text + at, BYTES - at < PIECE ? (size_t)(BYTES - at) : PIECE);
		assert_false(input_interrupted(&w.in));
		u = input_next(&w.in);
		assert_int_equal(u.kind, at == 0 ? INPUT_KEY : INPUT_NONE);
	}
	type(&w, "\033[201~z");
	u = input_next(&w.in);
	assert_int_equal(u.kind, INPUT_PASTE);
	assert_int_equal(u.n, BYTES);
	assert_int_equal(u.bytes[u.n], '\0');
	for (int i = 0; i < BYTES; i++)
		if (u.bytes[i] != (text[i] == '\r' ? '\n' : text[i]))
			fail_msg("byte %d", i);
	assert_units(&w, "z");
	close_wire(&w);
	free(text);
}

/* Keys that nobody takes do not make reading slow, and what was taken makes room. */
static void test_many_keys(void **state)
{
	struct wire w;
	char text[1001];

	(void)state;
	memset(text, 'k', 1000);
	text[1000] = '\0';
	open_wire(&w);
	for (int i = 0; i < 1000; i++) {
		type(&w, text);
		for (int k = 0; k < 999; k++)
			assert_int_equal(input_next(&w.in).key, 'k');
	}
	assert_in_range(w.in.bytes.cap, 1000, 100000);
	for (int k = 0; k < 1000; k++)
		assert_int_equal(input_next(&w.in).key, 'k');
	assert_units(&w, "");
	close_wire(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind),
		cmocka_unit_test(test_mouse),
		cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_end),
		cmocka_unit_test(test_interrupted),
		cmocka_unit_test(test_great_paste),
		cmocka_unit_test(test_many_keys),
	};

	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
