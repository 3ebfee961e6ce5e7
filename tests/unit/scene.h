/* Scenes made by hand, for tests of panels: the story of preset barrier stopped at update 157, and a wide one of k = 32,
 * N = 128 and 32 prompts. */
#ifndef OUTPOST_TESTS_SCENE_H
#define OUTPOST_TESTS_SCENE_H

#include "panel/scene.h"

struct made_scene {
	struct scene scene; /* ASCII, TYPE mode, prompts in focus, an empty console */
	struct frame frame;
	struct view view;
	void *room;
};

/* Six prompts, x5 selected, position 4, one trainer, four samples on x5, of which the oldest is looked into. */
void scene_barrier(struct made_scene *to);
/* Prompt x7 selected, position 100. Numbers by formula, all different. */
void scene_wide(struct made_scene *to);
/* No task. */
void scene_empty(struct made_scene *to);
/* A break that has stopped, one that goes after its first stop, a watch that has changed, and one of A that is disabled. */
void scene_add_stops(struct made_scene *s);
/* Another support line: what the frame says of it follows. */
void scene_set_alpha(struct made_scene *s, double alpha);
void scene_done(struct made_scene *s);
/* Any size, for the panel's own canvas: what it draws, as text. Lent until the next call. */
const char *scene_panel(const struct scene *s, const struct panel_type *p, int rows, int cols);
/* "left | right": what stands in its title row, begun as the page begins it. Lent likewise. */
const char *scene_title(const struct scene *s, const struct panel_type *p);

#endif
