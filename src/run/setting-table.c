/* The settings of an experiment. To add one: a field of struct config, and a row here. */
#include "run/setting.h"

#include <stddef.h>

#include "core/behave.h"
#include "core/features.h"
#include "core/optim.h"
#include "core/reward.h"
#include "core/task.h"

enum { NAMES = 16 };

/* Names of the core's own tables. C has no constant expression for a member of another object, so these lists are
 * filled before main. */
static const char *task_names[NAMES], *reward_names[NAMES], *optim_names[NAMES], *behave_names[NAMES];
static const char *feature_names[NAMES] = { "own" };

static void __attribute__((constructor)) fill_names(void)
{
	for (int i = 0; i < NAMES - 1 && task_types[i]; i++)
		task_names[i] = task_types[i]->name;
	for (int i = 0; i < NAMES - 1 && reward_types[i]; i++)
		reward_names[i] = reward_types[i]->name;
	for (int i = 0; i < NAMES - 1 && optim_types[i]; i++)
		optim_names[i] = optim_types[i]->name;
	for (int i = 0; i < NAMES - 1 && behave_types[i]; i++)
		behave_names[i] = behave_types[i]->name;
	for (int i = 0; i < NAMES - 2 && features_types[i]; i++)
		feature_names[i + 1] = features_types[i]->name;
}

/* In the order of their enums; "on" is 1. */
static const char *const codes[] = { "01", "pm1", NULL };
static const char *const baselines[] = { "off", "mean", NULL };
static const char *const query_counts[] = { "prefix", "all", NULL };
static const char *const count_offs[] = { "every", "seen", NULL };
static const char *const token_names[] = { "letters", "digits", NULL };
static const char *const plots[] = { "block", "braille", "ascii", NULL };
static const char *const themes[] = { "dark", "light", "mono", "projector", NULL };
static const char *const iterates[] = { "last", "random", "average", NULL };
static const char *const syncs[] = { "queries", "updates", "off", NULL };
static const char *const switches[] = { "off", "on", NULL };
static const char *const endings[] = { "stop", "continue", NULL };
/* How odd values begin. */
static const char *const alpha_words[] = { "poly:", "floor:", NULL };
static const char *const frozen_words[] = { "frozen:", NULL };
static const char *const clip_words[] = { "inf", NULL };

#define AT(field) .at = offsetof(struct config, field)
#define AT_TRAINER(field) .per_trainer = true, .at = offsetof(struct config, trainer[0].field)

const struct setting setting_table[] = {
	{ .name = "task", .help = "kind of task", .type = SETTING_CHOICE, .when = SETTING_TASK, .choice = task_names,
	  .def = { "table" }, AT(kind) },
	{ .name = "k", .unit = "tokens", .help = "size of the alphabet", .type = SETTING_INT, .when = SETTING_TASK,
	  .low = 2, .high = TASK_TOKENS_MOST, .def = { "4" }, AT(k) },
	{ .name = "N", .unit = "tokens", .help = "length of a response", .type = SETTING_INT, .when = SETTING_TASK,
	  .low = 1, .high = TASK_LENGTH_MOST, .def = { "8" }, AT(N) },
	{ .name = "d", .unit = "numbers", .help = "length of a context x; of a listed task: its number of prompts",
	  .type = SETTING_INT, .when = SETTING_TASK, .low = 1, .high = TASK_CONTEXT_MOST, .def = { "6" }, AT(d) },
	{ .name = "prompts", .help = "prompts of a table, lock or repeat; centres of a mixture", .type = SETTING_INT,
	  .when = SETTING_TASK, .low = 1, .high = TASK_PROMPTS_MOST, .def = { "6" }, AT(prompts) },
	{ .name = "sigma", .help = "noise around the centres of a mixture", .type = SETTING_REAL, .when = SETTING_TASK,
	  .low = 0, .high = 10, .def = { ".05" }, AT(sigma) },
	{ .name = "features", .help = "feature map: the task's own, or another", .type = SETTING_CHOICE,
	  .when = SETTING_TASK, .choice = feature_names, .def = { "own" }, AT(features) },
	{ .name = "task.seed", .help = "seed of truth, contexts, pre-training and test prompts", .type = SETTING_COUNT,
	  .when = SETTING_TASK, .low = 0, .high = 0x1p64, .def = { "1" }, AT(task_seed) },
	{ .name = "seed", .help = "seed of the prompts and responses that train; the command seed sets it",
	  .type = SETTING_COUNT, .when = SETTING_TASK, .low = 0, .high = 0x1p64, .def = { "1" }, AT(seed) },

	{ .name = "pretrain.steps", .unit = "steps", .help = "steps of pre-training", .type = SETTING_INT,
	  .when = SETTING_BASE, .low = 0, .high = 1e9, .def = { "60" }, AT(pretrain_steps) },
	{ .name = "pretrain.lr", .help = "learning rate of pre-training", .type = SETTING_REAL, .when = SETTING_BASE,
	  .low = 0, .high = 1000, .open_low = true, .def = { ".5" }, AT(pretrain_lr) },
	{ .name = "pretrain.batch", .unit = "prompts", .help = "prompts a step of pre-training; 0: the whole table",
	  .type = SETTING_INT, .when = SETTING_BASE, .low = 0, .high = 65536, .def = { "0" }, AT(pretrain_batch) },
	{ .name = "pretrain.optimizer", .help = "optimizer of pre-training", .type = SETTING_CHOICE,
	  .when = SETTING_BASE, .choice = optim_names, .def = { "adagrad" }, AT(pretrain_optimizer) },
	{ .name = "pretrain.skip", .help = "prompts that pre-training never sees: 5, 0-2 or 0,3,5; file: what a prompt file says",
	  .type = SETTING_LINE, .when = SETTING_BASE, .def = { "none" }, AT(pretrain_skip) },

	{ .name = "reward", .help = "what is rewarded: whole responses, or every prefix", .type = SETTING_CHOICE,
	  .choice = reward_names, .def = { "outcome", "process" }, AT_TRAINER(reward) },
	{ .name = "code", .help = "a wrong answer counts 0 (01) or -1 (pm1), a right one 1", .type = SETTING_CHOICE,
	  .choice = codes, .def = { "01" }, AT_TRAINER(code) },
	{ .name = "baseline", .help = "what is taken from rewards: nothing, or the batch's mean",
	  .type = SETTING_CHOICE, .choice = baselines, .def = { "off" }, AT_TRAINER(baseline) },
	{ .name = "optimizer", .help = "how a gradient moves the weights", .type = SETTING_CHOICE,
	  .choice = optim_names, .def = { "adagrad" }, AT_TRAINER(optimizer) },
	{ .name = "lr", .help = "learning rate", .type = SETTING_REAL, .low = 0, .high = 1000, .open_low = true,
	  .def = { ".1" }, AT_TRAINER(lr) },
	{ .name = "batch", .unit = "responses", .help = "responses an update", .type = SETTING_INT, .low = 1,
	  .high = 65536, .def = { "64" }, AT_TRAINER(batch) },

	{ .name = "behavior", .help = "what responses are drawn from: the policy as it is, or another one",
	  .type = SETTING_CHOICE, .choice = behave_names, .also = "frozen:FILE that base save wrote",
	  .words = frozen_words, .read = odd_read_behavior, .print = odd_print_behavior, .def = { "onpolicy" },
	  AT_TRAINER(behavior) },
	{ .name = "m", .unit = "tries", .help = "tries of best-of-m, alg1 and alg2; auto: from the likelihood quantile at eps",
	  .type = SETTING_INT, .low = 1, .high = BEHAVE_TRIES_MOST, .word = "auto", .word_value = 0, .def = { "16" },
	  AT_TRAINER(m) },
	{ .name = "behavior.eps", .help = "share of uniform tokens of behavior eps", .type = SETTING_REAL, .low = 0,
	  .high = 1, .def = { ".1" }, AT_TRAINER(behavior_eps) },
	{ .name = "clip", .help = "importance weights p/q, clipped to 1/clip .. clip; off: none; inf: not clipped",
	  .type = SETTING_REAL, .low = 1, .high = 1e300, .word = "off", .word_value = 0, .also = "inf",
	  .words = clip_words, .read = odd_read_clip, .print = odd_print_clip, .def = { "off" }, AT_TRAINER(clip) },
	{ .name = "iterate", .help = "weights that likelihood and err speak of: the last, a random one so far, their mean",
	  .type = SETTING_CHOICE, .choice = iterates, .def = { "last" }, AT_TRAINER(iterate) },

	{ .name = "query.count", .help = "queries a process-rewarded response costs: up to its first wrong token, or all",
	  .type = SETTING_CHOICE, .choice = query_counts, .def = { "prefix" }, AT(query_count) },
	{ .name = "budget", .unit = "queries", .help = "queries after which continue stops; 0: it never does",
	  .type = SETTING_COUNT, .low = 0, .high = 1e18, .word = "none", .word_value = 0, .def = { "10k" }, AT(budget) },
	{ .name = "alpha", .help = "the support line: likelihoods below it are out; budget: 1 / budget",
	  .type = SETTING_REAL, .low = 0, .high = 1, .open_low = true, .word = "budget",
	  .also = "poly C (N^-C), or floor F (F k^-N)", .words = alpha_words, .read = odd_read_alpha,
	  .print = odd_print_alpha, .def = { "budget" }, AT(alpha) },
	{ .name = "alpha.token", .help = "F of the token line F/k: next-token probabilities below it are out",
	  .type = SETTING_REAL, .low = 0, .high = TASK_TOKENS_MOST, .open_low = true, .def = { ".1" },
	  AT(alpha_token) },
	{ .name = "count.off", .help = "responses outside the support are counted in every update, or only when seen",
	  .type = SETTING_CHOICE, .choice = count_offs, .def = { "every" }, AT(count_off) },
	{ .name = "track", .unit = "prompts", .help = "prompts shown of a task that draws them and has no centres",
	  .type = SETTING_INT, .when = SETTING_TASK, .low = 1, .high = TASK_PROMPTS_MOST, .def = { "32" }, AT(track) },
	{ .name = "test.size", .unit = "prompts", .help = "test prompts of a task that draws them",
	  .type = SETTING_INT, .when = SETTING_TASK, .low = 1, .high = 65536, .def = { "1024" }, AT(test_size) },
	{ .name = "test.every", .unit = "updates",
	  .help = "updates between two measures of err on the test prompts; a table's err is exact at every update",
	  .type = SETTING_INT, .low = 1, .high = 1e6, .def = { "50" }, AT(test_every) },
	{ .name = "eps", .help = "share of prompts that the likelihood quantile leaves out; m auto follows it",
	  .type = SETTING_REAL, .low = 0, .high = 1, .def = { ".1" }, AT(eps) },
	{ .name = "threads", .help = "threads an update; results do not depend on it", .type = SETTING_INT, .low = 0,
	  .high = 256, .word = "all", .word_value = 0, .def = { "all" }, AT(threads) },

	{ .name = "log.samples", .help = "run files hold every response that is drawn: off, or on (large)",
	  .type = SETTING_CHOICE, .when = SETTING_DISPLAY, .choice = switches, .def = { "off" }, AT(log_samples) },
	{ .name = "split", .help = "A and B are shown side by side, and commands of time are for both",
	  .type = SETTING_CHOICE, .when = SETTING_DISPLAY, .choice = switches, .def = { "off" }, AT(split) },
	{ .name = "sync", .help = "of what two trainers that are split have the same: whoever is behind goes on",
	  .type = SETTING_CHOICE, .when = SETTING_DISPLAY, .choice = syncs, .def = { "queries" }, AT(sync) },
	{ .name = "layout", .help = "panels of the screen: auto, 2 likelihood, 3 tokens, 4 samples, 5 theory, 6 console",
	  .type = SETTING_INT, .when = SETTING_DISPLAY, .low = 1, .high = 6, .word = "auto", .word_value = 1,
	  .def = { "auto" }, AT(layout) },
	{ .name = "present", .help = "the screen is for a projector: three panels, bold, theme projector, short numbers",
	  .type = SETTING_CHOICE, .when = SETTING_DISPLAY, .choice = switches, .def = { "off" }, AT(present) },
	{ .name = "speed", .unit = "updates a second",
	  .help = "pace of continue on the screen; text mode goes as fast as it can", .type = SETTING_INT,
	  .when = SETTING_DISPLAY, .low = 1, .high = 50, .word = "max", .word_value = 0, .def = { "max" }, AT(speed) },
	{ .name = "tokens", .help = "tokens are shown as letters (up to k = 52) or as numbers", .type = SETTING_CHOICE,
	  .when = SETTING_DISPLAY, .choice = token_names, .def = { "letters" }, AT(tokens) },
	{ .name = "plot",
	  .help = "plots, bars and rules: blocks and lines where the terminal has them; braille: curves of dots; or plain "
		  "characters", .type = SETTING_CHOICE, .when = SETTING_DISPLAY, .choice = plots, .def = { "block" }, AT(plot) },
	{ .name = "theme", .help = "colours of the screen: for a dark or a light background, none, or few and bold",
	  .type = SETTING_CHOICE, .when = SETTING_DISPLAY, .choice = themes, .def = { "dark" }, AT(theme) },
	{ .name = "mouse", .help = "on: clicks select, the wheel scrolls; off: the mouse is the terminal's, for text",
	  .type = SETTING_CHOICE, .when = SETTING_DISPLAY, .choice = switches, .def = { "off" }, AT(mouse) },
	{ .name = "repeat", .help = "an empty line repeats step and continue", .type = SETTING_CHOICE,
	  .when = SETTING_DISPLAY, .choice = switches, .def = { "on" }, AT(repeat) },
	{ .name = "verbose",
	  .help = "0: notes and replies that only say what was done are left out; 2: text mode tells each update",
	  .type = SETTING_INT, .when = SETTING_DISPLAY, .low = 0, .high = 2, .def = { "1" }, AT(verbose) },
	{ .name = "onerror", .help = "what a script does behind a command that failed; presets always stop",
	  .type = SETTING_CHOICE, .when = SETTING_DISPLAY, .choice = endings, .def = { "stop" }, AT(onerror) },
};
const int setting_count = sizeof(setting_table) / sizeof(setting_table[0]);
