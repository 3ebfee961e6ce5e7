/* The same for the screen and for text mode. */
#include "front/shot.h"

#include <inttypes.h>

#include "base/file.h"
#include "panel/picture.h"
#include "run/stamp.h"

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

enum theme shot_theme(const struct session *s)
{
	return s->config.present ? THEME_PROJECTOR : (enum theme)s->config.theme;
}

/* "outpost barrier/8" */
static void add_title(const struct session *s, struct str *to)
{
	str_add(to, "outpost");
	if (session_ready(s))
		str_addf(to, " %s/%" PRIu64, s->preset[0] ? s->preset : "task", s->config.seed);
}

static bool write_picture(const struct canvas *c, const struct session *s, const struct shot_order *order, struct err *e)
{
	const struct picture_type *type = picture_named(order->file, e);
	struct str title = { 0 }, stamp = { 0 }, text = { 0 };
	struct picture p = { c, order->theme >= 0 ? (enum theme)order->theme : shot_theme(s), NULL, NULL };
	bool written = false;

	if (type) {
		add_title(s, &title);
		stamp_print(s, &stamp);
		p.title = str_text(&title);
		p.stamp = str_text(&stamp);
		type->print(&p, &text);
		written = file_write(order->file, str_text(&text), text.len, e);
	}
	str_done(&title);
	str_done(&stamp);
	str_done(&text);
	return written;
}

bool shot_write(const struct scene *scene, struct session *s, const struct shot_order *order, struct err *e)
{
	struct scene here = *scene;
	struct canvas c;
	struct page drawn;
	bool written;

	canvas_init(&c, order->rows, order->cols);
	shot_frame(&here, s, order->rows, order->cols);
	page_draw(&here, &c, &drawn);
	written = write_picture(&c, s, order, e);
	canvas_done(&c);
	return written;
}
