/* Panels say themselves what lies where in them, as they have drawn it. */
#include "panel/hit.h"

#include "panel/page.h"

static bool is_inside(const struct rect *r, int row, int col)
{
	return row >= r->row && row < r->row + r->rows && col >= r->col && col < r->col + r->cols;
}

/* The cell of the panel's own canvas: below its title, and not on the rule beside it. */
static void look_inside(const struct scene *s, const struct rect *r, int row, int col, struct hit *to)
{
	const struct panel_type *p = page_type(to->panel);

	row -= r->row;
	col -= r->col;
	if (row < 0 || col >= r->cols || r->rows < p->min_rows || r->cols < p->min_cols || s->frame->k == 0)
		return;
	to->prompt = p->prompt_at ? p->prompt_at(s, r->rows, r->cols, row, col) : -1;
	to->position = p->position_at ? p->position_at(s, r->rows, r->cols, row, col) : -1;
}

bool hit_find(const struct scene *s, const struct layout *l, int window_cols, int row, int col, struct hit *to)
{
	for (int i = 0; i < PANELS; i++) {
		enum panel_id id = (enum panel_id)i;
		struct rect r = layout_inside(l, id, window_cols);
		struct scene one = page_scene(s, l, id);
		if (!page_type(id) || !is_inside(&l->at[i], row, col))
			continue;
		*to = (struct hit){ id, layout_is_pair(l, id) ? panel_is_twin(id) : -1, -1, -1 };
		look_inside(&one, &r, row, col, to);
		if (panel_is_twin(id))
			to->panel = panel_twin(id);
		return true;
	}
	return false;
}
