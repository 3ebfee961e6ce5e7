/* What keys do in a scene: a command as if it were typed, or an act of the screen. For the table of keymap.c. */
#ifndef OUTPOST_PANEL_DEED_H
#define OUTPOST_PANEL_DEED_H

#include "panel/scene.h"

enum act {
	ACT_NONE,     /* the key does nothing now                                      */
	ACT_COMMAND,  /* runs `command` as if it were typed                            */
	ACT_PREFILL,  /* puts `command` on the line, Enter runs it                     */
	ACT_OPEN,     /* opens the line, empty                                         */
	ACT_LETTER,   /* opens the line with the key's own character                   */
	ACT_COUNT,    /* a digit `by` of a count                                       */
	ACT_PROMPT,   /* selects a prompt `by` further on                              */
	ACT_POSITION, /* selects a position `by` further on                            */
	ACT_SCROLL,   /* scrolls the console `by` rows up                              */
	ACT_FOCUS,    /* the next panel, `by` 1 or -1                                  */
	ACT_PANEL,    /* the panel `by`                                                */
	ACT_UP,       /* one level up, or the list of keys away                        */
	ACT_MODE,     /* TYPE or KEYS, the other one                                   */
	ACT_PAUSE,    /* stops the run                                                 */
	ACT_TRAINER,  /* the other trainer                                             */
	ACT_BASE,     /* numbers of the base model or of now                           */
	ACT_HELP,     /* the list of keys                                              */
	ACT_REDRAW,   /* the whole screen anew                                         */
	ACT_LAST,     /* what was looked at before                                     */
	ACT_LESSON,   /* scrolls the lesson's page `by` rows down                      */
	ACT_PAGE,     /* scrolls the console up `by` rows, or the lesson by its panel  */
	ACT_SAMPLE,   /* selects a sample `by` further on                              */
};

struct deed {
	enum act act;
	int by;
	bool whole;   /* the command wants nothing more: what is typed behind it takes its place */
	bool vain;    /* all that the command can do now is to say why it does nothing */
	char command[96];
};

/* `to` comes as ACT_NONE and stays so when there is nothing to do. `way` is what the table has for the key: 1 on, -1 back, or
 * as it says here. */

/* The run: what of it is a command of time is for both of two that are split. */
void deed_step(const struct scene *s, int way, struct deed *to);
void deed_back(const struct scene *s, int way, struct deed *to);
void deed_rcontinue(const struct scene *s, int way, struct deed *to);
void deed_goto(const struct scene *s, int way, struct deed *to);
void deed_mark(const struct scene *s, int way, struct deed *to);
void deed_continue(const struct scene *s, int way, struct deed *to);
void deed_run(const struct scene *s, int way, struct deed *to);
void deed_speed(const struct scene *s, int way, struct deed *to);
void deed_undo(const struct scene *s, int way, struct deed *to);
void deed_reset(const struct scene *s, int way, struct deed *to);
void deed_break(const struct scene *s, int way, struct deed *to);
void deed_watch(const struct scene *s, int way, struct deed *to);
/* What is looked at; of deed_panel() `way` is the panel. */
void deed_move(const struct scene *s, int way, struct deed *to);
void deed_position(const struct scene *s, int way, struct deed *to);
void deed_scroll(const struct scene *s, int way, struct deed *to);
void deed_focus(const struct scene *s, int way, struct deed *to);
void deed_inspect(const struct scene *s, int way, struct deed *to);
void deed_enter(const struct scene *s, int way, struct deed *to);
void deed_panel(const struct scene *s, int way, struct deed *to);
void deed_plot(const struct scene *s, int way, struct deed *to);
void deed_scale(const struct scene *s, int way, struct deed *to);
void deed_eps(const struct scene *s, int way, struct deed *to);
void deed_explain(const struct scene *s, int way, struct deed *to);
void deed_trainer(const struct scene *s, int way, struct deed *to);
void deed_sync(const struct scene *s, int way, struct deed *to);
/* A lesson; where there is none, none of these is called. */
void deed_answer(const struct scene *s, int way, struct deed *to);
void deed_hint(const struct scene *s, int way, struct deed *to);
void deed_next(const struct scene *s, int way, struct deed *to);
void deed_page_back(const struct scene *s, int way, struct deed *to);
void deed_lesson(const struct scene *s, int way, struct deed *to);
/* The screen; of deed_act() `way` is the act. */
void deed_act(const struct scene *s, int way, struct deed *to);
void deed_zoom(const struct scene *s, int way, struct deed *to);
void deed_last(const struct scene *s, int way, struct deed *to);
void deed_escape(const struct scene *s, int way, struct deed *to);
void deed_quit(const struct scene *s, int way, struct deed *to);

#endif
