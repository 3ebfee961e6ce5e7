/* Where one looks: the level, the panel in focus, what is selected, and the way back. */
#include "front/screen.h"

#include "base/least.h"

/* ---- the focus */

/* The page without a long reply, which hides panels only for a while. */
static void calm_layout(const struct screen *s, struct layout *to)
{
	struct scene calm = s->scene;

	calm.console.reply = calm.console.n;
	page_layout(&calm, s->page.rows, s->page.cols, to);
}

/* On a new level the panel that it begins with takes the focus from the one that the old level began with; and a panel that
 * is not shown has none. */
static void look_at_focus(struct screen *s)
{
	enum view_depth depth = s->session->view.depth;
	struct layout l;

	if (depth != s->here.depth && s->scene.focus == layout_first(s->here.depth))
		s->scene.focus = layout_first(depth);
	calm_layout(s, &l);
	if (s->scene.frame->k > 0 && l.kind >= LAYOUT_SMALL && !l.at[s->scene.focus].rows)
		s->scene.focus = layout_home(&l, depth);
}

/* ---- the way back */

static struct place place_now(const struct screen *s)
{
	const struct view *v = &s->session->view;

	return (struct place){ v->depth, v->zoom, v->prompt, v->position, s->scene.focus };
}

/* Going to another page is a step; moving about on it is none. */
static bool is_elsewhere(const struct place *a, const struct place *b)
{
	return a->depth != b->depth || a->zoom != b->zoom || (a->zoom && a->focus != b->focus) ||
	       (a->depth != VIEW_ALL && a->prompt != b->prompt);
}

static void note_place(struct screen *s)
{
	struct place now = place_now(s);

	if (!session_ready(s->session)) {
		s->scene.last = false;
	} else if (is_elsewhere(&now, &s->here)) {
		s->before = s->here;
		s->scene.last = true;
	}
	s->here = now;
}

bool screen_settle(struct screen *s)
{
	enum panel_id before = s->scene.focus;

	look_at_focus(s);
	note_place(s);
	return s->scene.focus != before;
}

void screen_last(struct screen *s)
{
	struct view *v = &s->session->view;
	struct place to = s->before;

	if (!s->scene.last)
		return;
	s->before = s->here;
	v->depth = to.depth;
	v->zoom = to.zoom;
	v->prompt = clamp(to.prompt, 0, s->session->task->ntracked - 1);
	v->position = clamp(to.position, 0, s->session->task->N - 1);
	s->scene.focus = to.focus;
	s->here = place_now(s); /* and its own focus */
	s->dirty = true;
}

/* ---- what is selected */

void screen_select_prompt(struct screen *s, int by)
{
	struct session *session = s->session;

	if (!session_ready(session))
		return;
	session->view.prompt = clamp(session->view.prompt + by, 0, session->task->ntracked - 1);
	session->view.position = session->base.worst_at[session->view.prompt];
	session->view.sample = 0;
	s->dirty = true;
}

void screen_select_position(struct screen *s, int by)
{
	struct session *session = s->session;

	if (session_ready(session))
		session->view.position = clamp(session->view.position + by, 0, session->task->N - 1);
	s->dirty = true;
}

void screen_select_sample(struct screen *s, int by)
{
	int *sample = &s->session->view.sample, last = most_of(s->scene.frame->nsample - 1, 0);

	*sample = clamp(least_of(*sample, last) + by, 0, last);
	s->dirty = true;
}

/* ---- other panels, other levels */

void screen_focus(struct screen *s, int by)
{
	s->scene.focus = page_next(&s->scene, &s->page, &s->drawn, by);
	s->dirty = true;
}

static bool is_shown(const struct screen *s, enum panel_id id)
{
	struct layout l;

	calm_layout(s, &l);
	return l.kind >= LAYOUT_SMALL && l.at[id].rows > 0;
}

/* The reply of a command that is under way does not count: nobody has read it yet. */
bool screen_look(struct screen *s, const char *panel)
{
	const enum view_depth before = s->session->view.depth;
	const enum view_depth depths[] = { before, VIEW_ALL, VIEW_PROMPT, VIEW_TOKENS, VIEW_SAMPLE };
	const enum panel_id focus = s->scene.focus;

	screen_shrink(s);
	screen_refresh(s);
	s->scene.focus = page_named(panel);
	for (size_t i = 0; i < sizeof depths / sizeof depths[0]; i++) {
		s->session->view.depth = depths[i];
		if (is_shown(s, s->scene.focus))
			return true;
	}
	s->session->view.depth = before;
	s->scene.focus = focus;
	return false;
}

bool screen_up(struct screen *s)
{
	struct view *v = &s->session->view;

	s->dirty = true;
	if (s->scene.help)
		s->scene.help = false;
	else if (v->zoom)
		v->zoom = false;
	else if (v->depth != VIEW_ALL)
		v->depth = (enum view_depth)(v->depth - 1);
	else
		return false;
	return true;
}
