/* undo and redo: commands taken back and done again. */
#include "command/cmd.h"
#include "command/say.h"
#include "run/undo.h"

static bool repeat(struct session *s, const struct args *a, int there, const char *done,
		   bool (*one)(struct session *s, struct str *said, struct err *e), struct err *e)
{
	const uint64_t most = 1000;
	uint64_t n;

	if (!args_count(a, 0, "the number of commands", 1, most, 1, &n, e))
		return false;
	if (there > 0 && n > (uint64_t)there)
		return err_set(e, "%s: only %d command%s can be %s", a->command->name, there, plural((uint64_t)there),
			       done);
	for (uint64_t i = 0; i < n; i++) {
		struct str said = { 0 };
		bool good = one(s, &said, e);
		if (good)
			say(s, "%s: %s", done, str_text(&said));
		str_done(&said);
		if (!good)
			return false;
	}
	return true;
}

static bool undo_run(struct session *s, const struct args *a, struct err *e)
{
	return repeat(s, a, s->undo.done, "undone", undo_back, e);
}

static bool redo_run(struct session *s, const struct args *a, struct err *e)
{
	return repeat(s, a, s->undo.n - s->undo.done, "redone", undo_forth, e);
}

const struct command cmd_undo = {
	.name = "undo", .alias = "u", .synopsis = "undo [N]",
	.summary = "take back the last N commands that changed settings, breaks or watches",
	.help = "set, speed, layout, theme, present, only, break, watch, delete, disable, enable,\n"
		"ignore, on: the last hundred since the task was made. Never time, and no\n"
		"weight: back moves in time.\n"
		"Settings hold from the next update on; one that has another value by now is left\n"
		"alone. trainer, seed, new and preset start over and are not taken back.",
	.example = { "set lr .1; undo", "break discovery; delete 1; undo" },
	.group = GROUP_SETUP, .max = 1, .complete = { COMPLETE_NONE }, .run = undo_run,
};

const struct command cmd_redo = {
	.name = "redo", .synopsis = "redo [N]",
	.summary = "do again what undo took back",
	.help = "Until another command changes a setting, a break or a watch.",
	.example = { "set lr .1; undo; redo", "break discovery; undo; redo" },
	.group = GROUP_SETUP, .max = 1, .complete = { COMPLETE_NONE }, .run = redo_run,
};
