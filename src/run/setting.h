/* Settings: one table from which `set`, `show`, `new`, `trainer`, `pretrain`, completion, help and the manual read name,
 * type, range, default and meaning. No command parses its own numbers. */
#ifndef OUTPOST_RUN_SETTING_H
#define OUTPOST_RUN_SETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum { TRAINERS = 2, SETTING_TEXT = 128 };

/* The values. CHOICE settings hold the index into their list of words. */
struct config {
	/* of the task: fixed until `new` or `preset` */
	int kind, k, N, d, prompts, features; /* features: 0 the task's own, n features_types[n - 1] */
	double sigma;
	uint64_t task_seed;
	/* of pre-training: the defaults of the next `pretrain` */
	int pretrain_steps, pretrain_batch, pretrain_optimizer;
	double pretrain_lr;
	char pretrain_skip[SETTING_TEXT]; /* "none" or prompts: 5, 0-2, 0,3,5 */
	/* of each trainer: hold from the next update on */
	struct trainer_config {
		int reward, code, baseline, optimizer, batch, behavior, iterate;
		double lr;
		char frozen[SETTING_TEXT]; /* behavior frozen:NAME; "": the base model       */
		int m;                     /* tries of best-of-m, alg1, alg2; 0: auto        */
		double behavior_eps;       /* behavior eps: share of uniform tokens          */
		double clip;               /* as in struct train_config                      */
	} trainer[TRAINERS];
	/* of the run */
	uint64_t seed, budget; /* budget 0: none */
	double alpha;          /* the support line; 0: 1 / budget */
	double alpha_token;    /* F of the token line F/k */
	int query_count, count_off, track, test_size, test_every, threads;
	double eps;
	/* of the display */
	int speed; /* updates a second, 0: max */
	int tokens, plot, theme, repeat;
};

enum setting_type { SETTING_INT, SETTING_COUNT, SETTING_REAL, SETTING_CHOICE, SETTING_LINE };
enum setting_when {
	SETTING_LIVE,    /* from the next update on              */
	SETTING_TASK,    /* only `new` and `preset` change it    */
	SETTING_BASE,    /* read by the next `pretrain`          */
	SETTING_DISPLAY, /* what is shown, never what is trained */
};
enum setting_origin { ORIGIN_DEFAULT, ORIGIN_PRESET, ORIGIN_USER };

struct setting {
	const char *name, *unit, *help;
	enum setting_type type;
	enum setting_when when;
	bool per_trainer;
	double low, high;          /* INT, COUNT, REAL: allowed range, both ends included unless `open_low` */
	bool open_low;
	const char *const *choice; /* CHOICE: words, NULL at the end                       */
	const char *word;          /* numbers: a word that stands for `word_value`, or NULL */
	double word_value;
	const char *def[TRAINERS]; /* default, as one would type it; [1] NULL: as [0]      */
	size_t at;                 /* offset in struct config; per trainer: of trainer[0]  */
};

extern const struct setting setting_table[];
extern const int setting_count;

void config_defaults(struct config *c);
/* By exact name, NULL: there is none. */
const struct setting *setting_named(const char *name);
/* By exact name, else by unambiguous prefix; NULL with candidates or a suggestion in the error. */
const struct setting *setting_find(const char *name, struct err *e);
/* Checks and stores `text`; `who` (0, 1) matters for per-trainer settings. On failure nothing changes and the error says
 * what was given, what is allowed, the nearest choice and the value that stays:
 * `baseline takes off or mean, got "fasle". did you mean off? unchanged: off`. */
bool setting_store(const struct setting *s, struct config *c, int who, const char *text, struct err *e);
/* The value as one would type it. */
void setting_print(const struct setting *s, const struct config *c, int who, struct str *to);
/* What may be given: `off or mean`, `a number above 0, up to 1000`. */
void setting_takes(const struct setting *s, struct str *to);
/* log of the support line. Needs a budget when alpha is `budget`: see config_check. */
double config_log_alpha(const struct config *c);
/* log of the token line F/k: a next token that q0 gives less is rare on its own. */
double config_log_token_line(const struct config *c);
/* What single settings cannot know: false with a reason (`alpha budget needs a budget: ...`). */
bool config_check(const struct config *c, struct err *e);

#endif
