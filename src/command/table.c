/* All commands, in the order of the manual. To add one: its struct in a file cmd-*.c, its name in cmd.h and here. */
#include <stddef.h>

#include "command/cmd.h"

const struct command *const command_table[] = {
	&cmd_preset, &cmd_new, &cmd_pretrain, &cmd_base, &cmd_task, &cmd_trainer, &cmd_set, &cmd_show,
	&cmd_seed, &cmd_undo, &cmd_redo,
	&cmd_step, &cmd_back, &cmd_continue, &cmd_rcontinue, &cmd_goto, &cmd_reset, &cmd_fork, &cmd_split,
	&cmd_only, &cmd_speed,
	&cmd_mark, &cmd_marks, &cmd_break, &cmd_watch, &cmd_delete, &cmd_disable, &cmd_enable, &cmd_ignore,
	&cmd_on,
	&cmd_look, &cmd_info, &cmd_prompts, &cmd_inspect, &cmd_sample, &cmd_probs, &cmd_blame, &cmd_layout,
	&cmd_zoom, &cmd_theme, &cmd_present,
	&cmd_lq, &cmd_hist, &cmd_passk, &cmd_snr, &cmd_tilt, &cmd_bon, &cmd_frontier, &cmd_online,
	&cmd_margin, &cmd_bound, &cmd_compare, &cmd_fit, &cmd_plot,
	&cmd_source, &cmd_expect, &cmd_save, &cmd_load, &cmd_share, &cmd_export, &cmd_figure, &cmd_shot,
	&cmd_record,
	&cmd_lesson, &cmd_next, &cmd_predict, &cmd_why, &cmd_hint, &cmd_solution, &cmd_play, &cmd_tally, &cmd_report,
	&cmd_help, &cmd_apropos, &cmd_explain, &cmd_history, &cmd_alias, &cmd_complete, &cmd_trust, &cmd_quit,
	NULL,
};
