/* The same for the screen and for text mode. */
#include "front/shot.h"

#include "base/file.h"

void shot_frame(struct scene *scene, struct session *s, int rows, int cols)
{
	int who = s->view.who;

	scene->frame = frame_build(s, who, 0); /* which panels there are depends on the task */
	scene->side[0] = scene->side[1] = NULL;
	if (session_split(s)) {
		scene->side[!who] = frame_build(s, !who, page_need(scene, !who, rows, cols));
		scene->side[who] = scene->frame;
	}
	scene->frame = frame_build(s, who, page_need(scene, who, rows, cols));
}

bool shot_write(const struct scene *scene, struct session *s, const char *file, int rows, int cols, struct err *e)
{
	struct scene here = *scene;
	struct canvas c;
	struct str text = { 0 };
	struct page drawn;
	bool written;

	canvas_init(&c, rows, cols);
	shot_frame(&here, s, rows, cols);
	page_draw(&here, &c, &drawn);
	canvas_print(&c, &text);
	written = file_write(file, str_text(&text), text.len, e);
	str_done(&text);
	canvas_done(&c);
	return written;
}
