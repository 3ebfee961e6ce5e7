/* What a click finds: each cell of a drawn page, against what is to be read there. */
#include "panel/hit.h"

#include <stdio.h>
#include <string.h>

#include "panel/page.h"
#include "scene.h"
#include "unit.h"

struct seen {
	struct made_scene m;
	struct canvas page;
	struct page drawn;
};

static void see(struct seen *to, int rows, int cols)
{
	canvas_init(&to->page, rows, cols);
	page_draw(&to->m.scene, &to->page, &to->drawn);
}

static void hit(const struct seen *s, int row, int col, struct hit *to)
{
	assert_true(hit_find(&s->m.scene, &s->drawn.layout, s->page.cols, row, col, to));
}

static void assert_hit(const struct seen *s, int row, int col, enum panel_id panel, int prompt, int position)
{
	struct hit h;

	hit(s, row, col, &h);
	assert_int_equal(h.panel, panel);
	assert_int_equal(h.prompt, prompt);
	assert_int_equal(h.position, position);
}

/* The words of a row from a column on. */
static const char *text_at(const struct seen *s, int row, int col)
{
	static struct str text;
	struct canvas part = canvas_part(&s->page, row, col, 1, s->page.cols - col);

	str_clear(&text);
	canvas_print(&part, &text);
	return str_text(&text);
}

static void test_barrier(void **state)
{
	struct seen s;
	struct hit h;

	(void)state;
	scene_barrier(&s.m);
	see(&s, 24, 80);
	/* the title and the names of columns select nothing, nor does the rule beside the list */
	assert_hit(&s, 1, 5, PANEL_PROMPTS, -1, -1);
	assert_hit(&s, 2, 5, PANEL_PROMPTS, -1, -1);
	assert_hit(&s, 3, 0, PANEL_PROMPTS, 0, -1);
	assert_hit(&s, 8, 43, PANEL_PROMPTS, 5, -1);
	assert_hit(&s, 8, s.drawn.layout.at[PANEL_PROMPTS].cols - 1, PANEL_PROMPTS, -1, -1);
	assert_hit(&s, 5, 60, PANEL_CURVE, -1, -1);
	assert_hit(&s, 19, 3, PANEL_CONSOLE, -1, -1);
	assert_hit(&s, 21, 3, PANEL_CONSOLE, -1, -1);
	/* the status and the keys are no panels, and nor is what lies outside */
	assert_false(hit_find(&s.m.scene, &s.drawn.layout, 80, 0, 3, &h));
	assert_false(hit_find(&s.m.scene, &s.drawn.layout, 80, 23, 3, &h));
	assert_false(hit_find(&s.m.scene, &s.drawn.layout, 80, 24, 3, &h));
	assert_false(hit_find(&s.m.scene, &s.drawn.layout, 80, 5, 80, &h));
	canvas_done(&s.page);
	scene_done(&s.m);
}

/* Of a pair it is told whose panel it was. */
static void test_pair(void **state)
{
	struct seen s;
	struct frame b;
	struct hit h;

	(void)state;
	scene_barrier(&s.m);
	s.m.frame.trainer[1] = s.m.frame.trainer[0];
	s.m.frame.split = true;
	s.m.frame.sync = "queries";
	b = s.m.frame;
	b.who = 1;
	s.m.scene.side[0] = &s.m.frame;
	s.m.scene.side[1] = &b;
	see(&s, 40, 120);
	/* a title, the trainer's own row, names, x0 .. x5 */
	hit(&s, 1, 5, &h);
	assert_int_equal(h.who, 0);
	assert_hit(&s, 3, 5, PANEL_PROMPTS, -1, -1);
	for (int prompt = 0; prompt < 6; prompt++)
		for (int who = 0; who < 2; who++) {
			assert_hit(&s, 4 + prompt, 10 + 60 * who, PANEL_PROMPTS, prompt, -1);
			hit(&s, 4 + prompt, 10 + 60 * who, &h);
			assert_int_equal(h.who, who);
		}
	hit(&s, s.drawn.layout.at[PANEL_CURVE].row + 1, 70, &h);
	assert_int_equal(h.who, -1);
	/* names of positions stand at the same place in both */
	for (int col = 7; col < 57; col++) {
		struct hit other;
		hit(&s, s.drawn.layout.at[PANEL_TOKENS].row + 1, col, &h);
		hit(&s, s.drawn.layout.at[PANEL_TOKENS].row + 1, col + 60, &other);
		assert_int_equal(h.position, other.position);
		assert_int_equal(other.panel, PANEL_TOKENS);
		assert_int_equal(other.who, 1);
	}
	canvas_done(&s.page);
	scene_done(&s.m);
}

/* Each row of the list that names a prompt selects that one, from its one end to the other; others select none. */
static void check_prompts(const struct seen *s)
{
	const struct rect *r = &s->drawn.layout.at[PANEL_PROMPTS];

	for (int row = r->row; row < r->row + r->rows; row++) {
		int prompt, end = 0;
		const char *text = text_at(s, row, r->col + 2); /* `x7 ..`; in the head `x7-x12 of 32` */
		bool named = sscanf(text, "x%d%n", &prompt, &end) == 1 && text[end] == ' ';
		struct hit h;
		for (int col = r->col; col < r->col + r->cols - 1; col++) {
			hit(s, row, col, &h);
			assert_int_equal(h.panel, PANEL_PROMPTS);
			assert_int_equal(h.prompt, named ? prompt : -1);
			assert_int_equal(h.position, -1);
		}
	}
}

/* The row of a panel's heads: above it there may be a strip. */
static int head_of(const struct seen *s, const struct rect *r)
{
	return r->row + (strncmp(text_at(s, r->row + 1, r->col), "  now", 5) == 0 ? 3 : 1);
}

/* Below each name t1, t2, .. lies its position, in whatever row. */
static void check_tokens(const struct seen *s)
{
	const struct rect *r = &s->drawn.layout.at[PANEL_TOKENS];
	int position, head = head_of(s, r);
	struct hit h;

	for (int col = r->col; r->rows > 1 && col < r->col + r->cols - 3; col++)
		if (canvas_rune(&s->page, head, col) == 't' && sscanf(text_at(s, head, col), "t%d", &position) == 1)
			for (int row = head; row < r->row + r->rows; row++) {
				hit(s, row, col, &h);
				assert_int_equal(h.position, position - 1);
			}
	hit(s, head, r->col, &h);
	assert_int_equal(h.position, -1); /* names of tokens */
}

static void check_positions(const struct seen *s)
{
	const struct rect *r = &s->drawn.layout.at[PANEL_POSITIONS];

	for (int row = head_of(s, r); row < r->row + r->rows; row++) {
		int position;
		bool named = sscanf(text_at(s, row, r->col + 1), " t%d", &position) == 1;
		struct hit h;
		hit(s, row, r->col + 10, &h);
		assert_int_equal(h.position, named ? position - 1 : -1);
		assert_int_equal(h.prompt, -1);
	}
}

/* Lists that scroll, too. */
static void test_any_size(void **state)
{
	static void (*const make[])(struct made_scene *) = { scene_barrier, scene_wide };

	(void)state;
	for (int i = 0; i < 2; i++)
		for (enum view_depth depth = VIEW_ALL; depth <= VIEW_TOKENS; depth++)
			for (int rows = 16; rows <= 60; rows += 4)
				for (int cols = 60; cols <= 200; cols += 20) {
					struct seen s;
					make[i](&s.m);
					s.m.view.depth = depth;
					see(&s, rows, cols);
					if (s.drawn.layout.at[PANEL_PROMPTS].rows > 3)
						check_prompts(&s);
					if (s.drawn.layout.at[PANEL_TOKENS].rows > 3)
						check_tokens(&s);
					if (s.drawn.layout.at[PANEL_POSITIONS].rows > 2)
						check_positions(&s);
					canvas_done(&s.page);
					scene_done(&s.m);
				}
}

/* Without a task, in windows for text alone and in those for nothing, nothing can be selected. */
static void test_nothing(void **state)
{
	struct seen s;
	struct hit h;

	(void)state;
	scene_empty(&s.m);
	see(&s, 24, 80);
	for (int row = 0; row < 24; row++)
		for (int col = 0; col < 80; col++)
			if (hit_find(&s.m.scene, &s.drawn.layout, 80, row, col, &h))
				assert_true(h.prompt == -1 && h.position == -1);
	canvas_done(&s.page);
	see(&s, 12, 50);
	assert_hit(&s, 6, 10, PANEL_CONSOLE, -1, -1);
	canvas_done(&s.page);
	see(&s, 5, 20);
	assert_false(hit_find(&s.m.scene, &s.drawn.layout, 20, 2, 2, &h));
	canvas_done(&s.page);
	scene_done(&s.m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_barrier), cmocka_unit_test(test_pair),
		cmocka_unit_test(test_any_size),
		cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests_name("hit", tests, NULL, NULL);
}
