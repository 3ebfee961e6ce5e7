/* The page is drawn whole each time; curses sends the difference. */
#include "front/screen.h"

#include <string.h>

#include "base/least.h"
#include "front/curses.h"
#include "front/line.h"
#include "front/shot.h"
#include "run/frame.h"
#include "run/lesson-state.h"

static const double frame_seconds = 0.1;
static const double retry_seconds = 0.02; /* when the terminal has not taken all of the last frame yet */
enum { FLASH_FRAMES = 20, FIND_MOST = 100000 };

void screen_init(struct screen *s, struct session *session, bool utf8, double (*clock)(void))
{
	*s = (struct screen){ .session = session, .utf8 = utf8, .clock = clock, .dirty = true,
			      .discoveries = session->discoveries, .stalls = session->stalls };
	transcript_init(&s->said);
	s->scene = (struct scene){ .view = &session->view, .focus = PANEL_PROMPTS };
	screen_resize(s);
}

void screen_done(struct screen *s)
{
	canvas_done(&s->page);
	transcript_done(&s->said);
}

/* ---- what the scene is made of */

static void look_at_console(struct screen *s)
{
	struct console *c = &s->scene.console;

	c->line = s->said.line;
	c->n = s->said.n;
	c->reply = s->said.reply;
	line_look(&c->prompt, &c->edit, &c->cursor);
}

/* Another page begins at its start. */
static void look_at_lesson(struct screen *s)
{
	const struct lesson_state *st = s->session->lesson;
	int page = st ? 2 * st->page + st->playing : -1;

	if (page != s->lesson_page)
		s->scene.lesson_scroll = 0;
	s->lesson_page = page;
}

/* What is to be shown as a moment: the new, and what is still shown of the old. */
static enum moment moment_now(const struct screen *s)
{
	enum moment old = s->flash > 0 ? s->moment : MOMENT_NONE;
	enum moment new = s->session->discoveries != s->discoveries ? MOMENT_DISCOVERY
			  : s->session->stalls != s->stalls	    ? MOMENT_STALLED
								    : MOMENT_NONE;

	return new > old ? new : old;
}

void screen_refresh(struct screen *s)
{
	s->scene.glyphs = glyphs_wished(s->utf8, (enum plot_chars)s->session->config.plot);
	s->scene.moment = moment_now(s);
	look_at_console(s);
	look_at_lesson(s);
	shot_frame(&s->scene, s->session, s->page.rows, s->page.cols);
	if (screen_settle(s)) /* another page, which may show more */
		shot_frame(&s->scene, s->session, s->page.rows, s->page.cols);
}

/* ---- painting */

/* A moment lasts so many frames of a run, and until the next command after it. */
static void count_flash(struct screen *s)
{
	const struct session *session = s->session;

	if (session->discoveries != s->discoveries || session->stalls != s->stalls) {
		s->moment = moment_now(s);
		s->discoveries = session->discoveries;
		s->stalls = session->stalls;
		s->flash = FLASH_FRAMES;
	} else if (s->flash > 0 && session_working(s->session)) {
		s->flash--;
	}
}

static void send(struct screen *s)
{
	curses_mouse(s->session->config.mouse);
	curses_paint(&s->page, shot_theme(s->session), s->drawn.cursor_row, s->drawn.cursor_col);
}

static bool is_dirty(const struct screen *s)
{
	return s->dirty || s->said.changed;
}

double screen_due(const struct screen *s)
{
	double left = s->painted + frame_seconds - s->clock();

	if (!curses_ready())
		return retry_seconds;
	if (is_dirty(s) || s->line_dirty)
		return 0;
	return !s->stale ? -1 : left > 0 ? left : 0;
}

static void paint(struct screen *s)
{
	count_flash(s);
	screen_refresh(s);
	page_draw(&s->scene, &s->page, &s->drawn);
	send(s);
	s->dirty = s->line_dirty = s->stale = s->said.changed = false;
	s->painted = s->clock();
}

void screen_paint_line(struct screen *s)
{
	if (!curses_ready())
		return;
	look_at_console(s);
	if (page_draw_line(&s->scene, &s->page, &s->drawn))
		send(s);
	s->line_dirty = false;
}

/* The scene's frame of this trainer is still the session's, and has all that the page shows of it. */
static bool has_frame_of(const struct screen *s, int who)
{
	const struct frame *f = who == s->session->view.who ? s->scene.frame : s->scene.side[who];

	return f && f == frame_latest(s->session, who) &&
	       (page_need(&s->scene, who, s->page.rows, s->page.cols) & ~f->need) == 0;
}

static bool has_frame(const struct screen *s)
{
	int who = s->session->view.who;

	return has_frame_of(s, who) && (!session_split(s->session) || has_frame_of(s, !who));
}

/* What the page shows depends on how long the newest reply is. */
void screen_prepare(struct screen *s)
{
	look_at_console(s);
	if (!has_frame(s))
		screen_refresh(s);
}

/* Without samples: they are being drawn over. */
static struct frame as_running(const struct frame *f)
{
	struct frame running = *f;

	running.state = FRAME_RUN;
	running.nsample = running.nany = 0;
	running.samples_kept = false;
	return running;
}

bool screen_paint_midst(struct screen *s)
{
	const struct scene whole = s->scene;
	int who = s->session->view.who;
	struct frame running, other;

	if (!curses_ready())
		return false;
	if (!has_frame(s))
		return true;
	running = as_running(whole.frame);
	s->scene.frame = &running;
	if (whole.side[who]) {
		other = as_running(whole.side[!who]);
		s->scene.side[who] = &running;
		s->scene.side[!who] = &other;
	}
	look_at_console(s);
	page_draw(&s->scene, &s->page, &s->drawn);
	s->scene.frame = whole.frame;
	memcpy(s->scene.side, whole.side, sizeof whole.side);
	send(s);
	s->stale = true;
	return true;
}

void screen_paint(struct screen *s)
{
	if (s->line_dirty && !is_dirty(s))
		screen_paint_line(s);
	if (screen_due(s) == 0) /* frames that come due while the terminal is busy are left out */
		paint(s);
}

void screen_resize(struct screen *s)
{
	int rows, cols;

	curses_measure(&rows, &cols);
	curses_resize(rows, cols);
	canvas_done(&s->page);
	canvas_init(&s->page, rows, cols);
	s->dirty = true;
}

bool screen_shot(struct screen *s, struct shot_order *order, struct err *e)
{
	bool written;

	order->rows = order->rows > 0 ? order->rows : s->page.rows;
	order->cols = order->cols > 0 ? order->cols : s->page.cols;
	screen_refresh(s);
	written = shot_write(&s->scene, s->session, order, e);
	screen_refresh(s);
	return written;
}

/* ---- what keys and lines change */

void screen_echo(struct screen *s, const char *command)
{
	transcript_echo(&s->said, "outpost> ", command);
	s->scene.console.scroll = 0;
	s->flash = 0;
	s->dirty = true;
}

void screen_shrink(struct screen *s)
{
	s->scene.console.reply = s->said.reply = s->said.n;
	s->scene.console.scroll = 0;
	s->dirty = true;
}

void screen_scroll(struct screen *s, int rows)
{
	const struct rect *r = &s->drawn.layout.at[PANEL_CONSOLE];
	int most = console_rows(&s->scene.console, 0, r->cols, FIND_MOST) - (r->rows - 2);

	s->scene.console.scroll = clamp(s->scene.console.scroll + rows, 0, most_of(most, 0));
	s->dirty = true;
}

void screen_scroll_lesson(struct screen *s, int rows)
{
	struct rect in = layout_inside(&s->drawn.layout, PANEL_LESSON, s->page.cols);
	int most = lesson_rows(s->scene.frame, in.cols) - in.rows;

	s->scene.lesson_scroll = clamp(s->scene.lesson_scroll + rows, 0, most_of(most, 0));
	s->dirty = true;
}

/* Down is more of the lesson, all of its panel but a row, where the console is at its end; up is first what was passed of
 * that. */
void screen_page(struct screen *s, int rows)
{
	bool lesson = s->scene.frame->lesson && s->drawn.layout.at[PANEL_LESSON].rows > 0;
	int leaf = most_of(layout_inside(&s->drawn.layout, PANEL_LESSON, s->page.cols).rows - 1, 1);

	if (lesson && (rows < 0 ? s->scene.console.scroll == 0 : s->scene.lesson_scroll > 0))
		screen_scroll_lesson(s, rows < 0 ? leaf : -leaf);
	else
		screen_scroll(s, rows);
}
