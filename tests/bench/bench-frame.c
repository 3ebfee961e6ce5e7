/* What a frame of the screen costs: building its numbers and drawing the page, without the terminal. At ten frames a second this is
 * what the trainer pays for being watched. */
#include <stdio.h>
#include <stdlib.h>

#include "front/shot.h"
#include "panel/page.h"
#include "timed.h"

enum { ROUNDS = 30 };

/* An update before each frame, as when a run is watched: the frame then has to complete its samples. */
static double frame_ms(struct session *s, struct interp *p, int rows, int cols)
{
	struct scene scene = { .view = &s->view, .glyphs = glyphs_of(true), .focus = PANEL_PROMPTS,
			       .console = { .prompt = "outpost> ", .edit = "" } };
	double spent[ROUNDS];
	struct canvas c;
	struct page drawn;

	canvas_init(&c, rows, cols);
	for (int i = 0; i < ROUNDS; i++) {
		timed_run(s, p, "step");
		double start = timed_now();
		shot_frame(&scene, s, rows, cols);
		page_draw(&scene, &c, &drawn);
		spent[i] = timed_now() - start;
	}
	canvas_done(&c);
	qsort(spent, ROUNDS, sizeof *spent, timed_by_size);
	return spent[ROUNDS / 2];
}

static void print(struct session *s, struct interp *p, const char *name)
{
	double small = frame_ms(s, p, 24, 80), large = frame_ms(s, p, 60, 200);

	printf("a frame of %-34s %.2f ms at 80x24, %.2f ms at 200x60: %.1f%% and %.1f%% of a core\n", name, small, large,
	       small, large); /* ten a second: ms a frame are per cent */
}

int main(void)
{
	struct session *s = session_new(&timed_out);
	struct interp *p = interp_new(s);

	s->data = ABS_SRCDIR "/examples";
	timed_run(s, p, "preset authors; step 200");
	print(s, p, "preset authors");
	timed_run(s, p, "split outcome process");
	print(s, p, "the same with two trainers, split");
	timed_run(s, p, "preset barrier; set alpha 1e-4; set budget 0; step 60000");
	print(s, p, "preset barrier, 60,000 updates");
	interp_free(p);
	session_free(s);
	return 0;
}
