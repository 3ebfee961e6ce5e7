/* Readline on the screen: keys in, what is to be painted out. No terminal: it must neither read nor write one. */
#include "front/line.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "small-session.h"
#include "unit.h"

struct place {
	struct session *session;
	struct history history;
	struct str listed, typed;
	bool left;
};

static void list(void *self, char *const *word, int n)
{
	struct place *p = self;

	for (int i = 0; i < n; i++)
		str_addf(&p->listed, "%s%s", p->listed.len ? " " : "", word[i]);
}

static void open_line(struct place *p)
{
	struct screen_line how = { .list = list, .self = p };

	*p = (struct place){ .session = small_session() };
	how.session = p->session;
	how.history = &p->history;
	line_screen_start(&how);
	line_prompt("outpost> ");
}

static void close_line(struct place *p)
{
	line_screen_end();
	small_session_free(p->session);
	history_done(&p->history);
	str_done(&p->listed);
	str_done(&p->typed);
}

/* One whole key. Lines that it ends are gathered, each with a `|` behind it, and remembered. */
static void key(struct place *p, const char *bytes, size_t n)
{
	char *text;

	switch (line_key(bytes, n, &text)) {
	case LINE_NONE:
		assert_null(text);
		break;
	case LINE_LEFT:
		assert_null(text);
		p->left = true;
		break;
	case LINE_TEXT:
		str_addf(&p->typed, "%s|", text);
		history_add(&p->history, text);
		free(text);
		break;
	}
}

/* Characters and control characters. */
static void type(struct place *p, const char *text)
{
	uint32_t rune;

	for (size_t n; *text; text += n) {
		n = utf8_decode(text, strlen(text), &rune);
		key(p, text, n);
	}
}

static void press(struct place *p, const char *sequence)
{
	key(p, sequence, strlen(sequence));
}

/* `line` with ^ in front of the byte that the cursor is on. */
static void assert_look(const char *prompt, const char *line)
{
	const char *got_prompt, *text;
	struct str got = { 0 };
	int cursor;

	line_look(&got_prompt, &text, &cursor);
	assert_string_equal(got_prompt, prompt);
	str_add_bytes(&got, text, (size_t)cursor);
	str_add(&got, "^");
	str_add(&got, text + cursor);
	assert_string_equal(str_text(&got), line);
	str_done(&got);
}

static void test_typing(void **state)
{
	struct place p;

	(void)state;
	open_line(&p);
	assert_look("outpost> ", "^");
	assert_true(line_is_empty());
	assert_false(line_wants_escape());
	type(&p, "caf\xc3\xa9 \xe6\xbc\xa2\xe5\xad\x97");
	assert_look("outpost> ", "caf\xc3\xa9 \xe6\xbc\xa2\xe5\xad\x97^");
	assert_false(line_is_empty());
	press(&p, "\033[D");
	press(&p, "\033OD");
	assert_look("outpost> ", "caf\xc3\xa9 ^\xe6\xbc\xa2\xe5\xad\x97");
	press(&p, "\033b");
	assert_look("outpost> ", "^caf\xc3\xa9 \xe6\xbc\xa2\xe5\xad\x97");
	press(&p, "\033[3~");
	assert_look("outpost> ", "^af\xc3\xa9 \xe6\xbc\xa2\xe5\xad\x97");
	press(&p, "\033[4~");
	press(&p, "\033[1~");
	type(&p, "\013step 1\r");
	assert_string_equal(str_text(&p.typed), "step 1|");
	assert_look("outpost> ", "^");
	/* sequences that mean nothing leave nothing behind */
	type(&p, "x");
	press(&p, "\033[1;9Q");
	press(&p, "\033[201~");
	press(&p, "\033[");
	press(&p, "\033\xc3\xa9");
	press(&p, "\033q");
	assert_look("outpost> ", "x^");
	close_line(&p);
}

static void test_leaving(void **state)
{
	struct place p;

	(void)state;
	open_line(&p);
	type(&p, "ab\001\004");
	assert_look("outpost> ", "^b");
	assert_false(p.left);
	line_clear();
	type(&p, "x\010\004");
	assert_true(p.left);
	close_line(&p);
}

static void test_history(void **state)
{
	struct place p;

	(void)state;
	open_line(&p);
	type(&p, "# caf\xc3\xa9 one\rstep 1\rstep 2\r");
	press(&p, "\033[A");
	press(&p, "\033[A");
	assert_look("outpost> ", "step 1^");
	press(&p, "\033[B");
	assert_look("outpost> ", "step 2^");
	/* lines that come while an old one is looked at, and while one is typed */
	history_add(&p.history, "step 3");
	press(&p, "\033[B");
	assert_look("outpost> ", "step 3^");
	line_clear();
	type(&p, "new");
	history_add(&p.history, "step 4");
	press(&p, "\033[A");
	assert_look("outpost> ", "step 4^");
	press(&p, "\033[B");
	assert_look("outpost> ", "new^");
	line_clear();
	press(&p, "\033[A");
	assert_look("outpost> ", "step 4^");
	close_line(&p);
}

static void test_search(void **state)
{
	struct place p;

	(void)state;
	open_line(&p);
	type(&p, "# caf\xc3\xa9 one\rstep 1\r\022");
	assert_look("(reverse-i-search)`': ", "^");
	assert_false(line_is_empty());
	assert_true(line_wants_escape());
	type(&p, "\xc3\xa9 o");
	assert_look("(reverse-i-search)`\xc3\xa9 o': ", "# caf^\xc3\xa9 one");
	press(&p, "\033");
	assert_look("outpost> ", "# caf^\xc3\xa9 one");
	line_clear();
	type(&p, "\022st");
	line_insert("x");
	assert_look("outpost> ", "x^step 1");
	type(&p, "\022st");
	line_clear();
	assert_look("outpost> ", "^");
	assert_true(line_is_empty());
	type(&p, "\022zz");
	assert_look("(failed reverse-i-search)`zz': ", "^");
	press(&p, "\xc3"); /* half a character: readline gives up instead of waiting */
	assert_look("outpost> ", "^");
	press(&p, "\0335");
	assert_look("(arg: 5) ", "^");
	assert_false(line_is_empty());
	type(&p, "x");
	assert_look("outpost> ", "xxxxx^");
	press(&p, "\0335");
	line_clear();
	assert_look("outpost> ", "^");
	close_line(&p);
}

static void test_completion(void **state)
{
	struct place p;

	(void)state;
	open_line(&p);
	type(&p, "pret\t");
	assert_look("outpost> ", "pretrain ^");
	assert_string_equal(str_text(&p.listed), "");
	line_clear();
	type(&p, "step 1; co\t");
	assert_look("outpost> ", "step 1; co^");
	assert_string_equal(str_text(&p.listed), "compare complete continue");
	line_clear();
	type(&p, "qqq\t");
	assert_look("outpost> ", "qqq^");
	close_line(&p);
}

static void test_insert(void **state)
{
	enum { BYTES = 1 << 20 };
	char *text = xcalloc(BYTES + 1, 1);
	const char *prompt, *line;
	struct place p;
	int cursor;

	(void)state;
	open_line(&p);
	type(&p, "ab\002");
	line_insert("step 1\nstep 2\n");
	assert_look("outpost> ", "astep 1\nstep 2\n^b");
	type(&p, "\037");
	assert_look("outpost> ", "a^b");
	line_clear();
	line_insert("step 1\nstep 2\n");
	type(&p, "\r");
	assert_string_equal(str_text(&p.typed), "step 1\nstep 2\n|");
	line_insert("");
	assert_true(line_is_empty());
	memset(text, 'x', BYTES);
	line_insert(text);
	line_look(&prompt, &line, &cursor);
	assert_int_equal(cursor, BYTES);
	assert_string_equal(line, text);
	/* behind the first key of two */
	line_clear();
	type(&p, "\030");
	assert_false(line_is_empty());
	line_insert("s");
	assert_look("outpost> ", "s^");
	assert_false(line_toggled());
	close_line(&p);
	free(text);
}

static void test_toggle(void **state)
{
	struct place p;

	(void)state;
	open_line(&p);
	assert_false(line_toggled());
	type(&p, "a\030s");
	assert_true(line_toggled());
	assert_false(line_toggled());
	assert_look("outpost> ", "a^");
	close_line(&p);
}

/* Last: modes that an inputrc may ask for stay. */
static void test_vi(void **state)
{
	struct place p;

	(void)state;
	open_line(&p);
	type(&p, "\033x"); /* what was here before has no part in it */
	line_clear();
	press(&p, "\033\012"); /* emacs' key for vi mode */
	assert_true(line_wants_escape());
	type(&p, "abc");
	press(&p, "\033");
	type(&p, "0x");
	assert_look("outpost> ", "^bc");
	type(&p, "\030s");
	assert_true(line_toggled());
	type(&p, "A");
	press(&p, "\033[D");
	press(&p, "\033[201~");
	assert_look("outpost> ", "b^c");
	close_line(&p);
}

/* Within a search: any byte, then a letter, then away with it all. Some begin longer sequences. */
static void test_any_key_in_a_search(void **state)
{
	static const char starts[] = { 18, 19 }; /* Ctrl-R, Ctrl-S */
	struct place p;

	(void)state;
	open_line(&p);
	history_add(&p.history, "step 10");
	for (size_t i = 0; i < sizeof starts; i++)
		for (int c = 0; c < 128; c++)
			for (int d = 0; d < 128; d += 1) {
				char one = (char)c, other = (char)d;
				key(&p, &starts[i], 1);
				key(&p, &one, 1);
				key(&p, &other, 1);
				key(&p, "a", 1);
				line_clear();
				assert_true(line_is_empty());
			}
	line_toggled();
	history_add(&p.history, "step 11"); /* the newest, whatever those keys have typed */
	/* Backspace takes a character off what is searched for, and Esc ends the search on the line it found */
	key(&p, "\022", 1);
	type(&p, "st2");
	press(&p, "\177");
	assert_false(line_is_empty());
	assert_look("(reverse-i-search)`st': ", "^step 11");
	press(&p, "\033");
	assert_look("outpost> ", "^step 11");
	line_clear();
	/* Ctrl-X ends the search, and belongs to what follows */
	key(&p, "\022", 1);
	key(&p, "\030", 1);
	key(&p, "s", 1);
	assert_true(line_toggled());
	close_line(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typing),
		cmocka_unit_test(test_leaving),
		cmocka_unit_test(test_history),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_completion),
		cmocka_unit_test(test_insert),
		cmocka_unit_test(test_toggle),
		cmocka_unit_test(test_vi),
		cmocka_unit_test(test_any_key_in_a_search),
	};

	setenv("INPUTRC", "/dev/null", 1);
	setenv("TERM", "dumb", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	if (!setlocale(LC_ALL, ""))
		return 77; /* no such locale here */
	return cmocka_run_group_tests_name("line", tests, NULL, NULL);
}
