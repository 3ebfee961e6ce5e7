/* What the files of commands share: their includes, and every command's name for the table. */
#ifndef OUTPOST_COMMAND_CMD_H
#define OUTPOST_COMMAND_CMD_H

#include "command/command.h"

extern const struct command cmd_preset, cmd_new, cmd_pretrain, cmd_base, cmd_task, cmd_trainer, cmd_set, cmd_show,
	cmd_seed;
extern const struct command cmd_undo, cmd_redo;
extern const struct command cmd_step, cmd_continue, cmd_rcontinue;
extern const struct command cmd_back, cmd_goto, cmd_reset, cmd_fork, cmd_split, cmd_only;
extern const struct command cmd_mark, cmd_marks;
extern const struct command cmd_break, cmd_watch;
extern const struct command cmd_delete, cmd_disable, cmd_enable, cmd_ignore, cmd_on;
extern const struct command cmd_look;
extern const struct command cmd_info, cmd_prompts, cmd_inspect, cmd_sample, cmd_probs, cmd_blame;
extern const struct command cmd_lq, cmd_compare, cmd_fit;
extern const struct command cmd_hist, cmd_passk, cmd_apropos;
extern const struct command cmd_online, cmd_snr, cmd_tilt, cmd_bon, cmd_frontier;
extern const struct command cmd_margin, cmd_bound;
extern const struct command cmd_plot, cmd_speed, cmd_theme, cmd_layout, cmd_zoom, cmd_present;
extern const struct command cmd_source, cmd_expect, cmd_export, cmd_figure, cmd_shot, cmd_record;
extern const struct command cmd_save, cmd_load, cmd_share;
extern const struct command cmd_help, cmd_explain, cmd_history, cmd_quit;
extern const struct command cmd_lesson, cmd_next, cmd_predict, cmd_why, cmd_hint, cmd_solution, cmd_play, cmd_tally, cmd_report;
extern const struct command cmd_alias, cmd_complete, cmd_trust;

/* `expect hash HASH ["BUILD"]`: whether the trainer's state is the one that was saved. Of another build it is only said. */
bool expect_hash(struct session *s, const struct args *a, struct err *e);
/* The session of a run file, as `load FILE.db`; what is said of it, too. */
bool load_place(struct interp *p, const char *path, struct err *e);
/* Lists the marks: of mark, marks and info. */
void marks_print(struct session *s);

#endif
