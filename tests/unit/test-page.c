/* The whole page: its first and last row word by word, and what must hold at any size. */
#include "panel/page.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "panel/keymap.h"
#include "scene.h"
#include "unit.h"

/* One row of `cols` columns. */
static const char *row_of(void (*draw)(const struct scene *, struct canvas *), const struct made_scene *m, int cols)
{
	static struct str text;
	struct canvas c;

	str_clear(&text);
	canvas_init(&c, 1, cols);
	draw(&m->scene, &c);
	canvas_print(&c, &text);
	canvas_done(&c);
	return str_text(&text);
}

static void draw_keys(const struct scene *s, struct canvas *to)
{
	keyline_draw(s, false, to);
}

static void draw_keys_with_more(const struct scene *s, struct canvas *to)
{
	keyline_draw(s, true, to);
}

static const char *keyline_of(const struct made_scene *m, int cols)
{
	return row_of(draw_keys, m, cols);
}

/* Row `row` of a page. */
static const char *page_row(const struct made_scene *m, int rows, int cols, int row)
{
	static struct str text;
	struct canvas c, one;
	struct page drawn;

	str_clear(&text);
	canvas_init(&c, rows, cols);
	page_draw(&m->scene, &c, &drawn);
	one = canvas_part(&c, row, 0, 1, cols);
	canvas_print(&one, &text);
	canvas_done(&c);
	return str_text(&text);
}

/* ---- the status */

static void test_status_shrinks(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_string_equal(row_of(status_draw, &m, 200),
			    " outpost barrier/8  A=outcome  update 157  queries 10,048  off 0/64   PAUSED\n");
	assert_string_equal(row_of(status_draw, &m, 80),
			    " outpost barrier/8  A=outcome  update 157  queries 10,048  off 0/64   PAUSED\n");
	assert_string_equal(row_of(status_draw, &m, 79),
			    " outpost barrier/8  A=outcome  update 157  queries 10,048  PAUSED\n");
	assert_string_equal(row_of(status_draw, &m, 60), " barrier/8  A=outcome  update 157  PAUSED\n");
	assert_string_equal(row_of(status_draw, &m, 40), " barrier/8  A=outcome  PAUSED\n");
	assert_string_equal(row_of(status_draw, &m, 30), " A=outcome  PAUSED\n");
	assert_string_equal(row_of(status_draw, &m, 15), " PAUSED\n");
	scene_done(&m);
}

static void test_status_breadcrumb(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.view.depth = VIEW_PROMPT;
	assert_string_equal(row_of(status_draw, &m, 80),
			    " barrier/8  A=outcome  update 157  queries 10,048  off 0/64   > x5  PAUSED\n");
	m.view.depth = VIEW_TOKENS;
	assert_string_equal(row_of(status_draw, &m, 80),
			    " barrier/8  A=outcome  update 157  queries 10,048  > x5 > tokens  PAUSED\n");
	assert_string_equal(row_of(status_draw, &m, 55), " barrier/8  A=outcome  > x5 > tokens  PAUSED\n");
	assert_string_equal(row_of(status_draw, &m, 45), " A=outcome  > x5 > tokens  PAUSED\n");
	assert_string_equal(row_of(status_draw, &m, 30), " A=outcome  PAUSED\n");
	m.view.depth = VIEW_SAMPLE;
	m.view.sample = 2;
	assert_string_equal(row_of(status_draw, &m, 80),
			    " barrier/8  A=outcome  update 157  > x5 > t4 > sample 3  PAUSED\n");
	m.view.sample = 99; /* one that is there */
	assert_string_equal(row_of(status_draw, &m, 50), " A=outcome  > x5 > t4 > sample 4  PAUSED\n");
	scene_done(&m);
}

static void test_status_off(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.trainer[0].last.off_known = false;
	m.frame.trainer[0].last.responses = 1024;
	assert_string_equal(row_of(status_draw, &m, 100),
			    " outpost barrier/8  A=outcome  update 157  queries 10,048  off -/1,024      PAUSED\n");
	m.frame.trainer[0].update = 0;
	m.frame.trainer[0].run.queries = 0;
	m.frame.state = FRAME_READY;
	assert_string_equal(row_of(status_draw, &m, 100),
			    " outpost barrier/8  A=outcome  update 0    queries 0       off -  READY\n");
	scene_done(&m);
}

/* What responses come from where it is not the policy itself, and whose likelihood it is where not the last weights'. */
static void test_status_behavior(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.trainer[0].behavior = "alg1";
	assert_string_equal(row_of(status_draw, &m, 85),
			    " outpost barrier/8  A=outcome/alg1  update 157  queries 10,048  off 0/64   PAUSED\n");
	assert_string_equal(row_of(status_draw, &m, 84),
			    " outpost barrier/8  A=outcome/alg1  update 157  queries 10,048  PAUSED\n");
	m.frame.trainer[0].behavior = "best-of-m";
	m.frame.trainer[0].iterate = "average";
	assert_string_equal(row_of(status_draw, &m, 80),
			    " barrier/8  A=outcome/best-of-m:average  update 157  queries 10,048  PAUSED\n");
	m.frame.trainer[0].behavior = NULL;
	m.frame.trainer[1] = m.frame.trainer[0];
	m.frame.trainer[1].reward = "process";
	m.frame.trainer[1].behavior = "alg2";
	m.frame.trainer[1].iterate = NULL;
	assert_string_equal(row_of(status_draw, &m, 120),
			    " outpost barrier/8  A=outcome:average  [B=process/alg2]  update 157  queries 10,048  off 0/64   "
			    "PAUSED\n");
	scene_done(&m);
}

static void test_status_trainers(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.trainer[1] = m.frame.trainer[0];
	m.frame.trainer[1].reward = "process";
	m.frame.trainer[1].update = 23;
	assert_string_equal(row_of(status_draw, &m, 100),
			    " outpost barrier/8  A=outcome  [B=process]  update 157  queries 10,048  off 0/64   PAUSED\n");
	/* it goes first */
	assert_string_equal(row_of(status_draw, &m, 80),
			    " outpost barrier/8  A=outcome  update 157  queries 10,048  off 0/64   PAUSED\n");
	m.view.who = 1;
	assert_string_equal(row_of(status_draw, &m, 100),
			    " outpost barrier/8  B=process  [A=outcome]  update 23   queries 10,048  off 0/64   PAUSED\n");
	/* the one in focus stays */
	m.view.depth = VIEW_TOKENS;
	assert_string_equal(row_of(status_draw, &m, 80),
			    " barrier/8  B=process  update 23   queries 10,048  > x5 > tokens  PAUSED\n");
	assert_string_equal(row_of(status_draw, &m, 60), " barrier/8  B=process  update 23   > x5 > tokens  PAUSED\n");
	scene_done(&m);
}

static int column_of(const char *row, const char *word)
{
	const char *at = strstr(row, word);

	assert_non_null(at);
	return (int)(at - row);
}

/* While a run goes on: from its first update to its last, and through a moment, nothing moves sideways. */
static void test_status_is_steady(void **state)
{
	static const int widths[] = { 60, 80, 100, 120, 140 };
	struct made_scene m;

	(void)state;
	for (int i = 0; i < 10; i++) {
		int cols = widths[i / 2], state_at, other_at = 0;
		scene_barrier(&m);
		m.frame.split = i % 2;
		m.frame.sync = "queries";
		m.frame.state = FRAME_RUN;
		m.frame.speed = 4;
		m.frame.stalled = 3;
		m.frame.trainer[0].end = 0;
		m.frame.trainer[1] = m.frame.trainer[0];
		m.frame.trainer[1].exists = m.frame.split;
		state_at = column_of(row_of(status_draw, &m, cols), "RUN 4/s");
		other_at = m.frame.split ? column_of(row_of(status_draw, &m, cols), "B=") : 0;
		for (int who = 0; who < 2; who++) {
			m.frame.trainer[who].update = 3;
			m.frame.trainer[who].run.queries = 192;
			m.frame.trainer[who].last.off = 12;
		}
		assert_int_equal(column_of(row_of(status_draw, &m, cols), "RUN 4/s"), state_at);
		m.scene.moment = MOMENT_STALLED;
		assert_int_equal(column_of(row_of(status_draw, &m, cols), "STALLED x3"), state_at);
		if (m.frame.split)
			assert_int_equal(column_of(row_of(status_draw, &m, cols), "B="), other_at);
		scene_done(&m);
	}
}

/* The last word or two, from a row of 23 columns. */
static const char *status_end(const struct made_scene *m)
{
	return row_of(status_draw, m, 23) + strlen(" A=outcome  ");
}

static void test_status_states(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.state = FRAME_END;
	assert_string_equal(status_end(&m), "END\n");
	m.frame.state = FRAME_RUN;
	assert_string_equal(status_end(&m), "RUN max\n");
	m.frame.speed = 4;
	assert_string_equal(status_end(&m), "RUN 4/s\n");
	m.frame.job = "pretrain";
	m.frame.job_percent = 43;
	assert_string_equal(row_of(status_draw, &m, 25), " A=outcome  PRETRAIN 43%\n");
	m.frame.job_percent = -1;
	assert_string_equal(status_end(&m), "PRETRAIN\n");
	m.scene.moment = MOMENT_DISCOVERY;
	assert_string_equal(status_end(&m), "PRETRAIN\n");
	m.frame.discovered = 5;
	assert_string_equal(row_of(status_draw, &m, 46), " barrier/8  A=outcome  DISCOVERY x5\n");
	m.scene.moment = MOMENT_STALLED;
	assert_string_equal(status_end(&m), "PRETRAIN\n");
	m.frame.stalled = 3;
	assert_string_equal(row_of(status_draw, &m, 46), " barrier/8  A=outcome  update 157  STALLED x3\n");
	scene_done(&m);
	scene_empty(&m);
	assert_string_equal(row_of(status_draw, &m, 80), " outpost  READY\n");
	scene_done(&m);
}

static void test_status_styles(void **state)
{
	struct made_scene m;
	struct canvas c;

	(void)state;
	scene_barrier(&m);
	canvas_init(&c, 1, 80);
	status_draw(&m.scene, &c);
	assert_int_equal(c.at[0].style, STYLE_STATUS);
	assert_int_equal(c.at[79].style, STYLE_STATUS);
	assert_int_equal(c.at[70].rune, 'P');
	assert_int_equal(c.at[70].style, STYLE_STATE);
	m.scene.moment = MOMENT_DISCOVERY;
	m.frame.discovered = 5;
	status_draw(&m.scene, &c);
	assert_int_equal(c.at[59].rune, 'D'); /* there is no room for `off` then */
	assert_int_equal(c.at[59].style, STYLE_FLASH);
	canvas_done(&c);
	scene_done(&m);
}

/* ---- the key line */

static void test_keyline_type(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_string_equal(keyline_of(&m, 200),
			    " TYPE and Enter:  s step  c run  x 5 inspect  S back  ? help  C run back  r reset  Tab completes  "
			    "Esc KEYS\n");
	assert_string_equal(keyline_of(&m, 80),
			    " TYPE and Enter:  s step  c run  x 5 inspect  S back  ? help  r reset  Esc KEYS\n");
	assert_string_equal(keyline_of(&m, 60), " TYPE and Enter:  s step  c run  x 5 inspect  Esc KEYS\n");
	m.view.depth = VIEW_PROMPT;
	assert_string_equal(keyline_of(&m, 60),
			    " TYPE and Enter:  s step  c run  x 5 t=4 tokens  Esc up\n");
	m.view.depth = VIEW_TOKENS;
	assert_string_equal(keyline_of(&m, 80),
			    " TYPE and Enter:  s step  c run  x 5 t=5 next position  S back  ? help  Esc up\n");
	m.view.depth = VIEW_SAMPLE;
	m.view.sample = 1;
	assert_string_equal(keyline_of(&m, 80),
			    " TYPE and Enter:  s step  c run  x 5 sample=3 next sample  ? help  Esc up\n");
	m.view.depth = VIEW_TOKENS;
	m.view.position = 7; /* the last one */
	assert_string_equal(keyline_of(&m, 80),
			    " TYPE and Enter:  s step  c run  S back  ? help  C run back  r reset  Esc up\n");
	scene_done(&m);
	scene_empty(&m);
	assert_string_equal(keyline_of(&m, 80), " TYPE and Enter:  ? help  Tab completes  Esc KEYS\n");
	scene_done(&m);
}

static void test_keyline_keys(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.scene.keys = true;
	assert_string_equal(keyline_of(&m, 80),
			    " KEYS  s step  c run  j/k prompt  Enter inspect  S back  ? help  Esc TYPE\n");
	assert_string_equal(keyline_of(&m, 60),
			    " KEYS  s step  c run  j/k prompt  Enter inspect  Esc TYPE\n");
	m.view.depth = VIEW_PROMPT;
	assert_string_equal(keyline_of(&m, 80),
			    " KEYS  s step  c run  j/k prompt  Enter tokens  S back  ? help  z zoom  Esc up\n");
	m.view.depth = VIEW_TOKENS;
	assert_string_equal(keyline_of(&m, 80),
			    " KEYS  s step  c run  j/k position  Enter samples  S back  ? help  Esc up\n");
	m.view.depth = VIEW_SAMPLE;
	m.scene.focus = PANEL_SAMPLES;
	assert_string_equal(keyline_of(&m, 80),
			    " KEYS  s step  c run  j/k sample  t/T position  S back  ? help  z zoom  Esc up\n");
	m.scene.typing = true;
	assert_string_equal(keyline_of(&m, 80), " KEYS  Enter runs the line  Tab completes  Esc drops it\n");
	m.scene.typing = false;
	m.scene.help = true;
	assert_string_equal(keyline_of(&m, 80), " KEYS  any key closes the list\n");
	scene_done(&m);
}

/* A run is of the trainer in focus alone. */
static void test_keyline_trainers(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.trainer[1] = m.frame.trainer[0];
	m.view.who = 1;
	assert_string_equal(keyline_of(&m, 60), " TYPE and Enter:  s step  c run B  x 5 inspect  Esc KEYS\n");
	m.frame.split = true; /* where there is room for one of them, how to find the others stays */
	m.frame.sync = "queries";
	assert_string_equal(keyline_of(&m, 80),
			    " TYPE and Enter:  s step both  c run both  x 5 inspect  S back  ? help  Esc KEYS\n");
	assert_string_equal(keyline_of(&m, 79), " TYPE and Enter:  s step both  c run both  x 5 inspect  ? help  Esc KEYS\n");
	m.frame.split = false;
	m.scene.keys = true;
	m.view.who = 0;
	assert_string_equal(keyline_of(&m, 80),
			    " KEYS  s step  c run A  j/k prompt  @ B  Enter inspect  S back  ? help  Esc TYPE\n");
	/* side by side in a narrow window the other one is a key away, while it runs too */
	m.frame.split = true;
	m.frame.sync = "queries";
	m.view.who = 1;
	assert_string_equal(keyline_of(&m, 80),
			    " KEYS  s step both  c run both  j/k prompt  @ A  Enter inspect  ? help  Esc TYPE\n");
	m.frame.state = FRAME_RUN;
	assert_string_equal(keyline_of(&m, 60), " KEYS  Space pause  Ctrl-C stop  j/k prompt  @ A  Esc TYPE\n");
	scene_done(&m);
}

static void test_keyline_more(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	/* Tab completes what is typed */
	assert_string_equal(row_of(draw_keys_with_more, &m, 60), keyline_of(&m, 60));
	m.scene.keys = true;
	assert_string_equal(row_of(draw_keys_with_more, &m, 60),
			    " KEYS  s step  c run  Tab panels  j/k prompt  Esc TYPE\n");
	assert_null(strstr(row_of(draw_keys_with_more, &m, 300), "Tab panel "));
	m.frame.state = FRAME_RUN;
	assert_string_equal(row_of(draw_keys_with_more, &m, 60),
			    " KEYS  Space pause  Ctrl-C stop  Tab panels  Esc TYPE\n");
	/* the page knows when */
	m.frame.state = FRAME_PAUSED;
	assert_non_null(strstr(page_row(&m, 16, 60, 15), "  Tab panels  "));
	assert_null(strstr(page_row(&m, 24, 80, 23), "Tab"));
	scene_done(&m);
}

static void test_keyline_running(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.state = FRAME_RUN;
	assert_string_equal(keyline_of(&m, 80), " TYPE  Space pause  Ctrl-C stop  [ ] speed  Esc KEYS\n");
	m.scene.console.edit = "pro";
	assert_string_equal(keyline_of(&m, 80), " TYPE  Ctrl-C stop  Esc KEYS\n");
	m.scene.keys = true;
	assert_string_equal(keyline_of(&m, 80),
			    " KEYS  Space pause  Ctrl-C stop  j/k prompt  ? help  o base/now  Esc TYPE\n");
	scene_done(&m);
}

/* ---- titles and rules */

static void assert_begins(const char *text, const char *with)
{
	if (strncmp(text, with, strlen(with)) != 0)
		fail_msg("\"%s\" does not begin with \"%s\"", text, with);
}

static void test_titles(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_begins(page_row(&m, 24, 80, 1), "--[ 1 prompts ]-");
	assert_begins(page_row(&m, 24, 80, 1) + 45, "+-[ 2 likelihood");
	assert_string_equal(page_row(&m, 24, 80, 19),
			    "--[ 5 console ]-----------------------10,048 queries, +64, 1.2 per hit, 0 left--\n");
	m.frame.budget = 20000;
	assert_string_equal(page_row(&m, 16, 60, 11), "--[ 5 console ]-----------10,048 queries, +64, 1.2 per hit--\n");
	m.frame.budget = 10000;
	/* the focus has a sign while keys go there */
	m.scene.keys = true;
	assert_begins(page_row(&m, 24, 80, 1), "--[>1 prompts ]-");
	m.scene.typing = true;
	assert_begins(page_row(&m, 24, 80, 1), "--[ 1 prompts ]-");
	m.scene.console.scroll = 3;
	assert_string_equal(page_row(&m, 24, 80, 19),
			    "--[ 5 console ]----------------------------------------------------PgDn: newer--\n");
	scene_done(&m);
}

static void test_tees(void **state)
{
	struct made_scene m;
	struct canvas c;
	struct page drawn;

	(void)state;
	scene_barrier(&m);
	m.scene.glyphs = glyphs_of(true);
	canvas_init(&c, 40, 120);
	page_draw(&m.scene, &c, &drawn);
	assert_int_equal(canvas_rune(&c, 1, 58), 0x252c); /* prompts, samples            */
	assert_int_equal(canvas_rune(&c, 5, 58), 0x2502);
	assert_int_equal(canvas_rune(&c, 10, 58), 0x2534);
	assert_int_equal(canvas_rune(&c, 25, 79), 0x252c); /* tokens, queries             */
	assert_int_equal(canvas_rune(&c, 32, 79), 0x2534);
	m.view.depth = VIEW_TOKENS;
	page_draw(&m.scene, &c, &drawn);
	assert_int_equal(canvas_rune(&c, 8, 79), 0x251c);  /* likelihood from the right   */
	canvas_done(&c);
	m.view.depth = VIEW_ALL;
	canvas_init(&c, 40, 100);
	page_draw(&m.scene, &c, &drawn);
	assert_int_equal(canvas_rune(&c, 9, 51), 0x2524);  /* queries from the left       */
	canvas_done(&c);
	scene_done(&m);
}

static void test_small_windows(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_string_equal(page_row(&m, 9, 60, 0), "outpost: window 60x9 too small (40x10)\n");
	assert_string_equal(page_row(&m, 9, 38, 0), "outpost: window 38x9 too small (40x10)\n");
	assert_string_equal(page_row(&m, 1, 8, 0), "outpost:\n");
	assert_string_equal(page_row(&m, 15, 70, 0), "60x16 needed for panels, using text\n");
	assert_string_equal(page_row(&m, 15, 70, 1), "outpost>\n");
	m.scene.focus = PANEL_CURVE;
	assert_begins(page_row(&m, 16, 60, 1), "--[ 2 likelihood");
	scene_done(&m);
}

/* ---- what a page asks of a frame */

static void test_need(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	assert_int_equal(page_need(&m.scene, 0, 24, 80),
			 FRAME_PROMPTS | FRAME_TOKENS | FRAME_SAMPLES | FRAME_CURVE | FRAME_STATUS);
	assert_int_equal(page_need(&m.scene, 0, 12, 50), FRAME_STATUS);
	assert_int_equal(page_need(&m.scene, 0, 5, 5), FRAME_STATUS);
	m.scene.focus = PANEL_CURVE;
	assert_int_equal(page_need(&m.scene, 0, 16, 60), FRAME_CURVE | FRAME_SAMPLES | FRAME_STATUS);
	m.view.depth = VIEW_TOKENS;
	assert_int_equal(page_need(&m.scene, 0, 24, 80),
			 FRAME_PROMPTS | FRAME_TOKENS | FRAME_SPREAD | FRAME_STATUS | FRAME_SAMPLES);
	m.view.depth = VIEW_SAMPLE;
	assert_int_equal(page_need(&m.scene, 0, 24, 80), FRAME_SAMPLES | FRAME_PATH | FRAME_STATUS);
	scene_done(&m);
}

/* ---- any size */

static const struct console_line said[] = {
	{ "outpost> continue until queries>=10000", STYLE_ECHO },
	{ "stop: queries>=10000. trainer A outcome: update 157, queries 10,048, rewarded 54 of 64", STYLE_STOP },
	{ "outpost> step", STYLE_ECHO },
	{ "update 158: 64 queries", STYLE_PLAIN },
};

static void say(struct made_scene *m, int n, int reply)
{
	m->scene.console.line = said;
	m->scene.console.n = n;
	m->scene.console.reply = reply;
}

/* Joins have a rule at each side that they claim, and the rules stand where the layout has them. */
static void check_rules(const struct scene *s, const struct layout *l, const struct canvas *c)
{
	for (int i = PANEL_PROMPTS; i < PANEL_KEYS; i++) {
		const struct rect *r = &l->at[i];
		int right = r->col + r->cols - 1;
		if (!r->rows)
			continue;
		assert_int_equal(canvas_rune(c, r->row, r->col), s->glyphs->across);
		assert_int_equal(canvas_rune(c, r->row, r->col + (r->col ? 1 : 2)), '[');
		for (int row = r->row + 1; rect_has_rule(r, c->cols) && row < r->row + r->rows; row++) {
			uint32_t rune = canvas_rune(c, row, right);
			assert_true(rune == s->glyphs->down || rune == s->glyphs->tee_right);
		}
	}
}

static void check_page(const struct made_scene *m, int rows, int cols)
{
	struct canvas c;
	struct layout l;
	struct page drawn;

	canvas_init(&c, rows, cols);
	page_draw(&m->scene, &c, &drawn);
	page_layout(&m->scene, rows, cols, &l);
	if (l.kind == LAYOUT_TINY) {
		assert_int_equal(drawn.cursor_row, -1);
		assert_int_equal(canvas_rune(&c, 0, 0), 'o');
	} else {
		const struct rect *r = &l.at[PANEL_CONSOLE];
		assert_in_range(drawn.cursor_row, r->row + 1, r->row + r->rows - 1);
		assert_in_range(drawn.cursor_col, 0, cols - 1);
	}
	if (l.kind >= LAYOUT_SMALL) {
		struct canvas first = canvas_part(&c, 0, 0, 1, cols);
		struct str text = { 0 };
		canvas_print(&first, &text);
		assert_non_null(strstr(str_text(&text), "PAUSED\n"));
		str_done(&text);
		check_rules(&m->scene, &l, &c);
	}
	canvas_done(&c);
}

static void check_sizes(struct made_scene *m)
{
	for (int rows = 1; rows <= 100; rows += rows < 42 ? 1 : 19)
		for (int cols = 1; cols <= 300; cols += cols < 30 ? 13 : cols < 130 ? 7 : 31)
			check_page(m, rows, cols);
}

static void test_any_size(void **state)
{
	static void (*const make[])(struct made_scene *) = { scene_barrier, scene_wide };

	(void)state;
	for (size_t i = 0; i < 2; i++)
		for (enum view_depth depth = VIEW_ALL; depth <= VIEW_SAMPLE; depth++) {
			struct made_scene m;
			make[i](&m);
			say(&m, 4, depth == VIEW_PROMPT ? 0 : 2);
			m.view.depth = depth;
			m.scene.glyphs = glyphs_of(i == 0);
			check_sizes(&m);
			scene_done(&m);
		}
}

/* What is above is counted in the title, or where there is none behind the notice. */
static void test_long_reply(void **state)
{
	static struct console_line line[40];
	struct made_scene m;

	(void)state;
	for (int i = 0; i < 40; i++)
		line[i] = (struct console_line){ "a row of it", STYLE_PLAIN };
	scene_barrier(&m);
	m.scene.console.line = line;
	m.scene.console.n = 40;
	m.scene.console.reply = 4;
	/* 24 rows less status, title, the line being typed and keys: 20 of 36 */
	assert_string_equal(page_row(&m, 24, 80, 1),
			    "--[ 5 console ]--------------------------------------------------PgUp: 16 more--\n");
	m.scene.console.scroll = 3;
	assert_string_equal(page_row(&m, 24, 80, 1),
			    "--[ 5 console ]----------------------------------------------------PgDn: newer--\n");
	m.scene.console.scroll = 0;
	assert_string_equal(page_row(&m, 14, 50, 0), "60x16 needed for panels, using text  PgUp: 24 more\n");
	assert_string_equal(page_row(&m, 14, 49, 0), "60x16 needed for panels, using text\n");
	scene_done(&m);
}

static void test_pages_without_a_task(void **state)
{
	struct made_scene m;

	(void)state;
	scene_empty(&m);
	say(&m, 4, 2);
	m.frame.state = FRAME_PAUSED;
	check_sizes(&m);
	assert_int_equal(page_need(&m.scene, 0, 24, 80), FRAME_STATUS);
	scene_done(&m);
}

/* ---- the list of keys */

static void test_help(void **state)
{
	struct made_scene m;
	struct canvas c;
	struct page drawn;

	(void)state;
	scene_barrier(&m);
	m.scene.help = m.scene.keys = true;
	/* nothing is left of the page at its sides */
	assert_string_equal(page_row(&m, 24, 80, 3),
			    "+--[ 1 prompts ]---------------------------------------------------------------+\n");
	assert_begins(page_row(&m, 24, 80, 4), "| A row for each prompt: how likely its correct response");
	assert_string_equal(page_row(&m, 24, 80, 8),
			    "| As text: prompts                                                             |\n");
	assert_string_equal(page_row(&m, 24, 80, 9),
			    "+--[ keys ]--------------------------------------------------------------------+\n");
	assert_begins(page_row(&m, 24, 80, 10), "| s      step              o      base/now          b      break ");
	m.scene.focus = PANEL_POSITIONS; /* the one that keys go to, without a number */
	assert_non_null(strstr(page_row(&m, 24, 80, 3), "+--[ token by token ]---"));
	m.scene.focus = PANEL_STATUS; /* nothing is said of it */
	assert_string_equal(page_row(&m, 24, 80, 4),
			    "  +--[ keys ]---------------------------------------------------------------+\n");
	assert_string_equal(page_row(&m, 24, 80, 5),
			    "  | s      one update; 5s: five; F10    t/T    next position; back          |\n");
	m.scene.keys = false;
	assert_begins(page_row(&m, 24, 80, 4) + 5, "[ keys of KEYS mode: Esc leads there, the line keeps its text ]--");
	m.scene.focus = PANEL_PROMPTS;
	for (int rows = 1; rows < 40; rows++)
		for (int cols = 1; cols < 100; cols += 3) {
			canvas_init(&c, rows, cols);
			page_draw(&m.scene, &c, &drawn);
			assert_int_equal(drawn.cursor_row, -1);
			canvas_done(&c);
		}
	scene_done(&m);
}

/* Whether the list shows all keys that work: behind a blank, each in its column. */
static bool has_all_keys(const struct made_scene *m, int rows, int cols)
{
	struct canvas c;
	struct str text = { 0 };
	struct keymap_row r;
	struct page drawn;
	bool has = true;
	char key[16];

	canvas_init(&c, rows, cols);
	page_draw(&m->scene, &c, &drawn);
	canvas_print(&c, &text);
	for (int i = 0; keymap_row(&m->scene, i, &r); i++) {
		snprintf(key, sizeof key, " %-6s ", r.keys);
		has = has && (!r.works || strstr(str_text(&text), key));
	}
	str_done(&text);
	canvas_done(&c);
	return has;
}

static void test_help_in_small_windows(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.frame.trainer[0].mark_before = true; /* for { } */
	m.frame.trainer[1] = m.frame.trainer[0]; /* for @ .. */
	m.frame.undo = true;                     /* .. and u */
	m.scene.help = m.scene.keys = true;
	for (int rows = LAYOUT_TEXT_ROWS; rows <= 40; rows++)
		for (int cols = LAYOUT_TEXT_COLS; cols <= 130; cols += 7)
			assert_true(has_all_keys(&m, rows, cols));
	assert_true(has_all_keys(&m, 18, 40));
	assert_true(has_all_keys(&m, 13, 59));
	/* what there is to say of the panel gets the rows that keys leave, and says where the rest is */
	assert_begins(page_row(&m, 18, 60, 3), "| explain panel prompts says what it shows ");
	assert_begins(page_row(&m, 18, 60, 4), "+--[ keys ]--");
	m.scene.focus = PANEL_SAMPLES; /* whole sentences of it */
	assert_begins(page_row(&m, 18, 60, 2), "| Responses of the last update to the selected prompt.     |");
	/* clauses go, then all but a word */
	m.scene.focus = PANEL_STATUS;
	assert_begins(page_row(&m, 20, 60, 2), "| s      one update; 5s: five P      plot its likelihood  |");
	assert_begins(page_row(&m, 20, 60, 6), "| j/k    next, previous ");
	assert_begins(page_row(&m, 18, 40, 1), "| s      step       P      plot       |");
	/* the rest cannot be had */
	assert_false(has_all_keys(&m, 10, 40));
	assert_begins(page_row(&m, 10, 40, 8), "| more in a larger window ");
	scene_done(&m);
}

/* All have something to say: what they show, and the same as text. */
static void test_help_of_panels(void **state)
{
	(void)state;
	for (int id = 0; id < PANELS; id++) {
		const struct panel_type *p = page_type((enum panel_id)id);
		const char *help = p ? page_help(p->name) : NULL;
		if (!p)
			continue;
		assert_ptr_equal(page_type(page_named(p->name)), p);
		assert_in_range(strlen(help), 100, 5 * 76);
		for (const char *at = help; *at; at++)
			assert_true(*at == '\n' || (*at >= ' ' && *at <= '~'));
	}
	assert_null(page_help("nothing"));
	assert_int_equal(page_named("nothing"), PANEL_STATUS);
}

/* At 80x24 all of it is there, in at most five rows. */
static void test_help_is_whole(void **state)
{
	struct made_scene m;

	(void)state;
	scene_barrier(&m);
	m.scene.help = m.scene.keys = true;
	for (int id = 0; id < PANELS; id++) {
		int rows = 0;
		m.scene.focus = (enum panel_id)id;
		while (page_type(m.scene.focus) && !strstr(page_row(&m, 24, 80, rows), "[ keys ]")) {
			assert_null(strstr(page_row(&m, 24, 80, rows), "says what it shows"));
			rows++;
		}
		assert_in_range(rows, page_type(m.scene.focus) ? 6 : 0, 10);
	}
	scene_done(&m);
}

/* ---- the line alone */

static void test_line_alone(void **state)
{
	struct made_scene m;
	struct canvas c, whole;
	struct page drawn, other;

	(void)state;
	scene_barrier(&m);
	say(&m, 4, 2);
	canvas_init(&c, 24, 80);
	canvas_init(&whole, 24, 80);
	page_draw(&m.scene, &c, &drawn);
	m.scene.console.edit = "prompts";
	m.scene.console.cursor = 7;
	page_draw(&m.scene, &whole, &other);
	/* without a look at the frame */
	m.scene.frame = NULL;
	assert_true(page_draw_line(&m.scene, &c, &drawn));
	assert_int_equal(drawn.cursor_col, 16);
	assert_memory_equal(c.at, whole.at, 24 * 80 * sizeof *c.at);
	m.scene.help = true;
	assert_false(page_draw_line(&m.scene, &c, &drawn));
	assert_memory_equal(c.at, whole.at, 24 * 80 * sizeof *c.at);
	canvas_done(&c);
	canvas_done(&whole);
	scene_done(&m);
}

static void test_line_alone_in_small_windows(void **state)
{
	struct made_scene m;
	struct canvas c;
	struct page drawn;

	(void)state;
	scene_barrier(&m);
	say(&m, 1, 1);
	canvas_init(&c, 14, 50);
	page_draw(&m.scene, &c, &drawn);
	m.scene.console.edit = "s";
	assert_true(page_draw_line(&m.scene, &c, &drawn));
	assert_int_equal(drawn.cursor_row, 2);
	assert_int_equal(canvas_rune(&c, 0, 0), '6');
	assert_int_equal(canvas_rune(&c, 2, 9), 's');
	canvas_done(&c);
	canvas_init(&c, 5, 50);
	page_draw(&m.scene, &c, &drawn);
	assert_false(page_draw_line(&m.scene, &c, &drawn));
	canvas_done(&c);
	scene_done(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_status_shrinks),
		cmocka_unit_test(test_status_breadcrumb),
		cmocka_unit_test(test_status_off),
		cmocka_unit_test(test_status_behavior),
		cmocka_unit_test(test_status_trainers), cmocka_unit_test(test_status_is_steady),
		cmocka_unit_test(test_status_states),
		cmocka_unit_test(test_status_styles),
		cmocka_unit_test(test_keyline_type),
		cmocka_unit_test(test_keyline_keys),
		cmocka_unit_test(test_keyline_trainers),
		cmocka_unit_test(test_keyline_more),
		cmocka_unit_test(test_keyline_running),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_tees),
		cmocka_unit_test(test_small_windows),
		cmocka_unit_test(test_need),
		cmocka_unit_test(test_any_size),
		cmocka_unit_test(test_pages_without_a_task),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_help_in_small_windows),
		cmocka_unit_test(test_help_of_panels),
		cmocka_unit_test(test_help_is_whole),
		cmocka_unit_test(test_long_reply),
		cmocka_unit_test(test_line_alone),
		cmocka_unit_test(test_line_alone_in_small_windows),
	};

	return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
