/* What is on the terminal: the scene, the page drawn from it, and when it has to be painted anew. */
#ifndef OUTPOST_FRONT_SCREEN_H
#define OUTPOST_FRONT_SCREEN_H

#include <stdbool.h>

#include "front/transcript.h"
#include "panel/keymap.h"
#include "panel/page.h"
#include "run/session.h"
#include "run/stage.h"

/* What is looked at: a page, and where on it. */
struct place {
	enum view_depth depth;
	bool zoom;
	int prompt, position;
	enum panel_id focus;
};

struct screen {
	struct session *session;   /* borrowed                                                             */
	struct transcript said;    /* the console                                                          */
	struct scene scene;
	struct place here, before; /* for the way back: scene.last says whether there is one               */
	struct canvas page;        /* what was painted last                                                */
	struct page drawn;         /* on it                                                                */
	bool utf8;
	bool dirty;                /* what the user did or was told is to be seen at once                  */
	bool line_dirty;           /* so is a key, but it has changed the line alone                        */
	bool stale;                /* the run has moved on: the numbers are to be seen at the next frame   */
	double (*clock)(void);
	double painted;            /* when                                                                 */
	uint64_t discoveries, stalls; /* those that were noticed                                           */
	enum moment moment;        /* the latest of them ..                                                */
	int lesson_page;           /* that was shown last, -1: none                                        */
	int flash;                 /* .. and frames for which it is still shown                            */
};

/* The terminal is curses' already. */
void screen_init(struct screen *s, struct session *session, bool utf8, double (*clock)(void));
void screen_done(struct screen *s);

/* The scene's frame follows the session: before keys are looked up, and after commands. */
void screen_refresh(struct screen *s);
/* What was changed since is settled: the panel in focus is one that the page shows, and where one comes from is kept. True:
 * the focus has moved. */
bool screen_settle(struct screen *s);
/* Paints when it has to be: at once, or ten times a second while only the numbers change and the terminal takes them. */
void screen_paint(struct screen *s);
/* The line being typed alone: also in the midst of an update, when no number may be looked at. Not while the terminal is
 * busy with what was painted before. */
void screen_paint_line(struct screen *s);
/* Before work whose middle may have to be painted: the scene has a frame that is the session's, whole for this page. */
void screen_prepare(struct screen *s);
/* That frame once more, as of a run, in the page's present size: an update takes so long that it has to be seen
 * to go on. Nothing is painted when that frame is not whole any more. False: the terminal is busy, later. */
bool screen_paint_midst(struct screen *s);
/* Seconds until screen_paint() has something to do; below 0: it has not. */
double screen_due(const struct screen *s);
/* The window's size may have changed. */
void screen_resize(struct screen *s);
/* The screen into a file, see struct stage. */
bool screen_shot(struct screen *s, struct shot_order *order, struct err *e);

/* A command begins: its reply gets the console's room, the last one's moment is over. */
void screen_echo(struct screen *s, const char *command);
/* The console gives back the room that a long reply has got, and shows its end. */
void screen_shrink(struct screen *s);
void screen_scroll(struct screen *s, int rows);
/* The page of the lesson, down; and PgUp and PgDn, up, of whichever there is more of. */
void screen_scroll_lesson(struct screen *s, int rows);
void screen_page(struct screen *s, int rows);
void screen_select_prompt(struct screen *s, int by);
void screen_select_position(struct screen *s, int by);
void screen_select_sample(struct screen *s, int by);
void screen_focus(struct screen *s, int by);
/* Back to the page before, from where the same leads here again. */
void screen_last(struct screen *s);
/* The panel of this name gets the focus, at the nearest depth that shows it. False: none does in this window. */
bool screen_look(struct screen *s, const char *panel);
/* One level up; false at the top. */
bool screen_up(struct screen *s);

#endif
