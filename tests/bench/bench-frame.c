/* What a frame of the screen costs: building its numbers and drawing the page, without the terminal. At ten frames a second this is
 * what the trainer pays for being watched. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "command/interp.h"
#include "panel/page.h"

enum { ROUNDS = 30 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void ignore(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	(void)to;
	if (kind == OUT_ERROR)
		fprintf(stderr, "%.*s\n", (int)n, line);
}

static void run(struct session *s, struct interp *p, const char *commands)
{
	struct err e;

	if (!interp_push(p, INTERP_SCRIPT, commands, "bench", 1, &e))
		exit(1);
	while (interp_turn(p) == INTERP_RAN)
		if (session_working(s))
			session_work(s, NULL, NULL);
}

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
		run(s, p, "step");
		double start = now();
		scene.frame = frame_build(s, s->view.who, FRAME_STATUS);
		scene.frame = frame_build(s, s->view.who, FRAME_STATUS | page_need(&scene, rows, cols));
		page_draw(&scene, &c, &drawn);
		spent[i] = now() - start;
	}
	canvas_done(&c);
	qsort(spent, ROUNDS, sizeof *spent, by_size);
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
	struct out out = { ignore };
	struct session *s = session_new(&out);
	struct interp *p = interp_new(s);

	s->data = ABS_SRCDIR "/examples";
	run(s, p, "preset authors; step 200");
	print(s, p, "preset authors");
	run(s, p, "preset barrier; set alpha 1e-4; set budget 0; step 60000");
	print(s, p, "preset barrier, 60,000 updates");
	interp_free(p);
	session_free(s);
	return 0;
}
