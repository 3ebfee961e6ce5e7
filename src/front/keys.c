/* In TYPE mode nearly all keys are readline's; in KEYS mode nearly none, until a key opens the line for one command. */
#include "front/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "front/curses.h"
#include "front/line.h"
#include "panel/hit.h"

enum { CTRL_D = 4, CTRL_X = 24, CTRL_Z = 26, DELETE = 127 };

bool keys_have_line(const struct keys *k)
{
	return scene_is_typing(&k->screen->scene);
}

static void set_mode(struct keys *k, bool keys)
{
	k->screen->scene.keys = keys;
	k->screen->scene.typing = false;
	k->screen->scene.count = 0;
}

static void open_line(struct keys *k, const char *text)
{
	k->screen->scene.typing = k->screen->scene.keys;
	line_insert(text);
}

void keys_offer(struct keys *k, const char *text)
{
	line_clear();
	open_line(k, text);
	k->screen->dirty = true;
}

static void run(struct keys *k, const char *command)
{
	free(k->command);
	k->command = xstrdup(command);
}

/* Esc, from inside out. */
static void go_up(struct keys *k)
{
	if (k->screen->scene.typing) {
		line_clear();
		k->screen->scene.typing = false;
		return;
	}
	screen_shrink(k->screen);
	if (k->screen->scene.count == 0 && !screen_up(k->screen))
		set_mode(k, !k->screen->scene.keys);
}

/* What changes where one looks. */
static void look_about(struct screen *s, const struct deed *d)
{
	switch (d->act) {
	case ACT_PROMPT:
		screen_select_prompt(s, d->by);
		break;
	case ACT_POSITION:
		screen_select_position(s, d->by);
		break;
	case ACT_SAMPLE:
		screen_select_sample(s, d->by);
		break;
	case ACT_SCROLL:
		screen_scroll(s, d->by);
		break;
	case ACT_LESSON:
		screen_scroll_lesson(s, d->by);
		break;
	case ACT_PAGE:
		screen_page(s, d->by);
		break;
	case ACT_FOCUS:
		screen_focus(s, d->by);
		break;
	case ACT_PANEL:
		s->scene.focus = (enum panel_id)d->by;
		break;
	case ACT_LAST:
		screen_last(s);
		break;
	case ACT_TRAINER:
		s->session->view.who = !s->session->view.who;
		break;
	case ACT_BASE:
		s->scene.base = !s->scene.base;
		break;
	case ACT_HELP:
		s->scene.help = true;
		break;
	default:
		break;
	}
}

static void open_with(struct keys *k, const struct unit *u)
{
	char letter[8] = "";

	if (u->n < sizeof letter)
		memcpy(letter, u->bytes, u->n);
	open_line(k, letter);
}

static void do_deed(struct keys *k, const struct unit *u, const struct deed *d)
{
	struct screen *s = k->screen;

	switch (d->act) {
	case ACT_COMMAND:
		run(k, d->command);
		break;
	case ACT_PREFILL:
		line_clear();
		open_line(k, d->command);
		k->offered = d->whole;
		break;
	case ACT_OPEN:
		open_line(k, "");
		break;
	case ACT_LETTER:
		open_with(k, u);
		break;
	case ACT_COUNT:
		s->scene.count = s->scene.count > 99999 ? s->scene.count : 10 * s->scene.count + d->by;
		return;
	case ACT_UP:
	case ACT_MODE:
		go_up(k);
		break;
	case ACT_PAUSE:
		k->pause = true;
		break;
	case ACT_REDRAW:
		curses_redraw();
		break;
	default:
		look_about(s, d);
		break;
	}
	s->scene.count = 0;
}

/* A key that is looked up: with the frame of now, since what works depends on it. */
static void look_up(struct keys *k, const struct unit *u)
{
	struct deed d;

	k->screen->dirty = true;
	screen_refresh(k->screen);
	keymap_find(&k->screen->scene, u->key, &d);
	if (d.act != ACT_SCROLL && d.act != ACT_PAGE && d.act != ACT_LESSON && d.act != ACT_UP && d.act != ACT_MODE)
		screen_shrink(k->screen);
	do_deed(k, u, &d);
}

/* A click selects what is under it and moves the focus there; the wheel scrolls, or moves a selection. In both modes: the
 * line stays as it is. */
static void point(struct keys *k, const struct unit *u)
{
	struct screen *s = k->screen;
	struct deed d;
	struct hit h;

	s->dirty = true;
	screen_refresh(s);
	if (!hit_find(&s->scene, &s->drawn.layout, s->page.cols, u->row, u->col, &h))
		return;
	if (u->key != PRESS_CLICK) {
		keymap_wheel(&s->scene, h.panel, u->key, &d);
		do_deed(k, u, &d);
		return;
	}
	s->scene.focus = h.panel;
	if (h.who >= 0)
		s->session->view.who = h.who;
	if (h.prompt >= 0)
		screen_select_prompt(s, h.prompt - s->session->view.prompt);
	if (h.position >= 0)
		screen_select_position(s, h.position - s->session->view.position);
}

static bool is_mouse(uint32_t key)
{
	return key == PRESS_CLICK || key == PRESS_WHEEL_UP || key == PRESS_WHEEL_DOWN;
}

/* A colon is KEYS mode's: who has it in the fingers in TYPE mode means the same. */
static void accept(struct keys *k, char *text)
{
	k->screen->scene.typing = false;
	run(k, text + (*text == ':'));
	free(text);
}

/* A key of readline's. Most change nothing but the line; the first character and the last also change which keys work. */
static void edit(struct keys *k, const struct unit *u)
{
	bool was_empty = line_is_empty();
	char *text;

	switch (line_key(u->bytes, u->n, &text)) {
	case LINE_NONE:
		if (line_is_empty() == was_empty)
			k->screen->line_dirty = true;
		else
			k->screen->dirty = true;
		break;
	case LINE_TEXT:
		accept(k, text);
		break;
	case LINE_LEFT:
		k->leave = true;
		break;
	}
	if (line_toggled()) {
		set_mode(k, !k->screen->scene.keys);
		k->screen->dirty = true;
	}
}

/* Keys that are not the line's while it is open. */
static bool is_kept(const struct keys *k, const struct unit *u)
{
	if (u->key == PRESS_ESC && line_wants_escape() && !k->screen->scene.typing)
		return false;
	return keymap_takes(u->key, k->busy, line_is_empty());
}

/* While something runs, the line is edited but not run. */
static bool is_ignored(const struct keys *k, const struct unit *u)
{
	return k->busy && (u->key == PRESS_ENTER || (u->key == CTRL_D && line_is_empty()));
}

bool keys_is_for_line(const struct keys *k, const struct unit *u)
{
	return keys_have_line(k) && !is_kept(k, u) && u->key != CTRL_Z;
}

bool keys_is_pause(const struct keys *k, const struct unit *u)
{
	return u->kind == INPUT_KEY && u->key == ' ' && (!keys_have_line(k) || line_is_empty());
}

static void hide_help(struct screen *s)
{
	s->scene.help = false;
	s->dirty = true;
}

static void take_key(struct keys *k, const struct unit *u)
{
	bool follows = k->prefix;

	k->prefix = u->key == CTRL_X && !follows;
	if (u->key == CTRL_Z)
		k->suspend = true;
	else if (u->key == CTRL_D && !keys_have_line(k))
		k->leave = !k->busy;
	else if (k->screen->scene.help && u->key != PRESS_ESC)
		hide_help(k->screen);
	else if (is_mouse(u->key))
		point(k, u);
	else if (follows || k->prefix)
		edit(k, u);
	else if (!keys_have_line(k) || is_kept(k, u))
		look_up(k, u);
	else if (!is_ignored(k, u))
		edit(k, u);
}

/* It waits for Enter, as pastes do in shells. */
static void take_paste(struct keys *k, const struct unit *u)
{
	char *text = xstrndup(u->bytes, u->n);
	int lines = 0;

	for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n')
		lines++;
	hide_help(k->screen);
	open_line(k, text);
	if (lines > 1 && !k->busy)
		out_line(&k->screen->said.out, OUT_NOTE, "%d lines pasted: Enter runs them one by one", lines);
	free(text);
}

static bool is_typed(const struct unit *u)
{
	return u->kind == INPUT_PASTE || (u->kind == INPUT_KEY && u->key > ' ' && u->key < PRESS_UP && u->key != DELETE);
}

/* What is typed takes the place of `quit`. Who has pressed q and goes on with uit has typed quit. */
static void replace_offered(struct keys *k, const struct unit *u)
{
	const char *prompt, *text;
	char first[2] = "";
	int cursor;

	if (is_mouse(u->key))
		return;
	k->offered = false;
	if (!is_typed(u))
		return;
	line_look(&prompt, &text, &cursor);
	if (u->kind == INPUT_KEY && u->key == (unsigned char)text[1])
		first[0] = text[0];
	line_clear();
	line_insert(first);
}

void keys_take(struct keys *k, const struct unit *u)
{
	if (k->offered)
		replace_offered(k, u);
	if (u->kind == INPUT_END) {
		k->leave = true;
	} else if (u->kind == INPUT_PASTE) {
		take_paste(k, u);
	} else if (u->kind == INPUT_KEY) {
		take_key(k, u);
	}
}

void keys_cancel(struct keys *k)
{
	struct scene *scene = &k->screen->scene;
	bool nothing = line_is_empty() && !scene->typing && !scene->help;

	line_clear();
	k->offered = false;
	scene->typing = scene->help = false;
	scene->count = 0;
	k->screen->dirty = true;
	if (nothing)
		out_line(&k->screen->said.out, OUT_NOTE, "type quit or press Ctrl-D to leave");
}
